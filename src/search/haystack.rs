//! The text of a collection, ready to be searched.

use crate::article::Article;
use crate::document::Document;
use crate::text::fold;

use super::Query;
use super::spans::{Spans, Words};

/// Stands between fields. No fold holds it, so no word is found across.
const BETWEEN_FIELDS: char = '\n';

/// Hits that are counted between two looks at whether the search is still wanted; about a tenth of a
/// millisecond.
const HITS_BETWEEN_LOOKS: usize = 4096;

/// The folded text of every article of a collection.
#[derive(Debug, Default)]
pub struct Haystack {
    /// All articles' fields in one piece: one allocation, and a scan reads memory in order.
    text: String,
    /// Where each article ends in the text.
    ends: Vec<usize>,
}

/// One matching article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// The article's index in the collection.
    pub article: usize,
    /// How many hits [`hits`](super::hits) gives in its document.
    pub hits: usize,
}

impl Haystack {
    /// Folds the text of `articles`.
    pub fn new(articles: &[Article]) -> Self {
        let mut haystack = Self::default();
        for article in articles {
            haystack.add(&Document::new(article));
        }
        haystack.text.shrink_to_fit();
        haystack
    }

    /// Returns the matching articles in the collection's order, or `None` once `superseded` says so,
    /// which is asked at least every millisecond or, in an article of many megabytes, every few.
    ///
    /// A query that asks for nothing matches every article, without a hit.
    pub fn search(&self, query: &Query, superseded: &dyn Fn() -> bool) -> Option<Vec<Match>> {
        let words = Words::of(query);
        let mut matches = Vec::new();
        for (article, folded) in self.articles().enumerate() {
            if superseded() {
                return None;
            }
            if words.are_all_in(folded) {
                let hits = count(words.spans(folded), superseded)?;
                matches.push(Match { article, hits });
            }
        }
        Some(matches)
    }

    fn add(&mut self, document: &Document) {
        for field in document.fields() {
            let field = document.text().get(field.clone()).unwrap_or_default();
            fold::fold_into(field, &mut self.text);
            self.text.push(BETWEEN_FIELDS);
        }
        self.ends.push(self.text.len());
    }

    /// The folded text of each article.
    fn articles(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(&0).chain(&self.ends);
        starts
            .zip(&self.ends)
            .map(|(&start, &end)| self.text.get(start..end).unwrap_or_default())
    }
}

fn count(spans: Spans, superseded: &dyn Fn() -> bool) -> Option<usize> {
    let mut hits = 0;
    for _ in spans {
        hits += 1;
        if hits % HITS_BETWEEN_LOOKS == 0 && superseded() {
            return None;
        }
    }
    Some(hits)
}
