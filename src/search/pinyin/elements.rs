//! A word that may be pinyin, as an index asks for it.

use super::Pattern;
use super::syllables::{INITIALS_OF_TWO, Syllables};

/// What one character of a folded text is to be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Element {
    /// This character.
    Char(char),
    /// One that is said so ([`syllables`](super::syllables)).
    Syllable(&'static str),
    /// One whose syllable begins so ([`initials`](super::initials)), or that is this letter.
    Initial(&'static str),
}

/// More sequences than these are cut short, so that they are fewer.
const MOST: usize = 64;

/// Returns sequences of elements, of which at least one stands in every text in which
/// [`Pattern::find_all`] finds the word. There are none of a word that is no pattern.
///
/// Texts in which one stands are candidates only: they are to be asked again. There are at most 64
/// sequences, and none is empty; where a word can be read in more ways the sequences are its
/// beginnings, and stand in more texts.
pub fn alternatives(word: &str) -> Vec<Vec<Element>> {
    if Pattern::new(word).is_none() {
        return Vec::new();
    }
    // Each with the bytes of the word that it has taken.
    let mut sequences: Vec<(Vec<Element>, usize)> = vec![(Vec::new(), 0)];
    loop {
        let mut longer: Vec<(Vec<Element>, usize)> = Vec::new();
        for (sequence, taken) in &sequences {
            let rest = word.get(*taken..).unwrap_or_default();
            if rest.is_empty() {
                longer.push((sequence.clone(), *taken));
                continue;
            }
            for (element, length) in nexts(rest, !sequence.is_empty()) {
                let more = element.map(|element| [&sequence[..], &[element]].concat());
                longer.push((more.unwrap_or_else(|| sequence.clone()), taken + length));
            }
        }
        longer.sort_unstable();
        longer.dedup();
        if longer == sequences || longer.len() > MOST {
            break;
        }
        sequences = longer;
    }
    let mut sequences: Vec<_> = sequences
        .into_iter()
        .map(|(sequence, _)| sequence)
        .collect();
    sequences.dedup();
    sequences
}

/// What may stand first in a word or the rest of it, and its bytes. An apostrophe between syllables
/// may stand for nothing.
fn nexts(rest: &str, within: bool) -> Vec<(Option<Element>, usize)> {
    let Some(c) = rest.chars().next() else {
        return Vec::new();
    };
    let mut nexts = Vec::new();
    let long = INITIALS_OF_TWO
        .into_iter()
        .find(|long| rest.starts_with(long));
    let letter = LETTERS.into_iter().find(|letter| rest.starts_with(letter));
    for syllable in Syllables::get().all() {
        if rest.starts_with(&**syllable) {
            nexts.push((Some(Element::Syllable(syllable)), syllable.len()));
        } else if syllable.starts_with(rest) {
            // The word's end is the beginning of a syllable.
            nexts.extend(
                long.or(letter)
                    .map(|i| (Some(Element::Initial(i)), rest.len())),
            );
        }
    }
    nexts.extend(long.map(|long| (Some(Element::Initial(long)), long.len())));
    nexts.push(match letter {
        Some(letter) => (Some(Element::Initial(letter)), 1),
        None => (Some(Element::Char(c)), c.len_utf8()),
    });
    if c == '"' && within {
        nexts.push((None, 1));
    }
    nexts
}

/// The letters that a syllable or a word may begin with.
pub(super) const LETTERS: [&str; 26] = [
    "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s",
    "t", "u", "v", "w", "x", "y", "z",
];
