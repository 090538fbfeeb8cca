//! Which characters are kept, by their Unicode properties and what they stand next to.

use icu_properties::props::{
    CanonicalCombiningClass, DefaultIgnorableCodePoint, Emoji, EmojiModifier, ExtendedPictographic,
    GeneralCategory, GraphemeExtend, JoiningType, NoncharacterCodePoint, UnifiedIdeograph,
};
use icu_properties::{CodePointMapData, CodePointSetData};
use unicode_width::UnicodeWidthChar;

/// The most marks on one character. The scripts that stack most (Vietnamese, Hebrew with points and
/// accents, Tibetan) need three or four; what is above covers its neighbours' lines.
const MARKS: u8 = 4;

/// The most joiners in one emoji: a family of four has three, and no emoji that is recommended for
/// interchange has more (UTS #51). Without a bound a text of any length takes two cells.
const JOINERS: u8 = 3;

const ZWNJ: char = '\u{200C}';
const ZWJ: char = '\u{200D}';

/// What becomes of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Kept,
    Dropped,
    /// Replaced by a space, with the breaks around it.
    Break,
}

/// The last character kept, as far as what follows depends on it.
#[derive(Debug, Default)]
pub(super) struct Cluster {
    /// What marks stand on; `None` after white space and at the start.
    base: Option<char>,
    /// The last character kept, a mark or a joiner perhaps.
    last: Option<char>,
    marks: u8,
    joiners: u8,
}

impl Cluster {
    /// Takes `c` as a character of its own.
    pub(super) fn begin(&mut self, c: char) {
        let joiners = if self.last == Some(ZWJ) {
            self.joiners
        } else {
            0
        };
        *self = Self {
            base: Some(c).filter(|c| !c.is_whitespace()),
            last: Some(c),
            marks: 0,
            joiners,
        };
    }

    fn mark(&mut self, c: char) -> Fate {
        if self.base.is_none() || self.marks == MARKS {
            return Fate::Dropped;
        }
        self.marks += 1;
        self.last = Some(c);
        Fate::Kept
    }

    fn select(&mut self, selector: char, next: Option<char>) -> Fate {
        match self.base {
            Some(base) if self.base == self.last && varies(base, selector, next) => {
                self.last = Some(selector);
                Fate::Kept
            }
            _ => Fate::Dropped,
        }
    }

    fn join(&mut self, joiner: char, next: Option<char>) -> Fate {
        if joiner == ZWJ && self.joins_emoji(next) {
            self.joiners += 1;
        } else if !self.joins_letters(joiner, next) {
            return Fate::Dropped;
        }
        self.last = Some(joiner);
        Fate::Kept
    }

    fn joins_emoji(&self, next: Option<char>) -> bool {
        let pictographic = CodePointSetData::new::<ExtendedPictographic>();
        self.joiners < JOINERS
            && self.base.is_some_and(|base| pictographic.contains(base))
            && next.is_some_and(|next| pictographic.contains(next))
    }

    /// RFC 5892, appendix A.1 and A.2: after a virama, and ZWNJ between letters that would join.
    fn joins_letters(&self, joiner: char, next: Option<char>) -> bool {
        let class = CodePointMapData::<CanonicalCombiningClass>::new();
        if self
            .last
            .is_some_and(|last| class.get(last) == CanonicalCombiningClass::Virama)
        {
            return true;
        }
        let joining = |c: Option<char>| c.map(|c| CodePointMapData::<JoiningType>::new().get(c));
        joiner == ZWNJ
            && matches!(
                joining(self.base),
                Some(JoiningType::DualJoining | JoiningType::LeftJoining)
            )
            && matches!(
                joining(next),
                Some(JoiningType::DualJoining | JoiningType::RightJoining)
            )
    }
}

/// Decides on `c`, which `next` follows and `cluster` precedes, and takes it into `cluster` if it
/// is kept.
pub(super) fn fate(c: char, next: Option<char>, cluster: &mut Cluster) -> Fate {
    match c {
        '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Fate::Break,
        ZWNJ | ZWJ => cluster.join(c, next),
        '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' => cluster.select(c, next),
        _ if is_invisible(c) => Fate::Dropped,
        _ if is_mark(c) => cluster.mark(c),
        _ if is_modifier(c) && cluster.base.is_some() && cluster.base == cluster.last => {
            // A skin tone belongs to the emoji before it, which may be joined to another.
            cluster.last = Some(c);
            Fate::Kept
        }
        _ => {
            cluster.begin(c);
            Fate::Kept
        }
    }
}

/// Returns whether a character is never drawn, wherever it stands: a terminal may obey it, or show nothing.
pub fn is_hidden(c: char) -> bool {
    match c {
        '\u{2028}' | '\u{2029}' => true,
        ZWNJ | ZWJ | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' => false,
        _ => is_invisible(c),
    }
}

fn is_invisible(c: char) -> bool {
    match CodePointMapData::<GeneralCategory>::new().get(c) {
        GeneralCategory::Control | GeneralCategory::Format => true,
        _ => is_ignorable(c) || CodePointSetData::new::<NoncharacterCodePoint>().contains(c),
    }
}

/// Fillers, tags, selectors: what a font does not draw even when it has no glyph for it.
fn is_ignorable(c: char) -> bool {
    CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c)
}

/// Whether `c` is drawn on its neighbour and takes no cell of its own. Besides marks these are the
/// vowels and finals of decomposed Hangul and some scripts' prefixed letters.
fn is_mark(c: char) -> bool {
    c.width() == Some(0) || CodePointSetData::new::<GraphemeExtend>().contains(c)
}

fn is_modifier(c: char) -> bool {
    CodePointSetData::new::<EmojiModifier>().contains(c)
}

/// Whether `selector` chooses a form of `base`: an emoji's, or an ideograph's that is standardized or
/// registered. Digits are emoji as keycaps only.
fn varies(base: char, selector: char, next: Option<char>) -> bool {
    match selector {
        '\u{FE0F}' if base.is_ascii() => {
            next == Some('\u{20E3}') && (base.is_ascii_digit() || matches!(base, '#' | '*'))
        }
        '\u{FE0E}' | '\u{FE0F}' => {
            !base.is_ascii() && CodePointSetData::new::<Emoji>().contains(base)
        }
        '\u{FE00}'..='\u{FE02}' | '\u{E0100}'..='\u{E01EF}' => {
            CodePointSetData::new::<UnifiedIdeograph>().contains(base)
        }
        _ => false,
    }
}

/// Returns the bytes of `text` before the first character that must be judged.
pub(super) fn plain_prefix(text: &str) -> usize {
    let mut at = 0;
    while let Some(&lead) = text.as_bytes().get(at) {
        at += match lead {
            b' '..=b'~' => 1,
            // U+4000 to U+9FFF, most of any Chinese text: all plain, no need to decode them.
            0xE4..=0xE9 => 3,
            _ => match text.get(at..).and_then(|rest| rest.chars().next()) {
                Some(c) if is_plain(c) => c.len_utf8(),
                _ => break,
            },
        };
    }
    at
}

/// Returns whether `c` is a character of its own whatever it stands next to: the ranges that Chinese
/// text is made of, in which nothing else is.
fn is_plain(c: char) -> bool {
    matches!(c,
        ' '..='~'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{3000}'..='\u{3029}' // CJK punctuation, before its tone marks
        | '\u{FF01}'..='\u{FF9D}' // full-width and half-width forms, before the voicing marks
        | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}' // punctuation between the controls
        | '\u{A1}'..='\u{AC}' | '\u{AE}'..='\u{2FF}'
        | '\u{2100}'..='\u{2C5F}' // symbols
        | '\u{3030}'..='\u{3096}' | '\u{309B}'..='\u{3163}' // kana, Bopomofo, Hangul letters
        | '\u{3165}'..='\u{4DFF}'
        | '\u{AC00}'..='\u{D7A3}')
}
