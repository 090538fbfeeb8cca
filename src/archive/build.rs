//! Indexes files from nothing, newest first, so that what is asked for most is there first.

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use super::files::Files;
use super::index_dir::Place as IndexDir;
use super::manifest::{Manifest, ShardEntry};
use super::plan::{Parts, Plan, plan};
use super::schema::Place;
use super::shard::Shard;
use super::update::SMALL;
use super::{Archive, Error, Progress, Watch, parallel, threads, write};
use crate::store::{Located, Problem};

/// How many reports the first shards have, so that the first can soon be read.
const FIRST: [usize; 3] = [2_000, 8_000, 32_000];

/// How many the others have at most.
const MOST: usize = 100_000;

/// How long the records of one are together, in bytes, where they are many: the engine holds about as much in
/// memory until the shard is written, and one is written on every processor.
const MOST_BYTES: u64 = 48 << 20;

/// Indexes all files of an index directory. Each shard that is done is there to be read at once, if no index stood
/// there before, and after a crash the work goes on behind it.
///
/// # Errors
///
/// When a file cannot be read, the disk takes no more, or the watch stops it.
pub(super) fn build(
    index_dir: &IndexDir,
    located: &[Located],
    mut problems: Vec<Problem>,
    former: Option<Manifest>,
    anew: bool,
    watch: &dyn Watch,
) -> Result<Archive, Error> {
    let mut parts = Parts::new(located, &index_dir.reading);
    problems.extend(parts.open_all(watch)?);
    let Plan {
        entries,
        parts: read,
        problems: more,
    } = plan(&parts, &|_| false, watch)?;
    problems.extend(more);
    let files = parts.entries(read);
    let mut manifest = Manifest {
        how_read: Some(index_dir.how_read()),
        planned: entries.len() as u64,
        files,
        problems,
        next: former.as_ref().map_or(0, |former| former.next).max(now()),
        ..Manifest::default()
    };
    // An index that can be used is not taken away for one that is only begun.
    let visible = former.as_ref().is_none_or(|former| !former.is_whole());
    let places: Vec<Place> = entries.into_iter().map(|entry| entry.place).collect();
    let goes_on = |former: &Manifest| !anew && begins(index_dir, former, &manifest, &places);
    if let Some(former) = former.filter(goes_on) {
        manifest.shards = former.shards;
    }
    let done = manifest.len() as usize;
    let chunks = chunks(places.get(done..).unwrap_or_default(), done);
    Writing::new(index_dir, manifest, places.len(), visible, watch).run(&chunks)
}

/// A number that no index which ever stood here has had, so that none is taken for another: the time, in
/// nanoseconds since 1970.
fn now() -> u64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    since.map_or(0, |since| since.as_nanos() as u64)
}

/// Whether a former index, which is not whole, is the beginning of the one that is to be made.
fn begins(index_dir: &IndexDir, former: &Manifest, new: &Manifest, places: &[Place]) -> bool {
    if former.files != new.files || former.planned != new.planned || former.order.is_some() {
        return false;
    }
    let mut at = 0;
    former.shards.iter().all(|entry| {
        let Ok(shard) = entry.open(&index_dir.directory) else {
            return false;
        };
        let ends = [0, entry.len.saturating_sub(1)];
        let same = ends
            .into_iter()
            .all(|doc| places.get(at + doc as usize) == Some(&shard.place(doc)));
        at += entry.len as usize;
        same && shard.is_whole()
    })
}

/// Cuts reports into the shards that they become.
fn chunks(places: &[Place], done: usize) -> Vec<&[Place]> {
    let mut rest = places;
    let mut chunks = Vec::new();
    for size in FIRST
        .into_iter()
        .filter(|size| done == 0 && 4 * size < places.len())
    {
        let (chunk, others) = rest.split_at(size.min(rest.len()));
        chunks.push(chunk);
        rest = others;
    }
    chunks.extend(evenly(rest, threads()));
    chunks
}

/// Cuts reports into parts that each can be one shard, about equally many, and `least` at least.
pub(super) fn evenly(places: &[Place], least: usize) -> impl Iterator<Item = &[Place]> {
    let bytes: u64 = places.iter().map(|place| u64::from(place.spot.len)).sum();
    // None is made so small that it would be put together with others again.
    let by_bytes = bytes
        .div_ceil(MOST_BYTES)
        .min(places.len() as u64 / u64::from(SMALL));
    let by_number = places.len().div_ceil(MOST);
    let parts = by_number.max(by_bytes as usize).max(least).max(1);
    places.chunks(places.len().div_ceil(parts).max(1))
}

/// The writing of shards.
struct Writing<'a> {
    index_dir: &'a IndexDir,
    files: Files,
    /// Whether every shard is to be seen as soon as it is done.
    visible: bool,
    watch: &'a dyn Watch,
    all: u64,
    reports: AtomicU64,
    state: Mutex<State>,
}

/// What is done.
struct State {
    manifest: Manifest,
    /// The shards that are open, by their names.
    open: Vec<(String, Arc<Shard>)>,
    /// The shards that are written, and those that are not yet, in their order.
    written: Vec<Option<ShardEntry>>,
}

impl<'a> Writing<'a> {
    fn new(
        index_dir: &'a IndexDir,
        manifest: Manifest,
        all: usize,
        visible: bool,
        watch: &'a dyn Watch,
    ) -> Self {
        let files = Files::new(manifest.files.clone(), &index_dir.reading);
        Self {
            index_dir,
            files,
            visible,
            watch,
            all: all as u64,
            reports: AtomicU64::new(manifest.len()),
            state: Mutex::new(State {
                manifest,
                open: Vec::new(),
                written: Vec::new(),
            }),
        }
    }

    fn run(self, chunks: &[&[Place]]) -> Result<Archive, Error> {
        let names: Vec<String> = {
            let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            state.written = chunks.iter().map(|_| None).collect();
            chunks
                .iter()
                .map(|_| state.manifest.name("shard"))
                .collect()
        };
        let chunks: Vec<_> = chunks.iter().zip(&names).enumerate().collect();
        parallel::map(&chunks, |(at, (chunk, name))| {
            self.write(chunk, name)?;
            self.done(*at, name, chunk.len() as u32)
        })?;
        let mut state = self
            .state
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        state.manifest.write(&self.index_dir.directory)?;
        state.manifest.sweep(&self.index_dir.directory);
        state.archive(self.index_dir)
    }

    fn write(&self, chunk: &[Place], name: &str) -> Result<(), Error> {
        let written = |more: usize| {
            let done = self.reports.fetch_add(more as u64, Ordering::Relaxed) + more as u64;
            self.watch
                .progress(Progress::Indexing { done, of: self.all });
        };
        let directory: &Path = &self.index_dir.directory.join(name);
        write::shard(directory, chunk, &self.files, self.watch, &written)
    }

    /// Adds a shard to those that can be read, once all before it can.
    fn done(&self, at: usize, name: &str, len: u32) -> Result<(), Error> {
        let entry = ShardEntry::new(&self.index_dir.directory, name, len)?;
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(place) = state.written.get_mut(at) {
            *place = Some(entry);
        }
        let before = state.manifest.shards.len();
        state.take_written();
        if self.visible && state.manifest.shards.len() > before {
            state.manifest.write(&self.index_dir.directory)?;
            let archive = state.archive(self.index_dir)?;
            self.watch.grown(archive);
        }
        Ok(())
    }
}

impl State {
    /// Moves the shards that follow those of the manifest to them.
    fn take_written(&mut self) {
        for entry in &self.written {
            match entry {
                None => return,
                Some(entry) if self.manifest.shards.contains(entry) => {}
                Some(entry) => self.manifest.shards.push(entry.clone()),
            }
        }
    }

    fn archive(&mut self, index_dir: &IndexDir) -> Result<Archive, Error> {
        let archive = Archive::open(
            &index_dir.directory,
            &self.manifest,
            &index_dir.reading,
            &self.open,
        )?;
        let names = self.manifest.shards.iter().map(|entry| entry.name.clone());
        self.open = names.zip(archive.shards.iter().cloned()).collect();
        Ok(archive)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Spot;

    #[test]
    fn shards_of_long_reports_have_fewer_and_none_is_small() {
        let sizes = |count: usize, len: u32| {
            let spot = Spot {
                len,
                ..Spot::default()
            };
            let place = Place {
                spot,
                ..Place::default()
            };
            let places = vec![place; count];
            evenly(&places, 2).map(<[_]>::len).collect::<Vec<_>>()
        };
        let small = SMALL as usize;
        assert_eq!(sizes(250_000, 40), [83_334, 83_334, 83_332]);
        assert_eq!(sizes(200_000, 2_000).len(), 8);
        assert_eq!(sizes(3 * small, 100_000), [small; 3]);
        assert_eq!(sizes(5, 100_000), [3, 2]);
        assert_eq!(sizes(0, 0), [0; 0]);
    }
}
