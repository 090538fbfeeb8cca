//! The thread that searches, which would keep the reader waiting.

mod tally;

use std::borrow::Cow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use self::tally::Tally;
use super::Event;
use crate::app::finding::Sort;
use crate::app::memory;
use crate::app::owned::{self, Owned, Placed};
use crate::app::panel::{Counting, Counts, KINDS, VALUES};
use crate::app::question::{Reply, Ticket};
use crate::app::{Answer, Locate, Msg};
use crate::archive::{self, Archive, Marks, Rows, Search};
use crate::article::Article;
use crate::library::{Action, Library, Record};
use crate::search::counts::{Facet, Histogram, Kind, Span};
use crate::search::{Haystack, Highlighter, Match, Query, Relevance, ranked};
use crate::store::{Collection, Roots};

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
    /// How many jobs there have been: whatever waits comes before a tally.
    jobs: AtomicU64,
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
    Whole(Arc<Collection>, Haystack, OfFiles),
    Archive(Arc<Archive>),
}

/// Of each file the places that were named in which it was found.
type OfFiles = Vec<Vec<u16>>;

enum Job {
    SearchIn(Held),
    Search {
        generation: u64,
        query: Query,
        sort: Sort,
    },
    Count {
        ticket: Ticket,
        generation: u64,
        query: Query,
        counting: Counting,
    },
    Tally(Tally),
    Locate {
        number: u64,
        locate: Locate,
    },
    Remembered(Box<Library>),
    Told(Vec<Record>),
    Remember(Vec<Action>),
    Name(Ticket, Asked),
    FindUnread(Ticket, Asked),
}

/// Rows of an archive that are asked about.
struct Asked {
    archive: Arc<Archive>,
    rows: memory::Rows,
}

impl Searcher {
    /// Starts the thread; it answers to `sender`.
    pub(super) fn new(sender: Sender<Event>, roots: Roots) -> Self {
        let (searcher, worker, received) = Self::idle(sender, roots);
        thread::spawn(move || worker.work(&received));
        searcher
    }

    /// Makes what is to work in the thread, and its jobs.
    fn idle(sender: Sender<Event>, roots: Roots) -> (Self, Worker, Receiver<Job>) {
        let (jobs, received) = channel();
        let newest = Arc::<Newest>::default();
        let worker = Worker {
            searched: Searched::Whole(Arc::default(), Haystack::default(), Vec::new()),
            roots,
            tally: None,
            taken: 0,
            library: Library::default(),
            marks: None,
            newest: newest.clone(),
            sender,
        };
        (Self { jobs, newest }, worker, received)
    }

    /// Makes later questions be about these articles.
    pub(super) fn search_in(&self, held: Held) {
        self.send(Job::SearchIn(held));
    }

    /// Looks for the articles that match.
    pub(super) fn search(&self, generation: u64, query: Query, sort: Sort) {
        self.newest.search.store(generation, Ordering::Relaxed);
        self.send(Job::Search {
            generation,
            query,
            sort,
        });
    }

    /// Counts the articles that match.
    pub(super) fn count(&self, ticket: Ticket, generation: u64, query: Query, counting: Counting) {
        self.send(Job::Count {
            ticket,
            generation,
            query,
            counting,
        });
    }

    /// Counts what is in folders, when nothing else is to be done.
    pub(super) fn tally(&self, number: u64, queries: Vec<(usize, Query)>) {
        self.send(Job::Tally(Tally::new(number, queries)));
    }

    /// Looks for the hits in one article.
    pub(super) fn locate(&self, locate: Locate) {
        let number = self.newest.locate.fetch_add(1, Ordering::Relaxed) + 1;
        self.send(Job::Locate { number, locate });
    }

    /// Makes later questions be about what is remembered, too.
    pub(super) fn remembered(&self, library: Box<Library>) {
        self.send(Job::Remembered(library));
    }

    /// Takes what another reader did.
    pub(super) fn told(&self, records: Vec<Record>) {
        self.send(Job::Told(records));
    }

    /// Takes what the reader did.
    pub(super) fn remember(&self, actions: Vec<Action>) {
        self.send(Job::Remember(actions));
    }

    /// Looks the ids of an archive's articles up.
    pub(super) fn name(&self, ticket: Ticket, archive: Arc<Archive>, rows: memory::Rows) {
        self.send(Job::Name(ticket, Asked { archive, rows }));
    }

    /// Looks for the first of an archive's articles that is unread.
    pub(super) fn find_unread(&self, ticket: Ticket, archive: Arc<Archive>, rows: memory::Rows) {
        self.send(Job::FindUnread(ticket, Asked { archive, rows }));
    }

    fn send(&self, job: Job) {
        self.newest.jobs.fetch_add(1, Ordering::Relaxed);
        // The thread lives as long as this handle.
        let _ = self.jobs.send(job);
    }
}

struct Worker {
    searched: Searched,
    /// The places that were named.
    roots: Roots,
    /// The folders that are to be counted.
    tally: Option<Tally>,
    /// How many jobs were taken.
    taken: u64,
    library: Library,
    /// What of the library an archive has, once it was asked for.
    marks: Option<Marks>,
    newest: Arc<Newest>,
    sender: Sender<Event>,
}

impl Worker {
    fn work(mut self, jobs: &Receiver<Job>) {
        while let Some(job) = self.next(jobs) {
            let answer = match job {
                Job::SearchIn(held) => {
                    self.searched = match held {
                        Held::Whole(all) => {
                            let haystack = Haystack::new(&all.articles);
                            let files = all.files.iter();
                            let of_files = files.map(|file| self.roots.of(file)).collect();
                            Searched::Whole(all, haystack, of_files)
                        }
                        Held::Archive(archive) => Searched::Archive(archive),
                    };
                    self.marks = None;
                    None
                }
                Job::Search {
                    generation,
                    query,
                    sort,
                } => {
                    self.look_up_marks(&query);
                    let answer = self.search(generation, &query, sort);
                    // Who asks something else meanwhile waits for that.
                    answer.or_else(|| {
                        let is_newest = self.is_newest(generation);
                        is_newest.then_some(Msg::SearchFailed(generation))
                    })
                }
                Job::Count {
                    ticket,
                    generation,
                    query,
                    counting,
                } => {
                    self.look_up_marks(&query);
                    let counts = self.count(generation, &query, counting);
                    Some(Msg::Answered(ticket, counts.map(Reply::Counts)))
                }
                Job::Tally(tally) => {
                    self.tally = Some(tally);
                    None
                }
                Job::Locate { number, locate } => self.locate(number, &locate),
                Job::Remembered(library) => {
                    self.library = *library;
                    self.marks = None;
                    None
                }
                Job::Told(records) => {
                    self.library.take_all(&records);
                    self.mark(records.iter().map(|record| &record.action));
                    None
                }
                Job::Remember(actions) => {
                    for action in &actions {
                        self.library.act(action);
                    }
                    self.mark(actions.iter());
                    None
                }
                Job::Name(ticket, asked) => {
                    let ids = self.sound(asked.archive.ids(&asked.rows.indexes));
                    Some(Msg::Answered(ticket, ids.map(Reply::Ids)))
                }
                Job::FindUnread(ticket, asked) => {
                    let reply = self.find_unread(&asked);
                    Some(Msg::Answered(ticket, reply))
                }
            };
            if let Some(msg) = answer
                && self.sender.send(Event::Msg(msg)).is_err()
            {
                return;
            }
        }
    }

    /// Takes over into the marks, where they were asked for, what was done.
    fn mark<'a>(&mut self, actions: impl Iterator<Item = &'a Action>) {
        let Searched::Archive(archive) = &self.searched else {
            return;
        };
        for action in actions {
            let marks = self.marks.as_mut();
            if marks.is_some_and(|marks| owned::mark(marks, archive, action).is_err()) {
                self.marks = None;
            }
        }
    }

    /// Finds an archive's marks if a query asks for any.
    fn look_up_marks(&mut self, query: &Query) {
        if let Searched::Archive(archive) = &self.searched
            && self.marks.is_none()
            && query.asks_for_marks()
        {
            self.marks = self.sound(self.marks_of(archive));
        }
    }

    fn marks_of(&self, archive: &Archive) -> Result<Marks, archive::Error> {
        let mut marks = owned::marks(archive, &self.library)?;
        // One place alone is nothing to narrow by.
        if self.roots.len() > 1 {
            marks.set_places(archive, &self.roots)?;
        }
        Ok(marks)
    }

    fn find_unread(&mut self, asked: &Asked) -> Option<Reply> {
        if self.marks.is_none() {
            self.marks = self.sound(self.marks_of(&asked.archive));
        }
        let marks = self.marks.as_ref()?;
        let found = asked.archive.first_unread(&asked.rows.indexes, marks);
        Some(Reply::Article(found))
    }

    fn find(
        &self,
        all: &Collection,
        haystack: &Haystack,
        of_files: &OfFiles,
        query: &Query,
        superseded: &dyn Fn() -> bool,
    ) -> Option<Vec<Match>> {
        let owned = Owned {
            library: &self.library,
            articles: &all.articles,
        };
        let placed = Placed {
            owned,
            sites: &all.places,
            of_files,
        };
        haystack.search_marked(query, &placed, superseded)
    }

    /// Makes ready to search an archive.
    fn ask<'a>(&'a self, archive: &'a Archive, query: &'a Query) -> Search<'a> {
        match &self.marks {
            Some(marks) => archive.search_marked(query, marks),
            None => archive.search(query),
        }
    }

    fn search(&self, generation: u64, query: &Query, sort: Sort) -> Option<Msg> {
        let superseded = || !self.is_newest(generation);
        let answer = match (&self.searched, sort) {
            (Searched::Whole(all, haystack, files), Sort::Newest) => {
                Answer::Matches(self.find(all, haystack, files, query, &superseded)?)
            }
            (Searched::Archive(archive), Sort::Newest) => {
                self.search_archive(archive, generation, query)?
            }
            (_, Sort::Relevance) => Answer::Ranked(self.rank(query, &superseded)?),
        };
        Some(Msg::Found { generation, answer })
    }

    /// Finds all that match, the most relevant first.
    fn rank(&self, query: &Query, superseded: &(dyn Fn() -> bool + Sync)) -> Option<Vec<Match>> {
        let found: Vec<(usize, bool)> = match &self.searched {
            Searched::Whole(all, haystack, files) => {
                let found = self.find(all, haystack, files, query, superseded)?;
                found.iter().map(|m| (m.article, m.pinyin)).collect()
            }
            Searched::Archive(archive) => {
                let (rows, said) = self.sound(find_all(self.ask(archive, query), superseded))??;
                let said = said.iter().map(|row| (row, true));
                rows.iter().map(|row| (row, false)).chain(said).collect()
            }
        };
        let article = |row: usize| match &self.searched {
            Searched::Whole(all, ..) => all.articles.get(row).map(Cow::Borrowed),
            Searched::Archive(archive) => archive.article(row).ok().map(Cow::Owned),
        };
        let ranked = ranked(query, &found, &article, superseded)?;
        let one = |(article, rank): (usize, Relevance)| Match {
            article,
            hits: rank.hits,
            pinyin: !rank.is_exact,
        };
        Some(ranked.into_iter().map(one).collect())
    }

    /// Counts what matches.
    fn count(&self, generation: u64, query: &Query, counting: Counting) -> Option<Counts> {
        // Before anything was looked for there is no newer question.
        let superseded = || self.newest.search.load(Ordering::Relaxed) > generation;
        match &self.searched {
            Searched::Whole(all, haystack, files) => {
                let rows: Vec<usize> = self
                    .find(all, haystack, files, query, &superseded)?
                    .iter()
                    .map(|found| found.article)
                    .collect();
                Some(count_whole(&all.articles, &rows, counting))
            }
            Searched::Archive(archive) => {
                let found = match counting {
                    Counting::Values(_) => None,
                    _ if query.is_empty() => None,
                    _ => Some(self.sound(self.ask(archive, query).all(&superseded))??),
                };
                self.sound(count_archive(archive, found.as_ref(), counting))
            }
        }
    }

    /// Returns what was found in an index; one that cannot be searched is looked after.
    fn sound<T>(&self, found: Result<T, archive::Error>) -> Option<T> {
        if found.is_err() {
            let _ = self.sender.send(Event::Damaged);
        }
        found.ok()
    }

    /// Tells the first that match, which are there at once, and then returns all. An index that cannot be
    /// searched is looked after.
    fn search_archive(&self, archive: &Archive, generation: u64, query: &Query) -> Option<Answer> {
        let superseded = || !self.is_newest(generation);
        let search = self.ask(archive, query);
        let found = search.first(FIRST, &superseded).and_then(|first| {
            let Some(first) = first else { return Ok(None) };
            let answer = Answer::First(first);
            let _ = self
                .sender
                .send(Event::Msg(Msg::Found { generation, answer }));
            find_all(search, &superseded)
        });
        let (rows, said) = self.sound(found)??;
        Some(Answer::Rows(rows, said))
    }

    fn locate(&self, number: u64, locate: &Locate) -> Option<Msg> {
        let is_newest = self.newest.locate.load(Ordering::Relaxed) == number;
        is_newest.then(|| Msg::Located {
            generation: locate.generation,
            article: locate.article,
            hits: Highlighter::new(&locate.query).hits(&locate.document),
        })
    }

    fn is_newest(&self, generation: u64) -> bool {
        self.newest.search.load(Ordering::Relaxed) == generation
    }
}

/// Finds all rows that match, and those that match only as pinyin.
fn find_all(
    search: Search<'_>,
    superseded: &(dyn Fn() -> bool + Sync),
) -> Result<Option<(Rows, Rows)>, archive::Error> {
    let Some(rows) = search.all(superseded)? else {
        return Ok(None);
    };
    let said = search.said(&rows, superseded)?;
    Ok(said.map(|said| (rows, said)))
}

fn count_whole(articles: &[Article], rows: &[usize], counting: Counting) -> Counts {
    let facet = |kind: Kind| Facet::of(articles, Some(rows), kind, VALUES);
    match counting {
        Counting::Facets => Counts::Facets(KINDS.map(facet).into()),
        Counting::Times => Counts::Times(Histogram::of(articles, Some(rows), Span::Day)),
        Counting::Values(kind) => Counts::Values(kind, Facet::all_of(articles, kind)),
    }
}

fn count_archive(
    archive: &Archive,
    rows: Option<&Rows>,
    counting: Counting,
) -> Result<Counts, archive::Error> {
    Ok(match counting {
        Counting::Facets => Counts::Facets(archive.facets(rows, &KINDS, VALUES)?),
        Counting::Times => Counts::Times(archive.histogram(rows, Span::Day)),
        Counting::Values(kind) => {
            let mut facets = archive.facets(None, &[kind], usize::MAX)?;
            Counts::Values(kind, facets.pop().unwrap_or_default())
        }
    })
}
