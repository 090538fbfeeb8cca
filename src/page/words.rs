//! What texts have in common: pairs of neighbouring characters, the rare ones above all.
//!
//! Two characters are a word of Chinese more often than not. A pair that only one report of the page
//! has (a name, a place, a figure's unit) says more than one that they all have, so each counts by
//! how few have it.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use super::line::{Line, is_han, is_latin};

/// Two neighbouring characters.
pub(super) type Pair = u64;

/// A map whose keys are pairs: their hash need not withstand an attack that a page of text cannot
/// mount at a profit, but it is computed for every character.
pub(super) type Pairs<V> = HashMap<Pair, V, BuildHasherDefault<PairHasher>>;

/// A set of pairs.
pub(super) type PairSet = HashSet<Pair, BuildHasherDefault<PairHasher>>;

/// Spreads a pair over 64 bits by one multiplication (Fibonacci hashing).
#[derive(Debug, Default)]
pub(super) struct PairHasher(u64);

impl Hasher for PairHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(u64::from(byte));
        }
    }

    fn write_u64(&mut self, value: u64) {
        let mixed = (self.0 ^ value).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = mixed ^ (mixed >> 32);
    }
}

/// Returns the pairs of a text, those of two neighbouring Han characters or of a Latin word.
pub(super) fn pairs(text: &str) -> impl Iterator<Item = Pair> {
    let mut before = None;
    text.chars().filter_map(move |c| {
        if c.is_whitespace() {
            return None;
        }
        let this = (is_han(c) || is_letter(c)).then_some(c);
        let pair = before.zip(this).map(|(a, b)| pair(a, b));
        before = this;
        pair
    })
}

/// Returns a count as a weight; beyond sixty-five thousand it makes no difference.
pub(super) fn weight(count: usize) -> f32 {
    f32::from(u16::try_from(count).unwrap_or(u16::MAX))
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || (!c.is_ascii() && is_latin(c) && c.is_alphabetic())
}

/// Returns two characters as one key.
pub(super) fn pair(a: char, b: char) -> Pair {
    (u64::from(u32::from(a)) << 32) | u64::from(u32::from(b))
}

/// More owners than this and a pair is a word that any report may have.
const MOST_OWNERS: usize = 4;

/// Which texts have which pairs.
#[derive(Debug, Default)]
pub(super) struct Index {
    owners: Pairs<Owners>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Owners {
    first: [u32; MOST_OWNERS],
    count: u8,
}

impl Owners {
    fn add(&mut self, owner: u32) {
        let known = usize::from(self.count).min(MOST_OWNERS);
        if self.first.iter().take(known).any(|&known| known == owner) {
            return;
        }
        if let Some(free) = self.first.get_mut(known) {
            *free = owner;
        }
        self.count = self.count.saturating_add(1);
    }

    fn few(&self) -> &[u32] {
        self.first
            .get(..usize::from(self.count))
            .unwrap_or_default()
    }
}

impl Index {
    /// Adds a text to what an owner has.
    pub(super) fn add(&mut self, owner: usize, text: &str) {
        for pair in pairs(text) {
            self.owners
                .entry(pair)
                .or_default()
                .add(u32::try_from(owner).unwrap_or(u32::MAX));
        }
    }

    /// Returns how many pairs of a text some owner has.
    pub(super) fn known(&self, text: &str) -> usize {
        pairs(text)
            .filter(|pair| self.owners.contains_key(pair))
            .count()
    }

    /// Returns each owner that shares rare pairs with a text, with their weight: a pair that one
    /// owner has counts 1, one that three have a third. In the owners' order: where two have as much,
    /// the choice is the same each time.
    pub(super) fn shared(&self, text: &str) -> BTreeMap<usize, f32> {
        let mut shared = BTreeMap::new();
        for pair in pairs(text) {
            let Some(owners) = self.owners.get(&pair) else {
                continue;
            };
            let few = owners.few();
            for &owner in few {
                *shared.entry(owner as usize).or_insert(0.0) += 1.0 / f32::from(owners.count);
            }
        }
        shared
    }
}

/// Bytes of Chinese text for each pair that is not there yet.
const BYTES_EACH: usize = 4;

/// Which characters stand side by side on the page.
#[derive(Debug, Default)]
pub(super) struct Neighbours {
    two: Pairs<u32>,
    three: Pairs<u32>,
}

impl Neighbours {
    /// Reads the lines of a page.
    pub(super) fn of(lines: &[Line<'_>]) -> Self {
        // Most neighbours on a page meet once, and a map that grows is filled anew.
        let room = lines.iter().map(|line| line.text.len()).sum::<usize>() / BYTES_EACH;
        let mut neighbours = Self {
            two: Pairs::with_capacity_and_hasher(room, BuildHasherDefault::default()),
            three: Pairs::with_capacity_and_hasher(room, BuildHasherDefault::default()),
        };
        let (mut before, mut last) = ('\n', '\n');
        for c in lines.iter().flat_map(|line| line.text.chars()) {
            if c.is_whitespace() {
                continue;
            }
            *neighbours.two.entry(pair(last, c)).or_insert(0) += 1;
            *neighbours.three.entry(triple(before, last, c)).or_insert(0) += 1;
            (before, last) = (last, c);
        }
        neighbours
    }

    /// How familiar two texts look where one ends and the other begins; `usual` is how often their
    /// characters meet there anyway, because the lines stand one below the other.
    pub(super) fn at_junction(&self, before: &str, after: &str, usual: u32) -> f32 {
        let known = |three| self.three.get(&three).is_some_and(|&n| n > usual);
        let mut ending = before.chars().rev().filter(|c| !c.is_whitespace());
        let mut beginning = after.chars().filter(|c| !c.is_whitespace());
        let (Some(b), Some(c)) = (ending.next(), beginning.next()) else {
            return 0.0;
        };
        let mut score = 0.0;
        if self.two.get(&pair(b, c)).is_some_and(|&n| n > usual) {
            score += 1.0;
        }
        let left = ending.next().is_some_and(|a| known(triple(a, b, c)));
        let right = beginning.next().is_some_and(|d| known(triple(b, c, d)));
        score + if left { 1.5 } else { 0.0 } + if right { 1.5 } else { 0.0 }
    }
}

/// Three neighbouring characters as one key; a character has 21 bits.
fn triple(a: char, b: char, c: char) -> u64 {
    (u64::from(u32::from(a)) << 42) | (u64::from(u32::from(b)) << 21) | u64::from(u32::from(c))
}
