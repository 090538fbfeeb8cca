//! What time it is, whatever the clock says.

use std::time::{SystemTime, UNIX_EPOCH};

use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

/// Returns the time that it is: milliseconds since 1970.
pub fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| since.as_millis() as i64)
}

/// Returns the time where the user is.
pub fn local_time() -> ZonedDateTime {
    told(SystemTime::now()).to_zoned_datetime(TimeZone::system())
}

/// Returns a clock's time, or the nearest that a date can be told of: a clock may be set to any year.
fn told(time: SystemTime) -> Timestamp {
    let nearest = if time < UNIX_EPOCH {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    };
    Timestamp::try_from(time).unwrap_or(nearest)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_clock_of_any_year_has_a_time() {
        let later = Duration::from_hours(15_000 * 366 * 24);
        for (time, nearest) in [
            (UNIX_EPOCH + later, Timestamp::MAX),
            (UNIX_EPOCH - later, Timestamp::MIN),
            (UNIX_EPOCH, Timestamp::UNIX_EPOCH),
        ] {
            assert_eq!(told(time), nearest);
            let there = told(time).to_zoned_datetime(TimeZone::system());
            assert!(!there.date().to_string().is_empty());
        }
    }
}
