//! Days in figures that do not begin with the year: `31/12/2019`, `22.11.2019`; and years with the number of a day
//! behind them and no mark between: `2019326`.
//!
//! Where figures may mean several days the year is kept, and the rest is told to be lost: nothing is guessed.

use crate::article::date::Lost;
use crate::article::date::written::Written;
use crate::article::numerals::digits;

/// The years of which such figures are read.
const YEARS: std::ops::Range<u32> = 1800..2200;

/// A text with a day in its plain form.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Figures {
    pub(super) text: String,
    pub(super) lost: Option<Lost>,
}

/// Returns the plain form of a text that begins with such figures.
pub(super) fn plain(text: &str) -> Option<Figures> {
    let text = text.trim();
    let (first, rest) = digits(text);
    match first.len() {
        1 | 2 => year_last(value(&first), rest),
        7 if rest.is_empty() => packed(&first),
        _ => None,
    }
}

/// Day and month, in either order, before the year.
fn year_last(first: u32, rest: &str) -> Option<Figures> {
    let mark = rest
        .chars()
        .next()
        .filter(|c| ['/', '.', '-'].contains(c))?;
    let (second, rest) = digits(rest.strip_prefix(mark)?);
    let (year, rest) = digits(rest.strip_prefix(mark)?);
    let is_day = (1..=2).contains(&second.len()) && year.len() == 4;
    if !is_day || rest.starts_with(['/', '.', '-']) {
        return None;
    }
    let (second, year) = (value(&second), value(&year));
    of_days(year, [(second, first), (first, second)], rest)
}

/// `2019326`: the number of the day in its year, or month and day of which one has one figure.
fn packed(run: &[u32]) -> Option<Figures> {
    let (year, rest) = run.split_at_checked(4)?;
    let &[a, b, c] = rest else { return None };
    let year = value(year);
    let ordinal = (a * 100 + b * 10 + c).checked_sub(1)?;
    let first = jiff::civil::Date::new(i16::try_from(year).ok()?, 1, 1).ok()?;
    let of_year = first.checked_add(jiff::Span::new().days(i64::from(ordinal)));
    let of_year = of_year.ok().filter(|day| day.year() == first.year());
    let part = |part: i8| u32::from(part.unsigned_abs());
    let of_year = of_year.map_or((0, 0), |day| (part(day.month()), part(day.day())));
    of_days(year, [of_year, (a, b * 10 + c), (a * 10 + b, c)], "")
}

/// Writes the one day among several that exists; of more the year is kept.
fn of_days<const N: usize>(year: u32, days: [(u32, u32); N], rest: &str) -> Option<Figures> {
    let exists = |(month, day): &(u32, u32)| Written::new(year, Some(*month), Some(*day)).is_some();
    let mut days: Vec<_> = days.into_iter().filter(exists).collect();
    days.sort_unstable();
    days.dedup();
    match days.as_slice() {
        _ if !YEARS.contains(&year) => None,
        [] => None,
        [(month, day)] => Some(Figures {
            text: format!("{year}-{month:02}-{day:02}{rest}"),
            lost: None,
        }),
        _ => Some(Figures {
            text: format!("{year}年"),
            lost: Some(Lost::Order),
        }),
    }
}

fn value(digits: &[u32]) -> u32 {
    digits.iter().fold(0, |value, digit| value * 10 + digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_with_one_meaning_are_a_day_and_others_a_year() {
        for (text, expected) in [
            ("31/12/2019", Some("2019-12-31")),
            ("12/31/2019 08:30", Some("2019-12-31 08:30")),
            ("22.11.2019", Some("2019-11-22")),
            ("5-5-2019", Some("2019-05-05")),
            ("05/06/2019", Some("2019年")),
            ("5.6.2019", Some("2019年")),
            ("31/31/2019", None),
            ("1/2/3", None),
            ("1.2.2019.4", None),
            ("2019001", Some("2019-01-01")),
            ("2019326", Some("2019年")),
            ("2019399", None),
            ("1234567", None),
            ("2019366", None),
        ] {
            let found = plain(text);
            let found_text = found.as_ref().map(|found| &*found.text);
            assert_eq!(found_text, expected, "{text}");
            let is_year = expected.is_some_and(|expected| expected.ends_with('年'));
            let lost = found.and_then(|found| found.lost);
            assert_eq!(lost, is_year.then_some(Lost::Order), "{text}");
        }
    }
}
