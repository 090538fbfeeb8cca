//! Searching, and walking the hits.

use std::ops::Range;

use crate::search::Match;

use super::keys::{Code, Key};
use super::{Effect, Focus, Landing, Model};

impl Model {
    /// Returns whether the answer to what was typed is still to come.
    pub fn awaits_answer(&self) -> bool {
        let asked = self.finding.is_active() && self.collection.is_some();
        asked && (!self.finding.is_answered() || self.landing != Landing::None)
    }

    /// Opens the search field; the headlines show, for they narrow as one types.
    pub(super) fn open_prompt(&mut self) {
        self.finding.open();
        if self.layout().is_single() {
            self.focus = Focus::List;
        }
    }

    /// Acts on a key in the search field.
    pub(super) fn prompt_key(&mut self, key: Key) {
        match (key.code, key.ctrl) {
            (Code::Enter, _) => self.finding.keep(),
            (Code::Esc, _) | (Code::Char('g'), true) => self.leave_prompt(),
            (Code::Up, _) | (Code::Char('p'), true) => self.recall(true),
            (Code::Down, _) | (Code::Char('n'), true) => self.recall(false),
            _ => {
                if self
                    .finding
                    .prompt
                    .as_mut()
                    .is_some_and(|prompt| prompt.key(key))
                {
                    self.ask();
                }
            }
        }
    }

    pub(super) fn paste(&mut self, text: &str) {
        if let Some(prompt) = &mut self.finding.prompt {
            prompt.insert(text);
            self.ask();
        }
    }

    /// Esc first clears the text, then ends the search.
    fn leave_prompt(&mut self) {
        match &mut self.finding.prompt {
            Some(prompt) if !prompt.is_empty() => {
                prompt.clear();
                self.ask();
            }
            _ => self.end_search(),
        }
    }

    fn recall(&mut self, back: bool) {
        self.finding.recall(back);
        self.ask();
    }

    /// Looks for what the field holds.
    fn ask(&mut self) {
        let typed = self
            .finding
            .prompt
            .as_ref()
            .map(super::line_edit::LineEdit::text);
        let changed = self.finding.ask(&typed.unwrap_or_default());
        if changed {
            self.asked();
        }
    }

    fn asked(&mut self) {
        self.hit = None;
        if self.finding.is_active() {
            self.ask_again();
        } else {
            self.forget_hits();
            self.show_all();
        }
    }

    /// Sends the question to the articles that are there.
    pub(super) fn ask_again(&mut self) {
        if self.finding.is_active() {
            let generation = self.finding.generation();
            let query = self.finding.query().clone();
            self.effects.push(Effect::Search { generation, query });
        }
    }

    /// Ends the search: all headlines again, the article that is read selected.
    pub(super) fn end_search(&mut self) {
        self.finding.prompt = None;
        if self.finding.ask("") {
            self.asked();
        }
    }

    fn forget_hits(&mut self) {
        if let Some(reading) = &mut self.reading {
            reading.hits.clear();
        }
    }

    /// Shows all headlines, and the article at the place where the reader left it.
    fn show_all(&mut self) {
        let Some(reading) = &mut self.reading else {
            return;
        };
        let row = reading.article;
        reading.restore(self.places.get(&row).copied().unwrap_or(0));
        let (rows, height) = (self.rows(), self.list_height());
        self.list.select(row, rows, height);
    }

    /// Takes the answer: the article that is read stays selected if it matches.
    pub(super) fn found(&mut self, generation: u64, matches: Vec<Match>) {
        if !self.finding.answer(generation, matches) {
            return;
        }
        self.hit = None;
        self.forget_hits();
        let stays = self
            .reading
            .as_ref()
            .and_then(|r| self.finding.found()?.row_of(r.article));
        let (rows, height) = (self.rows(), self.list_height());
        self.list.select(stays.unwrap_or(0), rows, height);
        if stays.is_some() {
            self.locate(Landing::Glance);
        } else {
            self.open_selected();
        }
    }

    /// Asks for the hits in the article that is read.
    pub(super) fn locate(&mut self, landing: Landing) {
        let Some(reading) = &self.reading else { return };
        if self.finding.is_active() {
            self.landing = landing;
            self.effects.push(Effect::Locate {
                generation: self.finding.generation(),
                article: reading.article,
                document: reading.document.clone(),
                query: self.finding.query().clone(),
            });
        }
    }

    pub(super) fn located(&mut self, generation: u64, article: usize, hits: Vec<Range<usize>>) {
        let current = generation == self.finding.generation() && self.finding.is_active();
        let Some(reading) = self
            .reading
            .as_mut()
            .filter(|r| current && r.article == article)
        else {
            return;
        };
        let last = hits.len().checked_sub(1);
        reading.hits = hits;
        match (std::mem::take(&mut self.landing), last) {
            (Landing::None, _) | (_, None) => {}
            (Landing::Glance, _) => self.show_hit(0),
            (Landing::First, _) => self.go_to_hit(0),
            (Landing::Last, Some(last)) => self.go_to_hit(last),
        }
    }

    /// Brings a hit into sight.
    fn show_hit(&mut self, hit: usize) {
        self.hit = Some(hit);
        if let Some(reading) = &mut self.reading
            && let Some(range) = reading.hits.get(hit).cloned()
        {
            reading.reveal(range.start);
        }
    }

    /// Goes to a hit: it becomes the article's place.
    fn go_to_hit(&mut self, hit: usize) {
        self.show_hit(hit);
        self.read(|_| {});
        if self.layout().is_single() {
            self.focus = Focus::Text;
        }
    }

    /// Goes to the next hit, or the one before, in this article or the next that has one.
    pub(super) fn walk(&mut self, back: bool) {
        let Some(found) = self.finding.found().filter(|found| found.hits() > 0) else {
            let none = if self.finding.is_active() {
                self.lang.pick("no match", "没有找到")
            } else {
                self.lang.pick(
                    "nothing to look for yet: type /",
                    "还没有查找内容：按 / 输入",
                )
            };
            self.notice = Some(none.to_owned());
            return;
        };
        let articles = found.articles();
        let hits = self
            .reading
            .as_ref()
            .map_or(0, |reading| reading.hits.len());
        let within = match (self.hit, back) {
            (Some(hit), false) => (hit + 1 < hits).then_some(hit + 1),
            (Some(hit), true) => hit.checked_sub(1),
            (None, false) => (hits > 0).then_some(0),
            (None, true) => hits.checked_sub(1),
        };
        match within {
            Some(hit) => self.go_to_hit(hit),
            None => self.walk_to_article(back, articles),
        }
    }

    fn walk_to_article(&mut self, back: bool, articles: usize) {
        let row = self.list.selected();
        let next = match back {
            false if row + 1 < articles => row + 1,
            false => 0,
            true => row.checked_sub(1).unwrap_or(articles - 1),
        };
        if (next <= row) != back || articles == 1 {
            let wrapped = if back {
                self.lang.pick("from the last hit again", "已回到最后一处")
            } else {
                self.lang.pick("from the first hit again", "已回到第一处")
            };
            self.notice = Some(wrapped.to_owned());
        }
        self.select(next);
        self.landing = if back { Landing::Last } else { Landing::First };
        if articles == 1 {
            self.locate(self.landing);
        }
    }
}
