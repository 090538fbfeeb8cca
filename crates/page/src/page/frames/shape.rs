//! Tells the lines of headlines from those of text on a page that has no gaps, as text in the order of a content
//! stream (`pdftotext -raw`) has none. Lines of paragraphs fill their columns; what fills none is a headline. Of all
//! readings of the whole page the one that costs least is taken.

use super::super::column::{INDENT, SAMPLE, SLACK, Style, measure, measure_of_last};
use super::super::line::{Line, first_width, has_comma, has_stop, is_closed, never_first};
use super::super::names::is_bare_name;
use super::super::woven::is_vertical;
use super::heading::{copied_from, set_from};
use super::phrases::{introduces, is_bracketed, is_dated, is_phrased};
use super::{Cutter, Heading, Mark};

/// A page has no gaps where fewer of its lines have one.
const FEW_GAPS: usize = 25;
/// The fewest lines that tell.
const FEWEST: usize = 40;

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// The first line of a paragraph, in the column of the lines above or in that of the lines below.
    First(Side),
    /// Another line of a paragraph.
    Next(Side),
    /// A line of a headline, or another that is of no paragraph.
    Apart,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Above,
    Below,
}

const STATES: [State; 5] = [
    State::First(Side::Above),
    State::First(Side::Below),
    State::Next(Side::Above),
    State::Next(Side::Below),
    State::Apart,
];

/// No headline has more figures: they are telephone numbers.
const MOST_FIGURES: usize = 8;

/// What it costs that a line within a paragraph is not full, that a paragraph ends without a stop, and the more so in a
/// full line.
const UNFILLED: f32 = 3.0;
const UNCLOSED: f32 = 4.5;
const BROKEN_OFF: f32 = 1.0;
/// That a line is of no paragraph, and that another is behind it.
const APART: f32 = 1.3;
const FURTHER: f32 = -0.7;
/// That text below a headline goes on in the middle of a paragraph, and that a paragraph changes its column.
const TAKEN_UP: f32 = 2.5;
const MOVED: f32 = 2.5;
/// What is unlikely of a headline, or of text, and what is hardly ever so.
const ODD: f32 = 1.2;
const UNLIKELY: f32 = 2.5;
const OUTSIDE: f32 = 4.0;
const PHRASED: f32 = 3.0;
const NEVER: f32 = 1000.0;

/// Whether lines are in the order of a content stream: hardly any has a gap, and rows were broken at their marks.
fn is_of_stream(lines: &[Line<'_>]) -> bool {
    let gaps = lines.iter().filter(|line| line.gap).count();
    let was_broken = lines.iter().any(|line| line.last > line.number);
    lines.len() >= FEWEST && FEW_GAPS * gaps <= lines.len() && was_broken
}

/// Returns for each line of a page without gaps whether it is of no paragraph; `None` where the page has gaps.
pub(super) fn apart(lines: &[Line<'_>], marks: &[Mark], style: Style) -> Option<Vec<bool>> {
    if !is_of_stream(lines) {
        return None;
    }
    let page = Page {
        lines,
        marks,
        style,
        columns: columns(lines),
    };
    let mut costs: Vec<[f32; 5]> = Vec::with_capacity(lines.len());
    let mut from: Vec<[usize; 5]> = Vec::with_capacity(lines.len());
    for at in 0..lines.len() {
        let (mut best, mut chosen) = ([0.0; 5], [0; 5]);
        for ((state, best), chosen) in STATES.iter().zip(&mut best).zip(&mut chosen) {
            let (place, least) = match costs.last() {
                None if matches!(state, State::Next(_)) => (0, NEVER),
                None => (0, 0.0),
                Some(costs) => STATES
                    .iter()
                    .zip(costs)
                    .map(|(before, cost)| cost + page.step(at, *before, *state))
                    .enumerate()
                    .min_by(|a, b| a.1.total_cmp(&b.1))
                    .unwrap_or_default(),
            };
            (*best, *chosen) = (page.cost(at, *state) + least, place);
        }
        costs.push(best);
        from.push(chosen);
    }
    let last = costs.last()?.iter().enumerate();
    let mut state = last.min_by(|a, b| a.1.total_cmp(b.1))?.0;
    let mut apart = vec![false; lines.len()];
    for (apart, from) in apart.iter_mut().zip(&from).rev() {
        *apart = STATES.get(state) == Some(&State::Apart);
        state = from.get(state).copied().unwrap_or_default();
    }
    Some(apart)
}

/// Takes the lines of verses for text: those below a name that signs a headline, and so many that no headline has them.
pub(super) fn take_verses(lines: &[Line<'_>], marks: &mut [Mark], apart: &mut [bool]) {
    /// The fewest lines of verse below a name, and elsewhere.
    const FEWEST: [usize; 2] = [4, 6];
    let mut at = 0;
    while at < lines.len() {
        let is_apart = |at: usize| apart.get(at).copied().unwrap_or_default();
        let signs = lines.get(at).is_some_and(|line| is_bare_name(line.text));
        let signed = signs && at > 0 && is_apart(at - 1) || marks.get(at) == Some(&Mark::Byline);
        if !is_apart(at) {
            at += 1;
            continue;
        }
        let from = at + usize::from(signed);
        let end = verses(lines, marks, apart, from);
        let [below_name, elsewhere] = FEWEST;
        let is_verse = end - from >= if signed { below_name } else { elsewhere };
        if is_verse && let Some(apart) = apart.get_mut(from..end) {
            apart.fill(false);
        }
        let text_below = !apart.get(from).copied().unwrap_or_default();
        if signed
            && text_below
            && let Some(mark) = marks.get_mut(at)
        {
            *mark = Mark::Byline;
        }
        at = if is_verse { end } else { at + 1 };
    }
}

/// Returns where the lines end that may be verses from one on: narrow ones, none much wider than those above it.
fn verses(lines: &[Line<'_>], marks: &[Mark], apart: &[bool], from: usize) -> usize {
    const WIDEST: u32 = 24;
    const WIDER: u32 = 6;
    let mut widest = WIDEST - WIDER;
    let rest = lines.iter().zip(marks).zip(apart).enumerate().skip(from);
    let rest = rest.take_while(|(at, ((line, mark), apart))| {
        let fits = line.width <= WIDEST.min(widest + WIDER);
        widest = if *at == from {
            line.width
        } else {
            widest.max(line.width)
        };
        let goes_on = *at == from || !line.gap;
        let is_text = **mark == Mark::Text && !is_phrased(line.text) && !is_bare_name(line.text);
        **apart && is_text && fits && goes_on
    });
    from + rest.count()
}

impl<'t> Cutter<'_, 't> {
    /// The lines from the next one on that are of no paragraph.
    pub(super) fn heading_apart(&self) -> Option<Heading<'t>> {
        let rest = self.lines.get(self.at..)?;
        let count = (0..rest.len())
            .take_while(|&index| {
                let at = self.at + index;
                let is_note = !matches!(self.mark(at), Mark::Text);
                self.is_apart(at) && !(index > 0 && is_note)
            })
            .count();
        let (lines, _) = rest.split_at_checked(count)?;
        let first = lines.first()?;
        let (above, below) = (
            measure_of_last(self.open()),
            self.measure_after(self.at + count),
        );
        let copied = below.and_then(|measure| set_from(lines, measure));
        let copied = copied.filter(|&from| from > 0 && copied_from(lines, from) > 0);
        let lines = lines.get(..copied.unwrap_or(count))?;
        let within = above
            .zip(below)
            .is_some_and(|(above, below)| above.abs_diff(below) <= SLACK);
        let fits = above.is_some_and(|measure| first.width + INDENT <= measure);
        Some(Heading {
            lines,
            weak: within && fits && lines.len() == 1 && !is_phrased(first.text),
            in_column: false,
        })
    }
}

/// The measures of the columns that a line may stand in: those of the lines above it and below it.
fn columns(lines: &[Line<'_>]) -> Vec<[Option<u32>; 2]> {
    let around = |from: usize, to: usize| {
        let to = to.min(lines.len());
        lines.get(from.min(to)..to).and_then(measure)
    };
    let each = (0..lines.len()).map(|at| {
        let above = around(at.saturating_sub(SAMPLE), at);
        [above, around(at + 1, at + 1 + SAMPLE)]
    });
    each.collect()
}

struct Page<'l, 't> {
    lines: &'l [Line<'t>],
    marks: &'l [Mark],
    style: Style,
    columns: Vec<[Option<u32>; 2]>,
}

impl Page<'_, '_> {
    fn measure(&self, at: usize, side: Side) -> Option<u32> {
        let [above, below] = *self.columns.get(at)?;
        match side {
            Side::Above => above,
            Side::Below => below,
        }
    }

    /// What it costs that a line is something.
    fn cost(&self, at: usize, state: State) -> f32 {
        let Some(line) = self.lines.get(at) else {
            return 0.0;
        };
        let mark = self.marks.get(at).copied().unwrap_or_default();
        match (state, mark) {
            (State::Apart, _) if is_vertical(line) => 0.0,
            _ if is_vertical(line) => NEVER,
            (State::Apart, Mark::Byline) => 0.0,
            (State::Apart, Mark::Lead) | (State::Next(_), Mark::Byline) => NEVER,
            (State::First(_), Mark::SignOff) => 0.5,
            (State::First(_), Mark::Byline) => UNLIKELY,
            (State::Apart, _) => self.apart(at, line),
            (State::First(side) | State::Next(side), mark) => {
                let outside = match self.measure(at, side) {
                    Some(measure) if line.width > measure + SLACK => OUTSIDE,
                    Some(_) => 0.0,
                    None => 1.0,
                };
                let phrased = if is_phrased(line.text) { PHRASED } else { 0.0 };
                let leads = mark == Mark::Lead && matches!(state, State::First(_));
                if leads { 0.0 } else { outside + phrased }
            }
        }
    }

    /// What it costs that a line is of no paragraph.
    fn apart(&self, at: usize, line: &Line<'_>) -> f32 {
        let mut cost = APART;
        if has_stop(line.text) || is_bracketed(line.text) || is_dated(line.text) {
            cost += OUTSIDE;
        } else if is_closed(line.text) {
            cost += 0.8;
        }
        if line.text.ends_with(['，', '、', ',']) {
            cost += UNLIKELY;
        } else if has_comma(line.text) {
            cost += ODD;
        }
        if introduces(line.text) {
            cost += ODD;
        }
        let figures = line.text.chars().filter(char::is_ascii_digit).count();
        if figures > MOST_FIGURES {
            cost += UNLIKELY;
        }
        if line.text.starts_with(never_first) {
            cost += UNLIKELY;
        }
        let columns = self.columns.get(at).into_iter().flatten().flatten();
        if columns
            .max()
            .is_some_and(|widest| line.width > widest + SLACK)
        {
            cost -= 1.0;
        }
        cost
    }

    /// What it costs that a line is something where the one before is.
    fn step(&self, at: usize, before: State, state: State) -> f32 {
        let Some((above, line)) = at
            .checked_sub(1)
            .and_then(|before| Some((self.lines.get(before)?, self.lines.get(at)?)))
        else {
            return 0.0;
        };
        let side = match before {
            State::Apart => {
                return match state {
                    State::Next(_) => TAKEN_UP,
                    State::Apart if self.marks.get(at) != Some(&Mark::Byline) => FURTHER,
                    _ => 0.0,
                };
            }
            State::First(side) | State::Next(side) => side,
        };
        let column = self.measure(at - 1, side);
        let unfilled = || column.map_or(1.0, |measure| self.unfilled(before, above, line, measure));
        match state {
            State::Next(side) => {
                let here = self.measure(at, side);
                let moved = here.zip(column).is_some_and(|(a, b)| a.abs_diff(b) > SLACK);
                unfilled() + if moved { MOVED } else { 0.0 }
            }
            _ if is_closed(above.text) => 0.0,
            _ if introduces(above.text) => 0.6,
            _ => UNCLOSED + if unfilled() <= 0.0 { BROKEN_OFF } else { 0.0 },
        }
    }

    /// What it costs that a paragraph goes on below a line in a column: the line must be full.
    fn unfilled(&self, state: State, line: &Line<'_>, next: &Line<'_>, measure: u32) -> f32 {
        let slack = if line.latin || next.latin { 2 } else { 0 };
        let needed = line.width + first_width(next.text).max(SLACK) + slack;
        let fits = |room: u32| line.width <= room + SLACK && needed >= room;
        let indented = fits(measure.saturating_sub(INDENT));
        let is_first = matches!(state, State::First(_));
        let kept = self.style == Style::Spaces && line.indent >= INDENT - 1;
        let is_full = match self.style {
            _ if !is_first || kept => fits(measure),
            Style::Indents | Style::Spaces => indented,
            Style::Flush => fits(measure),
            Style::Unknown => false,
        };
        match self.style {
            _ if is_full => 0.0,
            _ if !is_first => UNFILLED,
            Style::Indents if fits(measure) => 1.5,
            Style::Unknown | Style::Flush if indented => 0.3,
            _ if fits(measure) => 0.5,
            _ => UNFILLED,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::line::{Line, lines};
    use super::*;

    /// Paragraphs in a column of fourteen characters, their first lines set in by two; the first row is broken.
    const FIRST: &str = "春天到了，青山公园三百\n株樱花昨天一齐开放，市民带着\n孩子从各处赶来，园内一时热闹\n得像过节一样，小贩也来了。\n园林局长说樱花还能看十\n天，请市民错开假日来看花，不\n要攀折树枝。\n";
    const SECOND: &str = "水库管理处今天上午开闸\n放水，下游三个县的稻田将得到\n灌溉，农民在渠边等着第一股水\n流过来，有人放起了鞭炮。\n管理处主任说今年的水比\n去年早了十天，够三个县用到夏\n天，请各村轮流放水。\n";

    fn found(text: &str) -> Vec<String> {
        let mut lines: Vec<Line<'_>> = lines(text, 1);
        lines[1].last += 1;
        let mut marks: Vec<Mark> = (0..lines.len()).map(|at| Mark::of(&lines, at)).collect();
        let Some(mut apart) = apart(&lines, &marks, Style::of(&lines)) else {
            return Vec::new();
        };
        take_verses(&lines, &mut marks, &mut apart);
        let each = lines.iter().zip(apart).zip(marks);
        let found = each.filter(|((_, apart), mark)| *apart && *mark == Mark::Text);
        found.map(|((line, _), _)| line.text.to_owned()).collect()
    }

    #[test]
    fn what_fills_no_column_is_apart_though_no_gap_parts_it() {
        let text = format!(
            "{FIRST}{SECOND}迎春花开\n青山公园三百株樱花\n昨天一齐开放\n{FIRST}{SECOND}青山水库昨天上午开\n闸三个县稻田得到灌溉\n——农民夹道\n{SECOND}{FIRST}"
        );
        assert_eq!(
            found(&text),
            [
                "迎春花开",
                "青山公园三百株樱花",
                "昨天一齐开放",
                "青山水库昨天上午开",
                "闸三个县稻田得到灌溉",
                "——农民夹道"
            ]
        );
    }

    #[test]
    fn verses_below_a_name_are_text() {
        let text = format!(
            "{FIRST}{SECOND}{FIRST}河堤上的灯\n李明\n灯在河堤上亮着\n水在灯下流着\n人在水边走\n影子比路还长\n{SECOND}{FIRST}{SECOND}"
        );
        assert_eq!(found(&text), ["河堤上的灯"]);
    }

    #[test]
    fn a_page_with_gaps_is_told_by_them() {
        assert!(found(&format!("{FIRST}\n{SECOND}\n").repeat(4)).is_empty());
    }
}
