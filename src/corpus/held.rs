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
    /// The rows of the reports of each source, once that was asked for.
    of_sources: OnceLock<Vec<Vec<u32>>>,
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
            of_sources: OnceLock::new(),
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

    /// Returns the numbers of the sources that the report in a row is of.
    fn sources_of(&self, row: usize) -> impl Iterator<Item = u16> {
        let site = self.all.places.get(row);
        let of_file = site.and_then(|site| self.of_files.get(site.number as usize));
        let id = self.at_hand(row).filter(|_| !self.carried.is_empty());
        let carried = id.and_then(|article| self.carried.get(&article.id));
        of_file.into_iter().chain(carried).flatten().copied()
    }

    /// Returns the rows of the reports of some sources, each once.
    fn rows_of_sources(&self, numbers: &[u16]) -> Cow<'_, [u32]> {
        let all = self.of_sources.get_or_init(|| {
            let mut all = vec![Vec::new(); self.sources.len()];
            for row in 0..self.len() {
                for number in self.sources_of(row) {
                    let rows: Option<&mut Vec<u32>> = all.get_mut(usize::from(number));
                    if let Some(rows) = rows.filter(|rows| rows.last() != Some(&(row as u32))) {
                        rows.push(row as u32);
                    }
                }
            }
            all
        });
        let rows = |number: &u16| all.get(usize::from(*number)).map_or(&[][..], Vec::as_slice);
        if let [number] = numbers {
            return rows(number).into();
        }
        let mut rows: Vec<u32> = numbers.iter().flat_map(rows).copied().collect();
        rows.sort_unstable();
        rows.dedup();
        rows.into()
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

    fn how_many(&self, ask: &Ask) -> Result<Option<usize>, Error> {
        // All folders of feeds are counted after each mark: each costs as much as it holds, not as all do.
        let Some((sources, mark)) = ask.query.of_places() else {
            return Ok(self.find(ask)?.map(|found| found.len()));
        };
        let rows = self.rows_of_sources(sources);
        let Some(mark) = mark else {
            return Ok(Some(rows.len()));
        };
        let is_marked = |row: &&u32| {
            let article = self.at_hand(**row as usize);
            article.is_some_and(|article| ask.known.is(&article.id, mark))
        };
        Ok(Some(rows.iter().filter(is_marked).count()))
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
        let mut sources = self.held.sources_of(row);
        sources.any(|source| wanted.binary_search(&source).is_ok())
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
    use crate::search::Query;

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

    #[test]
    fn places_are_counted_without_a_search_as_a_search_finds_them() {
        let dir = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let mut file = std::fs::File::create(dir.path().join(name)).unwrap();
            std::io::Write::write_all(&mut file, text.as_bytes()).unwrap();
        };
        for (name, ids) in [("a.jsonl", &["1", "2", "3"][..]), ("b.jsonl", &["4"])] {
            let lines = ids
                .iter()
                .map(|id| format!("{{\"id\":\"{id}\",\"title\":\"{id}\"}}\n"));
            write(name, &lines.collect::<String>());
        }
        write("b.carried", "2\n4\n9\n");
        write("c.carried", "1\n2\n");
        let paths = ["a.jsonl", "b.jsonl", "c.jsonl"].map(|name| dir.path().join(name));
        let sources = paths.map(Source::Path);
        let reading = Reading::default();
        let held = Held::new(store::read(&sources, &reading), &sources, &reading);
        assert_eq!(held.problems().len(), 0);
        let mut session = Session::new(Arc::new(held));
        session.act(&[crate::library::Action::Read(vec!["2".into()])]);
        let mut counts = Vec::new();
        for places in [&[0][..], &[1], &[2], &[1, 2], &[0, 1, 2], &[7]] {
            let all = Query::from_places(places);
            for query in [all.and(&Query::parse("is:unread")), all] {
                let count = session.how_many(&query, &|| false).unwrap();
                let found = session.find(&query, &|| false).unwrap();
                assert_eq!(count, found.map(|found| found.len()), "{places:?}");
                counts.extend(count);
            }
        }
        assert_eq!(counts, [2, 3, 1, 2, 1, 2, 2, 3, 3, 4, 0, 0]);
    }
}
