//! Dates as people write them.
//!
//! Newspapers and those who collect them write one day in many ways: `2019-11-22`, `2019年11月22日
//! 星期五`, `二〇一九年十一月二十二日`, `民国三十八年`, `20191122`, RFC 2822, ISO 8601, seconds since
//! 1970, the years of an era, the lunar calendar. What cannot be understood is kept as it was written and given no date: a date without a
//! year is none, and a number is an instant only if it is one of a newspaper's time. Of a day that its month does not
//! have (`2019-02-30`) the month is kept.
//!
//! A time with an offset is the clock of the paper's own place and stays as written. UTC is how
//! machines write an instant, and so are seconds since 1970: these are given in China Standard Time,
//! as the papers are.

mod english;
mod instant;
mod normal;
mod written;

use std::borrow::Cow;

use jiff::Timestamp;

use super::{Day, Published};
use normal::{NoDate, Normal, normal};

/// A date as far as it is known, and perhaps a time, in the store's own form.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Known {
    date: String,
    time: Option<String>,
}

/// How long a date is in the store's form if it has a day, in bytes.
const DAY: usize = "2019-11-22".len();

/// A paper in which years of two digits are the Republic's.
const TAIWAN: &str = "臺灣";

/// A longer text is read no further for its date, in characters.
const LONGEST: usize = 200;

/// What a source says of a date and is kept in `original` only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    /// All of it.
    Date,
    /// A day that its month does not have.
    Day,
    /// Which of its figures is the day, and which the month.
    Order,
    /// A day or a month of the lunar calendar that is not known as one of ours.
    Lunar,
    /// A time of day that is none, or that stands beside no whole date.
    Time,
}

/// What a text says of a date.
#[derive(Default)]
struct Reading {
    known: Option<Known>,
    lost: Option<Lost>,
}

impl Published {
    /// Reads a date, and a time if there is one, from what a source says.
    ///
    /// Words around it (星期五, 农历己亥年十月廿六) stay in `original` only. `date` is `None` where no
    /// date can be understood.
    pub fn parse(original: &str) -> Self {
        Self::read(original, None).0
    }

    /// Reads what a source says, and tells what of it is lost. In papers of Taiwan a
    /// year of two digits is one of the Republic.
    pub fn read(original: &str, source: Option<&str>) -> (Self, Option<Lost>) {
        let original = original.trim();
        let reading = read(&start(original), source);
        (Self::new(original, reading.known), reading.lost)
    }

    /// Takes milliseconds since 1970, as they stand in `original`.
    pub fn of_milliseconds(milliseconds: i64, original: &str) -> (Self, Option<Lost>) {
        let known = Timestamp::from_millisecond(milliseconds).ok();
        let known = known.map(instant::of_timestamp);
        let lost = known.is_none().then_some(Lost::Date);
        (Self::new(original, known), lost)
    }

    /// Adds the time that a source tells in a place of its own. Returns whether there is a day for
    /// it, with no time yet, and it is one; else nothing is changed.
    pub fn add_time(&mut self, time: &str) -> bool {
        let has_day = self.date.as_ref().is_some_and(|date| date.len() == DAY);
        if !has_day || self.time.is_some() {
            return false;
        }
        let Some(time) = self.time_in(time) else {
            return false;
        };
        self.original = format!("{} {time}", self.original);
        self.time = Some(time);
        true
    }

    /// Reads a time, alone or after this date.
    fn time_in(&self, time: &str) -> Option<String> {
        let time = start(time);
        match read(&time, None).known {
            Some(known) => known
                .time
                .filter(|_| self.date.as_ref() == Some(&known.date)),
            None => written::time(&time),
        }
    }

    /// Returns the date, or else the words, that the made ids of articles depend on: what the readers of plain
    /// forms know by themselves, so that an id stays the same however many forms are added.
    pub fn issue(&self) -> Cow<'_, str> {
        let original = start(&self.original);
        if self.date.as_deref() == Some(&*original) {
            return original;
        }
        let is_of_original = || {
            let dates = [None, Some(TAIWAN)].map(|source| read(&original, source).known);
            dates
                .iter()
                .any(|known| known.as_ref().map(|known| &known.date) == self.date.as_ref())
        };
        if self.original.starts_with('{') {
            return "".into();
        }
        if !is_of_original() {
            return self.date.as_ref().unwrap_or(&self.original).into();
        }
        match known(&original) {
            Some(known) => known.date.into(),
            None => self.original.as_str().into(),
        }
    }

    fn new(original: &str, known: Option<Known>) -> Self {
        let (date, time) = known.map_or((None, None), |known| (Some(known.date), known.time));
        Self {
            date,
            time,
            original: original.to_owned(),
        }
    }
}

fn start(text: &str) -> Cow<'_, str> {
    if text.len() <= LONGEST {
        return text.into();
    }
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => text.get(..end).unwrap_or_default().into(),
        None => text.into(),
    }
}

/// Reads a date that is written out, with nothing around it.
pub(super) fn alone(text: &str) -> Option<Day> {
    let normal = normal(text, None).ok()?;
    let is_whole = normal.lost.is_none() && !normal.next_day;
    let date = is_whole.then(|| written::alone(&normal.text))?;
    date.map(written::Written::of_calendar)
}

/// Reads a date in any form.
fn read(text: &str, source: Option<&str>) -> Reading {
    if let Some(known) = written::plain(text) {
        return Reading {
            known: Some(known),
            lost: None,
        };
    }
    match normal(text, source) {
        Ok(normal) => of_normal(&normal),
        Err(NoDate) => Reading {
            known: None,
            lost: Some(Lost::Date),
        },
    }
}

fn of_normal(normal: &Normal) -> Reading {
    let (known, lost) = match known(&normal.text) {
        Some(known) => (Some(known), normal.lost),
        None => match month_alone(&normal.text) {
            Some(known) => (Some(known), Some(Lost::Day)),
            None => (None, Some(Lost::Date)),
        },
    };
    let Some(mut known) = known else {
        return Reading { known, lost };
    };
    if normal.next_day {
        match written::alone(&known.date).and_then(written::Written::next) {
            Some(next) => known.date = next.label(),
            None => known.time = None,
        }
    }
    let misses_time = known.time.is_none() && written::names_time(&normal.text);
    Reading {
        known: Some(known),
        lost: lost.or(misses_time.then_some(Lost::Time)),
    }
}

/// Reads the month of a day that it does not have: 2019年11月31日, 2019-11-31.
fn month_alone(text: &str) -> Option<Known> {
    let Some((month, day)) = text.split_once('月') else {
        return written::month_without_day(text);
    };
    let has_day = day
        .trim_start()
        .starts_with(|c: char| written::is_number_part(c));
    has_day.then(|| known(&format!("{month}月")))?
}

/// Reads a date in a plain form.
fn known(text: &str) -> Option<Known> {
    if instant::is_signed_or_scaled(text) {
        return instant::known(text);
    }
    written::known(text)
        .or_else(|| instant::known(text))
        .or_else(|| english::known(text))
}

#[cfg(test)]
mod tests;
