//! Threads that do what would keep the reader waiting: reading files and searching.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::Event;
use crate::app::Msg;
use crate::document::Document;
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
    newest: Arc<AtomicU64>,
}

enum Job {
    SearchIn(Arc<Collection>),
    Search {
        generation: u64,
        query: Query,
    },
    Locate {
        generation: u64,
        article: usize,
        document: Arc<Document>,
        query: Query,
    },
}

impl Searcher {
    /// Starts the thread; it answers to `sender`.
    pub(super) fn new(sender: Sender<Event>) -> Self {
        let (jobs, received) = channel();
        let newest = Arc::new(AtomicU64::new(0));
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
        self.newest.store(generation, Ordering::Relaxed);
        self.send(Job::Search { generation, query });
    }

    /// Looks for the hits in one article.
    pub(super) fn locate(
        &self,
        generation: u64,
        article: usize,
        document: Arc<Document>,
        query: Query,
    ) {
        self.send(Job::Locate {
            generation,
            article,
            document,
            query,
        });
    }

    fn send(&self, job: Job) {
        // The thread lives as long as this handle.
        let _ = self.jobs.send(job);
    }
}

struct Worker {
    haystack: Haystack,
    newest: Arc<AtomicU64>,
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
                Job::Locate {
                    generation,
                    article,
                    document,
                    query,
                } => self.is_newest(generation).then(|| Msg::Located {
                    generation,
                    article,
                    hits: hits(&document, &query),
                }),
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

    fn is_newest(&self, generation: u64) -> bool {
        self.newest.load(Ordering::Relaxed) == generation
    }
}
