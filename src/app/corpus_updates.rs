//! What the reader does with its corpus: takes what there is, asks for what it shows, and takes what comes.

use super::pane::Opening;
use super::reading::Reading;
use super::report_window::{Fetched, Standing, Update};
use super::typeahead::Errand;
use super::{Effect, Model};
use crate::document::Document;

/// The index of an article that is read and not in the list.
const APART: usize = usize::MAX;

impl Model {
    /// Takes what there is to read now. The article that is read stays.
    pub(super) fn take_reports(&mut self, update: Update) {
        let standing = update.standing;
        let had_problems = !self.problems().is_empty();
        let read = self.pane.article();
        // Whoever has gone on to a report that has not come stays in its row.
        let selected = self.article_in(self.list.selected());
        let is_lost = selected.is_some_and(|index| self.reports.is_lost(index));
        let has_gone_on = self.pane.opening != Opening::Done || is_lost && selected != read;
        // Whoever has done nothing yet reads what comes first, whichever that is.
        let is_on_top = !self.memory.has_begun && self.list.selected() == 0;
        if standing != Standing::Same {
            self.keep_place();
        }
        let was_partial = self.reports.is_partial();
        self.reports.update(update, read);
        if was_partial && !self.reports.is_partial() {
            // What was said of a part is not true of all.
            self.notice = None;
        }
        let mut check = None;
        match (&mut self.pane.reading, standing) {
            (Some(reading), Standing::Moved(Some(to))) => {
                reading.move_to(to);
                check = Some(to);
                if !has_gone_on && !is_on_top && !self.search.lists_found() {
                    self.list.select(to, self.rows());
                }
            }
            // Its file is not there now, or is being indexed and its turn will come: it is read on.
            (Some(reading), Standing::Moved(None)) => reading.move_to(APART),
            _ => {}
        }
        let is_apart = |reading: &Reading| reading.article == APART;
        let is_apart = self.pane.reading.as_ref().is_some_and(is_apart);
        if let Some(index) = check {
            self.check(index);
        }
        if !had_problems || self.problems().is_empty() {
            self.tell_of_problems();
        }
        self.search.ask_again();
        self.folders.all_changed();
        self.front.refit();
        let is_corrected = self.typeahead.is_doing(Errand::Correct);
        self.typeahead.done(Errand::Correct);
        if !is_apart || has_gone_on || is_corrected {
            self.pane.show_selected();
        }
        self.refresh_reading();
        if standing != Standing::Same {
            self.ask_once_more();
        }
        self.go_back();
    }

    /// Shows the selected article where what is shown is of none of the places that are read.
    pub(super) fn leave_what_is_apart(&mut self) {
        if self.pane.article() == Some(APART) {
            self.pane.show_selected();
        }
    }

    /// Takes articles that were asked for.
    pub(super) fn fetched(&mut self, fetched: Fetched) {
        let near = self.article_in(self.list.selected()).unwrap_or(0);
        let read = self.pane.article();
        self.reports.take(fetched, near, read);
        self.refresh_reading();
    }

    /// Asks for an article that has been there for a while: its file may have changed since.
    pub(super) fn check(&mut self, index: usize) {
        if !self.reports.is_at_hand(index) {
            let version = self.reports.version();
            self.effects.push(Effect::Check(version, index));
        }
    }

    /// Shows the article that is read as it is now, if it was written again.
    fn refresh_reading(&mut self) {
        let Some(index) = self.pane.article() else {
            return;
        };
        let Some(article) = self.article(index) else {
            return;
        };
        let (id, document) = (article.id.clone(), Document::new(article));
        let is_same = |reading: &Reading| *reading.document == document;
        if self.pane.reading.as_ref().is_some_and(is_same) {
            return;
        }
        self.keep_place();
        let place = self.place_in(index);
        self.pane
            .open(Reading::new(index, id, document.into(), place));
    }
}
