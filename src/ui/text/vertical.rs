//! Vertical text: lines from top to bottom, the first of them on the right.

use std::ops::Range;

use super::Lines;
use crate::app::galley::Line;
use crate::app::layout::{Area, CHARACTER};
use crate::app::list_row::drawn_mark;
use crate::text::vertical::places;
use crate::text::writing_mode::{WritingMode, length};
use crate::ui::paint::Painter;

pub(super) fn draw_column(lines: &Lines, shown: Range<usize>, area: Area, painter: &mut Painter) {
    let pitch = lines.page.pitch();
    let first = (area.x + area.width).checked_sub(CHARACTER);
    let next = |x: &u16| x.checked_sub(pitch);
    let columns = std::iter::successors(first, next).take_while(|x| *x >= area.x);
    for (x, at) in columns.zip(shown) {
        let Some(line) = lines.get(at) else {
            return;
        };
        if lines.has_sign(at, line) && area.y > lines.pane.y {
            painter.text(x, area.y - 1, CHARACTER, "v", lines.theme.accent);
        }
        let area = Area {
            x,
            width: CHARACTER,
            ..area
        };
        draw_line(lines, at, line, area, painter);
    }
}

fn draw_line(lines: &Lines, at: usize, line: &Line, area: Area, painter: &mut Painter) {
    if lines.is_mark(line) {
        return draw_mark(lines, area, painter);
    }
    let rows = area.y + line.indent / CHARACTER..area.y + area.height;
    let style = lines.style(at, line);
    let mut marks = lines.marks(line);
    let mut y = rows.start;
    for place in places(lines.reading.shown().text(), line.range.clone()) {
        let bytes = place.range.start - line.range.start..place.range.end - line.range.start;
        let style = marks.style_in(bytes).unwrap_or(style);
        for y in (y..rows.end).take(place.rows) {
            painter.fill(area.x, y, CHARACTER, style);
            painter.text(area.x, y, CHARACTER, &place.shown, style);
        }
        y += place.rows as u16;
    }
}

/// Says that the headline on the left was not printed.
fn draw_mark(lines: &Lines, area: Area, painter: &mut Painter) {
    let mark = drawn_mark(lines.model.lang).trim_end();
    let rows = length(mark, 0..mark.len(), WritingMode::Vertical) as u16 / CHARACTER;
    let top = area.y + area.height.saturating_sub(rows) / 2;
    let below = (top..area.y + area.height).zip(places(mark, 0..mark.len()));
    for (y, place) in below {
        painter.text(area.x, y, CHARACTER, &place.shown, lines.theme.dim);
    }
}

/// Marks on the row below the text, if there is one, which of all lines are in sight.
pub(super) fn draw_progress(
    lines: &Lines,
    visible: Range<usize>,
    all: usize,
    painter: &mut Painter,
) {
    let (pane, text) = (lines.pane, lines.page.area);
    let y = pane.y + pane.height.saturating_sub(1);
    if y < text.y + text.height {
        return;
    }
    let cell = |line: usize| (line * usize::from(text.width) / all.max(1)) as u16;
    let (from, to) = (cell(visible.start), cell(visible.end));
    let glyph = painter.one_cell("━", "-");
    for behind in from..to.max(from + 1).min(text.width) {
        painter.text(
            text.x + text.width - 1 - behind,
            y,
            1,
            glyph,
            lines.theme.dim,
        );
    }
}
