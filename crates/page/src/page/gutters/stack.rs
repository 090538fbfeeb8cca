//! The columns that the pieces of rows make, and their lines.

use super::super::line::{Line, is_closed};
use super::{INDENT, OUTDENT, Piece};

/// How many rows a column may be without a line and go on.
const MOST_BLANK: u32 = 14;

/// The most lines of text that there is room for between two lines of a headline.
const MOST_LEADING: usize = 3;

/// So many pieces between two rows are looked at.
const MOST_BETWEEN: usize = 400;

/// How many lines tell where the left edge of a column is.
const EDGE: usize = 3;

/// Pieces that stand one below the other.
#[derive(Clone, Debug)]
pub(super) struct Column<'t> {
    pieces: Vec<Piece<'t>>,
    pub(super) left: usize,
    pub(super) right: usize,
    open: bool,
}

impl Piece<'_> {
    /// Whether another piece stands on one axis with it. What a piece ends with is set further to the right than its
    /// characters say, by the size of its type, which is not known.
    fn is_centred(&self, other: &Piece<'_>) -> bool {
        let (wider, narrower) = if self.end - self.start >= other.end - other.start {
            (self, other)
        } else {
            (other, self)
        };
        let shorter = (wider.end - wider.start) - (narrower.end - narrower.start);
        narrower.start + 1 >= wider.start + shorter / 2
            && narrower.start <= wider.start + 3 * shorter + 1
    }
}

/// The rows of a page, for what stands between two of them.
pub(super) struct Rows<'r, 't> {
    rows: &'r [Vec<Piece<'t>>],
    first: u32,
}

impl<'r, 't> Rows<'r, 't> {
    pub(super) fn of(rows: &'r [Vec<Piece<'t>>], first: u32) -> Self {
        Self { rows, first }
    }

    /// How many lines of a column there is room for between two rows: those that another column has there. Rows of
    /// columns that are not set on one grid stand between each other.
    fn blank_lines(&self, above: u32, below: u32) -> usize {
        let between = self.between(above, below);
        let blank = between.iter().filter(|row| row.is_empty()).count();
        let mut starts: Vec<usize> = between.iter().flatten().map(|piece| piece.start).collect();
        starts.truncate(MOST_BETWEEN);
        starts.sort_unstable();
        let most = starts.chunk_by(|a, b| a == b).map(<[usize]>::len).max();
        blank + most.unwrap_or(0).saturating_sub(1)
    }

    /// The rows between two.
    fn between(&self, above: u32, below: u32) -> &[Vec<Piece<'t>>] {
        let place = |row: u32| row.saturating_sub(self.first) as usize;
        self.rows
            .get(place(above) + 1..place(below))
            .unwrap_or_default()
    }
}

/// Puts the pieces that stand one below the other together.
pub(super) fn stack<'t>(rows: &[Vec<Piece<'t>>]) -> Vec<Column<'t>> {
    let mut columns: Vec<Column<'t>> = Vec::new();
    for row in rows {
        // Where the next piece begins, a piece's column ends.
        let next = row.iter().skip(1).map(|piece| piece.start);
        let nexts: Vec<usize> = next.chain([usize::MAX]).collect();
        for (piece, next) in row.iter().zip(nexts) {
            place(piece, next, &mut columns);
        }
    }
    columns
}

fn place<'t>(piece: &Piece<'t>, next: usize, columns: &mut Vec<Column<'t>>) {
    let mut over = Vec::new();
    let mut own = None;
    for (at, column) in columns
        .iter_mut()
        .enumerate()
        .rev()
        .filter(|(_, column)| column.open)
    {
        let last = column.pieces.last().map_or(0, |last| last.row);
        if piece.row > last + MOST_BLANK {
            column.open = false;
            continue;
        }
        let overlaps = piece.start < column.right && column.left < piece.end;
        if overlaps {
            over.push(at);
        }
        let is_below = last < piece.row && column.takes(piece);
        if is_below && own.is_none() {
            own = Some(at);
        }
    }
    let is_alone = own.is_none_or(|own| over.iter().all(|&at| at == own));
    let own = own.filter(|_| is_alone);
    if let Some(column) = own.and_then(|at| columns.get_mut(at)) {
        column.left = column.left.min(piece.start);
        column.right = column.right.max(piece.end).min(next);
        column.pieces.push(*piece);
        return;
    }
    for at in over {
        if let Some(column) = columns.get_mut(at) {
            column.open = false;
        }
    }
    columns.push(Column {
        pieces: vec![*piece],
        left: piece.start,
        right: piece.end,
        open: true,
    });
}

impl<'t> Column<'t> {
    /// Whether a piece below may be a line of it: it begins at its edge, or stands in its middle.
    fn takes(&self, piece: &Piece<'_>) -> bool {
        let at_edge = piece.start + OUTDENT >= self.left && piece.start <= self.left + INDENT;
        let is_inside = piece.start >= self.left && piece.end <= self.right;
        let middle = (piece.start + piece.end).abs_diff(self.left + self.right);
        at_edge || is_inside && self.pieces.len() > 2 && middle <= 8
    }

    /// Whether a piece and the one above it are lines of one headline: they stand on one axis, apart from what is above them.
    fn is_within_headline(&self, at: usize, rows: &Rows<'_, '_>) -> bool {
        let Some([above, piece]) = at
            .checked_sub(1)
            .and_then(|from| self.pieces.get(from..=at))
        else {
            return false;
        };
        let before = at.checked_sub(2).and_then(|at| self.pieces.get(at));
        let stands_apart = before.is_none_or(|before| rows.blank_lines(before.row, above.row) > 0);
        stands_apart
            && !is_closed(above.text)
            && above.is_centred(piece)
            && rows.blank_lines(above.row, piece.row) <= MOST_LEADING
    }

    /// Returns the column's lines, each with its indent.
    pub(super) fn lines(&self, rows: &Rows<'_, '_>) -> Vec<Line<'t>> {
        let edge = edge(self);
        let usual = self.usual_end();
        let pieces = self.pieces.iter().enumerate();
        let lines = pieces.filter_map(|(at, piece)| {
            let gap = at == 0 || self.is_parted(at, rows);
            let line = Line::new(piece.row, piece.text, gap)?;
            let indent = piece.start.saturating_sub(edge).min(INDENT);
            // A column's edge is seldom exact: less than an indent is none, and a line that stands in the middle has none.
            let is_short = piece.end + OUTDENT < usual && !is_closed(piece.text);
            let indent = if indent > 1 && !is_short { 4 } else { 0 };
            Some(Line { indent, ..line })
        });
        lines.collect()
    }

    /// Where most lines end, the rightmost of such places.
    fn usual_end(&self) -> usize {
        let mut ends: Vec<usize> = self.pieces.iter().map(|piece| piece.end).collect();
        ends.sort_unstable();
        ends.get(3 * ends.len() / 4).copied().unwrap_or(self.right)
    }

    /// Whether something else begins with a piece: what stands above it has come to an end, and a row is blank over the
    /// whole page between them, or the column has another edge from here on.
    fn is_parted(&self, at: usize, rows: &Rows<'_, '_>) -> bool {
        let Some((above, piece)) = at
            .checked_sub(1)
            .and_then(|above| self.pieces.get(above))
            .zip(self.pieces.get(at))
        else {
            return false;
        };
        if self.is_within_headline(at, rows) {
            return false;
        }
        match rows.blank_lines(above.row, piece.row) {
            0 => is_closed(above.text) && self.shifts(at),
            1 => is_closed(above.text),
            _ => is_closed(above.text) || self.is_full(above),
        }
    }

    /// Whether a piece is as wide as its column.
    fn is_full(&self, piece: &Piece<'_>) -> bool {
        piece.end + OUTDENT >= self.right
    }

    /// Whether the lines from one on have another left edge than those above it.
    fn shifts(&self, at: usize) -> bool {
        let edge = |from: usize, to: usize| {
            let lines = self.pieces.get(from..to.min(self.pieces.len()))?;
            (lines.len() == EDGE).then(|| lines.iter().map(|piece| piece.start).min())?
        };
        let above = at.checked_sub(EDGE).and_then(|from| edge(from, at));
        above
            .zip(edge(at, at + EDGE))
            .is_some_and(|(above, below)| above != below)
    }

    pub(super) fn top(&self) -> u32 {
        self.pieces.first().map_or(0, |piece| piece.row)
    }

    pub(super) fn bottom(&self) -> u32 {
        self.pieces.last().map_or(0, |piece| piece.row)
    }
}

/// Returns the left edge that most lines of a column have.
fn edge(column: &Column<'_>) -> usize {
    let count = |edge: usize| {
        column
            .pieces
            .iter()
            .filter(|piece| piece.start == edge)
            .count()
    };
    let edges = column.pieces.iter().map(|piece| piece.start);
    let best = edges.max_by_key(|&edge| (count(edge), std::cmp::Reverse(edge)));
    best.unwrap_or(column.left)
}
