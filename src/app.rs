//! The reader as a pure state machine: a [`Model`], the messages that reach it, and the effects
//! that it asks for.
//!
//! Nothing here knows a terminal, a file or a clock: [`Model::update`] takes what happened and
//! returns what is to be done. That makes every behaviour of the reader testable as keys in, model
//! out.

pub mod finding;
pub mod galley;
pub mod keymap;
pub mod keys;
pub mod lang;
pub mod layout;
pub mod line_edit;
pub mod link;
pub mod list;
pub mod overlay;
pub mod reading;

mod act;
mod browse;
mod seek;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::article::Article;
use crate::search::{Match, Query};
use crate::store::Collection;
use crate::text::width::Ambiguous;

use finding::Finding;
use keys::Key;
use lang::Lang;
use layout::{Area, Layout, text_area};
use list::{List, ROWS_EACH};
use overlay::Overlay;
use reading::Reading;

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
    /// A search was answered.
    Found {
        /// The question's generation.
        generation: u64,
        /// The articles that match, in the collection's order.
        matches: Vec<Match>,
    },
    /// The hits in one article were found.
    Located {
        /// The question's generation.
        generation: u64,
        /// The article's index.
        article: usize,
        /// Byte ranges of its document's text.
        hits: Vec<Range<usize>>,
    },
    /// It is time to set more of the text.
    SetMore,
    /// A link was handed to the browser, or this is why not.
    Opened(Result<(), String>),
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
    },
    /// Look for this in one article.
    Locate {
        /// The question's generation.
        generation: u64,
        /// The article's index.
        article: usize,
        /// Its text.
        document: Arc<crate::document::Document>,
        /// What to look for.
        query: Query,
    },
    /// Send [`Msg::SetMore`] behind the messages that wait.
    SetMore,
    /// Put this on the clipboard.
    Copy(String),
    /// Open this address in the browser.
    Open(String),
}

/// The reader's whole state.
#[derive(Debug, Default)]
pub struct Model {
    /// The interface's language.
    pub lang: Lang,
    /// How the terminal draws ambiguous characters.
    pub ambiguous: Ambiguous,
    /// The articles, once they are there.
    pub collection: Option<Arc<Collection>>,
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
    /// What stands over the screen, the topmost last.
    pub overlays: Vec<Overlay>,
    /// What the reader is told until the next key.
    pub notice: Option<String>,
    size: (u16, u16),
    keys: Vec<Key>,
    places: HashMap<usize, usize>,
    landing: Landing,
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
                self.collection = Some(collection);
                self.ask_again();
                self.fit();
                self.open_selected();
            }
            Msg::Found {
                generation,
                matches,
            } => self.found(generation, matches),
            Msg::Located {
                generation,
                article,
                hits,
            } => self.located(generation, article, hits),
            Msg::SetMore => self.set_more(),
            Msg::Opened(Ok(())) => {}
            Msg::Opened(Err(why)) => self.notice = Some(why),
        }
        std::mem::take(&mut self.effects)
    }

    /// Returns where things stand on the screen.
    pub fn layout(&self) -> Layout {
        Layout::new(self.size.0, self.size.1, self.focus)
    }

    /// Returns the number of rows in the list.
    pub fn rows(&self) -> usize {
        match self.finding.found() {
            Some(found) => found.articles(),
            None => self.articles().len(),
        }
    }

    /// Returns the index of the article in a row of the list.
    pub fn article_in(&self, row: usize) -> Option<usize> {
        match self.finding.found() {
            Some(found) => found.article(row),
            None => (row < self.articles().len()).then_some(row),
        }
    }

    /// Returns all articles.
    pub fn articles(&self) -> &[Article] {
        self.collection.as_deref().map_or(&[], |c| &c.articles)
    }

    /// Returns what was wrong in the files.
    pub fn problems(&self) -> &[crate::store::Problem] {
        self.collection.as_deref().map_or(&[], |c| &c.problems)
    }

    /// Fits list, text and overlays to the screen.
    fn fit(&mut self) {
        let rows = self.rows();
        let height = self.list_height();
        self.list.fit(rows, height);
        self.fit_reading();
        let height = self.overlay_height();
        for overlay in &mut self.overlays {
            overlay.scroll(0, height);
        }
    }

    fn fit_reading(&mut self) {
        let area = text_area(self.pane());
        if let Some(reading) = &mut self.reading {
            reading.fit(area.width, area.height, self.ambiguous);
            if !reading.is_complete() {
                self.effects.push(Effect::SetMore);
            }
        }
    }

    fn set_more(&mut self) {
        if self.reading.as_mut().is_some_and(Reading::set_more) {
            self.effects.push(Effect::SetMore);
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

    /// Lines of text that an overlay's window holds.
    pub fn overlay_height(&self) -> usize {
        usize::from(self.size.1).saturating_sub(4)
    }
}
