//! Reports within a record: in an array of its, in the values of an object, or one in an envelope.

use serde_json::value::RawValue;

use super::super::json::{self, Kind, Object};
use super::super::names::{Field, Names};
use super::ends_as;

/// How deep in a record reports are sought.
const DEEPEST: usize = 5;

/// How reports within a record are reached.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// They are in the array of this name.
    Map(String),
    /// They are at this path, as jq has it.
    Take(String),
}

/// Finds the reports in a record, the nearest first; the record may have a title itself.
pub(super) fn way(record: &Object, names: &Names, is_titled: bool) -> Option<Way> {
    let search = Search { names, is_titled };
    (1..=DEEPEST).find_map(|depth| search.fields(record, depth, &[]))
}

/// A step into a value.
#[derive(Clone, Debug)]
enum Step<'n> {
    Name(&'n str),
    /// Into every element of an array, or every value of an object.
    Each(Kind),
}

struct Search<'n> {
    names: &'n Names,
    is_titled: bool,
}

impl Search<'_> {
    /// Looks into the values of an object; where each is an object, the names are keys and say nothing.
    fn fields(&self, object: &Object, depth: usize, path: &[Step]) -> Option<Way> {
        let fields = &object.0;
        let is_keyed = fields.len() > 1 && fields.iter().all(|(_, value)| is_object(value));
        if is_keyed {
            let (_, first) = fields.first()?;
            return self.within(first, depth, &[path, &[Step::Each(Kind::Object)]].concat());
        }
        let mut fields = fields.iter();
        fields.find_map(|(name, value)| self.field(name, value, depth, path))
    }

    fn field(&self, name: &str, value: &RawValue, depth: usize, before: &[Step]) -> Option<Way> {
        // What would break out of the quotation marks of a command is not said.
        if name.contains(['\'', '"', '\\']) || name.chars().any(char::is_control) {
            return None;
        }
        let path = [before, &[Step::Name(name)]].concat();
        match Kind::of(value) {
            Kind::Array => {
                let items = json::items(value);
                let first = items.iter().find(|item| is_object(item))?;
                self.within(
                    first,
                    depth,
                    &[&path[..], &[Step::Each(Kind::Array)]].concat(),
                )
            }
            Kind::Object => self.within(value, depth, &path),
            _ => None,
        }
    }

    /// Looks into an object at a path for reports so deep.
    fn within(&self, object: &RawValue, depth: usize, path: &[Step]) -> Option<Way> {
        let fields = json::fields(object).ok()?;
        if depth == 1 {
            return self.are_reports(&fields, path).then(|| written(path));
        }
        self.fields(&fields, depth - 1, path)
    }

    /// Whether an object is a report. One alone in an object needs more evidence than one of many.
    fn are_reports(&self, fields: &Object, path: &[Step]) -> bool {
        let has = |field| {
            let says = |value: &RawValue| matches!(Kind::of(value), Kind::Text | Kind::Array);
            let is_it = |name: &str| self.names.means(name, field) || ends_as(name, field);
            fields
                .0
                .iter()
                .any(|(name, value)| is_it(name) && says(value))
        };
        let is_many = matches!(path, [.., Step::Each(_)]);
        match (has(Field::Title), has(Field::Body)) {
            (true, true) => true,
            // Beside a title, what only has text is a paragraph, and what only has a title a link.
            (true, false) | (false, true) => is_many && !self.is_titled,
            (false, false) => false,
        }
    }
}

fn written(path: &[Step]) -> Way {
    if let [Step::Name(name), Step::Each(Kind::Array)] = path {
        return Way::Map((*name).to_owned());
    }
    let mut written = match path.first() {
        Some(Step::Each(_)) => ".".to_owned(),
        _ => String::new(),
    };
    for step in path {
        match step {
            Step::Name(name) if is_identifier(name) => {
                written.push('.');
                written.push_str(name);
            }
            Step::Name(name) => written.extend([".\"", name, "\""]),
            Step::Each(_) => written.push_str("[]"),
        }
    }
    Way::Take(written)
}

fn is_object(value: &RawValue) -> bool {
    Kind::of(value) == Kind::Object
}

fn is_identifier(name: &str) -> bool {
    let begins = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    begins && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}
