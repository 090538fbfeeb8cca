//! The reader as a pure state machine: a [`Model`], the messages that reach it, and the effects
//! that it asks for.
//!
//! Nothing here knows a terminal, a file or a clock: [`Model::update`] takes what happened and
//! returns what is to be done. That makes every behaviour of the reader testable as keys in, model
//! out.

pub mod chart;
pub mod finding;
pub mod galley;
pub mod keymap;
pub mod keys;
pub mod labelling;
pub mod lang;
pub mod layout;
pub mod line_edit;
pub mod link;
pub mod list;
pub mod memory;
pub mod overlay;
pub mod owned;
pub mod panel;
pub mod reading;
pub mod shelf;

mod act;
mod browse;
mod counting;
mod dating;
mod seek;
mod stock;

use std::ops::Range;
use std::sync::Arc;

use crate::archive::{self, Rows};
use crate::article::Article;
use crate::document::Document;
use crate::library::{Action, Id, Library, Record};
use crate::search::{Match, Query};
use crate::store::Collection;
use crate::text::width::Ambiguous;

use finding::Finding;
use finding::Sort;
use keys::Key;
use lang::Lang;
use layout::{Area, Layout, text_area};
use line_edit::LineEdit;
use list::{List, ROWS_EACH};
use memory::Memory;
use overlay::Overlay;
use panel::{Counting, Counts};
use reading::Reading;
use shelf::{Fetched, Shelf, Standing, Stock};

/// Which pane the arrow keys act on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Focus {
    /// The headlines.
    #[default]
    List,
    /// The text.
    Text,
}

/// Something that happened.
#[derive(Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// Text came in one piece.
    Paste(String),
    /// The mouse was used.
    Mouse(Mouse),
    /// The screen has this many columns and rows now.
    Resize(u16, u16),
    /// The articles are there.
    Loaded(Arc<Collection>),
    /// The articles are in an archive, or there is more in it, or it has changed.
    Stocked {
        /// What is known of it.
        stock: Stock,
        /// Whether the articles stand where they stood.
        standing: Standing,
    },
    /// Articles of an archive were read.
    Fetched(Fetched),
    /// An archive is being indexed, and this far; `None` when it is done.
    Indexing(Option<archive::Progress>),
    /// A search was answered.
    Found {
        /// The question's generation.
        generation: u64,
        /// What was found.
        answer: Answer,
    },
    /// Reports were counted.
    Counted {
        /// The question's generation.
        generation: u64,
        /// What was counted.
        counts: Counts,
    },
    /// The first row of an earlier day was found.
    DayFound(usize),
    /// The hits in one article were found.
    Located {
        /// The question's generation.
        generation: u64,
        /// The article's index.
        article: usize,
        /// Byte ranges of its document's text.
        hits: Vec<Range<usize>>,
    },
    /// What was remembered before is there.
    Remembered {
        /// All of it.
        library: Box<Library>,
        /// How many of its records are damaged, and were left out.
        damaged: usize,
    },
    /// Another reader did this.
    Told(Vec<Record>),
    /// The oldest so many of the actions that were to be kept are on the disk.
    Written(usize),
    /// What is to be remembered cannot be kept, for a reason.
    NotKept(String),
    /// The ids of an archive's articles that were asked for, to be marked as read.
    Named(Vec<Id>),
    /// The first unread article of those of an archive's version that were asked about, if one is.
    UnreadFound(u64, Option<usize>),
    /// The wait of this number is over.
    Waited(u64),
    /// The reader is about to end.
    Leaving,
    /// An archive could not be indexed, for a reason.
    NotIndexed(String),
    /// It is time to set more of the text.
    SetMore,
    /// Nobody could continue a suspended reader, and so it was not.
    NotSuspended,
    /// No browser could be started.
    NotOpened,
}

/// What was found.
#[derive(Debug)]
pub enum Answer {
    /// All articles that match, in the collection's order.
    Matches(Vec<Match>),
    /// The first of an archive's.
    First(Vec<usize>),
    /// All articles that match, the most relevant first.
    Ranked(Vec<Match>),
    /// All of an archive's: as they are typed, and those that match only if what was typed is pinyin.
    Rows(Rows, Rows),
}

/// A use of the mouse, at a column and a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// What was done.
    pub action: MouseAction,
    /// The column.
    pub x: u16,
    /// The row.
    pub y: u16,
}

/// What was done with the mouse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseAction {
    /// The left button was pressed.
    Click,
    /// The wheel was turned by one step towards the reader.
    WheelDown,
    /// The wheel was turned by one step away from the reader.
    WheelUp,
}

/// Something to be done outside.
#[derive(Debug, PartialEq, Eq)]
pub enum Effect {
    /// End the reader.
    Quit,
    /// Stop until the shell continues it.
    Suspend,
    /// Draw everything anew.
    Redraw,
    /// Look for this in all articles.
    Search {
        /// The question's generation.
        generation: u64,
        /// What to look for.
        query: Query,
        /// In which order.
        sort: Sort,
    },
    /// Count what this finds.
    Count {
        /// The question's generation.
        generation: u64,
        /// What to look for.
        query: Query,
        /// What to count.
        counting: Counting,
    },
    /// Find the archive's first row that is of an earlier day than this key.
    FindDay(u32),
    /// Keep these actions.
    Remember(Vec<Action>),
    /// Name these articles of an archive.
    Name(memory::Rows),
    /// Find the first of these articles of an archive that is unread.
    FindUnread(memory::Rows),
    /// Send [`Msg::Waited`] with this number when an article has been open long enough to be read; it takes
    /// the place of an earlier wait.
    Wait(u64),
    /// Look for this in one article.
    Locate(Locate),
    /// Read these articles of the archive's version.
    Fetch(u64, Vec<usize>),
    /// Read the article of an archive of this version with this index again: it has been there for a while.
    Check(u64, usize),
    /// Send [`Msg::SetMore`] behind the messages that wait.
    SetMore,
    /// Put this on the clipboard.
    Copy(String),
    /// Open this address in the browser.
    Open(String),
}

/// The question where a query's words stand in one article.
#[derive(Debug, PartialEq, Eq)]
pub struct Locate {
    /// The generation of the search that it belongs to.
    pub generation: u64,
    /// The article's index.
    pub article: usize,
    /// Its text.
    pub document: Arc<Document>,
    /// What to look for.
    pub query: Query,
}

/// The reader's whole state.
#[derive(Debug, Default)]
pub struct Model {
    /// The interface's language.
    pub lang: Lang,
    /// How the terminal draws ambiguous characters.
    pub ambiguous: Ambiguous,
    /// The articles.
    pub shelf: Shelf,
    /// How far an archive is indexed that is not yet.
    pub indexing: Option<archive::Progress>,
    /// Which pane the arrow keys act on.
    pub focus: Focus,
    /// The window on the list.
    pub list: List,
    /// The article in the reading pane.
    pub reading: Option<Reading>,
    /// The search.
    pub finding: Finding,
    /// The hit that n and N go on from: its index in the article that is read.
    pub hit: Option<usize>,
    /// The field for a date, while the reader types one.
    pub date: Option<LineEdit>,
    /// The field for tags or a note, while the reader types them.
    pub label: Option<labelling::Label>,
    /// What is remembered of the articles.
    pub memory: Memory,
    /// What stands over the screen, the topmost last.
    pub overlays: Vec<Overlay>,
    /// What the reader is told until the next key.
    pub notice: Option<String>,
    size: (u16, u16),
    keys: Vec<Key>,
    /// Whether the selected article is to be opened when it comes.
    opening: bool,
    /// Whether the reader acted on the article that is read, so that its place is the reader's own.
    touched: bool,
    /// Whether [`Msg::SetMore`] is on its way.
    setting: bool,
    /// The row and the focus when the search field was opened.
    before_search: Option<(usize, Focus)>,
    landing: Landing,
    /// Steps to hits that wait for the answer; `true` is a step back.
    owed: Vec<bool>,
    effects: Vec<Effect>,
}

/// Which hit to show when the hits of an article are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Landing {
    #[default]
    None,
    /// The first, in passing: the article's place stays where the reader left it.
    Glance,
    /// The first, as the place to go on from.
    First,
    /// The last, as the place to go on from.
    Last,
}

impl Model {
    /// Makes a reader without articles on a screen of some columns and rows.
    pub fn new(lang: Lang, ambiguous: Ambiguous, size: (u16, u16)) -> Self {
        Self {
            lang,
            ambiguous,
            size,
            ..Self::default()
        }
    }

    /// Takes what happened and returns what is to be done.
    #[must_use = "what is not done is lost"]
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::Key(key) => self.key(key),
            Msg::Paste(text) => self.paste(&text),
            Msg::Mouse(mouse) => self.mouse(mouse),
            Msg::Resize(width, height) => {
                self.size = (width, height);
                self.fit();
            }
            Msg::Loaded(collection) => {
                self.shelf = Shelf::Whole(collection);
                self.tell_of_problems();
                self.ask_again();
                self.fit();
                self.open_selected();
            }
            Msg::Stocked { stock, standing } => self.stocked(stock, standing),
            Msg::Fetched(fetched) => self.fetched(fetched),
            Msg::Indexing(progress) => self.indexing = progress,
            Msg::Found { generation, answer } => self.found(generation, answer),
            Msg::Counted { generation, counts } => self.counted(generation, counts),
            Msg::DayFound(row) => self.go_to_row_of_day(row),
            Msg::Located {
                generation,
                article,
                hits,
            } => self.located(generation, article, hits),
            Msg::Remembered { library, damaged } => self.remembered(*library, damaged),
            Msg::Told(records) => self.told(&records),
            Msg::Written(count) => self.written(count),
            Msg::NotKept(why) => self.not_kept(&why),
            Msg::Named(ids) => self.mark_read(ids),
            Msg::UnreadFound(version, index) => self.unread_told(version, index),
            Msg::Waited(wait) => self.waited(wait),
            Msg::Leaving => self.keep_place(),
            Msg::NotIndexed(why) => {
                self.notice = Some(match self.lang {
                    Lang::En => format!("not indexed: {why}"),
                    Lang::Zh => format!("未能编索引：{why}"),
                });
            }
            Msg::SetMore => self.set_more(),
            Msg::NotSuspended => {
                let why = self.lang.pick(
                    "not suspended: there is no shell that could continue the reader",
                    "未挂起：没有可以唤回阅读器的 shell",
                );
                self.notice = Some(why.to_owned());
            }
            Msg::NotOpened => {
                let why = self
                    .lang
                    .pick("no browser could be started", "无法启动浏览器");
                self.notice = Some(why.to_owned());
            }
        }
        self.fetch();
        self.look_on();
        std::mem::take(&mut self.effects)
    }

    /// Says once how to see what was wrong; the count stays in sight.
    fn tell_of_problems(&mut self) {
        let (count, keys) = (
            self.problems().len(),
            keymap::keys_of(keymap::Command::Problems),
        );
        if count > 0 {
            self.notice = Some(match self.lang {
                Lang::En => format!("some records could not be read: {keys} shows why"),
                Lang::Zh => format!("有些记录有问题：按 {keys} 查看"),
            });
        }
    }

    /// Returns where things stand on the screen.
    pub fn layout(&self) -> Layout {
        Layout::new(self.size.0, self.size.1, self.focus)
    }

    /// Returns the number of rows in the list.
    pub fn rows(&self) -> usize {
        match self.finding.found() {
            Some(found) => found.articles(),
            None => self.shelf.len(),
        }
    }

    /// Returns the index of the article in a row of the list.
    pub fn article_in(&self, row: usize) -> Option<usize> {
        match self.finding.found() {
            Some(found) => found.article(row),
            None => (row < self.shelf.len()).then_some(row),
        }
    }

    /// Returns an article, if it is there.
    pub fn article(&self, index: usize) -> Option<&Article> {
        self.shelf.article(index)
    }

    /// Returns what was wrong in the files.
    pub fn problems(&self) -> &[crate::store::Problem] {
        self.shelf.problems()
    }

    /// Fits list, text and overlays to the screen.
    fn fit(&mut self) {
        let rows = self.rows();
        let height = self.list_height();
        self.list.fit(rows, height);
        self.fit_reading();
        self.fit_overlays();
    }

    /// Fits the text. The character on top stays, and so does the hit that is looked at.
    fn fit_reading(&mut self) {
        let area = text_area(self.pane());
        let Some(reading) = &mut self.reading else {
            return;
        };
        let hit = self.hit.and_then(|hit| Some(reading.hits.get(hit)?.start));
        let hit = hit.filter(|byte| reading.shows(*byte));
        reading.fit(area.width, area.height, self.ambiguous);
        if let Some(byte) = hit.filter(|byte| !reading.shows(*byte)) {
            reading.reveal(byte);
        }
        self.go_on_setting();
    }

    fn set_more(&mut self) {
        self.setting = false;
        if let Some(reading) = &mut self.reading {
            reading.set_more();
        }
        self.go_on_setting();
    }

    fn go_on_setting(&mut self) {
        let unfinished = self
            .reading
            .as_ref()
            .is_some_and(|reading| !reading.is_complete());
        if unfinished && !self.setting {
            self.setting = true;
            self.effects.push(Effect::SetMore);
        }
    }

    fn fit_overlays(&mut self) {
        let (width, height) = (self.overlay_width(), self.overlay_height());
        let (lang, ambiguous) = (self.lang, self.ambiguous);
        let problems = self.shelf.problems();
        for overlay in &mut self.overlays {
            overlay.fit(width, height, lang, ambiguous, problems);
        }
    }

    /// The pane of the text, also while it does not show.
    fn pane(&self) -> Area {
        let shown = Layout::new(self.size.0, self.size.1, Focus::Text);
        shown.pane.unwrap_or_default()
    }

    /// Headlines that the list's window holds.
    fn list_height(&self) -> usize {
        let shown = Layout::new(self.size.0, self.size.1, Focus::List);
        usize::from(shown.list.unwrap_or_default().height / ROWS_EACH)
    }

    /// Cells that a line of an overlay has.
    fn overlay_width(&self) -> usize {
        usize::from(self.size.0).saturating_sub(4)
    }

    /// Lines of text that an overlay's window holds, below its title.
    pub fn overlay_height(&self) -> usize {
        usize::from(self.size.1).saturating_sub(3)
    }
}
