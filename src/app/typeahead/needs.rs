//! What is to come, and which of it a key depends on.

use super::{Awaited, Input};
use crate::app::correcting::aim::PageLines;
use crate::app::keymap::{Command, Resolved};
use crate::app::keys::{Code, Key};
use crate::app::layout::Area;
use crate::app::palette::Palette;
use crate::app::pane::{Landing, Opening};
use crate::app::{Focus, Layer, Model, Mouse, MouseAction};
use crate::corpus::Found;

/// What a key depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Need {
    /// Nothing that is to come.
    Nothing,
    /// The candidates that a field, or the counts that a panel is to have.
    Counts,
    /// All that is asked for, if not the reports themselves: before there are any, a search can be typed
    /// and the reader left.
    Questions,
    /// The list: who goes through it need not see every report on the way.
    List,
    /// The selected report.
    Report,
}

impl Need {
    fn has(self, awaited: Awaited) -> bool {
        let is_of_report = matches!(
            awaited,
            Awaited::Report(_) | Awaited::Hits(..) | Awaited::Text(_)
        );
        match self {
            _ if awaited == Awaited::Export => false,
            Self::Nothing => false,
            Self::Counts => matches!(awaited, Awaited::Answer(_)),
            Self::Questions => awaited != Awaited::Reports,
            Self::List => !is_of_report,
            Self::Report => true,
        }
    }
}

impl Model {
    /// Returns what is to come and waited for.
    pub(super) fn out(&self) -> impl Iterator<Item = Awaited> {
        let given_up = &self.typeahead.given_up;
        self.all_out().filter(|awaited| !given_up.contains(awaited))
    }

    /// Returns what is to come.
    pub(super) fn all_out(&self) -> impl Iterator<Item = Awaited> {
        let reports = (!self.reports.is_known()).then_some(Awaited::Reports);
        let marks = (!self.memory.is_known()).then_some(Awaited::Marks);
        let answer = self.questions.pending.as_ref();
        let answer = answer.map(|pending| Awaited::Answer(pending.ticket));
        let errands = self.typeahead.errands.iter().copied().map(Awaited::Errand);
        let export = self.export.running.map(|_| Awaited::Export);
        let first = [reports, marks, answer, self.search_out(), self.report_out()];
        let reading = [self.hits_out(), self.text_out()];
        let all = first.into_iter().chain(reading).chain([export]).flatten();
        all.chain(errands)
    }

    fn search_out(&self) -> Option<Awaited> {
        let generation = self.search.generation();
        if !self.search.lists_found() || !self.reports.is_known() {
            None
        } else if !self.search.is_answered() {
            Some(Awaited::Search(generation))
        } else {
            let found = self.search.found().filter(|found| found.may_have_more());
            found.map(|_| Awaited::Rest(generation))
        }
    }

    fn report_out(&self) -> Option<Awaited> {
        let selected = self.article_in(self.list.selected());
        let is_out =
            |index: &usize| self.article(*index).is_none() && !self.reports.is_lost(*index);
        let out = selected
            .filter(is_out)
            .filter(|_| self.pane.opening != Opening::Done);
        out.map(Awaited::Report)
    }

    fn hits_out(&self) -> Option<Awaited> {
        let reading = self.pane.reading.as_ref().filter(|_| self.is_locating())?;
        Some(Awaited::Hits(self.search.generation(), reading.article))
    }

    fn text_out(&self) -> Option<Awaited> {
        let reading = self.pane.reading.as_ref()?;
        let is_out = !reading.is_settled() || matches!(reading.aim.page_lines, PageLines::Asked(_));
        is_out.then_some(Awaited::Text(reading.article))
    }

    /// Returns what something that was typed has to wait for.
    pub(super) fn awaited_by(&self, input: &Input) -> Option<Awaited> {
        let (need, all_rows) = match input {
            Input::Key(key) => self.need_of_key(*key),
            Input::Paste(_) => (Need::Counts, false),
            Input::Mouse(mouse) => (self.need_of_mouse(*mouse), self.is_near_end()),
        };
        let mut out = self.out();
        let needs_export = self.needs_export(input);
        out.find(|awaited| match awaited {
            Awaited::Export => needs_export,
            Awaited::Rest(_) => all_rows && need.has(*awaited),
            awaited => need.has(*awaited),
        })
    }

    /// Returns whether something that was typed ends the reader, and with it an export, or begins another export.
    fn needs_export(&self, input: &Input) -> bool {
        let Input::Key(key) = input else {
            return false;
        };
        let command = match (self.layer(), &self.front.palette) {
            (_, Some(palette)) => palette.command().filter(|_| key.code == Code::Enter),
            (Layer::Overlay, None) => None,
            _ => self.command_of(*key),
        };
        match command {
            Some(Command::Quit) => !self.pane.is_choosing(),
            command => command == Some(Command::Export),
        }
    }

    /// Returns what a key needs, and whether it needs all that was found.
    fn need_of_key(&self, key: Key) -> (Need, bool) {
        let is_enter = key.code == Code::Enter;
        match self.layer() {
            Layer::Palette => {
                let command = self.front.palette.as_ref().and_then(Palette::command);
                let command = command.filter(|_| is_enter);
                command.map_or((Need::Nothing, false), |command| self.need_of(command))
            }
            Layer::Overlay => {
                let command = self.command_of(key);
                let need = command.map_or(Need::Nothing, |command| self.need_over(command));
                (need, false)
            }
            Layer::HelpField => (Need::Nothing, false),
            Layer::Prompt if is_enter => (Need::Report, true),
            Layer::Prompt | Layer::Search => (Need::Counts, false),
            Layer::Folders => (Need::Report, false),
            Layer::Lines if is_enter => (Need::Report, false),
            Layer::Lines | Layer::Panes => match self.command_of(key) {
                Some(command) => self.need_of(command),
                // What it will act on is shown from its first key on.
                None if self.leads_to_correction(&self.sequence_with(key)) => (Need::Report, false),
                None => (Need::Nothing, false),
            },
        }
    }

    /// What a command needs while something stands over the screen.
    fn need_over(&self, command: Command) -> Need {
        let top = self.front.overlays.last();
        let is_selected = top.is_some_and(|overlay| overlay.selected().is_some());
        match command {
            Command::EnterText if is_selected || self.front.is_counting() => Need::Report,
            Command::SwitchFocus
            | Command::BackToList
            | Command::Down
            | Command::Up
            | Command::PageDown
            | Command::TextPageDown
            | Command::PageUp
            | Command::TextPageUp
            | Command::HalfPageDown
            | Command::HalfPageUp
            | Command::Top
            | Command::Bottom => Need::Counts,
            _ => Need::Nothing,
        }
    }

    /// What a command needs, and whether it needs all that was found.
    fn need_of(&self, command: Command) -> (Need, bool) {
        match command {
            Command::Help
            | Command::Problems
            | Command::Palette
            | Command::FetchFolder
            | Command::FetchAll
            | Command::Add
            | Command::Redraw
            | Command::Suspend => (Need::Nothing, false),
            Command::Search | Command::Quit => (Need::Questions, false),
            Command::Bottom
            | Command::MarkAllRead
            | Command::Export
            | Command::Date
            | Command::NextUnread
            | Command::PreviousHit => (self.need_of_step(command), true),
            _ => (self.need_of_step(command), self.is_near_end()),
        }
    }

    /// Steps in the list go on while reports come, but not past one in which a hit is to be gone to.
    fn need_of_step(&self, command: Command) -> Need {
        let is_step = matches!(
            command,
            Command::Down
                | Command::Up
                | Command::PageDown
                | Command::PageUp
                | Command::HalfPageDown
                | Command::HalfPageUp
                | Command::Top
                | Command::Bottom
                | Command::NextArticle
                | Command::PreviousArticle
        );
        let lands = matches!(self.pane.landing, Landing::First | Landing::Last);
        if is_step && self.window.focus == Focus::List && !self.pane.is_choosing() && !lands {
            Need::List
        } else {
            Need::Report
        }
    }

    fn need_of_mouse(&self, mouse: Mouse) -> Need {
        let is_in_list = |area: Area| area.contains(mouse.x, mouse.y);
        match mouse.action {
            MouseAction::Drag | MouseAction::Release => Need::Nothing,
            MouseAction::Click => Need::Report,
            _ if self.layer() == Layer::Palette => Need::Nothing,
            _ if self.layer() == Layer::Overlay => Need::Counts,
            _ if self.layout().list.is_some_and(is_in_list) => self.need_of_step(Command::Down),
            _ => Need::Report,
        }
    }

    /// Whether a step or a page may lead behind the rows that are there.
    fn is_near_end(&self) -> bool {
        let found = self.search.found().map_or(0, Found::len);
        self.list.selected() + self.list_height() >= found
    }

    /// Returns the command that a key would complete where no text is typed.
    pub(super) fn command_of(&self, key: Key) -> Option<Command> {
        if self.layer().takes_text() {
            return None;
        }
        match self.settings.keymap.resolve(&self.sequence_with(key)) {
            Resolved::Command(command) => Some(command),
            Resolved::Prefix => None,
            Resolved::Unbound => match self.settings.keymap.resolve(&[key.outside_text()]) {
                Resolved::Command(command) => Some(command),
                Resolved::Prefix | Resolved::Unbound => None,
            },
        }
    }

    /// The keys that are pending and this one.
    fn sequence_with(&self, key: Key) -> Vec<Key> {
        let pending = self.typeahead.keys.iter().copied();
        pending.chain([key.outside_text()]).collect()
    }
}
