//! Collections that no memory holds: the JSON files stay the one truth, and beside them, in the user's
//! cache directory, stands an index that may be deleted at any time.
//!
//! A [`IndexDir`] is where the index of some files is kept; it makes and mends it. An [`Archive`] is what
//! is indexed at one moment: rows in the reading order, each of which can be read, and searches over
//! them. Every article is read from its file and checked against what was indexed: one that is not there
//! any more is not shown.
//!
//! How it is quick: the reports are numbered newest first, so that the newest matches come first and the
//! search can be left after them ([`Search::first`]) while all are counted on every processor
//! ([`Search::all`]). What is found is a bit for each report, so that memory does not grow with what is
//! found. What is most relevant is decided by the positions in the index ([`Search::ranked`]). What was tried
//! and measured stands in `archive/phrase.rs`.

mod absent;
mod alternatives;
mod build;
mod changes;
mod checked;
mod copies;
mod counts;
mod error;
mod files;
mod hits;
mod ids;
mod index_dir;
mod manifest;
mod marks;
mod matcher;
mod order;
mod panic_guard;
mod parallel;
mod parts;
mod phrase;
mod plan;
mod rank;
mod schema;
mod search;
mod shard;
mod sibling;
mod similar;
mod sketches;
mod sorted;
mod update;
mod write;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use self::files::Files;
use self::manifest::Manifest;
use self::order::Order;
use self::panic_guard::guarded;
use self::schema::Place;
use self::shard::Shard;
use crate::article::Article;
use crate::store::{Changed, Problem, Reading, Site, Stand};

pub use absent::{Absence, Absent, Look, Present, without_reports};
pub use error::Error;
pub use index_dir::{IndexDir, Status, Update, are_large, is_about_place};
pub use marks::Marks;
pub use panic_guard::{is_guarded, silence_damage};
pub use search::Search;

/// How far the making of an index is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Files are read for the first time, in bytes.
    Reading {
        /// What is done.
        done: u64,
        /// All there is to do.
        of: u64,
    },
    /// Reports are indexed.
    Indexing {
        /// How many are done.
        done: u64,
        /// How many there are.
        of: u64,
    },
}

/// Watches the making of an index.
pub trait Watch: Sync {
    /// Is told how far it is, often.
    fn progress(&self, progress: Progress);

    /// Is given what is indexed, when there is more.
    fn grown(&self, archive: Archive);

    /// Is told that the index in a directory is damaged, before it is made again.
    fn damaged(&self, _directory: &Path) {}

    /// Returns whether it is to be left.
    fn is_stopped(&self) -> bool;
}

/// What is indexed at one moment.
#[derive(Debug)]
pub struct Archive {
    /// Tells it from what was indexed before.
    stamp: u64,
    /// The shards' names.
    names: Vec<String>,
    shards: Vec<Arc<Shard>>,
    /// The number of each shard's first report.
    bases: Vec<u32>,
    files: Files,
    order: Order,
    problems: Vec<Problem>,
    is_whole: bool,
}

impl Archive {
    /// Opens what a manifest names; shards that are open already are used again.
    fn open(
        directory: &Path,
        manifest: &Manifest,
        reading: &Reading,
        known: &[(String, Arc<Shard>)],
    ) -> Result<Self, Error> {
        let open = || Self::open_unguarded(directory, manifest, reading, known);
        guarded(open).map_err(Error::of_index)
    }

    /// Asks an index: whatever is not as it was written makes it an error, and so is every question behind it.
    fn ask<T>(&self, work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
        let answer = guarded(work).map_err(Error::of_index)?;
        if self.is_damaged() {
            return Err(Error::Damaged);
        }
        Ok(answer)
    }

    /// Returns whether something was read of the index that is not as it was written. No answer is made of it.
    pub fn is_damaged(&self) -> bool {
        self.shards.iter().any(|shard| shard.is_damaged())
    }

    fn open_unguarded(
        directory: &Path,
        manifest: &Manifest,
        reading: &Reading,
        known: &[(String, Arc<Shard>)],
    ) -> Result<Self, Error> {
        let mut shards = Vec::new();
        let mut bases = Vec::new();
        let mut base: u32 = 0;
        for entry in &manifest.shards {
            let open = known.iter().find(|(name, _)| *name == entry.name);
            let shard = match open {
                Some((_, shard)) => shard.clone(),
                None => entry.open(directory)?,
            };
            bases.push(base);
            base = base.checked_add(shard.len()).ok_or(Error::Damaged)?;
            shards.push(shard);
        }
        let order = match &manifest.order {
            Some(order) => order.open(directory, base)?,
            None => Order::Same(base),
        };
        Ok(Self {
            stamp: manifest.next,
            names: manifest
                .shards
                .iter()
                .map(|entry| entry.name.clone())
                .collect(),
            shards,
            bases,
            files: Files::new(manifest.files.clone(), reading),
            order,
            problems: manifest.problems.clone(),
            is_whole: manifest.is_whole(),
        })
    }

    /// Returns how many rows there are.
    pub fn len(&self) -> usize {
        self.order.len() as usize
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns whether everything in the files is indexed, as far as they were read.
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// Returns what was wrong in the files, as far as it is kept.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Reads the article in a row.
    ///
    /// # Errors
    ///
    /// When its file does not hold it any more.
    pub fn article(&self, row: usize) -> Result<Article, Changed> {
        let read = guarded(|| {
            let (shard, doc) = self.placed(row).ok_or(Error::Changed(None))?;
            self.files.article(&shard.place(doc))
        });
        read.map_err(|_| Changed)
    }

    /// Returns where the record of the article in a row stands.
    ///
    /// # Errors
    ///
    /// When its file does not hold it any more.
    pub fn stand(&self, row: usize) -> Result<Stand, Changed> {
        let found = guarded(|| {
            let (shard, doc) = self.placed(row).ok_or(Error::Changed(None))?;
            self.files.stand(&shard.place(doc))
        });
        found.map_err(|_| Changed)
    }

    /// Returns where the article in a row stands in its file.
    pub fn site(&self, row: usize) -> Option<Site> {
        let site = || {
            let (shard, doc) = self.placed(row).ok_or(Error::Damaged)?;
            Ok(self.files.site(&shard.place(doc)))
        };
        guarded(site).ok().flatten()
    }

    /// Returns whether nothing was indexed since `other` was opened.
    pub fn is_as(&self, other: &Self) -> bool {
        self.stamp == other.stamp && self.names == other.names
    }

    /// Returns whether every report that `other` has stands in the same row here.
    pub fn extends(&self, other: &Self) -> bool {
        let in_order = |archive: &Self| matches!(archive.order, Order::Same(_));
        let grown = in_order(self) && in_order(other) && self.names.starts_with(&other.names);
        grown || self.is_as(other)
    }

    /// Returns the row of the article with an id.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn row_of(&self, id: &str) -> Result<Option<usize>, Error> {
        self.ask(|| {
            for (shard, base) in self.shards.iter().zip(&self.bases) {
                let row = shard.find(id)?.and_then(|doc| self.order.row(base + doc));
                if let Some(row) = row {
                    return Ok(Some(row as usize));
                }
            }
            Ok(None)
        })
    }

    /// Returns the first row of which `holds` holds for the id. This looks through all ids.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn row_where(&self, holds: &dyn Fn(&str) -> bool) -> Result<Option<usize>, Error> {
        self.ask(|| {
            let mut first = None;
            for (shard, base) in self.shards.iter().zip(&self.bases) {
                for doc in shard.find_where(holds)? {
                    let row = self.order.row(base + doc);
                    first = first.into_iter().chain(row).min();
                }
            }
            Ok(first.map(|row: u32| row as usize))
        })
    }

    /// Returns how many reports have a number behind their id, for it is another's.
    pub fn clashes(&self) -> usize {
        let clashes = self.shards.iter().zip(&self.bases).map(|(shard, base)| {
            let numbered = shard.numbered();
            numbered
                .filter(|doc| self.order.row(base + doc).is_some())
                .count()
        });
        guarded(|| Ok(clashes.sum())).unwrap_or(0)
    }

    /// Returns the first row of an earlier day than `day`, a key as of
    /// [`Published::day`](crate::article::Published::day); those without a day are last.
    pub fn row_before(&self, day: u32) -> usize {
        let (mut low, mut high) = (0, self.order.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if self.day(middle as usize) >= day {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low as usize
    }

    /// Returns the day of a row as a key; 0 for none.
    pub fn day(&self, row: usize) -> u32 {
        let day = || Ok(self.placed(row).map_or(0, |(shard, doc)| shard.day(doc)));
        guarded(day).unwrap_or(0)
    }

    /// Returns whether every file of the index is as it was written. This reads them all.
    pub fn is_sound(&self) -> bool {
        let next = AtomicUsize::new(0);
        let are_whole = || loop {
            match self.shards.get(next.fetch_add(1, Ordering::Relaxed)) {
                None => return true,
                Some(shard) if shard.is_whole() => {}
                Some(_) => return false,
            }
        };
        thread::scope(|scope| {
            let others: Vec<_> = (1..threads()).map(|_| scope.spawn(are_whole)).collect();
            let all = are_whole();
            let mut others = others.into_iter();
            all & others.all(|other| other.join().unwrap_or(false))
        })
    }

    /// Finds the shard of a row, and the report in it.
    fn placed(&self, row: usize) -> Option<(&Shard, u32)> {
        self.numbered(self.order.report(u32::try_from(row).ok()?)?)
    }

    /// Returns where a report is.
    fn place(&self, report: u32) -> Option<Place> {
        let (shard, doc) = self.numbered(report)?;
        Some(shard.place(doc))
    }

    /// Finds the shard of a report, and the report in it.
    fn numbered(&self, report: u32) -> Option<(&Shard, u32)> {
        let at = self.bases.partition_point(|base| *base <= report) - 1;
        Some((self.shards.get(at)?, report - self.bases.get(at)?))
    }
}

/// How many threads work at the same time.
fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}
