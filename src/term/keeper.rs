//! The thread that keeps what the reader remembers.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{SystemTime, UNIX_EPOCH};

use super::Event;
use crate::app::Msg;
use crate::library::{self, Action, Error, Journal, News, Opened};

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
        let thread = thread::spawn(move || match open() {
            Ok(opened) => {
                let worker = Worker {
                    sender,
                    journal: opened.journal,
                    waiting: Vec::new(),
                };
                worker.send(Event::Remembered {
                    library: Box::new(opened.library),
                    damaged: opened.damaged,
                });
                worker.work(&received);
            }
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

fn open() -> Result<Opened, Error> {
    let directory: PathBuf = library::directory()?;
    Journal::open(&directory)
}

struct Worker {
    sender: Sender<Event>,
    journal: Journal,
    /// What is not on the disk yet.
    waiting: Vec<Action>,
}

impl Worker {
    fn work(mut self, jobs: &Receiver<Job>) {
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

    /// Writes what waits, and tells what others wrote. What cannot be written now is written later.
    fn write(&mut self) {
        let done = if self.waiting.is_empty() {
            self.journal.look()
        } else {
            self.journal.append(&self.waiting, now())
        };
        match done {
            Ok(news) => {
                match news {
                    News::None => {}
                    News::Records(records) => self.send(Event::Told(records)),
                    News::Whole(library) => self.send(Event::Remembered {
                        library,
                        damaged: 0,
                    }),
                }
                let count = std::mem::take(&mut self.waiting).len();
                if count > 0 {
                    self.send(Event::Msg(Msg::Written(count)));
                }
            }
            Err(error) => self.send(Event::Msg(Msg::NotKept(error.to_string()))),
        }
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
