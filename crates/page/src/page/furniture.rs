//! Takes away what belongs to no report: folios, page numbers, running headers and the lines that
//! name who made the page.

use std::collections::HashMap;

use super::column::SLACK;
use super::folio::{Folio, folio};
use super::forms;
use super::line::{Above, Line, is_closed, is_han};
use super::masthead;
use super::meta_line::meta_line;
use super::names::is_bare_name;
use super::notices;
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
    /// What each of them says.
    pub(super) folios: Vec<Folio>,
}

/// How often a line must come again beside other furniture to be a running header.
const RUNS: usize = 3;

/// The longest number of a sheet, in bytes.
const LONGEST_NUMBER: usize = 48;

/// Takes the furniture from a page's lines.
pub(super) fn clear(mut lines: Vec<Line<'_>>) -> Cleared<'_> {
    let set_apart = masthead::lines(&lines)
        .into_iter()
        .zip(notices::lines(&lines));
    let marks: Vec<Option<Mark>> = lines
        .iter()
        .zip(set_apart)
        .map(|(line, (masthead, notice))| {
            mark(line.text)
                .or(masthead.then_some(Mark::Folio))
                .or(notice.then_some(Mark::Notice))
        })
        .collect();
    let running = running_headers(&lines, &marks);
    let (mut scraps, mut folio, mut folios) = (Vec::new(), Folio::default(), Vec::new());
    let (mut gap, mut staff) = (false, false);
    let mut above = Above::Nothing;
    let mut before = Before::default();
    let alone = alone(&lines);
    let mut each = marks.into_iter().zip(alone);
    lines.retain_mut(|line| {
        let (mark, alone) = each.next().unwrap_or_default();
        let kind = kind(*line, alone, mark, &running);
        if kind.is_none() && staff && is_name(line) {
            scraps.push(Scrap::of(Kind::Staff, *line));
        } else if let Some((kind, found)) = kind {
            above = match (kind, above) {
                (Kind::Folio, _) => Above::Folio(folios.len() as u32),
                (Kind::PageNumber | Kind::RunningHeader, Above::Nothing) => Above::SheetEnd,
                (_, above) => above,
            };
            if kind == Kind::Folio {
                let found = found.unwrap_or_default();
                folio.fill(&found);
                folios.push(found);
            }
            staff = kind == Kind::Staff || (staff && kind != Kind::RunningHeader);
            scraps.push(Scrap::of(kind, *line));
        } else {
            staff = false;
            if above != Above::Nothing {
                line.above = above;
            }
            line.gap = (line.gap || gap) && !before.goes_on_in(line);
            (gap, above) = (false, Above::Nothing);
            before.see(*line);
            return true;
        }
        gap = true;
        false
    });
    Cleared {
        lines,
        scraps,
        folio,
        folios,
    }
}

/// The lines of reports before one.
#[derive(Default)]
struct Before<'t> {
    last: Option<Line<'t>>,
    /// The widths of the last few.
    widths: [u32; 4],
}

impl<'t> Before<'t> {
    fn see(&mut self, line: Line<'t>) {
        self.last = Some(line);
        self.widths.rotate_left(1);
        if let Some(width) = self.widths.last_mut() {
            *width = line.width;
        }
    }

    /// Whether a gap before a line says nothing.
    fn goes_on_in(&self, line: &Line<'_>) -> bool {
        is_stray_gap(self.last.as_ref(), line) || self.runs_over_sheet(line)
    }

    /// Whether a paragraph runs on over the end of a sheet: its last line is as full as those above it, no
    /// sentence ends there, and what follows has its measure.
    fn runs_over_sheet(&self, line: &Line<'_>) -> bool {
        let Some(last) = self.last.filter(|_| line.above == Above::SheetEnd) else {
            return false;
        };
        let widest = self.widths.iter().copied().max().unwrap_or(0);
        let full = last.width + SLACK >= widest
            && self
                .widths
                .iter()
                .filter(|width| **width + SLACK >= widest)
                .count()
                > 1;
        let fits =
            line.width <= widest + SLACK && (is_closed(line.text) || line.width + SLACK >= widest);
        full && fits && !is_closed(last.text) && forms::lead(line.text).is_none()
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
        Some(Mark::Folio) => {
            let found = meta_line(line.text).or_else(|| folio(line.text));
            return Some((Kind::Folio, found));
        }
        Some(Mark::PageNumber) => return Some((Kind::PageNumber, None)),
        Some(Mark::Notice) => return Some((Kind::Advertisement, None)),
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
    let below = lines.iter().skip(2);
    for ((line, below), marks) in lines.iter().skip(1).zip(below).zip(marks.windows(3)) {
        // What stands above the folio of a report is its headline.
        if folio(below.text).is_some_and(|folio| folio.of_report) {
            continue;
        }
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
    Notice,
}

fn mark(text: &str) -> Option<Mark> {
    if meta_line(text).is_some() || folio(text).is_some() {
        return Some(Mark::Folio);
    }
    is_page_number(text).then_some(Mark::PageNumber)
}

/// Whether a line is the name of one person, or a half of one that was set with a space: 康　岩.
fn is_name(line: &Line<'_>) -> bool {
    let mut name = line.text.chars().filter(|c| !c.is_whitespace());
    let short = name.clone().count() <= 3 || is_bare_name(line.text);
    line.gap && short && name.all(is_han)
}

/// Whether a line numbers a sheet: `第 93 页`, `- 3 -`, `3/8`, `Page 3`.
pub(super) fn is_page_number(text: &str) -> bool {
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
