//! Brackets and quotation marks that a report leaves open and a piece of a column closes.

use super::super::frames::Frame;
use super::super::line::{closes, opens};

/// What brackets and quotation marks say of two pieces of columns.
pub(super) enum Bracket {
    /// The frame closes what the report left open.
    Closed,
    /// The frame closes what the report has not opened.
    Stray,
    /// Nothing.
    None,
}

/// Looks at the first bracket of a frame that closes something, and at what its report left open.
pub(super) fn bracket(tail: &Frame<'_>, frame: &Frame<'_>) -> Bracket {
    let mut depth = 0_i32;
    let mut first_close = None;
    for c in frame
        .lines
        .iter()
        .take(8)
        .flat_map(|line| line.text.chars())
    {
        if opens(c) {
            depth += 1;
        } else if closes(c) {
            depth -= 1;
            if depth < 0 {
                first_close = Some(c);
                break;
            }
        }
    }
    let start = tail.lines.len().saturating_sub(12);
    let mut open = Vec::new();
    for c in tail
        .lines
        .iter()
        .skip(start)
        .flat_map(|line| line.text.chars())
    {
        if opens(c) {
            open.push(c);
        } else if closes(c) {
            open.pop();
        }
    }
    match (open.last(), first_close) {
        (Some(&opened), Some(closed)) if same_kind(opened, closed) => Bracket::Closed,
        (None, Some(_)) => Bracket::Stray,
        _ => Bracket::None,
    }
}

fn same_kind(opened: char, closed: char) -> bool {
    [
        "“”", "‘’", "「」", "『』", "（）", "()", "《》", "〈〉", "【】",
    ]
    .iter()
    .any(|both| both.contains(opened) && both.contains(closed))
}
