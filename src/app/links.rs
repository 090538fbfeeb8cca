//! Addresses that are offered to be opened or copied, each whole and numbered.

use super::set_lines::set;
use crate::lang::{Bilingual, Lang, Say as _};
use crate::text::width::Ambiguous;

/// Addresses that are offered.
#[derive(Clone, Debug)]
pub struct Links {
    addresses: Vec<String>,
    selected: usize,
    /// Why they are shown, where a browser did not take one.
    why: Option<Bilingual>,
    /// The line on which each address begins, as they were last set.
    lines_of: Vec<usize>,
}

impl Links {
    pub(super) fn new(addresses: Vec<String>, why: Option<Bilingual>) -> Self {
        Self {
            addresses,
            selected: 0,
            why,
            lines_of: Vec::new(),
        }
    }

    /// Sets them in lines, each address whole and numbered.
    pub(super) fn set(&mut self, columns: usize, lang: Lang, ambiguous: Ambiguous) -> Vec<String> {
        let mut lines = Vec::new();
        if let Some(why) = &self.why {
            lines.extend(set(&why.say(lang), columns, ambiguous));
            lines.push(String::new());
        }
        self.lines_of.clear();
        for (at, address) in self.addresses.iter().enumerate() {
            self.lines_of.push(lines.len());
            let mark = if at == self.selected { '>' } else { ' ' };
            let numbered = format!("{mark}{} ", at + 1);
            let room = columns.saturating_sub(numbered.len()).max(1);
            for (row, part) in pieces(address, room).into_iter().enumerate() {
                let before = if row == 0 { &*numbered } else { "" };
                lines.push(format!("{before:width$}{part}", width = numbered.len()));
            }
        }
        lines
    }

    /// Returns the line of the one that is selected.
    pub(super) fn selected(&self) -> Option<usize> {
        self.lines_of.get(self.selected).copied()
    }

    pub(super) fn step(&mut self, by: isize) {
        let last = self.addresses.len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(by).min(last);
    }

    /// Selects the one that stands on a line. Returns whether there is one.
    pub(super) fn select_line(&mut self, line: usize) -> bool {
        let at = self.lines_of.partition_point(|first| *first <= line);
        let at = at.checked_sub(1);
        self.selected = at.unwrap_or(self.selected);
        at.is_some()
    }

    /// Returns the one that is selected.
    pub(super) fn chosen(&self) -> Option<&String> {
        self.addresses.get(self.selected)
    }

    /// Returns the one of a number, counted from 1.
    pub(super) fn numbered(&self, number: u32) -> Option<&String> {
        let at = (number as usize).checked_sub(1)?;
        self.addresses.get(at)
    }
}

/// An address in pieces of so many cells; what is no ASCII takes two.
fn pieces(address: &str, cells: usize) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut taken = 0;
    for c in address.chars() {
        let own = if c.is_ascii() { 1 } else { 2 };
        if taken + own > cells && taken > 0 {
            pieces.push(String::new());
            taken = 0;
        }
        taken += own;
        if let Some(last) = pieces.last_mut() {
            last.push(c);
        }
    }
    pieces
}
