//! Searching: what the engine finds, and what of it is made sure of here.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use super::one_report::is_met;
use super::{AHEAD, Remote};
use crate::corpus::{Ask, Found, Known};
use crate::remote::{self, Filter, GiveUp, Part, Places, Remembered};
use crate::search::{Headline, Rows, pinyin, ranked};

/// So many reports that a search found are listed; the others are counted.
const MOST_FOUND: usize = 200_000;
/// So many reports that a search found are read to be ranked.
const MOST_RANKED: usize = 20_000;

impl Remote {
    /// Calls `with` with what is remembered of reports.
    fn remembering<T>(&self, known: Known, with: impl FnOnce(Remembered) -> T) -> T {
        let similar = |id: &str| {
            let rows = known.marks.map(|marks| marks.similar_numbers(id));
            let rows = rows.unwrap_or_default().into_iter();
            self.places(rows.map(|row| row as usize))
        };
        with(Remembered {
            library: known.library,
            similar: &similar,
        })
    }

    /// Finds the rows that meet a filter, and how many reports meet it beside those.
    pub(super) fn rows(
        &self,
        filter: &Filter,
        give_up: GiveUp,
    ) -> Result<(Rows, usize, Part), remote::Error> {
        let Places {
            places,
            total,
            part,
        } = self.index.places(filter, MOST_FOUND, give_up)?;
        let rows: Result<Vec<usize>, _> = places.iter().map(|place| self.row(*place)).collect();
        let rows = Rows::collect(rows?);
        let beyond = total.saturating_sub(rows.len());
        Ok((rows, beyond, part))
    }

    /// Leaves those in which words can be read as pinyin: one that can be read in very many ways is asked for by its
    /// beginning.
    fn confirmed(&self, rows: Rows, ask: &Ask) -> Result<Rows, remote::Error> {
        let texts = ask.query.texts();
        let is_exact = |text: &str| pinyin::alternatives(text).is_exact;
        if texts
            .iter()
            .all(|text| !text.loose || is_exact(&text.needle))
        {
            return Ok(rows);
        }
        let all: Vec<usize> = rows.iter().collect();
        let mut confirmed = Vec::new();
        for some in all.chunks(AHEAD) {
            if (ask.is_superseded)() {
                return Err(remote::Error::Stopped);
            }
            self.read(some.iter().copied())?;
            for row in some {
                let article = self.cache().get(*row);
                if article.is_some_and(|article| is_met(ask, *row, &article)) {
                    confirmed.push(*row);
                }
            }
        }
        Ok(Rows::collect(confirmed))
    }

    pub(super) fn find_all(&self, ask: &Ask) -> Result<Found, remote::Error> {
        let give_up: GiveUp = ask.is_superseded;
        self.check_unchanged(give_up)?;
        let (exact, said) = self.remembering(ask.known, |remembered| {
            let exact = Filter::exact(ask.query, remembered);
            (exact, Filter::pinyin(ask.query, remembered))
        });
        let (rows, beyond, part) = self.rows(&exact, give_up)?;
        let Some(said) = said else {
            let found = Found::all(rows, Rows::default());
            let found = found.with_beyond(beyond).with_part(part);
            return Ok(found.with_asked(&exact.json().to_string()));
        };
        let (candidates, also_beyond, also_part) = self.rows(&said, give_up)?;
        let count = candidates.len();
        let as_pinyin = self.confirmed(candidates, ask)?;
        let all_are = as_pinyin.len() == count;
        let found = Found::all(rows, as_pinyin).with_beyond(beyond + also_beyond);
        let found = found.with_part(part.or(also_part));
        Ok(if all_are {
            found.with_asked(&exact.or(said).json().to_string())
        } else {
            found
        })
    }

    pub(super) fn find_first(&self, count: usize, ask: &Ask) -> Result<Found, remote::Error> {
        self.check_unchanged(ask.is_superseded)?;
        let filter = self.remembering(ask.known, |remembered| Filter::exact(ask.query, remembered));
        let (read, part) = self.index.first(&filter, count, ask.is_superseded)?;
        Ok(Found::first(&self.keep(read)?).with_part(part))
    }

    /// Finds the reports that answer best, and at most so many. Those whose headline answers come before all others:
    /// where there are enough of them no others are read, and where all are more than can be read the others are only
    /// counted.
    pub(super) fn rank_best(
        &self,
        limit: usize,
        ask: &Ask,
    ) -> Result<Option<Found>, remote::Error> {
        self.check_unchanged(ask.is_superseded)?;
        if limit <= MOST_RANKED
            && let Some(found) = self.with_headline(limit, ask)?
        {
            return self.rank_all(&found, limit, ask);
        }
        let all = self.find_all(ask)?;
        let count = all.len() + all.beyond();
        if count <= MOST_RANKED {
            return self.rank_all(&all, limit, ask);
        }
        let best = self.with_headline(1, ask)?;
        let best = best.ok_or(remote::Error::TooMany(MOST_RANKED))?;
        let beyond = count.saturating_sub(best.len());
        let ranked = self.rank_all(&best, limit, ask)?;
        Ok(ranked.map(|ranked| ranked.with_beyond(beyond)))
    }

    /// Finds the reports whose headline answers, unless these are too few, or too many to be read.
    fn with_headline(&self, least: usize, ask: &Ask) -> Result<Option<Found>, remote::Error> {
        let Some(headline) = Headline::asked(ask.query) else {
            return Ok(None);
        };
        let query = ask.query.and(&headline);
        let filter = self.remembering(ask.known, |remembered| Filter::exact(&query, remembered));
        let count = self.index.count(&filter, ask.is_superseded)?;
        if !(least..=MOST_RANKED).contains(&count) {
            return Ok(None);
        }
        let (rows, _, part) = self.rows(&filter, ask.is_superseded)?;
        Ok(Some(Found::all(rows, Rows::default()).with_part(part)))
    }

    /// Ranks what was found by reading it, many reports at once, and returns at most so many. What cannot be read is not
    /// left out: then there is no answer.
    fn rank_all(
        &self,
        found: &Found,
        limit: usize,
        ask: &Ask,
    ) -> Result<Option<Found>, remote::Error> {
        if let Some((answered, of)) = found.part() {
            return Err(remote::Error::Partial(answered, of));
        }
        let all = (0..found.len()).zip(found.listed());
        let all: Vec<_> = all.map(|(at, row)| (row, found.is_pinyin(at))).collect();
        let at: HashMap<usize, usize> = (0..).zip(&all).map(|(at, (row, _))| (*row, at)).collect();
        let lost = Mutex::new(None);
        let article = |row: usize| {
            let at = at.get(&row).copied().unwrap_or_default();
            let next = all.iter().skip(at).take(AHEAD).map(|(row, _)| *row);
            if self.cache().get(row).is_none()
                && let Err(error) = self.read(next)
            {
                *lost.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
            }
            let article = self.cache().get(row)?;
            Some(Cow::Owned((*article).clone()))
        };
        let ranked = ranked(ask.query, &all, &article, ask.is_superseded);
        match lost.into_inner().unwrap_or_else(PoisonError::into_inner) {
            Some(error) => Err(error),
            None => Ok(ranked.map(|mut ranked| {
                ranked.truncate(limit);
                Found::ranked(&ranked)
            })),
        }
    }
}
