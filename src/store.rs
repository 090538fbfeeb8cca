//! JSON on disk to articles.

use std::fmt;
use std::path::PathBuf;

use crate::article::Article;

/// Where articles are read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The edition that is part of the program.
    Shipped,
    /// Standard input.
    Stdin,
    /// A file, or a directory that is read recursively.
    Path(PathBuf),
}

/// How records are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Names of fields in the data for names of ours, besides those that are known.
    pub map: Vec<(String, String)>,
}

/// Articles in reading order and what was wrong on the way.
#[derive(Debug, Default)]
pub struct Collection {
    /// The articles, newest first.
    pub articles: Vec<Article>,
    /// What was wrong, in the order of the files.
    pub problems: Vec<Problem>,
}

impl Collection {
    /// Returns whether it is to be used: `strict` has no problems in it, and problems alone are
    /// nothing to read.
    pub fn is_usable(&self, strict: bool) -> bool {
        self.problems.is_empty() || !(strict || self.articles.is_empty())
    }
}

/// Something wrong at one place of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file as the user named it; `-` for standard input.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
    /// What is wrong, and what was expected.
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}:{}:{}: {}",
            self.file, self.line, self.column, self.what
        )
    }
}

/// Reads every source. Nothing that is wrong with one record or file keeps the others from being
/// read.
pub fn read(sources: &[Source], reading: &Reading) -> Collection {
    let _ = (sources, reading);
    Collection::default()
}
