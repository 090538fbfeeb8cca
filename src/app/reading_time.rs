//! When a report counts as read: its end was shown, or its text was in sight for long enough.

use super::pane::Opening;
use super::{Effect, Focus, Model};
use crate::library::{Action, Id};

/// How long the article that is read has been in sight.
#[derive(Debug, Default)]
pub(super) struct ReadingTime {
    /// The article of which it is settled, as long as it is open, whether it was read.
    settled: Option<Id>,
    /// The article that is being looked at, and the number of its wait.
    looked_at: Option<Id>,
    wait: u64,
    /// Whether its time is counted now.
    is_timed: bool,
    /// Whether another program has the terminal.
    pub(super) runs_program: bool,
}

impl ReadingTime {
    /// Leaves it as it is whether the article that is looked at was read.
    pub(super) fn settle(&mut self) {
        self.settled.clone_from(&self.looked_at);
    }

    /// Leaves it as it is whether an article was read.
    pub(super) fn settle_as(&mut self, id: Id) {
        self.settled = Some(id);
    }

    /// Has the time counted for which an article is in sight: `seconds`, where any are to be. Returns what is to
    /// be done for it.
    fn look_at(&mut self, id: Option<&Id>, seconds: Option<u32>) -> Option<Effect> {
        let is_other = id != self.looked_at.as_ref();
        if is_other {
            self.looked_at = id.cloned();
            self.settled = None;
            self.wait += 1;
        }
        let was_timed = std::mem::replace(&mut self.is_timed, seconds.is_some());
        match seconds {
            Some(seconds) if is_other || !was_timed => Some(Effect::Wait(self.wait, seconds)),
            None if was_timed => Some(Effect::PauseWait),
            _ => None,
        }
    }

    /// Notes that an article was read. Returns whether that was not settled since it was opened.
    fn settle_as_read(&mut self, id: &Id) -> bool {
        let is_new = self.settled.as_ref() != Some(id);
        if is_new {
            self.settled = Some(id.clone());
        }
        is_new
    }
}

impl Model {
    /// Notes what is looked at: whose end was shown is read, and of another one is told when it has been open
    /// for a while. Nobody reads what something covers, nor before a key is pressed: a reader may be left open.
    pub(super) fn look_on(&mut self) {
        let is_shown = self.layout().pane.is_some() && !self.is_left();
        let shown = self.pane.reading.as_ref().filter(|_| is_shown);
        let id = shown.map(|reading| Id::from(reading.id.as_str()));
        let is_in_sight = id.is_some() && self.memory.has_begun && !self.is_covered();
        let seconds = self.settings.when_read.after.filter(|_| is_in_sight);
        let wait = self.memory.time.look_at(id.as_ref(), seconds);
        self.effects.extend(wait);
        // What merely passes by while headlines are gone through or a search is typed is not read, however
        // short.
        let is_gone_through = self.window.focus == Focus::List || self.search.field.is_some();
        let is_read_in = !is_gone_through || self.pane.touched;
        let ended = self.settings.when_read.at_end && self.pane.is_shown_whole() && is_read_in;
        if let Some(id) = id.filter(|_| is_in_sight && ended && self.memory.is_known()) {
            self.settle_as_read(id);
        }
    }

    /// Takes that the reader goes on from the end of the article that is read: it was read, however short.
    pub(super) fn read_to_end(&mut self) {
        let id = self.pane.id().map(Id::from);
        if let Some(id) = id.filter(|_| self.settings.when_read.at_end && self.memory.is_known()) {
            self.settle_as_read(id);
        }
    }

    /// Whether the article that is read was left for one that is to come, or is lost.
    fn is_left(&self) -> bool {
        let selected = self.article_in(self.list.selected());
        let read = self.pane.article();
        let is_lost = |index: usize| read != Some(index) && self.reports.is_lost(index);
        self.pane.opening != Opening::Done || selected.is_some_and(is_lost)
    }

    /// Whether something stands over the text, or another program has the terminal.
    fn is_covered(&self) -> bool {
        self.layer().hides_panes() || self.memory.time.runs_program
    }

    /// An article has been open for a while: it counts as read.
    pub(super) fn waited(&mut self, wait: u64) {
        if wait != self.memory.time.wait || !self.memory.time.is_timed {
            return;
        }
        self.keep_place();
        if let Some(id) = self.memory.time.looked_at.clone() {
            self.settle_as_read(id);
        }
    }

    /// Marks the open article as read, unless that was settled since it was opened.
    fn settle_as_read(&mut self, id: Id) {
        if self.memory.time.settle_as_read(&id) {
            self.remember(vec![Action::Read(vec![id])]);
        }
    }
}
