//! What a search found.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::lang::{Bilingual, bilingual};
use crate::search::copies::Copies;
use crate::search::similar::Likeness;
use crate::search::{Match, Query, Relevance, Rows};

/// The reports that a search found, in the order in which they are listed: each has a position here, and a row
/// in its corpus.
#[derive(Clone, Debug)]
pub struct Found {
    listing: Listing,
    /// At each position the number of hits in the reports before it, and at last the number of all; empty
    /// where they are not counted.
    before: Vec<usize>,
    may_have_more: bool,
    /// How many more reports match than are listed, of too many to be.
    beyond: usize,
    /// How many parts of the corpus answered of how many, where not all did.
    part: Option<(u64, u64)>,
    /// What the corpus that found them was asked, in its own words, if it counts by that.
    asked: Option<Arc<str>>,
    /// What is shown where it stands beside what was asked for: words that similar reports share.
    words: Option<Arc<Query>>,
    /// Which reports are one text, where only the first of each text is listed.
    copies: Option<Arc<Copies>>,
}

/// The rows that were found.
#[derive(Clone, Debug)]
enum Listing {
    /// In reading order, those that match only as pinyin behind the others.
    InOrder { exact: Rows, pinyin: Rows },
    /// In an order of their own; the first so many are no pinyin.
    Ranked { rows: Vec<usize>, exact: usize },
}

impl Found {
    /// Takes the first rows of a search; there may be more.
    pub fn first(rows: &[usize]) -> Self {
        Self {
            may_have_more: true,
            ..Self::all(Rows::collect(rows.iter().copied()), Rows::default())
        }
    }

    /// Takes all rows of a search, and those that match only as pinyin.
    pub fn all(exact: Rows, pinyin: Rows) -> Self {
        Self {
            listing: Listing::InOrder { exact, pinyin },
            before: Vec::new(),
            may_have_more: false,
            beyond: 0,
            part: None,
            asked: None,
            words: None,
            copies: None,
        }
    }

    /// Takes all matches of a search with their hits, in the order of [`all`](Self::all).
    pub fn counted(matches: &[Match]) -> Self {
        let rows = |pinyin: bool| {
            let rows = matches.iter().filter(|found| found.pinyin == pinyin);
            Rows::collect(rows.map(|found| found.article))
        };
        Self {
            before: sums(matches.iter().map(|found| found.hits)),
            ..Self::all(rows(false), rows(true))
        }
    }

    /// Takes rows with how well each answers, the best first.
    pub fn ranked(ranked: &[(usize, Relevance)]) -> Self {
        let listing = Listing::Ranked {
            rows: ranked.iter().map(|(row, _)| *row).collect(),
            exact: ranked.partition_point(|(_, rank)| rank.is_exact),
        };
        Self {
            listing,
            before: sums(ranked.iter().map(|(_, rank)| rank.hits)),
            may_have_more: false,
            beyond: 0,
            part: None,
            asked: None,
            words: None,
            copies: None,
        }
    }

    /// Has the words shown that similar reports share, for hits are counted of none of them.
    #[must_use]
    pub fn like(self, likeness: &Likeness) -> Self {
        Self {
            before: Vec::new(),
            words: Some(Arc::new(likeness.words.clone())),
            ..self
        }
    }

    /// Returns what is shown where it stands beside what was asked for.
    pub fn words(&self) -> Option<&Query> {
        self.words.as_deref()
    }

    /// Takes all of so many rows, of which nothing was looked for.
    pub fn everything(rows: usize) -> Self {
        Self::all(Rows::collect(0..rows), Rows::default())
    }

    /// Returns the same in the order of these rows, which are all that there are. Those that match only as pinyin
    /// stay behind the others.
    #[must_use]
    pub fn in_order(self, order: &[u32]) -> Self {
        let Listing::InOrder { exact, pinyin } = &self.listing else {
            return self;
        };
        let of = |found| {
            let rows = order.iter().map(|row| *row as usize);
            rows.filter(move |row| Rows::contains(found, *row))
        };
        let rows: Vec<usize> = of(exact).chain(of(pinyin)).collect();
        let hits = |row: &usize| self.position(*row).and_then(|at| self.hits_at(at));
        let before = self
            .hits()
            .map(|_| sums(rows.iter().map(|row| hits(row).unwrap_or(0))));
        Self {
            before: before.unwrap_or_default(),
            may_have_more: self.may_have_more,
            beyond: self.beyond,
            part: self.part,
            asked: self.asked,
            words: self.words,
            copies: self.copies,
            listing: Listing::Ranked {
                rows,
                exact: exact.len(),
            },
        }
    }

    /// Lists of the reports that are one text the first alone.
    #[must_use]
    pub fn once(self, copies: Arc<Copies>) -> Self {
        let mut seen = BTreeSet::new();
        let mut is_first = |row: &usize| {
            let first = copies.of(*row as u32).first();
            first.is_none_or(|first| seen.insert(*first))
        };
        let kept: Vec<(usize, usize)> = self
            .listed()
            .enumerate()
            .filter(|(_, row)| is_first(row))
            .collect();
        let counted = self.hits().is_some();
        let hits = kept.iter().map(|(at, _)| self.hits_at(*at).unwrap_or(0));
        let before = if counted { sums(hits) } else { Vec::new() };
        let exact = kept.iter().filter(|(at, _)| !self.is_pinyin(*at)).count();
        Self {
            listing: Listing::Ranked {
                rows: kept.into_iter().map(|(_, row)| row).collect(),
                exact,
            },
            before,
            copies: Some(copies),
            asked: None,
            ..self
        }
    }

    /// Returns how many reports the one at a position stands for: those that are one text with it.
    pub fn copies_at(&self, position: usize) -> usize {
        let of = |copies: &Arc<Copies>| Some(copies.of(self.get(position)? as u32).len());
        self.copies.as_ref().and_then(of).unwrap_or(0).max(1)
    }

    /// Returns how many reports were found, as far as they are known.
    pub fn len(&self) -> usize {
        match &self.listing {
            Listing::InOrder { exact, pinyin } => exact.len() + pinyin.len(),
            Listing::Ranked { rows, .. } => rows.len(),
        }
    }

    /// Takes note of how many more reports match than are listed.
    #[must_use]
    pub fn with_beyond(self, beyond: usize) -> Self {
        Self { beyond, ..self }
    }

    /// Takes note of how many parts of the corpus answered of how many, where not all did.
    #[must_use]
    pub fn with_part(self, part: Option<(u64, u64)>) -> Self {
        Self { part, ..self }
    }

    /// Returns how many parts of the corpus answered of how many, where not all did.
    pub fn part(&self) -> Option<(u64, u64)> {
        self.part
    }

    /// Says that more may have been found, where not all parts of the corpus answered.
    pub fn shortfall(&self) -> Option<Bilingual> {
        let (answered, of) = self.part?;
        let least = self.len() + self.beyond;
        Some(bilingual!(
            "at least {least} match: only {answered} of {of} parts of the index answered",
            "至少 {least} 篇符合：索引的 {of} 个分片中只有 {answered} 个作了回答"
        ))
    }

    /// Takes note of what the corpus was asked, in its own words.
    #[must_use]
    pub fn with_asked(self, asked: &str) -> Self {
        Self {
            asked: Some(asked.into()),
            ..self
        }
    }

    /// Returns what the corpus was asked that found all these, and those beyond them, in its own words.
    pub fn asked(&self) -> Option<&str> {
        self.asked.as_deref()
    }

    /// Returns whether more reports match, or may, than are listed.
    pub fn goes_on(&self) -> bool {
        self.may_have_more || self.beyond > 0 || self.part.is_some()
    }

    /// Returns how many more reports match than are listed: of very many the first are.
    pub fn beyond(&self) -> usize {
        self.beyond
    }

    /// Returns whether none was found.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns whether there may be more reports that match.
    pub fn may_have_more(&self) -> bool {
        self.may_have_more
    }

    /// Returns the row of the report at a position.
    pub fn get(&self, position: usize) -> Option<usize> {
        match &self.listing {
            Listing::InOrder { exact, pinyin } => match position.checked_sub(exact.len()) {
                Some(position) => pinyin.get(position),
                None => exact.get(position),
            },
            Listing::Ranked { rows, .. } => rows.get(position).copied(),
        }
    }

    /// Returns the rows in order, which for many is quicker than one by one.
    pub fn listed(&self) -> Box<dyn Iterator<Item = usize> + '_> {
        match &self.listing {
            Listing::InOrder { exact, pinyin } => Box::new(exact.iter().chain(pinyin.iter())),
            Listing::Ranked { rows, .. } => Box::new(rows.iter().copied()),
        }
    }

    /// Returns the position of a row, or of the one that is listed for it.
    pub fn position(&self, row: usize) -> Option<usize> {
        match &self.listing {
            Listing::InOrder { exact, pinyin } => {
                let behind = || Some(exact.len() + pinyin.index_of(row)?);
                exact.index_of(row).or_else(behind)
            }
            Listing::Ranked { rows, .. } => {
                let copies = self.copies.as_ref().map(|copies| copies.of(row as u32));
                let copies = copies.unwrap_or_default();
                let is_it = |found: &usize| *found == row || copies.contains(&(*found as u32));
                rows.iter().position(is_it)
            }
        }
    }

    /// Returns the position of the first report in reading order from a row on, or else of the last.
    pub fn position_from(&self, row: usize) -> usize {
        if let Listing::Ranked { rows, .. } = &self.listing {
            let behind = rows.iter().zip(0..).filter(|(found, _)| **found >= row);
            let last = || rows.iter().zip(0..).max();
            return behind.min().or_else(last).map_or(0, |(_, at)| at);
        }
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if self.get(middle).is_some_and(|found| found < row) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low.min(self.len().saturating_sub(1))
    }

    /// Returns whether the report at a position matches as pinyin only.
    pub fn is_pinyin(&self, position: usize) -> bool {
        let exact = match &self.listing {
            Listing::InOrder { exact, .. } => exact.len(),
            Listing::Ranked { exact, .. } => *exact,
        };
        position >= exact
    }

    /// Returns all rows as a set.
    pub fn rows(&self) -> Rows {
        match &self.listing {
            Listing::InOrder { exact, pinyin } => exact.with(pinyin),
            Listing::Ranked { rows, .. } => Rows::collect(rows.iter().copied()),
        }
    }

    /// Returns how many hits there are in all; `None` where they are not counted.
    pub fn hits(&self) -> Option<usize> {
        self.before.last().copied()
    }

    /// Returns how many hits the report at a position has; `None` where they are not counted.
    pub fn hits_at(&self, position: usize) -> Option<usize> {
        Some(self.before.get(position + 1)? - self.before.get(position)?)
    }

    /// Returns whether there may be hits to go to.
    pub fn has_hits(&self) -> bool {
        self.hits().map_or(!self.is_empty(), |hits| hits > 0)
    }

    /// Returns the number, among all hits, of the hit at `index` within the report at a position, and of how
    /// many; where they are not counted, within the report, which has `within`.
    pub fn number(&self, position: usize, index: usize, within: usize) -> (usize, usize) {
        match self.hits() {
            Some(all) => {
                let before = self.before.get(position).copied().unwrap_or(0);
                (before + index + 1, all)
            }
            None => (index + 1, within),
        }
    }
}

/// The sums of the numbers before each, and at last of all.
fn sums(numbers: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut sums = vec![0];
    let mut sum = 0;
    for number in numbers {
        sum += number;
        sums.push(sum);
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::copies::Sketches;

    fn matches(found: &[(usize, usize, bool)]) -> Vec<Match> {
        let one = |&(article, hits, pinyin): &_| Match {
            article,
            hits,
            pinyin,
        };
        found.iter().map(one).collect()
    }

    #[test]
    fn hits_are_numbered_through_all_reports() {
        let found = Found::counted(&matches(&[(2, 3, false), (5, 1, false), (9, 2, false)]));
        assert_eq!((found.len(), found.hits()), (3, Some(6)));
        assert_eq!((found.hits_at(0), found.hits_at(2)), (Some(3), Some(2)));
        assert_eq!(found.hits_at(3), None);
        assert_eq!(found.number(0, 0, 3), (1, 6));
        assert_eq!(found.number(2, 1, 2), (6, 6));
        let not_counted = Found::first(&[2, 5]);
        assert_eq!(not_counted.number(1, 1, 2), (2, 2));
        assert!(not_counted.has_hits() && not_counted.may_have_more());
    }

    #[test]
    fn pinyin_stands_behind_what_is_typed() {
        let found = Found::counted(&matches(&[(4, 1, false), (7, 1, false), (1, 1, true)]));
        assert_eq!(found.listed().collect::<Vec<_>>(), [4, 7, 1]);
        for (position, row) in [(0, 4), (1, 7), (2, 1)] {
            assert_eq!(found.get(position), Some(row));
            assert_eq!(found.position(row), Some(position));
            assert_eq!(found.is_pinyin(position), position == 2);
        }
        assert_eq!((found.get(3), found.position(3)), (None, None));
        assert_eq!(found.rows().iter().collect::<Vec<_>>(), [1, 4, 7]);
    }

    #[test]
    fn another_order_keeps_hits_and_leaves_pinyin_behind() {
        let found = Found::counted(&matches(&[(1, 3, false), (2, 1, false), (4, 2, true)]));
        let found = found.in_order(&[4, 3, 2, 1, 0]);
        assert_eq!(found.listed().collect::<Vec<_>>(), [2, 1, 4]);
        assert_eq!(
            (found.hits_at(0), found.hits_at(1), found.hits()),
            (Some(1), Some(3), Some(6))
        );
        assert!(!found.is_pinyin(1) && found.is_pinyin(2));
        assert_eq!((found.position_from(0), found.position_from(2)), (1, 0));
        assert_eq!(found.position_from(9), 2, "the last in reading order");
        let all = Found::everything(3).in_order(&[2, 0, 1]);
        assert_eq!(all.listed().collect::<Vec<_>>(), [2, 0, 1]);
        assert_eq!(all.hits(), None);
    }

    #[test]
    fn of_one_text_the_first_is_listed() {
        let mut sketches = Sketches::default();
        for row in 0..6_u32 {
            let text = if row % 2 == 1 { 0 } else { row + 1 };
            sketches.push((0..20).map(|hash| hash * 100 + text));
        }
        let copies = Arc::new(Copies::new(&sketches, &|_| None));
        let found = matches(&[(0, 1, false), (3, 2, false), (5, 4, false), (1, 1, true)]);
        let found = Found::counted(&found).once(copies);
        assert_eq!(found.listed().collect::<Vec<_>>(), [0, 3]);
        assert_eq!((found.copies_at(0), found.copies_at(1)), (1, 3));
        assert_eq!((found.hits(), found.hits_at(1)), (Some(3), Some(2)));
        assert_eq!((found.position(5), found.position(2)), (Some(1), None));
        assert!(!found.is_pinyin(1));
    }

    #[test]
    fn what_ranks_first_is_first() {
        let rank = |is_exact, hits| Relevance {
            is_exact,
            in_headline: false,
            hits,
        };
        let found = Found::ranked(&[(7, rank(true, 5)), (2, rank(true, 1)), (4, rank(false, 1))]);
        assert_eq!(found.listed().collect::<Vec<_>>(), [7, 2, 4]);
        assert_eq!((found.position(2), found.hits()), (Some(1), Some(7)));
        assert!(!found.is_pinyin(1) && found.is_pinyin(2));
    }
}
