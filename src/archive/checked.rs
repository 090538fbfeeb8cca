//! The files of a shard, which are checked where they are read: the first time that a block of one is asked
//! for, it is held to the checksum that was kept of it. So an index of gigabytes opens at once, and yet no
//! answer is made of what is not as it was written.
//!
//! The checksums of a shard stand in a file of it, whose own checksum the manifest has, which has its own:
//! what is taken from another index, or from an earlier one, is damage like any other.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use serde::{Deserialize, Serialize};
use tantivy::HasLen;
use tantivy::directory::error::{DeleteError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    FileHandle, MmapDirectory, OwnedBytes, WatchCallback, WatchHandle, WritePtr,
};
use tantivy::{Directory, TantivyError};
use xxhash_rust::xxh3::xxh3_64;

use super::{Error, manifest};
use crate::place;

/// The size of a block in bytes. A search touches few, and one is checked in a few millionths of a second.
const BLOCK: usize = 64 << 10;

/// The file with the checksums of the others.
const NAME: &str = "sums.json";

/// The checksums of a shard's files, by their names.
#[derive(Debug, Serialize, Deserialize)]
struct Sums(BTreeMap<PathBuf, FileSums>);

#[derive(Debug, Serialize, Deserialize)]
struct FileSums {
    len: usize,
    /// That of each block, in hexadecimal digits.
    blocks: String,
}

/// Reads a file of an index.
///
/// # Errors
///
/// When it cannot be read. What stands in its place and is no file is damage.
pub(super) fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    check_is_file(path)?;
    fs::read(path)
}

/// Makes sure that a pipe is not waited for, and a device that never ends not read.
fn check_is_file(path: &Path) -> io::Result<()> {
    let known = fs::metadata(path)?;
    if known.is_file() || known.is_dir() {
        Ok(())
    } else {
        Err(io::ErrorKind::InvalidData.into())
    }
}

/// Keeps checksums of the files of a shard that is written, and closes them to others. Returns the checksum
/// of the checksums.
///
/// # Errors
///
/// When the files cannot be read, or the checksums not be written.
pub(super) fn seal(directory: &Path) -> io::Result<u64> {
    let mut sums = BTreeMap::new();
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        place::close_to_others(&entry.path());
        let file = FileSums::of(&entry.path())?;
        sums.insert(entry.file_name().into(), file);
    }
    let text = serde_json::to_string(&Sums(sums))?;
    manifest::replace(directory, NAME, text.as_bytes())?;
    Ok(xxh3_64(text.as_bytes()))
}

impl FileSums {
    fn of(path: &Path) -> io::Result<Self> {
        let mut file = File::open(path)?;
        let (mut len, mut blocks) = (0, String::new());
        let mut block = Vec::with_capacity(BLOCK);
        loop {
            block.clear();
            file.by_ref().take(BLOCK as u64).read_to_end(&mut block)?;
            if block.is_empty() {
                return Ok(Self { len, blocks });
            }
            len += block.len();
            // A string takes whatever is written to it.
            let _ = write!(blocks, "{:016x}", xxh3_64(&block));
        }
    }

    /// Reads the checksums of the blocks; `None` where they are not those of as long a file.
    fn read(&self) -> Option<Vec<u64>> {
        let digits = self.blocks.as_bytes().chunks(16);
        let sum = |digits| u64::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok();
        let sums = digits.map(sum).collect::<Option<Vec<_>>>()?;
        (sums.len() == self.len.div_ceil(BLOCK)).then_some(sums)
    }
}

/// The files of a shard.
#[derive(Clone, Debug)]
pub(super) struct Checked {
    files: Arc<BTreeMap<PathBuf, Arc<CheckedFile>>>,
}

impl Checked {
    /// Opens the files of the shard in a directory, whose checksums have this checksum.
    ///
    /// # Errors
    ///
    /// When one is not there, or not as long as it was.
    pub(super) fn open(directory: &Path, sum: u64) -> Result<Self, Error> {
        let text = read_file(&directory.join(NAME))?;
        if xxh3_64(&text) != sum {
            return Err(Error::Damaged);
        }
        let Sums(sums) = serde_json::from_slice(&text).map_err(|_| Error::Damaged)?;
        let mapped = MmapDirectory::open(directory).map_err(TantivyError::from)?;
        let mut files = BTreeMap::new();
        for (name, sums) in sums {
            check_is_file(&directory.join(&name))?;
            let bytes = mapped.get_file_handle(&name).map_err(TantivyError::from)?;
            let blocks = sums.read().filter(|_| bytes.len() == sums.len);
            let blocks = blocks.ok_or(Error::Damaged)?;
            let file = CheckedFile {
                path: directory.join(&name),
                bytes,
                checked: blocks.chunks(64).map(|_| AtomicU64::new(0)).collect(),
                blocks,
                is_damaged: AtomicBool::new(false),
            };
            files.insert(name, Arc::new(file));
        }
        Ok(Self {
            files: Arc::new(files),
        })
    }

    /// Returns whether something was found that is not as it was written.
    pub(super) fn is_damaged(&self) -> bool {
        let mut files = self.files.values();
        files.any(|file| file.is_damaged.load(Ordering::Relaxed))
    }

    /// Checks every block of every file.
    pub(super) fn is_whole(&self) -> bool {
        let mut files = self.files.values();
        files.all(|file| file.check_all().is_ok())
    }

    /// Returns what reads a file of the shard that is none of the engine's.
    ///
    /// # Errors
    ///
    /// When there is no such file.
    pub(super) fn handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, Error> {
        let file = self.files.get(path).ok_or(Error::Damaged)?;
        Ok(file.clone())
    }

    fn file(&self, path: &Path) -> Result<&Arc<CheckedFile>, OpenReadError> {
        let missing = || OpenReadError::FileDoesNotExist(path.to_owned());
        self.files.get(path).ok_or_else(missing)
    }
}

/// A file that is checked where it is read.
#[derive(Debug)]
struct CheckedFile {
    path: PathBuf,
    bytes: Arc<dyn FileHandle>,
    /// The checksum of each block.
    blocks: Vec<u64>,
    /// Which blocks were checked, a bit for each.
    checked: Vec<AtomicU64>,
    is_damaged: AtomicBool,
}

impl CheckedFile {
    /// Checks the blocks that a range touches, each once.
    fn check(&self, range: &Range<usize>) -> io::Result<()> {
        let mut blocks = range.start / BLOCK..range.end.min(self.len()).div_ceil(BLOCK);
        blocks.try_for_each(|at| self.check_block(at))
    }

    /// Checks every block. They are read from the file and not where it is mapped, which would count all of
    /// it as memory of ours; only what differs, or another's file under that name, is looked at there.
    fn check_all(&self) -> io::Result<()> {
        let mut file = File::open(&self.path).ok();
        let mut block = Vec::with_capacity(BLOCK);
        for (at, sum) in self.blocks.iter().enumerate() {
            block.clear();
            let read = file
                .as_mut()
                .map(|file| file.take(BLOCK as u64).read_to_end(&mut block));
            if matches!(read, Some(Ok(_))) && xxh3_64(&block) == *sum {
                self.note_checked(at);
            } else {
                self.check_block(at)?;
            }
        }
        Ok(())
    }

    fn check_block(&self, at: usize) -> io::Result<()> {
        if self.is_checked(at) {
            return Ok(());
        }
        let end = (at + 1) * BLOCK;
        let block = self.bytes.read_bytes(at * BLOCK..end.min(self.len()))?;
        if self.blocks.get(at) != Some(&xxh3_64(&block)) {
            self.is_damaged.store(true, Ordering::Relaxed);
            return Err(io::ErrorKind::InvalidData.into());
        }
        self.note_checked(at);
        Ok(())
    }

    fn is_checked(&self, at: usize) -> bool {
        let word = self.checked.get(at / 64);
        word.is_some_and(|word| word.load(Ordering::Relaxed) & (1 << (at % 64)) != 0)
    }

    fn note_checked(&self, at: usize) {
        if let Some(word) = self.checked.get(at / 64) {
            word.fetch_or(1 << (at % 64), Ordering::Relaxed);
        }
    }
}

impl HasLen for CheckedFile {
    fn len(&self) -> usize {
        self.bytes.len()
    }
}

impl FileHandle for CheckedFile {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        self.check(&range)?;
        self.bytes.read_bytes(range)
    }
}

/// What a reader of an index asks of its directory. Nothing is ever written through this.
impl Directory for Checked {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        Ok(self.file(path)?.clone())
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        Ok(self.files.contains_key(path))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        let file = self.file(path)?;
        let read = file.read_bytes(0..file.len());
        let failed = |error| OpenReadError::wrap_io_error(error, path.to_owned());
        Ok(read.map_err(failed)?.to_vec())
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        Err(DeleteError::IoError {
            io_error: Arc::new(io::ErrorKind::ReadOnlyFilesystem.into()),
            filepath: path.to_owned(),
        })
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let error = io::ErrorKind::ReadOnlyFilesystem.into();
        Err(OpenWriteError::wrap_io_error(error, path.to_owned()))
    }

    fn atomic_write(&self, _: &Path, _: &[u8]) -> io::Result<()> {
        Err(io::ErrorKind::ReadOnlyFilesystem.into())
    }

    fn sync_directory(&self) -> io::Result<()> {
        Ok(())
    }

    fn watch(&self, _: WatchCallback) -> tantivy::Result<WatchHandle> {
        Ok(WatchHandle::empty())
    }
}
