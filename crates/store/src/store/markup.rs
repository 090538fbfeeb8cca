//! Markup in texts: HTML and Markdown become paragraphs, subheads and pictures.
//!
//! HTML is read by a tokenizer of the standard, but only what is surely a tag is one: a `<` of ordinary text stays.

mod html;
mod markdown;
mod tags;
mod wiki;

use std::ops::Range;

use crate::article::{Block, Image};
use crate::html::{NodeId, Tree};

pub(super) use self::markdown::{Section, sections};
pub(super) use self::wiki::without_wiki_links;

/// What a text with markup holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Rich {
    /// Its paragraphs and headings.
    pub blocks: Vec<Block>,
    /// Its pictures.
    pub images: Vec<Image>,
    /// The addresses that it links to.
    pub links: Vec<String>,
}

/// Reads a text that has markup; `None` where it has none.
pub fn rich(text: &str) -> Option<Rich> {
    if memchr::memchr3(b'<', b'&', b'*', text.as_bytes()).is_none()
        && memchr::memchr2(b'#', b'[', text.as_bytes()).is_none()
    {
        return None;
    }
    if let Some(tagged) = tags::tagged(text) {
        return Some(html::read(&tagged.html, tagged.has_blocks));
    }
    if let Some(unescaped) = unescaped(text)
        && let Some(tagged) = tags::tagged(&unescaped)
        && tagged.has_blocks
    {
        return Some(html::read(&tagged.html, true));
    }
    markdown::is_markdown(text).then(|| markdown::read(text))
}

/// Reads the text of a part of a web page.
pub(super) fn of_page(page: &Tree, part: Range<NodeId>) -> Rich {
    html::of_page(page, part)
}

/// Reads a text on one line, with what it links to.
pub fn line(text: &str) -> Option<(String, Vec<String>)> {
    memchr::memchr2(b'<', b'&', text.as_bytes())?;
    let Some(tagged) = tags::tagged(text) else {
        return unescaped(text).map(|text| (text, Vec::new()));
    };
    let rich = html::read(&tagged.html, tagged.has_blocks);
    let lines: Vec<&str> = rich.blocks.iter().map(Block::text).collect();
    Some((lines.join("\n"), rich.links))
}

/// Replaces references to characters, such as `&amp;`; `None` where there are none.
pub fn unescaped(text: &str) -> Option<String> {
    tags::has_references(text).then(|| html::characters(&text.replace('<', "&lt;")))
}

/// Adds a text to a line: white space is one space, and none where it meets Chinese.
pub(super) fn add_text(line: &mut String, text: &str) {
    let is_white = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}');
    let mut rest = text;
    loop {
        let plain = plain_len(rest.as_bytes());
        let (plain, behind) = rest.split_at_checked(plain).unwrap_or((rest, ""));
        line.push_str(plain);
        let mut chars = behind.chars();
        let Some(c) = chars.next() else { return };
        if !is_white(c) {
            line.push(if c == '\u{a0}' { ' ' } else { c });
            rest = chars.as_str();
            continue;
        }
        rest = behind.trim_start_matches(is_white);
        let has_break = behind
            .strip_suffix(rest)
            .is_some_and(|white| white.contains(['\n', '\r']));
        let is_wide = |c: &char| !c.is_ascii();
        let before = line.chars().next_back();
        let next = rest.chars().next();
        let joins = before.as_ref().is_some_and(is_wide) || next.as_ref().is_some_and(is_wide);
        let is_needed = before.is_some_and(|c| c != ' ') && !(has_break && joins);
        if is_needed {
            line.push(' ');
        }
    }
}

/// Returns how many bytes of a text come before any white space.
fn plain_len(text: &[u8]) -> usize {
    // A space that does not break begins with that byte, as other characters do.
    const BEGINS_OTHERS: u8 = 0xC2;
    let end = memchr::memchr3(b' ', b'\n', BEGINS_OTHERS, text).unwrap_or(text.len());
    let before = text.get(..end).unwrap_or_default();
    memchr::memchr3(b'\t', b'\r', b'\x0c', before).unwrap_or(end)
}

/// A line that may be a heading by its look: short, and no sentence.
fn is_heading(line: &str) -> bool {
    const LONGEST: usize = 40;
    let line = line.trim();
    line.chars().count() <= LONGEST
        && !line.ends_with(['。', '！', '；', '，', '.', ',', ';', '：', ':'])
}

/// Returns a text without the white space around it, if that leaves anything.
fn tidy(line: String) -> Option<String> {
    let text = line.trim();
    if text.len() == line.len() {
        return (!text.is_empty()).then_some(line);
    }
    (!text.is_empty()).then(|| text.to_owned())
}

/// Whether an address leads anywhere but to a place in the same text.
fn leads_elsewhere(address: &str) -> bool {
    const SCRIPT: &str = "javascript:";
    let begin = address.get(..SCRIPT.len()).unwrap_or_default();
    !address.is_empty() && !address.starts_with('#') && !begin.eq_ignore_ascii_case(SCRIPT)
}

#[cfg(test)]
mod tests;
