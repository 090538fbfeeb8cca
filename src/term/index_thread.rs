//! Threads that read: the whole store, or the archive that a large one is, which is indexed meanwhile.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::Event;
use super::load_events::LoadEvent;
use super::remote_thread::{self, Connecting};
use super::source_watch;
use super::waiting::{Ask, Cause, Tell, Waited, Waiting, all_asked};
use crate::app::Msg;
use crate::archive::{self, Absent, Archive, Error, IndexDir, Update, Watch};
use crate::corpus::{self, Corpus, Held, Holdings as _, Indexed, Remote};
use crate::lang::Say as _;
use crate::place::Scratch;
use crate::remote::{Access, Address};
use crate::store::{self, Collection, Reading, Source};

/// How often the reader is told how far the indexing is.
const OFTEN: Duration = Duration::from_millis(250);

/// How long files may settle that were just written.
const MOMENT: Duration = Duration::from_millis(50);

/// A store of so many bytes is read before anybody sees that the screen is empty.
const QUICK: u64 = 1 << 20;

/// The thread that reads the articles: all of them, or what an archive of them has, while what is not yet
/// indexed is.
pub(super) struct IndexThread {
    asks: Sender<Ask>,
    state: Arc<State>,
    thread: Option<JoinHandle<()>>,
}

/// What the thread and who started it tell each other.
#[derive(Debug, Default)]
struct State {
    /// Whether the reader has ended.
    is_stopped: AtomicBool,
    /// Whether the index is in a place that is to be cleared.
    is_temporary: AtomicBool,
    /// The sources that are to be read in the place of those that are.
    next: Mutex<Option<Arc<[Source]>>>,
}

impl State {
    fn next(&self) -> MutexGuard<'_, Option<Arc<[Source]>>> {
        self.next.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_stopped(&self) -> bool {
        self.is_stopped.load(Ordering::Relaxed)
    }

    /// Whether what is being read is wanted no more.
    fn is_over(&self) -> bool {
        self.is_stopped() || self.next().is_some()
    }
}

/// What the thread has.
struct Worker {
    sender: Sender<Event>,
    reading: Reading,
    access: Access,
    state: Arc<State>,
    asks: Sender<Ask>,
    asked: Receiver<Ask>,
}

impl Worker {
    /// Reads sources, and those that take their place, until the reader ends.
    fn work(self, mut sources: Arc<[Source]>) {
        loop {
            {
                let mut next = self.state.next();
                // What was asked is asked of sources that are read no more.
                self.asked.try_iter().for_each(drop);
                sources = next.take().unwrap_or(sources);
            }
            if self.state.is_stopped() {
                return;
            }
            let watcher = Watcher {
                sender: self.sender.clone(),
                sources: sources.clone(),
                reading: self.reading.clone(),
                access: self.access.clone(),
                state: self.state.clone(),
                told: Mutex::new(None),
                shown: Mutex::default(),
            };
            let _watch = source_watch::watch(&sources, self.asks.clone());
            load(&watcher, &self.asked);
            while !self.state.is_over() {
                if self.asked.recv().is_err() {
                    return;
                }
            }
        }
    }
}

impl IndexThread {
    /// Starts the thread; it answers to `sender`.
    pub(super) fn new(
        sources: Vec<Source>,
        reading: Reading,
        access: Access,
        sender: Sender<Event>,
    ) -> Self {
        let (asks, asked) = channel();
        let state = Arc::<State>::default();
        let worker = Worker {
            sender,
            reading,
            access,
            state: state.clone(),
            asks: asks.clone(),
            asked,
        };
        let thread = thread::spawn(move || worker.work(sources.into()));
        Self {
            asks,
            state,
            thread: Some(thread),
        }
    }

    /// Goes on with other sources.
    pub(super) fn read(&self, sources: Vec<Source>) {
        let mut next = self.state.next();
        *next = Some(sources.into());
        // Under the lock, so that nobody takes them and meets this behind.
        let _ = self.asks.send(Ask::End);
    }

    /// Has the files looked at again.
    pub(super) fn look_again(&self) {
        // Without a thread that listens nothing is shown yet.
        let _ = self.asks.send(Ask::Mismatch);
    }

    /// Has it looked at whether files were written.
    pub(super) fn files_written(&self) {
        let _ = self.asks.send(Ask::Written);
    }
}

/// An index that is there for this time only is cleared away; any other may be left as it is.
impl Drop for IndexThread {
    fn drop(&mut self) {
        self.state.is_stopped.store(true, Ordering::Relaxed);
        // Who watches the files holds the channel open.
        let _ = self.asks.send(Ask::End);
        if self.state.is_temporary.load(Ordering::Relaxed)
            && let Some(thread) = self.thread.take()
        {
            // What went wrong in it has been told.
            let _ = thread.join();
        }
    }
}

fn load(watcher: &Watcher, asked: &Receiver<Ask>) {
    if watcher.address().is_some() {
        return remote_thread::keep(watcher, asked);
    }
    let (sources, reading) = (&watcher.sources, &watcher.reading);
    let Some(index_dir) = IndexDir::wanted(sources, reading) else {
        if store::size(sources) > QUICK {
            watcher.show_glimpse();
        }
        return keep_held(watcher, asked);
    };
    let began = if let Ok(Some(archive)) = index_dir.archive() {
        let present = index_dir.present(&archive);
        watcher.grown(archive);
        Some(present).filter(|present| present.look().absent.is_empty())
    } else if watcher.show_beginning() {
        index_dir.all_present()
    } else {
        None
    };
    let mut waiting = Waiting::new(began, watcher, asked);
    let kept = keep(&index_dir, &mut waiting).or_else(|error| {
        if archive::is_about_place(&error) {
            keep_for_now(&mut waiting)
        } else {
            Err(error)
        }
    });
    if let Err(error) = kept
        && !watcher.is_stopped()
    {
        watcher.failed(&error);
        keep_held(watcher, asked);
    }
}

/// Reads all reports, and again whenever their files have changed.
fn keep_held(watcher: &Watcher, asked: &Receiver<Ask>) {
    let mut told = Vec::new();
    loop {
        let before = source_watch::states(&watcher.sources);
        let begun = Instant::now();
        let absent = watcher.hold(store::read(&watcher.sources, &watcher.reading));
        if absent != told {
            watcher.tell(Msg::Absent(absent.clone()));
            told = absent;
        }
        // Who writes on and on is not read on and on.
        let pause = (begun.elapsed() * 2).max(MOMENT);
        loop {
            let first = asked.recv().unwrap_or(Ask::End);
            if first == Ask::Written {
                thread::sleep(pause);
            }
            match all_asked(asked, first) {
                Ask::End => return,
                // What is corrected stands beside the files.
                Ask::Mismatch => break,
                Ask::Written if source_watch::states(&watcher.sources) != before => break,
                Ask::Written => {}
            }
        }
    }
}

/// Indexes in a place that is cleared when the reader ends.
fn keep_for_now(waiting: &mut Waiting<Watcher>) -> Result<(), Error> {
    let directory = Scratch::new()?;
    let watcher = waiting.watcher;
    watcher.state.is_temporary.store(true, Ordering::Relaxed);
    let index_dir = IndexDir::within(directory.path(), &watcher.sources, &watcher.reading);
    index_dir.map_or(Ok(()), |index_dir| keep(&index_dir, waiting))
}

/// Indexes what is not yet, and again whenever it is asked to, since a report was not found where it was
/// indexed. An index that is damaged is made again, whether that shows when it is looked through or when a
/// question meets it first; no answer is made of what is damaged. Files that are gone for the time being are
/// waited for.
fn keep(index_dir: &IndexDir, waiting: &mut Waiting<Watcher>) -> Result<(), Error> {
    let watcher = waiting.watcher;
    let Some(mut archive) = open(index_dir, waiting)? else {
        return Ok(());
    };
    let mut present = waiting.present(index_dir, &archive);
    watcher.done(archive.clone());
    let mut cause = if archive.is_sound() {
        waiting.next(&present)
    } else {
        Some(Cause::Damaged)
    };
    while let Some(why) = cause {
        let now = match (waiting.wait_for_files(&present), why) {
            (Waited::Ended, _) => break,
            (_, Cause::Damaged) => index_dir.update_and_check(Update::Changed, watcher),
            (Waited::NotAtAll, Cause::Asked) => look_again(index_dir, &archive, watcher),
            _ => index_dir.update(Update::Changed, watcher),
        };
        let is_something = now.as_ref().is_ok_and(|now| !now.is_empty());
        // Where files went while they were read what is known of them is not given up for nothing.
        if is_something || present.look().is_all_there() {
            archive = Arc::new(now?);
            present = index_dir.present(&archive).and_absent_of(&present);
            watcher.done(archive.clone());
        }
        cause = waiting.next(&present);
    }
    Ok(())
}

/// Indexes what is not yet, for the first time. Files of which something is shown already are waited for if they
/// go; `None` when the reader has ended.
fn open(
    index_dir: &IndexDir,
    waiting: &mut Waiting<Watcher>,
) -> Result<Option<Arc<Archive>>, Error> {
    loop {
        let made = index_dir.update(Update::Changed, waiting.watcher);
        let is_something = made.as_ref().is_ok_and(|made| !made.is_empty());
        if is_something || waiting.is_all_shown_there() {
            return Ok(Some(Arc::new(made?)));
        }
        match waiting.wait_for_shown() {
            Waited::Ended => return Ok(None),
            Waited::NotAtAll => return Ok(Some(Arc::new(made?))),
            Waited::Over => {}
        }
    }
}

/// Finds out why a report was not where it was indexed, from what is likely to what is not.
fn look_again(index_dir: &IndexDir, before: &Archive, watcher: &Watcher) -> Result<Archive, Error> {
    if before.is_damaged() {
        return index_dir.update_and_check(Update::Changed, watcher);
    }
    let mut archive = index_dir.update(Update::Changed, watcher)?;
    for how in [Update::Reread, Update::Rebuild] {
        if archive.is_as(before) {
            archive = index_dir.update(how, watcher)?;
        }
    }
    Ok(archive)
}

/// Tells the reader what is indexed, and how far.
pub(super) struct Watcher {
    sender: Sender<Event>,
    /// Where the reports are, and how they are read.
    sources: Arc<[Source]>,
    reading: Reading,
    /// How search engines are spoken to.
    access: Access,
    state: Arc<State>,
    /// When it was last told how far.
    told: Mutex<Option<Instant>>,
    shown: Mutex<Shown>,
}

/// What the reader was last told to show.
#[derive(Debug, Default)]
struct Shown {
    /// Whether there was any report.
    has_reports: bool,
    /// The index, if it was one.
    archive: Option<Arc<Archive>>,
}

impl Watcher {
    fn done(&self, archive: Arc<Archive>) {
        self.show(archive, true);
        self.tell(Msg::Indexing(None));
    }

    /// Has an index shown.
    fn show(&self, archive: Arc<Archive>, is_open: bool) {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        let before = shown.archive.replace(archive.clone());
        shown.has_reports = !archive.is_empty();
        self.send(Event::Loaded(LoadEvent {
            sources: self.sources.clone(),
            extends: before.is_some_and(|before| archive.extends(&before)),
            corpus: Arc::new(Indexed::new(archive, &self.sources)),
            is_open,
        }));
    }

    /// Has the beginning of the reports shown, where it can be read quickly; returns whether it is.
    fn show_beginning(&self) -> bool {
        let beginning = store::beginning(&self.sources, &self.reading);
        beginning.is_some_and(|beginning| {
            let held = Held::beginning(beginning, &self.sources, &self.reading);
            self.show_held(held, false);
            true
        })
    }

    /// Has the beginning of the reports shown while all are read, where it can be read quickly.
    fn show_glimpse(&self) {
        if let Some(beginning) = store::beginning(&self.sources, &self.reading) {
            self.show_held(
                Held::glimpse(beginning, &self.sources, &self.reading),
                false,
            );
        }
    }

    /// Has reports shown that are in memory, unless their files went: nothing is no more than what is shown. Returns
    /// what went then.
    fn hold(&self, all: Collection) -> Vec<Absent> {
        let held = Held::new(all, &self.sources, &self.reading);
        let is_nothing = held.is_empty();
        self.show_held(held, true);
        let shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        if is_nothing && shown.has_reports {
            archive::without_reports(&self.sources)
        } else {
            Vec::new()
        }
    }

    fn show_held(&self, held: Held, is_open: bool) {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        if held.is_empty() && shown.has_reports {
            return;
        }
        *shown = Shown {
            has_reports: !held.is_empty() && !held.is_glimpse(),
            archive: None,
        };
        self.send(Event::Loaded(LoadEvent {
            sources: self.sources.clone(),
            corpus: Arc::new(held),
            extends: false,
            is_open,
        }));
    }

    fn failed(&self, error: &Error) {
        self.tell(Msg::Indexing(None));
        self.tell(Msg::NotIndexed(error.in_both()));
    }

    fn send(&self, event: Event) {
        // Without a reader there is nobody to tell.
        let _ = self.sender.send(event);
    }
}

impl Watcher {
    /// Returns the address of the reports, where a search engine keeps them. Nothing is read beside those.
    fn address(&self) -> Option<Address> {
        match &*self.sources {
            [Source::Path(path)] => Address::read(path)?.ok(),
            _ => None,
        }
    }
}

impl Connecting for Watcher {
    fn connect(&self) -> Result<Arc<dyn Corpus>, corpus::Error> {
        let address = self.address().ok_or_else(corpus::Error::stopped)?;
        let access = Access {
            shows_parts: true,
            ..self.access.clone()
        };
        let remote = Remote::open(&address, &access, &|| self.state.is_over())?;
        Ok(Arc::new(remote))
    }

    fn show(&self, corpus: Arc<dyn Corpus>) {
        let lack = corpus.lack();
        self.send(Event::Loaded(LoadEvent {
            sources: self.sources.clone(),
            corpus,
            extends: false,
            is_open: true,
        }));
        if let Some(lack) = lack {
            self.tell_failure(&lack);
        }
    }

    fn tell_failure(&self, error: &corpus::Error) {
        self.tell(Msg::NotAnswered(error.in_both()));
    }

    fn is_over(&self) -> bool {
        self.state.is_over()
    }
}

impl Tell for Watcher {
    fn tell(&self, msg: Msg) {
        self.send(Event::Msg(msg));
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
        self.show(Arc::new(archive), false);
    }

    fn damaged(&self, _: &Path) {
        self.tell(Msg::IndexDamaged);
    }

    fn is_stopped(&self) -> bool {
        self.state.is_over()
    }
}
