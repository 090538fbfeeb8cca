//! Counting what is found: how often in time ([`Histogram`]), and with what names ([`Facet`]).
//!
//! These are the types, and how articles in memory are counted; an archive fills the same from its
//! columns.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use crate::article::{Article, Day, Published};

/// How long a time reports are counted together for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Span {
    /// A calendar year.
    Year,
    /// A calendar month.
    Month,
    /// A day.
    Day,
}

impl Span {
    /// Every span, the finest first.
    pub const FINEST_FIRST: [Self; 3] = [Self::Day, Self::Month, Self::Year];

    /// Returns the key of the time that a day is in, a day as a key too
    /// ([`Published::day`](crate::article::Published::day)): 20191122 is in the month 20191100. What is
    /// known less exactly than the span stays what it is: the year 20190000 is in no month.
    pub fn of(self, day: u32) -> u32 {
        let unit = self.unit();
        day / unit * unit
    }

    /// Returns whether a time is known as exactly as the span.
    pub fn is_exact(self, time: u32) -> bool {
        match self {
            Self::Year => true,
            Self::Month => !(time / 100).is_multiple_of(100),
            Self::Day => !time.is_multiple_of(100),
        }
    }

    /// Returns the key of the time after one that is exact.
    pub fn after(self, time: u32) -> Option<u32> {
        Day::of_key(time).map(|day| day.after().key())
    }

    fn unit(self) -> u32 {
        match self {
            Self::Year => 10_000,
            Self::Month => 100,
            Self::Day => 1,
        }
    }
}

/// Writes a time by its key as far as it is known: `2019`, `2019-11`, `2019-11-22`.
pub fn label(time: u32) -> String {
    Day::of_key(time).map_or_else(String::new, |day| day.to_string())
}

/// How many reports there are, and how many of them match.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// How many match.
    pub matching: usize,
    /// How many there are.
    pub all: usize,
}

impl Count {
    /// Returns how many of all match, between 0 and 1; `None` where there are none.
    pub fn share(self) -> Option<f64> {
        #[expect(
            clippy::cast_precision_loss,
            reason = "there are fewer reports than a float tells apart"
        )]
        let share = |matching: usize, all: usize| matching as f64 / all as f64;
        (self.all > 0).then(|| share(self.matching, self.all))
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.matching += other.matching;
        self.all += other.all;
    }
}

/// The reports of a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// The time, as the key of a day, a month or a year.
    pub time: u32,
    /// Its reports.
    pub count: Count,
}

/// How many reports there are of each time, and how many of them match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Histogram {
    /// How long the times are.
    pub span: Span,
    /// The times of which there are reports, the oldest first. One that is known less exactly than the
    /// span is a bar of its own, before those within it.
    pub bars: Vec<Bar>,
    /// The reports without a date.
    pub undated: Count,
}

impl Histogram {
    /// Adds counts of days up, or of longer times; the key 0 is no date.
    pub fn new(span: Span, days: impl IntoIterator<Item = (u32, Count)>) -> Self {
        let mut undated = Count::default();
        let mut times: BTreeMap<u32, Count> = BTreeMap::new();
        for (day, count) in days {
            if day == 0 {
                undated += count;
            } else {
                *times.entry(span.of(day)).or_default() += count;
            }
        }
        let bars = times.into_iter();
        let bars = bars.map(|(time, count)| Bar { time, count }).collect();
        Self {
            span,
            bars,
            undated,
        }
    }

    /// Counts articles; `matching` are the indices of those that match, each once, and `None` is all.
    pub fn of(articles: &[Article], matching: Option<&[usize]>, span: Span) -> Self {
        let one = |matching, all| Count { matching, all };
        let here = usize::from(matching.is_none());
        let all = articles.iter().map(|article| (day(article), one(here, 1)));
        let matching = matching.unwrap_or_default().iter();
        let matching = matching.filter_map(|index| articles.get(*index));
        let matching = matching.map(|article| (day(article), one(1, 0)));
        Self::new(span, all.chain(matching))
    }

    /// Counts what matches in another of the same span as all that there is: where reports that are one text count
    /// once, so do those that they are counted among.
    #[must_use]
    pub fn among(&self, all: &Self) -> Self {
        let times = |histogram: &Self| {
            let bars = histogram
                .bars
                .iter()
                .map(|bar| (bar.time, bar.count.matching));
            bars.chain([(0, histogram.undated.matching)])
                .collect::<Vec<_>>()
        };
        let matching = times(self).into_iter();
        let matching = matching.map(|(time, matching)| (time, Count { matching, all: 0 }));
        let all = times(all).into_iter().filter(|(_, all)| *all > 0);
        let all = all.map(|(time, all)| (time, Count { matching: 0, all }));
        let counted = matching.filter(|(_, count)| count.matching > 0);
        Self::new(self.span, all.chain(counted))
    }

    /// Returns how many there are of all times, the undated included.
    pub fn total(&self) -> Count {
        let mut total = self.undated;
        for bar in &self.bars {
            total += bar.count;
        }
        total
    }

    /// Returns the same counts by a longer span.
    #[must_use]
    pub fn by(&self, span: Span) -> Self {
        let bars = self.bars.iter().map(|bar| (bar.time, bar.count));
        Self::new(span, bars.chain([(0, self.undated)]))
    }

    /// Leaves out the times before the first match and after the last.
    #[must_use]
    pub fn trimmed(mut self) -> Self {
        let matches = |bar: &Bar| bar.count.matching > 0;
        let end = self.bars.iter().rposition(matches).map_or(0, |at| at + 1);
        self.bars.truncate(end);
        let start = self.bars.iter().position(matches).unwrap_or(0);
        self.bars.drain(..start);
        self
    }

    /// Returns how many calendar times of the span there are from its first bar to its last; of days
    /// about.
    pub fn extent(&self) -> usize {
        let number = |bar: &Bar| {
            let (year, month, day) = (bar.time / 10_000, bar.time / 100 % 100, bar.time % 100);
            match self.span {
                Span::Year => year,
                Span::Month => year * 12 + month.max(1),
                Span::Day => (year * 12 + month.max(1)) * 31 + day.max(1),
            }
        };
        match (self.bars.first(), self.bars.last()) {
            (Some(first), Some(last)) => (number(last) - number(first)) as usize + 1,
            _ => 0,
        }
    }
}

fn day(article: &Article) -> u32 {
    let published = article.published.as_ref();
    published.and_then(Published::day).unwrap_or(0)
}

/// What reports are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Their newspaper or agency.
    Source,
    /// Their section or column.
    Section,
    /// Each of their authors.
    Author,
    /// The year in which they were published.
    Year,
    /// Each of the tags that are printed with them.
    Tag,
    /// Their page.
    Page,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::Source,
        Self::Section,
        Self::Author,
        Self::Year,
        Self::Tag,
        Self::Page,
    ];

    /// Calls `found` with each value that an article has.
    fn values(self, article: &Article, mut found: impl FnMut(&str)) {
        match self {
            Self::Source => article.source.iter().for_each(|source| found(source)),
            Self::Section => article.section.iter().for_each(|section| found(section)),
            Self::Author => {
                let authors = article.authors.iter();
                authors.for_each(|author| found(&author.name));
            }
            Self::Year => {
                let time = Span::Year.of(day(article));
                if time > 0 {
                    found(&label(time));
                }
            }
            Self::Tag => article.tags.iter().for_each(|tag| found(tag)),
            Self::Page => article.page.iter().for_each(|page| found(page)),
        }
    }
}

/// How many reports have each value of a kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facet {
    /// The values that most have, each with how many reports have it, most first; among as many in the
    /// order of their characters.
    pub top: Vec<(String, usize)>,
    /// How many values there are, those that are not in `top` included.
    pub distinct: usize,
    /// How many reports have none.
    pub without: usize,
}

impl Facet {
    /// Takes values, each once, of which the `count` that most have are kept.
    pub fn new(
        values: impl IntoIterator<Item = (String, usize)>,
        without: usize,
        count: usize,
    ) -> Self {
        let mut top: Vec<_> = values.into_iter().collect();
        let distinct = top.len();
        let order = |one: &(String, usize), other: &(String, usize)| {
            other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0))
        };
        if count < distinct {
            top.select_nth_unstable_by(count, order);
            top.truncate(count);
        }
        top.sort_unstable_by(order);
        Self {
            top,
            distinct,
            without,
        }
    }

    /// Counts articles; `matching` are the indices of those that are counted, each once, and `None` is
    /// all.
    pub fn of(articles: &[Article], matching: Option<&[usize]>, kind: Kind, count: usize) -> Self {
        let mut values: BTreeMap<String, usize> = BTreeMap::new();
        let mut without = 0;
        let mut add = |article: &Article| {
            let mut own: Vec<String> = Vec::new();
            kind.values(article, |value| {
                if !own.iter().any(|known| known == value) {
                    own.push(value.to_owned());
                }
            });
            without += usize::from(own.is_empty());
            for value in own {
                *values.entry(value).or_default() += 1;
            }
        };
        match matching {
            None => articles.iter().for_each(&mut add),
            Some(matching) => {
                let matching = matching.iter().filter_map(|index| articles.get(*index));
                matching.for_each(&mut add);
            }
        }
        Self::new(values, without, count)
    }

    /// Counts all values of all articles.
    pub fn all_of(articles: &[Article], kind: Kind) -> Self {
        Self::of(articles, None, kind, usize::MAX)
    }

    /// Takes the years of a histogram by years.
    pub fn of_years(years: &Histogram, count: usize) -> Self {
        let bars = years.bars.iter().filter(|bar| bar.count.matching > 0);
        let bars = bars.map(|bar| (label(bar.time), bar.count.matching));
        Self::new(bars, years.undated.matching, count)
    }
}

#[cfg(test)]
mod tests;
