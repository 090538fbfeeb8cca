//! From a feed's words to the text of the page that they link to.

use super::dating::{has_date, settle};
use crate::article::{Article, Block};

/// Puts a page's text into a report, with what the feed does not say of it. Returns the feed's own text, where the
/// page has more.
pub(super) fn complete_by(article: &mut Article, page: &Article) -> Option<Vec<Block>> {
    let length = |blocks: &[Block]| blocks.iter().map(|block| block.text().len()).sum::<usize>();
    if length(&page.body) <= length(&article.body) {
        return None;
    }
    let summary = std::mem::replace(&mut article.body, page.body.clone());
    let or = |own: &mut Option<String>, other: &Option<String>| {
        if own.is_none() {
            own.clone_from(other);
        }
    };
    or(&mut article.title, &page.title);
    or(&mut article.byline, &page.byline);
    or(&mut article.section, &page.section);
    // A feed is called by its site's name; the page knows where the report comes from.
    if page.source.is_some() {
        article.source.clone_from(&page.source);
    }
    if article.authors.is_empty() {
        article.authors.clone_from(&page.authors);
    }
    let dated = page.published.as_ref().filter(|_| has_date(page));
    if let Some(published) = dated.filter(|_| !has_date(article)) {
        settle(article, published);
    }
    for image in &page.images {
        if article.images.iter().all(|known| known.src != image.src) {
            article.images.push(image.clone());
        }
    }
    Some(summary)
}
