//! Ranges of days, as typed behind `after:`, `before:` and `date:`.

use super::DateRange;
use super::fault::Wrong;
use crate::article::Day;

/// Two full stops between the ends of a range, and what input methods make of them.
const TO: [&str; 6] = ["..", "．．", "。。", "…", "~", "～"];

/// The range from a day, a month or a year on.
pub(super) fn after(typed: &str) -> Option<DateRange> {
    Some(range(Some(Day::written(typed)?), None))
}

/// The range of all that is before a day, a month or a year.
pub(super) fn before(typed: &str) -> Option<DateRange> {
    let until = Some(Day::written(typed)?.rounded().key());
    Some(DateRange { from: None, until })
}

/// The range of a day, a month or a year, or from one to another, each or either left out.
///
/// # Errors
///
/// Fails where it is none. A range that ends before it begins is read the other way round.
pub(super) fn within(typed: &str) -> Result<(DateRange, Option<Wrong>), Wrong> {
    let ends = TO.iter().find_map(|to| typed.split_once(to));
    let Some((first, last)) = ends else {
        let day = Day::written(typed).ok_or(Wrong::BadDate)?;
        return Ok((range(Some(day), Some(day)), None));
    };
    let (first, last) = (first.trim(), last.trim_start_matches(['.', '…']).trim());
    let end = |typed: &str| match typed {
        "" => Ok(None),
        typed => Day::written(typed).map(Some).ok_or(Wrong::BadDate),
    };
    match (end(first)?, end(last)?) {
        (None, None) => Err(Wrong::BadDate),
        (Some(first), Some(last)) if is_reversed(first, last) => {
            let turned = range(Some(last), Some(first));
            Ok((turned, Some(Wrong::ReversedRange)))
        }
        (first, last) => Ok((range(first, last), None)),
    }
}

fn is_reversed(first: Day, last: Day) -> bool {
    last.after().rounded() <= first.rounded()
}

/// The range from one day to another, both included.
///
/// What begins with a month's first day and does not end within the month begins with what is only
/// known to be of that month too, so that ranges are equal that mean the same.
fn range(first: Option<Day>, last: Option<Day>) -> DateRange {
    let until = last.map(|last| last.after().rounded());
    let from = first.map(|first| {
        let first = first.first_day();
        let fits = |day: &Day| until.is_none_or(|until| day.after().rounded() <= until);
        let mut wider = [first.rounded(), first.rounded_to_month()].into_iter();
        wider.find(fits).unwrap_or(first).key()
    });
    // There is no day behind the last of the calendar.
    let until = until
        .map(Day::key)
        .filter(|key| Day::of_key(*key).is_some());
    DateRange { from, until }
}

impl DateRange {
    /// Returns whether it is the whole of a day, a month or a year.
    pub(super) fn is_one(self, day: Day) -> bool {
        self.from == Some(day.key()) && self.until == Some(day.after().rounded().key())
    }

    /// Returns the first and the last day of the range, as they are typed.
    pub(super) fn ends(self) -> (Option<Day>, Option<Day>) {
        let day = |key: Option<u32>| key.and_then(Day::of_key);
        (day(self.from), day(self.until).and_then(Day::before))
    }
}
