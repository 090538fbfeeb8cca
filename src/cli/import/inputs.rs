//! Finds the files of page text.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::filetype;
use crate::lang::{self, Bilingual};
use crate::store;

/// A file of page text, or why there is none.
#[derive(Debug)]
pub(super) enum Input {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
    /// A path that leads nowhere, and why.
    Nothing(PathBuf, Bilingual),
}

/// What a directory is searched for.
const EXTENSIONS: [&str; 3] = ["txt", "text", "pdf"];

/// Finds files: those that were named, and those of directories at any depth in the order of names.
pub(super) fn find(paths: &[PathBuf]) -> Vec<Input> {
    let mut found = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            found.push(Input::Stdin);
        } else if path.is_dir() {
            let before = found.len();
            directory(path, &mut found);
            if found.len() == before {
                let why = Bilingual::new(
                    "no newspaper pages here, expected files named *.txt or *.pdf",
                    "这里没有报纸版面，应有名为 *.txt 或 *.pdf 的文件",
                );
                found.push(Input::Nothing(path.clone(), why));
            }
        } else if filetype::is_special(path) {
            found.push(Input::Nothing(path.clone(), store::endless()));
        } else {
            found.push(Input::File(path.clone()));
        }
    }
    found
}

fn directory(path: &Path, found: &mut Vec<Input>) {
    let mut paths = match entries(path) {
        Ok(paths) => paths,
        Err(error) => return found.push(Input::Nothing(path.to_owned(), lang::system(&error))),
    };
    paths.sort();
    for path in paths {
        match fs::metadata(&path) {
            // A link to a directory may lead back here.
            Ok(known) if known.is_dir() && path.is_symlink() => {}
            Ok(known) if known.is_dir() => directory(&path, found),
            Ok(_) if !is_text(&path) => {}
            Ok(known) if known.is_file() => found.push(Input::File(path)),
            Ok(_) => found.push(Input::Nothing(path, store::no_file())),
            // Without an ending it may be a directory's name.
            Err(error) if is_text(&path) || path.extension().is_none() => {
                let why = store::unseen(&path, &error);
                found.push(Input::Nothing(path, why));
            }
            Err(_) => {}
        }
    }
}

fn entries(directory: &Path) -> io::Result<Vec<PathBuf>> {
    fs::read_dir(directory)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect()
}

/// Returns whether a file of a directory is one of page text, by its name.
pub(super) fn is_text(path: &Path) -> bool {
    let extension = path
        .extension()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    let hidden = path
        .file_name()
        .is_some_and(|name| name.to_string_lossy().starts_with('.'));
    !hidden && EXTENSIONS.contains(&extension.as_str())
}
