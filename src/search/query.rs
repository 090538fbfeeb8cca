//! What a reader looks for.

use crate::text::fold;

/// What a reader looks for: words that must all be there.
///
/// Queries that were typed in different widths, cases, scripts or orders are equal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    words: Vec<String>,
}

impl Query {
    /// Reads a query as typed: words separated by white space, the ideographic space included.
    pub fn parse(typed: &str) -> Self {
        let mut words: Vec<_> = typed.split_whitespace().map(fold::fold).collect();
        words.retain(|word| !word.is_empty());
        words.sort_unstable();
        words.dedup();
        Self { words }
    }

    /// Returns whether it asks for nothing.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The words, folded, each once and none empty.
    pub(super) fn words(&self) -> &[String] {
        &self.words
    }
}
