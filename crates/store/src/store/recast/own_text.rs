//! Markdown and plain text that this program exported, read back with all that a report had.
//!
//! The last line of each report is its record without its paragraphs, which are the lines above it. What someone wrote
//! into them meanwhile is read as it stands now.

use serde_json::{Map, Value};

use super::{LineMap, Recast, quoted, subhead};
use crate::lang::{Bilingual, bilingual};

/// Stands before a record in plain text, and in Markdown.
const RECORD: [&str; 2] = ["record: ", "<!-- record: "];

/// Stands between two reports of plain text.
const RULE: &str = "————————";

/// The indent of a paragraph in plain text.
const INDENT: &str = "\u{3000}\u{3000}";

/// Writes an export as records; `None` where it holds none.
pub(in super::super) fn own_text(text: &str) -> Option<Recast> {
    let text = text.trim_start_matches('\u{FEFF}');
    let is_markdown = text.starts_with("---");
    let mut report = Report {
        is_markdown,
        line: 1,
        lines: Vec::new(),
    };
    let mut recast = Recast::default();
    let mut lines = LineMap::default();
    for (number, line) in (1..).zip(text.lines()).skip(head_length(text, is_markdown)) {
        let is_rule = report.lines.is_empty() && line == RULE;
        if line.trim().is_empty() || is_rule {
            continue;
        }
        if report.lines.is_empty() {
            report.line = number;
        }
        let Some(record) = record_on(line) else {
            report.lines.push(line);
            continue;
        };
        lines.0.push((lines.0.len() + 1, report.line));
        recast
            .text
            .push_str(&report.record(record).unwrap_or_else(|| {
                recast.problems.push(((number, 1), damaged()));
                report.text_alone()
            }));
        recast.text.push('\n');
        report.lines.clear();
    }
    if !report.lines.is_empty() {
        recast.problems.push(((report.line, 1), missing()));
        lines.0.push((lines.0.len() + 1, report.line));
        recast.text.push_str(&report.text_alone());
        recast.text.push('\n');
    }
    recast.lines = lines;
    Some(recast).filter(|recast| !recast.text.is_empty())
}

/// Says that a record cannot be read.
pub(super) fn damaged() -> Bilingual {
    bilingual!(
        "the record of this report is damaged: only its text is read",
        "这篇报道的记录已损坏：只读出文字"
    )
}

/// Says that a record is not there.
pub(super) fn missing() -> Bilingual {
    bilingual!(
        "the record below this text is missing: only its text is read",
        "这段文字下面的记录缺失：只读出文字"
    )
}

/// Puts a body into a record that has none.
pub(super) fn with_body(mut record: Map<String, Value>, body: &str) -> Option<String> {
    let body = serde_json::from_str(body).ok()?;
    record.insert("body".to_owned(), body);
    Some(Value::Object(record).to_string())
}

/// The record that a line holds.
fn record_on(line: &str) -> Option<&str> {
    let record = RECORD.iter().find_map(|mark| line.strip_prefix(mark))?;
    let record = record.strip_suffix(" -->").unwrap_or(record);
    record.starts_with('{').then_some(record)
}

/// How many lines say what was exported.
fn head_length(text: &str, is_markdown: bool) -> usize {
    let mut lines = text.lines().skip(1);
    let end = if is_markdown {
        lines.position(|line| line == "---")
    } else {
        lines.position(str::is_empty)
    };
    end.map_or(1, |at| at + 2)
}

/// The lines of a report above its record.
struct Report<'t> {
    is_markdown: bool,
    line: usize,
    lines: Vec<&'t str>,
}

impl Report<'_> {
    /// Puts the lines that are paragraphs into a record.
    fn record(&self, record: &str) -> Option<String> {
        let mut record: Map<String, Value> = serde_json::from_str(record).ok()?;
        let around = record.remove("body")?;
        let count = |name: &str| usize::try_from(around.get(name)?.as_u64()?).ok();
        let (above, below) = (count("above")?, count("below")?);
        let end = self.lines.len().saturating_sub(below);
        let body = self.lines.get(above..end.max(above)).unwrap_or_default();
        with_body(record, &self.blocks(body))
    }

    fn text_alone(&self) -> String {
        format!("{{\"body\":{}}}", self.blocks(&self.lines))
    }

    fn blocks(&self, lines: &[&str]) -> String {
        let blocks: Vec<_> = lines.iter().map(|line| self.block(line)).collect();
        format!("[{}]", blocks.join(","))
    }

    fn block(&self, line: &str) -> String {
        if self.is_markdown {
            let heading = line.strip_prefix("## ");
            return heading.map_or_else(
                || quoted(&unescaped(line)),
                |heading| subhead(&unescaped(heading)),
            );
        }
        let paragraph = line.strip_prefix(INDENT);
        paragraph.map_or_else(|| subhead(line), quoted)
    }
}

/// Takes away the backslashes that stand before marks of Markdown.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let is_mark = |next: &char| c == '\\' && next.is_ascii_punctuation();
        plain.push(rest.next_if(is_mark).unwrap_or(c));
    }
    plain
}
