//! JSON on disk to articles.
//!
//! Reading is a row of steps, each in a file of its own: the files are found (`files`), their bytes
//! become text (`decode`, `text`), the text records (`records`, over `json`), the records articles
//! (`reports`, by the `names` of their fields), a window of the text at a time (`stream`): one file's are a
//! `batch`. All of them get ids (`ids`) and their order (`order`).
//! Saved e-papers are read too (`epaper`), for import.
//! What is wrong with a file or a record is kept beside the others' articles, with its place.

mod account;
mod batch;
mod carried;
mod check;
mod content;
mod decode;
mod elsewhere;
mod epaper;
mod fault;
mod file_kinds;
mod file_names;
mod files;
mod ids;
mod json;
mod kinds;
mod lines;
mod locate_record;
mod markup;
mod mend;
mod name_pattern;
mod names;
mod order;
mod path;
mod places;
mod recast;
mod records;
mod reports;
mod shape;
mod sieve;
mod source_file;
mod source_roots;
mod stream;
mod text;

pub use account::Account;
pub use carried::{carried, carried_file, is_carried_alone};
pub use check::{Checked, check};
pub use epaper::{EpaperPage, epaper};
pub use file_kinds::is_read_in_directory;
pub use files::{endless, no_file, unreadable, unseen};
pub use ids::Taken;
pub use lines::{LONGEST_LINE, Lines, endless_line, not_page_text};
pub use locate_record::{Stand, stand};
pub use markup::{Rich, line as line_of_markup, rich as of_markup, unescaped};
pub use name_pattern::{NamePattern, PathFields};
pub use names::Names;
pub use order::{Key, Shared, sort_key};
pub use shape::Shape;
pub use sieve::Sieve;
pub use source_file::{
    Block, Changed, Form, Located, Piece, Snapshot, Spot, State, Volume, locate,
};
pub use source_roots::{MOST_ROOTS, Roots, whole_path, whole_paths};

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use self::batch::Batch;
use self::files::File;
use crate::article::Article;
use crate::lang::{Bilingual, Lang, Say, display_in_english};
use crate::text::sanitize;

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
    /// Pairs of one of our [`field_names`] and the data's name for it, besides those that are known.
    pub map: Vec<(String, String)>,
    /// What the paths of files say of reports that do not say it themselves.
    pub name_pattern: Option<NamePattern>,
}

/// Articles in reading order and what was wrong on the way.
#[derive(Debug, Default)]
pub struct Collection {
    /// The articles, newest first.
    pub articles: Vec<Article>,
    /// What was wrong, in the order of the files.
    pub problems: Vec<Problem>,
    /// The files that were read; standard input is `-`.
    pub files: Vec<PathBuf>,
    /// Where each article's record stands, in the articles' order.
    pub places: Vec<Site>,
}

/// Where an article's record stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// The file's number among those that were read.
    pub number: u32,
    /// The file as the user named it; `-` for standard input.
    pub file: Arc<str>,
    /// The first byte of its record: of the file, or of its text in UTF-8 where it is in another
    /// encoding.
    pub at: u64,
    /// The record's length in bytes.
    pub len: u64,
}

impl Collection {
    /// Returns whether it is to be used: `strict` has no problems in it, and problems alone are
    /// nothing to read.
    pub fn is_usable(&self, strict: bool) -> bool {
        self.problems.is_empty() || !(strict || self.articles.is_empty())
    }
}

/// Something wrong at one place of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The file as the user named it; `-` for standard input.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
    /// What is wrong, and what was expected.
    pub what: Bilingual,
}

impl Problem {
    fn new(file: String, (line, column): (usize, usize), what: Bilingual) -> Self {
        Self {
            file,
            line,
            column,
            what,
        }
    }
}

/// Says `file:line:column: what is wrong, and what was expected` on one line that is safe to show. The place is
/// written the same in both languages, for editors that jump to it.
impl Say for Problem {
    fn say(&self, lang: Lang) -> String {
        let what = self.what.say(lang);
        let file = sanitize::visible_line(&self.file);
        let what = sanitize::visible_line(&what);
        format!("{file}:{}:{}: {what}", self.line, self.column)
    }
}

display_in_english!(Problem);

/// Returns the names of our own format's fields, for which [`Reading::map`] may give others.
pub fn field_names() -> impl Iterator<Item = &'static str> {
    names::ours()
}

/// Returns the encoding of a text by its beginning: UTF-8, UTF-16, GB18030 or Big5.
pub fn encoding(beginning: &[u8]) -> &'static encoding_rs::Encoding {
    decode::told(beginning)
}

/// Makes the id of an article that has none, the same from run to run: from its origin if it names
/// its lines.
pub fn made_id(article: &Article) -> String {
    ids::made(article)
}

/// Makes the id of an article whose own is another's: one with a number.
pub fn numbered_id(id: &str, number: u32) -> String {
    ids::numbered(id, number)
}

/// Returns the files on disk that sources name, those in directories among them.
pub fn files(sources: &[Source]) -> Vec<PathBuf> {
    let files = files::find(sources);
    let paths = files.iter().filter_map(|file| file.path().ok().flatten());
    paths.map(Path::to_owned).collect()
}

/// Returns how large the files on disk are together that sources name, in bytes.
pub fn size(sources: &[Source]) -> u64 {
    let (located, _) = locate(sources).unwrap_or_default();
    let sizes = located.iter().map(|located| fs::metadata(&located.path));
    sizes
        .map(|metadata| metadata.map_or(0, |metadata| metadata.len()))
        .sum()
}

/// Reads the beginning of the first file, so that there is something to see while all of them are read;
/// `None` where that takes long.
pub fn beginning(sources: &[Source], reading: &Reading) -> Option<Collection> {
    let (located, _) = locate(sources)?;
    let Located { name, path } = located.first()?;
    let block = Volume::open(name, path, &Names::of(reading))
        .ok()?
        .beginning()?;
    let file: Arc<str> = name.as_str().into();
    let site = |spot: Spot| Site {
        number: 0,
        file: file.clone(),
        at: spot.at,
        len: u64::from(spot.len),
    };
    let (mut articles, mut places): (Vec<_>, Vec<_>) = block
        .articles
        .into_iter()
        .map(|(article, spot)| (article, site(spot)))
        .unzip();
    ids::settle(articles.iter_mut().enumerate());
    order::sort(&mut articles, &mut places);
    Some(Collection {
        articles,
        files: vec![path.clone()],
        problems: Vec::new(),
        places,
    })
}

/// Makes sure that a report can be read from a source, and reads no more than the first block that has one.
///
/// # Errors
///
/// The first problem, where there is none.
pub fn first_report(source: &Source) -> Result<(), Problem> {
    let sources = std::slice::from_ref(source);
    let (files, mut problems) = locate(sources).unwrap_or_default();
    let names = Names::of(&Reading::default());
    for Located { name, path } in &files {
        match Volume::open(name, path, &names).and_then(|volume| volume.first_report()) {
            Ok(Ok(())) => return Ok(()),
            Ok(Err(problem)) => problems.extend(problem),
            Err(error) => problems.push(unreadable(name, &error)),
        }
        problems.truncate(1);
    }
    let name = files
        .first()
        .map(|file| file.name.clone())
        .unwrap_or_default();
    let nothing = Bilingual::new("there are no reports in it", "其中没有报道");
    let first = problems.into_iter().next();
    Err(first.unwrap_or_else(|| Problem::new(name, (1, 1), nothing)))
}

/// Says that the pattern for names fits none of some files.
fn unfitting(reading: &Reading, files: &[File]) -> Option<Problem> {
    let pattern = reading.name_pattern.as_ref()?;
    pattern.fits_none(files.iter().filter_map(|file| file.path().ok().flatten()))
}

/// Reads every source. Nothing that is wrong with one record or file keeps the others from being
/// read.
pub fn read(sources: &[Source], reading: &Reading) -> Collection {
    sift(sources, reading, &mut sieve::All).unwrap_or_default()
}

/// Reads every source as [`read`] does, and holds of the articles no more than what is kept: each has the id and the
/// place that it has among all. Returns nothing once the sieve breaks off.
pub fn sift(sources: &[Source], reading: &Reading, sieve: &mut dyn Sieve) -> Option<Collection> {
    let names = Names::of(reading);
    let files = files::find(sources);
    let read: Vec<PathBuf> = files.iter().map(File::place).collect();
    let mut taken = Taken::default();
    let batch = |file| Batch::read(file, &names, &mut taken, sieve);
    let mut batches = files.iter().map(batch).collect::<Option<Vec<_>>>()?;
    let (mut articles, mut places) = (Vec::new(), Vec::new());
    let mut problems = Vec::new();
    problems.extend(unfitting(reading, &files));
    for batch in &mut batches {
        batch.settle_ids(&mut taken);
    }
    for (batch, number) in batches.into_iter().zip(0..) {
        let (mut own, mut sites, wrong) = batch.into_parts(number);
        if articles.is_empty() {
            // Those of a large file are not held twice meanwhile.
            (articles, places) = (own, sites);
        } else {
            articles.append(&mut own);
            places.append(&mut sites);
        }
        problems.extend(wrong);
    }
    order::sort(&mut articles, &mut places);
    Some(Collection {
        articles,
        problems,
        files: read,
        places,
    })
}
