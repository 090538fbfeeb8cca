//! Notices and advertisements of a scan, round which no frames are known: a word that heads such, and the lines below it.

use super::super::super::notices::HEADS;
use super::super::grid::{Grid, Row, shared_width};
use crate::placed::Area;

/// The most lines of a notice.
const MOST: usize = 10;
/// How far apart its lines are, in ems.
const APART: f32 = 2.0;

/// Finds the notices among rows.
pub(in super::super) fn notices(grid: &Grid, rows: &[usize]) -> Vec<Vec<usize>> {
    if !grid.scanned {
        return Vec::new();
    }
    let heads = rows.iter().copied().filter(|&at| {
        let row = grid.rows.get(at);
        row.is_some_and(|row| {
            row.size > 1.2 * grid.body && HEADS.contains(&&*row.text.replace(' ', ""))
        })
    });
    heads.map(|head| below(grid, rows, head)).collect()
}

/// A row with those that stand below it, centred as it is or within its width.
fn below(grid: &Grid, rows: &[usize], head: usize) -> Vec<usize> {
    let mut found = vec![head];
    let Some(mut area) = grid.rows.get(head).map(|row| row.area) else {
        return found;
    };
    let middle = |area: Area| f32::midpoint(area.left, area.right);
    let axis = middle(area);
    while found.len() < MOST {
        let follows = |row: &Row| {
            let gap = row.area.top - area.bottom;
            gap > -0.5 * grid.body
                && gap < APART * grid.body
                && shared_width(row.area, area) > 0.0
                && (middle(row.area) - axis).abs() < 2.0 * grid.body
        };
        let is_next = |at: &usize| !found.contains(at) && grid.rows.get(*at).is_some_and(follows);
        let Some(next) = rows.iter().copied().find(is_next) else {
            break;
        };
        found.push(next);
        area = grid.rows.get(next).map_or(area, |row| row.area.union(area));
    }
    found
}
