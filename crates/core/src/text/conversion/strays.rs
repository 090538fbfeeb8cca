//! Simplified characters that stray into a traditional text, as character recognition puts them there.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::TO_SIMPLIFIED;

/// The simplified characters that no traditional text has, with their traditional ones: 说 is one, 里 is none, for
/// 公里 is written so in both scripts.
static STRAYS: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let entries = |text: &'static str| text.lines().filter(|line| !line.starts_with('#'));
    let phrases = entries(include_str!("st_phrases.txt"));
    // What a phrase leaves as it is stands in traditional texts.
    let pairs = phrases.filter_map(|line| line.split_once('\t'));
    let kept = pairs.flat_map(|(key, value)| key.chars().zip(value.chars()));
    let kept = kept.filter(|(before, after)| before == after);
    let kept: HashSet<char> = kept.map(|(c, _)| c).collect();
    let characters = entries(include_str!("st_characters.txt"));
    let pairs = characters.filter_map(|line| {
        let (key, value) = line.split_once('\t')?;
        Some((key.chars().next()?, value.chars().next()?))
    });
    pairs
        .filter(|(c, becomes)| c != becomes && !kept.contains(c) && !is_traditional(*c))
        .collect()
});

/// Whether a character stands in traditional texts alone.
pub fn is_traditional(c: char) -> bool {
    TO_SIMPLIFIED.has(c)
}

/// Returns the traditional character of one that stands in no traditional text.
pub fn traditional(c: char) -> Option<char> {
    STRAYS.get(&c).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_no_traditional_text_has_is_a_stray() {
        let becomes =
            |text: &str| -> String { text.chars().map(|c| traditional(c).unwrap_or(c)).collect() };
        assert_eq!(becomes("说将没内黄纠纷"), "說將沒內黃糾紛");
        assert_eq!(becomes("皇后里台云干只系范"), "皇后里台云干只系范");
        assert_eq!(becomes("說將沒內黃"), "說將沒內黃");
    }
}
