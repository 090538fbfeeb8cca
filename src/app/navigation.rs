//! Moving through the headlines and the text.

use crate::article::Article;

use super::keymap::Command;
use super::layout::Area;
use super::overlay::HEAD;
use super::pane::Landing;
use super::reading::Reading;
use super::{Focus, Layer, Model, Mouse, MouseAction};

/// Lines that one step of the mouse wheel scrolls.
const WHEEL: isize = 3;

impl Model {
    /// Moves by lines in the text, or by headlines in the list.
    pub(super) fn step(&mut self, by: isize) {
        match self.window.focus {
            Focus::List => self.select_by(by),
            Focus::Text => self.pane.read(|reading| reading.scroll(by)),
        }
    }

    /// Moves by windows.
    pub(super) fn page(&mut self, by: isize) {
        match self.window.focus {
            Focus::List => {
                let rows = self.list_height().saturating_sub(1).max(1);
                self.select_by(by.saturating_mul(rows.cast_signed()));
            }
            Focus::Text => self.pane.read(|reading| reading.page(by)),
        }
    }

    /// Moves by half windows.
    pub(super) fn half_page(&mut self, by: isize) {
        match self.window.focus {
            Focus::List => {
                let rows = (self.list_height() / 2).max(1);
                self.select_by(by.saturating_mul(rows.cast_signed()));
            }
            Focus::Text => self.pane.read(|reading| reading.half_page(by)),
        }
    }

    pub(super) fn go_to_start(&mut self) {
        match self.window.focus {
            Focus::List => self.select(0),
            Focus::Text => self.pane.read(Reading::go_to_start),
        }
    }

    pub(super) fn go_to_end(&mut self) {
        match self.window.focus {
            Focus::List => self.select(usize::MAX),
            Focus::Text => self.pane.read(Reading::go_to_end),
        }
    }

    /// Reads on: a page down in the text, and from its end the next report.
    pub(super) fn read_on(&mut self) {
        let selected = self.article_in(self.list.selected());
        let is_at_end = self.pane.article() == selected && self.pane.is_shown_whole();
        if !is_at_end || self.layout().pane.is_none() {
            return self.pane.read(|reading: &mut Reading| reading.page(1));
        }
        // Of a report that is no longer than the pane this is the first key that tells that it was read.
        self.pane.touched = true;
        self.read_to_end();
        if self.list.selected() + 1 < self.rows() {
            return self.select_by(1);
        }
        let last = self.lang.pick("that was the last report", "已是最后一篇");
        self.notice = Some(last.to_owned());
    }

    pub(super) fn select_by(&mut self, by: isize) {
        self.select(self.list.selected().saturating_add_signed(by));
    }

    /// Selects a row, whose article is to be shown.
    pub(super) fn select(&mut self, row: usize) {
        let before = self.list.selected();
        self.list.select(row, self.rows());
        if self.list.selected() != before {
            self.pane.landing = Landing::None;
        }
        self.pane.show_selected();
    }

    /// Remembers where the reader leaves the article that is read.
    pub(super) fn keep_place(&mut self) {
        if let Some((id, byte)) = self.pane.leave() {
            self.remember_place(id, byte);
        }
    }

    /// The place where the reader left an article: a byte of its document.
    pub(super) fn place_in(&self, index: usize) -> usize {
        let place = |article: &Article| self.memory.library().place(&article.id);
        self.article(index).and_then(place).unwrap_or(0)
    }

    pub(super) fn mouse(&mut self, mouse: Mouse) {
        match mouse.action {
            MouseAction::Drag => {
                self.window.drag_rule(mouse.x, mouse.y);
                return self.drag_text(mouse);
            }
            MouseAction::Release => {
                self.drop_rule();
                return self.release_text();
            }
            _ => self.window.pressed = None,
        }
        self.typeahead.pressed = None;
        self.memory.has_begun = true;
        match self.layer() {
            Layer::Palette => self.mouse_on_palette(mouse),
            Layer::Overlay => self.mouse_on_overlay(mouse),
            _ => self.mouse_on_panes(mouse),
        }
    }

    fn mouse_on_panes(&mut self, mouse: Mouse) {
        let layout = self.layout();
        let over = |area: Option<Area>| area.filter(|area| area.contains(mouse.x, mouse.y));
        if over(layout.rule).is_some() && mouse.action == MouseAction::Click {
            self.window.dragged = Some(self.window.view);
        } else if let Some(strip) = over(layout.folders) {
            self.mouse_on_folders(mouse, strip);
        } else if let Some(list) = over(layout.list) {
            self.mouse_on_list(mouse, list);
        } else if over(layout.pane).is_some() {
            match mouse.action {
                MouseAction::WheelDown => self.pane.read(|reading| reading.scroll(WHEEL)),
                MouseAction::WheelUp => self.pane.read(|reading| reading.scroll(-WHEEL)),
                MouseAction::Click => {
                    self.window.focus = Focus::Text;
                    self.press_text(mouse);
                }
                MouseAction::Drag | MouseAction::Release => {}
            }
        }
    }

    /// A click on what can be selected selects and takes it; any other closes what stands over the screen.
    fn mouse_on_overlay(&mut self, mouse: Mouse) {
        match mouse.action {
            MouseAction::WheelDown => self.scroll_overlay(WHEEL),
            MouseAction::WheelUp => self.scroll_overlay(-WHEEL),
            MouseAction::Click => {
                let line = usize::from(mouse.y).checked_sub(HEAD);
                let line = line.filter(|line| *line < self.window.overlay_height());
                let overlay = self.front.overlays.last_mut();
                if overlay
                    .zip(line)
                    .is_some_and(|(overlay, line)| overlay.select_line(line))
                {
                    self.act(Command::EnterText);
                } else {
                    self.front.overlays.pop();
                }
            }
            MouseAction::Drag | MouseAction::Release => {}
        }
    }

    fn mouse_on_list(&mut self, mouse: Mouse, list: Area) {
        match mouse.action {
            MouseAction::WheelDown => self.list.scroll(WHEEL),
            MouseAction::WheelUp => self.list.scroll(-WHEEL),
            MouseAction::Click => {
                self.pane.end_run();
                let Some(row) = self.row_on_line(mouse.y - list.y, list) else {
                    return;
                };
                let again = row == self.list.selected() && self.window.focus == Focus::List;
                self.select(row);
                let alone = self.layout().is_single();
                self.window.focus = if again && alone {
                    Focus::Text
                } else {
                    Focus::List
                };
            }
            MouseAction::Drag | MouseAction::Release => {}
        }
    }

    /// The row of the list that a line of its window shows.
    fn row_on_line(&self, line: u16, list: Area) -> Option<usize> {
        let mut below = 0;
        (self.list.top()..self.rows()).find(|row| {
            below += self.row_height(*row, list.width);
            line < below || below >= list.height
        })
    }

    pub(super) fn scroll_overlay(&mut self, by: isize) {
        let height = self.window.overlay_height();
        if let Some(overlay) = self.front.overlays.last_mut()
            && !overlay.step(by)
        {
            overlay.scroll(by, height);
        }
    }
}
