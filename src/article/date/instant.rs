//! Points in time that name their zone: seconds since 1970, RFC 2822 and ISO 8601 in UTC.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::rfc2822::DateTimeParser;
use jiff::tz::{Offset, TimeZone};

use super::Known;

/// The hours by which China Standard Time is ahead of UTC, in every month since 1992.
const CHINA: Offset = jiff::tz::offset(8);

/// From here on a number counts milliseconds: as seconds it would be in the year 5138.
const MILLISECONDS: i64 = 100_000_000_000;

/// Reads seconds or milliseconds since 1970, as a text of nine digits or more, or RFC 2822.
pub(super) fn known(text: &str) -> Option<Known> {
    if text.len() >= 9 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return epoch(text);
    }
    rfc2822(text)
}

/// Reads a number of seconds or milliseconds since 1970; parts of a second are dropped.
pub(super) fn epoch(number: &str) -> Option<Known> {
    let whole = number.split_once('.').map_or(number, |(whole, _)| whole);
    let number: i64 = whole.parse().ok()?;
    let timestamp = if number.abs() < MILLISECONDS {
        Timestamp::from_second(number)
    } else {
        Timestamp::from_millisecond(number)
    };
    Some(written(in_china(timestamp.ok()?)))
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
