//! Why something is not corrected.

use std::path::PathBuf;

use crate::lang::{Bilingual, Lang, Say, SystemError, bilingual, display_in_english};

/// Why a correction does not fit a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// This text is not there.
    Missing(String),
    /// There is nothing that it would change.
    Nothing,
    /// There is no report behind this one on the page.
    Last,
}

impl Say for Misfit {
    fn say(&self, lang: Lang) -> String {
        match self {
            Self::Missing(text) => {
                let text = beginning(text);
                match lang {
                    Lang::En => format!("“{text}” is not found on the page"),
                    Lang::Zh => format!("版面上找不到“{text}”"),
                }
            }
            Self::Nothing => lang
                .pick("there is nothing to change here", "这里没有可改的")
                .to_owned(),
            Self::Last => lang
                .pick(
                    "it is the last report of its page",
                    "这已是本版面的最后一篇",
                )
                .to_owned(),
        }
    }
}

/// Why something is not corrected.
#[derive(Debug)]
pub enum Error {
    /// It does not fit.
    Misfit(Misfit),
    /// The report is not of a page that was imported.
    NotImported,
    /// The file is none that `zhenews import` writes.
    NotOurs(PathBuf),
    /// The file has this report no more.
    Gone(PathBuf),
    /// The file of corrections is another program's, or a newer one's.
    Foreign(PathBuf, usize),
    /// There is no correction of this page.
    None,
    /// The page has changed since.
    Changed,
    /// A file could not be read or written.
    System(SystemError),
}

impl Say for Error {
    fn say(&self, lang: Lang) -> String {
        self.in_both().say(lang)
    }

    fn in_both(&self) -> Bilingual {
        match self {
            Self::Misfit(misfit) => misfit.in_both(),
            Self::NotImported => Bilingual::new(
                "only reports of imported pages are corrected; zhenews import PAGE -o STORE makes a store of them",
                "只能更正由版面导入的报道；zhenews import 版面 -o 稿库 可导入",
            ),
            Self::NotOurs(path) => {
                let path = path.display();
                bilingual!(
                    "{path} is not as zhenews import writes it, and is left as it is; import its page again",
                    "{path} 不是 zhenews import 写成的样子，未作改动；请重新导入版面"
                )
            }
            Self::Gone(path) => {
                let path = path.display();
                bilingual!(
                    "{path} has this report no more; open it again",
                    "{path} 中已没有这篇报道；请重新打开"
                )
            }
            Self::Foreign(path, line) => {
                let path = path.display();
                bilingual!(
                    "{path}:{line}: it is no correction that this version knows; the file is left as it is, mend or move it",
                    "{path} 第 {line} 行不是本版本认识的更正；文件未作改动，请改正或移走"
                )
            }
            Self::None => Bilingual::new(
                "no correction of this page is left to take back",
                "本版面没有可撤回的更正",
            ),
            Self::Changed => Bilingual::new(
                "the reports were changed since by something else, and are left as they are",
                "这些报道此后另有改动，未作撤回",
            ),
            Self::System(error) => error.in_both(),
        }
    }
}

display_in_english!(Error);

impl std::error::Error for Error {}

impl From<Misfit> for Error {
    fn from(misfit: Misfit) -> Self {
        Self::Misfit(misfit)
    }
}

impl From<SystemError> for Error {
    fn from(error: SystemError) -> Self {
        Self::System(error)
    }
}

/// The beginning of a text, as much as tells which it is.
fn beginning(text: &str) -> String {
    const LENGTH: usize = 12;
    let mut shown: String = text.chars().take(LENGTH).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}
