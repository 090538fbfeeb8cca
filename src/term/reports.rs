//! Keeps a cursor report that comes late over a slow line from being taken for keys.
//!
//! The terminal was asked where its cursor is. Its answer, `ESC [ row ; column R`, is recognised
//! when it comes in one piece. Torn behind its first byte it looks like the Esc key and some
//! characters; so while answers are outstanding, keys that may be the beginning of one are held
//! until it is clear what they are.

use crate::app::keys::{Code, Key};

/// Holds back what may be a torn report.
#[derive(Debug, Default)]
pub(super) struct LateReports {
    outstanding: usize,
    held: Vec<Key>,
}

impl LateReports {
    /// Expects `outstanding` reports.
    pub(super) fn new(outstanding: usize) -> Self {
        Self {
            outstanding,
            held: Vec::new(),
        }
    }

    /// Returns whether keys are held.
    pub(super) fn is_holding(&self) -> bool {
        !self.held.is_empty()
    }

    /// Takes a key and returns those that are certainly keys.
    pub(super) fn filter(&mut self, key: Key) -> Vec<Key> {
        if self.outstanding == 0 {
            return vec![key];
        }
        self.held.push(key);
        match report(&self.held) {
            Report::Partial => Vec::new(),
            Report::Whole => {
                self.outstanding -= 1;
                self.held.clear();
                Vec::new()
            }
            Report::No => self.release(),
        }
    }

    /// Gives up waiting and returns the keys that were held.
    pub(super) fn release(&mut self) -> Vec<Key> {
        std::mem::take(&mut self.held)
    }
}

/// What some keys spell.
#[derive(Debug, PartialEq, Eq)]
enum Report {
    Whole,
    Partial,
    No,
}

/// Tells whether keys spell `ESC [ row ; column R`.
fn report(keys: &[Key]) -> Report {
    /// The next thing in a report.
    enum Next {
        Esc,
        Bracket,
        Row,
        Column,
        Nothing,
    }
    let mut next = Next::Esc;
    for key in keys {
        next = match (next, key.code) {
            (Next::Esc, Code::Esc) => Next::Bracket,
            (Next::Bracket, Code::Char('[')) => Next::Row,
            (Next::Row, Code::Char(c)) if c.is_ascii_digit() => Next::Row,
            (Next::Row, Code::Char(';')) => Next::Column,
            (Next::Column, Code::Char(c)) if c.is_ascii_digit() => Next::Column,
            (Next::Column, Code::Char('R')) => Next::Nothing,
            _ => return Report::No,
        };
    }
    if matches!(next, Next::Nothing) {
        Report::Whole
    } else {
        Report::Partial
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(spelled: &str) -> Vec<Key> {
        let key = |c| {
            if c == '\u{1b}' {
                Key::plain(Code::Esc)
            } else {
                Key::char(c)
            }
        };
        spelled.chars().map(key).collect()
    }

    fn filtered(reports: &mut LateReports, spelled: &str) -> Vec<Key> {
        keys(spelled)
            .into_iter()
            .flat_map(|key| reports.filter(key))
            .collect()
    }

    #[test]
    fn a_torn_report_is_never_taken_for_keys() {
        let mut reports = LateReports::new(2);
        assert_eq!(filtered(&mut reports, "\u{1b}[1;3R"), []);
        assert_eq!(filtered(&mut reports, "q"), keys("q"));
        assert_eq!(filtered(&mut reports, "\u{1b}[12;132R"), []);
        assert!(!reports.is_holding());
        assert_eq!(
            filtered(&mut reports, "\u{1b}"),
            keys("\u{1b}"),
            "none is outstanding"
        );
    }

    #[test]
    fn keys_that_only_begin_like_a_report_are_given_back_in_order() {
        let mut reports = LateReports::new(1);
        assert_eq!(filtered(&mut reports, "\u{1b}[1x"), keys("\u{1b}[1x"));
        assert_eq!(filtered(&mut reports, "\u{1b}"), []);
        assert!(reports.is_holding());
        assert_eq!(reports.release(), keys("\u{1b}"));
        assert!(!reports.is_holding());
    }
}
