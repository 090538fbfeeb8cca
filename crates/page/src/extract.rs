//! The report in a web page: its headline, byline, day, source, text and pictures, without what stands around it.
//!
//! Chinese news sites share few words for their parts, so the text is found by what it is: Han characters in
//! sentences, against links, short lines and the words of a page's furniture (`weigh`). What the page says of
//! itself (JSON-LD, `meta`) is evidence for the rest (`metadata`), and so is what stands near the headline (`dateline`).

mod address;
mod body;
mod dateline;
mod fault;
mod furniture;
mod headline;
mod lines;
mod metadata;
mod pictures;
#[cfg(test)]
mod tests;
mod weigh;

pub use address::resolve;
pub use fault::NoReport;

use self::lines::Page;
use self::metadata::Metadata;
use crate::article::{Article, Published, byline};
use crate::html::Tree;

/// Takes the report out of a web page, which is at an address. Addresses in the page are made whole by it.
///
/// ```
/// let page = "<html><head><title>旧桥改建_江城在线</title></head><body><ul><li><a href=/>首页</a></ul>\
///     <h1>旧桥改建</h1><p>2025-11-03 08:30 来源：江城晚报 作者：李明</p>\
///     <div><p>江上的旧桥昨日动工改建，工期三个月，其间行人和车辆请绕行上游的新桥。</p>\
///     <p>施工期间公共汽车改道，早晚各加开两班，沿线居民可在站牌上查看时刻。</p>\
///     <p>责任编辑：王芳</p></div></body></html>";
/// let report = zhenews_page::extract::report(page, "https://example.org/a.html")?;
/// assert_eq!(report.title.as_deref(), Some("旧桥改建"));
/// assert_eq!(report.source.as_deref(), Some("江城晚报"));
/// assert_eq!(report.authors[0].name, "李明");
/// assert_eq!(report.published.and_then(|day| day.date).as_deref(), Some("2025-11-03"));
/// assert_eq!(report.body.len(), 2);
/// # Ok::<(), zhenews_page::extract::NoReport>(())
/// ```
///
/// # Errors
///
/// Fails if there is no text, or none that reads as a report.
pub fn report(page: &str, address: &str) -> Result<Article, NoReport> {
    // Some pages leave out the elements that hold all others.
    let tree = Tree::read(&format!("<main>{page}"));
    let metadata = Metadata::of(&tree);
    let mut answer = Err(NoReport::NoText);
    // Some pages hide all that they have until a script has run.
    for with_hidden in [false, true] {
        let page = Page::of(&tree, with_hidden);
        if !page.lines.is_empty() {
            answer = article(&tree, &page, &metadata, address).ok_or(NoReport::NoReport);
        }
        if answer.is_ok() {
            break;
        }
    }
    answer
}

fn article(tree: &Tree, page: &Page, metadata: &Metadata, address: &str) -> Option<Article> {
    let container = weigh::container(tree, page)?;
    let headline = headline::of(tree, page, &container, metadata);
    let mut body = body::of(tree, page, &container, headline.as_ref());
    if body.blocks.is_empty() {
        return None;
    }
    let near = dateline::of(page, body.first, &body.dropped, headline.as_ref());
    let canonical = metadata.canonical.as_deref();
    let canonical = canonical.and_then(|canonical| resolve(address, canonical));
    // A saved page may know where it was, which its file does not.
    let url = canonical.or_else(|| resolve(address, ""));
    let address = if address.is_empty() {
        url.as_deref()
    } else {
        Some(address)
    };
    let base = address::base(tree, address.unwrap_or_default());
    for image in &mut body.images {
        image.src = image.src.take().and_then(|src| resolve(&base, &src));
    }
    body.images
        .retain(|image| image.src.is_some() || image.caption.is_some());
    let signed = near.byline.or_else(|| metadata.author.clone());
    let published = dateline::best_date(metadata.date.as_deref(), near.date.as_deref());
    let updated = metadata.updated.as_deref();
    let published =
        published.or_else(|| updated.and_then(|at| dateline::date_by_update(near.day, at)));
    Some(Article {
        title: headline.map(|headline| headline.text),
        kicker: near.kicker,
        subtitle: near.subtitle,
        authors: signed.as_deref().map(byline::authors).unwrap_or_default(),
        byline: signed,
        source: near.source.or_else(|| metadata.source.clone()),
        section: metadata.section.clone(),
        published: published.map(|date| Published::parse(&date)),
        body: body.blocks,
        images: body.images,
        url,
        ..Article::default()
    })
}
