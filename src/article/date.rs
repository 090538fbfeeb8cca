//! Dates as people write them.
//!
//! Newspapers and those who collect them write one day in many ways: `2019-11-22`, `2019年11月22日
//! 星期五`, `二〇一九年十一月二十二日`, `民国三十八年`, `20191122`, RFC 2822, ISO 8601, seconds since
//! 1970. What cannot be understood is kept as it was written and given no date: a date that does
//! not exist (`2019-02-30`) is not guessed at, a date without a year is none, and a number is an
//! instant only if it is one of a newspaper's time.
//!
//! A time with an offset is the clock of the paper's own place and stays as written. UTC is how
//! machines write an instant, and so are seconds since 1970: these are given in China Standard Time,
//! as the papers are.

mod english;
mod instant;
mod written;

use super::{Day, Published};

/// A date as far as it is known, and perhaps a time, in the store's own form.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Known {
    date: String,
    time: Option<String>,
}

/// How long a date is in the store's form if it has a day, in bytes.
const DAY: usize = "2019-11-22".len();

/// A longer text is read no further for its date, in characters.
const LONGEST: usize = 200;

impl Published {
    /// Reads a date, and a time if there is one, from what a source says.
    ///
    /// Words around it (星期五, 农历己亥年十月廿六) stay in `original` only. `date` is `None` where no
    /// date can be understood.
    pub fn parse(original: &str) -> Self {
        let original = original.trim();
        Self::new(original, known(&start(original)))
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
        match known(&start(time)) {
            Some(known) => known
                .time
                .filter(|_| self.date.as_ref() == Some(&known.date)),
            None => written::time(time),
        }
    }

    /// Returns whether the original names a time of day that is not understood, or that stands
    /// beside no whole date.
    pub fn misses_time(&self) -> bool {
        self.date.is_some() && self.time.is_none() && written::names_time(&start(&self.original))
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

fn start(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}

/// Reads a date that is written out, with nothing around it.
pub(super) fn alone(text: &str) -> Option<Day> {
    written::alone(text).map(written::Written::of_calendar)
}

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
