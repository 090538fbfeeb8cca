//! Where words stand in folded text.

use std::iter::Peekable;
use std::ops::Range;

use memchr::memmem::{FindIter, Finder};

use super::Query;

/// A query's words, made ready to be sought in many texts.
pub(super) struct Words<'q>(Vec<Finder<'q>>);

impl<'q> Words<'q> {
    pub(super) fn of(query: &'q Query) -> Self {
        Self(
            query
                .texts()
                .iter()
                .map(|text| Finder::new(&text.needle))
                .collect(),
        )
    }

    /// Returns whether every word stands in `folded`.
    pub(super) fn are_all_in(&self, folded: &str) -> bool {
        self.0
            .iter()
            .all(|word| word.find(folded.as_bytes()).is_some())
    }

    /// Returns where words stand in `folded`, in order, those that overlap joined.
    pub(super) fn spans<'t>(&'t self, folded: &'t str) -> Spans<'t> {
        let places = |word: &'t Finder<'q>| Places {
            starts: word.find_iter(folded.as_bytes()).peekable(),
            length: word.needle().len(),
        };
        Spans(self.0.iter().map(places).collect())
    }
}

/// The places of one word, none overlapping the one before it.
struct Places<'t> {
    starts: Peekable<FindIter<'t, 't>>,
    length: usize,
}

impl Places<'_> {
    /// Takes the next place if it starts before `end`.
    fn next_before(&mut self, end: usize) -> Option<Range<usize>> {
        let start = self.starts.next_if(|&start| start < end)?;
        Some(start..start + self.length)
    }
}

/// The places of all words, merged.
pub(super) struct Spans<'t>(Vec<Places<'t>>);

impl Iterator for Spans<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let first = self.0.iter_mut().filter_map(|word| word.starts.peek());
        let start = *first.min()?;
        let mut end = start + 1;
        // A place that is joined may reach others that the ones before it did not.
        while let Some(place) = self.0.iter_mut().find_map(|word| word.next_before(end)) {
            end = end.max(place.end);
        }
        Some(start..end)
    }
}
