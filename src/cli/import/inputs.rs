//! Finds the files of page text.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::BEGINNING;
use crate::filetype::{self, FileType};
use crate::lang::{self, Bilingual};
use crate::ocr;
use crate::store;

/// A file of page text, or why there is none.
#[derive(Debug)]
pub(super) enum Input {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
    /// A directory's saved web pages.
    Site(PathBuf, Vec<PathBuf>),
    /// A path that leads nowhere, and why.
    Nothing(PathBuf, Bilingual),
}

/// What a directory is searched for.
const EXTENSIONS: [&str; 3] = ["txt", "text", "pdf"];

/// What recognized text is named, and other files too: their beginning tells.
const SCANS: [&str; 6] = ["xml", "hocr", "html", "htm", "json", "jsonl"];

/// Finds files: those that were named, and those of directories at any depth in the order of names.
pub(super) fn find(paths: &[PathBuf]) -> Vec<Input> {
    let mut found = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            found.push(Input::Stdin);
        } else if path.is_dir() {
            let before = found.len();
            let mut web_pages = Vec::new();
            directory(path, &mut found, &mut web_pages);
            // A description names the files that are read with it.
            let here = found.get_mut(before..).unwrap_or_default();
            here.sort_by_key(|input| !is_description(input));
            if !web_pages.is_empty() {
                found.push(Input::Site(path.clone(), web_pages));
            }
            if found.len() == before {
                let why = Bilingual::new(
                    "no newspaper pages here, expected files of page text (*.txt), PDF, recognized text, or saved web pages",
                    "这里没有报纸版面，应有版面文字（*.txt）、PDF、文字识别结果或存下的网页",
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

/// Finds the files of a directory; web pages apart from others.
fn directory(path: &Path, found: &mut Vec<Input>, web_pages: &mut Vec<PathBuf>) {
    let mut paths = match entries(path) {
        Ok(paths) => paths,
        Err(error) => return found.push(Input::Nothing(path.to_owned(), lang::system(&error))),
    };
    paths.sort();
    for path in paths {
        match fs::metadata(&path) {
            // A link to a directory may lead back here.
            Ok(known) if known.is_dir() && path.is_symlink() => {}
            Ok(known) if known.is_dir() => directory(&path, found, web_pages),
            Ok(known) if known.is_file() && is_web_page(&path) => web_pages.push(path),
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

/// Returns whether a file of a directory is one of pages: by its name, or by its beginning.
pub(super) fn is_text(path: &Path) -> bool {
    let extension = path
        .extension()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    let hidden = path
        .file_name()
        .is_some_and(|name| name.to_string_lossy().starts_with('.'));
    let may_be_scan =
        || SCANS.contains(&extension.as_str()) && kind(path).is_some_and(ocr::is_scan);
    !hidden && (EXTENSIONS.contains(&extension.as_str()) || may_be_scan())
}

/// Returns whether a file is a web page and no recognized text.
pub(super) fn is_web_page(path: &Path) -> bool {
    is_named(path, &["htm", "html"]) && kind(path) == Some(FileType::Html)
}

/// Returns whether a file's name ends in one of some ways.
pub(super) fn is_named(path: &Path, extensions: &[&str]) -> bool {
    let extension = path.extension().unwrap_or_default();
    let mut extensions = extensions.iter();
    extensions.any(|name| extension.eq_ignore_ascii_case(name))
}

/// Returns whether a file describes a digitized issue.
fn is_description(input: &Input) -> bool {
    let Input::File(path) = input else {
        return false;
    };
    is_named(path, &["xml"]) && kind(path) == Some(FileType::Mets)
}

/// Returns what a file is by its beginning.
pub(super) fn kind(path: &Path) -> Option<FileType> {
    let mut beginning = Vec::new();
    if filetype::is_special(path) {
        return None;
    }
    let file = File::open(path).ok()?;
    file.take(BEGINNING).read_to_end(&mut beginning).ok()?;
    Some(filetype::detect(&beginning)?.file_type)
}
