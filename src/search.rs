//! Finds articles by the text in them.

use std::ops::Range;

use crate::article::Article;
use crate::document::Document;

/// What a reader looks for: words that must all be there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    words: Vec<String>,
}

impl Query {
    /// Reads a query as typed.
    pub fn parse(typed: &str) -> Self {
        Self {
            words: typed
                .split_whitespace()
                .map(crate::text::fold::fold)
                .collect(),
        }
    }

    /// Returns whether it asks for nothing.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

/// The folded text of every article of a collection.
#[derive(Debug, Default)]
pub struct Haystack {}

/// One matching article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// The article's index in the collection.
    pub article: usize,
    /// How many hits [`hits`] gives in its document.
    pub hits: usize,
}

impl Haystack {
    /// Folds the text of `articles`.
    pub fn new(articles: &[Article]) -> Self {
        let _ = articles;
        Self {}
    }

    /// Returns the matching articles in the collection's order, or `None` once `superseded` says so.
    pub fn search(&self, query: &Query, superseded: &dyn Fn() -> bool) -> Option<Vec<Match>> {
        let _ = query;
        (!superseded()).then(Vec::new)
    }
}

/// Returns where the query's words stand in the document's text, in order and without overlaps.
pub fn hits(document: &Document, query: &Query) -> Vec<Range<usize>> {
    let _ = (document, query);
    Vec::new()
}

/// Returns where the query's words stand in a text of one line, a headline say.
pub fn hits_in_line(text: &str, query: &Query) -> Vec<Range<usize>> {
    let _ = (text, query);
    Vec::new()
}
