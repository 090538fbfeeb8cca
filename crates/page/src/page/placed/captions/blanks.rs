//! Captions of scans, of which no pictures are known: a picture is where nothing is written.

use super::super::super::captions::{has_credit, is_caption};
use super::super::grid::{Grid, Row, shared_width};
use super::{Caption, LEADING, LONGEST};
use crate::placed::Area;

/// How tall a picture is at least, in ems.
const TALL: f32 = 5.0;
/// How much wider than the lines of text one is that stands below a picture over several columns.
const WIDER: f32 = 1.3;
/// How much larger than text a picture's headline is at least.
const HEADLINE: f32 = 1.2;

/// Adds the captions that stand below a blank as large as a picture, with or without a headline between.
pub(super) fn add(grid: &Grid, rows: &[usize], found: &mut Vec<Caption>) {
    let usual = usual_width(grid);
    for &at in rows {
        let taken = found.iter().any(|caption| caption.rows.contains(&at));
        let Some(row) = grid.rows.get(at).filter(|row| !taken && is_text(grid, row)) else {
            continue;
        };
        let told = has_credit(&row.text) || is_caption(&row.text);
        let is_wide = row.area.width() > WIDER * usual;
        if !told && (!is_wide || goes_on_below(grid, row)) {
            continue;
        }
        let caption = upwards(grid, rows, at);
        let areas = caption.iter().filter_map(|&at| grid.rows.get(at));
        let Some(own) = areas.map(|row| row.area).reduce(Area::union) else {
            continue;
        };
        if let Some(picture) = blank_above(grid, own) {
            found.push(Caption {
                rows: caption,
                picture,
            });
        }
    }
}

/// Whether text stands right below a row.
fn goes_on_below(grid: &Grid, row: &Row) -> bool {
    grid.rows.iter().any(|other| {
        let down = other.area.top - row.area.top;
        let near = down > 0.5 * grid.body && down < LEADING * grid.body;
        near && shared_width(other.area, row.area) > 0.0
    })
}

/// How wide a line of the text usually is.
fn usual_width(grid: &Grid) -> f32 {
    let text = grid.rows.iter().filter(|row| is_text(grid, row));
    let widths = text.map(|row| row.area.width());
    let mut widths: Vec<f32> = widths.filter(|width| *width > 6.0 * grid.body).collect();
    widths.sort_by(f32::total_cmp);
    widths.get(widths.len() / 2).copied().unwrap_or(f32::MAX)
}

fn is_text(grid: &Grid, row: &Row) -> bool {
    !row.crosswise && row.size < HEADLINE * grid.body
}

/// The rows that stand one above the other up from a row, from the top.
fn upwards(grid: &Grid, rows: &[usize], last: usize) -> Vec<usize> {
    let mut found = vec![last];
    while let Some(first) = found.last().and_then(|&at| grid.rows.get(at))
        && found.len() < LONGEST
    {
        let above = rows.iter().copied().filter(|&at| {
            grid.rows.get(at).is_some_and(|row| {
                let down = first.area.top - row.area.top;
                is_text(grid, row)
                    && down > 0.6 * grid.body
                    && down < LEADING * grid.body
                    && shared_width(row.area, first.area) > 0.0
            })
        });
        let Some(above) = above.min_by(|&a, &b| {
            let top = |at: usize| grid.rows.get(at).map_or(0.0, |row| row.area.top);
            top(b).total_cmp(&top(a))
        }) else {
            break;
        };
        found.push(above);
    }
    found.reverse();
    found
}

/// The blank above an area, which a picture fills; `None` where text stands close above it.
fn blank_above(grid: &Grid, own: Area) -> Option<Area> {
    let em = grid.body;
    let inner = Area {
        left: own.left + em,
        right: own.right - em,
        ..own
    };
    let above = |top: f32| {
        let each = grid.rows.iter();
        each.filter(move |row| shared_width(row.area, inner) > 0.0 && row.area.top < top - 0.5 * em)
            .max_by(|a, b| a.area.bottom.total_cmp(&b.area.bottom))
    };
    let mut top = own.top;
    while let Some(heading) = above(top)
        && heading.size >= HEADLINE * em
        && top - heading.area.bottom < LEADING * em
    {
        top = heading.area.top;
    }
    let bottom = above(top).map_or(0.0, |row| row.area.bottom);
    (top - bottom >= TALL * em).then_some(Area {
        top: bottom,
        bottom: top,
        ..own
    })
}
