//! Sets a text in lines, for what stands over the screen.

use std::ops::Range;

use crate::text::sanitize;
use crate::text::width::Ambiguous;
use crate::text::wrap::{Setting, wrap};
use crate::text::writing_mode::WritingMode;

/// Returns the lines of a text, of at most `measure` cells.
pub(super) fn set(text: &str, measure: usize, ambiguous: Ambiguous) -> Vec<String> {
    let text = sanitize::line(text);
    let setting = Setting {
        measure,
        indent: 0,
        writing_mode: WritingMode::Horizontal(ambiguous),
        mend_orphans: true,
    };
    let line = |range: Range<usize>| text.get(range).unwrap_or_default().to_owned();
    wrap(&text, &setting)
        .into_iter()
        .map(|set| line(set.range))
        .collect()
}
