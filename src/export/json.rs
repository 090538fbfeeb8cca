//! The store's own format, as one edition or a report a line, with what an export adds to it.

use std::io::{self, Write};

use serde::Serialize;

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

pub(super) fn head(out: &mut impl Write, head: &Head, for_terminal: bool) -> io::Result<()> {
    let head = shown(serde_json::to_string_pretty(head)?, for_terminal);
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
    for_terminal: bool,
) -> io::Result<()> {
    let record = serde_json::to_string_pretty(&Record::new(article, notes))?;
    let record = shown(record, for_terminal);
    let comma = if is_first { "" } else { "," };
    write!(out, "{comma}\n    {}", set_in(&record, "    "))
}

pub(super) fn end(out: &mut impl Write, is_empty: bool) -> io::Result<()> {
    let end = if is_empty { "]" } else { "\n  ]" };
    writeln!(out, "{end}\n}}")
}

pub(super) fn head_line(out: &mut impl Write, head: &Head, for_terminal: bool) -> io::Result<()> {
    let line = HeadLine {
        export: head,
        articles: [],
    };
    line_of(out, &line, for_terminal)
}

pub(super) fn report_line(
    out: &mut impl Write,
    article: &Article,
    notes: &Notes,
    for_terminal: bool,
) -> io::Result<()> {
    line_of(out, &Record::new(article, notes), for_terminal)
}

fn line_of(out: &mut impl Write, value: &impl Serialize, for_terminal: bool) -> io::Result<()> {
    let line = serde_json::to_string(value)?;
    writeln!(out, "{}", shown(line, for_terminal))
}

/// JSON's strings have no line breaks: every one is between two values.
fn set_in(json: &str, by: &str) -> String {
    json.replace('\n', &format!("\n{by}"))
}

fn shown(json: String, for_terminal: bool) -> String {
    if for_terminal { escape(&json) } else { json }
}

/// Escapes what a terminal may obey. JSON requires it for C0 controls only (RFC 8259, section 7);
/// C1 and bidi controls and the like stand raw in its strings and may be escaped there.
pub fn escape(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for c in json.chars() {
        if c.is_ascii_graphic() || c == ' ' || c == '\n' || is_harmless(c) {
            escaped.push(c);
        } else {
            escaped.extend(
                c.encode_utf16(&mut [0; 2])
                    .iter()
                    .map(|unit| format!("\\u{unit:04x}")),
            );
        }
    }
    escaped
}

fn is_harmless(c: char) -> bool {
    let mut bytes = [0; 4];
    let alone: &str = c.encode_utf8(&mut bytes);
    sanitize::line(alone) == alone
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_obeys_is_escaped_and_means_the_same() {
        let hostile = "标题\u{1b}[2J\u{9b}31m\u{7f}\u{85}“引文”";
        let json = serde_json::to_string(hostile).unwrap();
        let escaped = escape(&json);
        assert!(!escaped.chars().any(char::is_control), "{escaped:?}");
        assert!(
            escaped.contains("标题") && escaped.contains("“引文”"),
            "{escaped:?}"
        );
        assert_eq!(serde_json::from_str::<String>(&escaped).unwrap(), hostile);
    }

    #[test]
    fn bidi_controls_and_tags_are_escaped() {
        let json = "\"\u{202e}\u{2066}\u{e0041}\"";
        assert_eq!(escape(json), r#""\u202e\u2066\udb40\udc41""#);
    }
}
