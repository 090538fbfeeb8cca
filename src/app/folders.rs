//! The folders above the list: everything, what is unread, what has a star, the searches that are saved
//! in the settings, what has come in since the last time, and the collections, where there are several: feeds in the
//! folders of the settings.
//!
//! A folder is a query on which searches stand: choosing one shows what it finds, `/` searches within
//! it, and Esc comes back to it. A report that meets the query no longer, for it was read meanwhile,
//! keeps its row until the folder is chosen again; the counts are those of the moment.
//!
//! A collection is such a query too, for the place that its reports were read from, and no reader opened
//! anew on its files alone: so it needs no index of its own, switching costs a search and no reading, and
//! reports keep the ids that they have among all others, by which they are marked.

mod acts;
mod places;
mod saved;
mod strip;

use std::borrow::Cow;

use crate::lang::Lang;
use crate::library::Action;
use crate::search::Query;

pub use places::{Feed, Place};
pub use saved::{Change, Saved, saved};
pub use strip::Label;

/// How many folders there are always.
const FIXED: usize = 3;

/// What a folder holds.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Everything,
    Unread,
    Starred,
    Search(Saved),
    New,
    Place(Place),
}

impl Kind {
    fn query(&self) -> Query {
        match self {
            Self::Everything => Query::default(),
            Self::Unread => Query::parse("is:unread"),
            Self::Starred => Query::parse("is:starred"),
            Self::Search(saved) => saved.query.clone(),
            Self::New => Query::parse("is:new"),
            Self::Place(place) => Query::from_places(&place.numbers()),
        }
    }

    /// What is counted: of a place what is unread.
    fn counted(&self) -> Query {
        match self {
            Self::Place(_) => self.query().and(&Query::parse("is:unread")),
            _ => self.query(),
        }
    }

    /// What it is remembered by.
    fn key(&self) -> String {
        match self {
            Self::Everything => "everything".to_owned(),
            Self::Unread => "unread".to_owned(),
            Self::Starred => "starred".to_owned(),
            Self::Search(saved) => format!("search {}", saved.name),
            Self::New => "new".to_owned(),
            Self::Place(place) => place.key.clone(),
        }
    }

    fn name(&self, lang: Lang) -> &str {
        match self {
            Self::Everything => lang.pick("All", "全部"),
            Self::Unread => lang.pick("Unread", "未读"),
            Self::Starred => lang.pick("Starred", "加星"),
            Self::Search(saved) => &saved.name,
            Self::New => lang.pick("New", "新到"),
            Self::Place(place) if place.key == "collection -" => lang.pick("Piped", "标准输入"),
            Self::Place(place) => &place.name,
        }
    }

    /// How many folders it is in.
    fn depth(&self) -> usize {
        match self {
            Self::Place(place) => place.depth,
            _ => 0,
        }
    }

    /// Whether something that was done changes what is counted of it.
    fn is_of(&self, action: &Action) -> bool {
        let is_reading = matches!(action, Action::Read(_) | Action::Unread(_));
        match self {
            Self::Everything | Self::New => false,
            Self::Unread | Self::Place(_) => is_reading,
            Self::Starred => matches!(action, Action::Star(_) | Action::Unstar(_)),
            Self::Search(saved) => action.is_mark() && saved.query.asks_for_marks(),
        }
    }
}

/// A folder.
#[derive(Clone, Debug)]
struct Folder {
    kind: Kind,
    /// How many reports were in it when they were last counted; of a place, how many were unread.
    count: Option<usize>,
    /// Whether there may be more or fewer now.
    is_stale: bool,
}

impl Folder {
    fn new(kind: Kind) -> Self {
        Self {
            kind,
            count: None,
            is_stale: true,
        }
    }
}

/// All folders, and which one is chosen.
#[derive(Debug)]
pub struct Folders {
    all: Vec<Folder>,
    chosen: usize,
    /// Which one is selected, while they are open.
    cursor: Option<usize>,
    searches: Vec<Saved>,
    places: Vec<Place>,
    /// Whether anything has come in since the last time.
    has_new: bool,
    /// The place that is to be chosen when it is there.
    wanted: Option<String>,
    /// The number of the last count that was asked for, and whether all that is stale is asked for.
    tally: u64,
    is_asked: bool,
    /// Whether the reader has chosen one, or the one of the last time is restored.
    is_settled: bool,
}

impl Default for Folders {
    fn default() -> Self {
        let mut folders = Self {
            all: Vec::new(),
            chosen: 0,
            cursor: None,
            searches: Vec::new(),
            places: Vec::new(),
            has_new: false,
            wanted: None,
            tally: 0,
            is_asked: false,
            is_settled: false,
        };
        folders.rebuild();
        folders
    }
}

impl Folders {
    /// Returns whether they are open, to choose one.
    pub fn is_open(&self) -> bool {
        self.cursor.is_some()
    }

    /// Returns whether the selected one is a saved search, which alone is removed from here.
    pub fn is_removable(&self) -> bool {
        let selected = self.cursor.and_then(|at| self.all.get(at));
        selected.is_some_and(|folder| matches!(folder.kind, Kind::Search(_)))
    }

    /// Returns whether they are worth a line of the screen: who has none of their own and reads
    /// everything sees the headlines alone.
    pub fn is_shown(&self) -> bool {
        self.is_open() || self.chosen > 0 || self.all.len() > FIXED
    }

    /// Returns what the chosen one is called; nothing where it is everything.
    pub fn chosen_name(&self, lang: Lang) -> Option<&str> {
        let chosen = self.all.get(self.chosen).filter(|_| self.chosen > 0)?;
        Some(chosen.kind.name(lang))
    }

    /// Returns how many reports were counted in a folder.
    pub fn count(&self, folder: usize) -> Option<usize> {
        self.all.get(folder)?.count
    }

    /// Makes the list of them. What is known of those that stay is kept, and which is chosen, if it is
    /// still there.
    fn rebuild(&mut self) {
        let chosen = self.all.get(self.chosen).map(|folder| folder.kind.key());
        let searches = self.searches.iter().cloned().map(Kind::Search);
        let has_feeds = self.places.iter().any(|place| place.is_of_feeds);
        let new = (self.has_new || has_feeds).then_some(Kind::New);
        let places = self.places.iter().cloned().map(Kind::Place);
        let kinds = [Kind::Everything, Kind::Unread, Kind::Starred];
        let former = std::mem::take(&mut self.all);
        let folder = |kind: Kind| {
            let known = former.iter().find(|folder| folder.kind == kind);
            known.cloned().unwrap_or_else(|| Folder::new(kind))
        };
        let kinds = kinds.into_iter().chain(searches).chain(new).chain(places);
        self.all = kinds.map(folder).collect();
        self.chosen = chosen.and_then(|key| self.of_key(&key)).unwrap_or(0);
        self.cursor = self.cursor.map(|cursor| cursor.min(self.all.len() - 1));
        // What was asked for has other numbers now.
        self.is_asked = false;
        self.tally += 1;
    }

    fn of_key(&self, key: &str) -> Option<usize> {
        self.all.iter().position(|folder| folder.kind.key() == key)
    }

    /// What the chosen one holds.
    fn kind(&self) -> Option<&Kind> {
        self.all.get(self.chosen).map(|folder| &folder.kind)
    }

    /// Returns the place that is chosen, if one is.
    pub(super) fn place(&self) -> Option<&Place> {
        match self.kind()? {
            Kind::Place(place) => Some(place),
            _ => None,
        }
    }

    /// Returns the numbers of what the place holds that is chosen; none where that is another folder.
    pub(super) fn place_numbers(&self) -> Vec<u16> {
        self.place().map(Place::numbers).unwrap_or_default()
    }

    fn query(&self) -> Query {
        self.kind().map(Kind::query).unwrap_or_default()
    }

    /// Returns the folders whose counts may be others now, with what they hold, and the number of the request for
    /// them; nothing where none is shown, or they are asked for already. Everything is `all` the reports.
    pub(super) fn take_stale(&mut self, all: usize) -> Option<(u64, Vec<(usize, Query)>)> {
        if !self.is_shown() || std::mem::replace(&mut self.is_asked, true) {
            return None;
        }
        if let Some(everything) = self.all.first_mut() {
            everything.count = Some(all);
            everything.is_stale = false;
        }
        let stale = self.all.iter().enumerate();
        let stale = stale.filter(|(_, folder)| folder.is_stale);
        let queries: Vec<_> = stale
            .map(|(at, folder)| (at, folder.kind.counted()))
            .collect();
        if queries.is_empty() {
            return None;
        }
        self.tally += 1;
        Some((self.tally, queries))
    }

    /// Takes counts, unless others were asked for since.
    pub(super) fn take_counts(&mut self, number: u64, counts: &[(usize, usize)]) {
        if number != self.tally {
            return;
        }
        for (folder, count) in counts {
            if let Some(folder) = self.all.get_mut(*folder) {
                folder.count = Some(*count);
                folder.is_stale = false;
            }
        }
    }

    /// Selects another, while they are open.
    fn step(&mut self, by: isize) {
        let last = self.all.len().saturating_sub(1);
        self.cursor = self.cursor.map(|at| at.saturating_add_signed(by).min(last));
    }

    fn close(&mut self) {
        self.cursor = None;
    }

    /// The saved search of a name, as it was typed.
    fn search_named(&self, name: &str) -> Option<String> {
        let saved = self.searches.iter().find(|saved| saved.name == name);
        saved.map(|saved| saved.typed.clone())
    }

    /// What is typed, with the query of the folder that it is sought in; a collection has none that could
    /// be typed.
    pub(super) fn whole_search(&self, typed: &str) -> String {
        let typed = typed.trim();
        let within = match self.kind() {
            Some(Kind::Unread) => Cow::Borrowed("is:unread"),
            Some(Kind::Starred) => Cow::Borrowed("is:starred"),
            Some(Kind::Search(saved))
                if !typed.is_empty() && saved.typed.contains(char::is_whitespace) =>
            {
                Cow::Owned(format!("({})", saved.typed))
            }
            Some(Kind::Search(saved)) => Cow::Borrowed(saved.typed.as_str()),
            Some(Kind::New) => Cow::Borrowed("is:new"),
            Some(Kind::Everything | Kind::Place(_)) | None => return typed.to_owned(),
        };
        format!("{within} {typed}").trim_end().to_owned()
    }

    /// Notes that reports have come or gone.
    pub(super) fn all_changed(&mut self) {
        self.stale(|_| true);
    }

    /// Notes what was done: marks change some of the counts, not all.
    pub(super) fn marks_changed<'a>(&mut self, done: impl IntoIterator<Item = &'a Action>) {
        for action in done {
            self.stale(|kind| kind.is_of(action));
        }
    }

    fn stale(&mut self, is_meant: impl Fn(&Kind) -> bool) {
        for folder in self.all.iter_mut().filter(|folder| is_meant(&folder.kind)) {
            folder.is_stale = true;
            self.is_asked = false;
        }
    }
}
