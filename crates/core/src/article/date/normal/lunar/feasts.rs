//! Days that a year names without month and day: 2019年大年初一, 2020年除夕, 2021年中秋, 2024年国庆节, 2024年清明.

mod names;
mod terms;

use icu_calendar::Date;
use icu_calendar::cal::Iso;

use super::{KNOWN, Lunar, label};
use crate::article::date::Lost;
use crate::article::numerals::number;

use Feast::{Day, Eve, Fixed, National, Term, Unknown};

/// A day that has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Feast {
    /// A day of a month of the lunar calendar.
    Day(u32, u32),
    /// The last day before the lunar new year.
    Eve,
    /// A day of our calendar, since a year.
    Fixed { month: u32, day: u32, since: u32 },
    /// A solar term, counted from the first of spring.
    Term(u8),
    /// The national day of whoever writes.
    National { is_simplified: bool },
    /// A day that no rule of ours tells.
    Unknown,
}

/// The first year of which a national day is told.
const PEOPLES_REPUBLIC: u32 = 1949;
const REPUBLIC: u32 = 1912;

/// Splits a day's name from the start of a text: that of a feast, or of one of the first days of the lunar year.
pub(super) fn feast(text: &str) -> Option<(Feast, &str)> {
    let named = names::named(text).map(|(feast, rest)| {
        // Else it is the day before, or the snow of that year.
        let is_day = names::is_day_itself(rest);
        (if is_day { feast } else { Unknown }, rest)
    });
    named.or_else(|| {
        let of_new_year = text
            .strip_prefix("大年")
            .or_else(|| text.strip_prefix('年'));
        let (day, rest) = number(of_new_year?.strip_prefix('初')?)?;
        (1..=10).contains(&day).then_some((Day(1, day), rest))
    })
}

/// Whether a text begins with what seems to be the name of a day, though none that is known.
pub(super) fn seems_named(text: &str) -> bool {
    names::seems_named(text)
}

/// A year in which a day is named.
#[derive(Clone, Copy, Debug)]
pub(super) struct Year {
    pub(super) number: u32,
    /// Whether it is one of the lunar calendar.
    pub(super) is_lunar: bool,
    /// Whether it is counted from the founding of the Republic, or a paper of Taiwan tells it.
    pub(super) is_of_republic: bool,
}

impl Feast {
    /// Returns the date of ours as a plain text, and what is lost. The year is the lunar one, or else one of ours:
    /// then the day is the one that falls in it, if there is only one.
    pub(super) fn solar(self, of: Year) -> (String, Option<Lost>) {
        match self {
            Day(..) | Eve => self.of_lunar_calendar(of.number, of.is_lunar),
            _ => match self.of_ours(of) {
                Some((month, day)) => (format!("{:04}-{month:02}-{day:02} ", of.number), None),
                None => (format!("{:04}年 ", of.number), Some(Lost::Lunar)),
            },
        }
    }

    /// Returns the month and the day of one that is told by our calendar.
    fn of_ours(self, of: Year) -> Option<(u32, u32)> {
        match self {
            Fixed { month, day, since } => (of.number >= since).then_some((month, day)),
            Term(number) => terms::day(number, of.number),
            National { .. } if of.is_of_republic => (of.number >= REPUBLIC).then_some((10, 10)),
            National { is_simplified } => {
                (is_simplified && of.number >= PEOPLES_REPUBLIC).then_some((10, 1))
            }
            Day(..) | Eve | Unknown => None,
        }
    }

    fn of_lunar_calendar(self, year: u32, is_lunar: bool) -> (String, Option<Lost>) {
        let found: Vec<Date<Iso>> = if is_lunar {
            self.of_lunar_year(year).into_iter().collect()
        } else {
            let years = [year.saturating_sub(1), year];
            let days = years
                .into_iter()
                .filter_map(|lunar| self.of_lunar_year(lunar));
            days.filter(|day| u32::try_from(day.year().extended_year()) == Ok(year))
                .collect()
        };
        match found.as_slice() {
            [day] if KNOWN.contains(&year) => (label(*day), None),
            _ => (format!("{year:04}年 "), Some(Lost::Lunar)),
        }
    }

    /// Returns its day in a lunar year.
    fn of_lunar_year(self, year: u32) -> Option<Date<Iso>> {
        let day = |year, month, day| {
            let lunar = Lunar {
                year,
                month,
                is_leap: false,
                day: Some(day),
            };
            lunar.day_of_ours(day)
        };
        match self {
            Day(month, number) => day(year, month, number),
            Eve => {
                let new_year = day(year + 1, 1, 1)?.to_rata_die();
                Some(Date::from_rata_die(new_year - 1, Iso))
            }
            _ => None,
        }
    }
}
