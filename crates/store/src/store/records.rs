//! A file's text to records: an array, an edition, JSON Lines, or one record alone.
//!
//! A file is a run of JSON values, each beginning on a line of its own; JSON Lines is such a run. A
//! value is a record, an array of records, or an edition: an object with `articles` and with fields
//! that hold for all of them. After a syntax error reading goes on at the next record that can be
//! found (see [`recovery`]), so that a broken record costs itself only.
//!
//! A text is read in windows, each as long as the records in it need: what a text holds does not depend
//! on where they begin and end.

mod edition;
mod extent;
mod long;
mod recovery;

use serde::Deserialize;
use serde_json::value::RawValue;

use self::extent::{Extent, Known, KnownBefore};
use super::fault::{Fault, Words};
use super::json::{self, Kind, Object};
use super::mend::mend;
use super::names::Names;
use crate::lang::Bilingual;

pub(super) use self::edition::{TAIL, head};
pub(super) use self::long::LongEdition;

/// How far ahead is looked at most to tell what a text holds, in bytes.
const LOOKED_AHEAD: usize = 2 * extent::LONGEST_OPENING;

/// A part of a text, with what is next in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window<'t> {
    /// The part; before `at` it has the end of the line or of the record before.
    pub(super) text: &'t str,
    /// Where reading goes on, in bytes.
    pub(super) at: usize,
    /// Whether the text ends with it.
    pub(super) is_last: bool,
}

/// What was found in a window.
#[derive(Debug, Default)]
pub(super) struct Found<'t> {
    /// The records in their order.
    pub(super) records: Vec<Record<'t>>,
    /// What holds for all records of an edition.
    pub(super) editions: Vec<Object<'t>>,
    /// What is no record.
    pub(super) faults: Vec<Fault>,
    /// The long edition that ends here.
    pub(super) ended: Option<LongEdition>,
    /// How far was read.
    pub(super) at: usize,
    /// Whether all of the text was: otherwise what is next is longer than the window.
    pub(super) is_all: bool,
}

/// A record that is JSON, with no more known of it.
#[derive(Debug)]
pub(super) struct Record<'t> {
    /// Where it starts, in bytes.
    pub(super) at: usize,
    /// Where it ends, in bytes.
    pub(super) end: usize,
    /// Its fields.
    pub(super) fields: Object<'t>,
    /// Its edition's index, where it is in one: a long one that began before the window is the first.
    pub(super) edition: Option<usize>,
}

/// What is known of a text from one window to the next.
#[derive(Debug)]
pub(super) struct State {
    /// How many brackets of an array are open.
    depth: usize,
    /// The edition that began before the window and ends in it or behind it.
    pub(super) long: Option<LongEdition>,
    /// Whether there was anything but white space.
    is_begun: bool,
    /// Whether the text is not trusted to be JSON, since a fault was met.
    is_wary: bool,
    /// What is known of the records.
    known: Known,
    /// How much may still be read that has to be read again, in bytes.
    patience: usize,
    /// Whether windows are to be mended before they are read, since one had what is no JSON.
    pub(super) is_mended: bool,
}

impl State {
    /// Knows nothing yet of a text of so many bytes.
    pub(super) fn new(len: usize) -> Self {
        Self {
            depth: 0,
            long: None,
            is_begun: false,
            is_wary: false,
            known: Known::default(),
            patience: len,
            is_mended: false,
        }
    }
}

/// Finds the records of a window, as far as it holds them whole.
pub(super) fn records<'t>(window: Window<'t>, names: &Names, state: &mut State) -> Found<'t> {
    let mut reader = Reader {
        text: window.text,
        is_last: window.is_last,
        names,
        at: window.at,
        edition: state.long.as_ref().map(|_| 0),
        is_in_long: state.long.is_some(),
        editions_before: usize::from(state.long.is_some()),
        next: Next::Read,
        is_sound: true,
        needed: 0,
        state,
        found: Found::default(),
    };
    let is_all = reader.values();
    Found {
        at: reader.at,
        is_all,
        ..reader.found
    }
}

/// Returns where a window is to begin in which `at` is next: how a line begins is told by what is before it.
pub(super) fn context(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    let before = before.trim_end_matches([' ', '\t', '\u{FEFF}']);
    before
        .char_indices()
        .next_back()
        .map_or(0, |(last, _)| last)
}

struct Reader<'t, 'n> {
    text: &'t str,
    is_last: bool,
    names: &'n Names,
    /// Where reading is, in bytes.
    at: usize,
    /// The edition that records belong to.
    edition: Option<usize>,
    is_in_long: bool,
    /// How many editions there are besides those that were found.
    editions_before: usize,
    next: Next,
    /// Whether the text is JSON as far as it was read.
    is_sound: bool,
    /// How much of the window was needed: all of it, where a value goes on behind it.
    needed: usize,
    state: &'n mut State,
    found: Found<'t>,
}

/// How reading got to where it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    /// By reading.
    Read,
    /// By searching after an error: what is next is a record, whatever stands before it.
    Sought,
    /// By searching in vain: nothing is next.
    Nothing,
}

/// Where reading was.
struct Mark {
    at: usize,
    depth: usize,
    known: KnownBefore,
    patience: usize,
    records: usize,
    editions: usize,
    faults: usize,
}

impl<'t> Reader<'t, '_> {
    /// Reads values one by one; returns whether that was all, or the next is not whole in the window.
    ///
    /// What is JSON is read as such. The first thing that is not is read again as something that may be
    /// broken, and so is all behind it.
    fn values(&mut self) -> bool {
        loop {
            let mark = self.mark();
            let is_end = !self.step();
            if !self.state.is_mended && !self.is_sound && self.is_mendable(mark.at) {
                self.go_back(&mark);
                self.state.is_mended = true;
                return false;
            }
            if !self.state.is_wary && !self.is_sound {
                let is_cut = !self.is_last && self.is_fault_at_end();
                self.go_back(&mark);
                if is_cut {
                    return false;
                }
                self.state.is_wary = true;
                continue;
            }
            if !self.is_last && self.is_at_end() {
                self.go_back(&mark);
                return false;
            }
            if self.state.long.is_some() && !self.is_in_long {
                self.found.ended = self.state.long.take();
            }
            if is_end {
                return true;
            }
        }
    }

    fn mark(&self) -> Mark {
        Mark {
            at: self.at,
            depth: self.state.depth,
            known: self.state.known.now(),
            patience: self.state.patience,
            records: self.found.records.len(),
            editions: self.found.editions.len(),
            faults: self.found.faults.len(),
        }
    }

    fn go_back(&mut self, mark: &Mark) {
        self.at = mark.at;
        self.state.depth = mark.depth;
        self.state.known.go_back(&mark.known);
        self.state.patience = mark.patience;
        self.found.records.truncate(mark.records);
        self.found.editions.truncate(mark.editions);
        self.found.faults.truncate(mark.faults);
        self.is_in_long = self.state.long.is_some();
        self.edition = self.state.long.as_ref().map(|_| 0);
    }

    /// Whether what is wrong from a place on is what can be mended.
    fn is_mendable(&self, at: usize) -> bool {
        let rest = self.text.get(at..).unwrap_or_default();
        mend(rest).is_some()
    }

    /// Whether what was read last may be something else where the text goes on behind the window.
    fn is_at_end(&self) -> bool {
        let ahead = if self.state.is_wary { LOOKED_AHEAD } else { 1 };
        self.needed.max(self.at + ahead) > self.text.len()
    }

    /// Whether what is wrong may be no more than that the window ends.
    fn is_fault_at_end(&self) -> bool {
        let fault = self.found.faults.last();
        fault.is_none_or(|fault| fault.at + LOOKED_AHEAD > self.text.trim_end().len())
    }

    /// Reads one value, or one of an array, and what follows it; returns whether there was one.
    fn step(&mut self) -> bool {
        (self.next, self.needed) = (Next::Read, 0);
        let first = self.peek();
        match first {
            None if self.state.depth == 0 => {
                if !self.state.is_begun {
                    self.found.faults.push(Fault {
                        at: 0,
                        what: Bilingual::new(
                            "the file is empty, expected articles",
                            "文件是空的，应有文章",
                        ),
                    });
                }
                return false;
            }
            Some(first) if self.state.depth == 0 && first != b'[' => self.value(first),
            _ => {
                self.state.depth = self.item(self.state.depth);
                if self.state.depth > 0 {
                    return true;
                }
                if self.is_in_long {
                    self.end_of_edition();
                    (self.edition, self.is_in_long) = (None, false);
                }
            }
        }
        self.state.is_begun = true;
        self.end_of_value();
        true
    }

    /// Reads a value that is no array of records, or goes on after it.
    fn value(&mut self, first: u8) {
        self.next = Next::Read;
        match first {
            b'{' => self.object(),
            _ => self.stray(),
        }
    }

    /// A value of the file is followed by a line break or the end.
    fn end_of_value(&mut self) {
        let after = self.at;
        if self.next != Next::Read || self.peek().is_none() {
            return;
        }
        let between = self.text.get(after..self.at).unwrap_or_default();
        let begins_line = self
            .text
            .get(..after)
            .is_some_and(|t| t.ends_with(['\n', '\r']));
        if !begins_line && !between.contains(['\n', '\r']) {
            let expected = Words::new(
                "the end of the text, or the next value on a line of its own",
                "文本结束，或另起一行的下一个值",
            );
            self.search(json::unexpected(self.text, self.at, expected));
        }
    }

    /// Reads an array of records.
    fn array(&mut self) {
        let mut depth = 0;
        loop {
            depth = self.item(depth);
            if depth == 0 {
                return;
            }
        }
    }

    /// Reads a record of an array and what stands around it; returns how many brackets are open then.
    /// Brackets that hold no record are told of, and what they hold is read.
    fn item(&mut self, mut depth: usize) -> usize {
        depth += self.openings(depth);
        if let Some(first) = self.peek().filter(|first| *first != b']') {
            self.value(first);
        }
        self.closings(depth)
    }

    /// Reads opening brackets; returns how many.
    fn openings(&mut self, depth: usize) -> usize {
        let mut opened = 0;
        while self.peek() == Some(b'[') {
            if depth + opened == 1 {
                self.no_record(Kind::Array);
            }
            self.at += 1;
            opened += 1;
        }
        opened
    }

    /// Reads what follows an item, up to the next one; returns the brackets that are still open.
    fn closings(&mut self, mut depth: usize) -> usize {
        while depth > 0 {
            match (self.next, self.peek()) {
                (Next::Nothing, _) => return 0,
                (Next::Sought, _) => return depth,
                (Next::Read, Some(b']')) => {
                    self.at += 1;
                    depth -= 1;
                }
                (Next::Read, Some(b',')) => {
                    self.at += 1;
                    if self.peek() != Some(b']') {
                        return depth;
                    }
                    let expected = Words::new("an article after the comma", "逗号后的文章");
                    let fault = json::unexpected(self.text, self.at, expected);
                    self.found.faults.push(fault);
                }
                _ => self.search(json::unexpected(
                    self.text,
                    self.at,
                    Words::new("`,` or `]`", "`,` 或 `]`"),
                )),
            }
        }
        0
    }

    /// Reads an object: a record or an edition.
    fn object(&mut self) {
        let start = self.at;
        let extent = self.extent(start);
        let end = match extent {
            Extent::Closed(end) | Extent::Next(end) => end,
            Extent::Open => self.text.len(),
            Extent::Articles(at) => return self.edition_to(at),
        };
        let within = self.text.get(..end).unwrap_or_default();
        match json::value_at::<Object>(within, start) {
            Ok((fields, end)) => {
                self.at = end;
                self.record_or_edition(start, fields);
            }
            Err(fault) => self.broken(start, extent, fault),
        }
    }

    fn record_or_edition(&mut self, at: usize, fields: Object<'t>) {
        match edition::articles(self.names, &fields) {
            Some(articles) if self.edition.is_none() => self.edition(fields, articles),
            _ => self.record(at, fields),
        }
    }

    /// Keeps the record from `at` to where reading is.
    fn record(&mut self, at: usize, fields: Object<'t>) {
        let is_new = self.state.known.is_new(&fields);
        if is_new && edition::is_report(self.names, &fields) {
            self.state.known.learn(&fields);
        }
        self.found.records.push(Record {
            at,
            end: self.at,
            fields,
            edition: self.edition,
        });
    }

    /// Reads a value that is no object.
    fn stray(&mut self) {
        match self.value_at::<&RawValue>(self.at) {
            Ok((value, end)) => {
                self.no_record(Kind::of(value));
                // It may be a record that was encoded twice.
                let is_text = Kind::of(value) == Kind::Text;
                self.is_sound &= self.state.is_mended || !is_text || !self.is_mendable(self.at);
                self.at = end;
            }
            Err(fault) => self.recover(fault),
        }
    }

    /// Reads the value that starts at `at`; returns it with the place of its end.
    fn value_at<T: Deserialize<'t>>(&mut self, at: usize) -> Result<(T, usize), Fault> {
        let read = json::value_at(self.text, at);
        let is_at_end = |fault: &Fault| fault.at >= self.text.trim_end().len();
        if !self.is_last && read.as_ref().is_err_and(is_at_end) {
            self.needed = self.text.len() + 1;
        }
        read
    }

    fn no_record(&mut self, kind: Kind) {
        self.found.faults.push(Fault {
            at: self.at,
            what: Bilingual::new(
                format!("found {kind}, expected an article (an object)"),
                format!("此处是{}，应为文章（对象）", kind.in_chinese()),
            ),
        });
    }

    /// Skips white space, and byte order marks where files were joined; returns the byte that is
    /// next.
    fn peek(&mut self) -> Option<u8> {
        const MARK: &[u8] = "\u{FEFF}".as_bytes();
        let bytes = self.text.as_bytes();
        loop {
            while let Some(b' ' | b'\t' | b'\n' | b'\r') = bytes.get(self.at) {
                self.at += 1;
            }
            let rest = bytes.get(self.at..)?;
            if !rest.starts_with(MARK) {
                return rest.first().copied();
            }
            self.at += MARK.len();
        }
    }

    fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }
}

#[cfg(test)]
mod tests;
