//! Bylines and captions by their place and their words.

use super::super::captions::{has_credit, is_caption};
use super::super::forms;
use super::super::names::is_bare_name;
use super::blocks::{self, Block};
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
        if let Some(rows) = below(grid, picture, &free) {
            found.push(Caption { rows, picture });
        }
    }
    found
}

/// The rows of the caption below a picture.
fn below(grid: &Grid, picture: Area, rows: &[usize]) -> Option<Vec<usize>> {
    let em = grid.body;
    let foot = |area: Area| {
        if grid.vertical {
            area.right
        } else {
            area.bottom
        }
    };
    let head = |area: Area| if grid.vertical { area.left } else { area.top };
    // Captions are set below a picture, on vertical pages beside it too; both as the page is printed.
    let mut under: Vec<(f32, usize)> = rows
        .iter()
        .filter_map(|&at| {
            let row = grid.rows.get(at)?;
            let lies = if grid.vertical {
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
        let small = row.size < 0.96 * em || row.face.is_some() && row.face != grid.face;
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

/// Takes the bylines from the beginnings of blocks.
pub(super) fn take_bylines(grid: &Grid, blocks: &mut Vec<Block>) -> Vec<Vec<usize>> {
    let mut bylines = Vec::new();
    for block in blocks.iter_mut() {
        let rows: Vec<&Row> = block
            .rows
            .iter()
            .filter_map(|&at| grid.rows.get(at))
            .collect();
        let count = byline(grid, block, &rows);
        if count > 0 {
            let rest = block.rows.split_off(count);
            bylines.push(std::mem::replace(&mut block.rows, rest));
        }
    }
    blocks.retain(|block| !block.rows.is_empty());
    blocks::measure(grid, blocks);
    bylines
}

/// How many of a block's first rows are a byline.
fn byline(grid: &Grid, block: &Block, rows: &[&Row]) -> usize {
    let Some(first) = rows.first() else { return 0 };
    let width = block.area.width();
    let is_short = |row: &Row| row.area.width() < 0.93 * width || rows.len() <= 2;
    let other_face = |row: &Row| row.face.is_some() && row.face != grid.face;
    let names = |text: &str| text.split_whitespace().all(is_bare_name);
    let signs = forms::is_byline(&first.text) && (is_short(first) || other_face(first));
    let bare = names(&first.text) && (other_face(first) || rows.len() == 1) && is_short(first);
    if !signs && !bare {
        return 0;
    }
    let mut count = 1;
    while let Some(next) = rows.get(count) {
        let same = next.face == first.face && (next.face.is_none() || other_face(next));
        let more = forms::is_byline(&next.text)
            || names(&next.text)
            || (other_face(next) && is_list(&next.text));
        if !(same && more && is_short(next)) || count >= 4 {
            break;
        }
        count += 1;
    }
    count
}

/// Whether a text is a few short words and no sentence.
fn is_list(text: &str) -> bool {
    !text.contains(['。', '，', '！', '？', '：', '“', '《'])
        && text
            .split_whitespace()
            .all(|word| word.chars().count() <= 5)
}
