//! The reports that answer a query best.
//!
//! All that decides stands in the index ([`hits`](super::hits)). So every match is ranked, on every processor,
//! and no report is read but the few of which the index cannot tell.

use std::borrow::Cow;
use std::cmp::Reverse;

use super::hits::{Counted, Hits};
use super::search::{BETWEEN_LOOKS, Search};
use super::{Error, parallel};
use crate::search::{Relevance, Rows, ranked};

/// How well a report answers, and its row: what comes first is less.
type Rank = (Reverse<Relevance>, u32);

/// Reports that match.
struct Matches {
    exact: Rows,
    pinyin: Rows,
}

/// What is known of the matches in a shard.
#[derive(Default)]
struct Ranked {
    best: Vec<Rank>,
    /// The rows of reports that are to be read, each with whether it matches only as pinyin.
    unread: Vec<(usize, bool)>,
}

impl Search<'_> {
    /// Returns the rows that match with how well they do, the best first and at most `limit`; `None` once
    /// `superseded` says so. One that is to be read, and does not stand in its file any more, is left out.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn ranked(
        &self,
        limit: usize,
        superseded: &(dyn Fn() -> bool + Sync),
    ) -> Result<Option<Vec<(usize, Relevance)>>, Error> {
        let Some(matches) = self.matches(limit, superseded)? else {
            return Ok(None);
        };
        let counted = Counted::new(self.query);
        let shards: Vec<usize> = (0..self.archive.shards.len()).collect();
        let parts = parallel::map(&shards, |shard| {
            let rank = || self.rank_shard(*shard, &counted, &matches, limit, superseded);
            self.archive.ask(rank)
        })?;
        let (mut best, mut unread) = (Vec::new(), Vec::new());
        for part in parts {
            let Some(part) = part else {
                return Ok(None);
            };
            best.extend(part.best);
            unread.extend(part.unread);
        }
        let article = |row| self.archive.article(row).ok().map(Cow::Owned);
        let Some(read) = ranked(self.query, &unread, &article, superseded) else {
            return Ok(None);
        };
        best.extend(
            read.into_iter()
                .map(|(row, rank)| (Reverse(rank), row as u32)),
        );
        keep_best(&mut best, limit);
        let best = best.into_iter();
        Ok(Some(
            best.map(|(Reverse(rank), row)| (row as usize, rank))
                .collect(),
        ))
    }

    /// Finds what matches; as pinyin only where so many are wanted, for such reports come last.
    fn matches(
        &self,
        limit: usize,
        superseded: &(dyn Fn() -> bool + Sync),
    ) -> Result<Option<Matches>, Error> {
        let Some(exact) = self.all(superseded)? else {
            return Ok(None);
        };
        let pinyin = if exact.len() < limit {
            self.said(&exact, superseded)?
        } else {
            Some(Rows::default())
        };
        Ok(pinyin.map(|pinyin| Matches { exact, pinyin }))
    }

    /// Ranks what matches in a shard; `None` once `superseded` says so.
    fn rank_shard(
        &self,
        number: usize,
        counted: &Counted,
        matches: &Matches,
        limit: usize,
        superseded: &dyn Fn() -> bool,
    ) -> Result<Option<Ranked>, Error> {
        let Some(shard) = self.archive.shards.get(number) else {
            return Ok(Some(Ranked::default()));
        };
        let mut hits = Hits::new(shard, counted)?;
        let mut ranked = Ranked::default();
        let rows = (0..shard.len()).filter_map(|doc| Some((doc, self.row(number, doc)?)));
        let found = rows.filter_map(|(doc, row)| Some((doc, row, matches.as_pinyin(row)?)));
        for (count, (doc, row, is_pinyin)) in (1_u32..).zip(found) {
            match hits.rank(doc, is_pinyin) {
                Some(rank) => ranked.best.push((Reverse(rank), row)),
                None => ranked.unread.push((row as usize, is_pinyin)),
            }
            if count % BETWEEN_LOOKS == 0 && superseded() {
                return Ok(None);
            }
        }
        keep_best(&mut ranked.best, limit);
        Ok((!superseded()).then_some(ranked))
    }
}

impl Matches {
    /// Returns whether a row matches only as pinyin, if it is one of these.
    fn as_pinyin(&self, row: u32) -> Option<bool> {
        let row = row as usize;
        let is_exact = self.exact.contains(row);
        (is_exact || self.pinyin.contains(row)).then_some(!is_exact)
    }
}

/// Keeps those that come first, in order.
fn keep_best(ranks: &mut Vec<Rank>, limit: usize) {
    if limit == 0 {
        ranks.clear();
    } else if limit < ranks.len() {
        ranks.select_nth_unstable(limit - 1);
        ranks.truncate(limit);
    }
    // Those of the shards are in order already.
    ranks.sort();
}
