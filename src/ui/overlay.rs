//! A text over the screen.

use super::Theme;
use super::paint::Painter;
use crate::app::Model;
use crate::app::overlay::Overlay;

pub(super) fn draw(overlay: &Overlay, model: &Model, theme: &Theme, painter: &mut Painter) {
    let layout = model.layout();
    let (width, height) = (layout.status.width, layout.status.y);
    for y in 0..height {
        painter.fill(0, y, width, theme.text);
    }
    let room = width.saturating_sub(4);
    painter.text(2, 0, room, overlay.title(model.lang), theme.headline);
    let lines = overlay
        .lines()
        .iter()
        .skip(overlay.top())
        .take(model.window.overlay_height());
    let selected = overlay
        .selected()
        .map(|line| line - overlay.top().min(line));
    for (at, (y, line)) in (2..height).zip(lines).enumerate() {
        let style = if selected == Some(at) {
            theme.selected
        } else {
            theme.text
        };
        painter.text(2, y, room, line, style);
    }
}
