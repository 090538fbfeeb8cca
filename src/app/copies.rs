//! Reports that are one text in several newspapers: listed once, and compared.

use super::Model;
use super::comparison::Comparison;
use super::overlay::Kind;
use super::question::{Question, Rows, Wish};
use crate::corpus::Printing;
use crate::library::Action;

/// What of the window it is whether they are listed once.
const COPIES: &str = "copies";

/// That they are, and that they are not.
const ONCE: &str = "once";
const EACH: &str = "each";

impl Model {
    /// Lists reports that are one text once, or each of them again.
    pub(super) fn toggle_copies(&mut self) {
        let once = !self.search.order.once;
        let (kept, said) = if once {
            (
                ONCE,
                self.lang.pick("one row for each text", "通稿列为同一行"),
            )
        } else {
            (EACH, self.lang.pick("a row for each report", "逐篇列出"))
        };
        self.notice = Some(said.to_owned());
        self.list_once(once);
        self.remember(vec![Action::Window(COPIES.to_owned(), kept.to_owned())]);
    }

    fn list_once(&mut self, once: bool) {
        self.search.list_once(once);
        self.show_search();
    }

    /// Lists them as the last time.
    pub(super) fn restore_copies(&mut self) {
        if self.memory.library().window(COPIES) == Some(ONCE) && !self.search.order.once {
            self.list_once(true);
        }
    }

    /// Asks what newspapers made of the text of the selected report.
    pub(super) fn ask_to_compare(&mut self) {
        if let Some(index) = self.article_in(self.list.selected()) {
            let rows = Rows {
                version: self.reports.version(),
                indexes: vec![index],
            };
            self.ask_outside(Wish::Compare, Question::Printings(rows));
        }
    }

    /// Shows it.
    pub(super) fn compare(&mut self, printings: Vec<Printing>) {
        let selected = self.article_in(self.list.selected());
        let own = printings.iter().position(|one| Some(one.row) == selected);
        match own {
            Some(own) if printings.len() > 1 => {
                self.show(Kind::Comparison(Comparison::new(printings, own)));
            }
            _ => {
                let none = self.lang.pick(
                    "no other newspaper here has this text",
                    "没有其他报纸刊登同一篇",
                );
                self.notice = Some(none.to_owned());
            }
        }
    }
}
