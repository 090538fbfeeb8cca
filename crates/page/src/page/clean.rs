//! Cleans the lines of a file before anything is read from them: characters that only fonts have become those that
//! are meant, and the spaces go that character recognition sets behind every character.

use std::borrow::Cow;

use super::line::{is_han, is_wide};
use crate::text::plain::plain;

/// So many pairs of Han characters tell whether spaces stand between all of them.
const LEAST: usize = 5;
/// The least where the line before has such spaces.
const LEAST_BELOW: usize = 2;

/// Cleans lines, one after the other.
#[derive(Debug, Default)]
pub(super) struct Cleaner {
    /// Whether the last line that told had spaces between its characters.
    spaced: bool,
}

impl Cleaner {
    /// Cleans the next line.
    pub(super) fn line<'l>(&mut self, line: &'l str) -> Cow<'l, str> {
        let line = if line.chars().any(|c| plain(c) != c) {
            Cow::Owned(line.chars().map(plain).collect())
        } else {
            Cow::Borrowed(line)
        };
        let (pairs, spaced) = pairs(&line);
        let least = if self.spaced { LEAST_BELOW } else { LEAST };
        if pairs >= LEAST {
            self.spaced = 10 * spaced >= 9 * pairs;
        }
        let is_spaced = self.spaced && pairs >= least && 10 * spaced >= 9 * pairs;
        if is_spaced || is_spread(&line) {
            Cow::Owned(without_spaces(&line))
        } else {
            line
        }
    }
}

/// Whether a line has a space behind each of its characters, as where it is stretched to fill a column; letters and
/// figures of one word stand together.
fn is_spread(line: &str) -> bool {
    const FEWEST: usize = 6;
    let mut parts = line.trim().split(' ');
    let is_one = |part: &str| {
        let mut chars = part.chars();
        let first = chars.next();
        first.is_some_and(|c| chars.next().is_none() && is_wide(c))
            || !part.is_empty() && part.is_ascii()
    };
    let wide = parts
        .clone()
        .filter(|part| part.chars().all(is_wide))
        .count();
    wide >= FEWEST && parts.all(is_one)
}

/// Counts the pairs of Han characters of a line that stand side by side, and those with one space between them.
fn pairs(line: &str) -> (usize, usize) {
    let (mut pairs, mut spaced) = (0, 0);
    let (mut before, mut gap) = (None, 0_usize);
    for c in line.chars() {
        if c == ' ' {
            gap += 1;
            continue;
        }
        if is_han(c) && before.is_some_and(is_han) && gap < 2 {
            pairs += 1;
            spaced += gap;
        }
        (before, gap) = (Some(c), 0);
    }
    (pairs, spaced)
}

/// Takes single spaces away but those between Latin words.
fn without_spaces(line: &str) -> String {
    let chars: Vec<char> = line.chars().collect();
    let at = |place: Option<usize>| place.and_then(|place| chars.get(place)).copied();
    let is_dropped = |place: usize| {
        let (before, after) = (at(place.checked_sub(1)), at(Some(place + 1)));
        let (Some(before), Some(after)) = (before, after) else {
            return false;
        };
        if before == ' ' || after == ' ' {
            return false;
        }
        let is_point = |c: char| matches!(c, '.' | ',' | ':' | '/' | '-');
        let are_digits = before.is_ascii_digit() && after.is_ascii_digit();
        is_wide(before) || is_wide(after) || are_digits || is_point(before) || is_point(after)
    };
    let kept = chars.iter().enumerate();
    let kept = kept.filter(|(place, c)| **c != ' ' || !is_dropped(*place));
    kept.map(|(_, c)| *c).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(lines: &[&str]) -> Vec<String> {
        let mut cleaner = Cleaner::default();
        lines
            .iter()
            .map(|line| cleaner.line(line).into_owned())
            .collect()
    }

    #[test]
    fn spaces_behind_every_character_go() {
        let lines = [
            "夜 校 今 晚 开 课 ， 学 员 三 十 人 ， 每 人 2 , 5 0 0 元 。",
            "记 者 王 芳",
            "见 网 址 www . example . com ， in two words",
        ];
        assert_eq!(
            cleaned(&lines),
            [
                "夜校今晚开课，学员三十人，每人2,500元。",
                "记者王芳",
                "见网址www.example.com，in two words"
            ]
        );
    }

    #[test]
    fn a_line_that_is_stretched_to_fill_its_column_loses_its_spaces() {
        let line = "月 19 日 8 时 50 分 和 27 日 21 时 ， 出 现";
        assert_eq!(cleaned(&[line]), ["月19日8时50分和27日21时，出现"]);
    }

    #[test]
    fn spaces_that_are_printed_stay() {
        for line in [
            "本报记者 李 明 王 芳",
            "李 明",
            "春雨 停了 路通了 桥修好了",
            "新馆开放 市民先睹为快",
        ] {
            assert_eq!(cleaned(&[line]), [line]);
        }
    }
}
