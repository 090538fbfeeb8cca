//! How far a record reaches in a text that is broken somewhere.
//!
//! It ends where its outermost bracket is closed, or before that where something begins that can only
//! be the next record:
//!
//! - an object that begins a line and is indented as the records are;
//! - an object where JSON allows none: in an object, where a name should be; in a string, which is
//!   thus one that was left open;
//! - an object in an array that holds none such, as those in `body`, `tags` and `images` do not.
//!
//! The last two begin as the records do that were read before, by their first names. So the objects of
//! a list of related reports remain their record's.

use std::collections::HashSet;
use std::ops::Range;
use std::rc::Rc;

use super::super::json::Object;
use super::super::names::{Field, Names};

/// How far an object reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// To where its brackets are closed.
    Closed(usize),
    /// To where the next record begins.
    Next(usize),
    /// To the end of the text.
    Open,
    /// It may be an edition: an array of articles in it is at this place.
    Articles(usize),
}

/// What is known of the records in a text.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// The white space before a record that begins a line.
    indent: Option<Rc<str>>,
    /// The names that records begin with, and those that come second.
    names: [KnownNames; 2],
}

/// Names in the order in which they were learned, so that the last can be forgotten.
#[derive(Debug, Default)]
struct KnownNames {
    all: HashSet<Rc<str>>,
    in_order: Vec<Rc<str>>,
}

impl KnownNames {
    fn is_full(&self) -> bool {
        self.in_order.len() >= MOST_NAMES
    }

    fn is_empty(&self) -> bool {
        self.in_order.is_empty()
    }

    fn contains(&self, name: &str) -> bool {
        self.all.contains(name)
    }

    fn learn(&mut self, name: &str) {
        if !self.is_full() && !self.contains(name) {
            let name: Rc<str> = name.into();
            self.all.insert(Rc::clone(&name));
            self.in_order.push(name);
        }
    }

    fn forget_from(&mut self, len: usize) {
        for name in self.in_order.drain(len.min(self.in_order.len())..) {
            self.all.remove(&name);
        }
    }
}

/// What was known at some time.
pub(super) struct KnownBefore {
    indent: Option<Rc<str>>,
    names: [usize; 2],
}

impl Known {
    /// Returns what is known now, to go back to.
    pub(super) fn now(&self) -> KnownBefore {
        KnownBefore {
            indent: self.indent.clone(),
            names: self.names.each_ref().map(|names| names.in_order.len()),
        }
    }

    /// Forgets what was learned since.
    pub(super) fn go_back(&mut self, before: &KnownBefore) {
        self.indent.clone_from(&before.indent);
        for (names, len) in self.names.iter_mut().zip(before.names) {
            names.forget_from(len);
        }
    }

    /// Learns how the record at `start` stands in its line.
    pub(super) fn begin(&mut self, text: &str, start: usize) {
        let indent = indent(text, start);
        if indent.is_some() && indent != self.indent.as_deref() {
            self.indent = indent.map(Rc::from);
        }
    }

    /// Returns whether a record begins with names that are not known, while there is room for more.
    pub(super) fn is_new(&self, fields: &Object) -> bool {
        let mut names = self.names.iter().zip(&fields.0);
        names.any(|(known, (name, _))| !known.is_full() && !known.contains(name))
    }

    /// Learns the names that a record begins with.
    pub(super) fn learn(&mut self, fields: &Object) {
        for (known, (name, _)) in self.names.iter_mut().zip(&fields.0) {
            known.learn(name);
        }
    }

    fn begins(&self, name: &str) -> bool {
        self.names.first().is_some_and(|first| first.contains(name))
    }

    fn is_second(&self, name: &str) -> bool {
        self.names
            .last()
            .is_some_and(|second| second.contains(name))
    }
}

/// How many names that records begin with are kept. More are those of no collection.
const MOST_NAMES: usize = 1000;

/// How much of an object is looked at for the names that it begins with, in bytes.
pub(super) const LONGEST_OPENING: usize = 1024;

/// Returns the white space before a place that begins its line.
fn indent(text: &str, at: usize) -> Option<&str> {
    let before = text.get(..at)?;
    let outer = before.trim_end_matches([' ', '\t', '\u{FEFF}']);
    (outer.is_empty() || outer.ends_with(['\n', '\r'])).then_some(())?;
    before.get(outer.len()..)
}

/// The names that an object begins with.
pub(super) struct Opening<'t> {
    first: &'t str,
    second: Option<&'t str>,
}

/// Reads the names that the object at `at` begins with. A long value after the first hides the
/// second.
pub(super) fn opening(text: &str, at: usize) -> Option<Opening<'_>> {
    let rest = text.as_bytes().get(at + 1..)?;
    let rest = rest.get(..LONGEST_OPENING).unwrap_or(rest);
    let (first, rest) = name(rest)?;
    let second = scalar(rest.trim_ascii_start())
        .and_then(|rest| rest.trim_ascii_start().strip_prefix(b","))
        .and_then(name)
        .map(|(second, _)| second);
    Some(Opening { first, second })
}

/// Splits a name and its colon from the start of `bytes`.
fn name(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let within = bytes.trim_ascii_start().strip_prefix(b"\"")?;
    let (name, rest) = within.split_at_checked(memchr::memchr(b'"', within)?)?;
    let rest = rest.get(1..)?.trim_ascii_start().strip_prefix(b":")?;
    Some((std::str::from_utf8(name).ok()?, rest))
}

/// Returns what follows a value that is no array and no object.
fn scalar(bytes: &[u8]) -> Option<&[u8]> {
    let Some(within) = bytes.strip_prefix(b"\"") else {
        let end = bytes.iter().position(|byte| b",}]{[\"".contains(byte))?;
        return bytes.get(end..);
    };
    let ends = memchr::memchr_iter(b'"', within);
    let escapes = |end: usize| {
        let before = within.get(..end).unwrap_or_default();
        before
            .iter()
            .rev()
            .take_while(|byte| **byte == b'\\')
            .count()
    };
    let end = ends
        .into_iter()
        .find(|end| escapes(*end).is_multiple_of(2))?;
    within.get(end + 1..)
}

/// A bracket that is open.
struct Open {
    /// What closes it.
    close: u8,
    /// Where the name of what it opens stands, within its quotation marks.
    name: Range<usize>,
}

/// Follows the brackets and strings of a record.
pub(super) struct Scan<'t, 'k> {
    text: &'t str,
    names: &'k Names,
    known: &'k Known,
    open: Vec<Open>,
    /// The last byte that is no white space.
    last: u8,
    /// Where the last string stands, within its quotation marks.
    string: Range<usize>,
    /// Whether the record has a body of its own.
    has_body: bool,
}

impl<'t, 'k> Scan<'t, 'k> {
    pub(super) fn new(text: &'t str, names: &'k Names, known: &'k Known) -> Self {
        Self {
            text,
            names,
            known,
            open: Vec::new(),
            last: b',',
            string: 0..0,
            has_body: false,
        }
    }

    /// Returns the extent of the object at `start`. It is looked at as a record where it is within
    /// an edition.
    pub(super) fn record(mut self, start: usize, in_edition: bool) -> Extent {
        self.push(b'}', 0..0);
        self.last = b'{';
        self.has_body = in_edition;
        self.follow(start + 1)
    }

    /// Returns the extent of what is left at `at` of a record whose beginning is lost.
    pub(super) fn rest(mut self, at: usize) -> Extent {
        self.push(b'}', 0..0);
        self.has_body = true;
        self.follow(at)
    }

    fn push(&mut self, close: u8, name: Range<usize>) {
        self.open.push(Open { close, name });
    }

    fn follow(&mut self, mut at: usize) -> Extent {
        let bytes = self.text.as_bytes();
        while let Some(byte) = bytes.get(at).copied() {
            let step = match byte {
                b'"' => match self.pass_string(at + 1) {
                    Ok(end) => {
                        at = end;
                        None
                    }
                    Err(extent) => Some(extent),
                },
                b'{' | b'[' => self.enter(byte, at),
                b'}' | b']' => self.leave(byte, at),
                _ => None,
            };
            if let Some(extent) = step {
                return extent;
            }
            if !byte.is_ascii_whitespace() {
                self.last = byte;
            }
            at += 1;
        }
        Extent::Open
    }

    /// Returns the end of the string that begins at `start`, unless a record begins within it.
    fn pass_string(&mut self, start: usize) -> Result<usize, Extent> {
        let bytes = self.text.as_bytes();
        let mut at = start;
        loop {
            let rest = bytes.get(at..).unwrap_or_default();
            let Some(found) = memchr::memchr3(b'"', b'\\', b'{', rest) else {
                return Err(Extent::Open);
            };
            at += found;
            match bytes.get(at) {
                Some(b'"') => break,
                Some(b'\\') => at += 2,
                _ if self.begins_line(at) || self.follows_comma(at) && self.is_alike(at) => {
                    return Err(Extent::Next(at));
                }
                _ => at += 1,
            }
        }
        self.string = start..at;
        Ok(at)
    }

    /// Enters an object or an array, unless it is the next record or an edition's articles.
    fn enter(&mut self, byte: u8, at: usize) -> Option<Extent> {
        let named = self.last == b':';
        if byte == b'{' && self.is_next(at, named) {
            return Some(Extent::Next(at));
        }
        let name = if named { self.string.clone() } else { 0..0 };
        if self.open.len() == 1 && named {
            let name = self.text.get(name.clone()).unwrap_or_default();
            if byte == b'[' && !self.has_body && self.names.means(name, Field::Articles) {
                return Some(Extent::Articles(at));
            }
            self.has_body |= self.names.means(name, Field::Body);
        }
        self.push(if byte == b'{' { b'}' } else { b']' }, name);
        None
    }

    /// Returns whether the object at `at` can only be the next record.
    fn is_next(&self, at: usize, named: bool) -> bool {
        let Some(parent) = self.open.last() else {
            return false;
        };
        if self.begins_line(at) {
            return true;
        }
        if parent.close == b'}' {
            return !named && self.is_alike(at);
        }
        let field = self.open.get(1).map_or(0..0, |field| field.name.clone());
        let name = self.text.get(field).unwrap_or_default();
        // What no name stands before is out of place in a record.
        (name.is_empty() || self.is_ours(name))
            && !self.names.means(name, Field::Articles)
            && self.is_alike(at)
    }

    /// Returns whether an object stands in its line as the records do.
    fn begins_line(&self, at: usize) -> bool {
        self.known.indent.is_some()
            && indent(self.text, at) == self.known.indent.as_deref()
            && opening(self.text, at).is_some_and(|opening| {
                self.known.begins(opening.first) || self.is_ours(opening.first)
            })
    }

    fn follows_comma(&self, at: usize) -> bool {
        let before = self.text.get(..at).unwrap_or_default();
        before.trim_end().ends_with([',', '}', ']'])
    }

    /// Returns whether an object begins as records do.
    fn is_alike(&self, at: usize) -> bool {
        let Some(Opening { first, second }) = opening(self.text, at) else {
            return false;
        };
        let says = |name| {
            let says = [Field::Title, Field::Body, Field::Kicker];
            says.iter().any(|field| self.names.means(name, *field))
        };
        if self.known.begins(first) {
            return second.is_none_or(|name| self.known.is_second(name) || says(name));
        }
        let knows_none = self.known.names.iter().all(KnownNames::is_empty);
        let alone = knows_none && says(first);
        alone || self.is_ours(first) && second.is_some_and(says)
    }

    fn is_ours(&self, name: &str) -> bool {
        !self.names.fields(name).is_empty()
    }

    /// Leaves what a bracket closes, and what is left open within it; returns the record's extent
    /// where that is its end.
    fn leave(&mut self, close: u8, at: usize) -> Option<Extent> {
        let Some(depth) = self.open.iter().rposition(|open| open.close == close) else {
            // It closes what the record is in.
            return Some(Extent::Closed(at));
        };
        self.open.truncate(depth);
        self.open.is_empty().then_some(Extent::Closed(at + 1))
    }
}
