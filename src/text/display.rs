//! Sets head matter: headlines, kickers, lines of source and date.
//!
//! A newspaper breaks a headline by its sense and into lines of about one length, so all breaks are
//! chosen together: at the newspaper's own spaces before anywhere else, then where the lines come
//! out even, with marks a little preferred.

use std::ops::Range;

use textwrap::wrap_algorithms::wrap_first_fit;

use super::block::blocks;
use super::breaks;
use super::class::Class;
use super::orphan::is_orphan;
use super::piece::{Gatherer, Piece};
use super::width::Ambiguous;
use super::wrap::{Line, Setting, cells, wrap};

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
pub fn set(text: &str, measure: usize, ambiguous: Ambiguous) -> Vec<Line> {
    let setting = Setting {
        measure,
        indent: 0,
        ambiguous,
        mend_orphans: true,
    };
    even_lines(text, &setting).unwrap_or_else(|| wrap(text, &setting))
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
    let choice = Choice::new(text, &pieces, setting.measure, least + 1);
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
    /// Nothing: a Latin word or an address runs on.
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

/// The best ways to set text in one line, in two and so on.
struct Choice<'a> {
    text: &'a str,
    pieces: &'a [Piece],
    measure: usize,
    /// `ways[lines][pieces]`
    ways: Vec<Vec<Option<Way>>>,
}

impl<'a> Choice<'a> {
    /// Finds the best ways up to `most` lines.
    fn new(text: &'a str, pieces: &'a [Piece], measure: usize, most: usize) -> Self {
        let mut nothing = vec![None; pieces.len() + 1];
        if let Some(start) = nothing.first_mut() {
            *start = Some(Way {
                cost: Cost::default(),
                from: 0,
            });
        }
        let mut choice = Self {
            text,
            pieces,
            measure,
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
        let joint = joint(self.text, above, below);
        let half_line = self.measure / 2;
        Cost {
            words: usize::from(joint == Joint::Word),
            unspaced: usize::from(!matches!(joint, Joint::Items | Joint::Space)),
            uneven: match joint {
                // As much as a line left half empty.
                Joint::Sentence => half_line * half_line,
                _ => 0,
            },
        }
    }

    /// What a line costs that ends before piece `to`.
    fn line_cost(&self, line: &Piece, to: usize) -> Cost {
        let empty = self.measure.saturating_sub(line.width as usize);
        let orphan = to == self.pieces.len() && is_orphan(self.text, &(line.start..line.end));
        Cost {
            uneven: empty * empty + usize::from(orphan) * self.measure * self.measure,
            ..Cost::default()
        }
    }

    fn way(&self, lines: usize, pieces: usize) -> Option<Way> {
        *self.ways.get(lines)?.get(pieces)?
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
        let mut to = self.pieces.len();
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
mod tests {
    use super::*;

    fn shown(text: &str, measure: usize) -> String {
        let lines = set(text, measure, Ambiguous::Narrow);
        let lines: Vec<_> = lines
            .iter()
            .filter_map(|line| text.get(line.range.clone()))
            .collect();
        lines.join("|")
    }

    #[test]
    fn headlines_break_at_the_newspapers_spaces_first() {
        for (text, measure, expected) in [
            (
                "全市召开冬季供暖工作会议 部署管网检修 听取居民意见",
                40,
                "全市召开冬季供暖工作会议|部署管网检修 听取居民意见",
            ),
            (
                "【身边故事】王小明：守好一盏灯 照亮山里人家回家路",
                40,
                "【身边故事】王小明：守好一盏灯|照亮山里人家回家路",
            ),
            // A line more for the newspaper's breaks.
            (
                "全市召开冬季供暖工作会议　部署老旧小区管网检修　听取沿线居民意见建议",
                28,
                "全市召开冬季供暖工作会议|部署老旧小区管网检修|听取沿线居民意见建议",
            ),
        ] {
            assert_eq!(shown(text, measure), expected);
        }
    }

    #[test]
    fn lines_are_even_and_marks_preferred() {
        for (text, measure, expected) in [
            (
                "示范区打好大气污染防治攻坚战",
                20,
                "示范区打好大气|污染防治攻坚战",
            ),
            (
                "治污没有旁观者，人人都是参与者和受益者",
                30,
                "治污没有旁观者，|人人都是参与者和受益者",
            ),
            (
                "昨日起施行新修订的《大气污染防治条例》",
                30,
                "昨日起施行新修订的|《大气污染防治条例》",
            ),
            (
                "我市首批 5G 应用 GDP 增长创新高",
                20,
                "我市首批 5G 应用|GDP 增长创新高",
            ),
        ] {
            assert_eq!(shown(text, measure), expected);
        }
    }

    #[test]
    fn items_stay_whole_as_far_as_they_fit() {
        for (text, measure, expected) in [
            (
                "example-press/evening-edition  晚间新闻  2026-08-18",
                40,
                "example-press/evening-edition|晚间新闻  2026-08-18",
            ),
            ("供暖  防汛  植树  环保", 12, "供暖  防汛|植树  环保"),
            ("晚间新闻联播  植树", 8, "晚间新|闻联播|植树"),
        ] {
            assert_eq!(shown(text, measure), expected);
        }
    }
}
