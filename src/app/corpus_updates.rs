//! What the reader does with its corpus: takes what there is, asks for what it shows, and takes what comes.

use super::reading::Reading;
use super::report_window::{Fetched, Standing, Update};
use super::{Effect, Landing, Model};
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
        let has_gone_on = self.opening || is_lost && selected != read;
        if standing != Standing::Same {
            self.keep_place();
        }
        let was_locating = self.is_locating();
        self.reports.update(update, read);
        let mut check = None;
        match (&mut self.reading, standing) {
            (Some(reading), Standing::Moved(Some(to))) => {
                reading.article = to;
                check = Some(to);
                if !has_gone_on && !self.finding.is_active() {
                    let (rows, height) = (self.rows(), self.list_height());
                    self.list.select(to, rows, height);
                }
            }
            // Its file is not there now, or is being indexed and its turn will come: it is read on.
            (Some(reading), Standing::Moved(None)) => reading.article = APART,
            _ => {}
        }
        let is_apart = self
            .reading
            .as_ref()
            .is_some_and(|reading| reading.article == APART);
        if let Some(index) = check {
            self.check(index);
        }
        if !had_problems {
            self.tell_of_problems();
        }
        self.ask_again();
        self.folders.all_changed();
        self.fit();
        if !is_apart || has_gone_on {
            self.open_selected();
        }
        // What was asked of articles that stand elsewhere now is asked again.
        if was_locating && !self.is_locating() {
            self.locate(self.landing);
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
        if self.opening {
            self.open_selected();
        }
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
        self.fit_reading();
        self.locate(Landing::Glance);
    }

    /// Asks for the articles that are to be shown, and for a window of those on either side.
    pub(super) fn fetch(&mut self) {
        let height = self.list_height().max(1);
        let shown = self.list.top()..self.list.top() + height;
        let is_missing = |row: usize| {
            let index = self.article_in(row);
            index.is_some_and(|index| self.article(index).is_none() && !self.reports.is_lost(index))
        };
        // Steps within the window that is there cost nothing.
        let near = [
            shown.start.saturating_sub(height / 2),
            shown.end + height / 2,
        ];
        let ends = near
            .into_iter()
            .map(|row| row.min(self.rows().saturating_sub(1)));
        if !shown.clone().chain(ends).any(is_missing) {
            return;
        }
        let wanted = shown.start.saturating_sub(height)..shown.end + height;
        // What is seen comes first.
        let rows = std::iter::once(self.list.selected())
            .chain(shown)
            .chain(wanted);
        let indexes: Vec<usize> = rows.filter_map(|row| self.article_in(row)).collect();
        let asked = self.reports.want(indexes.into_iter());
        if !asked.is_empty() {
            let version = self.reports.version();
            self.effects.push(Effect::Fetch(version, asked));
        }
    }
}
