//! The size of the type of recognized lines: by how far their characters are apart where that can be told, and
//! by the thickness of their boxes.

use super::super::super::line::{closes, has_stop, is_closed, is_wide, opens};
use super::super::grid::{Grid, Row, usual_size};

/// So many ems of text tell by their length alone how large the type is.
const LONG: f32 = 10.0;
/// So many do where the length is just that of text.
const SHORT: f32 = 5.0;
/// How much larger or smaller than the text a line may seem that is none the less set as the text is.
const SEEMS_TEXT: (f32, f32) = (0.8, 1.17);
/// The same of a line whose size only its box tells.
const SEEMS_TEXT_BY_BOX: (f32, f32) = (0.7, 1.35);
/// What is larger than this, as to the text, is no text that was measured wrong.
const LARGEST: f32 = 1.6;
/// How far apart the tops of two lines of a column are at the most, in ems.
const LEADING: f32 = 2.0;
/// How much larger a line may seem by its length than by its box: characters that were not read, or wide spaces, part
/// the two. The second is for headlines, whose boxes are drawn closer.
const LOOSE: (f32, f32) = (1.3, 1.55);
/// What is larger than this, as to the text, is no text.
const LARGE: f32 = 1.4;

/// How far sizes may be apart that are one.
const SPREAD: f32 = 1.05;

/// Returns the size of the text by how far apart the characters of long lines are: boxes are as thick as chance has it.
pub(super) fn body(grid: &Grid) -> f32 {
    let long = grid.rows.iter().filter(|row| ems(row) >= LONG);
    let sizes = long.filter_map(|row| Some((advance(row)?, row.text.chars().count())));
    let body = usual_size(sizes.collect(), SPREAD);
    if body > 0.0 { body } else { grid.body }
}

/// Measures the rows of a page anew.
pub(super) fn measure(grid: &mut Grid) {
    let share = type_in_box(grid);
    let body = grid.body;
    for row in &mut grid.rows {
        row.size = size(row, body, share);
    }
    let leading = leading(grid);
    let in_column: Vec<usize> = (0..grid.rows.len())
        .filter(|&at| {
            seems_larger(grid, at) && goes_on(grid, at, share, leading) || has_no_room(grid, at)
        })
        .collect();
    for at in in_column {
        if let Some(row) = grid.rows.get_mut(at) {
            row.size = body;
        }
    }
}

/// Whether a row fills a column and has text right above and below it, with no room between them: a headline has some.
/// Two lines that were run together seem to be one of larger type, and so does one of which much was not read.
fn has_no_room(grid: &Grid, at: usize) -> bool {
    const LARGEST: f32 = 2.4;
    const ROOM: f32 = 0.8;
    let Some(row) = grid.rows.get(at) else {
        return false;
    };
    let em = grid.body;
    if row.crosswise || row.size < 1.04 * em || row.size > LARGEST * em {
        return false;
    }
    let fills = |other: &&Row| {
        (other.size / em - 1.0).abs() < 0.04
            && !other.crosswise
            && (other.area.left - row.area.left).abs() < 0.8 * em
            && (other.area.right - row.area.right).abs() < 0.8 * em
    };
    let is_close = |gap: f32| gap > -ROOM * em && gap < ROOM * em;
    let mut beside = grid.rows.iter().filter(fills);
    let above = beside
        .clone()
        .any(|other| is_close(row.area.top - other.area.bottom));
    above && beside.any(|other| is_close(other.area.top - row.area.bottom))
}

/// How far apart the tops of two lines of the text are on this page.
fn leading(grid: &Grid) -> f32 {
    let is_text = |row: &&Row| !row.crosswise && (row.size / grid.body - 1.0).abs() < 0.04;
    let mut text: Vec<&Row> = grid.rows.iter().filter(is_text).collect();
    text.sort_by(|a, b| {
        let column = |row: &Row| (row.area.right / grid.body).round();
        let by_column = column(a).total_cmp(&column(b));
        by_column.then(a.area.top.total_cmp(&b.area.top))
    });
    let pairs = text.windows(2).filter_map(|pair| match pair {
        [a, b] => Some(b.area.top - a.area.top),
        _ => None,
    });
    let plausible = pairs.filter(|down| *down > 0.9 * grid.body && *down < LEADING * grid.body);
    let mut found: Vec<f32> = plausible.collect();
    found.sort_by(f32::total_cmp);
    let middle = found.get(found.len() / 2).copied();
    middle.unwrap_or(LEADING * grid.body)
}

/// Whether a row seems to be larger than the text, and not much.
fn seems_larger(grid: &Grid, at: usize) -> bool {
    let row = grid.rows.get(at);
    row.is_some_and(|row| row.size > 1.04 * grid.body && row.size < LARGEST * grid.body)
}

/// Whether a row is one of a column of text: it fills the column as the text above and below it does, and stands no
/// farther from it than lines do. Characters that were not read make it seem large.
fn goes_on(grid: &Grid, at: usize, share: f32, leading: f32) -> bool {
    let Some(row) = grid.rows.get(at) else {
        return false;
    };
    let em = grid.body;
    let is_flush = |other: &Row| {
        let left = (other.area.left - row.area.left).abs() < 2.5 * em;
        left && (other.area.right - row.area.right).abs() < 0.8 * em
    };
    let beside = |is_side: fn(f32) -> bool| {
        grid.rows.iter().any(|other| {
            let down = other.area.top - row.area.top;
            is_side(down)
                && down.abs() > 0.6 * em
                && down.abs() < 1.2 * leading
                && (other.size / em - 1.0).abs() < 0.04
                && other.crosswise == row.crosswise
                && is_flush(other)
        })
    };
    let (above, below) = (beside(|down| down < 0.0), beside(|down| down > 0.0));
    let is_as_thick = thickness(row) * share < 1.25 * em;
    !row.crosswise && ((above && below) || (is_as_thick && (above || below)))
}

/// Whether the box of a row is about as thick as those of the text are.
pub(super) fn is_as_thick_as_text(grid: &Grid, row: &Row, share: f32) -> bool {
    thickness(row) * share < SEEMS_TEXT_BY_BOX.1 * grid.body
}

/// How much of the thickness of a box the type in it takes, on this page.
pub(super) fn type_in_box(grid: &Grid) -> f32 {
    let long = grid.rows.iter().filter(|row| ems(row) >= LONG);
    let shares = long.filter_map(|row| {
        let size = advance(row)?;
        let is_text = size > 0.9 * grid.body && size < 1.1 * grid.body;
        (is_text && thickness(row) > 0.0).then(|| size / thickness(row))
    });
    let mut shares: Vec<f32> = shares.collect();
    shares.sort_by(f32::total_cmp);
    shares.get(shares.len() / 2).copied().unwrap_or(1.0)
}

fn size(row: &Row, body: f32, share: f32) -> f32 {
    let by_box = thickness(row) * share;
    let is_about = |size: f32, (least, most): (f32, f32)| size > least * body && size < most * body;
    let is_bit = row.text.chars().count() <= 2 && by_box < body;
    let Some(by_length) = advance(row) else {
        return if is_bit || is_about(by_box, SEEMS_TEXT_BY_BOX) {
            body
        } else {
            by_box
        };
    };
    // Characters that were not read and wide spaces make a line seem larger by its length, never smaller.
    let loose = if is_about(by_box, (0.0, LARGE)) {
        LOOSE.0
    } else {
        LOOSE.1
    };
    let size = if by_length < loose * by_box {
        by_length
    } else {
        by_box
    };
    let is_long = ems(row) >= LONG;
    let thick = if has_stop(&row.text) {
        SEEMS_TEXT_BY_BOX
    } else {
        SEEMS_TEXT
    };
    let is_as_thick = is_about(by_box, thick);
    // Marks are set narrower where a line is full.
    let is_pressed = by_length < body && by_length > 0.88 * body && by_box > 0.95 * body;
    // Some boxes are drawn close round the type, and others are as tall as the line.
    let is_as_long = is_about(by_length, (0.94, 1.06)) && ems(row) >= SHORT;
    let is_prose = is_long || has_stop(&row.text) || is_closed(&row.text);
    if is_as_long && by_box < LARGEST * body {
        return body;
    }
    if is_prose && is_as_thick && (by_length >= 0.96 * body || is_pressed) {
        body
    } else {
        size
    }
}

/// How far apart the characters of a row are, if that can be told: few, or Latin ones, do not.
fn advance(row: &Row) -> Option<f32> {
    const FEWEST: usize = 4;
    let wide = row.text.chars().filter(|c| is_wide(*c)).count();
    let narrow = row.text.chars().count() - wide;
    (wide >= FEWEST && 2 * narrow <= wide).then(|| length(row) / ems(row))
}

/// Returns the length of a row's text in ems, as far as its box holds it: it ends where ink does.
fn ems(row: &Row) -> f32 {
    let halves = row.text.chars().map(|c| if is_wide(c) { 2_u16 } else { 1 });
    let halves = halves.fold(0_u16, u16::saturating_add);
    let open = row.text.chars().next().is_some_and(opens);
    let closed = |c: char| closes(c) || "，。、；：".contains(c);
    let closed = row.text.chars().next_back().is_some_and(closed);
    let blank = u16::from(open) + u16::from(closed);
    f32::from(halves.saturating_sub(blank).max(1)) / 2.0
}

fn length(row: &Row) -> f32 {
    let (width, height) = (row.area.width(), row.area.height());
    if row.crosswise { height } else { width }
}

fn thickness(row: &Row) -> f32 {
    let (width, height) = (row.area.width(), row.area.height());
    if row.crosswise { width } else { height }
}
