//! What is read where no path was named: the collections of the settings, as they are while the reader runs. Who adds
//! one, here or by another program, has it read at once.

use std::path::PathBuf;
use std::sync::Mutex;
use std::thread;

use super::exporter::meant;
use super::feed_thread::Progress;
use super::{Ended, Event, Shell};
use crate::app::Msg;
use crate::app::adding::Added;
use crate::app::folders::{Feed, Place};
use crate::collections::{self, Adding, FeedAdded, LEFT, PathAdded};
use crate::config::Config;
use crate::fetch;
use crate::lang::{Bilingual, SystemError, bilingual};
use crate::library::{self, Action};
use crate::store::{self, Source};

/// How many paths are offered at most.
const MOST_PATHS: usize = 1000;

/// Returns the places of what is read.
pub(super) fn places(sources: &[Source], config: &Config) -> Vec<Place> {
    let feeds = fetch::Place::of_user().map_or_else(Vec::new, |place| {
        let feed = |feed: &crate::config::FeedSetting| {
            let folders = feed.folder.paths();
            let folders =
                folders.map(|path| path.into_iter().map(str::to_owned).collect::<Vec<_>>());
            Feed {
                store: store::whole_path(&place.store(&feed.key)),
                title: feed.title().to_owned(),
                folders: folders.collect(),
            }
        };
        config.feeds.iter().map(feed).collect()
    });
    Place::all_of(&store::whole_paths(sources), &feeds)
}

impl Shell {
    /// Reads the collections of the settings if they are others now, where no path was named.
    pub(super) fn look_at_collections(&mut self) {
        if !self.follows_settings {
            return;
        }
        let sources = collections::sources(&self.config);
        if sources != self.sources {
            self.read_sources(sources);
        }
    }

    /// Reads other sources from now on. What is on the screen stays until they are read.
    fn read_sources(&mut self, sources: Vec<Source>) {
        self.exporter.read(&sources);
        self.index_thread.read(sources.clone());
        self.new_places = Some(places(&sources, &self.config));
        self.sources = sources;
        // A directory of feeds may be there only now.
        self.watch();
    }

    /// Tells the reader which reports have come in since it was last left, where that is another answer than before.
    pub(super) fn tell_arrived(&mut self) -> Result<Option<Ended>, SystemError> {
        let library = self.model.memory.library();
        let arrived = collections::arrived(library, Some(self.began)).into_iter();
        let new: Vec<library::Id> = arrived.filter(|id| !library.is_new(id)).collect();
        if new.is_empty() {
            return Ok(None);
        }
        self.search_thread
            .remember(vec![Action::Arrived(new.clone())]);
        self.update(Msg::Arrived(new))
    }

    /// Has it remembered that the reader was left now, if it read all collections.
    pub(super) fn note_leaving(&self) {
        let Some(journal_thread) = self
            .journal_thread
            .as_ref()
            .filter(|_| self.follows_settings)
        else {
            return;
        };
        let now = library::now().to_string();
        journal_thread.keep(vec![Action::Window(LEFT.to_owned(), now)]);
    }

    /// Tells the reader which paths begin with what is typed.
    pub(super) fn list_paths(&mut self, typed: String) -> Result<Option<Ended>, SystemError> {
        let paths = paths_like(&typed);
        self.update(Msg::Paths { typed, paths })
    }

    /// Adds a path or an address to the settings; the reader hears of it by a message.
    pub(super) fn add(&self, typed: String) {
        let (config, sender) = (self.config.clone(), self.sender.clone());
        thread::spawn(move || {
            let progress = Progress(Mutex::new(sender.clone()));
            let outcome = add(&config, &typed, &progress);
            let _ = sender.send(Event::Msg(Msg::Added(outcome)));
        });
    }

    /// Reads what was added.
    pub(super) fn added(
        &mut self,
        outcome: Result<Added, Bilingual>,
    ) -> Result<Option<Ended>, SystemError> {
        let place = outcome.as_ref().ok().and_then(|added| added.place.clone());
        if let Some(ended) = self.look_at_settings()? {
            return Ok(Some(ended));
        }
        self.look_at_collections();
        if let Some(place) = place {
            self.read_too(place.into());
        }
        self.update(Msg::Added(outcome))
    }
}

impl Shell {
    /// Reads a place besides what is read, unless it is. What is piped in could not be read a second time.
    fn read_too(&mut self, place: PathBuf) {
        let is_it = |source: &Source| match source {
            Source::Path(path) => store::whole_path(path) == place,
            Source::Stdin => true,
            Source::Shipped => false,
        };
        if !self.sources.iter().any(is_it) {
            let mut sources = self.sources.clone();
            sources.push(Source::Path(place));
            self.read_sources(sources);
        }
    }
}

fn add(config: &Config, typed: &str, progress: &Progress) -> Result<Added, Bilingual> {
    if let Some(address) = collections::feed_address(typed) {
        return add_feed(&mut Adding::new(config, None)?, &address);
    }
    let path = meant(typed);
    if let Some(address) = collections::feed_in(&path) {
        return add_feed(&mut Adding::new(config, None)?, &address);
    }
    if let Some(list) = collections::list_in(&path) {
        let added = Adding::new(config, None)?.list(&path, &list, progress)?;
        let (of, new) = (added.of, added.new.len());
        return Ok(Added {
            what: bilingual!(
                "{new} of {of} feeds added",
                "共 {of} 个订阅，新添加 {new} 个"
            ),
            place: None,
        });
    }
    collections::check_readable(config, &path)?;
    let added = collections::add_paths(config, &[&path])?.pop();
    let shown = path.display();
    Ok(match added {
        Some(PathAdded::New(place)) => Added {
            what: bilingual!("{shown} is a collection now", "{shown} 已成为稿库"),
            place: text_of(store::whole_path(place.as_ref())),
        },
        Some(PathAdded::Known(_)) | None => Added {
            what: bilingual!(
                "{shown} is among the collections already",
                "{shown} 已在稿库之列"
            ),
            place: None,
        },
    })
}

fn add_feed(adding: &mut Adding<'_>, address: &str) -> Result<Added, Bilingual> {
    Ok(match adding.feed(address)? {
        FeedAdded::Known(title) => Added {
            what: bilingual!(
                "{title} is among the feeds already",
                "“{title}”已在订阅之列"
            ),
            place: None,
        },
        FeedAdded::New { setting, taken, .. } => {
            let (title, new) = (setting.title(), taken.new);
            Added {
                what: bilingual!("added {title}: {new} reports", "已添加“{title}”：{new} 篇"),
                place: text_of(store::whole_path(&adding.store(&setting))),
            }
        }
    })
}

fn text_of(path: PathBuf) -> Option<String> {
    path.into_os_string().into_string().ok()
}

/// Returns the paths that begin with what is typed, in order; a directory ends in a slash. What is hidden is offered
/// only where its dot is typed.
fn paths_like(typed: &str) -> Vec<String> {
    let (folder, name) = typed
        .rsplit_once('/')
        .map_or(("", typed), |(folder, name)| {
            (typed.get(..=folder.len()).unwrap_or_default(), name)
        });
    let directory = if folder.is_empty() { "." } else { folder };
    let entries = std::fs::read_dir(meant(directory));
    let entries = entries.into_iter().flatten().flatten();
    let path = |entry: std::fs::DirEntry| {
        let own = entry.file_name().into_string().ok()?;
        let is_meant = own.starts_with(name) && (!own.starts_with('.') || name.starts_with('.'));
        let is_directory = || entry.path().is_dir();
        is_meant.then(|| {
            let end = if is_directory() { "/" } else { "" };
            format!("{folder}{own}{end}")
        })
    };
    let mut paths: Vec<String> = entries.filter_map(path).take(MOST_PATHS).collect();
    paths.sort();
    paths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_those_that_begin_so() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["甲报", "甲刊", ".hidden"] {
            std::fs::create_dir(dir.path().join(name)).unwrap();
        }
        std::fs::File::create(dir.path().join("甲.json")).unwrap();
        let at = |name: &str| format!("{}/{name}", dir.path().display());
        assert_eq!(
            paths_like(&at("甲")),
            [at("甲.json"), at("甲刊/"), at("甲报/")]
        );
        assert_eq!(paths_like(&at(".")), [at(".hidden/")]);
        assert_eq!(paths_like(&at("")).len(), 3);
        assert_eq!(paths_like("/no/such/place/"), [""; 0]);
    }
}
