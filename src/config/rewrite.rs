//! Changes the file of settings as a whole: it is the old one or the new one, never half of one.

use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;

use super::EditError;

/// Why the file of settings was not changed.
#[derive(Debug, thiserror::Error)]
pub enum RewriteError {
    /// It cannot be changed as it stands.
    #[error(transparent)]
    Edit(#[from] EditError),
    /// It cannot be read or written.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Writes what `change` makes of a file's text, which is empty where there is no file.
///
/// # Errors
///
/// Fails where the file cannot be read, changed or written; it is then as it was.
pub fn rewrite(
    path: &Path,
    change: impl FnOnce(&str) -> Result<String, EditError>,
) -> Result<(), RewriteError> {
    // A file that is kept elsewhere and linked to is changed there.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error.into()),
    };
    Ok(write(&path, &change(&text)?)?)
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    let place = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(place)?;
    let mut file = tempfile::Builder::new()
        .prefix(".config.")
        .tempfile_in(place)?;
    file.write_all(text.as_bytes())?;
    if let Ok(old) = fs::metadata(path) {
        file.as_file().set_permissions(old.permissions())?;
    }
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}
