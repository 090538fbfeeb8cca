//! The palette over the screen: each command that matches, what it does and its keys.

use super::Theme;
use super::paint::Painter;
use crate::app::Model;
use crate::app::keymap::{Command, Row};
use crate::app::layout::Area;
use crate::app::overlay::HEAD;
use crate::app::palette::Palette;
use crate::text::width::{truncate, width};

/// A description with less room than this is left out, in cells.
const LEAST: usize = 8;

pub(super) fn draw(palette: &Palette, model: &Model, theme: &Theme, painter: &mut Painter) {
    let layout = model.layout();
    let (columns, height) = (layout.status.width, layout.status.y);
    for y in 0..height {
        painter.fill(0, y, columns, theme.text);
    }
    let room = columns.saturating_sub(4);
    let title = model.lang.pick("Commands", "命令");
    painter.text(2, 0, room, title, theme.headline);
    let found = palette.found();
    if found.is_empty() {
        let none = model.lang.pick("no such command", "没有这个命令");
        painter.text(2, HEAD as u16, room, none, theme.dim);
        return;
    }
    let rows: Vec<&Row> = found.iter().filter_map(|c| row(model, *c)).collect();
    let name_cells = widest(model, rows.iter().map(|row| name(row, model)));
    let top = palette.top(model.window.overlay_height());
    let shown = rows.iter().enumerate().skip(top);
    for (y, (at, row)) in (HEAD as u16..height).zip(shown) {
        let line = Area {
            x: 0,
            y,
            width: columns,
            height: 1,
        };
        draw_row(
            row,
            at == palette.selected(),
            name_cells,
            line,
            (model, theme),
            painter,
        );
    }
}

fn row(model: &Model, command: Command) -> Option<&Row> {
    let mut rows = model.settings.keymap.rows().iter();
    rows.find(|row| row.binding.command == command)
}

fn name(row: &Row, model: &Model) -> String {
    row.binding.command.name(model.lang).to_owned()
}

fn widest(model: &Model, texts: impl Iterator<Item = String>) -> usize {
    let cells = texts.map(|text| width(&text, model.ambiguous));
    cells.max().unwrap_or(0)
}

fn draw_row(
    row: &Row,
    is_selected: bool,
    name_cells: usize,
    line: Area,
    (model, theme): (&Model, &Theme),
    painter: &mut Painter,
) {
    let style = if is_selected {
        theme.selected
    } else {
        theme.text
    };
    let beside = if is_selected { style } else { theme.dim };
    painter.fill(line.x, line.y, line.width, style);
    let mark = if is_selected { ">" } else { " " };
    painter.text(line.x, line.y, 1, mark, style);
    let room = usize::from(line.width.saturating_sub(4));
    // A command without keys has none to show: its name stands there already.
    let keys = if row.sequences.is_empty() {
        String::new()
    } else {
        row.keys()
    };
    let keys = truncate(&keys, room.saturating_sub(name_cells + 2), model.ambiguous);
    let key_cells = width(&keys, model.ambiguous);
    let first = name_cells.min(room);
    let named = name(row, model);
    let shown = truncate(&named, first, model.ambiguous);
    painter.text(line.x + 2, line.y, first as u16, &shown, style);
    let left = room.saturating_sub(first + key_cells + 4);
    if left >= LEAST {
        let described = truncate(row.description(model.lang), left, model.ambiguous);
        let x = line.x + 2 + first as u16 + 2;
        painter.text(x, line.y, left as u16, &described, beside);
    }
    let x = (line.x + line.width).saturating_sub(2 + key_cells as u16);
    let style = if is_selected { style } else { theme.accent };
    painter.text(x, line.y, key_cells as u16, &keys, style);
}
