//! Fetches feeds beside the reader, on a thread of its own. A reader that ends meanwhile loses nothing: what is in the
//! stores stays, and the rest is fetched the next time.

use std::path::Path;
use std::sync::Mutex;
use std::sync::mpsc::Sender;
use std::thread;

use super::{Event, Shell};
use crate::app::Msg;
use crate::app::feeds::{Feeds, FeedsFetched, FetchProgress};
use crate::config::FeedSetting;
use crate::fetch::{self, Fetched, Outcome, Place, Watch};
use crate::store;

/// Tells the reader how far it is.
pub(super) struct Progress(pub(super) Mutex<Sender<Event>>);

impl Watch for Progress {
    fn progress(&self, done: usize, of: usize, _: usize) {
        let progress = FetchProgress { done, of };
        let sender = self
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        // Without a reader there is nobody to tell.
        let _ = sender.send(Event::Msg(Msg::FetchingFeeds(progress)));
    }
}

impl Shell {
    /// Fetches feeds; the reader hears of it by messages.
    pub(super) fn fetch_feeds(&self, feeds: Feeds) {
        let all = self.config.feeds.clone();
        let sender = self.sender.clone();
        thread::spawn(move || {
            let fetched = fetch_all(&all, &feeds, sender.clone());
            let _ = sender.send(Event::Msg(Msg::FeedsFetched(fetched)));
        });
    }
}

fn fetch_all(all: &[FeedSetting], feeds: &Feeds, sender: Sender<Event>) -> FeedsFetched {
    let Some(place) = Place::of_user() else {
        return FeedsFetched {
            failures: vec![fetch::no_place()],
            feeds: all.len(),
            ..FeedsFetched::default()
        };
    };
    let is_meant = |feed: &&FeedSetting| match feeds {
        Feeds::Of(stores) => {
            let own = store::whole_path(&place.store(&feed.key));
            stores.iter().any(|store| own == Path::new(store))
        }
        Feeds::Due | Feeds::All => true,
    };
    let wanted: Vec<FeedSetting> = all.iter().filter(is_meant).cloned().collect();
    let is_named = *feeds != Feeds::Due;
    let progress = Progress(Mutex::new(sender));
    let outcomes = fetch::fetch(&place, all, &wanted, is_named, &progress);
    summed(&outcomes)
}

fn summed(outcomes: &[Outcome]) -> FeedsFetched {
    let mut fetched = FeedsFetched {
        feeds: outcomes.len(),
        ..FeedsFetched::default()
    };
    for outcome in outcomes {
        match &outcome.fetched {
            Ok(Fetched::Brought(taken)) => {
                fetched.new += taken.new;
                fetched.changed += taken.changed;
            }
            Ok(Fetched::Unchanged | Fetched::NotDue) => {}
            Err(why) => fetched.failures.push(why.about(&*outcome.title)),
        }
    }
    fetched
}
