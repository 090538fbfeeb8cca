//! Reports that are like the selected one, and the way back from them.

use super::report_window::Selected;
use super::{Focus, Model};
use crate::corpus::Found;
use crate::document::headline_in_list;
use crate::search::Query;

/// Where the reader was when it asked for similar reports.
#[derive(Clone, Debug, PartialEq, Eq)]
struct CameFrom {
    /// What was looked for.
    typed: String,
    /// The report.
    report: Selected,
    /// Which pane had the keys.
    focus: Focus,
    /// The report's headline.
    headline: String,
}

/// The way back from similar reports.
#[derive(Debug, Default)]
pub(super) struct WayBack {
    /// The last place behind those before it.
    places: Vec<CameFrom>,
    /// The report to be selected where the next answer has it, by its index.
    pub(super) return_to: Option<usize>,
}

impl WayBack {
    /// Returns the headline of the report that was asked about last.
    pub(super) fn headline(&self) -> Option<&str> {
        self.places.last().map(|place| place.headline.as_str())
    }

    /// Takes that something else is looked for: the way ends where that is no similar reports.
    pub(super) fn go_on(&mut self, is_of_similar: bool) {
        self.return_to = None;
        if !is_of_similar {
            self.places.clear();
        }
    }
}

impl Model {
    /// Looks for the reports that are like the selected one.
    pub(super) fn find_similar(&mut self) {
        let index = self.article_in(self.list.selected());
        let Some((index, article)) = index.and_then(|index| Some((index, self.article(index)?)))
        else {
            return;
        };
        let typed = Query::like(&article.id).to_string();
        let came_from = CameFrom {
            typed: self.search.typed().to_owned(),
            report: (self.reports.version(), index),
            focus: self.window.focus,
            headline: headline_in_list(article).text().to_owned(),
        };
        if came_from.typed == typed {
            return;
        }
        self.ask(&typed);
        self.search.way_back.places.push(came_from);
        self.window.focus = Focus::List;
    }

    /// Goes back to where similar reports were asked for; returns whether there is such a place.
    pub(super) fn leave_similar(&mut self) -> bool {
        let Some(came_from) = self.search.way_back.places.pop() else {
            return false;
        };
        self.ask(&came_from.typed);
        self.window.focus = came_from.focus;
        self.return_to(came_from.report);
        true
    }

    /// Says so where no other report is like the one that was asked about, and goes back: a list of that one alone is
    /// of no use.
    pub(super) fn tell_of_nothing_similar(&mut self) {
        let is_alone = |found: &Found| found.len() == 1 && !found.may_have_more();
        let is_alone = self.search.found().is_some_and(is_alone);
        if self.search.similar_to().is_some() && is_alone && self.leave_similar() {
            let none = self
                .lang
                .pick("no other report is like it", "没有相似的报道");
            self.notice = Some(none.to_owned());
        }
    }
}
