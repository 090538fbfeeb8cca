//! Writes the store: one edition, or JSON Lines with a page in a line, which are there as soon as the
//! page is read and can be gone on with.

mod held;
mod whole;

use std::collections::HashMap;
use std::fs::OpenOptions;
use std::io::{self, BufRead as _, BufReader, BufWriter, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use serde::Serialize;
use serde_json::Value;

use self::whole::Whole;
use super::super::failure::Failure;
use super::super::target::Target;
use crate::article::{Article, Origin};
use crate::lang::IoContext as _;
use crate::page::{Turns, Unplaced};
use crate::place::{Existing, Growing, Guarded, is_stream};

/// The reports of a page, or of all pages.
#[derive(Debug, Default, Serialize)]
pub(super) struct Edition {
    pub(super) articles: Vec<Article>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) unplaced: Vec<Unplaced>,
    /// The page, where an edition is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) origin: Option<Origin>,
}

/// Where a store is to be written to.
pub(super) enum Destination<'a> {
    /// Standard output.
    Stdout,
    /// A file that may be written.
    File(Target<'a>),
}

/// A store that is being written.
pub(super) enum Output<'a> {
    /// One edition, put in its place when all is read.
    Whole(Box<Whole<'a>>),
    /// JSON Lines.
    Lines {
        writer: BufWriter<Box<dyn io::Write>>,
        /// The last line of each file that the store holds already.
        done: HashMap<String, u32>,
    },
}

impl<'a> Output<'a> {
    /// Opens a store. What the reports that it holds leave open is taken up in `turns`.
    ///
    /// # Errors
    ///
    /// The file cannot be opened, or it is no store that can be added to.
    pub(super) fn open(
        destination: &Destination<'a>,
        lines: bool,
        turns: &mut Turns,
    ) -> Result<Self, Failure> {
        let stream = |file: Box<dyn io::Write>, done| Self::Lines {
            writer: BufWriter::new(file),
            done,
        };
        let target = match destination {
            Destination::Stdout => {
                return Ok(stream(Box::new(Guarded::new(io::stdout())), HashMap::new()));
            }
            Destination::File(target) => *target,
        };
        let path = target.path;
        if is_stream(path) {
            return Ok(stream(Box::new(target.begin()?), HashMap::new()));
        }
        if !lines {
            return Ok(Self::Whole(Box::new(Whole::begin(target, turns)?)));
        }
        if target.existing == Existing::AddedTo {
            let (file, done) = lines_of(path, turns).context(path)?;
            return Ok(stream(file, done));
        }
        let file = Growing::begin(path, target.existing).context(path)?;
        Ok(stream(Box::new(file), HashMap::new()))
    }

    /// Returns whether the store holds a page already.
    pub(super) fn holds(&self, file: &str, first: u32) -> bool {
        match self {
            Self::Lines { done, .. } => done.get(file).is_some_and(|&last| first <= last),
            Self::Whole(whole) => whole.files.contains(file),
        }
    }

    /// Adds a page.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub(super) fn page(&mut self, page: &Edition) -> io::Result<()> {
        match self {
            Self::Whole(whole) => whole.page(page),
            Self::Lines { writer, .. } => {
                serde_json::to_writer(&mut *writer, page).map_err(io::Error::from)?;
                writer.write_all(b"\n")?;
                writer.flush()
            }
        }
    }

    /// Ends the store.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub(super) fn finish(self) -> Result<(), Failure> {
        match self {
            // Each page was sent on as it came.
            Self::Lines { .. } => Ok(()),
            Self::Whole(whole) => whole.finish(),
        }
    }
}

/// Takes note of a page that a store holds.
fn hold(page: &Value, done: &mut HashMap<String, u32>, turns: &mut Turns) {
    let origin = &page["origin"];
    let last = origin["lines"]
        .as_array()
        .and_then(|lines| lines.last()?.get(1)?.as_u64());
    if let (Some(file), Some(last)) = (origin["file"].as_str(), last) {
        let known = done.entry(file.to_owned()).or_default();
        *known = (*known).max(u32::try_from(last).unwrap_or(u32::MAX));
    }
    held::resume(turns, &page["articles"], &page["unplaced"]);
}

/// Opens JSON Lines to go on with. What an interrupted run left of its last line is taken away.
fn lines_of(
    path: &Path,
    turns: &mut Turns,
) -> io::Result<(Box<dyn io::Write>, HashMap<String, u32>)> {
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)?;
    let mut done: HashMap<String, u32> = HashMap::new();
    let mut end = 0;
    let mut reader = BufReader::new(&file);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line)? > 0 && line.ends_with(b"\n") {
        end += line.len() as u64;
        if let Ok(page) = serde_json::from_slice::<Value>(&line) {
            hold(&page, &mut done, turns);
        }
        line.clear();
    }
    file.set_len(end)?;
    file.seek(SeekFrom::End(0))?;
    Ok((Box::new(file), done))
}
