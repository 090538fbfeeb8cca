//! Days that a year names without month and day: 2019年大年初一, 2020年除夕, 2021年中秋.

use icu_calendar::Date;
use icu_calendar::cal::Iso;

use super::{KNOWN, Lunar, label};
use crate::article::date::Lost;
use crate::article::numerals::number;

/// A day that has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Feast {
    /// A day of a month of the lunar calendar.
    Day(u32, u32),
    /// The last day before the lunar new year.
    Eve,
    /// A day that is not known by a table, as that of a solar term.
    Unknown,
}

use Feast::{Day, Eve, Unknown};

/// The names of days. Of two that begin alike the longer stands first.
const NAMES: [(&str, Feast); 54] = [
    ("大年三十", Eve),
    ("大年夜", Eve),
    ("年三十", Eve),
    ("除夕", Eve),
    ("春节", Day(1, 1)),
    ("春節", Day(1, 1)),
    ("元宵", Day(1, 15)),
    ("上元", Day(1, 15)),
    ("龙抬头", Day(2, 2)),
    ("龍抬頭", Day(2, 2)),
    ("上巳", Day(3, 3)),
    ("佛诞", Day(4, 8)),
    ("佛誕", Day(4, 8)),
    ("端午", Day(5, 5)),
    ("端阳", Day(5, 5)),
    ("端陽", Day(5, 5)),
    ("七夕", Day(7, 7)),
    ("中元", Day(7, 15)),
    ("中秋", Day(8, 15)),
    ("重阳", Day(9, 9)),
    ("重陽", Day(9, 9)),
    ("下元", Day(10, 15)),
    ("腊八", Day(12, 8)),
    ("小年", Unknown),
    ("寒食", Unknown),
    ("立春", Unknown),
    ("雨水", Unknown),
    ("惊蛰", Unknown),
    ("驚蟄", Unknown),
    ("春分", Unknown),
    ("清明", Unknown),
    ("谷雨", Unknown),
    ("穀雨", Unknown),
    ("立夏", Unknown),
    ("小满", Unknown),
    ("小滿", Unknown),
    ("芒种", Unknown),
    ("芒種", Unknown),
    ("夏至", Unknown),
    ("小暑", Unknown),
    ("大暑", Unknown),
    ("立秋", Unknown),
    ("处暑", Unknown),
    ("處暑", Unknown),
    ("白露", Unknown),
    ("秋分", Unknown),
    ("寒露", Unknown),
    ("霜降", Unknown),
    ("立冬", Unknown),
    ("小雪", Unknown),
    ("大雪", Unknown),
    ("冬至", Unknown),
    ("小寒", Unknown),
    ("大寒", Unknown),
];

/// Splits a day's name from the start of a text: that of a feast, or of one of the first days of the lunar year.
pub(super) fn feast(text: &str) -> Option<(Feast, &str)> {
    let named = NAMES
        .iter()
        .find_map(|(name, feast)| Some((*feast, text.strip_prefix(name)?)));
    named.or_else(|| {
        let of_new_year = text
            .strip_prefix("大年")
            .or_else(|| text.strip_prefix('年'));
        let (day, rest) = number(of_new_year?.strip_prefix('初')?)?;
        (1..=10).contains(&day).then_some((Day(1, day), rest))
    })
}

impl Feast {
    /// Returns the date of ours as a plain text, and what is lost. The year is the lunar one, or else one of ours:
    /// then the day is the one that falls in it, if there is only one.
    pub(super) fn solar(self, year: u32, is_lunar: bool) -> (String, Option<Lost>) {
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
            Unknown => None,
        }
    }
}
