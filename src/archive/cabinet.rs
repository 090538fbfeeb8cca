//! Where the index of some files is kept, and who may change it.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use etcetera::BaseStrategy as _;

use super::files::is_same;
use super::guarded::guarded;
use super::manifest::{self, Manifest};
use super::{Archive, Error, Watch, build, update};
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
pub struct Cabinet {
    sources: Vec<Source>,
    place: Place,
}

/// The directory of an index, and how the files' records are read.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) directory: PathBuf,
    pub(super) reading: Reading,
}

/// What is known of an index without opening it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// Where it is.
    pub directory: PathBuf,
    /// How many reports it has.
    pub reports: u64,
    /// How many it is to have.
    pub planned: u64,
    /// How many files were read.
    pub files: usize,
    /// How large they were, in bytes.
    pub bytes: u64,
    /// How large it is itself, in bytes.
    pub size: u64,
    /// Whether the files are as they were read.
    pub is_current: bool,
}

impl Cabinet {
    /// Finds the cabinet of sources, in the user's cache directory; `None` where there is no such
    /// directory, or the sources are no files.
    pub fn of(sources: &[Source], reading: &Reading) -> Option<Self> {
        let cache = etcetera::choose_base_strategy().ok()?.cache_dir();
        Self::within(&cache.join("zhenews"), sources, reading)
    }

    /// Finds the cabinet of sources among those in a directory; `None` where the sources are no files.
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
        for (ours, theirs) in &reading.map {
            named.extend([ours, "\0", theirs, "\0"]);
        }
        Some(Self {
            sources: sources.to_vec(),
            place: Place {
                directory: directory.join(manifest::hash(named.as_bytes())),
                reading: reading.clone(),
            },
        })
    }

    /// Returns the cabinet of sources that are better read by an index: what is indexed already, or is
    /// [large](are_large).
    pub fn wanted(sources: &[Source], reading: &Reading) -> Option<Self> {
        let cabinet = Self::of(sources, reading)?;
        if Manifest::read(&cabinet.place.directory).is_some() {
            return Some(cabinet);
        }
        are_large(sources).then_some(cabinet)
    }

    /// Opens what is indexed, if there is anything that can be used.
    pub fn archive(&self) -> Option<Archive> {
        let Place { directory, reading } = &self.place;
        // Another program may replace the index between the reading of its parts.
        (0..TRIES).find_map(|_| {
            let manifest = Manifest::read(directory)?;
            Archive::open(directory, &manifest, reading, &[]).ok()
        })
    }

    /// Opens what is indexed, if it is whole and the files are as they were read.
    pub fn current(&self) -> Option<Archive> {
        let manifest = Manifest::read(&self.place.directory)?;
        let (located, _) = store::locate(&self.sources)?;
        let is_current = manifest.is_whole() && update::is_current(&manifest, &located);
        is_current.then(|| self.archive()).flatten()
    }

    /// Makes the index what the files are, and returns what is indexed then. Only one program does so at
    /// a time; others wait, and are given what there is meanwhile. With `rebuild` nothing of the former
    /// index is used.
    ///
    /// # Errors
    ///
    /// When a file cannot be read, the disk takes no more, or the watch stops it; the former index stands.
    pub fn update(&self, rebuild: bool, watch: &dyn Watch) -> Result<Archive, Error> {
        let _lock = match self.lock(watch) {
            Ok(lock) => lock,
            // Where nothing can be written an index may yet be what is wanted.
            Err(error) if !rebuild && is_about_place(&error) => {
                return self.current().ok_or(error);
            }
            Err(error) => return Err(error),
        };
        let mut tried = 1;
        loop {
            self.sweep();
            // What fails since the former index is not what it is taken for does not with a new one.
            let anew = rebuild || tried == TRIES;
            match guarded(|| self.update_once(anew, watch)) {
                Ok(archive) => return Ok(archive),
                Err(_) if watch.is_stopped() => {
                    self.sweep();
                    return Err(Error::Stopped);
                }
                Err(error) if tried < TRIES && !is_about_place(&error) => tried += 1,
                Err(error) => {
                    self.sweep();
                    return Err(error.of_file());
                }
            }
        }
    }

    /// Deletes what work that was ended in the middle has left. Only who holds the lock may.
    fn sweep(&self) {
        let Place { directory, .. } = &self.place;
        let manifest = Manifest::read(directory).unwrap_or_default();
        manifest.sweep(directory);
    }

    fn update_once(&self, rebuild: bool, watch: &dyn Watch) -> Result<Archive, Error> {
        let (located, problems) = store::locate(&self.sources).unwrap_or_default();
        let former = Manifest::read(&self.place.directory);
        let open = |manifest: &Manifest| {
            let Place { directory, reading } = &self.place;
            Archive::open(directory, manifest, reading, &[])
        };
        let sound = former.filter(|former| open(former).is_ok());
        match sound {
            Some(former) if !rebuild && former.is_whole() => {
                update::update(&self.place, &located, problems, former, watch)
            }
            former => build::build(&self.place, &located, problems, former, rebuild, watch),
        }
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

    /// Tells what is known of the index; `None` where there is none that can be used.
    pub fn status(&self) -> Option<Status> {
        let manifest = Manifest::read(&self.place.directory)?;
        let (located, _) = store::locate(&self.sources).unwrap_or_default();
        let files = manifest.files.iter().filter(|file| !file.gone);
        Some(Status {
            directory: self.place.directory.clone(),
            reports: self.archive()?.len() as u64,
            planned: manifest.planned,
            files: files.clone().count(),
            bytes: files.map(|file| file.state.len).sum(),
            size: size(&self.place.directory),
            is_current: manifest.len() >= manifest.planned
                && update::is_current(&manifest, &located),
        })
    }

    /// Waits until no other program changes the index.
    fn lock(&self, watch: &dyn Watch) -> Result<File, Error> {
        let directory = &self.place.directory;
        let path = directory.join(LOCK);
        let open = || fs::create_dir_all(directory).and_then(|()| File::create(&path));
        let mut file = open()?;
        let mut seen = None;
        loop {
            match file.try_lock() {
                Ok(()) if is_at(&file, &path) => return Ok(file),
                // Who had it has thrown the directory away.
                Ok(()) => {
                    file = open()?;
                    continue;
                }
                Err(TryLockError::Error(error)) => return Err(error.into()),
                Err(TryLockError::WouldBlock) => {}
            }
            if watch.is_stopped() {
                return Err(Error::Stopped);
            }
            let manifest = Manifest::read(&self.place.directory);
            if manifest != seen {
                seen = manifest;
                if let Some(archive) = self.archive() {
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
    let (located, _) = store::locate(sources).unwrap_or_default();
    let sizes = located.iter().map(|located| fs::metadata(&located.path));
    let sizes = sizes.map(|metadata| metadata.map_or(0, |metadata| metadata.len()));
    sizes.sum::<u64>() > LARGE
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
