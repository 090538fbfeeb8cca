//! JSON in strings of JSON: all of a text, or values within its records.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::super::json::{self, Kind};
use super::{LineMap, Recast, quoted, values};

/// How many values are within each other at most.
const DEEPEST: usize = 40;

/// Writes a text with the JSON in place of the strings that hold it.
pub(super) fn encoded(text: &str) -> Option<Recast> {
    let values = values(text)?;
    if let [value] = values.as_slice()
        && Kind::of(value) == Kind::Text
    {
        return Some(Recast {
            text: json::decoded(value.get())?,
            lines: LineMap(vec![(1, 1)]),
            ..Recast::default()
        });
    }
    let mut recast = Recast::default();
    let (mut line, mut counted, mut line_in_file) = (1, 0, 1);
    for value in values {
        let at = json::offset(text, value);
        line_in_file += breaks(text.get(counted..at).unwrap_or_default());
        counted = at;
        recast.lines.0.push((line, line_in_file));
        let written = within(value, 0);
        line += breaks(&written) + 1;
        recast.text.push_str(&written);
        recast.text.push('\n');
    }
    Some(recast)
}

fn breaks(text: &str) -> usize {
    memchr::memchr_iter(b'\n', text.as_bytes()).count()
}

/// Returns a value with what is encoded within it.
fn within(value: &RawValue, depth: usize) -> Cow<'_, str> {
    let is_deep = depth > DEEPEST;
    match Kind::of(value) {
        Kind::Text => match holding_json(value.get()) {
            Some(text) if !is_deep => match serde_json::from_str::<&RawValue>(&text) {
                Ok(value) => within(value, depth + 1).into_owned().into(),
                Err(_) => value.get().into(),
            },
            _ => value.get().into(),
        },
        Kind::Array if !is_deep => {
            let items = json::items(value).into_iter();
            let items: Vec<_> = items.map(|item| within(item, depth + 1)).collect();
            format!("[{}]", items.join(",")).into()
        }
        Kind::Object if !is_deep => {
            let Ok(fields) = json::fields(value) else {
                return value.get().into();
            };
            let field = |(name, value): &(Cow<str>, &RawValue)| {
                format!("{}:{}", quoted(name), within(value, depth + 1))
            };
            let fields: Vec<String> = fields.0.iter().map(field).collect();
            format!("{{{}}}", fields.join(",")).into()
        }
        _ => value.get().into(),
    }
}

/// Returns what a string holds that is an object, or an array of objects.
pub(in super::super) fn holding_json(string: &str) -> Option<String> {
    let begin = string.get(1..)?.trim_start_matches(['\\', '"', ' ']);
    begin.starts_with(['{', '[']).then_some(())?;
    let text = json::decoded(string)?;
    let value: &RawValue = serde_json::from_str(&text).ok()?;
    let is_object = |value: &RawValue| Kind::of(value) == Kind::Object;
    let holds = is_object(value)
        || json::items(value)
            .first()
            .is_some_and(|first| is_object(first));
    holds.then_some(text)
}
