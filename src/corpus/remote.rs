//! Reports that a search engine keeps, on other machines.

mod cache;
mod finding;
mod one_report;

use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use self::cache::Cache;
use super::{Ask, Corpus, Error, Found, Holdings, Known};
use crate::article::Article;
use crate::library::Id;
use crate::remote::{self, Access, Address, Client, Filter, GiveUp, Index, Place};
use crate::search::Sort;
use crate::search::copies::Copies;
use crate::search::counts::{Count, Facet, Histogram, Kind, Span};
use crate::store::{Changed, Problem, Site, Stand};

/// So many reports are read together where one is read after another.
const AHEAD: usize = 100;
/// So many reports are sorted otherwise than they are read.
const MOST_SORTED: usize = 1_000_000;
/// So many ids are looked through.
const LOOKED_THROUGH: usize = 10_000;
/// For so long it is taken for granted that nothing was loaded.
const FRESH: Duration = Duration::from_secs(2);

/// Reports that a search engine keeps, on other machines.
#[derive(Clone)]
pub struct Remote {
    index: Arc<Index>,
    cache: Arc<Mutex<Cache>>,
    /// Why reports could not be read.
    failure: Arc<Mutex<Option<remote::Error>>>,
    /// When it was last looked whether anything was loaded.
    looked: Arc<Mutex<Instant>>,
    /// When questions are given up that say nothing of it themselves.
    give_up: super::GiveUp,
}

impl fmt::Debug for Remote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Remote").field(&self.index).finish()
    }
}

impl Remote {
    /// Connects to an index.
    ///
    /// # Errors
    ///
    /// When it cannot be reached, or is none of ours.
    pub fn open(address: &Address, access: &Access, give_up: GiveUp) -> Result<Self, Error> {
        let client = Client::new(address, access)?;
        Ok(Self {
            index: Index::open(client, address.index(), give_up)?.into(),
            cache: Arc::default(),
            failure: Arc::default(),
            looked: Arc::new(Mutex::new(Instant::now())),
            give_up: Arc::new(|| false),
        })
    }

    fn cache(&self) -> MutexGuard<'_, Cache> {
        self.cache.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the row of a place that was told; where there is none by now the index has changed.
    fn row(&self, place: Place) -> Result<usize, remote::Error> {
        self.index.days().row(place).ok_or(remote::Error::Changed)
    }

    fn places(&self, rows: impl IntoIterator<Item = usize>) -> Vec<Place> {
        let days = self.index.days();
        rows.into_iter().filter_map(|row| days.place(row)).collect()
    }

    fn keep(&self, read: Vec<(Place, Article)>) -> Result<Vec<usize>, remote::Error> {
        let mut rows = Vec::with_capacity(read.len());
        for (place, article) in read {
            let row = self.row(place)?;
            self.cache().insert(row, Arc::new(article));
            rows.push(row);
        }
        Ok(rows)
    }

    /// Reads reports that are not at hand.
    fn read(&self, rows: impl Iterator<Item = usize>) -> Result<(), remote::Error> {
        let missing: Vec<usize> = {
            let mut cache = self.cache();
            rows.filter(|row| cache.get(*row).is_none()).collect()
        };
        if missing.is_empty() {
            return Ok(());
        }
        let mut places = self.places(missing);
        places.sort_unstable();
        let (read, part) = self.index.articles(&places, &*self.give_up)?;
        self.keep(read)?;
        match part {
            // What did not answer would be taken for gone, unless it was not there from the beginning.
            Some((answered, of)) if part != self.index.part() => {
                Err(remote::Error::Partial(answered, of))
            }
            _ => Ok(()),
        }
    }

    /// Reads reports, and remembers why where that fails.
    fn try_to_read(&self, rows: impl Iterator<Item = usize>) {
        let rows: Vec<usize> = rows.collect();
        let failure = self.read(rows.iter().copied()).err();
        self.cache().note_missed(rows);
        *self.failure.lock().unwrap_or_else(PoisonError::into_inner) = failure;
    }

    /// Makes sure that rows are still those that they were.
    fn check_unchanged(&self, give_up: GiveUp) -> Result<(), remote::Error> {
        let mut looked = self.looked.lock().unwrap_or_else(PoisonError::into_inner);
        if looked.elapsed() >= FRESH {
            self.index.check_unchanged(give_up)?;
            *looked = Instant::now();
        }
        Ok(())
    }

    /// Sorts all rows by a field, those that have none last.
    fn sorted_by(&self, field: &str, is_descending: bool) -> Result<Vec<u32>, Error> {
        let places = self
            .index
            .sorted(field, is_descending, MOST_SORTED, &*self.give_up)?;
        let row = |place| Ok(self.row(place)? as u32);
        places.into_iter().map(row).collect()
    }

    /// Returns the rows with the oldest day first, within a day as they are read; those without one are last.
    fn oldest_first(&self) -> Vec<u32> {
        let mut days = Vec::new();
        let (mut start, mut undated) = (0_usize, 0..0);
        for (day, count) in self.index.days().counts() {
            if day == 0 {
                undated = start..start + count;
            } else {
                days.push(start..start + count);
            }
            start += count;
        }
        let rows = days.into_iter().rev().flatten().chain(undated);
        rows.map(|row| row as u32).collect()
    }

    /// Returns what meets what was found.
    fn filter(&self, found: Option<&Found>) -> Filter {
        found.map_or_else(Filter::all, |found| {
            let asked = found.asked().and_then(Filter::of_text);
            asked.unwrap_or_else(|| Filter::places(&self.places(found.listed())))
        })
    }

    /// Counts what was found by days, where more was than is listed.
    fn histogram_of(&self, found: &Found, span: Span) -> Result<Histogram, Error> {
        let matching = self
            .index
            .count_days(&self.filter(Some(found)), &*self.give_up)?;
        let matching = matching
            .into_iter()
            .map(|(day, matching)| (day, Count { matching, all: 0 }));
        let all = self.index.days().counts();
        let all = all.map(|(day, all)| (day, Count { matching: 0, all }));
        Ok(Histogram::new(span, all.chain(matching)))
    }
}

/// What an answer is, unless it is not wanted any more.
fn unless_stopped<T>(answer: Result<T, remote::Error>) -> Result<Option<T>, Error> {
    match answer {
        Err(remote::Error::Stopped) => Ok(None),
        answer => Ok(Some(answer?)),
    }
}

impl Holdings for Remote {
    fn len(&self) -> usize {
        self.index.days().len()
    }

    fn is_whole(&self) -> bool {
        self.index.part().is_none()
    }

    fn problems(&self) -> &[Problem] {
        &[]
    }

    fn at_hand(&self, _: usize) -> Option<&Article> {
        None
    }
}

impl Corpus for Remote {
    fn read_ahead(&self, rows: &[usize]) {
        self.try_to_read(rows.iter().copied());
    }

    fn article(&self, row: usize) -> Result<Cow<'_, Article>, Changed> {
        if let Some(article) = self.cache().get(row) {
            return Ok(Cow::Owned((*article).clone()));
        }
        if self.cache().is_missed(row) {
            return Err(Changed);
        }
        // Who reads one after another reads on.
        let is_run = row > 0 && self.cache().get(row - 1).is_some();
        let end = if is_run { row + AHEAD } else { row + 1 };
        self.try_to_read(row..end.min(self.len()));
        let article = self.cache().get(row).ok_or(Changed)?;
        Ok(Cow::Owned((*article).clone()))
    }

    fn failure(&self) -> Option<Error> {
        let failure = self.failure.lock().unwrap_or_else(PoisonError::into_inner);
        failure.clone().map(Error::Remote)
    }

    fn lack(&self) -> Option<Error> {
        let (answered, of) = self.index.part()?;
        Some(remote::Error::Partial(answered, of).into())
    }

    // It stands in no file.
    fn site(&self, _: usize) -> Option<Site> {
        None
    }

    fn stand(&self, _: usize) -> Option<Stand> {
        None
    }

    fn row_of(&self, id: &str) -> Result<Option<usize>, Error> {
        let found = self.index.places_of(&[id], &*self.give_up)?;
        Ok(match found.first() {
            Some((_, place)) => Some(self.row(*place)?),
            None => None,
        })
    }

    fn row_where(&self, is_wanted: &dyn Fn(&str) -> bool) -> Result<Option<usize>, Error> {
        let rows: Vec<usize> = (0..self.len()).collect();
        for some in rows.chunks(LOOKED_THROUGH) {
            let ids = self.ids(some)?;
            if let Some(at) = ids.iter().position(|id| is_wanted(id)) {
                return Ok(some.get(at).copied());
            }
        }
        Ok(None)
    }

    fn row_before(&self, day: u32) -> Result<usize, Error> {
        Ok(self.index.days().row_before(day))
    }

    fn ids(&self, rows: &[usize]) -> Result<Vec<Id>, Error> {
        let places = self.places(rows.iter().copied());
        let named = self.index.ids_of(&places, &*self.give_up)?;
        let mut named: Vec<(Place, String)> = named.into_iter().map(|(id, at)| (at, id)).collect();
        named.sort_unstable();
        let id = |place: &Place| {
            let at = named.binary_search_by_key(place, |(place, _)| *place).ok();
            let id = at.and_then(|at| named.get(at)).map(|(_, id)| id.as_str());
            Ok(id.ok_or(remote::Error::Changed)?.into())
        };
        places.iter().map(id).collect()
    }

    fn given_up_when(&self, give_up: super::GiveUp) -> Option<Arc<dyn Corpus>> {
        Some(Arc::new(Self {
            give_up,
            failure: Arc::default(),
            ..self.clone()
        }))
    }

    fn day(&self, row: usize) -> Option<u32> {
        Some(self.index.days().day(row)).filter(|day| *day > 0)
    }

    fn reports_of_characters(&self, characters: &[char]) -> Result<Vec<u32>, Error> {
        let filters: Vec<Filter> = characters
            .iter()
            .map(|c| Filter::text(c.encode_utf8(&mut [0; 4])))
            .collect();
        let counts = self.index.counts(&filters, &*self.give_up)?;
        Ok(counts.into_iter().map(|count| count as u32).collect())
    }

    fn rows_with(&self, texts: &[&str]) -> Result<Vec<Vec<u32>>, Error> {
        let rows = |text: &&str| {
            let (rows, _, part) = self.rows(&Filter::text(text), &*self.give_up)?;
            if let Some((answered, of)) = part {
                return Err(remote::Error::Partial(answered, of).into());
            }
            Ok(rows.iter().map(|row| row as u32).collect())
        };
        texts.iter().map(rows).collect()
    }

    fn copies(&self) -> Result<Arc<Copies>, Error> {
        Err(remote::Error::NoCopies.into())
    }

    fn first_unread(&self, rows: &[usize], known: Known) -> Result<Option<usize>, Error> {
        // The first is likely among few.
        let (first, rest) = rows.split_at(rows.len().min(AHEAD));
        for some in std::iter::once(first).chain(rest.chunks(LOOKED_THROUGH)) {
            let ids = self.ids(some)?;
            let unread = ids.iter().position(|id| !known.library.is_read(id));
            if let Some(at) = unread {
                return Ok(some.get(at).copied());
            }
        }
        Ok(None)
    }

    fn find(&self, ask: &Ask) -> Result<Option<Found>, Error> {
        unless_stopped(self.find_all(ask))
    }

    fn first(&self, count: usize, ask: &Ask) -> Result<Option<Found>, Error> {
        if count > AHEAD {
            return self.find(ask);
        }
        unless_stopped(self.find_first(count, ask))
    }

    fn rank(&self, limit: usize, ask: &Ask) -> Result<Option<Found>, Error> {
        unless_stopped(self.rank_best(limit, ask)).map(Option::flatten)
    }

    fn in_order(&self, sort: Sort) -> Result<Vec<u32>, Error> {
        match sort {
            Sort::Newest | Sort::Relevance => Ok((0..self.len() as u32).collect()),
            Sort::Oldest => Ok(self.oldest_first()),
            Sort::Source => self.sorted_by("by_source", false),
            Sort::Page => self.sorted_by("by_page", false),
            Sort::Headline => self.sorted_by("by_headline", false),
            Sort::Length => self.sorted_by("length", true),
        }
    }

    fn facets(
        &self,
        found: Option<&Found>,
        kinds: &[Kind],
        count: usize,
    ) -> Result<Vec<Facet>, Error> {
        let filter = self.filter(found);
        let facet = |kind: &Kind| Ok(self.index.facet(&filter, *kind, count, &*self.give_up)?);
        kinds.iter().map(facet).collect()
    }

    fn histogram(&self, found: Option<&Found>, span: Span) -> Result<Histogram, Error> {
        if let Some(found) = found.filter(|found| found.beyond() > 0 || found.part().is_some()) {
            return self.histogram_of(found, span);
        }
        let rows = found.map(Found::rows);
        let mut start = 0;
        let days = self.index.days().counts().map(|(day, all)| {
            let end = start + all;
            let matching = rows
                .as_ref()
                .map_or(all, |rows| rows.below_row(end) - rows.below_row(start));
            start = end;
            (day, Count { matching, all })
        });
        Ok(Histogram::new(span, days))
    }
}
