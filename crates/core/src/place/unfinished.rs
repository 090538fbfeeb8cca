//! What must not be left behind when a signal ends the program: files on their way to their place, and
//! directories of this run. A signal runs no destructor, so they are listed here.

use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::TempDir;

static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

fn list() -> MutexGuard<'static, Vec<PathBuf>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Keeps others from beginning or finishing anything as long as it is held.
#[derive(Debug)]
#[must_use = "what is begun after it is dropped may be left behind"]
pub struct Removed {
    _list: MutexGuard<'static, Vec<PathBuf>>,
}

/// Removes everything that is unfinished. Who ends the program then holds what is returned until the end.
pub fn remove_unfinished() -> Removed {
    let mut list = list();
    for path in list.drain(..) {
        // What cannot be removed is left: the program is about to end.
        let _ = if path.is_dir() {
            fs::remove_dir_all(path)
        } else {
            fs::remove_file(path)
        };
    }
    Removed { _list: list }
}

/// An entry of the list.
#[derive(Debug)]
pub(super) struct Entry(PathBuf);

impl Entry {
    /// Makes something that is unfinished, and lists it before a signal can come between.
    pub(super) fn make<T>(
        create: impl FnOnce() -> io::Result<T>,
        path_of: impl FnOnce(&T) -> PathBuf,
    ) -> io::Result<(T, Self)> {
        let mut list = list();
        let made = create()?;
        let path = path_of(&made);
        list.push(path.clone());
        Ok((made, Self(path)))
    }

    /// Finishes it and takes it off the list; where that fails it stays there until this is dropped.
    pub(super) fn finish<T, E>(&self, finish: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        let mut list = list();
        let finished = finish()?;
        list.retain(|path| *path != self.0);
        Ok(finished)
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        list().retain(|path| *path != self.0);
    }
}

/// A directory for this run only, which only its owner can enter.
#[derive(Debug)]
pub struct Scratch {
    // Fields are dropped in this order: what is listed is there.
    directory: TempDir,
    _entry: Entry,
}

impl Scratch {
    /// Makes one.
    ///
    /// # Errors
    ///
    /// Fails when there is no place for it.
    pub fn new() -> io::Result<Self> {
        let make = || {
            tempfile::Builder::new()
                .prefix("zhenews-")
                .permissions(Permissions::from_mode(0o700))
                .tempdir()
        };
        let (directory, entry) = Entry::make(make, |directory| directory.path().to_owned())
            .map_err(|error| super::without_temporary_name(&error))?;
        Ok(Self {
            directory,
            _entry: entry,
        })
    }

    /// Returns where it is.
    pub fn path(&self) -> &Path {
        self.directory.path()
    }
}
