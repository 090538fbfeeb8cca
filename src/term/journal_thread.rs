//! The thread that keeps what the reader remembers.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::Event;
use crate::app::Msg;
use crate::library::{self, Action, Error, Journal, Library, News, Record, Unkept};

/// How long after a failure what could not be kept is tried again by itself: there may be room by then. Only
/// then, and only while something waits, does the thread wake up without being asked.
const AGAIN: Duration = Duration::from_secs(5);

enum Job {
    Keep(Vec<Action>),
    Look,
    Restore(Vec<Record>),
    Leave,
}

/// The thread that keeps what the reader remembers.
pub(super) struct JournalThread {
    jobs: Sender<Job>,
    thread: JoinHandle<Worker>,
}

impl JournalThread {
    /// Starts the thread, which first reads what was kept; it answers to `sender`.
    pub(super) fn new(sender: Sender<Event>) -> Self {
        let (jobs, received) = channel();
        let worker = Worker::new(library::directory().ok(), sender);
        let thread = thread::spawn(move || worker.work(&received));
        Self { jobs, thread }
    }

    /// Has actions kept.
    pub(super) fn keep(&self, actions: Vec<Action>) {
        self.give(Job::Keep(actions));
    }

    /// Has the journal looked at, for another reader may have written to it.
    pub(super) fn look(&self) {
        self.give(Job::Look);
    }

    /// Has all that is remembered written to a journal in which it is not any more.
    pub(super) fn restore(&self, records: Vec<Record>) {
        self.give(Job::Restore(records));
    }

    fn give(&self, job: Job) {
        // The thread ends when it is told to: until then the channel is open.
        let _ = self.jobs.send(job);
    }

    /// Waits until all is kept, and returns what could not be. The lock is waited for as long as always, and
    /// no longer.
    pub(super) fn finish(self, library: &Library) -> Option<Unkept> {
        self.give(Job::Leave);
        // A panic of it ended the program when it happened.
        let mut worker = self.thread.join().ok()?;
        if worker.is_lost {
            worker.restoring = library.records();
            worker.write();
        }
        worker.unkept()
    }
}

struct Worker {
    sender: Sender<Event>,
    /// Where the journal is, if the user has such a place.
    directory: Option<PathBuf>,
    /// The journal, once it could be opened.
    journal: Option<Journal>,
    /// What is not on the disk yet.
    waiting: Vec<Action>,
    /// What was on the disk, and is to be there again.
    restoring: Vec<Record>,
    /// Whether what was on the disk is gone.
    is_lost: bool,
    /// Why nothing could be kept the last time.
    failure: Option<Arc<Error>>,
}

impl Worker {
    fn new(directory: Option<PathBuf>, sender: Sender<Event>) -> Self {
        Self {
            sender,
            directory,
            journal: None,
            waiting: Vec::new(),
            restoring: Vec::new(),
            is_lost: false,
            failure: None,
        }
    }

    fn work(mut self, jobs: &Receiver<Job>) -> Self {
        if let Err(error) = self.open() {
            // What cannot be written may be there to be read.
            let kept = self.directory.as_deref().map(library::read);
            if let Some(Ok(kept)) = kept {
                self.remembered(Box::new(kept.library), kept.damaged);
            }
            self.failed(error);
        }
        loop {
            let mut leaves = false;
            if let Some(job) = self.next(jobs) {
                // What has come meanwhile goes to the disk with it.
                for job in std::iter::once(job).chain(jobs.try_iter()) {
                    match job {
                        Job::Keep(actions) => self.waiting.extend(actions),
                        Job::Restore(records) => self.restoring = records,
                        Job::Look => {}
                        Job::Leave => leaves = true,
                    }
                }
            }
            self.write();
            if leaves {
                return self;
            }
        }
    }

    /// Waits for a job; `None` where it is time to try again.
    fn next(&self, jobs: &Receiver<Job>) -> Option<Job> {
        if self.failure.is_none() || self.is_refused() || self.pending() == 0 {
            return Some(jobs.recv().unwrap_or(Job::Leave));
        }
        match jobs.recv_timeout(AGAIN) {
            Ok(job) => Some(job),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => Some(Job::Leave),
        }
    }

    /// How much is to be written.
    fn pending(&self) -> usize {
        self.waiting.len() + self.restoring.len()
    }

    /// Whether the journal is a newer program's, which is left alone.
    fn is_refused(&self) -> bool {
        matches!(self.failure.as_deref(), Some(Error::Newer { .. }))
    }

    fn unkept(&self) -> Option<Unkept> {
        let why = self.failure.clone()?;
        let count = self.pending();
        (count > 0).then_some(Unkept { count, why })
    }

    fn open(&mut self) -> Result<(), Error> {
        let directory = self.directory.as_deref().ok_or(Error::NoPlace)?;
        let opened = Journal::open(directory)?;
        self.journal = Some(opened.journal);
        self.remembered(Box::new(opened.library), opened.damaged);
        Ok(())
    }

    /// Writes what waits, and tells what others wrote. What cannot be written now is written with what comes
    /// next, after a while, or when the reader ends.
    fn write(&mut self) {
        if self.is_refused() || self.journal.is_none() && self.pending() == 0 {
            return;
        }
        match self.try_write() {
            Ok(()) => {
                let count = std::mem::take(&mut self.waiting).len();
                if self.failure.take().is_some() || count > 0 {
                    self.send(Event::Msg(Msg::Written(count)));
                }
            }
            Err(error) => self.failed(error),
        }
    }

    fn try_write(&mut self) -> Result<(), Error> {
        if self.journal.is_none() {
            self.open()?;
        }
        let Some(journal) = &mut self.journal else {
            return Ok(());
        };
        if !self.restoring.is_empty() {
            let merged = journal.merge(&self.restoring)?;
            self.restoring.clear();
            self.is_lost = false;
            self.remembered(Box::new(merged.library), 0);
        }
        let Some(journal) = &mut self.journal else {
            return Ok(());
        };
        let news = if self.waiting.is_empty() {
            journal.look()?
        } else {
            journal.append(&self.waiting, library::now())?
        };
        match news {
            News::None => {}
            News::Records(records) => self.send(Event::MarkedElsewhere(records)),
            News::Whole(library) => self.remembered(library, 0),
            News::Gone => {
                self.is_lost = true;
                self.send(Event::JournalLost);
            }
        }
        Ok(())
    }

    /// Tells why nothing can be kept. What the reader does is counted there.
    fn failed(&mut self, error: Error) {
        let why = Arc::new(error);
        self.failure = Some(why.clone());
        let count = self.restoring.len();
        self.send(Event::Msg(Msg::NotKept(Unkept { count, why })));
    }

    /// Tells what is remembered; of a million marks the copy that the search thread gets is made here, where nobody
    /// waits for it.
    fn remembered(&self, library: Box<Library>, damaged: usize) {
        self.send(Event::Remembered {
            copy: library.clone(),
            library,
            damaged,
        });
    }

    fn send(&self, event: Event) {
        // A reader that is ending takes nothing any more.
        let _ = self.sender.send(event);
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    use super::*;

    /// Tells this test's own program that its files may not grow as it likes.
    const FULL: &str = "ZHENEWS_TEST_FULL_DISK";

    fn star(name: &str) -> Vec<Action> {
        vec![Action::Star(vec![name.into()])]
    }

    fn limit(bytes: Option<u64>) {
        let maximum = getrlimit(Resource::Fsize).maximum;
        let current = bytes.or(maximum);
        setrlimit(Resource::Fsize, Rlimit { current, maximum }).expect("a limit");
    }

    fn told(events: &Receiver<Event>) -> String {
        match events.try_recv() {
            Ok(Event::Msg(msg)) => format!("{msg:?}"),
            Ok(Event::Remembered { .. }) => "Remembered".to_owned(),
            _ => "nothing".to_owned(),
        }
    }

    /// A limit holds for a whole process: this program, started again.
    #[test]
    fn a_full_disk_is_told_and_all_is_written_when_there_is_room() {
        let Some(place) = std::env::var_os(FULL) else {
            let directory = tempfile::tempdir().expect("a directory");
            let mut command = Command::new(std::env::current_exe().expect("this program"));
            command.args(["a_full_disk_is_told", "--nocapture"]);
            let output = command.env(FULL, directory.path()).output();
            let output = output.expect("it runs");
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{said}");
            let opened = Journal::open(directory.path()).expect("it opens");
            assert_eq!(opened.damaged, 0);
            for name in ["a", "b", "c"] {
                assert!(opened.library.is_starred(name), "{name}");
            }
            return;
        };
        // Without this the limit's signal ends the program.
        let seen = std::sync::Arc::default();
        signal_hook::flag::register(signal_hook::consts::SIGXFSZ, seen).expect("a signal");
        let (sender, events) = channel();
        let mut worker = Worker::new(Some(place.into()), sender);
        limit(Some(10));
        worker.waiting = star("a");
        worker.write();
        assert!(told(&events).starts_with("NotKept"), "there is no header");
        limit(Some(200));
        worker.write();
        assert_eq!(told(&events), "Remembered");
        assert_eq!(told(&events), "Written(1)");
        worker.waiting = star("b");
        worker.waiting.extend(star(&"long".repeat(100)));
        worker.write();
        assert!(told(&events).starts_with("NotKept"));
        assert_eq!(worker.waiting.len(), 2);
        limit(None);
        worker.waiting.extend(star("c"));
        worker.write();
        assert_eq!(told(&events), "Written(3)");
    }
}
