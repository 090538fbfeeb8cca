//! Texts as they are kept: without white space around them, and their lines as paragraphs.

use std::borrow::Cow;
use std::sync::LazyLock;

use memchr::memmem::Finder;

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
    if !INDENTS.is_any_in(&text) || !blocks.iter().skip(before).any(has_indents) {
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

/// Marks that are sought in every text: to make ready for that costs as much as to look through a short one.
struct Sought<const COUNT: usize>([LazyLock<Finder<'static>>; COUNT]);

impl<const COUNT: usize> Sought<COUNT> {
    fn is_any_in(&self, text: &str) -> bool {
        let mut finders = self.0.iter();
        finders.any(|finder| finder.find(text.as_bytes()).is_some())
    }
}

/// Two wide spaces, or four narrow ones.
static INDENTS: Sought<2> = Sought([
    LazyLock::new(|| Finder::new("\u{3000}\u{3000}")),
    LazyLock::new(|| Finder::new("    ")),
]);

/// Line breaks beside `\n`, rare enough that looking for them first is faster than for all.
static RARE_BREAKS: Sought<4> = Sought([
    LazyLock::new(|| Finder::new("\r")),
    LazyLock::new(|| Finder::new("\u{85}")),
    LazyLock::new(|| Finder::new("\u{2028}")),
    LazyLock::new(|| Finder::new("\u{2029}")),
]);

/// Returns the places within a line where an indent follows the end of a sentence.
fn indents(line: &str) -> impl Iterator<Item = usize> {
    let finders = INDENTS.0.iter();
    let places = finders.flat_map(|finder| finder.find_iter(line.as_bytes()));
    let mut places: Vec<usize> = places.collect();
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
    let mut line = |line: &str| {
        let line = line.trim();
        if !line.is_empty() {
            blocks.push(Block::Paragraph(line.to_owned()));
        }
    };
    if RARE_BREAKS.is_any_in(text) {
        text.split(LINE_BREAKS).for_each(line);
    } else {
        text.split('\n').for_each(&mut line);
    }
}
