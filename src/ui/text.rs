//! The reading pane.

use std::ops::Range;

use ratatui::style::Style;

use super::Theme;
use super::paint::{Marks, Painter};
use crate::app::Model;
use crate::app::galley::Line;
use crate::app::layout::Area;
use crate::app::list_row::drawn_mark;
use crate::app::reading::Reading;
use crate::document::Role;
use crate::text::width::width;

pub(super) fn draw(model: &Model, theme: &Theme, pane: Area, painter: &mut Painter) {
    let Some(reading) = &model.pane.reading else {
        return;
    };
    if let Some(area) = model.layout().note {
        draw_note(model, theme, area, pane, painter);
    }
    let set = model.page_of(pane);
    let window = reading.window();
    let above = window.across.len() as u16 * set.spacing;
    let across = Column {
        lines: window.across,
        area: set.area,
        spacing: set.spacing,
        margin: pane.x,
    };
    let below = (0..set.columns).zip(window.columns);
    let below = below.map(|(number, lines)| Column {
        lines,
        area: Area {
            x: set.column(number),
            y: set.area.y + above,
            width: set.measure,
            height: set.area.height.saturating_sub(above),
        },
        spacing: set.spacing,
        margin: pane.x,
    });
    for column in std::iter::once(across).chain(below) {
        draw_column(model, theme, reading, &column, painter);
    }
    if !model.window.view.plain {
        draw_progress(reading, theme, pane, painter);
    }
}

/// The note of the report, above its text.
fn draw_note(model: &Model, theme: &Theme, area: Area, pane: Area, painter: &mut Painter) {
    let whole = Area {
        y: area.y,
        height: pane.y + pane.height - area.y,
        ..pane
    };
    let set = model.page_of(whole).area;
    for (y, line) in (area.y..area.y + area.height).zip(model.note_lines(whole)) {
        painter.text(set.x, y, set.width, &line, theme.accent);
    }
}

/// Lines that stand below each other.
struct Column {
    lines: Range<usize>,
    area: Area,
    /// How many rows each takes.
    spacing: u16,
    /// The first cell that the margin before them may have.
    margin: u16,
}

fn draw_column(
    model: &Model,
    theme: &Theme,
    reading: &Reading,
    column: &Column,
    painter: &mut Painter,
) {
    let area = column.area;
    let rows = (area.y..area.y + area.height).step_by(usize::from(column.spacing));
    let chosen = reading.run.as_ref().map(|run| run.lines(reading.galley()));
    let chosen = chosen.unwrap_or_default();
    for (y, at) in rows.zip(column.lines.clone()) {
        let Some(line) = reading.galley().lines().get(at) else {
            return;
        };
        let is_chosen = chosen.contains(&at) && reading.aim.target.is_none();
        let is_target =
            reading.aim.target.as_ref().is_some_and(|target| {
                target.start < line.range.end && line.range.start < target.end
            });
        if (is_chosen || is_target) && area.x > column.margin {
            // In the margin, or between columns.
            let x = area.x.saturating_sub(2).max(column.margin);
            painter.text(x, y, 1, ">", theme.accent);
        }
        let area = Area {
            y,
            height: 1,
            ..area
        };
        draw_line(model, theme, reading, (line, is_chosen), area, painter);
    }
}

/// Marks on the pane's right edge which part of the article is in sight, unless it is all of it.
fn draw_progress(reading: &Reading, theme: &Theme, pane: Area, painter: &mut Painter) {
    let all = reading.galley().lines().len();
    let visible = reading.visible();
    if !reading.is_complete() || visible.len() >= all || pane.width == 0 {
        return;
    }
    let row = |line: usize| (line * usize::from(pane.height) / all.max(1)) as u16;
    let (from, to) = (row(visible.start), row(visible.end));
    let glyph = painter.one_cell("┃", "|");
    for y in from..to.max(from + 1).min(pane.height) {
        painter.text(pane.x + pane.width - 1, pane.y + y, 1, glyph, theme.dim);
    }
}

fn draw_line(
    model: &Model,
    theme: &Theme,
    reading: &Reading,
    (line, is_chosen): (&Line, bool),
    area: Area,
    painter: &mut Painter,
) {
    let Some(text) = reading.document.text().get(line.range.clone()) else {
        return;
    };
    if line.role == Role::DrawnHeadline && text.trim().is_empty() {
        return draw_mark(model, theme, area, painter);
    }
    let indent = line.indent.min(area.width);
    let mut marks = match &reading.aim.target {
        Some(target) => Marks::new(
            std::slice::from_ref(target),
            line.range.start,
            theme.selected,
        ),
        None => Marks::new(&reading.hits, line.range.start, theme.hit)
            .special(model.pane.hit, theme.hit_here),
    };
    let style = if is_chosen {
        theme.selected
    } else {
        style(line.role, theme)
    };
    painter.marked(
        area.x + indent,
        area.y,
        area.width - indent,
        text,
        style,
        &mut marks,
    );
}

/// Says that the headline below was not printed.
fn draw_mark(model: &Model, theme: &Theme, area: Area, painter: &mut Painter) {
    let mark = drawn_mark(model.lang).trim_end();
    let cells = width(mark, model.ambiguous) as u16;
    let x = area.x + area.width.saturating_sub(cells) / 2;
    painter.text(x, area.y, area.width, mark, theme.dim);
}

fn style(role: Role, theme: &Theme) -> Style {
    match role {
        Role::Headline | Role::DrawnHeadline => theme.headline,
        Role::Kicker | Role::Subtitle | Role::Subhead => theme.accent,
        Role::Imprint | Role::Caption | Role::Link | Role::Tags => theme.dim,
        Role::Byline | Role::Paragraph => theme.text,
    }
}
