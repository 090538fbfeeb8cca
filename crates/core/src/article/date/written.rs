//! Dates written out: a year, perhaps a month and a day, perhaps a time.

use jiff::civil::{self, DateTime};

use super::{Known, instant};
use crate::article::Day;
use crate::article::numerals::{digit, digits, number};

/// A date as far as it is written; `day` only beside `month`.
#[derive(Clone, Copy)]
pub(super) struct Written {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

/// Reads the first date in `text`, and a time after it.
///
/// A date without a day counts only at the start, where it is not a piece of something else.
pub(super) fn known(text: &str) -> Option<Known> {
    let (date, rest) = find(text)?;
    known_with_time(date, rest)
}

/// Reads a date that is written as the store keeps it, as most are: `2019-11-22`, and perhaps `08:30` or `08:30:15`
/// behind it.
pub(super) fn plain(text: &str) -> Option<Known> {
    let figures = |from: usize, len: usize| {
        let run = text.get(from..from + len)?;
        let is_of_figures = run.bytes().all(|byte| byte.is_ascii_digit());
        is_of_figures.then(|| run.parse::<u32>().ok())?
    };
    let mark = |at: usize| text.as_bytes().get(at).copied();
    let is_plain = mark(4) == Some(b'-') && mark(7) == Some(b'-');
    is_plain.then_some(())?;
    Written::new(figures(0, 4)?, Some(figures(5, 2)?), Some(figures(8, 2)?))?;
    let (date, rest) = text.split_at_checked(super::DAY)?;
    let time = match rest.len() {
        0 => None,
        6 | 9 => {
            let is_time = matches!(mark(10), Some(b' ' | b'T')) && mark(13) == Some(b':');
            let second = match rest.len() {
                6 => None,
                _ => Some(figures(17, 2).filter(|_| mark(16) == Some(b':'))?),
            };
            is_time.then(|| checked(figures(11, 2)?, figures(14, 2)?, second))??;
            rest.get(1..)
        }
        _ => return None,
    };
    Some(Known {
        date: date.to_owned(),
        time: time.map(str::to_owned),
    })
}

/// Reads a date that is the whole of `text`.
pub(super) fn alone(text: &str) -> Option<Written> {
    let (date, rest) = date(text)?;
    rest.trim().is_empty().then_some(date)
}

/// Reads the month of a date in figures, its year first, whose day its month does not have: `2019-11-31`.
pub(super) fn month_without_day(text: &str) -> Option<Known> {
    const MARKS: [char; 3] = ['-', '/', '.'];
    let (year, rest) = digits(text.trim_start());
    let mark = rest.chars().next().filter(|mark| MARKS.contains(mark))?;
    let (month, rest) = up_to_two(rest.strip_prefix(mark)?)?;
    let (day, rest) = up_to_two(rest.strip_prefix(mark)?)?;
    let is_whole = !rest.starts_with(|c: char| c.is_alphanumeric() && c != 'T');
    let is_day = (29..=31).contains(&day) && is_whole && year.len() == 4;
    let year = year.iter().fold(0, |year, digit| year * 10 + digit);
    let month = is_day.then(|| Written::new(year, Some(month), None))??;
    Some(Known {
        date: month.label(),
        time: None,
    })
}

fn find(text: &str) -> Option<(Written, &str)> {
    date(text).or_else(|| {
        let mut before = None;
        text.char_indices().find_map(|(at, c)| {
            let inside = before.replace(c).is_some_and(is_number_part);
            let (date, rest) = date(text.get(at..)?)?;
            (!inside && date.day.is_some()).then_some((date, rest))
        })
    })
}

/// Joins a date and the time after it.
pub(super) fn known_with_time(date: Written, rest: &str) -> Option<Known> {
    let clock = match date.day {
        Some(_) => clock(rest),
        None => None,
    };
    match clock {
        Some(clock) if clock.utc => in_china(date, &clock),
        clock => Some(Known {
            date: date.label(),
            time: clock.map(|clock| clock.label()),
        }),
    }
}

/// Reads the first time of day in `text`, in the store's own form.
pub(super) fn time(text: &str) -> Option<String> {
    clock(text).map(|clock| clock.label())
}

/// Returns whether something after the date in `text` is written as a time of day is.
pub(super) fn names_time(text: &str) -> bool {
    let rest = find(text).map_or(text, |(_, rest)| rest);
    let mut before = ' ';
    rest.chars().any(|c| {
        let digit = digit(std::mem::replace(&mut before, c)).is_some();
        digit && ":：时時点點".contains(c)
    })
}

pub(super) fn is_number_part(c: char) -> bool {
    digit(c).is_some() || number(c.encode_utf8(&mut [0; 4])).is_some()
}

impl Written {
    /// Holds only dates that exist.
    pub(super) fn new(year: u32, month: Option<u32>, day: Option<u32>) -> Option<Self> {
        let date = Self {
            year: i16::try_from(year).ok().filter(|year| *year > 0)?,
            month: month.map(i8::try_from).transpose().ok()?,
            day: day.map(i8::try_from).transpose().ok()?,
        };
        date.midnight().map(|_| date)
    }

    fn midnight(self) -> Option<DateTime> {
        civil::Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
            .ok()
            .map(|date| date.at(0, 0, 0, 0))
    }

    pub(super) fn of_calendar(self) -> Day {
        let part = |part: Option<i8>| part.map_or(0, |part| u32::from(part.unsigned_abs()));
        Day::new(
            u32::from(self.year.unsigned_abs()),
            part(self.month),
            part(self.day),
        )
    }

    /// Returns the day that follows, if it is a day.
    pub(super) fn next(self) -> Option<Self> {
        self.day?;
        let next = self.midnight()?.date().tomorrow().ok()?;
        Some(Self {
            year: next.year(),
            month: Some(next.month()),
            day: Some(next.day()),
        })
    }

    pub(super) fn label(self) -> String {
        let Self { year, month, day } = self;
        match (month, day) {
            (Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
            (Some(month), None) => format!("{year:04}-{month:02}"),
            _ => format!("{year:04}"),
        }
    }
}

/// Reads a date at the start of `text`.
fn date(text: &str) -> Option<(Written, &str)> {
    let text = text.trim_start();
    let (run, rest) = digits(text);
    match run.len() {
        0 | 4 => parted(text),
        6 if rest.is_empty() => packed(&run, rest),
        8 => packed(&run, rest),
        // Hours and minutes follow without a mark.
        12 | 14 => packed(&run, text),
        // The hour alone does; other years are seconds since 1970.
        10 if run.starts_with(&[1, 9]) || run.starts_with(&[2, 0]) => packed(&run, text),
        _ => None,
    }
}

/// `20191122`, or `201911`; what follows is `rest`.
fn packed<'t>(run: &[u32], rest: &'t str) -> Option<(Written, &'t str)> {
    let value = |digits: &[u32]| digits.iter().fold(0, |value, digit| value * 10 + digit);
    let (year, run) = run.split_at_checked(4)?;
    let (month, run) = run.split_at_checked(2)?;
    let day = run.split_at_checked(2).map(|(day, _)| value(day));
    Some((Written::new(value(year), Some(value(month)), day)?, rest))
}

/// A date whose parts stand apart: `2019-11-22`, `2019年11月22日`, `民国三十八年十月`.
fn parted(text: &str) -> Option<(Written, &str)> {
    if let Some((year, rest)) = era_year(text) {
        return after_year(year, true, rest);
    }
    let text = text.strip_prefix("公元").unwrap_or(text);
    let (year, rest) = number(text)?;
    // A year has four digits, `0800` as well as `二〇一九`.
    let written = text.strip_suffix(rest)?.chars().count();
    let (rest, named) = match rest.trim_start().strip_prefix('年') {
        Some(rest) => (rest, true),
        None => (rest, false),
    };
    let ascii = text.starts_with(|c| digit(c).is_some());
    (written == 4 && (named || ascii)).then_some(())?;
    after_year(year, named, rest)
}

/// A year of the Republic of China: `民国三十八年` is 1949.
fn era_year(text: &str) -> Option<(u32, &str)> {
    const BEFORE_ITS_FIRST: u32 = 1911;
    let text = ["中华民国", "中華民國", "民国", "民國"]
        .iter()
        .find_map(|era| text.strip_prefix(era))?
        .trim_start();
    let (year, rest) = match text.strip_prefix('元') {
        Some(rest) => (1, rest),
        None => number(text)?,
    };
    let rest = rest.trim_start().strip_prefix('年')?;
    Some((year.checked_add(BEFORE_ITS_FIRST)?, rest))
}

/// Reads month and day; `named` says that 年 stood after the year.
fn after_year(year: u32, named: bool, text: &str) -> Option<(Written, &str)> {
    let Some((month, rest)) = part(text, named) else {
        let alone = named || text.trim().is_empty();
        return alone.then_some((Written::new(year, None, None)?, text));
    };
    let (rest, named_month) = match rest.trim_start().strip_prefix('月') {
        Some(rest) => (rest, true),
        None => (rest, false),
    };
    let Some((day, rest)) = part(rest, named_month) else {
        let ends = named_month || !rest.starts_with(|c: char| c.is_alphanumeric());
        return ends.then_some((Written::new(year, Some(month), None)?, rest));
    };
    let rest = rest.trim_start_matches(['日', '号', '號']);
    Some((Written::new(year, Some(month), Some(day))?, rest))
}

/// Reads the next number of a date, after a mark unless a word (年, 月) was the mark.
fn part(text: &str, marked: bool) -> Option<(u32, &str)> {
    let mut rest = text.trim_start();
    if !marked {
        rest = rest.strip_prefix([
            '-', '/', '.', '－', '–', '—', '―', '‐', '‑', '−', '／', '．',
        ])?;
    }
    let rest = rest.trim_start();
    let (value, after) = number(rest)?;
    let length = rest.strip_suffix(after)?.chars().count();
    (length <= 3).then_some((value, after))
}

/// A time of day.
struct Clock {
    hour: i8,
    minute: i8,
    second: Option<i8>,
    /// Whether it is given in UTC.
    utc: bool,
}

impl Clock {
    fn label(&self) -> String {
        let Self { hour, minute, .. } = self;
        match self.second {
            Some(second) => format!("{hour:02}:{minute:02}:{second:02}"),
            None => format!("{hour:02}:{minute:02}"),
        }
    }
}

/// Finds the first time of day: `08:30`, `8时30分`, `下午3:30`, `T08:30:00Z`, or the packed `0830`
/// after a packed date.
fn clock(text: &str) -> Option<Clock> {
    let (run, rest) = digits(text.trim_start());
    if matches!(run.len(), 4 | 6) && rest.trim().is_empty() {
        return packed_clock(&run);
    }
    if let Some((_, time)) = run.split_at_checked(8) {
        return packed_clock(time);
    }
    let mut before = None;
    text.char_indices().find_map(|(at, c)| {
        let inside = before.replace(c).is_some_and(|c| digit(c).is_some());
        if inside || digit(c).is_none() {
            return None;
        }
        let (prefix, rest) = text.split_at_checked(at)?;
        clock_at(prefix, rest)
    })
}

fn packed_clock(run: &[u32]) -> Option<Clock> {
    let mut pairs = run.chunks_exact(2).map(|pair| match pair {
        [tens, ones] => tens * 10 + ones,
        _ => 0,
    });
    let (hour, minute) = (pairs.next()?, pairs.next().unwrap_or(0));
    checked(hour, minute, pairs.next())
}

fn clock_at(prefix: &str, text: &str) -> Option<Clock> {
    let (hour, rest) = up_to_two(text)?;
    let (minute, second, rest) = match rest.strip_prefix([':', '：']) {
        Some(rest) => {
            let (minute, rest) = up_to_two(rest)?;
            match rest.strip_prefix([':', '：']).and_then(up_to_two) {
                Some((second, rest)) => (minute, Some(second), rest),
                None => (minute, None, rest),
            }
        }
        None => spoken(rest.strip_prefix(['时', '時', '点', '點'])?),
    };
    let mut clock = checked(in_day(hour, part_of_day(prefix, rest)), minute, second)?;
    clock.utc = in_utc(rest);
    Some(clock)
}

/// The part of the day that words around a time name.
enum Part {
    Morning,
    Noon,
    Afternoon,
    Night,
}

/// The hour of the day that an hour of a part of it is. After midnight the date stays the one that
/// is written.
fn in_day(hour: u32, part: Option<Part>) -> u32 {
    match (hour, part) {
        (1..12, Some(Part::Afternoon)) | (1..3, Some(Part::Noon)) | (5..12, Some(Part::Night)) => {
            hour + 12
        }
        (12, Some(Part::Morning | Part::Night)) => 0,
        _ => hour,
    }
}

fn part_of_day(before: &str, after: &str) -> Option<Part> {
    let (before, after) = (before.trim_end(), after.trim_start());
    let named = |words: &[&str]| {
        words
            .iter()
            .any(|word| before.ends_with(word) || after.starts_with(word))
    };
    if named(&["下午", "傍晚", "午后", "午後", "PM", "pm", "P.M", "p.m"]) {
        return Some(Part::Afternoon);
    }
    if named(&["晚上", "晚", "夜", "夜里", "夜間", "夜间", "深夜"]) {
        return Some(Part::Night);
    }
    if named(&["中午", "正午"]) {
        return Some(Part::Noon);
    }
    named(&["凌晨", "AM", "am", "A.M", "a.m"]).then_some(Part::Morning)
}

/// `30分15秒`, `半` or `一刻` after the hour; the minutes may be left out.
fn spoken(text: &str) -> (u32, Option<u32>, &str) {
    for (word, minute) in [("半", 30), ("一刻", 15), ("三刻", 45)] {
        if let Some(rest) = text.strip_prefix(word) {
            return (minute, None, rest);
        }
    }
    let minutes = up_to_two(text).and_then(|(m, rest)| Some((m, rest.strip_prefix('分')?)));
    let Some((minute, rest)) = minutes else {
        return (0, None, text);
    };
    let seconds = up_to_two(rest).and_then(|(s, rest)| Some((s, rest.strip_prefix('秒')?)));
    match seconds {
        Some((second, rest)) => (minute, Some(second), rest),
        None => (minute, None, rest),
    }
}

fn checked(hour: u32, minute: u32, second: Option<u32>) -> Option<Clock> {
    (hour < 24 && minute < 60 && second.is_none_or(|second| second < 60)).then_some(())?;
    Some(Clock {
        hour: i8::try_from(hour).ok()?,
        minute: i8::try_from(minute).ok()?,
        second: second.map(i8::try_from).transpose().ok()?,
        utc: false,
    })
}

fn up_to_two(text: &str) -> Option<(u32, &str)> {
    let (run, rest) = digits(text);
    match run.as_slice() {
        [ones] => Some((*ones, rest)),
        [tens, ones] => Some((tens * 10 + ones, rest)),
        _ => None,
    }
}

/// Returns whether a zone that is UTC follows a time and its parts of a second.
pub(super) fn in_utc(text: &str) -> bool {
    let zone = text
        .trim_start_matches(|c: char| c == '.' || c == ',' || c.is_ascii_digit())
        .trim();
    ["Z", "z", "UTC", "GMT", "+00:00", "+0000", "-00:00", "-0000"].contains(&zone)
}

fn in_china(date: Written, clock: &Clock) -> Option<Known> {
    let second = clock.second.unwrap_or(0);
    let utc = date
        .midnight()?
        .date()
        .at(clock.hour, clock.minute, second, 0);
    let china = instant::from_utc(utc)?;
    let date = Written {
        year: china.year(),
        month: Some(china.month()),
        day: Some(china.day()),
    };
    let clock = Clock {
        hour: china.hour(),
        ..*clock
    };
    Some(Known {
        date: date.label(),
        time: Some(clock.label()),
    })
}
