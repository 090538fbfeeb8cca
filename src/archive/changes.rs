//! What has become of the files of an index since they were read.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use super::Archive;
use super::manifest::{FileEntry, Manifest};
use super::plan::Part;
use crate::store::{Changed, Form, Located, Problem, Reading, Spot, Volume};

/// Whether files are as they were when they were read, as far as their lengths and times tell.
pub(super) fn is_current(manifest: &Manifest, located: &[Located]) -> bool {
    Changes::of(manifest, located).is_empty()
}

/// Notes of files that were written and yet hold what they held that they are known; returns whether there are
/// any. Every record of them is read: at worst one of another text and the same length is among them.
pub(super) fn settle_touched(
    manifest: &mut Manifest,
    archive: &Archive,
    located: &[Located],
    reading: &Reading,
) -> bool {
    let mut any = false;
    let faulty: Vec<String> = manifest
        .problems
        .iter()
        .map(|problem| problem.file.clone())
        .collect();
    for (number, entry) in manifest.files.iter_mut().enumerate() {
        let is_touched = !entry.gone
            && entry.form == Form::Lines
            && !faulty.contains(&entry.name)
            && located.iter().any(|located| located.path == entry.path)
            && fs::metadata(&entry.path)
                .is_ok_and(|now| now.len() == entry.state.len && !entry.state.is_of(&now));
        if !is_touched {
            continue;
        }
        let Ok(volume) = Volume::known(&entry.name, &entry.path, reading, entry.form) else {
            continue;
        };
        let state = volume.state(entry.read);
        if let Ok(state) = state
            && (state.len, state.ends) == (entry.state.len, entry.state.ends)
            && archive
                .spots(number as u32)
                .iter()
                .all(|spot| volume.holds(spot))
        {
            entry.state = state;
            any = true;
        }
    }
    any
}

impl Archive {
    /// Returns where the reports of a file are, in its order.
    fn spots(&self, file: u32) -> Vec<Spot> {
        let mut spots = Vec::new();
        for shard in &self.shards {
            let places = (0..shard.len()).map(|doc| shard.place(doc));
            spots.extend(
                places
                    .filter(|place| place.file == file)
                    .map(|place| place.spot),
            );
        }
        spots.sort_unstable_by_key(|spot| spot.at);
        spots
    }
}

/// What has become of files.
pub(super) struct Changes {
    /// The located files that are to be read: those that have grown, with their numbers, and new ones.
    pub(super) parts: Vec<(usize, Option<u32>)>,
    /// The numbers of files whose reports are there no more.
    pub(super) gone: Vec<u32>,
}

impl Changes {
    /// Compares files with what was read of them.
    pub(super) fn of(manifest: &Manifest, located: &[Located]) -> Self {
        let files = manifest.files.iter().enumerate();
        let mut known: HashMap<&Path, u32> = files
            .filter(|(_, file)| !file.gone)
            .map(|(number, file)| (file.path.as_path(), number as u32))
            .collect();
        let mut parts = Vec::new();
        let mut gone = Vec::new();
        for (at, Located { path, .. }) in located.iter().enumerate() {
            let number = known.remove(path.as_path());
            let entry = number.and_then(|number| manifest.files.get(number as usize));
            let Ok(metadata) = fs::metadata(path) else {
                gone.extend(number);
                continue;
            };
            match entry {
                Some(entry) if entry.state.is_of(&metadata) => {}
                Some(entry) if has_grown(entry, metadata.len()) => parts.push((at, number)),
                _ => {
                    gone.extend(number);
                    parts.push((at, None));
                }
            }
        }
        gone.extend(known.into_values());
        gone.sort_unstable();
        Self { parts, gone }
    }

    /// Returns whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.parts.is_empty() && self.gone.is_empty()
    }

    /// Opens what is to be read; new files get numbers.
    ///
    /// # Errors
    ///
    /// When a file has become shorter meanwhile.
    pub(super) fn open(
        &self,
        manifest: &mut Manifest,
        located: &[Located],
        reading: &Reading,
    ) -> Result<(Vec<Part>, Vec<Problem>), Changed> {
        let mut parts = Vec::new();
        let mut problems = Vec::new();
        for &(at, number) in &self.parts {
            let Some(Located { name, path }) = located.get(at) else {
                continue;
            };
            let known = number.and_then(|number| manifest.files.get(number as usize));
            let volume = match known {
                Some(known) => Volume::known(name, path, reading, known.form),
                None => Volume::open(name, path, reading),
            };
            let volume = match volume {
                Ok(volume) => volume,
                Err(error) => {
                    problems.push(crate::store::unreadable(name, &error));
                    continue;
                }
            };
            let (from, lines) = known.map_or((0, 0), |known| (known.read, known.lines));
            if volume.len() < from {
                return Err(Changed);
            }
            let file = number.unwrap_or(manifest.files.len() as u32);
            if number.is_none() {
                manifest.files.push(FileEntry::unread());
            }
            parts.push(Part {
                file,
                at,
                volume,
                from,
                lines,
            });
        }
        Ok((parts, problems))
    }
}

/// Whether a file has what it had and more behind it, by its first and last bytes: what was appended costs no
/// reading of what stands before it. Where a record in the middle was replaced by one of the same length
/// in the same moment, that is seen when the record is read.
fn has_grown(entry: &FileEntry, len: u64) -> bool {
    let state = || {
        let reading = Reading::default();
        let volume = Volume::known(&entry.name, &entry.path, &reading, entry.form);
        volume.and_then(|volume| volume.state(entry.read))
    };
    entry.form == Form::Lines
        && len > entry.state.len
        && state().is_ok_and(|state| state.ends == entry.state.ends)
}
