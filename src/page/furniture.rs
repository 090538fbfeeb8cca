//! Takes away what belongs to no report: folios, page numbers, running headers and the lines that
//! name who made the page.

use std::collections::HashMap;

use super::folio::{Folio, folio};
use super::forms;
use super::line::{Line, is_closed, is_han};
use super::unplaced::{Kind, Scrap};

/// What is left of a page without its furniture.
#[derive(Debug, Default)]
pub(super) struct Cleared<'t> {
    /// The lines of reports.
    pub(super) lines: Vec<Line<'t>>,
    /// The furniture.
    pub(super) scraps: Vec<Scrap<'t>>,
    /// What the page's folios say.
    pub(super) folio: Folio,
}

/// How often a line must come again beside other furniture to be a running header.
const RUNS: usize = 3;

/// The longest number of a sheet, in bytes.
const LONGEST_NUMBER: usize = 48;

/// Takes the furniture from a page's lines.
pub(super) fn clear(mut lines: Vec<Line<'_>>) -> Cleared<'_> {
    let marks: Vec<Option<Mark>> = lines.iter().map(|line| mark(line.text)).collect();
    let running = running_headers(&lines, &marks);
    let (mut scraps, mut folio) = (Vec::new(), Folio::default());
    let (mut gap, mut staff) = (false, false);
    let mut before: Option<Line<'_>> = None;
    let alone = alone(&lines);
    let mut each = marks.into_iter().zip(alone);
    lines.retain_mut(|line| {
        let (mark, alone) = each.next().unwrap_or_default();
        let kind = kind(*line, alone, mark, &running);
        if kind.is_none() && staff && is_name(line) {
            scraps.push(Scrap::of(Kind::Staff, *line));
        } else if let Some((kind, found)) = kind {
            if let Some(found) = found {
                folio.fill(&found);
            }
            staff = kind == Kind::Staff || (staff && kind != Kind::RunningHeader);
            scraps.push(Scrap::of(kind, *line));
        } else {
            staff = false;
            line.gap = (line.gap || gap) && !is_stray_gap(before.as_ref(), line);
            gap = false;
            before = Some(*line);
            return true;
        }
        gap = true;
        false
    });
    Cleared {
        lines,
        scraps,
        folio,
    }
}

/// Whether each line has a gap above and below it.
fn alone(lines: &[Line<'_>]) -> Vec<bool> {
    let below = lines.iter().skip(1).map(|line| line.gap).chain([true]);
    let lines = lines.iter().zip(below);
    lines.map(|(line, below)| line.gap && below).collect()
}

/// Whether a blank line says nothing: extraction sets one before a quotation mark at a line's start.
fn is_stray_gap(before: Option<&Line<'_>>, line: &Line<'_>) -> bool {
    line.text.starts_with(['“', '‘', '「', '『'])
        && before.is_some_and(|before| !is_closed(before.text))
}

fn kind(
    line: Line<'_>,
    alone: bool,
    mark: Option<Mark>,
    running: &HashMap<&str, usize>,
) -> Option<(Kind, Option<Folio>)> {
    match mark {
        Some(Mark::Folio) => return Some((Kind::Folio, folio(line.text))),
        Some(Mark::PageNumber) => return Some((Kind::PageNumber, None)),
        None if alone && is_digits(line.text) => {
            return Some((Kind::PageNumber, None));
        }
        None => {}
    }
    if forms::is_staff(line.text) {
        return Some((Kind::Staff, None));
    }
    let runs = running.get(line.text).is_some_and(|&runs| runs >= RUNS);
    runs.then_some((Kind::RunningHeader, None))
}

/// The lines beside folios, page numbers and the ends of sheets that come again and again.
fn running_headers<'t>(lines: &[Line<'t>], marks: &[Option<Mark>]) -> HashMap<&'t str, usize> {
    let mut seen = HashMap::new();
    for (line, marks) in lines.iter().skip(1).zip(marks.windows(3)) {
        let between = matches!(marks, [Some(_), _, Some(_)]);
        let short = line.width <= 60 && !line.text.ends_with(['。', '，', '；', '、']);
        if between && short && !forms::is_byline(line.text) {
            *seen.entry(line.text).or_insert(0) += 1;
        }
    }
    seen
}

/// What a line is that stands at the edge of a sheet.
#[derive(Clone, Copy)]
enum Mark {
    Folio,
    PageNumber,
}

fn mark(text: &str) -> Option<Mark> {
    if folio(text).is_some() {
        return Some(Mark::Folio);
    }
    is_page_number(text).then_some(Mark::PageNumber)
}

/// Whether a line is the name of one person, or a half of one that was set with a space: 康　岩.
fn is_name(line: &Line<'_>) -> bool {
    line.gap && line.text.chars().all(is_han) && line.text.chars().count() <= 4
}

/// Whether a line numbers a sheet: `第 93 页`, `- 3 -`, `3/8`, `Page 3`.
fn is_page_number(text: &str) -> bool {
    if text.len() > LONGEST_NUMBER || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let squeezed: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !"-—–·•~".contains(*c))
        .collect();
    let words = ["第", "页", "頁", "共", "Page", "page", "of", "/", "P."];
    let left = words
        .iter()
        .fold(squeezed, |left, word| left.replace(word, ""));
    left != text && is_digits(&left)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit())
}
