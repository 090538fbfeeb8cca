//! The palette: any command, found by a part of its name, in English, Chinese or pinyin.

use super::keymap::Command;
use super::keys::{Code, Key};
use super::line_edit::LineEdit;
use super::named_commands::matching;
use super::{Model, Mouse, MouseAction};

/// The field, and the commands that match what is typed in it.
#[derive(Clone, Debug)]
pub struct Palette {
    /// What is typed.
    pub field: LineEdit,
    found: Vec<Command>,
    selected: usize,
}

impl Default for Palette {
    fn default() -> Self {
        Self {
            field: LineEdit::default(),
            found: matching(""),
            selected: 0,
        }
    }
}

impl Palette {
    /// Returns the commands that match, the best first.
    pub fn found(&self) -> &[Command] {
        &self.found
    }

    /// Returns which of them is selected.
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// Returns which of them stands on top of a window of `height` lines.
    pub fn top(&self, height: usize) -> usize {
        (self.selected + 1).saturating_sub(height)
    }

    pub(super) fn command(&self) -> Option<Command> {
        self.found.get(self.selected).copied()
    }

    fn step(&mut self, by: isize) {
        let last = self.found.len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(by).min(last);
    }

    /// Selects the next, or the one before; behind the last comes the first.
    fn turn(&mut self, back: bool) {
        let all = self.found.len().max(1);
        self.selected = (self.selected + if back { all - 1 } else { 1 }) % all;
    }

    fn edit(&mut self, change: impl FnOnce(&mut LineEdit)) {
        let before = self.field.text();
        change(&mut self.field);
        let now = self.field.text();
        if now != before {
            self.found = matching(&now);
            self.selected = 0;
        }
    }
}

impl Model {
    /// Opens the palette; what stood over the screen is closed.
    pub(super) fn open_palette(&mut self) {
        self.front.overlays.clear();
        self.front.palette = Some(Palette::default());
    }

    /// Acts on a key in the palette.
    pub(super) fn palette_key(&mut self, key: Key) {
        let page = self.window.overlay_height().max(1).cast_signed();
        let Some(palette) = &mut self.front.palette else {
            return;
        };
        match (key.code, key.ctrl) {
            (Code::Esc, _) | (Code::Char('g'), true) => self.front.palette = None,
            (Code::Enter, _) => self.run_selected(),
            (Code::Tab, _) => palette.turn(false),
            (Code::BackTab, _) => palette.turn(true),
            (Code::Down, _) | (Code::Char('n'), true) => palette.step(1),
            (Code::Up, _) | (Code::Char('p'), true) => palette.step(-1),
            (Code::PageDown, _) => palette.step(page),
            (Code::PageUp, _) => palette.step(-page),
            _ => palette.edit(|field| {
                field.key(key);
            }),
        }
    }

    pub(super) fn paste_into_palette(&mut self, text: &str) {
        if let Some(palette) = &mut self.front.palette {
            palette.edit(|field| field.insert(text));
        }
    }

    /// A click runs the command under it; the wheel goes through them.
    pub(super) fn mouse_on_palette(&mut self, mouse: Mouse) {
        let height = self.window.overlay_height();
        let Some(palette) = &mut self.front.palette else {
            return;
        };
        match mouse.action {
            MouseAction::WheelDown => palette.step(1),
            MouseAction::WheelUp => palette.step(-1),
            MouseAction::Click => {
                let line = usize::from(mouse.y).checked_sub(super::overlay::HEAD);
                let row = line.filter(|line| *line < height);
                match row.map(|line| palette.top(height) + line) {
                    Some(row) if row < palette.found.len() => {
                        palette.selected = row;
                        self.run_selected();
                    }
                    _ => self.front.palette = None,
                }
            }
            MouseAction::Drag | MouseAction::Release => {}
        }
    }

    fn run_selected(&mut self) {
        let command = self.front.palette.as_ref().and_then(Palette::command);
        if let Some(command) = command {
            self.front.palette = None;
            self.act(command);
        }
    }
}
