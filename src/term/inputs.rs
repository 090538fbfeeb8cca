//! What is read, as the rule of what may be written asks for it.

use std::fs;

use etcetera::BaseStrategy as _;

use crate::place::{Inputs, IsRead};
use crate::store::{self, Source};
use crate::{config, fetch, library};

/// Returns what is read of sources, and the program's own files.
pub(crate) fn inputs(sources: &[Source]) -> Inputs {
    let mut inputs = own_files();
    inputs.files.extend(store::files(sources));
    for source in sources {
        match source {
            Source::Path(path) if path.is_dir() => {
                let read = store::is_read_in_directory as IsRead;
                inputs.directories.push((path.clone(), read));
            }
            Source::Stdin => inputs.stdin = true,
            Source::Path(_) | Source::Shipped => {}
        }
    }
    inputs
}

/// Returns what the program keeps for itself: the settings, what it remembers, the indexes, what feeds brought.
pub(crate) fn own_files() -> Inputs {
    let cache = etcetera::choose_base_strategy().map(|places| places.cache_dir().join("zhenews"));
    let feeds = fetch::Place::of_user().map(|place| place.directory().to_owned());
    let library = library::directory().ok();
    // By what they are on disk, for standard output may lead to one of them.
    let kept = library
        .iter()
        .chain(&feeds)
        .filter_map(|place| fs::read_dir(place).ok());
    let kept = kept.flatten().filter_map(|entry| Some(entry.ok()?.path()));
    let files = config::path().into_iter().chain(kept).collect();
    let directories = [library, cache.ok(), feeds];
    let all = (|_| true) as IsRead;
    Inputs {
        files,
        stdin: false,
        directories: directories
            .into_iter()
            .flatten()
            .map(|path| (path, all))
            .collect(),
    }
}
