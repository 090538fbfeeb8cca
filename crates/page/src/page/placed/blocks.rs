//! Columns of text: rows of about one size that stand one below the other.

use super::super::line::is_closed;
use super::super::turn_marks;
use super::grid::{Grid, Row, shared_width};
use crate::placed::Area;

/// Rows that stand one below the other in a column.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// The rows, by their places, from the top.
    pub(super) rows: Vec<usize>,
    /// What they cover.
    pub(super) area: Area,
    /// The size of their type.
    pub(super) size: f32,
    /// The left and the right edge of its column.
    pub(super) column: (f32, f32),
    /// How its text begins and ends.
    pub(super) edges: Edges,
}

/// How the text of a block begins and ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Edges {
    /// Whether it begins with an indent, as a paragraph does.
    pub(super) indented: bool,
    /// Whether its last row fills the column.
    pub(super) full: bool,
    /// Whether a sentence ends there.
    pub(super) closed: bool,
}

/// How far apart the tops of two rows of a column are at the most, in ems.
const LEADING: f32 = 2.3;
/// How far the boxes of two pieces of a line may overlap, in ems.
const OVERLAP: f32 = 0.9;
/// How far a row may begin outside its column, in ems.
const SLACK: f32 = 0.7;
/// How far an indent may be, in ems.
const INDENT: f32 = 2.7;
/// The least that is an indent, in ems.
const LEAST_INDENT: f32 = 1.2;

/// Puts rows together to blocks.
pub(super) fn blocks(grid: &Grid, rows: &[usize]) -> Vec<Block> {
    let mut sorted: Vec<(usize, &Row)> = rows
        .iter()
        .filter_map(|&at| Some((at, grid.rows.get(at)?)))
        .collect();
    // Parts of one line come from left to right.
    let step = |row: &Row| (row.area.bottom / (0.35 * grid.body)).round();
    sorted.sort_by(|(_, a), (_, b)| {
        let by_line = step(a).total_cmp(&step(b));
        by_line.then(a.area.left.total_cmp(&b.area.left))
    });
    let mut found: Vec<Growing> = Vec::new();
    for (at, row) in sorted {
        let best = found
            .iter_mut()
            .filter_map(|block| Some((block.distance(row, grid)?, block)))
            .min_by(|a, b| a.0.total_cmp(&b.0));
        match best {
            Some((_, block)) => block.push(at, row),
            None => found.push(Growing::new(at, row)),
        }
    }
    let mut blocks: Vec<Block> = found.into_iter().map(Growing::end).collect();
    measure(grid, &mut blocks);
    blocks
}

/// Measures blocks whose rows are known.
pub(super) fn measure(grid: &Grid, blocks: &mut [Block]) {
    for block in blocks.iter_mut() {
        let rows = block.rows.iter().filter_map(|&at| grid.rows.get(at));
        if let Some(area) = rows.map(|row| row.area).reduce(Area::union) {
            block.area = area;
        }
    }
    let columns: Vec<(Area, usize, f32)> = blocks
        .iter()
        .map(|block| (block.area, block.rows.len(), block.size))
        .collect();
    for block in blocks {
        block.column = column(block, &columns, if grid.scanned { 0.25 } else { 0.1 });
        block.edges = edges(grid, block);
    }
}

/// A block on its way.
struct Growing {
    rows: Vec<usize>,
    area: Area,
    size: f32,
    last: Area,
    /// The place of the first row of the last line.
    line: usize,
    /// The least distance from the top of a row to the next.
    leading: Option<f32>,
    /// How many rows reach the right edge.
    at_right: usize,
}

impl Growing {
    fn new(at: usize, row: &Row) -> Self {
        Self {
            rows: vec![at],
            area: row.area,
            size: row.size,
            last: row.area,
            line: 0,
            leading: None,
            at_right: 1,
        }
    }

    /// How far a row is from the column's last; `None` where it is none of its rows.
    fn distance(&self, row: &Row, grid: &Grid) -> Option<f32> {
        let size = self.size.max(row.size);
        if size > 1.16 * self.size.min(row.size) {
            return None;
        }
        let down = row.area.top - self.last.top;
        if self.is_rest_of_line(row) || grid.scanned && self.is_start_of_line(row) {
            return Some(0.0);
        }
        if grid.scanned && self.runs_over_columns(row, grid) {
            return None;
        }
        // A bit of a line begins no column, and none is as wide as it would make it.
        let is_bit = grid.scanned && row.text.chars().count() <= 2 && !is_closed(&row.text);
        if is_bit && row.area.left < self.area.left - 0.5 * size {
            return None;
        }
        let most = self.leading.map_or(LEADING * size, |leading| {
            (1.45 * leading).min(LEADING * size)
        });
        if down < 0.6 * size || down > most.max(1.6 * size) {
            return None;
        }
        let shift = row.area.left - self.area.left;
        let overlap = shared_width(self.area, row.area);
        let fits_left =
            shift >= -INDENT * size && (overlap > 0.3 * size || shift.abs() <= INDENT * size);
        // A column that two rows fill grows no wider.
        let wider = row.area.right - self.area.right;
        let fits_right = wider <= SLACK * size || self.at_right < 2 || self.rows.len() < 2;
        let narrower =
            shift < -SLACK * size && self.rows.len() > 3 && !self.is_indented_throughout(shift);
        if !fits_left || !fits_right || narrower {
            return None;
        }
        let between = |rule: &&crate::placed::Area| {
            rule.height() < 0.5 * size
                && rule.width() > 2.0 * size
                && rule.top > self.last.top + 0.5 * size
                && rule.bottom < row.area.bottom - 0.5 * size
                && shared_width(**rule, row.area) > 0.5 * row.area.width().min(rule.width())
        };
        if grid.rules.iter().any(|rule| between(&rule)) {
            return None;
        }
        Some(down + 0.5 * shift.abs())
    }

    /// Whether the column is a row or two that recognition ran over several columns, of which a row is in one.
    fn runs_over_columns(&self, row: &Row, grid: &Grid) -> bool {
        let em = self.size;
        let middle = |area: Area| f32::midpoint(area.top, area.bottom);
        let is_beside = |other: &Row| {
            (middle(other.area) - middle(row.area)).abs() < 0.5 * em
                && other.area.left > row.area.right + 0.5 * em
                && other.area.left < self.area.right - 3.0 * em
                && other.area.width() > 3.0 * em
        };
        self.rows.len() < 3
            && row.area.width() > 6.0 * em
            && self.area.width() > 1.5 * row.area.width()
            && grid.rows.iter().any(is_beside)
    }

    /// Whether a row is the rest of the last one, which is stretched to fill the column.
    fn is_rest_of_line(&self, row: &Row) -> bool {
        let size = self.size;
        let middle = |area: Area| f32::midpoint(area.top, area.bottom);
        let level = (row.area.bottom - self.last.bottom).abs() <= 0.35 * size
            || (middle(row.area) - middle(self.last)).abs() <= 0.35 * size;
        let behind = row.area.left >= self.last.right - OVERLAP * size;
        let inside = row.area.right <= self.area.right + SLACK * size;
        level && behind && inside && self.rows.len() > 1
    }

    /// Whether a row is the start of the line whose rest came first: boxes of one line tremble.
    fn is_start_of_line(&self, row: &Row) -> bool {
        let middle = |area: Area| f32::midpoint(area.top, area.bottom);
        let level = (middle(row.area) - middle(self.last)).abs() <= 0.35 * self.size;
        let before = row.area.right <= self.last.left + OVERLAP * self.size;
        level
            && before
            && row.area.left >= self.area.left - SLACK * self.size
            && self.rows.len() > 1
    }

    /// Whether all rows so far may be first lines of paragraphs.
    fn is_indented_throughout(&self, shift: f32) -> bool {
        shift >= -INDENT * self.size && self.rows.len() < 6
    }

    fn push(&mut self, at: usize, row: &Row) {
        if self.is_rest_of_line(row) {
            self.last = self.last.union(row.area);
            self.area = self.area.union(row.area);
            self.rows.push(at);
            return;
        }
        if self.is_start_of_line(row) {
            self.last = self.last.union(row.area);
            self.area = self.area.union(row.area);
            self.rows.insert(self.line, at);
            return;
        }
        self.line = self.rows.len();
        let down = row.area.top - self.last.top;
        self.leading = Some(self.leading.map_or(down, |leading| leading.min(down)));
        let reach = row.area.right - self.area.right;
        if reach > SLACK * self.size {
            self.at_right = 1;
        } else if reach > -SLACK * self.size {
            self.at_right += 1;
        }
        self.area = self.area.union(row.area);
        self.last = row.area;
        self.rows.push(at);
    }

    fn end(self) -> Block {
        Block {
            rows: self.rows,
            area: self.area,
            size: self.size,
            column: (self.area.left, self.area.right),
            edges: Edges::default(),
        }
    }
}

/// The edges of the column that a block stands in: a block of a few rows fills it not itself.
fn column(block: &Block, columns: &[(Area, usize, f32)], spread: f32) -> (f32, f32) {
    const ENOUGH: usize = 3;
    let size = block.size;
    let (left, right) = (block.area.left, block.area.right);
    if block.rows.len() > ENOUGH {
        return (left, right);
    }
    let fits = |(area, count, other): &&(Area, usize, f32)| {
        *count >= ENOUGH
            && (other / size - 1.0).abs() < spread
            && area.left <= left + 0.5 * size
            && (area.left >= left - INDENT * size || is_centred(area, left, right, size))
            && area.right >= right - SLACK * size
    };
    let around = columns.iter().filter(fits);
    let nearest = around.min_by(|a, b| {
        let far = |area: &Area| (area.top - block.area.top).abs();
        far(&a.0).total_cmp(&far(&b.0))
    });
    nearest.map_or((left, right), |(area, ..)| {
        (area.left.min(left), area.right.max(right))
    })
}

/// Whether a span stands in the middle of a column.
fn is_centred(column: &Area, left: f32, right: f32, size: f32) -> bool {
    let (before, behind) = (left - column.left, column.right - right);
    before > 0.0 && (before - behind).abs() < 1.2 * size
}

fn edges(grid: &Grid, block: &Block) -> Edges {
    let (left, right) = block.column;
    let first = block.rows.first().and_then(|&at| grid.rows.get(at));
    let last = block.rows.last().and_then(|&at| grid.rows.get(at));
    let size = block.size;
    let full = last.is_some_and(|row| right - row.area.right <= 1.3 * size);
    // Recognition may have lost the stop behind a short last row.
    let is_short = grid.scanned && block.rows.len() > 2 && !full;
    Edges {
        indented: first.is_some_and(|row| {
            let turned = grid.scanned && turn_marks::turns(&row.text);
            turned || row.area.left - left >= LEAST_INDENT * size
        }),
        full,
        closed: last.is_some_and(|row| is_closed(&row.text)) || is_signed(grid, block) || is_short,
    }
}

/// Whether a block ends with names in brackets that begin on its last row but one: …数据。（李明、 / 王芳）.
fn is_signed(grid: &Grid, block: &Block) -> bool {
    let mut last = block.rows.iter().rev().filter_map(|&at| grid.rows.get(at));
    let (Some(last), Some(before)) = (last.next(), last.next()) else {
        return false;
    };
    last.text.ends_with(['）', ')']) && is_closed(&format!("{}{}", before.text, last.text))
}

/// Returns which rows of a block begin a paragraph.
pub(super) fn starts(grid: &Grid, block: &Block) -> Vec<bool> {
    let (left, _) = block.column;
    let rows = block.rows.iter().filter_map(|&at| grid.rows.get(at));
    let mut before: Option<Area> = None;
    rows.map(|row| {
        let is_rest = before.is_some_and(|before| {
            (before.bottom - row.area.bottom).abs() < 0.35 * block.size
                && row.area.left > before.left
        });
        before = Some(row.area);
        !is_rest && row.area.left - left >= LEAST_INDENT * block.size
    })
    .collect()
}
