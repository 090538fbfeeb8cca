//! The order in which people number things: 2 before 10, A before B, 第九版 before 第十版.

use std::cmp::Ordering;

/// A text to be ordered by the numbers in it. Texts that differ are never equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Natural<'a>(pub(super) &'a str);

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

/// A number of any length (by its digits without leading zeros), or one character.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Piece<'a> {
    Number(usize, &'a str),
    Char(char),
}

struct Pieces<'a>(&'a str);

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        let first = self.0.chars().next()?;
        let end = if first.is_ascii_digit() {
            self.0.find(|c: char| !c.is_ascii_digit())
        } else {
            Some(first.len_utf8())
        };
        let (piece, rest) = self.0.split_at_checked(end.unwrap_or(self.0.len()))?;
        self.0 = rest;
        if !first.is_ascii_digit() {
            return Some(Piece::Char(first));
        }
        let digits = piece.trim_start_matches('0');
        Some(Piece::Number(digits.len(), digits))
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

    proptest! {
        #[test]
        fn the_order_is_total(a in "[0-2A甲]{0,5}", b in "[0-2A甲]{0,5}", c in "[0-2A甲]{0,5}") {
            let (a, b, c) = (Natural(&a), Natural(&b), Natural(&c));
            prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
            prop_assert_eq!(a == b, a.cmp(&b).is_eq());
            if a <= b && b <= c {
                prop_assert!(a <= c);
            }
        }
    }
}
