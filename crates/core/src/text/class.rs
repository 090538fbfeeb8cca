//! Sorts the characters that Chinese prose is made of into a few classes.
//!
//! Nearly every character of a newspaper report is a Han character, a full-width mark, a quotation
//! mark, or an ASCII letter or digit. Width and line breaking treat these by table and leave the
//! rest to the Unicode algorithms. A character belongs here only if it is a grapheme cluster of its
//! own between any two others of these classes, and if a pair of classes decides a line break.

/// What a character of Chinese prose is, as far as width and line breaking go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Class {
    /// A Han character; two cells.
    Han,
    /// A full-width opening bracket; two cells.
    Open,
    /// A full-width closing bracket, stop or comma; two cells.
    Close,
    /// “ or ‘; ambiguous.
    OpenQuote,
    /// ” or ’; ambiguous.
    CloseQuote,
    /// An ASCII letter; one cell.
    Letter,
    /// An ASCII digit; one cell.
    Digit,
    /// —, half of a dash; ambiguous.
    Dash,
    /// …, half of an ellipsis; ambiguous.
    Ellipsis,
    /// The ASCII space; one cell.
    Space,
    /// Any other character.
    Other,
}

impl Class {
    /// Every class, in the order of its number.
    pub(super) const ALL: [Self; 11] = [
        Self::Han,
        Self::Open,
        Self::Close,
        Self::OpenQuote,
        Self::CloseQuote,
        Self::Letter,
        Self::Digit,
        Self::Dash,
        Self::Ellipsis,
        Self::Space,
        Self::Other,
    ];
    /// How many classes there are.
    pub(super) const COUNT: usize = Self::ALL.len();

    /// Returns the class of `c`.
    #[inline]
    pub(super) fn of(c: char) -> Self {
        // Most characters by far are these; nothing more is inlined where text is read.
        if ('一'..='\u{9FFF}').contains(&c) {
            Self::Han
        } else {
            Self::of_others(c)
        }
    }

    fn of_others(c: char) -> Self {
        match c {
            'a'..='z' | 'A'..='Z' => Self::Letter,
            '0'..='9' => Self::Digit,
            ' ' => Self::Space,
            '\u{2000}'..='\u{20FF}' => Self::of_general_punctuation(c),
            '\u{3000}'..='\u{FFFF}' => Self::of_cjk(c),
            '\u{20000}'..='\u{2FFFD}' | '\u{30000}'..='\u{3FFFD}' => Self::Han,
            _ => Self::Other,
        }
    }

    fn of_general_punctuation(c: char) -> Self {
        match c {
            '“' | '‘' => Self::OpenQuote,
            '”' | '’' => Self::CloseQuote,
            '—' => Self::Dash,
            '…' => Self::Ellipsis,
            _ => Self::Other,
        }
    }

    fn of_cjk(c: char) -> Self {
        match c {
            '，' | '。' | '、' | '；' | '：' | '！' | '？' | '．' | '）' | '》' | '〉' | '」'
            | '』' | '】' | '〕' | '〗' | '〙' | '〛' | '］' | '｝' | '｠' | '〞' | '〟' => {
                Self::Close
            }
            '（' | '《' | '〈' | '「' | '『' | '【' | '〔' | '〖' | '〘' | '〚' | '［' | '｛'
            | '｟' | '〝' => Self::Open,
            '〇' | '\u{3400}'..='\u{4DBF}' | '\u{F900}'..='\u{FAFF}' => Self::Han,
            _ => Self::Other,
        }
    }

    /// Whether line breaks after the character do not depend on what stands before it.
    #[inline]
    pub(super) fn is_anchor(self) -> bool {
        matches!(self, Self::Han | Self::Letter | Self::Digit)
    }
}

#[cfg(test)]
mod tests {
    use icu_properties::CodePointMapData;
    use icu_properties::props::{EastAsianWidth, GraphemeClusterBreak, LineBreak};

    use super::*;

    /// Every character of a class has the properties that the tables take for granted.
    #[test]
    fn classes_agree_with_unicode() {
        let breaks = CodePointMapData::<LineBreak>::new();
        let widths = CodePointMapData::<EastAsianWidth>::new();
        let clusters = CodePointMapData::<GraphemeClusterBreak>::new();
        for c in '\0'..=char::MAX {
            let class = Class::of(c);
            if class == Class::Other {
                continue;
            }
            assert_eq!(clusters.get(c), GraphemeClusterBreak::Other, "{c:?}");
            let width = widths.get(c);
            let full = [EastAsianWidth::Wide, EastAsianWidth::Fullwidth].contains(&width);
            let line_break = breaks.get(c);
            let agrees = match class {
                Class::Han => full && line_break == LineBreak::Ideographic,
                Class::Open => full && line_break == LineBreak::OpenPunctuation,
                Class::Close => {
                    full && [
                        LineBreak::ClosePunctuation,
                        LineBreak::Exclamation,
                        LineBreak::Nonstarter,
                    ]
                    .contains(&line_break)
                }
                Class::OpenQuote | Class::CloseQuote => {
                    width == EastAsianWidth::Ambiguous && line_break == LineBreak::Quotation
                }
                Class::Dash => {
                    width == EastAsianWidth::Ambiguous && line_break == LineBreak::BreakBoth
                }
                Class::Ellipsis => {
                    width == EastAsianWidth::Ambiguous && line_break == LineBreak::Inseparable
                }
                Class::Letter => {
                    width == EastAsianWidth::Narrow && line_break == LineBreak::Alphabetic
                }
                Class::Digit => width == EastAsianWidth::Narrow && line_break == LineBreak::Numeric,
                Class::Space => width == EastAsianWidth::Narrow && line_break == LineBreak::Space,
                Class::Other => true,
            };
            assert!(
                agrees,
                "{c:?} is {class:?}, but {width:?} and {line_break:?}"
            );
        }
    }
}
