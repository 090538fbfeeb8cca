//! Why an index cannot be made or asked.

use std::io;
use std::path::PathBuf;

use crate::lang::{self, Bilingual, Lang, Say, bilingual, display_in_english};
use crate::store::Source;

/// Why an index could not be made. The one before it stands.
#[derive(Debug)]
pub enum Error {
    /// It is not wanted any more.
    Stopped,
    /// A file has changed while it was being read: this one, or one of this directory, where it is known which.
    Changed(Option<PathBuf>),
    /// The index is damaged.
    Damaged,
    /// A file could not be read or written.
    Io(io::Error),
    /// The index could not be read or written.
    Index(tantivy::TantivyError),
}

impl Say for Error {
    fn say(&self, lang: Lang) -> String {
        let said = match self {
            Self::Stopped => Bilingual::new("stopped", "已停止"),
            Self::Changed(path) => {
                let still = Bilingual::new(
                    "it keeps changing while it is read; try again when it is still",
                    "读取时一再变动；请等它不再变动时再试",
                );
                match path {
                    Some(path) => still.about(&**path),
                    None => still,
                }
            }
            Self::Damaged => Bilingual::new(
                "the index is damaged; `zhenews index --rebuild PATH…` makes it again",
                "索引已损坏；`zhenews index --rebuild PATH…` 可重新编制",
            ),
            Self::Io(error) => {
                let Bilingual { english, chinese } = lang::system(error);
                bilingual!(
                    "the files or their index cannot be read or written: {english}",
                    "文件或其索引无法读写：{chinese}"
                )
            }
            Self::Index(error) => bilingual!(
                "the index cannot be read or written ({error}); `zhenews index --rebuild PATH…` makes it again",
                "索引无法读写；`zhenews index --rebuild PATH…` 可重新编制"
            ),
        };
        said.say(lang)
    }
}

display_in_english!(Error);

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            _ => None,
        }
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::InvalidData => Self::Damaged,
            _ => Self::Io(error),
        }
    }
}

impl Error {
    /// Takes a part of an index that is not there, or is too short, for damage.
    pub(super) fn of_index(self) -> Self {
        use io::ErrorKind::{NotADirectory, NotFound, UnexpectedEof};
        match self {
            Self::Io(error) if matches!(error.kind(), NotFound | NotADirectory | UnexpectedEof) => {
                Self::Damaged
            }
            Self::Index(_) => Self::Damaged,
            error => error,
        }
    }

    /// Says of files that have changed among which they are, where it is not known which.
    pub(super) fn among(self, sources: &[Source]) -> Self {
        let path = sources.iter().find_map(|source| match source {
            Source::Path(path) => Some(path.clone()),
            _ => None,
        });
        match self {
            Self::Changed(None) => Self::Changed(path),
            error => error,
        }
    }

    /// Tells a file that has become shorter while it was read from other failures.
    pub(super) fn of_file(self) -> Self {
        match self {
            Self::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof => Self::Changed(None),
            error => error,
        }
    }
}

impl From<tantivy::TantivyError> for Error {
    /// Keeps what the system says, which tells a full disk from damage.
    fn from(error: tantivy::TantivyError) -> Self {
        use tantivy::TantivyError::{
            DataCorruption, IncompatibleIndex, IoError, OpenDirectoryError, OpenReadError,
            OpenWriteError,
        };
        use tantivy::directory::error as at;
        if matches!(error, DataCorruption(_) | IncompatibleIndex(_)) {
            return Self::Damaged;
        }
        let damaged = match &error {
            IoError(said)
            | OpenDirectoryError(at::OpenDirectoryError::IoError { io_error: said, .. })
            | OpenReadError(at::OpenReadError::IoError { io_error: said, .. })
            | OpenWriteError(at::OpenWriteError::IoError { io_error: said, .. }) => {
                lang::cause(said).raw_os_error().is_none()
                    && said.kind() == io::ErrorKind::InvalidData
            }
            _ => false,
        };
        if damaged {
            return Self::Damaged;
        }
        // The engine passes on what the system says behind names and threads of its own, at times as words only.
        match number_of_system(&error.to_string()) {
            Some(number) => Self::Io(io::Error::from_raw_os_error(number)),
            None => Self::Index(error),
        }
    }
}

/// The number of the system's error in the words for one, which end as `(os error 28)`, or in how it is written for
/// programmers, which begins as `Os { code: 28,`.
fn number_of_system(words: &str) -> Option<i32> {
    let behind = |mark| words.split_once(mark).map(|(_, rest)| rest);
    let rest = behind("(os error ").or_else(|| behind("Os { code: "))?;
    rest.split_once([')', ','])?.0.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_says_is_found_in_the_words_of_the_engine() {
        let debug = "Failed to open file for write: 'IoError { io_error: Os { code: 24, kind: Uncategorized, message: \"Too many open files\" }, filepath: \"a\" }'";
        assert_eq!(number_of_system(debug), Some(24));
        let said = "An IO error occurred: 'No space left on device (os error 28)'";
        assert_eq!(number_of_system(said), Some(28));
        assert_eq!(number_of_system("Data corrupted"), None);
    }

    #[test]
    fn files_that_change_are_named_as_nearly_as_they_are_known() {
        let sources = [Source::Shipped, Source::Path("晨报".into())];
        let cut = Error::Io(io::ErrorKind::UnexpectedEof.into()).of_file();
        let known = Error::Changed(Some("晨报/甲.json".into()));
        for (error, path) in [(cut, "晨报"), (known, "晨报/甲.json")] {
            let error = error.among(&sources);
            let still = "it keeps changing while it is read; try again when it is still";
            assert_eq!(error.say(Lang::En), format!("{path}: {still}"));
            let still = "读取时一再变动；请等它不再变动时再试";
            assert_eq!(error.say(Lang::Zh), format!("{path}：{still}"));
        }
    }
}
