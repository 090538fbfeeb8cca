//! Bylines by their place and their words.

use super::super::forms;
use super::super::line::is_han;
use super::super::names::is_bare_name;
use super::blocks::{self, Block};
use super::grid::{Grid, Row};
use crate::article::byline;

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
            .starts_with(['■', '□', '●', '○', '◎', '◆', '◇', '▲', '△'])
            // Recognition may have lost the mark, and the spaces between the names.
            || grid.scanned && names_reporters(&text);
        let set = own
            .iter()
            .all(|row| (apart(row) || is_marked) && is_list(&row.text));
        let named = grid.scanned && names_reporters(&text)
            || signs(&text)
            || signs(&spaced)
            || first.text.chars().count() > 1
                && forms::is_byline(&first.text)
                && (signs(&spaced) || other_face(first));
        let several = spaced.split_whitespace().count() > 1;
        let single = grid.scanned && is_bare_name(&spaced);
        // The mark before a list of names is lost at times.
        let listed = grid.scanned && is_list_of_names(&text);
        let bare = is_names(&spaced) && (other_face(first) || alone || several || single) || listed;
        if set && (named || bare) {
            return count;
        }
    }
    0
}

/// Whether a text is the office of reporters and names that stand side by side: 本报记者李明王芳.
fn names_reporters(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| !is_han(c));
    let own = ["本报", "本報", "本刊", "新华社", "新華社"];
    let Some(rest) = own.iter().find_map(|own| text.strip_prefix(own)) else {
        return false;
    };
    let offices = ["记者", "記者", "通讯员", "通訊員"];
    let Some((media, names)) = offices.iter().find_map(|office| rest.split_once(office)) else {
        return false;
    };
    let mut names = names;
    while let Some((before, after)) = offices.iter().find_map(|office| names.split_once(office)) {
        if !is_names(before) {
            return false;
        }
        names = after;
    }
    media.chars().count() <= 4 && is_names(names)
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

/// Whether a text is names with marks between them: 李明、王芳.
fn is_list_of_names(text: &str) -> bool {
    text.contains('、') && text.split('、').all(|name| is_bare_name(name.trim()))
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
