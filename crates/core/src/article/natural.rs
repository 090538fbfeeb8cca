//! The order in which people number things: 2 before 10, A before B, 第九版 before 第十版.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt::Write as _;

use super::numerals::{number, numerals};

/// A text to be ordered by the numbers in it. Texts that differ are never equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Natural<'a>(pub &'a str);

impl Ord for Natural<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let mut left = Pieces(self.0);
        let mut right = Pieces(other.0);
        loop {
            let order = match (left.next(), right.next()) {
                (None, None) => return self.0.cmp(other.0),
                (left, right) => left.cmp(&right),
            };
            if order != Ordering::Equal {
                return order;
            }
        }
    }
}

impl PartialOrd for Natural<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Natural<'_> {
    /// Appends a text whose order as bytes is this one, for those who can compare nothing else. No other text
    /// appended is the beginning of it.
    pub fn push_sort_key(&self, key: &mut String) {
        for piece in Pieces(self.0) {
            match piece {
                Piece::Number(length, digits) => {
                    // No text has more than ten digits of bytes.
                    let _ = write!(key, "{NUMBER}{length:010}{digits}");
                }
                Piece::Char(c) => key.extend([CHAR, c]),
            }
        }
        key.push(END);
        push_sort_key(self.0, key);
    }
}

/// What the parts of a sort key begin with: an end before a number, and that before a character.
const END: char = '\u{1}';
const NUMBER: char = '\u{2}';
const CHAR: char = '\u{3}';

/// Appends a text and its end, so that keys of which it is part are in the order of the texts. No other text appended
/// is the beginning of it.
pub fn push_sort_key(text: &str, key: &mut String) {
    for c in text.chars() {
        match c {
            '\0' => key.push_str("\u{2}\u{3}"),
            '\u{1}' => key.push_str("\u{2}\u{4}"),
            '\u{2}' => key.push_str("\u{2}\u{5}"),
            c => key.push(c),
        }
    }
    key.push(END);
}

/// A number of any length, or one character.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Piece<'a> {
    /// By how many digits it has without leading zeros, and by those.
    Number(usize, Cow<'a, str>),
    Char(char),
}

impl<'a> Piece<'a> {
    fn number(digits: Cow<'a, str>) -> Self {
        Self::Number(digits.len(), digits)
    }
}

struct Pieces<'a>(&'a str);

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        let text = self.0;
        let first = text.chars().next()?;
        if first.is_ascii_alphabetic() {
            return self.char(first);
        }
        if first.is_ascii_digit() {
            let end = text.find(|c: char| !c.is_ascii_digit());
            let (digits, rest) = text.split_at_checked(end.unwrap_or(text.len()))?;
            self.0 = rest;
            return Some(Piece::number(digits.trim_start_matches('0').into()));
        }
        let Some((run, rest)) = numerals(text) else {
            return self.char(first);
        };
        self.0 = rest;
        Some(Piece::number(match number(run) {
            Some((0, _)) => "".into(),
            Some((value, _)) => value.to_string().into(),
            // Longer than any number of ours.
            None => run.into(),
        }))
    }
}

impl<'a> Pieces<'a> {
    fn char(&mut self, first: char) -> Option<Piece<'a>> {
        self.0 = self.0.get(first.len_utf8()..)?;
        Some(Piece::Char(first))
    }
}

#[cfg(test)]
mod tests {
    use super::Natural;
    use proptest::prelude::*;

    #[test]
    fn numbers_order_by_value() {
        let sorted = ["", "2", "02", "10", "A2", "A10", "A10a", "B1", "b1", "要闻"];
        let mut texts = sorted;
        texts.reverse();
        texts.sort_by_key(|text| Natural(text));
        assert_eq!(
            texts,
            ["", "02", "2", "10", "A2", "A10", "A10a", "B1", "b1", "要闻"]
        );
    }

    #[test]
    fn numbers_count_however_they_are_written() {
        for sorted in [
            ["第二版", "第九版", "第十版", "第十二版", "第二十版"],
            ["２", "9", "１０", "十一", "A1"],
            ["第〇版", "第１版", "第二版", "第3版", "第十版"],
        ] {
            let mut texts = sorted;
            texts.reverse();
            texts.sort_by_key(|text| Natural(text));
            assert_eq!(texts, sorted);
        }
    }

    fn key(text: &str) -> String {
        let mut key = String::new();
        Natural(text).push_sort_key(&mut key);
        key
    }

    proptest! {
        #[test]
        fn keys_are_in_the_same_order(a in "[\0\u{1}\u{2}\u{3}0-2A甲十二０]{0,6}", b in "[\0\u{1}\u{2}\u{3}0-2A甲十二０]{0,6}") {
            prop_assert_eq!(Natural(&a).cmp(&Natural(&b)), key(&a).cmp(&key(&b)));
        }

        #[test]
        fn the_order_is_total(a in "[0-2A甲十二０]{0,5}", b in "[0-2A甲十二０]{0,5}", c in "[0-2A甲十二０]{0,5}") {
            let (a, b, c) = (Natural(&a), Natural(&b), Natural(&c));
            prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
            prop_assert_eq!(a == b, a.cmp(&b).is_eq());
            if a <= b && b <= c {
                prop_assert!(a <= c);
            }
        }
    }
}
