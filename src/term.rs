//! The terminal, the threads, the loop.

use crate::app::Lang;
use crate::store::{Reading, Source};

/// What the reader is asked to open, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Where the articles come from.
    pub sources: Vec<Source>,
    /// How their records are read.
    pub reading: Reading,
    /// Whether a store with problems is refused.
    pub strict: bool,
    /// The interface's language; `None` follows the locale.
    pub lang: Option<Lang>,
    /// How the terminal draws ambiguous characters.
    pub ambiguous: AmbiguousChoice,
}

/// What is known beforehand about characters whose East Asian Width is Ambiguous.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AmbiguousChoice {
    /// Nothing: the terminal is asked.
    #[default]
    Auto,
    /// One cell.
    Narrow,
    /// Two cells.
    Wide,
}

/// How the reader ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The reader left.
    Left,
    /// A signal of this number asked the program to end; the terminal is restored.
    Signal(u8),
}

/// Opens the reader and returns when it ends.
///
/// # Errors
///
/// Fails when the terminal cannot be used or a strict store has problems.
pub fn read(request: Request) -> anyhow::Result<Ended> {
    let Request { sources, .. } = request;
    anyhow::bail!("the reader cannot open {sources:?} yet")
}
