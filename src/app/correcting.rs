//! Correcting the reports of an imported page, by keys behind one prefix or by the palette.
//!
//! While the keys of the prefix are pending the text that they will act on is shown, and keys that move elsewhere
//! choose another (`target`). A correction is written by the shell, which then reads the store again; keys that
//! are typed meanwhile wait.

pub mod aim;
pub mod choice;
mod target;

use std::path::PathBuf;

use super::keymap::Command;
use super::keys::Key;
use super::overlay::Kind;
use super::question::{Question, Rows, Wish as Asked};
use super::typeahead::Errand;
use super::{Effect, Focus, Layer, Model};
use crate::corpus::Neighbour;
use crate::corrections::{Destination, Done, Mark, Request, Which, Wish};
use crate::lang::{Bilingual, Lang, Say as _};

use choice::{Choice, Purpose};

/// Something to be done to a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Job {
    /// Correct the report in a row of a version of the reports.
    Correct {
        /// The version, and the row.
        row: (u64, usize),
        /// What is asked for.
        request: Request,
    },
    /// Take back the last correction of the page of the report in a row.
    TakeBackLast {
        /// The version, and the row.
        row: (u64, usize),
        /// Its id.
        report: String,
    },
    /// Take a correction back.
    TakeBack {
        /// The store.
        store: PathBuf,
        /// Which.
        which: Which,
    },
}

/// What was done to a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Corrected {
    /// The store.
    pub store: PathBuf,
    /// The correction.
    pub done: Done,
    /// Whether it was taken back.
    pub is_taken_back: bool,
}

impl Command {
    /// Returns whether it corrects the report that is read.
    pub fn is_correction(self) -> bool {
        matches!(
            self,
            Self::SplitReport
                | Self::JoinReports
                | Self::MoveText
                | Self::MoveEarlier
                | Self::MoveLater
                | Self::GiveHeadline
                | Self::MarkHeadline
                | Self::MarkSubhead
                | Self::MarkParagraph
                | Self::MarkByline
                | Self::MarkCaption
                | Self::MarkFurniture
                | Self::UndoCorrection
        )
    }
}

impl Model {
    /// Does a command that corrects the report that is read.
    pub(super) fn correct(&mut self, command: Command) {
        let Some(index) = self.pane.article() else {
            return self.tell_of_none();
        };
        let Some(article) = self.article(index) else {
            return self.tell_of_none();
        };
        if article.origin.is_none() {
            self.notice = Some(crate::corrections::Error::NotImported.say(self.lang));
            return;
        }
        let report = article.id.clone();
        self.window.focus = Focus::Text;
        let spans = self.target_spans();
        let wish = match command {
            Command::SplitReport => spans.first().copied().map(Wish::Split),
            Command::JoinReports => Some(Wish::Join),
            Command::MoveEarlier => Some(Wish::Move(spans, Destination::Earlier)),
            Command::MoveLater => Some(Wish::Move(spans, Destination::Later)),
            Command::MarkHeadline => Some(Wish::Mark(spans, Mark::Headline)),
            Command::MarkSubhead => Some(Wish::Mark(spans, Mark::Subhead)),
            Command::MarkParagraph => Some(Wish::Mark(spans, Mark::Paragraph)),
            Command::MarkByline => Some(Wish::Mark(spans, Mark::Byline)),
            Command::MarkCaption => Some(Wish::Mark(spans, Mark::Caption)),
            Command::MarkFurniture => Some(Wish::Mark(spans, Mark::Furniture)),
            Command::MoveText => return self.choose_report(Purpose::Move(spans), report, index),
            Command::GiveHeadline => return self.choose_report(Purpose::Headline, report, index),
            _ => {
                let row = (self.reports.version(), index);
                let job = Job::TakeBackLast { row, report };
                return self.effects.push(Effect::Correct(job));
            }
        };
        if let Some(wish) = wish {
            return self.ask_correction(index, report, wish);
        }
        let nothing = self.lang.pick(
            "there is no text of the report to point at",
            "没有指到报道的文字",
        );
        self.notice = Some(nothing.to_owned());
    }

    fn ask_correction(&mut self, index: usize, report: String, wish: Wish) {
        self.effects.push(Effect::Correct(Job::Correct {
            row: (self.reports.version(), index),
            request: Request { report, wish },
        }));
    }

    /// Has another report of the page chosen.
    fn choose_report(&mut self, purpose: Purpose, report: String, index: usize) {
        self.show(Kind::Reports(Choice::new(purpose, report, index)));
        let rows = Rows {
            version: self.reports.version(),
            indexes: vec![index],
        };
        self.ask_outside(Asked::ChooseReport, Question::Page(rows));
    }

    /// Takes which reports the page has.
    pub(super) fn page_found(&mut self, reports: Vec<Neighbour>) {
        let top = self.front.overlays.last_mut();
        if let Some(Kind::Reports(choice)) = top.map(super::overlay::Overlay::kind_mut) {
            choice.take(reports);
            if choice.is_vain() {
                self.front.overlays.pop();
                let alone = self
                    .lang
                    .pick("there is no other report on its page", "本版面没有别的报道");
                self.notice = Some(alone.to_owned());
            }
        }
    }

    /// Does what a report was chosen for.
    pub(super) fn report_chosen(&mut self, choice: &Choice) {
        let Some(to) = choice.chosen() else { return };
        let (index, report) = choice.of();
        let wish = match choice.purpose() {
            Purpose::Move(spans) => Wish::Move(spans.clone(), Destination::Report(to)),
            Purpose::Headline => Wish::Headline(to),
        };
        self.ask_correction(index, report.to_owned(), wish);
    }

    /// Takes how a correction went. Keys wait on until the reports are read again.
    pub(super) fn corrected(&mut self, outcome: Result<Corrected, Bilingual>) {
        let corrected = match outcome {
            Ok(corrected) => corrected,
            Err(why) => {
                self.typeahead.done(Errand::Correct);
                let not = self.lang.pick("not corrected", "未更正");
                self.notice = Some(self.lang.about(not, &why.say(self.lang)));
                return;
            }
        };
        let act = corrected.done.what.say(self.lang);
        let undo = self.settings.keymap.key_or_name(Command::Undo);
        self.notice = Some(match (corrected.is_taken_back, self.lang) {
            (false, Lang::En) => format!("{act}; {undo} undoes it"),
            (false, Lang::Zh) => format!("{act}；按 {undo} 撤销"),
            (true, Lang::En) => format!("undone: {act}"),
            (true, Lang::Zh) => format!("已撤销：{act}"),
        });
        let Corrected { store, done, .. } = corrected;
        if corrected.is_taken_back {
            self.memory.correction_undone(&store, done.number);
        } else {
            self.memory.undo_by_correction(store, done.number);
        }
    }

    /// Returns whether these keys may go on to be a correction.
    pub(super) fn leads_to_correction(&self, keys: &[Key]) -> bool {
        let mut continuations = self.settings.keymap.continuations(keys);
        !keys.is_empty() && continuations.any(|(_, row)| row.binding.command.is_correction())
    }

    /// Shows what the pending keys will act on, as long as they may complete a correction.
    pub(super) fn aim(&mut self) {
        if matches!(self.layer(), Layer::Panes | Layer::Lines)
            && self.leads_to_correction(&self.typeahead.keys)
        {
            self.aim_at_text();
        } else {
            self.drop_target();
        }
    }
}
