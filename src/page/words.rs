//! What texts have in common: pairs of neighbouring characters, the rare ones above all.
//!
//! Two characters are a word of Chinese more often than not. A pair that only one report of the page
//! has (a name, a place, a figure's unit) says more than one that they all have, so each counts by
//! how few have it.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

use super::line::{Line, is_han, is_latin};

/// Two neighbouring characters.
pub(super) type Pair = u64;

/// A set of pairs: their hash need not withstand an attack that a page of text cannot mount at a profit,
/// but it is computed for every character.
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

    fn write_u32(&mut self, value: u32) {
        self.write_u64(u64::from(value));
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
        let this = is_of_word(c).then_some(c);
        let pair = before.zip(this).map(|(a, b)| pair(a, b));
        before = this;
        pair
    })
}

/// Returns a count as a weight; beyond sixty-five thousand it makes no difference.
pub(super) fn weight(count: usize) -> f32 {
    f32::from(u16::try_from(count).unwrap_or(u16::MAX))
}

fn is_of_word(c: char) -> bool {
    is_han(c) || c.is_ascii_alphabetic() || (!c.is_ascii() && is_latin(c) && c.is_alphabetic())
}

/// Returns two characters as one key.
pub(super) fn pair(a: char, b: char) -> Pair {
    (u64::from(u32::from(a)) << 32) | u64::from(u32::from(b))
}

/// More owners than this and a pair is a word that any report may have.
const MOST_OWNERS: usize = 4;

/// Which texts have which of the pairs of a page. What is asked for is another text of it.
#[derive(Debug)]
pub(super) struct Index<'p> {
    page: &'p Neighbours,
    /// For each pair of the page the one owner that has it, counted from 1, or what [`SHARED`] and [`MANY`]
    /// say.
    owners: Vec<u32>,
    /// The pairs of a few owners.
    shared: Vec<Owners>,
}

/// No owner has a pair.
const NONE: u32 = 0;
/// Too many have it.
const MANY: u32 = u32::MAX;
/// From here on a number stands for what is shared; below for the one owner.
const SHARED: u32 = 1 << 31;

#[derive(Clone, Copy, Debug, Default)]
struct Owners {
    owners: [u32; MOST_OWNERS],
    count: u8,
}

impl Owners {
    fn few(&self) -> &[u32] {
        let count = usize::from(self.count);
        self.owners.get(..count).unwrap_or_default()
    }

    /// Adds an owner; returns whether there is room for it.
    fn add(&mut self, owner: u32) -> bool {
        if self.few().contains(&owner) {
            return true;
        }
        let free = self.owners.get_mut(usize::from(self.count));
        let has_room = free.is_some();
        if let Some(free) = free {
            *free = owner;
            self.count += 1;
        }
        has_room
    }
}

impl<'p> Index<'p> {
    /// Makes an index for texts of a page.
    pub(super) fn new(page: &'p Neighbours) -> Self {
        Self {
            page,
            owners: vec![NONE; page.seconds.len()],
            shared: Vec::new(),
        }
    }

    /// Adds a text of the page to what an owner has.
    pub(super) fn add(&mut self, owner: usize, text: &str) {
        let owner = u32::try_from(owner + 1).unwrap_or(MANY).min(SHARED - 1);
        for pair in pairs(text) {
            let number = self.page.number(pair);
            let Some(known) = number.and_then(|number| self.owners.get_mut(number)) else {
                continue;
            };
            match *known {
                NONE => *known = owner,
                MANY => {}
                shared @ SHARED.. => {
                    let shared = self.shared.get_mut((shared - SHARED) as usize);
                    if shared.is_some_and(|shared| !shared.add(owner)) {
                        *known = MANY;
                    }
                }
                one if one == owner => {}
                one => {
                    *known = SHARED + self.shared.len() as u32;
                    self.shared.push(Owners {
                        owners: [one, owner, 0, 0],
                        count: 2,
                    });
                }
            }
        }
    }

    /// Returns how many pairs of a text some owner has.
    pub(super) fn known(&self, text: &str) -> usize {
        pairs(text).filter(|pair| self.owner(*pair) != NONE).count()
    }

    /// Returns each owner that shares rare pairs with a text, with their weight: a pair that one
    /// owner has counts 1, one that three have a third. In the owners' order: where two have as much,
    /// the choice is the same each time.
    pub(super) fn shared(&self, text: &str) -> BTreeMap<usize, f32> {
        let mut weights = BTreeMap::new();
        for pair in pairs(text) {
            let owner = self.owner(pair);
            let few = match &owner {
                &NONE | &MANY => &[],
                &shared if shared >= SHARED => {
                    let shared = self.shared.get((shared - SHARED) as usize);
                    shared.map_or(&[][..], Owners::few)
                }
                one => std::slice::from_ref(one),
            };
            for &owner in few {
                *weights.entry(owner as usize - 1).or_insert(0.0) += 1.0 / weight(few.len());
            }
        }
        weights
    }

    fn owner(&self, pair: Pair) -> u32 {
        let number = self.page.number(pair);
        let owner = number.and_then(|number| self.owners.get(number));
        owner.copied().unwrap_or(NONE)
    }
}

/// Which characters stand side by side on the page.
///
/// What is kept is sorted and not hashed: a page may be as large as a file, and then nearly all that
/// stands on it stands there once.
#[derive(Debug, Default)]
pub(super) struct Neighbours {
    /// Each three neighbours once, as [`run`] orders them; [`TWICE`] says that they meet again.
    runs: Vec<u64>,
    /// The first characters of the page's pairs, each with where the second ones stand.
    firsts: HashMap<char, Range<u32>, BuildHasherDefault<PairHasher>>,
    /// The second characters of the pairs, in order behind each first one.
    seconds: Vec<char>,
}

/// Marks three neighbours that meet more than once.
const TWICE: u64 = 1;

impl Neighbours {
    /// Reads the lines of a page.
    pub(super) fn of(lines: &[Line<'_>]) -> Self {
        let characters = || {
            let characters = lines.iter().flat_map(|line| line.text.chars());
            characters.filter(|c| !c.is_whitespace())
        };
        let mut runs = Vec::with_capacity(characters().count());
        let (mut before, mut last) = ('\n', '\n');
        for c in characters() {
            runs.push(run(before, last, c));
            (before, last) = (last, c);
        }
        runs.sort_unstable();
        runs.dedup_by(|next, run| {
            let again = *next == *run & !TWICE;
            if again {
                *run |= TWICE;
            }
            again
        });
        runs.shrink_to_fit();
        let mut neighbours = Self {
            runs,
            ..Self::default()
        };
        neighbours.number_pairs();
        neighbours
    }

    /// Numbers the pairs that words are of and that stand on the page more than once: no two texts have
    /// another in common.
    fn number_pairs(&mut self) {
        let same = |one: &u64, other: &u64| one >> 22 == other >> 22;
        for runs in self.runs.chunk_by(same) {
            let &[run, ref others @ ..] = runs else {
                continue;
            };
            let (first, second) = (character(run >> 43), character(run >> 22));
            let again = run & TWICE != 0 || !others.is_empty();
            if !again || !is_of_word(first) || !is_of_word(second) {
                continue;
            }
            let at = self.seconds.len() as u32;
            self.seconds.push(second);
            self.firsts.entry(first).or_insert(at..at).end = at + 1;
        }
        self.seconds.shrink_to_fit();
    }

    /// Returns the number of a pair that has one.
    fn number(&self, pair: Pair) -> Option<usize> {
        let seconds = self.firsts.get(&character(pair >> 32))?;
        let (start, end) = (seconds.start as usize, seconds.end as usize);
        let second = character(pair & u64::from(u32::MAX));
        let found = self.seconds.get(start..end)?.binary_search(&second);
        found.ok().map(|at| start + at)
    }

    /// How familiar two texts look where one ends and the other begins; `usual` is how often their
    /// characters meet there anyway, because the lines stand one below the other: once, or never.
    pub(super) fn at_junction(&self, before: &str, after: &str, usual: usize) -> f32 {
        let known = |a, b, c| self.count(run(a, b, c), !TWICE) > usual;
        let mut ending = before.chars().rev().filter(|c| !c.is_whitespace());
        let mut beginning = after.chars().filter(|c| !c.is_whitespace());
        let (Some(b), Some(c)) = (ending.next(), beginning.next()) else {
            return 0.0;
        };
        let mut score = 0.0;
        if self.count(run('\0', b, c), !0 << 22) > usual {
            score += 1.0;
        }
        let left = ending.next().is_some_and(|a| known(a, b, c));
        let right = beginning.next().is_some_and(|d| known(b, c, d));
        score + if left { 1.5 } else { 0.0 } + if right { 1.5 } else { 0.0 }
    }

    /// Returns how often what the bits of a mask ask for meets, up to twice; `least` is the first of it.
    fn count(&self, least: u64, mask: u64) -> usize {
        let start = self.runs.partition_point(|&run| run < least);
        let found = self.runs.iter().skip(start).take(2);
        let found = found.take_while(|&run| run & mask == least);
        found.map(|run| 1 + (run & TWICE) as usize).sum::<usize>()
    }
}

/// Three neighbouring characters as one key, the first behind the others, so that those stand together
/// that have the last two in common; a character has 21 bits.
fn run(before: char, a: char, b: char) -> u64 {
    let [before, a, b] = [before, a, b].map(|c| u64::from(u32::from(c)));
    (a << 43) | (b << 22) | (before << 1)
}

/// Returns the character in the last bits of a key.
fn character(key: u64) -> char {
    char::from_u32(key as u32 & 0x1F_FFFF).unwrap_or_default()
}
