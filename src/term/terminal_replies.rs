//! Keeps an answer that comes late over a slow line from being taken for keys.
//!
//! The terminal was asked where its cursor is. Its answer, `ESC [ row ; column R`, is recognised
//! when it comes in one piece. Torn behind its first byte it looks like the Esc key and some
//! characters; and its answer to the question for the ground's colour, `ESC ] 11 ; … BEL`, looks like
//! keys in any case. So while answers are outstanding, keys that may be the beginning of one are held
//! until it is clear what they are.

use std::time::{Duration, Instant};

use crate::app::keys::{Code, Key};

/// How long after the question an answer is still expected: longer than any line takes.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long the rest of a torn report may take to follow its first byte.
const PAUSE: Duration = Duration::from_millis(100);

/// Holds back what may be a torn report.
#[derive(Debug)]
pub(super) struct LateReplies {
    outstanding: usize,
    until: Instant,
    held: Vec<Key>,
    held_since: Instant,
}

impl LateReplies {
    /// Expects `outstanding` reports, asked for just now.
    pub(super) fn new(outstanding: usize, now: Instant) -> Self {
        Self {
            outstanding,
            until: now + PATIENCE,
            held: Vec::new(),
            held_since: now,
        }
    }

    /// Returns until when keys are held, if any are.
    pub(super) fn holds_until(&self) -> Option<Instant> {
        (!self.held.is_empty()).then(|| self.held_since + PAUSE)
    }

    /// Takes a key and returns those that are certainly keys.
    pub(super) fn filter(&mut self, key: Key, now: Instant) -> Vec<Key> {
        if self.held.is_empty() {
            if self.outstanding == 0 || now > self.until {
                return vec![key];
            }
            self.held_since = now;
        }
        self.held.push(key);
        match report(&self.held) {
            Report::Partial => Vec::new(),
            Report::Whole => {
                self.outstanding -= 1;
                self.held.clear();
                Vec::new()
            }
            Report::No => self.release_but(key, now),
        }
    }

    /// Gives up waiting and returns the keys that were held.
    pub(super) fn release(&mut self) -> Vec<Key> {
        std::mem::take(&mut self.held)
    }

    /// Returns the keys before the newest, which may itself be the beginning of a report.
    fn release_but(&mut self, newest: Key, now: Instant) -> Vec<Key> {
        let mut keys = self.release();
        if keys.len() > 1 && newest.code == Code::Esc {
            keys.pop();
            keys.extend(self.filter(newest, now));
        }
        keys
    }
}

/// What some keys spell.
#[derive(Debug, PartialEq, Eq)]
enum Report {
    Whole,
    Partial,
    No,
}

/// Tells whether keys spell `ESC [ row ; column R`, or `ESC ] 11 ; … ` and BEL or `ESC \`.
fn report(keys: &[Key]) -> Report {
    let mut next = Next::Esc;
    for key in keys {
        next = match next.after(*key) {
            Some(next) => next,
            None => return Report::No,
        };
    }
    if matches!(next, Next::Nothing) {
        Report::Whole
    } else {
        Report::Partial
    }
}

/// The next thing in a report.
#[derive(Clone, Copy)]
enum Next {
    Esc,
    Bracket,
    Row,
    Column,
    /// Of the ground's colour: as many of its first characters are there.
    Head(usize),
    Colour,
    Backslash,
    Nothing,
}

/// How the answer to the question for the ground's colour begins.
const HEAD: [char; 3] = ['1', '1', ';'];

impl Next {
    /// Returns what comes behind a key, if that was the next.
    fn after(self, key: Key) -> Option<Self> {
        Some(match (self, key.code) {
            // An ESC and what follows, in one piece, are a key held with Alt.
            (Self::Esc | Self::Bracket, Code::Char(']')) if self.is_start() == key.alt => {
                Self::Head(0)
            }
            (Self::Esc, Code::Esc) => Self::Bracket,
            (Self::Bracket, Code::Char('[')) => Self::Row,
            (Self::Row, Code::Char(c)) if c.is_ascii_digit() => Self::Row,
            (Self::Row, Code::Char(';')) => Self::Column,
            (Self::Column, Code::Char(c)) if c.is_ascii_digit() => Self::Column,
            (Self::Column, Code::Char('R')) | (Self::Backslash, Code::Char('\\')) => Self::Nothing,
            (Self::Head(at), Code::Char(c)) if HEAD.get(at) == Some(&c) => {
                if at + 1 == HEAD.len() {
                    Self::Colour
                } else {
                    Self::Head(at + 1)
                }
            }
            (Self::Colour, _) if key == Key::ctrl('g') => Self::Nothing,
            (Self::Colour, Code::Char('\\')) if key.alt => Self::Nothing,
            (Self::Colour, Code::Esc) => Self::Backslash,
            (Self::Colour, Code::Char(c)) if c.is_ascii_alphanumeric() || ":/".contains(c) => {
                Self::Colour
            }
            _ => return None,
        })
    }

    fn is_start(self) -> bool {
        matches!(self, Self::Esc)
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

    fn filtered(reports: &mut LateReplies, spelled: &str, now: Instant) -> Vec<Key> {
        let filter = |key| reports.filter(key, now);
        keys(spelled).into_iter().flat_map(filter).collect()
    }

    #[test]
    fn a_torn_report_is_never_taken_for_keys() {
        let now = Instant::now();
        let mut reports = LateReplies::new(2, now);
        assert_eq!(filtered(&mut reports, "\u{1b}[1;3R", now), []);
        assert_eq!(filtered(&mut reports, "q", now), keys("q"));
        assert_eq!(
            filtered(&mut reports, "\u{1b}\u{1b}[12;132R", now),
            keys("\u{1b}")
        );
        assert_eq!(reports.holds_until(), None);
        let esc = filtered(&mut reports, "\u{1b}", now);
        assert_eq!(esc, keys("\u{1b}"), "none is outstanding");
    }

    #[test]
    fn keys_that_only_begin_like_a_report_are_given_back_in_order() {
        let now = Instant::now();
        let mut reports = LateReplies::new(1, now);
        assert_eq!(filtered(&mut reports, "\u{1b}[1x", now), keys("\u{1b}[1x"));
        assert_eq!(filtered(&mut reports, "\u{1b}", now), []);
        assert_eq!(reports.holds_until(), Some(now + PAUSE));
        assert_eq!(reports.release(), keys("\u{1b}"));
        assert_eq!(reports.holds_until(), None);
    }

    #[test]
    fn after_some_seconds_no_report_is_expected() {
        let now = Instant::now();
        let mut reports = LateReplies::new(4, now);
        let later = now + PATIENCE + PAUSE;
        assert_eq!(filtered(&mut reports, "\u{1b}", later), keys("\u{1b}"));
    }

    #[test]
    fn a_late_colour_is_never_taken_for_keys() {
        let now = Instant::now();
        let alt = |c| Key {
            alt: true,
            ..Key::char(c)
        };
        let body = keys("11;rgb:fdfd/f6f6/e3e3");
        let starts = [vec![alt(']')], keys("\u{1b}]")];
        let ends = [vec![Key::ctrl('g')], vec![alt('\\')], keys("\u{1b}\\")];
        for start in &starts {
            for end in &ends {
                let mut reports = LateReplies::new(1, now);
                let all = [&start[..], &body, end, &keys("q")].concat();
                let filter = |key| reports.filter(key, now);
                let left: Vec<Key> = all.into_iter().flat_map(filter).collect();
                assert_eq!(left, keys("q"));
                assert_eq!(reports.holds_until(), None);
            }
        }
        let mut reports = LateReplies::new(1, now);
        assert_eq!(reports.filter(alt('x'), now), [alt('x')]);
    }
}
