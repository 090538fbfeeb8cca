//! Tells how the text of a file is found.

use std::borrow::Cow;
use std::io;

use super::super::decode::{Decoded, decode};
use super::super::json::{self, Object};
use super::super::names::Field;
use super::{Form, SMALL, Volume};

/// A line that is longer than this, in bytes, is no line of JSON Lines.
const LONGEST_LINE: usize = 64 << 20;

/// How much of a line is read at a time, in bytes.
const PART: u64 = 64 << 10;

impl Volume {
    /// Tells how the text is found, by the file's beginning, and for a short file by all of it.
    pub(super) fn sniff(&self) -> io::Result<Form> {
        let first = if self.len > SMALL {
            self.first_line()?
        } else {
            None
        };
        if first.is_some_and(|line| self.is_record(&line)) {
            return Ok(Form::Lines);
        }
        let bytes = self.bytes(0, self.len)?;
        let mark = if bytes.starts_with(b"\xEF\xBB\xBF") {
            3
        } else {
            0
        };
        let rest = bytes.get(mark as usize..).unwrap_or_default();
        Ok(match decode(&bytes) {
            Ok(Decoded { text, .. }) if text.as_bytes() != rest => Form::Decoded,
            Ok(Decoded { text, .. }) if mark == 0 && self.is_lines(&text) => Form::Lines,
            _ => Form::Whole(mark),
        })
    }

    fn first_line(&self) -> io::Result<Option<String>> {
        let mut line = Vec::new();
        while (line.len() as u64) < self.len && line.len() < LONGEST_LINE {
            let at = line.len() as u64;
            let more = self.bytes(at, (self.len - at).min(PART))?;
            if let Some(end) = memchr::memchr(b'\n', &more) {
                line.extend(more.get(..end).unwrap_or_default());
                return Ok(String::from_utf8(line).ok());
            }
            line.extend(more);
        }
        Ok(None)
    }

    fn is_lines(&self, text: &str) -> bool {
        let mut lines = text.lines().filter(|line| !line.trim().is_empty());
        lines.next().is_some_and(|line| self.is_record(line))
    }

    /// Whether a line is a record by itself, and so are the others then.
    fn is_record(&self, line: &str) -> bool {
        let object = json::value_at::<Object>(line, 0).ok();
        object.is_some_and(|(fields, end)| {
            let rest = line.get(end..).unwrap_or_default();
            let names = |(name, _): &(Cow<str>, _)| self.names.means(name, Field::Articles);
            rest.trim().is_empty() && !fields.0.iter().any(names)
        })
    }
}
