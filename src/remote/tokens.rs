//! Folded text as the tokens of a search engine: a character each, parted by spaces, which an analyzer that every
//! engine has takes apart again. So every substring is a phrase.

use std::fmt::Write as _;

use crate::search::pinyin::{self, Element};

/// A longer text is no headline, name or section, and is not found as pinyin, in bytes.
const LONGEST_SAID: usize = 1 << 16;

/// Stands between the tokens of one character.
pub(super) const BESIDE: char = '|';

/// Returns the tokens of a folded text.
pub(super) fn characters(folded: &str) -> String {
    let mut tokens = String::with_capacity(folded.len() * 4 / 3);
    for c in folded.chars() {
        part(&mut tokens);
        push(c, &mut tokens);
    }
    tokens
}

/// Returns the tokens of a folded text with how each character is said beside it, for an analyzer that parts them.
pub(super) fn sounds(folded: &str) -> String {
    if folded.len() > LONGEST_SAID {
        return characters(folded);
    }
    let mut tokens = String::with_capacity(folded.len() * 6);
    for c in folded.chars() {
        part(&mut tokens);
        push(c, &mut tokens);
        for said in pinyin::syllables(c) {
            tokens.push(BESIDE);
            tokens.push_str(&syllable(said));
        }
        for said in pinyin::beginnings(c) {
            tokens.push(BESIDE);
            tokens.push_str(&beginning(said));
        }
    }
    tokens
}

/// Returns the tokens of a word that may be pinyin, as it is read in one way.
pub(super) fn of_reading(reading: &[Element]) -> String {
    let mut tokens = String::new();
    for element in reading {
        part(&mut tokens);
        match element {
            Element::Char(c) => push(*c, &mut tokens),
            Element::Syllable(said) => tokens.push_str(&syllable(said)),
            Element::Beginning(said) => tokens.push_str(&beginning(said)),
        }
    }
    tokens
}

/// The token of a character that is said so. No character's own token is as long.
fn syllable(said: &str) -> String {
    format!("={said}")
}

/// The token of a character that is said beginning so, or that is this letter.
fn beginning(said: &str) -> String {
    format!("~{said}")
}

fn part(tokens: &mut String) {
    if !tokens.is_empty() {
        tokens.push(' ');
    }
}

/// Appends a character's token: itself, or its number where the engine might take it for what stands between tokens.
fn push(c: char, tokens: &mut String) {
    if c == BESIDE || c.is_whitespace() || c.is_control() {
        let _ = write!(tokens, "U+{:X}", u32::from(c));
    } else {
        tokens.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_character_is_a_token_and_none_is_another() {
        assert_eq!(characters("植树 2|"), "植 树 U+20 2 U+7C");
        assert_eq!(characters(""), "");
        assert!(characters("\u{85}\u{2028}\u{1f}").is_ascii());
    }

    #[test]
    fn how_a_character_is_said_stands_beside_it() {
        let said = sounds("示a");
        let (first, second) = said.split_once(' ').expect("two characters");
        let first: Vec<_> = first.split(BESIDE).collect();
        assert_eq!(first.first(), Some(&"示"));
        assert!(
            first.contains(&"=shi") && first.contains(&"~s"),
            "{first:?}"
        );
        assert!(second.split(BESIDE).any(|token| token == "~a"), "{second}");
    }
}
