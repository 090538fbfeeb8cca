//! Going to a date in the list.

use super::Model;
use super::line_edit::LineEdit;
use super::prompt::Prompt;
use super::question::{Question, Wish};
use crate::corpus::RowsOfDays;
use crate::lang::Lang;
use crate::search::Sort;
use crate::search::query::{self, DateRange};

impl Model {
    /// Opens the field for a date, where there is an order of dates.
    pub(super) fn ask_date(&mut self) {
        if !matches!(self.search.sort(), Sort::Newest | Sort::Oldest) {
            return self.tell_unordered();
        }
        self.front.prompt = Some(Prompt::Date(LineEdit::default()));
    }

    /// Goes to the newest report of a day, a month or a year as it was typed, or the next older one.
    pub(super) fn go_to_date(&mut self, typed: &str) {
        if typed.is_empty() {
            return;
        }
        let Some(days) = query::span_of(typed) else {
            self.notice = Some(match self.lang {
                Lang::En => format!("{typed} is no date; 2019-11-22, 2019年11月 and 2019 are"),
                Lang::Zh => format!("{typed} 不是日期；可写 2019-11-22、2019年11月、2019"),
            });
            return;
        };
        self.go_to_days(days);
    }

    /// Goes to the newest report of some days.
    pub(super) fn go_to_days(&mut self, days: DateRange) {
        self.ask_outside(Wish::GoToDays(days), Question::Days(days));
    }

    /// Goes to the first of some rows, or in what was found to the first that is there; where none is, to the next
    /// older report, which is said.
    pub(super) fn go_to_rows_of_days(&mut self, days: &RowsOfDays) {
        let first = days.rows.start;
        let found = self.search.found();
        let row = found.map_or(first, |found| found.position_from(first));
        self.select(row);
        let landed = self.article_in(row).unwrap_or(usize::MAX);
        if days.rows.contains(&landed) {
            return;
        }
        let is_none_older = landed < first || landed >= days.dated;
        let why = if is_none_older {
            self.lang
                .pick("no report is as old as that", "没有那么早的报道")
        } else if self.list.selected() == 0 {
            self.lang.pick(
                "no report is as new as that: this is the newest",
                "没有那么新的报道，这是最新的",
            )
        } else {
            self.lang.pick(
                "no report is of that date: this is the next older",
                "那时没有报道，这是其前最近的",
            )
        };
        self.notice = Some(why.to_owned());
    }
}
