//! The one measure of text: how many terminal cells it takes.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

/// How the terminal draws characters whose East Asian Width is Ambiguous.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ambiguous {
    /// In one cell.
    #[default]
    Narrow,
    /// In two cells.
    Wide,
}

/// Returns the cells that `text` takes.
pub fn width(text: &str, ambiguous: Ambiguous) -> usize {
    text.graphemes(true)
        .map(|g| grapheme_width(g, ambiguous))
        .sum()
}

/// Returns the cells that one extended grapheme cluster takes.
pub fn grapheme_width(grapheme: &str, ambiguous: Ambiguous) -> usize {
    let _ = ambiguous;
    grapheme
        .chars()
        .next()
        .and_then(UnicodeWidthChar::width)
        .unwrap_or(0)
}

/// Cuts `text` to at most `cells`, between grapheme clusters, with … where something was cut.
pub fn truncate(text: &str, cells: usize, ambiguous: Ambiguous) -> Cow<'_, str> {
    if width(text, ambiguous) <= cells {
        return Cow::Borrowed(text);
    }
    let room = cells.saturating_sub(width("…", ambiguous));
    let mut used = 0;
    let mut cut: String = text
        .graphemes(true)
        .take_while(|g| {
            used += grapheme_width(g, ambiguous);
            used <= room
        })
        .collect();
    if cells >= width("…", ambiguous) {
        cut.push('…');
    }
    Cow::Owned(cut)
}
