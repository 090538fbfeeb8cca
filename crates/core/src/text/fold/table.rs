//! What one character folds to.
//!
//! The rules are written for clearness and tried until none applies; a table made from them on first
//! use answers for the Basic Multilingual Plane, since a collection has millions of characters.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use icu_normalizer::ComposingNormalizerBorrowed;
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
    /// Several characters; [`Table::expansion`] has them.
    Expanded,
}

/// The folds of all characters.
pub(super) struct Table {
    rules: Rules,
    basic_plane: Box<[Unit]>,
    /// What characters of the basic plane fold to that fold to several.
    expansions: HashMap<char, Box<str>>,
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
            None => self.rules.unit_beyond(c),
        }
    }

    /// Returns the characters that `c` folds to, if they are several.
    #[cold]
    pub(super) fn expansion(&self, c: char) -> Cow<'_, str> {
        match self.expansions.get(&c) {
            Some(expansion) => (&**expansion).into(),
            None => self.rules.unit(c).1.into(),
        }
    }

    fn new() -> Self {
        let rules = Rules::new();
        let mut expansions = HashMap::new();
        let basic_plane = (0..=u32::from(u16::MAX))
            .map(|point| {
                let c = char::from_u32(point)?;
                let (unit, expansion) = rules.unit(c);
                if unit == Unit::Expanded {
                    expansions.insert(c, expansion.into_boxed_str());
                }
                Some(unit)
            })
            .map(|unit| unit.unwrap_or(Unit::Dropped))
            .collect();
        Self {
            rules,
            basic_plane,
            expansions,
        }
    }
}

/// Characters by the one that is kept for them; each file says whose data it is.
const CLASSES: [&str; 3] = [
    include_str!("variants.txt"),
    include_str!("printed.txt"),
    RADICALS,
];

/// The radicals by the characters that they stand for.
const RADICALS: &str = include_str!("radicals.txt");

/// Returns the character that a radical stands for.
pub(super) fn of_radical(radical: char) -> Option<char> {
    static CHARACTERS: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
        let lines = RADICALS.lines().filter(|line| !line.starts_with('#'));
        let pairs = lines.flat_map(|line| {
            let mut characters = line.chars();
            let character = characters.next();
            characters.filter_map(move |radical| Some((radical, character?)))
        });
        pairs.collect()
    });
    CHARACTERS.get(&radical).copied()
}

/// The rules of folding.
struct Rules {
    /// From a traditional or variant character, or a radical, to the one that is kept for it.
    kept: HashMap<char, char>,
    compatibility: ComposingNormalizerBorrowed<'static>,
}

impl Rules {
    fn new() -> Self {
        let lines = CLASSES.iter().flat_map(|classes| classes.lines());
        let classes = lines.filter(|line| !line.starts_with('#'));
        let kept = classes
            .flat_map(|class| {
                let mut characters = class.chars();
                let kept = characters.next();
                characters.filter_map(move |variant| Some((variant, kept?)))
            })
            .collect();
        Self {
            kept,
            compatibility: ComposingNormalizerBorrowed::new_nfkc(),
        }
    }

    /// Returns what a character beyond the basic plane folds to.
    #[cold]
    #[inline(never)]
    fn unit_beyond(&self, c: char) -> Unit {
        self.unit(c).0
    }

    /// Returns what a character folds to, and the characters where they are several.
    fn unit(&self, c: char) -> (Unit, String) {
        if c.is_whitespace() {
            return (Unit::Space, String::new());
        }
        if is_dropped(c) {
            return (Unit::Dropped, String::new());
        }
        let mut folded = String::new();
        self.fold_into(c, &mut folded);
        let mut characters = folded.chars();
        match (characters.next(), characters.next()) {
            (None, _) => (Unit::Dropped, folded),
            (Some(c), None) => (Unit::Kept(c), folded),
            (Some(_), Some(_)) => (Unit::Expanded, folded),
        }
    }

    /// Appends what a character folds to, each of its parts folded until no rule applies.
    fn fold_into(&self, c: char, folded: &mut String) {
        let mut c = c;
        loop {
            if let Some(parts) = self.parts(c) {
                let is_kept = |part: &char| !part.is_whitespace() && !is_dropped(*part);
                let parts = parts.chars().filter(is_kept);
                parts.for_each(|part| self.fold_into(part, folded));
                return;
            }
            let next = self.step(c);
            if next == c {
                break;
            }
            c = next;
        }
        folded.push(c);
    }

    /// Returns the characters that one stands for (NFKC): ㎡ for m2, ㈠ for (一), the wide ９ for 9. An accent that
    /// stands by itself is no space with an accent.
    fn parts(&self, c: char) -> Option<String> {
        // Most characters are these, and stand for themselves.
        let is_plain = c.is_ascii()
            || matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{E000}'..='\u{F8FF}' | '\u{20000}'..='\u{2EBEF}');
        if is_plain {
            return None;
        }
        let parts = self
            .compatibility
            .normalize(c.encode_utf8(&mut [0; 4]))
            .into_owned();
        let is_other = !parts.starts_with(char::is_whitespace) && !parts.chars().eq([c]);
        is_other.then_some(parts)
    }

    /// Applies each rule for single characters once.
    fn step(&self, c: char) -> char {
        let c = canonical_base(c);
        let c = self.kept.get(&c).copied().unwrap_or(c);
        one_style(simple_case_fold(c))
    }
}

fn is_dropped(c: char) -> bool {
    c.is_control() || is_invisible(c)
}

/// Returns whether `c` only modifies what it follows or is not drawn: accents, variation selectors,
/// joiners, format controls.
fn is_invisible(c: char) -> bool {
    // Combining Diacritical Marks.
    matches!(c, '\u{300}'..='\u{36F}')
        || CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c)
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
        '⋯' => '…',
        // The stroke of a fraction (½ is 1⁄2).
        '⁄' | '∕' => '/',
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
