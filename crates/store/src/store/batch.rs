//! One file's articles and problems.

use std::ops::ControlFlow;
use std::sync::Arc;

use super::files::File;
use super::ids::Taken;
use super::names::Names;
use super::sieve::Sieve;
use super::stream::Passage;
use super::{Problem, Site, ids};
use crate::article::Article;
use crate::lang::Bilingual;

/// What was found in one file, and is kept.
#[derive(Debug, Default)]
pub(super) struct Batch {
    file: String,
    articles: Vec<Article>,
    /// Where each article's record stands in the file: the first byte, and how many there are.
    extents: Vec<(u64, u64)>,
    /// The articles whose id is another's.
    clashes: Vec<Clash>,
    problems: Vec<Problem>,
}

/// An article whose id is another's.
#[derive(Debug)]
struct Clash {
    id: String,
    /// The line and column where it starts.
    place: (usize, usize),
    /// Which of the articles it is; none where it is not kept.
    article: Option<usize>,
}

impl Batch {
    /// Reads a file, and takes the ids of its articles; returns nothing once the sieve breaks off.
    pub(super) fn read(
        file: &File,
        names: &Arc<Names>,
        taken: &mut Taken,
        sieve: &mut dyn Sieve,
    ) -> Option<Self> {
        let mut batch = Self {
            file: file.name.clone(),
            ..Self::default()
        };
        let mut is_whole = true;
        let read = file.stream(names, None, &mut |passage, mark| {
            let goes_on = batch.take(passage, mark, taken, sieve);
            is_whole &= goes_on.is_continue();
            goes_on
        });
        batch.problems.extend(read.err());
        is_whole.then_some(batch)
    }

    fn take(
        &mut self,
        passage: Passage,
        mark: u64,
        taken: &mut Taken,
        sieve: &mut dyn Sieve,
    ) -> ControlFlow<()> {
        let kept = sieve.keeps(&passage.articles);
        let articles = passage.articles.into_iter().zip(passage.extents);
        for ((mut article, extent), (place, is_kept)) in
            articles.zip(passage.places.into_iter().zip(kept))
        {
            if !ids::claim(&mut article, taken) {
                self.clashes.push(Clash {
                    id: article.id.clone(),
                    place,
                    article: is_kept.then_some(self.articles.len()),
                });
            }
            if is_kept {
                let at = mark + passage.base + extent.at as u64;
                self.extents.push((at, (extent.end - extent.at) as u64));
                self.articles.push(article);
            }
        }
        self.problems.extend(passage.problems);
        sieve.goes_on(&self.file, mark + passage.end)
    }

    /// Gives ids to the articles whose own are another's, once those of all files are taken, and reports them.
    pub(super) fn settle_ids(&mut self, taken: &mut Taken) {
        for Clash { id, place, article } in self.clashes.drain(..) {
            let own = ids::numbered(&id, taken.number(&id));
            if let Some(article) = article.and_then(|index| self.articles.get_mut(index)) {
                article.id = own;
            }
            let problem = Problem::new(self.file.clone(), place, clash(&id));
            self.problems.push(problem);
        }
        self.problems
            .sort_by_key(|problem| (problem.line, problem.column));
    }

    /// Returns the articles in the file's order, where each stands, and the problems in theirs.
    pub(super) fn into_parts(self, number: u32) -> (Vec<Article>, Vec<Site>, Vec<Problem>) {
        let file: Arc<str> = self.file.into();
        let site = |(at, len): (u64, u64)| Site {
            number,
            file: file.clone(),
            at,
            len,
        };
        let sites = self.extents.into_iter().map(site).collect();
        (self.articles, sites, self.problems)
    }
}

/// Says that an id is not an article's own.
pub(super) fn clash(id: &str) -> Bilingual {
    Bilingual::new(
        format!("the id `{id}` is another article's, expected one of its own"),
        format!("编号 `{id}` 已属于另一篇，应为独有的编号"),
    )
}
