//! A file of articles on disk, read in parts: what an archive needs of a store that no memory holds.
//!
//! JSON Lines in UTF-8 are read from any line on, several parts at once if the caller likes, since a record
//! ends at its line's end. Any other file is read from its beginning to its end, in UTF-8 a window at a
//! time; in another encoding its text is held whole. Each article comes with its [`Spot`], and is read
//! again by it alone, if the file still holds the same there.

mod blocks;
mod snapshot;
mod sniff;
mod spots;
mod state;

use std::fs::{File, Metadata};
use std::hash::Hasher as _;
use std::io;
use std::ops::ControlFlow;
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};
use siphasher::sip::SipHasher13;

use super::files;
use super::names::Names;
use super::recast::LineMap;
use super::shape::Shape;
use super::{Problem, Source};

pub use self::blocks::Block;
pub use self::snapshot::Snapshot;
pub use self::state::{Piece, State};

/// How much is read of JSON Lines at once, in bytes, up to the end of the line that is begun there.
const BLOCK: u64 = 4 << 20;

/// A smaller file is read at once, in bytes.
const SMALL: u64 = 2 * BLOCK;

/// Where an article stands in a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// The first byte of its record: of the file, or of its text where it is not in UTF-8.
    pub at: u64,
    /// The record's length in bytes.
    pub len: u32,
    /// Which edition it is in, counted from 1 in what was read with it; 0 for none.
    pub edition: u32,
    /// A hash of the record's bytes.
    pub sum: u64,
}

/// The file holds something else now at an article's place, or cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the file has changed since it was indexed")]
pub struct Changed;

/// How the text of a file is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Form {
    /// A record a line, in UTF-8.
    Lines,
    /// In UTF-8, behind as many bytes of a byte order mark.
    Whole(u64),
    /// In another encoding, or written anew because the reports do not stand one after the other.
    Decoded,
}

/// A file of articles.
#[derive(Debug)]
pub struct Volume {
    /// The name that the user knows it by.
    name: String,
    file: File,
    /// The names that are known of any file, and with those of its shape.
    base: Arc<Names>,
    names: Arc<Names>,
    form: Form,
    shape: Arc<Shape>,
    len: u64,
    state: State,
    /// The text of a file in another encoding, with its time.
    text: Mutex<Option<(SystemTime, Arc<Decoded>)>>,
}

/// The text of a file that is not in UTF-8, or whose records were written anew.
#[derive(Debug)]
struct Decoded {
    text: String,
    lines: LineMap,
}

/// A file on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// The name that the user knows it by.
    pub name: String,
    /// Where it is, whatever the working directory is.
    pub path: PathBuf,
}

/// Finds the files that sources name, and tells of those that are not there; `None` where something is no
/// file on disk: standard input, the shipped edition.
pub fn locate(sources: &[Source]) -> Option<(Vec<Located>, Vec<Problem>)> {
    let mut located = Vec::new();
    let mut problems = Vec::new();
    for file in files::find(sources) {
        match file.path() {
            Ok(Some(path)) => located.push(Located {
                name: file.name.clone(),
                path: std::path::absolute(path).ok()?,
            }),
            Ok(None) => return None,
            Err(problem) => problems.push(problem),
        }
    }
    Some((located, problems))
}

impl Volume {
    /// Opens a file.
    ///
    /// # Errors
    ///
    /// When it cannot be opened or read.
    pub fn open(name: &str, path: &Path, names: &Arc<Names>) -> io::Result<Self> {
        let plain = Arc::new(Shape::default());
        let mut volume = Self::known(name, path, names, Form::Whole(0), &plain)?;
        let (form, shape) = volume.sniff()?;
        let shape = shape.at(path, names);
        volume.form = form;
        volume.names = names.shaped(&shape);
        volume.shape = Arc::new(shape);
        Ok(volume)
    }

    /// Opens a file of which is known how its text is found, and what shape it has.
    ///
    /// # Errors
    ///
    /// When it cannot be opened.
    pub fn known(
        name: &str,
        path: &Path,
        names: &Arc<Names>,
        form: Form,
        shape: &Arc<Shape>,
    ) -> io::Result<Self> {
        let file = File::open(path)?;
        let metadata = file.metadata()?;
        Ok(Self {
            name: name.to_owned(),
            file,
            base: names.clone(),
            names: names.shaped(shape),
            form,
            shape: shape.clone(),
            len: metadata.len(),
            state: State::of(&metadata),
            text: Mutex::default(),
        })
    }

    /// Returns how its text is found.
    pub fn form(&self) -> Form {
        self.form
    }

    /// Returns its shape.
    pub fn shape(&self) -> &Arc<Shape> {
        &self.shape
    }

    /// Tells what the file system knows of the file that is open.
    ///
    /// # Errors
    ///
    /// When it knows nothing.
    pub fn metadata(&self) -> io::Result<Metadata> {
        self.file.metadata()
    }

    /// Returns its length in bytes as it was when it was opened.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Returns whether it was empty when it was opened.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Returns its state as it was when it was opened, so that what has been written since is seen to be new.
    pub fn state(&self) -> State {
        self.state
    }

    /// Reads the first block, if it is not all of a large file.
    pub(super) fn beginning(&self) -> Option<Block> {
        let is_quick = self.form == Form::Lines || self.len <= SMALL;
        let blocks = self.snapshot().ok()?.blocks(0);
        let end = blocks.get(1).filter(|_| is_quick)?;
        let mut all = Block::default();
        let read = self.each_block(0, *end, &mut |mut block| {
            all.articles.append(&mut block.articles);
            ControlFlow::Continue(())
        });
        read.ok()?;
        Some(all)
    }

    fn bytes(&self, at: u64, len: u64) -> io::Result<Vec<u8>> {
        // No memory is asked for that the file does not fill.
        let end = at.checked_add(len);
        if end.is_none_or(|end| end > self.len)
            && end.is_none_or(|end| self.metadata().is_ok_and(|now| end > now.len()))
        {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let len = usize::try_from(len).map_err(io::Error::other)?;
        let mut bytes = vec![0; len];
        self.file.read_exact_at(&mut bytes, at)?;
        Ok(bytes)
    }

    /// Reads the lines that begin at `from` or later and before `to`; returns the bytes with where they begin,
    /// and where among them the first line does.
    fn lines(&self, from: u64, to: u64) -> io::Result<(Vec<u8>, u64, usize)> {
        // The byte before tells whether a line begins at `from`.
        let start = from.saturating_sub(1);
        let mut bytes = self.bytes(start, to - start)?;
        let mut first = 0;
        if from > 0 {
            let Some(at) = memchr::memchr(b'\n', &bytes) else {
                let none = bytes.len();
                return Ok((bytes, start, none));
            };
            first = at + 1;
        }
        while to < self.len && bytes.last() != Some(&b'\n') {
            let at = start + bytes.len() as u64;
            if at >= self.len {
                break;
            }
            let more = self.bytes(at, (self.len - at).min(64 << 10))?;
            let end = memchr::memchr(b'\n', &more).map_or(more.len(), |at| at + 1);
            bytes.extend(more.get(..end).unwrap_or_default());
        }
        Ok((bytes, start, first))
    }
}

fn sum(bytes: &[u8]) -> u64 {
    let mut hasher = SipHasher13::new();
    hasher.write(bytes);
    hasher.finish()
}
