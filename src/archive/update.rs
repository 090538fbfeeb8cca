//! Makes an index what the files have become, at the cost of what has changed: lines that were appended,
//! files that are new, that hold something else now or are gone.
//!
//! An id that was given a number keeps it: what a reader noted of the report is found by it. Reports are
//! never taken out of a shard: those of a file that is gone lose their rows. New ones become
//! shards of their own, and once there are many small ones they are made one.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::path::Path;

use super::build;
use super::changes::{Changes, Compared};
use super::files::Files;
use super::index_dir::Place as IndexDir;
use super::manifest::{FileEntry, MOST_PROBLEMS, Manifest, ShardEntry};
use super::order::Order;
use super::plan::{Entry, Part, Plan, plan};
use super::schema::Place;
use super::{Archive, Error, Progress, Watch, write};
use crate::store::{Key, Located, Problem, Shared};

/// A shard of fewer reports is small.
pub(super) const SMALL: u32 = 20_000;

/// How many small shards there may be.
const MOST_SMALL: usize = 8;

/// Where more than one report in as many is new or gone, all are indexed anew.
const REBUILT: usize = 3;

/// Brings an index that is whole up to date; with `all` also with files that seem not to have changed.
///
/// # Errors
///
/// When a file cannot be read, the disk takes no more, or the watch stops it; the former index stands.
pub(super) fn update(
    index_dir: &IndexDir,
    located: &[Located],
    problems: Vec<Problem>,
    (mut manifest, archive): (Manifest, Archive),
    all: bool,
    watch: &dyn Watch,
) -> Result<Archive, Error> {
    let IndexDir { directory, reading } = index_dir;
    let compared = Compared::new(&manifest, located, reading, all);
    if compared.settle(&mut manifest) {
        manifest.write(directory)?;
    }
    let changes = Changes::of(&manifest, located, &compared);
    if changes.is_empty() {
        return Ok(archive);
    }
    let (parts, unreadable) = changes.open(&mut manifest, located, reading, compared)?;
    let gone: HashSet<u32> = changes.gone.iter().copied().collect();
    let is_taken = |id: &str| archive.holds(id, &gone);
    let Plan {
        entries,
        parts: read,
        problems: found,
    } = plan(&parts, &is_taken, watch)?;
    if archive.is_damaged() {
        return Err(Error::Damaged);
    }
    let stay = archive.staying(&gone);
    if (archive.len() - stay.len() + entries.len()) * REBUILT > stay.len() {
        return build::build(index_dir, located, problems, Some(manifest), true, watch);
    }
    let mut added = problems;
    added.extend(unreadable);
    added.extend(found);
    settle_problems(&mut manifest, &parts.all, &gone, added);
    for file in &gone {
        if let Some(entry) = manifest.files.get_mut(*file as usize) {
            entry.gone = true;
        }
    }
    for (part, mut entry) in parts.all.iter().zip(parts.entries(read)) {
        if let Some(known) = manifest.files.get_mut(part.file as usize) {
            if part.from > 0 {
                entry.heads.splice(0..0, known.heads.iter().cloned());
                entry.pieces.splice(0..0, known.pieces.iter().copied());
            }
            *known = entry;
        }
    }
    let ranks = ranks(&manifest, located);
    let mut rows = merged(&archive, &stay, &entries, &ranks)?;
    let places: Vec<Place> = entries.iter().map(|entry| entry.place).collect();
    let writer = Writer {
        directory,
        files: Files::new(manifest.files.clone(), reading),
        watch,
    };
    for places in build::evenly(&places, 1) {
        let shard = writer.shard(&mut manifest, places)?;
        manifest.shards.push(shard);
    }
    commit(&mut manifest, &rows, directory)?;
    let small = manifest.shards.iter().filter(|shard| shard.len < SMALL);
    if small.count() > MOST_SMALL {
        // What is new can be searched before the small shards are made one, which takes longer.
        watch.grown(Archive::open(directory, &manifest, reading, &[])?);
        rows = writer.compact(&mut manifest, &archive, &places, &rows)?;
        commit(&mut manifest, &rows, directory)?;
    }
    manifest.sweep(directory);
    Archive::open(directory, &manifest, reading, &[])
}

/// Makes the shards of a manifest and the reports in its rows the index.
fn commit(manifest: &mut Manifest, rows: &[u32], directory: &Path) -> Result<(), Error> {
    let order = manifest.name("order");
    manifest.order = Some(Order::write(rows, directory, order)?);
    manifest.planned = manifest.len();
    Ok(manifest.write(directory)?)
}

/// Drops the problems of what is read anew, and adds those that were found.
fn settle_problems(
    manifest: &mut Manifest,
    parts: &[Part],
    gone: &HashSet<u32>,
    added: Vec<Problem>,
) {
    let name_of = |file: &u32| manifest.files.get(*file as usize).map(|file| &file.name);
    let dropped: HashSet<String> = gone.iter().filter_map(name_of).cloned().collect();
    let grown: HashMap<String, usize> = parts
        .iter()
        .filter_map(|part| Some((name_of(&part.file)?.clone(), part.lines)))
        .collect();
    manifest.problems.retain(|problem| {
        !dropped.contains(&problem.file)
            && grown
                .get(&problem.file)
                .is_none_or(|lines| problem.line <= *lines)
            && !added.contains(problem)
    });
    manifest.problems.extend(added);
    manifest.problems.truncate(MOST_PROBLEMS);
}

impl Archive {
    /// Whether a report of a file that stays has an id.
    fn holds(&self, id: &str, gone: &HashSet<u32>) -> bool {
        self.shards.iter().zip(&self.bases).any(|(shard, base)| {
            let Ok(Some(doc)) = shard.find(id) else {
                return false;
            };
            self.order.row(base + doc).is_some() && !gone.contains(&shard.place(doc).file)
        })
    }

    /// Returns the reports of files that stay, in the rows' order.
    fn staying(&self, gone: &HashSet<u32>) -> Vec<u32> {
        let stays = |row: &usize| {
            gone.is_empty()
                || self
                    .placed(*row)
                    .is_some_and(|(shard, doc)| !gone.contains(&shard.place(doc).file))
        };
        let rows = (0..self.len()).filter(stays);
        rows.filter_map(|row| self.order.report(row as u32))
            .collect()
    }
}

/// Returns for each file its place in the order of the files.
fn ranks(manifest: &Manifest, located: &[Located]) -> Vec<usize> {
    let paths = located.iter().enumerate();
    let places: HashMap<&Path, usize> = paths
        .map(|(at, located)| (located.path.as_path(), at))
        .collect();
    let rank = |file: &FileEntry| {
        places
            .get(file.path.as_path())
            .copied()
            .unwrap_or(usize::MAX)
    };
    manifest.files.iter().map(rank).collect()
}

/// Puts new reports between those that stay, numbered behind all that there are.
fn merged(
    archive: &Archive,
    stay: &[u32],
    entries: &[Entry],
    ranks: &[usize],
) -> Result<Vec<u32>, Error> {
    let mut keys = Keys {
        archive,
        stay,
        ranks,
        known: HashMap::new(),
        shared: Shared::default(),
    };
    let all: u32 = archive.shards.iter().map(|shard| shard.len()).sum();
    let mut rows = Vec::with_capacity(stay.len() + entries.len());
    let mut from = 0;
    // What was planned is in order already, among itself.
    for (entry, number) in entries.iter().zip(all..) {
        let to = keys.first_behind(entry, from)?;
        rows.extend(stay.get(from..to).unwrap_or_default());
        rows.push(number);
        from = to;
    }
    rows.extend(stay.get(from..).unwrap_or_default());
    Ok(rows)
}

/// The keys of reports that are indexed, read from their files.
struct Keys<'a> {
    archive: &'a Archive,
    stay: &'a [u32],
    /// The place of each file in the order of the files.
    ranks: &'a [usize],
    known: HashMap<usize, (Key, (usize, u64))>,
    shared: Shared,
}

impl Keys<'_> {
    /// Returns the first of the reports that stay, from `from` on, that is behind a new one.
    fn first_behind(&mut self, entry: &Entry, from: usize) -> Result<usize, Error> {
        let all = from..self.stay.len();
        let day = self.of_day(entry.key.day().unwrap_or(0), from);
        // Where a date that is no day stands among the others, what the days say may be wrong.
        let above = day.start > from && self.is_behind(day.start - 1, entry)?;
        let below = day.end < all.end && !self.is_behind(day.end, entry)?;
        let Range { mut start, mut end } = if above || below { all } else { day };
        while start < end {
            let middle = start + (end - start) / 2;
            if self.is_behind(middle, entry)? {
                end = middle;
            } else {
                start = middle + 1;
            }
        }
        Ok(start)
    }

    /// Returns which of the reports that stay, from `from` on, are of a day: that is known without their files.
    fn of_day(&self, day: u32, from: usize) -> Range<usize> {
        let rest = self.stay.get(from..).unwrap_or_default();
        let of = |report: &u32| {
            let numbered = self.archive.numbered(*report);
            numbered.map_or(0, |(shard, doc)| shard.day(doc))
        };
        let start = rest.partition_point(|report| of(report) > day);
        let end = rest.partition_point(|report| of(report) >= day);
        from + start..from + end
    }

    /// Returns whether one of the reports that stay is behind a new one.
    fn is_behind(&mut self, at: usize, entry: &Entry) -> Result<bool, Error> {
        let place = self.place(&entry.place);
        let (key, known) = self.key(at)?;
        let order = key.cmp(&entry.key).then_with(|| known.cmp(&place));
        Ok(order.is_ge())
    }

    /// Where a report stands in the files.
    fn place(&self, place: &Place) -> (usize, u64) {
        let rank = self.ranks.get(place.file as usize).copied();
        (rank.unwrap_or(usize::MAX), place.spot.at)
    }

    fn key(&mut self, at: usize) -> Result<&(Key, (usize, u64)), Error> {
        if !self.known.contains_key(&at) {
            let report = self.stay.get(at).copied().unwrap_or_default();
            let place = self.archive.place(report).unwrap_or_default();
            let article = self.archive.files.article(&place)?;
            let key = Key::of(&article, &mut self.shared);
            self.known.insert(at, (key, self.place(&place)));
        }
        self.known
            .get(&at)
            .ok_or_else(|| std::io::Error::from(std::io::ErrorKind::NotFound).into())
    }
}

/// Writes shards for reports that have come.
struct Writer<'a> {
    directory: &'a Path,
    files: Files,
    watch: &'a dyn Watch,
}

impl Writer<'_> {
    fn shard(&self, manifest: &mut Manifest, places: &[Place]) -> Result<ShardEntry, Error> {
        let name = manifest.name("shard");
        let of = places.len() as u64;
        let done = std::cell::Cell::new(0);
        let written = |more: usize| {
            done.set(done.get() + more as u64);
            let done = done.get();
            self.watch.progress(Progress::Indexing { done, of });
        };
        let directory = self.directory.join(&name);
        write::shard(&directory, places, &self.files, self.watch, &written)?;
        Ok(ShardEntry::new(self.directory, &name, places.len() as u32)?)
    }

    /// Makes all small shards one; returns the rows with the reports' new numbers. `added` are the reports
    /// behind those of the archive.
    fn compact(
        &self,
        manifest: &mut Manifest,
        archive: &Archive,
        added: &[Place],
        rows: &[u32],
    ) -> Result<Vec<u32>, Error> {
        let mut numbers = HashMap::new();
        let mut kept: Vec<ShardEntry> = Vec::new();
        let (mut old, mut new) = (0, 0);
        // Where each of the shards that stay begins, and where it will.
        let mut moved = Vec::new();
        for shard in &manifest.shards {
            if shard.len >= SMALL {
                moved.push((old..old + shard.len, new));
                new += shard.len;
                kept.push(shard.clone());
            }
            old += shard.len;
        }
        let known: u32 = archive.shards.iter().map(|shard| shard.len()).sum();
        let mut places = Vec::new();
        for report in rows {
            if moved.iter().any(|(range, _)| range.contains(report)) {
                continue;
            }
            let place = match report.checked_sub(known) {
                Some(at) => added.get(at as usize).copied(),
                None => archive.place(*report),
            };
            if let Some(place) = place {
                numbers.insert(*report, new + places.len() as u32);
                places.push(place);
            }
        }
        let shard = self.shard(manifest, &places)?;
        kept.push(shard);
        manifest.shards = kept;
        let renumbered = rows.iter().filter_map(|report| {
            let stayed = moved.iter().find(|(range, _)| range.contains(report));
            match stayed {
                Some((range, start)) => Some(report - range.start + start),
                None => numbers.get(report).copied(),
            }
        });
        Ok(renumbered.collect())
    }
}
