//! The masthead of a scan, round which no rules are known: the newspaper's name beside lines that say day, issue and
//! publisher.

use super::super::super::masthead::{is_short, tells};
use super::super::grid::{Grid, Row, shared};
use super::{MASTHEAD, printed, printed_height};
use crate::placed::Area;

/// How far from the other lines one of the masthead may stand, in ems, where text stands beside it.
const NEAR: f32 = 3.0;
/// How far below one another its lines stand at the most, in ems.
const TALLEST_GAP: f32 = 4.5;

/// Finds the rows of the masthead.
pub(super) fn rows(grid: &Grid) -> Vec<usize> {
    if !grid.scanned {
        return Vec::new();
    }
    let each = || grid.rows.iter().enumerate();
    let tells = each().filter(|(at, row)| is_near_edge(grid, *at) && tells(&row.text));
    let found = tells.map(|(at, _)| at).collect();
    let mut found = together(grid, found);
    let areas = found.iter().filter_map(|&at| grid.rows.get(at));
    let Some(mut bounds) = areas.map(|row| row.area).reduce(Area::union) else {
        return Vec::new();
    };
    if found.len() < 2 {
        return Vec::new();
    }
    let (top, bottom) = (bounds.top, bounds.bottom);
    let is_level = |row: &Row| {
        let height = row.area.height();
        shared((top, bottom), (row.area.top, row.area.bottom)) > 0.5 * height.min(bottom - top)
    };
    let has_text = each()
        .filter(|(_, row)| is_level(row) && is_prose(row))
        .count()
        > 1;
    let far = if has_text {
        NEAR * grid.body
    } else {
        f32::INFINITY
    };
    while let Some((at, row)) = each().find(|(at, row)| {
        let gap = (row.area.left - bounds.right).max(bounds.left - row.area.right);
        !found.contains(at) && is_level(row) && is_short(&row.text) && gap <= far
    }) {
        found.push(at);
        bounds = bounds.union(row.area);
    }
    found.sort_unstable();
    found
}

/// Leaves out those of some rows that stand apart from the first of them.
fn together(grid: &Grid, mut rows: Vec<usize>) -> Vec<usize> {
    let top = |at: &usize| grid.rows.get(*at).map_or(0.0, |row| row.area.top);
    rows.sort_by(|a, b| top(a).total_cmp(&top(b)));
    let near = rows.windows(2).take_while(|pair| match pair {
        [a, b] => top(b) - top(a) < TALLEST_GAP * grid.body,
        _ => false,
    });
    let count = near.count() + 1;
    rows.truncate(count);
    rows
}

/// Whether a row stands where mastheads do: at the upper edge, or at the edge that a vertical page begins at.
fn is_near_edge(grid: &Grid, at: usize) -> bool {
    let upper =
        printed(grid, at).is_some_and(|(_, bottom)| bottom < MASTHEAD * printed_height(grid));
    let first = grid.rows.get(at).map_or(f32::MAX, |row| row.area.bottom);
    upper || grid.vertical && first < MASTHEAD * grid.height
}

fn is_prose(row: &Row) -> bool {
    row.text.contains(['，', '。'])
}
