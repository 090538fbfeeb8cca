//! Tells which lines of a heading are the headline, by what their report says and how they are set: what stands above
//! it (栏目, 肩题) and below it (副题) are phrases of their own, and their report seldom has their words.
//!
//! The weights are those of a conditional logistic regression over pages of many settings, each heading choosing among
//! all rows of its lines, rounded.

use super::super::line::{closes, is_closed, is_latin, opens};
use super::super::names::is_bare_name;
use super::super::words::{Neighbours, PairSet, meet_in_word, pairs, weight};
use super::{Line, Unit};

/// The most lines of a headline, and beyond which it is seldom one.
const MOST_LINES: usize = 5;
const MANY_LINES: usize = 3;
/// Headlines are seldom narrower, or wider, in half ems.
const NARROW: u32 = 16;
const WIDE: u32 = 60;
const WIDEST: u32 = 90;
/// A narrower line above a headline is a piece of something, in half ems.
const SHORTEST_ABOVE: u32 = 8;
/// What stands above a headline is narrow; beyond this it makes no difference, in half ems.
const WIDEST_ABOVE: f32 = 40.0;
/// A line below a headline that is no wider is its rest, in half ems, unless it is a character alone.
const REST: std::ops::RangeInclusive<u32> = 3..=11;
/// Two lines of which one is wider by no more half ems are as wide as each other.
const EVEN: u32 = 3;
/// A line of fewer words tells less.
const FEWEST_WORDS: usize = 3;

/// What two lines say where they meet.
#[derive(Clone, Copy, Debug, Default)]
struct Seam {
    /// What speaks for the headline ending, or beginning, between them.
    apart: f32,
    /// What speaks for both being of it.
    together: f32,
}

/// The lines of a heading, with what its report has of their words.
struct Parting<'l, 't> {
    lines: &'l [Line<'t>],
    told: Vec<f32>,
    /// The seam above each line.
    seams: Vec<Seam>,
}

/// Returns the part of a heading that is the headline of the report that has some words.
pub(super) fn headline(unit: Unit, lines: &[Line<'_>], words: &PairSet, page: &Neighbours) -> Unit {
    let parting = Parting::of(lines, words, page);
    let (mut best, mut most) = ((0, lines.len()), f32::MIN);
    for start in 0..lines.len() {
        for end in start + 1..=lines.len().min(start + MOST_LINES) {
            let score = parting.score(start, end);
            if score > most {
                (best, most) = ((start, end), score);
            }
        }
    }
    let (start, end) = best;
    Unit {
        first: unit.first + start,
        count: end - start,
        ..unit
    }
}

impl<'l, 't> Parting<'l, 't> {
    fn of(lines: &'l [Line<'t>], words: &PairSet, page: &Neighbours) -> Self {
        let told: Vec<f32> = lines.iter().map(|line| share(line.text, words)).collect();
        let mut open = 0_i32;
        let seams = (0..lines.len()).map(|at| {
            let pair = at.checked_sub(1).and_then(|above| lines.get(above..=at));
            let Some([above, below]) = pair else {
                return Seam::default();
            };
            open += brackets(above.text);
            let told = told.get(at - 1).zip(told.get(at));
            seam(above, below, open > 0, page)
                .told(told.map_or(0.0, |(above, below)| (above - below).abs()))
        });
        let seams = seams.collect();
        Self { lines, told, seams }
    }

    /// How likely some lines are the headline, as a logarithm.
    fn score(&self, start: usize, end: usize) -> f32 {
        let seam = |at: usize| self.seams.get(at).copied().unwrap_or_default();
        let edges = [start, end]
            .into_iter()
            .filter(|&at| at > 0 && at < self.lines.len());
        let edges: f32 = edges.map(|at| seam(at).apart).sum();
        let within: f32 = (start + 1..end).map(|at| seam(at).together).sum();
        edges + within + self.shape(start, end) + self.outside(start, end)
    }

    /// What the size of a headline says.
    fn shape(&self, start: usize, end: usize) -> f32 {
        let lines = self.lines.get(start..end).unwrap_or_default();
        // The rest of what has no room in the lines above it may be a word.
        let rest = matches!(lines, [.., above, last] if is_rest(above, last));
        let measured = lines.len() - usize::from(rest);
        let widths = || lines.iter().take(measured).map(|line| line.width);
        let (widest, narrowest) = (widths().max().unwrap_or(0), widths().min().unwrap_or(0));
        let all: u32 = lines.iter().map(|line| line.width).sum();
        let below = self.lines.get(end).map_or(0, |line| line.width);
        let many = (end - start).saturating_sub(MANY_LINES);
        if_true(all < NARROW, -2.0)
            + if_true(all > WIDE, -2.0)
            + if_true(all > WIDEST, -2.0)
            + if_true(below > widest + 2, -0.7)
            - 2.9 * (1.0 - of(narrowest) / of(widest.max(1)))
            - 1.4 * weight(many)
    }

    /// What the lines say that stand above and below a headline.
    fn outside(&self, start: usize, end: usize) -> f32 {
        let most = |told: Option<&[f32]>| told.into_iter().flatten().copied().fold(0.0, f32::max);
        let above = start.checked_sub(1).and_then(|at| self.lines.get(at));
        let above = above.map_or(0.0, |line| {
            let wide = of(line.width).min(WIDEST_ABOVE) / WIDEST_ABOVE;
            0.4 + if_true(line.width < SHORTEST_ABOVE, -1.5) - 1.6 * wide
        });
        let below = self.lines.get(end).map_or(0.0, |line| {
            let above = end.checked_sub(1).and_then(|last| self.lines.get(last));
            if_true(above.is_some_and(|above| is_rest(above, line)), -2.5) - 0.3
        });
        above + below - 5.1 * most(self.told.get(..start)) - 3.5 * most(self.told.get(end..))
    }
}

/// Whether a line is what had no room in the one above it.
fn is_rest(above: &Line<'_>, line: &Line<'_>) -> bool {
    let short = REST.contains(&line.width) && 3 * line.width <= above.width;
    short && !line.text.starts_with('—') && !is_bare_name(line.text)
}

impl Seam {
    /// Adds that a report has more of the words of one line than of the other.
    fn told(self, more: f32) -> Self {
        Self {
            apart: self.apart + 2.5 * more,
            ..self
        }
    }
}

/// Weighs where two lines meet, of which a bracket may be open above.
fn seam(above: &Line<'_>, below: &Line<'_>, open: bool, page: &Neighbours) -> Seam {
    /// The most that neighbours look familiar.
    const MOST_FAMILIAR: f32 = 4.0;
    let divided = meet_in_word(above.text, below.text);
    let number = above.text.ends_with(is_latin) != below.text.starts_with(is_latin);
    let runs_on = above.text.ends_with(['、', '，', '：', '—']);
    let dash = below.text.starts_with("——");
    let even = above.width.abs_diff(below.width) <= EVEN;
    let familiar = page.at_junction(above.text, below.text, 1) / MOST_FAMILIAR;
    Seam {
        apart: if_true(divided == Some(true), -1.6)
            + if_true(number, -1.4)
            + if_true(runs_on, -1.2)
            + if_true(open, -2.6)
            + if_true(even, -0.6)
            + if_true(below.gap, 1.4)
            + if_true(dash, 2.0)
            - 2.9 * familiar,
        together: if_true(divided == Some(true), 1.5)
            + if_true(divided == Some(false), 0.6)
            + if_true(even, 1.0)
            + if_true(below.width + EVEN < above.width, 0.9)
            + if_true(is_closed(above.text), 0.6)
            + if_true(below.gap, -1.6)
            + if_true(dash, -3.0),
    }
}

/// How much of a line's words are among others.
fn share(text: &str, words: &PairSet) -> f32 {
    let own = pairs(text).count();
    let told = pairs(text).filter(|pair| words.contains(pair)).count();
    weight(told) / weight(own.max(FEWEST_WORDS))
}

/// How many more brackets a text opens than it closes.
fn brackets(text: &str) -> i32 {
    let one = |c: char| i32::from(opens(c)) - i32::from(closes(c));
    text.chars().map(one).sum()
}

fn if_true(is: bool, weight: f32) -> f32 {
    if is { weight } else { 0.0 }
}

fn of(width: u32) -> f32 {
    weight(width as usize)
}

#[cfg(test)]
mod tests {
    use super::super::super::line::lines;
    use super::*;

    const REPORT: &str =
        "青山公园的三百株樱花昨天一齐开放，市民带着孩子从各处赶来，公园迎客三万人。";

    /// The lines of a heading that are the headline of a report.
    fn found(heading: &str, report: &str) -> String {
        let lines = lines(heading, 1);
        let unit = Unit {
            item: 0,
            first: 0,
            count: lines.len(),
        };
        let words: PairSet = pairs(report).collect();
        let page = [heading, report].join("\n");
        let page = Neighbours::of(&super::super::super::line::lines(&page, 1));
        let title = headline(unit, &lines, &words, &page);
        let own = lines.iter().skip(title.first).take(title.count);
        own.map(|line| line.text).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn lines_that_their_report_says_nothing_of_are_not_of_the_headline() {
        for heading in [
            "心连心 向前走\n青山公园三百株樱花\n昨天一齐开放迎客",
            "简讯\n心连心 向前走\n青山公园三百株樱花\n昨天一齐开放迎客\n记者实地走访",
            "青山公园三百株樱花\n昨天一齐开放迎客\n记者实地走访",
            "青山公园三百株樱花\n昨天一齐开放迎客\n——记者走访",
        ] {
            assert_eq!(
                found(heading, REPORT),
                "青山公园三百株樱花|昨天一齐开放迎客"
            );
        }
    }

    #[test]
    fn the_second_of_two_lines_is_of_the_headline_though_its_report_has_not_its_words() {
        let heading = "青山三百株樱花开放\n不负春光游人如织来";
        assert_eq!(
            found(heading, REPORT),
            "青山三百株樱花开放|不负春光游人如织来"
        );
    }

    #[test]
    fn a_word_that_a_line_end_divides_holds_two_lines_together() {
        let heading = "三百株樱花齐放青山公\n园内外游人如织";
        assert_eq!(
            found(heading, REPORT),
            "三百株樱花齐放青山公|园内外游人如织"
        );
    }

    #[test]
    fn a_line_with_a_dash_is_below_the_headline() {
        let heading = "青山公园樱花开放\n——青山公园樱花开放侧记";
        assert_eq!(found(heading, REPORT), "青山公园樱花开放");
    }

    #[test]
    fn a_word_that_had_no_room_is_the_end_of_the_headline_and_a_name_is_not() {
        let heading = "青山公园的三百株樱花昨天全部\n开放\n";
        assert_eq!(found(heading, REPORT), "青山公园的三百株樱花昨天全部|开放");
        let signed = "青山公园的三百株樱花昨天全部开放\n陈小禾\n";
        assert_eq!(found(signed, REPORT), "青山公园的三百株樱花昨天全部开放");
    }
}
