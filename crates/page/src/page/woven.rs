//! Headlines that are set vertically in two or three columns: what goes across them takes a character of each column
//! for a line. Their characters are put in the order of reading, down the right column first; each line keeps as many
//! as it had, so that it is still known where the headline stands.

use super::line::{Line, closes, never_first};
use crate::text::words::divides_word;

/// The fewest lines of such a headline, and the most columns.
const FEWEST: usize = 4;
const MOST_COLUMNS: usize = 3;
/// The most lines: more are columns of text, or a list.
const MOST_LINES: usize = 40;

/// Unweaves the headlines of a page.
pub(super) fn unweave(text: String) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut unwoven: Option<String> = None;
    let (mut at, mut done) = (0, 0);
    while at < lines.len() {
        let run = lines
            .iter()
            .skip(at)
            .take_while(|line| is_row(line))
            .count();
        let rows = lines.get(at..at + run).unwrap_or_default();
        if let Some(read) = read_down(rows) {
            let all = unwoven.get_or_insert_default();
            all.extend(lines.get(done..at).unwrap_or_default().iter().copied());
            all.push_str(&set_in(rows, &read));
            done = at + run;
        }
        at += run.max(1);
    }
    match unwoven {
        Some(mut all) => {
            all.extend(lines.get(done..).unwrap_or_default().iter().copied());
            all
        }
        None => text,
    }
}

/// Returns how many lines of a few characters that follow each other are a headline that was set vertically, read
/// down its columns: words run from line to line, which they do not in a list.
pub(super) fn rows<'l>(lines: impl Iterator<Item = &'l str>) -> usize {
    let rows: Vec<&str> = lines.take(MOST_LINES + 1).take_while(is_row).collect();
    let divided = rows
        .windows(2)
        .filter(|pair| matches!(pair, [a, b] if divides_word(a, b)))
        .count();
    let is_headline = (FEWEST..=MOST_LINES).contains(&rows.len())
        && rows.iter().any(|row| printed(row).count() > 1)
        && divided > 1
        && 6 * divided >= rows.len();
    if is_headline { rows.len() } else { 0 }
}

/// Whether a line is a headline that was set vertically, and of which the extraction made a line of each row.
pub(super) fn is_vertical(line: &Line<'_>) -> bool {
    let rows = || {
        line.text
            .split(['\n', '\r'])
            .filter(|row| !row.trim().is_empty())
    };
    line.last > line.number && rows().count() >= FEWEST && rows().all(|row| is_row(&row))
}

/// Whether a line has no more characters than a headline that is set vertically has columns.
fn is_row(line: &&str) -> bool {
    (1..=MOST_COLUMNS).contains(&printed(line).take(MOST_COLUMNS + 1).count())
}

fn printed(line: &str) -> impl DoubleEndedIterator<Item = char> {
    line.chars().filter(|c| !c.is_whitespace())
}

/// Reads rows of characters down their columns, from the right; `None` where that gives no more words than reading
/// them across.
fn read_down(rows: &[&str]) -> Option<String> {
    if !(FEWEST..=MOST_LINES).contains(&rows.len()) {
        return None;
    }
    let rows: Vec<Vec<char>> = rows.iter().map(|row| printed(row).collect()).collect();
    let columns = rows
        .iter()
        .map(Vec::len)
        .max()
        .filter(|&columns| columns > 1)?;
    let full = |row: &Vec<char>| row.len() == columns;
    // Only at the ends of the columns may one be without a character.
    let (first, last) = (rows.iter().position(full)?, rows.iter().rposition(full)?);
    let within = rows.get(first..=last)?;
    if last - first + 1 < FEWEST
        || 4 * within.iter().filter(|row| full(row)).count() < 4 * within.len()
    {
        return None;
    }
    let across: String = rows.iter().flatten().collect();
    let best = [End::Right, End::Left]
        .into_iter()
        .map(|end| down(&rows, columns, last, end))
        .map(|read| (words(&read), read))
        .reduce(|one, other| if other.0 > one.0 { other } else { one })?;
    (best.0 > words(&across) + 1).then_some(best.1)
}

/// Which column goes on where the last rows have fewer characters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Right,
    Left,
}

/// Reads down columns of which `last` is the last full row.
fn down(rows: &[Vec<char>], columns: usize, last: usize, end: End) -> String {
    let column = |column: usize| {
        let of_row = move |(at, row): (usize, &Vec<char>)| {
            // A row above the left column's first has characters of the right ones.
            let from_right = at <= last || end == End::Right;
            let place = if from_right {
                (row.len() + column).checked_sub(columns)
            } else {
                Some(column)
            };
            place.and_then(|place| row.get(place).copied())
        };
        rows.iter().enumerate().filter_map(of_row)
    };
    (0..columns).rev().flat_map(column).collect()
}

/// In how many places of a text a line's end would divide a word, or would stand before a mark that begins none.
fn words(text: &str) -> usize {
    let seams = text.char_indices().skip(1).filter(|&(at, c)| {
        let (before, after) = text.split_at(at);
        let closed = never_first(c) && !closes(c);
        divides_word(before, after) || closed && before.ends_with(char::is_alphanumeric)
    });
    seams.count()
}

/// Sets a text in as many lines as it had, so that words run from line to line: where each line holds a word, the first
/// gives a character to the last.
fn set_in(rows: &[&str], text: &str) -> String {
    let even: Vec<usize> = rows.iter().map(|row| printed(row).count()).collect();
    let mut shifted = even.clone();
    if let [first, .., last] = shifted.as_mut_slice()
        && *first > 1
        && *last < MOST_COLUMNS
    {
        *first -= 1;
        *last += 1;
    }
    let set = |counts: &[usize]| {
        let mut characters = text.chars();
        let lines = counts.iter().zip(rows).map(|(count, row)| {
            let own: String = characters.by_ref().take(*count).collect();
            own + if row.ends_with('\n') { "\n" } else { "" }
        });
        lines.collect::<String>()
    };
    let [even, shifted] = [even, shifted].map(|counts| set(&counts));
    let is_told = self::rows(even.lines()) > 0 || self::rows(shifted.lines()) == 0;
    if is_told { even } else { shifted }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_columns_are_read_from_the_right() {
        let woven = "本报讯\n\n下青\n游山\n三水\n个库\n县今\n的天\n稻开\n田闸\n\n水来了。\n";
        let read = unweave(woven.to_owned());
        assert_eq!(
            read.replace('\n', ""),
            "本报讯青山水库今天开闸下游三个县的稻田水来了。"
        );
        assert_eq!(read.lines().count(), woven.lines().count());
    }

    #[test]
    fn the_right_column_may_begin_above_the_left_and_the_one_or_the_other_be_longer() {
        let higher = "青\n下山\n游水\n三库\n个今\n县天\n灌开\n溉闸\n";
        assert_eq!(
            unweave(higher.to_owned()).replace('\n', ""),
            "青山水库今天开闸下游三个县灌溉"
        );
        let longer = "下青\n游山\n三水\n个库\n县今\n灌天\n溉开\n闸\n";
        assert_eq!(
            unweave(longer.to_owned()).replace('\n', ""),
            "青山水库今天开闸下游三个县灌溉"
        );
        let lower = "开青\n闸山\n下水\n游库\n的今\n稻天\n田\n";
        assert_eq!(
            unweave(lower.to_owned()).replace('\n', ""),
            "青山水库今天开闸下游的稻田"
        );
    }

    #[test]
    fn what_was_read_down_its_columns_is_told_from_a_list() {
        // Each line would hold a word.
        let woven = "开青\n闸山\n放水\n水库\n灌今\n溉天\n稻上\n田午\n";
        let read = unweave(woven.to_owned());
        assert_eq!(read.replace('\n', ""), "青山水库今天上午开闸放水灌溉稻田");
        assert_eq!(rows(read.lines()), 8, "{read}");
    }

    #[test]
    fn names_below_one_another_are_left() {
        for text in [
            "李明\n王芳\n张华\n赵强\n孙丽\n",
            "春\n到\n田\n间\n花\n开\n",
            "春风\n吹过\n田野\n",
        ] {
            assert_eq!(unweave(text.to_owned()), text);
        }
    }

    #[test]
    fn words_that_run_from_line_to_line_tell_a_headline_from_a_list() {
        assert_eq!(rows("春\n到\n田\n间\n".lines()), 0);
        assert_eq!(rows("山水\n库今\n天开\n闸放\n水\n".lines()), 5);
        assert_eq!(rows("李明\n王芳\n张华\n赵强\n".lines()), 0);
    }
}
