//! A file's text to records: an array, an edition, JSON Lines, or one record alone.
//!
//! A file is a run of JSON values, each beginning on a line of its own; JSON Lines is such a run. A
//! value is a record, an array of records, or an edition: an object with `articles` and with fields
//! that hold for all of them. After a syntax error reading goes on at the next record that can be
//! found (see [`recovery`]), so that a broken record costs itself only.

mod edition;
mod extent;
mod recovery;

use serde_json::value::RawValue;

use self::extent::{Extent, Known};
use super::fault::{Fault, Words};
use super::json::{self, Kind, Object};
use super::names::Names;
use crate::lang::Bilingual;

/// What was found in a text.
#[derive(Debug, Default)]
pub(super) struct Found<'t> {
    /// The records in their order.
    pub(super) records: Vec<Record<'t>>,
    /// What holds for all records of an edition.
    pub(super) editions: Vec<Object<'t>>,
    /// What is no record.
    pub(super) faults: Vec<Fault>,
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
    /// Its edition's index, where it is in one.
    pub(super) edition: Option<usize>,
}

/// Finds the records of a text.
pub(super) fn records<'t>(text: &'t str, names: &Names) -> Found<'t> {
    let mut reader = Reader::new(text, names, None);
    reader.values();
    if reader.is_sound {
        return reader.found;
    }
    let mut reader = Reader::new(text, names, Some(Known::default()));
    reader.values();
    reader.found
}

struct Reader<'t, 'n> {
    text: &'t str,
    names: &'n Names,
    /// Where reading is, in bytes.
    at: usize,
    /// The edition that records belong to.
    edition: Option<usize>,
    next: Next,
    /// What is known of the records, where the text is not trusted to be JSON.
    wary: Option<Known<'t>>,
    /// Whether the text is JSON as far as it was read.
    is_sound: bool,
    /// How much may still be read that has to be read again, in bytes.
    patience: usize,
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

impl<'t, 'n> Reader<'t, 'n> {
    fn new(text: &'t str, names: &'n Names, wary: Option<Known<'t>>) -> Self {
        Self {
            text,
            names,
            at: 0,
            edition: None,
            next: Next::Read,
            wary,
            is_sound: true,
            patience: text.len(),
            found: Found::default(),
        }
    }

    /// Reads the values of the file.
    fn values(&mut self) {
        if self.peek().is_none() {
            self.found
                .faults
                .push(json::ended(self.text, Words::new("articles", "文章")));
        }
        while let Some(first) = self.peek() {
            if first == b'[' {
                self.array();
            } else {
                self.value(first);
            }
            self.end_of_value();
        }
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

    /// Reads an array of records. Brackets within it that hold no record are told of, and what they
    /// hold is read.
    fn array(&mut self) {
        let mut depth = 0;
        loop {
            depth += self.openings(depth);
            if let Some(first) = self.peek().filter(|first| *first != b']') {
                self.value(first);
            }
            depth = self.closings(depth);
            if depth == 0 {
                return;
            }
        }
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
        if let Some(known) = &mut self.wary
            && edition::is_report(self.names, &fields)
        {
            known.learn(fields.0.iter().map(|(name, _)| &**name));
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
        match json::value_at::<&RawValue>(self.text, self.at) {
            Ok((value, end)) => {
                self.no_record(Kind::of(value));
                self.at = end;
            }
            Err(fault) => self.recover(fault),
        }
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
        let blank = |byte: &&u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
        loop {
            let rest = self.text.as_bytes().get(self.at..)?;
            self.at += rest.iter().take_while(blank).count();
            let rest = self.text.as_bytes().get(self.at..)?;
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
