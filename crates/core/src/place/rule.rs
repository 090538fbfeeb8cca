//! Which files may be written: never one that is read too, and one that is there only where that is asked for.
//!
//! A file is known by what it is on disk, not by how it is called: by a link, a descriptor or another spelling
//! of its path it is the same. Pipes and devices hold nothing that could be lost.

use std::fs::{self, File, Metadata};
use std::io;
use std::os::fd::AsFd;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use super::meant;
use crate::lang::{Bilingual, Lang, Say, bilingual, display_in_english};

/// So many links lead to each other at most, as for the system.
const LINKS: usize = 40;

/// What becomes of a file that is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Existing {
    /// It stays as it is.
    #[default]
    Kept,
    /// Another takes its place.
    Replaced,
    /// It is gone on with.
    AddedTo,
}

impl Existing {
    /// What becomes of it by whether it may be replaced.
    pub fn or_replaced(force: bool) -> Self {
        if force { Self::Replaced } else { Self::Kept }
    }
}

/// Why a file is not written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is there.
    Taken(PathBuf),
    /// It is there, and could be gone on with.
    TakenUnlessAddedTo(PathBuf),
    /// It is one of the files that are read.
    Read(PathBuf),
    /// It would be one of the files that are read from a directory.
    Among(PathBuf, PathBuf),
    /// What is read goes to standard output, which leads back to it.
    ReadAndPrinted(PathBuf),
    /// It is a directory.
    Directory(PathBuf),
}

impl Say for Refusal {
    fn say(&self, lang: Lang) -> String {
        self.in_both().say(lang)
    }

    fn in_both(&self) -> Bilingual {
        let (Self::Taken(path)
        | Self::TakenUnlessAddedTo(path)
        | Self::Read(path)
        | Self::Among(path, _)
        | Self::ReadAndPrinted(path)
        | Self::Directory(path)) = self;
        let path = path.display();
        match self {
            Self::Taken(_) => bilingual!(
                "{path} is there already; --force takes its place",
                "{path} 已存在；加 --force 可替换"
            ),
            Self::TakenUnlessAddedTo(_) => bilingual!(
                "{path} is there already; --append adds to it, --force takes its place",
                "{path} 已存在；加 --append 可续写，加 --force 可替换"
            ),
            Self::Read(_) => bilingual!(
                "{path} is one of the files that are read, and would be lost; name another file",
                "{path} 是要读的文件，写入会毁掉它；请换一个文件名"
            ),
            Self::Among(_, directory) => {
                let directory = directory.display();
                bilingual!(
                    "{path} would be read as part of {directory}; name a file in another directory",
                    "{path} 会被当作 {directory} 的一部分读取；请写到别的目录"
                )
            }
            Self::ReadAndPrinted(_) => bilingual!(
                "{path} is read, and standard output leads to it; send the output to another file",
                "{path} 是要读的文件，标准输出又写到它；请把输出写到别的文件"
            ),
            Self::Directory(_) => bilingual!(
                "{path} is a directory; name a file in it",
                "{path} 是目录；请写明其中的文件名"
            ),
        }
    }
}

display_in_english!(Refusal);

impl std::error::Error for Refusal {}

/// Tells of a file of a directory, by its name, whether it is read with the directory.
pub type IsRead = fn(&Path) -> bool;

/// What a command reads.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// The files, those that were found in directories among them.
    pub files: Vec<PathBuf>,
    /// Whether standard input is read.
    pub stdin: bool,
    /// The directories that were named, with which of their files are read, by their names.
    pub directories: Vec<(PathBuf, IsRead)>,
}

/// What makes a file on disk the one that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Identity {
    device: u64,
    inode: u64,
}

impl Identity {
    /// Identifies what has contents that can be lost: a file, and nothing else.
    fn of(known: &Metadata) -> Option<Self> {
        known.is_file().then(|| Self {
            device: known.dev(),
            inode: known.ino(),
        })
    }

    fn of_stream(stream: impl AsFd) -> Option<Self> {
        let file = File::from(stream.as_fd().try_clone_to_owned().ok()?);
        Self::of(&file.metadata().ok()?)
    }

    fn at(path: &Path) -> Option<Self> {
        Self::of(&fs::metadata(path).ok()?)
    }
}

impl Inputs {
    /// Returns the input that is a file on disk.
    fn find(&self, file: Identity) -> Option<&Path> {
        if self.stdin && Identity::of_stream(io::stdin()) == Some(file) {
            return Some(Path::new("-"));
        }
        let found = self
            .files
            .iter()
            .find(|path| Identity::at(path) == Some(file));
        found.map(PathBuf::as_path)
    }

    /// Returns the directory of which a file would be a part.
    fn directory_of(&self, target: &Path) -> Option<&Path> {
        let folder = target.parent()?;
        let folder = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        let folder = folder.canonicalize().ok()?;
        let holds = |(directory, takes): &&(PathBuf, IsRead)| {
            let directory = directory.canonicalize();
            takes(target) && directory.is_ok_and(|directory| folder.starts_with(directory))
        };
        let found = self.directories.iter().find(holds);
        found.map(|(directory, _)| directory.as_path())
    }

    /// Makes sure that what is printed does not come back as what is read.
    ///
    /// # Errors
    ///
    /// Fails where standard output is one of the files.
    pub fn check_stdout(&self) -> Result<(), Refusal> {
        match Identity::of_stream(io::stdout()).and_then(|stdout| self.find(stdout)) {
            Some(path) => Err(Refusal::ReadAndPrinted(path.to_owned())),
            None => Ok(()),
        }
    }
}

/// Makes sure that a file may be written.
///
/// # Errors
///
/// Fails where it is read too, by whatever name, or is a directory, or is there and is to stay.
pub fn check(path: &Path, existing: Existing, inputs: &Inputs) -> Result<(), Refusal> {
    let owned = || path.to_owned();
    let known = fs::metadata(path).ok();
    if known.as_ref().is_some_and(Metadata::is_dir) {
        return Err(Refusal::Directory(owned()));
    }
    let file = known.as_ref().and_then(Identity::of);
    if file.is_some_and(|file| inputs.find(file).is_some()) {
        return Err(Refusal::Read(owned()));
    }
    if is_stream(path) {
        return Ok(());
    }
    let target = path.canonicalize().unwrap_or_else(|_| meant(path));
    if let Some(directory) = inputs.directory_of(&target) {
        return Err(Refusal::Among(owned(), directory.to_owned()));
    }
    if file.is_some() && existing == Existing::Kept {
        return Err(Refusal::Taken(owned()));
    }
    Ok(())
}

/// Returns whether what is written to a path goes on to somewhere else: a pipe, a device, a file that is open.
pub fn is_stream(path: &Path) -> bool {
    let leads_on = |known: Metadata| !known.is_file() && !known.is_dir();
    fs::metadata(path).is_ok_and(leads_on) || is_descriptor(path)
}

/// Returns whether standard output is a file.
pub fn stdout_is_file() -> bool {
    Identity::of_stream(io::stdout()).is_some()
}

/// Returns whether a path names a file that is open already, as `/dev/stdout` does. Whoever opened it has said
/// what becomes of it.
fn is_descriptor(path: &Path) -> bool {
    let mut path = path.to_owned();
    for _ in 0..LINKS {
        let folder = path.parent().and_then(|folder| folder.canonicalize().ok());
        if folder.is_some_and(|folder| is_descriptors(&folder)) {
            return true;
        }
        match fs::read_link(&path) {
            Ok(_) => path = meant(&path),
            Err(_) => return false,
        }
    }
    false
}

/// Returns whether a directory is one of a process's descriptors.
fn is_descriptors(folder: &Path) -> bool {
    folder == Path::new("/dev/fd") || folder.starts_with("/proc") && folder.ends_with("fd")
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;
    use std::os::unix::fs::symlink;

    use super::*;

    fn is_text(path: &Path) -> bool {
        path.extension().is_some_and(|ending| ending == "txt")
    }

    /// A directory with a page that is read, by name and as part of the directory.
    fn place() -> (tempfile::TempDir, Inputs) {
        let directory = tempfile::tempdir().unwrap();
        let page = directory.path().join("page.txt");
        File::create(&page).unwrap().write_all(b"page").unwrap();
        let inputs = Inputs {
            files: vec![page],
            stdin: false,
            directories: vec![(directory.path().to_owned(), is_text)],
        };
        (directory, inputs)
    }

    #[test]
    fn what_is_read_is_never_written_by_whatever_name() {
        let (directory, inputs) = place();
        let at = |name: &str| directory.path().join(name);
        symlink("page.txt", at("link.json")).unwrap();
        symlink(at("link.json"), at("second.json")).unwrap();
        fs::hard_link(at("page.txt"), at("hard.json")).unwrap();
        fs::create_dir(at("in")).unwrap();
        let open = File::open(at("page.txt")).unwrap();
        let number = std::os::fd::AsRawFd::as_raw_fd(&open);
        let names = [
            "page.txt",
            "./page.txt",
            "in/../page.txt",
            "link.json",
            "second.json",
            "hard.json",
        ];
        let descriptors = [
            format!("/dev/fd/{number}"),
            format!("/proc/self/fd/{number}"),
        ];
        let paths = names
            .map(at)
            .into_iter()
            .chain(descriptors.map(PathBuf::from));
        for path in paths {
            for existing in [Existing::Kept, Existing::Replaced, Existing::AddedTo] {
                let refused = check(&path, existing, &inputs);
                assert_eq!(refused, Err(Refusal::Read(path.clone())), "{existing:?}");
            }
        }
    }

    #[test]
    fn what_would_be_read_with_a_directory_is_not_written() {
        let (directory, inputs) = place();
        let elsewhere = tempfile::tempdir().unwrap();
        let at = |name: &str| directory.path().join(name);
        fs::create_dir(at("in")).unwrap();
        symlink(directory.path(), elsewhere.path().join("door")).unwrap();
        symlink(at("new.txt"), elsewhere.path().join("dangling")).unwrap();
        let inside = [
            at("new.txt"),
            at("in/new.txt"),
            elsewhere.path().join("door/new.txt"),
            elsewhere.path().join("dangling"),
        ];
        for path in inside {
            let refused = check(&path, Existing::Replaced, &inputs);
            let expected = Refusal::Among(path, directory.path().to_owned());
            assert_eq!(refused, Err(expected));
        }
        for path in [at("new.json"), elsewhere.path().join("new.txt")] {
            assert_eq!(check(&path, Existing::Kept, &inputs), Ok(()));
        }
    }

    #[test]
    fn what_is_there_stays_unless_it_is_said() {
        let (directory, _) = place();
        let (path, inputs) = (directory.path().join("page.txt"), Inputs::default());
        let taken = Err(Refusal::Taken(path.clone()));
        assert_eq!(check(&path, Existing::Kept, &inputs), taken);
        for existing in [Existing::Replaced, Existing::AddedTo] {
            assert_eq!(check(&path, existing, &inputs), Ok(()));
        }
        let folder = directory.path().to_owned();
        let refused = check(&folder, Existing::Replaced, &inputs);
        assert_eq!(refused, Err(Refusal::Directory(folder)));
    }

    #[test]
    fn a_device_holds_nothing_to_lose() {
        for device in ["/dev/null", "/dev/full"] {
            assert_eq!(
                check(Path::new(device), Existing::Kept, &Inputs::default()),
                Ok(())
            );
        }
    }

    #[test]
    fn what_is_open_already_is_known_by_any_link() {
        let directory = tempfile::tempdir().unwrap();
        let link = directory.path().join("out");
        symlink("/dev/stdout", &link).unwrap();
        for path in ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"].map(Path::new) {
            assert!(is_descriptor(path), "{}", path.display());
        }
        assert!(is_descriptor(&link));
        assert!(!is_descriptor(Path::new("/dev/null")));
        assert!(!is_descriptor(&directory.path().join("none")));
    }
}
