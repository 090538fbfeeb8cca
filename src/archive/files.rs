//! The files behind an archive, opened when they are read, the last few kept open.

use std::fs::{self, Metadata};
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use super::Error;
use super::manifest::FileEntry;
use super::schema::Place;
use crate::article::Article;
use crate::store::{self, Names, Reading, Site, Spot, Stand, Volume};

/// How many files are kept open.
const OPEN: usize = 32;

/// So little between two records is read with them, in bytes: that takes less time than to ask once more.
const NEAR: u64 = 4 << 10;

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
    /// When its file cannot be read, or does not hold it any more.
    pub(super) fn article(&self, place: &Place) -> Result<Article, Error> {
        let articles = self.articles(std::slice::from_ref(place))?;
        let article = articles.into_iter().next();
        article.ok_or_else(|| self.changed(place.file))
    }

    /// Reads reports, with their settled ids. Those that stand close to each other in a file are read at once.
    ///
    /// # Errors
    ///
    /// When a file cannot be read, or does not hold them any more.
    pub(super) fn articles(&self, places: &[Place]) -> Result<Vec<Article>, Error> {
        let in_files = |at: &usize| places.get(*at).map(|place| (place.file, place.spot.at));
        let mut order: Vec<usize> = (0..places.len()).collect();
        order.sort_by_key(in_files);
        let in_order: Vec<&Place> = order.iter().filter_map(|at| places.get(*at)).collect();
        let mut articles = vec![Article::default(); places.len()];
        let mut order = order.into_iter();
        for near in in_order.chunk_by(|one, next| are_near(one, next)) {
            for (article, at) in self.of_one_file(near)?.into_iter().zip(&mut order) {
                if let Some(place) = articles.get_mut(at) {
                    *place = article;
                }
            }
        }
        Ok(articles)
    }

    fn of_one_file(&self, places: &[&Place]) -> Result<Vec<Article>, Error> {
        let file = places.first().map_or(0, |place| place.file);
        let entry = self.entry(file).ok_or(Error::Changed(None))?;
        let volume = self.volume(file, entry)?;
        let spots: Vec<Spot> = places.iter().map(|place| place.spot).collect();
        let articles = volume.articles(&spots, &entry.heads);
        let mut articles = articles.map_err(|error| unread(error, &entry.path))?;
        for (article, place) in articles.iter_mut().zip(places) {
            if place.number > 0 {
                article.id = store::numbered_id(&article.id, place.number);
            }
        }
        Ok(articles)
    }

    pub(super) fn entries(&self) -> &[FileEntry] {
        &self.entries
    }

    /// Returns where a report's record stands.
    ///
    /// # Errors
    ///
    /// When its file cannot be read, or does not hold it any more.
    pub(super) fn stand(&self, place: &Place) -> Result<Stand, Error> {
        let entry = self.entry(place.file).ok_or(Error::Changed(None))?;
        let volume = self.volume(place.file, entry)?;
        if !volume.holds(&place.spot) {
            return Err(self.changed(place.file));
        }
        Ok(Stand {
            file: entry.name.clone(),
            path: entry.path.clone(),
            line: volume
                .line_of(&place.spot)
                .map_err(|error| unread(error, &entry.path))?,
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

    /// Says of a file that it is not what it was.
    fn changed(&self, file: u32) -> Error {
        Error::Changed(self.entry(file).map(|entry| entry.path.clone()))
    }

    pub(super) fn entry(&self, file: u32) -> Option<&FileEntry> {
        self.entries.get(file as usize)
    }

    /// Opens a file, unless it is open and still the one at its path.
    fn volume(&self, file: u32, entry: &FileEntry) -> Result<Arc<Volume>, Error> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = open.iter().position(|(known, _)| *known == file) {
            let (_, volume) = open.remove(at);
            let now = fs::metadata(&entry.path).map_err(|error| unread(error, &entry.path))?;
            if volume.metadata().is_ok_and(|then| is_same(&then, &now)) {
                open.push((file, volume.clone()));
                return Ok(volume);
            }
        }
        let shape = Arc::new(entry.shape.clone());
        let volume = Volume::known(&entry.name, &entry.path, &self.names, entry.form, &shape);
        let volume = Arc::new(volume.map_err(|error| unread(error, &entry.path))?);
        if open.len() >= OPEN {
            open.remove(0);
        }
        open.push((file, volume.clone()));
        Ok(volume)
    }
}

/// Returns whether two reports stand so close to each other in one file that they are read at once.
fn are_near(one: &Place, next: &Place) -> bool {
    let end = one.spot.at.saturating_add(one.spot.len.into());
    one.file == next.file && next.spot.at.saturating_sub(end) <= NEAR
}

/// Tells that a file is not what it was from failures that say nothing of it, as too many open files.
fn unread(error: io::Error, path: &Path) -> Error {
    use io::ErrorKind::{IsADirectory, NotADirectory, NotFound, PermissionDenied, UnexpectedEof};
    match error.kind() {
        IsADirectory | NotADirectory | NotFound | PermissionDenied | UnexpectedEof => {
            Error::Changed(Some(path.to_owned()))
        }
        _ => Error::Io(error),
    }
}

/// Returns whether two are of one file.
pub(super) fn is_same(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

#[cfg(test)]
mod tests {
    use rustix::io::Errno;

    use super::*;

    #[test]
    fn a_file_that_cannot_be_opened_for_others_are_open_has_not_changed() {
        let error = |errno: Errno| unread(errno.into(), Path::new("晨报.json"));
        for errno in [Errno::NOENT, Errno::ISDIR, Errno::ACCESS] {
            let error = error(errno).to_string();
            assert!(error.starts_with("晨报.json: it keeps changing"), "{error}");
        }
        for errno in [Errno::MFILE, Errno::NFILE, Errno::IO, Errno::NOMEM] {
            assert!(matches!(error(errno), Error::Io(_)), "{errno}");
        }
    }
}
