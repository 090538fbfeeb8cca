//! What texts have in common: pairs of neighbouring characters, the rare ones above all.
//!
//! Two characters are a word of Chinese more often than not. A pair that only one report of the page
//! has (a name, a place, a figure's unit) says more than one that they all have, so each counts by
//! how few have it.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use super::line::{Line, is_han, is_latin};
use crate::text::words::divides_word;

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
            owners: vec![NONE; page.numbers.len()],
            shared: Vec::new(),
        }
    }

    /// Adds a text of the page to what an owner has.
    pub(super) fn add(&mut self, owner: usize, text: &str) {
        let owner = u32::try_from(owner + 1).unwrap_or(MANY).min(SHARED - 1);
        for pair in pairs(text) {
            let number = self.page.numbers.of_pair(pair);
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
        let number = self.page.numbers.of_pair(pair);
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
    /// The pairs that words are of and that stand on the page more than once: no two texts have another in
    /// common.
    numbers: Numbers,
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
        let numbers = Numbers::of(&runs);
        Self { runs, numbers }
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

/// Pairs of characters, each with a number of its own: where it stands in a table by its hash. A look costs about
/// one miss of the processor's caches however large the page is, where a search among sorted pairs costs many, and
/// a pair takes six bytes on average.
#[derive(Debug, Default)]
struct Numbers {
    /// The characters, numbered from 1. Those beyond two bytes are left out: no page has so many.
    characters: HashMap<char, u16, BuildHasherDefault<PairHasher>>,
    /// Pairs by the numbers of their characters, or [`FREE`]; as many as a power of two.
    slots: Vec<u32>,
}

/// Whether a word is divided where one text ends and another begins; `None` where a mark or a number stands there.
pub(super) fn meet_in_word(before: &str, after: &str) -> Option<bool> {
    let is_letter = |c: Option<char>| c.is_some_and(is_of_word);
    let meet = is_letter(before.chars().next_back()) && is_letter(after.chars().next());
    meet.then(|| divides_word(before, after))
}

/// No pair is in a slot.
const FREE: u32 = 0;

impl Numbers {
    /// Numbers those that meet more than once of runs in order.
    fn of(runs: &[u64]) -> Self {
        let pairs = || {
            let of_pair = runs.chunk_by(|one, other| one >> 22 == other >> 22);
            of_pair.filter_map(|runs| {
                let run = *runs.first()?;
                let (first, second) = (character(run >> 43), character(run >> 22));
                let again = runs.len() > 1 || run & TWICE != 0;
                (again && is_of_word(first) && is_of_word(second)).then_some((first, second))
            })
        };
        let count = pairs().count();
        if count == 0 {
            return Self::default();
        }
        let mut numbers = Self {
            slots: vec![FREE; (count + count / 4 + 1).next_power_of_two()],
            ..Self::default()
        };
        for (first, second) in pairs() {
            numbers.insert(first, second);
        }
        numbers
    }

    fn insert(&mut self, first: char, second: char) {
        for c in [first, second] {
            let next = u16::try_from(self.characters.len() + 1);
            if let Ok(next) = next {
                self.characters.entry(c).or_insert(next);
            }
        }
        let place = self
            .key(first, second)
            .and_then(|key| Some((self.place(key)?, key)));
        if let Some((place, key)) = place
            && let Some(slot) = self.slots.get_mut(place)
        {
            *slot = key;
        }
    }

    /// How many numbers there are.
    fn len(&self) -> usize {
        self.slots.len()
    }

    /// Returns the number of a pair that has one.
    fn of_pair(&self, pair: Pair) -> Option<usize> {
        let key = self.key(character(pair >> 32), character(pair))?;
        let place = self.place(key)?;
        (self.slots.get(place) == Some(&key)).then_some(place)
    }

    fn key(&self, first: char, second: char) -> Option<u32> {
        let first = *self.characters.get(&first)?;
        let second = *self.characters.get(&second)?;
        Some((u32::from(first) << 16) | u32::from(second))
    }

    /// Returns where a pair stands, or the free slot where it would.
    fn place(&self, key: u32) -> Option<usize> {
        let mut hasher = PairHasher::default();
        hasher.write_u32(key);
        let last = self.slots.len().checked_sub(1)?;
        let start = hasher.finish() as usize & last;
        let places = (0..=last).map(|step| (start + step) & last);
        let mut places = places.filter(|place| {
            let slot = self.slots.get(*place);
            slot.is_some_and(|slot| *slot == key || *slot == FREE)
        });
        places.next()
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
