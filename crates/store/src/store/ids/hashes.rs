//! A set of hashes that takes little more memory than they do, as collections of millions need.

/// How many tables there are, as a power of two. Each grows by itself, so that hardly any memory is held
/// twice meanwhile.
const BITS: u32 = 6;

/// How many slots a table has at first.
const SMALLEST: usize = 16;

/// A set of 64-bit hashes, of 10 to 13 bytes each.
#[derive(Debug)]
pub(super) struct Hashes([Table; 1 << BITS]);

/// Hashes in their order, each at its place or behind it; 0 is none.
#[derive(Debug, Default)]
struct Table {
    slots: Vec<u64>,
    len: usize,
}

impl Default for Hashes {
    fn default() -> Self {
        Self(std::array::from_fn(|_| Table::default()))
    }
}

impl Hashes {
    /// Adds a hash; returns whether it was not there.
    pub(super) fn insert(&mut self, hash: u64) -> bool {
        // 0 is no hash: it is taken for 1.
        let hash = hash.max(1);
        let table = self.0.get_mut((hash >> (u64::BITS - BITS)) as usize);
        table.is_some_and(|table| table.insert(hash))
    }
}

impl Table {
    fn insert(&mut self, hash: u64) -> bool {
        if self.len * 5 >= self.slots.len() * 4 {
            self.grow();
        }
        let is_new = self.put(hash);
        self.len += usize::from(is_new);
        is_new
    }

    fn grow(&mut self) {
        let size = (self.slots.len() + self.slots.len() / 3).max(SMALLEST);
        let old = std::mem::replace(&mut self.slots, vec![0; size]);
        for hash in old.into_iter().filter(|hash| *hash != 0) {
            self.put(hash);
        }
    }

    /// Puts a hash into the first slot that is free from its place on, unless it is there.
    fn put(&mut self, hash: u64) -> bool {
        let place = u128::from(hash << BITS) * self.slots.len() as u128;
        let (before, behind) = self.slots.split_at_mut((place >> u64::BITS) as usize);
        for slot in behind.iter_mut().chain(before) {
            if *slot == hash {
                return false;
            }
            if *slot == 0 {
                *slot = hash;
                return true;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn it_holds_what_a_set_of_the_library_does() {
        let (mut ours, mut theirs) = (Hashes::default(), HashSet::new());
        let mut number: u64 = 1;
        for round in 0..20_000_u64 {
            number = number.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(31) ^ round;
            // Some come again, and some are close to each other.
            let hash = match round % 4 {
                0 => number >> 56,
                1 => u64::MAX - (number >> 57),
                _ => number,
            };
            let hash = hash.max(1);
            assert_eq!(ours.insert(hash), theirs.insert(hash), "{hash:x}");
        }
        let slots: usize = ours.0.iter().map(|table| table.slots.len()).sum();
        assert!(
            slots * 8 <= theirs.len() * 14,
            "{slots} for {}",
            theirs.len()
        );
    }
}
