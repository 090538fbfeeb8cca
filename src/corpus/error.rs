//! Why a corpus gives no answer.

use crate::lang::{Lang, Say, display_in_english};
use crate::{archive, remote};

/// Why a corpus gives no answer.
#[derive(Debug)]
pub enum Error {
    /// The index beside the files cannot be read.
    Archive(archive::Error),
    /// The search engine gives none.
    Remote(remote::Error),
}

impl Error {
    /// Returns why there is none where it was given up.
    pub fn stopped() -> Self {
        Self::Archive(archive::Error::Stopped)
    }

    /// Returns whether it was given up.
    pub fn is_stopped(&self) -> bool {
        matches!(
            self,
            Self::Archive(archive::Error::Stopped) | Self::Remote(remote::Error::Stopped)
        )
    }

    /// Returns whether the index beside the files is damaged, so that it is to be made again.
    pub fn is_damage(&self) -> bool {
        matches!(self, Self::Archive(archive::Error::Damaged))
    }
}

impl Say for Error {
    fn say(&self, lang: Lang) -> String {
        match self {
            Self::Archive(error) => error.say(lang),
            Self::Remote(error) => error.say(lang),
        }
    }
}

display_in_english!(Error);

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Archive(error) => error.source(),
            Self::Remote(_) => None,
        }
    }
}

impl From<archive::Error> for Error {
    fn from(error: archive::Error) -> Self {
        Self::Archive(error)
    }
}

impl From<remote::Error> for Error {
    fn from(error: remote::Error) -> Self {
        Self::Remote(error)
    }
}
