//! Reports that stand one below the other, each with its headline, its reporters and a line that names
//! the paper or where it is from: as collections of reports and saved web pages have them, and files of
//! one article. Nothing has to be guessed there: what stands below such a head is its report, to the next
//! head.

mod laying;

use std::ops::Range;

pub(super) use self::laying::{Laid, lay};
use super::captions;
use super::column::INDENT;
use super::folio::Folio;
use super::forms;
use super::headlines::LONGEST_SUBHEAD;
use super::line::{Above, Line, has_comma, has_stop, is_closed, is_han, never_first};
use super::names::is_bare_name;

/// The head of a report and what stands below it, by the places of the lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Section {
    headline: Range<usize>,
    byline: Range<usize>,
    body: Range<usize>,
    /// The folio between them, by its place.
    folio: Option<usize>,
}

/// The most lines of a head.
const LONGEST_HEAD: usize = 12;
/// A line of a headline is no wider, in half ems.
const WIDEST: u32 = 90;
/// A line is no line of a column that is wider, in half ems.
const WIDER_THAN_COLUMNS: u32 = 100;

/// Finds the sections of a page, and sets the reporters of each head behind its headline; none where the
/// page is not of such.
pub(super) fn find(lines: &mut [Line<'_>], folios: &[Folio]) -> Vec<Section> {
    let heads = heads(lines);
    let sure = |(_, folio): &(Range<usize>, usize)| folios.get(*folio).is_some_and(|f| f.of_report);
    let starts = heads.first().is_some_and(|(head, _)| head.start == 0);
    if !starts {
        return article(lines).into_iter().collect();
    }
    if heads.len() < 2 && !heads.iter().any(sure) {
        return Vec::new();
    }
    let ends = heads.iter().skip(1).map(|(head, _)| head.start);
    let ends: Vec<usize> = ends.chain([lines.len()]).collect();
    let sections = heads
        .into_iter()
        .zip(ends)
        .map(|((head, folio), end)| Section {
            folio: Some(folio),
            ..section(lines, head, end)
        });
    sections.collect()
}

/// Parts a head into its headline and its reporters.
fn section(lines: &mut [Line<'_>], head: Range<usize>, end: usize) -> Section {
    let Range { start, end: below } = head;
    let headline = part_head(lines.get_mut(head).unwrap_or_default());
    Section {
        headline: start..start + headline,
        byline: start + headline..below,
        body: below..end,
        folio: None,
    }
}

/// The heads of a page, each with the folio below it.
fn heads(lines: &[Line<'_>]) -> Vec<(Range<usize>, usize)> {
    let mut heads: Vec<(Range<usize>, usize)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Above::Folio(folio) = line.above else {
            continue;
        };
        let floor = heads.last().map_or(0, |(head, _)| head.end);
        let start = head_start(lines, at, floor);
        if start < at {
            heads.push((start..at, folio as usize));
        }
    }
    heads
}

/// Where the head begins that ends before a line; there, if there is none.
fn head_start(lines: &[Line<'_>], below: usize, floor: usize) -> usize {
    let mut start = below;
    while start > floor && below - start < LONGEST_HEAD {
        let Some(line) = lines.get(start - 1).filter(|line| may_be_of_head(line)) else {
            break;
        };
        start -= 1;
        if line.above != Above::Nothing || start == 0 {
            return start;
        }
        if line.gap && !is_of_byline(line) {
            return sheet_start(lines, start, floor).unwrap_or(start);
        }
    }
    let begins = lines.get(start).is_some_and(|line| line.gap);
    if begins { start } else { below }
}

/// Where the sheet begins if nothing but lines of a headline stand above a line: each may stand apart.
fn sheet_start(lines: &[Line<'_>], from: usize, floor: usize) -> Option<usize> {
    const MOST: usize = 4;
    let above = (floor.max(from.saturating_sub(MOST))..from).rev();
    let mut above = above.take_while(|at| {
        let line = lines.get(*at);
        line.is_some_and(|line| may_be_of_head(line) && line.width <= LONGEST_SUBHEAD)
    });
    above.find(|at| {
        let line = lines.get(*at);
        *at == 0 || line.is_some_and(|line| line.above != Above::Nothing)
    })
}

fn may_be_of_head(line: &Line<'_>) -> bool {
    line.width <= WIDEST
        && !has_stop(line.text)
        && !line.text.ends_with(['，', '、', '；', ',', '：', ':'])
        && !captions::is_caption(line.text)
        && !forms::is_sign_off(line.text)
}

/// Whether a line of a head is no headline's: an office, a name, or half of one.
fn is_of_byline(line: &Line<'_>) -> bool {
    forms::is_byline(line.text) || is_bare_name(line.text)
}

/// Sets the reporters of a head behind its headline; returns how many lines that has.
fn part_head(head: &mut [Line<'_>]) -> usize {
    let mut headline = Vec::with_capacity(head.len());
    let mut signed = Vec::new();
    // Whether an office waits for its names.
    let mut office = false;
    let last_bare = head
        .iter()
        .rev()
        .take_while(|line| is_bare_name(line.text))
        .count();
    let bare_from = (head.len() - last_bare).max(1);
    for (at, line) in head.iter().enumerate() {
        let is_office = forms::is_byline(line.text);
        let short = line.text.chars().filter(|c| !c.is_whitespace()).count() <= 4;
        let named = office && short && line.text.chars().all(|c| is_han(c) || c.is_whitespace());
        if is_office || named || at >= bare_from {
            signed.push(*line);
        } else {
            headline.push(*line);
        }
        office = is_office || (named && is_bare_name(line.text));
    }
    if headline.is_empty() {
        return head.len();
    }
    let count = headline.len();
    for (place, line) in head.iter_mut().zip(headline.into_iter().chain(signed)) {
        *place = line;
    }
    count
}

/// The one article of a page whose paragraphs have a line each, if it is such.
fn article(lines: &mut [Line<'_>]) -> Option<Section> {
    let inner = lines.iter().map(|line| line.indent).max().unwrap_or(0);
    let indented = inner >= INDENT - 1;
    let is_head = |line: &&Line<'_>| {
        may_be_of_head(line)
            && !is_closed(line.text)
            && line.text.chars().any(is_han)
            && (!indented || line.indent + INDENT - 1 <= inner)
    };
    let head = lines.iter().take(LONGEST_HEAD).take_while(is_head).count();
    let (above, body) = lines.split_at_checked(head)?;
    let headlines = above.iter().filter(|line| !is_of_byline(line)).count();
    let begins =
        |line: &Line<'_>| forms::lead(line.text).is_some() && !forms::is_sign_off(line.text);
    let leads = body.iter().skip(1).any(begins);
    let is_known = match headlines {
        0 => above.is_empty() && body.len() > 1 && (indented || is_unwrapped(body)),
        1..=4 => true,
        _ => false,
    };
    let is_text = body.iter().any(|line| has_stop(line.text));
    if !is_known || leads || !is_text || !has_line_each(body, above) {
        return None;
    }
    let end = lines.len();
    Some(section(lines, 0..head, end))
}

/// Whether a line is wider than any column.
fn is_unwrapped(lines: &[Line<'_>]) -> bool {
    lines.iter().any(|line| line.width > WIDER_THAN_COLUMNS)
}

/// Whether each paragraph of a text below a head has a line of its own.
fn has_line_each(body: &[Line<'_>], above: &[Line<'_>]) -> bool {
    let outer = above.iter().map(|line| line.indent).max();
    let indented = |line: &Line<'_>| {
        line.indent >= INDENT - 1 && outer.is_none_or(|outer| line.indent > outer)
    };
    if body.iter().all(indented) && (outer.is_some() || body.iter().any(|line| has_stop(line.text)))
    {
        return true;
    }
    let ends = |line: &Line<'_>| is_closed(line.text) || line.text.ends_with(['：', ':']);
    let goes_on = |line: &Line<'_>| line.text.starts_with(never_first);
    let gaps = body.iter().skip(1).filter(|line| line.gap).count();
    let spaced = gaps > 0 && gaps + 1 == body.len();
    let heading = |line: &Line<'_>| is_subhead(line) && (!line.gap || spaced);
    let unwrapped = is_unwrapped(body);
    !body.is_empty()
        && !body.iter().any(goes_on)
        && body
            .iter()
            .all(|line| ends(line) || unwrapped && heading(line))
}

/// Whether a paragraph's line is a heading between paragraphs.
fn is_subhead(line: &Line<'_>) -> bool {
    line.width <= LONGEST_SUBHEAD
        && !is_closed(line.text)
        && !has_stop(line.text)
        && !has_comma(line.text)
        && !line.text.starts_with(['（', '('])
        && !line.text.ends_with(['：', ':'])
}
