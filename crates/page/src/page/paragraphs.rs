//! Finds a report's paragraphs.
//!
//! A paragraph's last line is short: the column had room in it for what comes next. Its first line is
//! set two characters shorter than the others, even where the extraction lost the white space
//! itself. A gap ends a paragraph only where a sentence ends and nothing says otherwise: more often it
//! is the end of a column.

use super::column::{INDENT, SLACK, measure};
use super::forms::is_sign_off;
use super::frames::is_editors;
use super::line::{Line, first_width, is_closed, never_first};

/// Lines of one paragraph, or of a heading between two.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part<'p, 't> {
    pub(super) lines: &'p [Line<'t>],
    pub(super) subhead: bool,
}

/// The parts of a report. It may be all of a large file, with as many parts as lines.
#[derive(Debug, Default)]
pub(super) struct Parts<'t> {
    lines: Vec<Line<'t>>,
    /// Where each part ends among the lines, and whether it is a heading.
    ends: Vec<(u32, bool)>,
}

/// Lines of a report in their columns.
#[derive(Clone, Copy, Debug)]
struct Flow<'f, 't> {
    lines: &'f [Line<'t>],
    /// The width of the column at each line, in half ems.
    measures: &'f [u32],
}

/// A line of a report in its column.
#[derive(Clone, Copy, Debug)]
struct Set<'t> {
    line: Line<'t>,
    measure: u32,
}

impl<'t> Flow<'_, 't> {
    fn get(&self, at: usize) -> Option<Set<'t>> {
        let (line, measure) = (*self.lines.get(at)?, *self.measures.get(at)?);
        Some(Set { line, measure })
    }
}

/// What a report is made of, in its order.
pub(super) enum Run<'t> {
    /// Lines of a column.
    Frame(&'t [Line<'t>]),
    /// A heading between paragraphs.
    Subhead(&'t [Line<'t>]),
    /// A paragraph that is known to be one.
    Whole(&'t [Line<'t>]),
}

/// How many lines on either side tell a line's measure.
const AROUND: usize = 5;

/// Cuts a report into paragraphs.
pub(super) fn parts<'t>(runs: &[Run<'t>]) -> Parts<'t> {
    let mut parts = Parts::default();
    for run in runs {
        match run {
            Run::Frame(lines) => parts.lines.extend_from_slice(lines),
            Run::Subhead(lines) | Run::Whole(lines) => {
                parts.close();
                parts.lines.extend_from_slice(lines);
                parts.end(matches!(run, Run::Subhead(_)));
            }
        }
    }
    parts.close();
    parts
}

impl<'t> Parts<'t> {
    /// Returns the parts in their order.
    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = Part<'_, 't>> + Clone {
        (0..self.ends.len()).filter_map(|at| {
            let &(end, subhead) = self.ends.get(at)?;
            let before = at.checked_sub(1).and_then(|before| self.ends.get(before));
            let start = before.map_or(0, |&(end, _)| end as usize);
            let lines = self.lines.get(start..end as usize)?;
            Some(Part { lines, subhead })
        })
    }

    /// Ends a part with the last line.
    fn end(&mut self, subhead: bool) {
        self.ends.push((self.lines.len() as u32, subhead));
    }

    /// Cuts the lines since the last part into paragraphs.
    fn close(&mut self) {
        let start = self.ends.last().map_or(0, |&(end, _)| end as usize);
        let lines = self.lines.get(start..).unwrap_or_default();
        let measures = measures(lines);
        let flow = Flow {
            lines,
            measures: &measures,
        };
        let indents = indents(flow);
        let mut first = true;
        for at in 0..lines.len() {
            let ends = ends_after(flow, at, first && indents, indents);
            if ends {
                self.ends.push(((start + at + 1) as u32, false));
            }
            first = ends;
        }
    }
}

/// The width of the column at a line: where it changes, the lesser of those before and after, so that
/// a line that was full where it stood is not taken for short.
fn measure_at(lines: &[Line<'_>], at: usize) -> Option<u32> {
    let start = at.saturating_sub(AROUND);
    let end = (at + AROUND + 1).min(lines.len());
    let before = lines.get(start..=at).and_then(filled);
    let after = lines.get(at..end).and_then(filled);
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

/// The width of the column at each line.
fn measures(lines: &[Line<'_>]) -> Vec<u32> {
    let known = (0..lines.len()).map(|at| measure_at(lines, at).unwrap_or(0));
    let mut measures: Vec<u32> = known.collect();
    let usual = usual_measure(lines, &measures);
    for (measure, line) in measures.iter_mut().zip(lines) {
        // Where all lines around are first and last ones, none fills the column.
        if *measure == 0 || (*measure < usual && *measure + INDENT >= usual) {
            *measure = usual;
        }
        *measure = (*measure).max(line.width);
    }
    measures
}

fn usual_measure(lines: &[Line<'_>], measures: &[u32]) -> u32 {
    let mut widths: Vec<u32> = measures.iter().copied().filter(|&m| m > 1).collect();
    if widths.is_empty() {
        return lines.iter().map(|line| line.width).max().unwrap_or(0);
    }
    let middle = widths.len() / 2;
    *widths.select_nth_unstable(middle).1
}

/// Whether a paragraph ends after a line.
fn ends_after(lines: Flow<'_, '_>, at: usize, is_first: bool, indents: bool) -> bool {
    let (Some(this), Some(next)) = (lines.get(at), lines.get(at + 1)) else {
        return true;
    };
    let signs = |text: &str| is_sign_off(text) || is_editors(text);
    if signs(this.line.text) || signs(next.line.text) {
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
    // A row that the extraction broke ends with a comma too.
    let is_broken = this.line.text.ends_with(['，', '、']) && 2 * this.line.width > this.measure;
    if is_broken {
        return false;
    }
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
fn looks_first(lines: Flow<'_, '_>, at: usize) -> bool {
    let (Some(this), Some(next)) = (lines.get(at), lines.get(at + 1)) else {
        return false;
    };
    let needed = this.line.width + first_width(next.line.text);
    let room = this.measure.saturating_sub(INDENT);
    needed < this.measure.saturating_sub(1) && needed + 1 > room && this.line.width <= room + 2
}

/// Whether a line fills its column from its first character on.
fn fills(lines: Flow<'_, '_>, at: usize) -> bool {
    let (Some(this), Some(next)) = (lines.get(at), lines.get(at + 1)) else {
        return false;
    };
    this.line.width + first_width(next.line.text) + 1 >= this.measure
}

/// Whether paragraphs begin with an indent here: whether most lines after a short closed line are
/// shorter than the column by as much.
fn indents(lines: Flow<'_, '_>) -> bool {
    let (mut yes, mut no) = (0, 0);
    for at in 0..lines.lines.len() {
        let (Some(this), Some(next)) = (lines.get(at), lines.get(at + 1)) else {
            continue;
        };
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
