//! Many texts, sought in one pass over an article.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use super::folded::Held;
use super::pinyin::Words;
use super::spans::Seeker;
use crate::document::Field;

/// Places that are found, or bytes that are read, between two looks at whether the search is still wanted.
const BETWEEN_LOOKS: usize = 1 << 14;

/// Texts that are sought together.
#[derive(Debug)]
pub(super) struct Together {
    /// Finds every place of every text; its patterns have the texts' numbers.
    automaton: AhoCorasick,
    /// Those that may be pinyin.
    words: Words,
}

impl Together {
    /// Puts texts together; `None` where they are too many for an automaton.
    pub(super) fn new(seekers: &[Seeker]) -> Option<Self> {
        let needles = seekers.iter().map(|seeker| &seeker.text().needle);
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(needles)
            .ok()?;
        let mut words = Words::default();
        for (number, seeker) in seekers.iter().enumerate() {
            if seeker.is_loose() {
                words.add(&seeker.text().needle, number);
            }
        }
        Some(Self { automaton, words })
    }

    /// Reads an article; `shown` says of which texts the places are kept.
    pub(super) fn scan(
        &self,
        seekers: &[Seeker],
        shown: &[bool],
        held: &Held,
        superseded: &dyn Fn() -> bool,
    ) -> Scan {
        let mut scan = Scan::new(seekers.len());
        let mut work = 0;
        for (field, piece) in held.pieces() {
            let within = held.text.get(piece.clone()).unwrap_or_default();
            work += within.len();
            for found in self.automaton.find_overlapping_iter(within) {
                work += 1;
                if work >= BETWEEN_LOOKS {
                    work = 0;
                    scan.is_stopped = superseded();
                    if scan.is_stopped {
                        return scan;
                    }
                }
                let number = found.pattern().as_usize();
                let is_whole = found.len() == within.len();
                let is_sought = |seeker: &Seeker| seeker.is_sought_in(field, is_whole);
                if seekers.get(number).is_some_and(is_sought) {
                    let place = piece.start + found.start()..piece.start + found.end();
                    let is_shown = shown.get(number).copied().unwrap_or_default();
                    scan.meet(number, field, is_shown.then_some(place));
                }
            }
        }
        scan
    }

    /// Returns for each text whether it may be said in a headline, a name or a section of an article.
    pub(super) fn said(&self, held: &Held) -> Vec<bool> {
        let mut said = Vec::new();
        for (field, piece) in held.pieces() {
            if matches!(field, Field::Title | Field::Author | Field::Section) {
                let within = held.text.get(piece).unwrap_or_default();
                self.words.find_in(within, &mut said);
            }
        }
        said
    }
}

/// What was found in one pass.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// What is known of each text.
    texts: Vec<Known>,
    /// Where those stand that are shown, in order, those that overlap joined.
    spans: Vec<Range<usize>>,
    is_stopped: bool,
}

/// What is known of a text.
#[derive(Clone, Copy, Debug, Default)]
struct Known {
    is_in: bool,
    is_in_title: bool,
    /// Where its last place ends that was kept.
    end: usize,
}

impl Scan {
    fn new(texts: usize) -> Self {
        Self {
            texts: vec![Known::default(); texts],
            ..Self::default()
        }
    }

    /// Takes note of a text in a field. Places come in the order of their ends.
    fn meet(&mut self, number: usize, field: Field, place: Option<Range<usize>>) {
        let Some(known) = self.texts.get_mut(number) else {
            return;
        };
        known.is_in = true;
        known.is_in_title |= field == Field::Title;
        // No place of a text overlaps the one before it.
        if let Some(place) = place.filter(|place| place.start >= known.end) {
            known.end = place.end;
            self.join(place);
        }
    }

    /// Adds a place that ends behind all others.
    fn join(&mut self, mut place: Range<usize>) {
        while let Some(last) = self.spans.pop_if(|last| last.end > place.start) {
            place.start = place.start.min(last.start);
        }
        self.spans.push(place);
    }

    /// Returns whether a text was found.
    pub(super) fn has(&self, number: usize) -> bool {
        self.texts.get(number).is_some_and(|known| known.is_in)
    }

    /// Returns whether a text was found in the headline, or the lines above and below it.
    pub(super) fn has_in_title(&self, number: usize) -> bool {
        let known = self.texts.get(number);
        known.is_some_and(|known| known.is_in_title)
    }

    /// Returns whether the article was not read to its end.
    pub(super) fn is_stopped(&self) -> bool {
        self.is_stopped
    }

    /// Returns the places that were kept with others among them, in order, those that overlap joined.
    pub(super) fn spans_with(
        &self,
        others: impl Iterator<Item = Range<usize>>,
    ) -> Vec<Range<usize>> {
        let mut spans = self.spans.clone();
        spans.extend(others);
        if spans.len() > self.spans.len() {
            spans.sort_unstable_by_key(|span| span.start);
            spans.dedup_by(|next, span| {
                let overlaps = next.start < span.end;
                if overlaps {
                    span.end = span.end.max(next.end);
                }
                overlaps
            });
        }
        spans
    }
}
