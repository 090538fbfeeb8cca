//! The field in which one of a few words is chosen.

use crate::app::keys::{Code, Key};
use crate::app::report_window::Selected;
use crate::lang::Lang;
use crate::search::Sort;

/// What is chosen among.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Offer {
    /// The order of the list.
    Sort(Vec<Sort>),
    /// The theme, by its name.
    Theme(Vec<String>),
}

/// The field while it is open. What is chosen is shown at once.
#[derive(Debug)]
pub struct ChoiceField {
    /// What is chosen among.
    pub offer: Offer,
    /// Which of it is chosen.
    pub at: usize,
    /// Which was when the field was opened.
    pub(in crate::app) opened_at: usize,
    /// Which report was selected then. Orders that are tried out do not lead away from it.
    pub(in crate::app) selected: Option<Selected>,
    /// The key that opened it goes on to the next.
    pub(in crate::app) opened_by: Option<Key>,
}

impl ChoiceField {
    /// Returns what stands before the words.
    pub fn sign(&self, lang: Lang) -> &'static str {
        match self.offer {
            Offer::Sort(_) => lang.pick("sort: ", "次序："),
            Offer::Theme(_) => lang.pick("theme: ", "配色："),
        }
    }

    /// Returns the words.
    pub fn words(&self, lang: Lang) -> Vec<String> {
        match &self.offer {
            Offer::Sort(sorts) => sorts
                .iter()
                .map(|sort| sort.label(lang).to_owned())
                .collect(),
            Offer::Theme(names) => names.clone(),
        }
    }

    fn len(&self) -> usize {
        match &self.offer {
            Offer::Sort(sorts) => sorts.len(),
            Offer::Theme(names) => names.len(),
        }
    }

    /// Acts on a key. Returns whether another word is chosen.
    pub(in crate::app) fn key(&mut self, key: Key) -> bool {
        let before = self.at;
        let last = self.len().saturating_sub(1);
        let is_same = self.opened_by == Some(key);
        let next = if before == last { 0 } else { before + 1 };
        self.at = match (key.code, key.ctrl) {
            (Code::Right | Code::Down | Code::Tab | Code::Char(' '), _)
            | (Code::Char('n'), true) => next,
            _ if is_same => next,
            (Code::Left | Code::Up | Code::BackTab, _) | (Code::Char('p'), true) => {
                before.checked_sub(1).unwrap_or(last)
            }
            (Code::Home, _) => 0,
            (Code::End, _) => last,
            _ => before,
        };
        self.at != before
    }
}
