//! Reports as files for other programs and other people: Markdown, plain text, books, web pages, JSON, JSON
//! Lines, CSV.
//!
//! What a search exports is a research set that another can check. It says what was asked, when and of
//! what ([`Head`]), and of each report where it stands ([`Place`]) with a [`checksum`] of its text. The
//! names of these (`query`, `sha256`) are the same in every form and language, so that a set reads the
//! same whoever made it. Where they stand:
//!
//! - **JSON** is an edition of the store's own format: `export` has the head, each article its
//!   `provenance`. Both are names that the store passes over, so `zhenews FILE.json` opens it.
//! - **JSON Lines** begin with an edition of no articles, which has the head. The store reads it as
//!   nothing; other programs leave it out by its `export`, or as the first line.
//! - **CSV** repeats the head in the last columns of every row. A table stays one file, which a pipe can
//!   take, and every program reads it; a row that is copied elsewhere still says where it is from.
//! - **Markdown** has the head as front matter in YAML, **plain text** as its first lines; the place
//!   stands below each report.
//! - A **book** (EPUB) has the head below its contents, a **web page** at its end; the place stands in a comment
//!   of each report.
//!
//! Every form comes back: the store reads it with all that a report had, and the reader's marks with it.
//!
//! Reports are written one after another, so that no more than one is held; of books and web pages the contents are
//! kept as well. Nothing here knows a file or
//! a clock: the time is given.

pub mod citation;
mod contents;
mod csv;
mod epub;
mod html;
mod json;
mod markdown;
mod markup;
mod name;
mod plain;
#[cfg(test)]
mod tests;

use std::fmt::Write as _;
use std::io::{self, Write};
use std::ops::Range;

use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::article::{Article, Block};
use crate::document::{Document, Role};
use crate::lang::{Bilingual, bilingual};
use crate::text::sanitize;
use citation::Style;

pub use name::proposed;

/// The form of an export.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// Markdown (`CommonMark`).
    #[default]
    Markdown,
    /// Plain text: a paragraph is a line, set in by two ideographic spaces.
    Text,
    /// A book (EPUB 3).
    Epub,
    /// A web page, to be printed as well.
    Html,
    /// One edition in the store's format.
    Json,
    /// A report a line in the store's format.
    JsonLines,
    /// A table (RFC 4180).
    Csv,
}

impl Form {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 7] = [
        Self::Markdown,
        Self::Text,
        Self::Epub,
        Self::Html,
        Self::Json,
        Self::JsonLines,
        Self::Csv,
    ];

    /// Returns how the names of its files end, without the dot.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Text => "txt",
            Self::Epub => "epub",
            Self::Html => "html",
            Self::Json => "json",
            Self::JsonLines => "jsonl",
            Self::Csv => "csv",
        }
    }

    /// Returns the form of a file by how its name ends.
    pub fn of_name(name: &str) -> Option<Self> {
        let (stem, ending) = name.rsplit_once('.')?;
        if stem.is_empty() || stem.ends_with('/') {
            return None;
        }
        let ending = ending.to_ascii_lowercase();
        match &*ending {
            "markdown" => Some(Self::Markdown),
            "text" => Some(Self::Text),
            "htm" => Some(Self::Html),
            "ndjson" => Some(Self::JsonLines),
            _ => Self::ALL.into_iter().find(|form| form.ending() == ending),
        }
    }

    /// Says why so many reports cannot be written in this form; nothing where they can.
    pub fn refuse(self, reports: usize) -> Option<Bilingual> {
        let most = epub::MOST;
        (self == Self::Epub && reports > most).then(|| {
            bilingual!(
                "{reports} reports are more than the {most} that a book (EPUB) can hold; narrow the search, or choose another form",
                "共 {reports} 篇，超过电子书（EPUB）所能容纳的 {most} 篇；请缩小查找范围，或改用其他格式"
            )
        })
    }

    /// The citation that reports bring without being asked: a book and a web page are read where nobody can ask.
    fn usual_citation(self) -> Option<Style> {
        matches!(self, Self::Epub | Self::Html).then_some(Style::Gbt7714)
    }

    /// Returns the next in the order, or the one before.
    #[must_use]
    pub fn next(self, back: bool) -> Self {
        let at = Self::ALL.iter().position(|form| *form == self).unwrap_or(0);
        let step = if back { Self::ALL.len() - 1 } else { 1 };
        let at = (at + step) % Self::ALL.len();
        Self::ALL.get(at).copied().unwrap_or(self)
    }
}

/// What an export says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Head {
    /// The saved search that was exported, by its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub folder: Option<String>,
    /// The query as it was typed; nothing where all was exported, or one report.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    /// The order: `newest` or `relevance`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort: Option<&'static str>,
    /// At most how many reports were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<usize>,
    /// When it was made (RFC 3339, with the zone's offset).
    pub exported: String,
    /// The version of this program.
    pub zhenews: &'static str,
    /// How many reports there are in it. One whose file has changed meanwhile is left out and told of.
    pub reports: usize,
    /// The files and directories that were read, as they were named.
    pub collections: Vec<String>,
    /// When a book is to say that it was changed, in place of the day of its newest report (`2026-11-25T14:30:00Z`).
    #[serde(skip)]
    pub modified: Option<String>,
}

impl Head {
    /// Returns the day on which it was made: `2026-11-25`.
    pub fn day(&self) -> &str {
        let day = self.exported.split('T').next();
        day.unwrap_or_default()
    }

    /// The names and values that are one text each.
    fn lines(&self) -> Vec<(&'static str, String)> {
        let number = |n: usize| n.to_string();
        let values = [
            ("folder", self.folder.clone()),
            ("query", self.query.clone()),
            ("sort", self.sort.map(str::to_owned)),
            ("limit", self.limit.map(number)),
            ("exported", Some(self.exported.clone())),
            ("zhenews", Some(self.zhenews.to_owned())),
            ("reports", Some(number(self.reports))),
        ];
        let values = values.into_iter();
        let one = |(name, value): (_, Option<String>)| Some((name, clean(&value?)));
        values.filter_map(one).collect()
    }
}

/// Where a report stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The file as it was named; `-` for standard input.
    pub file: String,
    /// The first byte of its record: of the file, or of its text in UTF-8 where it is in another
    /// encoding.
    pub byte: u64,
    /// The record's length in bytes.
    pub bytes: u64,
}

/// How reports are exported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Manner {
    /// The form.
    pub form: Form,
    /// The citation that each is to bring, in place of the form's own.
    pub cited: Option<Style>,
}

/// What goes with a report.
struct Notes<'a> {
    place: Option<&'a Place>,
    sha256: String,
    citation: Option<String>,
}

impl Notes<'_> {
    /// The names and values, each on a line of its own.
    fn lines(&self, article: &Article) -> Vec<(&'static str, String)> {
        let mut lines = Vec::new();
        if let Some(citation) = &self.citation {
            lines.push(("citation", citation.clone()));
        }
        lines.push(("id", clean(&article.id)));
        if let Some(Place { file, byte, bytes }) = self.place {
            let last = (byte + bytes).saturating_sub(1);
            lines.push(("file", format!("{} (bytes {byte}-{last})", clean(file))));
        }
        lines.push(("sha256", self.sha256.clone()));
        lines
    }
}

/// Writes an export.
#[derive(Debug)]
pub struct Exporter<W> {
    writer: Writer<W>,
    cited: Option<Style>,
    head: Head,
    count: usize,
}

/// What writes a form.
#[derive(Debug)]
enum Writer<W> {
    Markdown(W),
    Text(W),
    Epub(Box<epub::Book<W>>),
    Html(Box<html::Page<W>>),
    Json(W),
    JsonLines(W),
    Csv(W),
}

impl<W: Write> Exporter<W> {
    /// Begins an export with its head.
    ///
    /// # Errors
    ///
    /// Fails when it cannot be written.
    pub fn begin(mut out: W, manner: Manner, head: Head) -> io::Result<Self> {
        let writer = match manner.form {
            Form::Markdown => {
                markdown::head(&mut out, &head)?;
                Writer::Markdown(out)
            }
            Form::Text => {
                plain::head(&mut out, &head)?;
                Writer::Text(out)
            }
            Form::Epub => Writer::Epub(Box::new(epub::Book::begin(out)?)),
            Form::Html => Writer::Html(Box::new(html::Page::begin(out))),
            Form::Json => {
                json::head(&mut out, &head)?;
                Writer::Json(out)
            }
            Form::JsonLines => {
                json::head_line(&mut out, &head)?;
                Writer::JsonLines(out)
            }
            Form::Csv => {
                csv::head(&mut out, manner)?;
                Writer::Csv(out)
            }
        };
        Ok(Self {
            writer,
            cited: manner.cited.or(manner.form.usual_citation()),
            head,
            count: 0,
        })
    }

    /// Writes a report.
    ///
    /// # Errors
    ///
    /// Fails when it cannot be written.
    pub fn report(&mut self, article: &Article, place: Option<&Place>) -> io::Result<()> {
        let day = self.head.day();
        let notes = Notes {
            place,
            sha256: checksum(article),
            citation: self.cited.map(|style| citation::cite(article, style, day)),
        };
        let is_first = self.count == 0;
        match &mut self.writer {
            Writer::Markdown(out) => markdown::report(out, article, &notes)?,
            Writer::Text(out) => plain::report(out, article, &notes)?,
            Writer::Epub(book) => book.report(article, &notes)?,
            Writer::Html(page) => page.report(article, &notes)?,
            Writer::Json(out) => json::report(out, article, &notes, is_first)?,
            Writer::JsonLines(out) => json::report_line(out, article, &notes)?,
            Writer::Csv(out) => csv::report(out, article, &notes, &self.head)?,
        }
        self.count += 1;
        Ok(())
    }

    /// Returns how many reports were written.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Ends the export and returns what it was written to.
    ///
    /// # Errors
    ///
    /// Fails when it cannot be written.
    pub fn finish(self) -> io::Result<W> {
        let mut out = match self.writer {
            Writer::Epub(book) => book.finish(&self.head)?,
            Writer::Html(page) => page.finish(&self.head)?,
            Writer::Json(mut out) => {
                json::end(&mut out, self.count == 0)?;
                out
            }
            Writer::Markdown(out)
            | Writer::Text(out)
            | Writer::JsonLines(out)
            | Writer::Csv(out) => out,
        };
        out.flush()?;
        Ok(out)
    }
}

/// Returns the SHA-256 of a report's text in hexadecimal: of its headline and of each paragraph and
/// heading of its body, as the file has them, in UTF-8 with a line feed between two.
///
/// Of a report in the store's format `jq -j '[.title // empty, (.body[] | .subhead? // .)] | join("\n")'`
/// prints that text, and `sha256sum` its checksum.
pub fn checksum(article: &Article) -> String {
    let mut hash = Sha256::new();
    let title = article.title.as_deref();
    let parts = title
        .into_iter()
        .chain(article.body.iter().map(Block::text));
    for (at, part) in parts.enumerate() {
        if at > 0 {
            hash.update(b"\n");
        }
        hash.update(part.as_bytes());
    }
    let mut text = String::with_capacity(64);
    for byte in hash.finalize() {
        // A string takes everything.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// Returns a report whose body is a piece of another's, so that a piece is exported in every form as a
/// whole report is: with headline, imprint and byline, and of the text what stands between two bytes of
/// the document.
pub fn excerpt(article: &Article, document: &Document, piece: &Range<usize>) -> Article {
    let text = |range: &Range<usize>| {
        let start = range.start.max(piece.start);
        let text = document.text().get(start..range.end.min(piece.end))?;
        (!text.trim().is_empty()).then(|| text.trim().to_owned())
    };
    let body = document.blocks().iter().filter_map(|block| {
        Some(match block.role {
            Role::Headline | Role::DrawnHeadline | Role::Imprint | Role::Byline => return None,
            Role::Subhead => Block::Subhead {
                subhead: text(&block.range)?,
            },
            _ => Block::Paragraph(text(&block.range)?),
        })
    });
    Article {
        body: body.collect(),
        kicker: None,
        subtitle: None,
        images: Vec::new(),
        tags: Vec::new(),
        ..article.clone()
    }
}

/// Makes a field one line that is safe to show.
fn clean(text: &str) -> String {
    sanitize::line(text).trim().to_owned()
}
