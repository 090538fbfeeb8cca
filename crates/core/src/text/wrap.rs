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
use super::writing_mode::WritingMode;

/// How a paragraph is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The line's length in cells.
    pub measure: usize,
    /// How far the first line is set in, in cells. It gives way as far as the line's first word needs
    /// the room: [`Line::indent`] is what is left of it.
    pub indent: usize,
    /// The direction in which lines run. A column is a line too; its length is counted in cells, two a row.
    pub writing_mode: WritingMode,
    /// Whether a last line of a single Han character takes one from the line above.
    pub mend_orphans: bool,
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
        setting,
        wanted_indent: if from == 0 { setting.indent } else { 0 },
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
    setting: &'a Setting,
    /// How far the line being filled is to be set in, in cells.
    wanted_indent: usize,
    set: Vec<Line>,
}

impl Lines<'_> {
    /// Sets every line that is full, and leaves the rest in `pieces`.
    fn fill(&mut self, pieces: &mut Vec<Piece>) {
        let measure = self.setting.measure;
        let widths = [measure - self.indent(pieces), measure].map(cells);
        let rows = wrap_first_fit(pieces, &widths);
        let Some((rest, full)) = rows.split_last() else {
            return;
        };
        for row in full {
            if let [start, ..] = row
                && let [.., end] = row
            {
                self.push(start.start..end.end, row);
            }
        }
        let rest = Piece::joined(rest);
        pieces.clear();
        pieces.extend(rest);
    }

    /// How far a line that starts with `pieces` is set in, in cells.
    fn indent(&self, pieces: &[Piece]) -> usize {
        let first = pieces.first().map_or(0, |piece| piece.width as usize);
        let room = self.setting.measure.saturating_sub(first);
        self.wanted_indent.min(room)
    }

    fn push(&mut self, range: Range<usize>, pieces: &[Piece]) {
        let indent = self.indent(pieces);
        self.set.push(Line { range, indent });
        self.wanted_indent = 0;
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
        if let Some(last) = Piece::joined(rest) {
            self.push(last.start..last.end, rest);
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
pub(super) fn cells(length: usize) -> f64 {
    u32::try_from(length).unwrap_or(u32::MAX).into()
}
