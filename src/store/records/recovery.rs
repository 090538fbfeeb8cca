//! Goes on after a syntax error, at the next record.
//!
//! In JSON Lines the next line is the next record. Otherwise the end of a broken record is found by its
//! brackets, where the error left them whole: a comma too many, a bare word, a raw line break in a
//! string. Where that fails, the next `{` that a name in quotation marks follows may begin a record, and
//! does if it is JSON and has a title or a body.
//!
//! Searching starts at the last string before the error (it may be the one that was left open), not
//! after the record's start, so that a text is read about once however broken it is. A text made to defeat that runs out of its [`Budget`].

use serde::Deserialize;

use super::super::json::{self, Fault, Object};
use super::{Among, Next, Reader};

/// How many bytes may be read before a text is given up, for each byte of it.
const READINGS: usize = 16;

/// How far behind an error the end of a broken record is looked for, in bytes.
const FURTHEST: usize = 64 * 1024;

/// What may still be spent on reading a text, in bytes.
#[derive(Debug)]
pub(super) struct Budget {
    left: usize,
    ample: usize,
}

impl Budget {
    pub(super) fn new(text: &str) -> Self {
        let left = text.len().saturating_mul(READINGS).max(FURTHEST);
        Self {
            left,
            ample: left / 2,
        }
    }

    /// Returns whether there is enough for more than a search: where much is broken, looking for
    /// brackets does not pay.
    fn is_ample(&self) -> bool {
        self.left > self.ample
    }

    fn is_spent(&self) -> bool {
        self.left == 0
    }

    /// Reads the value at `at` and pays for it.
    pub(super) fn value<'t, T>(&mut self, text: &'t str, at: usize) -> Result<(T, usize), Fault>
    where
        T: Deserialize<'t>,
    {
        let read = json::value_at(text, at);
        let end = match &read {
            Ok((_, end)) => *end,
            Err(fault) => fault.at,
        };
        self.pay(end.saturating_sub(at));
        read
    }

    fn pay(&mut self, bytes: usize) {
        self.left = self.left.saturating_sub(bytes);
    }
}

impl Reader<'_, '_> {
    /// Reports what is wrong with the value at `start` and goes on after it.
    pub(super) fn recover(&mut self, start: usize, fault: Fault, among: Among) {
        self.next = Next::Read;
        let next = match among {
            Among::Lines if !self.budget.is_spent() => self.next_line(start),
            _ => None,
        };
        if let Some(next) = next.or_else(|| self.end_of_broken(start, fault.at, among)) {
            self.found.faults.push(fault);
            self.at = next;
            return;
        }
        self.at = self.search_from(start, fault.at);
        self.search(fault);
    }

    /// Reports what is wrong and goes on at the next object that may be a record, or at the end.
    pub(super) fn search(&mut self, mut fault: Fault) {
        if self.budget.is_spent() {
            fault.what.push_str("; too much is broken here to read on");
        }
        self.found.faults.push(fault);
        self.seek();
    }

    /// Goes on at the next object that may be a record, or at the end.
    pub(super) fn seek(&mut self) {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let begins = rest.match_indices('{').map(|(at, _)| at).find(|at| {
            let after = rest.get(at + 1..).unwrap_or_default();
            after.trim_start().starts_with('"')
        });
        let skipped = begins.filter(|_| !self.budget.is_spent());
        self.next = skipped.map_or(Next::Nothing, |_| Next::Sought);
        let skipped = skipped.unwrap_or(rest.len());
        self.budget.pay(skipped);
        self.at += skipped;
    }

    /// Returns the start of the line after the one that `start` begins, if a record begins there.
    fn next_line(&mut self, start: usize) -> Option<usize> {
        let (before, rest) = self.text.split_at_checked(start)?;
        let before = before.trim_end_matches([' ', '\t', '\r']);
        (before.is_empty() || before.ends_with('\n')).then_some(())?;
        let next = start + rest.find('\n')? + 1;
        let line = self.text.get(next..)?.lines().next()?;
        let fields = line.trim_start().strip_prefix('{')?;
        if self.by_line && fields.trim_start().starts_with('"') {
            return Some(next);
        }
        let (_, end) = self.budget.value::<Object>(line, 0).ok()?;
        line.get(end..)?.trim().is_empty().then_some(next)
    }

    /// Returns where to search from after an error: within the last string before it, which may have
    /// been left open and then have run into the next record. What is no object may be a stray
    /// bracket before one.
    fn search_from(&self, start: usize, error: usize) -> usize {
        let sound = self.text.get(start..error).unwrap_or_default();
        if !sound.starts_with('{') {
            let stray = self.text.get(start..).and_then(|rest| rest.chars().next());
            return start + stray.map_or(0, char::len_utf8);
        }
        let mut brackets = Brackets::default();
        brackets.close(sound.bytes());
        match brackets.string {
            Some(string) => start + string + 1,
            None => error,
        }
    }

    /// Returns the end of the broken object at `start` by its brackets, if what follows is what
    /// follows an object there.
    fn end_of_broken(&mut self, start: usize, error: usize, among: Among) -> Option<usize> {
        let (sound, rest) = self.text.get(start..)?.split_at_checked(error - start)?;
        (sound.starts_with('{') && self.budget.is_ample()).then_some(())?;
        let mut brackets = Brackets::default();
        brackets.close(sound.bytes());
        // A raw line break within a string is more likely than a string that is never closed.
        let outside = Brackets {
            in_string: false,
            ..brackets.clone()
        };
        let within = brackets.in_string.then_some(brackets);
        self.budget.pay(sound.len());
        within
            .into_iter()
            .chain([outside])
            .find_map(|mut brackets| {
                let closed = brackets.close(rest.bytes().take(FURTHEST));
                self.budget.pay(closed.unwrap_or(rest.len().min(FURTHEST)));
                let end = error + closed?;
                follows(self.text.get(end..)?, among).then_some(end)
            })
    }
}

/// Returns whether `text` begins as what may follow a value.
fn follows(text: &str, among: Among) -> bool {
    let next = text.trim_start();
    match among {
        Among::Items => next.starts_with([',', ']']),
        Among::Lines => {
            let blank = text.strip_suffix(next).unwrap_or_default();
            next.is_empty() || blank.contains('\n')
        }
    }
}

/// The brackets that are open.
#[derive(Clone, Default)]
struct Brackets {
    /// The closing ones that are awaited.
    open: Vec<u8>,
    in_string: bool,
    /// Where the last string begins, in bytes.
    string: Option<usize>,
}

impl Brackets {
    /// Follows the brackets of a text; returns where the outermost is closed, or `None` if it is
    /// not or if they do not match.
    fn close(&mut self, text: impl Iterator<Item = u8>) -> Option<usize> {
        let mut escaped = false;
        for (at, byte) in text.enumerate() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = self.in_string,
                b'"' => {
                    self.in_string = !self.in_string;
                    if self.in_string {
                        self.string = Some(at);
                    }
                }
                _ if self.in_string => {}
                b'[' => self.open.push(b']'),
                b'{' => self.open.push(b'}'),
                b']' | b'}' => {
                    (self.open.pop()? == byte).then_some(())?;
                    if self.open.is_empty() {
                        return Some(at + 1);
                    }
                }
                _ => {}
            }
        }
        None
    }
}
