//! The reading pane.

mod vertical;

use std::ops::Range;

use ratatui::style::Style;

use super::Theme;
use super::paint::{Marks, Painter};
use crate::app::Model;
use crate::app::galley::Line;
use crate::app::layout::{Area, Page};
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
    let chosen = reading.run.as_ref().map(|run| run.lines(reading.galley()));
    let lines = Lines {
        model,
        theme,
        reading,
        chosen: chosen.unwrap_or_default(),
        page: model.page_of(pane),
        pane,
    };
    for (area, shown) in lines.columns() {
        if lines.page.is_vertical {
            vertical::draw_column(&lines, shown, area, painter);
        } else {
            draw_column(&lines, shown, area, painter);
        }
    }
    if !model.window.view.plain {
        draw_progress(&lines, painter);
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

/// The lines of the report that is read, and how they are drawn.
struct Lines<'m> {
    model: &'m Model,
    theme: &'m Theme,
    reading: &'m Reading,
    /// Those that are being chosen.
    chosen: Range<usize>,
    page: Page,
    pane: Area,
}

impl<'m> Lines<'m> {
    /// Returns where lines stand, and which: those across all columns, and those of each column.
    fn columns(&self) -> impl Iterator<Item = (Area, Range<usize>)> {
        let window = self.reading.window();
        let across = window.across.len() as u16;
        let below = (0..self.page.columns).zip(window.columns);
        let below =
            below.map(move |(number, lines)| (self.page.column_area(number, across), lines));
        std::iter::once((self.page.area, window.across)).chain(below)
    }

    fn get(&self, at: usize) -> Option<&'m Line> {
        self.reading.galley().lines().get(at)
    }

    fn is_chosen(&self, at: usize) -> bool {
        self.chosen.contains(&at) && self.reading.aim.target.is_none()
    }

    /// Whether a sign in the margin says that a line is chosen, or what keys will act on.
    fn has_sign(&self, at: usize, line: &Line) -> bool {
        match &self.reading.aim.target {
            Some(target) => target.start < line.range.end && line.range.start < target.end,
            None => self.is_chosen(at),
        }
    }

    /// Whether a line is the place of the mark that says that the headline below it was not printed.
    fn is_mark(&self, line: &Line) -> bool {
        let text = self.reading.shown().text().get(line.range.clone());
        line.role == Role::DrawnHeadline && text.is_none_or(|text| text.trim().is_empty())
    }

    fn style(&self, at: usize, line: &Line) -> Style {
        if self.is_chosen(at) {
            self.theme.selected
        } else {
            style(line.role, self.theme)
        }
    }

    fn marks(&self, line: &Line) -> Marks<'m> {
        let (start, theme) = (line.range.start, self.theme);
        match &self.reading.aim.target {
            Some(target) => Marks::new(std::slice::from_ref(target), start, theme.selected),
            None => Marks::new(&self.reading.hits, start, theme.hit)
                .special(self.model.pane.hit, theme.hit_here),
        }
    }
}

fn draw_column(lines: &Lines, shown: Range<usize>, area: Area, painter: &mut Painter) {
    let rows = (area.y..area.y + area.height).step_by(usize::from(lines.page.pitch()));
    for (y, at) in rows.zip(shown) {
        let Some(line) = lines.get(at) else {
            return;
        };
        if lines.has_sign(at, line) && area.x > lines.pane.x {
            // In the margin, or between columns.
            let x = area.x.saturating_sub(2).max(lines.pane.x);
            painter.text(x, y, 1, ">", lines.theme.accent);
        }
        let area = Area {
            y,
            height: 1,
            ..area
        };
        draw_line(lines, at, line, area, painter);
    }
}

/// Marks on the edge of the pane, on its right or below vertical text, which part of the article is in sight, unless it
/// is all of it.
fn draw_progress(lines: &Lines, painter: &mut Painter) {
    let (reading, pane) = (lines.reading, lines.pane);
    let all = reading.galley().lines().len();
    let visible = reading.visible();
    if !reading.is_complete() || visible.len() >= all || pane.width == 0 {
        return;
    }
    if lines.page.is_vertical {
        return vertical::draw_progress(lines, visible, all, painter);
    }
    let row = |line: usize| (line * usize::from(pane.height) / all.max(1)) as u16;
    let (from, to) = (row(visible.start), row(visible.end));
    let glyph = painter.one_cell("┃", "|");
    for y in from..to.max(from + 1).min(pane.height) {
        painter.text(
            pane.x + pane.width - 1,
            pane.y + y,
            1,
            glyph,
            lines.theme.dim,
        );
    }
}

fn draw_line(lines: &Lines, at: usize, line: &Line, area: Area, painter: &mut Painter) {
    let Some(text) = lines.reading.shown().text().get(line.range.clone()) else {
        return;
    };
    if lines.is_mark(line) {
        return draw_mark(lines, area, painter);
    }
    let indent = line.indent.min(area.width);
    painter.marked(
        area.x + indent,
        area.y,
        area.width - indent,
        text,
        lines.style(at, line),
        &mut lines.marks(line),
    );
}

/// Says that the headline below was not printed.
fn draw_mark(lines: &Lines, area: Area, painter: &mut Painter) {
    let mark = drawn_mark(lines.model.lang).trim_end();
    let cells = width(mark, lines.model.ambiguous) as u16;
    let x = area.x + area.width.saturating_sub(cells) / 2;
    painter.text(x, area.y, area.width, mark, lines.theme.dim);
}

fn style(role: Role, theme: &Theme) -> Style {
    match role {
        Role::Headline | Role::DrawnHeadline => theme.headline,
        Role::Kicker | Role::Subtitle | Role::Subhead => theme.accent,
        Role::Imprint | Role::Caption | Role::Link | Role::Tags => theme.dim,
        Role::Byline | Role::Paragraph => theme.text,
    }
}
