//! A reader without a terminal: the model, with a searcher that answers at once.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use ratatui::Terminal;
use ratatui::backend::{Backend as _, TestBackend};
use ratatui::buffer::{Buffer, CellWidth};
use zhenews::app::finding::Sort;
use zhenews::app::keys::{Code, Key};
use zhenews::app::owned::{Owned, Placed};
use zhenews::app::panel::{Counting, Counts, KINDS, VALUES};
use zhenews::app::question::{Question, Reply};
use zhenews::app::{Answer, Effect, Model, Msg};
use zhenews::document::headline;
use zhenews::lang::Lang;
use zhenews::library::{Action, Library};
use zhenews::search::counts::{Facet, Histogram, Span};
use zhenews::search::{Haystack, Highlighter, Match, Query, Relevance, ranked};
use zhenews::store::{Collection, Reading, Site, Source, read};
use zhenews::text::width::Ambiguous;
use zhenews::ui::{self, Theme};

/// A reader at a desk.
pub(crate) struct Reader {
    pub(crate) model: Model,
    haystack: Haystack,
    /// Whether questions wait for [`Reader::answer`].
    pub(crate) withholds: bool,
    withheld: Vec<Effect>,
    /// What the reader has had kept.
    pub(crate) kept: Vec<Action>,
    /// Whether it is told that they are.
    pub(crate) keeps: bool,
    /// The wait that the reader asked for, and whether time passes for it.
    pub(crate) wait: u64,
    pub(crate) is_timed: bool,
    /// What the reader asked for besides searching.
    pub(crate) asked: Vec<Effect>,
    /// The file of each report, and of each file the places that hold it.
    pub(crate) files: (Vec<Site>, Vec<Vec<u16>>),
}

/// The edition that is part of the program, which is read once.
pub(crate) fn shipped() -> Collection {
    static SHIPPED: OnceLock<Collection> = OnceLock::new();
    let shipped = SHIPPED.get_or_init(|| read(&[Source::Shipped], &Reading::default()));
    assert_eq!(shipped.problems, []);
    Collection {
        articles: shipped.articles.clone(),
        problems: Vec::new(),
        files: shipped.files.clone(),
        places: shipped.places.clone(),
    }
}

impl Reader {
    pub(crate) fn new(collection: Collection, size: (u16, u16), ambiguous: Ambiguous) -> Self {
        let model = Model::new(Lang::Zh, ambiguous, size);
        let haystack = Haystack::new(&collection.articles);
        let mut reader = Self {
            model,
            haystack,
            withholds: false,
            withheld: Vec::new(),
            kept: Vec::new(),
            keeps: true,
            wait: 0,
            is_timed: false,
            asked: Vec::new(),
            files: (collection.places.clone(), Vec::new()),
        };
        reader.send(Msg::Loaded(Arc::new(collection)));
        reader.remember(Library::default());
        reader
    }

    /// Opens the shipped edition.
    pub(crate) fn of_shipped(width: u16, height: u16) -> Self {
        Self::new(shipped(), (width, height), Ambiguous::Narrow)
    }

    /// Sends a message and carries out what follows.
    pub(crate) fn send(&mut self, msg: Msg) {
        let mut waiting = vec![msg];
        while !waiting.is_empty() {
            let effects = self.model.update(waiting.remove(0));
            waiting.extend(
                effects
                    .into_iter()
                    .filter_map(|effect| self.carry_out(effect)),
            );
        }
    }

    /// Answers the questions that were withheld.
    pub(crate) fn answer(&mut self) {
        self.withholds = false;
        for effect in std::mem::take(&mut self.withheld) {
            if let Some(msg) = self.carry_out(effect) {
                self.send(msg);
            }
        }
    }

    fn carry_out(&mut self, effect: Effect) -> Option<Msg> {
        match effect {
            Effect::Search { .. } | Effect::Locate(_) | Effect::Tally { .. } if self.withholds => {
                self.withheld.push(effect);
                None
            }
            Effect::Search {
                generation,
                query,
                sort,
            } => {
                let matches = self.found(&query)?;
                let answer = match sort {
                    Sort::Newest => Answer::Matches(matches),
                    Sort::Relevance => Answer::Ranked(self.ranked(&query, &matches)),
                };
                Some(Msg::Found { generation, answer })
            }
            Effect::Ask(
                ticket,
                Question::Count {
                    query, counting, ..
                },
            ) => {
                let found = self.found(&query)?;
                let rows: Vec<usize> = found.iter().map(|found| found.article).collect();
                let all = self.model.shelf.all()?;
                let facet = |kind| Facet::of(all, Some(&rows), kind, VALUES);
                let counts = match counting {
                    Counting::Facets => Counts::Facets(KINDS.map(facet).into()),
                    Counting::Times => Counts::Times(Histogram::of(all, Some(&rows), Span::Day)),
                    Counting::Values(kind) => Counts::Values(kind, Facet::all_of(all, kind)),
                };
                Some(Msg::Answered(ticket, Some(Reply::Counts(counts))))
            }
            Effect::Tally { number, queries } => {
                let count = |(folder, query): (usize, Query)| {
                    self.found(&query).map(|found| (folder, found.len()))
                };
                let counts = queries.into_iter().filter_map(count).collect();
                Some(Msg::Tallied { number, counts })
            }
            Effect::Locate(locate) => Some(Msg::Located {
                generation: locate.generation,
                article: locate.article,
                hits: Highlighter::new(&locate.query).hits(&locate.document),
            }),
            Effect::SetMore => Some(Msg::SetMore),
            Effect::Remember(actions) => {
                let count = actions.len();
                self.kept.extend(actions);
                self.keeps.then_some(Msg::Written(count))
            }
            Effect::Wait(wait, _) => {
                self.wait = wait;
                self.is_timed = true;
                None
            }
            Effect::PauseWait => {
                self.is_timed = false;
                None
            }
            other => {
                self.asked.push(other);
                None
            }
        }
    }

    fn found(&self, query: &Query) -> Option<Vec<Match>> {
        let owned = Owned {
            library: self.model.memory.library(),
            articles: self.model.shelf.all()?,
        };
        let (sites, of_files) = (&self.files.0, &self.files.1);
        let placed = Placed {
            owned,
            sites,
            of_files,
        };
        self.haystack.search_marked(query, &placed, &|| false)
    }

    fn ranked(&self, query: &Query, matches: &[Match]) -> Vec<Match> {
        let found: Vec<_> = matches.iter().map(|m| (m.article, m.pinyin)).collect();
        let all = self.model.shelf.all().expect("all are there");
        let article = |row: usize| all.get(row).map(Cow::Borrowed);
        let ranked = ranked(query, &found, &article, &|| false).expect("not left");
        let one = |(article, rank): (usize, Relevance)| Match {
            article,
            hits: rank.hits,
            pinyin: !rank.is_exact,
        };
        ranked.into_iter().map(one).collect()
    }

    /// Gives the reader what was remembered.
    pub(crate) fn remember(&mut self, library: Library) {
        let library = Box::new(library);
        self.send(Msg::Remembered {
            library,
            damaged: 0,
        });
    }

    pub(crate) fn press(&mut self, code: Code) {
        self.send(Msg::Key(Key::plain(code)));
    }

    /// Presses a character's key with Ctrl.
    pub(crate) fn ctrl(&mut self, c: char) {
        self.send(Msg::Key(Key::ctrl(c)));
    }

    /// Types characters one by one.
    pub(crate) fn type_in(&mut self, text: &str) {
        for c in text.chars() {
            self.send(Msg::Key(Key::char(c)));
        }
    }

    /// Draws the screen.
    pub(crate) fn buffer(&self) -> Buffer {
        buffer_of(&self.model, &Theme::coloured())
    }

    /// Returns the column and row of the terminal's cursor, if it shows.
    pub(crate) fn cursor(&self) -> Option<(u16, u16)> {
        let mut screen = drawn(&self.model, &Theme::coloured());
        let position = screen.get_cursor_position().expect("in memory");
        screen.cursor_visible().then_some((position.x, position.y))
    }

    /// Draws the screen in a theme.
    pub(crate) fn buffer_in(&self, theme: &Theme) -> Buffer {
        buffer_of(&self.model, theme)
    }

    /// The screen as text, with the blank cells at lines' ends left out.
    pub(crate) fn screen(&self) -> String {
        screen_text(&self.buffer())
    }
}

/// Draws the screen of a model.
fn buffer_of(model: &Model, theme: &Theme) -> Buffer {
    drawn(model, theme).buffer().clone()
}

fn drawn(model: &Model, theme: &Theme) -> TestBackend {
    let size = model.layout().status;
    let backend = TestBackend::new(size.width, size.y + size.height);
    let mut terminal = Terminal::new(backend).expect("a screen of memory");
    terminal
        .draw(|frame| ui::draw(model, theme, frame))
        .expect("drawing in memory");
    terminal.backend().clone()
}

/// The screen of a model as text.
pub(crate) fn screen_of(model: &Model) -> String {
    screen_text(&buffer_of(model, &Theme::coloured()))
}

/// A buffer as text: the cells behind a wide character are part of it.
pub(crate) fn screen_text(buffer: &Buffer) -> String {
    let area = buffer.area;
    let line = |y| {
        let mut line = String::new();
        let mut x = area.left();
        while x < area.right() {
            line.push_str(buffer[(x, y)].symbol());
            x += buffer[(x, y)].cell_width().max(1);
        }
        line.trim_end().to_owned() + "\n"
    };
    (area.top()..area.bottom()).map(line).collect()
}

/// The headline of the selected article.
pub(crate) fn selected_title(reader: &Reader) -> String {
    let row = reader.model.list.selected();
    let index = reader.model.article_in(row).expect("a row is selected");
    let article = reader.model.article(index).expect("an article");
    headline(article).text().to_owned()
}
