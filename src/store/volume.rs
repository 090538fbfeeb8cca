//! A file of articles on disk, read in parts: what an archive needs of a store that no memory holds.
//!
//! JSON Lines in UTF-8 are read block by block, several at once if the caller likes, since a record ends
//! at its line's end. Any other file is one block. Each article comes with its [`Spot`], and is read
//! again by it alone, if the file still holds the same there.

mod sniff;
mod state;

use std::fs::{File, Metadata};
use std::hash::Hasher as _;
use std::io;
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

pub use self::state::{Piece, State};

use serde::{Deserialize, Serialize};
use siphasher::sip::SipHasher13;

use super::batch::{Batch, Extent, Pieces, TAIL};
use super::decode::{Decoded, decode};
use super::files;
use super::ids;
use super::names::Names;
use super::{Problem, Reading, Source};
use crate::article::Article;

/// The size of a block, in bytes; it ends with the line that is begun there.
const BLOCK: u64 = 4 << 20;

/// A smaller file is one block, in bytes.
const SMALL: u64 = 2 * BLOCK;

/// Where an article stands in a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// The first byte of its record: of the file, or of its text where it is not in UTF-8.
    pub at: u64,
    /// The record's length in bytes.
    pub len: u32,
    /// Which edition of the file it is in, counted from 1; 0 for none.
    pub edition: u32,
    /// A hash of the record's bytes.
    pub sum: u64,
}

/// What a block of a file holds.
#[derive(Debug, Default)]
pub struct Block {
    /// The articles in the file's order.
    pub articles: Vec<(Article, Spot)>,
    /// What is wrong; lines are counted from the block's first.
    pub problems: Vec<Problem>,
    /// What stands before the articles of each edition.
    pub heads: Vec<String>,
    /// How many line breaks it has.
    pub lines: usize,
    /// The byte of the file up to which there are whole lines or records; 0 where no line begins.
    pub end: u64,
    /// The pieces of the file from where the block begins to where the next does.
    pub pieces: Vec<Piece>,
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
    /// In another encoding.
    Decoded,
}

/// A file of articles.
#[derive(Debug)]
pub struct Volume {
    /// The name that the user knows it by.
    name: String,
    file: File,
    names: Names,
    form: Form,
    len: u64,
    state: State,
    /// The text of a file in another encoding, with its time.
    text: Mutex<Option<(SystemTime, Arc<str>)>>,
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
    pub fn open(name: &str, path: &Path, reading: &Reading) -> io::Result<Self> {
        let mut volume = Self::known(name, path, reading, Form::Whole(0))?;
        volume.form = volume.sniff()?;
        Ok(volume)
    }

    /// Opens a file of which is known how its text is found.
    ///
    /// # Errors
    ///
    /// When it cannot be opened.
    pub fn known(name: &str, path: &Path, reading: &Reading, form: Form) -> io::Result<Self> {
        let file = File::open(path)?;
        let metadata = file.metadata()?;
        Ok(Self {
            name: name.to_owned(),
            file,
            names: Names::new(&reading.map),
            form,
            len: metadata.len(),
            state: State::of(&metadata),
            text: Mutex::default(),
        })
    }

    /// Returns how its text is found.
    pub fn form(&self) -> Form {
        self.form
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

    /// Returns where the blocks from a byte on begin, and last the end.
    pub fn blocks(&self, from: u64) -> Vec<u64> {
        let mut starts = vec![from];
        if self.form == Form::Lines && self.len.saturating_sub(from) > SMALL {
            let mut at = from + BLOCK;
            while at + BLOCK / 2 < self.len {
                starts.push(at);
                at += BLOCK;
            }
        }
        starts.push(self.len.max(from));
        starts
    }

    /// Reads the first block, if it is not all of a large file.
    pub(super) fn beginning(&self) -> Option<Block> {
        let is_quick = self.form == Form::Lines || self.len <= SMALL;
        let blocks = self.blocks(0);
        let end = blocks.get(1).filter(|_| is_quick)?;
        self.block(0, *end).ok()
    }

    /// Reads the records whose lines begin at `from` or later and before `to`.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub fn block(&self, from: u64, to: u64) -> io::Result<Block> {
        if self.form != Form::Lines {
            let bytes = self.bytes(0, self.len)?;
            return Ok(Block {
                end: self.len,
                pieces: Piece::of(&bytes, 0),
                ..self.whole(&bytes)
            });
        }
        let (bytes, start, first) = self.lines(from, to)?;
        let lines = bytes.get(first..).unwrap_or_default();
        let base = start + first as u64;
        let own = (from - start) as usize..(to - start) as usize;
        Ok(Block {
            pieces: Piece::of(bytes.get(own).unwrap_or_default(), from),
            ..self.records(lines, base)
        })
    }

    /// Reads the records of a file that is not read line by line.
    fn whole(&self, bytes: &[u8]) -> Block {
        let base = match self.form {
            Form::Whole(mark) => mark,
            Form::Lines | Form::Decoded => 0,
        };
        match decode(bytes) {
            Ok(decoded) => self.pieces(&decoded, base),
            Err(what) => self.unreadable(what),
        }
    }

    /// Reads the records of lines that stand at a place of the file.
    fn records(&self, bytes: &[u8], base: u64) -> Block {
        if bytes.is_empty() {
            return Block::default();
        }
        if std::str::from_utf8(bytes).is_err() {
            return self.mixed(bytes, base);
        }
        match decode(bytes) {
            Ok(decoded) if decoded.text.trim().is_empty() => Block {
                lines: memchr::memchr_iter(b'\n', bytes).count(),
                end: base + bytes.len() as u64,
                ..Block::default()
            },
            Ok(decoded) => self.pieces(&decoded, base),
            Err(what) => self.unreadable(what),
        }
    }

    fn unreadable(&self, what: crate::lang::Bilingual) -> Block {
        Block {
            problems: vec![Problem::new(self.name.clone(), (1, 1), what)],
            ..Block::default()
        }
    }

    /// Reads lines some of which are not UTF-8. The spot of such a one is the line.
    fn mixed(&self, bytes: &[u8], base: u64) -> Block {
        let mut all = Block::default();
        let mut at = base;
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            if let Ok(decoded) = decode(line)
                && !decoded.text.trim().is_empty()
            {
                let mut found = self.pieces(&decoded, at);
                if decoded.text.as_bytes() != line {
                    let spot = Spot {
                        at,
                        len: line.len() as u32,
                        edition: 0,
                        sum: sum(line),
                    };
                    found.articles.truncate(1);
                    found
                        .articles
                        .iter_mut()
                        .for_each(|(_, place)| *place = spot);
                }
                for problem in &mut found.problems {
                    problem.line += all.lines;
                }
                all.articles.append(&mut found.articles);
                all.problems.append(&mut found.problems);
            }
            at += line.len() as u64;
            if line.ends_with(b"\n") {
                all.lines += 1;
                all.end = at;
            }
        }
        all
    }

    fn pieces(&self, decoded: &Decoded, base: u64) -> Block {
        let text = &*decoded.text;
        let Pieces {
            articles,
            problems,
            heads,
        } = Batch::of(self.name.clone(), decoded, &self.names).into_pieces();
        let spot = |extent: Extent| {
            let record = text.get(extent.at..extent.end).unwrap_or_default();
            Spot {
                at: base + extent.at as u64,
                len: record.len() as u32,
                edition: extent.edition.map_or(0, |edition| edition as u32 + 1),
                sum: sum(record.as_bytes()),
            }
        };
        let articles: Vec<_> = articles
            .into_iter()
            .map(|(article, extent)| (article, spot(extent)))
            .collect();
        let last = articles
            .last()
            .map(|(_, spot)| spot.at + u64::from(spot.len));
        let line = memchr::memrchr(b'\n', text.as_bytes()).map(|at| base + at as u64 + 1);
        Block {
            articles,
            problems,
            heads,
            lines: memchr::memchr_iter(b'\n', text.as_bytes()).count(),
            end: last.max(line).unwrap_or(base),
            pieces: Vec::new(),
        }
    }

    /// Reads the article of a spot again; `heads` are those of its file. Its id is made where the record
    /// has none.
    ///
    /// # Errors
    ///
    /// When the file does not hold the same there any more.
    pub fn article(&self, spot: &Spot, heads: &[String]) -> Result<Article, Changed> {
        let record = self.record(spot)?;
        let text = match (spot.edition as usize).checked_sub(1) {
            Some(edition) => {
                let head = heads.get(edition).ok_or(Changed)?;
                [head, &record, TAIL].concat()
            }
            None => record,
        };
        let decoded = Decoded {
            text: text.into(),
            damage: Vec::new(),
        };
        let batch = Batch::of(self.name.clone(), &decoded, &self.names);
        let (mut article, _) = batch.into_pieces().articles.pop().ok_or(Changed)?;
        if article.id.is_empty() {
            article.id = ids::made(&article);
        }
        Ok(article)
    }

    /// Returns the line on which a spot's record begins, counted from 1.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub fn line_of(&self, spot: &Spot) -> io::Result<usize> {
        if self.form == Form::Decoded {
            let text = self.decoded()?;
            let at = usize::try_from(spot.at).unwrap_or(usize::MAX);
            let before = text.as_bytes().get(..at).unwrap_or(text.as_bytes());
            return Ok(1 + memchr::memchr_iter(b'\n', before).count());
        }
        let (mut line, mut at) = (1, 0);
        while at < spot.at {
            let len = (spot.at - at).min(BLOCK);
            line += memchr::memchr_iter(b'\n', &self.bytes(at, len)?).count();
            at += len;
        }
        Ok(line)
    }

    /// Returns whether the file still holds the record that a spot was made of.
    pub fn holds(&self, spot: &Spot) -> bool {
        self.record(spot).is_ok()
    }

    /// Reads the text of a record, if it is still the one that the spot was made of.
    fn record(&self, spot: &Spot) -> Result<String, Changed> {
        let bytes = if self.form == Form::Decoded {
            let text = self.decoded().map_err(|_| Changed)?;
            let start = usize::try_from(spot.at).map_err(|_| Changed)?;
            let end = start.checked_add(spot.len as usize).ok_or(Changed)?;
            let record = text.get(start..end).ok_or(Changed)?;
            record.as_bytes().to_vec()
        } else {
            self.bytes(spot.at, spot.len.into()).map_err(|_| Changed)?
        };
        if sum(&bytes) != spot.sum {
            return Err(Changed);
        }
        match String::from_utf8(bytes) {
            Ok(record) => Ok(record),
            Err(error) => match decode(error.as_bytes()) {
                Ok(decoded) => Ok(decoded.text.into_owned()),
                Err(_) => Err(Changed),
            },
        }
    }

    /// The text of a file in another encoding, decoded once as long as the file is not written.
    fn decoded(&self) -> io::Result<Arc<str>> {
        let written = self.file.metadata()?.modified()?;
        let mut known = self.text.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((time, text)) = &*known
            && *time == written
        {
            return Ok(text.clone());
        }
        let bytes = self.bytes(0, self.file.metadata()?.len())?;
        let text: Arc<str> = match decode(&bytes) {
            Ok(decoded) => decoded.text.into(),
            Err(_) => return Err(io::ErrorKind::InvalidData.into()),
        };
        *known = Some((written, text.clone()));
        Ok(text)
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
