//! One file's articles and problems.

use std::ops::ControlFlow;
use std::sync::Arc;

use super::files::File;
use super::names::Names;
use super::stream::Passage;
use super::{Problem, Site, ids};
use crate::article::Article;
use crate::lang::Bilingual;

/// What was found in one file.
#[derive(Debug, Default)]
pub(super) struct Batch {
    file: String,
    articles: Vec<Article>,
    /// Where each article's record stands in the file: the first byte, and how many there are.
    extents: Vec<(u64, u64)>,
    /// The line and column where each article starts.
    places: Vec<(usize, usize)>,
    problems: Vec<Problem>,
}

impl Batch {
    /// Reads a file.
    pub(super) fn read(file: &File, names: &Arc<Names>) -> Self {
        let mut batch = Self {
            file: file.name.clone(),
            ..Self::default()
        };
        let read = file.stream(names, None, &mut |passage, mark| {
            batch.take(passage, mark);
            ControlFlow::Continue(())
        });
        batch.problems.extend(read.err());
        batch
    }

    fn take(&mut self, passage: Passage, mark: u64) {
        let extents = passage.extents.iter();
        self.extents.extend(extents.map(|extent| {
            let at = mark + passage.base + extent.at as u64;
            (at, (extent.end - extent.at) as u64)
        }));
        self.articles.extend(passage.articles);
        self.places.extend(passage.places);
        self.problems.extend(passage.problems);
    }

    /// Gives the articles' ids, and reports those that clash.
    pub(super) fn settle_ids(batches: &mut [Self]) {
        let articles = batches.iter_mut().enumerate().flat_map(|(batch, found)| {
            let articles = found.articles.iter_mut().enumerate();
            articles.map(move |(index, article)| ((batch, index), article))
        });
        for ((batch, index), id) in ids::settle(articles) {
            let Some(batch) = batches.get_mut(batch) else {
                continue;
            };
            let place = batch.places.get(index).copied().unwrap_or((1, 1));
            let problem = Problem::new(batch.file.clone(), place, clash(&id));
            batch.problems.push(problem);
        }
        for batch in batches {
            batch
                .problems
                .sort_by_key(|problem| (problem.line, problem.column));
        }
    }

    /// Returns the articles in the file's order with where they stand, and the problems in theirs.
    pub(super) fn into_parts(self, number: u32) -> (Vec<(Article, Site)>, Vec<Problem>) {
        let file: Arc<str> = self.file.into();
        let site = |&(at, len): &(u64, u64)| Site {
            number,
            file: file.clone(),
            at,
            len,
        };
        let places: Vec<_> = self.extents.iter().map(site).collect();
        (
            self.articles.into_iter().zip(places).collect(),
            self.problems,
        )
    }
}

/// Says that an id is not an article's own.
pub(super) fn clash(id: &str) -> Bilingual {
    Bilingual::new(
        format!("the id `{id}` is another article's, expected one of its own"),
        format!("编号 `{id}` 已属于另一篇，应为独有的编号"),
    )
}
