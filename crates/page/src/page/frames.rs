//! Cuts a page into frames: lines that were set one below the other in one column of one report,
//! and, between them, headlines, bylines and captions.
//!
//! A frame ends where the extraction left a gap, where a report begins or ends, where a line stands
//! that no column of text has, and where the measure changes after a sentence. Whether two frames
//! are one report's is not decided here.

mod bylines;
mod heading;
mod marks;
mod phrases;
mod shape;

pub(super) use self::marks::is_editors;
use self::marks::{Mark, is_half_name, is_signature, sign_off};
pub(super) use self::phrases::is_phrased;
use super::captions;
use super::column::{INDENT, SAMPLE, SLACK, Style, measure, measure_of_last};
use super::forms;
use super::line::{Line, first_width, is_closed};
use super::words::Neighbours;
use super::woven::is_vertical;

/// A piece of a page, in the page's order. It is a row of the page's lines, and holds none of them again:
/// a page may have as many pieces as lines.
#[derive(Clone, Copy, Debug)]
pub(super) enum Item<'t> {
    /// Lines of a column.
    Frame(Frame<'t>),
    /// Lines of a headline, or of a heading between paragraphs.
    Heading(Heading<'t>),
    /// Lines that name who wrote.
    Byline(&'t [Line<'t>]),
    /// Lines under a photograph.
    Caption(&'t [Line<'t>]),
}

impl<'t> Item<'t> {
    /// Returns its lines.
    pub(super) fn lines(&self) -> &'t [Line<'t>] {
        match self {
            Self::Frame(frame) => frame.lines,
            Self::Heading(heading) => heading.lines,
            Self::Byline(lines) | Self::Caption(lines) => lines,
        }
    }
}

/// Pages with fewer gaps than one in so many lines are in the order of a content stream.
const FEW_GAPS: usize = 40;

/// Whether gaps part what stands on a page; in the order of a content stream hardly any line has one above it.
pub(super) fn are_gapped(items: &[Item<'_>]) -> bool {
    let lines = || items.iter().flat_map(Item::lines);
    FEW_GAPS * lines().filter(|line| line.gap).count() >= lines().count()
}

/// Whether most gaps between two pieces of text stand between paragraphs, so that they say nothing of columns.
pub(super) fn gaps_part_paragraphs(items: &[Item<'_>]) -> bool {
    const FEWEST: usize = 5;
    let pairs = items.windows(2).filter_map(|pair| match pair {
        [Item::Frame(above), Item::Frame(below)] => above.lines.last().zip(below.lines.first()),
        _ => None,
    });
    let gaps: Vec<_> = pairs.filter(|(_, first)| first.gap).collect();
    let closed = gaps.iter().filter(|(last, _)| is_closed(last.text));
    gaps.len() >= FEWEST && 10 * closed.count() > 7 * gaps.len()
}

/// Lines of a column, one below the other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame<'t> {
    /// The lines.
    pub(super) lines: &'t [Line<'t>],
    /// Whether it begins with a lead form.
    pub(super) leads: bool,
    /// Whether it ends with a mark that ends a report.
    pub(super) ends: bool,
    /// Whether it is one paragraph, however its lines are set.
    pub(super) whole: bool,
    /// The column's width in half ems, where there are lines enough to tell.
    pub(super) measure: Option<u32>,
    /// The same of its first lines: a report may run on in another measure.
    pub(super) entry: Option<u32>,
}

impl<'t> Frame<'t> {
    /// Measures lines of a column.
    pub(super) fn of(lines: &'t [Line<'t>], leads: bool, ends: bool) -> Self {
        Self {
            measure: measure(lines),
            entry: lines.get(..3).and_then(measure),
            lines,
            leads,
            ends,
            whole: false,
        }
    }
}

/// Lines that are no sentences and fill no column.
#[derive(Clone, Copy, Debug)]
pub(super) struct Heading<'t> {
    /// The lines.
    pub(super) lines: &'t [Line<'t>],
    /// Whether nothing but its shape speaks for it, so that it may as well stand between paragraphs.
    pub(super) weak: bool,
    /// Whether it is set in the measure of the report that it stands above.
    pub(super) in_column: bool,
}

/// Cuts a page into items.
pub(super) fn items<'t>(lines: &'t [Line<'t>], page: &Neighbours, style: Style) -> Vec<Item<'t>> {
    let mut marks: Vec<Mark> = (0..lines.len()).map(|at| Mark::of(lines, at)).collect();
    let mut apart = shape::apart(lines, &marks, style);
    if let Some(apart) = &mut apart {
        shape::take_verses(lines, &mut marks, apart);
    }
    let measures = (0..lines.len())
        .map(|at| measure_from(lines, &marks, at))
        .collect();
    let mut cutter = Cutter {
        lines,
        apart,
        marks,
        measures,
        page,
        at: 0,
        from: 0,
        leads: false,
        ends: false,
        items: Vec::new(),
        style,
        usual: measure(lines),
        spaced: 8 * lines.iter().filter(|line| is_phrased(line.text)).count() > lines.len(),
    };
    while cutter.at < lines.len() {
        cutter.step();
    }
    cutter.flush();
    let items = cutter.items;
    if lines.is_empty() || items.iter().any(|item| matches!(item, Item::Frame(_))) {
        return items;
    }
    // Headlines alone are no newspaper page: all of it is one report.
    vec![Item::Frame(Frame::of(lines, false, false))]
}

/// Cuts lines in two where the extraction glued a report's first words, or a byline, to a headline.
pub(super) fn unglue(lines: Vec<Line<'_>>) -> Vec<Line<'_>> {
    let glued = |line: &Line<'_>| glued_at(line.text).is_some();
    let Some(first) = lines.iter().position(glued) else {
        return lines;
    };
    let mut cut = Vec::with_capacity(lines.len() + 1);
    let (above, below) = lines.split_at(first);
    cut.extend_from_slice(above);
    for line in below {
        match glued_at(line.text).and_then(|at| line.cut(at)) {
            Some((head, tail)) => cut.extend([head, tail]),
            None => cut.push(*line),
        }
    }
    cut
}

/// Words at which a line may have been glued. What else a lead begins with also stands in sentences.
const GLUED: [&str; 5] = ["本报讯", "本報訊", "本报记者", "新华社", "中新网"];
/// What they begin with.
const GLUED_FIRST: [char; 3] = ['本', '新', '中'];

/// Returns where in a line something else begins.
fn glued_at(text: &str) -> Option<usize> {
    if captions::ends_with_credit(text) {
        return None;
    }
    let (at, _) = text.char_indices().skip(1).find(|&(at, c)| {
        let rest = || text.get(at..).unwrap_or_default();
        GLUED_FIRST.contains(&c) && GLUED.iter().any(|word| rest().starts_with(word))
    })?;
    let (head, tail) = text.split_at_checked(at)?;
    let begins = forms::lead(tail).is_some() && tail.contains(['(', '（', '电']);
    let signed = head.ends_with(char::is_whitespace) && forms::is_byline(tail);
    let head = head.trim_end();
    let runs_on = head.ends_with(|c: char| "，、：；“‘《（(【据在由和与的对是向从经".contains(c));
    ((begins || signed) && !runs_on && head.chars().count() >= 4).then_some(at)
}

struct Cutter<'p, 't> {
    lines: &'t [Line<'t>],
    /// What the lines are by the phrases they begin with.
    marks: Vec<Mark>,
    /// Which lines are of no paragraph, where that is told for the whole page.
    apart: Option<Vec<bool>>,
    /// For each line, the measure of the column that begins there.
    measures: Vec<Option<u32>>,
    page: &'p Neighbours,
    at: usize,
    /// Where the frame begins that lines are added to.
    from: usize,
    leads: bool,
    ends: bool,
    items: Vec<Item<'t>>,
    /// Whether the page's text has spaces between Han, so that they tell nothing.
    spaced: bool,
    style: Style,
    /// The width of the page's columns.
    usual: Option<u32>,
}

impl<'t> Cutter<'_, 't> {
    fn step(&mut self) {
        let Some(&line) = self.lines.get(self.at) else {
            return;
        };
        if self.mark(self.at) == Mark::SignOff || is_signature(line) {
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
        if is_vertical(&line) {
            self.vertical();
        } else if self.is_lead(self.at) {
            self.flush();
            self.leads = true;
            self.push(line);
        } else if captions::is_caption(line.text)
            || self.is_whole_caption(line)
            || self.is_wide_caption()
            || self.is_credit(self.at)
        {
            self.caption();
        } else if self.mark(self.at) == Mark::Byline {
            self.byline();
        } else if let Some(heading) = self.heading() {
            self.flush();
            self.skip(heading.lines.len());
            self.items.push(Item::Heading(heading));
        } else {
            return false;
        }
        true
    }

    /// Takes headlines that were set vertically.
    fn vertical(&mut self) {
        self.flush();
        let rest = self.lines.iter().skip(self.at).enumerate();
        let own = rest.take_while(|(index, line)| (*index == 0 || !line.gap) && is_vertical(line));
        let count = own.count();
        let lines = self.skip(count);
        self.items.push(Item::Heading(Heading {
            lines,
            weak: false,
            in_column: false,
        }));
    }

    /// The frame that lines are added to.
    fn open(&self) -> &'t [Line<'t>] {
        self.lines.get(self.from..self.at).unwrap_or_default()
    }

    /// Goes on below lines that are of no frame, and returns them.
    fn skip(&mut self, count: usize) -> &'t [Line<'t>] {
        let from = self.at;
        self.at += count;
        self.from = self.at;
        self.lines.get(from..self.at).unwrap_or_default()
    }

    /// Adds the next line to the frame.
    fn push(&mut self, line: Line<'t>) {
        self.ends = forms::ends_report(line.text);
        self.at += 1;
    }

    fn flush(&mut self) {
        let lines = self.open();
        if !lines.is_empty() {
            let frame = Frame::of(lines, self.leads, self.ends);
            self.items.push(Item::Frame(frame));
        }
        self.from = self.at;
        self.leads = false;
        self.ends = false;
    }

    fn sign_off(&mut self, line: Line<'t>) {
        if line.gap && !self.open().is_empty() && !self.ends {
            self.flush();
        }
        let at = self.at;
        self.push(line);
        for _ in 1..sign_off(self.lines, at).unwrap_or(1) {
            if let Some(&rest) = self.lines.get(self.at) {
                self.push(rest);
            }
        }
        while let Some(&half) = self.lines.get(self.at).filter(|next| is_half_name(next)) {
            self.push(half);
        }
        // An editor signs what he says of the report below.
        self.ends = !is_editors(line.text);
    }

    /// Whether a line that no column has is a caption with who took the picture.
    fn is_whole_caption(&self, line: Line<'_>) -> bool {
        let apart = self.lines.get(self.at + 1).is_none_or(|next| next.gap);
        let columns = [
            measure_of_last(self.open()),
            self.measure_after(self.at + 1),
        ];
        let widest = columns.into_iter().flatten().max();
        let is_wide = widest.is_some_and(|widest| line.width > widest + SLACK);
        (is_wide || line.gap && apart) && captions::ends_with_credit(line.text)
    }

    /// Whether the next lines are a caption over several columns, with who took the picture at the end of its last.
    fn is_wide_caption(&self) -> bool {
        let rest = self.lines.iter().skip(self.at).take(LONGEST_CAPTION);
        let Some(end) = rest
            .clone()
            .position(|line| captions::ends_with_credit(line.text))
        else {
            return false;
        };
        let columns = [
            measure_of_last(self.open()),
            self.measure_after(self.at + end + 1),
        ];
        let widest = columns.into_iter().flatten().max();
        let is_wide = |line: &Line<'_>| widest.is_some_and(|widest| line.width > widest + SLACK);
        let above = rest.enumerate().take(end);
        end > 0
            && above.clone().all(|(_, line)| is_wide(line))
            && above.skip(1).all(|(_, line)| !line.gap)
    }

    /// Whether a line is a photographer's credit that stands apart.
    fn is_credit(&self, at: usize) -> bool {
        let apart = self.lines.get(at + 1).is_none_or(|next| next.gap);
        self.lines
            .get(at)
            .is_some_and(|line| line.gap && apart && captions::is_credit(line.text))
    }

    /// Whether a new paragraph or something else may begin with a line.
    fn begins_block(&self, line: Line<'t>) -> bool {
        let Some(before) = self.open().last() else {
            return true;
        };
        let short = || match &self.apart {
            Some(_) => self.is_apart(self.at),
            None => self.is_short(before, line),
        };
        line.gap || self.ends || is_closed(before.text) || is_vertical(&line) || short()
    }

    /// Whether a line is of no paragraph, as far as that is told for the whole page.
    fn is_apart(&self, at: usize) -> bool {
        let apart = self.apart.as_ref().and_then(|apart| apart.get(at));
        apart.copied().unwrap_or_default()
    }

    /// Whether the column would have had room in a line for what the next one begins with.
    fn is_short(&self, line: &Line<'_>, next: Line<'_>) -> bool {
        match (
            measure_of_last(self.open()),
            self.measure_after(self.at + 1),
        ) {
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

    /// What a line is by the phrase it begins with.
    fn mark(&self, at: usize) -> Mark {
        self.marks.get(at).copied().unwrap_or_default()
    }

    fn is_lead(&self, at: usize) -> bool {
        self.mark(at) == Mark::Lead
    }

    /// Whether the column ends before a line: it ends with a sentence or a short line, and what
    /// follows has another measure.
    fn measure_changes(&self, line: Line<'t>) -> bool {
        let Some(before) = self.open().last() else {
            return false;
        };
        let (Some(ours), Some(theirs)) =
            (measure_of_last(self.open()), self.measure_after(self.at))
        else {
            return false;
        };
        let ended = is_closed(before.text) || self.is_short(before, line);
        ended && ours.abs_diff(theirs) > SLACK + 2 && line.width <= theirs + SLACK
    }

    /// The measure of the lines from one on.
    fn measure_after(&self, at: usize) -> Option<u32> {
        *self.measures.get(at)?
    }

    fn caption(&mut self) {
        self.flush();
        let mut count = 0;
        while let Some(line) = self.lines.get(self.at + count) {
            let done = count > 0
                && (line.gap
                    || count >= LONGEST_CAPTION
                    || self.is_lead(self.at + count)
                    || captions::is_caption(line.text));
            if done {
                break;
            }
            count += 1;
            if captions::has_credit(line.text) {
                break;
            }
        }
        let credited = count
            .checked_sub(1)
            .and_then(|last| self.lines.get(self.at + last));
        if !credited.is_some_and(|line| captions::has_credit(line.text))
            && self.is_credit(self.at + count)
        {
            count += 1;
        }
        let lines = self.skip(count);
        self.items.push(Item::Caption(lines));
    }
}

/// The most lines of a caption.
const LONGEST_CAPTION: usize = 6;

/// The measure of the column that begins with a line, as far as its first lines tell.
fn measure_from(lines: &[Line<'_>], marks: &[Mark], at: usize) -> Option<u32> {
    let rest = lines.get(at..)?;
    let ends =
        |line: &Line<'_>, mark: &Mark| line.gap || matches!(mark, Mark::Lead | Mark::SignOff);
    let more = rest.iter().zip(marks.get(at..)?).skip(1).take(SAMPLE - 1);
    let count = 1 + more.take_while(|(line, mark)| !ends(line, mark)).count();
    measure(rest.get(..count)?)
}
