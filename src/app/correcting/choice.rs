//! Choosing another report of a page, to put text into it or give it a headline.

use crate::corpus::Neighbour;
use crate::corrections::Span;
use crate::lang::Lang;
use crate::text::width::{Ambiguous, truncate};

/// The reports of a page, one of which is to be chosen.
#[derive(Clone, Debug)]
pub struct Choice {
    purpose: Purpose,
    /// The report that is corrected, and its row.
    report: String,
    index: usize,
    /// The others; nothing as long as they are not known.
    others: Option<Vec<Neighbour>>,
    selected: usize,
}

/// What a report is chosen for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To move text to it.
    Move(Vec<Span>),
    /// To give it the headline.
    Headline,
}

impl Choice {
    /// Makes a choice for a report in a row.
    pub fn new(purpose: Purpose, report: String, index: usize) -> Self {
        Self {
            purpose,
            report,
            index,
            others: None,
            selected: 0,
        }
    }

    /// Takes all reports of the page; the next is selected, or the last.
    pub(super) fn take(&mut self, reports: Vec<Neighbour>) {
        let own = reports.iter().position(|other| other.id == self.report);
        let others = reports.into_iter().filter(|other| other.id != self.report);
        let others: Vec<Neighbour> = others.collect();
        self.selected = own.unwrap_or(0).min(others.len().saturating_sub(1));
        self.others = Some(others);
    }

    /// Returns whether it is known which reports there are.
    pub fn is_known(&self) -> bool {
        self.others.is_some()
    }

    /// Returns whether there is nothing to choose.
    pub(super) fn is_vain(&self) -> bool {
        self.others.as_ref().is_some_and(Vec::is_empty)
    }

    pub(super) fn chosen(&self) -> Option<String> {
        let chosen = self.others.as_ref()?.get(self.selected)?;
        Some(chosen.id.clone())
    }

    /// Returns the row and the id of the report that is corrected.
    pub(super) fn of(&self) -> (usize, &str) {
        (self.index, &self.report)
    }

    pub(super) fn purpose(&self) -> &Purpose {
        &self.purpose
    }

    /// Returns what it asks.
    pub fn title(&self, lang: Lang) -> &'static str {
        match self.purpose {
            Purpose::Move(_) => lang.pick("Move the text to", "把文字移到"),
            Purpose::Headline => lang.pick("Give the headline to", "把标题给"),
        }
    }

    /// Returns the line of each report.
    pub fn lines(&self, columns: usize, lang: Lang, ambiguous: Ambiguous) -> Vec<String> {
        let Some(others) = &self.others else {
            return vec![lang.pick("looking…", "正在查找…").to_owned()];
        };
        let line = |other: &Neighbour| truncate(&other.label, columns, ambiguous).into_owned();
        others.iter().map(line).collect()
    }

    /// Returns the line that is selected.
    pub fn selected(&self) -> Option<usize> {
        self.others.as_ref().map(|_| self.selected)
    }

    pub(in crate::app) fn select_line(&mut self, line: usize) -> bool {
        let there = self
            .others
            .as_ref()
            .is_some_and(|others| line < others.len());
        if there {
            self.selected = line;
        }
        there
    }

    pub(in crate::app) fn step(&mut self, by: isize) {
        let last = self
            .others
            .as_ref()
            .map_or(0, |others| others.len().saturating_sub(1));
        self.selected = self.selected.saturating_add_signed(by).min(last);
    }
}
