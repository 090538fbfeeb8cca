//! Writes the store: one edition, or JSON Lines with a page in a line, which are there as soon as the
//! page is read and can be gone on with.

mod held;
mod whole;

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, BufWriter, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use anyhow::Context as _;
use serde::Serialize;
use serde_json::Value;

use self::whole::Whole;

use crate::article::{Article, Origin};
use crate::page::{Turns, Unplaced};

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

/// Where a store is written to.
pub(super) enum Output {
    /// One edition, put in its place when all is read.
    Whole(Box<Whole>),
    /// JSON Lines.
    Lines {
        writer: BufWriter<Box<dyn io::Write>>,
        /// The last line of each file that the store holds already.
        done: HashMap<String, u32>,
    },
}

impl Output {
    /// Opens a store. What the reports that it holds leave open is taken up in `turns`.
    ///
    /// # Errors
    ///
    /// The file cannot be opened, or it is no store that can be added to.
    pub(super) fn open(
        path: &Path,
        lines: bool,
        append: bool,
        turns: &mut Turns,
    ) -> anyhow::Result<Self> {
        let stream = |file: Box<dyn io::Write>, done| Self::Lines {
            writer: BufWriter::new(file),
            done,
        };
        if path.as_os_str() == "-" {
            return Ok(stream(Box::new(io::stdout()), HashMap::new()));
        }
        let named = || path.display().to_string();
        // A pipe or a device takes what comes; a file in its place would be another thing.
        if path
            .metadata()
            .is_ok_and(|known| !known.is_file() && !known.is_dir())
        {
            let device = OpenOptions::new()
                .write(true)
                .open(path)
                .with_context(named)?;
            return Ok(stream(Box::new(device), HashMap::new()));
        }
        if lines {
            let (file, done) = lines_of(path, append, turns).with_context(named)?;
            return Ok(stream(file, done));
        }
        let whole = Whole::begin(path, append, turns).with_context(named)?;
        Ok(Self::Whole(Box::new(whole)))
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
    pub(super) fn page(&mut self, page: &Edition) -> anyhow::Result<()> {
        match self {
            Self::Whole(whole) => whole.page(page),
            Self::Lines { writer, .. } => {
                serde_json::to_writer(&mut *writer, page).map_err(io::Error::from)?;
                writer.write_all(b"\n")?;
                Ok(writer.flush()?)
            }
        }
    }

    /// Ends the store.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub(super) fn finish(self) -> anyhow::Result<()> {
        match self {
            Self::Lines { mut writer, .. } => Ok(writer.flush()?),
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

/// Opens JSON Lines. What an interrupted run left of its last line is taken away.
fn lines_of(
    path: &Path,
    append: bool,
    turns: &mut Turns,
) -> anyhow::Result<(Box<dyn io::Write>, HashMap<String, u32>)> {
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)?;
    if !append {
        return Ok((Box::new(Anew { file, begun: false }), HashMap::new()));
    }
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

/// A file that is written anew. What it held stays until there is something else to hold.
struct Anew {
    file: File,
    begun: bool,
}

impl io::Write for Anew {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.begun {
            self.file.set_len(0)?;
            self.begun = true;
        }
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
