//! Front matter of Markdown as fields of a record: YAML, TOML or JSON.

use std::fmt::Write as _;

use super::quoted;
use super::yaml::{self, Field};
use crate::filetype::{FrontMatter, Notation, front_matter};

/// Splits front matter from a text: its fields, and what follows it.
pub(super) fn split(text: &str) -> Option<(Vec<Field>, &str)> {
    let FrontMatter {
        notation,
        fields,
        rest,
    } = front_matter(text)?;
    let fields = match notation {
        Notation::Yaml => yaml::fields(fields),
        Notation::Toml => toml_fields(fields)?,
        Notation::Json => json_fields(fields)?,
        Notation::JsonFields => json_fields(&format!("{{{fields}}}"))?,
    };
    Some((fields, rest))
}

fn toml_fields(text: &str) -> Option<Vec<Field>> {
    let table: toml::Table = toml::from_str(text).ok()?;
    let fields = table.into_iter();
    Some(
        fields
            .map(|(name, value)| (name, written(value).to_string()))
            .collect(),
    )
}

/// A value of TOML as one of JSON: a date is its text.
fn written(value: toml::Value) -> serde_json::Value {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(is) => is.into(),
        toml::Value::Datetime(date) => date.to_string().into(),
        toml::Value::Array(items) => items.into_iter().map(written).collect(),
        toml::Value::Table(table) => {
            let fields = table.into_iter();
            fields.map(|(name, value)| (name, written(value))).collect()
        }
    }
}

fn json_fields(text: &str) -> Option<Vec<Field>> {
    let object: serde_json::Map<String, serde_json::Value> = serde_json::from_str(text).ok()?;
    let fields = object.into_iter();
    Some(
        fields
            .map(|(name, value)| (name, value.to_string()))
            .collect(),
    )
}

/// Writes fields as the beginning of an object.
pub(super) fn begin(fields: &[Field]) -> String {
    let mut object = String::from("{");
    for (name, value) in fields {
        // A string takes whatever is written to it.
        let _ = write!(object, "{}:{value},", quoted(name));
    }
    object
}
