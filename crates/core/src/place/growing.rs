//! A file that grows in its place: what is written is there at once, and can be gone on with.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::unfinished::Entry;
use super::{Existing, meant};
use crate::lang::Bilingual;

/// Keeps other runs of the program from writing a file that grows in its place, as long as it is open. Where the
/// file system knows no locks nobody is kept away.
///
/// # Errors
///
/// Fails where another run writes it.
pub fn keep_to_us(file: &File) -> io::Result<()> {
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => Err(io::Error::other(Bilingual::new(
            "another run of this program is writing it; wait until that has ended",
            "另一个正在运行的本程序正在写它；请等它结束",
        ))),
        Ok(()) | Err(TryLockError::Error(_)) => Ok(()),
    }
}

/// A file that is written from its beginning. What it held stays until there is something else to hold, and a
/// new one to which nothing is written is not there afterwards.
#[derive(Debug)]
pub struct Growing {
    file: File,
    empty: Empty,
}

/// Whether nothing is written yet.
#[derive(Debug)]
enum Empty {
    No,
    /// In a file that is there.
    Old,
    /// In one that was not.
    New(PathBuf, Entry),
}

impl Growing {
    /// Opens a file for a path.
    ///
    /// # Errors
    ///
    /// Fails when it cannot be written, another run writes it, or it is there and is to stay.
    pub fn begin(path: &Path, existing: Existing) -> io::Result<Self> {
        let target = path.canonicalize().unwrap_or_else(|_| meant(path));
        let make = || {
            OpenOptions::new()
                .write(true)
                .create_new(true)
                .open(&target)
        };
        match Entry::make(make, |_| target.clone()) {
            Ok((file, entry)) => {
                keep_to_us(&file)?;
                let empty = Empty::New(target, entry);
                Ok(Self { file, empty })
            }
            Err(error)
                if error.kind() == io::ErrorKind::AlreadyExists && existing != Existing::Kept =>
            {
                let file = OpenOptions::new().write(true).open(&target)?;
                keep_to_us(&file)?;
                let empty = Empty::Old;
                Ok(Self { file, empty })
            }
            Err(error) => Err(error),
        }
    }
}

impl Write for Growing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match std::mem::replace(&mut self.empty, Empty::No) {
            Empty::No => {}
            Empty::Old => self.file.set_len(0)?,
            Empty::New(_, entry) => entry.finish(|| io::Result::Ok(()))?,
        }
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for Growing {
    fn drop(&mut self) {
        if let Empty::New(path, entry) = &self.empty {
            // What cannot be removed is empty.
            let _ = entry.finish(|| fs::remove_file(path));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_file_is_there_when_something_is_written() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("a.jsonl");
        drop(Growing::begin(&path, Existing::Kept).unwrap());
        assert!(!path.exists());
        let mut file = Growing::begin(&path, Existing::Kept).unwrap();
        file.write_all(b"1\n").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"1\n");
        drop(file);
        assert_eq!(fs::read(&path).unwrap(), b"1\n");
    }

    #[test]
    fn what_is_there_stays_until_something_is_written_and_only_where_it_may_go() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("a.jsonl");
        Growing::begin(&path, Existing::Kept)
            .unwrap()
            .write_all(b"old\n")
            .unwrap();
        let error = Growing::begin(&path, Existing::Kept).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
        drop(Growing::begin(&path, Existing::Replaced).unwrap());
        assert_eq!(fs::read(&path).unwrap(), b"old\n");
        Growing::begin(&path, Existing::Replaced)
            .unwrap()
            .write_all(b"new")
            .unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
    }
}
