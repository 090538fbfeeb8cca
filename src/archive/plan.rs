//! The first reading of files: which reports there are, where they stand, and in which order.
//!
//! Files are read in parts on every processor. Then everything is known that the order and the ids
//! of the reports depend on, so that the shards can be written newest first, and the list of an archive
//! that is being indexed only grows at its end. There may be millions of reports: each costs some sixty
//! bytes. There may be more files than can be open: a file is open while a part of it is read.

use std::collections::HashMap;
use std::io;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::manifest::{FileEntry, MOST_PROBLEMS};
use super::schema::Place;
use super::{Error, Progress, Watch, parallel};
use crate::article::Article;
use crate::store::{
    Block, Key, Located, Names, Piece, Problem, Reading, Shared, Snapshot, Spot, Taken, Volume,
};

/// A report that is to be indexed.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// Its place in the order.
    pub(super) key: Key,
    /// Where it stands.
    pub(super) place: Place,
}

/// What is to be read of files, in their order.
#[derive(Debug)]
pub(super) struct Parts<'a> {
    located: &'a [Located],
    names: Arc<Names>,
    pub(super) all: Vec<Part>,
}

/// What of a file is to be read.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// The file's number.
    pub(super) file: u32,
    /// Its place among those that were located.
    pub(super) at: usize,
    /// What it was like when it was opened.
    pub(super) snapshot: Snapshot,
    /// The first byte.
    pub(super) from: u64,
    /// How many line breaks there are before it.
    pub(super) lines: usize,
    /// How many editions there are before it.
    pub(super) editions: u32,
}

impl Part {
    /// All of a file, which has no number yet.
    pub(super) fn whole(at: usize, snapshot: Snapshot) -> Self {
        Self {
            file: 0,
            at,
            snapshot,
            from: 0,
            lines: 0,
            editions: 0,
        }
    }
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

impl<'a> Parts<'a> {
    /// Takes the files that are located, nothing of which is to be read yet.
    pub(super) fn new(located: &'a [Located], reading: &Reading) -> Self {
        Self {
            located,
            names: Names::of(reading),
            all: Vec::new(),
        }
    }

    /// Opens every file to be read whole, numbered in their order; tells of those that cannot be.
    ///
    /// # Errors
    ///
    /// When the watch stops it.
    pub(super) fn open_all(&mut self, watch: &dyn Watch) -> Result<Vec<Problem>, Error> {
        let places: Vec<usize> = (0..self.located.len()).collect();
        let opened = parallel::map(&places, |at| {
            if watch.is_stopped() {
                return Err(Error::Stopped);
            }
            Ok(self.snapshot(*at))
        })?;
        let mut problems = Vec::new();
        for ((at, snapshot), located) in opened.into_iter().enumerate().zip(self.located) {
            match snapshot {
                Ok(snapshot) => self.all.push(Part {
                    file: self.all.len() as u32,
                    ..Part::whole(at, snapshot)
                }),
                Err(error) => problems.push(crate::store::unreadable(&located.name, &error)),
            }
        }
        Ok(problems)
    }

    /// Looks at the file that was located at a place.
    ///
    /// # Errors
    ///
    /// When it cannot be opened or read.
    pub(super) fn snapshot(&self, at: usize) -> io::Result<Snapshot> {
        let Located { name, path } = self.located.get(at).ok_or(io::ErrorKind::NotFound)?;
        Volume::open(name, path, &self.names)?.snapshot()
    }

    /// Describes the files that were read.
    pub(super) fn entries(&self, read: Vec<Read>) -> Vec<FileEntry> {
        let entry = |(part, read): (&Part, Read)| {
            let Located { name, path } = self.located.get(part.at)?;
            Some(FileEntry {
                name: name.clone(),
                path: path.clone(),
                form: part.snapshot.form,
                shape: (*part.snapshot.shape).clone(),
                state: part.snapshot.state,
                read: read.end,
                lines: read.lines,
                pieces: read.pieces,
                heads: read.heads,
                gone: false,
            })
        };
        self.all.iter().zip(read).filter_map(entry).collect()
    }

    fn open(&self, part: &Part) -> io::Result<Volume> {
        let located = self.located.get(part.at);
        let Located { name, path } = located.ok_or(io::ErrorKind::NotFound)?;
        Volume::open_again(name, path, &self.names, &part.snapshot)
    }

    fn jobs(&self) -> Vec<Job> {
        let mut jobs = Vec::new();
        for (part, Part { snapshot, from, .. }) in self.all.iter().enumerate() {
            for pair in snapshot.blocks(*from).windows(2) {
                if let &[from, to] = pair {
                    jobs.push(Job { part, from, to });
                }
            }
        }
        jobs
    }
}

/// Reads parts of files; `taken` are the ids of reports that are indexed already.
///
/// # Errors
///
/// When a file cannot be read, or the watch stops it.
pub(super) fn plan(
    parts: &Parts,
    is_taken: &(dyn Fn(&str) -> bool + Sync),
    watch: &dyn Watch,
) -> io::Result<Plan> {
    let jobs = parts.jobs();
    let mut planning = Planning::new(&parts.all, is_taken);
    let all: u64 = jobs.iter().map(|job| job.to - job.from).sum();
    let bytes = AtomicU64::new(0);
    let shared = Mutex::new(Shared::default());
    let read = |job: &Job, give: &mut dyn FnMut(Done)| -> io::Result<()> {
        let Some(part) = parts.all.get(job.part) else {
            return Ok(());
        };
        let mut at = job.from;
        let mut go_to = |to: u64| {
            let size = to.clamp(at, job.to.max(at)) - at;
            at += size;
            let done = bytes.fetch_add(size, Ordering::Relaxed) + size;
            watch.progress(Progress::Reading { done, of: all });
        };
        parts
            .open(part)?
            .each_block(job.from, job.to, &mut |block| {
                go_to(block.end);
                give(bare(block, &shared));
                if watch.is_stopped() {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            })?;
        go_to(job.to);
        if watch.is_stopped() {
            return Err(io::ErrorKind::Interrupted.into());
        }
        Ok(())
    };
    parallel::in_order(&jobs, read, |at, done| {
        if let Some(job) = jobs.get(at) {
            planning.take(job, done);
        }
    })?;
    Ok(planning.end())
}

/// Keeps of a block what the order and the ids depend on.
fn bare(block: Block, shared: &Mutex<Shared>) -> Done {
    let Block {
        mut articles,
        mut problems,
        heads,
        lines,
        end,
        pieces,
    } = block;
    for (article, _) in &mut articles {
        if article.id.is_empty() {
            article.id = crate::store::made_id(article);
        }
    }
    problems.truncate(MOST_PROBLEMS);
    problems.shrink_to_fit();
    let mut shared = shared.lock().unwrap_or_else(PoisonError::into_inner);
    let entry = |(article, spot): (Article, Spot)| {
        let key = Key::of(&article, &mut shared);
        (key, spot, article.id)
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

/// A plan that is being made.
struct Planning<'a> {
    parts: &'a [Part],
    plan: Plan,
    ids: Ids<'a>,
    /// The job of which something was taken last, and how many editions its file has before it.
    job: Option<Job>,
    editions: u32,
}

impl<'a> Planning<'a> {
    fn new(parts: &'a [Part], is_taken: &'a (dyn Fn(&str) -> bool + Sync)) -> Self {
        let begun = |part: &Part| Read {
            end: part.from,
            lines: part.lines,
            ..Read::default()
        };
        Self {
            parts,
            plan: Plan {
                parts: parts.iter().map(begun).collect(),
                ..Plan::default()
            },
            ids: Ids {
                is_taken,
                taken: Taken::default(),
                clashes: Vec::new(),
                clashing: Vec::new(),
                known: HashMap::new(),
            },
            job: None,
            editions: 0,
        }
    }

    /// Takes what was read in a job, behind what was taken before.
    fn take(&mut self, job: &Job, done: Done) {
        let plan = &mut self.plan;
        let (Some(part), Some(read)) = (self.parts.get(job.part), plan.parts.get_mut(job.part))
        else {
            return;
        };
        if self.job != Some(*job) {
            self.job = Some(*job);
            self.editions = part.editions + read.heads.len() as u32;
        }
        let left = MOST_PROBLEMS.saturating_sub(plan.problems.len());
        for mut problem in done.problems.into_iter().take(left) {
            problem.line += read.lines;
            plan.problems.push(problem);
        }
        read.lines += done.lines;
        read.end = read.end.max(done.end);
        read.heads.extend(done.heads);
        read.pieces.extend(done.pieces);
        for (key, mut spot, id) in done.entries {
            if spot.edition > 0 {
                spot.edition += self.editions;
            }
            let place = Place {
                file: part.file,
                spot,
                number: 0,
            };
            self.ids.take(id, plan.entries.len());
            plan.entries.push(Entry { key, place });
        }
    }

    fn end(mut self) -> Plan {
        self.ids.settle(&mut self.plan.entries);
        let parts = self.parts.iter().map(|part| part.file).zip(0..);
        let ranks: HashMap<u32, usize> = parts.collect();
        // What is last in the order is the files' own. A stable sort would do without their places, and needs
        // half as much memory again.
        let place = |entry: &Entry| (ranks.get(&entry.place.file), entry.place.spot.at);
        let order = |a: &Entry, b: &Entry| a.key.cmp(&b.key).then_with(|| place(a).cmp(&place(b)));
        self.plan.entries.sort_unstable_by(order);
        self.plan
    }
}

/// The ids of reports in the order of the files. Of those that are equal the first keeps it.
struct Ids<'a> {
    is_taken: &'a (dyn Fn(&str) -> bool + Sync),
    taken: Taken,
    /// The reports whose id is another's, each with the index of its id among those that clash.
    clashes: Vec<(u32, u32)>,
    clashing: Vec<Arc<str>>,
    /// The indexes of the ids that clash.
    known: HashMap<Arc<str>, u32>,
}

impl Ids<'_> {
    fn take(&mut self, id: String, entry: usize) {
        if self.taken.insert(&id) && !(self.is_taken)(&id) {
            return;
        }
        let known = self.known.get(id.as_str()).copied();
        let index = known.unwrap_or_else(|| {
            let (id, index) = (Arc::<str>::from(id), self.clashing.len() as u32);
            self.clashing.push(id.clone());
            self.known.insert(id, index);
            index
        });
        self.clashes.push((entry as u32, index));
    }

    fn settle(mut self, entries: &mut [Entry]) {
        for (entry, id) in self.clashes {
            let Some(id) = self.clashing.get(id as usize) else {
                continue;
            };
            let number = loop {
                let number = self.taken.number(id);
                if !(self.is_taken)(&crate::store::numbered_id(id, number)) {
                    break number;
                }
            };
            if let Some(entry) = entries.get_mut(entry as usize) {
                entry.place.number = number;
            }
        }
    }
}
