//! The files behind an archive, opened when they are read, the last few kept open.

use std::fs::{self, Metadata};
use std::sync::{Arc, Mutex, PoisonError};

use super::fields::Place;
use super::manifest::FileEntry;
use crate::article::Article;
use crate::store::{self, Changed, Names, Reading, Site, Stand, Volume};

/// How many files are kept open.
const OPEN: usize = 32;

/// The files behind an archive.
#[derive(Debug)]
pub(super) struct Files {
    entries: Vec<FileEntry>,
    names: Arc<Names>,
    /// The files that are open, by their numbers, that of the last use last.
    open: Mutex<Vec<(u32, Arc<Volume>)>>,
}

impl Files {
    pub(super) fn new(entries: Vec<FileEntry>, reading: &Reading) -> Self {
        Self {
            entries,
            names: Names::of(reading),
            open: Mutex::default(),
        }
    }

    /// Reads a report, with its settled id.
    ///
    /// # Errors
    ///
    /// When the file does not hold it any more.
    pub(super) fn article(&self, place: &Place) -> Result<Article, Changed> {
        let entry = self.entry(place.file).ok_or(Changed)?;
        let volume = self.volume(place.file, entry)?;
        let mut article = volume.article(&place.spot, &entry.heads)?;
        if place.number > 0 {
            article.id = store::numbered_id(&article.id, place.number);
        }
        Ok(article)
    }

    pub(super) fn entries(&self) -> &[FileEntry] {
        &self.entries
    }

    /// Returns where a report's record stands.
    ///
    /// # Errors
    ///
    /// When the file does not hold it any more.
    pub(super) fn stand(&self, place: &Place) -> Result<Stand, Changed> {
        let entry = self.entry(place.file).ok_or(Changed)?;
        let volume = self.volume(place.file, entry)?;
        if !volume.holds(&place.spot) {
            return Err(Changed);
        }
        Ok(Stand {
            file: entry.name.clone(),
            path: entry.path.clone(),
            line: volume.line_of(&place.spot).map_err(|_| Changed)?,
        })
    }

    /// Returns where a report stands, as its file's user knows it.
    pub(super) fn site(&self, place: &Place) -> Option<Site> {
        let entry = self.entry(place.file)?;
        Some(Site {
            number: place.file,
            file: entry.name.as_str().into(),
            at: place.spot.at,
            len: u64::from(place.spot.len),
        })
    }

    pub(super) fn entry(&self, file: u32) -> Option<&FileEntry> {
        self.entries.get(file as usize)
    }

    /// Opens a file, unless it is open and still the one at its path.
    fn volume(&self, file: u32, entry: &FileEntry) -> Result<Arc<Volume>, Changed> {
        let now = fs::metadata(&entry.path).map_err(|_| Changed)?;
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = open.iter().position(|(known, _)| *known == file) {
            let (_, volume) = open.remove(at);
            if volume.metadata().is_ok_and(|then| is_same(&then, &now)) {
                open.push((file, volume.clone()));
                return Ok(volume);
            }
        }
        let volume = Volume::known(&entry.name, &entry.path, &self.names, entry.form);
        let volume = Arc::new(volume.map_err(|_| Changed)?);
        if open.len() >= OPEN {
            open.remove(0);
        }
        open.push((file, volume.clone()));
        Ok(volume)
    }
}

/// Returns whether two are of one file.
pub(super) fn is_same(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}
