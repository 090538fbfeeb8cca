//! What keys that are pending will act on in the text that is read.

use std::ops::Range;

/// What pending keys will act on, and what is known of where that may be divided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Aim {
    /// The bytes of the text that they will act on.
    pub target: Option<Range<usize>>,
    /// Where the lines of the page end in the text.
    pub(in crate::app) page_lines: PageLines,
}

/// Where the lines of the page that a report was imported from end in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::app) enum PageLines {
    /// That was not asked.
    #[default]
    Unknown,
    /// It was, by a question of this number.
    Asked(u64),
    /// At these bytes of its text.
    Known(Vec<usize>),
}
