//! The thread that searches, which would keep the reader waiting.

mod tally;

use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use self::tally::Tally;
use super::Event;
use crate::app::question::{Question, Reply, Ticket};
use crate::app::{Locate, Msg};
use crate::corpus::{Corpus, Error, Found, Session, page_of, printings};
use crate::lang::{Bilingual, Say as _};
use crate::library::{Action, Library, Record};
use crate::search::{Highlighter, Query, Sort};

/// How many matches are told first: a screen or two.
const FIRST: usize = 100;

/// The thread that searches. A newer question makes it drop an older one.
pub(super) struct SearchThread {
    jobs: Sender<Job>,
    newest: Arc<Newest>,
}

/// The newest questions; older ones are not worth an answer.
#[derive(Default)]
struct Newest {
    search: AtomicU64,
    ticket: AtomicU64,
    locate: AtomicU64,
    /// What is being answered: a newer search, or a newer ticket than these gives it up.
    answered: (AtomicU64, AtomicU64),
    /// How many jobs there have been: whatever waits comes before a tally.
    jobs: AtomicU64,
}

impl Newest {
    fn is_search(&self, generation: u64) -> bool {
        self.search.load(Ordering::Relaxed) == generation
    }

    /// Takes note of which newer search, and which newer ticket, will give up what is begun now.
    fn begin(&self, search: u64, ticket: u64) {
        self.answered.0.store(search, Ordering::Relaxed);
        self.answered.1.store(ticket, Ordering::Relaxed);
    }

    /// Returns whether what is being answered is wanted no more.
    fn is_given_up(&self) -> bool {
        let is_newer = |newest: &AtomicU64, answered: &AtomicU64| {
            newest.load(Ordering::Relaxed) > answered.load(Ordering::Relaxed)
        };
        is_newer(&self.search, &self.answered.0) || is_newer(&self.ticket, &self.answered.1)
    }
}

enum Job {
    SearchIn(u64, Arc<dyn Corpus>),
    Search {
        generation: u64,
        query: Query,
        sort: Sort,
        once: bool,
    },
    Ask(Ticket, Question),
    Tally(Tally),
    Locate {
        number: u64,
        locate: Locate,
    },
    Remembered(Box<Library>),
    Told(Vec<Record>),
    Remember(Vec<Action>),
}

impl SearchThread {
    /// Starts the thread; it answers to `sender`.
    pub(super) fn new(sender: Sender<Event>) -> Self {
        let (search_thread, worker, received) = Self::idle(sender);
        thread::spawn(move || worker.work(&received));
        search_thread
    }

    /// Makes what is to work in the thread, and its jobs.
    fn idle(sender: Sender<Event>) -> (Self, Worker, Receiver<Job>) {
        let (jobs, received) = channel();
        let newest = Arc::<Newest>::default();
        let worker = Worker {
            session: Session::default(),
            version: 0,
            tally: None,
            taken: 0,
            newest: newest.clone(),
            sender,
            why_unanswered: Cell::default(),
        };
        (Self { jobs, newest }, worker, received)
    }

    /// Makes later questions be about this corpus, which has this version.
    pub(super) fn search_in(&self, version: u64, corpus: Arc<dyn Corpus>) {
        self.send(Job::SearchIn(version, corpus));
    }

    /// Looks for the articles that match.
    pub(super) fn search(&self, generation: u64, query: Query, sort: Sort, once: bool) {
        self.newest.search.store(generation, Ordering::Relaxed);
        self.send(Job::Search {
            generation,
            query,
            sort,
            once,
        });
    }

    /// Gives up searches before a generation.
    pub(super) fn give_up_before(&self, generation: u64) {
        self.newest.search.store(generation, Ordering::Relaxed);
    }

    /// Answers a question.
    pub(super) fn ask(&self, ticket: Ticket, question: Question) {
        self.newest.ticket.store(ticket.0, Ordering::Relaxed);
        self.send(Job::Ask(ticket, question));
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
    pub(super) fn take_records(&self, records: Vec<Record>) {
        self.send(Job::Told(records));
    }

    /// Takes what the reader did.
    pub(super) fn remember(&self, actions: Vec<Action>) {
        self.send(Job::Remember(actions));
    }

    fn send(&self, job: Job) {
        self.newest.jobs.fetch_add(1, Ordering::Relaxed);
        // The thread lives as long as this handle.
        let _ = self.jobs.send(job);
    }
}

struct Worker {
    session: Session,
    /// The version of its corpus.
    version: u64,
    /// The folders that are to be counted.
    tally: Option<Tally>,
    /// How many jobs were taken.
    taken: u64,
    newest: Arc<Newest>,
    sender: Sender<Event>,
    /// Why a search engine gave no answer, to be told.
    why_unanswered: Cell<Option<Bilingual>>,
}

impl Worker {
    fn work(mut self, jobs: &Receiver<Job>) {
        while let Some(job) = self.next(jobs) {
            if let Some(msg) = self.answer(job)
                && self.sender.send(Event::Msg(msg)).is_err()
            {
                return;
            }
            // Behind what says that there is no answer, so that this is what is seen.
            if let Some(why) = self.why_unanswered.take() {
                let _ = self.sender.send(Event::Msg(Msg::NotAnswered(why)));
            }
        }
    }

    fn answer(&mut self, job: Job) -> Option<Msg> {
        let newest_search = self.newest.search.load(Ordering::Relaxed);
        match &job {
            Job::Search { generation, .. } => self.newest.begin(*generation, u64::MAX),
            Job::Ask(ticket, _) => self.newest.begin(newest_search, ticket.0),
            _ => self.newest.begin(u64::MAX, u64::MAX),
        }
        match job {
            Job::SearchIn(version, corpus) => {
                self.version = version;
                let newest = self.newest.clone();
                let given_up = corpus.given_up_when(Arc::new(move || newest.is_given_up()));
                self.session.turn_to(given_up.unwrap_or(corpus));
            }
            Job::Search {
                generation,
                query,
                sort,
                once,
            } => return self.search(generation, &query, sort, once),
            Job::Ask(ticket, question) => {
                return Some(Msg::Answered(ticket, self.reply(question)));
            }
            Job::Tally(tally) => self.tally = Some(tally),
            Job::Locate { number, locate } => return self.locate(number, &locate),
            Job::Remembered(library) => self.session.remember(*library),
            Job::Told(records) => self.session.take(&records),
            Job::Remember(actions) => self.session.act(&actions),
        }
        None
    }

    fn search(&mut self, generation: u64, query: &Query, sort: Sort, once: bool) -> Option<Msg> {
        let found = match (sort, once) {
            (Sort::Newest, false) => self.find(generation, query),
            (sort, false) => self.list(sort, generation, query),
            (sort, true) => self
                .list(sort, generation, query)
                .and_then(|found| found.map(|found| self.session.once(found)).transpose()),
        };
        if let Some(answer) = self.sound(found) {
            if let Some(shortfall) = answer.shortfall() {
                let _ = self.sender.send(Event::Msg(Msg::NotAnswered(shortfall)));
            }
            return Some(Msg::Found { generation, answer });
        }
        // If something else is asked meanwhile, that is waited for.
        let is_newest = self.newest.is_search(generation);
        is_newest.then_some(Msg::SearchFailed(generation))
    }

    /// Tells the first that match, which are there at once, and then returns all.
    fn find(&mut self, generation: u64, query: &Query) -> Result<Option<Found>, Error> {
        let newest = self.newest.clone();
        let is_superseded = || !newest.is_search(generation);
        let Some(answer) = self.session.first(FIRST, query, &is_superseded)? else {
            return Ok(None);
        };
        if !answer.may_have_more() {
            return Ok(Some(answer));
        }
        let first = Msg::Found { generation, answer };
        let _ = self.sender.send(Event::Msg(first));
        self.session.find(query, &is_superseded)
    }

    fn list(&mut self, sort: Sort, generation: u64, query: &Query) -> Result<Option<Found>, Error> {
        let newest = self.newest.clone();
        let is_superseded = || !newest.is_search(generation);
        self.session.list(sort, query, &is_superseded)
    }

    fn reply(&mut self, question: Question) -> Option<Reply> {
        let reply = match question {
            Question::Days(days) => {
                let rows = self.session.corpus().rows_of(days);
                rows.map(|rows| Some(Reply::Days(rows)))
            }
            Question::Page(rows) if rows.version == self.version => {
                let row = rows.indexes.first();
                let reports = row.map(|row| page_of(&**self.session.corpus(), *row));
                Ok(reports.map(Reply::Page))
            }
            Question::Printings(rows) if rows.version == self.version => {
                let row = rows.indexes.first().copied().unwrap_or_default();
                let printings = printings(&**self.session.corpus(), row);
                printings.map(|printings| Some(Reply::Printings(printings)))
            }
            Question::Report(id) => {
                let row = self.session.corpus().row_of(&id);
                row.map(|row| Some(Reply::Article(row)))
            }
            Question::Ids(rows) if rows.version == self.version => {
                let ids = self.session.corpus().ids(&rows.indexes);
                ids.map(|ids| Some(Reply::Ids(ids)))
            }
            Question::Unread(rows) if rows.version == self.version => {
                let row = self.session.first_unread(&rows.indexes);
                row.map(|row| Some(Reply::Article(row)))
            }
            // Rows of another version are other reports.
            Question::Ids(_) | Question::Unread(_) | Question::Page(_) | Question::Printings(_) => {
                Ok(None)
            }
            Question::Count {
                generation,
                query,
                once,
                counting,
            } => {
                // Before anything was looked for there is no newer question.
                let newest = self.newest.clone();
                let is_superseded = || newest.search.load(Ordering::Relaxed) > generation;
                let counts = self.session.count(counting, (&query, once), &is_superseded);
                counts.map(|counts| counts.map(Reply::Counts))
            }
        };
        self.sound(reply)
    }

    /// Returns an answer; a corpus that cannot give one is looked after.
    fn sound<T>(&self, answer: Result<Option<T>, Error>) -> Option<T> {
        if let Err(error) = &answer
            && !error.is_stopped()
        {
            if let Error::Remote(_) = error {
                self.why_unanswered.replace(Some(error.in_both()));
            }
            let _ = self.sender.send(Event::CorpusDamaged);
        }
        answer.ok().flatten()
    }

    fn locate(&self, number: u64, locate: &Locate) -> Option<Msg> {
        let is_newest = self.newest.locate.load(Ordering::Relaxed) == number;
        is_newest.then(|| Msg::Located {
            generation: locate.generation,
            article: locate.article,
            hits: Highlighter::new(&locate.query).hits(&locate.document),
        })
    }
}
