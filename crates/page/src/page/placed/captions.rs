//! Captions by their place beside pictures and by their words.

mod blanks;

use super::super::captions::{has_credit, is_caption};
use super::grid::{Grid, Row};
use crate::placed::Area;

/// What stands below a picture.
#[derive(Clone, Debug)]
pub(super) struct Caption {
    pub(super) rows: Vec<usize>,
    pub(super) picture: Area,
}

/// How far below a picture its caption begins at the most, in ems, and how far apart its lines are.
const BELOW: f32 = 4.0;
const LEADING: f32 = 2.2;
/// The most rows of a caption.
const LONGEST: usize = 8;

/// Finds the captions among rows.
pub(super) fn captions(grid: &Grid, rows: &[usize]) -> Vec<Caption> {
    let mut found: Vec<Caption> = Vec::new();
    for &picture in &grid.pictures {
        let taken = |row: &usize| found.iter().any(|caption| caption.rows.contains(row));
        let free: Vec<usize> = rows.iter().copied().filter(|row| !taken(row)).collect();
        let rows = below(grid, picture, &free, false);
        let rows = rows.or_else(|| below(grid, picture, &free, grid.vertical));
        if let Some(rows) = rows {
            found.push(Caption { rows, picture });
        }
    }
    if grid.scanned {
        blanks::add(grid, rows, &mut found);
    }
    // What says itself what it is needs no picture near it.
    for &at in rows {
        let Some(row) = grid.rows.get(at) else {
            continue;
        };
        let taken = found.iter().any(|caption| caption.rows.contains(&at));
        if !taken && is_set_apart(grid, row) && is_caption(&row.text) && has_credit(&row.text) {
            found.push(Caption {
                rows: vec![at],
                picture: row.area,
            });
        }
    }
    found
}

/// Whether a row is smaller than text, or in another face.
fn is_set_apart(grid: &Grid, row: &Row) -> bool {
    row.size < 0.96 * grid.body || row.face.is_some() && row.face != grid.face
}

/// The rows of the caption below a picture.
///
/// On a vertical page it is read after the picture, to its left, or stands below it as the page is printed.
fn below(grid: &Grid, picture: Area, rows: &[usize], as_printed: bool) -> Option<Vec<usize>> {
    let em = grid.body;
    let foot = |area: Area| if as_printed { area.right } else { area.bottom };
    let head = |area: Area| if as_printed { area.left } else { area.top };
    let mut under: Vec<(f32, usize)> = rows
        .iter()
        .filter_map(|&at| {
            let row = grid.rows.get(at)?;
            let lies = if as_printed {
                row.area.top >= picture.top - em && row.area.bottom <= picture.bottom + em
            } else {
                row.area.left >= picture.left - em && row.area.right <= picture.right + em
            };
            let far = head(row.area) - foot(picture);
            (lies && far > -0.5 * em && row.size < 1.2 * em).then_some((far, at))
        })
        .collect();
    under.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut caption = Vec::new();
    let mut last = 0.0;
    for (far, at) in under {
        let most = if caption.is_empty() {
            BELOW * em
        } else {
            LEADING * em
        };
        let row = grid.rows.get(at)?;
        if far - last > most || caption.len() >= LONGEST {
            break;
        }
        // Text below a picture is set as text is.
        let small = is_set_apart(grid, row);
        let told = is_caption(&row.text) || has_credit(&row.text);
        if !small && !told {
            break;
        }
        last = far;
        caption.push(at);
        if has_credit(&row.text) {
            break;
        }
    }
    (!caption.is_empty()).then_some(caption)
}
