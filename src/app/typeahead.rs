//! What is typed ahead of answers waits for them.
//!
//! Much of what a key asks for is answered later, by a thread. A key that acts on what an answer brings waits
//! until it is there, and everything behind it waits in order: what is typed in one burst does what it would
//! do if each key had waited for the one before, as in less and vim. Esc and Ctrl-G end the waiting.

mod needs;

use std::collections::VecDeque;

use super::keymap::{Command, Keymap, Resolved, fixed_command};
use super::keys::{Code, Key};
use super::question::Ticket;
use super::{Effect, Model, Mouse};
use crate::lang::Lang;

/// Something that was typed, pasted or done with the mouse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Input {
    Key(Key),
    Paste(String),
    Mouse(Mouse),
}

impl Input {
    /// Returns the character that a field gets by it.
    fn character(&self) -> Option<char> {
        match self {
            Self::Key(key) => key.character(),
            Self::Paste(_) | Self::Mouse(_) => None,
        }
    }
}

/// What was typed and is not all done yet.
#[derive(Debug, Default)]
pub(super) struct Typeahead {
    /// The beginning of a sequence of keys.
    pub(super) keys: Vec<Key>,
    /// The key that was pressed last.
    pub(super) pressed: Option<Key>,
    waiting: VecDeque<Input>,
    /// What is to come and is not waited for any more.
    given_up: Vec<Awaited>,
    /// What the shell is doing that keys depend on.
    errands: Vec<Errand>,
}

/// Something that is to come and that keys may depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Awaited {
    /// Which reports there are.
    Reports,
    /// What was remembered of them.
    Marks,
    /// What the search of this generation finds.
    Search(u64),
    /// The rest of what it finds, of which the first are there.
    Rest(u64),
    /// The selected report, of this index.
    Report(usize),
    /// Where the words of the search of a generation stand in a report.
    Hits(u64, usize),
    /// This report's text, set in lines as far as the reader goes in it.
    Text(usize),
    /// The answer to a question.
    Answer(Ticket),
    /// The file that reports are exported to. Only what would end the export or begin another waits for it.
    Export,
    /// What the shell is doing.
    Errand(Errand),
}

/// Something that the shell does, and tells of when it is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Errand {
    /// Writing a saved search.
    Save,
    /// Reading the settings again.
    Settings,
    /// Running a program.
    Program,
    /// Correcting a store, and reading it again.
    Correct,
}

impl Typeahead {
    /// Drops what waits, for what it was meant for does not come.
    pub(super) fn drop_waiting(&mut self) {
        self.waiting.clear();
    }

    /// Adds a key to the sequence and returns the command that it completes.
    pub(super) fn complete(&mut self, key: Key, keymap: &Keymap) -> Option<Command> {
        self.keys.push(key);
        match keymap.resolve(&self.keys) {
            Resolved::Prefix => None,
            Resolved::Command(command) => {
                self.keys.clear();
                Some(command)
            }
            Resolved::Unbound => {
                let broken_off = self.keys.len() > 1;
                self.keys.clear();
                // A key that does not go on with a sequence stands for itself.
                if broken_off {
                    self.complete(key, keymap)
                } else {
                    None
                }
            }
        }
    }

    /// Takes the characters that wait behind one, and returns them all: each alone would be a search.
    fn characters_behind(&mut self, first: char) -> String {
        let mut text = String::from(first);
        while let Some(c) = self.waiting.front().and_then(Input::character) {
            text.push(c);
            self.waiting.pop_front();
        }
        text
    }

    /// Notes what the shell is asked to do that later keys depend on. Behind the end there are none.
    fn note_errands(&mut self, effects: &[Effect]) {
        for effect in effects {
            let errand = match effect {
                Effect::Save(_) => Errand::Save,
                Effect::ReloadConfig => Errand::Settings,
                Effect::Pipe { .. } | Effect::Edit(_) => Errand::Program,
                Effect::Correct(_) => Errand::Correct,
                Effect::Quit => {
                    self.waiting.clear();
                    continue;
                }
                _ => continue,
            };
            if !self.errands.contains(&errand) {
                self.errands.push(errand);
            }
        }
    }

    /// Notes that the shell has done something.
    pub(super) fn done(&mut self, errand: Errand) {
        self.errands.retain(|other| *other != errand);
    }

    /// Returns whether the shell is doing something.
    pub(super) fn is_doing(&self, errand: Errand) -> bool {
        self.errands.contains(&errand)
    }
}

impl Model {
    /// Returns whether the answer to what was typed is still to come, and may come within a frame.
    pub fn awaits_answer(&self) -> bool {
        let is_soon = |awaited: &Awaited| {
            let is_search = matches!(awaited, Awaited::Search(_) | Awaited::Hits(..));
            is_search || matches!(awaited, Awaited::Report(_) | Awaited::Answer(_))
        };
        self.out().any(|awaited| is_soon(&awaited))
    }

    /// Returns what is waited for and how much was typed ahead of it, if anything was.
    pub fn waiting(&self) -> Option<(Awaited, usize)> {
        let next = self.typeahead.waiting.front()?;
        Some((self.awaited_by(next)?, self.typeahead.waiting.len()))
    }

    /// Takes what was typed: at once, or in its turn where something that it depends on is to come.
    pub(super) fn typed(&mut self, input: Input) {
        let waits = !self.typeahead.waiting.is_empty();
        match input {
            Input::Key(key) if fixed_command(key).is_some() => {
                self.handle(Input::Key(key));
            }
            Input::Key(key) if self.ends_waiting(key) => self.end_waiting(key),
            input if waits || self.awaited_by(&input).is_some() => {
                self.typeahead.waiting.push_back(input);
            }
            input => self.handle(input),
        }
    }

    /// Takes characters that were typed in one burst.
    pub(super) fn typed_in_burst(&mut self, text: &str) {
        let is_awaited = |c| self.awaited_by(&Input::Key(Key::char(c))).is_some();
        let waits = !self.typeahead.waiting.is_empty() || text.chars().any(is_awaited);
        if self.types_search() && !waits {
            return self.type_into_search(text);
        }
        for key in text.chars().map(Key::char) {
            self.typed(Input::Key(key));
            self.settle();
            self.handle_waiting();
        }
    }

    /// Handles what waited, as far as what it depends on is there.
    pub(super) fn handle_waiting(&mut self) {
        while let Some(next) = self.typeahead.waiting.pop_front() {
            if self.awaited_by(&next).is_some() {
                self.typeahead.waiting.push_front(next);
                return;
            }
            match next.character().filter(|_| self.types_search()) {
                Some(c) => {
                    let text = self.typeahead.characters_behind(c);
                    self.type_into_search(&text);
                }
                None => self.handle(next),
            }
            self.settle();
        }
    }

    fn handle(&mut self, input: Input) {
        match input {
            Input::Key(key) => self.key(key),
            Input::Paste(text) => self.paste(&text),
            Input::Mouse(mouse) => self.mouse(mouse),
        }
        self.typeahead.note_errands(&self.effects);
    }

    /// Notes what is there by now of what was given up.
    pub(super) fn forget_given_up(&mut self) {
        if !self.typeahead.given_up.is_empty() {
            let out: Vec<Awaited> = self.all_out().collect();
            self.typeahead
                .given_up
                .retain(|given_up| out.contains(given_up));
        }
    }

    /// Takes that a search fails.
    pub(super) fn search_failed(&mut self, generation: u64) {
        let is_of_it = |awaited: &Awaited| {
            let all = [Awaited::Search(generation), Awaited::Rest(generation)];
            all.contains(awaited)
        };
        let lost: Vec<Awaited> = self.out().filter(is_of_it).collect();
        if !lost.is_empty() {
            self.typeahead.given_up.extend(lost);
            self.tell_of_failure();
        }
    }

    /// Returns whether a key ends the waiting: Esc and Ctrl-G wherever the reader is, and what else is
    /// bound to the command of Esc where no text is typed.
    fn ends_waiting(&self, key: Key) -> bool {
        let is_waiting = !self.typeahead.waiting.is_empty()
            || self.questions.pending.is_some()
            || self.is_kept_search_out();
        let is_escape = matches!(
            (key.code, key.ctrl),
            (Code::Esc, _) | (Code::Char('g'), true)
        );
        is_waiting && (is_escape || self.command_of(key) == Some(Command::Clear))
    }

    /// Returns whether a search is kept that is not answered.
    fn is_kept_search_out(&self) -> bool {
        let is_search_out = self.out().any(|out| matches!(out, Awaited::Search(_)));
        is_search_out && self.search.is_searching() && self.search.field.is_none()
    }

    /// Ends the waiting: nothing that was typed ahead is done, a question is taken back, and a search
    /// that is not answered is ended.
    fn end_waiting(&mut self, key: Key) {
        let was_waiting = !self.typeahead.waiting.is_empty();
        self.typeahead.waiting.clear();
        self.questions.pending = None;
        if self.front.is_counting() {
            self.key(key);
        } else if self.is_kept_search_out() {
            self.clear();
        }
        self.notice = None;
        if was_waiting {
            // What comes all the same is waited for no more.
            self.typeahead.given_up = self.all_out().collect();
            let told = match self.lang {
                Lang::En => "no longer waiting; what was typed ahead is dropped",
                Lang::Zh => "不再等待；先前输入的按键已丢弃",
            };
            self.notice = Some(told.to_owned());
        }
    }
}
