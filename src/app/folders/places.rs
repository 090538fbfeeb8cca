//! The places that are read as folders: collections by the ends of their paths, and feeds by their names within the
//! folders of the settings. A feed may be in several folders, and a folder holds what all within it hold.

use std::path::{Path, PathBuf};

use crate::store::{MOST_ROOTS, Source};

/// So many collections that are no feeds are folders. Who names more of them, as a shell does that is given `*.json`,
/// means their files together.
const MOST: usize = 99;

/// The deepest folder that stands within another.
const DEEPEST: usize = 16;

/// A feed, as the settings have it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feed {
    /// The path of its store.
    pub store: PathBuf,
    /// What it is called.
    pub title: String,
    /// The folders that it is in, each with those above it, the outermost first.
    pub folders: Vec<Vec<String>>,
}

/// A place that is read, or a folder of feeds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// What it is called.
    pub name: String,
    /// What it is remembered by.
    pub key: String,
    /// How many folders it is in.
    pub depth: usize,
    /// What it holds: the numbers of places among all that are read, and their paths.
    pub holds: Vec<(u16, String)>,
    /// Whether it is a feed or a folder of feeds.
    pub is_of_feeds: bool,
}

impl Place {
    /// Makes the place of a collection of a number.
    pub fn of_collection(number: u16, name: &str, path: &str) -> Self {
        Self {
            name: name.to_owned(),
            key: format!("collection {path}"),
            depth: 0,
            holds: vec![(number, path.to_owned())],
            is_of_feeds: false,
        }
    }

    /// Makes places of sources, some of which are the stores of feeds: nothing of one alone, for it holds everything,
    /// and nothing of more than are told apart.
    /// A collection is called by the end of its path, or by more of it where another ends so too.
    pub fn all_of(sources: &[Source], feeds: &[Feed]) -> Vec<Self> {
        if sources.len() < 2 || sources.len() > MOST_ROOTS {
            return Vec::new();
        }
        let paths = (0..).zip(sources.iter().map(path_of));
        let (mut collections, mut all) = (Vec::new(), Vec::new());
        for (number, path) in paths {
            match feeds.iter().find(|feed| feed.store == path) {
                Some(feed) => all.push((number, feed)),
                None => collections.push((number, path)),
            }
        }
        let mut places = of_collections(&collections);
        let mut entries = Vec::new();
        for (number, feed) in all {
            let entry = |folders| Entry {
                number,
                feed,
                folders,
            };
            if feed.folders.is_empty() {
                entries.push(entry(&[][..]));
            }
            entries.extend(feed.folders.iter().map(|folders| entry(folders)));
        }
        add_level(&entries, &mut Vec::new(), &mut places);
        places
    }

    /// Returns the numbers of the places that it holds.
    pub(super) fn numbers(&self) -> Vec<u16> {
        self.holds.iter().map(|(number, _)| *number).collect()
    }
}

fn path_of(source: &Source) -> &Path {
    match source {
        Source::Path(path) => path,
        Source::Stdin => Path::new("-"),
        Source::Shipped => Path::new(""),
    }
}

fn of_collections(collections: &[(u16, &Path)]) -> Vec<Place> {
    if collections.len() > MOST {
        return Vec::new();
    }
    let paths: Vec<&Path> = collections.iter().map(|(_, path)| *path).collect();
    let place = |(number, path): &(u16, &Path)| {
        Place::of_collection(*number, &called(path, &paths), &path.to_string_lossy())
    };
    collections.iter().map(place).collect()
}

/// The shortest end of a path that no other has.
fn called(path: &Path, all: &[&Path]) -> String {
    let parts = path.components().count();
    let end = |count: usize| -> PathBuf {
        let skipped = parts.saturating_sub(count);
        path.components().skip(skipped).collect()
    };
    let is_own = |end: &Path| all.iter().filter(|other| other.ends_with(end)).count() < 2;
    let shortest = (1..parts).map(end).find(|end| is_own(end));
    let shown = shortest.unwrap_or_else(|| path.to_owned());
    shown.to_string_lossy().into_owned()
}

/// A feed in one of its folders.
#[derive(Clone, Copy)]
struct Entry<'f> {
    number: u16,
    feed: &'f Feed,
    /// The folders that are left to go down to it.
    folders: &'f [String],
}

/// Adds the feeds and the folders of a level in the order in which they come up, each folder with all within it.
fn add_level<'f>(entries: &[Entry<'f>], above: &mut Vec<&'f str>, places: &mut Vec<Place>) {
    let mut done: Vec<&str> = Vec::new();
    for entry in entries {
        let first = entry.folders.first().filter(|_| above.len() < DEEPEST);
        let Some(folder) = first else {
            places.push(entry.place(above));
            continue;
        };
        if done.contains(&folder.as_str()) {
            continue;
        }
        done.push(folder);
        let within = entries
            .iter()
            .filter(|entry| entry.folders.first() == Some(folder));
        let within = within.map(|entry| Entry {
            folders: entry.folders.get(1..).unwrap_or_default(),
            ..*entry
        });
        let within: Vec<Entry<'f>> = within.collect();
        let depth = above.len();
        above.push(folder);
        places.push(Place {
            name: folder.clone(),
            key: format!("folder {}", above.join("/")),
            depth,
            holds: held(&within),
            is_of_feeds: true,
        });
        add_level(&within, above, places);
        above.pop();
    }
}

impl Entry<'_> {
    fn place(&self, above: &[&str]) -> Place {
        let path = self.feed.store.to_string_lossy();
        let mut key = format!("collection {path}");
        if !above.is_empty() {
            key = format!("{key} in {}", above.join("/"));
        }
        Place {
            name: self.feed.title.clone(),
            key,
            depth: above.len(),
            holds: vec![(self.number, path.into_owned())],
            is_of_feeds: true,
        }
    }
}

/// What some entries hold, each feed once.
fn held(entries: &[Entry<'_>]) -> Vec<(u16, String)> {
    let mut held: Vec<(u16, String)> = Vec::new();
    for entry in entries {
        if held.iter().all(|(number, _)| *number != entry.number) {
            let path = entry.feed.store.to_string_lossy().into_owned();
            held.push((entry.number, path));
        }
    }
    held
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(paths: &[&str]) -> Vec<Source> {
        paths.iter().map(|path| Source::Path(path.into())).collect()
    }

    #[test]
    fn places_are_called_by_as_much_of_their_paths_as_tells_them_apart() {
        let names = |paths: &[&str]| -> Vec<String> {
            let places = Place::all_of(&sources(paths), &[]).into_iter();
            places.map(|place| place.name).collect()
        };
        assert_eq!(names(&["/a/晨报"]), [""; 0]);
        assert_eq!(names(&["/a/晨报", "/a/晚报.json"]), ["晨报", "晚报.json"]);
        assert_eq!(names(&["/a/2019", "/b/2019"]), ["a/2019", "b/2019"]);
        assert_eq!(names(&["x", "/y/x"]), ["x", "y/x"]);
    }

    #[test]
    fn feeds_stand_by_their_names_in_all_their_folders_which_hold_what_is_within() {
        let feed = |number: u16, title: &str, folders: &[&str]| Feed {
            store: format!("/d/{number}.jsonl").into(),
            title: title.to_owned(),
            folders: folders
                .iter()
                .map(|path| path.split('/').map(str::to_owned).collect())
                .collect(),
        };
        let feeds = [
            feed(1, "晨报", &["报纸/早报", "本地"]),
            feed(2, "晚报", &["报纸"]),
            feed(3, "博客", &[]),
        ];
        let sources = sources(&["/旧报", "/d/1.jsonl", "/d/2.jsonl", "/d/3.jsonl"]);
        let places = Place::all_of(&sources, &feeds);
        let shown: Vec<_> = places
            .iter()
            .map(|place| (place.depth, &*place.name, place.numbers()))
            .collect();
        let expected = [
            (0, "旧报", vec![0]),
            (0, "报纸", vec![1, 2]),
            (1, "早报", vec![1]),
            (2, "晨报", vec![1]),
            (1, "晚报", vec![2]),
            (0, "本地", vec![1]),
            (1, "晨报", vec![1]),
            (0, "博客", vec![3]),
        ];
        assert_eq!(shown, expected);
        let keys: std::collections::HashSet<_> = places.iter().map(|place| &place.key).collect();
        assert_eq!(keys.len(), places.len(), "{keys:?}");
    }
}
