//! A day, a month or a year, as one number that orders them.

use std::fmt::{self, Display, Formatter};

use jiff::civil::Date;

use super::{Published, date};

/// A date as far as it is known: a day, a month or a year.
///
/// Its key is `yyyymmdd` in decimal with 00 for what is not known, so that a month comes before its
/// first day, and a year before its first month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(u32);

impl Day {
    /// Reads a date with nothing around it, in any way in which it is written out.
    pub fn written(text: &str) -> Option<Self> {
        date::alone(text.trim())
    }

    /// Makes one of its parts; `month` and `day` are 0 where they are not known.
    pub(super) fn new(year: u32, month: u32, day: u32) -> Self {
        Self(year * 10_000 + month * 100 + day)
    }

    /// Makes one of a key, if it is the key of a date that exists.
    pub fn of_key(key: u32) -> Option<Self> {
        let day = Self(key);
        let (_, month, of_month) = day.parts();
        (month > 0 || of_month == 0).then_some(())?;
        day.first().map(|_| day)
    }

    /// Returns its key.
    pub fn key(self) -> u32 {
        self.0
    }

    /// Returns the day after it, or the month or year.
    #[must_use]
    pub fn after(self) -> Self {
        let (year, month, day) = self.parts();
        match (month, day) {
            (0, _) => Self::new(year + 1, 0, 0),
            (12, 0) => Self::new(year + 1, 1, 0),
            (_, 0) => Self::new(year, month + 1, 0),
            _ => match self.first().and_then(|first| first.tomorrow().ok()) {
                Some(next) => Self::from(next),
                None => Self(self.0 + 1),
            },
        }
    }

    /// Returns the day before it, or the month or year, if there is one.
    pub fn before(self) -> Option<Self> {
        let (year, month, day) = self.parts();
        let before = match (month, day) {
            (0, _) => Self::new(year.checked_sub(1)?, 0, 0),
            (1, 0) => Self::new(year.checked_sub(1)?, 12, 0),
            (_, 0) => Self::new(year, month - 1, 0),
            _ => Self::from(self.first()?.yesterday().ok()?),
        };
        Self::of_key(before.0)
    }

    /// Returns the first day of the month or year, or the day itself.
    #[must_use]
    pub fn first_day(self) -> Self {
        let (year, month, day) = self.parts();
        Self::new(year, month.max(1), day.max(1))
    }

    /// Returns its year if it is the first of its year, or begins it, else what
    /// [`Day::rounded_to_month`] does.
    #[must_use]
    pub fn rounded(self) -> Self {
        let (year, month, day) = self.parts();
        if month <= 1 && day <= 1 {
            Self::new(year, 0, 0)
        } else {
            self.rounded_to_month()
        }
    }

    /// Returns its month if it is the first of its month, else itself.
    #[must_use]
    pub fn rounded_to_month(self) -> Self {
        let (year, month, day) = self.parts();
        Self::new(year, month, if day == 1 { 0 } else { day })
    }

    fn parts(self) -> (u32, u32, u32) {
        (self.0 / 10_000, self.0 / 100 % 100, self.0 % 100)
    }

    pub(crate) fn first(self) -> Option<Date> {
        let (year, month, day) = self.parts();
        let year = i16::try_from(year).ok().filter(|year| *year > 0)?;
        Date::new(year, month.max(1) as i8, day.max(1) as i8).ok()
    }
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        let part = |part: i16| u32::from(part.unsigned_abs());
        Self::new(
            part(date.year()),
            part(date.month().into()),
            part(date.day().into()),
        )
    }
}

impl Display for Day {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}")?;
        if month > 0 {
            write!(f, "-{month:02}")?;
        }
        if day > 0 {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl Published {
    /// Returns the day as `yyyymmdd` in decimal, with 00 for what is not known: `2019-11` is
    /// 20191100. `None` is a date that could not be understood.
    pub fn day(&self) -> Option<u32> {
        let mut parts = self.date.as_deref()?.split('-');
        let mut part = || parts.next().map_or(Some(0), |part| part.parse().ok());
        let (year, month, day): (u32, u32, u32) = (part()?, part()?, part()?);
        let possible = year < 10_000 && month < 100 && day < 100;
        Day::of_key(possible.then(|| Day::new(year, month, day).key())?).map(Day::key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::written(text).unwrap()
    }

    fn key(year: u32, month: u32, day: u32) -> u32 {
        Day::new(year, month, day).key()
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        for (text, key) in [
            ("2019", key(2019, 0, 0)),
            ("2019-11", key(2019, 11, 0)),
            ("2019/11/22", key(2019, 11, 22)),
            ("2019.11.22", key(2019, 11, 22)),
            ("2019年11月", key(2019, 11, 0)),
            ("２０１９年１１月２２日", key(2019, 11, 22)),
            ("二〇一九年十一月", key(2019, 11, 0)),
            ("民国三十八年", key(1949, 0, 0)),
            ("民國38年", key(1949, 0, 0)),
            ("20191122", key(2019, 11, 22)),
        ] {
            assert_eq!(Day::written(text).map(Day::key), Some(key), "{text}");
        }
        for text in [
            "",
            "11",
            "2019-02-30",
            "2019-11-22x",
            "2019-11-22 08:30",
            "今天",
        ] {
            assert_eq!(Day::written(text), None, "{text}");
        }
    }

    #[test]
    fn days_follow_each_other() {
        for (before, after) in [
            ("2019-11-30", "2019-12-01"),
            ("2019-12-31", "2020-01-01"),
            ("2020-02-28", "2020-02-29"),
            ("2019-12", "2020-01"),
            ("2019", "2020"),
        ] {
            assert_eq!(day(before).after(), day(after));
            assert_eq!(day(after).before(), Some(day(before)));
        }
        assert_eq!(day("0001").before(), None);
        assert_eq!(day("9999-12-31").after().key(), key(9999, 12, 32));
    }

    #[test]
    fn an_article_has_a_day_as_far_as_it_is_known() {
        let published = |text| Published::parse(text).day();
        assert_eq!(published("2019-11-22 08:30"), Some(key(2019, 11, 22)));
        assert_eq!(published("2019年11月"), Some(key(2019, 11, 0)));
        assert_eq!(published("2019"), Some(key(2019, 0, 0)));
        assert_eq!(published("星期五"), None);
        let odd = |date: &str| Published {
            date: Some(date.to_owned()),
            ..Published::default()
        };
        for date in [
            "2019-13",
            "2019-02-30",
            "999999-01",
            "-",
            "2019--01",
            "2019-00-01",
        ] {
            assert_eq!(odd(date).day(), None, "{date}");
        }
    }
}
