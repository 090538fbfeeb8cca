//! Reports that stand in their files and are found through an index.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use super::{Ask, Corpus, Error, Found, Holdings, Known};
use crate::archive::{Archive, Marks, Search};
use crate::article::Article;
use crate::library::{Action, Id, Library};
use crate::place::Scratch;
use crate::search::Sort;
use crate::search::copies::Copies;
use crate::search::counts::{Facet, Histogram, Kind, Span};
use crate::search::query::Mark;
use crate::store::{Changed, Problem, Roots, Site, Source, Stand};

/// Reports that stand in their files and are found through an index.
#[derive(Debug)]
pub struct Indexed {
    archive: Arc<Archive>,
    /// The places that were named, where searches can ask in which a report stands.
    roots: Roots,
    /// Which reports are one text, once that was asked for.
    copies: OnceLock<Arc<Copies>>,
    /// Where the index is, if it is for this time only.
    _place: Option<Scratch>,
}

impl Indexed {
    /// Takes an index of what sources name.
    pub fn new(archive: impl Into<Arc<Archive>>, sources: &[Source]) -> Self {
        Self {
            archive: archive.into(),
            roots: Roots::new(sources),
            copies: OnceLock::new(),
            _place: None,
        }
    }

    /// Keeps the directory of the index as long as this is there, and clears it then.
    #[must_use]
    pub fn in_scratch(self, place: Option<Scratch>) -> Self {
        Self {
            _place: place,
            ..self
        }
    }

    fn search<'a>(&'a self, ask: &Ask<'a>) -> Search<'a> {
        match ask.known.marks {
            Some(marks) => self.archive.search_marked(ask.query, marks),
            None => self.archive.search(ask.query),
        }
    }
}

impl Holdings for Indexed {
    fn len(&self) -> usize {
        self.archive.len()
    }

    fn is_whole(&self) -> bool {
        self.archive.is_whole()
    }

    fn problems(&self) -> &[Problem] {
        self.archive.problems()
    }

    fn at_hand(&self, _: usize) -> Option<&Article> {
        None
    }
}

impl Corpus for Indexed {
    fn article(&self, row: usize) -> Result<Cow<'_, Article>, Changed> {
        self.archive.article(row).map(Cow::Owned)
    }

    fn site(&self, row: usize) -> Option<Site> {
        self.archive.site(row)
    }

    fn stand(&self, row: usize) -> Option<Stand> {
        self.archive.stand(row).ok()
    }

    fn row_of(&self, id: &str) -> Result<Option<usize>, Error> {
        Ok(self.archive.row_of(id)?)
    }

    fn row_where(&self, is_wanted: &dyn Fn(&str) -> bool) -> Result<Option<usize>, Error> {
        Ok(self.archive.row_where(is_wanted)?)
    }

    fn row_before(&self, day: u32) -> Result<usize, Error> {
        Ok(self.archive.row_before(day))
    }

    fn ids(&self, rows: &[usize]) -> Result<Vec<Id>, Error> {
        Ok(self.archive.ids(rows)?)
    }

    fn marks(&self, library: &Library) -> Result<Marks, Error> {
        let (archive, mut marks) = (&*self.archive, Marks::default());
        marks.set(archive, Mark::Read, true, library.read())?;
        marks.set(archive, Mark::Starred, true, library.starred())?;
        marks.set(archive, Mark::Noted, true, library.noted())?;
        marks.set(archive, Mark::New, true, library.arrived())?;
        for (id, tag) in library.tagged() {
            marks.set_tag(archive, tag, true, std::iter::once(id))?;
        }
        // One place alone is nothing to narrow by.
        if self.roots.len() > 1 {
            marks.set_places(archive, &self.roots)?;
        }
        Ok(marks)
    }

    fn mark(&self, marks: &mut Marks, action: &Action) -> Result<(), Error> {
        let (mark, on, ids) = match action {
            Action::Read(ids) => (Mark::Read, true, ids.as_slice()),
            Action::Unread(ids) => (Mark::Read, false, ids.as_slice()),
            Action::Star(ids) => (Mark::Starred, true, ids.as_slice()),
            Action::Unstar(ids) => (Mark::Starred, false, ids.as_slice()),
            Action::Arrived(ids) => (Mark::New, true, ids.as_slice()),
            Action::Note(id, text) => (Mark::Noted, !text.is_empty(), std::slice::from_ref(id)),
            Action::Tag(tag, ids) => {
                return Ok(marks.set_tag(&self.archive, tag, true, ids.iter().map(|id| &**id))?);
            }
            Action::Untag(tag, ids) => {
                return Ok(marks.set_tag(&self.archive, tag, false, ids.iter().map(|id| &**id))?);
            }
            Action::Place(..) | Action::Search(_) | Action::Window(..) => return Ok(()),
        };
        Ok(marks.set(&self.archive, mark, on, ids.iter().map(|id| &**id))?)
    }

    fn mark_similar(&self, marks: &mut Marks, id: &str, rows: &[u32]) {
        marks.set_similar(&self.archive, id, rows);
    }

    fn day(&self, row: usize) -> Option<u32> {
        Some(self.archive.day(row)).filter(|day| *day > 0)
    }

    fn reports_of_characters(&self, characters: &[char]) -> Result<Vec<u32>, Error> {
        Ok(self.archive.reports_of_characters(characters)?)
    }

    fn rows_with(&self, texts: &[&str]) -> Result<Vec<Vec<u32>>, Error> {
        Ok(self.archive.rows_with(texts)?)
    }

    fn copies(&self) -> Result<Arc<Copies>, Error> {
        if let Some(copies) = self.copies.get() {
            return Ok(copies.clone());
        }
        let copies = Arc::new(self.archive.copies()?);
        Ok(self.copies.get_or_init(|| copies).clone())
    }

    fn first_unread(&self, rows: &[usize], known: Known) -> Result<Option<usize>, Error> {
        Ok(match known.marks {
            Some(marks) => self.archive.first_unread(rows, marks),
            None => rows.first().copied(),
        })
    }

    fn find(&self, ask: &Ask) -> Result<Option<Found>, Error> {
        let search = self.search(ask);
        let Some(exact) = search.all(ask.is_superseded)? else {
            return Ok(None);
        };
        let pinyin = search.said(&exact, ask.is_superseded)?;
        Ok(pinyin.map(|pinyin| Found::all(exact, pinyin)))
    }

    fn first(&self, count: usize, ask: &Ask) -> Result<Option<Found>, Error> {
        let first = self.search(ask).first(count, ask.is_superseded)?;
        Ok(first.map(|rows| Found::first(&rows)))
    }

    fn rank(&self, limit: usize, ask: &Ask) -> Result<Option<Found>, Error> {
        let ranked = self.search(ask).ranked(limit, ask.is_superseded)?;
        Ok(ranked.map(|ranked| Found::ranked(&ranked)))
    }

    fn in_order(&self, sort: Sort) -> Result<Vec<u32>, Error> {
        Ok(self.archive.in_order(sort)?)
    }

    fn facets(
        &self,
        found: Option<&Found>,
        kinds: &[Kind],
        count: usize,
    ) -> Result<Vec<Facet>, Error> {
        let rows = found.map(Found::rows);
        Ok(self.archive.facets(rows.as_ref(), kinds, count)?)
    }

    fn histogram(&self, found: Option<&Found>, span: Span) -> Result<Histogram, Error> {
        let rows = found.map(Found::rows);
        Ok(self.archive.histogram(rows.as_ref(), span))
    }
}
