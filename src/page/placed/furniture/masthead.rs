//! The masthead of a scan, round which no rules are known: the newspaper's name beside lines that say day, issue and
//! publisher.

use super::super::super::forms;
use super::super::super::line::is_han;
use super::super::grid::{Grid, Row, shared};
use super::{MASTHEAD, is_folio, printed, printed_height};
use crate::placed::Area;

/// Words of the lines beside a newspaper's name.
const WORDS: [&str; 20] = [
    "邮发代号",
    "郵發代號",
    "出版物号",
    "出版物號",
    "统一刊号",
    "統一刊號",
    "网址",
    "網址",
    "www.",
    "主管",
    "主办",
    "主辦",
    "零售",
    "每份",
    "定价",
    "总第",
    "總第",
    "印刷版",
    "今日出版",
    "社址",
];
/// How far from the other lines one of the masthead may stand, in ems, where text stands beside it.
const NEAR: f32 = 3.0;
/// How far below one another its lines stand at the most, in ems.
const TALLEST_GAP: f32 = 4.5;
/// The most characters of one of its lines.
const LONGEST: usize = 48;

/// Finds the rows of the masthead.
pub(super) fn rows(grid: &Grid) -> Vec<usize> {
    if !grid.scanned {
        return Vec::new();
    }
    let each = || grid.rows.iter().enumerate();
    let tells = each().filter(|(at, row)| is_near_edge(grid, *at) && tells(row));
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
        !found.contains(at) && is_level(row) && is_short(row) && gap <= far
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

/// Whether a row says the day, the issue or the publisher.
fn tells(row: &Row) -> bool {
    let sheets = row.text.starts_with("今日") && row.text.ends_with('版');
    let begins = row
        .text
        .starts_with(|c: char| !is_han(c) || "第中民公农農星二".contains(c));
    let dated = begins && is_folio(&row.text);
    let short = row.text.chars().count() <= 20;
    let day = row.text.starts_with("星期")
        || row.text.contains('年') && row.text.contains('月') && row.text.ends_with('日');
    let issue = row.text.starts_with('第') && row.text.ends_with(['期', '号', '號']);
    let told = WORDS.iter().any(|word| row.text.contains(word));
    is_short(row)
        && !forms::is_staff(&row.text)
        && (sheets || told || dated || short && (day || issue))
}

fn is_short(row: &Row) -> bool {
    !is_prose(row) && row.text.chars().count() <= LONGEST
}

fn is_prose(row: &Row) -> bool {
    row.text.contains(['，', '。'])
}
