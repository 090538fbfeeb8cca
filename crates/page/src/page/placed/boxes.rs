//! Frames that rules draw on a page: around a report, around the name of a column, around an advertisement.

use super::grid::{Grid, is_within};
use crate::placed::Area;

/// More rules than these draw a table or a picture, and no frames are looked for.
const MOST_RULES: usize = 4000;

/// Frames of a page.
#[derive(Debug, Default)]
pub(super) struct Boxes {
    /// Those that hold rows of their own, by the places of the rows.
    pub(super) canvases: Vec<(Area, Vec<usize>)>,
    /// The rows that stand alone in a tight frame, as the name of a column does.
    pub(super) tags: Vec<usize>,
}

impl Boxes {
    /// Finds the frames of a page that hold some of its rows.
    pub(super) fn of(grid: &Grid, rows: &[usize]) -> Self {
        let mut frames = frames(grid);
        frames.sort_by(|a, b| (a.width() * a.height()).total_cmp(&(b.width() * b.height())));
        let mut left: Vec<usize> = rows.to_vec();
        let mut found = Self::default();
        for frame in frames {
            let is_inside = |at: &usize| {
                grid.rows
                    .get(*at)
                    .is_some_and(|row| is_within(row.area, frame, 0.4 * row.size))
            };
            let (inside, outside): (Vec<usize>, Vec<usize>) =
                left.iter().partition(|at| is_inside(at));
            if inside.is_empty() {
                continue;
            }
            if outside.len() * 5 < rows.len() {
                // It is the page's own.
                continue;
            }
            if is_tag(grid, frame, &inside) {
                found.tags.extend(inside.iter().copied());
                // It stands in a larger frame, perhaps.
                continue;
            }
            let height = frame.height();
            if height < 3.0 * grid.body {
                continue;
            }
            found.canvases.push((frame, inside));
            left = outside;
        }
        found.tags.sort_unstable();
        found.tags.dedup();
        found
    }
}

/// Whether a frame holds one line and little beside it.
fn is_tag(grid: &Grid, frame: Area, inside: &[usize]) -> bool {
    let [only] = inside else { return false };
    let Some(row) = grid.rows.get(*only) else {
        return false;
    };
    let (thick, long) = if row.crosswise {
        (frame.width(), frame.height())
    } else {
        (frame.height(), frame.width())
    };
    thick < 2.6 * row.size && long > thick && row.text.chars().count() <= 16
}

/// The rectangles that rules draw.
fn frames(grid: &Grid) -> Vec<Area> {
    let slack = 0.25 * grid.body;
    let thick = 0.5 * grid.body;
    if grid.rules.len() > MOST_RULES {
        return Vec::new();
    }
    let level = |rule: &&Area| rule.height() <= thick && rule.width() > grid.body;
    let upright = |rule: &&Area| rule.width() <= thick && rule.height() > grid.body;
    let mut levels: Vec<Area> = grid.rules.iter().filter(level).copied().collect();
    let uprights: Vec<Area> = grid.rules.iter().filter(upright).copied().collect();
    levels.sort_by(|a, b| a.top.total_cmp(&b.top));
    let mut found: Vec<Area> = Vec::new();
    for (at, top) in levels.iter().enumerate() {
        let below = levels.get(at + 1..).unwrap_or_default();
        let same = |bottom: &&Area| {
            bottom.top > top.bottom + slack
                && (bottom.left - top.left).abs() <= slack
                && (bottom.right - top.right).abs() <= slack
        };
        for bottom in below.iter().filter(same) {
            let side = |x: f32| {
                uprights.iter().any(|rule| {
                    (rule.left - x).abs() <= slack
                        && rule.top <= top.top + slack
                        && rule.bottom >= bottom.bottom - slack
                })
            };
            if side(top.left) && side(top.right) {
                let frame = Area {
                    left: top.left,
                    top: top.top,
                    right: top.right,
                    bottom: bottom.bottom,
                };
                if !found.contains(&frame) {
                    found.push(frame);
                }
                break;
            }
        }
    }
    found
}
