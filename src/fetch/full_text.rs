//! All of a report's text, from the page that a feed links to. The feed's own words stay beside it.

use std::collections::HashMap;

use url::Url;

use super::complete::complete_by;
use super::shelf::{Line, Shelf};
use super::{Client, Failure, Place, Request};
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
        if let Ok(report) = page(client, feed, typed, address) {
            pages.insert(address.clone(), report);
        }
    }
    pages
}

/// Fetches the report of one page.
fn page(
    client: &Client,
    feed: &FeedSetting,
    typed: &Url,
    address: &str,
) -> Result<Article, Failure> {
    let url = Url::parse(address).map_err(|_| Failure::NoAddress(address.to_owned()))?;
    let request = Request {
        trusted: Some(typed),
        user_agent: feed.user_agent.as_deref(),
        proxy: feed.proxy.as_deref(),
        ..Request::named(url.clone())
    };
    let reply = client.get(&request)?;
    if !(200..300).contains(&reply.status) {
        return Err(Failure::Status(reply.status, None));
    }
    let text = html::decode(&reply.body, reply.label.as_deref());
    let from = reply.address.unwrap_or(url);
    extract::report(&text, from.as_str()).map_err(Failure::NoReport)
}

/// What became of a report whose text was to be fetched whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FullText {
    /// The text is that of the page now.
    Taken,
    /// The page has no more than the feed.
    NoMore,
    /// The report is not in the store any more.
    Gone,
}

/// Fetches the page of a report in a feed's store, and puts its text there in the place of the feed's, which is kept
/// beside it.
///
/// # Errors
///
/// Why nothing came, or could not be stored.
pub fn full_text(
    place: &Place,
    feed: &FeedSetting,
    id: &str,
    url: &str,
) -> Result<FullText, Failure> {
    let typed = Url::parse(&feed.url).map_err(|_| Failure::NoAddress(feed.url.clone()))?;
    let page = page(&Client::default(), feed, &typed, url)?;
    let mut shelf = Shelf::new(place.clone(), std::iter::once(feed.key.clone()));
    let turn = shelf.turn()?;
    shelf.mend(&feed.key, &turn)?;
    shelf.refresh(&turn)?;
    let mut became = FullText::Gone;
    let fate = |line: &Line<'_>, written: &str| {
        if line.id != id {
            return None;
        }
        let completed = line.completed(written, &page);
        became = completed
            .as_ref()
            .map_or(FullText::NoMore, |_| FullText::Taken);
        completed
    };
    shelf.replace(&feed.key, fate, &turn)?;
    Ok(became)
}

/// Puts the text of its page into a report, if that was fetched. Returns the feed's own text, where the page has more.
pub(super) fn complete(article: &mut Article, pages: &Pages) -> Option<Vec<Block>> {
    let page = article.url.as_ref().and_then(|url| pages.get(url))?;
    complete_by(article, page)
}
