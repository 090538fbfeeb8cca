//! The folders above the headlines.

use super::Theme;
use super::paint::Painter;
use crate::app::Model;
use crate::app::layout::Area;

pub(super) fn draw(model: &Model, theme: &Theme, area: Area, painter: &mut Painter) {
    for y in area.y..area.y + area.height {
        painter.fill(area.x, y, area.width, theme.status);
    }
    for label in model.folders.labels(area, model.lang, model.ambiguous) {
        let style = match (label.is_chosen, model.folders.is_open()) {
            (true, true) => theme.selected,
            (true, false) => theme.accent,
            (false, _) => theme.dim,
        };
        let y = area.y + label.y;
        if label.is_chosen && model.folders.is_open() {
            painter.fill(area.x, y, area.width, style);
        }
        let room = area.width.saturating_sub(label.x);
        painter.text(area.x + label.x, y, room, &label.text, style);
    }
}
