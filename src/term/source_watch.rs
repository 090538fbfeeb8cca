//! Watches the files that are read, so that the reader sees at once what a crawler, an editor or another fetch writes
//! into them. The kernel tells of changes; where it cannot, they are looked for now and then.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::time::Duration;

use notify::{Config, Event, EventKind, PollWatcher, RecursiveMode, Watcher};

use super::waiting::Ask;
use crate::store::{self, Source};

/// How often is looked where the kernel does not tell.
const OFTEN: Duration = Duration::from_secs(2);

/// Watches as long as it is held.
pub(super) type Watch = Box<dyn Watcher>;

/// Watches the places of sources; nothing where there is nothing that could change.
pub(super) fn watch(sources: &[Source], asks: Sender<Ask>) -> Option<Watch> {
    let places = places(sources);
    if places.is_empty() {
        return None;
    }
    let poll = Config::default().with_poll_interval(OFTEN);
    let mut watcher: Watch = match notify::recommended_watcher(tell(asks.clone())) {
        Ok(watcher) => Box::new(watcher),
        Err(_) => Box::new(PollWatcher::new(tell(asks), poll).ok()?),
    };
    for (path, mode) in places {
        // What cannot be watched is read as it was.
        let _ = watcher.watch(&path, mode);
    }
    Some(watcher)
}

fn tell(asks: Sender<Ask>) -> impl Fn(notify::Result<Event>) + Send + 'static {
    move |event| {
        use EventKind::{Create, Modify, Remove};
        if event.is_ok_and(|event| matches!(event.kind, Create(_) | Modify(_) | Remove(_))) {
            let _ = asks.send(Ask::Written);
        }
    }
}

/// The directories to watch: a file is watched in its own, for it may be replaced, and where it is a link, where that
/// leads.
fn places(sources: &[Source]) -> Vec<(PathBuf, RecursiveMode)> {
    let paths = sources.iter().filter_map(|source| match source {
        Source::Path(path) => Some(path.as_path()),
        Source::Stdin | Source::Shipped => None,
    });
    let (mut trees, mut folders) = (BTreeSet::new(), BTreeSet::new());
    for path in paths {
        if path.is_dir() {
            trees.insert(path.to_owned());
            continue;
        }
        let real = path.canonicalize().ok();
        for file in [Some(path.to_owned()), real].into_iter().flatten() {
            let folder = file.parent().unwrap_or(Path::new(""));
            let is_here = folder.as_os_str().is_empty();
            let folder = if is_here { Path::new(".") } else { folder };
            folders.insert(folder.to_owned());
        }
    }
    let trees = trees
        .into_iter()
        .map(|path| (path, RecursiveMode::Recursive));
    let folders = folders
        .into_iter()
        .map(|path| (path, RecursiveMode::NonRecursive));
    folders.chain(trees).collect()
}

/// What tells whether the files of sources are as they were: how long each is, and when it was changed.
pub(super) fn states(sources: &[Source]) -> Vec<(PathBuf, u64, (i64, i64))> {
    // What is piped in is read once.
    if sources.contains(&Source::Stdin) {
        return Vec::new();
    }
    let (located, _) = store::locate(sources).unwrap_or_default();
    let state = |path: PathBuf| {
        let metadata = fs::metadata(&path).ok()?;
        Some((
            path,
            metadata.len(),
            (metadata.ctime(), metadata.ctime_nsec()),
        ))
    };
    located
        .into_iter()
        .filter_map(|located| state(located.path))
        .collect()
}
