//! Which files of a directory are read, by their names.

use std::path::Path;

/// What a directory is searched for.
const EXTENSIONS: [&str; 8] = [
    "json", "jsonl", "ndjson", "csv", "tsv", "md", "markdown", "epub",
];

/// What the names of packed files end with.
const PACKED: [&str; 3] = ["gz", "zst", "zstd"];

/// Names of Markdown that is about a directory, as they begin.
const ABOUT: [&str; 5] = ["readme", "license", "changelog", "contributing", "index"];

/// What the names of files end with that lie beside stores and hold no reports: schemas, and corrections.
const NOT_STORES: [&str; 2] = [".schema.json", ".corrections.jsonl"];

/// Returns whether a file would be read with the directory that it is in, by its name.
pub fn is_read_in_directory(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    !is_hidden(&name.to_string_lossy()) && is_store(path)
}

pub(super) fn is_hidden(name: &str) -> bool {
    name.starts_with('.')
}

/// Whether a file of a directory is one of articles by its name. A JSON Schema, which may lie beside
/// them, describes articles and holds none; nor does Markdown about the directory.
pub(super) fn is_store(path: &Path) -> bool {
    let name = unpacked_name(path);
    name.rsplit_once('.').is_some_and(|(stem, extension)| {
        let is_about = matches!(extension, "md" | "markdown")
            && ABOUT.iter().any(|about| stem.starts_with(about));
        EXTENSIONS.contains(&extension)
            && !is_about
            && !NOT_STORES.iter().any(|ending| name.ends_with(ending))
    })
}

/// The name of a file in small letters, without what says that it is packed.
pub(super) fn unpacked_name(path: &Path) -> String {
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    let unpacked = name
        .rsplit_once('.')
        .filter(|(_, packed)| PACKED.contains(packed));
    unpacked.map_or_else(|| name.clone(), |(unpacked, _)| unpacked.to_owned())
}
