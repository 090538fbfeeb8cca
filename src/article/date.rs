//! Dates as people write them.
//!
//! Newspapers and those who collect them write one day in many ways: `2019-11-22`, `2019年11月22日
//! 星期五`, `二〇一九年十一月二十二日`, `民国三十八年`, `20191122`, RFC 2822, ISO 8601, seconds since
//! 1970. What cannot be understood is kept as it was written and given no date: a date that does
//! not exist (`2019-02-30`) is not guessed at, and a date without a year is none.
//!
//! A time with an offset is the clock of the paper's own place and stays as written. UTC is how
//! machines write an instant, and so are seconds since 1970: these are given in China Standard Time,
//! as the papers are.

mod instant;
mod written;

use super::Published;

/// A date as far as it is known, and perhaps a time, in the store's own form.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Known {
    date: String,
    time: Option<String>,
}

/// A longer text is read no further for its date, in characters.
const LONGEST: usize = 200;

impl Published {
    /// Reads a date, and a time if there is one, from what a source says.
    ///
    /// Words around it (星期五, 农历己亥年十月廿六) stay in `original` only. `date` is `None` where no
    /// date can be understood.
    pub fn parse(original: &str) -> Self {
        let original = original.trim();
        let text: String = original.chars().take(LONGEST).collect();
        Self::new(
            original,
            written::known(&text).or_else(|| instant::known(&text)),
        )
    }

    /// Reads a number in JSON: a date in digits (`20191122`, `2019`), else the seconds or
    /// milliseconds since 1970.
    pub fn from_number(original: &str) -> Self {
        Self::new(
            original,
            written::known(original).or_else(|| instant::epoch(original)),
        )
    }

    /// Adds the time that a source tells in a place of its own; says nothing of it where there is
    /// no day, or a time already, or `time` is none.
    #[must_use]
    pub fn with_time(mut self, time: &str) -> Self {
        if let (Some(10), None) = (self.date.as_ref().map(String::len), &self.time)
            && let Some((time, _)) = written::time(time)
        {
            self.original = format!("{} {time}", self.original);
            self.time = Some(time);
        }
        self
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

#[cfg(test)]
mod tests;
