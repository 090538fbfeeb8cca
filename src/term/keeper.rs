//! The thread that keeps what the reader remembers.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{SystemTime, UNIX_EPOCH};

use super::Event;
use crate::app::Msg;
use crate::library::{self, Action, Error, Journal, Library, News};

enum Job {
    Keep(Vec<Action>),
    Look,
}

/// The thread that keeps what the reader remembers.
pub(super) struct Keeper {
    jobs: Sender<Job>,
    thread: JoinHandle<()>,
}

impl Keeper {
    /// Starts the thread, which first reads what was kept; it answers to `sender`.
    pub(super) fn new(sender: Sender<Event>) -> Self {
        let (jobs, received) = channel();
        let thread = thread::spawn(move || match library::directory() {
            Ok(directory) => Worker::new(directory, sender).work(&received),
            Err(error) => {
                let _ = sender.send(Event::Msg(Msg::NotKept(error.to_string())));
            }
        });
        Self { jobs, thread }
    }

    /// Has actions kept.
    pub(super) fn keep(&self, actions: Vec<Action>) {
        // Where nothing can be kept the thread is gone, and that was told.
        let _ = self.jobs.send(Job::Keep(actions));
    }

    /// Has the journal looked at, for another reader may have written to it.
    pub(super) fn look(&self) {
        let _ = self.jobs.send(Job::Look);
    }

    /// Waits until all is kept.
    pub(super) fn finish(self) {
        drop(self.jobs);
        // A panic of it was reported when it happened.
        let _ = self.thread.join();
    }
}

struct Worker {
    sender: Sender<Event>,
    directory: PathBuf,
    /// The journal, once it could be opened.
    journal: Option<Journal>,
    /// Whether it is a newer program's, which is left alone.
    is_refused: bool,
    /// What is not on the disk yet.
    waiting: Vec<Action>,
}

impl Worker {
    fn new(directory: PathBuf, sender: Sender<Event>) -> Self {
        Self {
            sender,
            directory,
            journal: None,
            is_refused: false,
            waiting: Vec::new(),
        }
    }

    fn work(mut self, jobs: &Receiver<Job>) {
        if let Err(error) = self.open() {
            // What cannot be written may be there to be read.
            if let Ok(library) = library::read_only(&self.directory) {
                self.remembered(Box::new(library), 0);
            }
            self.not_kept(&error);
        }
        while let Ok(job) = jobs.recv() {
            // What has come meanwhile goes to the disk with it.
            for job in std::iter::once(job).chain(jobs.try_iter()) {
                if let Job::Keep(actions) = job {
                    self.waiting.extend(actions);
                }
            }
            self.write();
        }
        if !self.waiting.is_empty() {
            self.write();
        }
    }

    fn open(&mut self) -> Result<(), Error> {
        let opened = Journal::open(&self.directory)?;
        self.journal = Some(opened.journal);
        self.remembered(Box::new(opened.library), opened.damaged);
        Ok(())
    }

    /// Writes what waits, and tells what others wrote. What cannot be written now is written with what comes
    /// next, or when the reader ends.
    fn write(&mut self) {
        if self.is_refused || self.journal.is_none() && self.waiting.is_empty() {
            return;
        }
        match self.try_write() {
            Ok(news) => {
                match news {
                    News::None => {}
                    News::Records(records) => self.send(Event::Told(records)),
                    News::Whole(library) => self.remembered(library, 0),
                }
                let count = std::mem::take(&mut self.waiting).len();
                if count > 0 {
                    self.send(Event::Msg(Msg::Written(count)));
                }
            }
            Err(error) => self.not_kept(&error),
        }
    }

    fn try_write(&mut self) -> Result<News, Error> {
        if self.journal.is_none() {
            self.open()?;
        }
        let Some(journal) = &mut self.journal else {
            return Ok(News::None);
        };
        if self.waiting.is_empty() {
            journal.look()
        } else {
            journal.append(&self.waiting, now())
        }
    }

    fn not_kept(&mut self, error: &Error) {
        self.is_refused |= matches!(error, Error::Newer { .. });
        self.send(Event::Msg(Msg::NotKept(error.to_string())));
    }

    /// Tells what is remembered; of a million marks the copy that the searcher gets is made here, where nobody
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

/// Milliseconds since 1970.
fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| since.as_millis() as i64)
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

    /// A limit holds for a whole process: this program, started anew.
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
        let mut worker = Worker::new(place.into(), sender);
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
