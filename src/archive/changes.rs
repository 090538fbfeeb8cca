//! What has become of the files of an index since they were read.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::manifest::{FileEntry, Manifest};
use super::plan::{Part, Parts};
use super::{Error, threads};
use crate::store::{Form, Located, Names, Piece, Problem, Reading, Snapshot, State, Volume};

/// A file that still holds everything that was read of it, and perhaps more behind it.
#[derive(Debug)]
struct Held {
    state: State,
    /// The file, where it has grown.
    grown: Option<Snapshot>,
    /// What was read, all of it. Some end where the records that are indexed do.
    pieces: Vec<Piece>,
}

/// Files that were read through once more, by their numbers: those that still hold what was read of them, and
/// those that do not.
#[derive(Debug, Default)]
pub(super) struct Compared(HashMap<u32, Option<Held>>);

impl Compared {
    /// Reads files through of which the file system does not say that they are as they were, or `all`, at the
    /// speed of memory where they are held there. An editor may have changed one record in the middle, and a
    /// program may have appended others.
    pub(super) fn new(
        manifest: &Manifest,
        located: &[Located],
        reading: &Reading,
        all: bool,
    ) -> Self {
        let names: HashMap<&Path, &str> = located
            .iter()
            .map(|Located { name, path }| (path.as_path(), name.as_str()))
            .collect();
        let read_by = Names::of(reading);
        let compare = |(entry, number): (&FileEntry, u32)| {
            let name = names.get(entry.path.as_path()).filter(|_| !entry.gone)?;
            let now = fs::metadata(&entry.path).ok()?;
            let may_hold = now.len() == entry.state.len
                || now.len() > entry.state.len && entry.form == Form::Lines;
            let is_doubted = all || !entry.state.is_of(&now);
            (may_hold && is_doubted).then(|| (number, held(name, entry, &read_by)))
        };
        let entries = manifest.files.iter().zip(0..);
        Self(entries.filter_map(compare).collect())
    }

    /// Takes over what the file system says now of files that were only touched; returns whether there are any.
    pub(super) fn settle(&self, manifest: &mut Manifest) -> bool {
        let mut any = false;
        for (number, held) in &self.0 {
            let entry = manifest.files.get_mut(*number as usize);
            if let (Some(entry), Some(held)) = (entry, held)
                && held.grown.is_none()
                && held.state != entry.state
            {
                entry.state = held.state;
                any = true;
            }
        }
        any
    }
}

/// Opens a file, if it still holds what was read of it.
fn held(name: &str, entry: &FileEntry, names: &Arc<Names>) -> Option<Held> {
    let volume = Volume::known(
        name,
        &entry.path,
        names,
        entry.form,
        &Arc::new(entry.shape.clone()),
    )
    .ok()?;
    let snapshot = volume.snapshot().ok()?;
    let end = entry.pieces.last().map_or(0, |piece| piece.end);
    if end != entry.state.len || volume.len() < end {
        return None;
    }
    let runs = Piece::runs(&entry.pieces);
    let (next, is_changed) = (AtomicUsize::new(0), AtomicBool::new(false));
    let compared = Mutex::new(vec![Vec::new(); runs.len()]);
    let work = || {
        while !is_changed.load(Ordering::Relaxed) {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some((start, run)) = runs.get(at) else {
                return;
            };
            let found = volume.compare(*start, run, entry.read);
            let Ok(Some(found)) = found else {
                return is_changed.store(true, Ordering::Relaxed);
            };
            let mut compared = compared.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(place) = compared.get_mut(at) {
                *place = found;
            }
        }
    };
    thread::scope(|scope| {
        for _ in 1..threads().min(runs.len()) {
            scope.spawn(work);
        }
        work();
    });
    let pieces = compared.into_inner().unwrap_or_default().concat();
    (!is_changed.into_inner()).then(|| Held {
        state: volume.state(),
        grown: Some(snapshot).filter(|snapshot| snapshot.state.len > end),
        pieces,
    })
}

/// What has become of files.
pub(super) struct Changes {
    /// The located files that are to be read: those that have grown, with their numbers, and new ones.
    parts: Vec<(usize, Option<u32>)>,
    /// The numbers of files whose reports are there no more.
    pub(super) gone: Vec<u32>,
}

impl Changes {
    /// Finds what has become of files, of which some were compared with what was read of them.
    pub(super) fn of(manifest: &Manifest, located: &[Located], compared: &Compared) -> Self {
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
            let compared = number.and_then(|number| compared.0.get(&number));
            match (entry, compared) {
                (Some(_), Some(Some(held))) if held.grown.is_none() => {}
                (Some(_), Some(Some(_))) => parts.push((at, number)),
                (Some(entry), None) if entry.state.is_of(&metadata) => {}
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

    /// Opens what is to be read; new files get numbers. Of those that have grown the pieces become those that
    /// were indexed.
    ///
    /// # Errors
    ///
    /// When a file has become shorter meanwhile.
    pub(super) fn open<'a>(
        &self,
        manifest: &mut Manifest,
        located: &'a [Located],
        reading: &Reading,
        mut compared: Compared,
    ) -> Result<(Parts<'a>, Vec<Problem>), Error> {
        let mut parts = Parts::new(located, reading);
        let mut problems = Vec::new();
        for &(at, number) in &self.parts {
            let Some(Located { name, path, .. }) = located.get(at) else {
                continue;
            };
            let held = number.and_then(|number| compared.0.remove(&number).flatten());
            let grown = held.and_then(|held| Some((held.grown?, held.pieces)));
            let known = number.and_then(|number| manifest.files.get_mut(number as usize));
            let part = match (grown, known) {
                (Some((snapshot, mut pieces)), Some(known)) => {
                    pieces.retain(|piece| piece.end <= known.read);
                    known.pieces = pieces;
                    Part {
                        from: known.read,
                        lines: known.lines,
                        editions: known.heads.len() as u32,
                        ..Part::whole(at, snapshot)
                    }
                }
                _ => match parts.snapshot(at) {
                    Ok(snapshot) => Part::whole(at, snapshot),
                    Err(error) => {
                        problems.push(crate::store::unreadable(name, &error));
                        continue;
                    }
                },
            };
            if part.snapshot.state.len < part.from {
                return Err(Error::Changed(Some(path.clone())));
            }
            let file = number.unwrap_or(manifest.files.len() as u32);
            if number.is_none() {
                manifest.files.push(FileEntry::unread());
            }
            parts.all.push(Part { file, ..part });
        }
        Ok((parts, problems))
    }
}
