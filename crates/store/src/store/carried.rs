//! What a store carries beside its own reports: the ids of reports that stand in other stores, a line each, in a file
//! beside it. A report that several feeds bring is stored once, and is yet of them all.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

/// How the name of the file ends.
const ENDING: &str = "carried";

/// Returns the file in which it stands what a store carries; only a file of JSON Lines has one.
pub fn carried_file(store: &Path) -> Option<PathBuf> {
    let is_store = store.extension().and_then(OsStr::to_str) == Some("jsonl");
    is_store.then(|| store.with_extension(ENDING))
}

/// Whether all that a store has is what it carries: there is no file of its own, and nothing is wrong with that.
pub fn is_carried_alone(store: &Path) -> bool {
    !store.exists() && carried_file(store).is_some_and(|file| file.is_file())
}

/// Returns the ids of the reports that a store carries; none where there is no such file. What a kill left of a line is
/// none.
pub fn carried(store: &Path) -> Vec<String> {
    let file = carried_file(store).filter(|file| file.is_file());
    let bytes = file.and_then(|file| fs::read(file).ok());
    let bytes = bytes.unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let lines = text.split_inclusive('\n');
    let ids = lines.filter_map(|line| line.strip_suffix('\n'));
    ids.filter(|id| !id.is_empty()).map(str::to_owned).collect()
}
