//! Fetches the page of a report beside the reader, on a thread of its own.

use std::path::Path;
use std::thread;

use super::{Event, Shell};
use crate::app::Msg;
use crate::app::full_text::{Page, PageFetched};
use crate::config::FeedSetting;
use crate::fetch::{self, FullText, Place};
use crate::lang::{Bilingual, Say as _};
use crate::store;

impl Shell {
    /// Fetches the page of a report, and stores its text; the reader hears of it by a message.
    pub(super) fn fetch_page(&self, page: Page) {
        let (version, row) = page.row;
        let site = self.corpus_of(version).and_then(|corpus| corpus.site(row));
        let feeds = self.config.feeds.clone();
        let sender = self.sender.clone();
        thread::spawn(move || {
            let file = site.map(|site| site.file.to_string()).unwrap_or_default();
            let fetched = fetch_into(&file, &feeds, &page);
            let id = page.id;
            let _ = sender.send(Event::Msg(Msg::PageFetched { id, fetched }));
        });
    }
}

fn fetch_into(file: &str, feeds: &[FeedSetting], page: &Page) -> Result<PageFetched, Bilingual> {
    let place = Place::of_user().ok_or_else(fetch::no_place)?;
    let file = store::whole_path(Path::new(file));
    let feed = feeds
        .iter()
        .find(|feed| store::whole_path(&place.store(&feed.key)) == file);
    let Some(feed) = feed else {
        return Ok(PageFetched::OfNoFeed);
    };
    let fetched = fetch::full_text(&place, feed, &page.id, &page.url);
    let fetched = fetched.map_err(|error| error.in_both().about(&*page.url))?;
    Ok(match fetched {
        FullText::Taken => PageFetched::Stored,
        FullText::NoMore => PageFetched::NoMore,
        FullText::Gone => PageFetched::Gone,
    })
}
