//! The reports that one reads, wherever they are: all in memory ([`Held`]), or in files too large for that and
//! read one by one through an index ([`Indexed`]), or kept by a search engine on other machines ([`Remote`]).
//!
//! A [`Corpus`] has its reports in rows, in reading order, and answers every question about them. The
//! commands, the reader's threads and the tests ask it alike, and nothing above this module knows what kind it
//! is. What can be told of it without reading a file or waiting are
//! its [`Holdings`]: the reader's model sees no more of it than that. A [`Session`] adds what the reader
//! remembers, by which searches can ask too.

mod copies;
mod counting;
mod error;
mod found;
mod held;
mod indexed;
mod page;
mod remote;
mod session;

use std::borrow::Cow;
use std::fmt::Debug;
use std::ops::Range;
use std::sync::Arc;

use crate::archive::Marks;
use crate::article::Article;
use crate::library::{Action, Id, Library};
use crate::search::copies::Copies;
use crate::search::counts::{Facet, Histogram, Kind, Span};
use crate::search::query::{DateRange, Mark};
use crate::search::similar::{Likeness, Words};
use crate::search::{Query, Sort, ranked};
use crate::store::{Changed, Problem, Site, Stand};
use crate::text::fold;

pub use crate::archive::{Absent, Progress};
pub use copies::{Printing, printings};
pub use counting::{Counting, Counts, KINDS, VALUES};
pub use error::Error;
pub use found::Found;
pub use held::Held;
pub use indexed::Indexed;
pub use page::{Neighbour, page_of};
pub use remote::Remote;
pub use session::Session;

/// What is known of a corpus at once: nothing here reads a file or waits.
pub trait Holdings: Debug + Send + Sync {
    /// Returns how many reports there are.
    fn len(&self) -> usize;

    /// Returns whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns whether these are all that there will be.
    fn is_whole(&self) -> bool;

    /// Returns whether these are shown only until all are read, in a moment: nothing is done with them, and
    /// what is typed meanwhile is meant for all.
    fn is_glimpse(&self) -> bool {
        false
    }

    /// Returns what was wrong in the files.
    fn problems(&self) -> &[Problem];

    /// Returns the report in a row, if it need not be read first.
    fn at_hand(&self, row: usize) -> Option<&Article>;
}

/// Reports in rows, in reading order, and the answers to all that is asked about them.
///
/// Of a question that may take long nothing is told (`Ok(None)`) once [`Ask::is_superseded`] says so. An error
/// means that the index cannot be read: there is no answer then.
pub trait Corpus: Holdings {
    /// Makes ready what the first search needs, if that takes time: who will search does it beforehand.
    fn prepare(&self) {}

    /// Makes ready reports that will be read, where that is quicker than one by one.
    fn read_ahead(&self, _rows: &[usize]) {}

    /// Reads the report in a row, as it stands in its file.
    ///
    /// # Errors
    ///
    /// When the file does not hold it any more.
    fn article(&self, row: usize) -> Result<Cow<'_, Article>, Changed>;

    /// Returns why reports could not be read just now, where that is not that their files have changed.
    fn failure(&self) -> Option<Error> {
        None
    }

    /// Returns what it lacks that should be there: some reports cannot be read for that.
    fn lack(&self) -> Option<Error> {
        None
    }

    /// Returns where the report in a row was read.
    fn site(&self, row: usize) -> Option<Site>;

    /// Finds the file and the line where the report in a row stands now.
    fn stand(&self, row: usize) -> Option<Stand>;

    /// Finds the report of an id.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    fn row_of(&self, id: &str) -> Result<Option<usize>, Error>;

    /// Finds the first report whose id is as wanted, which may mean to read all ids.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    fn row_where(&self, is_wanted: &dyn Fn(&str) -> bool) -> Result<Option<usize>, Error>;

    /// Returns the first row that is of an earlier day than this key (20191122 is one).
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    fn row_before(&self, day: u32) -> Result<usize, Error>;

    /// Returns the rows of the reports of these days.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    fn rows_of(&self, days: DateRange) -> Result<RowsOfDays, Error> {
        // No day has a key as small as 1, so that only reports without a date are behind it.
        let dated = self.row_before(1)?;
        let end = days.from.map_or(Ok(dated), |from| self.row_before(from))?;
        let start = self.row_before(days.until.unwrap_or(u32::MAX))?;
        Ok(RowsOfDays {
            rows: start..end,
            dated,
        })
    }

    /// Returns the ids of the reports in these rows.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    fn ids(&self, rows: &[usize]) -> Result<Vec<Id>, Error>;

    /// Makes ready what searches ask of what is remembered.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    fn marks(&self, _library: &Library) -> Result<Marks, Error> {
        // Where a report is looked up by its id as it is asked for nothing need be ready.
        Ok(Marks::default())
    }

    /// Takes an action over into what [`marks`](Self::marks) made.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    fn mark(&self, _marks: &mut Marks, _action: &Action) -> Result<(), Error> {
        Ok(())
    }

    /// Takes over into what [`marks`](Self::marks) made which rows are like the report of an id.
    fn mark_similar(&self, marks: &mut Marks, id: &str, rows: &[u32]) {
        marks.set_similar_numbers(id, rows);
    }

    /// Returns it for questions that end without an answer ([`Error::is_stopped`]) once `give_up` says so; `None` where
    /// it answers so soon that each may be waited for.
    fn given_up_when(&self, _give_up: GiveUp) -> Option<Arc<dyn Corpus>> {
        None
    }

    /// Returns the key of the day of the report in a row, if it has one.
    fn day(&self, row: usize) -> Option<u32>;

    /// Counts the reports that have each of these folded characters, or a few more.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    fn reports_of_characters(&self, characters: &[char]) -> Result<Vec<u32>, Error>;

    /// Finds the rows of the reports that have each of these folded texts.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    fn rows_with(&self, texts: &[&str]) -> Result<Vec<Vec<u32>>, Error>;

    /// Finds the reports that are like the one of an id; none where there is none of that id.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    fn similar(&self, id: &str) -> Result<Likeness, Error> {
        let row = self.row_of(id)?;
        let Some((row, article)) = row.and_then(|row| Some((row, self.article(row).ok()?))) else {
            return Ok(Likeness::default());
        };
        let words = Words::of(&article);
        let characters = words.characters();
        let counts = self.reports_of_characters(&characters)?;
        let having = |c: char| {
            let at = characters.binary_search(&c).ok();
            at.and_then(|at| counts.get(at)).copied().unwrap_or(0)
        };
        let words = words.rarest(self.len() as u32, &having);
        let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        let rows = self.rows_with(&texts)?;
        let day = |row: u32| self.day(row as usize);
        let reports = self.len() as u32;
        Ok(Likeness::new(row as u32, reports, &words, &rows, &day))
    }

    /// Returns which reports are one text.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    fn copies(&self) -> Result<Arc<Copies>, Error>;

    /// Finds the first of these rows whose report is unread.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    fn first_unread(&self, rows: &[usize], known: Known) -> Result<Option<usize>, Error>;

    /// Finds the reports that match, those that match only as pinyin behind the others.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    fn find(&self, ask: &Ask) -> Result<Option<Found>, Error>;

    /// Counts the reports that match, those beyond what is listed too. `None` is where only a part of the corpus
    /// answered, and once the answer is not wanted any more.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    fn how_many(&self, ask: &Ask) -> Result<Option<usize>, Error> {
        let whole = self.find(ask)?.filter(|found| found.part().is_none());
        Ok(whole.map(|found| found.len() + found.beyond()))
    }

    /// Finds the first `count` reports that match, where that is quicker than to find all; they may be all.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    fn first(&self, _count: usize, ask: &Ask) -> Result<Option<Found>, Error> {
        self.find(ask)
    }

    /// Finds the reports that match, the most relevant first, of which at most `limit` are told. Where nothing
    /// else tells how relevant they are, it reads all that match.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    fn rank(&self, limit: usize, ask: &Ask) -> Result<Option<Found>, Error> {
        let Some(found) = self.find(ask)? else {
            return Ok(None);
        };
        let all = (0..found.len()).zip(found.listed());
        let all: Vec<_> = all.map(|(at, row)| (row, found.is_pinyin(at))).collect();
        let article = |row| self.article(row).ok();
        let ranked = ranked(ask.query, &all, &article, ask.is_superseded);
        Ok(ranked.map(|mut ranked| {
            ranked.truncate(limit);
            Found::ranked(&ranked)
        }))
    }

    /// Returns all rows in an order.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    fn in_order(&self, sort: Sort) -> Result<Vec<u32>, Error>;

    /// Counts the reports by names of these kinds, of which the `count` values that most have are kept; `None`
    /// is all reports.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    fn facets(
        &self,
        found: Option<&Found>,
        kinds: &[Kind],
        count: usize,
    ) -> Result<Vec<Facet>, Error>;

    /// Counts the reports by times, and those of them that were found; `None` is all.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    fn histogram(&self, found: Option<&Found>, span: Span) -> Result<Histogram, Error>;
}

/// Says when answers are not wanted any more.
pub type GiveUp = Arc<dyn Fn() -> bool + Send + Sync>;

/// The rows of the reports of some days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowsOfDays {
    /// These rows; where there are none, they would begin here.
    pub rows: Range<usize>,
    /// How many reports have a date: those without are behind them.
    pub dated: usize,
}

/// A search, and when to give it up.
#[derive(Clone, Copy)]
pub struct Ask<'a> {
    /// What to look for.
    pub query: &'a Query,
    /// What is remembered of the reports.
    pub known: Known<'a>,
    /// Whether the answer is not wanted any more.
    pub is_superseded: &'a (dyn Fn() -> bool + Sync),
}

/// What is remembered of the reports.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// All of it, by the reports' ids.
    pub library: &'a Library,
    /// The same as the corpus itself made it ready, if anything was asked about it.
    pub marks: Option<&'a Marks>,
}

impl Known<'_> {
    /// Returns whether the report of an id has a mark.
    fn is(self, id: &str, mark: Mark) -> bool {
        let library = self.library;
        match mark {
            Mark::Read => library.is_read(id),
            Mark::Unread => !library.is_read(id),
            Mark::Starred => library.is_starred(id),
            Mark::Noted => !library.note(id).is_empty(),
            Mark::New => library.is_new(id),
        }
    }

    /// Returns whether a folded text stands in one of the tags that the reader gave the report of an id.
    fn is_tagged(self, id: &str, needle: &str) -> bool {
        let mut tags = self.library.tags(id);
        tags.any(|tag| fold::fold(tag).contains(needle))
    }
}
