//! The stores of feeds: files of JSON Lines, and what is in them by heart.
//!
//! All that changes a store is done under one lock, and after what others have appended was read. A record is there
//! when its line is synced; what a kill leaves of a line is taken away before anything is put behind it.

use std::collections::{BTreeSet, HashMap};
use std::fs::{self, File};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use xxhash_rust::xxh3::xxh3_64;

use super::identity::sameness;
use super::{Failure, Place};
use crate::lang::IoContext as _;
use crate::place::{self, Placed};

mod line;

pub(super) use line::{Line, Provenance, When, at, of_other, written};

/// How long the lock is waited for; who has it appends to one store.
const PATIENCE: Duration = Duration::from_secs(30);

/// The stores of all feeds.
pub(super) struct Shelf {
    pub(super) place: Place,
    stores: HashMap<String, Store>,
    holders: Holders,
}

/// Which feeds may have a report: hashes of ids, of addresses with headlines, and the numbers of feeds. What is gone
/// from a store is still here, so that the store itself is asked.
#[derive(Default)]
struct Holders {
    keys: Vec<String>,
    hashes: BTreeSet<(u64, u32)>,
}

impl Holders {
    fn add(&mut self, feed: u32, line: &Line<'_>) {
        self.hashes.insert((xxh3_64(line.id.as_bytes()), feed));
        let same = sameness(line.url.as_deref(), line.title.as_deref());
        self.hashes.extend(same.map(|same| (same, feed)));
    }

    /// Returns the keys of the feeds that may have a report.
    fn of(&self, id: &str, same: Option<u64>) -> impl Iterator<Item = &String> {
        let hashes = [Some(xxh3_64(id.as_bytes())), same];
        let feeds = hashes.into_iter().flatten();
        let feeds = feeds.flat_map(|hash| self.hashes.range((hash, 0)..=(hash, u32::MAX)));
        feeds.filter_map(|(_, feed)| self.keys.get(*feed as usize))
    }
}

/// The lock, as long as this is.
pub(super) struct Turn(#[expect(dead_code, reason = "when it is closed the lock is free")] File);

/// What a store holds.
#[derive(Debug, Default)]
pub(super) struct Store {
    /// The feed's number among all.
    number: u32,
    /// Which file it is.
    file: Option<(u64, Option<SystemTime>)>,
    /// How far it was read: the end of its last whole line.
    end: u64,
    pub(super) reports: HashMap<String, Known>,
    /// The ids of reports by where they are and their headlines.
    same: HashMap<u64, String>,
}

/// What is known of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Known {
    /// The checksum of what the feed said of it.
    pub(super) sum: String,
    /// Whether its text is that of the page that the feed links to.
    pub(super) is_completed: bool,
    /// The feeds that brought it besides its own.
    pub(super) feeds: Vec<String>,
}

impl Store {
    fn numbered(number: u32) -> Self {
        Self {
            number,
            ..Self::default()
        }
    }

    fn add(&mut self, line: &Line<'_>) {
        let provenance = line.provenance.as_ref();
        let known = Known {
            sum: provenance
                .map(|known| known.sum.clone().into_owned())
                .unwrap_or_default(),
            is_completed: provenance.is_some_and(|known| known.is_completed),
            feeds: provenance
                .map(|known| known.feeds.clone())
                .unwrap_or_default(),
        };
        if let Some(same) = sameness(line.url.as_deref(), line.title.as_deref()) {
            self.same.insert(same, line.id.clone().into_owned());
        }
        self.reports.insert(line.id.clone().into_owned(), known);
    }

    /// Returns the id under which a report is there.
    pub(super) fn find(&self, id: &str, same: Option<u64>) -> Option<String> {
        if self.reports.contains_key(id) {
            return Some(id.to_owned());
        }
        self.same.get(&same?).cloned()
    }
}

/// What becomes of a line.
pub(super) enum Fate {
    Stays,
    Becomes(String),
    Goes,
}

impl Shelf {
    /// Makes one of the stores of feeds.
    pub(super) fn new(place: Place, keys: impl Iterator<Item = String>) -> Self {
        let keys: Vec<String> = keys.collect();
        let store = |(number, key): (u32, &String)| (key.clone(), Store::numbered(number));
        Self {
            place,
            stores: (0..).zip(&keys).map(store).collect(),
            holders: Holders {
                keys,
                hashes: BTreeSet::new(),
            },
        }
    }

    /// Waits until nobody else changes a store, and keeps others waiting.
    ///
    /// # Errors
    ///
    /// Fails where another program does not let go, or there can be no lock.
    pub(super) fn turn(&self) -> Result<Turn, Failure> {
        let directory = self.place.directory();
        place::private_directory(directory).context(directory)?;
        let path = directory.join(".lock");
        let mut options = place::private_file();
        options.create(true).truncate(false).write(true);
        let file = place::open_file(&options, &path).context(path.as_path())?;
        let until = Instant::now() + PATIENCE;
        loop {
            match file.try_lock() {
                // Where the file system knows no locks nobody can be kept away.
                Ok(()) | Err(fs::TryLockError::Error(_)) => return Ok(Turn(file)),
                Err(fs::TryLockError::WouldBlock) if Instant::now() < until => {
                    thread::sleep(Duration::from_millis(2));
                }
                Err(fs::TryLockError::WouldBlock) => return Err(Failure::Locked),
            }
        }
    }

    /// Reads what was put into the stores since they were last looked at.
    ///
    /// # Errors
    ///
    /// Fails where one cannot be read.
    pub(super) fn refresh(&mut self, _: &Turn) -> Result<(), Failure> {
        for (key, store) in &mut self.stores {
            let path = self.place.store(key);
            refresh(store, &mut self.holders, &path).context(path.as_path())?;
        }
        Ok(())
    }

    /// Returns what the store of a feed holds.
    pub(super) fn store(&self, key: &str) -> Option<&Store> {
        self.stores.get(key)
    }

    /// Returns the key of another feed whose store has a report, and its id there.
    pub(super) fn elsewhere(
        &self,
        key: &str,
        id: &str,
        same: Option<u64>,
    ) -> Option<(String, String)> {
        let mut others = self.holders.of(id, same).filter(|other| *other != key);
        let found = |other: &String| Some((other.clone(), self.stores.get(other)?.find(id, same)?));
        others.find_map(found)
    }

    /// Appends the ids of reports that a feed carries and the stores of others hold.
    ///
    /// # Errors
    ///
    /// Fails where they cannot be written.
    pub(super) fn append_carried(
        &self,
        key: &str,
        ids: &[String],
        _: &Turn,
    ) -> Result<(), Failure> {
        let path = self.place.carried(key);
        mend(&path, |_| false).context(path.as_path())?;
        Ok(append(&path, ids).context(path.as_path())?)
    }

    /// Takes away what a kill left of a line, and ends a last line that is whole.
    ///
    /// # Errors
    ///
    /// Fails where the file cannot be written.
    pub(super) fn mend(&self, key: &str, _: &Turn) -> Result<(), Failure> {
        let path = self.place.store(key);
        let is_whole = |tail: &[u8]| serde_json::from_slice::<serde_json::Value>(tail).is_ok();
        Ok(mend(&path, is_whole).context(path.as_path())?)
    }

    /// Appends lines, which are on the disk when this returns; of what cannot be written whole nothing stays.
    ///
    /// # Errors
    ///
    /// Fails where they cannot be written.
    pub(super) fn append(&mut self, key: &str, lines: &[String], _: &Turn) -> Result<(), Failure> {
        let path = self.place.store(key);
        append(&path, lines).context(path.as_path())?;
        if let Some(store) = self.stores.get_mut(key) {
            refresh(store, &mut self.holders, &path).context(path.as_path())?;
        }
        Ok(())
    }

    /// Puts other lines in the place of some, and keeps what they said.
    ///
    /// # Errors
    ///
    /// Fails where the store cannot be written; it is then as it was.
    pub(super) fn replace(
        &mut self,
        key: &str,
        mut by: impl FnMut(&Line<'_>, &str) -> Option<String>,
        turn: &Turn,
    ) -> Result<(), Failure> {
        let fate =
            |line: &Line<'_>, written: &str| by(line, written).map_or(Fate::Stays, Fate::Becomes);
        self.rewrite(key, fate, turn)
    }

    /// Returns the reports of a store, each with when it was published and its place there.
    ///
    /// # Errors
    ///
    /// Fails where it cannot be read.
    pub(super) fn dates(&self, key: &str, _: &Turn) -> Result<Vec<(When, usize, String)>, Failure> {
        let path = self.place.store(key);
        let text = fs::read_to_string(&path).context(path.as_path())?;
        let lines = text.lines().enumerate();
        let reports = lines.filter_map(|(at, line)| {
            let line = serde_json::from_str::<Line<'_>>(line).ok()?;
            let date = line.published.unwrap_or_default();
            Some((date, at, line.id.into_owned()))
        });
        Ok(reports.collect())
    }

    /// Writes a store again with other lines in it, and keeps what it said before in another file.
    ///
    /// # Errors
    ///
    /// Fails where it cannot be written; it is then as it was.
    pub(super) fn rewrite(
        &mut self,
        key: &str,
        mut fate: impl FnMut(&Line<'_>, &str) -> Fate,
        _: &Turn,
    ) -> Result<(), Failure> {
        let path = self.place.store(key);
        let text = fs::read_to_string(&path).context(path.as_path())?;
        let mut new = Placed::begin_private(&path).context(path.as_path())?;
        let mut former = Vec::new();
        for written in text.lines() {
            let fate = match serde_json::from_str::<Line<'_>>(written) {
                Ok(line) => fate(&line, written),
                // What others wrote into it is theirs.
                Err(_) => Fate::Stays,
            };
            let line = match &fate {
                Fate::Stays => written,
                Fate::Becomes(line) => {
                    former.push(written.to_owned());
                    line
                }
                Fate::Goes => continue,
            };
            new.write_all(line.as_bytes()).context(path.as_path())?;
            new.write_all(b"\n").context(path.as_path())?;
        }
        let revisions = self.place.revisions(key);
        append(&revisions, &former).context(revisions.as_path())?;
        new.put().context(path.as_path())?;
        sync(self.place.directory()).context(self.place.directory())?;
        if let Some(store) = self.stores.get_mut(key) {
            *store = Store::numbered(store.number);
            refresh(store, &mut self.holders, &path).context(path.as_path())?;
        }
        Ok(())
    }
}

fn refresh(store: &mut Store, holders: &mut Holders, path: &Path) -> io::Result<()> {
    let metadata = match fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            *store = Store::numbered(store.number);
            return Ok(());
        }
        Err(error) => return Err(error),
    };
    let identity = Some((metadata.ino(), metadata.created().ok()));
    if store.file != identity || metadata.len() < store.end {
        *store = Store {
            file: identity,
            ..Store::numbered(store.number)
        };
    }
    if metadata.len() == store.end {
        return Ok(());
    }
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(store.end))?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    let whole = memchr::memrchr(b'\n', &bytes).map_or(0, |last| last + 1);
    let lines = bytes
        .get(..whole)
        .unwrap_or_default()
        .split(|b| *b == b'\n');
    for line in lines.filter_map(|line| serde_json::from_slice::<Line<'_>>(line).ok()) {
        holders.add(store.number, &line);
        store.add(&line);
    }
    store.end += whole as u64;
    Ok(())
}

fn mend(path: &Path, is_whole: impl Fn(&[u8]) -> bool) -> io::Result<()> {
    let mut options = File::options();
    let mut file = match place::open_file(options.read(true).write(true), path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    let len = file.metadata()?.len();
    let (start, tail) = tail(&mut file, len)?;
    if tail.is_empty() {
        return Ok(());
    }
    if is_whole(&tail) {
        file.seek(SeekFrom::End(0))?;
        file.write_all(b"\n")?;
    } else {
        file.set_len(start)?;
    }
    file.sync_data()
}

/// Returns what stands behind the last line's end, and where.
fn tail(file: &mut File, len: u64) -> io::Result<(u64, Vec<u8>)> {
    const STEP: u64 = 64 << 10;
    let mut tail = Vec::new();
    let mut start = len;
    while start > 0 {
        let from = start.saturating_sub(STEP);
        let mut bytes = vec![0; (start - from) as usize];
        file.seek(SeekFrom::Start(from))?;
        file.read_exact(&mut bytes)?;
        let end = memchr::memrchr(b'\n', &bytes).map(|last| last + 1);
        let behind = bytes.split_off(end.unwrap_or(0));
        tail.splice(0..0, behind);
        start = from + end.unwrap_or(0) as u64;
        if end.is_some() {
            break;
        }
    }
    Ok((start, tail))
}

fn append(path: &Path, lines: &[String]) -> io::Result<()> {
    let mut options = place::private_file();
    if lines.is_empty() {
        return Ok(());
    }
    let is_new = !path.exists();
    options.create(true).append(true);
    let mut file = place::open_file(&options, path)?;
    let len = file.metadata()?.len();
    let mut text = String::with_capacity(lines.iter().map(|line| line.len() + 1).sum());
    for line in lines {
        text.push_str(line);
        text.push('\n');
    }
    let written = file
        .write_all(text.as_bytes())
        .and_then(|()| file.sync_data());
    if let Err(error) = written {
        // Where not even this can be done the next fetch mends it.
        let _ = file.set_len(len);
        return Err(error);
    }
    if is_new {
        sync(path.parent().unwrap_or(Path::new(".")))?;
    }
    Ok(())
}

/// Has the names in a directory reach the disk.
fn sync(directory: &Path) -> io::Result<()> {
    File::open(directory)?.sync_all()
}

#[cfg(test)]
mod tests;
