//! What the reader has marked, where reports were read from and what they are like, as far as a search is to know it.

use super::query::Mark;

/// Tells which articles have which marks of the reader's own.
pub trait Marked {
    /// Returns whether the article at an index has a mark.
    fn is(&self, article: usize, mark: Mark) -> bool;

    /// Returns whether it has a tag of the reader's own in which a folded text stands.
    fn is_tagged(&self, article: usize, needle: &str) -> bool;

    /// Returns whether it was read from one of some of the places that were named, by their numbers.
    fn is_from(&self, _article: usize, _places: &[u16]) -> bool {
        false
    }

    /// Returns whether it is like the one of an id.
    fn is_like(&self, _article: usize, _id: &str) -> bool {
        false
    }
}

/// Nothing is marked.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unmarked;

impl Marked for Unmarked {
    fn is(&self, _: usize, _: Mark) -> bool {
        false
    }

    fn is_tagged(&self, _: usize, _: &str) -> bool {
        false
    }
}

/// Marks without tags.
impl<F: Fn(usize, Mark) -> bool> Marked for F {
    fn is(&self, article: usize, mark: Mark) -> bool {
        self(article, mark)
    }

    fn is_tagged(&self, _: usize, _: &str) -> bool {
        false
    }
}

/// The marks of one article.
#[derive(Clone, Copy)]
pub(super) struct Own<'m> {
    pub(super) marked: &'m dyn Marked,
    pub(super) article: usize,
}
