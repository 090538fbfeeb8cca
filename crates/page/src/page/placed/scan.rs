//! Pages that were recognized in a scan: what their boxes lack that a PDF's have.
//!
//! A recognized line's box is drawn some way round the type and trembles by a few pixels; lines of two columns are
//! run together, and one line is broken where a character was not read. No typeface is known. The rows are
//! mended before the page is taken apart, so that the same steps serve both kinds of page: lines are cut where
//! gutters run (`gutters`), the size of their type is told (`sizes`), and broken ones are joined (`fragments`).

mod fragments;
mod gutters;
mod sizes;
#[cfg(test)]
mod tests;

use super::grid::Grid;
use crate::placed::PlacedPage;

/// What has more lines is no page of a newspaper, and each line would be held to all others.
const MOST: usize = 3000;

/// Returns the rows of a page; those of a scan are mended.
pub(super) fn grid(page: &PlacedPage) -> Grid {
    let mut grid = Grid::of(page);
    grid.scanned &= grid.rows.len() <= MOST;
    if !grid.scanned {
        return grid;
    }
    grid.body = sizes::body(&grid);
    if let Some(cut) = gutters::cut(page, &grid) {
        grid = Grid::of(&cut);
        grid.body = sizes::body(&grid);
    }
    fragments::join_crosswise(&mut grid);
    fragments::join(&mut grid);
    sizes::measure(&mut grid);
    mend_dashes(&mut grid);
    grid
}

/// Mends the dashes of headlines, which are recognized as the character for one.
fn mend_dashes(grid: &mut Grid) {
    const LEAST: f32 = 1.1;
    for row in &mut grid.rows {
        if row.size > LEAST * grid.body {
            for misread in ["一一", "-一", "一-", "--"] {
                row.text = row.text.replace(misread, "——");
            }
        }
    }
}
