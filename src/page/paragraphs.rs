//! Finds a report's paragraphs.
//!
//! A paragraph's last line is short: the column had room in it for what comes next. Its first line is
//! set two characters shorter than the others, even where the extraction lost the white space
//! itself. A gap ends a paragraph only where a sentence ends and nothing says otherwise: more often it
//! is the end of a column.

use super::column::{INDENT, SLACK, measure};
use super::frames::Frame;
use super::line::{Line, first_width, is_closed, never_first};

/// Lines of one paragraph, or of a heading between two.
#[derive(Clone, Debug)]
pub(super) struct Part<'t> {
    pub(super) lines: Vec<Line<'t>>,
    pub(super) subhead: bool,
}

/// A line of a report in its column.
#[derive(Clone, Copy, Debug)]
struct Set<'t> {
    line: Line<'t>,
    /// The width of the column here, in half ems.
    measure: u32,
    sign_off: bool,
}

/// What a report is made of, in its order.
pub(super) enum Run<'i, 't> {
    /// Lines of a column.
    Frame(&'i Frame<'t>),
    /// A heading between paragraphs.
    Subhead(Vec<Line<'t>>),
    /// A paragraph that is known to be one.
    Whole(Vec<Line<'t>>),
}

/// How many lines on either side tell a line's measure.
const AROUND: usize = 5;

/// Cuts a report into paragraphs.
pub(super) fn parts<'t>(runs: &[Run<'_, 't>]) -> Vec<Part<'t>> {
    let mut parts = Vec::new();
    let mut flow: Vec<Set<'t>> = Vec::new();
    for run in runs {
        match run {
            Run::Frame(frame) => flow.extend(set(frame)),
            Run::Subhead(lines) | Run::Whole(lines) => {
                close(&mut flow, &mut parts);
                parts.push(Part {
                    lines: lines.clone(),
                    subhead: matches!(run, Run::Subhead(_)),
                });
            }
        }
    }
    close(&mut flow, &mut parts);
    parts
}

fn set<'t>(frame: &Frame<'t>) -> impl Iterator<Item = Set<'t>> {
    frame.lines.iter().map(|&line| Set {
        line,
        measure: 0,
        sign_off: super::forms::is_sign_off(line.text),
    })
}

/// The width of the column at a line: where it changes, the lesser of those before and after, so that
/// a line that was full where it stood is not taken for short.
fn measure_at(lines: &[Set<'_>], at: usize) -> Option<u32> {
    let start = at.saturating_sub(AROUND);
    let around = lines.iter().skip(start).take(at + AROUND + 1 - start);
    let around: Vec<Line<'_>> = around.map(|set| set.line).collect();
    let before = around.get(..=at - start).and_then(filled);
    let after = around.get(at - start..).and_then(filled);
    match (before, after) {
        (Some(before), Some(after)) => Some(before.min(after)),
        (one, other) => one.or(other),
    }
}

/// The measure of lines that all keep within it. Where some are wider, those that agree are short
/// last lines.
fn filled(lines: &[Line<'_>]) -> Option<u32> {
    measure(lines).filter(|measure| lines.iter().all(|line| line.width <= measure + SLACK))
}

/// Ends the flow of lines and cuts it.
fn close<'t>(flow: &mut Vec<Set<'t>>, parts: &mut Vec<Part<'t>>) {
    let mut lines = std::mem::take(flow);
    for at in 0..lines.len() {
        let known = measure_at(&lines, at);
        if let Some(set) = lines.get_mut(at) {
            set.measure = known.unwrap_or(0);
        }
    }
    let usual = usual_measure(&lines);
    for set in &mut lines {
        // Where all lines around are first and last ones, none fills the column.
        if set.measure == 0 || (set.measure < usual && set.measure + INDENT >= usual) {
            set.measure = usual;
        }
        set.measure = set.measure.max(set.line.width);
    }
    let indents = indents(&lines);
    let mut begins = true;
    let mut first = true;
    for (at, set) in lines.iter().enumerate() {
        if begins {
            parts.push(Part {
                lines: Vec::new(),
                subhead: false,
            });
            first = true;
        }
        if let Some(part) = parts.last_mut() {
            part.lines.push(set.line);
        }
        begins = ends_after(&lines, at, first && indents, indents);
        first = false;
    }
}

fn usual_measure(lines: &[Set<'_>]) -> u32 {
    let mut widths: Vec<u32> = lines
        .iter()
        .map(|set| set.measure.max(1))
        .filter(|&m| m > 1)
        .collect();
    if widths.is_empty() {
        return lines.iter().map(|set| set.line.width).max().unwrap_or(0);
    }
    let middle = widths.len() / 2;
    *widths.select_nth_unstable(middle).1
}

/// Whether a paragraph ends after a line.
fn ends_after(lines: &[Set<'_>], at: usize, is_first: bool, indents: bool) -> bool {
    let (Some(this), Some(next)) = (lines.get(at), lines.get(at + 1)) else {
        return true;
    };
    if this.sign_off || next.sign_off {
        return true;
    }
    if next.line.text.starts_with(never_first) || (next.line.number == this.line.number) {
        return false;
    }
    let indented = next.line.indent >= INDENT && this.line.indent < INDENT;
    if indented {
        return true;
    }
    let room = if is_first {
        this.measure.saturating_sub(INDENT)
    } else {
        this.measure
    };
    let needed = this.line.width + first_width(next.line.text);
    let closed = is_closed(this.line.text);
    let slack = if closed { 0 } else { SLACK + 1 };
    if needed + slack < room {
        return closed || !next.line.gap;
    }
    if !closed {
        return false;
    }
    if indents {
        return looks_first(lines, at + 1) || (next.line.gap && !fills(lines, at + 1));
    }
    next.line.gap
}

/// Whether a line fills its column only if it is a paragraph's first.
fn looks_first(lines: &[Set<'_>], at: usize) -> bool {
    let (Some(this), Some(next)) = (lines.get(at), lines.get(at + 1)) else {
        return false;
    };
    let needed = this.line.width + first_width(next.line.text);
    let room = this.measure.saturating_sub(INDENT);
    needed < this.measure.saturating_sub(1) && needed + 1 > room && this.line.width <= room + 2
}

/// Whether a line fills its column from its first character on.
fn fills(lines: &[Set<'_>], at: usize) -> bool {
    let (Some(this), Some(next)) = (lines.get(at), lines.get(at + 1)) else {
        return false;
    };
    this.line.width + first_width(next.line.text) + 1 >= this.measure
}

/// Whether paragraphs begin with an indent here: whether most lines after a short closed line are
/// shorter than the column by as much.
fn indents(lines: &[Set<'_>]) -> bool {
    let (mut yes, mut no) = (0, 0);
    for (at, pair) in lines.windows(2).enumerate() {
        let [this, next] = pair else { continue };
        let short = this.line.width + first_width(next.line.text) + INDENT < this.measure;
        if !(short && is_closed(this.line.text)) {
            continue;
        }
        if looks_first(lines, at + 1) {
            yes += 1;
        } else if next.line.width > next.measure.saturating_sub(INDENT) + 2 {
            no += 1;
        }
    }
    yes >= no
}
