//! Folds text for search, one character at a time: what a reader takes for the same becomes the same.
//!
//! 简 = 繁, printed variants (靑 = 青), radicals from PDF, compatibility forms (Ⅲ = III, ㎡ = m2), full width = half
//! width, upper = lower case, one style of quotation marks, dashes and dots, no accents, and no white space but
//! between words of scripts that are written with it. No character's fold depends on its neighbours (a phrase
//! converter's would: 乾 alone becomes 干, 乾隆 stays), so whatever stands in a text is found by a copy of it. White
//! space is the one exception, and it looks at its two neighbours only.
//!
//! That is the promise the rest rests on: the fold of any part of a text that begins and ends with
//! characters is a part of the text's fold.

mod table;
#[cfg(test)]
mod tests;

use std::iter::repeat_n;
use std::ops::Range;

use table::{Table, Unit, is_of_spaced_word};

/// The version of what is folded to what. An index of another fold finds other things, and is made anew: whoever
/// changes a table or a rule counts on here.
pub const VERSION: u32 = 2;

/// A folded text that knows where each of its bytes came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// For each byte of `text` the byte of the original it came from, and last the original's length.
    pub origin: Vec<u32>,
    /// Where in `text` the characters stand that one of the original was folded to, where they are several.
    pub expanded: Vec<Range<usize>>,
}

impl Folded {
    /// Returns the bytes of `original` that were folded to the bytes `folded` of the text.
    ///
    /// These are whole characters, the last with the marks and selectors that follow it and fold
    /// away. Ranges that do not overlap in the fold do not overlap in the original, but where both are parts of
    /// one character that is folded to several: of that they are both all.
    ///
    /// `original` is the text that was folded; `folded` lies between characters of the fold.
    pub fn source(&self, original: &str, folded: Range<usize>) -> Range<usize> {
        let origin = |at: usize| self.origin.get(at).map_or(original.len(), |&o| o as usize);
        let start = origin(folded.start);
        if folded.is_empty() {
            return start..start;
        }
        let last = origin(folded.end - 1);
        let tail = original.get(last..).unwrap_or_default();
        let table = Table::get();
        let length: usize = tail
            .char_indices()
            .take_while(|&(at, c)| at == 0 || table.unit(c) == Unit::Dropped)
            .map(|(_, c)| c.len_utf8())
            .sum();
        start..last + length
    }
}

/// Returns the character that a radical stands for in text from PDF; `None` where `c` is none.
pub fn of_radical(c: char) -> Option<char> {
    matches!(c, '\u{2e80}'..='\u{2fdf}' | '\u{31c0}'..='\u{31ef}')
        .then(|| table::of_radical(c))
        .flatten()
}

/// Returns the fold of `text`.
///
/// It holds no control characters, and no white space but single spaces between words.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// Appends the fold of `text` to `folded`.
pub fn fold_into(text: &str, folded: &mut String) {
    each_folded(text, folded);
}

/// Appends the fold of `text` to `folded`, and to `expanded` where in `folded` the characters stand that one of
/// `text` is folded to where they are several.
pub fn fold_with_expanded(text: &str, folded: &mut String, expanded: &mut Vec<Range<usize>>) {
    each_folded(text, &mut WithExpanded { folded, expanded });
}

/// Returns the fold of `text` and where it came from.
///
/// Positions are kept in 32 bits; `text` is at most 4 GiB long.
pub fn fold_mapped(text: &str) -> Folded {
    let mut folded = Folded {
        text: String::with_capacity(text.len()),
        origin: Vec::with_capacity(text.len() + 1),
        expanded: Vec::new(),
    };
    each_folded(text, &mut folded);
    folded.origin.push(text.len() as u32);
    folded
}

/// What takes a fold, a character after the other, each with the byte of the text where it comes from.
trait Taker {
    fn take(&mut self, c: char, at: usize);

    /// Takes the characters that one is folded to, which are several.
    fn take_expanded(&mut self, parts: &str, at: usize) {
        parts.chars().for_each(|c| self.take(c, at));
    }
}

impl Taker for String {
    #[inline]
    fn take(&mut self, c: char, _: usize) {
        self.push(c);
    }
}

/// Takes a fold, and notes where one character has become several.
struct WithExpanded<'a> {
    folded: &'a mut String,
    expanded: &'a mut Vec<Range<usize>>,
}

impl Taker for WithExpanded<'_> {
    #[inline]
    fn take(&mut self, c: char, _: usize) {
        self.folded.push(c);
    }

    fn take_expanded(&mut self, parts: &str, _: usize) {
        let start = self.folded.len();
        self.folded.push_str(parts);
        self.expanded.push(start..self.folded.len());
    }
}

impl Taker for Folded {
    #[inline]
    fn take(&mut self, c: char, at: usize) {
        self.text.push(c);
        self.origin.extend(repeat_n(at as u32, c.len_utf8()));
    }

    fn take_expanded(&mut self, parts: &str, at: usize) {
        let start = self.text.len();
        parts.chars().for_each(|c| self.take(c, at));
        self.expanded.push(start..self.text.len());
    }
}

/// Gives each character of the fold to `taker`.
fn each_folded(text: &str, taker: &mut impl Taker) {
    let table = Table::get();
    let mut last = None;
    let mut gap = None;
    for (at, c) in text.char_indices() {
        match table.unit(c) {
            Unit::Dropped => {}
            Unit::Space => {
                if gap.is_none() && last.is_some_and(is_of_spaced_word) {
                    gap = Some(at);
                }
            }
            Unit::Kept(c) => {
                if let Some(space) = gap.take()
                    && is_of_spaced_word(c)
                {
                    taker.take(' ', space);
                }
                taker.take(c, at);
                last = Some(c);
            }
            Unit::Expanded => last = expand(&table.expansion(c), at, gap.take(), taker),
        }
    }
}

/// Gives each part of a character at `at` to `taker`, behind white space from `gap` on; returns the last part. It is
/// rare and apart, so that the loop over what is not stays small: inlined there it cost a third of the speed.
#[cold]
#[inline(never)]
fn expand(parts: &str, at: usize, gap: Option<usize>, taker: &mut dyn Taker) -> Option<char> {
    if let Some(space) = gap
        && parts.starts_with(is_of_spaced_word)
    {
        taker.take(' ', space);
    }
    taker.take_expanded(parts, at);
    parts.chars().next_back()
}
