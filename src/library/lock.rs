//! The lock that is held while the library is written, so that no two write at once. Reading needs none.

use std::fs::{File, TryLockError};
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use super::Error;
use crate::lang::{IoContext as _, SystemError};
use crate::place::{close_to_others, open_file, private_directory, private_file};

const NAME: &str = "library.lock";

/// How long the lock is waited for. Who writes has it for some milliseconds, or for a second where a million
/// marks are rewritten; who has it for longer has stopped, and may never let it go.
const PATIENCE: Duration = Duration::from_secs(2);

/// How long nothing is done between two attempts: the system has no wait for a lock that ends.
const PAUSE: Duration = Duration::from_millis(10);

/// The lock, as long as this is.
#[derive(Debug)]
pub(super) struct Lock(#[expect(dead_code, reason = "when it is closed the lock is free")] File);

impl Lock {
    /// Takes the lock of a directory, which is made where it is not there, and waits for it for a while.
    pub(super) fn take(directory: &Path) -> Result<Self, Error> {
        let path = directory.join(NAME);
        let until = Instant::now() + PATIENCE;
        loop {
            let file = open(directory, &path)?;
            match file.try_lock() {
                // One that was removed meanwhile keeps nobody away.
                Ok(()) if is_at(&file, &path) => return Ok(Self(file)),
                Ok(()) => {}
                Err(TryLockError::WouldBlock) if Instant::now() < until => thread::sleep(PAUSE),
                Err(TryLockError::WouldBlock) => return Err(Error::Locked { path }),
                Err(TryLockError::Error(error)) => {
                    return Err(SystemError::new(&*path, error).into());
                }
            }
        }
    }
}

fn open(directory: &Path, path: &Path) -> Result<File, Error> {
    private_directory(directory).context(directory)?;
    let mut options = private_file();
    options.create(true).truncate(false).write(true);
    let file = open_file(&options, path).context(path)?;
    // Whoever can open it can hold it.
    close_to_others(path);
    Ok(file)
}

/// Returns whether a file is the one that has a name.
fn is_at(file: &File, path: &Path) -> bool {
    let identity = |metadata: std::fs::Metadata| (metadata.dev(), metadata.ino());
    let (open, named) = (file.metadata().ok(), path.metadata().ok());
    open.map(identity) == named.map(identity)
}
