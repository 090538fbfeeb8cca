//! Books and pages that this program exported, read back with all that a report had.
//!
//! Each report is an `<article>`: its paragraphs stand in a section of their own, and a comment holds its record without
//! them. What someone wrote into the paragraphs meanwhile is read as it stands now.

use super::own_text::{self, with_body};
use super::{LineMap, Recast, block};
use crate::article::Block;
use crate::html::{Event, Tag, ends_line, xml_events};
use crate::lang::Bilingual;
use crate::store::markup;

/// Stands before a record in a comment.
const RECORD: &str = "record: {";

/// Stands before the element of a report.
const ARTICLE: &str = "<article";

/// A report of ours.
pub(super) struct OwnReport {
    /// Its record, on one line.
    pub(super) record: String,
    /// The line on which it begins, counted from 1.
    pub(super) line: usize,
    /// What is wrong with it.
    pub(super) problem: Option<Bilingual>,
}

/// Whether a text has a report of ours.
pub(super) fn is_own(text: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), b"<!-- record: {").is_some()
}

/// Writes the reports of a page as records; `None` where there are none.
pub(super) fn own_page(text: &str) -> Option<Recast> {
    let mut recast = Recast::default();
    let mut lines = Vec::new();
    for report in own_reports(text) {
        lines.push((lines.len() + 1, report.line));
        recast.text.push_str(&report.record);
        recast.text.push('\n');
        let problem = report.problem.map(|problem| ((report.line, 1), problem));
        recast.problems.extend(problem);
    }
    recast.lines = LineMap::new(lines);
    Some(recast).filter(|recast| !recast.text.is_empty())
}

/// Reads the reports of a document or a page.
pub(super) fn own_reports(text: &str) -> Vec<OwnReport> {
    let starts: Vec<_> = text.match_indices(ARTICLE).map(|(at, _)| at).collect();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let mut line = 1;
    let mut counted = 0;
    let mut reports = Vec::new();
    for (&start, end) in starts.iter().zip(ends) {
        line += text
            .get(counted..start)
            .unwrap_or_default()
            .matches('\n')
            .count();
        counted = start;
        let mut reader = Reader::default();
        xml_events(text.get(start..end).unwrap_or_default(), |event| {
            reader.event(event);
        });
        reports.extend(reader.report(line));
    }
    reports
}

/// Reads one report.
#[derive(Default)]
struct Reader {
    record: Option<String>,
    blocks: Vec<Block>,
    /// How many sections are open, counted from that of the paragraphs.
    depth: usize,
    text: String,
    is_heading: bool,
}

impl Reader {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(name) => self.end(name),
            Event::Text(text) if self.depth > 0 => self.text.push_str(text),
            Event::Comment(comment) if comment.trim_start().starts_with(RECORD) => {
                let record = comment.split_once('{').map(|(_, rest)| format!("{{{rest}"));
                self.record = record;
            }
            Event::Text(_) | Event::Comment(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag) {
        let name = tag.name();
        if name == "section" && (self.depth > 0 || tag.classes().any(|class| class == "text")) {
            self.depth += 1;
        }
        if ends_line(name) {
            self.end_block();
            self.is_heading = matches!(name.as_bytes(), [b'h', b'1'..=b'6']);
        }
    }

    fn end(&mut self, name: &str) {
        if ends_line(name) {
            self.end_block();
            self.is_heading = false;
        }
        if name == "section" {
            self.depth = self.depth.saturating_sub(1);
        }
    }

    fn end_block(&mut self) {
        let text = std::mem::take(&mut self.text);
        // White space is as it was, unless another program has broken the line.
        let text = if text.trim().contains('\n') {
            let mut joined = String::new();
            markup::add_text(&mut joined, &text);
            joined
        } else {
            text
        };
        let text = text.trim().to_owned();
        if text.is_empty() {
            return;
        }
        self.blocks.push(if self.is_heading {
            Block::Subhead { subhead: text }
        } else {
            Block::Paragraph(text)
        });
    }

    /// Puts the paragraphs into the record; `None` where there is neither.
    fn report(self, line: usize) -> Option<OwnReport> {
        let blocks: Vec<_> = self.blocks.iter().map(block).collect();
        let body = format!("[{}]", blocks.join(","));
        let whole = self.record.as_ref().map(|record| {
            let record = serde_json::from_str(record).ok()?;
            with_body(record, &body)
        });
        let (record, problem) = match whole {
            Some(Some(record)) => (record, None),
            _ if blocks.is_empty() => return None,
            Some(None) => (format!("{{\"body\":{body}}}"), Some(own_text::damaged())),
            None => (format!("{{\"body\":{body}}}"), Some(own_text::missing())),
        };
        Some(OwnReport {
            record,
            line,
            problem,
        })
    }
}
