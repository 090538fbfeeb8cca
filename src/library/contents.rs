//! What stands in a journal's file, read line by line: a journal of a million marks is not held in memory twice.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Seek as _, SeekFrom};
use std::path::Path;

use super::record::{self, Line, VERSION};
use super::{Error, Library, Record};
use crate::lang::IoContext as _;

/// How many bytes are read at once.
const BUFFER: usize = 64 * 1024;

/// How far a file is read that others write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Until {
    /// To its end: we hold the lock.
    End,
    /// As far as its lines have ends.
    WholeLines,
}

/// What was read of a file, besides its records.
#[derive(Debug, Default)]
pub(super) struct Contents {
    /// How many records there are.
    pub(super) records: usize,
    pub(super) damaged: Vec<Vec<u8>>,
    /// Whether the last line is damaged and has no end: somebody may be writing it.
    pub(super) ends_unfinished: bool,
    pub(super) version: u64,
    /// Where it ends, in bytes.
    pub(super) end: u64,
}

impl Contents {
    /// Reads the lines that stand in a file from a byte on, which are of a version until a header says otherwise.
    ///
    /// # Errors
    ///
    /// When a newer program wrote it, or it cannot be read.
    pub(super) fn read(
        file: &mut File,
        path: &Path,
        (from, version, until): (u64, u64, Until),
        mut each: impl FnMut(Record),
    ) -> Result<Self, Error> {
        file.seek(SeekFrom::Start(from)).context(path)?;
        let mut reader = BufReader::with_capacity(BUFFER, file);
        let mut contents = Self {
            version,
            end: from,
            ..Self::default()
        };
        let mut line = Vec::new();
        loop {
            line.clear();
            let length = reader.read_until(b'\n', &mut line).context(path)?;
            let has_end = line.pop_if(|byte| *byte == b'\n').is_some();
            if length == 0 || !has_end && until == Until::WholeLines {
                return Ok(contents);
            }
            contents.end += length as u64;
            match record::decode(&line, contents.version) {
                Line::Header(version) if version > VERSION => {
                    let path = path.to_owned();
                    return Err(Error::Newer { path, version });
                }
                Line::Header(version) => contents.version = version,
                Line::Record(record) => {
                    contents.records += 1;
                    each(record);
                }
                Line::Damaged => {
                    contents.ends_unfinished = !has_end;
                    contents.damaged.push(line.clone());
                }
                Line::Blank => {}
            }
        }
    }

    /// Reads a whole file, and takes what its records say.
    ///
    /// # Errors
    ///
    /// When a newer program wrote it, or it cannot be read.
    pub(super) fn whole(
        file: &mut File,
        path: &Path,
        until: Until,
    ) -> Result<(Self, Library), Error> {
        let mut library = Library::default();
        let from = (0, VERSION, until);
        let contents = Self::read(file, path, from, |record| library.take(&record))?;
        library.settle();
        Ok((contents, library))
    }
}
