//! Points in time that name their zone: seconds since 1970, RFC 2822 and ISO 8601 in UTC.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::rfc2822::DateTimeParser;
use jiff::tz::{Offset, TimeZone};

use super::Known;

/// The hours by which China Standard Time is ahead of UTC, in every month since 1992.
pub(super) const CHINA: Offset = jiff::tz::offset(8);

/// Returns whether a text is a number with a sign or an exponent, which is no date in digits.
pub(super) fn is_signed_or_scaled(text: &str) -> bool {
    let scaled = || text.contains(['e', 'E']) && text.parse::<f64>().is_ok();
    let digits = text.strip_prefix(['-', '+', '−']);
    digits.is_some_and(|digits| digits.starts_with(|c: char| c.is_ascii_digit())) || scaled()
}

/// Reads seconds or milliseconds since 1970, or RFC 2822.
pub(super) fn known(text: &str) -> Option<Known> {
    match whole(text) {
        Some(number) => epoch(number),
        None => rfc2822(text),
    }
}

/// Reads a number as JSON writes it; what is behind the point is dropped.
fn whole(text: &str) -> Option<i64> {
    /// Up to here every whole number has an `f64`.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let digits = |c: char| c.is_ascii_digit() || "+-.eE".contains(c);
    let number: f64 = text.chars().all(digits).then(|| text.parse().ok())??;
    (number.abs() < EXACT).then_some(number.trunc() as i64)
}

/// Reads seconds or milliseconds since 1970 in as many digits as they have had since 1973 and 2001,
/// or had before 1966: fewer are something else, such as 0 for nothing known. Digits that begin as a
/// date, `20190230` or `201911223`, are a date gone wrong.
fn epoch(number: i64) -> Option<Known> {
    let digits = number.unsigned_abs().to_string();
    let timestamp = match digits.len() {
        _ if begins_as_date(&digits) => None,
        9 | 10 => Timestamp::from_second(number).ok(),
        13 => Timestamp::from_millisecond(number).ok(),
        _ => None,
    };
    Some(of_timestamp(timestamp?))
}

pub(super) fn begins_as_date(digits: &str) -> bool {
    let date = digits.get(..8).and_then(|date| date.parse::<u32>().ok());
    date.is_some_and(|date| {
        let (year, month, day) = (date / 10_000, date / 100 % 100, date % 100);
        (1900..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)
    })
}

/// Gives an instant in China Standard Time.
pub(super) fn of_timestamp(timestamp: Timestamp) -> Known {
    written(in_china(timestamp))
}

/// Shifts a date and time of day in UTC to China Standard Time.
pub(super) fn from_utc(utc: DateTime) -> Option<DateTime> {
    Some(in_china(Offset::UTC.to_timestamp(utc).ok()?))
}

fn rfc2822(text: &str) -> Option<Known> {
    const PARSER: DateTimeParser = DateTimeParser::new().relaxed_weekday(true);
    let zoned = PARSER.parse_zoned_datetime(text).ok()?;
    if zoned.offset() == Offset::UTC {
        return Some(written(in_china(zoned.timestamp())));
    }
    Some(written(zoned.datetime()))
}

fn in_china(timestamp: Timestamp) -> DateTime {
    timestamp
        .to_zoned_datetime(TimeZone::fixed(CHINA))
        .datetime()
}

fn written(datetime: DateTime) -> Known {
    let time = if datetime.second() == 0 {
        "%H:%M"
    } else {
        "%H:%M:%S"
    };
    Known {
        date: datetime.strftime("%Y-%m-%d").to_string(),
        time: Some(datetime.strftime(time).to_string()),
    }
}
