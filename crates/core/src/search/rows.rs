//! A set of rows: what a search found, a bit for each report, so that memory does not grow with what is found.

/// Bits in a word.
const BITS: usize = 64;

/// Words between two counts that are kept.
const BLOCK: usize = 64;

/// Rows, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    words: Vec<u64>,
    /// How many rows there are before each block of words, and last of all.
    before: Vec<u32>,
}

impl Rows {
    /// Makes an empty set, for rows below `end`.
    pub fn below(end: u32) -> Vec<u64> {
        vec![0; (end as usize).div_ceil(BITS)]
    }

    /// Adds a row to what [`below`](Self::below) made.
    pub fn insert(words: &mut [u64], row: u32) {
        if let Some(word) = words.get_mut(row as usize / BITS) {
            *word |= 1 << (row as usize % BITS);
        }
    }

    /// Makes the set of words.
    pub fn of(words: Vec<u64>) -> Self {
        let mut before = vec![0];
        let mut sum = 0;
        for block in words.chunks(BLOCK) {
            sum += block.iter().map(|word| word.count_ones()).sum::<u32>();
            before.push(sum);
        }
        Self { words, before }
    }

    /// Makes the set of some rows, in any order.
    pub fn collect(rows: impl IntoIterator<Item = usize>) -> Self {
        let mut words: Vec<u64> = Vec::new();
        for row in rows {
            let at = row / BITS;
            words.resize(words.len().max(at + 1), 0);
            Self::insert(&mut words, row as u32);
        }
        Self::of(words)
    }

    /// Returns the rows that `others` has not.
    #[must_use]
    pub fn without(&self, others: &Self) -> Self {
        let others = others.words.iter().copied().chain(std::iter::repeat(0));
        let words = self.words.iter().zip(others);
        Self::of(words.map(|(word, other)| word & !other).collect())
    }

    /// Returns these rows and others of the same archive.
    #[must_use]
    pub fn with(&self, others: &Self) -> Self {
        let (long, short) = if self.words.len() < others.words.len() {
            (others, self)
        } else {
            (self, others)
        };
        let rest = short.words.iter().copied().chain(std::iter::repeat(0));
        let words = long.words.iter().zip(rest);
        Self::of(words.map(|(word, other)| word | other).collect())
    }

    /// Returns how many rows there are.
    pub fn len(&self) -> usize {
        self.before.last().copied().unwrap_or(0) as usize
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the row that has `index` others before it.
    pub fn get(&self, index: usize) -> Option<usize> {
        if index >= self.len() {
            return None;
        }
        let block = self
            .before
            .partition_point(|before| *before as usize <= index)
            - 1;
        let mut left = index - self.before.get(block).copied().unwrap_or(0) as usize;
        for (at, word) in self.words.iter().enumerate().skip(block * BLOCK) {
            let ones = word.count_ones() as usize;
            if left < ones {
                let mut word = *word;
                for _ in 0..left {
                    word &= word - 1;
                }
                return Some(at * BITS + word.trailing_zeros() as usize);
            }
            left -= ones;
        }
        None
    }

    /// Returns whether a row is one of them.
    pub fn contains(&self, row: usize) -> bool {
        let word = self.words.get(row / BITS);
        word.is_some_and(|word| word & (1 << (row % BITS)) != 0)
    }

    /// Returns how many others stand before a row, if it is one of them.
    pub fn index_of(&self, row: usize) -> Option<usize> {
        self.contains(row).then(|| self.below_row(row))
    }

    /// Returns how many rows there are that stand before a row, which may be none of them.
    pub fn below_row(&self, row: usize) -> usize {
        let (at, bit) = (row / BITS, row % BITS);
        let Some(word) = self.words.get(at) else {
            return self.len();
        };
        let block = at / BLOCK;
        let words = self.words.get(block * BLOCK..at).unwrap_or_default();
        let below = word & ((1 << bit) - 1);
        let ones: u32 = words.iter().map(|word| word.count_ones()).sum();
        (self.before.get(block).copied().unwrap_or(0) + ones + below.count_ones()) as usize
    }

    /// Returns the rows in order.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(at, word)| {
            let mut word = *word;
            std::iter::from_fn(move || {
                let bit = word.trailing_zeros() as usize;
                (bit < BITS).then(|| {
                    word &= word - 1;
                    at * BITS + bit
                })
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn rows_are_found_by_their_index_and_back(
            rows in prop::collection::btree_set(0u32..20_000, 0..300),
        ) {
            let mut words = Rows::below(20_000);
            for row in &rows {
                Rows::insert(&mut words, *row);
            }
            let set = Rows::of(words);
            prop_assert_eq!(set.len(), rows.len());
            for (index, row) in rows.iter().enumerate() {
                prop_assert_eq!(set.get(index), Some(*row as usize));
                prop_assert_eq!(set.index_of(*row as usize), Some(index));
            }
            prop_assert_eq!(set.get(rows.len()), None);
            prop_assert_eq!(set.iter().count(), rows.len());
            let other = (0..20_000).find(|row| !rows.contains(row));
            prop_assert_eq!(other.and_then(|row| set.index_of(row as usize)), None);
            let mut words = Rows::below(rows.last().map_or(0, |last| last + 1));
            for row in rows.iter().filter(|row| *row % 3 == 0) {
                Rows::insert(&mut words, *row);
            }
            let fewer = Rows::of(words);
            let whole = set.without(&fewer).with(&fewer);
            prop_assert!(whole.iter().eq(set.iter()));
            for row in [0, 63, 64, 4095, 4096, 10_000, 20_000, 30_000] {
                prop_assert_eq!(set.below_row(row as usize), rows.range(..row).count());
            }
        }
    }
}
