//! Finds where one report ends and the next begins within a frame.
//!
//! Reports that are set in one measure, without a lead form and with their headlines behind them,
//! leave no seam but in what they are about: a headline below the frame has nothing in common with
//! the frame's beginning, and its names come up first at the start of some later paragraph.

use super::column::{INDENT, measure};
use super::frames::{Frame, Heading, Item};
use super::line::{Line, first_width, is_closed};
use super::words::{PairSet, pairs};

/// The fewest lines of a report that a seam may leave.
const LEAST_LINES: usize = 4;

/// Cuts frames where the headline below them belongs to their end only.
pub(super) fn cut(items: Vec<Item<'_>>) -> Vec<Item<'_>> {
    let mut cut = Vec::with_capacity(items.len());
    let mut rest = items.into_iter().peekable();
    while let Some(item) = rest.next() {
        match (item, rest.peek()) {
            (Item::Frame(frame), Some(Item::Heading(heading))) => {
                cut.extend(parts(frame, heading).into_iter().map(Item::Frame));
            }
            (item, _) => cut.push(item),
        }
    }
    cut
}

fn parts<'t>(frame: Frame<'t>, heading: &Heading<'t>) -> Vec<Frame<'t>> {
    let Some(at) = seam(&frame, heading) else {
        return vec![frame];
    };
    let (first, second) = frame.lines.split_at(at);
    vec![
        Frame::of(first, frame.leads, true),
        Frame::of(second, false, frame.ends),
    ]
}

/// Returns the line at which the report of the headline below a frame begins.
fn seam(frame: &Frame<'_>, heading: &Heading<'_>) -> Option<usize> {
    if heading.weak || frame.lines.len() < 2 * LEAST_LINES {
        return None;
    }
    let words: PairSet = pairs(heading.lines.first()?.text).collect();
    let met = |line: &Line<'_>| pairs(line.text).filter(|pair| words.contains(pair)).count();
    let first = frame.lines.iter().position(|line| met(line) > 0)?;
    let begins = |at: &usize| begins_paragraph(frame.lines, *at);
    let at = (first.saturating_sub(1)..=first).rev().find(begins)?;
    let apart = at >= LEAST_LINES && at + LEAST_LINES <= frame.lines.len();
    let found: PairSet = frame
        .lines
        .iter()
        .skip(at)
        .take(3 * LEAST_LINES)
        .flat_map(|line| pairs(line.text))
        .filter(|pair| words.contains(pair))
        .collect();
    (apart && 2 * found.len() >= words.len() && words.len() >= 4).then_some(at)
}

/// Whether a paragraph may begin with a line.
fn begins_paragraph(lines: &[Line<'_>], at: usize) -> bool {
    let (Some(before), Some(line)) = (
        at.checked_sub(1).and_then(|at| lines.get(at)),
        lines.get(at),
    ) else {
        return false;
    };
    let around = lines.get(at.saturating_sub(5)..at).and_then(measure);
    let short =
        around.is_some_and(|measure| before.width + first_width(line.text) + INDENT < measure);
    is_closed(before.text) || short
}
