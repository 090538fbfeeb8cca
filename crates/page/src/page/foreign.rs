//! Tells whether a page's text is Chinese at all. The set phrases and measures of Chinese newspapers say
//! nothing about other text: it is one report, as it stands.

use super::line::{Line, is_han};

/// One letter in so many must be Han in a text that names, addresses and figures in Latin run through.
const HAN_AMONG: usize = 6;
/// One character in so many may be a control character or a replaced one before a text is none.
const NOISE_AMONG: usize = 50;

/// Returns whether lines are of another script, or no text.
pub(super) fn is_foreign(lines: &[Line<'_>]) -> bool {
    let (mut characters, mut letters, mut han, mut noise) = (0_usize, 0_usize, 0_usize, 0_usize);
    for c in lines.iter().flat_map(|line| line.text.chars()) {
        characters += 1;
        noise += usize::from(is_noise(c));
        if is_han(c) {
            han += 1;
            letters += 1;
        } else if c.is_alphabetic() {
            letters += 1;
        }
    }
    HAN_AMONG * han < letters || NOISE_AMONG * noise > characters
}

/// Returns whether a character stands in no text.
pub(super) fn is_noise(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}'))
        || c == char::REPLACEMENT_CHARACTER
}

#[cfg(test)]
mod tests {
    use super::super::line::lines;
    use super::*;

    fn foreign(text: &str) -> bool {
        is_foreign(&lines(text, 1))
    }

    #[test]
    fn chinese_with_latin_in_it_is_chinese() {
        assert!(!foreign(
            "5G与AI、VR等技术走进课堂，ChatGPT引发讨论。\nwww.example.com"
        ));
        assert!(!foreign("600001 12.30 -1.2%\n600002 8.01 +0.4%"));
        assert!(!foreign(""));
    }

    #[test]
    fn other_scripts_and_noise_are_not() {
        assert!(foreign(
            "It was the best of times, it was the worst of times."
        ));
        assert!(foreign("Все счастливые семьи похожи друг на друга。"));
        assert!(foreign("春\u{1}\u{2}风\u{3}"));
    }
}
