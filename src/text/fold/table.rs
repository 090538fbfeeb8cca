//! What one character folds to.
//!
//! The rules are written for clearness and tried until none applies; a table made from them on first
//! use answers for the Basic Multilingual Plane, since a collection has millions of characters.

use std::collections::HashMap;
use std::sync::LazyLock;

use icu_normalizer::DecomposingNormalizerBorrowed;
use icu_normalizer::properties::{CanonicalDecompositionBorrowed, Decomposed};
use icu_properties::CodePointSetData;
use icu_properties::props::DefaultIgnorableCodePoint;

/// What one character folds to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// Nothing: it only modifies its neighbour, or is not seen at all.
    Dropped,
    /// White space, if it stands between words.
    Space,
    /// A character.
    Kept(char),
}

/// The folds of all characters.
pub(super) struct Table {
    rules: Rules,
    basic_plane: Box<[Unit]>,
}

impl Table {
    /// Returns the one table.
    pub(super) fn get() -> &'static Self {
        static TABLE: LazyLock<Table> = LazyLock::new(Table::new);
        &TABLE
    }

    /// Returns what `c` folds to.
    #[inline]
    pub(super) fn unit(&self, c: char) -> Unit {
        match self.basic_plane.get(c as usize) {
            Some(&unit) => unit,
            None => self.rules.unit(c),
        }
    }

    fn new() -> Self {
        let rules = Rules::new();
        let basic_plane = (0..=u32::from(u16::MAX))
            .map(|point| char::from_u32(point).map_or(Unit::Dropped, |c| rules.unit(c)))
            .collect();
        Self { rules, basic_plane }
    }
}

/// Traditional and variant characters by their simplified one; the file says whose data it is.
const VARIANTS: &str = include_str!("variants.txt");

/// The rules of folding.
struct Rules {
    /// From a traditional or variant character to the simplified one.
    simplified: HashMap<char, char>,
}

impl Rules {
    fn new() -> Self {
        let classes = VARIANTS.lines().filter(|line| !line.starts_with('#'));
        let simplified = classes
            .flat_map(|class| {
                let mut characters = class.chars();
                let kept = characters.next();
                characters.filter_map(move |variant| Some((variant, kept?)))
            })
            .collect();
        Self { simplified }
    }

    fn unit(&self, c: char) -> Unit {
        if c.is_whitespace() {
            return Unit::Space;
        }
        if c.is_control() || is_invisible(c) {
            return Unit::Dropped;
        }
        let mut folded = c;
        loop {
            let next = self.step(folded);
            if next == folded {
                break;
            }
            folded = next;
        }
        Unit::Kept(folded)
    }

    /// Applies each rule once.
    fn step(&self, c: char) -> char {
        let c = canonical_base(plain_form(c));
        let c = self.simplified.get(&c).copied().unwrap_or(c);
        one_style(simple_case_fold(c))
    }
}

/// Returns whether `c` only modifies what it follows or is not drawn: accents, variation selectors,
/// joiners, format controls.
fn is_invisible(c: char) -> bool {
    // Combining Diacritical Marks.
    matches!(c, '\u{300}'..='\u{36F}')
        || CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c)
}

/// Returns the plain character of a full-width, half-width, vertical or small form, or of a radical
/// (text extracted from PDF has ⼈ for 人).
fn plain_form(c: char) -> char {
    // Kangxi Radicals; CJK Radicals Supplement; Vertical Forms; CJK Compatibility Forms and Small
    // Form Variants; Halfwidth and Fullwidth Forms.
    if !matches!(c, '\u{2F00}'..='\u{2FDF}' | '\u{2E80}'..='\u{2EFF}' | '\u{FE10}'..='\u{FE1F}'
        | '\u{FE30}'..='\u{FE6F}' | '\u{FF00}'..='\u{FFEF}')
    {
        return c;
    }
    let nfkd = DecomposingNormalizerBorrowed::new_nfkd();
    let mut decomposed = nfkd.normalize_iter(std::iter::once(c));
    match (decomposed.next(), decomposed.next()) {
        (Some(plain), None) => plain,
        _ => c,
    }
}

/// Returns the unified ideograph of a compatibility ideograph, the letter without its accents.
fn canonical_base(c: char) -> char {
    match CanonicalDecompositionBorrowed::new().decompose(c) {
        Decomposed::Singleton(base) => base,
        Decomposed::Expansion(base, mark) if base.is_alphabetic() && is_invisible(mark) => base,
        _ => c,
    }
}

/// Returns the lower case, final and long forms (ς, ſ) made one with the others.
fn simple_case_fold(c: char) -> char {
    let upper = single(c.to_uppercase()).unwrap_or(c);
    single(upper.to_lowercase()).unwrap_or(c)
}

fn single(mut characters: impl Iterator<Item = char>) -> Option<char> {
    characters.next().filter(|_| characters.next().is_none())
}

/// Returns one mark for all that differ in style, or in what an input method in Chinese mode gives
/// for the same key: 。 for a full stop, 【】 for brackets.
fn one_style(c: char) -> char {
    match c {
        // Quotation marks of Chinese (both sides of the strait), Japanese and European setting.
        '\'' | '‘'..='‟' | '「'..='』' | '〝'..='〟' | '«' | '»' | '‹' | '›' => '"',
        // Hyphens, dashes, the minus sign, and the box-drawing line typed for a dash.
        '‐'..='―' | '−' | '─' | '⸺' | '⸻' => '-',
        // Middle dots, in foreign names (列夫·托尔斯泰).
        '•' | '‧' | '∙' | '⋅' | '・' => '·',
        '⋯' | '\u{FE19}' => '…',
        '〜' | '∼' => '~',
        // The ratio sign, in scores (3∶2).
        '∶' => ':',
        '。' => '.',
        // Document numbers: 国发〔2019〕3号.
        '【' | '〔' => '[',
        '】' | '〕' => ']',
        // Circles set for 〇, in years (二○一九).
        '○' | '◯' => '〇',
        _ => c,
    }
}

/// Returns whether `c` is a letter or digit of a script that is written with spaces between words.
pub(super) fn is_of_spaced_word(c: char) -> bool {
    c.is_alphanumeric() && !is_cjk(c)
}

/// Returns whether `c` belongs to the scripts that are written without spaces: Han, kana, Bopomofo.
/// Hangul has spaces.
fn is_cjk(c: char) -> bool {
    matches!(c,
        '\u{2E80}'..='\u{312F}' // radicals, CJK symbols (々〆〇), kana, Bopomofo
        | '\u{31A0}'..='\u{31FF}' // Bopomofo and kana extensions, strokes
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{1AFF0}'..='\u{1B16F}' // kana extensions
        | '\u{20000}'..='\u{3FFFF}')
}
