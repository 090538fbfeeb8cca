//! The reader's own settings: what stands in `config.toml`, where, and what is wrong with it.
//!
//! A faulty setting costs itself only: the others hold, and each fault says where it is and what was
//! expected. Which commands and themes there are and how queries are read is not known here; whoever reads the
//! settings says it.

mod edit;
mod example;
mod fault;
mod feeds;
mod parse;
mod read;
mod rewrite;
mod syntax;
mod table;
mod write;

use std::fs::OpenOptions;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy as _;

use crate::lang::{self, Bilingual, Lang, bilingual};
use crate::place;
use crate::text::width::Ambiguous;

pub use edit::{
    EditError, added, feeds_named, feeds_put, feeds_removed, quoted, removed, search_in,
    search_put, search_removed,
};
pub use example::example;
pub use fault::{Fault, meant, nearest};
pub use feeds::{FEED_SETTINGS, FeedRow, FeedSetting, FolderPaths, INTERVAL, header};
pub use rewrite::{RewriteError, rewrite, write_first};
pub use table::{Config, SETTINGS, SettingRow, names};

/// The longest line that reads well, in cells: 36 Han characters (typographers give 30 to 40).
pub const MEASURE: u16 = 72;
/// The shortest and the longest measure that can be asked for, in cells.
pub const MEASURES: (u16, u16) = (10, 400);
/// The longest indent that can be asked for, in cells.
pub const LONGEST_INDENT: u16 = 16;

/// A value, and where it comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Setting<T> {
    /// What is to hold.
    pub value: T,
    /// Who said so.
    pub origin: Origin,
}

impl<T: Copy> Setting<T> {
    /// Returns the value if anybody said it.
    pub fn explicit(&self) -> Option<T> {
        (self.origin != Origin::Default).then_some(self.value)
    }
}

/// Where a value comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// Nobody said anything.
    #[default]
    Default,
    /// The line of the file, counted from 1.
    File(usize),
    /// An argument.
    Argument(&'static str),
    /// The environment.
    Environment(&'static str),
}

/// A key sequence that is to give a command, both as they are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeySetting {
    /// The keys, as `g g`.
    pub keys: String,
    /// The command's name.
    pub command: String,
    /// Where the keys stand: line and column, counted from 1.
    pub keys_at: (usize, usize),
    /// Where the command stands.
    pub command_at: (usize, usize),
}

/// What makes an article count as read, besides a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WhenRead {
    /// That its end was shown while it was read.
    pub at_end: bool,
    /// That it was open for so many seconds; nothing where that does not count.
    pub after: Option<u32>,
}

impl Default for WhenRead {
    fn default() -> Self {
        Self {
            at_end: true,
            after: Some(SECONDS),
        }
    }
}

/// How long an article is open before it counts as read, in seconds, unless another time is said.
pub const SECONDS: u32 = 10;
/// The shortest and the longest time that can be asked for, in seconds.
pub const TIMES: (u32, u32) = (1, 3600);

/// Where the list of headlines stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ListSide {
    /// On the text's left.
    #[default]
    Left,
    /// Above it.
    Above,
}

/// A search that is to be a folder, both as they are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchSetting {
    /// The folder's name.
    pub name: String,
    /// What is searched.
    pub query: String,
    /// Where the name stands: line and column, counted from 1.
    pub name_at: (usize, usize),
    /// Where the query stands.
    pub query_at: (usize, usize),
}

/// How wide ambiguous characters are to be taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawn {
    /// As the terminal answers.
    AsAsked,
    /// So, without asking.
    As(Ambiguous),
}

/// What was given as arguments, which win over the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// The theme's name, or that it goes by the terminal's ground.
    pub theme: Option<Option<&'static str>>,
    /// The language.
    pub language: Option<Lang>,
    /// How wide ambiguous characters are, or that the terminal is to be asked.
    pub ambiguous: Option<Drawn>,
    /// That the reader is to be plain.
    pub plain: bool,
}

/// Reads a file of settings; a pipe or a device would be waited for.
fn read_file(path: &Path) -> io::Result<String> {
    io::read_to_string(place::open_file(OpenOptions::new().read(true), path)?)
}

impl Config {
    /// Reads the user's file. Where there is none all is by default.
    pub fn load(themes: &[&str]) -> Self {
        path().map_or_else(Self::default, |path| Self::of_file(&path, themes))
    }

    /// Reads a file.
    pub fn of_file(path: &Path, themes: &[&str]) -> Self {
        let mut config = match read_file(path) {
            Ok(text) => Self::of_text(&text, themes),
            Err(error) if error.kind() == ErrorKind::InvalidData => {
                Self::unread(Fault::start(Bilingual::new(
                    "this is not text in UTF-8; convert it",
                    "不是 UTF-8 文本；请转换编码",
                )))
            }
            Err(error) if error.kind() == ErrorKind::NotFound => Self::default(),
            Err(error) => {
                let Bilingual { english, chinese } = lang::system(&error);
                Self::unread(Fault::start(bilingual!(
                    "cannot be read: {english}",
                    "无法读取：{chinese}"
                )))
            }
        };
        config.path = Some(path.to_owned());
        let written = std::mem::take(&mut config.collections.value);
        let whole = |path: &PathBuf| config.collection(path);
        config.collections.value = written.iter().map(whole).collect();
        config
    }

    /// Reads what stands in a file; `themes` are the names of the themes that there are.
    pub fn of_text(text: &str, themes: &[&str]) -> Self {
        read::read(text, themes)
    }

    fn unread(fault: Fault) -> Self {
        Self {
            faults: vec![fault],
            ..Self::default()
        }
    }

    /// Returns the path that is meant by what is written in the file: a relative one stands beside the
    /// file, `~/` is the user's own directory, and an address is what it is.
    pub fn collection(&self, written: impl AsRef<Path>) -> PathBuf {
        let path = written.as_ref();
        // An address stands nowhere on this machine.
        if path.to_str().is_some_and(|path| path.contains("://")) {
            return path.to_owned();
        }
        if let Ok(rest) = path.strip_prefix("~") {
            return etcetera::home_dir().map_or_else(|_| path.to_owned(), |own| own.join(rest));
        }
        let beside = self.path.as_ref().and_then(|file| file.parent());
        beside.map_or_else(|| path.to_owned(), |beside| beside.join(path))
    }

    /// Lets arguments win.
    pub fn overrule(&mut self, given: Given) {
        if given.language.is_some() {
            self.language = Setting {
                value: given.language,
                origin: Origin::Argument("--lang"),
            };
        }
        if given.plain {
            self.plain = Setting {
                value: true,
                origin: Origin::Argument("--plain"),
            };
        }
        if let Some(theme) = given.theme {
            self.theme = Setting {
                value: theme.map(str::to_owned),
                origin: Origin::Argument("--theme"),
            };
        }
        if let Some(ambiguous) = given.ambiguous {
            self.ambiguous = Setting {
                value: match ambiguous {
                    Drawn::AsAsked => None,
                    Drawn::As(ambiguous) => Some(ambiguous),
                },
                origin: Origin::Argument("--ambiguous"),
            };
        }
    }
}

/// Says that there is no place for the user's file.
pub fn no_place() -> Bilingual {
    Bilingual::new(
        "there is no place for settings, for there is no home directory; set HOME",
        "没有存放设置的地方，因为没有主目录；请设置 HOME",
    )
}

/// Returns where the user's file is, or is to be; nothing where there is no home.
pub fn path() -> Option<PathBuf> {
    let places = etcetera::choose_base_strategy().ok()?;
    Some(places.config_dir().join("zhenews").join("config.toml"))
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::io::Write as _;

    use super::*;

    fn write(path: &Path, bytes: &[u8]) {
        File::create(path).unwrap().write_all(bytes).unwrap();
    }

    #[test]
    fn arguments_win_over_the_file() {
        let mut config = Config::of_text("language = \"zh\"\nambiguous = \"wide\"", &[]);
        assert_eq!(config.language.origin, Origin::File(1));
        config.overrule(Given::default());
        assert_eq!(config.ambiguous.value, Some(Ambiguous::Wide));
        config.overrule(Given {
            theme: Some(Some("dark")),
            language: Some(Lang::En),
            ambiguous: Some(Drawn::AsAsked),
            plain: true,
        });
        assert_eq!(config.plain.explicit(), Some(true));
        assert_eq!(config.language.value, Some(Lang::En));
        assert_eq!(config.theme.value.as_deref(), Some("dark"));
        assert_eq!(config.ambiguous.value, None);
        assert_eq!(config.ambiguous.origin, Origin::Argument("--ambiguous"));
    }

    #[test]
    fn what_is_no_file_is_a_fault_and_what_is_not_there_is_none() {
        let dir = tempfile::tempdir().unwrap();
        let absent = Config::of_file(&dir.path().join("config.toml"), &[]);
        assert_eq!(absent.faults, []);
        assert_eq!(Config::of_file(dir.path(), &[]).faults.len(), 1);
        let file = dir.path().join("bytes.toml");
        write(&file, b"theme = \"\xff\"");
        assert_eq!(Config::of_file(&file, &[]).faults.len(), 1);
    }

    #[test]
    fn a_collection_stands_beside_the_file() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("config.toml");
        write(&file, b"collections = [\"news\", \"/far/away\"]");
        let collections = Config::of_file(&file, &[]).collections.value;
        assert_eq!(collections, [dir.path().join("news"), "/far/away".into()]);
    }
}
