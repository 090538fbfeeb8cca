//! Why a command ends before it is done, in both languages: what does not say itself in both cannot end one, for
//! it is no [`Failure`] and does not become one.

use std::io::ErrorKind;

use crate::archive;
use crate::config::RewriteError;
use crate::corpus;
use crate::corrections;
use crate::exit::Exit;
use crate::lang::{self, Bilingual, Say as _, SystemError};
use crate::library;
use crate::place::Refusal;
use crate::remote;

/// Why a command ends before it is done.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// The arguments are each right, and make no sense together or here.
    WrongUse(Bilingual),
    /// The program that reads the output has ended, as it may.
    BrokenPipe,
    /// Anything else.
    Failed(Bilingual),
}

impl Failure {
    /// Says that arguments make no sense together or here.
    pub(super) fn wrong_use(why: impl Into<Bilingual>) -> Self {
        Self::WrongUse(why.into())
    }

    /// Returns how the program ends by it.
    pub(super) fn exit(&self) -> Exit {
        match self {
            Self::WrongUse(_) => Exit::WrongUse,
            Self::BrokenPipe => Exit::Success,
            Self::Failed(_) => Exit::Failure,
        }
    }

    /// Returns what is said of it; `None` where there is nothing to say.
    pub(super) fn message(&self) -> Option<&Bilingual> {
        match self {
            Self::WrongUse(why) | Self::Failed(why) => Some(why),
            Self::BrokenPipe => None,
        }
    }
}

impl From<SystemError> for Failure {
    fn from(error: SystemError) -> Self {
        match lang::cause(error.io()).kind() {
            ErrorKind::BrokenPipe => Self::BrokenPipe,
            _ => Self::Failed(error.in_both()),
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::WrongUse(refusal.in_both())
    }
}

/// What says all that there is to know of it.
macro_rules! failures {
    ($($error:ty),+ $(,)?) => {$(
        impl From<$error> for Failure {
            fn from(error: $error) -> Self {
                Self::Failed(error.in_both())
            }
        }
    )+};
}

failures!(
    Bilingual,
    archive::Error,
    corpus::Error,
    remote::Error,
    corrections::Error,
    library::Error,
    RewriteError
);

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;
    use crate::lang::IoContext as _;

    fn failure(error: io::Error) -> Failure {
        let failed = Err::<(), _>(error).context("out.json");
        failed.map_err(Failure::from).unwrap_err()
    }

    #[test]
    fn a_broken_pipe_is_success_however_deep_it_lies() {
        let broken = || io::Error::from(ErrorKind::BrokenPipe);
        for error in [broken(), io::Error::other(broken())] {
            let failure = failure(error);
            assert_eq!(failure, Failure::BrokenPipe);
            assert_eq!(failure.exit(), Exit::Success);
            assert_eq!(failure.message(), None);
        }
        let full = failure(ErrorKind::StorageFull.into());
        assert_eq!(full.exit(), Exit::Failure);
        let why = full.message().unwrap();
        assert!(why.english.starts_with("out.json: no space"), "{why}");
        assert!(why.chinese.starts_with("out.json：磁盘"), "{why:?}");
    }
}
