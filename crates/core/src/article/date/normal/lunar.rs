//! Dates of the lunar calendar (农历): 农历二〇一九年十月廿六, 宣统三年八月十九, 2019年腊月廿三.

mod feasts;

use icu_calendar::Date;
use icu_calendar::cal::Iso;
use icu_calendar::types::Month;

use super::{NoDate, eras};
use crate::article::date::Lost;
use crate::article::numerals::number;
use crate::article::papers;

/// Names of the calendar, as [`characters`](super::characters) leaves them.
const NAMES: [&str; 7] = ["农历", "農历", "阴历", "陰历", "夏历", "旧历", "舊历"];

/// The lunar years whose months are known day by day; before them tables differ.
const KNOWN: std::ops::RangeInclusive<u32> = 1900..=2100;

/// A text whose lunar date is one of ours.
pub(super) struct Solar {
    pub(super) text: String,
    pub(super) lost: Option<Lost>,
}

/// A lunar date as it is written.
struct Lunar {
    year: u32,
    month: u32,
    is_leap: bool,
    day: Option<u32>,
}

/// A year, and what is known of its calendar.
struct Year<'t> {
    start: usize,
    number: u32,
    is_lunar: bool,
    /// Whether it is one of the Republic.
    is_of_republic: bool,
    /// What stands behind its number.
    rest: &'t str,
}

/// Writes a lunar date, or a day that is told by its name, as one of ours: its day, or where that is not known its
/// year. `source` is the newspaper.
///
/// # Errors
///
/// When it is in a year that its era did not have.
pub(super) fn solar(text: &str, source: Option<&str>) -> Result<Option<Solar>, NoDate> {
    if text.is_ascii() {
        return Ok(None);
    }
    let Some(year) = year(text)? else {
        return Ok(None);
    };
    let (before, _) = super::split(text, year.start);
    let Some(rest) = year.rest.trim_start().strip_prefix('年') else {
        // Figures with marks are no solar month and day in an era that had none.
        return Ok(year.is_lunar.then(|| Solar {
            text: format!("{before}{:04}年 ", year.number),
            lost: Some(Lost::Lunar),
        }));
    };
    let rest = rest.trim_start();
    let (is_named, rest) = match without_name(rest) {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let rest = rest.trim_start();
    if let Some((feast, rest)) = feasts::feast(rest) {
        let (date, lost) = feast.solar(feasts::Year {
            number: year.number,
            is_lunar: year.is_lunar || is_named,
            is_of_republic: year.is_of_republic || source.is_some_and(papers::is_of_taiwan),
        });
        return Ok(Some(Solar {
            text: format!("{before}{date}{rest}"),
            lost,
        }));
    }
    let Some((lunar, is_marked, rest)) = month_and_day(year.number, rest) else {
        return Ok(feasts::seems_named(rest).then(|| Solar {
            text: format!("{before}{:04}年 ", year.number),
            lost: Some(Lost::Lunar),
        }));
    };
    if !(year.is_lunar || is_named || is_marked) {
        return Ok(None);
    }
    let (date, lost) = lunar.solar();
    Ok(Some(Solar {
        text: format!("{before}{date}{rest}"),
        lost,
    }))
}

/// Finds the first year, of an era or of ours.
fn year(text: &str) -> Result<Option<Year<'_>>, NoDate> {
    let found = match eras::find(text)? {
        Some(found) => Some(Year {
            start: found.start,
            number: found.year,
            is_lunar: found.is_lunar,
            is_of_republic: found.is_of_republic,
            rest: found.rest,
        }),
        None => western(text),
    };
    let Some(mut year) = found else {
        return Ok(None);
    };
    let (before, _) = super::split(text, year.start);
    let before = before.trim_end_matches(|c: char| c.is_whitespace() || c == ':' || c == '(');
    if let Some(before) = NAMES.iter().find_map(|name| before.strip_suffix(name)) {
        year.start = before.len();
        year.is_lunar = true;
    }
    Ok(Some(year))
}

/// Finds a year of four numerals before 年.
fn western(text: &str) -> Option<Year<'_>> {
    let unit = text.find('年')?;
    let (before, _) = super::split(text, unit);
    let before = before.trim_end();
    let is_numeral = |c: char| number(c.encode_utf8(&mut [0; 4])).is_some();
    let start = before.trim_end_matches(is_numeral).len();
    let run = before.get(start..)?;
    let (year, rest) = number(run)?;
    let is_year = run.chars().count() == 4 && rest.is_empty();
    is_year.then_some(Year {
        start,
        number: year,
        is_lunar: false,
        is_of_republic: false,
        rest: text.get(start + run.len()..)?,
    })
}

/// Takes the calendar's name, in brackets or not, from before a month.
fn without_name(rest: &str) -> Option<&str> {
    let inside = rest.strip_prefix('(').unwrap_or(rest);
    let behind = NAMES.iter().find_map(|name| inside.strip_prefix(name))?;
    Some(behind.strip_prefix(')').unwrap_or(behind))
}

/// Reads a month, and a day if there is one; returns also whether one of them is written as only the lunar
/// calendar's are, and what stands behind them.
fn month_and_day(year: u32, text: &str) -> Option<(Lunar, bool, &str)> {
    let (is_leap, text) = match text.strip_prefix('闰') {
        Some(text) => (true, text),
        None => (false, text),
    };
    let named = [('正', 1), ('冬', 11), ('腊', 12)];
    let named = named
        .iter()
        .find_map(|(name, month)| Some((*month, text.strip_prefix(*name)?)));
    let (month, rest) = named.or_else(|| number(text))?;
    let rest = rest.trim_start().strip_prefix('月')?.trim_start();
    let (is_first_ten, behind) = match rest.strip_prefix('初') {
        Some(behind) => (true, behind),
        None => (false, rest),
    };
    let (day, rest) = match number(behind) {
        Some((day, behind)) => (Some(day), behind.trim_start_matches(['日', '号', '號'])),
        None => (None, rest),
    };
    let lunar = Lunar {
        year,
        month,
        is_leap,
        day,
    };
    let is_marked = is_leap || named.is_some() || is_first_ten && day.is_some();
    Some((lunar, is_marked, rest))
}

/// Writes a date of ours, so that what stands behind it is no part of it.
fn label(date: Date<Iso>) -> String {
    let year = date.year().extended_year();
    let (month, day) = (date.month().number(), date.day_of_month().0);
    format!("{year:04}-{month:02}-{day:02} ")
}

impl Lunar {
    /// Returns the date of ours as a plain text, and what is lost of the lunar one. A month lies in two of ours:
    /// of it the year is told in which it begins.
    fn solar(&self) -> (String, Option<Lost>) {
        match (self.day_of_ours(self.day.unwrap_or(1)), self.day) {
            (Some(date), Some(_)) => (label(date), None),
            (Some(date), None) => {
                let year = date.year().extended_year();
                (format!("{year:04}年 "), Some(Lost::Lunar))
            }
            (None, _) => (format!("{:04}年 ", self.year), Some(Lost::Lunar)),
        }
    }

    /// Returns which day of ours a day of the month is.
    fn day_of_ours(&self, day: u32) -> Option<Date<Iso>> {
        let number = u8::try_from(self.month).ok();
        let number = number.filter(|number| (1..=12).contains(number))?;
        let month = if self.is_leap {
            Month::leap(number)
        } else {
            Month::new(number)
        };
        let year = KNOWN.contains(&self.year).then_some(self.year)?;
        let (year, day) = (i32::try_from(year).ok()?, u8::try_from(day).ok()?);
        let date = Date::try_new_chinese_traditional(year, month, day).ok()?;
        Some(date.to_calendar(Iso))
    }
}
