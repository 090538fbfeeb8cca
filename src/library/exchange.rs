//! The library as one JSON document, for another machine.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::record::{self, UNKNOWN, VERSION};
use super::{Error, Library, Record};
use crate::lang::{Bilingual, bilingual};

/// How far the clocks of two machines may be apart, in milliseconds: a day, for one may be set to another
/// zone's time.
const APART: i64 = 24 * 60 * 60 * 1000;

/// What is exported.
#[derive(Debug, Serialize)]
struct Export {
    zhenews: &'static str,
    version: u64,
    records: Vec<Record>,
}

/// What may be an export.
#[derive(Debug, Deserialize)]
struct Head {
    zhenews: String,
    version: Box<RawValue>,
    records: Box<RawValue>,
}

/// What was read of an export.
#[derive(Debug, PartialEq, Eq)]
pub struct Imported {
    /// What it says.
    pub records: Vec<Record>,
    /// How many of its records tell no time, or one that is yet to come: they count as older than all others.
    pub untimed: usize,
}

/// Returns the library as JSON: an object with the fewest records that say all of it.
///
/// # Errors
///
/// When it could not be written down.
pub fn exported(library: &Library) -> Result<String, Error> {
    Ok(serde_json::to_string_pretty(&Export {
        zhenews: "library",
        version: VERSION,
        records: library.records(),
    })?)
}

/// Reads what was exported, at `now` (milliseconds since 1970). A record whose time is yet to come would win
/// over all that is done until then, and when it comes once more over what was done meanwhile; so it counts as
/// one that tells no time.
///
/// # Errors
///
/// When it is none, or a newer program's.
pub fn read_export(json: &str, now: i64) -> Result<Imported, Bilingual> {
    let head: Head = serde_json::from_str(json).map_err(|error| no_export(&error))?;
    let version = record::version(&head.version).filter(|_| head.zhenews == "library");
    let Some(version) = version else {
        return Err(Bilingual::new(
            "this is no export of a library; `zhenews state export` writes one",
            "这不是导出的状态；`zhenews state export` 可导出",
        ));
    };
    if version > VERSION {
        return Err(bilingual!(
            "this is of version {version}, which a newer zhenews wrote; take it in with that",
            "这是版本 {version}，由较新的 zhenews 写成；请用较新的程序并入"
        ));
    }
    let records: Vec<Record> =
        serde_json::from_str(head.records.get()).map_err(|error| no_export(&error))?;
    Ok(Imported::at(now, records))
}

fn no_export(error: &serde_json::Error) -> Bilingual {
    let (line, column) = (error.line(), error.column());
    bilingual!(
        "this is no export of a library ({error}); `zhenews state export` writes one",
        "这不是导出的状态（第 {line} 行第 {column} 列有误）；`zhenews state export` 可导出"
    )
}

impl Imported {
    fn at(now: i64, mut records: Vec<Record>) -> Self {
        let last = now.saturating_add(APART);
        for record in records.iter_mut().filter(|record| record.at > last) {
            record.at = UNKNOWN;
        }
        let untimed = records.iter().filter(|record| record.at == UNKNOWN);
        Self {
            untimed: untimed.count(),
            records,
        }
    }
}

impl Library {
    /// Returns what is to be recorded here so that all is known that `records` say: of each thing the
    /// newest counts.
    pub fn missing(&self, records: &[Record]) -> Vec<Record> {
        let mut merged = self.clone();
        merged.take_all(records);
        let known: BTreeSet<(i64, super::Action)> = self
            .records()
            .into_iter()
            .map(|record| (record.at, record.action))
            .collect();
        let mut missing = merged.records();
        missing.retain(|record| !known.contains(&(record.at, record.action.clone())));
        missing
    }
}
