//! Cuts a page into frames: lines that were set one below the other in one column of one report,
//! and, between them, headlines, bylines and captions.
//!
//! A frame ends where the extraction left a gap, where a report begins or ends, where a line stands
//! that no column of text has, and where the measure changes after a sentence. Whether two frames
//! are one report's is not decided here.

use std::collections::HashSet;

use super::forms;
use super::line::{Line, first_width, is_closed, is_han};
use super::words::{Neighbours, pairs};

/// A piece of a page, in the page's order.
#[derive(Clone, Debug)]
pub(super) enum Item<'t> {
    /// Lines of a column.
    Frame(Frame<'t>),
    /// Lines of a headline, or of a heading between paragraphs.
    Heading(Heading<'t>),
    /// Lines that name who wrote.
    Byline(Vec<Line<'t>>),
    /// Lines under a photograph.
    Caption(Vec<Line<'t>>),
}

/// Lines of a column, one below the other.
#[derive(Clone, Debug)]
pub(super) struct Frame<'t> {
    /// The lines.
    pub(super) lines: Vec<Line<'t>>,
    /// Whether it begins with a lead form.
    pub(super) leads: bool,
    /// Whether it ends with a mark that ends a report.
    pub(super) ends: bool,
    /// The column's width in half ems, where there are lines enough to tell.
    pub(super) measure: Option<u32>,
    /// The same of its first lines: a report may run on in another measure.
    pub(super) entry: Option<u32>,
}

/// Lines that are no sentences and fill no column.
#[derive(Clone, Debug)]
pub(super) struct Heading<'t> {
    /// The lines.
    pub(super) lines: Vec<Line<'t>>,
    /// Whether nothing but its shape speaks for it, so that it may as well stand between paragraphs.
    pub(super) weak: bool,
    /// Whether it is set in the measure of the report that it stands above.
    pub(super) in_column: bool,
}

/// How far from the measure a full line may be, in half ems: what the rules for line starts and ends
/// (避头尾) move, and what punctuation gives way.
pub(super) const SLACK: u32 = 3;
/// The indent of a paragraph's first line, in half ems.
pub(super) const INDENT: u32 = 4;
/// The narrowest column, in half ems: verse and lists are narrower.
const NARROWEST: u32 = 18;
/// How many lines tell a measure.
const SAMPLE: usize = 7;
/// The most lines of a headline.
const HEADLINE: usize = 5;

/// Cuts a page into items.
pub(super) fn items<'t>(lines: &[Line<'t>], page: &Neighbours) -> Vec<Item<'t>> {
    let mut cutter = Cutter {
        lines,
        page,
        at: 0,
        open: Vec::new(),
        leads: false,
        ends: false,
        items: Vec::new(),
        style: Style::of(lines),
        spaced: 8 * lines.iter().filter(|line| is_phrased(line.text)).count() > lines.len(),
    };
    while cutter.at < lines.len() {
        cutter.step();
    }
    cutter.flush();
    cutter.items
}

/// Cuts lines in two where the extraction glued a report's first words, or a byline, to a headline.
pub(super) fn unglue(lines: Vec<Line<'_>>) -> Vec<Line<'_>> {
    let mut cut = Vec::with_capacity(lines.len());
    for line in lines {
        match glued_at(line.text).and_then(|at| line.cut(at)) {
            Some((head, tail)) => cut.extend([head, tail]),
            None => cut.push(line),
        }
    }
    cut
}

/// Words at which a line may have been glued. What else a lead begins with also stands in sentences.
const GLUED: [&str; 5] = ["本报讯", "本報訊", "本报记者", "新华社", "中新网"];

/// Returns where in a line something else begins.
fn glued_at(text: &str) -> Option<usize> {
    let at = GLUED
        .iter()
        .filter_map(|word| text.find(word))
        .filter(|&at| at > 0)
        .min()?;
    let (head, tail) = text.split_at_checked(at)?;
    let begins = forms::lead(tail).is_some() && tail.contains(['(', '（', '电']);
    let signed = head.ends_with(char::is_whitespace) && forms::is_byline(tail);
    let head = head.trim_end();
    let runs_on = head.ends_with(|c: char| "，、：；“‘《（(【据在由和与的对是向从经".contains(c));
    ((begins || signed) && !runs_on && head.chars().count() >= 4).then_some(at)
}

/// How the paragraphs of a page begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// With white space that the extraction kept.
    Spaces,
    /// With white space that it lost, so that their first lines are short.
    Indents,
    /// Like any other line.
    Flush,
    /// Nothing tells.
    Unknown,
}

impl Style {
    /// Looks at the lines after those that a paragraph has ended in.
    fn of(lines: &[Line<'_>]) -> Self {
        let spaces = lines
            .iter()
            .filter(|line| line.indent >= INDENT - 1)
            .count();
        if 20 * spaces > lines.len() && 2 * spaces < lines.len() {
            return Self::Spaces;
        }
        let (mut short, mut full) = (0_usize, 0_usize);
        for at in SAMPLE..lines.len() {
            let column = lines.get(at - SAMPLE..at).unwrap_or_default();
            let (Some(measure), Some(before), Some(line)) =
                (measure(column), column.last(), lines.get(at))
            else {
                continue;
            };
            let ended = is_closed(before.text) && before.width + 3 * INDENT < measure;
            if !ended || line.latin || line.width > measure + 2 {
                continue;
            }
            if line.width + 2 > measure {
                full += 1;
            } else if line.width + INDENT + 2 > measure && line.width <= measure - INDENT + 1 {
                short += 1;
            }
        }
        if short + full < 3 {
            Self::Unknown
        } else if short >= 2 * full {
            Self::Indents
        } else if full >= 2 * short {
            Self::Flush
        } else {
            Self::Unknown
        }
    }
}

struct Cutter<'l, 't> {
    lines: &'l [Line<'t>],
    page: &'l Neighbours,
    at: usize,
    /// The frame that lines are added to.
    open: Vec<Line<'t>>,
    leads: bool,
    ends: bool,
    items: Vec<Item<'t>>,
    /// Whether the page's text has spaces between Han, so that they tell nothing.
    spaced: bool,
    style: Style,
}

impl<'t> Cutter<'_, 't> {
    fn step(&mut self) {
        let Some(&line) = self.lines.get(self.at) else {
            return;
        };
        if forms::is_sign_off(line.text) || is_signature(line) {
            return self.sign_off(line);
        }
        if self.begins_block(line) && self.begin(line) {
            return;
        }
        if line.gap || self.ends || self.measure_changes(line) {
            self.flush();
        }
        self.push(line);
    }

    /// Looks for what a block begins with; returns whether it was taken.
    fn begin(&mut self, line: Line<'t>) -> bool {
        if self.is_lead(self.at) {
            self.flush();
            self.leads = true;
            self.push(line);
        } else if forms::is_caption(line.text) {
            self.caption();
        } else if forms::is_byline(line.text) {
            self.byline();
        } else if let Some(heading) = self.heading() {
            self.flush();
            self.at += heading.lines.len();
            self.items.push(Item::Heading(heading));
        } else {
            return false;
        }
        true
    }

    fn push(&mut self, line: Line<'t>) {
        self.open.push(line);
        self.ends = forms::ends_report(line.text);
        self.at += 1;
    }

    fn flush(&mut self) {
        if !self.open.is_empty() {
            let lines = std::mem::take(&mut self.open);
            self.items.push(Item::Frame(Frame {
                measure: measure(&lines),
                entry: lines.get(..3).and_then(measure),
                lines,
                leads: self.leads,
                ends: self.ends,
            }));
        }
        self.leads = false;
        self.ends = false;
    }

    fn sign_off(&mut self, line: Line<'t>) {
        if line.gap && !self.open.is_empty() && !self.ends {
            self.flush();
        }
        self.push(line);
        while let Some(&half) = self.lines.get(self.at).filter(|next| is_half_name(next)) {
            self.push(half);
        }
        self.ends = true;
    }

    /// Whether a new paragraph or something else may begin with a line.
    fn begins_block(&self, line: Line<'t>) -> bool {
        let Some(before) = self.open.last() else {
            return true;
        };
        line.gap || self.ends || is_closed(before.text) || self.is_short(before, line)
    }

    /// Whether the column would have had room in a line for what the next one begins with.
    fn is_short(&self, line: &Line<'_>, next: Line<'_>) -> bool {
        let start = self.open.len().saturating_sub(SAMPLE);
        let column = self.open.get(start..).unwrap_or_default();
        match (measure(column), self.measure_after(self.at + 1)) {
            (Some(measure), _) => line.width + first_width(next.text) + SLACK < measure,
            (None, Some(measure)) => {
                5 * line.width < 3 * measure && !self.fits_column_above(line.width)
            }
            (None, None) => false,
        }
    }

    /// Whether a width is about that of the frame above: the column may go on below a gap.
    fn fits_column_above(&self, width: u32) -> bool {
        match self.items.last() {
            Some(Item::Frame(frame)) => frame
                .measure
                .is_some_and(|measure| width.abs_diff(measure) <= INDENT + SLACK),
            _ => false,
        }
    }

    fn is_lead(&self, at: usize) -> bool {
        is_lead(self.lines, at)
    }

    /// Whether the column ends before a line: it ends with a sentence or a short line, and what
    /// follows has another measure.
    fn measure_changes(&self, line: Line<'t>) -> bool {
        let Some(before) = self.open.last() else {
            return false;
        };
        let (Some(ours), Some(theirs)) = (measure_of_last(&self.open), self.measure_after(self.at))
        else {
            return false;
        };
        let ended = is_closed(before.text) || self.is_short(before, line);
        ended && ours.abs_diff(theirs) > SLACK + 2 && line.width <= theirs + SLACK
    }

    /// The measure of the lines from one on.
    fn measure_after(&self, at: usize) -> Option<u32> {
        let rest = self.lines.get(at..)?;
        let until = rest
            .iter()
            .enumerate()
            .take(SAMPLE)
            .position(|(index, line)| {
                index > 0 && (line.gap || self.is_lead(at + index) || forms::is_sign_off(line.text))
            })
            .unwrap_or(SAMPLE.min(rest.len()));
        measure(rest.get(..until)?)
    }

    fn caption(&mut self) {
        self.flush();
        let mut lines = Vec::new();
        while let Some(&line) = self.lines.get(self.at) {
            let done = !lines.is_empty()
                && (line.gap
                    || lines.len() >= 6
                    || self.is_lead(self.at)
                    || forms::is_caption(line.text));
            if done {
                break;
            }
            lines.push(line);
            self.at += 1;
            if forms::has_credit(line.text) {
                break;
            }
        }
        self.items.push(Item::Caption(lines));
    }

    /// Takes a byline, with the names that the extraction set on lines of their own.
    fn byline(&mut self) {
        self.flush();
        let mut lines = Vec::new();
        while let Some(&line) = self.lines.get(self.at) {
            let belongs = lines.is_empty()
                || (line.gap && is_name(line))
                || (!line.gap && forms::is_byline(line.text));
            if !belongs {
                break;
            }
            lines.push(line);
            self.at += 1;
        }
        self.items.push(Item::Byline(lines));
    }

    /// Looks for a headline at the next line.
    fn heading(&self) -> Option<Heading<'t>> {
        let rest = self.lines.get(self.at..)?;
        let bare = rest
            .iter()
            .enumerate()
            .take(HEADLINE)
            .take_while(|(index, line)| {
                (*index == 0 || !(line.gap || self.is_lead(self.at + index)))
                    && !line.text.contains(['。', '；'])
                    && !line.text.ends_with(['：', ':'])
                    && !forms::is_sign_off(line.text)
                    && line.text.chars().any(is_han)
                    && !is_bracketed(line.text)
                    && !(*index > 0 && forms::is_byline(line.text))
            })
            .count();
        let next = rest.get(bare);
        let lead = next.is_some() && self.is_lead(self.at + bare);
        let signed = next.is_some_and(|next| forms::is_byline(next.text));
        if bare == 0 {
            None
        } else if lead || signed {
            self.take(bare, false)
        } else if next.is_none_or(|next| next.gap) && bare <= 3 {
            self.alone(bare)
        } else {
            self.above_text(bare)
        }
    }

    /// Takes lines as a headline; where the last of them are set in the column below, without them.
    fn take(&self, count: usize, weak: bool) -> Option<Heading<'t>> {
        let lines = self.lines.get(self.at..self.at + count)?;
        let below = self.measure_after(self.at + count);
        let set_from = below.and_then(|measure| set_from(lines, measure));
        let (lines, in_column) = match set_from {
            Some(0) => (lines, true),
            Some(from) => (lines.get(..from)?, false),
            None => (lines, false),
        };
        Some(Heading {
            lines: lines.to_vec(),
            weak,
            in_column,
        })
    }

    /// Lines between gaps: a headline, unless they are the rest of a column.
    fn alone(&self, count: usize) -> Option<Heading<'t>> {
        let lines = self.lines.get(self.at..self.at + count)?;
        let last = lines.last()?;
        if last.text.ends_with(['，', '、', '：', ',']) || is_closed(last.text) {
            return None;
        }
        let before = measure_of_last(&self.open);
        let below = self.measure_after(self.at + count);
        let full = |measure: Option<u32>| {
            measure.is_some_and(|measure| self.fills(self.at + count - 1, measure))
        };
        if lines.iter().any(|line| line.text.contains(['，', '、']))
            && (full(before) || full(below))
            && !self.stands_out(count)
        {
            return None;
        }
        let flows = !lines.first()?.gap && before.is_some_and(|before| self.fills(self.at, before));
        if flows || self.goes_on(count) {
            return None;
        }
        if !self.stands_out(count) && before.is_some_and(|before| self.is_of_column(count, before))
        {
            return None;
        }
        self.take(count, false)
    }

    /// Lines directly above text: the headline is what no column has.
    fn above_text(&self, bare: usize) -> Option<Heading<'t>> {
        let before = measure_of_last(&self.open);
        let first = self.lines.get(self.at)?;
        let column = before.is_some_and(|before| {
            if first.gap {
                self.fills(self.at, before)
            } else {
                self.begins(self.at, before)
            }
        });
        let phrased = (first.gap || !self.spaced) && is_phrased(first.text);
        if column && !phrased && !(first.gap && self.stands_out(1)) {
            return None;
        }
        let most = bare.min(ABOVE_TEXT) + 1;
        let from = self.at + usize::from(column || phrased || self.is_said_again());
        let text = (from..self.at + most).find(|&at| self.runs(at));
        let Some(text) = text.filter(|&text| text > self.at) else {
            // What stands where a report has just ended, and runs on to nothing, is above the next.
            let apart = text.is_none()
                && (self.open.is_empty() || self.ends)
                && first.text.chars().count() >= 6;
            return if apart && !is_closed(first.text) {
                self.take(1, false)
            } else {
                None
            };
        };
        let count = text - self.at;
        let lines = self.lines.get(self.at..text)?;
        let last = lines.last()?;
        let runs_on = ['，', '、', '：', ',', ':', '？', '?'];
        let after = self.measure_after(text)?;
        let wide = lines.iter().any(|line| line.width > after + SLACK);
        let sentence = is_closed(last.text) && !wide;
        if last.text.ends_with(runs_on) || sentence || is_bracketed(last.text) {
            return None;
        }
        if !wide && count == 1 && self.goes_on(1) {
            return None;
        }
        let apart = wide
            || count > 1
            || self.open.is_empty()
            || self.ends
            || (first.gap && self.open.last().is_some_and(|line| !is_closed(line.text)))
            || before.is_some_and(|before| before.abs_diff(after) > SLACK + 1);
        self.take(count, !apart)
    }

    /// Whether lines are those of the column above: they fill it, or begin a paragraph in it.
    fn is_of_column(&self, count: usize, measure: u32) -> bool {
        let lines = self.lines.get(self.at..self.at + count).unwrap_or_default();
        let runs_on = self
            .open
            .last()
            .is_some_and(|line| !is_closed(line.text) && !self.ends);
        let fills = lines
            .iter()
            .any(|line| line.width.abs_diff(measure) <= SLACK);
        (fills && (runs_on || count > 1)) || is_set_in(lines, measure)
    }

    /// Whether a line can only be a headline, though it is as wide as the column: it has phrases with
    /// spaces between them, or the text above goes on below it.
    fn stands_out(&self, count: usize) -> bool {
        let (Some(line), Some(below)) = (self.lines.get(self.at), self.lines.get(self.at + count))
        else {
            return false;
        };
        let Some(above) = self.open.last().filter(|above| !is_closed(above.text)) else {
            return is_phrased(line.text);
        };
        let through = self.page.at_junction(above.text, line.text, 1);
        let past = self.page.at_junction(above.text, below.text, 0);
        is_phrased(line.text) || past >= through + 2.0
    }

    /// Whether the sentence of the last of some lines goes on below them.
    fn goes_on(&self, count: usize) -> bool {
        let (Some(last), Some(below)) = (
            self.lines.get(self.at + count - 1),
            self.lines.get(self.at + count),
        ) else {
            return false;
        };
        last.text.contains('，') && self.page.at_junction(last.text, below.text, 1) >= 2.0
    }

    /// Whether the next line says the same once more.
    fn is_said_again(&self) -> bool {
        match (self.lines.get(self.at), self.lines.get(self.at + 1)) {
            (Some(line), Some(next)) => line.text == next.text,
            _ => false,
        }
    }

    /// Whether text of a column runs on from a line: the line is full, and so is one of the next two.
    fn runs(&self, at: usize) -> bool {
        let Some(measure) = self
            .measure_after(at + 1)
            .or_else(|| self.measure_after(at))
        else {
            return false;
        };
        let full = |at| self.fills(at, measure);
        // Below a gap a column may go on in the middle of a paragraph.
        let anywhere = self.lines.get(self.at).is_some_and(|line| line.gap);
        let begins = if anywhere {
            full(at)
        } else {
            self.begins(at, measure)
        };
        begins && self.goes_down(at + 1, measure) && (full(at + 1) || full(at + 2))
    }

    /// Whether a line goes on with what stands above it: it is full from the column's edge on, or the
    /// last of its paragraph.
    fn goes_down(&self, at: usize, measure: u32) -> bool {
        let (Some(line), Some(next)) = (self.lines.get(at), self.lines.get(at + 1)) else {
            return true;
        };
        let needed = line.width + first_width(next.text) + if line.latin { 3 } else { 1 };
        match self.style {
            Style::Spaces => line.indent < INDENT - 1,
            _ => needed >= measure || next.gap || is_closed(line.text),
        }
    }

    /// Whether a line is as full as the first of a paragraph is in a column of this page.
    fn begins(&self, at: usize, measure: u32) -> bool {
        let (Some(line), Some(next)) = (self.lines.get(at), self.lines.get(at + 1)) else {
            return false;
        };
        let slack = if line.latin || next.latin { 2 } else { 0 };
        let needed = line.width + first_width(next.text) + slack;
        let fits = |room: u32| line.width <= room + 2 && needed >= room;
        match self.style {
            Style::Spaces => line.indent >= INDENT - 1,
            Style::Indents => fits(measure.saturating_sub(INDENT)),
            Style::Flush => fits(measure),
            Style::Unknown => self.fills(at, measure) || fits(measure.saturating_sub(INDENT)),
        }
    }

    /// Whether a line is full in a column: as one within a paragraph, or as the first.
    fn fills(&self, at: usize, measure: u32) -> bool {
        let (Some(line), Some(next)) = (self.lines.get(at), self.lines.get(at + 1)) else {
            return false;
        };
        let slack = if (line.latin || next.latin) && !line.gap {
            2
        } else {
            0
        };
        let room = measure.saturating_sub(INDENT + slack);
        line.width <= measure + 2 && line.width + first_width(next.text) > room
    }
}

/// Whether a text is phrases with spaces between them, as headlines are: 新馆开放 市民先睹为快.
fn is_phrased(text: &str) -> bool {
    let phrases = text.split_whitespace().count();
    (2..=4).contains(&phrases)
        && !text.contains(['，', '。', '；', '、', '（', '('])
        && text
            .split_whitespace()
            .all(|phrase| phrase.chars().filter(|&c| is_han(c)).count() >= 2)
}

/// The most headlines and lines of them directly above text.
const ABOVE_TEXT: usize = 4;

/// Whether a whole line stands in brackets.
fn is_bracketed(text: &str) -> bool {
    text.starts_with(['(', '（']) && text.ends_with([')', '）'])
}

/// Where the lines of a headline begin that are set in the column below. A headline and a copy of it in
/// the column part where most of the one has come again in the other.
fn set_from(lines: &[Line<'_>], measure: u32) -> Option<usize> {
    let words = |lines: &[Line<'_>]| -> HashSet<u64> {
        lines.iter().flat_map(|line| pairs(line.text)).collect()
    };
    let is_copied = |from: usize| {
        let (above, below) = lines.split_at(from);
        let (above, below) = (words(above), words(below));
        let common = above.intersection(&below).count();
        if 2 * common > above.len() { common } else { 0 }
    };
    (0..lines.len())
        .filter(|&from| {
            lines
                .get(from..)
                .is_some_and(|lines| is_set_in(lines, measure))
        })
        .max_by_key(|&from| (is_copied(from), std::cmp::Reverse(from)))
}

/// Whether lines are set in a column of a measure: paragraphs with their first lines indented.
fn is_set_in(lines: &[Line<'_>], measure: u32) -> bool {
    let mut room = measure.saturating_sub(INDENT);
    let mut wrapped = 0;
    for pair in lines.windows(2) {
        let [line, next] = pair else { continue };
        if line.width > room + 1 {
            return false;
        }
        let full = line.width + first_width(next.text) > room;
        wrapped += u32::from(full);
        room = if full {
            measure
        } else {
            measure.saturating_sub(INDENT)
        };
    }
    let last = lines.last().map_or(0, |line| line.width);
    last <= room + 1 && (wrapped > 0)
}

/// Returns whether a report begins with a line; a lead may run over lines' ends.
fn is_lead(lines: &[Line<'_>], at: usize) -> bool {
    let Some(line) = lines.get(at) else {
        return false;
    };
    if forms::lead(line.text).is_some() {
        return true;
    }
    let Some(next) = lines
        .get(at + 1)
        .filter(|next| !next.gap && line.width < 40)
    else {
        return false;
    };
    forms::may_lead(line.text) && forms::lead(&format!("{}{}", line.text, next.text)).is_some()
}

/// The width of the column that lines are set in, in half ems: the greatest that several lines have,
/// so that a headline among them does not count. `None` for fewer than three lines.
pub(super) fn measure(lines: &[Line<'_>]) -> Option<u32> {
    if lines.len() < 3 {
        return None;
    }
    let enough = lines
        .len()
        .div_ceil(if lines.len() <= SAMPLE { 3 } else { 5 })
        .max(2);
    // Latin letters and spaces are set as wide as they are and as a line needs.
    let han = lines
        .iter()
        .filter(|line| !line.latin)
        .map(|line| line.width);
    cluster(han.collect(), enough)
        .or_else(|| cluster(lines.iter().map(|line| line.width).collect(), enough))
}

/// Returns the greatest width that `enough` lines about have.
fn cluster(mut widths: Vec<u32>, enough: usize) -> Option<u32> {
    widths.sort_unstable_by(|a, b| b.cmp(a));
    let mut last = 0;
    for (first, &width) in widths.iter().enumerate() {
        last = last.max(first);
        while widths
            .get(last + 1)
            .is_some_and(|&other| other + SLACK >= width)
        {
            last += 1;
        }
        if last - first + 1 >= enough {
            return Some(width).filter(|&width| width >= NARROWEST);
        }
    }
    None
}

fn measure_of_last(lines: &[Line<'_>]) -> Option<u32> {
    let start = lines.len().saturating_sub(SAMPLE);
    measure(lines.get(start..).unwrap_or_default())
}

/// Whether a line signs a note: `——编者`.
fn is_signature(line: Line<'_>) -> bool {
    line.text.starts_with('—')
        && line.text.chars().count() <= 12
        && !line.text.contains(['。', '，'])
}

/// Whether a line is a name that was set on its own: two to four characters, or one, which is a half.
fn is_name(line: Line<'_>) -> bool {
    line.text.chars().all(is_han) && line.text.chars().count() <= 4
}

fn is_half_name(line: &Line<'_>) -> bool {
    line.gap && line.text.chars().count() == 1 && line.text.chars().all(is_han)
}
