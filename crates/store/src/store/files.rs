//! Finds the files of a store and reads their bytes.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io;
use std::ops::ControlFlow;
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustix::io::Errno;

use super::account::Account;
use super::carried::is_carried_alone;
use super::content::{content, is_packed};
use super::decode;
use super::file_kinds::{is_hidden, is_store, unpacked_name};
use super::names::Names;
use super::shape::Shape;
use super::stream::{Passage, Stream};
use super::text::InFile;
use super::{Problem, Source};
use crate::article::natural::Natural;
use crate::filetype;
use crate::lang::{self, Bilingual, Lang, bilingual};

/// A file of a store.
#[derive(Debug)]
pub(super) struct File {
    /// The name that the user knows it by; `-` for standard input.
    pub(super) name: String,
    contents: Contents,
}

#[derive(Debug)]
enum Contents {
    Shipped,
    Stdin,
    Path(PathBuf),
    /// Nothing to read, for a reason.
    Nothing(Bilingual),
}

/// The byte order mark that UTF-8 may have.
const MARK: &[u8] = "\u{FEFF}".as_bytes();

/// A smaller file is held, in bytes.
const SMALL: u64 = 4 << 20;

impl File {
    fn nothing(path: &Path, why: Bilingual) -> Self {
        Self {
            name: path.display().to_string(),
            contents: Contents::Nothing(why),
        }
    }

    /// Reads the file's bytes.
    ///
    /// # Errors
    ///
    /// A file that cannot be read, or a path where there is none to read.
    pub(super) fn bytes(&self) -> Result<Vec<u8>, Problem> {
        let unreadable = |error: io::Error| unreadable(&self.name, &error);
        match &self.contents {
            Contents::Shipped => Ok(include_bytes!("../../../../data/edition.json").to_vec()),
            Contents::Stdin => filetype::read_all(io::stdin().lock()).map_err(unreadable),
            Contents::Path(path) => fs::read(path).map_err(unreadable),
            Contents::Nothing(why) => Err(self.problem(why.clone())),
        }
    }

    /// Reads its text, and gives what is found piece by piece until `take` breaks off, each with how many
    /// bytes of the file stand before its text, if that is in UTF-8: a mark's. A large file in UTF-8 is not
    /// held.
    ///
    /// # Errors
    ///
    /// A file that cannot be read, or a path where there is none to read.
    pub(super) fn stream(
        &self,
        names: &Arc<Names>,
        account: Option<&mut Account>,
        take: &mut dyn FnMut(Passage, u64) -> ControlFlow<()>,
    ) -> Result<(), Problem> {
        let unreadable = |error: io::Error| unreadable(&self.name, &error);
        if let Contents::Path(path) = &self.contents {
            let file = fs::File::open(path).map_err(unreadable)?;
            let len = file.metadata().map_err(unreadable)?.len();
            let beginning = beginning(&file, len).map_err(unreadable)?;
            if !is_packed(&beginning)
                && let Some(what) = decode::refused(&beginning)
            {
                return Err(self.problem(what));
            }
            if len > SMALL
                && !is_packed(&beginning)
                && let Some(mut text) = utf8(&file, &beginning, len).map_err(unreadable)?
            {
                let shape = Shape::of(&mut text, names)
                    .map_err(unreadable)?
                    .at(path, names);
                if !shape.is_recast() {
                    let mark = text.base();
                    let names = names.shaped(&shape);
                    let stream = Stream {
                        account,
                        ..Stream::new(&self.name, &mut text, &names)
                    };
                    return stream
                        .read(&mut |passage| take(passage, mark))
                        .map_err(unreadable);
                }
            }
        }
        let bytes = self.bytes()?;
        let mark = if bytes.starts_with(MARK) {
            MARK.len() as u64
        } else {
            0
        };
        let mut content = content(&bytes, names).map_err(|what| self.problem(what))?;
        let problems = std::mem::take(&mut content.problems);
        if take(Passage::of_problems(&self.name, problems), mark).is_break() {
            return Ok(());
        }
        let shape = match &self.contents {
            Contents::Path(path) => content.shape.at(path, names),
            _ => content.shape,
        };
        let names = names.shaped(&shape);
        let mut text = &*content.text;
        let stream = Stream {
            damage: &content.damage,
            lines: &content.lines,
            account,
            ..Stream::new(&self.name, &mut text, &names)
        };
        stream
            .read(&mut |passage| take(passage, mark))
            .map_err(unreadable)
    }

    /// Returns where it is on disk, if it is there.
    ///
    /// # Errors
    ///
    /// A path where there is nothing to read.
    pub(super) fn path(&self) -> Result<Option<&Path>, Problem> {
        match &self.contents {
            Contents::Shipped | Contents::Stdin => Ok(None),
            Contents::Path(path) => Ok(Some(path)),
            Contents::Nothing(why) => Err(self.problem(why.clone())),
        }
    }

    /// Returns its path, or the name of what has none.
    pub(super) fn place(&self) -> PathBuf {
        let path = self.path().ok().flatten();
        path.map_or_else(|| PathBuf::from(&self.name), Path::to_owned)
    }

    fn problem(&self, what: Bilingual) -> Problem {
        Problem::new(self.name.clone(), (1, 1), what)
    }
}

fn beginning(file: &fs::File, len: u64) -> io::Result<Vec<u8>> {
    let mut beginning = vec![0; usize::try_from(len.min(decode::BEGINNING)).unwrap_or_default()];
    file.read_exact_at(&mut beginning, 0)?;
    Ok(beginning)
}

/// Returns the text of a file, if it is UTF-8 throughout.
fn utf8<'f>(file: &'f fs::File, beginning: &[u8], len: u64) -> io::Result<Option<InFile<'f>>> {
    if !decode::is_utf8_by(beginning) {
        return Ok(None);
    }
    let mark = if beginning.starts_with(MARK) {
        MARK.len() as u64
    } else {
        0
    };
    let mut text = InFile::new(file, mark, len);
    Ok(text.is_utf8()?.then_some(text))
}

/// Tells of a file that cannot be read, by its name.
pub fn unreadable(name: &str, error: &io::Error) -> Problem {
    Problem::new(
        name.to_owned(),
        (1, 1),
        failing("cannot be read", "无法读取", error),
    )
}

fn failing(english: &str, chinese: &str, error: &io::Error) -> Bilingual {
    let said = lang::system(error);
    Bilingual::new(
        Lang::En.about(english, &said.english),
        Lang::Zh.about(chinese, &said.chinese),
    )
}

/// Says why nothing is known of what stands at a path: of a link, where it leads.
pub fn unseen(path: &Path, error: &io::Error) -> Bilingual {
    let Ok(target) = fs::read_link(path) else {
        return failing("cannot be read", "无法读取", error);
    };
    let target = target.display();
    if error.raw_os_error() == Some(Errno::LOOP.raw_os_error()) {
        return bilingual!(
            "is a link to {target}, which leads back here; mend the link or delete it",
            "链接指向 {target}，绕了一圈又回到这里；请改正或删除这个链接"
        );
    }
    if error.kind() == io::ErrorKind::NotFound {
        return bilingual!(
            "is a link to {target}, where there is nothing; mend the link or delete it",
            "链接指向 {target}，那里什么也没有；请改正或删除这个链接"
        );
    }
    let said = lang::system(error);
    let (english, chinese) = (said.english, said.chinese);
    bilingual!(
        "is a link to {target}, which cannot be read: {english}",
        "链接指向 {target}，无法读取：{chinese}"
    )
}

/// Says of what is named like a file of a directory that it is none.
pub fn no_file() -> Bilingual {
    Bilingual::new(
        "is a pipe, a socket or a device and was passed over; move it out of the directory",
        "是管道、套接字或设备，已略过；请把它移出这个目录",
    )
}

/// Says of what was named as a file that reading it would never end.
pub fn endless() -> Bilingual {
    Bilingual::new(
        "is a pipe, a socket or a device, and reading it may never end; give - and pass it through standard input",
        "是管道、套接字或设备，可能永远读不完；请改用 -，经标准输入读取",
    )
}

/// How many files of directories are passed over, by what their names end with.
pub(super) type Passed = BTreeMap<String, usize>;

/// Finds the files of sources, each file once however often it is named.
pub(super) fn find(sources: &[Source]) -> Vec<File> {
    find_and_pass(sources).0
}

/// Finds the files of sources, and tells which of directories are passed over.
pub(super) fn find_and_pass(sources: &[Source]) -> (Vec<File>, Passed) {
    let mut search = Search::default();
    for source in sources {
        match source {
            Source::Shipped => search.stream("edition.json", Contents::Shipped),
            Source::Stdin => search.stream("-", Contents::Stdin),
            Source::Path(path) if path.is_dir() => search.store(path),
            Source::Path(path) if is_carried_alone(path) => {}
            Source::Path(path) => search.file(path),
        }
    }
    (search.found, search.passed)
}

#[derive(Default)]
struct Search {
    found: Vec<File>,
    passed: Passed,
    /// The files and directories that were met, by their true paths.
    met: HashSet<PathBuf>,
}

impl Search {
    fn stream(&mut self, name: &str, contents: Contents) {
        if self.met.insert(PathBuf::from(name).join(name)) {
            let name = name.to_owned();
            self.found.push(File { name, contents });
        }
    }

    /// Returns whether a path is met for the first time. One that leads nowhere is told of when it
    /// is read.
    fn first(&mut self, path: &Path) -> bool {
        let known = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        self.met.insert(known)
    }

    fn file(&mut self, path: &Path) {
        if !self.first(path) {
            return;
        }
        let contents = match fs::metadata(path) {
            Err(error) if path.is_symlink() => Contents::Nothing(unseen(path, &error)),
            Ok(_) if filetype::is_special(path) => Contents::Nothing(endless()),
            _ => Contents::Path(path.to_owned()),
        };
        self.found.push(File {
            name: path.display().to_string(),
            contents,
        });
    }

    /// Searches a directory that the user named, which should hold something.
    fn store(&mut self, path: &Path) {
        if self.first(path) && !self.directory(path) {
            let why = Bilingual::new(
                "no articles here, expected files named *.json, *.jsonl, *.ndjson, *.csv, *.tsv, *.md or *.epub",
                "这里没有文章，应有名为 *.json、*.jsonl、*.ndjson、*.csv、*.tsv、*.md 或 *.epub 的文件",
            );
            self.found.push(File::nothing(path, why));
        }
    }

    /// Searches a directory in the natural order of names, passing over hidden ones; returns whether
    /// there was anything to tell of.
    fn directory(&mut self, path: &Path) -> bool {
        let mut paths = match entries(path) {
            Ok(paths) => paths,
            Err(error) => {
                let why = failing("cannot be searched", "无法查找", &error);
                self.found.push(File::nothing(path, why));
                return true;
            }
        };
        paths.sort_by(|(a, _), (b, _)| Natural(a).cmp(&Natural(b)));
        let mut found = false;
        for (_, path) in paths {
            found |= match fs::metadata(&path) {
                Ok(known) if known.is_dir() => !self.first(&path) || self.directory(&path),
                Ok(known) if is_store(&path) => {
                    if known.is_file() {
                        self.file(&path);
                    } else {
                        self.found.push(File::nothing(&path, no_file()));
                    }
                    true
                }
                Ok(known) if known.is_file() => {
                    let name = unpacked_name(&path);
                    let kind = name.rsplit_once('.').map_or("", |(_, kind)| kind);
                    *self.passed.entry(kind.to_owned()).or_default() += 1;
                    false
                }
                // Without an ending it may be a directory's name.
                Err(error) if is_store(&path) || path.extension().is_none() => {
                    self.found.push(File::nothing(&path, unseen(&path, &error)));
                    true
                }
                _ => false,
            };
        }
        found
    }
}

/// The entries of a directory that are not hidden, with their names.
fn entries(directory: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !is_hidden(&name) {
            paths.push((name, entry.path()));
        }
    }
    Ok(paths)
}
