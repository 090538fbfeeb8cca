//! The first reading of files: which reports there are, where they stand, and in which order.
//!
//! Files are read block by block on every processor. Then everything is known that the order and the ids
//! of the reports depend on, so that the shards can be written newest first, and the list of an archive
//! that is being indexed only grows at its end.

use std::collections::HashSet;
use std::io;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::thread;

use super::fields::Place;
use super::manifest::MOST_PROBLEMS;
use super::{Progress, Watch, threads};
use crate::article::Article;
use crate::lang::Bilingual;
use crate::store::{Block, Key, Piece, Problem, Shared, Spot, Taken, Volume};

/// A report that is to be indexed.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// Its place in the order.
    pub(super) key: Key,
    /// Where it stands.
    pub(super) place: Place,
}

/// What of a file is to be read.
#[derive(Debug)]
pub(super) struct Part {
    /// The file's number.
    pub(super) file: u32,
    /// Its place among those that were located.
    pub(super) at: usize,
    pub(super) volume: Volume,
    /// The first byte.
    pub(super) from: u64,
    /// How many line breaks there are before it.
    pub(super) lines: usize,
}

/// What was found in a part.
#[derive(Debug, Default)]
pub(super) struct Read {
    /// Up to which byte it was read.
    pub(super) end: u64,
    /// How many line breaks there are before that.
    pub(super) lines: usize,
    /// All that was read.
    pub(super) pieces: Vec<Piece>,
    /// What stands before the articles of each edition.
    pub(super) heads: Vec<String>,
}

/// What was found in all parts.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// The reports in their order.
    pub(super) entries: Vec<Entry>,
    /// What was found in each part.
    pub(super) parts: Vec<Read>,
    /// What is wrong, as far as it is kept.
    pub(super) problems: Vec<Problem>,
}

/// A block of a part.
#[derive(Clone, Copy, Debug)]
struct Job {
    part: usize,
    from: u64,
    to: u64,
}

/// A block that was read, its articles without their texts.
#[derive(Debug, Default)]
struct Done {
    entries: Vec<(Key, Spot, String)>,
    problems: Vec<Problem>,
    heads: Vec<String>,
    lines: usize,
    end: u64,
    pieces: Vec<Piece>,
}

/// Reads parts of files, which come in the order of the files; `taken` are the ids of reports that are
/// indexed already.
///
/// # Errors
///
/// When a file cannot be read, or the watch stops it.
pub(super) fn plan(
    parts: &[Part],
    is_taken: &dyn Fn(&str) -> bool,
    watch: &dyn Watch,
) -> io::Result<Plan> {
    let jobs = jobs(parts);
    let done = read_all(parts, &jobs, watch)?;
    let mut plan = Plan::default();
    plan.parts.extend(parts.iter().map(|part| Read {
        end: part.from,
        lines: part.lines,
        ..Read::default()
    }));
    let mut ids = Ids::default();
    for (job, mut done) in jobs.iter().zip(done) {
        let (Some(part), Some(read)) = (parts.get(job.part), plan.parts.get_mut(job.part)) else {
            continue;
        };
        for problem in &mut done.problems {
            problem.line += read.lines;
        }
        let left = MOST_PROBLEMS.saturating_sub(plan.problems.len());
        plan.problems.extend(done.problems.into_iter().take(left));
        read.lines += done.lines;
        read.end = read.end.max(done.end);
        read.heads.extend(done.heads);
        read.pieces.extend(done.pieces);
        for (key, spot, id) in done.entries {
            let place = Place {
                file: part.file,
                spot,
                number: 0,
            };
            ids.take(id, plan.entries.len(), is_taken);
            plan.entries.push(Entry { key, place });
        }
    }
    ids.settle(&mut plan.entries, is_taken);
    // The sort is stable: what is last in the order is the files' own.
    plan.entries.sort_by(|a, b| a.key.cmp(&b.key));
    Ok(plan)
}

fn jobs(parts: &[Part]) -> Vec<Job> {
    let mut jobs = Vec::new();
    for (part, Part { volume, from, .. }) in parts.iter().enumerate() {
        let blocks = volume.blocks(*from);
        for pair in blocks.windows(2) {
            if let &[from, to] = pair {
                jobs.push(Job { part, from, to });
            }
        }
    }
    jobs
}

fn thread_failed() -> io::Error {
    let (english, chinese) = ("a reading thread failed; try again", "读取线程出错；请再试");
    io::Error::other(Bilingual::new(english, chinese))
}

/// Does every job; some at the same time.
fn read_all(parts: &[Part], jobs: &[Job], watch: &dyn Watch) -> io::Result<Vec<Done>> {
    let all: u64 = jobs.iter().map(|job| job.to - job.from).sum();
    let (next, bytes) = (AtomicUsize::new(0), AtomicU64::new(0));
    let shared = Mutex::new(Shared::default());
    let done = Mutex::new(jobs.iter().map(|_| Done::default()).collect::<Vec<_>>());
    let work = || -> io::Result<()> {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(job) = jobs.get(at) else {
                return Ok(());
            };
            if watch.is_stopped() {
                return Err(io::ErrorKind::Interrupted.into());
            }
            let Some(part) = parts.get(job.part) else {
                continue;
            };
            let block = part.volume.block(job.from, job.to)?;
            let read = bare(block, &shared);
            if let Ok(mut done) = done.lock()
                && let Some(place) = done.get_mut(at)
            {
                *place = read;
            }
            let now = bytes.fetch_add(job.to - job.from, Ordering::Relaxed) + job.to - job.from;
            watch.progress(Progress::Reading { done: now, of: all });
        }
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads()).map(|_| scope.spawn(work)).collect();
        let failed = |worker: thread::ScopedJoinHandle<'_, io::Result<()>>| {
            worker.join().unwrap_or_else(|_| Err(thread_failed()))
        };
        workers.into_iter().try_for_each(failed)
    })?;
    Ok(done.into_inner().unwrap_or_default())
}

/// Keeps of a block what the order and the ids depend on.
fn bare(block: Block, shared: &Mutex<Shared>) -> Done {
    let Block {
        articles,
        problems,
        heads,
        lines,
        end,
        pieces,
    } = block;
    let mut shared = shared
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    let entry = |(article, spot): (Article, Spot)| {
        let key = Key::of(&article, &mut shared);
        let id = if article.id.is_empty() {
            crate::store::made_id(&article)
        } else {
            article.id
        };
        (key, spot, id)
    };
    Done {
        entries: articles.into_iter().map(entry).collect(),
        problems,
        heads,
        lines,
        end,
        pieces,
    }
}

/// The ids of reports in the order of the files. Of those that are equal the first keeps it.
#[derive(Debug, Default)]
struct Ids {
    taken: Taken,
    clashes: Vec<(usize, String)>,
}

impl Ids {
    fn take(&mut self, id: String, entry: usize, is_taken: &dyn Fn(&str) -> bool) {
        if !self.taken.insert(&id) || is_taken(&id) {
            self.clashes.push((entry, id));
        }
    }

    fn settle(mut self, entries: &mut [Entry], is_taken: &dyn Fn(&str) -> bool) {
        let mut given = HashSet::new();
        for (entry, id) in self.clashes {
            let number = loop {
                let number = self.taken.number(&id);
                let id = crate::store::numbered_id(&id, number);
                if !is_taken(&id) && given.insert(id) {
                    break number;
                }
            };
            if let Some(entry) = entries.get_mut(entry) {
                entry.place.number = number;
            }
        }
    }
}
