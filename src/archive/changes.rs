//! What has become of the files of an index since they were read.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::Path;
use std::thread;

use super::manifest::{FileEntry, Manifest};
use super::plan::Part;
use super::{Archive, threads};
use crate::store::{Changed, Form, Located, Problem, Reading, Spot, State, Volume};

/// Of how many reports of files that have grown the records are read again.
const SAMPLE: usize = 2000;

/// Whether files are as they were when they were read, as far as their lengths and times tell.
pub(super) fn is_current(manifest: &Manifest, located: &[Located]) -> bool {
    Changes::of(manifest, located, &HashMap::new()).is_empty()
}

/// Finds the files that were written since, and yet hold every record that is indexed of them: those that were
/// only touched, and those that have more behind it. Of a file that is as long as it was each record is read:
/// an editor may have changed one in the middle and left all others where they were. That takes a hundredth of
/// the time of indexing them. (A line that was no record may be another.) Of files that have grown
/// [`SAMPLE`] are read, so that what is appended to a large one can be searched at once; what was changed
/// between those is met when it is to be shown.
pub(super) fn holding(
    manifest: &Manifest,
    archive: &Archive,
    located: &[Located],
) -> HashMap<u32, State> {
    let paths: HashSet<&Path> = located
        .iter()
        .map(|located| located.path.as_path())
        .collect();
    let is_candidate = |entry: &FileEntry| {
        !entry.gone
            && entry.form == Form::Lines
            && paths.contains(entry.path.as_path())
            && fs::metadata(&entry.path)
                .is_ok_and(|now| now.len() >= entry.state.len && !entry.state.is_of(&now))
    };
    let entries = manifest.files.iter().zip(0..);
    let mut candidates: HashMap<u32, (&FileEntry, Vec<Spot>)> = entries
        .filter(|(entry, _)| is_candidate(entry))
        .map(|(entry, number)| (number, (entry, Vec::new())))
        .collect();
    if candidates.is_empty() {
        return HashMap::new();
    }
    let is_as_long =
        |entry: &FileEntry| fs::metadata(&entry.path).is_ok_and(|now| now.len() == entry.state.len);
    let stride = if candidates.values().any(|(entry, _)| is_as_long(entry)) {
        1
    } else {
        (archive.len() / SAMPLE).max(1)
    };
    for shard in &archive.shards {
        for place in (0..shard.len()).step_by(stride).map(|doc| shard.place(doc)) {
            if let Some((_, spots)) = candidates.get_mut(&place.file) {
                spots.push(place.spot);
            }
        }
    }
    let states = candidates.into_iter();
    states
        .filter_map(|(number, (entry, spots))| Some((number, held(entry, spots)?)))
        .collect()
}

/// Returns the state of a file, if it still holds records.
fn held(entry: &FileEntry, mut spots: Vec<Spot>) -> Option<State> {
    let reading = Reading::default();
    let volume = Volume::known(&entry.name, &entry.path, &reading, entry.form).ok()?;
    let state = volume.state(entry.read).ok()?;
    if state.ends != entry.state.ends {
        return None;
    }
    spots.sort_unstable_by_key(|spot| spot.at);
    let each = spots.len().div_ceil(threads()).max(1);
    let are_held = |spots: &[Spot]| spots.iter().all(|spot| volume.holds(spot));
    let all = thread::scope(|scope| {
        let parts = spots
            .chunks(each)
            .map(|part| scope.spawn(move || are_held(part)));
        let parts: Vec<_> = parts.collect();
        parts.into_iter().all(|part| part.join().unwrap_or(false))
    });
    all.then_some(state)
}

/// Notes of files that were only touched that they are known; returns whether there are any.
pub(super) fn settle_touched(manifest: &mut Manifest, holding: &HashMap<u32, State>) -> bool {
    let mut any = false;
    let faulty: HashSet<&String> = manifest
        .problems
        .iter()
        .map(|problem| &problem.file)
        .collect();
    for (entry, number) in manifest.files.iter_mut().zip(0..) {
        if let Some(state) = holding.get(&number)
            && state.len == entry.state.len
            && !faulty.contains(&entry.name)
        {
            entry.state = *state;
            any = true;
        }
    }
    any
}

/// What has become of files.
pub(super) struct Changes {
    /// The located files that are to be read: those that have grown, with their numbers, and new ones.
    pub(super) parts: Vec<(usize, Option<u32>)>,
    /// The numbers of files whose reports are there no more.
    pub(super) gone: Vec<u32>,
}

impl Changes {
    /// Compares files with what was read of them; `holding` are those that hold it as it was.
    pub(super) fn of(
        manifest: &Manifest,
        located: &[Located],
        holding: &HashMap<u32, State>,
    ) -> Self {
        let files = manifest.files.iter().enumerate();
        let mut known: HashMap<&Path, u32> = files
            .filter(|(_, file)| !file.gone)
            .map(|(number, file)| (file.path.as_path(), number as u32))
            .collect();
        let is_held = |number: Option<u32>| number.is_some_and(|n| holding.contains_key(&n));
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
                Some(entry) if metadata.len() > entry.state.len && is_held(number) => {
                    parts.push((at, number));
                }
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
