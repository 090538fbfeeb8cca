//! How many reports each day has: by that rows and places are told from each other.

use super::place::Place;

/// How many reports there are of each day, in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Days {
    /// The keys of the days, the newest first; 0, which is none, is last.
    days: Vec<u32>,
    /// The first row of each day, and at last how many rows there are.
    starts: Vec<usize>,
}

impl Days {
    /// Takes days, the newest first, each once, with how many reports they have.
    pub fn new(days: impl IntoIterator<Item = (u32, usize)>) -> Self {
        let mut made = Self {
            days: Vec::new(),
            starts: vec![0],
        };
        let mut end = 0;
        for (day, count) in days {
            end += count;
            made.days.push(day);
            made.starts.push(end);
        }
        made
    }

    /// Returns how many rows there are.
    pub fn len(&self) -> usize {
        self.starts.last().copied().unwrap_or(0)
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the days with how many reports they have, the newest first.
    pub fn counts(&self) -> impl Iterator<Item = (u32, usize)> + '_ {
        let counts = self.starts.windows(2).map(|pair| match pair {
            [start, end] => end - start,
            _ => 0,
        });
        self.days.iter().copied().zip(counts)
    }

    /// Returns the first row that is of an earlier day than a key.
    pub fn row_before(&self, day: u32) -> usize {
        let at = self.days.partition_point(|own| *own >= day);
        self.starts.get(at).copied().unwrap_or(0)
    }

    /// Returns the place of a row.
    pub fn place(&self, row: usize) -> Option<Place> {
        if row >= self.len() {
            return None;
        }
        let at = self.starts.partition_point(|start| *start <= row) - 1;
        let before = row - self.starts.get(at)?;
        Some(Place::new(*self.days.get(at)?, u32::try_from(before).ok()?))
    }

    /// Returns the row of a place; `None` where its day has no so many reports.
    pub fn row(&self, place: Place) -> Option<usize> {
        let day = place.day();
        let at = self.days.binary_search_by(|own| day.cmp(own)).ok()?;
        let row = self.starts.get(at)? + place.before() as usize;
        (row < *self.starts.get(at + 1)?).then_some(row)
    }

    /// Returns the key of the day of a row; 0 is none.
    pub fn day(&self, row: usize) -> u32 {
        self.place(row).map_or(0, Place::day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_places_are_told_from_each_other() {
        let days = Days::new([(20_191_122, 3), (20_191_100, 1), (0, 2)]);
        assert_eq!(days.len(), 6);
        for row in 0..6 {
            let place = days.place(row).expect("it is there");
            assert_eq!(days.row(place), Some(row));
        }
        assert_eq!(days.place(6), None);
        assert_eq!(days.row(Place::new(20_191_122, 3)), None, "there are three");
        assert_eq!(days.row(Place::new(20_191_121, 0)), None);
        assert_eq!((days.row_before(20_191_122), days.row_before(1)), (3, 4));
        assert_eq!((days.row_before(u32::MAX), days.row_before(0)), (0, 6));
        assert_eq!((days.day(3), days.day(5)), (20_191_100, 0));
        assert_eq!(
            days.counts().collect::<Vec<_>>(),
            [(20_191_122, 3), (20_191_100, 1), (0, 2)]
        );
        assert!(Days::default().is_empty() && Days::default().place(0).is_none());
    }
}
