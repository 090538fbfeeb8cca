//! The days of the solar terms (节气): when the sun's apparent longitude is a multiple of 15 degrees.
//!
//! The longitude is that of Meeus, Astronomical Formulae for Calculators, chapter 18 (Newcomb's elements with the
//! largest perturbations), which errs by less than some six minutes of time between 1900 and 2100, with the
//! difference between even and universal time within that. A term so near to midnight that the day is not sure is
//! not told.

use super::super::KNOWN;

/// How near to midnight a term is not told, in days.
const DOUBT: f64 = 10.0 / (24.0 * 60.0);

/// China's clock before universal time, in days: of Beijing's meridian up to 1928, of the eighth zone since then.
const OF_BEIJING: f64 = (7.0 * 3600.0 + 45.0 * 60.0 + 40.0) / 86_400.0;
const OF_ZONE: f64 = 8.0 / 24.0;
const FIRST_OF_ZONE: u32 = 1929;

/// The Julian day that begins at noon before the first of January 1900, Gregorian.
const NOON_BEFORE_1900: f64 = 2_415_020.0;

/// How long the sun takes to come round, in days.
const YEAR: f64 = 365.2422;

/// Returns the month and the day of a term of a year, the terms counted from the first of spring.
pub(super) fn day(number: u8, year: u32) -> Option<(u32, u32)> {
    if !KNOWN.contains(&year) {
        return None;
    }
    let moment = moment(number, year);
    // Both clocks were in use for almanacs before.
    let clocks: &[f64] = if year < FIRST_OF_ZONE {
        &[OF_BEIJING, OF_ZONE]
    } else {
        &[OF_ZONE]
    };
    let mut days = clocks.iter().map(|clock| {
        // Days of the civil calendar begin at midnight.
        let local = moment - even_before_universal(year) + clock + 0.5;
        let (day, time) = (local.floor(), local - local.floor());
        (time > DOUBT && time < 1.0 - DOUBT).then_some(day)
    });
    let first = days.next()??;
    let is_sure = days.all(|day| day.is_some_and(|day| (day - first).abs() < 0.5));
    let since = first - (NOON_BEFORE_1900 + 0.5 + 0.5);
    is_sure.then(|| of_days(year, since))?
}

/// How far even time is before universal time, in days: from none at all to three minutes at the ends of the years
/// that are known.
fn even_before_universal(year: u32) -> f64 {
    let seconds = match year {
        0..1920 => 10.0,
        1920..1960 => 25.0,
        _ => 33.0 + 0.6 * f64::from(year - 1960),
    };
    seconds / 86_400.0
}

/// Returns the Julian day, in even time, at which the sun is where a term begins.
fn moment(number: u8, year: u32) -> f64 {
    const FIRST: f64 = 315.0;
    let longitude = (FIRST + 15.0 * f64::from(number)).rem_euclid(360.0);
    let years = f64::from(year) - 1900.0;
    // The last two of them stand at the beginning of the year.
    let of_year = if number < 22 {
        35.0 + 15.2 * f64::from(number)
    } else {
        5.0 + 15.0 * f64::from(number - 22)
    };
    let mut moment = NOON_BEFORE_1900 + years * YEAR + of_year;
    for _ in 0..20 {
        let missing = (longitude - sun(moment) + 180.0).rem_euclid(360.0) - 180.0;
        moment += missing * YEAR / 360.0;
    }
    moment
}

/// Returns the sun's apparent longitude in degrees at a Julian day in even time.
fn sun(day: f64) -> f64 {
    let t = (day - NOON_BEFORE_1900) / 36_525.0;
    let sine = |degrees: f64| degrees.to_radians().sin();
    let cosine = |degrees: f64| degrees.to_radians().cos();
    let mean = 279.696_68 + 36_000.768_92 * t + 0.000_302_5 * t * t;
    let anomaly = 358.475_83 + 35_999.049_75 * t - 0.000_150 * t * t - 0.000_003_3 * t * t * t;
    let centre = (1.919_460 - 0.004_789 * t - 0.000_014 * t * t) * sine(anomaly)
        + (0.020_094 - 0.000_1 * t) * sine(2.0 * anomaly)
        + 0.000_293 * sine(3.0 * anomaly);
    let perturbed = 0.001_34 * cosine(153.23 + 22_518.754_1 * t)
        + 0.001_54 * cosine(216.57 + 45_037.508_2 * t)
        + 0.002_00 * cosine(312.69 + 32_964.357_7 * t)
        + 0.001_79 * sine(350.74 + 445_267.114_2 * t - 0.001_44 * t * t)
        + 0.001_78 * sine(231.19 + 20.20 * t);
    let node = 259.18 - 1_934.142 * t;
    mean + centre + perturbed - 0.005_69 - 0.004_79 * sine(node)
}

/// Returns the month and the day of a year that is so many days behind the first of January 1900.
fn of_days(year: u32, days: f64) -> Option<(u32, u32)> {
    let first = jiff::civil::date(1900, 1, 1);
    // Both stand far within.
    #[allow(clippy::cast_possible_truncation, reason = "days of two centuries")]
    let days = jiff::Span::new().try_days(days.round() as i64).ok()?;
    let day = first.checked_add(days).ok()?;
    let is_of_year = u32::try_from(day.year()) == Ok(year);
    let part = |part: i8| u32::from(part.unsigned_abs());
    is_of_year.then(|| (part(day.month()), part(day.day())))
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn the_days_of_terms_are_those_of_almanacs() {
        // 清明, 冬至, 小寒, 立春, 夏至.
        for (number, year, expected) in [
            (4, 1900, Some((4, 5))),
            (4, 1949, Some((4, 5))),
            (4, 2019, Some((4, 5))),
            (4, 2020, Some((4, 4))),
            (4, 2024, Some((4, 4))),
            (4, 2100, Some((4, 5))),
            (21, 1984, Some((12, 22))),
            (21, 2019, Some((12, 22))),
            (21, 2020, Some((12, 21))),
            (22, 2019, Some((1, 5))),
            (22, 2020, Some((1, 6))),
            (23, 2024, Some((1, 20))),
            (0, 1984, Some((2, 4))),
            (0, 2021, Some((2, 3))),
            (0, 2025, Some((2, 3))),
            (9, 2020, Some((6, 21))),
            // At midnight to less than a minute.
            (21, 2021, None),
            (7, 2008, None),
            (3, 2084, None),
            (4, 1899, None),
        ] {
            assert_eq!(day(number, year), expected, "{number} {year}");
        }
    }
}
