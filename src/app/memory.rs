//! What the reader remembers: marks, places and searches, and what was done to them, to be undone.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};

use super::correcting::Job;
use super::folders::Change;
use super::keymap::Command;
use super::question::{Question, Rows, Wish};
use super::reading_time::ReadingTime;
use super::{Effect, Focus, Model, undo_notices};
use crate::corpus::Found;
use crate::corrections::Which;
use crate::lang::{Lang, Say as _};
use crate::library::{Action, Id, Library, Record, Unkept};

/// What is remembered, and what of it is not yet kept.
#[derive(Debug, Default)]
pub struct Memory {
    library: Library,
    /// Whether what was kept before is there.
    is_known: bool,
    /// Whether that was nothing.
    is_first_time: bool,
    /// Whether the reader has done anything since it was opened.
    pub(super) has_begun: bool,
    /// What was done and is not yet on the disk, the oldest first.
    unwritten: VecDeque<Action>,
    /// What could not be kept the last time, besides that, and why; as long as it is so.
    failing: Option<Unkept>,
    /// What undoes what was done, the last at the end.
    undo: Vec<Undo>,
    /// What is being written into the settings.
    saving: Option<Saving>,
    /// How long what is read has been in sight.
    pub(super) time: ReadingTime,
}

/// A change of the saved searches that is being written.
#[derive(Debug)]
enum Saving {
    /// The last that can be undone undoes it.
    Done,
    /// It undoes this, which is not done as long as it is not written.
    Undone(Change),
}

/// What undoes something that was done.
#[derive(Debug)]
enum Undo {
    /// Marks that are as they were then.
    Marks(Vec<Action>),
    /// A saved search that is as it was then.
    Search(Change),
    /// A correction of a store that is taken back, by its number.
    Correction(PathBuf, u64),
}

impl Memory {
    /// Returns what is remembered of the articles.
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// Returns whether what was kept before is there.
    pub fn is_known(&self) -> bool {
        self.is_known
    }

    /// Returns whether nothing had been read, marked or sought when the reader was opened.
    pub fn is_first_time(&self) -> bool {
        self.is_first_time
    }

    /// Returns what was done and is not yet on the disk: it will stand behind all that is there.
    pub fn unwritten(&self) -> Vec<Action> {
        self.unwritten.iter().cloned().collect()
    }

    /// Returns how much of what was done is not kept, for it cannot be; `None` while it can.
    pub fn unkept(&self) -> Option<usize> {
        let failing = self.failing.as_ref()?;
        Some(failing.count + self.unwritten.len())
    }

    /// Does what changes something. Returns what was done, and what undoes it.
    fn apply(&mut self, actions: Vec<Action>) -> (Vec<Action>, Vec<Action>) {
        let (mut done, mut back) = (Vec::new(), Vec::new());
        for action in actions {
            if let Some((action, undo)) = self.library.change(&action) {
                self.library.act(&action);
                done.push(action);
                back.push(undo);
            }
        }
        self.unwritten.extend(done.iter().cloned());
        back.reverse();
        (done, back)
    }

    /// Takes that the oldest so many actions are on the disk.
    pub(super) fn written(&mut self, count: usize) {
        self.failing = None;
        let count = count.min(self.unwritten.len());
        self.unwritten.drain(..count);
    }

    /// Notes what undoes a change of the saved searches.
    pub(super) fn undo_by(&mut self, back: Change) {
        self.undo.push(Undo::Search(back));
        self.saving = Some(Saving::Done);
    }

    /// Notes which correction can be taken back.
    pub(super) fn undo_by_correction(&mut self, store: PathBuf, number: u64) {
        self.undo.push(Undo::Correction(store, number));
        self.saving = None;
    }

    /// Takes that a correction was taken back: there is nothing to undo of it.
    pub(super) fn correction_undone(&mut self, store: &Path, number: u64) {
        let is_it = |undo: &Undo| match undo {
            Undo::Correction(other, of) => other == store && *of == number,
            _ => false,
        };
        self.undo.retain(|undo| !is_it(undo));
    }

    /// Takes what the settings had under the name of the search that was saved or removed: another may have
    /// put it there, and it may be nothing that is understood. Undoing brings it back.
    pub(super) fn replaced(&mut self, former: String) {
        if let Some(Saving::Done) = self.saving
            && let Some(Undo::Search(back)) = self.undo.last_mut()
        {
            back.typed = Some(former);
        }
    }

    /// Takes that a change of the saved searches was not written: one that was to be undone still is, and
    /// of another there is nothing to undo.
    pub(super) fn forget_change(&mut self) {
        match self.saving.take() {
            Some(Saving::Done) => drop(self.undo.pop()),
            Some(Saving::Undone(back)) => self.undo.push(Undo::Search(back)),
            None => {}
        }
    }

    /// Does again what is not yet on the disk, for it will stand behind all that is there.
    fn redo(&mut self) {
        for action in &self.unwritten {
            self.library.act(action);
        }
    }
}

impl Memory {
    /// Takes that reports have come in since the reader was last left.
    pub(super) fn arrived(&mut self, ids: Vec<Id>) {
        self.library.act(&Action::Arrived(ids));
    }
}

impl Model {
    /// Takes what was kept, all of it.
    pub(super) fn remembered(&mut self, library: Library, damaged: usize) {
        self.memory.is_first_time = !library.was_used();
        self.memory.library = library;
        self.memory.is_known = true;
        self.memory.redo();
        if damaged > 0 {
            self.notice = Some(match self.lang {
                Lang::En => format!(
                    "{damaged} damaged records of your marks are left out; they go to library.jsonl.damaged"
                ),
                Lang::Zh => {
                    format!("您的标记中有 {damaged} 条记录损坏，已略去，移到 library.jsonl.damaged")
                }
            });
        }
        self.folders.all_changed();
        self.search.set_history(self.memory.library.searches());
        self.restore_view();
        let read = self.pane.article();
        if let Some(index) = read.filter(|_| !self.pane.touched && !self.search.is_active()) {
            let place = self.place_in(index);
            if let Some(reading) = &mut self.pane.reading {
                reading.restore(place);
            }
        }
        // What is asked of marks has another answer now.
        self.search.ask_again();
        self.go_back();
        self.restore_sort();
        self.restore_copies();
        self.restore_folder();
    }

    /// Takes what another reader did. What is not yet written here stands behind it.
    pub(super) fn marked_elsewhere(&mut self, records: &[Record]) {
        for record in records {
            self.memory.library.take(record);
        }
        self.memory.redo();
        let done = records.iter().map(|record| &record.action);
        self.folders.marks_changed(done);
        self.search.set_history(self.memory.library.searches());
    }

    /// Says why nothing is kept, once for each reason; the reader goes on all the same, and that it is so stays
    /// in sight.
    pub(super) fn not_kept(&mut self, unkept: Unkept) {
        self.memory.is_known = true;
        let why = unkept.why.say(self.lang);
        let known = self.memory.failing.replace(unkept);
        if known.is_some_and(|known| known.why.say(self.lang) == why) {
            return;
        }
        self.notice = Some(match self.lang {
            Lang::En => format!("marks and places are not kept: {why}"),
            Lang::Zh => format!("标记与位置未能保存：{why}"),
        });
    }

    /// Does what changes something, and has it kept. Returns what undoes it.
    pub(super) fn remember(&mut self, actions: Vec<Action>) -> Vec<Action> {
        let (done, back) = self.memory.apply(actions);
        self.folders.marks_changed(&done);
        if !done.is_empty() {
            self.effects.push(Effect::Remember(done));
        }
        back
    }

    /// Does what the reader asked for, so that it can be undone; returns whether it changed anything.
    pub(super) fn mark(&mut self, actions: Vec<Action>) -> bool {
        let back = self.remember(actions);
        let changed = !back.is_empty();
        if changed {
            self.memory.undo.push(Undo::Marks(back));
            self.memory.saving = None;
        }
        changed
    }

    /// Undoes the last that was done and is not undone.
    pub(super) fn undo(&mut self) {
        let said = match self.memory.undo.pop() {
            Some(Undo::Search(back)) => {
                let said = undo_notices::search(&back);
                self.effects.push(Effect::Save(back.clone()));
                self.memory.saving = Some(Saving::Undone(back));
                said
            }
            Some(Undo::Correction(store, number)) => {
                self.memory.saving = None;
                let which = Which::Number(number);
                let job = Job::TakeBack { store, which };
                return self.effects.push(Effect::Correct(job));
            }
            Some(Undo::Marks(back)) => {
                self.memory.saving = None;
                self.memory.time.settle();
                self.take_back_view(&back);
                let said = undo_notices::marks(&back);
                self.remember(back);
                said
            }
            None => ["nothing to undo", "没有可撤销的操作"].map(str::to_owned),
        };
        let [english, chinese] = said;
        self.notice = Some(match self.lang {
            Lang::En => english,
            Lang::Zh => chinese,
        });
    }

    /// The id of the article that the reader acts on.
    pub(super) fn acted_on(&self) -> Option<Id> {
        let id = match self.window.focus {
            Focus::Text => &self.pane.reading.as_ref()?.id,
            Focus::List => {
                let index = self.article_in(self.list.selected())?;
                &self.article(index)?.id
            }
        };
        Some(id.as_str().into())
    }

    /// Says that there is no report to act on.
    pub(super) fn tell_of_none(&mut self) {
        let none = self.lang.pick("there is no report here", "这里没有报道");
        self.notice = Some(none.to_owned());
    }

    pub(super) fn toggle_read(&mut self) {
        let Some(id) = self.acted_on() else {
            return self.tell_of_none();
        };
        let was_read = self.memory.library.is_read(&id);
        self.memory.time.settle_as(id.clone());
        self.mark(vec![if was_read {
            Action::Unread(vec![id])
        } else {
            Action::Read(vec![id])
        }]);
    }

    pub(super) fn toggle_star(&mut self) {
        let Some(id) = self.acted_on() else {
            return self.tell_of_none();
        };
        let is_starred = self.memory.library.is_starred(&id);
        self.mark(vec![if is_starred {
            Action::Unstar(vec![id])
        } else {
            Action::Star(vec![id])
        }]);
    }

    /// Marks everything in the list as read; the ids of its reports are asked for first.
    pub(super) fn mark_all_read(&mut self) {
        let more = |found: &Found| found.may_have_more();
        if self.search.lists_found() && !self.search.is_answered()
            || self.search.found().is_some_and(more)
        {
            let why = self
                .lang
                .pick("not yet: still searching", "还在查找，请稍候");
            self.notice = Some(why.to_owned());
            return;
        }
        let indexes: Vec<usize> = self.indexes(0..self.rows());
        let question = Question::Ids(self.present(indexes));
        self.ask_outside(Wish::MarkAllRead, question);
    }

    /// Marks these as read, in one.
    pub(super) fn mark_read(&mut self, ids: Vec<Id>) {
        let before = self.memory.library.read().count();
        self.mark(vec![Action::Read(ids)]);
        let count = self.memory.library.read().count() - before;
        let undo = self.settings.keymap.key_or_name(Command::Undo);
        self.notice = Some(match (count, self.lang) {
            (0, Lang::En) => "nothing here is unread".to_owned(),
            (0, Lang::Zh) => "这里没有未读的报道".to_owned(),
            (_, Lang::En) => format!("{count} marked as read; {undo} undoes it"),
            (_, Lang::Zh) => format!("已将 {count} 篇标为已读；按 {undo} 撤销"),
        });
    }

    /// Goes to the next unread article in the list, or the one before.
    pub(super) fn go_to_unread(&mut self, back: bool) {
        let row = self.list.selected();
        let mut rows: Vec<usize> = if back {
            self.indexes(0..row)
        } else {
            self.indexes(row + 1..self.rows())
        };
        if back {
            rows.reverse();
        }
        let question = Question::Unread(self.present(rows));
        self.ask_outside(Wish::GoToUnread { back }, question);
    }

    /// Goes to an unread article that was found.
    pub(super) fn unread_found(&mut self, index: Option<usize>) {
        let row = index.and_then(|index| match self.search.found() {
            Some(found) => found.position(index),
            None => Some(index),
        });
        if let Some(row) = row {
            return self.select(row);
        }
        let none = self
            .lang
            .pick("no unread report there", "那边没有未读的报道");
        self.notice = Some(none.to_owned());
    }

    fn indexes(&self, rows: std::ops::Range<usize>) -> Vec<usize> {
        match self.search.found() {
            Some(found) => {
                let all = found.listed().skip(rows.start);
                all.take(rows.len()).collect()
            }
            None => (rows.start..rows.end.min(self.reports.len())).collect(),
        }
    }

    /// Takes rows as they are now.
    fn present(&self, indexes: Vec<usize>) -> Rows {
        let version = self.reports.version();
        Rows { version, indexes }
    }

    /// Remembers a search.
    pub(super) fn remember_search(&mut self) {
        let typed = self.search.typed().trim().to_owned();
        if !typed.is_empty() {
            self.remember(vec![Action::Search(typed)]);
        }
    }

    /// Remembers where reading stopped in an article.
    pub(super) fn remember_place(&mut self, id: Id, byte: usize) {
        self.remember(vec![Action::Place(id, byte as u64)]);
    }
}
