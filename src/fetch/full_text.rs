//! All of a report's text, from the page that a feed links to. The feed's own words stay beside it.

use std::collections::HashMap;

use url::Url;

use super::{Client, Request};
use crate::article::{Article, Block};
use crate::config::FeedSetting;
use crate::{extract, html};

/// How many pages are fetched at most for one fetch of a feed; the others keep their summaries.
const MOST: usize = 50;

/// The reports that were found on pages, by the addresses that the feed gives.
pub(super) type Pages = HashMap<String, Article>;

/// Fetches the pages of reports, as politely as feeds are. A page that cannot be read costs itself only.
pub(super) fn fetch(
    client: &Client,
    feed: &FeedSetting,
    typed: &Url,
    addresses: &[String],
) -> Pages {
    let mut pages = Pages::new();
    for address in addresses.iter().take(MOST) {
        let Ok(url) = Url::parse(address) else {
            continue;
        };
        let request = Request {
            trusted: Some(typed),
            user_agent: feed.user_agent.as_deref(),
            proxy: feed.proxy.as_deref(),
            ..Request::named(url.clone())
        };
        let Ok(reply) = client.get(&request) else {
            continue;
        };
        if !(200..300).contains(&reply.status) {
            continue;
        }
        let text = html::decode(&reply.body, reply.label.as_deref());
        let from = reply.address.unwrap_or(url);
        if let Ok(report) = extract::report(&text, from.as_str()) {
            pages.insert(address.clone(), report);
        }
    }
    pages
}

/// Puts a page's text into a report, with what the feed does not say of it. Returns the feed's own text, where the
/// page has more.
pub(super) fn complete(article: &mut Article, pages: &Pages) -> Option<Vec<Block>> {
    let page = article.url.as_ref().and_then(|url| pages.get(url))?;
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
    if article.published.is_none() {
        article.published.clone_from(&page.published);
    }
    for image in &page.images {
        if article.images.iter().all(|known| known.src != image.src) {
            article.images.push(image.clone());
        }
    }
    Some(summary)
}
