//! A report's place in the reading order as one number.

/// No day has a later key.
const LAST_DAY: u32 = 99_999_999;

/// How many bits tell the place within a day.
const BITS: u32 = 32;

/// A report's place in the reading order: its day, the newest first, and how many reports of the day stand before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place(u64);

impl Place {
    /// Makes the place of a report of a day, by the day's key (0 is none), that has so many of it before it.
    pub fn new(day: u32, before: u32) -> Self {
        let day = u64::from(LAST_DAY - day.min(LAST_DAY));
        Self(day << BITS | u64::from(before))
    }

    /// Reads the number of a place.
    pub fn of_number(number: u64) -> Option<Self> {
        (number >> BITS <= u64::from(LAST_DAY)).then_some(Self(number))
    }

    /// Returns it as the number by which an index is sorted.
    pub fn number(self) -> u64 {
        self.0
    }

    /// Returns the key of the day.
    pub fn day(self) -> u32 {
        LAST_DAY - (self.0 >> BITS) as u32
    }

    /// Returns how many reports of the day stand before it.
    pub fn before(self) -> u32 {
        self.0 as u32
    }

    /// Returns the first place of all days that are earlier than a key.
    pub fn first_before(day: u32) -> Self {
        Self(u64::from(LAST_DAY + 1 - day.min(LAST_DAY)) << BITS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_in_reading_order_and_tell_day_and_rank() {
        let places = [(20_191_122, 0), (20_191_122, 7), (20_191_100, 0), (0, 3)];
        let made = places.map(|(day, before)| Place::new(day, before));
        assert!(made.is_sorted());
        for (place, told) in made.iter().zip(places) {
            assert_eq!((place.day(), place.before()), told);
            assert_eq!(Place::of_number(place.number()), Some(*place));
        }
        assert!(Place::first_before(20_191_122) > made[1]);
        assert!(Place::first_before(20_191_122) <= Place::new(20_191_121, 0));
        assert_eq!(Place::of_number(u64::MAX), None);
    }
}
