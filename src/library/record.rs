//! A line of a journal.

use std::hash::Hasher as _;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;
use serde_json::{Number, Value};
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
    /// These have come in since the reader was last left. That is of one session, and is never kept.
    #[serde(skip)]
    Arrived(Vec<Id>),
}

impl Action {
    /// Whether it changes what searches for marks find.
    pub fn is_mark(&self) -> bool {
        !matches!(
            self,
            Self::Place(..) | Self::Search(_) | Self::Window(..) | Self::Arrived(_)
        )
    }
}

/// An action and its time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// When it was done: milliseconds since 1970, up to the year 9999. Any other number that is read tells no
    /// time, and counts as older than all that do.
    #[serde(deserialize_with = "time")]
    pub at: i64,
    /// What was done.
    #[serde(rename = "do")]
    pub action: Action,
}

/// The latest time that a record can have: the year 9999 ends. A number beyond is no time that a clock told,
/// and would leave none for what is done later.
pub(super) const LATEST: i64 = 253_402_300_799_999;

/// The time of what tells none.
pub(super) const UNKNOWN: i64 = 0;

fn time<'de, D: Deserializer<'de>>(number: D) -> Result<i64, D::Error> {
    let told = Number::deserialize(number)?.as_i64();
    Ok(told
        .filter(|at| (UNKNOWN..=LATEST).contains(at))
        .unwrap_or(UNKNOWN))
}

/// Returns the time of what is done at `now` and is newer than all of a time. At the end of all times it is of
/// the same time, and counts as newer because it stands behind.
pub(super) fn later(newest: i64, now: i64) -> i64 {
    now.max(newest.saturating_add(1)).min(LATEST)
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
    version: Box<RawValue>,
}

/// Reads a version. Any number above ours is a newer program's, however large; what is below zero, or no number
/// at all, is nobody's.
pub(super) fn version(written: &RawValue) -> Option<u64> {
    let whole = written.get().parse().ok();
    whole.or_else(|| {
        let number: f64 = written.get().parse().ok()?;
        (number > f64::from(VERSION as u32)).then_some(u64::MAX)
    })
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
    let header: Option<Header> = serde_json::from_str(line).ok();
    let header = header.filter(|header| header.zhenews == "library");
    let version = header.and_then(|header| self::version(&header.version));
    version.map_or(Line::Damaged, Line::Header)
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
