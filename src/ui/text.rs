//! The reading pane.

use ratatui::style::Style;

use super::paint::{Marks, Painter};
use super::{Theme, list};
use crate::app::Model;
use crate::app::galley::Line;
use crate::app::layout::Area;
use crate::app::reading::Reading;
use crate::document::Role;
use crate::text::width::width;

pub(super) fn draw(model: &Model, theme: &Theme, pane: Area, painter: &mut Painter) {
    let Some(reading) = &model.reading else {
        return;
    };
    let area = model.text_area(pane);
    let visible = reading.visible();
    let top = visible.start;
    let lines = reading.galley().lines().get(visible).unwrap_or_default();
    let chosen = reading.run.as_ref().map(|run| run.lines(reading.galley()));
    for (at, (y, line)) in (area.y..area.y + area.height).zip(lines).enumerate() {
        let is_chosen = chosen
            .as_ref()
            .is_some_and(|chosen| chosen.contains(&(top + at)));
        if is_chosen && area.x > pane.x {
            let beside = area.x.saturating_sub(2).max(pane.x);
            painter.text(beside, y, 1, ">", theme.accent);
        }
        draw_line(
            model,
            theme,
            reading,
            (line, is_chosen),
            Area {
                y,
                height: 1,
                ..area
            },
            painter,
        );
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
    let mut marks =
        Marks::new(&reading.hits, line.range.start, theme.hit).special(model.hit, theme.hit_here);
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
    let mark = list::drawn_mark(model).trim_end();
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
