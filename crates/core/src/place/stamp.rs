//! How a file is, to tell whether it was written since.

use std::fs::File;
use std::io;
use std::os::unix::fs::MetadataExt as _;

/// How a file is: another one, or one that was written since, has another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    file: (u64, u64),
    len: u64,
    time: (i64, i64),
}

impl Stamp {
    /// Returns how a file is.
    ///
    /// # Errors
    ///
    /// When the system does not tell.
    pub fn of(file: &File) -> io::Result<Self> {
        let known = file.metadata()?;
        Ok(Self {
            file: (known.dev(), known.ino()),
            len: known.len(),
            time: (known.mtime(), known.mtime_nsec()),
        })
    }
}
