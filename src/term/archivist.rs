//! Threads that read: the whole store, or the archive that a large one is, which is indexed meanwhile.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::Event;
use crate::app::Msg;
use crate::app::shelf::Fetched;
use crate::archive::{self, Archive, Cabinet, Error, Watch};
use crate::store::{self, Changed, Reading, Source};

/// How often the reader is told how far the indexing is.
const OFTEN: Duration = Duration::from_millis(250);

/// Reads the articles on a thread of its own: all of them, or what an archive of them has, while what is
/// not yet indexed is. Whenever `asks` gives something, files are looked at again.
pub(super) fn load(
    sources: Vec<Source>,
    reading: Reading,
    sender: Sender<Event>,
    asks: Receiver<()>,
) {
    thread::spawn(move || {
        let Some(cabinet) = Cabinet::wanted(&sources, &reading) else {
            let _ = sender.send(Event::Loaded(store::read(&sources, &reading)));
            return;
        };
        let watcher = Watcher {
            sender,
            told: Mutex::new(None),
        };
        if let Some(archive) = cabinet.archive() {
            watcher.grown(archive);
        }
        let Err(error) = keep(&cabinet, &watcher, &asks) else {
            return;
        };
        if archive::is_about_place(&error)
            && let Ok(directory) = tempfile::tempdir()
            && let Some(cabinet) = Cabinet::within(directory.path(), &sources, &reading)
            && keep(&cabinet, &watcher, &asks).is_ok()
        {
            return;
        }
        watcher.failed(&error);
        let _ = watcher
            .sender
            .send(Event::Loaded(store::read(&sources, &reading)));
    });
}

/// Indexes what is not yet, and again whenever it is asked to, since a report was not found where it was
/// indexed. An index that is damaged is made anew, and so is one of files that were changed without a
/// trace. What the reader is shown before all of an index has been looked through may be too much or too
/// little, where it is damaged, but never other than a file has it.
fn keep(cabinet: &Cabinet, watcher: &Watcher, asks: &Receiver<()>) -> Result<(), Error> {
    let mut archive = cabinet.update(false, watcher)?;
    let mut is_checked = false;
    loop {
        let before = Arc::new(archive);
        watcher.done(before.clone());
        if !is_checked && !before.is_sound() {
            // Another program may have replaced it meanwhile: that is no damage.
            archive = cabinet.update(false, watcher)?;
            if archive.is_as(&before) {
                archive = cabinet.update(true, watcher)?;
                is_checked = true;
            }
            continue;
        }
        // What is written from now on is as it was written.
        is_checked = true;
        if asks.recv().is_err() {
            return Ok(());
        }
        // One answer is enough for all that was asked meanwhile.
        while asks.try_recv().is_ok() {}
        archive = cabinet.update(false, watcher)?;
        if archive.is_as(&before) {
            archive = cabinet.update(true, watcher)?;
        }
    }
}

/// Tells the reader what is indexed, and how far.
struct Watcher {
    sender: Sender<Event>,
    /// When it was last told how far.
    told: Mutex<Option<Instant>>,
}

impl Watcher {
    fn done(&self, archive: Arc<Archive>) {
        let _ = self.sender.send(Event::Archived(archive));
        self.tell(Msg::Indexing(None));
    }

    fn failed(&self, error: &Error) {
        self.tell(Msg::Indexing(None));
        self.tell(Msg::NotIndexed(error.to_string()));
    }

    fn tell(&self, msg: Msg) {
        // Without a reader there is nobody to tell.
        let _ = self.sender.send(Event::Msg(msg));
    }
}

impl Watch for Watcher {
    fn progress(&self, progress: archive::Progress) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if told.is_none_or(|told| told.elapsed() >= OFTEN) {
            *told = Some(Instant::now());
            self.tell(Msg::Indexing(Some(progress)));
        }
    }

    fn grown(&self, archive: Archive) {
        let _ = self.sender.send(Event::Archived(Arc::new(archive)));
    }

    fn is_stopped(&self) -> bool {
        false
    }
}

/// The thread that reads articles of an archive.
pub(super) struct Fetcher {
    jobs: Sender<Job>,
    newest: Arc<AtomicU64>,
}

struct Job {
    number: u64,
    version: u64,
    archive: Arc<Archive>,
    indexes: Vec<usize>,
}

impl Fetcher {
    /// Starts the thread; it answers to `sender`.
    pub(super) fn new(sender: Sender<Event>) -> Self {
        let (jobs, received) = channel::<Job>();
        let newest = Arc::<AtomicU64>::default();
        let known = newest.clone();
        thread::spawn(move || {
            while let Ok(job) = received.recv() {
                let fetched = fetch(&job, &known);
                let msg = Msg::Fetched(Fetched {
                    version: job.version,
                    asked: job.indexes,
                    articles: fetched,
                });
                if sender.send(Event::Msg(msg)).is_err() {
                    return;
                }
            }
        });
        Self { jobs, newest }
    }

    /// Reads articles; what was asked for before and is not yet read may be left.
    pub(super) fn fetch(&self, version: u64, archive: Arc<Archive>, indexes: Vec<usize>) {
        let number = self.newest.fetch_add(1, Ordering::Relaxed) + 1;
        // The thread lives as long as this handle.
        let _ = self.jobs.send(Job {
            number,
            version,
            archive,
            indexes,
        });
    }
}

type Article = (usize, Result<Arc<crate::article::Article>, Changed>);

/// Reads the articles of a job. Once there is a newer one the others are left: they are asked for again
/// where they are still wanted.
fn fetch(job: &Job, newest: &AtomicU64) -> Vec<Article> {
    let mut articles = Vec::new();
    for &index in &job.indexes {
        if newest.load(Ordering::Relaxed) != job.number && !articles.is_empty() {
            break;
        }
        articles.push((index, job.archive.article(index).map(Arc::new)));
    }
    articles
}
