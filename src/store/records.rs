//! A file's text to records: an array, an edition, JSON Lines, or one record alone.
//!
//! A file is a run of JSON values, each beginning on a line of its own; JSON Lines is such a run. A
//! value is a record, an array of records, or an edition: an object with `articles` and with fields
//! that hold for all of them. After a syntax error reading goes on at the next record that can be
//! found (see [`recovery`]), so that a broken record costs itself only.

mod edition;
mod recovery;

use serde_json::value::RawValue;

use self::recovery::Budget;
use super::json::{self, Fault, Kind, Object};
use super::names::{Field, Names};

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
    let mut reader = Reader {
        text,
        names,
        at: 0,
        edition: None,
        next: Next::Read,
        by_line: false,
        budget: Budget::new(text),
        found: Found::default(),
    };
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
    /// Whether a value stood on one line, as every value in JSON Lines does.
    by_line: bool,
    budget: Budget,
    found: Found<'t>,
}

/// How reading got to where it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    /// By reading.
    Read,
    /// By searching after an error: what is next may be a part of something broken.
    Sought,
    /// By searching in vain: nothing is next.
    Nothing,
}

/// What a value is one of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Among {
    /// The values of the file.
    Lines,
    /// The items of an array.
    Items,
}

impl<'t> Reader<'t, '_> {
    /// Reads the values of the file.
    fn values(&mut self) {
        if self.peek().is_none() {
            self.found.faults.push(json::ended(self.text, "articles"));
        }
        while let Some(first) = self.peek() {
            let faults = self.found.faults.len();
            let start = self.at;
            if first == b'[' {
                self.array();
            } else {
                self.value(first, Among::Lines);
            }
            if self.found.faults.len() == faults {
                let value = self.text.get(start..self.at).unwrap_or_default();
                self.by_line = !value.contains('\n');
            }
            self.end_of_value();
        }
    }

    /// Reads a value that is no array of records, or goes on after it.
    fn value(&mut self, first: u8, among: Among) {
        let start = self.at;
        let read = match first {
            b'{' => self.object(among),
            _ => self.stray(),
        };
        if let Err(fault) = read {
            self.recover(start, fault, among);
        }
    }

    /// A value of the file is followed by a line break or the end.
    fn end_of_value(&mut self) {
        let after = self.at;
        if self.next != Next::Read || self.peek().is_none() {
            return;
        }
        let between = self.text.get(after..self.at).unwrap_or_default();
        let begins_line = self.text.get(..after).is_some_and(|t| t.ends_with('\n'));
        if !begins_line && !between.contains('\n') {
            let expected = "expected the end of the text, or the next value on a line of its own";
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
                self.value(first, Among::Items);
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
                    let expected = "expected an article after the comma";
                    let fault = json::unexpected(self.text, self.at, expected);
                    self.found.faults.push(fault);
                }
                _ => self.search(json::unexpected(self.text, self.at, "expected `,` or `]`")),
            }
        }
        0
    }

    /// Reads an object: a record or an edition.
    fn object(&mut self, among: Among) -> Result<(), Fault> {
        let start = self.at;
        let sought = std::mem::replace(&mut self.next, Next::Read) == Next::Sought;
        match self.budget.value::<Object>(self.text, start) {
            Ok((fields, end)) => {
                self.at = end;
                if sought && !self.has_content(&fields) {
                    self.seek();
                } else {
                    self.record_or_edition(start, fields);
                }
                Ok(())
            }
            Err(fault) if among == Among::Lines => self.broken_edition(fault),
            Err(fault) => Err(fault),
        }
    }

    /// Returns whether an object has what makes it a record: authors and pictures do not.
    fn has_content(&self, fields: &Object) -> bool {
        fields.0.iter().any(|(name, _)| {
            [Field::Articles, Field::Title, Field::Body]
                .iter()
                .any(|field| self.names.means(name, *field))
        })
    }

    fn record_or_edition(&mut self, at: usize, fields: Object<'t>) {
        let articles = fields
            .0
            .iter()
            .find(|(name, _)| self.names.means(name, Field::Articles));
        match articles {
            Some((_, articles)) if self.edition.is_none() => {
                let articles = *articles;
                self.edition(fields, articles);
            }
            _ => self.record(at, fields),
        }
    }

    /// Keeps the record from `at` to where reading is.
    fn record(&mut self, at: usize, fields: Object<'t>) {
        self.found.records.push(Record {
            at,
            end: self.at,
            fields,
            edition: self.edition,
        });
    }

    /// Reads a value that is no object.
    fn stray(&mut self) -> Result<(), Fault> {
        self.next = Next::Read;
        let (value, end) = self.budget.value::<&RawValue>(self.text, self.at)?;
        self.no_record(Kind::of(value));
        self.at = end;
        Ok(())
    }

    fn no_record(&mut self, kind: Kind) {
        self.found.faults.push(Fault {
            at: self.at,
            what: format!("found {kind}, expected an article (an object)"),
        });
    }

    /// Skips white space; returns the byte that is next.
    fn peek(&mut self) -> Option<u8> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let blank = |byte: &&u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
        self.at += rest.iter().take_while(blank).count();
        self.text.as_bytes().get(self.at).copied()
    }

    fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }
}

#[cfg(test)]
mod tests;
