//! An index of ours to which one is connected.

pub(super) mod answer;
mod counting;

use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use ureq::http::Method;

use self::answer::{article, buckets, hits, number, place, place_of, text, whole};
pub(super) use self::counting::NumberedDay;
use super::client::{Ask, Client, GiveUp};
use super::document::push_line;
use super::place::Place;
use super::schema::{self, Meta};
use super::{Days, Error, Filter};
use crate::article::Article;

/// So many hits come in one answer; the engine tells no more.
pub(super) const MOST_HITS: usize = 10_000;
/// So many reports are read in one answer.
const MOST_ARTICLES: usize = 200;
/// So many places come in one answer; an engine tells 65,535 at most, and makes room for all that may come.
const MOST_PLACES: usize = 10_000;
/// What is wanted of what was counted: an engine tells much more of each number.
const COUNTS: &str = "aggregations.*.doc_count,aggregations.*.buckets.key,aggregations.*.buckets.doc_count,aggregations.*.buckets.before.min,aggregations.*.buckets.before.max,aggregations.*.buckets.before.sum,aggregations.*.buckets.before.sum_of_squares";
/// Has no stored field read of a hit, of which the engine's own key is one: where columns are enough that takes a
/// thirtieth of the time or less.
pub(super) const NOT_STORED: &str = "_none_";
/// So often a load asks an engine that does not answer.
const TRIES: u32 = 6;
/// How long it waits before it asks again, at first.
const AFTER_SILENCE: Duration = Duration::from_secs(1);
/// So many questions are put together.
const MOST_QUESTIONS: usize = 200;

/// An index of ours to which one is connected.
#[derive(Debug)]
pub struct Index {
    client: Client,
    name: String,
    /// The name of what was loaded last.
    load: String,
    days: Days,
    /// Whether the days are those of a part of it.
    part: Part,
    /// How often it is asked where it does not answer.
    tries: u32,
}

/// The places of the first reports that meet a filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    /// In reading order.
    pub places: Vec<Place>,
    /// How many reports meet it.
    pub total: usize,
    /// Whether these are a part.
    pub part: Part,
}

/// How many parts of an index answered of how many, where not all did.
pub type Part = Option<(u64, u64)>;

impl Index {
    /// Connects to an index, and takes from it how many reports each day has. Where not all parts of it answer, and
    /// that is wanted, these are as many as must be there by what answers.
    ///
    /// # Errors
    ///
    /// When it cannot be reached, or is none of ours.
    pub fn open(client: Client, name: &str, give_up: GiveUp) -> Result<Self, Error> {
        let Meta { load, .. } = meta_of(&client, name, give_up)?;
        let mut index = Self {
            client,
            name: name.to_owned(),
            load,
            days: Days::default(),
            part: None,
            tries: 1,
        };
        let (days, part) = index.numbered_days(give_up)?;
        index.part = part;
        let broken = days.iter().filter(|day| !day.is_numbered).count();
        if broken > 0 && part.is_none() {
            return Err(Error::Unfinished(broken));
        }
        index.days = Days::new(days.iter().map(|day| (day.day, day.places)));
        // Rows are numbers of 32 bits.
        if u32::try_from(index.days.len()).is_err() {
            return Err(Error::NotUnderstood("count".into()));
        }
        Ok(index)
    }

    /// Connects without looking at what is in it. A load of hours does not end with a minute of silence: what is not
    /// answered is asked again, and whatever is written twice is there once.
    pub(super) fn to_load(client: Client, name: &str) -> Self {
        Self {
            client,
            name: name.to_owned(),
            load: String::new(),
            days: Days::default(),
            part: None,
            tries: TRIES,
        }
    }

    /// Returns how many parts of it answered of how many when it was opened, where not all did.
    pub fn part(&self) -> Part {
        self.part
    }

    /// Returns how many reports each day has.
    pub fn days(&self) -> &Days {
        &self.days
    }

    /// Makes sure that nothing was loaded since it was opened, and no part has come back.
    ///
    /// # Errors
    ///
    /// When something was, or one has, or it cannot be asked.
    pub fn check_unchanged(&self, give_up: GiveUp) -> Result<(), Error> {
        let is_loaded = meta_of(&self.client, &self.name, give_up)?.load != self.load;
        if is_loaded || self.part.is_some() && self.part_now(give_up)? != self.part {
            return Err(Error::Changed);
        }
        Ok(())
    }

    fn part_now(&self, give_up: GiveUp) -> Result<Part, Error> {
        let asked = json!({"size": 0, "track_total_hits": false});
        let (_, part) = self.search_part(&asked, give_up)?;
        Ok(part)
    }

    /// Returns the first reports that meet a filter, in reading order, with their places.
    ///
    /// # Errors
    ///
    /// When it cannot be asked.
    pub fn first(
        &self,
        filter: &Filter,
        count: usize,
        give_up: GiveUp,
    ) -> Result<(Vec<(Place, Article)>, Part), Error> {
        let (answer, part) = self.search_part(
            &json!({
                "size": count.min(MOST_ARTICLES), "track_total_hits": false,
                "_source": ["article"], "docvalue_fields": ["place"],
                "query": filter.json(), "sort": [{"place": "asc"}],
            }),
            give_up,
        )?;
        let read = hits(&answer).map(|hit| Ok((place(hit)?, article(hit)?)));
        Ok((read.collect::<Result<_, _>>()?, part))
    }

    /// Reads the reports in places, which come in reading order; those that are not there are left out.
    ///
    /// # Errors
    ///
    /// When it cannot be asked.
    pub fn articles(
        &self,
        places: &[Place],
        give_up: GiveUp,
    ) -> Result<(Vec<(Place, Article)>, Part), Error> {
        let mut read = Vec::with_capacity(places.len());
        let mut part = None;
        for some in places.chunks(MOST_ARTICLES) {
            let (some, lacking) = self.first(&Filter::places(some), some.len(), give_up)?;
            read.extend(some);
            part = part.or(lacking);
        }
        // Where all are there it does not matter what did not answer.
        let part = part.filter(|_| read.len() < places.len());
        Ok((read, part))
    }

    /// Returns the places of the reports that meet a filter, in reading order and at most so many, and how many
    /// reports meet it.
    ///
    /// # Errors
    ///
    /// When it cannot be asked.
    pub fn places(&self, filter: &Filter, most: usize, give_up: GiveUp) -> Result<Places, Error> {
        let mut places: Vec<Place> = Vec::new();
        let (mut total, mut part) = (None, None);
        loop {
            let size = MOST_PLACES.min(most - places.len());
            let mut source = json!({
                "size": size, "sources": [{"place": {"terms": {"field": "place", "order": "asc"}}}],
            });
            if let Some(last) = places.last() {
                source["after"] = json!({"place": last.number()});
            }
            let (answer, some) = self.search_part(
                &json!({
                    "size": 0, "track_total_hits": total.is_none(), "query": filter.json(),
                    "aggs": {"places": {"composite": source}},
                }),
                give_up,
            )?;
            let all = match total {
                Some(all) => all,
                None => number(&answer["hits"]["total"]["value"])?,
            };
            total = Some(all);
            part = part.or(some);
            let buckets = buckets(&answer, "places");
            let before = places.len();
            for bucket in buckets {
                places.push(place_of(&bucket["key"]["place"])?);
            }
            let is_end = places.len() - before < size || places.len() >= most;
            if is_end || places.len() as u64 >= all {
                return Ok(Places {
                    places,
                    total: all as usize,
                    part,
                });
            }
        }
    }

    /// Counts the reports that meet a filter.
    ///
    /// # Errors
    ///
    /// When it cannot be asked.
    pub fn count(&self, filter: &Filter, give_up: GiveUp) -> Result<usize, Error> {
        let asked = json!({"size": 0, "track_total_hits": true, "query": filter.json()});
        let answer = self.search(&asked, give_up)?;
        Ok(number(&answer["hits"]["total"]["value"])? as usize)
    }

    /// Counts the reports that meet each of some filters.
    ///
    /// # Errors
    ///
    /// When it cannot be asked.
    pub fn counts(&self, filters: &[Filter], give_up: GiveUp) -> Result<Vec<usize>, Error> {
        let mut counts = Vec::with_capacity(filters.len());
        for some in filters.chunks(MOST_QUESTIONS) {
            let mut lines = Vec::new();
            for filter in some {
                push_line(&json!({}), &mut lines);
                let asked = json!({
                    "size": 0, "track_total_hits": true, "query": filter.json(),
                });
                push_line(&asked, &mut lines);
            }
            let path = format!(
                "{}/_msearch?filter_path=responses.timed_out,responses._shards,responses.hits.total,responses.error",
                self.name
            );
            let answer = self.ask(Ask::lines(path, lines), give_up)?;
            let answers = answer["responses"].as_array();
            let answers = answers.filter(|answers| answers.len() == some.len());
            for answer in answers.ok_or_else(|| Error::NotUnderstood("responses".into()))? {
                whole(answer)?;
                counts.push(number(&answer["hits"]["total"]["value"])? as usize);
            }
        }
        Ok(counts)
    }

    /// Returns the places of all reports, sorted by a field, those that have none last, and what is alike in it in
    /// reading order.
    ///
    /// # Errors
    ///
    /// When there are more than so many, or it cannot be asked.
    pub fn sorted(
        &self,
        field: &str,
        is_descending: bool,
        most: usize,
        give_up: GiveUp,
    ) -> Result<Vec<Place>, Error> {
        if self.days.len() > most {
            return Err(Error::TooMany(most));
        }
        let order = if is_descending { "desc" } else { "asc" };
        let mut asked = json!({
            "size": MOST_HITS, "track_total_hits": false, "stored_fields": NOT_STORED,
            "docvalue_fields": ["place"],
            "sort": [{field: {"order": order, "missing": "_last"}}, {"place": "asc"}],
        });
        let mut places = Vec::with_capacity(self.days.len());
        loop {
            let answer = self.search(&asked, give_up)?;
            let before = places.len();
            for hit in hits(&answer) {
                places.push(place(hit)?);
                asked["search_after"] = hit["sort"].clone();
            }
            if places.len() - before < MOST_HITS {
                return Ok(places);
            }
        }
    }

    /// Returns the places of the reports of ids; those that are not there are left out.
    ///
    /// # Errors
    ///
    /// When it cannot be asked.
    pub fn places_of(&self, ids: &[&str], give_up: GiveUp) -> Result<Vec<(String, Place)>, Error> {
        let mut found = Vec::new();
        for some in ids.chunks(MOST_HITS) {
            found.extend(self.named(&Filter::ids(some.iter().copied()), some.len(), give_up)?);
        }
        Ok(found)
    }

    /// Returns the ids of the reports in places.
    ///
    /// # Errors
    ///
    /// When it cannot be asked.
    pub fn ids_of(&self, places: &[Place], give_up: GiveUp) -> Result<Vec<(String, Place)>, Error> {
        let mut found = Vec::new();
        for some in places.chunks(MOST_HITS) {
            found.extend(self.named(&Filter::places(some), some.len(), give_up)?);
        }
        Ok(found)
    }

    /// Returns the ids and places of at most so many reports that meet a filter, in reading order.
    ///
    /// # Errors
    ///
    /// When it cannot be asked.
    pub fn named(
        &self,
        filter: &Filter,
        count: usize,
        give_up: GiveUp,
    ) -> Result<Vec<(String, Place)>, Error> {
        let answer = self.search(
            &json!({
                "size": count.min(MOST_HITS), "track_total_hits": false, "stored_fields": NOT_STORED,
                "docvalue_fields": ["id", "place"], "query": filter.json(),
                "sort": [{"place": "asc"}],
            }),
            give_up,
        )?;
        hits(&answer)
            .map(|hit| Ok((text(hit, "id")?, place(hit)?)))
            .collect()
    }

    /// Asks for what is in the index, of which a part may answer where that is wanted.
    pub(super) fn search_part(
        &self,
        body: &Value,
        give_up: GiveUp,
    ) -> Result<(Value, Part), Error> {
        let answer = self.ask_for(body, give_up)?;
        match whole(&answer) {
            Err(Error::Partial(answered, of)) if self.client.shows_parts() && answered > 0 => {
                Ok((answer, Some((answered, of))))
            }
            whole => whole.map(|()| (answer, None)),
        }
    }

    /// Asks for what is in the index, and makes sure that all of it answered.
    pub(super) fn search(&self, body: &Value, give_up: GiveUp) -> Result<Value, Error> {
        let answer = self.ask_for(body, give_up)?;
        whole(&answer)?;
        Ok(answer)
    }

    fn ask_for(&self, body: &Value, give_up: GiveUp) -> Result<Value, Error> {
        let path = format!(
            "{}/_search?filter_path=took,timed_out,_shards,hits.total,hits.hits.fields,hits.hits._source,hits.hits.sort,{COUNTS},error",
            self.name
        );
        self.ask(Ask::with_json(Method::POST, path, body), give_up)
    }

    pub(super) fn ask(&self, ask: Ask, give_up: GiveUp) -> Result<Value, Error> {
        let mut pause = AFTER_SILENCE;
        for _ in 1..self.tries {
            match self.client.ask(ask.clone(), give_up) {
                Err(error) if error.is_passing() => thread::sleep(pause),
                answer => return answer,
            }
            pause *= 2;
        }
        self.client.ask(ask, give_up)
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }
}

/// Asks an index what it is.
pub(super) fn meta_of(client: &Client, name: &str, give_up: GiveUp) -> Result<Meta, Error> {
    let answer = client.ask(Ask::get(format!("{name}/_mapping")), give_up);
    let answer = answer.map_err(|error| match error {
        Error::NoIndex(_) => Error::NoIndex(name.to_owned()),
        error => error,
    })?;
    let indices = answer.as_object().into_iter().flatten();
    let mut indices = indices.map(|(_, index)| &index["mappings"]);
    match (indices.next(), indices.next()) {
        (Some(mappings), None) => schema::check(name, mappings),
        _ => Err(Error::NotUnderstood("mapping".into())),
    }
}
