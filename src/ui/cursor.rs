//! Where the terminal's cursor stands in a plain reader: on what is read, so that a screen reader or a magnifier
//! follows it.

use ratatui::layout::Position;

use crate::app::layout::Area;
use crate::app::overlay::{HEAD, Overlay};
use crate::app::{Focus, Model};
use crate::text::width::width;

/// Returns the cell where the cursor is to stand.
pub(super) fn place(model: &Model) -> Option<Position> {
    if let Some(overlay) = model.front.overlays.last() {
        return Some(on_overlay(overlay));
    }
    let layout = model.layout();
    match model.window.focus {
        Focus::List => on_list(model, layout.list?),
        Focus::Text => on_text(model, layout.pane?),
    }
}

fn on_overlay(overlay: &Overlay) -> Position {
    let line = overlay.selected().unwrap_or(overlay.top());
    let below = line.saturating_sub(overlay.top()) + HEAD;
    Position::new(2, below as u16)
}

fn on_list(model: &Model, area: Area) -> Option<Position> {
    let (top, selected) = (model.list.top(), model.list.selected());
    if selected < top {
        return None;
    }
    let above = (top..selected).map(|row| model.row_height(row, area.width));
    let y = area.y.saturating_add(above.sum());
    (y < area.y + area.height).then(|| Position::new(area.x, y))
}

/// The hit that is looked at, or the line on top; an empty one is passed over.
fn on_text(model: &Model, area: Area) -> Option<Position> {
    let reading = model.pane.reading.as_ref()?;
    let (set, visible) = (model.page_of(area), reading.visible());
    let hit = model.pane.hit.and_then(|hit| reading.hits.get(hit));
    let hit = hit.map(|hit| hit.start).filter(|byte| reading.shows(*byte));
    let text = |range| reading.shown().text().get(range).unwrap_or_default();
    let line = match hit {
        Some(byte) => reading.galley().line_at(byte),
        None => visible.clone().find(|line| {
            let line = reading.galley().lines().get(*line);
            line.is_some_and(|line| !text(line.range.clone()).trim().is_empty())
        })?,
    };
    let below = line.checked_sub(visible.start)? as u16;
    let line = reading.galley().lines().get(line)?;
    let before = hit.map_or(0, |byte| {
        width(text(line.range.start..byte), model.ambiguous)
    });
    let x = set.area.x + line.indent + before as u16;
    Some(Position::new(x, set.area.y + below * set.spacing))
}
