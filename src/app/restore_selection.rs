//! Coming back to the report that was selected when the reader was left. A reader left at the top of the list is at
//! the top again, where the news is.

use super::Model;
use super::question::{Question, Wish};
use crate::library::Action;

/// What of the window the selected report is.
const REPORT: &str = "report";

impl Model {
    /// Remembers which report is selected.
    pub(super) fn keep_selected(&mut self) {
        let row = self.list.selected();
        let is_top = row == 0 && !self.search.is_searching();
        let index = self.article_in(row).filter(|_| !is_top);
        let id = index.and_then(|index| Some(self.article(index)?.id.clone()));
        if self.memory.has_begun {
            let action = Action::Window(REPORT.to_owned(), id.unwrap_or_default());
            self.remember(vec![action]);
        }
    }

    /// Goes back to it, once it is known which it was and which reports there are, unless the reader has done
    /// anything by then.
    pub(super) fn go_back(&mut self) {
        let id = self.memory.library().window(REPORT).unwrap_or_default();
        let is_known = self.memory.is_known() && self.reports.is_known();
        if self.memory.has_begun || id.is_empty() || !is_known {
            return;
        }
        let question = Question::Report(id.to_owned());
        self.ask_outside(Wish::GoBack, question);
    }

    /// Takes where the report is.
    pub(super) fn report_found(&mut self, index: Option<usize>) {
        if !self.memory.has_begun {
            self.go_back_to(index);
        }
    }

    fn go_back_to(&mut self, index: Option<usize>) {
        let row = match (self.search.lists_found(), self.search.found()) {
            (false, _) => index,
            (true, found) => index.and_then(|index| found?.position(index)),
        };
        if let Some(row) = row {
            self.select(row);
        }
    }
}
