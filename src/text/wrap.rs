//! Sets a paragraph in lines.
//!
//! A paragraph is cut into pieces block by block, and the pieces are put into lines first fit. In
//! Han prose the first fit and the best fit differ near a paragraph's end alone, and there the
//! orphan is mended.

use std::ops::Range;

use textwrap::wrap_algorithms::wrap_first_fit;

use super::block::blocks;
use super::breaks;
use super::orphan;
use super::piece::{Gatherer, Piece};
use super::width::Ambiguous;

/// How a paragraph is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The line's length in cells.
    pub measure: usize,
    /// How far the first line is set in, in cells. It is set in by a third of the measure at most.
    pub indent: usize,
    /// How the terminal draws ambiguous characters.
    pub ambiguous: Ambiguous,
    /// Whether a last line of a single Han character takes one from the line above.
    pub mend_orphans: bool,
}

impl Setting {
    /// The first line's indent, in cells.
    fn first_indent(&self) -> usize {
        self.indent.min(self.measure / 3)
    }

    /// The room in a line that starts at byte `from` of the paragraph, in cells.
    pub(super) fn room(&self, from: usize) -> usize {
        if from == 0 {
            self.measure - self.first_indent()
        } else {
            self.measure
        }
    }
}

/// One set line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The bytes of the text it shows; white space at its edges is left out.
    pub range: Range<usize>,
    /// How far it is set in, in cells.
    pub indent: usize,
}

/// Lines of a part of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The lines, in order.
    pub lines: Vec<Line>,
    /// The byte at which the next part starts; `None` at the paragraph's end.
    pub next: Option<usize>,
}

/// Sets one paragraph (no line breaks in it). A paragraph without text gives no line.
///
/// A line is wider than the measure only if it is a single grapheme cluster that is.
pub fn wrap(text: &str, setting: &Setting) -> Vec<Line> {
    wrap_part(text, 0, usize::MAX, setting).lines
}

/// Sets about `budget` bytes of the paragraph from byte `from` on, which is 0 or a former `next`.
///
/// The lines of all parts together are those of [`wrap`] with the same setting.
pub fn wrap_part(text: &str, from: usize, budget: usize, setting: &Setting) -> Part {
    let mut gatherer = Gatherer::new(text, from, setting);
    let mut lines = Lines {
        from,
        setting,
        set: Vec::new(),
    };
    let enough = from.saturating_add(budget);
    for block in blocks(text, from) {
        let end = block.end;
        breaks::cut(block, &mut gatherer);
        lines.fill(&mut gatherer.pieces);
        if end >= enough && end < text.len() && lines.set.len() > 1 {
            return lines.pause();
        }
    }
    lines.finish(text, &gatherer.pieces)
}

/// The lines of a part so far. The line being filled is kept as a single piece.
struct Lines<'a> {
    from: usize,
    setting: &'a Setting,
    set: Vec<Line>,
}

impl Lines<'_> {
    /// Sets every line that is full, and leaves the rest in `pieces`.
    fn fill(&mut self, pieces: &mut Vec<Piece>) {
        let first = if self.set.is_empty() {
            self.from
        } else {
            usize::MAX
        };
        let widths = [self.setting.room(first), self.setting.measure].map(cells);
        let rows = wrap_first_fit(pieces, &widths);
        let Some((rest, full)) = rows.split_last() else {
            return;
        };
        for row in full {
            if let [start, ..] = row
                && let [.., end] = row
            {
                self.push(start.start..end.end);
            }
        }
        let rest = joined(rest);
        pieces.clear();
        pieces.extend(rest);
    }

    fn push(&mut self, range: Range<usize>) {
        let is_first = self.from == 0 && self.set.is_empty();
        let indent = if is_first {
            self.setting.first_indent()
        } else {
            0
        };
        self.set.push(Line { range, indent });
    }

    /// Ends the part before its last line: the paragraph's last two lines must come in one part, for
    /// the one may have to help the other.
    fn pause(mut self) -> Part {
        let next = self.set.pop().map(|line| line.range.start);
        Part {
            lines: self.set,
            next,
        }
    }

    fn finish(mut self, text: &str, rest: &[Piece]) -> Part {
        if let Some(last) = joined(rest) {
            self.push(last.start..last.end);
        }
        if self.setting.mend_orphans {
            orphan::mend(text, &mut self.set, self.setting);
        }
        Part {
            lines: self.set,
            next: None,
        }
    }
}

/// A line's length as textwrap takes it. No text fills four thousand million cells.
fn cells(length: usize) -> f64 {
    u32::try_from(length).unwrap_or(u32::MAX).into()
}

fn joined(pieces: &[Piece]) -> Option<Piece> {
    let (first, others) = pieces.split_first()?;
    Some(others.iter().fold(*first, |mut whole, piece| {
        whole.join(piece);
        whole
    }))
}
