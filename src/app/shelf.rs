//! The articles that the reader can show: all of them, or of an archive those around where it looks.
//!
//! An archive's articles are asked for by their rows and come in a message. Those that were seen last
//! are kept, however many there are in all.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::article::Article;
use crate::store::{Changed, Collection, Problem, Site};

/// How many articles of an archive are kept.
const KEPT: usize = 600;

/// The articles that there are.
#[derive(Debug, Default)]
pub enum Shelf {
    /// It is not known yet which there are.
    #[default]
    Unknown,
    /// All of them are there.
    Whole(Arc<Collection>),
    /// They are in an archive.
    Archived(Window),
}

/// Those of an archive that are there.
#[derive(Debug, Default)]
pub struct Window {
    /// What is known of the archive.
    pub stock: Stock,
    kept: BTreeMap<usize, Result<Arc<Article>, Changed>>,
    /// Those that their files do not hold any more, as they were.
    former: BTreeMap<usize, Arc<Article>>,
    /// Whether files are waited for that were there: what is kept of them stays.
    awaits_files: bool,
    /// Those that were asked for and have not come.
    asked: BTreeSet<usize>,
}

/// What is known of an archive at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stock {
    /// Tells it from the archive as it was before.
    pub version: u64,
    /// How many articles can be read.
    pub len: usize,
    /// Whether that is all of them.
    pub is_whole: bool,
    /// What was wrong in the files.
    pub problems: Vec<Problem>,
}

/// Where the articles of an archive stand, after it has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Where they stood.
    Same,
    /// Elsewhere; the one that is read has this index now, if it is still there.
    Moved(Option<usize>),
}

/// Articles of an archive that were asked for.
#[derive(Debug)]
pub struct Fetched {
    /// The version of the archive.
    pub version: u64,
    /// What was asked for.
    pub asked: Vec<usize>,
    /// The articles with their indexes; some may be left out, for others were asked for since.
    pub articles: Vec<(usize, Result<Arc<Article>, Changed>)>,
}

impl Shelf {
    /// Returns whether it is known which articles there are.
    pub fn is_known(&self) -> bool {
        !matches!(self, Self::Unknown)
    }

    /// Returns how many articles there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Unknown => 0,
            Self::Whole(collection) => collection.articles.len(),
            Self::Archived(window) => window.stock.len,
        }
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns whether what there is may be searched and not all that there will be.
    pub fn is_partial(&self) -> bool {
        matches!(self, Self::Archived(window) if !window.stock.is_whole)
    }

    /// Returns the version of an archive, of which not all articles are there.
    pub(super) fn version(&self) -> Option<u64> {
        match self {
            Self::Archived(window) => Some(window.stock.version),
            _ => None,
        }
    }

    /// Returns an article, if it is there.
    pub fn article(&self, index: usize) -> Option<&Article> {
        match self {
            Self::Unknown => None,
            Self::Whole(collection) => collection.articles.get(index),
            Self::Archived(window) => window.kept.get(&index)?.as_deref().ok(),
        }
    }

    /// Returns all articles where they are all there.
    pub fn all(&self) -> Option<&[Article]> {
        match self {
            Self::Whole(collection) => Some(&collection.articles),
            _ => None,
        }
    }

    /// Returns where an article's record stands, where all articles are there.
    pub(super) fn site(&self, index: usize) -> Option<&Site> {
        match self {
            Self::Whole(collection) => collection.places.get(index),
            _ => None,
        }
    }

    /// Returns whether an article's file does not hold it any more.
    pub fn is_lost(&self, index: usize) -> bool {
        matches!(self, Self::Archived(window) if matches!(window.kept.get(&index), Some(Err(Changed))))
    }

    /// Returns what was wrong in the files.
    pub fn problems(&self) -> &[Problem] {
        match self {
            Self::Unknown => &[],
            Self::Whole(collection) => &collection.problems,
            Self::Archived(window) => &window.stock.problems,
        }
    }

    /// Notes that articles are wanted; returns those that are to be asked for.
    pub(super) fn want(&mut self, wanted: impl Iterator<Item = usize>) -> Vec<usize> {
        let Self::Archived(window) = self else {
            return Vec::new();
        };
        wanted
            .filter(|index| !window.kept.contains_key(index) && window.asked.insert(*index))
            .collect()
    }

    /// Takes articles that were asked for; forgets others, those that are farthest from `near` first,
    /// and never `read`.
    pub(super) fn take(&mut self, fetched: Fetched, near: usize, read: Option<usize>) {
        let Self::Archived(window) = self else { return };
        if fetched.version != window.stock.version {
            return;
        }
        for index in fetched.asked {
            window.asked.remove(&index);
        }
        for (index, article) in fetched.articles {
            window.keep(index, article);
        }
        while window.kept.len() > KEPT {
            let ends = [window.kept.keys().next(), window.kept.keys().next_back()];
            let farthest = ends.into_iter().flatten().copied();
            let farthest = farthest
                .filter(|index| Some(*index) != read)
                .max_by_key(|index| index.abs_diff(near));
            let Some(farthest) = farthest else { return };
            window.kept.remove(&farthest);
            window.former.remove(&farthest);
        }
    }

    /// Takes whether files are waited for that were there.
    pub(super) fn await_files(&mut self, awaits: bool) {
        if let Self::Archived(window) = self {
            window.awaits_files = awaits;
            for (index, article) in std::mem::take(&mut window.former) {
                window.kept.insert(index, Ok(article));
            }
            if !awaits {
                window.kept.retain(|_, article| article.is_ok());
            }
        }
    }

    /// Takes what is known of an archive now. Of articles that stand elsewhere the one that is `read` is kept
    /// alone.
    pub(super) fn restock(&mut self, stock: Stock, standing: Standing, read: Option<usize>) {
        let mut window = match std::mem::take(self) {
            Self::Archived(window) => window,
            _ => Window::default(),
        };
        window.asked.clear();
        window.former.clear();
        // What was not where it was indexed may be there again.
        window.kept.retain(|_, article| article.is_ok());
        if let Standing::Moved(to) = standing {
            let read = read.and_then(|read| window.kept.remove(&read));
            window.kept.clear();
            window.kept.extend(to.zip(read));
        }
        window.stock = stock;
        *self = Self::Archived(window);
    }
}

impl Window {
    /// Keeps an article that was read, or that it is not where it was.
    fn keep(&mut self, index: usize, article: Result<Arc<Article>, Changed>) {
        if article.is_err()
            && let Some(Ok(known)) = self.kept.get(&index)
        {
            if self.awaits_files {
                return;
            }
            self.former.insert(index, known.clone());
        }
        self.kept.insert(index, article);
    }
}
