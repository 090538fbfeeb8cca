//! What may follow keys that are the beginning of others, in a box at the edge of the screen that hides less of
//! what they act on.

use super::Theme;
use super::paint::Painter;
use crate::app::Model;
use crate::app::keymap::{Command, Row};
use crate::lang::Lang;
use crate::text::width::{Ambiguous, truncate, width};

/// The cells between two columns.
const GAP: usize = 2;

pub(super) fn draw(model: &Model, theme: &Theme, painter: &mut Painter) {
    let status = model.layout().status;
    let keys = model.pending_keys();
    if keys.is_empty() || status.y < 6 || model.layer().hides_panes() {
        return;
    }
    let keymap = &model.settings.keymap;
    let rows = keymap.continuations(keys);
    let rows: Vec<(String, &Row)> = rows.collect();
    let room = usize::from(status.width.saturating_sub(2));
    // Half of the screen is for the text; where that is too little for what commands do, their names say enough.
    let most = usize::from(status.y / 2).saturating_sub(2).max(1);
    let described = |(rest, row): &(String, &'_ Row)| (rest.clone(), row.description(model.lang));
    let named = |(rest, row): &(String, &'_ Row)| {
        let name = row.binding.command.name(model.lang);
        (rest.clone(), name)
    };
    let mut shape = Shape::of(rows.iter().map(described).collect(), room, model.ambiguous);
    if shape.height > most {
        shape = Shape::of(rows.iter().map(named).collect(), room, model.ambiguous);
    }
    let Shape {
        rows,
        key_cells,
        column,
        columns,
        height,
    } = shape;
    let height = height.min(most);
    if rows.is_empty() {
        return;
    }
    let box_height = height as u16 + 2;
    let is_above = model.is_target_low();
    let top = if is_above { 0 } else { status.y - box_height };
    for y in top..top + box_height {
        painter.fill(0, y, status.width, theme.text);
    }
    let rule_y = if is_above { box_height - 1 } else { top };
    let rule = painter.one_cell("─", "-").repeat(usize::from(status.width));
    painter.text(0, rule_y, status.width, &rule, theme.dim);
    let title_y = if is_above { 0 } else { top + 1 };
    let title = title(model);
    let title = truncate(&title, room, model.ambiguous);
    painter.text(1, title_y, status.width, &title, theme.headline);
    for (at, (key, does)) in rows.iter().enumerate().take(height * columns) {
        let x = 1 + (at / height) * (column + GAP);
        let y = title_y + 1 + (at % height) as u16;
        painter.text(x as u16, y, key_cells as u16, key, theme.accent);
        let left = column.saturating_sub(key_cells + 1);
        let does = truncate(does, left, model.ambiguous);
        let x = (x + key_cells + 1) as u16;
        painter.text(x, y, left as u16, &does, theme.text);
    }
}

/// How rows of keys and what they do are set in columns.
struct Shape<'r> {
    rows: Vec<(String, &'r str)>,
    key_cells: usize,
    column: usize,
    columns: usize,
    height: usize,
}

impl<'r> Shape<'r> {
    fn of(rows: Vec<(String, &'r str)>, room: usize, ambiguous: Ambiguous) -> Self {
        let cells = |text: &str| width(text, ambiguous);
        let key_cells = rows.iter().map(|(key, _)| cells(key)).max().unwrap_or(0);
        let widest = rows.iter().map(|(_, does)| cells(does)).max().unwrap_or(0);
        let column = (key_cells + 1 + widest).min(room);
        let columns = ((room + GAP) / (column + GAP)).clamp(1, rows.len().max(1));
        Self {
            height: rows.len().div_ceil(columns),
            rows,
            key_cells,
            column,
            columns,
        }
    }
}

/// The keys, and for corrections what else can be pressed.
fn title(model: &Model) -> String {
    let keys: Vec<String> = model.pending_keys().iter().map(|key| key.name()).collect();
    let keys = keys.join(" ");
    if !model.has_target() {
        return keys;
    }
    let key = |command| model.settings.keymap.first_of(command).unwrap_or_default();
    let (down, up) = (key(Command::Down), key(Command::Up));
    let (lines, close) = (key(Command::SelectLines), key(Command::Clear));
    match model.lang {
        Lang::En => {
            format!("{keys}  {down} {up} another paragraph  {lines} lines  {close} leave")
        }
        Lang::Zh => format!("{keys}  {down} {up} 换一段  {lines} 选各行  {close} 取消"),
    }
}
