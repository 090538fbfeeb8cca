//! The articles that a command works on, held in memory or read one by one through an index: either way
//! the same rows, found the same.

use std::borrow::Cow;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::collection::Store;
use super::failure::Failure;
use super::out::Out;
use super::rows;
use crate::app::owned::{self, Owned};
use crate::archive::{Archive, Error, Marks, Rows};
use crate::article::Article;
use crate::export::Place;
use crate::lang::Lang;
use crate::library::{self, Library};
use crate::place::Scratch;
use crate::search::counts::{Histogram, Span};
use crate::search::{Haystack, Match, Query, ranked};
use crate::store::{self, Site};

/// The articles in reading order, each in a row of its own.
#[derive(Debug)]
pub(super) struct Reports {
    source: Source,
    store: Store,
    /// How many could not be read any more.
    missing: AtomicUsize,
    library: Library,
}

/// Where they are.
#[derive(Debug)]
pub(super) enum Source {
    /// In memory, and where each stands.
    Held(Vec<Article>, Vec<Site>),
    /// In their files, which are read through an index.
    Indexed {
        /// The index.
        archive: Box<Archive>,
        /// Where the index is, if it is for this time only.
        _place: Option<Scratch>,
    },
}

/// An article that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Its row.
    pub(super) row: usize,
    /// How many hits it has, if they are counted.
    pub(super) hits: Option<usize>,
    /// Whether it matches only as pinyin.
    pub(super) pinyin: bool,
}

/// What was found, in the order in which it is printed.
#[derive(Debug)]
pub(super) enum All {
    /// Each with what is known of it.
    Listed(Vec<Found>),
    /// Rows that match as is typed, and behind them those that match only as pinyin.
    Rows(Rows, Rows),
}

impl All {
    /// Returns how many articles were found.
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Listed(found) => found.len(),
            Self::Rows(typed, said) => typed.len() + said.len(),
        }
    }

    /// Returns the articles in order.
    pub(super) fn iter(&self) -> Box<dyn Iterator<Item = Found> + '_> {
        match self {
            Self::Listed(found) => Box::new(found.iter().copied()),
            Self::Rows(typed, said) => {
                let said = said.iter().map(|row| Found::at(row, true));
                Box::new(typed.iter().map(|row| Found::at(row, false)).chain(said))
            }
        }
    }
}

impl Found {
    /// An article of which hits are not counted.
    fn at(row: usize, pinyin: bool) -> Self {
        Self {
            row,
            hits: None,
            pinyin,
        }
    }
}

impl From<Match> for Found {
    fn from(found: Match) -> Self {
        Self {
            row: found.article,
            hits: Some(found.hits),
            pinyin: found.pinyin,
        }
    }
}

impl Reports {
    /// Takes what a store was found to be.
    pub(super) fn new(source: Source, store: Store) -> Self {
        Self {
            source,
            store,
            missing: AtomicUsize::new(0),
            library: Library::default(),
        }
    }

    /// Returns where they come from.
    pub(super) fn sources(&self) -> &[store::Source] {
        &self.store.sources
    }

    /// Asks for something; once more where that shows that the index is damaged, of what takes its place.
    fn ask<T>(
        &mut self,
        out: &mut Out,
        ask: impl Fn(&Self) -> Result<T, Error>,
    ) -> Result<T, Failure> {
        match ask(self) {
            Err(Error::Damaged) => {
                self.source = self.store.source_again(out)?;
                Ok(ask(self)?)
            }
            answer => Ok(answer?),
        }
    }

    /// Takes what the reader remembers, if a query asks for it.
    ///
    /// # Errors
    ///
    /// Fails when it cannot be read.
    pub(super) fn remember_for(&mut self, query: &Query) -> Result<(), Failure> {
        if query.asks_for_marks() {
            self.library = library::read(&library::directory()?)?.library;
        }
        Ok(())
    }

    /// Finds the marks of an index's reports, if a query asks for any.
    fn marks(&self, archive: &Archive, query: &Query) -> Result<Marks, Error> {
        if query.asks_for_marks() {
            owned::marks(archive, &self.library)
        } else {
            Ok(Marks::default())
        }
    }

    /// Returns how many there are.
    pub(super) fn len(&self) -> usize {
        match &self.source {
            Source::Held(articles, _) => articles.len(),
            Source::Indexed { archive, .. } => archive.len(),
        }
    }

    /// Reads the article in a row; one that its file does not hold any more is counted as missing.
    pub(super) fn article(&self, row: usize) -> Option<Cow<'_, Article>> {
        match &self.source {
            Source::Held(articles, _) => articles.get(row).map(Cow::Borrowed),
            Source::Indexed { archive, .. } => {
                let article = archive.article(row).ok();
                if article.is_none() {
                    self.missing.fetch_add(1, Ordering::Relaxed);
                }
                article.map(Cow::Owned)
            }
        }
    }

    /// Returns where the article in a row stands.
    pub(super) fn place(&self, row: usize) -> Option<Place> {
        match &self.source {
            Source::Held(_, sites) => sites.get(row).map(Place::from),
            Source::Indexed { archive, .. } => archive.site(row).as_ref().map(Place::from),
        }
    }

    /// Says how many articles were left out, for their files have changed meanwhile; those are indexed again.
    pub(super) fn tell_missing(&self, out: &mut Out) {
        let missing = self.missing.load(Ordering::Relaxed);
        if missing > 0 {
            self.store.reread(out.lang());
            out.notice(match out.lang() {
                Lang::En => {
                    format!("{missing} articles left out: their files have changed meanwhile")
                }
                Lang::Zh => format!("略去 {missing} 篇：它们的文件在此期间有变动"),
            });
        }
    }

    /// Finds the row of an article by its id, or else by what `list` makes of its id.
    ///
    /// # Errors
    ///
    /// Fails when the index cannot be read.
    pub(super) fn find(&mut self, id: &str, out: &mut Out) -> Result<Option<usize>, Failure> {
        self.ask(out, |reports| reports.row_of(id))
    }

    fn row_of(&self, id: &str) -> Result<Option<usize>, Error> {
        let is_listed = |own: &str| rows::clean(own) == id;
        Ok(match &self.source {
            Source::Held(articles, _) => {
                let row = |is_it: &dyn Fn(&str) -> bool| {
                    articles.iter().position(|article| is_it(&article.id))
                };
                row(&|own| own == id).or_else(|| row(&is_listed))
            }
            Source::Indexed { archive, .. } => match archive.row_of(id)? {
                // What is listed otherwise is no id as `list` prints it.
                None if is_listed(id) => archive.row_where(&is_listed)?,
                row => row,
            },
        })
    }

    /// Finds articles, the newest first and behind them those that match only as pinyin; with a limit not
    /// necessarily more than so many.
    ///
    /// # Errors
    ///
    /// Fails when the index cannot be read.
    pub(super) fn search(
        &mut self,
        query: &Query,
        limit: Option<usize>,
        out: &mut Out,
    ) -> Result<All, Failure> {
        self.ask(out, |reports| reports.found(query, limit))
    }

    fn found(&self, query: &Query, limit: Option<usize>) -> Result<All, Error> {
        let archive = match &self.source {
            Source::Held(articles, _) => {
                let owned = Owned {
                    library: &self.library,
                    articles,
                };
                let found = Haystack::new(articles).search_marked(query, &owned, &|| false);
                let found = found.unwrap_or_default().into_iter().map(Found::from);
                return Ok(All::Listed(found.collect()));
            }
            Source::Indexed { archive, .. } => archive,
        };
        let marks = self.marks(archive, query)?;
        if let Some(limit) = limit {
            let first = archive
                .search_marked(query, &marks)
                .first(limit, &|| false)?;
            let first = first.unwrap_or_default();
            if first.len() >= limit {
                let first = first.into_iter().map(|row| Found::at(row, false));
                return Ok(All::Listed(first.collect()));
            }
        }
        let (typed, said) = rows(archive, query, &marks)?;
        Ok(All::Rows(typed, said))
    }

    /// Finds articles, the most relevant first, which are kept up to the limit. This reads all that match.
    ///
    /// # Errors
    ///
    /// Fails when the index cannot be read.
    pub(super) fn ranked(
        &mut self,
        query: &Query,
        limit: Option<usize>,
        out: &mut Out,
    ) -> Result<All, Failure> {
        let all = self.search(query, None, out)?;
        let found: Vec<(usize, bool)> = all.iter().map(|found| (found.row, found.pinyin)).collect();
        let article = |row: usize| self.article(row);
        let mut ranked = ranked(query, &found, &article, &|| false).unwrap_or_default();
        ranked.truncate(limit.unwrap_or(usize::MAX));
        let found = ranked.into_iter().map(|(row, rank)| Found {
            row,
            hits: Some(rank.hits),
            pinyin: !rank.is_exact,
        });
        Ok(All::Listed(found.collect()))
    }

    /// Counts by days how many articles there are, and how many of them match.
    ///
    /// # Errors
    ///
    /// Fails when the index cannot be read.
    pub(super) fn histogram(&mut self, query: &Query, out: &mut Out) -> Result<Histogram, Failure> {
        self.ask(out, |reports| reports.by_day(query))
    }

    fn by_day(&self, query: &Query) -> Result<Histogram, Error> {
        let asks = !query.is_empty();
        Ok(match &self.source {
            Source::Held(articles, _) => {
                let found = asks.then(|| self.found(query, None)).transpose()?;
                let rows = found.map(|all| all.iter().map(|found| found.row).collect::<Vec<_>>());
                Histogram::of(articles, rows.as_deref(), Span::Day)
            }
            Source::Indexed { archive, .. } => {
                let marks = self.marks(archive, query)?;
                let found = asks.then(|| rows(archive, query, &marks)).transpose()?;
                let found = found.map(|(typed, said)| typed.with(&said));
                archive.histogram(found.as_ref(), Span::Day)
            }
        })
    }
}

/// Finds the rows that match as is typed, and those that match only as pinyin.
fn rows(archive: &Archive, query: &Query, marks: &Marks) -> Result<(Rows, Rows), Error> {
    let search = archive.search_marked(query, marks);
    let typed = search.all(&|| false)?.unwrap_or_default();
    let said = search.said(&typed, &|| false)?.unwrap_or_default();
    Ok((typed, said))
}
