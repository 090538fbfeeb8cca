//! The articles that a command works on.

use std::borrow::Cow;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::failure::Failure;
use super::out::Out;
use super::rows;
use crate::app::exporting::place_of;
use crate::article::Article;
use crate::collections;
use crate::corpus::{Corpus, Error, Found, Session};
use crate::export::Place;
use crate::lang::{Bilingual, Lang, bilingual};
use crate::library::{self, Action};
use crate::remote::Access;
use crate::search::counts::{Histogram, Span};
use crate::search::{Query, Sort};
use crate::store::{self, Reading};

/// Where a command's articles come from.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Store {
    /// The files.
    pub(super) sources: Vec<store::Source>,
    /// Those of them that were named as arguments.
    pub(super) named: Vec<store::Source>,
    /// How their records are read.
    pub(super) reading: Reading,
    /// Whether a store with problems is refused.
    pub(super) strict: bool,
    /// How search engines are spoken to.
    pub(super) access: Access,
}

/// The articles in reading order, each in a row of its own.
#[derive(Debug)]
pub(super) struct Reports {
    session: Session,
    store: Store,
    /// How many could not be read any more.
    missing: AtomicUsize,
}

/// A command waits for every answer.
const TO_THE_END: &(dyn Fn() -> bool + Sync) = &|| false;

impl Reports {
    /// Takes what a store was found to be.
    pub(super) fn new(corpus: Arc<dyn Corpus>, store: Store) -> Self {
        Self {
            session: Session::new(corpus),
            store,
            missing: AtomicUsize::new(0),
        }
    }

    /// Returns where they come from.
    pub(super) fn sources(&self) -> &[store::Source] {
        &self.store.sources
    }

    fn corpus(&self) -> &dyn Corpus {
        &**self.session.corpus()
    }

    /// Asks for something; once more where that shows that the index is damaged, of what takes its place.
    fn ask<T>(
        &mut self,
        out: &mut Out,
        ask: impl Fn(&mut Session) -> Result<Option<T>, Error>,
    ) -> Result<T, Failure> {
        let answer = match ask(&mut self.session) {
            Err(error) if error.is_damage() => {
                self.session.turn_to(self.store.open_again(out)?);
                ask(&mut self.session)
            }
            answer => answer,
        };
        Ok(answer?.ok_or_else(Error::stopped)?)
    }

    /// Takes what the reader remembers, if a query asks for it.
    ///
    /// # Errors
    ///
    /// Fails when it cannot be read.
    pub(super) fn remember_for(&mut self, query: &Query) -> Result<(), Failure> {
        if query.asks_for_marks() {
            let mut library = library::read(&library::directory()?)?.library;
            library.act(&Action::Arrived(collections::arrived(&library, None)));
            self.session.remember(library);
        }
        Ok(())
    }

    /// Returns how many there are.
    pub(super) fn len(&self) -> usize {
        self.corpus().len()
    }

    /// Reads the article in a row; one that its file does not hold any more is counted as missing.
    pub(super) fn article(&self, row: usize) -> Option<Cow<'_, Article>> {
        let article = self.corpus().article(row).ok();
        if article.is_none() {
            self.missing.fetch_add(1, Ordering::Relaxed);
        }
        article
    }

    /// Returns where the article in a row stands.
    pub(super) fn place(&self, row: usize) -> Option<Place> {
        self.corpus().site(row).as_ref().map(place_of)
    }

    /// Makes ready articles that will be read.
    pub(super) fn read_ahead(&self, rows: &[usize]) {
        self.corpus().read_ahead(rows);
    }

    /// Reads the articles in some rows, a batch ahead.
    pub(super) fn articles(
        &self,
        mut rows: impl Iterator<Item = usize>,
    ) -> impl Iterator<Item = Cow<'_, Article>> {
        let batch = move || {
            let batch: Vec<usize> = rows.by_ref().take(rows::BATCH).collect();
            if !batch.is_empty() {
                self.read_ahead(&batch);
            }
            Some(batch).filter(|batch| !batch.is_empty())
        };
        let batches = std::iter::from_fn(batch);
        batches.flatten().filter_map(|row| self.article(row))
    }

    /// Says how many articles were left out, for their files have changed meanwhile; those are indexed again.
    ///
    /// # Errors
    ///
    /// Fails where it was not their files: then nobody knows what is missing.
    pub(super) fn tell_missing(&self, out: &mut Out) -> Result<(), Failure> {
        let missing = self.missing.load(Ordering::Relaxed);
        if missing > 0
            && let Some(failure) = self.corpus().failure().or_else(|| self.corpus().lack())
        {
            return Err(failure.into());
        }
        if missing > 0 {
            self.store.reread(out.lang());
            out.notice(match out.lang() {
                Lang::En => {
                    format!("{missing} articles left out: their files have changed meanwhile")
                }
                Lang::Zh => format!("略去 {missing} 篇：它们的文件在此期间有变动"),
            });
        }
        Ok(())
    }

    /// Finds the row of an article by its id, or else by what `list` makes of its id.
    ///
    /// # Errors
    ///
    /// Fails when the index cannot be read.
    pub(super) fn find(&mut self, id: &str, out: &mut Out) -> Result<Option<usize>, Failure> {
        let is_listed = |own: &str| rows::clean(own) == id;
        self.ask(out, |session| {
            let corpus = session.corpus();
            Ok(Some(match corpus.row_of(id)? {
                // What is listed otherwise is no id as `list` prints it.
                None if is_listed(id) => corpus.row_where(&is_listed)?,
                row => row,
            }))
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
    ) -> Result<Found, Failure> {
        self.ask(out, |session| {
            if let Some(limit) = limit {
                let first = session.first(limit, query, TO_THE_END)?;
                // Behind fewer there may be some that match as pinyin.
                if let Some(first) = first
                    && (!first.may_have_more() || first.len() >= limit)
                {
                    return Ok(Some(first));
                }
            }
            session.find(query, TO_THE_END)
        })
    }

    /// Finds articles in an order; with a limit not necessarily more than so many.
    ///
    /// # Errors
    ///
    /// Fails when the index cannot be read.
    pub(super) fn listed(
        &mut self,
        sort: Sort,
        query: &Query,
        limit: Option<usize>,
        out: &mut Out,
    ) -> Result<Found, Failure> {
        match (sort, limit) {
            (Sort::Newest, limit) => self.search(query, limit, out),
            (Sort::Relevance, Some(limit)) => {
                self.ask(out, |session| session.rank(limit, query, TO_THE_END))
            }
            _ => self.ask(out, |session| session.list(sort, query, TO_THE_END)),
        }
    }

    /// Finds articles in an order, of those that are one text the first alone.
    ///
    /// # Errors
    ///
    /// Fails when the index cannot be read.
    pub(super) fn listed_once(
        &mut self,
        sort: Sort,
        query: &Query,
        out: &mut Out,
    ) -> Result<Found, Failure> {
        self.ask(out, |session| {
            let found = session.list(sort, query, TO_THE_END)?;
            found.map(|found| session.once(found)).transpose()
        })
    }

    /// Says that more was found than can be listed, where it is not known to be enough.
    pub(super) fn beyond(found: &Found, limit: Option<usize>) -> Option<Bilingual> {
        let listed = found.len();
        let is_cut = found.beyond() > 0 && limit.is_none_or(|limit| limit > listed);
        let all = listed + found.beyond();
        is_cut.then(|| {
            bilingual!(
                "{all} articles match, of which the first {listed} can be listed; narrow the search",
                "有 {all} 篇符合，只能列出前 {listed} 篇；请缩小查找范围"
            )
        })
    }

    /// Counts by days how many articles there are, and how many of them match; with `once` those that are one text as
    /// one.
    ///
    /// # Errors
    ///
    /// Fails when the index cannot be read.
    pub(super) fn histogram(
        &mut self,
        query: &Query,
        once: bool,
        out: &mut Out,
    ) -> Result<Histogram, Failure> {
        self.ask(out, |session| {
            session.histogram(Span::Day, (query, once), TO_THE_END)
        })
    }
}
