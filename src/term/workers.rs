//! The thread that searches, which would keep the reader waiting.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::Event;
use crate::app::{Answer, Locate, Msg};
use crate::archive::Archive;
use crate::search::{Haystack, Query, hits};
use crate::store::Collection;

/// How many of an archive's matches are told first: a screen or two.
const FIRST: usize = 100;

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

/// What is searched.
pub(super) enum Held {
    /// All articles.
    Whole(Arc<Collection>),
    /// What an archive has.
    Archive(Arc<Archive>),
}

/// What is searched, made ready.
enum Searched {
    Whole(Haystack),
    Archive(Arc<Archive>),
}

enum Job {
    SearchIn(Held),
    Search { generation: u64, query: Query },
    Locate { number: u64, locate: Locate },
}

impl Searcher {
    /// Starts the thread; it answers to `sender`.
    pub(super) fn new(sender: Sender<Event>) -> Self {
        let (jobs, received) = channel();
        let newest = Arc::<Newest>::default();
        let worker = Worker {
            searched: Searched::Whole(Haystack::default()),
            newest: newest.clone(),
            sender,
        };
        thread::spawn(move || worker.work(&received));
        Self { jobs, newest }
    }

    /// Makes later questions be about these articles.
    pub(super) fn search_in(&self, held: Held) {
        self.send(Job::SearchIn(held));
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
    searched: Searched,
    newest: Arc<Newest>,
    sender: Sender<Event>,
}

impl Worker {
    fn work(mut self, jobs: &Receiver<Job>) {
        while let Ok(job) = jobs.recv() {
            let answer = match job {
                Job::SearchIn(held) => {
                    self.searched = match held {
                        Held::Whole(all) => Searched::Whole(Haystack::new(&all.articles)),
                        Held::Archive(archive) => Searched::Archive(archive),
                    };
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
        let superseded = || !self.is_newest(generation);
        let answer = match &self.searched {
            Searched::Whole(haystack) => Answer::Matches(haystack.search(query, &superseded)?),
            Searched::Archive(archive) => self.search_archive(archive, generation, query)?,
        };
        Some(Msg::Found { generation, answer })
    }

    /// Tells the first that match, which are there at once, and then returns all. An index that cannot be
    /// searched is looked after.
    fn search_archive(&self, archive: &Archive, generation: u64, query: &Query) -> Option<Answer> {
        let superseded = || !self.is_newest(generation);
        let search = archive.search(query);
        let found = search.first(FIRST, &superseded).and_then(|first| {
            let Some(first) = first else { return Ok(None) };
            let answer = Answer::First(first);
            let _ = self
                .sender
                .send(Event::Msg(Msg::Found { generation, answer }));
            let Some(rows) = search.all(&superseded)? else {
                return Ok(None);
            };
            let said = search.said(&rows, &superseded)?;
            Ok(said.map(|said| Answer::Rows(rows, said)))
        });
        if let Ok(answer) = found {
            answer
        } else {
            let _ = self.sender.send(Event::Damaged);
            None
        }
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
