//! Tells the encoding of bytes that are not UTF-8 by how likely the text is that they make.
//!
//! Text in one of the Chinese encodings nearly always makes characters in the others too, but rare ones
//! that no newspaper would set side by side. Each character costs as many bits as it is rare in
//! newspapers, and the encoding in which a text costs least is its own. Two characters are mostly
//! enough.

use std::collections::HashMap;
use std::sync::LazyLock;

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8};

use super::read_as;

/// What a character costs at most, in bits: how rare it is in Chinese newspapers, simplified or
/// traditional, by two to the power of minus so many. Counted over some six thousand reports.
static COSTS: LazyLock<HashMap<char, u32>> = LazyLock::new(|| {
    let lines = include_str!("frequencies.txt").lines();
    let costs = lines.filter_map(|line| line.split_once(' '));
    costs
        .filter_map(|(bits, characters)| Some((bits.parse().ok()?, characters)))
        .flat_map(|(bits, characters)| characters.chars().map(move |c| (c, bits)))
        .collect()
});

/// GB18030 holds GBK and GB2312.
const CANDIDATES: [&Encoding; 3] = [UTF_8, GB18030, BIG5];

/// What it costs that bytes are nothing in an encoding, in bits.
const DAMAGE: u32 = 20;

/// What it costs that a file is not in UTF-8, in bits: it is rare.
const NOT_UTF8: u32 = 15;

/// What it costs that a file which is UTF-8 throughout is in another encoding by chance, in bits,
/// besides what its characters cost.
const CHANCE: u32 = 8;

/// By how much another encoding has to be better for one line of a file, in bits.
const MIXED: u32 = 30;

/// How much of a file its encoding is told from, in bytes.
const SAMPLE: usize = 64 * 1024;

/// How much of a line, from its first byte that is not ASCII.
const LINE: usize = 4 * 1024;

/// What lines cost in each of the candidates.
#[derive(Clone, Copy, Default)]
struct Costs([u32; CANDIDATES.len()]);

impl Costs {
    fn of(line: &[u8]) -> Self {
        let start = line.iter().position(|byte| !byte.is_ascii());
        let part = start
            .and_then(|start| line.get(start..))
            .unwrap_or_default();
        let part = part.get(..LINE).unwrap_or(part);
        Self(CANDIDATES.map(|encoding| cost(part, encoding)))
    }

    fn add(&mut self, other: Self) {
        for (sum, cost) in self.0.iter_mut().zip(other.0) {
            *sum = sum.saturating_add(cost);
        }
    }

    /// Returns the best encoding, with what it costs.
    fn best(self) -> (&'static Encoding, u32) {
        let costs = CANDIDATES.into_iter().zip(self.0);
        costs
            .map(|(encoding, cost)| {
                let rare = if encoding == UTF_8 { 0 } else { NOT_UTF8 };
                (encoding, cost.saturating_add(rare))
            })
            .min_by_key(|(_, cost)| *cost)
            .unwrap_or((UTF_8, 0))
    }

    fn in_encoding(self, encoding: &Encoding) -> u32 {
        let mut costs = CANDIDATES.into_iter().zip(self.0);
        costs
            .find(|(candidate, _)| *candidate == encoding)
            .map_or(u32::MAX, |(_, cost)| cost)
    }
}

fn cost(bytes: &[u8], encoding: &'static Encoding) -> u32 {
    let mut text = String::new();
    let mut damage = Vec::new();
    read_as(encoding, bytes, &mut text, &mut damage);
    text.chars().map(bits).sum()
}

fn bits(c: char) -> u32 {
    match c {
        '\0'..='\x7F' => 5,
        char::REPLACEMENT_CHARACTER => DAMAGE,
        '\u{80}'..='\u{52F}' => 16,
        '\u{E000}'..='\u{F8FF}' | '\u{10000}'.. => 24,
        _ => COSTS.get(&c).copied().unwrap_or(19),
    }
}

/// Returns the encoding of most of a file.
pub(super) fn file(bytes: &[u8]) -> &'static Encoding {
    let mut costs = Costs::default();
    let mut seen = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        if seen < SAMPLE && !line.is_ascii() {
            costs.add(Costs::of(line));
            seen += line.len();
        }
    }
    costs.best().0
}

/// Returns the encoding of a line in a file that is mostly in `file`.
pub(super) fn line(bytes: &[u8], file: &'static Encoding) -> &'static Encoding {
    let costs = Costs::of(bytes);
    let (own, cost) = costs.best();
    let other = costs.in_encoding(file) > cost.saturating_add(MIXED);
    if other { own } else { file }
}

/// Returns whether text that is UTF-8 throughout is so by chance only: a short phrase in GBK may be
/// (目前 is Ŀǰ). It then has letters beyond ASCII only, and none beside one of ASCII as in café.
pub(super) fn is_chance(text: &str) -> bool {
    let mut costs = 0;
    let mut before = ' ';
    for c in text.chars() {
        let beside = |a: char, b: char| a.is_ascii_alphabetic() && !b.is_ascii();
        if c >= '\u{800}' || beside(before, c) || beside(c, before) {
            return false;
        }
        costs += bits(c);
        before = c;
    }
    cost(text.as_bytes(), GB18030) + CHANCE < costs
}
