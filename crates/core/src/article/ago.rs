//! Dates that are counted back from when they were written: `3小时前`, `昨天 08:15`, `刚刚`, `2 hours ago`. They mean
//! something only beside the time that they are counted from.

use jiff::civil::{Date, DateTime, Time};
use jiff::{Span, ToSpan as _};

use super::Published;
use super::numerals::{digit, number};

/// A longer text says more than this, in characters.
const LONGEST: usize = 24;

impl Published {
    /// Reads a date that is counted back from another, which has a day; hours and minutes need its time, too. What is
    /// less than a day ago has a time, and what is more has none unless it is told. `None` where `words` are no such
    /// date.
    pub fn counted_back(words: &str, from: &Self) -> Option<Self> {
        let plain = plain(words)?;
        let day: Date = from.date.as_ref()?.parse().ok()?;
        let time = from
            .time
            .as_ref()
            .and_then(|time| time.parse::<Time>().ok());
        let (date, time) = ago(&plain, day, time).or_else(|| on_day(&plain, day))?;
        Some(Self {
            date: Some(date.to_string()),
            time: time.map(|time| time.strftime("%H:%M").to_string()),
            original: words.trim().to_owned(),
        })
    }
}

/// Returns the words in small letters, in simplified characters and without spaces.
fn plain(words: &str) -> Option<String> {
    let words = words.trim();
    if words.chars().count() > LONGEST {
        return None;
    }
    let simplified = |c: char| match c {
        '剛' => '刚',
        '鐘' | '鍾' => '钟',
        '時' => '时',
        '個' => '个',
        '週' => '周',
        '兩' => '两',
        '後' => '后',
        '：' => ':',
        c => digit(c).and_then(|d| char::from_digit(d, 10)).unwrap_or(c),
    };
    let shown = words.chars().filter(|c| !c.is_whitespace());
    Some(shown.map(simplified).collect::<String>().to_lowercase())
}

/// Reads how long ago it was.
fn ago(plain: &str, day: Date, time: Option<Time>) -> Option<(Date, Option<Time>)> {
    let now = || Some(DateTime::from_parts(day, time?));
    if ["刚刚", "刚才", "刚", "justnow", "now"].contains(&plain) {
        return now().map(|now| (now.date(), Some(now.time())));
    }
    let ends = ["之前", "以前", "前", "ago"];
    let length = ends.iter().find_map(|end| plain.strip_suffix(end))?;
    let (span, is_of_time) = span(length)?;
    if is_of_time {
        let then = now()?.checked_sub(span).ok()?;
        return Some((then.date(), Some(then.time())));
    }
    Some((day.checked_sub(span).ok()?, None))
}

/// Reads a length of time, and whether it is one of hours or less.
fn span(length: &str) -> Option<(Span, bool)> {
    let length = length.trim_start_matches(['约', '大']);
    let (count, unit) = match length.strip_prefix("半") {
        Some(unit) => return half(unit).map(|span| (span, true)),
        None => counted(length)?,
    };
    let count = i64::from(count);
    let unit = unit.strip_prefix('个').unwrap_or(unit);
    let none = Span::new();
    let (span, is_of_time) = match unit {
        "秒" | "秒钟" | "second" | "seconds" | "sec" | "secs" | "s" => {
            (none.try_seconds(count), true)
        }
        "分" | "分钟" | "minute" | "minutes" | "min" | "mins" | "m" => {
            (none.try_minutes(count), true)
        }
        "刻" | "刻钟" => (none.try_minutes(15 * count), true),
        "时" | "小时" | "钟头" | "hour" | "hours" | "hr" | "hrs" | "h" => {
            (none.try_hours(count), true)
        }
        "天" | "日" | "day" | "days" | "d" => (none.try_days(count), false),
        "周" | "星期" | "礼拜" | "week" | "weeks" | "w" => (none.try_days(7 * count), false),
        "月" | "month" | "months" => (none.try_months(count), false),
        "年" | "year" | "years" => (none.try_years(count), false),
        _ => return None,
    };
    Some((span.ok()?, is_of_time))
}

/// Half of something.
fn half(unit: &str) -> Option<Span> {
    match unit.strip_prefix('个').unwrap_or(unit) {
        "小时" | "钟头" | "时" => Some(30.minutes()),
        "分钟" => Some(30.seconds()),
        "天" | "日" => Some(12.hours()),
        _ => None,
    }
}

fn counted(length: &str) -> Option<(u32, &str)> {
    let words = [("两", 2), ("几", 3), ("an", 1), ("a", 1)];
    let named = || {
        let mut words = words.iter();
        words.find_map(|(word, count)| Some((*count, length.strip_prefix(word)?)))
    };
    number(length).or_else(named)
}

/// Reads a day that is named from today on, and perhaps a time.
fn on_day(plain: &str, day: Date) -> Option<(Date, Option<Time>)> {
    let names = [
        ("大前天", 3),
        ("今天", 0),
        ("今日", 0),
        ("昨天", 1),
        ("昨日", 1),
        ("前天", 2),
        ("前日", 2),
        ("today", 0),
        ("yesterday", 1),
    ];
    let mut days = names.iter();
    let (back, rest) = days.find_map(|(name, back)| Some((*back, plain.strip_prefix(name)?)))?;
    let day = day.checked_sub(back.days()).ok()?;
    let rest = rest.trim_start_matches([',', '，', '的']);
    if rest.is_empty() {
        return Some((day, None));
    }
    // What stands behind the day is read as it is behind any other.
    let whole = Published::parse(&format!("{day} {rest}"));
    let time = whole.time.and_then(|time| time.parse().ok())?;
    Some((day, Some(time)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_counted_back_from_when_they_were_written() {
        let from = Published::parse("2020-03-01 01:30");
        for (words, expected) in [
            ("刚刚", "2020-03-01 01:30"),
            ("3小时前", "2020-02-29 22:30"),
            ("３ 小時前", "2020-02-29 22:30"),
            ("三刻钟前", "2020-03-01 00:45"),
            ("半小时前", "2020-03-01 01:00"),
            ("两个小时以前", "2020-02-29 23:30"),
            ("5分鐘前", "2020-03-01 01:25"),
            ("40秒前", "2020-03-01 01:29"),
            ("2天前", "2020-02-28"),
            ("1周前", "2020-02-23"),
            ("1个月前", "2020-02-01"),
            ("一年前", "2019-03-01"),
            ("昨天 08:15", "2020-02-29 08:15"),
            ("昨天 下午3:05", "2020-02-29 15:05"),
            ("前天08:15", "2020-02-28 08:15"),
            ("今天", "2020-03-01"),
            ("2 hours ago", "2020-02-29 23:30"),
            ("an hour ago", "2020-03-01 00:30"),
            ("Yesterday 23:59", "2020-02-29 23:59"),
        ] {
            let read = Published::counted_back(words, &from);
            let read = read.map(|read| (read.label(), read.original));
            let expected = Some((expected.to_owned(), words.to_owned()));
            assert_eq!(read, expected);
        }
    }

    #[test]
    fn what_is_no_such_date_is_none() {
        let from = Published::parse("2020-03-01 01:30");
        for words in [
            "",
            "前",
            "从前",
            "3只猫前",
            "昨天的昨天",
            "日期不详",
            "99999999年前",
            "2019-11-22",
        ] {
            assert_eq!(Published::counted_back(words, &from), None, "{words}");
        }
        let day = Published::parse("2020-03-01");
        assert_eq!(Published::counted_back("3小时前", &day), None);
        assert_eq!(
            Published::counted_back("昨天", &day).unwrap().label(),
            "2020-02-29"
        );
        assert_eq!(Published::counted_back("昨天", &Published::default()), None);
    }
}
