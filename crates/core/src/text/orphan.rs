//! Mends orphans (孤字): a last line that holds a single Han character.

use std::ops::Range;

use super::block::blocks;
use super::breaks;
use super::class::Class;
use super::piece::{Gatherer, Piece};
use super::split;
use super::wrap::{Line, Setting};

/// Moves text from the line above to a last line that holds one Han character alone.
pub(super) fn mend(text: &str, lines: &mut [Line], setting: &Setting) {
    let [.., above, last] = lines else { return };
    if !is_orphan(text, &last.range) {
        return;
    }
    if let Some(at) = better_break(text, above.range.start, last.range.start, setting) {
        above.range.end = at.end;
        last.range.start = at.start;
    }
}

/// A last line is an orphan if a Han character is all that it holds, marks aside.
pub(super) fn is_orphan(text: &str, line: &Range<usize>) -> bool {
    let mut letters = text
        .get(line.clone())
        .unwrap_or_default()
        .chars()
        .filter(|c| c.is_alphanumeric());
    let first = letters.next();
    first.is_some_and(|c| Class::of(c) == Class::Han) && letters.next().is_none()
}

/// Finds the last break in the lines from byte `start` on that is before byte `end` and leaves no
/// orphan: the white space around it. A number gives up its unit only if nothing else will do.
fn better_break(text: &str, start: usize, end: usize, setting: &Setting) -> Option<Range<usize>> {
    let mut gatherer = Gatherer::new(text, start, setting);
    for block in blocks(text, start) {
        breaks::cut(block, &mut gatherer);
    }
    let whole = gatherer.pieces;
    last_break(text, &whole, end, setting.measure).or_else(|| {
        let mut parts = Vec::new();
        for piece in whole {
            split::split_units(text, piece, setting.writing_mode, &mut parts);
        }
        last_break(text, &parts, end, setting.measure)
    })
}

fn last_break(text: &str, pieces: &[Piece], before: usize, measure: usize) -> Option<Range<usize>> {
    let mut tail: Option<Piece> = None;
    for pair in pieces.windows(2).rev() {
        let [above, piece] = pair else { return None };
        let mut line = *piece;
        if let Some(tail) = &tail {
            line.join(tail);
        }
        if line.width as usize > measure {
            return None;
        }
        if line.start < before && !is_orphan(text, &(line.start..line.end)) {
            return Some(above.end..line.start);
        }
        tail = Some(line);
    }
    None
}
