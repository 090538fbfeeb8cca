//! The order in which articles are read.

mod sort_key;

use std::cmp::{Ordering, Reverse};
use std::collections::HashMap;
use std::hash::{Hash as _, Hasher as _};
use std::mem::replace;
use std::sync::Arc;

use siphasher::sip::SipHasher13;

pub use sort_key::sort_key;

use crate::article::natural::Natural;
use crate::article::page_label::page_order;
use crate::article::{Article, Origin, Published};

/// Sorts articles that come in their files' order, and what goes with each.
///
/// Newest date first, a month after its days and a year after its months; within a date those with a time, the
/// newest first, then those without one. What has the same date and time stands as it was printed: by source,
/// page, place on the page. Articles without a date follow, and whatever is alike stands in the files' order.
pub(super) fn sort<T>(articles: &mut [Article], others: &mut [T]) {
    let mut order: Vec<usize> = (0..articles.len()).collect();
    // The sort is stable: what is last in the order is the files' own.
    order.sort_by_cached_key(|index| articles.get(*index).map(Place::of));
    // Many small articles take much memory: each is moved to its place, and there is never a second list of them.
    for start in 0..order.len() {
        let mut place = start;
        while let Some(from) = order.get_mut(place).map(|from| replace(from, place))
            && from != start
            && from != place
        {
            articles.swap(place, from);
            others.swap(place, from);
            place = from;
        }
    }
}

/// What an article's place among others depends on, kept without the article. What many have in common
/// is shared.
#[derive(Clone, Debug)]
pub struct Key {
    issue: Arc<Issue>,
    /// Where it begins in the file that it is from: lines are counted from 1, and 0 stands for none.
    first: [u32; 2],
}

/// Date, source, page, time, and the file that an article is from.
#[derive(Debug, PartialEq, Eq)]
struct Issue([Option<Box<str>>; 5]);

/// What keys have in common, by its hash.
#[derive(Debug, Default)]
pub struct Shared(HashMap<u64, Arc<Issue>>);

impl Shared {
    fn issue(&mut self, parts: [Option<&str>; 5]) -> Arc<Issue> {
        let mut hasher = SipHasher13::new();
        parts.hash(&mut hasher);
        let known = self.0.entry(hasher.finish());
        let new = || Arc::new(Issue(parts.map(|part| part.map(Box::from))));
        let issue = known.or_insert_with(new);
        if issue.parts() == parts {
            return issue.clone();
        }
        new()
    }
}

impl Issue {
    fn parts(&self) -> [Option<&str>; 5] {
        self.0.each_ref().map(Option::as_deref)
    }
}

impl Key {
    /// Takes from an article what its place depends on.
    pub fn of(article: &Article, shared: &mut Shared) -> Self {
        let published = article.published.as_ref();
        let Some(date) = published.and_then(|published| published.date.as_deref()) else {
            return Self {
                issue: shared.issue([None; 5]),
                first: [0; 2],
            };
        };
        let origin = article.origin.as_ref();
        Self {
            issue: shared.issue([
                Some(date),
                article.source.as_deref(),
                article.page.as_deref(),
                published.and_then(|published| published.time.as_deref()),
                origin.map(|origin| origin.file.as_str()),
            ]),
            first: origin.map_or([0; 2], first_line),
        }
    }

    /// Returns the day as [`Published::day`] does.
    pub fn day(&self) -> Option<u32> {
        let [date, ..] = self.issue.parts();
        let published = Published {
            date: date.map(str::to_owned),
            ..Published::default()
        };
        published.day()
    }

    fn place(&self) -> Place<'_> {
        let [date, source, page, time, file] = self.issue.parts();
        Place::new(
            date,
            source,
            page,
            time,
            file.map(|file| (file, self.first)),
        )
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Key {}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Key {
    fn cmp(&self, other: &Self) -> Ordering {
        if Arc::ptr_eq(&self.issue, &other.issue) {
            return self.first.cmp(&other.first);
        }
        self.place().cmp(&other.place())
    }
}

/// An article's place among others.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place<'a> {
    Dated {
        /// In the store's form a month sorts before its days, and reversed after them.
        date: Reverse<&'a str>,
        /// None is less than any time, and reversed behind it.
        time: Reverse<Option<&'a str>>,
        source: Last<&'a str>,
        page: Last<Natural<'a>>,
        on_page: Last<(Natural<'a>, [u32; 2])>,
    },
    Undated,
}

impl<'a> Place<'a> {
    fn of(article: &'a Article) -> Self {
        let published = article.published.as_ref();
        let on_page = |origin: &'a Origin| (origin.file.as_str(), first_line(origin));
        Self::new(
            published.and_then(|published| published.date.as_deref()),
            article.source.as_deref(),
            article.page.as_deref(),
            published.and_then(|published| published.time.as_deref()),
            article.origin.as_ref().map(on_page),
        )
    }

    fn new(
        date: Option<&'a str>,
        source: Option<&'a str>,
        page: Option<&'a str>,
        time: Option<&'a str>,
        on_page: Option<(&'a str, [u32; 2])>,
    ) -> Self {
        let Some(date) = date else {
            return Self::Undated;
        };
        Self::Dated {
            date: Reverse(date),
            time: Reverse(time),
            source: source.into(),
            page: page.map(page_order).into(),
            on_page: on_page.map(|(file, first)| (Natural(file), first)).into(),
        }
    }
}

/// Returns the page and the line that an article begins with in its file; 0 where none is known.
fn first_line(origin: &Origin) -> [u32; 2] {
    let first = origin.lines.iter().min().map_or(0, |[first, _]| *first);
    [origin.sheet.unwrap_or(0), first]
}

/// Something that may be unknown, and is then last.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Last<T> {
    Known(T),
    Unknown,
}

impl<T> From<Option<T>> for Last<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Unknown, Self::Known)
    }
}

#[cfg(test)]
mod tests;
