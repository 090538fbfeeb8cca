//! A document set in lines: the galley that the reading pane shows a window of.
//!
//! Setting goes on in parts, so that an article of any length opens at once: the first part when it
//! is opened, the rest between other messages. The number of lines is exact once
//! [`Galley::is_complete`]; nothing is estimated.

use std::ops::Range;

use crate::document::{Block, Document, Role};
use crate::text::display;
use crate::text::wrap::{Line as SetLine, Setting, wrap_part};
use crate::text::writing_mode::{WritingMode, length};

use super::layout::Typesetting;

/// One line of the galley.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What the line belongs to; empty lines belong to the block below them.
    pub role: Role,
    /// The bytes of the document's text that it shows.
    pub range: Range<usize>,
    /// How far it is set in, in cells.
    pub indent: u16,
}

/// A document's lines at one measure.
#[derive(Clone, Debug)]
pub struct Galley {
    lines: Vec<Line>,
    measure: u16,
    /// What the head of the article has as its measure: that of all columns.
    across: u16,
    /// How many lines the head has, once all of it is set.
    head: Option<usize>,
    indent: Option<u16>,
    writing_mode: WritingMode,
    next: Option<Next>,
}

/// Where setting goes on: a block, and a byte in it.
#[derive(Clone, Copy, Debug, Default)]
struct Next {
    block: usize,
    byte: usize,
}

impl Galley {
    /// Makes a galley of `measure` cells in which nothing is set yet.
    pub fn new(measure: u16, writing_mode: WritingMode) -> Self {
        Self {
            lines: Vec::new(),
            measure,
            across: measure,
            head: None,
            indent: None,
            writing_mode,
            next: Some(Next::default()),
        }
    }

    /// Returns the lines that are set.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// Gives paragraphs an indent in cells; nothing to go by the measure.
    #[must_use]
    pub fn indented(self, indent: Option<u16>) -> Self {
        Self { indent, ..self }
    }

    /// Gives the article's head, down to its byline, a measure of its own, in cells: it stands across the
    /// columns of a page.
    #[must_use]
    pub fn headed(self, across: u16) -> Self {
        Self { across, ..self }
    }

    /// Returns whether another galley would set the same lines.
    pub fn is_set_as(&self, other: &Self) -> bool {
        let how = |galley: &Self| {
            (
                galley.measure,
                galley.across,
                galley.indent,
                galley.writing_mode,
            )
        };
        how(self) == how(other)
    }

    /// Returns how many lines the article's head has, as far as it is set.
    pub fn head(&self) -> usize {
        self.head.unwrap_or(self.lines.len())
    }

    /// Returns the measure in cells.
    pub fn measure(&self) -> u16 {
        self.measure
    }

    /// Returns whether the whole document is set.
    pub fn is_complete(&self) -> bool {
        self.next.is_none()
    }

    /// Sets about `budget` bytes more of `document`, which is the same at every call.
    pub fn set(&mut self, document: &Document, budget: usize) {
        let mut left = budget;
        while let Some(next) = self.next {
            if left == 0 {
                return;
            }
            self.next = document
                .blocks()
                .get(next.block)
                .map(|block| self.set_block(document, block, next, &mut left));
        }
    }

    /// Returns the line that shows the character at `byte`, or the last line that is set.
    pub fn line_at(&self, byte: usize) -> usize {
        if byte == 0 {
            return 0;
        }
        let line = self.lines.partition_point(|line| line.range.end <= byte);
        line.min(self.lines.len().saturating_sub(1))
    }

    fn set_block(
        &mut self,
        document: &Document,
        block: &Block,
        next: Next,
        left: &mut usize,
    ) -> Next {
        let gap = gap_above(document.blocks(), next.block);
        // A headline that was not printed has a line of its own above it for the mark that says so.
        if next.byte == 0 && (gap || block.role == Role::DrawnHeadline) {
            // It shows the line break before its block, so that each line has a place of its own.
            let start = block.range.start;
            self.lines.push(Line {
                role: block.role,
                range: start.saturating_sub(1)..start,
                indent: 0,
            });
        }
        let in_head = self.head.is_none() && block.role.is_head();
        if !in_head && self.head.is_none() {
            self.head = Some(self.lines.len());
        }
        let measure = if in_head { self.across } else { self.measure };
        let text = document.text().get(block.range.clone()).unwrap_or_default();
        let following = Next {
            block: next.block + 1,
            byte: 0,
        };
        if is_centred(block.role) && text.len() <= LONGEST_CENTRED {
            self.push(block, centred(text, measure, self.writing_mode));
            *left = left.saturating_sub(text.len());
            return following;
        }
        let part = wrap_part(text, next.byte, *left, &self.setting(block.role, measure));
        *left = left.saturating_sub(part.next.unwrap_or(text.len()) - next.byte);
        self.push(block, part.lines);
        part.next.map_or(following, |byte| Next { byte, ..next })
    }

    fn push(&mut self, block: &Block, lines: Vec<SetLine>) {
        let start = block.range.start;
        self.lines.extend(lines.into_iter().map(|line| Line {
            role: block.role,
            range: start + line.range.start..start + line.range.end,
            indent: line.indent as u16,
        }));
    }

    fn setting(&self, role: Role, measure: u16) -> Setting {
        let indent = match role {
            Role::Paragraph | Role::Caption => Typesetting::indent_of(self.indent, measure),
            _ => 0,
        };
        Setting {
            measure: usize::from(measure),
            indent: usize::from(indent),
            writing_mode: self.writing_mode,
            mend_orphans: true,
        }
    }
}

/// Head matter of more bytes than this is no head matter: it is set as text is, part by part.
const LONGEST_CENTRED: usize = 2048;

/// Head matter stands in the middle, as on a printed page.
fn is_centred(role: Role) -> bool {
    role.is_head() || role == Role::Subhead
}

/// Whether an empty line stands above a block.
fn gap_above(blocks: &[Block], at: usize) -> bool {
    let role = |at: usize| blocks.get(at).map(|block| block.role);
    let above = at.checked_sub(1).and_then(role);
    above
        .zip(role(at))
        .is_some_and(|(above, below)| below.stands_apart_from(above))
}

/// Sets head matter in the middle, its lines of about one length.
fn centred(text: &str, measure: u16, writing_mode: WritingMode) -> Vec<SetLine> {
    let whole = usize::from(measure);
    let mut lines = display::set(text, whole, writing_mode);
    for line in &mut lines {
        line.indent = whole.saturating_sub(length(text, line.range.clone(), writing_mode)) / 2;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Block as Body};
    use crate::text::width::Ambiguous;

    fn article() -> Article {
        Article {
            title: Some("示范区积极开展冬季植树造林活动".into()),
            kicker: Some("共同打造绿色生态家园".into()),
            source: Some("焦作日报".into()),
            body: vec![
                Body::Paragraph("植树现场，到处是忙碌的身影。".repeat(800)),
                Body::Subhead {
                    subhead: "美化一片".into(),
                },
                Body::Paragraph("希望全区广大干部群众积极参与植树造林活动。".repeat(400)),
            ],
            ..Article::default()
        }
    }

    #[test]
    fn setting_in_parts_gives_the_same_lines() {
        let document = Document::new(&article());
        let modes = [
            WritingMode::Horizontal(Ambiguous::Narrow),
            WritingMode::Vertical,
        ];
        for (measure, mode) in [4, 10, 26, 48, 72]
            .into_iter()
            .flat_map(|m| modes.map(|mode| (m, mode)))
        {
            let mut whole = Galley::new(measure, mode);
            whole.set(&document, usize::MAX);
            let mut parts = Galley::new(measure, mode);
            let mut steps = 0;
            while !parts.is_complete() {
                parts.set(&document, 4000);
                steps += 1;
            }
            assert!(steps > 5, "the budget was not kept");
            assert_eq!(whole.lines(), parts.lines());
        }
    }

    #[test]
    fn every_character_stands_in_a_line_and_is_found_there() {
        let document = Document::new(&article());
        let mut galley = Galley::new(30, WritingMode::Vertical);
        galley.set(&document, usize::MAX);
        for (byte, c) in document
            .text()
            .char_indices()
            .filter(|(_, c)| !c.is_whitespace())
        {
            let line = &galley.lines()[galley.line_at(byte)];
            assert!(
                line.range.contains(&byte),
                "{c} at {byte} is not in {line:?}"
            );
        }
    }

    #[test]
    fn a_long_headline_is_set_in_lines_of_about_one_length() {
        let text = "示范区坚决打好秋冬季大气污染防治和三散污染治理攻坚战并推动生态文明";
        let lines = centred(text, 48, WritingMode::Horizontal(Ambiguous::Narrow));
        let widths: Vec<_> = lines.iter().map(|l| l.range.len() / 3 * 2).collect();
        assert_eq!(lines.len(), 2);
        assert!(widths[0].abs_diff(widths[1]) <= 4, "{widths:?}");
        assert_eq!(lines[0].indent, (48 - widths[0]) / 2);
    }
}
