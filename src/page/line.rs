//! The page as lines, each with its number: the pieces that every later step moves and none
//! rewrites.
//!
//! A width is in half ems, the unit that newspapers set in: a Han character and a full-width mark
//! take two, a Latin letter or a digit one.

/// A line of the page, or a part of one where the extraction glued two things together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line<'t> {
    /// Its number in the file, counted from 1.
    pub(super) number: u32,
    /// Its text without white space around it.
    pub(super) text: &'t str,
    /// Its width in half ems.
    pub(super) width: u32,
    /// Whether much of it is Latin, whose letters are not all as wide as they count.
    pub(super) latin: bool,
    /// The white space before its text, in half ems.
    pub(super) indent: u32,
    /// Whether a blank line or the end of a sheet stands before it.
    pub(super) gap: bool,
}

impl<'t> Line<'t> {
    fn new(number: u32, raw: &'t str, gap: bool) -> Option<Self> {
        let from_text = raw.trim_start();
        let text = from_text.trim_end();
        let before = raw.get(..raw.len() - from_text.len())?;
        (!text.is_empty()).then(|| Self {
            number,
            text,
            width: width(text),
            latin: text.chars().filter(char::is_ascii).count() > 2,
            indent: before.chars().map(advance).sum(),
            gap,
        })
    }

    /// Cuts the line before a byte; `None` where one of the parts would be empty.
    pub(super) fn cut(self, at: usize) -> Option<(Self, Self)> {
        let (head, tail) = self.text.split_at_checked(at)?;
        let head = Self::new(self.number, head, self.gap)?;
        let tail = Self::new(self.number, tail, false)?;
        let indent = self.indent;
        Some((Self { indent, ..head }, tail))
    }
}

/// Splits a text into its lines; blank ones leave a mark on the line after them. A form feed ends a
/// sheet but is no line of its own to the editors that count lines.
pub(super) fn lines(text: &str, first: u32) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut gap = false;
    let mut number = first;
    let mut rest = text;
    while !rest.is_empty() {
        let (line, after) = split_line(rest);
        for (index, part) in line.split('\u{c}').enumerate() {
            gap |= index > 0;
            match Line::new(number, part, gap) {
                Some(line) => {
                    lines.push(line);
                    gap = false;
                }
                None => gap = true,
            }
        }
        number = number.saturating_add(1);
        rest = after;
    }
    lines
}

/// Splits the first line from a text, its end (LF, CR LF or CR) removed.
pub(super) fn split_line(text: &str) -> (&str, &str) {
    let end = memchr::memchr2(b'\n', b'\r', text.as_bytes());
    let Some((line, rest)) = end.and_then(|end| text.split_at_checked(end)) else {
        return (text, "");
    };
    let rest = rest
        .strip_prefix("\r\n")
        .or_else(|| rest.strip_prefix(['\n', '\r']))
        .unwrap_or(rest);
    (line, rest)
}

/// Returns the width of a text in half ems.
pub(super) fn width(text: &str) -> u32 {
    text.chars().map(advance).sum()
}

/// Returns the width of the first piece of a text that a line end cannot divide, in half ems: a
/// Latin word or number, or a character with the mark that may not begin a line.
pub(super) fn first_width(text: &str) -> u32 {
    let mut chars = text.chars().peekable();
    let mut sum = 0;
    while let Some(c) = chars.next() {
        sum += advance(c);
        let whole = match chars.peek() {
            Some(&next) => !(opens(c) || never_first(next) || (is_latin(c) && is_latin(next))),
            None => true,
        };
        if whole || sum > 40 {
            break;
        }
    }
    sum
}

fn advance(c: char) -> u32 {
    match c {
        '\t' => 4,
        '\u{200b}'..='\u{200f}' | '\u{feff}' => 0,
        c if is_wide(c) => 2,
        _ => 1,
    }
}

/// Whether a character is set in a full em.
pub(super) fn is_wide(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}' | '\u{ff01}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}'
        | '\u{20000}'..='\u{3fffd}'
        | '“' | '”' | '‘' | '’' | '…' | '—' | '·' | '■' | '□' | '●' | '○' | '◎' | '◆' | '◇' | '▲'
        | '△' | '▼' | '▽' | '※' | '★' | '☆')
}

/// Whether a character is Han, or one of the kana and letters set like it.
pub(super) fn is_han(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{312f}'
        | '\u{31a0}'..='\u{31bf}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3fffd}')
}

/// Whether a character is part of a Latin word or of a number.
pub(super) fn is_latin(c: char) -> bool {
    c.is_ascii_graphic() || (!c.is_ascii() && !is_wide(c) && c.is_alphanumeric())
}

/// Whether a mark opens a quotation or a bracket, so that no line may end after it.
pub(super) fn opens(c: char) -> bool {
    matches!(
        c,
        '“' | '‘' | '「' | '『' | '（' | '《' | '〈' | '【' | '〔' | '［' | '｛' | '(' | '['
    )
}

/// Whether a mark closes a quotation or a bracket.
pub(super) fn closes(c: char) -> bool {
    matches!(
        c,
        '”' | '’' | '」' | '』' | '）' | '》' | '〉' | '】' | '〕' | '］' | '｝' | ')' | ']'
    )
}

/// Whether no line may begin with a mark (避头).
pub(super) fn never_first(c: char) -> bool {
    closes(c)
        || matches!(
            c,
            '，' | '。'
                | '、'
                | '；'
                | '：'
                | '？'
                | '！'
                | ','
                | '.'
                | ';'
                | ':'
                | '?'
                | '!'
                | '％'
                | '%'
                | '…'
                | '·'
        )
}

/// Whether a mark ends a sentence.
pub(super) fn stops(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '…')
}

/// Whether a text ends with a sentence, the quotation marks and brackets around it aside, and a name in
/// brackets behind it: 去年同期下降。（李明）.
pub(super) fn is_closed(text: &str) -> bool {
    let ends = |text: &str| {
        text.trim_end_matches(|c: char| closes(c) || c.is_whitespace())
            .ends_with(stops)
    };
    ends(text) || signed(text).is_some_and(ends)
}

/// The longest name in brackets, in characters.
const LONGEST_SIGNATURE: usize = 10;

/// Returns a text without the name in brackets at its end.
fn signed(text: &str) -> Option<&str> {
    let inside = text.trim_end().strip_suffix([')', '）'])?;
    let at = inside.rfind(['(', '（'])?;
    let (before, name) = inside.split_at_checked(at)?;
    (name.chars().count() <= LONGEST_SIGNATURE + 1).then_some(before)
}
