//! Dates as programs and standards write them: C and JavaScript, .NET, Python, ISO 8601 in its rarer forms.

use jiff::Timestamp;
use jiff::civil::{Date, ISOWeekDate, Weekday};
use jiff::tz::TimeZone;

use crate::article::date::english;
use crate::article::date::instant;

/// Returns a program's form as a plain one.
pub(super) fn plain(text: &str) -> Option<String> {
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    milliseconds(text)
        .or_else(|| arguments(text))
        .or_else(|| fine_instant(text))
        .or_else(|| year_last(text))
        .or_else(|| short_year(text))
        .or_else(|| ordinal(text))
        .or_else(|| week(text))
        .or_else(|| packed_time(text))
}

/// `/Date(1574352000000+0800)/` of .NET and `new Date(1574352000000)` of JavaScript.
fn milliseconds(text: &str) -> Option<String> {
    let (_, behind) = text.split_once("Date(")?;
    let (inside, _) = behind.split_once(')')?;
    let end = inside
        .get(1..)?
        .find(['+', '-'])
        .map_or(inside.len(), |at| at + 1);
    let (number, offset) = super::split(inside, end);
    let timestamp = Timestamp::from_millisecond(number.parse().ok()?).ok()?;
    let zone = match offset {
        "" => TimeZone::fixed(instant::CHINA),
        offset => TimeZone::fixed(offset_of(offset)?),
    };
    let datetime = timestamp.to_zoned_datetime(zone).datetime();
    Some(datetime.strftime("%Y-%m-%d %H:%M:%S").to_string())
}

/// Reads `+0800`; of UTC the time is given in China's, as everywhere.
fn offset_of(text: &str) -> Option<jiff::tz::Offset> {
    let (sign, digits) = text.split_at_checked(1)?;
    let digits: i32 = (digits.len() == 4).then(|| digits.parse().ok())??;
    let seconds = (digits / 100 * 60 + digits % 100) * 60;
    let seconds = if sign == "-" { -seconds } else { seconds };
    if seconds == 0 {
        return Some(instant::CHINA);
    }
    jiff::tz::Offset::from_seconds(seconds).ok()
}

/// `datetime.datetime(2019, 11, 22, 8, 30)` of Python, and `datetime.date(2019, 11, 22)`.
fn arguments(text: &str) -> Option<String> {
    let (_, behind) = text
        .split_once("date(")
        .or_else(|| text.split_once("datetime("))?;
    let (inside, _) = behind.split_once([')', 't'])?;
    let parts: Vec<u32> = inside
        .split(',')
        .map_while(|part| part.trim().parse().ok())
        .collect();
    let (date, time) = parts.split_at_checked(3)?;
    let [year, month, day] = *date else {
        return None;
    };
    let time = match *time {
        [hour, minute, second, ..] => format!(" {hour:02}:{minute:02}:{second:02}"),
        [hour, minute] => format!(" {hour:02}:{minute:02}"),
        _ => String::new(),
    };
    Some(format!("{year:04}-{month:02}-{day:02}{time}"))
}

/// Micro- and nanoseconds since 1970 as milliseconds.
fn fine_instant(text: &str) -> Option<String> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    let is_fine = matches!(text.len(), 16 | 19) && text.starts_with('1');
    let milliseconds = text.get(..13).filter(|_| is_number && is_fine)?;
    (!instant::begins_as_date(milliseconds)).then(|| milliseconds.to_owned())
}

/// `Fri Nov 22 08:30:00 +0800 2019`: the year stands behind the time (C's `asctime`, Weibo's and Twitter's
/// API, git). A zone without a number is the one of China, unless it is UTC.
fn year_last(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    let at = words
        .iter()
        .position(|word| english::month(word).is_some())?;
    let &[month, day, time, ref behind @ ..] = words.get(at..)? else {
        return None;
    };
    let (year, zone) = match behind {
        [year] => (year, ""),
        [year, zone] if is_number(year, 4) => (year, *zone),
        [zone, year] => (year, *zone),
        _ => return None,
    };
    let is_day = is_number(day, 1) || is_number(day, 2);
    let is_form = is_day && time.contains(':') && is_number(year, 4);
    is_form.then(|| format!("{month} {day} {year} {time} {zone}"))
}

/// `Friday, 22-Nov-19 00:30:00 GMT` of RFC 850: a year of two figures, of this century or the last.
fn short_year(text: &str) -> Option<String> {
    let mut words = text.split_ascii_whitespace();
    let date = words.find(|word| word.split('-').count() == 3)?;
    let (day, rest) = date.split_once('-')?;
    let (month, year) = rest.split_once('-')?;
    let is_form = is_number(day, 2) && english::month(month).is_some() && is_number(year, 2);
    let year = is_form.then(|| year.parse::<u32>().ok())??;
    let century = if year < 70 { 2000 } else { 1900 };
    let (before, behind) = text.split_once(date)?;
    Some(format!("{before}{month} {day} {}{behind}", century + year))
}

fn is_number(text: &str, figures: usize) -> bool {
    text.len() == figures && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `2019-011`: the eleventh day of the year.
fn ordinal(text: &str) -> Option<String> {
    let (year, behind) = text.split_once('-')?;
    let (day, time) = super::split(behind, behind.find('T').unwrap_or(behind.len()));
    if !is_number(year, 4) || !is_number(day, 3) {
        return None;
    }
    let first = Date::new(year.parse().ok()?, 1, 1).ok()?;
    let days = day.parse::<i64>().ok()?.checked_sub(1)?;
    let date = first
        .checked_add(jiff::Span::new().try_days(days).ok()?)
        .ok()?;
    (date.year() == first.year() && days >= 0).then(|| format!("{date}{time}"))
}

/// `2019-W47-5` and `2019W475`: the fifth day of the year's week; a week counts as its first.
fn week(text: &str) -> Option<String> {
    let (year, behind) = text.split_once('W')?;
    let year = year.strip_suffix('-').unwrap_or(year);
    let (week, behind) = behind.split_at_checked(2)?;
    let (date, time) = super::split(behind, behind.find('T').unwrap_or(behind.len()));
    let weekday: i8 = match date.strip_prefix('-').unwrap_or(date) {
        "" => 1,
        day => day.parse().ok()?,
    };
    let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
    let year = is_number(year, 4).then(|| year.parse().ok())??;
    let date = ISOWeekDate::new(year, week.parse().ok()?, weekday).ok()?;
    Some(format!("{}{time}", date.date()))
}

/// `20191121T160000Z` and `2019-11-21T16Z`: a time without colons.
fn packed_time(text: &str) -> Option<String> {
    let (date, behind) = text.split_once('T')?;
    date.chars().next_back().filter(char::is_ascii_digit)?;
    let end = behind
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(behind.len());
    let (time, zone) = super::split(behind, end);
    let (hour, rest) = time.split_at_checked(2)?;
    let time = match rest.len() {
        0 => format!("{hour}:00"),
        2 => format!("{hour}:{rest}"),
        4 => {
            let (minute, second) = super::split(rest, 2);
            format!("{hour}:{minute}:{second}")
        }
        _ => return None,
    };
    (!zone.starts_with(':')).then(|| format!("{date}T{time}{zone}"))
}
