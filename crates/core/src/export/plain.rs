//! Plain text for an editor: a paragraph is one line, which the editor wraps, set in by two ideographic
//! spaces as in print. The last line of each report holds what of its record the text does not say, so that the
//! store reads it back whole.

use std::io::{self, Write};

use super::{Head, Notes, clean, json};
use crate::article::Article;
use crate::document::{Document, Role, UNTITLED};

/// Stands between two reports.
const RULE: &str = "————————";

/// The indent of a paragraph.
const INDENT: &str = "\u{3000}\u{3000}";

pub(super) fn head(out: &mut impl Write, head: &Head) -> io::Result<()> {
    for (name, value) in head.lines() {
        writeln!(out, "{name}: {value}")?;
    }
    for collection in &head.collections {
        writeln!(out, "collection: {}", clean(collection))?;
    }
    Ok(())
}

pub(super) fn report(out: &mut impl Write, article: &Article, notes: &Notes) -> io::Result<()> {
    writeln!(out, "\n{RULE}\n")?;
    let document = Document::new(article);
    let mut above = None;
    for block in document.blocks() {
        if above.is_some_and(|above| block.role.stands_apart_from(above)) {
            writeln!(out)?;
        }
        above = Some(block.role);
        let before = match block.role {
            Role::Paragraph => INDENT,
            Role::DrawnHeadline => UNTITLED,
            _ => "",
        };
        let text = document.text().get(block.range.clone()).unwrap_or_default();
        writeln!(out, "{before}{text}")?;
    }
    writeln!(out)?;
    let lines = notes.lines(article);
    for (name, value) in &lines {
        writeln!(out, "{name}: {value}")?;
    }
    let (above, below) = document.around_body();
    let record = json::frame(article, notes, Some((above, below + lines.len())))?;
    writeln!(out, "record: {record}")
}
