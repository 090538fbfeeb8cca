//! Going to a date in the list.

use super::Model;
use super::keymap::Command;
use super::line_edit::LineEdit;
use super::prompt::Prompt;
use super::question::{Question, Wish};
use super::search_state::Sort;
use crate::lang::Lang;
use crate::search::query::{self, DateRange};

impl Model {
    /// Opens the field for a date, where there is an order of dates.
    pub(super) fn ask_date(&mut self) {
        if self.search.is_active() && self.search.sort() == Sort::Relevance {
            let key = self.settings.keymap.key_or_name(Command::Sort);
            self.notice = Some(match self.lang {
                Lang::En => format!("sorted by relevance; {key} sorts by date"),
                Lang::Zh => format!("现按相关排列；按 {key} 改按日期"),
            });
            return;
        }
        self.front.prompt = Some(Prompt::Date(LineEdit::default()));
    }

    /// Goes to the newest report of a day, a month or a year as it was typed, or the next older one.
    pub(super) fn go_to_date(&mut self, typed: &str) {
        if typed.is_empty() {
            return;
        }
        let Some(DateRange { from, until }) = query::span_of(typed) else {
            self.notice = Some(match self.lang {
                Lang::En => format!("{typed} is no date; 2019-11-22, 2019年11月 and 2019 are"),
                Lang::Zh => format!("{typed} 不是日期；可写 2019-11-22、2019年11月、2019"),
            });
            return;
        };
        self.go_to_day(until.or(from).unwrap_or(u32::MAX));
    }

    /// Goes to the newest report that is of an earlier day than this key.
    pub(super) fn go_to_day(&mut self, before: u32) {
        self.ask_outside(Wish::GoToDay(before), Question::Day(before));
    }

    /// Goes to an article in the list, or in what was found to the first behind it.
    pub(super) fn go_to_row_of_day(&mut self, index: usize) {
        let row = self
            .search
            .found()
            .map_or(index, |found| found.position_from(index));
        self.select(row);
    }
}
