//! What the reader does with its corpus: takes what there is, asks for what it shows, and takes what comes.

use super::overlay::Overlay;
use super::reading::Reading;
use super::report_window::{Fetched, Standing, Update};
use super::{Effect, Model, Opening};
use crate::document::Document;

/// The index of an article that is read and not in the list.
const APART: usize = usize::MAX;

impl Model {
    /// Returns the id of the article that is read.
    pub fn read_id(&self) -> Option<&str> {
        self.reading.as_ref().map(|reading| reading.id.as_str())
    }

    /// Takes what there is to read now. The article that is read stays.
    pub(super) fn take_reports(&mut self, update: Update) {
        let standing = update.standing;
        let had_problems = !self.problems().is_empty();
        let read = self.reading.as_ref().map(|reading| reading.article);
        // Whoever has gone on to a report that has not come stays in its row.
        let selected = self.article_in(self.list.selected());
        let is_lost = selected.is_some_and(|index| self.reports.is_lost(index));
        let has_gone_on = self.opening != Opening::Done || is_lost && selected != read;
        if standing != Standing::Same {
            self.keep_place();
        }
        self.reports.update(update, read);
        let mut check = None;
        match (&mut self.reading, standing) {
            (Some(reading), Standing::Moved(Some(to))) => {
                reading.move_to(to);
                check = Some(to);
                if !has_gone_on && !self.finding.is_active() {
                    self.list.select(to, self.rows());
                }
            }
            // Its file is not there now, or is being indexed and its turn will come: it is read on.
            (Some(reading), Standing::Moved(None)) => reading.move_to(APART),
            _ => {}
        }
        let is_apart = |reading: &Reading| reading.article == APART;
        let is_apart = self.reading.as_ref().is_some_and(is_apart);
        if let Some(index) = check {
            self.check(index);
        }
        if !had_problems {
            self.tell_of_problems();
        }
        self.finding.ask_again();
        self.folders.all_changed();
        self.overlays.iter_mut().for_each(Overlay::refit);
        if !is_apart || has_gone_on {
            self.show_selected();
        }
        if standing != Standing::Same {
            self.ask_once_more();
        }
        self.go_back();
    }

    /// Takes articles that were asked for.
    pub(super) fn fetched(&mut self, fetched: Fetched) {
        let near = self.article_in(self.list.selected()).unwrap_or(0);
        let read = self.reading.as_ref().map(|reading| reading.article);
        self.reports.take(fetched, near, read);
        self.read_anew();
    }

    /// Asks for an article that has been there for a while: its file may have changed since.
    pub(super) fn check(&mut self, index: usize) {
        if !self.reports.is_at_hand(index) {
            let version = self.reports.version();
            self.effects.push(Effect::Check(version, index));
        }
    }

    /// Shows the article that is read as it is now, if it was written anew.
    fn read_anew(&mut self) {
        let Some(index) = self.reading.as_ref().map(|reading| reading.article) else {
            return;
        };
        let Some(article) = self.article(index) else {
            return;
        };
        let (id, document) = (article.id.clone(), Document::new(article));
        let is_same = |reading: &Reading| *reading.document == document;
        if self.reading.as_ref().is_some_and(is_same) {
            return;
        }
        self.keep_place();
        self.reading = Some(Reading::new(
            index,
            id,
            document.into(),
            self.place_in(index),
        ));
        self.hit = None;
    }
}
