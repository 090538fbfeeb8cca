//! Pieces of a paragraph that lines are made of, and their making from characters and breaks.

use textwrap::core::Fragment;

use super::block::BLOCK;
use super::rules::{Verdict, judge};
use super::split;
use super::wrap::Setting;

/// Text that stays on one line, and the white space behind it, which a line's end drops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// The first byte.
    pub(super) start: usize,
    /// The byte behind the text, where the white space starts.
    pub(super) end: usize,
    /// The cells of the text.
    pub(super) width: u32,
    /// The cells of the white space.
    pub(super) space: u32,
}

impl Piece {
    /// A piece at `at` that holds nothing yet.
    pub(super) fn empty(at: usize) -> Self {
        Self {
            start: at,
            end: at,
            width: 0,
            space: 0,
        }
    }

    #[inline]
    fn is_empty(&self) -> bool {
        self.start == self.end
    }

    /// Adds text that ends at byte `end`.
    #[inline]
    pub(super) fn ink(&mut self, end: usize, cells: usize) {
        self.end = end;
        self.width += self.space + cells as u32;
        self.space = 0;
    }

    /// Adds white space that ends at byte `end`. Before any text it is left out.
    #[inline]
    pub(super) fn blank(&mut self, end: usize, cells: usize) {
        if self.is_empty() {
            *self = Self::empty(end);
        } else {
            self.space += cells as u32;
        }
    }

    /// The cells up to the next piece.
    fn reach(&self) -> usize {
        (self.width + self.space) as usize
    }

    /// Adds the piece behind it.
    pub(super) fn join(&mut self, next: &Self) {
        self.ink(next.end, next.width as usize);
        self.space = next.space;
    }

    /// Returns `pieces` as one.
    pub(super) fn joined(pieces: &[Self]) -> Option<Self> {
        let (first, others) = pieces.split_first()?;
        Some(others.iter().fold(*first, |mut whole, piece| {
            whole.join(piece);
            whole
        }))
    }
}

impl Fragment for Piece {
    #[inline]
    fn width(&self) -> f64 {
        self.width.into()
    }

    #[inline]
    fn whitespace_width(&self) -> f64 {
        self.space.into()
    }

    #[inline]
    fn penalty_width(&self) -> f64 {
        0.0
    }
}

/// The bytes of a Han character, which is most often a piece.
const HAN: usize = 3;

/// Gathers characters into pieces no wider than a line.
#[derive(Debug)]
pub(super) struct Gatherer<'a> {
    pub(super) text: &'a str,
    pub(super) setting: &'a Setting,
    /// The pieces so far, from the wanted byte on; while a block is cut, the last is unfinished.
    pub(super) pieces: Vec<Piece>,
    /// Pieces that start before this byte are not wanted.
    from: usize,
}

impl<'a> Gatherer<'a> {
    /// Prepares to gather the pieces of `text` from byte `from` on, where a line starts.
    pub(super) fn new(text: &'a str, from: usize, setting: &'a Setting) -> Self {
        Self {
            text,
            setting,
            pieces: Vec::with_capacity(text.len().min(BLOCK) / HAN),
            from,
        }
    }

    /// Starts a block at a byte where the line may break.
    pub(super) fn start_block(&mut self, at: usize) {
        self.pieces.push(Piece::empty(at));
    }

    /// Ends the block, where the line may break too.
    pub(super) fn end_block(&mut self) {
        self.finish_piece();
        self.pieces.pop_if(|piece| piece.is_empty());
    }

    /// Adds text to the unfinished piece.
    #[inline]
    pub(super) fn ink(&mut self, end: usize, cells: usize) {
        if let Some(piece) = self.pieces.last_mut() {
            piece.ink(end, cells);
        }
    }

    /// Adds white space to the unfinished piece.
    #[inline]
    pub(super) fn blank(&mut self, end: usize, cells: usize) {
        if let Some(piece) = self.pieces.last_mut() {
            piece.blank(end, cells);
        }
    }

    /// Ends the piece before byte `at`.
    #[inline]
    pub(super) fn end_piece(&mut self, at: usize) {
        self.finish_piece();
        self.pieces.push(Piece::empty(at));
    }

    /// Sees to it that the finished piece is wanted and fits a line.
    #[inline]
    fn finish_piece(&mut self) {
        let Some(piece) = self.pieces.last() else {
            return;
        };
        if piece.is_empty()
            || piece.start < self.from
            || piece.width as usize > self.setting.measure
        {
            self.replace_piece();
        }
    }

    #[cold]
    fn replace_piece(&mut self) {
        if let Some(piece) = self.pieces.pop().filter(|piece| !piece.is_empty()) {
            let (from, pieces) = (self.from, &mut self.pieces);
            split::split(self.text, piece, self.setting, &mut |part| {
                if part.start >= from {
                    pieces.push(part);
                }
            });
        }
    }

    /// Ends the piece before byte `at` if the rules let the line break there.
    pub(super) fn end_piece_if_allowed(&mut self, at: usize) {
        match judge(self.text, at) {
            Verdict::Allowed => self.end_piece(at),
            Verdict::Reluctant if !self.has_room_for_unit() => self.end_piece(at),
            Verdict::Reluctant | Verdict::Forbidden => {}
        }
    }

    /// A number keeps its unit where both take no more than half a line: longer pieces leave lines
    /// too ragged.
    fn has_room_for_unit(&self) -> bool {
        const UNIT: usize = 2;
        self.pieces
            .last()
            .is_some_and(|number| number.reach() + UNIT <= self.setting.measure / 2)
    }
}
