//! What a row of the list shows of an article that was found: the words around its first hit.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::Model;
use super::list_row::written;
use crate::article::Article;
use crate::document::Document;
use crate::search::Excerpt;
use crate::text::conversion::ShownScript;

/// So many are kept at most.
const KEPT: usize = 600;

/// The excerpts of the articles that were shown, each made when its row is first set: the list is set several times
/// for a frame, and a search reads no more articles than are on screen.
#[derive(Debug, Default)]
pub(super) struct Excerpts(RefCell<Kept>);

#[derive(Debug, Default)]
struct Kept {
    /// The version of the reports, what of the search is shown and in which script, that they belong to.
    of: (u64, u64, ShownScript),
    by_article: BTreeMap<usize, Option<Arc<Excerpt>>>,
}

impl Excerpts {
    fn get(
        &self,
        of: (u64, u64, ShownScript),
        index: usize,
        make: impl FnOnce() -> Option<Excerpt>,
    ) -> Option<Arc<Excerpt>> {
        let mut kept = self.0.borrow_mut();
        if kept.of != of || kept.by_article.len() >= KEPT {
            *kept = Kept {
                of,
                ..Kept::default()
            };
        }
        let excerpt = kept.by_article.entry(index);
        excerpt.or_insert_with(|| make().map(Arc::new)).clone()
    }
}

impl Model {
    /// Returns the piece of an article with the first hit in it, if that is not in its headline; nothing where
    /// nothing was looked for.
    pub(super) fn excerpt(
        &self,
        row: usize,
        index: usize,
        article: &Article,
    ) -> Option<Arc<Excerpt>> {
        let found = self.search.found().filter(|_| self.search.is_searching())?;
        let highlighter = self.search.highlighter();
        let script = self.window.view.script;
        let of = (self.reports.version(), self.search.shown_changes(), script);
        self.reports.excerpts.get(of, index, || {
            let is_pinyin = found.is_pinyin(row);
            let (headline, _, field) = self.marked_headline(article);
            let is_in_headline = !highlighter
                .hits_in_line(&headline, field, is_pinyin)
                .is_empty();
            let find = || Excerpt::of(&Document::new(article), highlighter, is_pinyin);
            let excerpt = (!is_in_headline).then(find).flatten()?;
            Some(excerpt.in_script(written(article, &headline), script))
        })
    }
}
