//! The collections: the paths and the feeds of the settings, which are read where no path is named, and what is added
//! to them, from the command line and from within the reader.

mod add;

use std::path::{Component, Path, PathBuf, absolute};
use std::time::Duration;

pub use add::{
    Adding, FeedAdded, ListAdded, PathAdded, add_paths, change, check_readable, feed_address,
    feed_in, list_in, refuse_address,
};

use crate::config::Config;
use crate::fetch;
use crate::lang::{Bilingual, IoContext as _, Say as _};
use crate::library::{Id, Library};
use crate::remote::{Access, Address};
use crate::store::{MOST_ROOTS, Source, is_carried_alone};

/// What of the window tells when the reader was last left: milliseconds since 1970.
pub const LEFT: &str = "left";

/// Returns the reports of feeds that have come in since the reader was last left; where it never was, since `began`,
/// when it was opened for the first time, in milliseconds since 1970.
pub fn arrived(library: &Library, began: Option<i64>) -> Vec<Id> {
    let since = library.window(LEFT).and_then(|at| at.parse().ok());
    let place = since.or(began).zip(fetch::Place::of_user());
    place.map_or_else(Vec::new, |(since, place)| {
        fetch::arrived_since(&place, since)
    })
}

/// Returns the sources that are read where no path is named; without collections that is the shipped edition.
pub fn sources(config: &Config) -> Vec<Source> {
    let paths = paths(config);
    if paths.is_empty() {
        return vec![Source::Shipped];
    }
    paths.into_iter().map(Source::Path).collect()
}

/// Returns how search engines are spoken to by the settings.
pub fn access(config: &Config) -> Access {
    let authorities = config.remote_ca.value.iter();
    Access {
        login: config.remote_login.value.clone(),
        hosts: config.remote_hosts.value.clone(),
        authorities: authorities.map(|path| config.collection(path)).collect(),
        patience: Duration::from_secs(config.remote_timeout.value.into()),
        shows_parts: false,
    }
}

/// Returns the whole path of what is to be a collection; an address is whole.
///
/// # Errors
///
/// Fails where there is no working directory to begin from.
pub fn whole(path: &Path) -> Result<PathBuf, Bilingual> {
    if Address::is_meant(path) {
        return Ok(path.to_owned());
    }
    // Where `..` leads to depends on what stands before it: that must not be needed to find it again.
    let climbs = path.components().any(|part| part == Component::ParentDir);
    let plain = climbs.then(|| path.canonicalize().ok()).flatten();
    let whole = plain.map_or_else(|| absolute(path).context(path), Ok);
    whole.map_err(|error| error.in_both())
}

/// Returns what is read where no path is named: the collections of the settings and the stores of feeds. Of more
/// feeds than places are told apart the directory that holds them is one.
pub fn paths(config: &Config) -> Vec<PathBuf> {
    let mut all = config.collections.value.clone();
    // One on a search engine is read by itself: among others it is left to be named.
    if all.len() > 1 || !config.feeds.is_empty() {
        all.retain(|path| !Address::is_meant(path));
    }
    let Some(place) = fetch::Place::of_user() else {
        return all;
    };
    let stores = config.feeds.iter().map(|feed| place.store(&feed.key));
    let stores: Vec<PathBuf> = stores
        .filter(|store| store.exists() || is_carried_alone(store))
        .collect();
    if all.len() + stores.len() > MOST_ROOTS {
        all.push(place.directory().to_owned());
    } else {
        all.extend(stores);
    }
    all
}
