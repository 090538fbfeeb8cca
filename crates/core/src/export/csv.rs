//! A table as of RFC 4180: a report a row, the lines end in CRLF.
//!
//! - It begins with a byte order mark. Excel takes a table without one for the system's own encoding and
//!   shows no Chinese; programs that read UTF-8 know the mark.
//! - A cell that begins with `=`, `+`, `-`, `@`, a tab or a line break would be a formula in a spreadsheet,
//!   which may start programs, and so would one with white space before them, which some pass over. Apple
//!   Numbers takes compatibility forms (`＝`, `﹣`, `⁺`) for the characters that they stand for, and the minus
//!   sign of mathematics (U+2212) is one in numbers. All of them get an apostrophe in front, as does a cell
//!   that begins with an apostrophe: who takes one away wherever a cell begins with it has the text.
//! - Fields are cleaned as for a screen, so that a table may be printed there; the checksum is that of the
//!   text in the file. Paragraphs, captions and links are parted by line feeds within the cell, other lists by
//!   `; `. What goes with another list has a place for each of its items: a role for each author, a credit and a
//!   file for each caption. `subheads` has the numbers of the paragraphs that are such.

use std::io::{self, Write};

use icu_normalizer::ComposingNormalizerBorrowed;

use super::{Head, Manner, Notes, clean};
use crate::article::{Article, Block, Image, Published};

/// The columns of a report.
const REPORT: [&str; 25] = [
    "id",
    "title",
    "kicker",
    "subtitle",
    "authors",
    "byline",
    "source",
    "section",
    "page",
    "date",
    "time",
    "published",
    "body",
    "captions",
    "url",
    "tags",
    "roles",
    "subheads",
    "credits",
    "pictures",
    "links",
    "uncertain",
    "origin",
    "sha256",
    "file",
];

/// The columns of its place and of the export.
const EXPORT: [&str; 9] = [
    "byte",
    "bytes",
    "query",
    "sort",
    "limit",
    "exported",
    "zhenews",
    "reports",
    "collections",
];

pub(super) fn head(out: &mut impl Write, manner: Manner) -> io::Result<()> {
    write!(out, "\u{FEFF}")?;
    let cited = manner.cited.map(|_| "citation");
    let names = REPORT.into_iter().chain(EXPORT).chain(cited);
    row(out, names.map(str::to_owned))
}

pub(super) fn report(
    out: &mut impl Write,
    article: &Article,
    notes: &Notes,
    head: &Head,
) -> io::Result<()> {
    let cells = fields(article).into_iter();
    let cells = cells.chain(export(notes, head));
    row(out, cells.chain(notes.citation.clone()))
}

fn fields(article: &Article) -> [String; 23] {
    let text = |field: &Option<String>| clean(field.as_deref().unwrap_or_default());
    let published = article.published.clone().unwrap_or_default();
    let Published {
        date,
        time,
        original,
    } = &published;
    let authors = article.authors.iter();
    let authors = authors.filter(|author| !clean(&author.name).is_empty());
    let body = article.body.iter();
    let body: Vec<_> = body
        .filter(|block| !clean(block.text()).is_empty())
        .collect();
    let images = |part: fn(&Image) -> &Option<String>| {
        let parts = article.images.iter().map(part);
        side_by_side(parts.map(text), "\n")
    };
    let texts =
        |texts: &[String], separator| listed(texts.iter().map(|text| clean(text)), separator);
    let origin = article.origin.as_ref();
    let origin = origin.and_then(|origin| serde_json::to_string(origin).ok());
    [
        clean(&article.id),
        text(&article.title),
        text(&article.kicker),
        text(&article.subtitle),
        side_by_side(authors.clone().map(|author| clean(&author.name)), "; "),
        text(&article.byline),
        text(&article.source),
        text(&article.section),
        text(&article.page),
        text(date),
        text(time),
        clean(original),
        listed(body.iter().map(|block| clean(block.text())), "\n"),
        images(|image| &image.caption),
        text(&article.url),
        texts(&article.tags, "; "),
        side_by_side(authors.map(|author| text(&author.role)), "; "),
        listed(subheads(&body), "; "),
        images(|image| &image.credit),
        images(|image| &image.src),
        texts(&article.links, "\n"),
        texts(&article.uncertain, "; "),
        text(&origin),
    ]
}

/// The numbers, counted from 1, of what is a subhead.
fn subheads(body: &[&Block]) -> impl Iterator<Item = String> {
    let numbered = (1..).zip(body);
    numbered.filter_map(|(at, block): (usize, _)| match block {
        Block::Subhead { .. } => Some(at.to_string()),
        Block::Paragraph(_) => None,
    })
}

fn export(notes: &Notes, head: &Head) -> [String; 11] {
    let number = |n: Option<usize>| n.map(|n| n.to_string()).unwrap_or_default();
    let place = notes.place;
    let collections = head.collections.iter().map(|path| clean(path));
    [
        notes.sha256.clone(),
        place.map(|place| clean(&place.file)).unwrap_or_default(),
        place
            .map(|place| place.byte.to_string())
            .unwrap_or_default(),
        place
            .map(|place| place.bytes.to_string())
            .unwrap_or_default(),
        clean(head.query.as_deref().unwrap_or_default()),
        head.sort.unwrap_or_default().to_owned(),
        number(head.limit),
        head.exported.clone(),
        head.zhenews.to_owned(),
        number(Some(head.reports)),
        listed(collections, "; "),
    ]
}

/// Joins texts, each in its place; nothing where none says something.
fn side_by_side(texts: impl Iterator<Item = String>, separator: &str) -> String {
    let texts: Vec<_> = texts.collect();
    if texts.iter().all(String::is_empty) {
        return String::new();
    }
    texts.join(separator)
}

/// Joins what says something.
fn listed(texts: impl Iterator<Item = String>, separator: &str) -> String {
    let texts: Vec<_> = texts.filter(|text| !text.is_empty()).collect();
    texts.join(separator)
}

fn row(out: &mut impl Write, cells: impl Iterator<Item = String>) -> io::Result<()> {
    let cells: Vec<_> = cells.map(|text| cell(&text)).collect();
    write!(out, "{}\r\n", cells.join(","))
}

fn cell(text: &str) -> String {
    let guard = if is_formula(text) { "'" } else { "" };
    if text.contains(['"', ',', ';', '\t', '\r', '\n']) {
        format!("\"{guard}{}\"", text.replace('"', "\"\""))
    } else {
        format!("{guard}{text}")
    }
}

/// Returns whether a spreadsheet may take a cell for a formula, or for text behind our own guard.
fn is_formula(text: &str) -> bool {
    let begins_as_one = text.trim_start().starts_with(starts_formula);
    begins_as_one || text.starts_with(['\t', '\r', '\n', '\''])
}

/// Returns whether a character is, or stands for, one that a formula begins with.
fn starts_formula(c: char) -> bool {
    if c.is_ascii() {
        return matches!(c, '=' | '+' | '-' | '@');
    }
    let mut meant = ComposingNormalizerBorrowed::new_nfkc().normalize_iter(std::iter::once(c));
    matches!(meant.next(), Some('=' | '+' | '-' | '@' | MINUS))
}

/// The minus sign of mathematics.
const MINUS: char = '\u{2212}';

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for (text, expected) in [
            ("植树", "植树"),
            ("植树，造林", "植树，造林"),
            ("a,b", "\"a,b\""),
            ("他说\"好\"", "\"他说\"\"好\"\"\""),
            ("=1+1", "'=1+1"),
            ("+86", "'+86"),
            ("-雪", "'-雪"),
            ("@某", "'@某"),
            ("＝1", "'＝1"),
            ("＋1", "'＋1"),
            ("－1", "'－1"),
            ("＠1", "'＠1"),
            ("−40℃寒潮", "'−40℃寒潮"),
            ("﹢1", "'﹢1"),
            ("﹣1", "'﹣1"),
            ("﹦1", "'﹦1"),
            ("﹫1", "'﹫1"),
            ("⁺1", "'⁺1"),
            ("⁻1", "'⁻1"),
            ("⩵1", "'⩵1"),
            (" =1", "' =1"),
            ("\u{a0}＝1", "'\u{a0}＝1"),
            ("\t=1", "\"'\t=1\""),
            ("——一个标题", "——一个标题"),
            ("1−1", "1−1"),
            ("'=1", "''=1"),
            ("=A1,\"x\"", "\"'=A1,\"\"x\"\"\""),
            ("一\n=二", "\"一\n=二\""),
            ("", ""),
        ] {
            assert_eq!(cell(text), expected);
        }
    }

    #[test]
    fn who_takes_the_guard_away_has_the_text() {
        for text in ["植树", "=1", "−1", "'", "''=1", "＝1", " -1", ""] {
            let cell = cell(text);
            assert_eq!(cell.strip_prefix('\'').unwrap_or(&cell), text);
        }
    }
}
