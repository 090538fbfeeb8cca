//! An edition: an object with `articles`, and with fields that hold for all of them.

use std::fmt::Write as _;

use serde_json::value::RawValue;

use super::super::fault::{Fault, Words};
use super::super::json::{self, Kind, Object, offset};
use super::super::names::{Field, Names};
use super::{Next, Reader};
use crate::lang::Bilingual;

/// Returns the articles of an object if it is an edition: an object that has articles and is no report
/// itself. An edition may have a title, and then its articles are known by their bodies: related
/// reports, which are links, have none.
pub(super) fn articles<'t>(names: &Names, fields: &Object<'t>) -> Option<&'t RawValue> {
    let (name, articles) = last(names, fields, Field::Articles)?;
    let is_edition = !says(names, fields, Field::Body)
        && (names.is_list(name)
            || !says(names, fields, Field::Title)
            || hold_bodies(names, articles));
    is_edition.then_some(articles)
}

/// Returns whether a field of an object says something.
pub(super) fn says(names: &Names, fields: &Object, field: Field) -> bool {
    last(names, fields, field).is_some()
}

/// Returns whether an object has what makes it a report: authors and pictures do not.
pub(super) fn is_report(names: &Names, fields: &Object) -> bool {
    says(names, fields, Field::Title) || says(names, fields, Field::Body)
}

/// Ends an edition that a head began.
pub(in super::super) const TAIL: &str = "]}";

/// Writes what holds for the articles of an edition, with an array of articles begun at the end: with one
/// of them and [`TAIL`] behind it, it is an edition of that one. Its title would make a report of it: it stands
/// under the name of what it holds for.
pub(in super::super) fn head(fields: &Object, names: &Names) -> String {
    let mut head = String::from("{");
    let has_source = fields
        .0
        .iter()
        .any(|(name, value)| names.reads(name, Field::Source) && !is_nothing(value));
    for (name, value) in &fields.0 {
        if names.means(name, Field::Title) {
            let name = if has_source {
                "section_name"
            } else {
                "source_name"
            };
            let _ = write!(head, "\"{name}\":{},", value.get());
        } else if !names.means(name, Field::Articles) {
            let _ = write!(head, "{}:{},", quoted(name), value.get());
        }
    }
    head.push_str("\"articles\":[");
    head
}

fn quoted(name: &str) -> String {
    serde_json::Value::from(name).to_string()
}

/// Returns the last of a field's values that says something.
fn last<'o, 't>(
    names: &Names,
    fields: &'o Object<'t>,
    field: Field,
) -> Option<(&'o str, &'t RawValue)> {
    let mut fields = fields.0.iter().rev();
    let (name, value) = fields.find(|(name, value)| {
        names.means(name, field) && (field == Field::Articles || !is_nothing(value))
    })?;
    Some((name, value))
}

fn is_nothing(value: &RawValue) -> bool {
    ["null", "\"\"", "[]"].contains(&value.get())
}

fn not_articles(kind: Kind) -> Bilingual {
    Bilingual::new(
        format!("`articles` is {kind}, expected an array of articles"),
        format!("`articles` 是{}，应为文章的数组", kind.in_chinese()),
    )
}

fn hold_bodies(names: &Names, articles: &RawValue) -> bool {
    Kind::of(articles) == Kind::Array
        && json::items(articles)
            .into_iter()
            .filter(|item| Kind::of(item) == Kind::Object)
            .filter_map(|item| json::fields(item).ok())
            .any(|fields| has_text(names, &fields))
}

/// Returns whether a report has a text that is more than a summary.
pub(super) fn has_text(names: &Names, fields: &Object) -> bool {
    let is_text = |name: &str| names.reads(name, Field::Body) && !names.is_summary(name);
    let mut fields = fields.0.iter();
    fields.any(|(name, value)| is_text(name) && !is_nothing(value))
}

impl<'t> Reader<'t, '_> {
    /// Reads an edition that is JSON.
    pub(super) fn edition(&mut self, fields: Object<'t>, articles: &'t RawValue) {
        let end = self.at;
        self.repeated(&fields, articles);
        self.open(fields);
        if Kind::of(articles) == Kind::Array {
            for item in json::items(articles) {
                self.article(item);
            }
        } else {
            self.found.faults.push(Fault {
                at: offset(self.text, articles),
                what: not_articles(Kind::of(articles)),
            });
        }
        self.edition = None;
        self.at = end;
    }

    /// Tells of arrays of articles that do not count, for another follows under the same name.
    fn repeated(&mut self, fields: &Object<'t>, articles: &RawValue) {
        let again = fields.0.iter().filter(|(name, value)| {
            self.names.means(name, Field::Articles) && !std::ptr::eq(*value, articles)
        });
        let faults: Vec<_> = again
            .map(|(name, value)| Fault {
                at: offset(self.text, value),
                what: Bilingual::new(
                    format!("`{name}` follows again and its last value counts, expected it once"),
                    format!("`{name}` 后面重复出现，以最后一个为准，应只出现一次"),
                ),
            })
            .collect();
        self.found.faults.extend(faults);
    }

    fn article(&mut self, item: &'t RawValue) {
        let start = offset(self.text, item);
        self.at = start;
        if Kind::of(item) != Kind::Object {
            return self.no_record(Kind::of(item));
        }
        self.at += item.get().len();
        match json::fields(item) {
            Ok(fields) => self.record(start, fields),
            Err(fault) => self.found.faults.push(Fault {
                at: start + fault.at,
                ..fault
            }),
        }
    }

    fn open(&mut self, fields: Object<'t>) {
        self.edition = Some(self.editions_before + self.found.editions.len());
        self.found.editions.push(fields);
    }

    /// Reads the object that begins here and has an array of articles at `array`, in a text that is
    /// broken somewhere.
    pub(super) fn edition_to(&mut self, array: usize) {
        let start = self.at;
        if let Some((fields, end)) = self.whole(start) {
            self.at = end;
            return self.record_or_edition(start, fields);
        }
        let mut fields = Object::default();
        if let Err(fault) = self.fields_to(array, &mut fields) {
            self.is_sound = false;
            self.found.faults.push(fault);
        }
        self.at = array;
        self.open(fields);
        self.array();
        self.end_of_edition();
        self.edition = None;
    }

    /// Reads an edition's fields before its articles.
    fn fields_to(&mut self, array: usize, fields: &mut Object<'t>) -> Result<(), Fault> {
        self.at += 1;
        let text = self.text.get(..array).unwrap_or_default();
        loop {
            let Some(name) = self.name() else {
                let expected = Words::new(
                    "a name in quotation marks, and a colon after it",
                    "引号内的名称和其后的冒号",
                );
                return Err(json::unexpected(self.text, self.at, expected));
            };
            if self.at >= array {
                return Ok(());
            }
            let (value, end) = json::value_at(text, self.at)?;
            fields.0.push((name.into(), value));
            self.at = end;
            if !self.eat(b',') {
                return Err(json::unexpected(self.text, self.at, Words::same("`,`")));
            }
        }
    }

    /// Reads what follows the articles: more fields, which hold for them too.
    pub(super) fn end_of_edition(&mut self) {
        while self.next == Next::Read && self.eat(b',') {
            let Some(name) = self.name() else { break };
            match self.value_at::<&RawValue>(self.at) {
                Ok((value, end)) => {
                    self.at = end;
                    if let Some(edition) = self.found.editions.last_mut() {
                        edition.0.push((name.into(), value));
                    }
                }
                Err(fault) => return self.search(fault),
            }
        }
        if self.next == Next::Read && !self.eat(b'}') {
            self.search(json::unexpected(
                self.text,
                self.at,
                Words::new("`,` or `}`", "`,` 或 `}`"),
            ));
        }
    }

    /// Reads a name and the colon after it.
    fn name(&mut self) -> Option<String> {
        (self.peek()? == b'"').then_some(())?;
        let (name, end) = self.value_at::<&RawValue>(self.at).ok()?;
        self.at = end;
        let colon = self.eat(b':');
        self.peek();
        colon.then(|| json::string(name).0)
    }
}
