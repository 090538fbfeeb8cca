//! Where the index of some files is kept, and who may change it.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use etcetera::BaseStrategy as _;

use super::changes::{Changes, Compared};
use super::files::is_same;
use super::manifest::{self, Manifest};
use super::panic_guard::guarded;
use super::{Archive, Error, Watch, build, sibling, update};
use crate::place;
use crate::store::{self, Reading, Source};

/// Files that are larger together, in bytes, are indexed. They are some 20,000 reports, which take half a
/// second to read whole.
const LARGE: u64 = 64 << 20;

/// The file that who changes an index holds.
pub(super) const LOCK: &str = "lock";

/// How often an index that another program is making is looked at.
const OFTEN: Duration = Duration::from_millis(200);

/// How often files that change while they are read are read anew.
const TRIES: usize = 3;

/// Where the index of some files is kept.
#[derive(Debug)]
pub struct IndexDir {
    pub(super) sources: Vec<Source>,
    pub(super) place: Place,
}

/// The directory of an index, and how the files' records are read.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) directory: PathBuf,
    pub(super) reading: Reading,
}

impl Place {
    /// Writes how records are read: indexes of which it is the same have the same reports of a file.
    pub(super) fn how_read(&self) -> String {
        let mut written = String::new();
        for (ours, theirs) in &self.reading.map {
            written.extend([ours, "\0", theirs, "\0"]);
        }
        if let Some(pattern) = &self.reading.name_pattern {
            written.extend(["\0", pattern.typed()]);
        }
        written
    }
}

/// What is known of an index without opening it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// Where it is.
    pub directory: PathBuf,
    /// How many reports it has.
    pub reports: u64,
    /// Whether that is all that it is to have.
    pub is_whole: bool,
    /// How many files were read.
    pub files: usize,
    /// How large they were, in bytes.
    pub bytes: u64,
    /// How large it is itself, in bytes.
    pub size: u64,
    /// Whether the files are as they were read.
    pub is_current: bool,
}

/// How much is looked at to make an index what the files are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Update {
    /// The files of which the file system does not say that they are as they were.
    Changed,
    /// All files, for one was changed without a trace.
    Reread,
    /// All files, and nothing of the former index is used.
    Rebuild,
}

impl IndexDir {
    /// Finds the index directory of sources, in the user's cache directory; `None` where there is no such
    /// directory, or the sources are no files.
    pub fn of(sources: &[Source], reading: &Reading) -> Option<Self> {
        let cache = etcetera::choose_base_strategy().ok()?.cache_dir();
        Self::within(&cache.join("zhenews"), sources, reading)
    }

    /// Finds the index directory of sources among those in a directory; `None` where the sources are no files.
    pub fn within(directory: &Path, sources: &[Source], reading: &Reading) -> Option<Self> {
        let mut named = String::new();
        for source in sources {
            let Source::Path(path) = source else {
                return None;
            };
            let path = path.canonicalize().or_else(|_| std::path::absolute(path));
            named.push_str(&path.ok()?.to_string_lossy());
            named.push('\0');
        }
        let place = Place {
            directory: directory.to_owned(),
            reading: reading.clone(),
        };
        named.push_str(&place.how_read());
        let name = manifest::hash(named.as_bytes());
        Some(Self {
            sources: sources.to_vec(),
            place: Place {
                directory: directory.join(name),
                ..place
            },
        })
    }

    /// Returns the index directory of sources that are better read by an index: what is indexed already, or is
    /// [large](are_large).
    pub fn wanted(sources: &[Source], reading: &Reading) -> Option<Self> {
        let index_dir = Self::of(sources, reading)?;
        let is_there = !matches!(Manifest::read(&index_dir.place.directory), Ok(None));
        (is_there || are_large(sources)).then_some(index_dir)
    }

    /// Returns where the index is, or is to be.
    pub fn directory(&self) -> &Path {
        &self.place.directory
    }

    /// Takes note that the files are searched, and returns whether they were before: then it is time to index them.
    /// Where nothing can be noted they never were.
    pub fn is_asked_again(&self) -> bool {
        let was_asked = self.place.directory.exists();
        let _ = self.open_lock();
        was_asked
    }

    /// Opens what is indexed; `None` where there is no index, or one of another version.
    ///
    /// # Errors
    ///
    /// When it is damaged, or cannot be read.
    pub fn archive(&self) -> Result<Option<Archive>, Error> {
        Ok(self.open()?.map(|(archive, _)| archive))
    }

    fn open(&self) -> Result<Option<(Archive, Manifest)>, Error> {
        let Place { directory, reading } = &self.place;
        let mut tried = 1;
        loop {
            let Some(manifest) = Manifest::read(directory)? else {
                return Ok(None);
            };
            match Archive::open(directory, &manifest, reading, &[]) {
                Ok(archive) => return Ok(Some((archive, manifest))),
                // Another program may have replaced the index between the reading of its parts.
                Err(_) if tried < TRIES => tried += 1,
                Err(error) => return Err(error),
            }
        }
    }

    /// Opens what is indexed, if it is whole and the files are as they were read.
    ///
    /// # Errors
    ///
    /// When there is an index and it is damaged, or cannot be read.
    pub fn current(&self) -> Result<Option<Archive>, Error> {
        let Some((archive, manifest)) = self.open()? else {
            return Ok(None);
        };
        let mut settled = manifest.clone();
        let is_current = self.is_current(&mut settled);
        if is_current && settled != manifest {
            self.keep(settled, &manifest);
        }
        Ok(is_current.then_some(archive))
    }

    /// Returns whether an index is whole and the files are as they were read. What the file system says now of
    /// those that were only touched is noted.
    fn is_current(&self, manifest: &mut Manifest) -> bool {
        let Some((located, _)) = store::locate(&self.sources) else {
            return false;
        };
        let compared = Compared::new(manifest, &located, &self.place.reading, false);
        let changes = Changes::of(manifest, &located, &compared);
        compared.settle(manifest);
        manifest.is_whole() && changes.is_empty()
    }

    /// Keeps what was noted of files, so that they are not compared again, if nobody changes the index.
    fn keep(&self, mut settled: Manifest, former: &Manifest) {
        let Place { directory, .. } = &self.place;
        let Ok(file) = self.open_lock() else { return };
        let is_locked = file.try_lock().is_ok() && is_at(&file, &directory.join(LOCK));
        if is_locked && matches!(Manifest::read(directory), Ok(Some(now)) if now == *former) {
            // Where it cannot be kept they are compared again.
            let _ = settled.write(directory);
        }
    }

    /// Makes the index what the files are, and returns what is indexed then. Only one program does so at
    /// a time; others wait, and are given what there is meanwhile.
    ///
    /// # Errors
    ///
    /// When a file cannot be read, the disk takes no more, or the watch stops it; the former index stands.
    pub fn update(&self, how: Update, watch: &dyn Watch) -> Result<Archive, Error> {
        let _lock = match self.lock(watch) {
            Ok(lock) => lock,
            // Where nothing can be written an index may yet be what is wanted.
            Err(error) if how != Update::Rebuild && is_about_place(&error) => {
                return self.current()?.ok_or(error);
            }
            Err(error) => return Err(error),
        };
        let mut how = how;
        let mut tried = 1;
        loop {
            let former = self.sweep();
            match guarded(|| self.update_once(how, former, watch)) {
                Ok(archive) => return Ok(archive),
                Err(_) if watch.is_stopped() => {
                    let _ = self.sweep();
                    return Err(Error::Stopped);
                }
                Err(Error::Damaged) if how != Update::Rebuild => {
                    watch.damaged(self.directory());
                    self.forget()?;
                    how = Update::Rebuild;
                }
                Err(error) if tried < TRIES && !is_about_place(&error) => {
                    tried += 1;
                    // What fails since the former index is not what it is taken for does not without it.
                    if tried == TRIES {
                        how = Update::Rebuild;
                    }
                }
                Err(error) => {
                    let _ = self.sweep();
                    return Err(error.of_file().among(&self.sources));
                }
            }
        }
    }

    /// Makes the index what the files are, and looks all of it through; one that is damaged is made again.
    ///
    /// # Errors
    ///
    /// As [`update`](Self::update).
    pub fn update_and_check(&self, how: Update, watch: &dyn Watch) -> Result<Archive, Error> {
        let archive = self.update(how, watch)?;
        if archive.is_sound() {
            return Ok(archive);
        }
        watch.damaged(self.directory());
        self.update(Update::Rebuild, watch)
    }

    /// Deletes what work that was ended in the middle has left. Only who holds the lock may. Returns the manifest of
    /// what is left.
    fn sweep(&self) -> Result<Option<Manifest>, Error> {
        let Place { directory, .. } = &self.place;
        let manifest = Manifest::read(directory);
        match &manifest {
            Ok(Some(manifest)) => manifest.sweep(directory),
            Ok(None) | Err(Error::Damaged) => Manifest::default().sweep(directory),
            Err(_) => {}
        }
        manifest
    }

    /// Has an index that is damaged stand no longer, so that a new one can be read while it is made.
    fn forget(&self) -> io::Result<()> {
        manifest::remove(&self.place.directory)
    }

    fn update_once(
        &self,
        how: Update,
        former: Result<Option<Manifest>, Error>,
        watch: &dyn Watch,
    ) -> Result<Archive, Error> {
        let (located, mut problems) = store::locate(&self.sources).unwrap_or_default();
        let Place { directory, reading } = &self.place;
        let pattern = reading.name_pattern.as_ref();
        let paths = located.iter().map(|located| &*located.path);
        problems.extend(pattern.and_then(|pattern| pattern.fits_none(paths)));
        if how == Update::Rebuild {
            let former = former.ok().flatten();
            return build::build(&self.place, &located, problems, former, true, watch);
        }
        let former = former?.or_else(|| {
            let how_read = self.place.how_read();
            sibling::adopt(directory, LOCK, &how_read, &located)
        });
        let Some(former) = former else {
            return build::build(&self.place, &located, problems, None, false, watch);
        };
        // Whether it is damaged, as far as that shows at once.
        let archive = Archive::open(directory, &former, reading, &[])?;
        if former.is_whole() {
            let all = how == Update::Reread;
            let known = (former, archive);
            return update::update(&self.place, &located, problems, known, all, watch);
        }
        build::build(&self.place, &located, problems, Some(former), false, watch)
    }

    /// Throws the index away.
    ///
    /// # Errors
    ///
    /// When it cannot be deleted.
    pub fn clear(&self, watch: &dyn Watch) -> Result<(), Error> {
        if self.place.directory.exists() {
            let _lock = self.lock(watch)?;
            fs::remove_dir_all(&self.place.directory)?;
        }
        Ok(())
    }

    /// Tells what is known of the index, all of which is looked through; `None` where there is none, or one of
    /// another version.
    ///
    /// # Errors
    ///
    /// When it is damaged, or cannot be read.
    pub fn status(&self) -> Result<Option<Status>, Error> {
        let Some((archive, manifest)) = self.open()? else {
            return Ok(None);
        };
        if !archive.is_sound() {
            return Err(Error::Damaged);
        }
        Ok(Some(self.describe(&archive, manifest)))
    }

    /// Tells what is known of the index of an archive that was looked through when it was
    /// [made](Self::update_and_check); `None` where it is there no more.
    ///
    /// # Errors
    ///
    /// When it cannot be read.
    pub fn status_of(&self, archive: &Archive) -> Result<Option<Status>, Error> {
        let manifest = Manifest::read(self.directory())?;
        Ok(manifest.map(|manifest| self.describe(archive, manifest)))
    }

    fn describe(&self, archive: &Archive, mut manifest: Manifest) -> Status {
        let is_current = self.is_current(&mut manifest);
        let files = manifest.files.iter().filter(|file| !file.gone);
        Status {
            directory: self.place.directory.clone(),
            reports: archive.len() as u64,
            is_whole: manifest.is_whole(),
            files: files.clone().count(),
            bytes: files.map(|file| file.state.len).sum(),
            size: size(&self.place.directory),
            is_current,
        }
    }

    /// Opens the file that who changes the index holds, in its directory, which is made.
    fn open_lock(&self) -> io::Result<File> {
        let Place { directory, .. } = &self.place;
        let path = directory.join(LOCK);
        directory
            .parent()
            .map_or(Ok(()), place::private_directory)?;
        place::private_directory(directory)?;
        place::close_to_others(&path);
        let mut options = place::private_file();
        // A pipe in its place would be waited for.
        if place::is_stream(&path) {
            fs::remove_file(&path)?;
        }
        options.write(true).create(true).truncate(true).open(&path)
    }

    /// Waits until no other program changes the index.
    fn lock(&self, watch: &dyn Watch) -> Result<File, Error> {
        let path = self.place.directory.join(LOCK);
        let mut file = self.open_lock()?;
        let mut seen = None;
        loop {
            match file.try_lock() {
                Ok(()) if is_at(&file, &path) => return Ok(file),
                // Who had it has thrown the directory away.
                Ok(()) => {
                    file = self.open_lock()?;
                    continue;
                }
                Err(TryLockError::Error(error)) => return Err(error.into()),
                Err(TryLockError::WouldBlock) => {}
            }
            if watch.is_stopped() {
                return Err(Error::Stopped);
            }
            let manifest = Manifest::read(&self.place.directory).ok().flatten();
            if manifest != seen {
                seen = manifest;
                if let Ok(Some(archive)) = self.archive() {
                    watch.grown(archive);
                }
            }
            thread::sleep(OFTEN);
        }
    }
}

/// Returns whether files are together so large that they are better indexed than held in memory. What is no
/// file on disk is not.
pub fn are_large(sources: &[Source]) -> bool {
    store::size(sources) > LARGE
}

/// Returns whether a path leads to a file that is open.
fn is_at(file: &File, path: &Path) -> bool {
    let known = file
        .metadata()
        .and_then(|file| Ok((file, fs::metadata(path)?)));
    known.is_ok_and(|(file, there)| is_same(&file, &there))
}

/// The size of what is in a directory, in bytes.
fn size(directory: &Path) -> u64 {
    let entries = fs::read_dir(directory).into_iter().flatten().flatten();
    let sizes = entries.map(|entry| match entry.metadata() {
        Ok(metadata) if metadata.is_dir() => size(&entry.path()),
        Ok(metadata) => metadata.len(),
        Err(_) => 0,
    });
    sizes.sum()
}

/// Whether an error says that nothing can be written at a place, while it may be at another.
pub fn is_about_place(error: &Error) -> bool {
    use io::ErrorKind::{
        FileTooLarge, NotADirectory, NotFound, PermissionDenied, QuotaExceeded, ReadOnlyFilesystem,
        StorageFull,
    };
    let Error::Io(error) = error else {
        return false;
    };
    matches!(
        error.kind(),
        FileTooLarge
            | NotADirectory
            | NotFound
            | PermissionDenied
            | QuotaExceeded
            | ReadOnlyFilesystem
            | StorageFull
    )
}
