//! The reports of the page that one of them was imported from: they stand beside each other.

use super::Corpus;
use crate::article::Article;
use crate::document::headline_in_list;

/// So many reports before one, and behind it, are looked at: a file may be one page or a thousand.
const MOST: usize = 200;

/// A report of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Neighbour {
    /// Its id.
    pub id: String,
    /// Its headline, or how it begins.
    pub label: String,
}

/// Returns the reports of the page of the report in a row, in order; none where it is of no page.
pub fn page_of(corpus: &dyn Corpus, row: usize) -> Vec<Neighbour> {
    let Some(own) = corpus.article(row).ok() else {
        return Vec::new();
    };
    let page = |article: &Article| {
        let origin = article.origin.as_ref()?;
        Some((origin.file.clone(), origin.sheet))
    };
    let wanted = page(&own);
    if wanted.is_none() {
        return Vec::new();
    }
    let neighbour = |row: usize| {
        let article = corpus.article(row).ok()?;
        (page(&article) == wanted).then(|| Neighbour {
            id: article.id.clone(),
            label: headline_in_list(&article).text().to_owned(),
        })
    };
    let before = (row.saturating_sub(MOST)..row).rev().map_while(neighbour);
    let mut reports: Vec<Neighbour> = before.collect();
    reports.reverse();
    let behind = row..corpus.len().min(row + MOST);
    reports.extend(behind.map_while(neighbour));
    reports
}
