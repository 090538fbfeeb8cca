//! The file that the library is kept in.
//!
//! Whoever reads or writes it holds a lock, which is another file, for this one may be replaced: a
//! journal that says the same thing many times over is written anew beside it and renamed, and what it was
//! before stays as `.bak`.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy as _;

use super::record::{self, Line, VERSION};
use super::{Action, Library, Record};

const NAME: &str = "library.jsonl";
const BACKUP: &str = "library.jsonl.bak";
const DAMAGED: &str = "library.jsonl.damaged";
const NEW: &str = "library.jsonl.new";
const LOCK: &str = "library.lock";

/// Lines that a journal has at least before it is worth writing anew.
const FEW: usize = 2000;

/// Why nothing is remembered.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A newer program wrote the file.
    #[error("{} is of version {version}, which a newer zhenews wrote; it is left as it is", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        version: u64,
    },
    /// There is no directory for it.
    #[error("there is no directory for the user's state")]
    NoPlace,
    /// It could not be read or written.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// A record could not be written down.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}

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

/// Reads what is kept in a directory, and makes nothing there. Damaged lines are left out.
///
/// # Errors
///
/// When a newer program wrote it, or it cannot be read.
pub fn read_only(directory: &Path) -> Result<Library, Error> {
    let mut library = Library::default();
    let mut file = match File::open(directory.join(NAME)) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(library),
        Err(error) => return Err(error.into()),
    };
    // Who writes holds the lock, so that no line is seen half; who cannot lock sees what is there.
    let lock = File::open(directory.join(LOCK)).ok();
    let locked = lock.filter(|lock| lock.lock_shared().is_ok());
    let contents = read_from(&mut file, 0, VERSION, directory)?;
    drop(locked);
    library.take_all(&contents.records);
    Ok(library)
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

/// The file that the library is kept in, open.
#[derive(Debug)]
pub struct Journal {
    directory: PathBuf,
    lock: File,
    file: File,
    /// How far it was read, in bytes.
    read: u64,
    /// The time of its newest record.
    newest: i64,
    version: u64,
}

/// What was read of a file.
#[derive(Debug, Default)]
struct Contents {
    records: Vec<Record>,
    damaged: Vec<Vec<u8>>,
    version: u64,
    /// Where it ends, in bytes.
    end: u64,
}

impl Journal {
    /// Opens the journal in a directory, and makes both where they are not. One of an older version is
    /// written anew, and so is one that says most of what it says more than once.
    ///
    /// # Errors
    ///
    /// When a newer program wrote it, or it cannot be read or written.
    pub fn open(directory: &Path) -> Result<Opened, Error> {
        fs::create_dir_all(directory)?;
        let mut options = OpenOptions::new();
        options.create(true).truncate(false).read(true).write(true);
        let lock = options.open(directory.join(LOCK))?;
        lock.lock()?;
        let opened = Self::open_locked(directory, lock)?;
        opened.journal.lock.unlock()?;
        Ok(opened)
    }

    fn open_locked(directory: &Path, lock: File) -> Result<Opened, Error> {
        let mut file = open_file(directory)?;
        let contents = read_from(&mut file, 0, VERSION, directory)?;
        let damaged = contents.damaged.len();
        let mut library = Library::default();
        library.take_all(&contents.records);
        let lines = contents.records.len();
        let is_old = contents.version < VERSION;
        let mut read = contents.end;
        let is_long = lines > FEW && library.least_records() < lines / 2;
        let fewest = (is_old || is_long).then(|| library.records());
        if let Some(records) = fewest.filter(|records| is_old || records.len() < lines / 2) {
            rewrite(directory, &records, &contents.damaged)?;
            file = open_file(directory)?;
            read = file.metadata()?.len();
        }
        let journal = Self {
            directory: directory.to_owned(),
            lock,
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
        self.locked(|journal| {
            let news = journal.catch_up()?;
            let mut records = Vec::new();
            for action in actions {
                journal.newest = now.max(journal.newest.saturating_add(1));
                records.push(Record {
                    at: journal.newest,
                    action: action.clone(),
                });
            }
            journal.write(&records)?;
            Ok(news)
        })
    }

    /// Appends what was recorded elsewhere, in its own time.
    ///
    /// # Errors
    ///
    /// When it could not be written to the disk.
    pub fn merge(&mut self, records: &[Record]) -> Result<(), Error> {
        self.locked(|journal| {
            journal.catch_up()?;
            journal.write(records)
        })
    }

    /// Returns what others have written.
    ///
    /// # Errors
    ///
    /// When it cannot be read.
    pub fn look(&mut self) -> Result<News, Error> {
        // Most often there is nothing, and that costs no lock.
        if self.is_current()? && self.file.metadata()?.len() == self.read {
            return Ok(News::None);
        }
        self.locked(Self::catch_up)
    }

    fn locked<T>(&mut self, act: impl FnOnce(&mut Self) -> Result<T, Error>) -> Result<T, Error> {
        self.lock.lock()?;
        let done = act(self);
        self.lock.unlock()?;
        done
    }

    /// Returns whether the open file is the one that has the name.
    fn is_current(&self) -> Result<bool, Error> {
        let identity = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
        match fs::metadata(self.directory.join(NAME)) {
            Ok(named) => Ok(identity(named) == identity(self.file.metadata()?)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    fn catch_up(&mut self) -> Result<News, Error> {
        if !self.is_current()? || self.file.metadata()?.len() < self.read {
            self.file = open_file(&self.directory)?;
            let contents = read_from(&mut self.file, 0, VERSION, &self.directory)?;
            let mut library = Library::default();
            library.take_all(&contents.records);
            self.read = contents.end;
            self.newest = self.newest.max(library.newest());
            return Ok(News::Whole(Box::new(library)));
        }
        let contents = read_from(&mut self.file, self.read, self.version, &self.directory)?;
        self.read = contents.end;
        let times = contents.records.iter().map(|record| record.at);
        self.newest = times.fold(self.newest, i64::max);
        Ok(if contents.records.is_empty() {
            News::None
        } else {
            News::Records(contents.records)
        })
    }

    /// Writes records behind what was read. What is written in part is taken back.
    fn write(&mut self, records: &[Record]) -> Result<(), Error> {
        let mut lines = String::new();
        if !ends_a_line(&mut self.file, self.read)? {
            lines.push('\n');
        }
        for record in records {
            lines.push_str(&record::encode(record)?);
        }
        self.file.seek(SeekFrom::Start(self.read))?;
        let written = self.file.write_all(lines.as_bytes());
        if let Err(error) = written.and_then(|()| self.file.sync_data()) {
            self.file.set_len(self.read)?;
            return Err(error.into());
        }
        self.read += lines.len() as u64;
        Ok(())
    }
}

/// Opens the journal's file; a new one gets its header.
fn open_file(directory: &Path) -> Result<File, Error> {
    let path = directory.join(NAME);
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).read(true).write(true);
    let mut file = options.open(&path)?;
    if file.metadata()?.len() == 0 {
        let header = record::header(VERSION);
        if let Err(error) = file
            .write_all(header.as_bytes())
            .and_then(|()| file.sync_all())
        {
            file.set_len(0)?;
            return Err(error.into());
        }
        File::open(directory)?.sync_all()?;
    }
    Ok(file)
}

/// Reads the lines of a file from a byte on, which is of a version until a header says otherwise.
fn read_from(
    file: &mut File,
    from: u64,
    version: u64,
    directory: &Path,
) -> Result<Contents, Error> {
    file.seek(SeekFrom::Start(from))?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    let mut contents = Contents {
        version,
        end: from + bytes.len() as u64,
        ..Contents::default()
    };
    for line in bytes.split(|byte| *byte == b'\n') {
        match record::decode(line, contents.version) {
            Line::Header(version) if version > VERSION => {
                let path = directory.join(NAME);
                return Err(Error::Newer { path, version });
            }
            Line::Header(version) => contents.version = version,
            Line::Record(record) => contents.records.push(record),
            Line::Damaged => contents.damaged.push(line.to_owned()),
            Line::Blank => {}
        }
    }
    Ok(contents)
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

/// Writes the journal anew, beside it, and puts that in its place. Lines that could not be read are kept in
/// a file of their own.
fn rewrite(directory: &Path, records: &[Record], damaged: &[Vec<u8>]) -> Result<(), Error> {
    if !damaged.is_empty() {
        let mut options = OpenOptions::new();
        let mut file = options
            .create(true)
            .append(true)
            .open(directory.join(DAMAGED))?;
        for line in damaged {
            file.write_all(&[line, &b"\n"[..]].concat())?;
        }
        file.sync_all()?;
    }
    let new = directory.join(NEW);
    let mut file = io::BufWriter::new(File::create(&new)?);
    file.write_all(record::header(VERSION).as_bytes())?;
    for record in records {
        file.write_all(record::encode(record)?.as_bytes())?;
    }
    file.flush()?;
    file.get_ref().sync_all()?;
    let (name, backup) = (directory.join(NAME), directory.join(BACKUP));
    match fs::remove_file(&backup) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    // Where a file cannot have two names its backup is a copy.
    if fs::hard_link(&name, &backup).is_err() {
        fs::copy(&name, &backup)?;
    }
    fs::rename(&new, &name)?;
    File::open(directory)?.sync_all()?;
    Ok(())
}
