//! The store's own format, as one edition or a report a line, with what an export adds to it.

use std::fmt::Write as _;
use std::io::{self, Write};

use serde::Serialize;
use serde_json::json;

use super::{Head, Notes, Place};
use crate::article::Article;
use crate::text::sanitize;

/// An edition that has only a head.
#[derive(Serialize)]
struct HeadLine<'a> {
    export: &'a Head,
    articles: [Article; 0],
}

/// A report with what goes with it, under names that the store passes over.
#[derive(Serialize)]
struct Record<'a> {
    #[serde(flatten)]
    article: &'a Article,
    #[serde(skip_serializing_if = "Option::is_none")]
    citation: Option<&'a str>,
    provenance: Provenance<'a>,
}

#[derive(Serialize)]
struct Provenance<'a> {
    #[serde(flatten)]
    place: Option<&'a Place>,
    sha256: &'a str,
}

impl<'a> Record<'a> {
    fn new(article: &'a Article, notes: &'a Notes<'a>) -> Self {
        Self {
            article,
            citation: notes.citation.as_deref(),
            provenance: Provenance {
                place: notes.place,
                sha256: &notes.sha256,
            },
        }
    }
}

pub(super) fn head(out: &mut impl Write, head: &Head) -> io::Result<()> {
    let head = serde_json::to_string_pretty(head)?;
    write!(
        out,
        "{{\n  \"export\": {},\n  \"articles\": [",
        set_in(&head, "  ")
    )
}

pub(super) fn report(
    out: &mut impl Write,
    article: &Article,
    notes: &Notes,
    is_first: bool,
) -> io::Result<()> {
    let record = serde_json::to_string_pretty(&Record::new(article, notes))?;
    let comma = if is_first { "" } else { "," };
    write!(out, "{comma}\n    {}", set_in(&record, "    "))
}

pub(super) fn end(out: &mut impl Write, is_empty: bool) -> io::Result<()> {
    let end = if is_empty { "]" } else { "\n  ]" };
    writeln!(out, "{end}\n}}")
}

pub(super) fn head_line(out: &mut impl Write, head: &Head) -> io::Result<()> {
    let line = HeadLine {
        export: head,
        articles: [],
    };
    line_of(out, &line)
}

pub(super) fn report_line(
    out: &mut impl Write,
    article: &Article,
    notes: &Notes,
) -> io::Result<()> {
    line_of(out, &Record::new(article, notes))
}

/// Returns a report's record without its paragraphs, on one line that is safe to show; in place of them, where only
/// their place tells them, with how many lines of what was written of the report stand above and below them.
pub(super) fn frame(
    article: &Article,
    notes: &Notes,
    around: Option<(usize, usize)>,
) -> io::Result<String> {
    let bare = Article {
        body: Vec::new(),
        ..article.clone()
    };
    let record = Record {
        // Stands in the text.
        citation: None,
        ..Record::new(&bare, notes)
    };
    let mut record = serde_json::to_value(record)?;
    if let Some(fields) = record.as_object_mut() {
        fields.remove("body");
        let body = around.map(|(above, below)| json!({ "above": above, "below": below }));
        fields.extend(body.map(|body| ("body".to_owned(), body)));
    }
    let mut line = String::new();
    for c in record.to_string().chars() {
        push_shown(c, &mut line);
    }
    Ok(line)
}

/// Writes a character of JSON so that it is drawn as it is, and ends no comment of Markdown, HTML or XML, in which
/// two hyphens may not meet.
fn push_shown(c: char, line: &mut String) {
    let own = c.to_string();
    let is_second = c == '-' && line.ends_with('-');
    if is_second || matches!(c, '<' | '>') || sanitize::line(&own) != own {
        for unit in c.encode_utf16(&mut [0; 2]) {
            // A string takes whatever is written to it.
            let _ = write!(line, "\\u{unit:04x}");
        }
    } else {
        line.push(c);
    }
}

fn line_of(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    let line = serde_json::to_string(value)?;
    writeln!(out, "{line}")
}

/// JSON's strings have no line breaks: every one is between two values.
fn set_in(json: &str, by: &str) -> String {
    json.replace('\n', &format!("\n{by}"))
}
