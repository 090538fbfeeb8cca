//! What is wrong at a place of a file's text.

use crate::lang::Bilingual;

/// Words for what was expected, in both languages.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words {
    pub(super) english: &'static str,
    pub(super) chinese: &'static str,
}

impl Words {
    pub(super) const fn new(english: &'static str, chinese: &'static str) -> Self {
        Self { english, chinese }
    }

    /// Words that are the same in both languages: marks, and examples of JSON.
    pub(super) const fn same(words: &'static str) -> Self {
        Self::new(words, words)
    }
}

/// Something wrong at a place of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// The place, in bytes.
    pub(super) at: usize,
    /// What is wrong, and what was expected.
    pub(super) what: Bilingual,
}
