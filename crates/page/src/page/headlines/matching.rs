//! Weighs how well headlines fit reports.

use std::collections::BTreeMap;

use super::super::frames::{Heading, Item};
use super::super::words::{Index, PairSet, pairs, weight};
use super::{Choice, LEAST, Matcher, UNTOLD, Unit};

/// So many pairs a headline counts for at least, lest one that is common by chance be enough.
const FEWEST_WORDS: usize = 7;

impl<'i, 't> Matcher<'i, 't> {
    /// Cuts headings where their lines fit different reports best.
    pub(super) fn units(&self) -> Vec<Unit> {
        let mut units = Vec::new();
        for (item, heading) in self.headings() {
            let mut first = 0;
            for index in 1..=heading.lines.len() {
                let unit = Unit {
                    item,
                    first,
                    count: index - first,
                };
                let next = Unit {
                    item,
                    first: index,
                    count: 1,
                };
                let ends = index == heading.lines.len() || self.parts(unit, next);
                if ends {
                    units.push(unit);
                    first = index;
                }
            }
        }
        units
    }

    fn headings(&self) -> impl Iterator<Item = (usize, &'i Heading<'t>)> {
        self.items
            .iter()
            .enumerate()
            .filter_map(|(at, item)| match item {
                Item::Heading(heading) => Some((at, heading)),
                _ => None,
            })
    }

    /// Whether two neighbouring parts of a heading are two headlines.
    fn parts(&self, unit: Unit, next: Unit) -> bool {
        let (text, following) = (unit.text(self.items), next.text(self.items));
        if says_again(&text, &following) {
            return true;
        }
        if self.gapped {
            let below = next.lines(self.items).first();
            return below.is_some_and(|line| line.gap);
        }
        let open = text.ends_with(['、', '，', '：', '—'])
            || text.matches(['“', '《', '（', '【']).count()
                > text.matches(['”', '》', '）', '】']).count();
        if open {
            return false;
        }
        let (a, b) = (self.affinities(unit), self.affinities(next));
        let best = |of: &BTreeMap<usize, f32>| {
            of.iter()
                .map(|(&report, &weight)| (report, weight))
                .max_by(|a, b| a.1.total_cmp(&b.1))
        };
        let (Some((first, to_first)), Some((second, to_second))) = (best(&a), best(&b)) else {
            return false;
        };
        let cross = |of: &BTreeMap<usize, f32>, report| of.get(&report).copied().unwrap_or(0.0);
        first != second
            && to_first > LEAST
            && to_second > LEAST
            && 2.0 * cross(&a, second) < to_first
            && 2.0 * cross(&b, first) < to_second
    }

    /// How much of a headline's words each report has.
    fn affinities(&self, unit: Unit) -> BTreeMap<usize, f32> {
        affinities(&self.leads, &self.bodies, &unit.text(self.items))
    }

    /// How well a headline fits each report that it fits at all.
    pub(super) fn choices(&self, unit: Unit) -> Vec<Choice> {
        let mut scores = self.affinities(unit);
        for near in self.nearest(unit) {
            scores.entry(near).or_insert(0.0);
        }
        let mut choices: Vec<Choice> = scores
            .into_iter()
            .map(|(report, weight)| Choice {
                unit,
                report,
                score: weight + self.nearness(unit, report),
                is_told: weight >= UNTOLD,
                margin: 0.0,
            })
            .collect();
        weigh_rivals(&mut choices);
        choices
    }

    /// The reports that have a good part of a headline's words.
    pub(super) fn shared_by(&self, unit: Unit) -> Vec<usize> {
        let scores = self.affinities(unit).into_iter();
        scores
            .filter(|&(_, weight)| weight >= LEAST)
            .map(|(report, _)| report)
            .collect()
    }

    fn nearest(&self, unit: Unit) -> impl Iterator<Item = usize> {
        [&self.before, &self.after]
            .into_iter()
            .filter_map(move |near| near.get(unit.item).copied().flatten())
    }

    /// A headline stands above its report more often than below it, and below more often than apart.
    fn nearness(&self, unit: Unit, report: usize) -> f32 {
        let Some(draft) = self.drafts.get(report) else {
            return 0.0;
        };
        let before = self.before.get(unit.item).copied().flatten();
        let after = self.after.get(unit.item).copied().flatten();
        let first = draft.frames.first().copied().unwrap_or_default();
        let last = draft.frames.last().copied().unwrap_or_default();
        if after == Some(report) && unit.item < first {
            0.30
        } else if before == Some(report) && unit.item > last {
            0.25
        } else {
            0.0
        }
    }
}

/// How much of a text's words each report has, by the words of their beginnings and of all of them.
fn affinities(leads: &Index<'_>, bodies: &Index<'_>, text: &str) -> BTreeMap<usize, f32> {
    // Where two words meet there is a pair that no report has; it says nothing.
    let size = weight(bodies.known(text).max(FEWEST_WORDS));
    let mut scores = bodies.shared(text);
    for score in scores.values_mut() {
        *score *= 0.5 / size;
    }
    for (report, weight) in leads.shared(text) {
        *scores.entry(report).or_insert(0.0) += weight / size;
    }
    scores
}

/// How much of a text's words a report has.
pub(super) fn told(leads: &Index<'_>, bodies: &Index<'_>, text: &str, report: usize) -> f32 {
    let told = affinities(leads, bodies, text);
    told.get(&report).copied().unwrap_or(0.0)
}

/// Sets by how much each choice of a headline is better than any other.
fn weigh_rivals(choices: &mut [Choice]) {
    let (mut best, mut best_score, mut second) = (None, 0.0, 0.0_f32);
    for choice in choices.iter() {
        if choice.score > best_score {
            second = best_score;
            (best, best_score) = (Some(choice.report), choice.score);
        } else {
            second = second.max(choice.score);
        }
    }
    for choice in choices {
        let is_best = best == Some(choice.report);
        choice.margin = choice.score - if is_best { second } else { best_score };
    }
}

/// Whether a headline says what the one above it says: no newspaper says a thing twice in one.
pub(super) fn says_again(text: &str, following: &str) -> bool {
    let words: PairSet = pairs(text).collect();
    let others: PairSet = pairs(following).collect();
    let common = words.intersection(&others).count();
    common >= 3 && 3 * common >= 2 * words.len().min(others.len())
}
