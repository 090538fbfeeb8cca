//! What stands beside headlines: the names of columns (栏目), and lines above or below headlines that seem no larger than
//! text.

use super::super::line::is_closed;
use super::super::names::is_bare_name;
use super::super::turn_marks;
use super::blocks::{self, Block};
use super::grid::{Grid, shared_width};
use super::heads::Heading;
use super::notes::signs;
use crate::placed::Area;

/// How close to text a line is that belongs to it, in ems.
const NEAR: f32 = 1.6;

/// Whether a headline of a scan is the name of a column (栏目): a few characters with no text near them, or with another
/// headline right below.
pub(super) fn is_label(
    grid: &Grid,
    heading: &Heading,
    heads: &[Heading],
    blocks: &[Block],
) -> bool {
    const LONGEST: usize = 8;
    const BELOW: f32 = 3.5;
    let rows = heading.title.iter().filter_map(|&at| grid.rows.get(at));
    let count: usize = rows.map(|row| row.text.chars().count()).sum();
    let alone = heading.kicker.is_empty() && heading.subtitle.is_empty();
    if !grid.scanned || !alone || heading.title.len() > 1 || count > LONGEST {
        return false;
    }
    let areas = || blocks.iter().map(|block| block.area);
    let is_over = |other: Area| {
        let gap = other.top - heading.area.bottom;
        let near = gap > -0.5 * grid.body && gap < BELOW * grid.body;
        near && shared_width(other, heading.area) > 0.5 * heading.area.width()
    };
    let over_headline = heads.iter().any(|other| is_over(other.area));
    let over_text = areas().any(is_over);
    !is_near(grid, heading.area, areas(), NEAR)
        && (heading.may_be_subhead || over_headline && !over_text)
}

/// Takes from blocks the single rows that stand right below headlines: in a scan they may seem no larger than text.
pub(super) fn take_decks(grid: &Grid, heads: &mut [Heading], blocks: &mut Vec<Block>) {
    const LONGEST: usize = 20;
    const BELOW: f32 = 2.0;
    if !grid.scanned {
        return;
    }
    blocks.retain(|block| {
        let [at] = block.rows.as_slice() else {
            return true;
        };
        let Some(row) = grid.rows.get(*at) else {
            return true;
        };
        let is_below = |heading: &&mut Heading| {
            let gap = row.area.top - heading.area.bottom;
            gap > -0.5 * grid.body
                && gap < BELOW * grid.body
                && row.area.left > heading.area.left - 2.0 * grid.body
                && row.area.right < heading.area.right + 2.0 * grid.body
        };
        let is_text = row.crosswise
            || row.text.chars().count() > LONGEST
            || is_closed(&row.text)
            || row.text.contains(['，', '（', '【'])
            || signs(&row.text)
            || row.text.split_whitespace().all(is_bare_name)
            || turn_marks::turns(&row.text);
        match heads.iter_mut().find(is_below) {
            Some(heading) if !is_text && !heading.may_be_subhead => {
                heading.subtitle.push(*at);
                false
            }
            _ => true,
        }
    });
    blocks::measure(grid, blocks);
}

/// Whether text stands right above or below an area.
fn is_near(grid: &Grid, own: Area, mut others: impl Iterator<Item = Area>, near: f32) -> bool {
    others.any(|other| {
        let gap = (other.top - own.bottom).max(own.top - other.bottom);
        other != own && shared_width(other, own) > 0.0 && gap < near * grid.body
    })
}

/// Takes the names of columns (栏目) from blocks: one row in a face of its own with no text near it.
pub(super) fn take_labels(grid: &Grid, blocks: &mut Vec<Block>) -> Vec<usize> {
    const LONGEST: usize = 16;
    let areas: Vec<Area> = blocks.iter().map(|block| block.area).collect();
    let mut labels = Vec::new();
    blocks.retain(|block| {
        let row = match block.rows.as_slice() {
            [row] => grid.rows.get(*row),
            _ => None,
        };
        // A character or two that stand apart are what recognition made of a picture, or of a large headline.
        let is_bit = row.is_some_and(|row| {
            grid.scanned && row.text.chars().count() <= 2 && !is_closed(&row.text)
        });
        let is_label = row.is_some_and(|row| {
            (grid.scanned || row.face.is_some() && row.face != grid.face)
                && row.text.chars().count() <= LONGEST
                && !is_closed(&row.text)
                && !row.text.contains(['，', '：', '（'])
                && !turn_marks::turns(&row.text)
                && !is_near(grid, row.area, areas.iter().copied(), NEAR)
        });
        if is_label || is_bit {
            labels.extend(&block.rows);
        }
        !is_label && !is_bit
    });
    labels
}
