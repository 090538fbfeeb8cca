//! Writes the store: one edition, or JSON Lines with a page in a line, which are there as soon as the
//! page is read and can be gone on with.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use serde::Serialize;
use serde_json::Value;

use crate::article::{Article, Origin};
use crate::page::Unplaced;

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
    /// One edition, written when all is read.
    Whole {
        path: PathBuf,
        edition: Edition,
        /// What the store held before.
        before: Vec<Value>,
        unplaced_before: Vec<Value>,
    },
    /// JSON Lines.
    Lines {
        writer: BufWriter<Box<dyn io::Write>>,
        /// The last line of each file that the store holds already.
        done: HashMap<String, u32>,
    },
}

impl Output {
    /// Opens a store.
    ///
    /// # Errors
    ///
    /// The file cannot be opened, or it is no store that can be added to.
    pub(super) fn open(path: &Path, lines: bool, append: bool) -> anyhow::Result<Self> {
        if path.as_os_str() == "-" {
            let writer: Box<dyn io::Write> = Box::new(io::stdout());
            return Ok(Self::Lines {
                writer: BufWriter::new(writer),
                done: HashMap::new(),
            });
        }
        let named = || path.display().to_string();
        if lines {
            let (file, done) = lines_of(path, append).with_context(named)?;
            let writer: Box<dyn io::Write> = Box::new(file);
            return Ok(Self::Lines {
                writer: BufWriter::new(writer),
                done,
            });
        }
        let (before, unplaced_before) = if append && path.exists() {
            whole(path).with_context(named)?
        } else {
            (Vec::new(), Vec::new())
        };
        Ok(Self::Whole {
            path: path.to_owned(),
            edition: Edition::default(),
            before,
            unplaced_before,
        })
    }

    /// Returns whether the store holds a page already.
    pub(super) fn holds(&self, file: &str, first: u32) -> bool {
        match self {
            Self::Lines { done, .. } => done.get(file).is_some_and(|&last| first <= last),
            Self::Whole { before, .. } => before
                .iter()
                .any(|article| article["origin"]["file"] == file),
        }
    }

    /// Adds a page.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub(super) fn page(&mut self, page: Edition) -> anyhow::Result<()> {
        match self {
            Self::Whole { edition, .. } => {
                edition.articles.extend(page.articles);
                edition.unplaced.extend(page.unplaced);
            }
            Self::Lines { writer, .. } => {
                serde_json::to_writer(&mut *writer, &page)?;
                writer.write_all(b"\n")?;
                writer.flush()?;
            }
        }
        Ok(())
    }

    /// Ends the store.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub(super) fn finish(self) -> anyhow::Result<()> {
        match self {
            Self::Lines { mut writer, .. } => Ok(writer.flush()?),
            Self::Whole {
                path,
                edition,
                before,
                unplaced_before,
            } => {
                let text = if before.is_empty() && unplaced_before.is_empty() {
                    serde_json::to_string_pretty(&edition)?
                } else {
                    added(&edition, before, unplaced_before)?
                };
                replace(&path, &text).with_context(|| path.display().to_string())
            }
        }
    }
}

/// Writes beside a file and puts it in its place, so that it is never half a file.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    let beside = path.with_file_name(name);
    let write = || -> io::Result<()> {
        let mut file = File::create(&beside)?;
        file.write_all(text.as_bytes())?;
        file.write_all(b"\n")?;
        file.sync_all()?;
        fs::rename(&beside, path)
    };
    write().inspect_err(|_| {
        // What is left of a failed attempt is of no use; the failure itself is told of.
        let _ = fs::remove_file(&beside);
    })
}

fn added(
    edition: &Edition,
    mut articles: Vec<Value>,
    mut unplaced: Vec<Value>,
) -> anyhow::Result<String> {
    for article in &edition.articles {
        articles.push(serde_json::to_value(article)?);
    }
    for piece in &edition.unplaced {
        unplaced.push(serde_json::to_value(piece)?);
    }
    let all = serde_json::json!({ "articles": articles, "unplaced": unplaced });
    Ok(serde_json::to_string_pretty(&all)?)
}

fn whole(path: &Path) -> anyhow::Result<(Vec<Value>, Vec<Value>)> {
    let store: Value = serde_json::from_str(&fs::read_to_string(path)?)?;
    let array = |name: &str| store[name].as_array().cloned().unwrap_or_default();
    match &store["articles"] {
        Value::Array(_) => Ok((array("articles"), array("unplaced"))),
        _ => bail!("no edition to add to, expected an object with `articles`"),
    }
}

/// Opens JSON Lines. What an interrupted run left of its last line is taken away.
fn lines_of(path: &Path, append: bool) -> anyhow::Result<(File, HashMap<String, u32>)> {
    if !append {
        return Ok((File::create(path)?, HashMap::new()));
    }
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    let end = bytes
        .iter()
        .rposition(|&byte| byte == b'\n')
        .map_or(0, |at| at + 1);
    let mut done: HashMap<String, u32> = HashMap::new();
    for line in bytes
        .get(..end)
        .unwrap_or_default()
        .split(|&byte| byte == b'\n')
    {
        let Ok(page) = serde_json::from_slice::<Value>(line) else {
            continue;
        };
        let origin = &page["origin"];
        let last = origin["lines"]
            .as_array()
            .and_then(|lines| lines.last()?.get(1)?.as_u64());
        if let (Some(file), Some(last)) = (origin["file"].as_str(), last) {
            let known = done.entry(file.to_owned()).or_default();
            *known = (*known).max(u32::try_from(last).unwrap_or(u32::MAX));
        }
    }
    file.set_len(end as u64)?;
    file.seek(SeekFrom::End(0))?;
    Ok((file, done))
}
