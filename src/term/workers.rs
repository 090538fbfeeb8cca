//! Threads that do what would keep the reader waiting: reading files and searching.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::Event;
use crate::app::{Locate, Msg};
use crate::search::{Haystack, Query, hits};
use crate::store::{self, Collection, Reading, Source};

/// Reads the articles on a thread of its own.
pub(super) fn load(sources: Vec<Source>, reading: Reading, sender: Sender<Event>) {
    thread::spawn(move || {
        let _ = sender.send(Event::Loaded(store::read(&sources, &reading)));
    });
}

/// The thread that searches. A newer question makes it drop an older one.
pub(super) struct Searcher {
    jobs: Sender<Job>,
    newest: Arc<Newest>,
}

/// The newest questions; older ones are not worth an answer.
#[derive(Default)]
struct Newest {
    search: AtomicU64,
    locate: AtomicU64,
}

enum Job {
    SearchIn(Arc<Collection>),
    Search { generation: u64, query: Query },
    Locate { number: u64, locate: Locate },
}

impl Searcher {
    /// Starts the thread; it answers to `sender`.
    pub(super) fn new(sender: Sender<Event>) -> Self {
        let (jobs, received) = channel();
        let newest = Arc::<Newest>::default();
        let worker = Worker {
            haystack: Haystack::default(),
            newest: newest.clone(),
            sender,
        };
        thread::spawn(move || worker.work(&received));
        Self { jobs, newest }
    }

    /// Makes later questions be about these articles.
    pub(super) fn search_in(&self, collection: Arc<Collection>) {
        self.send(Job::SearchIn(collection));
    }

    /// Looks for the articles that match.
    pub(super) fn search(&self, generation: u64, query: Query) {
        self.newest.search.store(generation, Ordering::Relaxed);
        self.send(Job::Search { generation, query });
    }

    /// Looks for the hits in one article.
    pub(super) fn locate(&self, locate: Locate) {
        let number = self.newest.locate.fetch_add(1, Ordering::Relaxed) + 1;
        self.send(Job::Locate { number, locate });
    }

    fn send(&self, job: Job) {
        // The thread lives as long as this handle.
        let _ = self.jobs.send(job);
    }
}

struct Worker {
    haystack: Haystack,
    newest: Arc<Newest>,
    sender: Sender<Event>,
}

impl Worker {
    fn work(mut self, jobs: &Receiver<Job>) {
        while let Ok(job) = jobs.recv() {
            let answer = match job {
                Job::SearchIn(collection) => {
                    self.haystack = Haystack::new(&collection.articles);
                    None
                }
                Job::Search { generation, query } => self.search(generation, &query),
                Job::Locate { number, locate } => self.locate(number, &locate),
            };
            if let Some(msg) = answer
                && self.sender.send(Event::Msg(msg)).is_err()
            {
                return;
            }
        }
    }

    fn search(&self, generation: u64, query: &Query) -> Option<Msg> {
        let matches = self
            .haystack
            .search(query, &|| !self.is_newest(generation))?;
        Some(Msg::Found {
            generation,
            matches,
        })
    }

    fn locate(&self, number: u64, locate: &Locate) -> Option<Msg> {
        let is_newest = self.newest.locate.load(Ordering::Relaxed) == number;
        is_newest.then(|| Msg::Located {
            generation: locate.generation,
            article: locate.article,
            hits: hits(&locate.document, &locate.query),
        })
    }

    fn is_newest(&self, generation: u64) -> bool {
        self.newest.search.load(Ordering::Relaxed) == generation
    }
}
