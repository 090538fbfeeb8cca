//! Feeds come in: each that is due is asked for, politely, and what is new is appended to its store.
//!
//! - [`Client`] speaks HTTP: conditional requests, redirects that are looked at one by one, limits of time and size,
//!   two connections to a host. What a feed or a page names is never fetched from this machine or a private network
//!   (`guard`), unless the user's own address lies there.
//! - `shelf` holds the stores: a file of JSON Lines a feed, appended and synced under one lock, so that a report
//!   that was acknowledged stays and none is stored twice, whoever is killed and how many fetch at once.
//! - `state` is what is known of a feed beside its store. It is written after the store: what it says was fetched
//!   is there.
//! - `carried` is what feeds bring that the stores of others hold already.
//! - `take` makes of a feed's reports what is new, what has changed and what other feeds have brought already.

mod arrivals;
mod carried;
mod client;
mod complete;
mod dating;
mod failure;
mod full_text;
mod guard;
mod hosts;
mod identity;
mod login;
mod proxy;
mod run;
mod shelf;
mod state;
mod take;

use std::path::PathBuf;

use etcetera::BaseStrategy as _;

pub use arrivals::arrived_since;
pub use carried::delete;
pub use client::{Client, Reply, Request};
pub use failure::Failure;
pub use full_text::{FullText, full_text};
pub use run::{Fetched, Found, Outcome, Watch, fetch, first_fetch};
pub use state::State;
pub use take::Taken;

use crate::lang::Bilingual;

/// Where the feeds' stores are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place(PathBuf);

impl Place {
    /// Returns the place in the user's data directory; nothing where there is no home.
    pub fn of_user() -> Option<Self> {
        let places = etcetera::choose_base_strategy().ok()?;
        Some(Self(places.data_dir().join("zhenews").join("feeds")))
    }

    /// Takes a directory.
    pub fn new(directory: PathBuf) -> Self {
        Self(directory)
    }

    /// Returns the directory.
    pub fn directory(&self) -> &std::path::Path {
        &self.0
    }

    /// Returns the store of a feed, by its key.
    pub fn store(&self, key: &str) -> PathBuf {
        self.file(key, "jsonl")
    }

    /// Returns the file of what is known of a feed.
    pub fn state(&self, key: &str) -> PathBuf {
        self.file(key, "state")
    }

    /// Returns the file of what reports said before they were changed.
    pub fn revisions(&self, key: &str) -> PathBuf {
        self.file(key, "revisions")
    }

    /// Returns the file of what a feed carries that is in the stores of others.
    fn carried(&self, key: &str) -> PathBuf {
        let store = self.store(key);
        crate::store::carried_file(&store).unwrap_or(store)
    }

    /// Returns the file that tells when reports came in.
    fn arrivals(&self) -> PathBuf {
        self.0.join("arrivals")
    }

    fn file(&self, key: &str, ending: &str) -> PathBuf {
        self.0.join(format!("{}.{ending}", file_name(key)))
    }
}

/// Says that there is no place for what feeds bring.
pub fn no_place() -> Bilingual {
    Bilingual::new(
        "there is no place for what feeds bring, for there is no home directory; set HOME or XDG_DATA_HOME",
        "没有存放订阅内容的地方，因为没有主目录；请设置 HOME 或 XDG_DATA_HOME",
    )
}

/// The name of a file by a feed's key: nothing in it leads elsewhere, hides the file or is too long for a name.
/// Keys that become alike so have different checksums behind them.
fn file_name(key: &str) -> String {
    const LONGEST: usize = 80;
    let is_plain = |c: char| (c.is_alphanumeric() || " -_·（）()".contains(c)) && !c.is_control();
    let plain: String = key
        .chars()
        .map(|c| if is_plain(c) { c } else { '_' })
        .collect();
    let plain = plain.trim();
    let cut = plain
        .get(..plain.floor_char_boundary(LONGEST))
        .unwrap_or_default();
    if cut == key && !cut.is_empty() {
        return cut.to_owned();
    }
    let sum = xxhash_rust::xxh3::xxh3_64(key.as_bytes()) as u32;
    format!("{cut}-{sum:08x}").trim_start().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_leads_out_of_the_place() {
        let place = Place::new("/d".into());
        assert_eq!(place.store("晨报 A"), PathBuf::from("/d/晨报 A.jsonl"));
        for key in [
            "../x",
            ".hidden",
            "a/b",
            "a\0b",
            "",
            " ",
            "a\u{202e}b",
            &"报".repeat(200),
        ] {
            let store = place.store(key);
            let name = store.file_name().unwrap().to_str().unwrap();
            assert_eq!(store.parent().unwrap(), place.directory(), "{key}");
            assert!(name.len() < 120 && !name.starts_with('.'), "{name}");
        }
        assert_ne!(place.store("a/b"), place.store("a:b"));
        assert_ne!(place.store("a/b"), place.store("a_b"));
    }
}
