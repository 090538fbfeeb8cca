//! Puts the rows of a justified column together again: where its marks are set narrower, extraction takes what stands
//! on either side of them for lines of their own.

use super::super::column::{INDENT, SLACK, measure};
use super::super::frames::is_phrased;
use super::super::line::{Line, first_width, is_closed, never_first, opens};
use super::super::turn_marks::turns;
use super::super::woven;

/// The most pieces that a row is broken into.
const MOST: usize = 6;
/// How many lines on either side tell the measure of the column.
const AROUND: usize = 7;

/// The fewest characters below one another that are a line set vertically.
const FEWEST: usize = 4;

/// Joins the pieces of rows, and the characters of headlines that are set vertically beside horizontal text.
pub(super) fn join<'t>(page: &'t str, lines: &[Line<'t>]) -> Vec<Line<'t>> {
    let mut joined: Vec<Line<'t>> = Vec::with_capacity(lines.len());
    let mut at = 0;
    while let Some(&first) = lines.get(at) {
        let set_vertically = single_characters(lines, at).max(columns(lines, at));
        let count = match set_vertically {
            count @ FEWEST.. => count,
            _ => pieces(&joined, lines, at),
        };
        let rest = lines.get(at + 1..at + count).unwrap_or_default();
        let row = rest
            .iter()
            .try_fold(first, |row, piece| row.with_next(page, piece));
        match row {
            Some(row) => joined.push(row),
            None => joined.extend(lines.get(at..at + count).unwrap_or_default()),
        }
        at += count;
    }
    joined
}

/// Returns how many lines of one character stand one below the other from a line on.
fn single_characters(lines: &[Line<'_>], at: usize) -> usize {
    let rest = lines.get(at..).unwrap_or_default().iter();
    let is_single = |(index, line): &(usize, &Line<'_>)| {
        line.width <= 2 && line.text.chars().count() == 1 && (*index == 0 || !line.gap)
    };
    rest.enumerate().take_while(is_single).count()
}

/// Returns how many lines from one on are a headline that was set vertically in columns side by side.
fn columns(lines: &[Line<'_>], at: usize) -> usize {
    let rest = lines.get(at..).unwrap_or_default().iter().enumerate();
    let rest = rest.take_while(|(index, line)| *index == 0 || !line.gap);
    woven::rows(rest.map(|(_, line)| line.text))
}

/// Returns how many lines are the row that begins with one.
fn pieces(joined: &[Line<'_>], lines: &[Line<'_>], at: usize) -> usize {
    let (Some(first), Some(next)) = (lines.get(at), lines.get(at + 1)) else {
        return 1;
    };
    if !meet_at_mark(first, next) {
        return 1;
    }
    let above = joined.get(joined.len().saturating_sub(AROUND)..);
    let above = above.and_then(measure);
    let before = joined.last().filter(|_| !first.gap);
    let is_full = |line: &Line<'_>, next: &Line<'_>, measure: u32| {
        line.width + SLACK >= measure || line.width + first_width(next.text) > measure
    };
    // The first line of a paragraph is shorter by its indent.
    let begins = joined
        .iter()
        .rev()
        .nth(1)
        .is_none_or(|line| is_closed(line.text));
    let indent = if begins { INDENT } else { 0 };
    let runs_on = above.filter(|&measure| {
        let is_full = |line: &&Line<'_>| is_full(line, first, measure.saturating_sub(indent));
        before.is_some_and(|line| is_full(&line) && !is_closed(line.text))
    });
    let (mut width, mut whole) = (first.width, is_closed(first.text));
    for count in 2..=MOST {
        let (Some(last), Some(piece)) = (lines.get(at + count - 2), lines.get(at + count - 1))
        else {
            break;
        };
        // What is as wide as the first line of a paragraph is one.
        let begins = |measure: u32| piece.width + INDENT + SLACK > measure;
        width += piece.width;
        let after = lines.get(at + count..).unwrap_or_default();
        let below = after.get(..AROUND.min(after.len())).and_then(measure);
        // A row is not broken before its last mark, which would stand below it.
        let fits = |measure: u32| width.abs_diff(measure) <= SLACK && first.width + SLACK < measure;
        let sentences = whole && is_closed(piece.text) && has_words(piece);
        let ended =
            is_closed(last.text) && (has_words(last) || above.or(below).is_some_and(begins));
        if piece.gap || !meet_at_mark(last, piece) || sentences || ended || is_phrased(piece.text) {
            break;
        }
        let next = after.first();
        let goes_on = below.zip(next).is_some_and(|(measure, next)| {
            !next.gap
                && next.width.abs_diff(measure) <= SLACK
                && fits(measure - INDENT.min(measure))
        });
        if runs_on.is_some_and(fits)
            || (runs_on.is_none() && goes_on && is_mark_between(last, piece))
        {
            return count;
        }
        whole |= is_closed(piece.text) && has_words(piece);
    }
    1
}

/// Whether a line is more than marks.
fn has_words(line: &Line<'_>) -> bool {
    line.text.chars().any(char::is_alphanumeric)
}

/// Whether one of two lines has a mark where they meet.
fn meet_at_mark(line: &Line<'_>, next: &Line<'_>) -> bool {
    let meet = is_mark(line.text.chars().next_back()) || is_mark(next.text.chars().next());
    meet && !turns(line.text) && !turns(next.text)
}

fn is_mark(c: Option<char>) -> bool {
    c.is_some_and(|c| opens(c) || never_first(c))
}

/// Whether the mark where two lines meet is one that stands within a sentence.
fn is_mark_between(line: &Line<'_>, next: &Line<'_>) -> bool {
    !is_closed(line.text) && !next.text.starts_with(['“', '「', '《'])
}

#[cfg(test)]
mod tests {
    use super::super::super::line;

    fn joined(text: &str) -> Vec<String> {
        let lines = line::lines(text, 1);
        let rows = super::join(text, &lines);
        let texts = rows.iter().map(|row| row.text.replace('\n', "|"));
        texts.collect()
    }

    const COLUMN: &str = "春天到了，青山公园的三百株樱\n花昨天一齐开放，市民带着孩子\n从各处赶来，园内一时热闹得像\n";

    #[test]
    fn a_row_that_is_broken_at_its_marks_is_one() {
        let text =
            format!("{COLUMN}过节，\n老人说“真好”\n，\n孩子\n都在树下跑来跑去不肯回家吃饭\n");
        assert_eq!(joined(&text)[3], "过节，|老人说“真好”|，|孩子");
    }

    #[test]
    fn a_last_line_and_what_stands_below_it_are_two() {
        for below in ["“樱花”开了", "樱花开到月底，\n市民"] {
            let text = format!("{COLUMN}过节一样。\n{below}\n{COLUMN}");
            assert_eq!(joined(&text)[3], "过节一样。", "{text}");
        }
        let text = format!("{COLUMN}过节，老人和孩子都在树下坐着\n。\n{COLUMN}");
        assert_eq!(joined(&text)[4], "。");
    }

    #[test]
    fn a_headline_that_is_set_vertically_is_one_line() {
        let text = "樱\n花\n开\n了\n本报讯（记者李明）春天到了。\n园\n内\n";
        assert_eq!(
            joined(text),
            ["樱|花|开|了", "本报讯（记者李明）春天到了。", "园", "内"]
        );
    }
}
