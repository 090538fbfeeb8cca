//! Whether one report meets a query, where the engine can only tell which may.

use crate::article::Article;
use crate::corpus::{Ask, Known};
use crate::search::query::Mark;
use crate::search::{Haystack, Marked};

/// Answers what is asked of one report.
pub(super) fn is_met(ask: &Ask, row: usize, article: &Article) -> bool {
    let marked = OfOne {
        known: ask.known,
        row: row as u32,
        id: &article.id,
    };
    let haystack = Haystack::new(std::slice::from_ref(article));
    let found = haystack.search_marked(ask.query, &marked, ask.is_superseded);
    found.is_some_and(|found| !found.is_empty())
}

/// What is remembered of one report.
struct OfOne<'a> {
    known: Known<'a>,
    row: u32,
    id: &'a str,
}

impl Marked for OfOne<'_> {
    fn is(&self, _: usize, mark: Mark) -> bool {
        self.known.is(self.id, mark)
    }

    fn is_tagged(&self, _: usize, needle: &str) -> bool {
        self.known.is_tagged(self.id, needle)
    }

    fn is_from(&self, _: usize, places: &[u16]) -> bool {
        places.contains(&0)
    }

    fn is_like(&self, _: usize, id: &str) -> bool {
        let marks = self.known.marks;
        marks.is_some_and(|marks| marks.is_similar(id, self.row))
    }
}
