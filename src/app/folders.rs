//! The folders above the list: everything, what is unread, what has a star, the searches that are saved
//! in the settings, and the collections, where there are several.
//!
//! A folder is a query on which searches stand: choosing one shows what it finds, `/` searches within
//! it, and Esc comes back to it. A report that meets the query no longer, for it was read meanwhile,
//! keeps its row until the folder is chosen again; the counts are those of the moment.
//!
//! A collection is such a query too, for the place that its reports were read from, and no reader opened
//! anew on its files alone: so it needs no index of its own, switching costs a search and no reading, and
//! reports keep the ids that they have among all others, by which they are marked.

mod acts;
mod saved;
mod strip;

use std::borrow::Cow;
use std::path::Path;

use crate::lang::Lang;
use crate::search::Query;
use crate::store::{MOST_ROOTS, Source};

pub use saved::{Change, Saved, saved};
pub use strip::Label;

/// A place that was named to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// What it is called.
    pub name: String,
    /// What it is remembered by.
    pub path: String,
}

impl Place {
    /// Makes places of sources: nothing of one alone, for it holds everything, and nothing of more than
    /// [`MOST_ROOTS`]. One is called by the end of its path, or by more of it where another ends so too.
    pub fn all_of(sources: &[Source]) -> Vec<Self> {
        let paths: Vec<&Path> = sources
            .iter()
            .map(|source| match source {
                Source::Path(path) => path.as_path(),
                Source::Stdin => Path::new("-"),
                Source::Shipped => Path::new(""),
            })
            .collect();
        if paths.len() < 2 || paths.len() > MOST_ROOTS {
            return Vec::new();
        }
        let place = |path: &&Path| Self {
            name: called(path, &paths),
            path: path.to_string_lossy().into_owned(),
        };
        paths.iter().map(place).collect()
    }
}

/// The shortest end of a path that no other has.
fn called(path: &Path, all: &[&Path]) -> String {
    let parts = path.components().count();
    let end = |count: usize| -> std::path::PathBuf {
        let skipped = parts.saturating_sub(count);
        path.components().skip(skipped).collect()
    };
    let is_own = |end: &Path| all.iter().filter(|other| other.ends_with(end)).count() < 2;
    let shortest = (1..parts).map(end).find(|end| is_own(end));
    let shown = shortest.unwrap_or_else(|| path.to_owned());
    shown.to_string_lossy().into_owned()
}

/// What a folder holds.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Everything,
    Unread,
    Starred,
    Search(Saved),
    Place(u16, Place),
}

impl Kind {
    fn query(&self) -> Query {
        match self {
            Self::Everything => Query::default(),
            Self::Unread => Query::parse("is:unread"),
            Self::Starred => Query::parse("is:starred"),
            Self::Search(saved) => saved.query.clone(),
            Self::Place(number, _) => Query::from_place(*number),
        }
    }

    /// What it is remembered by.
    fn key(&self) -> String {
        match self {
            Self::Everything => "everything".to_owned(),
            Self::Unread => "unread".to_owned(),
            Self::Starred => "starred".to_owned(),
            Self::Search(saved) => format!("search {}", saved.name),
            Self::Place(_, place) => format!("collection {}", place.path),
        }
    }

    fn name(&self, lang: Lang) -> &str {
        match self {
            Self::Everything => lang.pick("All", "全部"),
            Self::Unread => lang.pick("Unread", "未读"),
            Self::Starred => lang.pick("Starred", "加星"),
            Self::Search(saved) => &saved.name,
            Self::Place(_, place) if place.path == "-" => lang.pick("Piped", "标准输入"),
            Self::Place(_, place) => &place.name,
        }
    }

    /// Whether marks change what it holds.
    fn is_of_marks(&self) -> bool {
        match self {
            Self::Everything | Self::Place(..) => false,
            Self::Unread | Self::Starred => true,
            Self::Search(saved) => saved.query.asks_for_marks(),
        }
    }
}

/// A folder.
#[derive(Clone, Debug)]
struct Folder {
    kind: Kind,
    /// How many reports were in it when they were last counted.
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
        self.is_open() || self.chosen > 0 || !(self.searches.is_empty() && self.places.is_empty())
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
        let places = (0..).zip(self.places.iter().cloned());
        let places = places.map(|(number, place)| Kind::Place(number, place));
        let kinds = [Kind::Everything, Kind::Unread, Kind::Starred];
        let former = std::mem::take(&mut self.all);
        let folder = |kind: Kind| {
            let known = former.iter().find(|folder| folder.kind == kind);
            known.cloned().unwrap_or_else(|| Folder::new(kind))
        };
        let kinds = kinds.into_iter().chain(searches).chain(places);
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

    /// Returns the number of the place that is chosen, if one is.
    pub(super) fn place(&self) -> Option<u16> {
        match self.kind()? {
            Kind::Place(number, _) => Some(*number),
            _ => None,
        }
    }

    /// Returns the path of the place that is chosen, if one is.
    pub(super) fn place_path(&self) -> Option<&str> {
        match self.kind()? {
            Kind::Place(_, place) => Some(&place.path),
            _ => None,
        }
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
            .map(|(at, folder)| (at, folder.kind.query()))
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
            Some(Kind::Everything | Kind::Place(..)) | None => return typed.to_owned(),
        };
        format!("{within} {typed}").trim_end().to_owned()
    }

    /// Notes that reports have come or gone.
    pub(super) fn all_changed(&mut self) {
        self.stale(|_| true);
    }

    /// Notes that marks have changed.
    pub(super) fn marks_changed(&mut self) {
        self.stale(Kind::is_of_marks);
    }

    fn stale(&mut self, is_meant: impl Fn(&Kind) -> bool) {
        for folder in self.all.iter_mut().filter(|folder| is_meant(&folder.kind)) {
            folder.is_stale = true;
            self.is_asked = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_called_by_as_much_of_their_paths_as_tells_them_apart() {
        let names = |paths: &[&str]| -> Vec<String> {
            let sources: Vec<Source> = paths.iter().map(|p| Source::Path(p.into())).collect();
            let places = Place::all_of(&sources).into_iter();
            places.map(|place| place.name).collect()
        };
        assert_eq!(names(&["/a/晨报"]), [""; 0]);
        assert_eq!(names(&["/a/晨报", "/a/晚报.json"]), ["晨报", "晚报.json"]);
        assert_eq!(names(&["/a/2019", "/b/2019"]), ["a/2019", "b/2019"]);
        assert_eq!(names(&["x", "/y/x"]), ["x", "y/x"]);
    }
}
