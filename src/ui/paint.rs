//! The painter of news text: each grapheme at its own column.
//!
//! ratatui measures ambiguous characters as narrow and lets the terminal advance by itself within a
//! run. Here the width is that of [`crate::text::width`], which also set the lines; where the two
//! differ, or a terminal may think otherwise, the cell says its width, and what stands behind it is
//! positioned again.

use std::num::NonZeroU16;
use std::ops::Range;

use ratatui::buffer::{Buffer, Cell, CellDiffOption, CellWidth};
use ratatui::style::{Modifier, Style};
use unicode_segmentation::UnicodeSegmentation;

use crate::text::sanitize;
use crate::text::width::{Ambiguous, grapheme_width};

/// Draws into a frame's buffer.
pub(super) struct Painter<'b> {
    buffer: &'b mut Buffer,
    ambiguous: Ambiguous,
}

impl<'b> Painter<'b> {
    pub(super) fn new(buffer: &'b mut Buffer, ambiguous: Ambiguous) -> Self {
        Self { buffer, ambiguous }
    }

    pub(super) fn ambiguous(&self) -> Ambiguous {
        self.ambiguous
    }

    /// Returns `glyph` if it takes one cell, else its ASCII stand-in.
    pub(super) fn one_cell<'g>(&self, glyph: &'g str, ascii: &'g str) -> &'g str {
        if grapheme_width(glyph, self.ambiguous) == 1 {
            glyph
        } else {
            ascii
        }
    }

    /// Gives the cells of a row a style and no text.
    pub(super) fn fill(&mut self, x: u16, y: u16, width: u16, style: Style) {
        if width > 0 {
            self.part(x, y);
            self.part(x.saturating_add(width), y);
        }
        self.blank(x, y, width, style);
    }

    /// Leaves no half of a wide character on either side of a cell's left edge: what is drawn from there on would
    /// otherwise stand on the screen in a cell that is never sent.
    fn part(&mut self, x: u16, y: u16) {
        let Some(left) = x.checked_sub(1) else {
            return;
        };
        let is_wide = |cell: &Cell| cell.cell_width() > 1;
        if self.buffer.cell((left, y)).is_some_and(is_wide) {
            for x in [left, x] {
                if let Some(cell) = self.buffer.cell_mut((x, y)) {
                    cell.set_symbol(" ").set_diff_option(CellDiffOption::None);
                }
            }
        }
    }

    fn blank(&mut self, x: u16, y: u16, width: u16, style: Style) {
        for x in x..x.saturating_add(width) {
            if let Some(cell) = self.buffer.cell_mut((x, y)) {
                cell.reset();
                cell.set_style(style);
            }
        }
    }

    /// Draws a thin line below the cells of a row, whatever stands in them.
    pub(super) fn underline(&mut self, x: u16, y: u16, width: u16) {
        let mut behind = 0;
        for x in x..x.saturating_add(width) {
            let Some(cell) = self.buffer.cell_mut((x, y)) else {
                return;
            };
            cell.modifier.insert(Modifier::UNDERLINED);
            if behind > 0 {
                // As where a character is drawn in a style that shows on a blank.
                cell.set_symbol("");
                behind -= 1;
            } else {
                behind = cell.cell_width().saturating_sub(1);
            }
        }
    }

    /// Draws `text`, whole characters only, in at most `width` cells. Returns the column behind it.
    pub(super) fn text(&mut self, x: u16, y: u16, width: u16, text: &str, style: Style) -> u16 {
        self.marked(x, y, width, text, style, &mut Marks::none())
    }

    /// Draws `text` with marked ranges in styles of their own.
    pub(super) fn marked(
        &mut self,
        x: u16,
        y: u16,
        width: u16,
        text: &str,
        style: Style,
        marks: &mut Marks,
    ) -> u16 {
        let end = x.saturating_add(width).min(self.buffer.area.right());
        let mut at = x;
        for (byte, grapheme) in text.grapheme_indices(true) {
            let cells = grapheme_width(grapheme, self.ambiguous) as u16;
            // Between the lines of a text stands a line break, which is not drawn; nor is what a terminal might
            // obey, if something has let it through.
            if cells == 0 || !is_certain(grapheme) && grapheme.contains(sanitize::is_hidden) {
                continue;
            }
            if at.saturating_add(cells) > end {
                break;
            }
            self.grapheme(
                at,
                y,
                cells,
                grapheme,
                marks.style_at(byte).unwrap_or(style),
            );
            at += cells;
        }
        at
    }

    fn grapheme(&mut self, x: u16, y: u16, cells: u16, grapheme: &str, style: Style) {
        self.part(x, y);
        self.part(x + cells, y);
        let Some(cell) = self.buffer.cell_mut((x, y)) else {
            return;
        };
        cell.reset();
        cell.set_symbol(grapheme).set_style(style);
        let is_certain = is_certain(grapheme) && cell.cell_width() == cells;
        if let Some(width) = NonZeroU16::new(cells).filter(|_| !is_certain) {
            cell.set_diff_option(CellDiffOption::ForcedWidth(width));
        }
        self.blank(x + 1, y, cells - 1, style);
        // A terminal that takes the character for narrower has something in the cells behind; one that draws over
        // half of it clears the other half to its own ground, or to that of what is drawn. They are no blanks, so
        // that a blank that comes there is sent.
        for behind in x + 1..x + cells {
            if let Some(cell) = self.buffer.cell_mut((behind, y)) {
                cell.set_symbol("");
            }
        }
    }
}

/// Whether every terminal advances by the same number of cells for a character: ASCII, kana, the
/// common Han, full-width forms and CJK punctuation.
fn is_certain(grapheme: &str) -> bool {
    let mut chars = grapheme.chars();
    let (Some(c), None) = (chars.next(), chars.next()) else {
        return false;
    };
    matches!(c, ' '..='~' | '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff5e}')
}

/// Ranges of a text that are drawn in a style of their own, in order.
pub(super) struct Marks<'m> {
    ranges: &'m [Range<usize>],
    /// What is to be subtracted from a range to get the text's own bytes.
    offset: usize,
    style: Style,
    special: Option<(usize, Style)>,
    passed: usize,
}

impl<'m> Marks<'m> {
    pub(super) fn none() -> Self {
        Self::new(&[], 0, Style::new())
    }

    /// Marks `ranges` of a text that starts at byte `offset` of what they are counted in.
    pub(super) fn new(ranges: &'m [Range<usize>], offset: usize, style: Style) -> Self {
        let passed = ranges.partition_point(|range| range.end <= offset);
        Self {
            ranges,
            offset,
            style,
            special: None,
            passed,
        }
    }

    /// Gives the range at `index` another style.
    pub(super) fn special(mut self, index: Option<usize>, style: Style) -> Self {
        self.special = index.map(|index| (index, style));
        self
    }

    /// The style of what stands at some bytes together: that of the first that is marked; asked in order.
    pub(super) fn style_in(&mut self, bytes: Range<usize>) -> Option<Style> {
        let first = self.style_at(bytes.start);
        first.or_else(|| self.style_at(bytes.end.checked_sub(1)?))
    }

    /// The style of the character at `byte`; asked in order.
    fn style_at(&mut self, byte: usize) -> Option<Style> {
        let at = self.offset + byte;
        while self.ranges.get(self.passed)?.end <= at {
            self.passed += 1;
        }
        let marked = self.ranges.get(self.passed)?.start <= at;
        let special = self.special.filter(|(index, _)| *index == self.passed);
        marked.then(|| special.map_or(self.style, |(_, style)| style))
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::Color;

    use super::*;
    use proptest::prelude::*;
    use ratatui::layout::Rect;

    #[test]
    fn ambiguous_characters_take_the_cells_that_the_terminal_gives_them() {
        for (ambiguous, columns) in [(Ambiguous::Narrow, [0, 1, 3]), (Ambiguous::Wide, [0, 2, 4])] {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 10, 1));
            let end = Painter::new(&mut buffer, ambiguous).text(0, 0, 10, "“好”", Style::new());
            for (grapheme, x) in ["“", "好", "”"].into_iter().zip(columns) {
                assert_eq!(buffer[(x, 0)].symbol(), grapheme);
            }
            assert_eq!(
                usize::from(end),
                crate::text::width::width("“好”", ambiguous)
            );
            let cells = NonZeroU16::new(columns[1]).expect("a width");
            assert_eq!(
                buffer[(0, 0)].diff_option,
                CellDiffOption::ForcedWidth(cells)
            );
            assert_eq!(buffer[(columns[1], 0)].diff_option, CellDiffOption::None);
        }
    }

    #[test]
    fn a_blank_behind_a_character_of_doubtful_width_is_sent() {
        let area = Rect::new(0, 0, 4, 1);
        let (mut before, after) = (Buffer::empty(area), Buffer::empty(area));
        Painter::new(&mut before, Ambiguous::Narrow).text(0, 0, 4, "🇨🇳กำ", Style::new());
        let sent: Vec<_> = before.diff(&after).into_iter().map(|(x, _, _)| x).collect();
        assert_eq!(sent, [0, 1, 2, 3]);
    }

    #[test]
    fn no_half_of_a_wide_character_is_left_beside_what_is_drawn_over_it() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 1));
        let mut painter = Painter::new(&mut buffer, Ambiguous::Narrow);
        painter.text(0, 0, 8, "报道列表", Style::new());
        painter.text(3, 0, 2, "ab", Style::new());
        let shown: Vec<_> = (0..8).map(|x| buffer[(x, 0)].symbol()).collect();
        assert_eq!(shown, ["报", "", " ", "a", "b", " ", "表", ""]);
        let mut painter = Painter::new(&mut buffer, Ambiguous::Narrow);
        painter.text(1, 0, 2, "", Style::new());
        painter.fill(7, 0, 0, Style::new());
        let shown = [0, 6].map(|x| buffer[(x, 0)].symbol());
        assert_eq!(shown, ["报", "表"], "nothing is drawn over them");
    }

    #[test]
    fn a_wide_character_is_never_cut() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 4, 1));
        let end =
            Painter::new(&mut buffer, Ambiguous::Narrow).text(0, 0, 3, "国务院", Style::new());
        assert_eq!((end, buffer[(2, 0)].symbol()), (2, " "));
    }

    #[test]
    fn marks_are_drawn_where_they_stand() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 20, 1));
        let (hit, here) = (
            Style::new().bg(Color::Yellow),
            Style::new().bg(Color::Green),
        );
        // The text is a line that starts at byte 6 of its document.
        let ranges = [0..3, 3..9, 15..18];
        let mut marks = Marks::new(&ranges, 6, hit).special(Some(2), here);
        let mut painter = Painter::new(&mut buffer, Ambiguous::Narrow);
        painter.marked(0, 0, 20, "树苗整齐排列", Style::new(), &mut marks);
        let backgrounds: Vec<_> = (0..6).map(|i| buffer[(2 * i, 0)].bg).collect();
        let (y, g, r) = (Color::Yellow, Color::Green, Color::Reset);
        assert_eq!(backgrounds, [y, r, r, g, r, r]);
    }

    proptest! {
        #[test]
        fn narrow_is_what_the_screen_buffer_takes(
            text in prop_oneof![
                "\\PC{0,40}",
                "[一-龥，。“”‘’—…a-z0-9 \u{300}\u{FE0F}\u{200D}\u{20E3}👨👩🇨🇳ｶΩ─]{0,40}",
            ],
        ) {
            // The buffer drops controls, and gives ﾞ and ﾟ a cell more than terminals do.
            let foreign = |c: char| c.is_control() || matches!(c, 'ﾞ' | 'ﾟ');
            for grapheme in text.graphemes(true).filter(|g| !g.contains(foreign)) {
                let cells = usize::from(grapheme.cell_width());
                let ours = grapheme_width(grapheme, Ambiguous::Narrow);
                prop_assert_eq!(ours, cells, "{:?}", grapheme);
            }
        }
    }
}
