//! A reader whose threads answer late: each in its order, and only when they are let.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::fs::File;
use std::io::Write as _;
use std::sync::{Arc, OnceLock};

use tempfile::TempDir;
use zhenews::app::finding::Sort;
use zhenews::app::keys::{Code, Key};
use zhenews::app::owned::{self, Owned};
use zhenews::app::panel::{Counting, Counts, KINDS, VALUES};
use zhenews::app::question::{Question, Reply, Ticket};
use zhenews::app::shelf::{Fetched, Standing, Stock};
use zhenews::app::{Answer, Effect, Locate, Model, Msg, Piped};
use zhenews::archive::{Archive, Cabinet, Progress, Update, Watch};
use zhenews::article::Article;
use zhenews::lang::Lang;
use zhenews::library::{Action, Library};
use zhenews::search::counts::{Facet, Histogram, Span};
use zhenews::search::{Haystack, Highlighter, Match, Query, Relevance, ranked};
use zhenews::store::{Changed, Collection, Reading, Source, read};
use zhenews::text::width::Ambiguous;

/// So many of an archive's matches are told first.
const FIRST: usize = 4;

/// Where the reports are.
#[derive(Clone)]
pub(crate) enum Held {
    Memory(Arc<Collection>),
    Archive(Arc<Archive>),
}

impl Held {
    /// The same reports, once in memory and once in an archive.
    pub(crate) fn both() -> [Self; 2] {
        static BOTH: OnceLock<(TempDir, [Held; 2])> = OnceLock::new();
        let (_, both) = BOTH.get_or_init(|| {
            let directory = tempfile::tempdir().expect("a directory");
            let store = directory.path().join("store.jsonl");
            let mut file = File::create(&store).expect("a file is made");
            let written = file.write_all(reports().as_bytes());
            written.expect("it is written");
            let (sources, reading) = ([Source::Path(store)], Reading::default());
            let cabinet = Cabinet::within(&directory.path().join("cache"), &sources, &reading);
            let archive = cabinet
                .expect("a cabinet")
                .update(Update::Changed, &Unwatched);
            let archive = archive.expect("it is indexed");
            let collection = read(&sources, &reading);
            assert_eq!(archive.len(), collection.articles.len());
            let both = [
                Held::Memory(Arc::new(collection)),
                Held::Archive(Arc::new(archive)),
            ];
            (directory, both)
        });
        both.clone()
    }

    fn articles(&self) -> usize {
        match self {
            Self::Memory(all) => all.articles.len(),
            Self::Archive(archive) => archive.len(),
        }
    }

    fn article(&self, row: usize) -> Option<Cow<'_, Article>> {
        match self {
            Self::Memory(all) => all.articles.get(row).map(Cow::Borrowed),
            Self::Archive(archive) => archive.article(row).ok().map(Cow::Owned),
        }
    }
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
    held: Held,
    haystack: Haystack,
    searcher: VecDeque<Job>,
    fetcher: VecDeque<(u64, Vec<usize>)>,
    /// What the shell sends itself.
    shell: VecDeque<Msg>,
    /// What the thread that searches knows of marks.
    library: Library,
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
    pub(crate) fn opened(held: &Held, library: Library) -> Self {
        let haystack = match held {
            Held::Memory(all) => Haystack::new(&all.articles),
            Held::Archive(_) => Haystack::default(),
        };
        let model = Model::new(Lang::Zh, Ambiguous::Narrow, (80, 16));
        let stock = Stock {
            version: 1,
            len: held.articles(),
            is_whole: true,
            problems: Vec::new(),
        };
        let articles = match held {
            Held::Memory(all) => Msg::Loaded(all.clone()),
            Held::Archive(_) => Msg::Stocked {
                stock,
                standing: Standing::Moved(None),
            },
        };
        let marks = Msg::Remembered {
            library: Box::new(library.clone()),
            damaged: 0,
        };
        Self {
            model,
            held: held.clone(),
            haystack,
            searcher: VecDeque::new(),
            fetcher: VecDeque::new(),
            shell: [articles, marks].into(),
            library,
            newest_search: 0,
            locates: 0,
            fails: false,
            marked: Vec::new(),
            done: Vec::new(),
        }
    }

    /// A reader that waits for a key.
    pub(crate) fn ready(held: &Held) -> Self {
        let mut late = Self::opened(held, Library::default());
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
            } => {
                self.newest_search = generation;
                self.searcher
                    .push_back(Job::Search(generation, query, sort));
            }
            Effect::Locate(locate) => {
                self.locates += 1;
                self.searcher.push_back(Job::Locate(self.locates, locate));
            }
            Effect::Ask(ticket, Question::Day(day)) => {
                let Held::Archive(archive) = &self.held else {
                    panic!("a day is asked for in memory");
                };
                let row = Reply::Row(archive.row_before(day));
                self.shell.push_back(Msg::Answered(ticket, Some(row)));
            }
            Effect::Ask(ticket, Question::Report(id)) => {
                let Held::Archive(archive) = &self.held else {
                    panic!("a report is asked for in memory");
                };
                let row = Reply::Article(archive.row_of(&id).expect("sound"));
                self.shell.push_back(Msg::Answered(ticket, Some(row)));
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
            let article = self.held.article(*row).filter(|_| !self.fails);
            let article = article.map(Cow::into_owned).map(Arc::new);
            (*row, article.ok_or(Changed))
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
                let Held::Archive(archive) = &self.held else {
                    panic!("all is told at once");
                };
                let marks = owned::marks(archive, &self.library).expect("marks");
                let search = archive.search_marked(&query, &marks);
                let rows = search.all(&|| false).expect("sound").expect("not left");
                let said = search.said(&rows, &|| false).expect("sound");
                let answer = Answer::Rows(rows, said.expect("not left"));
                Some(Msg::Found { generation, answer })
            }
            Job::Locate(number, locate) if number == self.locates => Some(Msg::Located {
                generation: locate.generation,
                article: locate.article,
                hits: Highlighter::new(&locate.query).hits(&locate.document),
            }),
            Job::Locate(..) => None,
            Job::Ask(ticket, question) => {
                let reply = self.reply(question).filter(|_| !self.fails);
                Some(Msg::Answered(ticket, reply))
            }
            Job::Remember(actions) => {
                for action in &actions {
                    self.library.act(action);
                }
                None
            }
        }
    }

    fn search(&mut self, generation: u64, query: Query, sort: Sort) -> Answer {
        match (&self.held, sort) {
            (Held::Archive(archive), Sort::Newest) => {
                let marks = owned::marks(archive, &self.library).expect("marks");
                let search = archive.search_marked(&query, &marks);
                let first = search.first(FIRST, &|| false).expect("sound");
                self.searcher.push_front(Job::Rest(generation, query));
                Answer::First(first.expect("not left"))
            }
            (Held::Memory(_), Sort::Newest) => Answer::Matches(self.matches(&query)),
            (_, Sort::Relevance) => {
                let found = self.matches(&query);
                let found: Vec<_> = found.iter().map(|m| (m.article, m.pinyin)).collect();
                let article = |row: usize| self.held.article(row);
                let ranked = ranked(&query, &found, &article, &|| false).expect("not left");
                let one = |(article, rank): (usize, Relevance)| Match {
                    article,
                    hits: rank.hits,
                    pinyin: !rank.is_exact,
                };
                Answer::Ranked(ranked.into_iter().map(one).collect())
            }
        }
    }

    fn matches(&self, query: &Query) -> Vec<Match> {
        match &self.held {
            Held::Memory(all) => {
                let owned = Owned {
                    library: &self.library,
                    articles: &all.articles,
                };
                let found = self.haystack.search_marked(query, &owned, &|| false);
                found.expect("not left")
            }
            Held::Archive(archive) => {
                let marks = owned::marks(archive, &self.library).expect("marks");
                let search = archive.search_marked(query, &marks);
                let rows = search.all(&|| false).expect("sound").expect("not left");
                let said = search.said(&rows, &|| false).expect("sound");
                let said = said.expect("not left");
                let one = |(article, pinyin)| Match {
                    article,
                    hits: 0,
                    pinyin,
                };
                let rows = rows.iter().map(|row| (row, false));
                rows.chain(said.iter().map(|row| (row, true)))
                    .map(one)
                    .collect()
            }
        }
    }

    fn reply(&self, question: Question) -> Option<Reply> {
        Some(match (question, &self.held) {
            (Question::Ids(rows), Held::Archive(archive)) => {
                Reply::Ids(archive.ids(&rows.indexes).ok()?)
            }
            (Question::Unread(rows), Held::Archive(archive)) => {
                let marks = owned::marks(archive, &self.library).ok()?;
                Reply::Article(archive.first_unread(&rows.indexes, &marks))
            }
            (
                Question::Count {
                    query, counting, ..
                },
                held,
            ) => {
                let found = self.matches(&query);
                let rows: Vec<usize> = found.iter().map(|found| found.article).collect();
                let all = (0..held.articles()).filter_map(|row| held.article(row));
                let all: Vec<Article> = all.map(Cow::into_owned).collect();
                let facet = |kind| Facet::of(&all, Some(&rows), kind, VALUES);
                Reply::Counts(match counting {
                    Counting::Facets => Counts::Facets(KINDS.map(facet).into()),
                    Counting::Times => Counts::Times(Histogram::of(&all, Some(&rows), Span::Day)),
                    Counting::Values(kind) => Counts::Values(kind, Facet::all_of(&all, kind)),
                })
            }
            (question, Held::Memory(_)) => panic!("{question:?} is asked in memory"),
            (question, _) => panic!("{question:?} is the shell's"),
        })
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
        Some(self.held.article(index)?.id.clone())
    }
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
