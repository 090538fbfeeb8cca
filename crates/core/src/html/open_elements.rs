//! The elements that are open at a place of HTML.

use super::Tag;
use super::elements::{holds_end, is_bound, is_ended_by};

/// An element that is nested deeper is not kept apart from the one around it. Pages of people stay far below.
const DEEPEST: usize = 256;

/// The elements that are open, each with what its reader keeps of it.
#[derive(Debug)]
pub struct OpenElements<T> {
    open: Vec<(String, T)>,
    /// How many are open beyond the deepest that is kept.
    beyond: usize,
}

impl<T> Default for OpenElements<T> {
    fn default() -> Self {
        Self {
            open: Vec::new(),
            beyond: 0,
        }
    }
}

impl<T> OpenElements<T> {
    /// Returns those that end where an element begins, from without to within.
    pub fn before(&mut self, tag: &Tag) -> Vec<(String, T)> {
        let next = tag.name();
        let within = self.open.iter().enumerate().rev();
        let mut within = within.take_while(|(_, (open, _))| !is_bound(open, next));
        let mut first = self.open.len();
        for (at, (open, _)) in within.by_ref() {
            if is_ended_by(open, next) {
                first = at;
            }
        }
        self.from(first)
    }

    /// Adds an element that begins; one that has no end is never open. Returns whether it is open.
    pub fn begin(&mut self, tag: &Tag, value: T) -> bool {
        if tag.has_no_content() {
            return false;
        }
        if self.open.len() >= DEEPEST {
            self.beyond += 1;
            return false;
        }
        self.open.push((tag.name().to_owned(), value));
        true
    }

    /// Returns those that an end tag ends, from without to within.
    pub fn end(&mut self, name: &str) -> Vec<(String, T)> {
        if self.beyond > 0 {
            self.beyond -= 1;
            return Vec::new();
        }
        let mut first = self.open.len();
        for (at, (open, _)) in self.open.iter().enumerate().rev() {
            if open == name {
                first = at;
                break;
            }
            if holds_end(open, name) {
                break;
            }
        }
        self.from(first)
    }

    /// Returns all that are open, from without to within.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &(String, T)> {
        self.open.iter()
    }

    fn from(&mut self, first: usize) -> Vec<(String, T)> {
        self.open.split_off(first)
    }
}
