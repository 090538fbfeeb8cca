//! The library as one JSON document, for another machine.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::record::VERSION;
use super::{Library, Record};

/// What is exported.
#[derive(Debug, Serialize, Deserialize)]
struct Export {
    zhenews: String,
    version: u64,
    records: Vec<Record>,
}

/// Returns the library as JSON: an object with the fewest records that say all of it.
///
/// # Errors
///
/// When it could not be written down.
pub fn exported(library: &Library) -> serde_json::Result<String> {
    serde_json::to_string_pretty(&Export {
        zhenews: "library".to_owned(),
        version: VERSION,
        records: library.records(),
    })
}

/// Reads what was exported.
///
/// # Errors
///
/// When it is none, or a newer program's: the message is in English.
pub fn read_export(json: &str) -> Result<Vec<Record>, String> {
    let export: Export = serde_json::from_str(json).map_err(|error| error.to_string())?;
    if export.zhenews != "library" {
        return Err("not an export of a library".to_owned());
    }
    if export.version > VERSION {
        return Err(format!("version {} is a newer zhenews's", export.version));
    }
    Ok(export.records)
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
