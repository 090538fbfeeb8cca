//! Brings everything in line with what has changed, once after each message.
//!
//! What a message means changes the model and no more. Only here are list, text and overlays fitted to the screen,
//! is the selected report opened, and are the threads asked for what is to be shown. Each step looks at what
//! there is and does what is missing, so that it does nothing where nothing has changed, and no order of messages
//! can leave one out. A test of the house sees to it that the steps are called from nowhere else.

use std::sync::Arc;

use super::overlay::Wrong;
use super::pane::{Landing, Opening};
use super::reading::Reading;
use super::search_state::Due;
use super::{Effect, Locate, Model};
use crate::document::Document;

impl Model {
    pub(super) fn settle(&mut self) {
        let room = self.fit_list();
        self.open_selected();
        self.fit_text();
        self.fit_overlays();
        self.ask_search();
        self.ask_hits();
        self.forget_count();
        self.fetch(room.max(1));
        self.look_on();
        self.tally();
        self.forget_given_up();
    }

    /// Fits the list to its window; returns how many lines that has.
    fn fit_list(&mut self) -> usize {
        let area = self.list_area();
        let room = usize::from(area.height);
        let mut list = self.list.clone();
        let height = |row| {
            let is_lost = self
                .article_in(row)
                .is_some_and(|index| self.reports.is_lost(index));
            let set = self.list_row(row, area.width);
            let lines = set.map_or(is_lost.then_some(1), |set| Some(set.height));
            lines.map(usize::from)
        };
        list.fit(self.rows(), room, height);
        self.list = list;
        room
    }

    /// Opens the selected article where another row was selected, at the place where the reader left it.
    fn open_selected(&mut self) {
        if self.pane.opening == Opening::Done {
            return;
        }
        let was_awaited = self.pane.opening == Opening::Awaited;
        let Some(index) = self.article_in(self.list.selected()) else {
            self.pane.opening = if was_awaited {
                Opening::Awaited
            } else {
                Opening::Done
            };
            return;
        };
        if !was_awaited && self.pane.article() == Some(index) {
            self.pane.opening = Opening::Done;
            return;
        }
        let Some(article) = self.article(index) else {
            return self.await_selected(index);
        };
        let (id, document) = (article.id.clone(), Arc::new(Document::new(article)));
        if !was_awaited {
            self.check(index);
        }
        self.keep_place();
        let place = self.place_in(index);
        self.pane.open(Reading::new(index, id, document, place));
        self.pane.opening = Opening::Done;
    }

    /// The selected article is opened when it comes; what is read until then was left. One that is lost does not
    /// come.
    fn await_selected(&mut self, index: usize) {
        if self.reports.is_lost(index) {
            self.pane.opening = Opening::Done;
            self.keep_place();
            self.tell_of_absent();
        } else if self.pane.opening == Opening::Wanted {
            self.pane.opening = Opening::Awaited;
            self.keep_place();
        }
    }

    fn fit_text(&mut self) {
        let page = self.page_of(self.pane_area());
        let indent = self.settings.typesetting.indent;
        self.pane.show_in(self.window.view.script);
        self.pane.fit_to(&page, indent, self.ambiguous);
        if self.pane.wants_more_set() {
            self.effects.push(Effect::SetMore);
        }
    }

    fn fit_overlays(&mut self) {
        let (width, height) = (self.window.overlay_width(), self.window.overlay_height());
        let (lang, ambiguous) = (self.lang, self.ambiguous);
        let wrong = Wrong {
            settings: &self.settings.faults,
            feeds: &self.reports.feed_failures,
            files: self.reports.problems(),
        };
        for overlay in &mut self.front.overlays {
            overlay.fit(
                (width, height),
                lang,
                ambiguous,
                &self.settings.keymap,
                wrong,
            );
        }
    }

    /// Sends the question to the articles that are there, where it is another or they are.
    fn ask_search(&mut self) {
        if !self.reports.is_known() {
            return;
        }
        let generation = self.search.generation();
        match self.search.take_due() {
            Some(Due::Search) => self.effects.push(Effect::Search {
                generation,
                query: self.search.query().clone(),
                sort: self.search.sort(),
                once: self.search.order.once,
            }),
            Some(Due::Nothing) => self.effects.push(Effect::GiveUpBefore(generation)),
            None => {}
        }
    }

    /// Asks for the hits in the article that is read, where they are not known. Those of a folder alone are not
    /// gone to in passing: an article opened there is to be read from its beginning.
    fn ask_hits(&mut self) {
        let selected = self.article_in(self.list.selected());
        let (generation, is_searching) = (self.search.generation(), self.search.is_searching());
        if !self.search.is_active()
            || !self.search.is_answered()
            || self.pane.opening != Opening::Done
        {
            return;
        }
        let Some(reading) = &mut self.pane.reading else {
            return;
        };
        if Some(reading.article) != selected || !reading.want_hits(generation) {
            return;
        }
        if self.pane.landing == Landing::None && is_searching {
            self.pane.landing = Landing::Glance;
        }
        self.effects.push(Effect::Locate(Locate {
            generation,
            article: reading.article,
            document: reading.document.clone(),
            query: self.search.shown().clone(),
        }));
    }

    /// Asks for the articles that are to be shown in a list of so many lines, and for a window of those on either
    /// side.
    fn fetch(&mut self, height: usize) {
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

    /// Asks for the counts of folders that may be others now.
    fn tally(&mut self) {
        if self.reports.is_known()
            && let Some((number, queries)) = self.folders.take_stale(self.reports.len())
        {
            self.effects.push(Effect::Tally { number, queries });
        }
    }
}
