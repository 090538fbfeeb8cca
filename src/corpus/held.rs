//! Reports that are all held in memory.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use super::{Ask, Corpus, Error, Found, Holdings, Known};
use crate::article::{Article, Published};
use crate::library::Id;
use crate::search::copies::{Copies, Sketches, sketch};
use crate::search::counts::{Facet, Histogram, Kind, Span};
use crate::search::query::Mark;
use crate::search::sorting::rows_in_order;
use crate::search::{Haystack, Marked, Sort};
use crate::store::{self, Changed, Collection, Problem, Reading, Roots, Site, Source, Stand};

/// What reports in memory are of all that there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Extent {
    /// All.
    #[default]
    All,
    /// What was read first, to be read and searched until the others are indexed.
    Beginning,
    /// What was read first, to be seen until the others are read.
    Glimpse,
}

/// Reports that are all held in memory, and searched by reading them through.
#[derive(Debug, Default)]
pub struct Held {
    all: Arc<Collection>,
    extent: Extent,
    /// Where they were read, and how.
    sources: Vec<Source>,
    reading: Reading,
    /// The text that is searched, once anything was.
    haystack: OnceLock<Haystack>,
    /// How many reports each character of it stands in, once that was asked for.
    characters: OnceLock<HashMap<char, u32>>,
    /// Which reports are one text, once that was asked for.
    copies: OnceLock<Arc<Copies>>,
    /// Of each file the numbers of the sources in which it was found.
    of_files: Vec<Vec<u16>>,
    /// Of reports that are of other sources, too, the numbers of those, by their ids.
    carried: HashMap<String, Vec<u16>>,
}

impl Held {
    /// Takes what was read from sources.
    pub fn new(all: impl Into<Arc<Collection>>, sources: &[Source], reading: &Reading) -> Self {
        let (all, roots) = (all.into(), Roots::new(sources));
        let of_files = all.files.iter().map(|file| roots.of(file)).collect();
        Self {
            all,
            extent: Extent::All,
            sources: sources.to_owned(),
            reading: reading.clone(),
            haystack: OnceLock::new(),
            characters: OnceLock::new(),
            copies: OnceLock::new(),
            of_files,
            carried: roots.into_carried(),
        }
    }

    /// Takes what was read first, to be read until all is indexed.
    pub fn beginning(all: Collection, sources: &[Source], reading: &Reading) -> Self {
        Self {
            extent: Extent::Beginning,
            ..Self::new(all, sources, reading)
        }
    }

    /// Takes what was read first, to be seen until all is read.
    pub fn glimpse(all: Collection, sources: &[Source], reading: &Reading) -> Self {
        Self {
            extent: Extent::Glimpse,
            ..Self::new(all, sources, reading)
        }
    }

    fn haystack(&self) -> &Haystack {
        let text = || Haystack::new(&self.all.articles);
        self.haystack.get_or_init(text)
    }

    fn position(&self, is_it: impl Fn(&Article) -> bool) -> Option<usize> {
        self.all.articles.iter().position(is_it)
    }
}

impl Holdings for Held {
    fn len(&self) -> usize {
        self.all.articles.len()
    }

    fn is_whole(&self) -> bool {
        self.extent == Extent::All
    }

    fn is_glimpse(&self) -> bool {
        self.extent == Extent::Glimpse
    }

    fn problems(&self) -> &[Problem] {
        &self.all.problems
    }

    fn at_hand(&self, row: usize) -> Option<&Article> {
        self.all.articles.get(row)
    }
}

impl Corpus for Held {
    fn prepare(&self) {
        self.haystack();
    }

    fn article(&self, row: usize) -> Result<Cow<'_, Article>, Changed> {
        self.at_hand(row).map(Cow::Borrowed).ok_or(Changed)
    }

    fn site(&self, row: usize) -> Option<Site> {
        self.all.places.get(row).cloned()
    }

    fn stand(&self, row: usize) -> Option<Stand> {
        let article = self.at_hand(row)?;
        let site = self.all.places.get(row);
        store::stand(&self.sources, &self.reading, article, site)
    }

    fn row_of(&self, id: &str) -> Result<Option<usize>, Error> {
        Ok(self.position(|article| article.id == id))
    }

    fn row_where(&self, is_wanted: &dyn Fn(&str) -> bool) -> Result<Option<usize>, Error> {
        Ok(self.position(|article| is_wanted(&article.id)))
    }

    fn row_before(&self, day: u32) -> Result<usize, Error> {
        let is_later = |article: &Article| {
            let own = article.published.as_ref().and_then(Published::day);
            own.is_some_and(|own| own >= day)
        };
        Ok(self.all.articles.partition_point(is_later))
    }

    fn ids(&self, rows: &[usize]) -> Result<Vec<Id>, Error> {
        let articles = rows.iter().filter_map(|row| self.at_hand(*row));
        Ok(articles.map(|article| article.id.as_str().into()).collect())
    }

    fn day(&self, row: usize) -> Option<u32> {
        self.at_hand(row)?.published.as_ref()?.day()
    }

    fn reports_of_characters(&self, characters: &[char]) -> Result<Vec<u32>, Error> {
        let counts = || self.haystack().reports_of_characters();
        let counts = self.characters.get_or_init(counts);
        let count = |c| counts.get(c).copied().unwrap_or(0);
        Ok(characters.iter().map(count).collect())
    }

    fn rows_with(&self, texts: &[&str]) -> Result<Vec<Vec<u32>>, Error> {
        Ok(self.haystack().rows_with(texts))
    }

    fn copies(&self) -> Result<Arc<Copies>, Error> {
        let copies = || {
            let mut sketches = Sketches::default();
            for article in &self.all.articles {
                sketches.push(sketch(article));
            }
            Arc::new(Copies::new(&sketches, &|row| self.day(row as usize)))
        };
        Ok(self.copies.get_or_init(copies).clone())
    }

    fn first_unread(&self, rows: &[usize], known: Known) -> Result<Option<usize>, Error> {
        let is_unread = |row: &usize| {
            let article = self.at_hand(*row);
            article.is_some_and(|article| !known.library.is_read(&article.id))
        };
        Ok(rows.iter().copied().find(is_unread))
    }

    fn find(&self, ask: &Ask) -> Result<Option<Found>, Error> {
        let own = Own {
            held: self,
            known: ask.known,
        };
        let haystack = self.haystack();
        let found = haystack.search_marked(ask.query, &own, ask.is_superseded);
        Ok(found.map(|matches| Found::counted(&matches)))
    }

    fn in_order(&self, sort: Sort) -> Result<Vec<u32>, Error> {
        Ok(rows_in_order(sort, &self.all.articles))
    }

    fn facets(
        &self,
        found: Option<&Found>,
        kinds: &[Kind],
        count: usize,
    ) -> Result<Vec<Facet>, Error> {
        let rows = found.map(|found| found.listed().collect::<Vec<_>>());
        let facet = |kind: &Kind| Facet::of(&self.all.articles, rows.as_deref(), *kind, count);
        Ok(kinds.iter().map(facet).collect())
    }

    fn histogram(&self, found: Option<&Found>, span: Span) -> Result<Histogram, Error> {
        let rows = found.map(|found| found.listed().collect::<Vec<_>>());
        Ok(Histogram::of(&self.all.articles, rows.as_deref(), span))
    }
}

/// What is remembered of reports in memory, and where they were read from.
struct Own<'a> {
    held: &'a Held,
    known: Known<'a>,
}

impl Marked for Own<'_> {
    fn is(&self, row: usize, mark: Mark) -> bool {
        let Some(Article { id, .. }) = self.held.at_hand(row) else {
            return false;
        };
        self.known.is(id, mark)
    }

    fn is_tagged(&self, row: usize, needle: &str) -> bool {
        let article = self.held.at_hand(row);
        article.is_some_and(|article| self.known.is_tagged(&article.id, needle))
    }

    fn is_from(&self, row: usize, wanted: &[u16]) -> bool {
        let site = self.held.all.places.get(row);
        let of_file = site.and_then(|site| self.held.of_files.get(site.number as usize));
        let is_wanted = |places: &Vec<u16>| {
            let mut places = places.iter();
            places.any(|place| wanted.binary_search(place).is_ok())
        };
        if of_file.is_some_and(is_wanted) {
            return true;
        }
        let carried = &self.held.carried;
        if carried.is_empty() {
            return false;
        }
        let id = self.held.at_hand(row).map(|article| &article.id);
        id.and_then(|id| carried.get(id)).is_some_and(is_wanted)
    }

    fn is_like(&self, row: usize, id: &str) -> bool {
        let marks = self.known.marks;
        marks.is_some_and(|marks| marks.is_similar(id, row as u32))
    }
}

#[cfg(test)]
mod tests {
    use super::super::Session;
    use super::*;

    /// Whoever types a search does not wait until all text is folded.
    #[test]
    fn a_session_that_turns_to_reports_has_them_ready_for_the_first_search() {
        let (sources, reading) = ([Source::Shipped], Reading::default());
        let shipped = store::read(&sources, &reading);
        let held = Arc::new(Held::new(shipped, &sources, &reading));
        let mut session = Session::new(held.clone());
        assert!(held.haystack.get().is_none(), "a list needs none");
        session.turn_to(held.clone());
        assert!(held.haystack.get().is_some());
    }
}
