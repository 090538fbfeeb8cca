//! Searches files that have no index: they are read through once, and no more is held than what is found.
//!
//! To make an index of large files takes several times as long as to read them, so that the first search does
//! without. The second shows that they are searched again and again, and makes it.

use std::ops::ControlFlow;

use super::progress::Progress;
use crate::archive;
use crate::article::{Article, Block};
use crate::search::{Filter, Query};
use crate::store::{self, Collection, Reading, Sieve, Source};

/// How much is held of what is found, in bytes: more is better read by an index.
const MOST: usize = 256 << 20;

/// What was found.
#[derive(Debug)]
pub(super) struct Sifted {
    /// The articles that match, and what was wrong with any.
    pub(super) found: Collection,
    /// Among how many they were found.
    pub(super) read: usize,
}

/// Reads sources through, and holds the articles that a query finds; `None` where that would be too much.
///
/// The query must be one that each article answers by itself, without the reader's marks.
pub(super) fn sift(
    sources: &[Source],
    reading: &Reading,
    query: &Query,
    progress: &Progress,
) -> Option<Sifted> {
    let mut sought = Sought {
        filter: Filter::new(query),
        held: 0,
        read: 0,
        progress: archive::are_large(sources).then_some(progress),
        file: String::new(),
        before: 0,
        at: 0,
        of: store::size(sources),
    };
    let found = store::sift(sources, reading, &mut sought)?;
    Some(Sifted {
        found,
        read: sought.read,
    })
}

/// What is looked for, and how far that is.
struct Sought<'a> {
    filter: Filter,
    /// How much is held, in bytes.
    held: usize,
    /// How many articles were read.
    read: usize,
    /// Shows how far it is, where that takes long.
    progress: Option<&'a Progress>,
    /// The file that is read, how many bytes were read before it, and of it.
    file: String,
    before: u64,
    at: u64,
    /// How many bytes there are.
    of: u64,
}

impl Sieve for Sought<'_> {
    fn keeps(&mut self, articles: &[Article]) -> Vec<bool> {
        let kept = self.filter.matching(articles);
        self.read += articles.len();
        let found = articles.iter().zip(&kept).filter(|(_, is_kept)| **is_kept);
        self.held += found.map(|(article, _)| size(article)).sum::<usize>();
        kept
    }

    fn goes_on(&mut self, file: &str, at: u64) -> ControlFlow<()> {
        if self.file != file {
            self.before += self.at;
            file.clone_into(&mut self.file);
        }
        self.at = at;
        if let Some(progress) = self.progress {
            progress.bytes(self.before + at, self.of);
        }
        if self.held > MOST {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }
}

/// About how much memory an article takes, in bytes.
fn size(article: &Article) -> usize {
    let body = article.body.iter().map(Block::text);
    size_of::<Article>() + body.map(str::len).sum::<usize>()
}
