//! What the commands write to, held to the one rule of [`place::check`].

use std::io;
use std::path::Path;

use anyhow::Context as _;

use crate::exit::WrongUse;
use crate::lang::{Lang, Say as _};
use crate::place::{self, Existing, Inputs, Placed, Refusal};
use crate::store::Source;
use crate::term;

/// A file that may be written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Target<'a> {
    pub(super) path: &'a Path,
    pub(super) existing: Existing,
    lang: Lang,
}

/// Returns whether a path means standard output.
pub(super) fn is_stdout(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Makes sure that what is printed does not come back as what is read of sources.
///
/// # Errors
///
/// Fails where standard output is one of their files.
pub(super) fn check_stdout(sources: &[Source], lang: Lang) -> Result<(), WrongUse> {
    if place::stdout_is_file() {
        allow_stdout(&term::inputs(sources), lang)
    } else {
        Ok(())
    }
}

/// Makes sure that what is printed does not come back as what is read.
///
/// # Errors
///
/// Fails where standard output is one of the files.
pub(super) fn allow_stdout(inputs: &Inputs, lang: Lang) -> Result<(), WrongUse> {
    let checked = inputs.check_stdout();
    checked.map_err(|refusal| WrongUse(refusal.say(lang)))
}

impl<'a> Target<'a> {
    /// Makes sure that a file may be written.
    ///
    /// # Errors
    ///
    /// Fails where it is one that is read, or that is there and is to stay.
    pub(super) fn new(
        path: &'a Path,
        existing: Existing,
        inputs: &Inputs,
        lang: Lang,
    ) -> Result<Self, Refusal> {
        place::check(path, existing, inputs)?;
        Ok(Self {
            path,
            existing,
            lang,
        })
    }

    /// Begins the file.
    ///
    /// # Errors
    ///
    /// Fails when nothing can be written there.
    pub(super) fn begin(&self) -> anyhow::Result<Placed> {
        Placed::begin(self.path).with_context(|| self.name())
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    ///
    /// Fails where there is one by now that is to stay, or when it cannot be written.
    pub(super) fn put(&self, placed: Placed) -> anyhow::Result<()> {
        placed
            .put_as(self.existing)
            .map_err(|error| match error.kind() {
                io::ErrorKind::AlreadyExists => {
                    WrongUse(Refusal::Taken(self.path.to_owned()).say(self.lang)).into()
                }
                _ => anyhow::Error::from(error).context(self.name()),
            })
    }

    /// Returns what the file is called.
    pub(super) fn name(&self) -> String {
        self.path.display().to_string()
    }
}
