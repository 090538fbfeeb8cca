//! The file that the library is kept in.
//!
//! Who writes it holds a [`Lock`], which is another file, for this one may be replaced: a journal that says the
//! same thing many times over is rewritten beside it and renamed, and what it was before stays as `.bak`.
//! Who reads it needs no lock: a line that is being written has no end yet, and one that is half there has
//! another checksum.

use std::fs::{self, File};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy as _;

use super::contents::{Contents, Until};
use super::lock::Lock;
use super::record::{self, VERSION, later};
use super::{Action, Error, Library, Record};
use crate::lang::IoContext as _;
use crate::place::{Placed, close_to_others, open_file, private_file};

const NAME: &str = "library.jsonl";
const BACKUP: &str = "library.jsonl.bak";
const DAMAGED: &str = "library.jsonl.damaged";

/// Lines that a journal has at least before it is worth rewriting.
const FEW: usize = 2000;

/// Returns the directory that the library is kept in.
///
/// # Errors
///
/// When the user has none.
pub fn directory() -> Result<PathBuf, Error> {
    let strategy = etcetera::choose_base_strategy().map_err(|_| Error::NoPlace)?;
    let state = strategy.state_dir().unwrap_or_else(|| strategy.data_dir());
    Ok(state.join("zhenews"))
}

/// Returns the file into which damaged lines of a directory's journal are put.
pub fn damaged_lines(directory: &Path) -> PathBuf {
    directory.join(DAMAGED)
}

/// What is kept, as far as it can be read.
#[derive(Debug, Default)]
pub struct Kept {
    /// What it says.
    pub library: Library,
    /// How many lines are not as they were written, and were left out.
    pub damaged: usize,
}

/// Reads what is kept in a directory. It needs no lock, and makes nothing there.
///
/// # Errors
///
/// When a newer program wrote it, or it cannot be read.
pub fn read(directory: &Path) -> Result<Kept, Error> {
    let path = directory.join(NAME);
    let mut file = match open_file(File::options().read(true), &path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Kept::default()),
        Err(error) => return Err(error).context(&*path)?,
    };
    let (contents, library) = Contents::whole(&mut file, &path, Until::End)?;
    let unfinished = usize::from(contents.ends_unfinished);
    Ok(Kept {
        library,
        damaged: contents.damaged.len() - unfinished,
    })
}

/// What others have written since the file was last looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum News {
    /// Nothing.
    #[default]
    None,
    /// These records.
    Records(Vec<Record>),
    /// The file is another one: all that is in it.
    Whole(Box<Library>),
    /// The file was removed or emptied, and nothing that was in it is kept any more: [`Journal::merge`] writes it
    /// again.
    Gone,
}

/// A journal that was opened, and what is in it.
#[derive(Debug)]
pub struct Opened {
    /// The journal.
    pub journal: Journal,
    /// What it says.
    pub library: Library,
    /// How many of its lines are not as they were written, and were left out.
    pub damaged: usize,
}

/// What is in a journal once records from elsewhere are in it.
#[derive(Debug)]
pub struct Merged {
    /// What it says.
    pub library: Library,
    /// How many records it did not have.
    pub added: usize,
}

/// The file that the library is kept in, open.
#[derive(Debug)]
pub struct Journal {
    directory: PathBuf,
    path: PathBuf,
    file: File,
    /// How far it was read, in bytes.
    read: u64,
    /// The time of its newest record.
    newest: i64,
    version: u64,
}

/// What is at the journal's path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum AtPath {
    /// The open file, of this length.
    Same(u64),
    /// Another file, or it was cut.
    Other,
    /// Nothing, or a file without a byte.
    Nothing,
}

impl Journal {
    /// Opens the journal in a directory, and makes both where they are not. One of an older version is
    /// rewritten, and so is one that says most of what it says more than once, or has damaged lines, which are
    /// put into a file of their own.
    ///
    /// # Errors
    ///
    /// When a newer program wrote it, it cannot be read or written, or the lock is not to be had.
    pub fn open(directory: &Path) -> Result<Opened, Error> {
        let _lock = Lock::take(directory)?;
        let path = directory.join(NAME);
        let mut file = open_journal(directory, &path)?;
        let (contents, library) = Contents::whole(&mut file, &path, Until::End)?;
        let (damaged, mut read) = (contents.damaged.len(), contents.end);
        if is_rewritten(&contents, &library, directory, &path)? {
            file = open_journal(directory, &path)?;
            read = file.metadata().context(&*path)?.len();
        }
        let journal = Self {
            directory: directory.to_owned(),
            path,
            file,
            read,
            newest: library.newest(),
            version: VERSION,
        };
        Ok(Opened {
            journal,
            library,
            damaged,
        })
    }

    /// Appends actions, done at `now` (milliseconds since 1970) or, so that none is older than what is there,
    /// later. When it returns they are on the disk. Returns what others had written before.
    ///
    /// # Errors
    ///
    /// When they are not.
    pub fn append(&mut self, actions: &[Action], now: i64) -> Result<News, Error> {
        let _lock = Lock::take(&self.directory)?;
        let news = self.catch_up()?;
        let mut newest = self.newest;
        let stamped = actions.iter().map(|action| {
            newest = later(newest, now);
            Record {
                at: newest,
                action: action.clone(),
            }
        });
        let records: Vec<Record> = stamped.collect();
        self.write(&records)?;
        self.newest = newest;
        Ok(news)
    }

    /// Appends what was recorded elsewhere, in its own time, as far as the file does not say it.
    ///
    /// # Errors
    ///
    /// When it could not be written to the disk.
    pub fn merge(&mut self, records: &[Record]) -> Result<Merged, Error> {
        let _lock = Lock::take(&self.directory)?;
        self.catch_up()?;
        let (_, mut library) = Contents::whole(&mut self.file, &self.path, Until::End)?;
        let missing = library.missing(records);
        self.write(&missing)?;
        library.take_all(&missing);
        self.newest = self.newest.max(library.newest());
        Ok(Merged {
            library,
            added: missing.len(),
        })
    }

    /// Returns what others have written.
    ///
    /// # Errors
    ///
    /// When it cannot be read.
    pub fn look(&mut self) -> Result<News, Error> {
        match self.at_path()? {
            AtPath::Same(length) if length == self.read => Ok(News::None),
            AtPath::Same(_) => self.read_on(Until::WholeLines),
            AtPath::Other => {
                let mut options = File::options();
                options.read(true).write(true);
                self.file = open_file(&options, &self.path).context(&*self.path)?;
                self.read_whole(Until::WholeLines)
            }
            AtPath::Nothing => Ok(News::Gone),
        }
    }

    fn at_path(&self) -> Result<AtPath, Error> {
        let identity = |metadata: &fs::Metadata| (metadata.dev(), metadata.ino());
        let named = match fs::metadata(&self.path) {
            Ok(named) => named,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(AtPath::Nothing),
            Err(error) => return Err(error).context(&*self.path)?,
        };
        let open = self.file.metadata().context(&*self.path)?;
        Ok(match named.len() {
            0 => AtPath::Nothing,
            length if identity(&named) == identity(&open) && length >= self.read => {
                AtPath::Same(length)
            }
            _ => AtPath::Other,
        })
    }

    /// Reads what others have written; who calls it holds the lock.
    fn catch_up(&mut self) -> Result<News, Error> {
        match self.at_path()? {
            AtPath::Same(_) => self.read_on(Until::End),
            found => {
                self.file = open_journal(&self.directory, &self.path)?;
                let newest = self.newest;
                let news = self.read_whole(Until::End)?;
                if found == AtPath::Other {
                    return Ok(news);
                }
                // What was there is written again, and what is done now is newer.
                self.newest = self.newest.max(newest);
                Ok(News::Gone)
            }
        }
    }

    fn read_whole(&mut self, until: Until) -> Result<News, Error> {
        let (contents, library) = Contents::whole(&mut self.file, &self.path, until)?;
        self.read = contents.end;
        self.newest = library.newest();
        Ok(News::Whole(Box::new(library)))
    }

    fn read_on(&mut self, until: Until) -> Result<News, Error> {
        let from = (self.read, self.version, until);
        let mut records = Vec::new();
        let each = |record| records.push(record);
        self.read = Contents::read(&mut self.file, &self.path, from, each)?.end;
        let times = records.iter().map(|record: &Record| record.at);
        self.newest = times.fold(self.newest, i64::max);
        Ok(if records.is_empty() {
            News::None
        } else {
            News::Records(records)
        })
    }

    /// Writes records behind what was read. What is written in part is taken back.
    fn write(&mut self, records: &[Record]) -> Result<(), Error> {
        if records.is_empty() {
            return Ok(());
        }
        let mut lines = String::new();
        if !ends_a_line(&mut self.file, self.read).context(&*self.path)? {
            lines.push('\n');
        }
        for record in records {
            lines.push_str(&record::encode(record)?);
        }
        let end = SeekFrom::Start(self.read);
        let written = self.file.seek(end);
        let written = written.and_then(|_| self.file.write_all(lines.as_bytes()));
        if let Err(error) = written.and_then(|()| self.file.sync_data()) {
            self.file.set_len(self.read).context(&*self.path)?;
            return Err(error).context(&*self.path)?;
        }
        self.read += lines.len() as u64;
        Ok(())
    }
}

/// Opens the journal's file; a new one gets its header.
fn open_journal(directory: &Path, path: &Path) -> Result<File, Error> {
    let mut options = private_file();
    options.create(true).truncate(false);
    options.read(true).write(true);
    let mut file = open_file(&options, path).context(path)?;
    if file.metadata().context(path)?.len() == 0 {
        let header = record::header(VERSION);
        let written = file.write_all(header.as_bytes());
        if let Err(error) = written.and_then(|()| file.sync_all()) {
            file.set_len(0).context(path)?;
            return Err(error).context(path)?;
        }
        sync(directory)?;
    }
    Ok(file)
}

/// Has the names in a directory reach the disk.
fn sync(directory: &Path) -> Result<(), Error> {
    let opened = File::open(directory);
    let synced = opened.and_then(|directory| directory.sync_all());
    Ok(synced.context(directory)?)
}

/// Returns whether nothing or a line's end stands before a byte of a file.
fn ends_a_line(file: &mut File, end: u64) -> io::Result<bool> {
    let Some(last) = end.checked_sub(1) else {
        return Ok(true);
    };
    file.seek(SeekFrom::Start(last))?;
    let mut byte = [0];
    file.read_exact(&mut byte)?;
    Ok(byte == *b"\n")
}

/// Rewrites the journal where it is needed. Returns whether it did.
fn is_rewritten(
    contents: &Contents,
    library: &Library,
    directory: &Path,
    path: &Path,
) -> Result<bool, Error> {
    // What is damaged is told once, and then put aside.
    if contents.version < VERSION || !contents.damaged.is_empty() {
        put_aside(&contents.damaged, directory)?;
        rewrite(&library.records(), directory, path)?;
        return Ok(true);
    }
    let lines = contents.records;
    if lines <= FEW || library.least_records() >= lines / 2 {
        return Ok(false);
    }
    let records = library.records();
    // A long journal is as good as a short one: where there is no room for another, it stays.
    Ok(records.len() < lines / 2 && rewrite(&records, directory, path).is_ok())
}

/// Keeps lines that could not be read in a file of their own.
fn put_aside(damaged: &[Vec<u8>], directory: &Path) -> Result<(), Error> {
    if damaged.is_empty() {
        return Ok(());
    }
    let path = damaged_lines(directory);
    let mut options = private_file();
    options.create(true).append(true);
    let mut file = open_file(&options, &path).context(&*path)?;
    let lines: Vec<u8> = damaged
        .iter()
        .flat_map(|line| [line, &b"\n"[..]].concat())
        .collect();
    let written = file.write_all(&lines);
    Ok(written.and_then(|()| file.sync_all()).context(&*path)?)
}

/// Rewrites the journal beside it, and puts that in its place. Where the path is a link it stays one, and
/// the file that it leads to is replaced.
fn rewrite(records: &[Record], directory: &Path, path: &Path) -> Result<(), Error> {
    let mut file = Placed::begin_private(path).context(path)?;
    let mut lines = record::header(VERSION);
    for record in records {
        lines.push_str(&record::encode(record)?);
    }
    file.write_all(lines.as_bytes()).context(path)?;
    file.flush().context(path)?;
    let real = path.canonicalize().context(path)?;
    back_up(&real, &directory.join(BACKUP))?;
    file.put().context(path)?;
    sync(real.parent().unwrap_or(directory))
}

fn back_up(file: &Path, backup: &Path) -> Result<(), Error> {
    match fs::remove_file(backup) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(error).context(backup)?;
        }
        _ => {}
    }
    // Where a file cannot have two names its backup is a copy.
    if fs::hard_link(file, backup).is_err() {
        fs::copy(file, backup).context(backup)?;
    }
    close_to_others(backup);
    Ok(())
}
