//! Lines that recognition broke in two, where a character was not read or a space is wide.

use super::super::grid::{Grid, Row};
use super::sizes;

/// How far apart the pieces of a line may be, in ems, and where the lines above and below are whole.
const APART: (f32, f32) = (2.5, 10.0);
/// How far above or below it a line shows how wide the column is, in ems.
const NEAR: f32 = 4.0;

/// Joins the pieces of lines.
pub(super) fn join(grid: &mut Grid) {
    let share = sizes::type_in_box(grid);
    let mut order: Vec<usize> = (0..grid.rows.len()).collect();
    let area = |at: &usize| grid.rows.get(*at).map(|row| row.area).unwrap_or_default();
    order.sort_by(|a, b| {
        let (a, b) = (area(a), area(b));
        a.left.total_cmp(&b.left).then(a.top.total_cmp(&b.top))
    });
    let mut gone = vec![false; grid.rows.len()];
    for &at in &order {
        while let Some(next) = next_piece(grid, at, &gone, share) {
            let Some(piece) = grid.rows.get(next).cloned() else {
                break;
            };
            if let Some(row) = grid.rows.get_mut(at) {
                add(row, &piece);
            }
            if let Some(gone) = gone.get_mut(next) {
                *gone = true;
            }
        }
    }
    let mut gone = gone.into_iter();
    grid.rows.retain(|_| !gone.next().unwrap_or(false));
}

/// How far the boxes of two pieces may overlap, in ems, and from where on they hold the character between them both.
const OVERLAP: (f32, f32) = (0.9, 0.25);

/// Adds a piece to the end of a row.
fn add(row: &mut Row, piece: &Row) {
    let both = row.area.right - piece.area.left > OVERLAP.1 * row.size.min(piece.size);
    let first = piece.text.chars().next();
    let is_twice =
        both && !row.crosswise && first.is_some() && row.text.chars().next_back() == first;
    row.area = row.area.union(piece.area);
    row.text
        .extend(piece.text.chars().skip(usize::from(is_twice)));
    row.confidence = match (row.confidence, piece.confidence) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
}

/// Finds the piece that goes on with a row: the one behind it on its line, where the lines near it show that the
/// column is wide enough for both.
fn next_piece(grid: &Grid, at: usize, gone: &[bool], share: f32) -> Option<usize> {
    let row = grid.rows.get(at)?;
    let em = grid.body;
    let is_gone = |at: usize| gone.get(at).copied().unwrap_or(true);
    if is_gone(at) || !may_break(grid, row, share) {
        return None;
    }
    let each = grid.rows.iter().enumerate();
    let behind = each.filter(|(other, next)| {
        let gap = next.area.left - row.area.right;
        *other != at
            && !is_gone(*other)
            && is_level(row, next)
            && gap > -OVERLAP.0 * em
            && gap < APART.1 * em
            && may_break(grid, next, share)
    });
    let (next, piece) = behind.min_by(|a, b| a.1.area.left.total_cmp(&b.1.area.left))?;
    let spans_both = |other: &Row| {
        may_break(grid, other, share)
            && other.area.left < row.area.left + 2.5 * em
            && other.area.left < row.area.right - 0.5 * em
            && other.area.right > piece.area.right - 0.8 * em
    };
    let is_whole = |is_side: fn(f32) -> bool| {
        grid.rows.iter().any(|other| {
            let down = other.area.top - row.area.top;
            let near = down.abs() > 0.6 * em && down.abs() < NEAR * em;
            near && is_side(down) && spans_both(other)
        })
    };
    let (above, below) = (is_whole(|down| down < 0.0), is_whole(|down| down > 0.0));
    let is_close = piece.area.left - row.area.right < APART.0 * em || is_bit(row) || is_bit(piece);
    let is_whole = above && below || is_close && (above || below);
    (is_whole && !is_gutter(grid, row, piece, share)).then_some(next)
}

/// Whether the gap between two rows is a gutter: the lines near them are parted there as well.
fn is_gutter(grid: &Grid, row: &Row, piece: &Row, share: f32) -> bool {
    const ENOUGH: usize = 2;
    const NEAR: f32 = 7.0;
    let em = grid.body;
    let start = piece.area.left;
    let ends_before = |other: &&Row| {
        let room = start - other.area.right;
        room > -0.3 * em && room < APART.0 * em && other.area.width() > 3.0 * em
    };
    let begins = grid.rows.iter().filter(|other| {
        let down = (other.area.top - row.area.top).abs();
        down > 0.6 * em
            && down < NEAR * em
            && (other.area.left - start).abs() < 0.8 * em
            && may_break(grid, other, share)
    });
    let parted = begins.filter(|other| {
        let mut beside = grid.rows.iter().filter(ends_before);
        beside.any(|before| may_break(grid, before, share) && is_level(before, other))
    });
    parted.take(ENOUGH).count() == ENOUGH
}

/// Whether a row is so short that it is no line.
fn is_bit(row: &Row) -> bool {
    row.text.chars().count() <= 2
}

/// Whether a row is text that runs on, of which pieces may be missing.
fn may_break(grid: &Grid, row: &Row, share: f32) -> bool {
    !row.crosswise && sizes::is_as_thick_as_text(grid, row, share)
}

/// Whether two rows stand on one line.
fn is_level(a: &Row, b: &Row) -> bool {
    let shared = a.area.bottom.min(b.area.bottom) - a.area.top.max(b.area.top);
    shared > 0.55 * a.area.height().min(b.area.height())
}

/// How thick a row is that is larger than text, in ems: boxes are drawn some way round the type.
const LARGE: f32 = 1.4;

/// Joins the pieces of headlines that are set crosswise, down to single characters, of which recognition tells no
/// direction.
pub(super) fn join_crosswise(grid: &mut Grid) {
    const MOST: usize = 400;
    if grid.vertical {
        for row in grid.rows.iter_mut().filter(|row| is_single(row)) {
            row.crosswise = false;
        }
        return;
    }
    let em = grid.body;
    let is_large = |row: &Row| row.area.width() > LARGE * em && (row.crosswise || is_single(row));
    let each = grid.rows.iter().enumerate();
    let mut large: Vec<usize> = each
        .filter(|(_, row)| is_large(row))
        .map(|(at, _)| at)
        .take(MOST)
        .collect();
    let top = |grid: &Grid, at: usize| grid.rows.get(at).map_or(0.0, |row| row.area.top);
    large.sort_by(|&a, &b| top(grid, a).total_cmp(&top(grid, b)));
    let mut gone = vec![false; grid.rows.len()];
    for (place, &at) in large.iter().enumerate() {
        let later = large.get(place + 1..).unwrap_or_default();
        for &next in later {
            let is_gone = |at: usize| gone.get(at).copied().unwrap_or(true);
            let (Some(row), Some(piece)) = (grid.rows.get(at), grid.rows.get(next).cloned()) else {
                continue;
            };
            if is_gone(at) || is_gone(next) || !goes_on_below(row, &piece) {
                continue;
            }
            if let Some(row) = grid.rows.get_mut(at) {
                add(row, &piece);
                row.crosswise = true;
            }
            if let Some(gone) = gone.get_mut(next) {
                *gone = true;
            }
        }
    }
    let mut gone = gone.into_iter();
    grid.rows.retain(|_| !gone.next().unwrap_or(false));
}

fn is_single(row: &Row) -> bool {
    row.text.chars().count() == 1
}

/// Whether a piece goes on with a headline that is set crosswise.
fn goes_on_below(row: &Row, piece: &Row) -> bool {
    let (thin, thick) = (
        row.area.width().min(piece.area.width()),
        row.area.width().max(piece.area.width()),
    );
    let shared = row.area.right.min(piece.area.right) - row.area.left.max(piece.area.left);
    let gap = piece.area.top - row.area.bottom;
    let alike = thick < 1.6 * thin || is_single(piece) || is_single(row);
    shared > 0.6 * thin && alike && gap > -0.6 * thick && gap < 1.2 * thick
}
