//! The direction in which lines run, and what text takes of a line's length in it.

use std::ops::Range;

use super::vertical::{self, PLACE};
use super::width::{Ambiguous, clusters};

/// The direction in which lines run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WritingMode {
    /// From left to right: a character takes the cells that the terminal gives it.
    Horizontal(Ambiguous),
    /// From top to bottom, in columns that follow each other from right to left: a character takes a row, which
    /// counts for two cells of a line.
    Vertical,
}

impl WritingMode {
    fn ambiguous(self) -> Ambiguous {
        match self {
            Self::Horizontal(ambiguous) => ambiguous,
            Self::Vertical => Ambiguous::Narrow,
        }
    }
}

/// Returns the grapheme clusters of a part of `text`, each with what it takes of a line's length, in cells.
pub(super) fn measured_clusters(
    text: &str,
    part: Range<usize>,
    mode: WritingMode,
) -> impl Iterator<Item = (&str, usize)> {
    let mut at = part.start;
    let part = text.get(part).unwrap_or_default();
    clusters(part, mode.ambiguous()).map(move |(cluster, cells)| {
        let start = at;
        at += cluster.len();
        let length = match mode {
            WritingMode::Horizontal(_) => cells,
            WritingMode::Vertical => PLACE * vertical::rows(text, start, cluster, cells),
        };
        (cluster, length)
    })
}

/// Returns what a part of `text` takes of a line's length, in cells.
pub fn length(text: &str, part: Range<usize>, mode: WritingMode) -> usize {
    let clusters = measured_clusters(text, part, mode);
    clusters.map(|(_, length)| length).sum()
}
