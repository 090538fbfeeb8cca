//! Sets head matter: headlines, kickers, lines of source and date.
//!
//! A newspaper breaks a headline by its sense and into lines of about one length, so all breaks are
//! chosen together: at the newspaper's own spaces before anywhere else, then between words, and of
//! such breaks where the lines come out even, with marks a little preferred. In a list ([`set_short`])
//! lines are filled instead, and what is too long is cut.

use std::ops::Range;

use textwrap::wrap_algorithms::wrap_first_fit;

use super::block::blocks;
use super::breaks;
use super::class::Class;
use super::orphan::is_orphan;
use super::piece::{Gatherer, Piece};
use super::width::{self, Ambiguous};
use super::words::{Gap, Words};
use super::wrap::{Line, Setting, cells, wrap};
use super::writing_mode::WritingMode;

/// The bytes of the longest text that is taken for head matter.
const LONGEST: usize = 2048;
/// The most lines that are set together.
const MOST_LINES: usize = 16;

/// Sets `text` (no line breaks in it) in lines of at most `measure` cells and about one length, none
/// of them set in.
///
/// A single space between Chinese characters is the newspaper's own line break and is taken first; a
/// line more than needed is spent for it. Items that are parted by two spaces or more stay whole as
/// far as they fit. The rules of [`wrap`] hold. What is too long for head matter is set as a
/// paragraph is.
pub fn set(text: &str, measure: usize, writing_mode: WritingMode) -> Vec<Line> {
    let setting = Setting {
        measure,
        indent: 0,
        writing_mode,
        mend_orphans: true,
    };
    even_lines(text, &setting).unwrap_or_else(|| wrap(text, &setting))
}

/// A headline as a list shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Short {
    /// The bytes of the text that each line shows.
    pub lines: Vec<Range<usize>>,
    /// Whether the text goes on behind the last line, where there is room for `…`.
    pub is_cut: bool,
}

/// Sets `text` (no line breaks in it) in as few lines of at most `measure` cells as it takes, `most`
/// of them at the most, broken and cut between words where that can be. All lines but the last are
/// filled.
///
/// Looks no further into the text than the lines reach.
pub fn set_short(text: &str, measure: usize, most: usize, ambiguous: Ambiguous) -> Short {
    let setting = Setting {
        measure,
        indent: 0,
        writing_mode: WritingMode::Horizontal(ambiguous),
        mend_orphans: true,
    };
    let reach = width::reach(text, measure.saturating_mul(most) + measure, ambiguous);
    let is_whole = reach == text.len();
    let text = text.get(..reach).unwrap_or(text);
    let pieces = cut(text, &setting);
    let Some(whole) = Piece::joined(&pieces) else {
        return Short::default();
    };
    if is_whole && whole.width as usize <= measure {
        let line = whole.start..whole.end;
        return Short {
            lines: std::iter::once(line).collect(),
            is_cut: false,
        };
    }
    let choice = Choice::new(text, &pieces, measure, most, Filling::Full);
    let whole = is_whole.then(|| choice.short(most)).flatten();
    whole.unwrap_or_else(|| choice.cut_short(most, ambiguous))
}

fn even_lines(text: &str, setting: &Setting) -> Option<Vec<Line>> {
    if text.len() > LONGEST {
        return None;
    }
    let pieces = items_joined(text, cut(text, setting), setting.measure);
    let least = wrap_first_fit(&pieces, &[cells(setting.measure)]).len();
    if pieces.is_empty() || least > MOST_LINES {
        return None;
    }
    let choice = Choice::new(text, &pieces, setting.measure, least + 1, Filling::Even);
    let few = choice.cost(least)?;
    // Even lines are worth no line of their own; the newspaper's breaks and whole words are.
    let count = match choice.cost(least + 1) {
        Some(more) if more.faults() < few.faults() => least + 1,
        _ => least,
    };
    Some(choice.lines(count))
}

fn cut(text: &str, setting: &Setting) -> Vec<Piece> {
    let mut gatherer = Gatherer::new(text, 0, setting);
    for block in blocks(text, 0) {
        breaks::cut(block, &mut gatherer);
    }
    gatherer.pieces
}

/// Joins the pieces of every item that fits a line, if the text is made of items.
fn items_joined(text: &str, pieces: Vec<Piece>, measure: usize) -> Vec<Piece> {
    let parts_items = |[a, b]: [&Piece; 2]| joint(text, a, b) == Joint::Items;
    if !pieces
        .windows(2)
        .any(|pair| matches!(pair, [a, b] if parts_items([a, b])))
    {
        return pieces;
    }
    pieces
        .chunk_by(|a, b| !parts_items([a, b]))
        .flat_map(|item| match Piece::joined(item) {
            Some(whole) if whole.width as usize <= measure => vec![whole],
            _ => item.to_vec(),
        })
        .collect()
}

fn ranges(lines: Vec<Line>) -> Vec<Range<usize>> {
    lines.into_iter().map(|line| line.range).collect()
}

/// What stands between two pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joint {
    /// Spaces that part items.
    Items,
    /// A space between Chinese characters or marks: the newspaper's own line break.
    Space,
    /// A space beside a Latin word, or an edge of a clause, a quotation or a title.
    Clause,
    /// Nothing: a sentence runs on.
    Sentence,
    /// Nothing: a sentence runs on, and what stands on one side may belong to the other.
    Doubtful,
    /// Nothing: a word or an address runs on.
    Word,
}

fn joint(text: &str, above: &Piece, below: &Piece) -> Joint {
    let chars = |range: Range<usize>| text.get(range).unwrap_or_default().chars();
    let last = chars(above.start..above.end).next_back();
    let first = chars(below.start..below.end).next();
    let Some((before, after)) = last.zip(first) else {
        return Joint::Sentence;
    };
    let is_foreign = |c: char| c.is_alphanumeric() && Class::of(c) != Class::Han;
    match chars(above.end..below.start).count() {
        0 if before.is_ascii() && after.is_ascii() => Joint::Word,
        0 if ends_clause(before) || starts_title(after) => Joint::Clause,
        0 => Joint::Sentence,
        1 if is_foreign(before) || is_foreign(after) => Joint::Clause,
        1 => Joint::Space,
        _ => Joint::Items,
    }
}

fn ends_clause(c: char) -> bool {
    c != '、' && matches!(Class::of(c), Class::Close | Class::CloseQuote | Class::Dash)
}

fn starts_title(c: char) -> bool {
    matches!(Class::of(c), Class::Open | Class::OpenQuote)
}

/// What lines cost, the gravest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Cost {
    /// Breaks within words.
    words: usize,
    /// Breaks elsewhere than at a space or between items.
    unspaced: usize,
    /// The squares of what lines leave empty, in cells, and what breaks and orphans cost in that
    /// measure.
    uneven: usize,
}

impl Cost {
    fn faults(self) -> (usize, usize) {
        (self.words, self.unspaced)
    }

    fn with(self, other: Self) -> Self {
        Self {
            words: self.words + other.words,
            unspaced: self.unspaced + other.unspaced,
            uneven: self.uneven + other.uneven,
        }
    }
}

/// The best way to set the first pieces in some number of lines.
#[derive(Clone, Copy)]
struct Way {
    cost: Cost,
    /// Where its last line starts.
    from: usize,
}

/// What lines are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Filling {
    /// All of about one length.
    Even,
    /// All full but the last.
    Full,
}

/// The best ways to set text in one line, in two and so on.
struct Choice<'a> {
    text: &'a str,
    words: Words<'a>,
    pieces: &'a [Piece],
    measure: usize,
    filling: Filling,
    /// `ways[lines][pieces]`
    ways: Vec<Vec<Option<Way>>>,
}

impl<'a> Choice<'a> {
    /// Finds the best ways up to `most` lines.
    fn new(
        text: &'a str,
        pieces: &'a [Piece],
        measure: usize,
        most: usize,
        filling: Filling,
    ) -> Self {
        let mut nothing = vec![None; pieces.len() + 1];
        if let Some(start) = nothing.first_mut() {
            *start = Some(Way {
                cost: Cost::default(),
                from: 0,
            });
        }
        let mut choice = Self {
            text,
            words: Words::of(text),
            pieces,
            measure,
            filling,
            ways: vec![nothing],
        };
        for _ in 0..most {
            let longer = choice.one_line_more();
            choice.ways.push(longer);
        }
        choice
    }

    fn one_line_more(&self) -> Vec<Option<Way>> {
        let above = self.ways.last().map_or(&[][..], Vec::as_slice);
        let mut ways = vec![None; above.len()];
        for (from, way) in above.iter().enumerate() {
            let Some(Way { cost, .. }) = *way else {
                continue;
            };
            let cost = cost.with(self.break_cost(from));
            for (to, line) in self.lines_from(from) {
                let cost = cost.with(self.line_cost(&line, to));
                if let Some(best) = ways.get_mut(to)
                    && best.is_none_or(|best: Way| cost < best.cost)
                {
                    *best = Some(Way { cost, from });
                }
            }
        }
        ways
    }

    /// The lines that start with piece `from`, each with the piece behind it.
    fn lines_from(&self, from: usize) -> impl Iterator<Item = (usize, Piece)> {
        let pieces = self.pieces.get(from..).unwrap_or_default();
        let whole = pieces.iter().scan(None, |line: &mut Option<Piece>, piece| {
            let longer = line.map_or(*piece, |mut line| {
                line.join(piece);
                line
            });
            *line = Some(longer);
            *line
        });
        // A character may be wider than the line.
        let fits =
            move |(nth, line): &(usize, Piece)| *nth == 0 || line.width as usize <= self.measure;
        whole
            .enumerate()
            .take_while(fits)
            .map(move |(nth, line)| (from + nth + 1, line))
    }

    /// What a break before piece `at` costs.
    fn break_cost(&self, at: usize) -> Cost {
        let Some([above, below]) = at
            .checked_sub(1)
            .and_then(|above| self.pieces.get(above..=at))
        else {
            return Cost::default();
        };
        let joint = match (joint(self.text, above, below), self.words.gap(below.start)) {
            (Joint::Sentence, Gap::Doubtful) => Joint::Doubtful,
            (Joint::Sentence, Gap::Within) => Joint::Word,
            (joint, _) => joint,
        };
        let half_line = self.measure / 2;
        Cost {
            words: usize::from(joint == Joint::Word),
            unspaced: usize::from(!matches!(joint, Joint::Items | Joint::Space)),
            uneven: match joint {
                // As much as a line left half empty.
                Joint::Sentence => half_line * half_line,
                Joint::Doubtful => 3 * half_line * half_line,
                _ => 0,
            },
        }
    }

    /// What a line costs that ends before piece `to`.
    fn line_cost(&self, line: &Piece, to: usize) -> Cost {
        let is_last = to == self.pieces.len();
        let empty = match self.filling {
            Filling::Full if is_last => 0,
            _ => self.measure.saturating_sub(line.width as usize),
        };
        let orphan = is_last && is_orphan(self.text, &(line.start..line.end));
        Cost {
            uneven: empty * empty + usize::from(orphan) * self.measure * self.measure,
            ..Cost::default()
        }
    }

    fn way(&self, lines: usize, pieces: usize) -> Option<Way> {
        *self.ways.get(lines)?.get(pieces)?
    }

    /// The text in at most so many lines, if it fits in them.
    fn short(&self, most: usize) -> Option<Short> {
        let faults = |count| Some((self.cost(count)?.words, count));
        let (_, count) = (1..=most).filter_map(faults).min()?;
        Some(Short {
            lines: ranges(self.lines(count)),
            is_cut: false,
        })
    }

    /// As much of the text as fits in so many lines with a mark behind it.
    fn cut_short(&self, most: usize, ambiguous: Ambiguous) -> Short {
        let room = self.measure.saturating_sub(ambiguous.cells());
        let to = self.cut_behind(most, room);
        Short {
            lines: ranges(self.lines_to(most, to)),
            is_cut: true,
        }
    }

    /// The piece before which the text is cut, whose last line takes at most `room` cells: between words, if that
    /// costs no more than a quarter of the line.
    fn cut_behind(&self, most: usize, room: usize) -> usize {
        let last_line = |to: usize| {
            let from = self.way(most, to)?.from;
            Piece::joined(self.pieces.get(from..to)?).map(|line| line.width as usize)
        };
        let fits = |to: &usize| last_line(*to).is_some_and(|width| width <= room);
        let Some(last) = (1..self.pieces.len()).rev().find(fits) else {
            return 0;
        };
        let reached = last_line(last).unwrap_or_default();
        let near = (1..=last).rev().take_while(|to| {
            last_line(*to).is_some_and(|width| width + self.measure / 4 >= reached)
        });
        let faults = |to: &usize| {
            let before = self.way(most, *to).map_or(0, |way| way.cost.words);
            before + self.break_cost(*to).words
        };
        near.min_by_key(faults).unwrap_or(last)
    }

    /// What it costs to set the whole text in so many lines.
    fn cost(&self, lines: usize) -> Option<Cost> {
        Some(self.way(lines, self.pieces.len())?.cost)
    }

    /// A line of some bytes, without the white space at its edges: a space may be a piece by itself.
    fn line(&self, range: Range<usize>) -> Option<Line> {
        let text = self.text.get(range.clone())?;
        let start = range.start + text.len() - text.trim_start().len();
        let end = start + text.trim().len();
        (start < end).then_some(Line {
            range: start..end,
            indent: 0,
        })
    }

    /// The whole text in so many lines.
    fn lines(&self, count: usize) -> Vec<Line> {
        self.lines_to(count, self.pieces.len())
    }

    /// The first pieces in so many lines.
    fn lines_to(&self, count: usize, mut to: usize) -> Vec<Line> {
        let mut lines = Vec::with_capacity(count);
        for count in (1..=count).rev() {
            let Some(from) = self.way(count, to).map(|way| way.from) else {
                break;
            };
            let row = self.pieces.get(from..to).and_then(Piece::joined);
            lines.extend(row.and_then(|row| self.line(row.start..row.end)));
            to = from;
        }
        lines.reverse();
        lines
    }
}

#[cfg(test)]
mod tests;
