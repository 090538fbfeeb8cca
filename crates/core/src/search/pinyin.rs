//! Chinese typed as pinyin: `shifanqu`, `sfq`, `shifq` and `示fanqu` for 示范区.
//!
//! A word is matched with folded text character by character. A Han character is met by itself, by a
//! whole syllable, by a syllable's initial, or, at the end of a word for several, by the beginning of a
//! syllable. All
//! its readings count, also those of the characters that fold to it: 乾 folds to 干, and is said qian.
//! Tones are not typed; ü is typed v, u or, as in a passport, yu. An apostrophe may part syllables (`xi'an`), which the fold
//! makes `"`.
//!
//! Many texts sound alike, so pinyin helps with headlines, names and sections only, and what is found
//! by it alone comes last.

mod elements;
mod syllables;
#[cfg(test)]
mod tests;
mod words;

pub use elements::{Alternatives, Element, alternatives};
pub use syllables::{beginnings, syllable, syllables};
pub(super) use words::Words;

use std::ops::Range;

use syllables::{INITIALS_OF_TWO, Syllables};

/// The longest word that may be pinyin, in bytes of its fold: a set of places in it is 64 bits.
const LONGEST: usize = 63;

/// A longer text is no headline, name or section and is not looked through, in bytes.
const LONGEST_TEXT: usize = 1 << 16;

/// A word that may be pinyin.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// For each syllable where it is in the word.
    syllables: Box<[Steps]>,
    /// Each character of the word, where it is, and its length in bytes.
    characters: Vec<(char, u64, u32)>,
    /// Where an apostrophe parts syllables.
    apostrophes: u64,
    /// The word's length in bytes.
    length: u32,
}

/// How a syllable takes one from place to place in a word; sets of places are bits.
#[derive(Clone, Copy, Debug, Default)]
struct Steps {
    /// Where the whole syllable stands.
    whole: u64,
    /// Where its first letter stands.
    initial: u64,
    /// Where its initial of two letters stands (zh, ch, sh).
    long_initial: u64,
    /// From where on the word is the beginning of the syllable.
    rest: u64,
    length: u32,
}

/// The places in a word that are reached.
#[derive(Clone, Copy, Debug, Default)]
struct Reached {
    /// With nothing but the characters themselves.
    plainly: u64,
    /// With pinyin on the way.
    said: u64,
}

impl Pattern {
    /// Makes a pattern of a word, folded. There is none of a word that is too long, or of one letter,
    /// or that has no letter.
    pub fn new(word: &str) -> Option<Self> {
        Self::is_of(word).then(|| Self::of(word))
    }

    /// Returns whether there is a pattern of a word.
    pub(super) fn is_of(word: &str) -> bool {
        word.chars().nth(1).is_some() && Self::has_letters(word)
    }

    /// Makes a pattern also of one letter, the beginning of a name say.
    pub(super) fn of_any_length(word: &str) -> Option<Self> {
        Self::has_letters(word).then(|| Self::of(word))
    }

    fn has_letters(word: &str) -> bool {
        word.contains(|c: char| c.is_ascii_lowercase()) && word.len() <= LONGEST
    }

    fn of(word: &str) -> Self {
        let mut characters: Vec<(char, u64, u32)> = Vec::new();
        for (at, c) in word.char_indices() {
            match characters.iter_mut().find(|(known, ..)| *known == c) {
                Some((_, places, _)) => *places |= 1 << at,
                None => characters.push((c, 1 << at, c.len_utf8() as u32)),
            }
        }
        let apostrophes = characters.iter().find(|(c, ..)| *c == '"');
        let all = Syllables::get().all().iter();
        Self {
            syllables: all.map(|syllable| Steps::of(syllable, word)).collect(),
            apostrophes: apostrophes.map_or(0, |(_, places, _)| places & !1),
            characters,
            length: word.len() as u32,
        }
    }

    /// Returns where the word stands in a folded text with at least one character of it as pinyin:
    /// from left to right, none overlapping the one before it, each as short as it can be.
    pub fn find_all<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Range<usize>> + use<'t> {
        let text = if text.len() > LONGEST_TEXT { "" } else { text };
        let mut from = 0;
        std::iter::from_fn(move || {
            let rest = text.get(from..)?;
            let found = rest.char_indices().find_map(|(start, _)| {
                let length = self.match_at(rest.get(start..)?)?;
                Some(from + start..from + start + length)
            })?;
            from = found.end;
            Some(found)
        })
    }

    /// Returns the bytes of the match at the start of `text`.
    fn match_at(&self, text: &str) -> Option<usize> {
        let mut reached = Reached {
            plainly: 1,
            said: 0,
        };
        for (at, c) in text.char_indices() {
            let (next, ends) = self.step(reached, c);
            if ends || next.said & (1 << self.length) != 0 {
                return Some(at + c.len_utf8());
            }
            if next.plainly | next.said == 0 {
                return None;
            }
            reached = next;
        }
        None
    }

    /// Takes one character of the text. Returns the places reached, and whether the word ends within
    /// the character's syllable.
    fn step(&self, from: Reached, c: char) -> (Reached, bool) {
        let mut next = Reached::default();
        if let Some((_, places, length)) = self.characters.iter().find(|(known, ..)| *known == c) {
            next.plainly = (from.plainly & places) << length;
            next.said = (from.said & places) << length;
        }
        let places = from.plainly | from.said;
        let mut ends = false;
        for syllable in Syllables::get().of(c) {
            // Whatever a syllable takes begins with its first letter.
            let steps = self.syllables.get(usize::from(*syllable));
            let Some(steps) = steps.filter(|steps| places & steps.initial != 0) else {
                continue;
            };
            next.said |= (places & steps.whole) << steps.length;
            next.said |= (places & steps.initial) << 1;
            next.said |= (places & steps.long_initial) << 2;
            ends |= places & steps.rest != 0;
        }
        next.plainly |= (next.plainly & self.apostrophes) << 1;
        next.said |= (next.said & self.apostrophes) << 1;
        (next, ends)
    }
}

impl Steps {
    fn of(syllable: &str, word: &str) -> Self {
        let initial = syllable.get(..1).unwrap_or_default();
        let long = INITIALS_OF_TWO.iter().find(|i| syllable.starts_with(**i));
        let mut steps = Self {
            length: syllable.len() as u32,
            ..Self::default()
        };
        for (at, _) in word.char_indices() {
            let rest = word.get(at..).unwrap_or_default();
            let place = 1 << at;
            let set = |places: &mut u64, holds: bool| *places |= if holds { place } else { 0 };
            set(&mut steps.whole, rest.starts_with(syllable));
            set(&mut steps.initial, rest.starts_with(initial));
            let is_long = long.is_some_and(|long| rest.starts_with(long) && word != *long);
            set(&mut steps.long_initial, is_long);
            set(&mut steps.rest, at > 0 && syllable.starts_with(rest));
        }
        steps
    }
}
