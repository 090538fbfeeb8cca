//! The search in the reader: what is asked for, what was found, and which hit the reader is at.

use crate::search::query::{self, Completion};
use crate::search::{Fault, Highlighter, Query, Sort};

use super::Focus;
use super::line_edit::LineEdit;
use super::list_order::ListOrder;
use super::report_window::Selected;
use super::similar::WayBack;
use crate::corpus::Found;

/// What is searched, and what was found.
#[derive(Debug, Default)]
pub struct SearchState {
    /// The field under the `/`, while the reader types.
    pub field: Option<LineEdit>,
    typed: String,
    /// What the list holds where nothing is typed: a folder.
    ground: Query,
    /// Whether what is typed asks for something.
    is_searching: bool,
    /// All that an article is to meet.
    query: Query,
    shown: Shown,
    faults: Vec<Fault>,
    generation: u64,
    asking: Asking,
    pub(super) order: ListOrder,
    pub(super) way_back: WayBack,
    /// What was found, and for which question.
    found: Option<(u64, Found)>,
    history: Vec<String>,
    /// Which earlier search stands in the field, and what was being typed before it.
    recalled: Option<(usize, String)>,
    completing: Option<Completing>,
    /// What there was when the field was opened.
    pub(super) before: Option<BeforeField>,
}

/// What there was when the search field was opened, to go back to when it is left.
#[derive(Debug)]
pub(super) struct BeforeField {
    /// What was searched for.
    pub(super) typed: String,
    /// What was selected.
    pub(super) report: Option<Selected>,
    /// Which pane had the keys.
    pub(super) focus: Focus,
}

/// How far the question is asked.
#[derive(Debug, Default)]
struct Asking {
    /// Whether it is to be asked.
    is_due: bool,
    /// Whether it was asked, and not all of the answer is there.
    is_out: bool,
}

/// What is due after the question has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Due {
    /// It is to be asked.
    Search,
    /// The list holds all there is, and what was asked before is not answered.
    Nothing,
}

/// What is shown where it stands: what is looked for, or the words that similar reports share.
#[derive(Debug, Default)]
struct Shown {
    query: Query,
    /// Made once, for each line of the list asks it.
    highlighter: Highlighter,
    /// How often it was something else.
    changes: u64,
}

/// What stands in the field for one of several candidates.
#[derive(Debug)]
pub struct Completing {
    /// Text before and behind what is completed.
    around: (String, String),
    candidates: Vec<String>,
    at: usize,
}

impl Completing {
    /// Returns the candidates in their order.
    pub fn candidates(&self) -> &[String] {
        &self.candidates
    }

    /// Returns which of them stands in the field.
    pub fn at(&self) -> usize {
        self.at
    }

    fn field(&self) -> LineEdit {
        let (before, after) = &self.around;
        let candidate = self.candidates.get(self.at).map_or("", String::as_str);
        LineEdit::split(&format!("{before}{candidate}"), after)
    }
}

impl SearchState {
    /// Returns what is being looked for, as typed.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// Returns what could not be understood of what is typed.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// Returns what is being looked for, the folder's query among it.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// Returns what shows where it stands.
    pub fn highlighter(&self) -> &Highlighter {
        &self.shown.highlighter
    }

    fn look_for(&mut self, query: Query) {
        self.show(query.clone());
        self.query = query;
        self.generation += 1;
        self.asking.is_due = true;
        self.forget_found();
    }

    /// Shows something else where it stands.
    fn show(&mut self, shown: Query) {
        self.shown = Shown {
            highlighter: Highlighter::new(&shown),
            query: shown,
            changes: self.shown.changes + 1,
        };
    }

    /// Returns what is shown where it stands.
    pub fn shown(&self) -> &Query {
        &self.shown.query
    }

    /// Tells what is shown from what was shown before.
    pub(super) fn shown_changes(&self) -> u64 {
        self.shown.changes
    }

    /// Forgets what was found where the list holds all there is, in reading order.
    fn forget_found(&mut self) {
        if !self.lists_found() {
            self.found = None;
        }
    }

    /// Tells answers to this question from those to earlier ones.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Returns whether something that was typed is being looked for.
    pub fn is_searching(&self) -> bool {
        self.is_searching
    }

    /// Returns whether something is looked for, by a search or a folder.
    pub fn is_active(&self) -> bool {
        !self.query.is_empty()
    }

    /// Returns whether the list holds what was found, for a search or a folder, or all in an order of its own.
    pub fn lists_found(&self) -> bool {
        self.is_active() || self.order.once || self.sort().reorders_all()
    }

    /// Returns what was found, if the answer is there.
    pub fn found(&self) -> Option<&Found> {
        self.found.as_ref().map(|(_, found)| found)
    }

    /// Returns whether what was found answers the present question and not the one before it.
    pub fn is_answered(&self) -> bool {
        let question = self.found.as_ref().map(|(question, _)| *question);
        question == Some(self.generation)
    }

    /// Asks for something else. Returns whether the question changed. The former answer stands until the new
    /// one comes.
    pub fn ask(&mut self, typed: &str) -> bool {
        let (query, faults) = Query::read(typed);
        typed.clone_into(&mut self.typed);
        self.faults = faults;
        self.is_searching = !query.is_empty();
        let query = self.ground.and(&query);
        self.way_back.go_on(query.like_which().is_some());
        if query == self.query {
            return false;
        }
        self.look_for(query);
        true
    }

    /// Makes a folder's query the ground on which is searched, and ends the search. What it finds is
    /// asked for again, also where it is the ground already.
    pub(super) fn stand_on(&mut self, ground: Query) {
        self.field = None;
        self.typed.clear();
        self.faults.clear();
        self.is_searching = false;
        self.way_back = WayBack::default();
        self.look_for(ground.clone());
        self.ground = ground;
    }

    /// Returns whether what is looked for is to be like a report.
    pub(super) fn is_of_similar(&self) -> bool {
        self.query.like_which().is_some()
    }

    /// Returns the headline of the report that all that is listed is like, if the reader asked for that by a key.
    pub fn similar_to(&self) -> Option<&str> {
        self.way_back.headline().filter(|_| self.is_of_similar())
    }

    /// Returns in which order reports are listed. Without a search none is more relevant than another.
    pub fn sort(&self) -> Sort {
        self.order.sort(self.is_searching, self.is_of_similar())
    }

    /// Lists reports in an order, which is another question. Returns whether it is another order.
    pub fn sort_by(&mut self, sort: Sort) -> bool {
        let is_other = self.sort() != sort;
        self.order.choose(sort, self.is_of_similar());
        if is_other {
            self.generation += 1;
            self.asking.is_due = true;
            self.forget_found();
        }
        is_other
    }

    /// Lists reports that are one text once, or each of them, which is another question.
    pub(super) fn list_once(&mut self, once: bool) {
        if self.order.once != once {
            self.order.once = once;
            self.generation += 1;
            self.asking.is_due = true;
            self.forget_found();
        }
    }

    /// Has the same asked again, for there are other articles or marks.
    pub(super) fn ask_again(&mut self) {
        self.asking.is_due = true;
    }

    /// Returns whether what the list holds is to be asked for now, or else whether what was asked for is wanted no more:
    /// each once.
    pub(super) fn take_due(&mut self) -> Option<Due> {
        if !std::mem::take(&mut self.asking.is_due) {
            return None;
        }
        let lists_found = self.lists_found();
        let was_out = std::mem::replace(&mut self.asking.is_out, lists_found);
        match (lists_found, was_out) {
            (true, _) => Some(Due::Search),
            (false, true) => Some(Due::Nothing),
            (false, false) => None,
        }
    }

    /// Takes an answer. Returns whether it was to the present question.
    pub fn answer(&mut self, generation: u64, answer: Found) -> bool {
        let current = generation == self.generation && self.lists_found();
        if current {
            if let Some(words) = answer.words().filter(|words| **words != self.shown.query) {
                self.show(words.clone());
            }
            self.asking.is_out = answer.may_have_more();
            self.found = Some((generation, answer));
        }
        current
    }

    /// Returns the row of the report that was to be selected once it is found.
    pub(super) fn take_returned(&mut self) -> Option<usize> {
        let found = self.found()?;
        let row = found.position(self.way_back.return_to?);
        if row.is_some() || !found.may_have_more() {
            self.way_back.return_to = None;
        }
        row
    }

    /// Opens the field.
    pub fn open(&mut self) {
        self.field = Some(LineEdit::default());
        self.recalled = None;
        self.completing = None;
    }

    /// Closes the field and keeps the search.
    pub fn keep(&mut self) {
        self.field = None;
        let typed = self.typed.trim();
        if !typed.is_empty() {
            self.history.retain(|earlier| earlier != typed);
            self.history.push(typed.to_owned());
        }
    }

    /// Takes the searches that were done before, the oldest first.
    pub(super) fn set_history(&mut self, history: Vec<String>) {
        if self.recalled.is_none() {
            self.history = history;
        }
    }

    /// Returns what can be completed at the caret.
    pub fn completion(&self) -> Option<Completion> {
        let prompt = self.field.as_ref()?;
        query::complete(&prompt.text(), prompt.before().len())
    }

    /// Returns the candidates that [`turn`](Self::turn) goes through.
    pub fn completing(&self) -> Option<&Completing> {
        self.completing.as_ref()
    }

    /// Puts the first of several candidates into the field. Nothing is done without one, and the only
    /// one is final.
    pub fn complete(&mut self, completion: &Completion, candidates: Vec<String>) {
        let Some(prompt) = &self.field else {
            return;
        };
        let before = prompt.before().get(..completion.replace.start);
        let around = (
            before.unwrap_or_default().to_owned(),
            prompt.after().to_owned(),
        );
        let completing = Completing {
            around,
            candidates,
            at: 0,
        };
        if !completing.candidates.is_empty() {
            self.field = Some(completing.field());
            self.completing = Some(completing).filter(|c| c.candidates.len() > 1);
        }
    }

    /// Puts the next candidate into the field, or the one before (`back`). Returns whether there is
    /// one.
    pub fn turn(&mut self, back: bool) -> bool {
        let Some(completing) = &mut self.completing else {
            return false;
        };
        let all = completing.candidates.len();
        let step = if back { all - 1 } else { 1 };
        completing.at = (completing.at + step) % all;
        self.field = Some(completing.field());
        true
    }

    /// Takes the candidate in the field for what is typed.
    pub fn settle(&mut self) {
        self.completing = None;
    }

    /// Puts an earlier search into the field: the one before (`back`) or after the one that stands
    /// there. Behind the newest comes what was being typed.
    pub fn recall(&mut self, back: bool) {
        let Some(prompt) = &mut self.field else {
            return;
        };
        let newest = self.history.len();
        let (at, draft) = match self.recalled.take() {
            Some((at, draft)) => (at, draft),
            None => (newest, prompt.text()),
        };
        let at = if back {
            at.saturating_sub(1)
        } else {
            (at + 1).min(newest)
        };
        *prompt = LineEdit::new(self.history.get(at).unwrap_or(&draft));
        self.recalled = (at < newest).then_some((at, draft));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_late_answer_to_an_older_question_is_dropped() {
        let mut search = SearchState::default();
        assert!(search.ask("植"));
        let older = search.generation();
        assert!(search.ask("植树"));
        assert!(!search.answer(older, Found::first(&[0])));
        assert!(search.found().is_none());
        assert!(search.answer(search.generation(), Found::first(&[])));
        assert!(!search.ask("植树 "), "the same words are the same question");
    }

    #[test]
    fn earlier_searches_are_recalled_once_each() {
        let mut search = SearchState::default();
        for typed in ["植树", "污染", "植树"] {
            search.open();
            search.ask(typed);
            search.keep();
        }
        search.open();
        let shown = |f: &SearchState| f.field.as_ref().map(LineEdit::text).unwrap_or_default();
        for expected in ["植树", "污染", "污染"] {
            search.recall(true);
            assert_eq!(shown(&search), expected);
        }
        search.recall(false);
        search.recall(false);
        assert_eq!(
            shown(&search),
            "",
            "behind the newest comes what was typed: nothing"
        );
    }
}
