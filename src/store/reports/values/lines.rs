//! Texts as they are kept: without white space around them, and their lines as paragraphs.

use std::borrow::Cow;

use memchr::memmem;

use crate::article::Block;

pub(super) fn trimmed(text: String) -> Option<String> {
    let within = text.trim();
    if within.len() == text.len() {
        return (!text.is_empty()).then_some(text);
    }
    (!within.is_empty()).then(|| within.to_owned())
}

/// Joins the lines of a heading, with a space where no Chinese character meets the break.
pub(super) fn joined(text: &str) -> Option<String> {
    let mut whole = String::new();
    for line in text
        .split(LINE_BREAKS)
        .map(str::trim)
        .filter(|line| !line.is_empty())
    {
        if whole.ends_with(|c: char| c.is_ascii()) && line.starts_with(|c: char| c.is_ascii()) {
            whole.push(' ');
        }
        whole.push_str(line);
    }
    (!whole.is_empty()).then_some(whole)
}

pub(super) const LINE_BREAKS: [char; 5] = ['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'];

/// Splits a text at line breaks, at indents within a line, and at breaks that are written as escapes; returns
/// whether there was anything but line breaks.
pub(super) fn paragraphs(text: &str, blocks: &mut Vec<Block>) -> bool {
    let before = blocks.len();
    let text = unescaped(text);
    plain_paragraphs(&text, blocks);
    let is_unescaped = matches!(text, Cow::Owned(_));
    let has_indents = |block: &Block| indents(block.text()).next().is_some();
    if !blocks.iter().skip(before).any(has_indents) {
        return is_unescaped;
    }
    let lines: Vec<Block> = blocks.drain(before..).collect();
    for line in &lines {
        let mut rest = 0;
        let text = line.text();
        for at in indents(text) {
            blocks.extend(text.get(rest..at).and_then(paragraph));
            rest = at;
        }
        blocks.extend(text.get(rest..).and_then(paragraph));
    }
    true
}

fn paragraph(text: &str) -> Option<Block> {
    let text = text.trim();
    (!text.is_empty()).then(|| Block::Paragraph(text.to_owned()))
}

/// The ends of sentences, behind which an indent begins a paragraph.
const ENDS: [char; 14] = [
    '。', '！', '？', '；', '…', '”', '’', '」', '』', '）', '：', '!', '?', '.',
];

/// Returns the places within a line where an indent follows the end of a sentence.
fn indents(line: &str) -> impl Iterator<Item = usize> {
    let wide = memmem::find_iter(line.as_bytes(), "\u{3000}\u{3000}");
    let narrow = memmem::find_iter(line.as_bytes(), "    ");
    let mut places: Vec<usize> = wide.chain(narrow).collect();
    places.sort_unstable();
    places.into_iter().filter(|at| {
        let before = line.get(..*at).unwrap_or_default();
        before.ends_with(ENDS)
    })
}

/// Line breaks that are written as `\n` in a text that has no others.
fn unescaped(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'\\', text.as_bytes()).is_none()
        || !text.contains("\\n")
        || text.trim().contains('\n')
    {
        return text.into();
    }
    let text = text.replace("\\r\\n", "\n").replace("\\n", "\n");
    text.replace("\\t", " ").into()
}

/// Splits a text at line breaks; the indents that newspapers set with spaces are not text.
pub(in super::super) fn plain_paragraphs(text: &str, blocks: &mut Vec<Block>) {
    /// Line breaks beside `\n`, rare enough that looking for them first is faster than for all.
    const RARE: [&str; 4] = ["\r", "\u{85}", "\u{2028}", "\u{2029}"];
    let mut line = |line: &str| {
        let line = line.trim();
        if !line.is_empty() {
            blocks.push(Block::Paragraph(line.to_owned()));
        }
    };
    let rare = |mark: &&str| memmem::find(text.as_bytes(), mark.as_bytes()).is_some();
    if RARE.iter().any(rare) {
        text.split(LINE_BREAKS).for_each(line);
    } else {
        text.split('\n').for_each(&mut line);
    }
}
