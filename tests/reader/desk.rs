//! A reader without a terminal: the model, with a searcher that answers at once.

use std::sync::{Arc, OnceLock};

use ratatui::Terminal;
use ratatui::backend::{Backend as _, TestBackend};
use ratatui::buffer::{Buffer, CellWidth};
use zhenews::app::keys::{Code, Key};
use zhenews::app::question::{Question, Reply};
use zhenews::app::report_window::{Standing, Update};
use zhenews::app::{Effect, Model, Msg};
use zhenews::corpus::{Held, Session, page_of, printings};
use zhenews::document::headline;
use zhenews::lang::Lang;
use zhenews::library::{Action, Library};
use zhenews::search::{Highlighter, Query};
use zhenews::store::{Collection, Reading, Source, read};
use zhenews::text::width::Ambiguous;
use zhenews::ui::{self, Theme};

/// A reader at a desk.
pub(crate) struct Reader {
    pub(crate) model: Model,
    session: Session,
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

/// What is remembered of someone who has read and noted something, of which nothing is here.
fn used() -> Library {
    let mut library = Library::default();
    library.act(&Action::Note("elsewhere".into(), "校".to_owned()));
    library
}

impl Reader {
    pub(crate) fn new(collection: Collection, size: (u16, u16), ambiguous: Ambiguous) -> Self {
        let model = Model::new(Lang::Zh, ambiguous, size);
        let mut reader = Self {
            model,
            session: Session::default(),
            withholds: false,
            withheld: Vec::new(),
            kept: Vec::new(),
            keeps: true,
            wait: 0,
            is_timed: false,
            asked: Vec::new(),
        };
        reader.open(collection);
        reader.remember(used());
        reader
    }

    /// Shows what is in memory.
    pub(crate) fn open(&mut self, collection: Collection) {
        let held = Arc::new(Held::new(collection, &[], &Reading::default()));
        self.session.turn_to(held.clone());
        self.send(opening(held));
    }

    /// Makes the reports of the shipped edition stand in two places that were named, each in the one whose
    /// number `place` tells.
    pub(crate) fn stand_in_places(&mut self, place: impl Fn(u32) -> u32) {
        let paths = ["/报/晨报", "/报/晚报"];
        let mut all = shipped();
        all.files = paths.map(|path| format!("{path}/a.json").into()).into();
        for (number, site) in (0..).zip(&mut all.places) {
            site.number = place(number);
        }
        let sources = paths.map(|path| Source::Path(path.into()));
        let held = Held::new(all, &sources, &Reading::default());
        self.session.turn_to(Arc::new(held));
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
                once,
            } => {
                let found = self.session().list(sort, &query, &|| false);
                let mut answer = found.expect("in memory")?;
                if once {
                    answer = self.session.once(answer).expect("in memory");
                }
                Some(Msg::Found { generation, answer })
            }
            Effect::Ask(ticket, question) => {
                let reply = reply(self.session(), question);
                Some(Msg::Answered(ticket, reply))
            }
            Effect::Tally { number, queries } => {
                let session = self.session();
                let mut count = |(folder, query): (usize, Query)| {
                    let count = session.how_many(&query, &|| false).expect("in memory");
                    Some((folder, count?))
                };
                let counts = queries.into_iter().filter_map(&mut count).collect();
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

    /// What is searched, and what is remembered of it by now.
    fn session(&mut self) -> &mut Session {
        self.session.remember(self.model.memory.library().clone());
        &mut self.session
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

/// Says that these are the reports that there are.
pub(crate) fn opening(held: Arc<Held>) -> Msg {
    Msg::Reports(Update {
        holdings: held,
        version: 1,
        standing: Standing::Moved(None),
    })
}

/// Answers a question, if it can be.
pub(crate) fn reply(session: &mut Session, question: Question) -> Option<Reply> {
    let corpus = session.corpus();
    match question {
        Question::Days(days) => corpus.rows_of(days).ok().map(Reply::Days),
        Question::Printings(rows) => {
            let row = *rows.indexes.first()?;
            printings(&**corpus, row).ok().map(Reply::Printings)
        }
        Question::Page(rows) => {
            let row = *rows.indexes.first()?;
            Some(Reply::Page(page_of(&**corpus, row)))
        }
        Question::Report(id) => corpus.row_of(&id).ok().map(Reply::Article),
        Question::Ids(rows) => corpus.ids(&rows.indexes).ok().map(Reply::Ids),
        Question::Unread(rows) => {
            let found = session.first_unread(&rows.indexes);
            found.ok().map(Reply::Article)
        }
        Question::Count {
            query,
            once,
            counting,
            ..
        } => {
            let counts = session.count(counting, (&query, once), &|| false);
            counts.ok()?.map(Reply::Counts)
        }
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
