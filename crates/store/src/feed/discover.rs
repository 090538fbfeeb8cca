//! The feeds that a page names.

use url::Url;

use super::article::line;
use super::relative::joined;
use crate::html::{self, Event, Tag};

/// A feed that a page names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternate {
    /// Where it is.
    pub address: String,
    /// What the page calls it.
    pub title: Option<String>,
}

/// The types that feeds have.
const TYPES: [&str; 6] = [
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
    "application/json",
    "text/xml",
];

/// Returns the feeds that the links of a page name, those of comments last.
pub(super) fn alternates(html: &str, address: &Url) -> Vec<Alternate> {
    let (mut base, mut links) = (None, Vec::new());
    html::events(html, |event| {
        let Event::Start(tag) = event else { return };
        match tag.name() {
            "base" if base.is_none() => base = tag.attribute("href").map(str::to_owned),
            "link" => links.extend(link(tag)),
            _ => {}
        }
    });
    let base = base.and_then(|base| address.join(base.trim()).ok());
    let base = base.as_ref().unwrap_or(address);
    let named = links.into_iter().filter_map(|(href, title)| {
        let address = joined(base, &href)?;
        let title = title
            .map(|title| line(&title))
            .filter(|title| !title.is_empty());
        Some(Alternate { address, title })
    });
    let mut found: Vec<Alternate> = named.collect();
    found.sort_by_key(is_of_comments);
    found
}

fn is_of_comments(alternate: &Alternate) -> bool {
    let title = alternate.title.as_deref().unwrap_or_default();
    alternate.address.contains("comments") || title.contains("评论") || title.contains("Comments")
}

/// The address and the title of a link to a feed.
fn link(tag: &Tag) -> Option<(String, Option<String>)> {
    let rel = tag.attribute("rel")?.to_lowercase();
    let kind = tag.attribute("type")?.to_lowercase();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    let is_feed = rel.split_whitespace().any(|word| word == "alternate") && TYPES.contains(&kind);
    let title = tag.attribute("title").map(str::to_owned);
    is_feed.then(|| Some((tag.attribute("href")?.to_owned(), title)))?
}
