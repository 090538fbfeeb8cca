//! Draws the reader's model. One file for each thing drawn.
//!
//! A frame's work depends on the screen alone: only rows and lines that show are looked at.

mod cursor;
mod folders;
mod list;
mod overlay;
mod paint;
mod palette;
mod pending_keys;
mod status;
mod text;
mod theme;

pub use theme::{Depth, Ground, Theme};

use ratatui::Frame;
use ratatui::layout::Position;

use crate::app::Model;
use crate::app::layout::Area;
use paint::Painter;

/// Draws the model.
pub fn draw(model: &Model, theme: &Theme, frame: &mut Frame) {
    let layout = model.layout();
    let caret = {
        let screen = frame.area();
        let mut painter = Painter::new(frame.buffer_mut(), model.ambiguous);
        if theme.has_ground() {
            for y in screen.top()..screen.bottom() {
                painter.fill(screen.x, y, screen.width, theme.text);
            }
        }
        if let Some(area) = layout.folders {
            folders::draw(model, theme, area, &mut painter);
        }
        if let Some(area) = layout.list {
            list::draw(model, theme, area, &mut painter);
        }
        if let Some(area) = layout.rule {
            draw_rule(theme, area, &mut painter);
        }
        if let Some(area) = layout.pane {
            text::draw(model, theme, area, &mut painter);
        }
        let caret = status::draw(model, theme, layout.status, &mut painter);
        pending_keys::draw(model, theme, &mut painter);
        if let Some(shown) = model.front.overlays.last() {
            overlay::draw(shown, model, theme, &mut painter);
        }
        if let Some(shown) = &model.front.palette {
            palette::draw(shown, model, theme, &mut painter);
        }
        caret
    };
    let read = || {
        model
            .window
            .view
            .plain
            .then(|| cursor::place(model))
            .flatten()
    };
    // On a screen of a few cells a field has no room for its caret.
    let screen = frame.area();
    let on_screen = |place: Position| {
        let last = (
            screen.right().checked_sub(1)?,
            screen.bottom().checked_sub(1)?,
        );
        Some(Position::new(place.x.min(last.0), place.y.min(last.1)))
    };
    if let Some(place) = caret.or_else(read).and_then(on_screen) {
        frame.set_cursor_position(place);
    }
}

/// The rule between headlines and text: every cell of it is one cell wide on every terminal.
fn draw_rule(theme: &Theme, area: Area, painter: &mut Painter) {
    let glyph = if area.width == 1 {
        painter.one_cell("│", "|")
    } else {
        painter.one_cell("─", "-")
    };
    for y in area.y..area.y + area.height {
        let line = glyph.repeat(usize::from(area.width));
        painter.text(area.x, y, area.width, &line, theme.dim);
    }
}
