//! A run of lines that is being chosen: bytes of the document's text, so that it outlives a change of the screen.

use std::ops::Range;

use super::galley::Galley;

/// A run of lines that is being chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The bytes of the line at which it was begun.
    from: Range<usize>,
    /// The bytes of the line up to which it goes, which may stand above.
    to: Range<usize>,
}

impl Run {
    /// Begins a run at the line with these bytes of the document's text.
    pub fn at(line: Range<usize>) -> Self {
        Self {
            from: line.clone(),
            to: line,
        }
    }

    /// Makes it go up to the line with these bytes, from the lines on which it was begun as the galley is
    /// set now: what is in sight while it grows stays in it.
    pub fn reach(&mut self, line: Range<usize>, galley: &Galley) {
        let begun = Self::at(self.from.clone());
        self.from = begun.bytes(galley);
        self.to = line;
    }

    /// Returns the byte that is to be in sight: one of the line up to which it goes.
    pub fn head(&self) -> usize {
        if self.to.start < self.from.start {
            self.to.start
        } else {
            last_byte(&self.to)
        }
    }

    fn ends(&self) -> Range<usize> {
        self.from.start.min(self.to.start)..self.from.end.max(self.to.end)
    }

    /// Returns the lines that it takes in, as the galley is set now.
    pub fn lines(&self, galley: &Galley) -> Range<usize> {
        let ends = self.ends();
        let last = galley.line_at(last_byte(&ends));
        galley.line_at(ends.start).min(last)..last + 1
    }

    /// Returns the bytes of the document's text that it takes in: from the beginning of its first line
    /// to the end of its last.
    pub fn bytes(&self, galley: &Galley) -> Range<usize> {
        let lines = galley.lines().get(self.lines(galley)).unwrap_or_default();
        let ends = self.ends();
        let start = lines.first().map_or(ends.start, |line| line.range.start);
        let end = lines.last().map_or(ends.end, |line| line.range.end);
        start.min(ends.start)..end.max(ends.end)
    }
}

pub(super) fn last_byte(range: &Range<usize>) -> usize {
    range.end.saturating_sub(1).max(range.start)
}
