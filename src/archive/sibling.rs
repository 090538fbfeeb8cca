//! An index that begins as another one, which has most of its files: a feed that is added to a library costs as much
//! as that feed.
//!
//! Files of a shard are never written again, so both indexes can have the same ones: they are linked, and take no
//! more room on the disk.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::manifest::Manifest;
use crate::place;
use crate::store::Located;

/// Makes an index that is not there yet what the best of its siblings is, and returns its manifest; `None` where no
/// other has half of the files, in bytes, read in the same way. Who calls it holds the lock of the new one, and
/// brings it up to date.
pub(super) fn adopt(
    directory: &Path,
    lock: &str,
    how_read: &str,
    located: &[Located],
) -> Option<Manifest> {
    let (sibling, known) = best(directory, how_read, located)?;
    // Nobody may sweep its shards away meanwhile; one that is being changed is not waited for.
    let file = File::options().write(true).open(sibling.join(lock)).ok()?;
    file.try_lock().ok()?;
    let mut manifest = Manifest::read(&sibling).ok()??;
    if manifest != known {
        return None;
    }
    link(&manifest, &sibling, directory).ok()?;
    manifest.write(directory).ok()?;
    Some(manifest)
}

/// Finds the index beside one that has most of the files, in bytes.
fn best(directory: &Path, how_read: &str, located: &[Located]) -> Option<(PathBuf, Manifest)> {
    let names: HashMap<&Path, &str> = located
        .iter()
        .map(|Located { name, path }| (path.as_path(), name.as_str()))
        .collect();
    let shared = |manifest: &Manifest| -> u64 {
        let files = manifest.files.iter().filter(|file| !file.gone);
        files
            .filter(|file| names.get(file.path.as_path()) == Some(&file.name.as_str()))
            .map(|file| file.state.len)
            .sum()
    };
    let siblings = fs::read_dir(directory.parent()?).ok()?.flatten();
    let known = siblings.filter_map(|entry| {
        let sibling = entry.path();
        let manifest = (sibling != directory).then(|| Manifest::read(&sibling).ok());
        let manifest = manifest.flatten().flatten()?;
        let is_alike = manifest.is_whole() && manifest.how_read.as_deref() == Some(how_read);
        is_alike.then(|| (shared(&manifest), sibling, manifest))
    });
    let (shared, sibling, manifest) = known.max_by_key(|(shared, ..)| *shared)?;
    let sizes = located.iter().map(|located| fs::metadata(&located.path));
    let all: u64 = sizes.flatten().map(|file| file.len()).sum();
    (shared * 2 > all).then_some((sibling, manifest))
}

/// Gives an index the files of another.
fn link(manifest: &Manifest, from: &Path, to: &Path) -> io::Result<()> {
    for shard in &manifest.shards {
        let own = to.join(&shard.name);
        place::private_directory(&own)?;
        for entry in fs::read_dir(from.join(&shard.name))? {
            let entry = entry?;
            fs::hard_link(entry.path(), own.join(entry.file_name()))?;
        }
    }
    if let Some(order) = &manifest.order {
        fs::hard_link(from.join(&order.name), to.join(&order.name))?;
    }
    Ok(())
}
