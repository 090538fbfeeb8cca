//! Changes the file of settings as a whole: it is the old one or the new one, never half of one.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use super::{EditError, read_file};
use crate::lang::{IoContext as _, Lang, Say, SystemError, display_in_english};
use crate::place::Placed;

/// Why the file of settings was not changed.
#[derive(Debug)]
pub enum RewriteError {
    /// It cannot be changed as it stands.
    Edit(PathBuf, EditError),
    /// It is there, where one was to be begun.
    Exists(PathBuf),
    /// It cannot be read or written.
    System(SystemError),
}

display_in_english!(RewriteError);

impl std::error::Error for RewriteError {}

impl Say for RewriteError {
    fn say(&self, lang: Lang) -> String {
        match self {
            Self::Edit(path, error) => lang.about(&path.to_string_lossy(), &error.say(lang)),
            Self::Exists(path) => {
                let path = path.display();
                match lang {
                    Lang::En => format!(
                        "{path}: this file is there and was left as it is; `zhenews config --default` prints a \
                         new one"
                    ),
                    Lang::Zh => format!(
                        "{path}：已有此文件，未作改动；新的一份可由 `zhenews config --default` 给出"
                    ),
                }
            }
            Self::System(error) => error.say(lang),
        }
    }
}

impl From<SystemError> for RewriteError {
    fn from(error: SystemError) -> Self {
        Self::System(error)
    }
}

/// Writes what `change` makes of a file's text, which is empty where there is no file. Who else changes it so
/// at the same time has his turn before or after.
///
/// # Errors
///
/// Fails where the file cannot be read, changed or written; it is then as it was.
pub fn rewrite(
    path: &Path,
    change: impl FnOnce(&str) -> Result<String, EditError>,
) -> Result<(), RewriteError> {
    // A file that is kept elsewhere and linked to is changed there.
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).context(folder)?;
    let _turn = turn(folder);
    let text = match read_file(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        read => read.context(path.as_path())?,
    };
    let changed = change(&text).map_err(|error| RewriteError::Edit(path.clone(), error))?;
    Ok(replace(path, &changed).context(path.as_path())?)
}

/// Writes the first file of settings, where there is none.
///
/// # Errors
///
/// Fails where there is one, which stays as it is, or when it cannot be written.
pub fn write_first(path: &Path, text: &str) -> Result<(), RewriteError> {
    if path.symlink_metadata().is_ok() {
        return Err(RewriteError::Exists(path.to_owned()));
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).context(folder)?;
    let write = || {
        let mut file = Placed::begin(path)?;
        file.write_all(text.as_bytes())?;
        file.put_new()
    };
    match write() {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            Err(RewriteError::Exists(path.to_owned()))
        }
        written => Ok(written.context(path)?),
    }
}

fn replace(path: &Path, text: &str) -> io::Result<()> {
    let mut file = Placed::begin(path)?;
    file.write_all(text.as_bytes())?;
    file.put()
}

/// Waits until nobody else changes the files of a folder, and keeps others waiting as long as it is held. It
/// is the folder that is locked, for the file in it becomes another. Where there are no locks, or one is never
/// let go, we go on without.
fn turn(folder: &Path) -> Option<File> {
    const TRIES: usize = 400;
    let folder = File::open(folder).ok()?;
    for _ in 0..TRIES {
        match folder.try_lock() {
            Ok(()) => return Some(folder),
            Err(fs::TryLockError::WouldBlock) => sleep(Duration::from_millis(5)),
            Err(fs::TryLockError::Error(_)) => return None,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::super::{Config, search_put};
    use super::*;

    #[test]
    fn changes_that_are_made_at_the_same_time_are_all_made() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("zhenews/config.toml");
        let put = |name: &str| rewrite(&path, |text| search_put(text, name, "植树", None));
        let put = &put;
        thread::scope(|scope| {
            for writer in 0..6 {
                scope.spawn(move || {
                    (0..8).for_each(|n| put(&format!("{writer} {n}")).unwrap());
                });
            }
        });
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(Config::of_text(&text, &[]).searches.len(), 48, "{text}");
        let beside = fs::read_dir(path.parent().unwrap()).unwrap();
        assert_eq!(beside.count(), 1, "nothing is left beside it");
    }
}
