//! The corrections of a store, in a file beside it: one a line, the oldest first.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::act::Act;
use super::change::Change;
use super::error::Error;
use super::page::{Aside, Page, Record};
use crate::lang::IoContext as _;
use crate::place::Placed;

/// What is behind the store's name in that of its corrections.
const ENDING: &str = ".corrections.jsonl";

/// How lines are written; a later version may write others.
const VERSION: u64 = 1;

/// A correction that was done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Entry {
    /// The version of this format.
    corrections: u64,
    /// Tells it from the others.
    pub(super) number: u64,
    /// The page's file, as reports name it.
    pub(super) file: String,
    /// The page of the file, where it has pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) sheet: Option<u32>,
    /// What was done.
    pub(super) act: Act,
    /// Whether the store has it: what no longer fits a page has only its place here.
    pub(super) is_applied: bool,
    /// The reports before and afterwards.
    pub(super) reports: Change<Record>,
    /// The same of what is in no report.
    pub(super) unplaced: Change<Aside>,
}

/// The corrections of a store.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    store: PathBuf,
    pub(super) entries: Vec<Entry>,
}

/// Returns the file of a store's corrections: where a link stands in its place, what that leads to.
pub fn journal_path(store: &Path) -> PathBuf {
    // Beside the file that a link leads to, whatever links there are.
    let store = store.canonicalize().unwrap_or_else(|_| store.to_owned());
    let mut name: OsString = store.into();
    name.push(ENDING);
    let path = PathBuf::from(name);
    let folder = path.parent().unwrap_or(Path::new(""));
    fs::read_link(&path).map_or_else(|_| path.clone(), |to| folder.join(to))
}

impl Journal {
    /// Reads the corrections of a store; there may be none.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or holds something else.
    pub fn of(store: &Path) -> Result<Self, Error> {
        let path = journal_path(store);
        let text = match fs::read_to_string(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            text => text.context(&*path)?,
        };
        let mut entries = Vec::new();
        for (at, line) in text.lines().enumerate() {
            let entry: Option<Entry> = serde_json::from_str(line).ok();
            let known = entry.filter(|entry| entry.corrections == VERSION);
            entries.push(known.ok_or_else(|| Error::Foreign(path.clone(), at + 1))?);
        }
        Ok(Self {
            path,
            store: store.to_owned(),
            entries,
        })
    }

    /// Returns whether there are no corrections.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Returns whether another has the same corrections.
    pub fn has_same(&self, other: &Self) -> bool {
        self.entries == other.entries
    }

    /// Adds a correction of a page, which was as `before`. Returns its number.
    pub(super) fn add(
        &mut self,
        (file, sheet): (&str, Option<u32>),
        act: Act,
        before: Page,
        after: Page,
    ) -> u64 {
        let numbers = self.entries.iter().map(|entry| entry.number);
        let number = numbers.max().unwrap_or(0) + 1;
        let mut entry = Entry {
            corrections: VERSION,
            number,
            file: file.to_owned(),
            sheet,
            act,
            is_applied: true,
            reports: Change::default(),
            unplaced: Change::default(),
        };
        entry.note(before, after);
        self.entries.push(entry);
        number
    }

    /// Writes the file, whole; one with nothing in it is removed. Whoever may not read the store may not read it.
    ///
    /// # Errors
    ///
    /// When it cannot be written: it is as it was.
    pub fn save(&self) -> Result<(), Error> {
        if self.entries.is_empty() {
            return match fs::remove_file(&self.path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    Err(error).context(&*self.path).map_err(Error::from)
                }
                _ => Ok(()),
            };
        }
        let known = self.store.metadata().map(|known| known.permissions());
        let is_private = known.is_ok_and(|known| known.mode().trailing_zeros() >= 6);
        let begun = if is_private {
            Placed::begin_private(&self.path)
        } else {
            Placed::begin(&self.path)
        };
        let mut file = begun.context(&*self.path)?;
        for entry in &self.entries {
            let line = serde_json::to_string(entry).map_err(io::Error::from);
            let written = line.and_then(|line| writeln!(file, "{line}"));
            written.context(&*self.path)?;
        }
        Ok(file.put().context(&*self.path)?)
    }
}

impl Entry {
    /// Notes what it has changed.
    pub(super) fn note(&mut self, before: Page, after: Page) {
        let (old, new) = (before.into_records(), after.into_records());
        self.reports = Change::between(&old.0, &new.0);
        self.unplaced = Change::between(&old.1, &new.1);
        self.is_applied = true;
    }

    /// Returns whether it is about a page of a file.
    pub(super) fn is_of(&self, file: &str, sheet: Option<u32>) -> bool {
        let name = |file: &str| Path::new(file).file_name().map(OsString::from);
        // The same file may be named from elsewhere: the text of the anchors tells whether it is the same.
        self.sheet == sheet && (self.file == file || name(&self.file) == name(file))
    }
}
