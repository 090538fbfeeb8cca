//! The order in which articles are read.

use std::cmp::Reverse;

use super::natural::Natural;
use crate::article::{Article, Origin};

/// Sorts articles that come in their files' order.
///
/// Newest date first, a month after its days and a year after its months; within a date by source,
/// page, newest time, place on the page, file. Articles without a date follow in their files' order.
pub(super) fn sort(articles: Vec<Article>) -> Vec<Article> {
    let mut order: Vec<usize> = (0..articles.len()).collect();
    // The sort is stable: what is last in the order is the files' own.
    order.sort_by_cached_key(|index| articles.get(*index).map(Place::of));
    let mut articles: Vec<Option<Article>> = articles.into_iter().map(Some).collect();
    order
        .into_iter()
        .filter_map(|index| articles.get_mut(index)?.take())
        .collect()
}

/// An article's place among others.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place<'a> {
    Dated {
        /// In the store's form a month sorts before its days, and reversed after them.
        date: Reverse<&'a str>,
        source: Last<&'a str>,
        page: Last<Natural<'a>>,
        time: Reverse<Option<&'a str>>,
        on_page: Last<(Natural<'a>, Option<[u32; 2]>)>,
    },
    Undated,
}

impl<'a> Place<'a> {
    fn of(article: &'a Article) -> Self {
        let published = article.published.as_ref();
        let Some(date) = published.and_then(|published| published.date.as_deref()) else {
            return Self::Undated;
        };
        let page = article.page.as_deref().map(numbered);
        let on_page = |origin: &'a Origin| {
            let first = origin.lines.iter().min().copied();
            (Natural(&origin.file), first)
        };
        Self::Dated {
            date: Reverse(date),
            source: article.source.as_deref().into(),
            page: page.into(),
            time: Reverse(published.and_then(|published| published.time.as_deref())),
            on_page: article.origin.as_ref().map(on_page).into(),
        }
    }
}

/// The page as a number: 第2版 is 2.
fn numbered(page: &str) -> Natural<'_> {
    let page = page.strip_prefix('第').unwrap_or(page);
    Natural(page.strip_suffix('版').unwrap_or(page))
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
