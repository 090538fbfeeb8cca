//! A line of a journal.

use std::hash::Hasher as _;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use siphasher::sip::SipHasher13;

/// An article's id.
pub type Id = Box<str>;

/// Something that the reader did.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Action {
    /// These were read.
    Read(Vec<Id>),
    /// These are as if they were not.
    Unread(Vec<Id>),
    /// These have a star.
    Star(Vec<Id>),
    /// These have none any more.
    Unstar(Vec<Id>),
    /// These have a tag.
    Tag(String, Vec<Id>),
    /// These have it no more.
    Untag(String, Vec<Id>),
    /// One has this note; an empty one is none.
    Note(Id, String),
    /// In one reading stopped at this byte of its document.
    Place(Id, u64),
    /// This was searched.
    Search(String),
    /// Something of the window, by its name, is so now.
    Window(String, String),
}

/// An action and its time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// When it was done: milliseconds since 1970.
    pub at: i64,
    /// What was done.
    #[serde(rename = "do")]
    pub action: Action,
}

/// The version of the format. The second knows of the window; what the first knows stands in it as it did.
pub(super) const VERSION: u64 = 2;

/// What a line begins with.
const BEFORE_SUM: &str = r#"{"sum":""#;
const BEHIND_SUM: &str = r#"","#;

/// What stands in a line.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// That what follows is of a version.
    Header(u64),
    /// A record.
    Record(Record),
    /// What is not as it was written.
    Damaged,
    /// Nothing.
    Blank,
}

#[derive(Deserialize)]
struct Header {
    zhenews: String,
    version: u64,
}

/// Returns the line that a journal begins with.
pub(super) fn header(version: u64) -> String {
    format!("{{\"zhenews\":\"library\",\"version\":{version}}}\n")
}

/// Writes a record as a line.
pub(super) fn encode(record: &Record) -> serde_json::Result<String> {
    let json = serde_json::to_string(record)?;
    let rest = json.strip_prefix('{').unwrap_or(&json);
    Ok(format!(
        "{BEFORE_SUM}{:016x}{BEHIND_SUM}{rest}\n",
        sum(rest)
    ))
}

/// Reads a line of a journal of a version.
pub(super) fn decode(line: &[u8], version: u64) -> Line {
    let Ok(line) = std::str::from_utf8(line) else {
        return Line::Damaged;
    };
    let line = line.trim_end();
    if line.is_empty() {
        return Line::Blank;
    }
    if is_whole(line) {
        return record(line, version).map_or(Line::Damaged, Line::Record);
    }
    match serde_json::from_str::<Header>(line) {
        Ok(header) if header.zhenews == "library" => Line::Header(header.version),
        _ => Line::Damaged,
    }
}

/// Returns whether a record's line is as it was written.
fn is_whole(line: &str) -> bool {
    let parts = line.strip_prefix(BEFORE_SUM);
    let parts = parts.and_then(|line| line.split_once(BEHIND_SUM));
    parts.is_some_and(|(told, rest)| u64::from_str_radix(told, 16) == Ok(sum(rest)))
}

fn record(line: &str, version: u64) -> Option<Record> {
    if version > 0 {
        return serde_json::from_str(line).ok();
    }
    let mut value: Value = serde_json::from_str(line).ok()?;
    upgrade(&mut value);
    serde_json::from_value(value).ok()
}

/// Makes a record of version 0 one of this.
fn upgrade(record: &mut Value) {
    if let Some(action) = record.get_mut("do").and_then(Value::as_object_mut) {
        // A mark was of one article, which stood there alone.
        for ids in action.values_mut().filter(|ids| ids.is_string()) {
            *ids = Value::Array(vec![ids.take()]);
        }
    }
}

fn sum(text: &str) -> u64 {
    let mut hasher = SipHasher13::new();
    hasher.write(text.as_bytes());
    hasher.finish()
}

/// Returns a line with the checksum that its record, changed since, is to have.
#[cfg(test)]
pub(super) fn resealed(line: &str) -> String {
    let rest = line
        .trim_end()
        .split_once(BEHIND_SUM)
        .map_or("", |(_, rest)| rest);
    format!("{BEFORE_SUM}{:016x}{BEHIND_SUM}{rest}\n", sum(rest))
}
