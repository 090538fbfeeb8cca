//! A corpus together with what its reader remembers of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Ask, Corpus, Counting, Counts, Error, Found, Held, KINDS, Known, VALUES};
use crate::archive::Marks;
use crate::library::{Action, Library, Record};
use crate::search::counts::{Histogram, Span};
use crate::search::similar::Likeness;
use crate::search::{Query, Sort};

/// A corpus together with what its reader remembers of it.
#[derive(Debug)]
pub struct Session {
    corpus: Arc<dyn Corpus>,
    library: Library,
    /// What of the library the corpus made ready, once it was asked for.
    marks: Option<Marks>,
    /// The rows of the corpus in the order that was asked for last.
    order: Option<(Sort, Vec<u32>)>,
    /// What is like the reports of these ids.
    similar: BTreeMap<String, Likeness>,
}

/// Whether an answer is not wanted any more.
type IsSuperseded<'a> = &'a (dyn Fn() -> bool + Sync);

/// Nothing to read.
impl Default for Session {
    fn default() -> Self {
        Self::new(Arc::new(Held::default()))
    }
}

impl Session {
    /// Begins with a corpus of which nothing is remembered.
    pub fn new(corpus: Arc<dyn Corpus>) -> Self {
        Self {
            corpus,
            library: Library::default(),
            marks: None,
            order: None,
            similar: BTreeMap::new(),
        }
    }

    /// Returns the corpus.
    pub fn corpus(&self) -> &Arc<dyn Corpus> {
        &self.corpus
    }

    /// Goes on with another corpus, and makes it ready to be searched.
    pub fn turn_to(&mut self, corpus: Arc<dyn Corpus>) {
        corpus.prepare();
        self.corpus = corpus;
        self.marks = None;
        self.order = None;
        self.similar.clear();
    }

    /// Takes what is remembered, all of it.
    pub fn remember(&mut self, library: Library) {
        self.library = library;
        self.marks = None;
    }

    /// Takes what was done, here.
    pub fn act(&mut self, actions: &[Action]) {
        for action in actions {
            self.library.act(action);
        }
        self.mark(actions.iter());
    }

    /// Takes what was done elsewhere.
    pub fn take(&mut self, records: &[Record]) {
        self.library.take_all(records);
        self.mark(records.iter().map(|record| &record.action));
    }

    fn mark<'a>(&mut self, mut actions: impl Iterator<Item = &'a Action>) {
        if let Some(marks) = &mut self.marks
            && !actions.all(|action| self.corpus.mark(marks, action).is_ok())
        {
            self.marks = None;
        }
    }

    /// Finds the first `count` reports that match, where that is quicker than to find all; they may be all.
    /// Returns `None` once the answer is not wanted any more.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn first(
        &mut self,
        count: usize,
        query: &Query,
        is_superseded: IsSuperseded,
    ) -> Result<Option<Found>, Error> {
        self.make_ready_for(query)?;
        let ask = self.ask(query, is_superseded);
        let found = self.corpus.first(count, &ask)?;
        Ok(found.map(|found| self.with_words(query, found)))
    }

    /// Finds the reports that match, those that match only as pinyin behind the others. Returns `None` once
    /// the answer is not wanted any more.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn find(
        &mut self,
        query: &Query,
        is_superseded: IsSuperseded,
    ) -> Result<Option<Found>, Error> {
        self.make_ready_for(query)?;
        let ask = self.ask(query, is_superseded);
        let found = self.corpus.find(&ask)?;
        Ok(found.map(|found| self.with_words(query, found)))
    }

    /// Counts the reports that match. Returns `None` where only a part of the corpus answered, and once the answer is
    /// not wanted any more.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn how_many(
        &mut self,
        query: &Query,
        is_superseded: IsSuperseded,
    ) -> Result<Option<usize>, Error> {
        self.make_ready_for(query)?;
        self.corpus.how_many(&self.ask(query, is_superseded))
    }

    /// Has the words of similar reports shown, where such are looked for.
    fn with_words(&self, query: &Query, found: Found) -> Found {
        match self.likeness(query) {
            Some(likeness) => found.like(likeness),
            None => found,
        }
    }

    /// Returns what is like the report that all that is looked for is to be like.
    fn likeness(&self, query: &Query) -> Option<&Likeness> {
        self.similar.get(query.like_which()?)
    }

    /// Finds the reports that match, the most relevant first and at most `limit` of them: where similar reports are
    /// looked for, the most like. Returns `None` once the answer is not wanted any more.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn rank(
        &mut self,
        limit: usize,
        query: &Query,
        is_superseded: IsSuperseded,
    ) -> Result<Option<Found>, Error> {
        self.make_ready_for(query)?;
        if let Some(likeness) = self.likeness(query) {
            let found = self.corpus.find(&self.ask(query, is_superseded))?;
            return Ok(found.map(|found| found.like(likeness).in_order(&likeness.rows)));
        }
        let ask = self.ask(query, is_superseded);
        self.corpus.rank(limit, &ask)
    }

    /// Finds the reports that match, or all where nothing is asked for, in an order. Returns `None` once the answer
    /// is not wanted any more.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn list(
        &mut self,
        sort: Sort,
        query: &Query,
        is_superseded: IsSuperseded,
    ) -> Result<Option<Found>, Error> {
        if sort == Sort::Relevance {
            return self.rank(usize::MAX, query, is_superseded);
        }
        let found = if query.is_empty() {
            Some(Found::everything(self.corpus.len()))
        } else {
            self.find(query, is_superseded)?
        };
        let Some(found) = found else {
            return Ok(None);
        };
        if !sort.reorders_all() {
            return Ok(Some(found));
        }
        let kept = self.order.take().filter(|(of, _)| *of == sort);
        let order = match kept {
            Some((_, rows)) => rows,
            None => self.corpus.in_order(sort)?,
        };
        let found = found.in_order(&order);
        self.order = Some((sort, order));
        Ok(Some(found))
    }

    /// Lists of the reports that are one text the first alone.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn once(&self, found: Found) -> Result<Found, Error> {
        Ok(found.once(self.corpus.copies()?))
    }

    /// Counts the reports that match; with `once` those that are one text as one. Returns `None` once the answer is
    /// not wanted any more.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn count(
        &mut self,
        counting: Counting,
        (query, once): (&Query, bool),
        is_superseded: IsSuperseded,
    ) -> Result<Option<Counts>, Error> {
        if let Counting::Values(kind) = counting {
            let mut facets = self.corpus.facets(None, &[kind], usize::MAX)?;
            return Ok(facets.pop().map(|facet| Counts::Values(kind, facet)));
        }
        if counting == Counting::Times {
            let days = self.histogram(Span::Day, (query, once), is_superseded)?;
            return Ok(days.map(Counts::Times));
        }
        let facets = |corpus: &dyn Corpus, found: Option<&Found>| {
            let facets = corpus.facets(found, &KINDS, VALUES);
            facets.map(Counts::Facets)
        };
        self.count_by((query, once), is_superseded, facets)
    }

    /// Counts the reports by times, and those of them that match; with `once` those that are one text as one. Returns
    /// `None` once the answer is not wanted any more.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn histogram(
        &mut self,
        span: Span,
        (query, once): (&Query, bool),
        is_superseded: IsSuperseded,
    ) -> Result<Option<Histogram>, Error> {
        let days = |corpus: &dyn Corpus, found: Option<&Found>| corpus.histogram(found, span);
        let Some(matching) = self.count_by((query, once), is_superseded, days)? else {
            return Ok(None);
        };
        if !once {
            return Ok(Some(matching));
        }
        let all = self.once(Found::everything(self.corpus.len()))?;
        let all = self.corpus.histogram(Some(&all), span)?;
        Ok(Some(matching.among(&all)))
    }

    /// Counts what is found: of an empty query all, for which nothing need be looked for.
    fn count_by<T>(
        &mut self,
        (query, once): (&Query, bool),
        is_superseded: IsSuperseded,
        count: impl FnOnce(&dyn Corpus, Option<&Found>) -> Result<T, Error>,
    ) -> Result<Option<T>, Error> {
        if query.is_empty() && !once {
            return count(&*self.corpus, None).map(Some);
        }
        let Some(found) = self.list(Sort::Newest, query, is_superseded)? else {
            return Ok(None);
        };
        let found = if once { self.once(found)? } else { found };
        count(&*self.corpus, Some(&found)).map(Some)
    }

    /// Finds the first of these rows whose report is unread.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn first_unread(&mut self, rows: &[usize]) -> Result<Option<usize>, Error> {
        self.make_marks()?;
        self.corpus.first_unread(rows, self.known())
    }

    fn ask<'a>(&'a self, query: &'a Query, is_superseded: IsSuperseded<'a>) -> Ask<'a> {
        Ask {
            query,
            known: self.known(),
            is_superseded,
        }
    }

    fn make_ready_for(&mut self, query: &Query) -> Result<(), Error> {
        if query.asks_for_marks() {
            self.make_marks()?;
        }
        for id in query.likes() {
            self.find_similar(id)?;
        }
        Ok(())
    }

    /// Makes ready what searches ask of the reports that are like the one of an id.
    fn find_similar(&mut self, id: &str) -> Result<(), Error> {
        if !self.similar.contains_key(id) {
            let likeness = self.corpus.similar(id)?;
            self.similar.insert(id.to_owned(), likeness);
        }
        if let (Some(marks), Some(likeness)) = (&mut self.marks, self.similar.get(id))
            && !marks.has_similar(id)
        {
            self.corpus.mark_similar(marks, id, &likeness.rows);
        }
        Ok(())
    }

    fn make_marks(&mut self) -> Result<(), Error> {
        if self.marks.is_none() {
            self.marks = Some(self.corpus.marks(&self.library)?);
        }
        Ok(())
    }

    fn known(&self) -> Known<'_> {
        Known {
            library: &self.library,
            marks: self.marks.as_ref(),
        }
    }
}
