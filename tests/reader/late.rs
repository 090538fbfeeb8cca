//! A reader whose threads answer late: each in its order, and only when they are let.

use std::collections::VecDeque;
use std::fs::File;
use std::io::Write as _;
use std::sync::{Arc, OnceLock};

use tempfile::TempDir;
use zhenews::app::keys::{Code, Key};
use zhenews::app::question::{Question, Ticket};
use zhenews::app::report_window::{self, Fetched, Standing};
use zhenews::app::{Effect, Locate, Model, Msg, Piped};
use zhenews::archive::{Archive, IndexDir, Progress, Update, Watch};
use zhenews::corpus::{Corpus, Found, Held, Holdings, Indexed, Session};
use zhenews::lang::Lang;
use zhenews::library::{Action, Library};
use zhenews::search::{Highlighter, Query, Sort};
use zhenews::store::{Changed, Collection, Reading, Source, read};
use zhenews::text::width::Ambiguous;

use crate::desk::reply;

/// So many of an archive's matches are told first.
const FIRST: usize = 4;

/// The same reports, once in memory and once in an archive.
pub(crate) fn both() -> [Arc<dyn Corpus>; 2] {
    static BOTH: OnceLock<(TempDir, [Arc<dyn Corpus>; 2])> = OnceLock::new();
    let (_, both) = BOTH.get_or_init(|| {
        let directory = tempfile::tempdir().expect("a directory");
        let store = directory.path().join("store.jsonl");
        let mut file = File::create(&store).expect("a file is made");
        let written = file.write_all(reports().as_bytes());
        written.expect("it is written");
        let (sources, reading) = ([Source::Path(store)], Reading::default());
        let index_dir = IndexDir::within(&directory.path().join("cache"), &sources, &reading);
        let archive = index_dir
            .expect("a index_dir")
            .update(Update::Changed, &Unwatched);
        let indexed = Indexed::new(archive.expect("it is indexed"), &sources);
        let held = Held::new(read(&sources, &reading), &sources, &reading);
        assert_eq!(indexed.len(), held.len());
        (directory, [Arc::new(held), Arc::new(indexed)])
    });
    both.clone()
}

/// Reports of sixty days over five years, the newest first: short ones and one that fills screens.
fn reports() -> String {
    let report = |number: usize| {
        let (year, month, day) = (2020 - number / 12, 12 - number % 12, 1 + number % 28);
        let (work, place) = (["封顶", "植树", "开学"], ["楼", "堤", "街", "桥"]);
        let (work, place) = (work[number % 3], place[number % 4]);
        let (source, author) = (
            ["晨报", "晚报"][number % 2],
            ["李明", "李华", "王强"][number % 3],
        );
        let tag = if number % 40 == 39 { "街" } else { "堤" };
        let sentence = format!("第{number}篇说的是{place}与{work}。");
        let times = if number % 7 == 3 { 90 } else { 1 + number % 3 };
        let record = serde_json::json!({
            "id": format!("r{number}"),
            "title": format!("{place}上{work}第{number}号"),
            "body": [sentence.repeat(times), format!("又及{work}。")],
            "source": source,
            "author": author,
            "tags": [tag],
            "date": format!("{year}-{month:02}-{day:02}"),
        });
        format!("{record}\n")
    };
    (0..60).map(report).collect()
}

struct Unwatched;

impl Watch for Unwatched {
    fn progress(&self, _: Progress) {}

    fn grown(&self, _: Archive) {}

    fn is_stopped(&self) -> bool {
        false
    }
}

/// What the thread that searches is to do.
enum Job {
    Search(u64, Query, Sort),
    /// The rest of a search whose first rows were told.
    Rest(u64, Query),
    Locate(usize, Locate),
    Ask(Ticket, Question),
    Remember(Vec<Action>),
}

/// The reader, and what its threads have not done yet.
pub(crate) struct Late {
    pub(crate) model: Model,
    session: Session,
    searcher: VecDeque<Job>,
    fetcher: VecDeque<(u64, Vec<usize>)>,
    /// What the shell sends itself.
    shell: VecDeque<Msg>,
    newest_search: u64,
    locates: usize,
    /// Whether questions fail that are answered from now on.
    pub(crate) fails: bool,
    /// What the reader did, in order: marks and the like, and what else it had done.
    pub(crate) marked: Vec<Action>,
    pub(crate) done: Vec<Effect>,
}

impl Late {
    /// A reader that has just been opened: it is not told yet which reports there are.
    pub(crate) fn opened(corpus: &Arc<dyn Corpus>, library: Library) -> Self {
        let model = Model::new(Lang::Zh, Ambiguous::Narrow, (80, 16));
        let reports = arrival(corpus.clone(), 1, None);
        let marks = Msg::Remembered {
            library: Box::new(library.clone()),
            damaged: 0,
        };
        let mut session = Session::new(corpus.clone());
        session.remember(library);
        Self {
            model,
            session,
            searcher: VecDeque::new(),
            fetcher: VecDeque::new(),
            shell: [reports, marks].into(),
            newest_search: 0,
            locates: 0,
            fails: false,
            marked: Vec::new(),
            done: Vec::new(),
        }
    }

    /// A reader that shows some of the reports until it is told which there are: not the newest.
    pub(crate) fn glimpsed(corpus: &Arc<dyn Corpus>, library: Library) -> Self {
        let mut late = Self::opened(corpus, library);
        let first_row = 20;
        let rows = first_row..corpus.len();
        let articles = rows.filter_map(|row| Some(corpus.article(row).ok()?.into_owned()));
        let first = Collection {
            articles: articles.collect(),
            ..Collection::default()
        };
        let glimpse = Held::glimpse(first, &[], &Reading::default());
        late.send(arrival(Arc::new(glimpse), 0, None));
        late.shell[0] = arrival(corpus.clone(), 1, Some(first_row));
        late
    }

    /// A reader that waits for a key.
    pub(crate) fn ready(corpus: &Arc<dyn Corpus>) -> Self {
        let mut late = Self::opened(corpus, Library::default());
        late.answer_all();
        late
    }

    pub(crate) fn send(&mut self, msg: Msg) {
        for effect in self.model.update(msg) {
            self.note(effect);
        }
    }

    fn note(&mut self, effect: Effect) {
        match effect {
            Effect::Search {
                generation,
                query,
                sort,
                ..
            } => {
                self.newest_search = generation;
                self.searcher
                    .push_back(Job::Search(generation, query, sort));
            }
            Effect::Locate(locate) => {
                self.locates += 1;
                self.searcher.push_back(Job::Locate(self.locates, locate));
            }
            Effect::Ask(ticket, question) => {
                self.searcher.push_back(Job::Ask(ticket, question));
            }
            Effect::Fetch(version, rows) => self.fetcher.push_back((version, rows)),
            Effect::Check(version, row) => self.fetcher.push_back((version, vec![row])),
            Effect::SetMore => self.shell.push_back(Msg::SetMore),
            Effect::Remember(actions) => {
                self.shell.push_back(Msg::Written(actions.len()));
                self.marked.extend(actions.iter().cloned());
                self.searcher.push_back(Job::Remember(actions));
            }
            // Nothing depends on what is only shown, and time does not pass here.
            Effect::Tally { .. } | Effect::Wait(..) | Effect::PauseWait => {}
            // What is given up depends on how late the answers are.
            Effect::GiveUpBefore(generation) => self.newest_search = generation,
            Effect::Pipe { command, text } => {
                let program = command.first().cloned().unwrap_or_default();
                self.shell.push_back(Msg::Piped(program, Piped::Code(0)));
                self.done.push(Effect::Pipe { command, text });
            }
            other => self.done.push(other),
        }
    }

    /// Lets one of the threads give its next answer; returns whether it had one to give.
    pub(crate) fn answer(&mut self, thread: u8) -> bool {
        let msg = match thread % 3 {
            0 => match self.searcher.pop_front() {
                Some(job) => self.work(job),
                None => return false,
            },
            1 => match self.fetcher.pop_front() {
                Some((version, rows)) => Some(self.fetch(version, rows)),
                None => return false,
            },
            _ => match self.shell.pop_front() {
                Some(msg) => Some(msg),
                None => return false,
            },
        };
        if let Some(msg) = msg {
            self.send(msg);
        }
        true
    }

    /// Lets everything be answered.
    pub(crate) fn answer_all(&mut self) {
        while self.answer(2) || self.answer(1) || self.answer(0) {}
    }

    fn fetch(&self, version: u64, rows: Vec<usize>) -> Msg {
        let article = |row: &usize| {
            let article = self.session.corpus().article(*row);
            let article = article.map(|article| Arc::new(article.into_owned()));
            (*row, article.ok().filter(|_| !self.fails).ok_or(Changed))
        };
        Msg::Fetched(Fetched {
            version,
            articles: rows.iter().map(article).collect(),
            asked: rows,
        })
    }

    fn work(&mut self, job: Job) -> Option<Msg> {
        match job {
            Job::Search(generation, ..) | Job::Rest(generation, _)
                if generation != self.newest_search =>
            {
                None
            }
            Job::Search(generation, ..) | Job::Rest(generation, _) if self.fails => {
                Some(Msg::SearchFailed(generation))
            }
            Job::Search(generation, query, sort) => {
                let answer = self.search(generation, query, sort);
                Some(Msg::Found { generation, answer })
            }
            Job::Rest(generation, query) => {
                let found = self.session.find(&query, &|| false);
                let answer = found.expect("sound").expect("not left");
                Some(Msg::Found { generation, answer })
            }
            Job::Locate(number, locate) if number == self.locates => Some(Msg::Located {
                generation: locate.generation,
                article: locate.article,
                hits: Highlighter::new(&locate.query).hits(&locate.document),
            }),
            Job::Locate(..) => None,
            Job::Ask(ticket, question) => {
                let reply = reply(&mut self.session, question).filter(|_| !self.fails);
                Some(Msg::Answered(ticket, reply))
            }
            Job::Remember(actions) => {
                self.session.act(&actions);
                None
            }
        }
    }

    fn search(&mut self, generation: u64, query: Query, sort: Sort) -> Found {
        let found = match sort {
            Sort::Newest => self.session.first(FIRST, &query, &|| false),
            sort => self.session.list(sort, &query, &|| false),
        };
        let found = found.expect("sound").expect("not left");
        if found.may_have_more() {
            self.searcher.push_front(Job::Rest(generation, query));
        }
        found
    }

    /// Types keys in one burst. `⏎`, `⇥` and `⎋` are Enter, Tab and Esc; what stands in `«»` is pasted.
    pub(crate) fn type_ahead(&mut self, keys: &str) {
        for msg in strokes(keys) {
            self.send(msg);
        }
    }

    /// Types keys of which each waits until all is answered.
    pub(crate) fn type_in_turn(&mut self, keys: &str) {
        for msg in strokes(keys) {
            self.send(msg);
            self.answer_all();
        }
    }

    /// The id of the selected report.
    pub(crate) fn selected(&self) -> Option<String> {
        let index = self.model.article_in(self.model.list.selected())?;
        Some(self.session.corpus().article(index).ok()?.id.clone())
    }
}

/// The message that these are the reports, where the one that was read stands in this row.
fn arrival(holdings: Arc<dyn Holdings>, version: u64, row: Option<usize>) -> Msg {
    Msg::Reports(report_window::Update {
        holdings,
        version,
        standing: Standing::Moved(row),
    })
}

/// The messages of keys that are written in a row.
pub(crate) fn strokes(keys: &str) -> Vec<Msg> {
    let mut msgs = Vec::new();
    let mut pasted: Option<String> = None;
    for c in keys.chars() {
        match (c, &mut pasted) {
            ('»', _) => msgs.extend(pasted.take().map(Msg::Paste)),
            (c, Some(text)) => text.push(c),
            ('«', None) => pasted = Some(String::new()),
            ('⏎', None) => msgs.push(Msg::Key(Key::plain(Code::Enter))),
            ('⇥', None) => msgs.push(Msg::Key(Key::plain(Code::Tab))),
            ('⎋', None) => msgs.push(Msg::Key(Key::plain(Code::Esc))),
            (c, None) => msgs.push(Msg::Key(Key::char(c))),
        }
    }
    msgs
}
