//! Where a text stands in one shard: a phrase of characters.
//!
//! A document that holds the rarest characters is approached first, and only then are positions read, from
//! those of the rarest on, until none is left. A character is looked up once however often it stands in the
//! phrase, and one that is not rare only where all that are rarer stand: a phrase may be a page that was
//! pasted. tantivy's own phrase scorer reads
//! them in the order of the phrase and cannot be left and taken up again; on 200,000 reports this one
//! counts the same substrings at the median in 1.4 ms with two threads, and finds the newest 50 in
//! 0.45 ms.
//!
//! A second field of pairs of common characters, without positions, was tried to prune with: with the
//! 512 characters that stand in three of ten reports it takes the index from 62 to 81 % of the JSON and
//! building it three times as long; counting was no faster at the median or at the 99th percentile, and
//! the newest 50 took 0.15 ms instead of 0.45. With 865 characters counting took half as long at the
//! median, the index 88 % and building seven times as long. So there is none.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use tantivy::index::{InvertedIndexReader, SegmentReader};
use tantivy::postings::{Postings as _, SegmentPostings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet as _, TERMINATED, Term};

/// By how many of the rarest characters a document is approached.
const APPROACHED: usize = 8;

/// A phrase of fewer tokens is confirmed place by place. One that has sounds in it, several of which stand at
/// the same position, is never longer.
const SHORT: usize = 64;

/// What is asked of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// In which documents it stands.
    Documents,
    /// How often it stands in one.
    Counts,
    /// Where it stands in one.
    Places,
}

/// A text that is sought.
pub(super) struct Phrase {
    /// Its characters, each once, the rarest first.
    characters: Vec<Character>,
    /// Which of them stands at each place.
    places: Vec<u32>,
    /// For each place of a long phrase that is not all of different characters: how long a beginning of the
    /// phrase ends there, short of all of it up to there.
    borders: Vec<u32>,
    index: Arc<InvertedIndexReader>,
    wanted: Wanted,
    /// Where the phrase may begin, so much further on as it is long, kept from one document to the next for its memory.
    starts: Vec<u32>,
    /// Which character stands where, the same.
    standing: Vec<(u32, u32)>,
}

/// A character of a phrase.
struct Character {
    /// Its first place in the phrase.
    first: u32,
    term: TermInfo,
    /// Where it stands, once that is asked for.
    postings: Option<SegmentPostings>,
    /// Its positions in a document, so much further on that the phrase would begin behind its length.
    positions: Vec<u32>,
}

impl Phrase {
    /// Makes a phrase of tokens; `None` where the shard lacks one of them.
    pub(super) fn new(
        segment: &SegmentReader,
        field: Field,
        tokens: &[String],
        wanted: Wanted,
    ) -> tantivy::Result<Option<Self>> {
        let index = segment.inverted_index(field)?;
        let mut known: HashMap<&str, u32> = HashMap::new();
        let mut characters: Vec<Character> = Vec::new();
        let mut places = Vec::with_capacity(tokens.len());
        for (place, token) in tokens.iter().enumerate() {
            if let Some(number) = known.get(token.as_str()) {
                places.push(*number);
                continue;
            }
            let Some(term) = index.get_term_info(&Term::from_field_text(field, token))? else {
                return Ok(None);
            };
            let number = characters.len() as u32;
            known.insert(token, number);
            places.push(number);
            characters.push(Character {
                first: place as u32,
                term,
                postings: None,
                positions: Vec::new(),
            });
        }
        let is_repeated = places.len() > characters.len();
        let borders = if is_repeated && places.len() > SHORT {
            borders(&places)
        } else {
            Vec::new()
        };
        sort(&mut characters, &mut places);
        let mut phrase = Self {
            characters,
            places,
            borders,
            index,
            wanted,
            starts: Vec::new(),
            standing: Vec::new(),
        };
        for at in 0..phrase.characters.len().min(APPROACHED) {
            phrase.open(at)?;
        }
        Ok(Some(phrase))
    }

    /// Looks a character up.
    fn open(&mut self, at: usize) -> tantivy::Result<()> {
        let option = match self.wanted {
            _ if self.places.len() > 1 => IndexRecordOption::WithFreqsAndPositions,
            Wanted::Documents => IndexRecordOption::Basic,
            Wanted::Counts => IndexRecordOption::WithFreqs,
            Wanted::Places => IndexRecordOption::WithFreqsAndPositions,
        };
        if let Some(character) = self.characters.get_mut(at)
            && character.postings.is_none()
        {
            let postings = self
                .index
                .read_postings_from_terminfo(&character.term, option)?;
            character.postings = Some(postings);
        }
        Ok(())
    }

    /// About how many documents are approached.
    pub(super) fn cost(&self) -> u32 {
        let rarest = self.characters.first();
        rarest.map_or(0, |rarest| rarest.term.doc_freq)
    }

    /// Returns the first document from `from` on that holds the rarest characters, or [`TERMINATED`].
    pub(super) fn approach(&mut self, from: DocId) -> DocId {
        let mut candidate = from;
        'candidates: while candidate < TERMINATED {
            let open = self.characters.iter_mut();
            for postings in open.map_while(|character| character.postings.as_mut()) {
                let doc = seek(postings, candidate);
                if doc > candidate {
                    candidate = doc;
                    continue 'candidates;
                }
            }
            return candidate;
        }
        TERMINATED
    }

    /// Returns whether the document that was approached holds the phrase.
    pub(super) fn confirm(&mut self, doc: DocId) -> bool {
        self.places.len() < 2 || self.read_starts(doc) && (self.is_plain() || self.stands())
    }

    /// Returns how often the phrase can stand at most in the document that was approached: as often as the
    /// character that stands there least.
    pub(super) fn most(&self, doc: DocId) -> u32 {
        let open = self
            .characters
            .iter()
            .map_while(|character| character.postings.as_ref());
        let there = open.filter(|postings| postings.doc() == doc);
        there.map(SegmentPostings::term_freq).min().unwrap_or(0)
    }

    /// Returns how often the phrase stands in the document that was approached, not counting what overlaps the
    /// place before it.
    pub(super) fn count(&mut self, doc: DocId) -> u32 {
        if self.places.len() == 1 {
            let character = self.characters.first_mut();
            return character.map_or(0, |character| character.count(doc));
        }
        let mut count = 0;
        self.each_place(doc, &mut |_| count += 1);
        count
    }

    /// Gives each position where the phrase stands in the document that was approached to `take`, in order and
    /// without those that overlap the one before.
    pub(super) fn each_place(&mut self, doc: DocId, take: &mut impl FnMut(Range<u32>)) {
        if !self.read_starts(doc) {
            return;
        }
        let length = self.places.len() as u32;
        let mut behind = 0;
        let mut take = |end: u32| {
            let start = end.saturating_sub(length);
            if start >= behind {
                behind = end;
                take(start..end);
            }
        };
        if self.is_plain() {
            self.starts.iter().copied().for_each(take);
            return;
        }
        self.sort_standing();
        if self.borders.is_empty() {
            self.starts_that_hold().for_each(take);
        } else {
            let mut from = 0;
            while let Some(end) = self.next_end(&mut from) {
                take(end);
            }
        }
    }

    /// Whether no character comes again: then no place overlaps another, and what may begin does stand.
    fn is_plain(&self) -> bool {
        self.places.len() == self.characters.len()
    }

    /// Finds where the first places of all characters agree in the document that was approached; returns whether
    /// they do anywhere.
    fn read_starts(&mut self, doc: DocId) -> bool {
        let length = self.places.len() as u32;
        for at in 0..self.characters.len() {
            // What cannot be read is damaged, of which no answer is made: the archive looks for that.
            let is_open = self.open(at).is_ok();
            let character = self.characters.get_mut(at).filter(|_| is_open);
            let Some(character) = character else {
                return false;
            };
            if !character.read(doc, length) {
                return false;
            }
            if at == 0 {
                self.starts.clone_from(&character.positions);
            } else {
                retain_common(&mut self.starts, &character.positions);
            }
            if self.starts.is_empty() {
                return false;
            }
        }
        true
    }

    /// Whether every character stands at all its places somewhere, where the first places are met.
    fn stands(&mut self) -> bool {
        self.sort_standing();
        if self.borders.is_empty() {
            self.starts_that_hold().next().is_some()
        } else {
            self.next_end(&mut 0).is_some()
        }
    }

    /// Sorts out which character stands where.
    fn sort_standing(&mut self) {
        self.standing.clear();
        for (character, number) in self.characters.iter().zip(0..) {
            let at = character.positions.iter().map(|at| at + character.first);
            self.standing.extend(at.map(|at| (at, number)));
        }
        self.standing.sort_unstable();
    }

    /// Looks for all places behind each start.
    fn starts_that_hold(&self) -> impl Iterator<Item = u32> {
        let starts = self.starts.iter().copied();
        starts.filter(|start| {
            let mut places = (*start..).zip(&self.places);
            places.all(|(at, number)| self.standing.binary_search(&(at, *number)).is_ok())
        })
    }

    /// Goes once through what stands in the document from `from` on, whatever the phrase is (Knuth, Morris and
    /// Pratt); returns the next place that overlaps none before it, as `starts` has it.
    fn next_end(&self, from: &mut usize) -> Option<u32> {
        let (mut found, mut expected) = (0, 0);
        for (at, number) in self.standing.iter().skip(*from) {
            *from += 1;
            if *at != expected {
                found = 0;
            }
            expected = at + 1;
            while found > 0 && self.places.get(found) != Some(number) {
                found = self
                    .borders
                    .get(found - 1)
                    .map_or(0, |border| *border as usize);
            }
            if self.places.get(found) == Some(number) {
                found += 1;
            }
            if found == self.places.len() {
                // What stands is kept so much further on as the phrase is long.
                return Some(expected.saturating_sub(found as u32));
            }
        }
        None
    }
}

impl Character {
    /// Reads the positions in a document of a phrase of this length; returns whether there are any.
    fn read(&mut self, doc: DocId, length: u32) -> bool {
        let Some(postings) = &mut self.postings else {
            return false;
        };
        let is_there = seek(postings, doc) == doc;
        if is_there {
            postings.positions_with_offset(length - self.first, &mut self.positions);
        }
        is_there
    }

    /// Counts the positions in a document.
    fn count(&mut self, doc: DocId) -> u32 {
        let postings = self.postings.as_mut();
        postings.map_or(0, |postings| {
            if seek(postings, doc) == doc {
                postings.term_freq()
            } else {
                0
            }
        })
    }
}

/// Returns the first document from `from` on.
pub(super) fn seek(postings: &mut SegmentPostings, from: DocId) -> DocId {
    if postings.doc() < from {
        postings.seek(from)
    } else {
        postings.doc()
    }
}

/// Sorts characters, the rarest first, and numbers the places anew.
fn sort(characters: &mut Vec<Character>, places: &mut [u32]) {
    let mut order: Vec<(u32, Character)> = (0..).zip(characters.drain(..)).collect();
    order.sort_by_key(|(_, character)| character.term.doc_freq);
    let mut numbers = vec![0; order.len()];
    for ((former, character), number) in order.into_iter().zip(0..) {
        characters.push(character);
        if let Some(place) = numbers.get_mut(former as usize) {
            *place = number;
        }
    }
    for place in places {
        *place = numbers.get(*place as usize).copied().unwrap_or_default();
    }
}

/// Returns for each place how long a beginning of all ends there, short of all up to there.
fn borders(places: &[u32]) -> Vec<u32> {
    let mut borders = vec![0];
    let mut length = 0_usize;
    for number in places.iter().skip(1) {
        while length > 0 && places.get(length) != Some(number) {
            length = borders.get(length - 1).map_or(0, |border| *border as usize);
        }
        if places.get(length) == Some(number) {
            length += 1;
        }
        borders.push(length as u32);
    }
    borders
}

/// Retains what both ascending lists have.
fn retain_common(positions: &mut Vec<u32>, others: &[u32]) {
    let mut others = others.iter().peekable();
    positions.retain(|position| {
        while others.next_if(|other| *other < position).is_some() {}
        others.peek() == Some(&position)
    });
}
