//! Files on their way to their place that a program left which was killed: nobody sees them, and they may be large.

use std::ffi::OsStr;
use std::fs::{self, DirEntry, File};
use std::path::Path;
use std::time::Duration;

/// How a file on its way is called, before and behind what tells it from others.
pub(super) const PREFIX: &str = ".zhenews-";
pub(super) const SUFFIX: &str = ".part";

/// A file is abandoned once nothing was written to it for so long and nobody holds its lock: who makes one has it
/// locked a moment later.
const OLD: Duration = Duration::from_hours(1);

/// Removes from a directory what was abandoned there.
pub(super) fn remove(directory: &Path) {
    let entries = fs::read_dir(directory).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| is_on_its_way(&entry.file_name())) {
        let path = entry.path();
        let is_free = || File::open(&path).is_ok_and(|file| file.try_lock().is_ok());
        if is_old(&entry) && is_free() {
            // What cannot be removed is left, as it was.
            let _ = fs::remove_file(path);
        }
    }
}

fn is_on_its_way(name: &OsStr) -> bool {
    let name = name.as_encoded_bytes();
    name.starts_with(PREFIX.as_bytes()) && name.ends_with(SUFFIX.as_bytes())
}

fn is_old(entry: &DirEntry) -> bool {
    let known = entry.metadata().ok().filter(fs::Metadata::is_file);
    let written = known.and_then(|known| known.modified().ok());
    let age = written.and_then(|written| written.elapsed().ok());
    age.is_some_and(|age| age > OLD)
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::*;

    #[test]
    fn only_what_is_ours_and_old_and_nobody_holds_is_removed() {
        let directory = tempfile::tempdir().unwrap();
        let long_ago = SystemTime::now() - 2 * OLD;
        let make = |name: &str, written: SystemTime| {
            let file = File::create(directory.path().join(name)).unwrap();
            file.set_modified(written).unwrap();
            file
        };
        make(".zhenews-a.part", long_ago);
        make(".zhenews-new.part", SystemTime::now());
        make("zhenews-b.part", long_ago);
        make(".zhenews-c.json", long_ago);
        let held = make(".zhenews-held.part", long_ago);
        held.lock().unwrap();
        remove(directory.path());
        let names = fs::read_dir(directory.path()).unwrap();
        let mut names: Vec<_> = names.map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(
            names,
            [
                ".zhenews-c.json",
                ".zhenews-held.part",
                ".zhenews-new.part",
                "zhenews-b.part"
            ]
        );
    }
}
