//! Bylines and captions by their place and their words.

use super::super::captions::{has_credit, is_caption};
use super::super::forms;
use super::super::line::{is_closed, is_han};
use super::super::names::is_bare_name;
use super::super::turn_marks;
use super::blocks::{self, Block};
use super::grid::{Grid, Row, shared_width};
use crate::article::byline;
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

/// The most rows of a byline.
const LONGEST_BYLINE: usize = 4;

/// How many of a block's first rows are a byline: they are no text, and behind them a paragraph begins.
fn byline(grid: &Grid, block: &Block, rows: &[&Row]) -> usize {
    let Some(first) = rows.first() else { return 0 };
    let (left, right) = block.column;
    let other_face = |row: &Row| row.face.is_some() && row.face != grid.face;
    let alone = rows.len() <= LONGEST_BYLINE;
    let apart = |row: &Row| row.area.width() < 0.93 * (right - left) || other_face(row) || alone;
    let starts = |at: usize| {
        let next = rows.get(at);
        next.is_none_or(|next| next.area.left - left >= 1.2 * block.size)
    };
    let most = LONGEST_BYLINE.min(rows.len());
    let counts = (1..=most).rev().filter(|&count| starts(count));
    for count in counts {
        let own = rows.get(..count).unwrap_or_default();
        let text: String = own.iter().map(|row| row.text.as_str()).collect();
        if is_bracketed_byline(&text) {
            return count;
        }
        let spaced = own
            .iter()
            .map(|row| row.text.as_str())
            .collect::<Vec<_>>()
            .join(" ");
        let is_marked = first
            .text
            .starts_with(['■', '□', '●', '○', '◎', '◆', '◇', '▲', '△']);
        let set = own
            .iter()
            .all(|row| (apart(row) || is_marked) && is_list(&row.text));
        let named = signs(&text)
            || signs(&spaced)
            || first.text.chars().count() > 1
                && forms::is_byline(&first.text)
                && (signs(&spaced) || other_face(first));
        let several = spaced.split_whitespace().count() > 1;
        let bare = is_names(&spaced) && (other_face(first) || alone || several);
        if set && (named || bare) {
            return count;
        }
    }
    0
}

/// Whether a text names reporters and nothing else.
pub(super) fn signs(text: &str) -> bool {
    if !forms::is_byline(text) {
        return false;
    }
    let byline = byline::read(text);
    let office = ["记者", "記者", "通讯员", "通訊員"];
    let plausible = |name: &str| {
        let length = name.chars().count();
        (2..=4).contains(&length) || !name.chars().all(is_han) || byline::may_be_names(name)
    };
    match byline.people.as_slice() {
        // The names stand on the next line.
        [] => office.iter().any(|office| text.ends_with(office)) || byline.says_more,
        people => people.iter().any(|person| plausible(&person.name)),
    }
}

/// Whether a text is names alone.
fn is_names(text: &str) -> bool {
    text.split_whitespace()
        .all(|word| is_bare_name(word) || byline::may_be_names(word))
}

/// Whether a text is the names of reporters in brackets: `【本報記者李明台北報導】`, `（李明、王芳）`.
pub(super) fn is_bracketed_byline(text: &str) -> bool {
    let Some(inside) = inside(text) else {
        return false;
    };
    let reports = inside.contains("記者") || inside.contains("记者") || inside.contains("通讯员");
    let told = ["報導", "报道", "報道", "電", "电"];
    let names = inside
        .split(['、', '，', ' ', '　'])
        .all(|word| is_names(word) && !word.is_empty());
    names || reports && (told.iter().any(|told| inside.ends_with(told)) || forms::is_byline(inside))
}

fn inside(text: &str) -> Option<&str> {
    let inside = text.trim().strip_prefix(['（', '(', '【', '〔'])?;
    let inside = inside.strip_suffix(['）', ')', '】', '〕'])?;
    (!inside.contains(['（', '）', '。', '！', '？'])).then_some(inside)
}

/// Whether a text is a few short words and no sentence.
fn is_list(text: &str) -> bool {
    const LONGEST: usize = 32;
    const LONGEST_WORD: usize = 14;
    let mut words = text.split(|c: char| c.is_whitespace() || "、／/".contains(c));
    !text.contains(['。', '，', '！', '？', '：', '“', '《', '；'])
        && text.chars().count() <= LONGEST
        && words.all(|word| word.chars().count() <= LONGEST_WORD)
}

/// Takes the names of columns (栏目) from blocks: one row in a face of its own with no text near it.
pub(super) fn take_labels(grid: &Grid, blocks: &mut Vec<Block>) -> Vec<usize> {
    const LONGEST: usize = 16;
    const NEAR: f32 = 1.6;
    let areas: Vec<Area> = blocks.iter().map(|block| block.area).collect();
    let is_near_text = |own: Area| {
        areas.iter().any(|other| {
            let gap = (other.top - own.bottom).max(own.top - other.bottom);
            *other != own && shared_width(*other, own) > 0.0 && gap < NEAR * grid.body
        })
    };
    let mut labels = Vec::new();
    blocks.retain(|block| {
        let row = match block.rows.as_slice() {
            [row] => grid.rows.get(*row),
            _ => None,
        };
        let is_label = row.is_some_and(|row| {
            row.face.is_some()
                && row.face != grid.face
                && row.text.chars().count() <= LONGEST
                && !is_closed(&row.text)
                && !row.text.contains(['，', '：', '（'])
                && !turn_marks::turns(&row.text)
                && !is_near_text(row.area)
        });
        if is_label {
            labels.extend(&block.rows);
        }
        !is_label
    });
    labels
}
