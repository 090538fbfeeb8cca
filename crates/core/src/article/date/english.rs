//! Dates in English, as web pages write them: `Nov 22, 2019`, `22nd November 2019, 8:30 AM`.

use super::Known;
use super::written::{self, Written};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Reads a date whose month is named, with the year behind it, and a time after that.
pub(super) fn known(text: &str) -> Option<Known> {
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let at = words.iter().position(|word| month(word).is_some())?;
    let month = month(words.get(at)?)?;
    let before = at.checked_sub(1).and_then(|before| words.get(before));
    let (day, written) = match (before.and_then(|word| day(word)), words.get(at + 1)) {
        (Some(day), year) => (Some(day), year),
        (None, next) => match next.and_then(|word| day(word)) {
            Some(day) => (Some(day), words.get(at + 2)),
            None => (None, next),
        },
    };
    let written = written?;
    let year = (written.len() == 4).then(|| written.parse().ok())??;
    let (_, rest) = text.split_once(written)?;
    written::known_with_time(Written::new(year, Some(month), day)?, rest)
}

/// The number of a month by its name, or by its first letters: three at least.
pub(super) fn month(word: &str) -> Option<u32> {
    let word = word.to_ascii_lowercase();
    let is_short = |name: &str| {
        word.len() >= 3 && name.starts_with(&word) || word == "sept" && name == "september"
    };
    let at = MONTHS.iter().position(|name| is_short(name))?;
    u32::try_from(at + 1).ok()
}

fn day(word: &str) -> Option<u32> {
    let digits = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
        .unwrap_or(word);
    (1..=2)
        .contains(&digits.len())
        .then(|| digits.parse().ok())?
}
