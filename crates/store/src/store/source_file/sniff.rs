//! Tells how the text of a file is found.

use std::borrow::Cow;
use std::io;

use super::super::content::{Content, content, is_packed};
use super::super::decode;
use super::super::json::{self, Object};
use super::super::names::Field;
use super::super::shape::Shape;
use super::super::text::InFile;
use super::{Form, SMALL, Volume};

/// A line that is longer than this, in bytes, is no line of JSON Lines.
const LONGEST_LINE: usize = 64 << 20;

/// How much of a line is read at a time, in bytes.
const PART: u64 = 64 << 10;

/// The length of the byte order mark that UTF-8 may have, in bytes.
const MARK: u64 = 3;

/// Returns the length of the byte order mark that a text begins with.
fn mark(bytes: &[u8]) -> u64 {
    if bytes.starts_with("\u{FEFF}".as_bytes()) {
        MARK
    } else {
        0
    }
}

impl Volume {
    /// Tells how the text is found and what shape it has, by the file's beginning, and if that is no line of JSON
    /// Lines by all of it.
    pub(super) fn sniff(&self) -> io::Result<(Form, Shape)> {
        if self.len <= SMALL {
            return self.sniff_whole();
        }
        let beginning = self.bytes(0, self.len.min(decode::BEGINNING))?;
        if is_packed(&beginning) {
            return self.sniff_whole();
        }
        let mark = mark(&beginning);
        let first = self.line(0)?;
        if first.as_deref().is_some_and(|line| self.is_record(line)) {
            return self.shaped(Form::Lines, 0);
        }
        if !decode::is_utf8_by(&beginning) || !InFile::new(&self.file, mark, self.len).is_utf8()? {
            return Ok(if decode::refused(&beginning).is_some() {
                (Form::Whole(mark), Shape::default())
            } else {
                let bytes = self.bytes(0, self.len)?;
                let shape = content(&bytes, &self.names).map(|content| content.shape);
                (Form::Decoded, shape.unwrap_or_default())
            });
        }
        let mut at = 0;
        let mut line = first;
        while let Some(blank) = line.as_deref().filter(|line| line.trim().is_empty()) {
            at += blank.len() as u64 + 1;
            line = self.line(at)?;
        }
        let is_lines = mark == 0 && line.is_some_and(|line| self.is_record(&line));
        let form = if is_lines {
            Form::Lines
        } else {
            Form::Whole(mark)
        };
        self.shaped(form, mark)
    }

    /// Tells the shape of a text in UTF-8, which is held whole if its records are written anew.
    fn shaped(&self, form: Form, mark: u64) -> io::Result<(Form, Shape)> {
        let shape = Shape::of(&mut InFile::new(&self.file, mark, self.len), &self.names);
        let shape = shape.or_else(|error| match error.kind() {
            // Among lines in UTF-8 some are not.
            io::ErrorKind::InvalidData => Ok(Shape::default()),
            _ => Err(error),
        })?;
        if !shape.is_recast() {
            return Ok((form, shape));
        }
        let bytes = self.bytes(0, self.len)?;
        let read = content(&bytes, &self.names).ok();
        let recast = read.filter(|content| !content.lines.is_empty());
        Ok(recast.map_or((form, Shape::default()), |content| {
            (Form::Decoded, content.shape)
        }))
    }

    fn sniff_whole(&self) -> io::Result<(Form, Shape)> {
        let bytes = self.bytes(0, self.len)?;
        let mark = mark(&bytes);
        let rest = bytes.get(mark as usize..).unwrap_or_default();
        Ok(match content(&bytes, &self.names) {
            Ok(Content { text, shape, .. }) if text.as_bytes() != rest => (Form::Decoded, shape),
            Ok(Content { text, shape, .. }) => {
                let is_lines = mark == 0 && !shape.is_list() && self.is_lines(&text);
                let form = if is_lines {
                    Form::Lines
                } else {
                    Form::Whole(mark)
                };
                (form, shape)
            }
            Err(_) if is_packed(&bytes) => (Form::Decoded, Shape::default()),
            Err(_) => (Form::Whole(mark), Shape::default()),
        })
    }

    /// Returns the line that begins at a byte, without its end, if it may be a record.
    fn line(&self, start: u64) -> io::Result<Option<String>> {
        let mut line = Vec::new();
        loop {
            let at = start + line.len() as u64;
            let left = self.len.saturating_sub(at);
            if left == 0 || line.len() >= LONGEST_LINE {
                return Ok(None);
            }
            let more = self.bytes(at, left.min(PART))?;
            if let Some(end) = memchr::memchr(b'\n', &more) {
                line.extend(more.get(..end).unwrap_or_default());
                return Ok(String::from_utf8(line).ok());
            }
            line.extend(more);
            if line
                .trim_ascii_start()
                .first()
                .is_some_and(|first| *first != b'{')
            {
                return Ok(None);
            }
        }
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
