//! The palette: any command, found by a part of its name, in English, Chinese or pinyin.

use super::keymap::{BINDINGS, Binding, Command};
use super::keys::{Code, Key};
use super::line_edit::LineEdit;
use super::{Model, Mouse, MouseAction};
use crate::search::pinyin::Pattern;
use crate::text::fold::fold;

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

/// Returns the commands that match what is typed, the best first; all where nothing is.
fn matching(typed: &str) -> Vec<Command> {
    let typed = fold(typed);
    let words: Vec<Word> = typed.split_whitespace().map(Word::new).collect();
    let rank = |binding: &Binding| {
        let ranks = words.iter().map(|word| word.rank(binding));
        let rank = ranks.collect::<Option<Vec<_>>>()?.into_iter().max();
        Some((rank, binding.command))
    };
    let mut ranked: Vec<_> = BINDINGS.iter().filter_map(rank).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, command)| command).collect()
}

/// How a word is met, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Beginning,
    /// The beginning of the Chinese name, as pinyin: before letters within an English one.
    Said,
    Name,
    Pinyin,
    Description,
}

struct Word<'t> {
    text: &'t str,
    pinyin: Option<Pattern>,
}

impl<'t> Word<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            pinyin: Pattern::new(text),
        }
    }

    fn rank(&self, binding: &Binding) -> Option<Rank> {
        let (english, chinese) = binding.command.names();
        let chinese = fold(chinese);
        let names = [english, &chinese];
        let said = self.pinyin.as_ref();
        let said = said.and_then(|pattern| pattern.find_all(&chinese).next());
        if names.iter().any(|name| name.starts_with(self.text)) {
            Some(Rank::Beginning)
        } else if said.as_ref().is_some_and(|range| range.start == 0) {
            Some(Rank::Said)
        } else if names.iter().any(|name| name.contains(self.text)) {
            Some(Rank::Name)
        } else if said.is_some() {
            Some(Rank::Pinyin)
        } else {
            use crate::lang::Lang::{En, Zh};
            let described = [En, Zh].map(|lang| fold(binding.description(lang)));
            let is_there = described.iter().any(|text| text.contains(self.text));
            is_there.then_some(Rank::Description)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_found_in_english_chinese_and_pinyin() {
        let first = |typed| matching(typed).first().copied();
        assert_eq!(matching("").len(), BINDINGS.len());
        assert_eq!(first("next-h"), Some(Command::NextHit));
        assert_eq!(first("Hit NEXT"), Some(Command::NextHit));
        assert_eq!(first("複製"), Some(Command::Copy));
        assert_eq!(first("fzqw"), Some(Command::Copy));
        assert_eq!(first("tuichu"), Some(Command::Quit));
        assert_eq!(first("browser"), Some(Command::Open));
        assert_eq!(matching("没有这样的命令"), []);
    }

    #[test]
    fn every_command_is_found_first_by_its_whole_name() {
        for binding in BINDINGS {
            let (english, chinese) = binding.command.names();
            for name in [english, chinese] {
                assert_eq!(matching(name).first(), Some(&binding.command), "{name}");
            }
        }
    }
}
