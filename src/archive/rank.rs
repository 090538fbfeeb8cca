//! The reports that answer a query best.
//!
//! All that decides stands in the index ([`hits`](super::hits)), and no report is read but the few of which the
//! index cannot tell. Where only the best are wanted, most matches need not even be counted: those whose headline
//! answers come before all others, so that these are looked for first; and how often the rarest character of a
//! word stands in a report, which costs nothing to know, is the most that the word can, so that a report with
//! less than the worst of the best has is passed over (as `MaxScore` does: Turtle and Flood, 1995).

use std::borrow::Cow;
use std::cmp::Reverse;
use std::sync::atomic::{AtomicU64, Ordering};

use tantivy::{DocId, TERMINATED};

use super::hits::{Counted, Hits};
use super::search::{BETWEEN_LOOKS, Search};
use super::{Error, parallel};
use crate::search::{Headline, Relevance, Rows, ranked};

/// How well a report answers, and its row: what comes first is less.
type Rank = (Reverse<Relevance>, u32);

/// The ranking of reports, on every processor.
struct Ranking<'a> {
    counted: &'a Counted<'a>,
    /// How many are wanted.
    limit: usize,
    /// The rows whose headline answers, where that is known.
    headlines: Option<Rows>,
    /// How well a report answers that is the last of so many, as [`reach`] has it: none that answers less well is
    /// wanted.
    least: AtomicU64,
    superseded: &'a (dyn Fn() -> bool + Sync),
}

/// What is known of the matches in a shard.
#[derive(Default)]
struct Ranked {
    /// The best, and not yet twice as many as are wanted.
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
        let counted = Counted::new(self.query);
        let mut ranking = Ranking::new(&counted, limit, superseded);
        let mut found = Some(Ranked::default());
        if limit < self.archive.order.len() as usize {
            found = self.rank_headlines(&mut ranking)?;
        }
        if found.as_ref().is_some_and(|found| found.len() < limit) {
            found = self.rank_all(&ranking)?;
        }
        Ok(found.and_then(|found| self.read_unread(found, &ranking)))
    }

    /// Ranks the reports whose headline answers the query alone.
    fn rank_headlines(&self, ranking: &mut Ranking) -> Result<Option<Ranked>, Error> {
        let in_headlines = Headline::asked(self.query).map(|headline| self.query.and(&headline));
        let found = match &in_headlines {
            None => Some(Ranked::default()),
            Some(query) => self.rank_exact(&Search { query, ..*self }, ranking)?,
        };
        if let Some(found) = &found {
            ranking.headlines = Some(found.rows());
        }
        Ok(found)
    }

    /// Ranks all reports that match; as pinyin only where so many are wanted, for such reports come last.
    fn rank_all(&self, ranking: &Ranking) -> Result<Option<Ranked>, Error> {
        let Some(mut found) = self.rank_exact(self, ranking)? else {
            return Ok(None);
        };
        if found.len() < ranking.limit {
            // None was passed over, so that these are all.
            let Some(pinyin) = self.said(&found.rows(), ranking.superseded)? else {
                return Ok(None);
            };
            let Some(said) = self.each_shard(&|shard| self.rank_pinyin(shard, &pinyin, ranking))?
            else {
                return Ok(None);
            };
            found.add(said);
        }
        found.keep_best(ranking);
        Ok(Some(found))
    }

    /// Ranks the reports that match what a search asks for, as they are typed.
    fn rank_exact(&self, asked: &Search, ranking: &Ranking) -> Result<Option<Ranked>, Error> {
        let found = self.each_shard(&|shard| asked.rank_shard(shard, ranking))?;
        Ok(found.map(|mut found| {
            found.keep_best(ranking);
            found
        }))
    }

    /// Does `rank` for every shard, on every processor; `None` where it gives that.
    fn each_shard(
        &self,
        rank: &(dyn Fn(usize) -> Result<Option<Ranked>, Error> + Sync),
    ) -> Result<Option<Ranked>, Error> {
        let shards: Vec<usize> = (0..self.archive.shards.len()).collect();
        let parts = parallel::map(&shards, |shard| self.archive.ask(|| rank(*shard)))?;
        let mut all = Ranked::default();
        for part in parts {
            let Some(part) = part else {
                return Ok(None);
            };
            all.add(part);
        }
        Ok(Some(all))
    }

    /// Ranks what matches in a shard; `None` once it is superseded.
    fn rank_shard(&self, number: usize, ranking: &Ranking) -> Result<Option<Ranked>, Error> {
        let mut ranked = Ranked::default();
        let (Some(shard), Some((mut matcher, mut from))) =
            (self.archive.shards.get(number), self.matcher(number)?)
        else {
            return Ok(Some(ranked));
        };
        let mut hits = Hits::new(shard, ranking.counted)?;
        for count in 1_u32.. {
            let doc @ 0..TERMINATED = matcher.approach(from) else {
                break;
            };
            from = doc + 1;
            if let Some(row) = self.row(number, doc)
                && ranking.may_want(&mut hits, doc, row)
                && matcher.confirm(doc)
            {
                ranked.take(hits.rank(doc, false), row, false, ranking);
            }
            if count % BETWEEN_LOOKS == 0 && (ranking.superseded)() {
                return Ok(None);
            }
        }
        Ok((!(ranking.superseded)()).then_some(ranked))
    }

    /// Ranks reports of a shard that match only as pinyin; `None` once it is superseded.
    fn rank_pinyin(
        &self,
        number: usize,
        pinyin: &Rows,
        ranking: &Ranking,
    ) -> Result<Option<Ranked>, Error> {
        let mut ranked = Ranked::default();
        let Some(shard) = self
            .archive
            .shards
            .get(number)
            .filter(|_| !pinyin.is_empty())
        else {
            return Ok(Some(ranked));
        };
        let mut hits = Hits::new(shard, ranking.counted)?;
        let rows = (0..shard.len()).filter_map(|doc| Some((doc, self.row(number, doc)?)));
        let found = rows.filter(|(_, row)| pinyin.contains(*row as usize));
        for (count, (doc, row)) in (1_u32..).zip(found) {
            ranked.take(hits.rank(doc, true), row, true, ranking);
            if count % BETWEEN_LOOKS == 0 && (ranking.superseded)() {
                return Ok(None);
            }
        }
        Ok((!(ranking.superseded)()).then_some(ranked))
    }

    /// Reads the reports that are to be read; returns the best of all.
    fn read_unread(&self, mut found: Ranked, ranking: &Ranking) -> Option<Vec<(usize, Relevance)>> {
        let article = |row| self.archive.article(row).ok().map(Cow::Owned);
        let read = ranked(self.query, &found.unread, &article, ranking.superseded)?;
        let read = read.into_iter();
        found
            .best
            .extend(read.map(|(row, rank)| (Reverse(rank), row as u32)));
        found.keep_best(ranking);
        found.best.sort_unstable();
        let best = found.best.into_iter();
        Some(
            best.map(|(Reverse(rank), row)| (row as usize, rank))
                .collect(),
        )
    }
}

/// How well a report answers, as one number.
fn reach(rank: &Relevance) -> u64 {
    let flags = (u64::from(rank.is_exact) << 1) | u64::from(rank.in_headline);
    (flags << 62) | rank.hits as u64
}

impl<'a> Ranking<'a> {
    fn new(
        counted: &'a Counted<'a>,
        limit: usize,
        superseded: &'a (dyn Fn() -> bool + Sync),
    ) -> Self {
        Self {
            counted,
            limit,
            headlines: None,
            least: AtomicU64::new(0),
            superseded,
        }
    }

    /// Returns whether a report can be one of those that are wanted if it matches as it is typed.
    fn may_want(&self, hits: &mut Hits, doc: DocId, row: u32) -> bool {
        let least = self.least.load(Ordering::Relaxed);
        if least == 0 {
            return true;
        }
        let headlines = self.headlines.as_ref();
        let most = Relevance {
            is_exact: true,
            in_headline: headlines.is_none_or(|rows| rows.contains(row as usize)),
            hits: hits.most(doc) as usize,
        };
        reach(&most) >= least
    }
}

impl Ranked {
    /// How many there are, which are all where they are fewer than are wanted.
    fn len(&self) -> usize {
        self.best.len() + self.unread.len()
    }

    fn rows(&self) -> Rows {
        let best = self.best.iter().map(|(_, row)| *row as usize);
        Rows::collect(best.chain(self.unread.iter().map(|(row, _)| *row)))
    }

    fn add(&mut self, other: Self) {
        self.best.extend(other.best);
        self.unread.extend(other.unread);
    }

    /// Takes a report; `None` says that the index does not tell how well it answers.
    fn take(&mut self, rank: Option<Relevance>, row: u32, is_pinyin: bool, ranking: &Ranking) {
        let Some(rank) = rank else {
            return self.unread.push((row as usize, is_pinyin));
        };
        self.best.push((Reverse(rank), row));
        if self.best.len() / 2 >= ranking.limit {
            self.keep_best(ranking);
        }
    }

    /// Keeps as many as are wanted, those that come first.
    fn keep_best(&mut self, ranking: &Ranking) {
        let Some(last) = ranking.limit.checked_sub(1) else {
            return self.best.clear();
        };
        if last < self.best.len() {
            let (_, (Reverse(rank), _), _) = self.best.select_nth_unstable(last);
            ranking.least.fetch_max(reach(rank), Ordering::Relaxed);
            self.best.truncate(ranking.limit);
        }
    }
}
