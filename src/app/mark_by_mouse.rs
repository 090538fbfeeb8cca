//! Selecting text with the mouse: a drag marks lines of the text, and letting go copies them, joined as the newspaper
//! has them. What the terminal would mark instead are rows of the screen, the list beside the text among them.

use super::Model;
use super::layout::{Area, Page};
use super::message::Mouse;
use super::run::Run;
use super::selection::reach;
use crate::lang::Lang;

impl Model {
    /// Takes hold of the line of the text on which a button was pressed.
    pub(super) fn press_text(&mut self, mouse: Mouse) {
        self.pane.end_run();
        self.window.pressed = self.line_under(mouse);
    }

    /// Marks the lines from the one that is held to the one under the mouse. At the edge of the text more of it comes
    /// into sight.
    pub(super) fn drag_text(&mut self, mouse: Mouse) {
        let Some((start, end)) = self.window.pressed else {
            return;
        };
        let pane = self.pane_area();
        let by = if mouse.y <= pane.y {
            -1
        } else {
            isize::from(mouse.y + 1 >= pane.y + pane.height)
        };
        self.pane.read(|reading| reading.scroll(by));
        let (line, reading) = (self.line_under(mouse), self.pane.reading.as_mut());
        if let (Some((from, to)), Some(reading)) = (line, reading) {
            reading.run.get_or_insert_with(|| Run::at(start..end));
            reach(reading, from..to);
        }
    }

    /// Copies what was marked, and says how the terminal's own selection is had.
    pub(super) fn release_text(&mut self) {
        if self.window.pressed.take().is_none() || !self.pane.is_choosing() {
            return;
        }
        let is_text = |text: String| !text.trim().is_empty();
        let has_text = self.pane.chosen_text().is_some_and(is_text);
        self.copy_run();
        if let Some(copied) = self.notice.as_mut().filter(|_| has_text) {
            copied.push_str(match self.lang {
                Lang::En => "; with Shift held the terminal selects",
                Lang::Zh => "；按住 Shift 则由终端选取",
            });
        }
    }

    /// Returns the bytes of the line of the text that is nearest to the mouse.
    fn line_under(&self, mouse: Mouse) -> Option<(usize, usize)> {
        let reading = self.pane.reading.as_ref()?;
        let page = self.page_of(self.pane_area());
        let window = reading.window();
        let across = window.across.len() as u16;
        let columns = (0..page.columns).map(|number| page.column_area(number, across));
        let mut shown: Vec<_> = columns.zip(window.columns).collect();
        if across > 0 {
            let height = across * page.pitch();
            let width = page.area.width.min(height);
            let head = if page.is_vertical {
                Area {
                    x: page.area.x + page.area.width - width,
                    width,
                    ..page.area
                }
            } else {
                Area {
                    height,
                    ..page.area
                }
            };
            shown.insert(0, (head, window.across));
        }
        shown.retain(|(_, lines)| !lines.is_empty());
        let (area, lines) = shown
            .into_iter()
            .min_by_key(|(area, _)| distance(*area, mouse))?;
        let at = (lines.start + line_in(area, &page, mouse)).min(lines.end - 1);
        let line = reading.galley().lines().get(at)?;
        Some((line.range.start, line.range.end))
    }
}

/// How far the mouse is from an area.
fn distance(area: Area, mouse: Mouse) -> u16 {
    let along = |at: u16, from: u16, length: u16| {
        let last = from + length.saturating_sub(1);
        from.saturating_sub(at) + at.saturating_sub(last)
    };
    along(mouse.x, area.x, area.width) + along(mouse.y, area.y, area.height)
}

/// The line of a column that the mouse is on, counted from its first.
fn line_in(area: Area, page: &Page, mouse: Mouse) -> usize {
    let from_first = if page.is_vertical {
        (area.x + area.width).saturating_sub(mouse.x + 1)
    } else {
        mouse.y.saturating_sub(area.y)
    };
    usize::from(from_first / page.pitch())
}
