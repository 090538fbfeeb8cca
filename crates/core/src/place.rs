//! Where output goes.
//!
//! - A file is written beside its place and put there when it is whole ([`Placed`]): a crash leaves what was
//!   there before, and never half of what was to come. A signal leaves nothing ([`remove_unfinished`]).
//! - Which files may be written at all is one rule ([`check`]).
//! - What goes to a terminal holds nothing that it might obey ([`Guarded`]).
//! - Directories and files of ours are nobody else's business ([`private_directory`], [`private_file`]).

mod abandoned;
mod growing;
mod guarded;
mod private;
mod rule;
mod stamp;
mod unfinished;

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, PersistError};

use crate::lang;

pub use growing::{Growing, keep_to_us};
pub use guarded::Guarded;
pub use private::{close_to_others, open_file, private_directory, private_file};
pub use rule::{Existing, Inputs, IsRead, Refusal, check, is_stream, stdout_is_file};
pub use stamp::Stamp;
pub use unfinished::{Removed, Scratch, remove_unfinished};

use unfinished::Entry;

/// A file on its way to its place.
#[derive(Debug)]
pub struct Placed {
    writer: BufWriter<Beside>,
    path: PathBuf,
    is_private: bool,
}

#[derive(Debug)]
enum Beside {
    File(Temporary),
    /// A pipe or a device takes what comes; a file in its place would be another thing.
    Device(Guarded<File>),
}

/// A file beside its place, under a name that nobody is to see.
#[derive(Debug)]
struct Temporary {
    // Fields are dropped in this order: what is listed is there.
    file: NamedTempFile,
    entry: Entry,
}

impl Temporary {
    fn beside(path: &Path) -> io::Result<Self> {
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        abandoned::remove(folder);
        let make = || {
            let file = tempfile::Builder::new()
                .prefix(abandoned::PREFIX)
                .suffix(abandoned::SUFFIX)
                .permissions(Permissions::from_mode(0o666))
                .tempfile_in(folder)?;
            // Where there are no locks it is taken for abandoned only if nothing is written for long.
            let _ = file.as_file().try_lock();
            Ok(file)
        };
        let (file, entry) = Entry::make(make, |file| file.path().to_owned())
            .map_err(|error| without_temporary_name(&error))?;
        Ok(Self { file, entry })
    }

    /// Puts it in its place, whatever is there.
    fn put(self, path: &Path) -> io::Result<()> {
        let Self { file, entry } = self;
        entry.finish(|| file.persist(path)).map_err(|e| e.error)?;
        Ok(())
    }

    /// Puts it in its place if there is nothing, else gives it back.
    fn put_new(self, path: &Path) -> Result<(), (io::Error, Self)> {
        let Self { file, entry } = self;
        let put = entry.finish(|| file.persist_noclobber(path));
        put.map(drop)
            .map_err(|PersistError { error, file }| (error, Self { file, entry }))
    }
}

impl Write for Beside {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            // Not by the writer that names the file in its errors.
            Self::File(beside) => beside.file.as_file_mut().write(bytes),
            Self::Device(device) => device.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::File(beside) => beside.file.as_file_mut().flush(),
            Self::Device(device) => device.flush(),
        }
    }
}

/// What the system says of a temporary file, without its name: nobody knows that.
fn without_temporary_name(error: &io::Error) -> io::Error {
    let number = lang::cause(error).raw_os_error();
    number.map_or_else(|| error.kind().into(), io::Error::from_raw_os_error)
}

impl Placed {
    /// Begins a file for a path. What is there stays until [`Placed::put`].
    ///
    /// # Errors
    ///
    /// Fails when nothing can be written beside it, or it is a directory.
    pub fn begin(path: &Path) -> io::Result<Self> {
        if path.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        // What a link leads to is written, and the link stays.
        let target = path.canonicalize().unwrap_or_else(|_| meant(path));
        let beside = if is_stream(path) {
            // Where a descriptor is a file, what is written comes behind what it has.
            let device = OpenOptions::new().append(true).open(path)?;
            Beside::Device(Guarded::new(device))
        } else {
            Beside::File(Temporary::beside(&target)?)
        };
        Ok(Self {
            writer: BufWriter::new(beside),
            path: target,
            is_private: false,
        })
    }

    /// Begins a file that nobody but its owner can read, whoever may read what is there.
    ///
    /// # Errors
    ///
    /// Fails as [`Placed::begin`] does.
    pub fn begin_private(path: &Path) -> io::Result<Self> {
        let mut placed = Self::begin(path)?;
        placed.is_private = true;
        if let Beside::File(beside) = placed.writer.get_ref() {
            close_to_others(beside.file.path());
        }
        Ok(placed)
    }

    /// Puts the file in its place: what is there stays unless it may be replaced.
    ///
    /// # Errors
    ///
    /// Fails where there is one that may not be, with [`io::ErrorKind::AlreadyExists`], or when it cannot be
    /// written.
    pub fn put_as(self, existing: Existing) -> io::Result<()> {
        match existing {
            Existing::Kept => self.put_new(),
            Existing::Replaced | Existing::AddedTo => self.put(),
        }
    }

    /// Puts the file in its place, whatever is there; who may read that may read the new one, unless it is
    /// private.
    ///
    /// # Errors
    ///
    /// Fails when it cannot be written; what is there stays.
    pub fn put(self) -> io::Result<()> {
        match self.writer.into_inner().map_err(io::Error::from)? {
            Beside::Device(mut device) => device.flush(),
            Beside::File(beside) => {
                let file = beside.file.as_file();
                if !self.is_private
                    && let Ok(old) = self.path.metadata()
                {
                    file.set_permissions(old.permissions())?;
                }
                file.sync_all()?;
                beside.put(&self.path)
            }
        }
    }

    /// Puts the file in its place or, where there is one, in a place whose name has the first number that
    /// is free: `名-2.md`. Returns the place, and whether it has a number.
    ///
    /// # Errors
    ///
    /// Fails when it cannot be written.
    pub fn put_beside(self) -> io::Result<(PathBuf, bool)> {
        let mut beside = match self.writer.into_inner().map_err(io::Error::from)? {
            Beside::Device(mut device) => {
                device.flush()?;
                return Ok((self.path, false));
            }
            Beside::File(beside) => beside,
        };
        beside.file.as_file().sync_all()?;
        for number in 1..=u32::MAX {
            let path = numbered(&self.path, number);
            match beside.put_new(&path) {
                Ok(()) => return Ok((path, number > 1)),
                Err((error, same)) if error.kind() == io::ErrorKind::AlreadyExists => {
                    beside = same;
                }
                Err((error, _)) => return Err(error),
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }

    /// Puts the file in its place, if there is none.
    ///
    /// # Errors
    ///
    /// Fails where there is one, with [`io::ErrorKind::AlreadyExists`], or when it cannot be written.
    pub fn put_new(self) -> io::Result<()> {
        match self.writer.into_inner().map_err(io::Error::from)? {
            Beside::Device(mut device) => device.flush(),
            Beside::File(beside) => {
                beside.file.as_file().sync_all()?;
                beside.put_new(&self.path).map_err(|(error, _)| error)
            }
        }
    }
}

impl Write for Placed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// Where a path leads at which there is nothing: a link may lead to what is still to come.
fn meant(path: &Path) -> PathBuf {
    let folder = path.parent().unwrap_or(Path::new(""));
    fs::read_link(path).map_or_else(|_| path.to_owned(), |to| folder.join(to))
}

/// Returns a path with a number behind the name, from 2 on.
fn numbered(path: &Path, number: u32) -> PathBuf {
    if number < 2 {
        return path.to_owned();
    }
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push(format!("-{number}"));
    if let Some(ending) = path.extension() {
        name.push(".");
        name.push(ending);
    }
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(path: &Path, text: &str) -> Placed {
        let mut placed = Placed::begin(path).unwrap();
        placed.write_all(text.as_bytes()).unwrap();
        placed
    }

    #[test]
    fn what_is_there_stays_until_the_new_file_is_whole() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.md");
        written(&path, "old").put().unwrap();
        let placed = written(&path, "new");
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        drop(placed);
        assert_eq!(
            fs::read_dir(dir.path()).unwrap().count(),
            1,
            "nothing is left behind"
        );
        written(&path, "new").put().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
    }

    #[test]
    fn nothing_is_overwritten_unasked() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("名.md");
        written(&path, "1").put_new().unwrap();
        let free = path.with_file_name("别.md");
        assert_eq!(written(&free, "1").put_beside().unwrap(), (free, false));
        let error = written(&path, "2").put_new().unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read_to_string(&path).unwrap(), "1");
        let names = [2, 3].map(|_| written(&path, "2").put_beside().unwrap());
        let expected = ["名-2.md", "名-3.md"].map(|name| (path.with_file_name(name), true));
        assert_eq!(names, expected);
    }

    #[test]
    fn a_link_stays_one() {
        let dir = tempfile::tempdir().unwrap();
        let (file, link) = (dir.path().join("a.md"), dir.path().join("b.md"));
        written(&file, "old").put().unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        written(&link, "new").put().unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "new");
        assert!(link.is_symlink());
        fs::remove_file(&file).unwrap();
        written(&link, "anew").put_new().unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "anew");
        assert!(link.is_symlink());
    }

    #[test]
    fn who_may_read_a_file_stays_so() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.md");
        written(&path, "old").put().unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
        written(&path, "new").put().unwrap();
        let mode = path.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn what_is_written_as_private_is_so_whatever_was_there() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.jsonl");
        written(&path, "old").put().unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o644)).unwrap();
        Placed::begin_private(&path).unwrap().put().unwrap();
        let mode = path.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn where_there_is_no_folder_the_system_says_so_of_the_place_that_was_named() {
        let dir = tempfile::tempdir().unwrap();
        let error = Placed::begin(&dir.path().join("none/a.md")).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::NotFound);
        assert!(!error.to_string().contains(".part"), "{error}");
    }

    #[test]
    fn what_is_private_is_closed_to_others() {
        let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
        let dir = tempfile::tempdir().unwrap();
        let (above, ours) = (dir.path().join("above"), dir.path().join("above/ours"));
        private_directory(&ours).unwrap();
        assert_eq!((mode(&above), mode(&ours)), (0o700, 0o700));
        let file = ours.join("a");
        private_file().write(true).create(true).open(&file).unwrap();
        assert_eq!(mode(&file), 0o600);
        for (path, open, closed) in [(&ours, 0o755, 0o700), (&file, 0o644, 0o600)] {
            fs::set_permissions(path, Permissions::from_mode(open)).unwrap();
            close_to_others(path);
            assert_eq!(mode(path), closed);
        }
        fs::set_permissions(&ours, Permissions::from_mode(0o755)).unwrap();
        private_directory(&ours).unwrap();
        assert_eq!((mode(&ours), mode(&above)), (0o700, 0o700));
    }

    #[test]
    fn a_directory_is_none() {
        let dir = tempfile::tempdir().unwrap();
        let error = Placed::begin(dir.path()).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::IsADirectory);
    }
}
