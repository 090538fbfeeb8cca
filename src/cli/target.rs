//! What the commands write to, held to the one rule of [`place::check`].

use std::io;
use std::path::Path;

use super::failure::Failure;
use crate::lang::{IoContext as _, SystemError};
use crate::place::{self, Existing, Inputs, Placed, Refusal};
use crate::store::Source;
use crate::term;

/// A file that may be written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Target<'a> {
    pub(super) path: &'a Path,
    pub(super) existing: Existing,
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
pub(super) fn check_stdout(sources: &[Source]) -> Result<(), Failure> {
    if place::stdout_is_file() {
        allow_stdout(&term::inputs(sources))
    } else {
        Ok(())
    }
}

/// Makes sure that what is printed does not come back as what is read.
///
/// # Errors
///
/// Fails where standard output is one of the files.
pub(super) fn allow_stdout(inputs: &Inputs) -> Result<(), Failure> {
    Ok(inputs.check_stdout()?)
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
    ) -> Result<Self, Refusal> {
        place::check(path, existing, inputs)?;
        Ok(Self { path, existing })
    }

    /// Begins the file.
    ///
    /// # Errors
    ///
    /// Fails when nothing can be written there.
    pub(super) fn begin(&self) -> Result<Placed, SystemError> {
        Placed::begin(self.path).context(self.path)
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    ///
    /// Fails where there is one by now that is to stay, or when it cannot be written.
    pub(super) fn put(&self, placed: Placed) -> Result<(), Failure> {
        match placed.put_as(self.existing) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                Err(Refusal::Taken(self.path.to_owned()).into())
            }
            put => Ok(put.context(self.path)?),
        }
    }

    /// Returns what the file is called.
    pub(super) fn name(&self) -> String {
        self.path.display().to_string()
    }
}
