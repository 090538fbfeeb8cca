//! Dates, as text, as numbers, and as the objects of many programs.

use std::fmt::Write as _;

use serde_json::value::RawValue;

use super::super::super::json::{self, Kind, Object};
use super::super::Named;
use super::{Values, brief, get, value_names::values, wrapped};
use crate::article::{Lost, Published};
use crate::lang::Bilingual;

/// The names under which an object holds a date, besides those of any value.
const DATES: [&str; 12] = [
    "date",
    "datetime",
    "dateTime",
    "iso",
    "iso8601",
    "start",
    "published",
    "seconds",
    "_seconds",
    "$seconds",
    "sec",
    "literal",
];

/// How many wrappers are within each other at most.
const DEEPEST: usize = 6;

impl<'t> Values<'t> {
    /// A date: text, a number, our own object or that of another program.
    pub(in super::super) fn published(&mut self, field: &Named<'_, 't>) -> Option<Published> {
        match Kind::of(field.value) {
            Kind::Null => None,
            // Whether it is published.
            Kind::Bool => {
                self.mark_as_known(field.value);
                None
            }
            Kind::Number | Kind::Text => {
                let text = self.label(field)?;
                if matches!(text.as_str(), "true" | "false") {
                    self.is_later = true;
                    return None;
                }
                Some(self.dated(field.value, &text))
            }
            Kind::Object if is_ours(field.value) => self.published_object(field),
            Kind::Object => {
                self.is_later = true;
                let object = self.object(field.value)?;
                if let Some(date) = get(&object, &["$date"]) {
                    self.extended(field, &date)
                } else if let Some(time) = get(&object, &["$timestamp"]) {
                    self.stamped(field, &time)
                } else {
                    self.composed(field)
                }
            }
            Kind::Array => {
                self.is_later = true;
                let items = json::items(field.value);
                match items.as_slice() {
                    [one] if matches!(Kind::of(one), Kind::Text | Kind::Object) => {
                        self.published(&Named {
                            value: one,
                            ..*field
                        })
                    }
                    _ => self.composed(field),
                }
            }
        }
    }

    /// Our own form of a date, which may say that no date is known.
    fn published_object(&mut self, field: &Named<'_, 't>) -> Option<Published> {
        let object = self.object(field.value)?;
        let mut part = |name| self.label(&get(&object, &[name])?);
        let (date, time, original) = (part("date"), part("time"), part("original"));
        let Some(first) = date.as_ref().or(original.as_ref()) else {
            return match object.0.as_slice() {
                [] => None,
                _ => Some(self.dated(field.value, field.value.get())),
            };
        };
        let mut known = match &date {
            Some(date) => self.dated(field.value, date),
            None => Published::parse(first),
        };
        if let Some(time) = time.filter(|_| known.time.is_none()) {
            self.add_time(&mut known, field.value, &time);
        }
        Some(match original {
            Some(original) => Published { original, ..known },
            None => known,
        })
    }

    /// A date of `MongoDB`'s Extended JSON: `{"$date": "2019-11-22T00:30:00Z"}`, or milliseconds since 1970.
    fn extended(&mut self, field: &Named<'_, 't>, date: &Named<'_, 't>) -> Option<Published> {
        let whole = field.value.get();
        let (mut published, lost) = match Kind::of(date.value) {
            Kind::Text => Published::read(&self.text(date)?, None),
            Kind::Number => milliseconds(&self.label(date)?, whole),
            Kind::Object => {
                let object = self.object(date.value)?;
                let number = get(&object, &["$numberLong"]).and_then(|long| self.label(&long));
                milliseconds(&number.unwrap_or_default(), whole)
            }
            _ => milliseconds("", whole),
        };
        whole.clone_into(&mut published.original);
        self.report(field.value, &published, lost);
        Some(published)
    }

    /// A timestamp of `MongoDB`'s Extended JSON: `{"$timestamp": {"t": 1574382600, "i": 1}}`, seconds since 1970.
    fn stamped(&mut self, field: &Named<'_, 't>, time: &Named<'_, 't>) -> Option<Published> {
        let object = match Kind::of(time.value) {
            Kind::Object => self.object(time.value)?,
            _ => return self.composed(field),
        };
        let seconds = get(&object, &["t"]).and_then(|seconds| self.label(&seconds));
        // Behind it stands only which of a second it is.
        get(&object, &["i"]).and_then(|of_second| self.label(&of_second));
        let whole = field.value.get();
        let (mut published, lost) =
            milliseconds(&format!("{}000", seconds.unwrap_or_default()), whole);
        whole.clone_into(&mut published.original);
        self.report(field.value, &published, lost);
        Some(published)
    }

    /// A date in parts or in a wrapper; what was written is kept, also where no date is read from it.
    fn composed(&mut self, field: &Named<'_, 't>) -> Option<Published> {
        if wrapped::is_empty(field.value) {
            return None;
        }
        let whole = field.value.get();
        let written = self
            .written(field.value, 0)
            .unwrap_or_else(|| whole.to_owned());
        let (mut published, lost) = Published::read(&written, self.source.as_deref());
        whole.clone_into(&mut published.original);
        self.report(field.value, &published, lost);
        Some(published)
    }

    /// Reads a date that a text is, and reports what of it is lost.
    fn dated(&mut self, value: &RawValue, text: &str) -> Published {
        let (published, lost) = Published::read(text, self.source.as_deref());
        self.report(value, &published, lost);
        published
    }

    /// Writes a date that is an object or an array as a text.
    fn written(&mut self, value: &'t RawValue, depth: usize) -> Option<String> {
        if depth > DEEPEST {
            return None;
        }
        match Kind::of(value) {
            Kind::Null | Kind::Bool => None,
            Kind::Number => {
                self.mark(value);
                Some(value.get().to_owned())
            }
            Kind::Text => Some(self.string(value)).filter(|text| !text.trim().is_empty()),
            Kind::Array => self.listed(value, depth),
            Kind::Object => {
                let object = self.object(value)?;
                if let Some(parts) = get(&object, &["date-parts", "date_parts", "dateParts"]) {
                    return self.written(parts.value, depth + 1);
                }
                self.of_parts(&object).or_else(|| {
                    let mut names = values().chain(DATES);
                    names.find_map(|name| {
                        let value = get(&object, &[name])?.value;
                        self.written(value, depth + 1)
                    })
                })
            }
        }
    }

    /// An array: the numbers of a date, or dates, the first of which counts.
    fn listed(&mut self, value: &'t RawValue, depth: usize) -> Option<String> {
        let items = json::items(value);
        let numbers: Option<Vec<i32>> = items.iter().map(|item| number(item)).collect();
        match numbers.as_deref() {
            Some([year @ 1000..=9999, rest @ ..]) => {
                self.mark(value);
                Some(joined(*year, rest))
            }
            _ => items
                .into_iter()
                .find_map(|item| self.written(item, depth + 1)),
        }
    }

    /// An object of year, month and day.
    fn of_parts(&mut self, object: &Object<'t>) -> Option<String> {
        let mut part = |names: &[&'static str]| {
            let field = get(object, names)?;
            let number = number(field.value)?;
            self.mark(field.value);
            Some(number)
        };
        let year = part(&["year", "y", "年", "$year"])?;
        let month = part(&["month", "m", "月", "$month"]);
        let day = month.and_then(|_| part(&["day", "d", "日", "$day"]));
        let rest: Vec<i32> = month.into_iter().chain(day).collect();
        Some(joined(year, &rest))
    }

    /// Adds the time that stands at `value`, or says that it is left out.
    pub(in super::super) fn add_time(
        &mut self,
        published: &mut Published,
        value: &RawValue,
        time: &str,
    ) {
        if !published.add_time(time) {
            self.no_time(value, time);
        }
    }

    fn report(&mut self, value: &RawValue, published: &Published, lost: Option<Lost>) {
        let original = brief(&published.original);
        let date = published.date.as_deref().unwrap_or_default();
        let what = match lost {
            None => return,
            Some(Lost::Time) => return self.no_time(value, &published.original),
            Some(Lost::Date) => Bilingual::new(
                format!("`{original}` is no date, expected one such as 2019-11-22"),
                format!("`{original}` 不是日期，应如 2019-11-22"),
            ),
            Some(Lost::Day) => Bilingual::new(
                format!("the month in `{original}` has no such day, {date} is kept"),
                format!("`{original}` 中的月没有这一日，只记 {date}"),
            ),
            Some(Lost::Order) => Bilingual::new(
                format!(
                    "`{original}` may mean several days, {date} is kept; write it as 2019-11-22"
                ),
                format!("`{original}` 可能是不同的日子，只记 {date}；请写成 2019-11-22 的样式"),
            ),
            Some(Lost::Lunar) => Bilingual::new(
                format!(
                    "`{original}` is a lunar date or the name of a day, and which day that was is not known; {date} is kept"
                ),
                format!("`{original}` 是农历或节日、节气，换算不出公历的日子，只记 {date}"),
            ),
        };
        self.fault(value, what);
    }

    fn no_time(&mut self, value: &RawValue, time: &str) {
        let time = brief(time);
        let what = Bilingual::new(
            format!(
                "no time is read from `{time}`, expected one such as 08:30 beside a whole date"
            ),
            format!("从 `{time}` 读不出时间，应如 08:30，且日期完整"),
        );
        self.fault(value, what);
    }
}

/// Reads milliseconds since 1970; `original` is what they stand in.
fn milliseconds(number: &str, original: &str) -> (Published, Option<Lost>) {
    match number.parse() {
        Ok(number) => Published::of_milliseconds(number, original),
        Err(_) => Published::read(original, None),
    }
}

/// Whether an object is a date of our own form.
fn is_ours(value: &RawValue) -> bool {
    let object = json::fields(value).unwrap_or_default();
    let is_text = |part: Named| matches!(Kind::of(part.value), Kind::Text | Kind::Number);
    ["date", "original"]
        .iter()
        .any(|name| get(&object, &[name]).is_some_and(is_text))
        || object
            .0
            .iter()
            .all(|(name, _)| ["date", "time", "original"].contains(&&**name))
}

/// A number, also one that is written as text.
fn number(value: &RawValue) -> Option<i32> {
    value.get().trim_matches('"').trim().parse().ok()
}

fn joined(year: i32, rest: &[i32]) -> String {
    let mut date = year.to_string();
    for number in rest.iter().take(2) {
        // A string takes whatever is written to it.
        let _ = write!(date, "-{number:02}");
    }
    date
}
