//! The reports that the reader can show. Those that are at hand in their corpus are shown at once; others are
//! asked for by their rows and come in a message, and those that were seen last are kept, however many there are
//! in all.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::excerpts::Excerpts;
use super::feeds::FetchProgress;
use super::headlines::Headlines;
use crate::article::Article;
use crate::corpus::{Absent, Holdings, Progress};
use crate::lang::Bilingual;
use crate::store::{Changed, Problem};

/// How many reports are kept that were asked for.
const KEPT: usize = 600;

/// The reports that there are, and those of them that can be shown.
#[derive(Debug, Default)]
pub struct ReportWindow {
    /// What there is; nothing as long as it is not known.
    holdings: Option<Arc<dyn Holdings>>,
    /// Tells rows from those of a corpus that was there before.
    version: u64,
    kept: BTreeMap<usize, Result<Arc<Article>, Changed>>,
    /// Those that their files do not hold any more, as they were.
    former: BTreeMap<usize, Arc<Article>>,
    /// Whether files are waited for that were there: what is kept of them stays.
    awaits_files: bool,
    /// Those that were asked for and have not come.
    asked: BTreeSet<usize>,
    /// What the list shows of those that were found.
    pub(super) excerpts: Excerpts,
    /// How far an archive is indexed that is not yet.
    pub indexing: Option<Progress>,
    /// How far feeds are fetched, while they are.
    pub fetching: Option<FetchProgress>,
    /// What went wrong when feeds were fetched last, with the name of each.
    pub(super) feed_failures: Vec<Bilingual>,
    /// The ids of reports whose pages are being fetched.
    pub(super) pages: BTreeSet<String>,
    /// The files that an archive waits for, which were there.
    pub absent: Vec<Absent>,
    /// Their headlines as the list has set them.
    pub(super) headlines: Headlines,
}

/// What there is to read from now on.
#[derive(Debug)]
pub struct Update {
    /// What there is.
    pub holdings: Arc<dyn Holdings>,
    /// Tells rows from those of a corpus that was there before.
    pub version: u64,
    /// Where the reports stand now that were there before.
    pub standing: Standing,
}

/// A report that was selected: the version of its corpus, and its index.
pub(super) type Selected = (u64, usize);

/// Where reports stand after their corpus has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Where they stood.
    Same,
    /// Elsewhere; the one that is read has this index now, if it is still there.
    Moved(Option<usize>),
}

/// Reports that were asked for.
#[derive(Debug)]
pub struct Fetched {
    /// The version of the corpus.
    pub version: u64,
    /// What was asked for.
    pub asked: Vec<usize>,
    /// The reports with their indexes; some may be left out, for others were asked for since.
    pub articles: Vec<(usize, Result<Arc<Article>, Changed>)>,
}

impl ReportWindow {
    /// Returns whether it is known which reports there are. A glimpse of them is only to be seen.
    pub fn is_known(&self) -> bool {
        let holdings = self.holdings.as_ref();
        holdings.is_some_and(|holdings| !holdings.is_glimpse())
    }

    /// Returns how many reports there are.
    pub fn len(&self) -> usize {
        self.holdings.as_ref().map_or(0, |holdings| holdings.len())
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns whether what there is may be searched and not all that there will be.
    pub fn is_partial(&self) -> bool {
        let holdings = self.holdings.as_ref();
        holdings.is_some_and(|holdings| !holdings.is_whole())
    }

    /// Returns what tells rows from those of a corpus that was there before.
    pub(super) fn version(&self) -> u64 {
        self.version
    }

    /// Returns whether a report need not be asked for.
    pub(super) fn is_at_hand(&self, index: usize) -> bool {
        self.at_hand(index).is_some()
    }

    fn at_hand(&self, index: usize) -> Option<&Article> {
        self.holdings.as_ref()?.at_hand(index)
    }

    /// Returns a report, if it is there.
    pub fn article(&self, index: usize) -> Option<&Article> {
        let kept = || self.kept.get(&index)?.as_deref().ok();
        self.at_hand(index).or_else(kept)
    }

    /// Returns whether a report's file does not hold it any more.
    pub fn is_lost(&self, index: usize) -> bool {
        matches!(self.kept.get(&index), Some(Err(Changed)))
    }

    /// Returns what was wrong in the files.
    pub fn problems(&self) -> &[Problem] {
        let holdings = self.holdings.as_ref();
        holdings.map_or(&[], |holdings| holdings.problems())
    }

    /// Notes that reports are wanted; returns those that are to be asked for.
    pub(super) fn want(&mut self, wanted: impl Iterator<Item = usize>) -> Vec<usize> {
        let mut missing = Vec::new();
        for index in wanted {
            let is_there = self.is_at_hand(index) || self.kept.contains_key(&index);
            if !is_there && self.asked.insert(index) {
                missing.push(index);
            }
        }
        missing
    }

    /// Takes reports that were asked for; forgets others, those that are farthest from `near` first,
    /// and never `read`.
    pub(super) fn take(&mut self, fetched: Fetched, near: usize, read: Option<usize>) {
        if fetched.version != self.version {
            return;
        }
        for index in fetched.asked {
            self.asked.remove(&index);
        }
        for (index, article) in fetched.articles {
            self.keep(index, article);
        }
        while self.kept.len() > KEPT {
            let ends = [self.kept.keys().next(), self.kept.keys().next_back()];
            let farthest = ends.into_iter().flatten().copied();
            let farthest = farthest
                .filter(|index| Some(*index) != read)
                .max_by_key(|index| index.abs_diff(near));
            let Some(farthest) = farthest else { return };
            self.kept.remove(&farthest);
            self.former.remove(&farthest);
        }
    }

    /// Keeps a report that was read, or that it is not where it was.
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

    /// Takes whether files are waited for that were there.
    pub(super) fn await_files(&mut self, awaits: bool) {
        self.awaits_files = awaits;
        for (index, article) in std::mem::take(&mut self.former) {
            self.kept.insert(index, Ok(article));
        }
        if !awaits {
            self.kept.retain(|_, article| article.is_ok());
        }
    }

    /// Takes what there is now. Of reports that stand elsewhere the one that is `read` is kept alone.
    pub(super) fn update(&mut self, update: Update, read: Option<usize>) {
        self.asked.clear();
        self.former.clear();
        // What was not where it was indexed may be there again.
        self.kept.retain(|_, article| article.is_ok());
        if let Standing::Moved(to) = update.standing {
            let read = read.and_then(|read| self.kept.remove(&read));
            self.kept.clear();
            self.kept.extend(to.zip(read));
        }
        self.holdings = Some(update.holdings);
        self.version = update.version;
    }
}
