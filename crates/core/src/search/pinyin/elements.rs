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
    /// One that is said beginning so ([`beginnings`](super::beginnings)), or that is this letter.
    Beginning(Box<str>),
}

/// The ways in which a word can be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alternatives {
    /// Sequences of elements, none of them empty, at most 64.
    pub sequences: Vec<Vec<Element>>,
    /// Whether a text in which one of them stands has the word, as it was typed or as pinyin. If not, the
    /// sequences are beginnings of too many, and such a text is to be looked through.
    pub is_exact: bool,
}

/// More sequences than these are cut short, so that they are fewer.
const MOST: usize = 64;

/// Returns the ways in which a word can be read: one of them stands in every text in which
/// [`Pattern::find_all`] finds the word. There are none of a word that is no pattern.
pub fn alternatives(word: &str) -> Alternatives {
    if Pattern::new(word).is_none() {
        return Alternatives::default();
    }
    // Each with the bytes of the word that it has taken.
    let mut sequences: Vec<(Vec<Element>, usize)> = vec![(Vec::new(), 0)];
    loop {
        let mut longer: Vec<(Vec<Element>, usize)> = Vec::new();
        for (sequence, taken) in &sequences {
            if *taken == word.len() {
                longer.push((sequence.clone(), *taken));
                continue;
            }
            for (element, length) in nexts(word, *taken, !sequence.is_empty()) {
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
    let is_whole = sequences.iter().all(|(_, taken)| *taken == word.len());
    // Letters that stand for themselves are pinyin no more where an apostrophe parts them: c'c is not cc.
    let is_exact = is_whole && !word.contains('"');
    let mut sequences: Vec<_> = sequences
        .into_iter()
        .map(|(sequence, _)| sequence)
        .collect();
    sequences.dedup();
    Alternatives {
        sequences,
        is_exact,
    }
}

/// What may stand next in a word, and its bytes. An apostrophe between syllables may stand for nothing.
fn nexts(word: &str, at: usize, within: bool) -> Vec<(Option<Element>, usize)> {
    let rest = word.get(at..).unwrap_or_default();
    let Some(c) = rest.chars().next() else {
        return Vec::new();
    };
    let beginning = |said: &str| (Some(Element::Beginning(said.into())), said.len());
    let mut nexts = Vec::new();
    for syllable in Syllables::get().all() {
        if rest.starts_with(&**syllable) {
            nexts.push((Some(Element::Syllable(syllable)), syllable.len()));
        } else if within && syllable.starts_with(rest) {
            // The word's end is the beginning of a syllable.
            nexts.push(beginning(rest));
        }
    }
    let long = INITIALS_OF_TWO
        .into_iter()
        .find(|long| rest.starts_with(long));
    nexts.extend(long.filter(|long| *long != word).map(beginning));
    nexts.push(if c.is_ascii_lowercase() {
        beginning(c.encode_utf8(&mut [0; 4]))
    } else {
        (Some(Element::Char(c)), c.len_utf8())
    });
    if c == '"' && within {
        nexts.push((None, 1));
    }
    nexts
}
