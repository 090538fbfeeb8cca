//! Questions that a key asks of the threads, one at a time, and what is done with the answers.
//!
//! A ticket tells the answer that is awaited from one to a question that was taken back or asked again.

use super::{Effect, Model};
use crate::corpus::{Counting, Counts, Neighbour, Printing, RowsOfDays};
use crate::lang::Lang;
use crate::library::Id;
use crate::search::Query;
use crate::search::query::DateRange;

/// Tells one question from another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ticket(pub u64);

/// Something that the model cannot tell by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// The rows of the reports of these days.
    Days(DateRange),
    /// The ids of these reports.
    Ids(Rows),
    /// The first of these reports that is unread.
    Unread(Rows),
    /// The reports of the page of this one.
    Page(Rows),
    /// What newspapers made of the text of this one.
    Printings(Rows),
    /// Where the report of this id is.
    Report(String),
    /// What this finds, counted. A search of a later generation breaks it off.
    Count {
        /// The generation of the search that it belongs to.
        generation: u64,
        /// What to look for.
        query: Query,
        /// Whether reports that are one text count as one.
        once: bool,
        /// What to count.
        counting: Counting,
    },
}

/// Rows of reports that are asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rows {
    /// The version of their corpus.
    pub version: u64,
    /// The articles' indexes, in order.
    pub indexes: Vec<usize>,
}

/// The answer to a [`Question`].
#[derive(Debug)]
pub enum Reply {
    /// The rows of the reports of some days.
    Days(RowsOfDays),
    /// Ids, in order.
    Ids(Vec<Id>),
    /// The index of an article, if there is one.
    Article(Option<usize>),
    /// Counts.
    Counts(Counts),
    /// The reports of a page.
    Page(Vec<Neighbour>),
    /// What newspapers made of one text.
    Printings(Vec<Printing>),
}

/// What is asked.
#[derive(Debug, Default)]
pub(super) struct Questions {
    /// The question that is out, and how many there were.
    pub(super) pending: Option<Pending>,
    tickets: u64,
    /// The search of which it was last asked for counts.
    pub(super) counted_for: u64,
    /// How often it was asked where an article came from.
    origins: u64,
}

impl Questions {
    /// Asks a question, in the place of one that may be out.
    fn ask(&mut self, wish: Wish, question: Question) -> Effect {
        let ticket = Ticket(self.tickets + 1);
        self.tickets = ticket.0;
        self.pending = Some(Pending { ticket, wish });
        Effect::Ask(ticket, question)
    }

    /// Returns the number of a question where an article came from.
    pub(super) fn next_origin(&mut self) -> u64 {
        self.origins += 1;
        self.origins
    }
}

/// A question whose answer is out.
#[derive(Debug)]
pub(super) struct Pending {
    pub(super) ticket: Ticket,
    wish: Wish,
}

/// What the answer is wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    /// To go to the newest report of these days.
    GoToDays(DateRange),
    /// To go to the next unread report, or the one before.
    GoToUnread {
        /// The one before.
        back: bool,
    },
    /// To mark all that is listed as read.
    MarkAllRead,
    /// To go back to the report that was selected when the reader was left.
    GoBack,
    /// To compare what newspapers made of one text.
    Compare,
    /// To choose another report of a page.
    ChooseReport,
    /// To show it in a panel, or to complete what is typed.
    Count(Counting),
}

impl Wish {
    fn is_completion(self) -> bool {
        matches!(self, Self::Count(Counting::Values(_)))
    }
}

impl Model {
    /// Asks a question, in the place of one that may be out.
    pub(super) fn ask_outside(&mut self, wish: Wish, question: Question) {
        let ask = self.questions.ask(wish, question);
        self.effects.push(ask);
    }

    /// Takes an answer; `None` where there will be none.
    pub(super) fn answered(&mut self, ticket: Ticket, reply: Option<Reply>) {
        let Some(pending) = self
            .questions
            .pending
            .take_if(|pending| pending.ticket == ticket)
        else {
            return;
        };
        match (pending.wish, reply) {
            (Wish::GoToDays(_), Some(Reply::Days(rows))) => self.go_to_rows_of_days(&rows),
            (Wish::GoToUnread { .. }, Some(Reply::Article(index))) => self.unread_found(index),
            (Wish::MarkAllRead, Some(Reply::Ids(ids))) => self.mark_read(ids),
            (Wish::GoBack, Some(Reply::Article(index))) => self.report_found(index),
            // Something else is looked for by now, and the panel is to show what that finds.
            (Wish::Count(counting), _)
                if self.questions.counted_for != self.search.generation() =>
            {
                self.count(counting);
            }
            (Wish::Count(_), Some(Reply::Counts(counts))) => self.counted(counts),
            (Wish::Compare, Some(Reply::Printings(printings))) => self.compare(printings),
            (Wish::ChooseReport, Some(Reply::Page(reports))) => self.page_found(reports),
            (wish, _) => self.unanswered(wish),
        }
    }

    /// Asks again what is out, for the reports stand elsewhere now.
    pub(super) fn ask_once_more(&mut self) {
        match self.questions.pending.take().map(|pending| pending.wish) {
            Some(Wish::GoToDays(days)) => self.go_to_days(days),
            Some(Wish::GoToUnread { back }) => self.go_to_unread(back),
            Some(Wish::MarkAllRead) => self.mark_all_read(),
            Some(Wish::Compare) => self.ask_to_compare(),
            Some(Wish::Count(counting)) => self.count(counting),
            // What was pointed at stands elsewhere now.
            Some(Wish::ChooseReport) => drop(self.front.overlays.pop()),
            // Whoever has other reports goes back anyway.
            Some(Wish::GoBack) | None => {}
        }
    }

    /// Says that there is no answer. What waited for it is not done, for it would be done to other reports.
    fn unanswered(&mut self, wish: Wish) {
        if wish == Wish::GoBack {
            return;
        }
        if self.front.is_counting() {
            self.front.overlays.pop();
        }
        self.tell_of_failure();
    }

    /// Says that a question failed, and drops what waited for its answer.
    pub(super) fn tell_of_failure(&mut self) {
        self.typeahead.drop_waiting();
        self.notice = Some(
            match self.lang {
                Lang::En => {
                    "no answer: the index cannot be read and is being rebuilt; try again then"
                }
                Lang::Zh => "没有结果：索引无法读取，正在重建；请稍后再试",
            }
            .to_owned(),
        );
    }

    /// Takes a question back whose answer nobody looks at any more: its panel or its field is closed.
    pub(super) fn forget_count(&mut self) {
        let is_wanted = |wish: Wish| match wish {
            Wish::Count(_) if wish.is_completion() => {
                self.search.field.is_some() || self.front.prompt.is_some()
            }
            Wish::Count(_) | Wish::ChooseReport => self.front.is_counting(),
            _ => true,
        };
        if self
            .questions
            .pending
            .as_ref()
            .is_some_and(|pending| !is_wanted(pending.wish))
        {
            self.questions.pending = None;
        }
    }
}
