//! Fills an index, and makes it what a store is. What is in it already as it is to be is left alone, so that a load that
//! was left goes on where it was, and one of a store that has grown writes what is new.
//!
//! Nothing of it is seen before it is done: the index shows what is written only when it is told to.

mod send;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};
use ureq::http::Method;
use xxhash_rust::xxh3::xxh3_64;

use self::send::{Sent, sending};
use super::client::{Ask, Client};
use super::document::{Record, key, push_line};
use super::index::answer::{hits, place, text};
use super::index::{Index, MOST_HITS, NOT_STORED, NumberedDay, meta_of};
use super::place::Place;
use super::schema::{self, Meta};
use super::{Error, Filter, GiveUp};
use crate::article::Article;
use crate::store::sort_key;

/// So many reports are looked up at once.
const MOST_LOOKED_UP: usize = 1000;

/// So many days are asked for at once.
const MOST_DAYS: usize = 1000;

/// A load is always wanted.
const WANTED: GiveUp = &|| false;

/// What is to be done beside writing what is new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Whether reports are taken out that the store does not have.
    pub deletes_missing: bool,
    /// How many shards an index gets that is made.
    pub shards: u32,
    /// How many copies of each shard it gets.
    pub replicas: u32,
}

/// What was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Reports that were written.
    pub written: usize,
    /// Reports that were there as they are to be.
    pub unchanged: usize,
    /// Reports that have another place in the order now.
    pub renumbered: usize,
    /// Reports that were taken out.
    pub deleted: usize,
    /// How many the engine did not take.
    pub refused: usize,
    /// The ids of the first of these, and why.
    pub reasons: Vec<(String, String)>,
}

/// Is told how many reports are done.
pub type Told<'a> = &'a (dyn Fn(usize) + Sync);

/// Makes an index what a store is: its reports come in reading order.
///
/// # Errors
///
/// When the engine cannot be reached, or the index is none of ours.
pub fn load(
    client: &Client,
    name: &str,
    reports: impl Iterator<Item = Article>,
    options: Options,
    told: Told,
) -> Result<Summary, Error> {
    let before = match meta_of(client, name, WANTED) {
        Err(Error::NoIndex(_)) => {
            create(client, name, options)?;
            Meta::default()
        }
        found => found?,
    };
    let index = Index::to_load(client.clone(), name);
    let mut loader = Loader {
        index: &index,
        told,
        summary: Summary::default(),
        touched: BTreeSet::new(),
    };
    loader.refresh()?;
    let is_new = index.count(&Filter::all(), WANTED)? == 0;
    loader.sign(&Meta {
        is_unfinished: true,
        ..before.clone()
    })?;
    let kept = loader.write(reports, is_new)?;
    if options.deletes_missing && !is_new {
        loader.delete_missing(&kept)?;
    }
    loader.refresh()?;
    loader.renumber(before.is_unfinished)?;
    loader.refresh()?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    loader.sign(&Meta {
        load: now.map_or(0, |now| now.as_nanos()).to_string(),
        is_unfinished: false,
    })?;
    Ok(loader.summary)
}

fn create(client: &Client, name: &str, options: Options) -> Result<(), Error> {
    let body = schema::mapping(options.shards, options.replicas);
    let ask = Ask::with_json(Method::PUT, name, &body);
    client.ask(ask, WANTED).map(drop)
}

/// Which ids a store has, by their hashes.
type Kept = HashSet<u64>;

/// What is under way.
struct Loader<'a> {
    index: &'a Index,
    told: Told<'a>,
    summary: Summary,
    /// The days of which reports were written into an index that had some.
    touched: BTreeSet<u32>,
}

impl Loader<'_> {
    fn refresh(&self) -> Result<(), Error> {
        let path = format!("{}/_refresh", self.index.name());
        let ask = Ask::with_json(Method::POST, path, &json!({}));
        self.index.ask(ask, WANTED).map(drop)
    }

    /// Has the index say what was loaded. Where we may not have it say so, who has it open does not see that it is
    /// another than it was.
    fn sign(&self, meta: &Meta) -> Result<(), Error> {
        let path = format!("{}/_mapping", self.index.name());
        let ask = Ask::with_json(Method::PUT, path, &json!({"_meta": meta.json()}));
        match self.index.ask(ask, WANTED) {
            Ok(_) | Err(Error::Login(403, _)) => Ok(()),
            Err(error) => Err(error),
        }
    }

    fn take(&mut self, sent: Sent) {
        self.summary.refused += sent.refused;
        self.summary.reasons.extend(sent.reasons);
    }

    /// Writes what is new, and returns what there is.
    fn write(
        &mut self,
        reports: impl Iterator<Item = Article>,
        is_new: bool,
    ) -> Result<Kept, Error> {
        let index = self.index;
        let (kept, sent) = sending(index, |outbox| {
            let mut numbering = Numbering::default();
            let mut kept = Kept::new();
            let mut reports = reports.peekable();
            while reports.peek().is_some() {
                let some = reports.by_ref().take(MOST_LOOKED_UP);
                let some: Vec<_> = some.map(|article| numbering.record(&article)).collect();
                let known = if is_new {
                    HashMap::new()
                } else {
                    known(index, &some)?
                };
                for (record, place) in &some {
                    kept.insert(xxh3_64(record.id.as_bytes()));
                    if known.get(&record.id) == Some(&record.sum) {
                        self.summary.unchanged += 1;
                        continue;
                    }
                    if !is_new {
                        self.touched.insert(record.day);
                    }
                    record.push(*place, outbox.begin(&record.id));
                }
                (self.told)(kept.len());
            }
            Ok(kept)
        })?;
        self.summary.written = sent.taken;
        self.take(sent);
        Ok(kept)
    }

    /// Takes out what the store does not have.
    fn delete_missing(&mut self, kept: &Kept) -> Result<(), Error> {
        let order = json!([{"place": "asc"}, {"id": "asc"}]);
        let ((), sent) = sending(self.index, |outbox| {
            each(self.index, &Filter::all(), &order, |id, _| {
                if !kept.contains(&xxh3_64(id.as_bytes())) {
                    push_line(&json!({"delete": {"_id": key(id)}}), outbox.begin(id));
                }
            })
        })?;
        self.summary.deleted = sent.taken;
        self.take(sent);
        Ok(())
    }

    /// Gives the reports of days their places where these are not what they are to be. Which days these are is told by
    /// counting, unless reports were written among others or a load was left: then it is looked at.
    fn renumber(&mut self, all: bool) -> Result<(), Error> {
        let (days, _) = self.index.numbered_days(WANTED)?;
        let is_suspect =
            |day: &NumberedDay| !day.is_numbered || all || self.touched.contains(&day.day);
        let suspects: Vec<_> = days.into_iter().filter(is_suspect).collect();
        let order = json!([{"day": "asc"}, {"order": "asc"}, {"id": "asc"}]);
        let ((), sent) = sending(self.index, |outbox| {
            let mut next = Place::new(0, 0);
            for days in together(&suspects) {
                each(self.index, &Filter::days(&days), &order, |id, own| {
                    let place = if own.day() == next.day() {
                        next
                    } else {
                        Place::new(own.day(), 0)
                    };
                    next = Place::new(place.day(), place.before() + 1);
                    if own != place {
                        let lines = outbox.begin(id);
                        push_line(&json!({"update": {"_id": key(id)}}), lines);
                        let doc = json!({"place": place.number(), "before": place.before()});
                        push_line(&json!({"doc": doc}), lines);
                    }
                })?;
            }
            Ok(())
        })?;
        self.summary.renumbered = sent.taken;
        self.take(sent);
        Ok(())
    }
}

/// Puts days together that are asked for at once: as many as have a page of reports.
fn together(days: &[NumberedDay]) -> Vec<Vec<u32>> {
    let mut all: Vec<Vec<u32>> = Vec::new();
    let mut reports = 0;
    for NumberedDay { day, places, .. } in days {
        reports += places;
        match all.last_mut() {
            Some(some) if reports <= MOST_HITS && some.len() < MOST_DAYS => some.push(*day),
            _ => {
                reports = *places;
                all.push(vec![*day]);
            }
        }
    }
    all
}

/// Returns the checksums of those of some reports that are there.
fn known(index: &Index, records: &[(Record, Place)]) -> Result<HashMap<String, String>, Error> {
    let ids = Filter::ids(records.iter().map(|(record, _)| record.id.as_str()));
    let answer = index.search(
        &json!({
            "size": records.len(), "track_total_hits": false, "stored_fields": NOT_STORED,
            "docvalue_fields": ["id", "sum"], "query": ids.json(),
        }),
        WANTED,
    )?;
    let known = |hit| Ok((text(hit, "id")?, text(hit, "sum")?));
    hits(&answer).map(known).collect()
}

/// Goes through the ids and places of all that meets a filter.
fn each(
    index: &Index,
    filter: &Filter,
    order: &Value,
    mut each: impl FnMut(&str, Place),
) -> Result<(), Error> {
    let mut asked = json!({
        "size": MOST_HITS, "track_total_hits": false, "stored_fields": NOT_STORED,
        "docvalue_fields": ["id", "place"], "query": filter.json(), "sort": order,
    });
    loop {
        let answer = index.search(&asked, WANTED)?;
        let mut count = 0;
        for hit in hits(&answer) {
            each(&text(hit, "id")?, place(hit)?);
            asked["search_after"] = hit["sort"].clone();
            count += 1;
        }
        if count < MOST_HITS {
            return Ok(());
        }
    }
}

/// The places of reports that come in reading order.
#[derive(Debug, Default)]
struct Numbering {
    /// The day of the last, and how many of it there were before that.
    day: Option<u32>,
    before: u32,
    /// What the order of the last depends on, and how many there were before that are alike in it.
    order: String,
    alike: usize,
}

impl Numbering {
    fn record(&mut self, article: &Article) -> (Record, Place) {
        let order = sort_key(article);
        self.alike = if order == self.order {
            self.alike + 1
        } else {
            0
        };
        let record = Record::of(article, &order, self.alike);
        self.order = order;
        self.before = if self.day == Some(record.day) {
            self.before + 1
        } else {
            0
        };
        self.day = Some(record.day);
        let place = Place::new(record.day, self.before);
        (record, place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Published;

    #[test]
    fn days_are_asked_for_together_as_long_as_one_answer_holds_their_reports() {
        let day = |day, places| NumberedDay {
            day,
            places,
            is_numbered: false,
        };
        let days = [
            day(20_191_123, 4_000),
            day(20_191_122, 6_000),
            day(20_191_121, 1),
            day(20_191_120, 30_000),
            day(0, 5),
        ];
        let expected = [
            vec![20_191_123, 20_191_122],
            vec![20_191_121],
            vec![20_191_120],
            vec![0],
        ];
        assert_eq!(together(&days), expected);
        let many: Vec<_> = (1..=2_500).map(|number| day(number, 1)).collect();
        let sizes: Vec<_> = together(&many).iter().map(Vec::len).collect();
        assert_eq!(sizes, [1000, 1000, 500]);
    }

    #[test]
    fn reports_of_a_day_are_numbered_and_those_that_are_alike_told_apart() {
        let mut numbering = Numbering::default();
        let dates = ["2019-11-22", "2019-11-22", "2019-11", "", ""];
        let places = dates.map(|date| {
            let article = Article {
                published: (!date.is_empty()).then(|| Published::parse(date)),
                ..Article::default()
            };
            let (_, place) = numbering.record(&article);
            (place.day(), place.before(), numbering.alike)
        });
        let expected = [
            (20_191_122, 0, 0),
            (20_191_122, 1, 1),
            (20_191_100, 0, 0),
            (0, 0, 0),
            (0, 1, 1),
        ];
        assert_eq!(places, expected);
    }
}
