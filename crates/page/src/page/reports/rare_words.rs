//! How much rare words texts have in common: names and places come again in every piece of a report.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::super::words::{Pair, PairHasher, PairSet, weight};

pub(super) type PairMap<T> = HashMap<Pair, T, BuildHasherDefault<PairHasher>>;

/// A text with few words has so much of none in common with others.
const FEW: f32 = 8.0;

/// How rare the words are that more than one piece of a page has.
pub(super) struct RareWords(PairMap<f32>);

impl RareWords {
    /// Weighs words by how many of some pieces have each.
    pub(super) fn of(counts: &PairMap<usize>, pieces: usize) -> Self {
        let all = weight(pieces + 1);
        let shared = counts.iter().filter(|(_, count)| **count > 1);
        Self(
            shared
                .map(|(&pair, &count)| (pair, (all / weight(count)).ln()))
                .collect(),
        )
    }

    /// Returns how much each two of some texts have in common, between 0 and 1, row by row.
    pub(super) fn among(&self, texts: &[&PairSet]) -> Vec<f32> {
        let count = texts.len();
        let mut having: PairMap<Vec<usize>> = PairMap::default();
        for (at, words) in texts.iter().enumerate() {
            for pair in words.iter().filter(|pair| self.0.contains_key(*pair)) {
                having.entry(*pair).or_default().push(at);
            }
        }
        let mut common = vec![0.0_f32; count * count];
        for (pair, texts) in &having {
            let rare = self.0.get(pair).copied().unwrap_or(0.0);
            for (a, b) in texts.iter().flat_map(|a| texts.iter().map(move |b| (a, b))) {
                if let Some(common) = common.get_mut(a * count + b) {
                    *common += rare;
                }
            }
        }
        let own: Vec<f32> = (0..count)
            .filter_map(|at| common.get(at * (count + 1)).copied())
            .collect();
        for (at, common) in common.iter_mut().enumerate() {
            let of = |text: usize| own.get(text).copied().unwrap_or(0.0) + FEW;
            *common /= (of(at / count) * of(at % count)).sqrt();
        }
        common
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::words::pairs;
    use super::*;

    #[test]
    fn a_name_says_more_than_a_word_that_all_have() {
        let texts = [
            "青山水库今天开闸",
            "青山水库的水今天来了",
            "今天樱花开了",
            "今天大桥合龙",
        ];
        let words: Vec<PairSet> = texts.iter().map(|text| pairs(text).collect()).collect();
        let mut counts = PairMap::default();
        for pair in words.iter().flatten() {
            *counts.entry(*pair).or_insert(0) += 1;
        }
        let sets: Vec<&PairSet> = words.iter().collect();
        let common = RareWords::of(&counts, texts.len()).among(&sets);
        assert!(common[1] > 3.0 * common[2], "{common:?}");
        assert!((common[1] - common[4]).abs() < 0.001 && common[1] < 1.0);
    }
}
