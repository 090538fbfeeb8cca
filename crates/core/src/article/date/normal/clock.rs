//! The time of day: UTC in every spelling, the end of a day, and what is no time.

use super::Normal;
use crate::article::date::{Lost, written};
use crate::article::numerals::{digit, digits};

/// A time of day as it stands in a text.
struct Time<'t> {
    start: usize,
    hour: u32,
    minute: u32,
    second: u32,
    /// The time as written, up to its last figure.
    written: &'t str,
    /// What stands behind it.
    rest: &'t str,
}

/// Words that name UTC, in small letters.
const UTC: [&str; 22] = [
    "z",
    "zulu",
    "utc",
    "gmt",
    "uct",
    "etc/utc",
    "etc/gmt",
    "+0",
    "+00",
    "+0000",
    "+00:00",
    "-00",
    "-0000",
    "-00:00",
    "utc+0",
    "gmt+0",
    "utc+00:00",
    "gmt+00:00",
    "utc+0000",
    "gmt+0000",
    "世界时",
    "协调世界时",
];
/// Words that may stand beside them.
const BESIDE: [&str; 6] = [
    "coordinated",
    "universal",
    "greenwich",
    "mean",
    "standard",
    "time",
];

/// Writes the time of a text in the form that the readers know. One that is none is left out and lost.
pub(super) fn settle(normal: &mut Normal<'_>) {
    let text = &*normal.text;
    let Some(time) = find(text) else {
        return;
    };
    let (before, _) = super::split(text, time.start);
    let ends_day = time.hour == 24 && time.minute == 0 && time.second == 0;
    if !ends_day && (time.hour > 23 || time.minute > 59 || time.second > 60) {
        normal.text = before.to_owned().into();
        normal.lost = Some(Lost::Time);
        return;
    }
    let (half, zone) = half_of_day(time.rest);
    let is_utc = is_utc(zone);
    let is_known = half.is_none() && written::in_utc(zone);
    if !ends_day && (!is_utc || is_known) {
        return;
    }
    let hour = match (time.hour, half) {
        (24, _) | (12, Some(Half::First)) => 0,
        (hour @ 1..12, Some(Half::Second)) => hour + 12,
        (hour, _) => hour,
    };
    let (_, behind) = super::split(time.written, digits_len(time.written));
    let zone = if is_utc { "Z" } else { zone };
    normal.text = format!("{before}{hour:02}{behind}{zone}").into();
    normal.next_day = ends_day;
}

fn digits_len(text: &str) -> usize {
    let (_, rest) = digits(text);
    text.len() - rest.len()
}

/// Finds the first time with colons, or with 时 or 点.
fn find(text: &str) -> Option<Time<'_>> {
    let mut before = None;
    text.char_indices().find_map(|(at, c)| {
        let inside = before.replace(c).is_some_and(|c| digit(c).is_some());
        let begins = !inside && digit(c).is_some();
        begins.then(|| time(text, at))?
    })
}

fn time(text: &str, start: usize) -> Option<Time<'_>> {
    let whole = text.get(start..)?;
    let (hour, rest) = two(whole)?;
    let (minute, second, rest) = match rest.strip_prefix(':') {
        Some(rest) => with_colons(rest)?,
        None => spoken(rest.strip_prefix(['时', '時', '点', '點'])?),
    };
    let fraction = |rest: &str| {
        let behind = rest.strip_prefix(['.', ','])?;
        let (run, _) = digits(behind);
        (!run.is_empty()).then(|| 1 + digits_len(behind))
    };
    let (_, rest) = super::split(rest, fraction(rest).unwrap_or(0));
    Some(Time {
        start,
        hour,
        minute,
        second,
        written: whole.strip_suffix(rest)?,
        rest,
    })
}

/// Minute and perhaps second of `08:30:15`.
fn with_colons(rest: &str) -> Option<(u32, u32, &str)> {
    let (minute, rest) = two(rest)?;
    let second = rest.strip_prefix(':').and_then(two);
    let (second, rest) = second.unwrap_or((0, rest));
    Some((minute, second, rest))
}

/// The minute of 8时30分, where there is one.
fn spoken(rest: &str) -> (u32, u32, &str) {
    let minute = two(rest).and_then(|(minute, rest)| Some((minute, rest.strip_prefix('分')?)));
    let (minute, rest) = minute.unwrap_or((0, rest));
    (minute, 0, rest)
}

/// Splits one figure or two from the start of a text.
fn two(text: &str) -> Option<(u32, &str)> {
    let (run, rest) = digits(text);
    match *run.as_slice() {
        [ones] => Some((ones, rest)),
        [tens, ones] => Some((tens * 10 + ones, rest)),
        _ => None,
    }
}

enum Half {
    First,
    Second,
}

/// Splits AM or PM from the start of what stands behind a time.
fn half_of_day(rest: &str) -> (Option<Half>, &str) {
    let behind = rest.trim_start();
    let upper = behind.get(..2).map(str::to_ascii_uppercase);
    let dotted = behind.get(..4).map(str::to_ascii_uppercase);
    match (upper.as_deref(), dotted.as_deref()) {
        (_, Some("A.M.")) => (Some(Half::First), super::split(behind, 4).1),
        (_, Some("P.M.")) => (Some(Half::Second), super::split(behind, 4).1),
        (Some("AM"), _) => (Some(Half::First), super::split(behind, 2).1),
        (Some("PM"), _) => (Some(Half::Second), super::split(behind, 2).1),
        _ => (None, rest),
    }
}

/// Returns whether UTC is all that stands behind a time, be it named twice: `+0000 UTC`, `+00:00[UTC]`,
/// `GMT+0000 (Coordinated Universal Time)`. Go adds a clock of its own: `m=+0.01`.
fn is_utc(rest: &str) -> bool {
    let apart = |c: char| c.is_whitespace() || "()[]{}'\"".contains(c);
    let words = rest.split(apart).filter(|word| !word.is_empty());
    let words = words.filter(|word| !word.starts_with("m="));
    let words: Vec<String> = words.map(str::to_ascii_lowercase).collect();
    let is_name = |word: &String| UTC.contains(&word.as_str());
    words.iter().any(is_name)
        && words
            .iter()
            .all(|word| is_name(word) || BESIDE.contains(&word.as_str()))
}
