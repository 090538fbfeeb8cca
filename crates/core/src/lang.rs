//! The two languages in which the program speaks, and what speaks them.
//!
//! Whatever is shown to a person is a [`Bilingual`] or says itself by [`Say`], which has no default: an error
//! that has no Chinese does not compile. What the system says of a file is put into sentences of ours in
//! [`system`], with the name of the file.

use std::path::Path;

use serde::{Deserialize, Serialize};

pub use system::{IoContext, SystemError, cause, is_of_resolver, system};

/// Makes a [`Bilingual`] of two format strings: `bilingual!("{name} is empty", "{name} 是空的")`.
#[macro_export]
macro_rules! bilingual {
    ($english:literal, $chinese:literal $(,)?) => {
        $crate::lang::Bilingual::new(format!($english), format!($chinese))
    };
}
pub use bilingual;

/// Has what says itself be displayed in English, for tests and where an error has to be displayed.
#[macro_export]
macro_rules! display_in_english {
    ($spoken:ty) => {
        impl std::fmt::Display for $spoken {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&$crate::lang::Say::say(self, $crate::lang::Lang::En))
            }
        }
    };
}
pub use display_in_english;

mod system;

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Lang {
    /// English
    #[default]
    En,
    /// 中文
    Zh,
}

impl Lang {
    /// Chinese for a locale such as `zh_CN.UTF-8`, else English.
    pub fn from_locale(locale: &str) -> Self {
        let language = locale.split(['_', '-', '.']).next().unwrap_or_default();
        if language.eq_ignore_ascii_case("zh") {
            Self::Zh
        } else {
            Self::En
        }
    }

    /// Picks the words of this language.
    pub const fn pick(self, english: &'static str, chinese: &'static str) -> &'static str {
        match self {
            Self::En => english,
            Self::Zh => chinese,
        }
    }

    /// Joins what a sentence is about to the sentence: `a.json: …`, `a.json：…`.
    pub fn about(self, subject: &str, sentence: &str) -> String {
        format!("{subject}{}{sentence}", self.pick(": ", "："))
    }
}

/// What says itself to a person in either language.
pub trait Say {
    /// Returns what it says, in one line.
    fn say(&self, lang: Lang) -> String;

    /// Returns what it says in both languages, for whoever speaks later.
    fn in_both(&self) -> Bilingual {
        Bilingual::new(self.say(Lang::En), self.say(Lang::Zh))
    }
}

/// A sentence in both languages. It is an error where there is nothing to know but what it says.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Bilingual {
    /// The English sentence.
    pub english: String,
    /// The Chinese sentence.
    pub chinese: String,
}

impl Bilingual {
    /// Makes a sentence of its two forms.
    pub fn new(english: impl Into<String>, chinese: impl Into<String>) -> Self {
        Self {
            english: english.into(),
            chinese: chinese.into(),
        }
    }

    /// Puts what it is about before it: `a.json: …`, `a.json：…`.
    #[must_use]
    pub fn about(&self, subject: impl Into<Self>) -> Self {
        let Self { english, chinese } = subject.into();
        Self::new(
            Lang::En.about(&english, &self.english),
            Lang::Zh.about(&chinese, &self.chinese),
        )
    }
}

impl Say for Bilingual {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::En => self.english.clone(),
            Lang::Zh => self.chinese.clone(),
        }
    }
}

display_in_english!(Bilingual);

impl std::error::Error for Bilingual {}

/// A path is called the same in both languages.
impl From<&Path> for Bilingual {
    fn from(path: &Path) -> Self {
        path.display().to_string().as_str().into()
    }
}

impl From<(&str, &str)> for Bilingual {
    fn from((english, chinese): (&str, &str)) -> Self {
        Self::new(english, chinese)
    }
}

/// A name is the same in both languages.
impl From<&str> for Bilingual {
    fn from(name: &str) -> Self {
        Self::new(name, name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_locales_speak_chinese() {
        assert_eq!(Lang::from_locale("zh_TW.UTF-8"), Lang::Zh);
        assert_eq!(Lang::from_locale("zh-CN"), Lang::Zh);
        assert_eq!(Lang::from_locale("C"), Lang::En);
        assert_eq!(Lang::from_locale("zha_CN.UTF-8"), Lang::En, "Zhuang");
        assert_eq!(Lang::from_locale("de_DE"), Lang::En);
    }

    #[test]
    fn a_sentence_is_made_of_what_is_at_hand() {
        let name = "a.json";
        let sentence = bilingual!("{name} is empty", "{name} 是空的");
        assert_eq!(sentence.say(Lang::En), "a.json is empty");
        assert_eq!(sentence.say(Lang::Zh), "a.json 是空的");
        let empty = Bilingual::new("it is empty", "是空的").about(name);
        assert_eq!(
            empty,
            Bilingual::new("a.json: it is empty", "a.json：是空的")
        );
    }
}
