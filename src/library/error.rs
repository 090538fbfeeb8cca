//! Why something is not remembered.

use std::path::PathBuf;
use std::sync::Arc;

use crate::lang::{Bilingual, Lang, Say, SystemError, bilingual, display_in_english};

/// Why nothing is remembered.
#[derive(Debug)]
pub enum Error {
    /// A newer program wrote the file.
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        version: u64,
    },
    /// Another program holds the lock.
    Locked {
        /// The lock's file.
        path: PathBuf,
    },
    /// There is no directory for it.
    NoPlace,
    /// It could not be read or written.
    System(SystemError),
    /// A record could not be written down.
    Json(serde_json::Error),
}

impl Say for Error {
    fn say(&self, lang: Lang) -> String {
        let about = |path: &PathBuf, sentence: Bilingual| {
            lang.about(&path.display().to_string(), &sentence.say(lang))
        };
        match self {
            Self::Newer { path, version } => about(
                path,
                bilingual!(
                    "it is of version {version}, which a newer zhenews wrote, and is left as it is; use that one",
                    "这是版本 {version}，由较新的 zhenews 写成，未作改动；请改用较新的程序"
                ),
            ),
            Self::Locked { path } => about(
                path,
                Bilingual::new(
                    "another program holds the lock; end that one, which fuser names",
                    "已被另一个程序锁住；请结束它，fuser 可查是哪个",
                ),
            ),
            Self::NoPlace => Bilingual::new(
                "there is no directory for what you mark; set HOME or XDG_STATE_HOME",
                "没有存放标记的目录；请设置 HOME 或 XDG_STATE_HOME",
            )
            .say(lang),
            Self::System(error) => error.say(lang),
            Self::Json(error) => bilingual!(
                "a record cannot be written as JSON ({error}); please report it",
                "有一条记录无法写成 JSON；请报告此问题"
            )
            .say(lang),
        }
    }
}

display_in_english!(Error);

/// It says all that its cause does.
impl std::error::Error for Error {}

impl From<SystemError> for Error {
    fn from(error: SystemError) -> Self {
        Self::System(error)
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Json(error)
    }
}

/// What the reader did and could not have kept.
#[derive(Clone, Debug)]
pub struct Unkept {
    /// How many actions.
    pub count: usize,
    /// Why, and what to do about it.
    pub why: Arc<Error>,
}

impl Say for Unkept {
    fn say(&self, lang: Lang) -> String {
        let (count, why) = (self.count, self.why.say(lang));
        match lang {
            Lang::En if count == 1 => format!("1 mark or place was not kept: {why}"),
            Lang::En => format!("{count} marks and places were not kept: {why}"),
            Lang::Zh => format!("有 {count} 项标记与位置未能保存：{why}"),
        }
    }
}
