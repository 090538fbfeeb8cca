//! Searching, and walking the hits.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::search::Sort;
use crate::search::counts::{Facet, Kind};
use crate::search::query::{Completion, Field, Wanted};

use super::keymap::Command;
use super::keys::{Code, Key};
use super::line_edit::LineEdit;
use super::pane::{Landing, Opening};
use super::report_window::Selected;
use super::search_state::{BeforeField, SearchState};
use super::{Focus, Layer, Model};
use crate::corpus::{Counting, Found};
use crate::lang::{Lang, Say as _};

impl Model {
    /// Opens the search field; the headlines show, for they narrow as one types.
    pub(super) fn open_prompt(&mut self) {
        self.search.open();
        self.search.before = Some(BeforeField {
            typed: self.search.typed().to_owned(),
            report: self.selected_report(),
            focus: self.window.focus,
        });
        if self.layout().is_single() {
            self.window.focus = Focus::List;
        }
    }

    /// Acts on a key in the search field.
    pub(super) fn prompt_key(&mut self, key: Key) {
        if !matches!(key.code, Code::Tab | Code::BackTab) {
            self.search.settle();
        }
        match (key.code, key.ctrl) {
            (Code::Tab, _) => self.complete(false),
            (Code::BackTab, _) => self.complete(true),
            (Code::Enter, _) => self.keep_search(),
            (Code::Esc, _) | (Code::Char('g'), true) => self.leave_prompt(),
            (Code::Up, _) | (Code::Char('p'), true) => self.edit(|search| search.recall(true)),
            (Code::Down, _) | (Code::Char('n'), true) => self.edit(|search| search.recall(false)),
            _ => self.edit(|search| {
                if let Some(prompt) = &mut search.field {
                    prompt.key(key);
                }
            }),
        }
    }

    /// Completes what is typed before the caret: a name, or a value that the articles have; then goes
    /// through the candidates.
    fn complete(&mut self, back: bool) {
        if self.search.completing().is_some() {
            return self.edit(|search| {
                search.turn(back);
            });
        }
        let Some(completion) = self.search.completion() else {
            return self.tell_no_completion();
        };
        let Wanted::Value(field) = completion.wanted else {
            return self.complete_from(&completion, &BTreeMap::new());
        };
        let Some(kind) = kind(field) else { return };
        self.count(Counting::Values(kind));
    }

    /// Completes what is typed in the field that is open.
    pub(super) fn take_values(&mut self, counted: Kind, facet: &Facet) {
        if !self.complete_tag(counted, facet) {
            self.complete_with(counted, facet);
        }
    }

    /// Completes what is typed with one of the values that the reports have.
    fn complete_with(&mut self, counted: Kind, facet: &Facet) {
        let Some(completion) = self.search.completion() else {
            return;
        };
        let Wanted::Value(field) = completion.wanted else {
            return;
        };
        if kind(field) == Some(counted) {
            let values = facet.top.iter().cloned();
            let mut counts: BTreeMap<String, usize> = values.collect();
            if counted == Kind::Tag {
                // The reader's own are found as the printed ones are.
                for (_, tag) in self.memory.library().tagged() {
                    *counts.entry(tag.to_owned()).or_insert(0) += 1;
                }
            }
            self.complete_from(&completion, &counts);
        }
    }

    fn complete_from(&mut self, completion: &Completion, counts: &BTreeMap<String, usize>) {
        let values = counts.iter().map(|(value, count)| (value.as_str(), *count));
        let candidates = completion.candidates(values, self.lang == Lang::Zh);
        if candidates.is_empty() {
            self.tell_no_completion();
        }
        self.edit(|search| search.complete(completion, candidates));
    }

    /// Says that nothing completes what is typed, where Tab would otherwise seem to do nothing.
    pub(super) fn tell_no_completion(&mut self) {
        let none = self.lang.pick("nothing completes this", "没有可补全的");
        self.notice = Some(none.to_owned());
    }

    /// Closes the field, and says what of the search could not be understood.
    fn keep_search(&mut self) {
        self.search.keep();
        self.remember_search();
        self.notice = self.search.faults().first().map(|fault| {
            let part = self.search.typed().get(fault.range.clone());
            let part = part.unwrap_or_default();
            match self.lang {
                Lang::En => format!("[{part}] {}", fault.say(Lang::En)),
                Lang::Zh => format!("〔{part}〕{}", fault.say(Lang::Zh)),
            }
        });
    }

    pub(super) fn paste(&mut self, text: &str) {
        match self.layer() {
            Layer::Prompt | Layer::HelpField => self.paste_answer(text),
            Layer::Palette => self.paste_into_palette(text),
            Layer::Search => self.insert(text),
            _ => {}
        }
    }

    /// Returns whether characters go into the search field.
    pub fn types_search(&self) -> bool {
        self.layer() == Layer::Search
    }

    /// Puts characters into the search field that were typed one by one, and looks for all of them at once: a
    /// terminal that knows no bracketed paste types what is pasted.
    pub(super) fn type_into_search(&mut self, text: &str) {
        let Some(last) = text.chars().next_back() else {
            return;
        };
        self.notice = None;
        self.memory.has_begun = true;
        self.typeahead.pressed = Some(Key::char(last));
        self.insert(text);
    }

    fn insert(&mut self, text: &str) {
        self.search.settle();
        self.edit(|search| {
            if let Some(prompt) = &mut search.field {
                prompt.insert(text);
            }
        });
    }

    /// Changes the field, and looks for what it holds then. A caret that only moves asks nothing.
    fn edit(&mut self, change: impl FnOnce(&mut SearchState)) {
        let typed = |search: &SearchState| search.field.as_ref().map(LineEdit::text);
        let before = typed(&self.search);
        change(&mut self.search);
        match typed(&self.search) {
            Some(now) if Some(&now) != before.as_ref() => self.ask(&now),
            _ => {}
        }
    }

    /// Esc closes the field, and all is as it was before it was opened: an earlier search too. Ctrl-U empties it.
    fn leave_prompt(&mut self) {
        self.search.field = None;
        let Some(before) = self.search.before.take() else {
            return self.ask("");
        };
        self.window.focus = before.focus;
        if before.typed == self.search.typed() {
            return;
        }
        self.ask(&before.typed);
        if let Some(report) = before.report {
            self.return_to(report);
        }
    }

    /// Returns the report that is selected, to go back to it.
    pub(super) fn selected_report(&self) -> Option<Selected> {
        let index = self.article_in(self.list.selected())?;
        Some((self.reports.version(), index))
    }

    /// Selects a report again, when it is found if the list has what is found. It may be another one by now.
    pub(super) fn return_to(&mut self, (version, index): Selected) {
        if version != self.reports.version() {
            return;
        }
        if self.search.lists_found() {
            self.search.way_back.return_to = Some(index);
        } else {
            self.select(index);
        }
    }

    /// Looks for what was not typed but chosen, as if it had been.
    pub(super) fn look_for(&mut self, typed: &str) {
        self.ask(typed);
        self.search.keep();
        self.remember_search();
    }

    /// Looks for a text.
    pub(super) fn ask(&mut self, typed: &str) {
        if self.search.ask(typed) {
            self.show_search();
        }
    }

    /// Shows what the list is to hold now, which is another thing than before.
    pub(super) fn show_search(&mut self) {
        self.pane.hit = None;
        self.pane.landing = Landing::None;
        if !self.search.lists_found() {
            self.show_all();
        }
    }

    /// Ends the search: all headlines again, the article that is read selected.
    pub(super) fn end_search(&mut self) {
        self.search.field = None;
        self.ask("");
    }

    /// Shows all headlines, and the article at the place where the reader left it.
    pub(super) fn show_all(&mut self) {
        let Some(reading) = &mut self.pane.reading else {
            return;
        };
        reading.forget_hits();
        self.pane.opening = Opening::Done;
        let row = reading.article;
        if !self.pane.touched {
            let place = self.place_in(row);
            if let Some(reading) = &mut self.pane.reading {
                reading.restore(place);
            }
        }
        self.list.select(row, self.rows());
    }

    /// Takes the answer: the article that is read stays selected if it matches, the newest first.
    pub(super) fn found(&mut self, generation: u64, answer: Found) {
        // The first of an answer may be none, where all that is found is found as pinyin.
        let is_begun = |found: &Found| !found.is_empty() || !found.may_have_more();
        let goes_on = self.search.is_answered() && self.search.found().is_some_and(is_begun);
        if !self.search.answer(generation, answer) {
            return;
        }
        if goes_on {
            self.found_more();
        } else {
            self.found_first();
        }
        self.leave_empty_folder();
        self.go_back();
    }

    /// Takes the beginning of an answer, or all of it.
    fn found_first(&mut self) {
        self.pane.forget_hits();
        // Sorted by relevance the most relevant is to be seen.
        let read = self.pane.reading.as_ref();
        let read = read.filter(|_| self.search.sort() != Sort::Relevance);
        let is_returning = self.search.way_back.return_to.is_some();
        let stays = read.filter(|_| !is_returning).map(|read| read.article);
        let row = self.search.take_returned();
        let row = row.or_else(|| self.search.found()?.position(stays?));
        self.list.select(row.unwrap_or(0), self.rows());
        self.pane.show_selected();
        self.tell_of_nothing_similar();
    }

    /// Takes more of an answer: the reader stays where it is, also with an article that is none of them any
    /// more, for it was read meanwhile.
    fn found_more(&mut self) {
        let read = self.pane.reading.as_ref();
        let row = read.and_then(|read| self.search.found()?.position(read.article));
        let is_gone = row.is_none() && self.pane.reading.is_some();
        let returned = self.search.take_returned();
        let row = returned.or(row).unwrap_or(self.list.selected());
        self.list.select(row, self.rows());
        if !is_gone || returned.is_some() {
            self.pane.show_selected();
        }
    }

    pub(super) fn located(&mut self, generation: u64, article: usize, hits: Vec<Range<usize>>) {
        let is_current = generation == self.search.generation() && self.search.is_active();
        if !is_current || !self.pane.take_hits(generation, article, hits) {
            return;
        }
        let last = self.pane.hits().checked_sub(1);
        match (std::mem::take(&mut self.pane.landing), last) {
            (Landing::None, _) | (_, None) => {}
            (Landing::Glance, Some(last)) => {
                self.keep_place();
                let place = self.place_in(article);
                self.pane.show_hit(self.pane.hit_ahead(place).min(last));
            }
            (Landing::First, _) => self.go_to_hit(0),
            (Landing::Last, Some(last)) => self.go_to_hit(last),
        }
    }

    /// Returns whether it is asked where the hits are in the article that is read.
    pub(super) fn is_locating(&self) -> bool {
        self.search.is_active() && self.pane.awaits_hits(self.search.generation())
    }

    /// Goes to a hit: it becomes the article's place.
    fn go_to_hit(&mut self, hit: usize) {
        self.pane.show_hit(hit);
        self.pane.touched = true;
        if self.layout().is_single() {
            self.window.focus = Focus::Text;
        }
    }

    /// Goes to the next hit, or the one before, in this article or the next that has one.
    pub(super) fn walk(&mut self, back: bool) {
        let found = self.search.found().filter(|_| self.search.is_active());
        let Some(found) = found.filter(|found| found.has_hits()) else {
            let found = self.search.found();
            let key = self.settings.keymap.key_or_name(Command::Search);
            let has_any = found.is_some_and(|found| !found.is_empty());
            let said = |none: &str| none.to_owned();
            self.notice = Some(match (self.lang, has_any, self.search.is_active()) {
                (Lang::En, true, _) => said("no words to go to"),
                (Lang::Zh, true, _) => said("没有可跳到的字句"),
                (Lang::En, false, true) => said("no match"),
                (Lang::Zh, false, true) => said("没有找到"),
                (Lang::En, false, false) => format!("nothing to look for yet: type {key}"),
                (Lang::Zh, false, false) => format!("还没有查找内容：按 {key} 输入"),
            });
            return;
        };
        let articles = found.len();
        match self.pane.next_hit(back) {
            Some(hit) => self.go_to_hit(hit),
            None => self.walk_to_article(back, articles),
        }
    }

    /// Goes to the next article that has a hit; where there is no other, to the other end of its hits.
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
        if articles == 1 && self.pane.opening == Opening::Done && !self.is_locating() {
            if let Some(last) = self.pane.hits().checked_sub(1) {
                self.go_to_hit(if back { last } else { 0 });
            }
            return;
        }
        self.select(next);
        self.pane.landing = if back { Landing::Last } else { Landing::First };
    }
}

/// What the values of a field are counted as. Headlines are not: there is one for each report.
fn kind(field: Field) -> Option<Kind> {
    match field {
        Field::Source => Some(Kind::Source),
        Field::Section => Some(Kind::Section),
        Field::Author => Some(Kind::Author),
        Field::Page => Some(Kind::Page),
        Field::Tag => Some(Kind::Tag),
        Field::Title | Field::Body => None,
    }
}
