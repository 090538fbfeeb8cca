//! What an index consists of: the one file that is replaced whole when something changes, so that a
//! crash at any moment leaves the old index or the new one.

use std::fs::{self, File};
use std::hash::Hasher as _;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use siphasher::sip::SipHasher13;

use super::Error;
use super::checked;
use super::order::Order;
use super::shard::Shard;
use crate::store::{Form, Piece, Problem, Shape, State};
use crate::text::fold;

/// The version of all that is on disk, and of how reports are read and ordered. An index of another one is made
/// anew.
const VERSION: u32 = 12;

const NAME: &str = "manifest.json";

/// How many problems are kept; more are counted.
pub(super) const MOST_PROBLEMS: usize = 1000;

/// What an index consists of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    pub(super) version: u32,
    /// The version of the fold by which its texts are found; 0 where none is told.
    #[serde(default)]
    pub(super) fold: u32,
    /// How records are read, as far as the reader's settings say it; an index of before that was kept has none.
    #[serde(default)]
    pub(super) how_read: Option<String>,
    /// How many reports the index is to have; it has fewer while it is being made.
    pub(super) planned: u64,
    /// The files that were read, by their numbers; those that are gone keep theirs.
    pub(super) files: Vec<FileEntry>,
    /// The shards, each a directory.
    pub(super) shards: Vec<ShardEntry>,
    /// The file with the reports' order, where it is not that of the shards.
    pub(super) order: Option<OrderEntry>,
    /// What was wrong in the files, as far as it is kept.
    pub(super) problems: Vec<Problem>,
    /// The number of the next shard or order.
    pub(super) next: u64,
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FileEntry {
    /// The name that the user knew it by.
    pub(super) name: String,
    /// Where it is.
    #[serde(with = "bytes_of_path")]
    pub(super) path: PathBuf,
    /// How it is read.
    pub(super) form: Form,
    /// Where its reports stand, and which names hold their fields.
    pub(super) shape: Shape,
    /// What it was like.
    pub(super) state: State,
    /// Up to which byte it was read; what stands behind is a record that is not yet whole.
    pub(super) read: u64,
    /// How many line breaks it had up to there.
    pub(super) lines: usize,
    /// All of it as it was.
    pub(super) pieces: Vec<Piece>,
    /// What stands before the articles of each of its editions.
    pub(super) heads: Vec<String>,
    /// Whether its reports are no longer there.
    pub(super) gone: bool,
}

/// A path as text, each byte of it a character: it may be no UTF-8.
mod bytes_of_path {
    use std::ffi::OsString;
    use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
    use std::path::{Path, PathBuf};

    use serde::de::Error as _;
    use serde::{Deserialize as _, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
        let bytes = path.as_os_str().as_bytes().iter();
        serializer.serialize_str(&bytes.map(|byte| char::from(*byte)).collect::<String>())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<PathBuf, D::Error> {
        let text = String::deserialize(from)?;
        let bytes = text
            .chars()
            .map(u8::try_from)
            .collect::<Result<Vec<u8>, _>>();
        let bytes = bytes.map_err(|_| D::Error::custom("a character that is no byte"))?;
        Ok(OsString::from_vec(bytes).into())
    }
}

impl FileEntry {
    /// A file of which nothing is known yet.
    pub(super) fn unread() -> Self {
        Self {
            name: String::new(),
            path: PathBuf::new(),
            form: Form::Lines,
            shape: Shape::default(),
            state: State::default(),
            read: 0,
            lines: 0,
            pieces: Vec::new(),
            heads: Vec::new(),
            gone: false,
        }
    }
}

/// A shard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ShardEntry {
    /// Its directory's name.
    pub(super) name: String,
    /// How many reports it has.
    pub(super) len: u32,
    /// The checksum of its files' checksums.
    pub(super) sum: u64,
}

/// The order of the reports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct OrderEntry {
    /// Its file's name.
    pub(super) name: String,
    /// The file's checksum.
    pub(super) sum: u64,
}

impl OrderEntry {
    /// Reads the order of `len` reports.
    ///
    /// # Errors
    ///
    /// When it cannot be read or is damaged.
    pub(super) fn open(&self, directory: &Path, len: u32) -> Result<Order, Error> {
        Order::read(&directory.join(&self.name), self.sum, len)
    }
}

impl ShardEntry {
    /// Seals a shard that is written, and describes it.
    ///
    /// # Errors
    ///
    /// When it cannot be read, or its checksums not be written.
    pub(super) fn new(directory: &Path, name: &str, len: u32) -> io::Result<Self> {
        Ok(Self {
            name: name.to_owned(),
            len,
            sum: checked::seal(&directory.join(name))?,
        })
    }

    /// Opens it.
    ///
    /// # Errors
    ///
    /// When it is not there, or is damaged in a way that shows at once.
    pub(super) fn open(&self, directory: &Path) -> Result<Arc<Shard>, Error> {
        let shard = Shard::open(&directory.join(&self.name), self.sum)?;
        if shard.len() == self.len {
            Ok(shard)
        } else {
            Err(Error::Damaged)
        }
    }
}

impl Manifest {
    /// Reads the manifest of an index; `None` where there is none at all, or one of another version or fold.
    ///
    /// # Errors
    ///
    /// When it is damaged, or cannot be read.
    pub(super) fn read(directory: &Path) -> Result<Option<Self>, Error> {
        /// What every version of a manifest has.
        #[derive(Deserialize)]
        struct Versioned {
            version: u32,
        }
        let bytes = match checked::read_file(&directory.join(NAME)) {
            Ok(bytes) => bytes,
            Err(error) if is_about_nothing(&error) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let text = std::str::from_utf8(&bytes).map_err(|_| Error::Damaged)?;
        let (sum, rest) = text.split_once('\n').ok_or(Error::Damaged)?;
        if sum != hash(rest.as_bytes()) {
            return Err(Error::Damaged);
        }
        match serde_json::from_str::<Self>(rest) {
            Ok(manifest) if manifest.is_current() => return Ok(Some(manifest)),
            Ok(_) => return Ok(None),
            Err(_) => {}
        }
        match serde_json::from_str(rest) {
            Ok(Versioned { version }) if version != VERSION => Ok(None),
            _ => Err(Error::Damaged),
        }
    }

    fn is_current(&self) -> bool {
        self.version == VERSION && self.fold == fold::VERSION
    }

    /// Replaces the manifest on disk.
    ///
    /// # Errors
    ///
    /// When it cannot be written; the former one stands then.
    pub(super) fn write(&mut self, directory: &Path) -> io::Result<()> {
        self.version = VERSION;
        self.fold = fold::VERSION;
        let rest = serde_json::to_string(self)?;
        let sum = hash(rest.as_bytes());
        replace(directory, NAME, format!("{sum}\n{rest}").as_bytes())
    }

    /// Names the next shard or order.
    pub(super) fn name(&mut self, kind: &str) -> String {
        self.next = self.next.wrapping_add(1);
        format!("{kind}-{}", self.next)
    }

    /// Returns how many reports the shards have, those that are gone among them.
    pub(super) fn len(&self) -> u64 {
        self.shards.iter().map(|shard| u64::from(shard.len)).sum()
    }

    /// Returns whether it has all the reports that it is to have.
    pub(super) fn is_whole(&self) -> bool {
        self.len() >= self.planned
    }

    /// Deletes what is in the directory and no part of the index.
    pub(super) fn sweep(&self, directory: &Path) {
        let Ok(entries) = fs::read_dir(directory) else {
            return;
        };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let is_part = self.shards.iter().any(|shard| *shard.name == *name)
                || self
                    .order
                    .as_ref()
                    .is_some_and(|order| *order.name == *name)
                || name == NAME
                || name == super::index_dir::LOCK;
            if !is_part {
                let path = entry.path();
                // What cannot be deleted now is deleted another time.
                let _ = if path.is_dir() {
                    fs::remove_dir_all(path)
                } else {
                    fs::remove_file(path)
                };
            }
        }
    }
}

/// Deletes the manifest of an index.
///
/// # Errors
///
/// When it cannot be deleted.
pub(super) fn remove(directory: &Path) -> io::Result<()> {
    match fs::remove_file(directory.join(NAME)) {
        Err(error) if !is_about_nothing(&error) => Err(error),
        _ => Ok(()),
    }
}

/// Whether an error says that there is no such file.
fn is_about_nothing(error: &io::Error) -> bool {
    use io::ErrorKind::{NotADirectory, NotFound};
    matches!(error.kind(), NotFound | NotADirectory)
}

/// Replaces a file whole, so that after a crash it is the old one or the new one.
///
/// # Errors
///
/// When it cannot be written.
pub(super) fn replace(directory: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let mut file = tempfile::NamedTempFile::new_in(directory)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(directory.join(name))?;
    File::open(directory)?.sync_all()
}

/// A hash of bytes, as 16 hexadecimal digits.
pub(super) fn hash(bytes: &[u8]) -> String {
    let mut hasher = SipHasher13::new();
    hasher.write(bytes);
    format!("{:016x}", hasher.finish())
}
