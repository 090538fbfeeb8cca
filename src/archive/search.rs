//! Searches over an archive.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use tantivy::TERMINATED;

use super::marks::{Marks, OfReport};
use super::matcher::{At, Matcher};
use super::{Archive, Error, threads};
use crate::search::pinyin::alternatives;
use crate::search::query::Text;
use crate::search::{Haystack, Query, Rows};

/// Matches between two looks at whether the search is still wanted.
pub(super) const BETWEEN_LOOKS: u32 = 256;

/// A question to an archive.
#[derive(Clone, Copy, Debug)]
pub struct Search<'a> {
    pub(super) archive: &'a Archive,
    pub(super) query: &'a Query,
    /// Whether words may be pinyin.
    pub(super) said: bool,
    pub(super) marks: Option<&'a Marks>,
}

impl Archive {
    /// Makes ready to look for what a query asks for.
    pub fn search<'a>(&'a self, query: &'a Query) -> Search<'a> {
        Search {
            archive: self,
            query,
            said: false,
            marks: None,
        }
    }

    /// Makes ready to look for what a query asks for, also of the reader's marks.
    pub fn search_marked<'a>(&'a self, query: &'a Query, marks: &'a Marks) -> Search<'a> {
        Search {
            marks: Some(marks),
            ..self.search(query)
        }
    }
}

/// What is known of the next match of a shard: a row that it is not before, or it itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Next {
    row: u32,
    shard: usize,
    is_match: bool,
}

impl Search<'_> {
    /// Returns the first rows that match, at most `count`; `None` once `superseded` says so.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn first(
        &self,
        count: usize,
        superseded: &dyn Fn() -> bool,
    ) -> Result<Option<Vec<usize>>, Error> {
        self.archive.ask(|| self.find_first(count, superseded))
    }

    fn find_first(
        &self,
        count: usize,
        superseded: &dyn Fn() -> bool,
    ) -> Result<Option<Vec<usize>>, Error> {
        let mut matchers: Vec<Option<(Matcher, u32)>> = Vec::new();
        let mut heap = BinaryHeap::new();
        for shard in 0..self.archive.shards.len() {
            matchers.push(None);
            // Where a shard begins is known without searching it; most need not be searched at all.
            if let Some(row) = self.row_from(shard, 0) {
                heap.push(Reverse(Next {
                    row,
                    shard,
                    is_match: false,
                }));
            }
        }
        let mut found = Vec::new();
        while let Some(Reverse(next)) = heap.pop()
            && found.len() < count
        {
            if superseded() {
                return Ok(None);
            }
            if next.is_match {
                found.push(next.row as usize);
            }
            let Some(matcher) = matchers.get_mut(next.shard) else {
                continue;
            };
            if matcher.is_none() {
                *matcher = self.matcher(next.shard)?;
            }
            let Some((matcher, from)) = matcher else {
                continue;
            };
            while let doc @ 0..TERMINATED = matcher.next(*from) {
                *from = doc + 1;
                if let Some(row) = self.row(next.shard, doc) {
                    heap.push(Reverse(Next {
                        row,
                        shard: next.shard,
                        is_match: true,
                    }));
                    break;
                }
            }
        }
        Ok(Some(found))
    }

    /// Returns all rows that match; `None` once `superseded` says so.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn all(&self, superseded: &(dyn Fn() -> bool + Sync)) -> Result<Option<Rows>, Error> {
        let next = AtomicUsize::new(0);
        let work = || self.archive.ask(|| self.collect_all(&next, superseded));
        let parts = thread::scope(|scope| {
            let others: Vec<_> = (1..threads()).map(|_| scope.spawn(work)).collect();
            let mut parts = vec![work()];
            let joined = others
                .into_iter()
                .map(|other| other.join().unwrap_or(Err(Error::Damaged)));
            parts.extend(joined);
            parts
        });
        let mut all: Option<Vec<u64>> = None;
        for part in parts {
            let Some(part) = part? else {
                return Ok(None);
            };
            match &mut all {
                None => all = Some(part),
                Some(all) => {
                    for (word, other) in all.iter_mut().zip(part) {
                        *word |= other;
                    }
                }
            }
        }
        Ok(Some(Rows::of(all.unwrap_or_default())))
    }

    /// Returns the rows that match only if words are pinyin, beside `exact`, which match as they are;
    /// `None` once `superseded` says so.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn said(
        &self,
        exact: &Rows,
        superseded: &(dyn Fn() -> bool + Sync),
    ) -> Result<Option<Rows>, Error> {
        let texts = self.query.texts();
        if !texts.iter().any(|text| text.loose) {
            return Ok(Some(Rows::default()));
        }
        let said = Search {
            said: true,
            ..*self
        };
        let Some(all) = said.all(superseded)? else {
            return Ok(None);
        };
        let candidates = all.without(exact);
        let is_exact = |text: &&Text| !text.loose || alternatives(&text.needle).is_exact;
        if texts.iter().all(is_exact) {
            return Ok(Some(candidates));
        }
        // A word that can be read in very many ways is looked for by its beginning.
        let mut rows = Rows::below(self.archive.order.len());
        for row in candidates.iter() {
            if superseded() {
                return Ok(None);
            }
            let number = self.archive.order.report(row as u32).unwrap_or(u32::MAX);
            let marks = self.marks;
            if let Ok(article) = self.archive.article(row)
                && Haystack::new(&[article])
                    .search_marked(self.query, &OfReport { marks, number }, superseded)
                    .is_some_and(|found| !found.is_empty())
            {
                Rows::insert(&mut rows, row as u32);
            }
        }
        Ok(Some(Rows::of(rows)))
    }

    /// Collects the rows that match in shards that nobody else does, as words of bits.
    fn collect_all(
        &self,
        next: &AtomicUsize,
        superseded: &dyn Fn() -> bool,
    ) -> Result<Option<Vec<u64>>, Error> {
        let mut rows = Rows::below(self.archive.order.len());
        loop {
            let shard = next.fetch_add(1, Ordering::Relaxed);
            if shard >= self.archive.shards.len() {
                return Ok(Some(rows));
            }
            if !self.collect(shard, &mut rows, superseded)? {
                return Ok(None);
            }
        }
    }

    /// Adds the rows that match in a shard; returns whether the search is still wanted.
    fn collect(
        &self,
        shard: usize,
        rows: &mut [u64],
        superseded: &dyn Fn() -> bool,
    ) -> Result<bool, Error> {
        let Some((mut matcher, _)) = self.matcher(shard)? else {
            return Ok(true);
        };
        let mut doc = matcher.next(0);
        let mut count = 0;
        while doc < TERMINATED {
            if let Some(row) = self.row(shard, doc) {
                Rows::insert(rows, row);
            }
            count += 1;
            if count % BETWEEN_LOOKS == 0 && superseded() {
                return Ok(false);
            }
            doc = matcher.next(doc + 1);
        }
        Ok(!superseded())
    }

    pub(super) fn matcher(&self, shard: usize) -> Result<Option<(Matcher, u32)>, Error> {
        let base = self.archive.bases.get(shard).copied().unwrap_or(0);
        let Some(shard) = self.archive.shards.get(shard) else {
            return Ok(None);
        };
        let at = At {
            shard,
            base,
            marks: self.marks,
        };
        Ok(Some((Matcher::new(at, self.query.root(), self.said)?, 0)))
    }

    pub(super) fn row(&self, shard: usize, doc: u32) -> Option<u32> {
        self.archive.order.row(self.archive.bases.get(shard)? + doc)
    }

    /// The row of the first report of a shard from `doc` on that has one.
    fn row_from(&self, shard: usize, doc: u32) -> Option<u32> {
        let len = self.archive.shards.get(shard)?.len();
        (doc..len).find_map(|doc| self.row(shard, doc))
    }
}
