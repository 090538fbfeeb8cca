//! Files whose reports do not stand one after the other, written anew as editions that are read like any other.
//!
//! What is written holds the values as they stand in the file, and every line of it knows the line of the file that
//! it came from.

mod cells;
mod encoded;
mod epub;
mod front_matter;
mod headed;
mod markdown;
mod own_markup;
mod own_table;
mod own_text;
mod packed;
mod python;
mod repair;
mod siblings;
mod table;
mod yaml;

use std::borrow::Cow;
use std::fmt::Write as _;

use serde_json::value::RawValue;

use super::fault::Fault;
use super::json::{self, Kind, Object};
use super::names::{Field, Names};
use super::path::{Path, Step};
use super::places::Places;
use super::shape::Layout;
use crate::article::Block;
use crate::lang::Bilingual;

pub(super) use self::encoded::holding_json;
pub(super) use self::epub::epub;
use self::markdown::{Masthead, masthead};
pub(super) use self::python::{first_record, is_python};
pub(super) use self::siblings::has_siblings;

/// A text that was written anew.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Recast {
    pub(super) text: String,
    pub(super) lines: LineMap,
    /// What of the file is not in it, by the file's lines and columns.
    pub(super) problems: Vec<((usize, usize), Bilingual)>,
}

/// Which lines of a text that was written anew are which lines of its file; both are counted from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct LineMap(Vec<(usize, usize)>);

impl LineMap {
    /// Returns the line of the file.
    pub(super) fn line(&self, line: usize) -> usize {
        let before = self.0.partition_point(|(known, _)| *known <= line);
        let known = before.checked_sub(1).and_then(|at| self.0.get(at));
        known.map_or(line, |(from, in_file)| in_file + (line - from))
    }

    /// That of a text that is its file's.
    pub(super) fn none() -> &'static Self {
        static NONE: LineMap = LineMap(Vec::new());
        &NONE
    }

    /// That of a text that is not its file's, and has the same lines.
    pub(super) fn same() -> Self {
        Self(vec![(1, 1)])
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns which lines of a text that was written anew from this map's text are which of its file.
    fn behind(&self, later: &Self) -> Self {
        let through = |(line, before): &(usize, usize)| (*line, self.line(*before));
        Self(later.0.iter().map(through).collect())
    }
}

/// Writes a text of a layout anew; `None` where it is not whole, or is none of that layout.
pub(super) fn recast(text: &str, layout: &Layout, names: &Names) -> Option<Recast> {
    if !layout.is_recast() {
        return None;
    }
    let mended = super::mend::mend(text);
    let whole = mended.as_deref().unwrap_or(text);
    let text = whole;
    match layout {
        Layout::Encoded => return encoded::encoded(text),
        Layout::Table => return cells::table(text, names),
        Layout::Markdown => return markdown::markdown(text, names),
        Layout::Export if own_markup::is_own(text) && text.trim_start().starts_with('<') => {
            return own_markup::own_page(text);
        }
        Layout::Export => return own_text::own_text(text),
        Layout::Python => return python::python(text),
        _ => {}
    }
    let repaired = match values(text) {
        Some(_) => None,
        None => Some(repair::repaired(text, layout.depth())?),
    };
    let text = repaired.as_ref().map_or(text, |repaired| &repaired.text);
    let mut writer = Writer::new(text, names);
    for value in values(text)? {
        match layout {
            Layout::Plain
            | Layout::Articles(_)
            | Layout::Encoded
            | Layout::Table
            | Layout::Markdown
            | Layout::Export
            | Layout::Epub
            | Layout::Python => return None,
            Layout::Lists(paths) => {
                for path in paths {
                    writer.lists(value, path.steps(), Vec::new());
                }
            }
            Layout::Siblings(list) => writer.siblings(value, list),
            Layout::Keyed(path) => writer.keyed(value, path),
            Layout::Strings(path) => writer.strings(value, path),
            Layout::Columns(path) => writer.each_of(value, path, table::columns),
            Layout::Rows(path) => writer.rows(value, path.steps(), Vec::new()),
        }
    }
    let faults = repaired.iter().flat_map(|repaired| &repaired.faults);
    // What was blanked had as many bytes, but not as many characters.
    let mut places = Places::behind(whole, 0, (1, 1));
    writer.recast.problems = faults
        .map(|Fault { at, what }| (places.of(*at), what.clone()))
        .collect();
    Some(writer.recast).filter(|recast| !recast.text.is_empty())
}

/// Writes what was written anew once more, where it has a layout of its own that is not read as it stands: an
/// envelope in a string.
pub(super) fn again(recast: &Recast, layout: &Layout, names: &Names) -> Option<Recast> {
    let lists = match layout {
        Layout::Articles(name) => Layout::Lists(vec![Path::name(name)]),
        other => other.clone(),
    };
    let later = self::recast(&recast.text, &lists, names)?;
    let problems = later.problems.into_iter();
    let problems = problems.map(|((line, column), what)| ((recast.lines.line(line), column), what));
    Some(Recast {
        text: later.text,
        lines: recast.lines.behind(&later.lines),
        problems: recast.problems.iter().cloned().chain(problems).collect(),
    })
}

/// Whether a text, of which there may be only the beginning, is a table.
pub(super) fn is_table(text: &str, names: &Names) -> bool {
    let whole = text
        .rfind('\n')
        .and_then(|end| text.get(..end))
        .unwrap_or(text);
    cells::table(whole, names).is_some()
}

/// The values that follow each other in a text.
fn values(text: &str) -> Option<Vec<&RawValue>> {
    let text = text.trim_start_matches('\u{FEFF}');
    let values = serde_json::Deserializer::from_str(text).into_iter::<&RawValue>();
    let values: Vec<_> = values.collect::<Result<_, _>>().ok()?;
    (!values.is_empty()).then_some(values)
}

/// A name and its value, which holds for all reports below it.
type Head<'t> = (Cow<'t, str>, Cow<'t, str>);

struct Writer<'t, 'n> {
    source: &'t str,
    names: &'n Names,
    recast: Recast,
    line: usize,
    /// The line of the file at a byte, as far as it was counted.
    counted: (usize, usize),
}

impl<'t, 'n> Writer<'t, 'n> {
    fn new(source: &'t str, names: &'n Names) -> Self {
        Self {
            source,
            names,
            recast: Recast::default(),
            line: 1,
            counted: (0, 1),
        }
    }

    /// Follows a path to arrays of reports, or to one, with what stands on the way.
    fn lists(&mut self, value: &'t RawValue, steps: &[Step], mut head: Vec<Head<'t>>) {
        match (steps.split_first(), Kind::of(value)) {
            (Some((Step::Name(name), rest)), Kind::Object) => {
                let Ok(fields) = json::fields(value) else {
                    return;
                };
                let below = self.take_head(fields, name, &mut head);
                if let Some(below) = below {
                    self.lists(below, rest, head);
                }
            }
            (Some((Step::Name(_), _)), Kind::Array) => {
                for item in json::items(value) {
                    self.lists(item, steps, head.clone());
                }
            }
            (Some((Step::Each, rest)), Kind::Array) => {
                for item in json::items(value) {
                    self.lists(item, rest, head.clone());
                }
            }
            (Some((Step::Each, rest)), Kind::Object) => {
                for (key, below) in json::fields(value).unwrap_or_default().0 {
                    let mut head = head.clone();
                    let name = if is_date(&key) { "date" } else { "section" };
                    head.push((name.into(), quoted(&key).into()));
                    self.lists(below, rest, head);
                }
            }
            (None, Kind::Array) => {
                let items = self.each_with_siblings(json::items(value));
                self.edition(&head, items);
            }
            (None, Kind::Object) => {
                let items = self.each_with_siblings(vec![value]);
                self.edition(&head, items);
            }
            _ => {}
        }
    }

    /// Takes what an object has besides the value of a name, and returns that.
    fn take_head(
        &self,
        fields: Object<'t>,
        name: &str,
        head: &mut Vec<Head<'t>>,
    ) -> Option<&'t RawValue> {
        let mut below = None;
        for (known, value) in fields.0 {
            if known == name {
                below = Some(value);
            } else if !self.names.means(&known, Field::Articles) {
                head.push((known, value.get().into()));
            }
        }
        below
    }

    /// Writes the reports that an object holds under keys. A key is a name of its report.
    fn keyed(&mut self, value: &'t RawValue, path: &Path) {
        for object in path.values(value) {
            let fields = json::fields(object).unwrap_or_default().0;
            let are_numbers = fields
                .iter()
                .zip(0..)
                .all(|((key, _), at)| key.parse() == Ok(at));
            let items = fields.into_iter().map(|(key, value)| {
                let own = json::fields(value).unwrap_or_default();
                let has_id = own
                    .0
                    .iter()
                    .any(|(name, _)| self.names.reads(name, Field::Id));
                let within = value.get().strip_prefix('{').unwrap_or_default();
                let written = if are_numbers || has_id || own.0.is_empty() {
                    Cow::Borrowed(value.get())
                } else {
                    format!("{{\"id\":{},{within}", quoted(&key)).into()
                };
                (value, written)
            });
            let items = items.collect();
            self.edition(&[], items);
        }
    }

    fn strings(&mut self, value: &'t RawValue, path: &Path) {
        let mut head = Vec::new();
        let list = match path.steps().first() {
            Some(Step::Name(name)) => {
                let fields = json::fields(value).unwrap_or_default();
                self.take_head(fields, name, &mut head)
            }
            _ => Some(value),
        };
        let items = list.map(json::items).unwrap_or_default().into_iter();
        let items = items.map(|item| (item, format!("{{\"body\":{}}}", item.get()).into()));
        let items = items.collect();
        self.edition(&head, items);
    }

    /// Writes what a way of reading tables gives for the objects at a path.
    fn each_of(
        &mut self,
        value: &'t RawValue,
        path: &Path,
        read: fn(&'t RawValue) -> Vec<(&'t RawValue, String)>,
    ) {
        for value in path.values(value) {
            let items = read(value).into_iter();
            let items = items.map(|(at, written)| (at, written.into())).collect();
            self.edition(&[], items);
        }
    }

    /// Writes the rows of a table, named by the first of them or by an array of names beside them.
    fn rows(&mut self, value: &'t RawValue, steps: &[Step], mut head: Vec<Head<'t>>) {
        match (steps.split_first(), Kind::of(value)) {
            (Some((Step::Each, rest)), Kind::Array) => {
                for item in json::items(value) {
                    self.rows(item, rest, head.clone());
                }
            }
            (Some((Step::Name(name), rest)), Kind::Object) => {
                let fields = json::fields(value).unwrap_or_default();
                if let Some(below) = self.take_head(fields, name, &mut head) {
                    self.rows(below, rest, head);
                }
            }
            (None, Kind::Array) => {
                let columns = head
                    .iter()
                    .rposition(|(_, names)| table::are_names(names, value));
                let columns = columns.map(|at| head.remove(at).1);
                // The labels of rows are nothing of the reports.
                head.retain(|(name, _)| name != "index");
                let items = table::rows(value, columns.as_deref()).into_iter();
                let items = items.map(|(at, written)| (at, written.into())).collect();
                self.edition(&head, items);
            }
            _ => {}
        }
    }

    /// Writes an edition of reports, each on lines of its own.
    fn edition(&mut self, head: &[Head<'t>], items: Vec<(&'t RawValue, Cow<'t, str>)>) {
        let mut text = String::from("{");
        let has_source = head
            .iter()
            .any(|(name, value)| self.names.means(name, Field::Source) && value != "null");
        for (name, value) in head {
            // With a headline of its own it would be a report.
            let name = match self.names.means(name, Field::Title) {
                true if has_source => "section_name",
                true => "source_name",
                false => name,
            };
            // On one line, as no string of JSON has a break in it.
            let value = value.replace(['\n', '\r'], " ");
            let _ = write!(text, "{}:{value},", quoted(name));
        }
        text.push_str("\"articles\":[\n");
        self.push(&text);
        let count = items.len();
        for (at, (origin, written)) in items.into_iter().enumerate() {
            let line = self.line_of(origin);
            self.recast.lines.0.push((self.line, line));
            self.push(&written);
            self.push(if at + 1 < count { ",\n" } else { "\n" });
        }
        self.push("]}\n");
    }

    fn push(&mut self, text: &str) {
        self.line += memchr::memchr_iter(b'\n', text.as_bytes()).count();
        self.recast.text.push_str(text);
    }

    /// Returns the line of the file on which a value begins.
    fn line_of(&mut self, value: &RawValue) -> usize {
        let at = json::offset(self.source, value);
        let (from, line) = self.counted;
        let (from, line) = if at < from { (0, 1) } else { (from, line) };
        let between = self.source.as_bytes().get(from..at).unwrap_or_default();
        self.counted = (at, line + memchr::memchr_iter(b'\n', between).count());
        self.counted.1
    }
}

fn is_date(key: &str) -> bool {
    let has_mark = key.contains(['-', '/', '.', '年']) || key.len() == 8;
    has_mark && crate::article::Published::parse(key).date.is_some()
}

/// Writes a part of a body as it stands in a record.
fn block(block: &Block) -> String {
    match block {
        Block::Paragraph(text) => quoted(text),
        Block::Subhead { subhead: text } => subhead(text),
    }
}

fn subhead(text: &str) -> String {
    format!("{{\"subhead\":{}}}", quoted(text))
}

/// Writes a text as a string of JSON.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests;
