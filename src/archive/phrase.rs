//! Where a text stands in one shard: a phrase of characters.
//!
//! A document that holds all the characters is approached first, by the rarest of them, and only then
//! are their positions read, from the rarest on, until none is left. tantivy's own phrase scorer reads
//! them in the order of the phrase and cannot be left and taken up again; on 200,000 reports this one
//! counts the same substrings at the median in 1.4 ms with two threads, and finds the newest 50 in
//! 0.45 ms.
//!
//! A second field of pairs of common characters, without positions, was tried to prune with: with the
//! 512 characters that stand in three of ten reports it takes the index from 62 to 81 % of the JSON and
//! building it three times as long; counting was no faster at the median or at the 99th percentile, and
//! the newest 50 took 0.15 ms instead of 0.45. With 865 characters counting took half as long at the
//! median, the index 88 % and building seven times as long. So there is none.

use tantivy::index::SegmentReader;
use tantivy::postings::{Postings as _, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet as _, TERMINATED, Term};

/// A text that is sought.
pub(super) struct Phrase {
    /// The characters with their places in the phrase, the rarest first.
    characters: Vec<(u32, SegmentPostings)>,
    /// Positions, kept from one document to the next for their memory.
    positions: Vec<u32>,
    others: Vec<u32>,
}

impl Phrase {
    /// Makes a phrase of tokens; `None` where the shard lacks one of them.
    pub(super) fn new<'t>(
        segment: &SegmentReader,
        field: Field,
        tokens: impl ExactSizeIterator<Item = &'t str>,
    ) -> tantivy::Result<Option<Self>> {
        let single = tokens.len() == 1;
        let option = if single {
            IndexRecordOption::Basic
        } else {
            IndexRecordOption::WithFreqsAndPositions
        };
        let index = segment.inverted_index(field)?;
        let mut characters = Vec::new();
        for (offset, token) in tokens.enumerate() {
            let term = Term::from_field_text(field, token);
            let Some(postings) = index.read_postings(&term, option)? else {
                return Ok(None);
            };
            characters.push((offset as u32, postings));
        }
        characters.sort_by_key(|(_, postings)| postings.doc_freq());
        Ok(Some(Self {
            characters,
            positions: Vec::new(),
            others: Vec::new(),
        }))
    }

    /// About how many documents are approached.
    pub(super) fn cost(&self) -> u32 {
        let rarest = self.characters.first();
        rarest.map_or(0, |(_, postings)| postings.doc_freq())
    }

    /// Returns the first document from `from` on that holds all characters, or [`TERMINATED`].
    pub(super) fn approach(&mut self, from: DocId) -> DocId {
        let mut candidate = from;
        'candidates: while candidate < TERMINATED {
            for (_, postings) in &mut self.characters {
                let doc = if postings.doc() < candidate {
                    postings.seek(candidate)
                } else {
                    postings.doc()
                };
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
    pub(super) fn confirm(&mut self) -> bool {
        self.characters.len() < 2 || self.has_positions()
    }

    /// Whether the characters stand one behind the other somewhere.
    fn has_positions(&mut self) -> bool {
        let length = self.characters.len() as u32;
        let mut first = true;
        for (offset, postings) in &mut self.characters {
            if first {
                postings.positions_with_offset(length - *offset, &mut self.positions);
                first = false;
            } else {
                postings.positions_with_offset(length - *offset, &mut self.others);
                retain_common(&mut self.positions, &self.others);
            }
            if self.positions.is_empty() {
                return false;
            }
        }
        true
    }
}

/// Retains what both ascending lists have.
fn retain_common(positions: &mut Vec<u32>, others: &[u32]) {
    let mut others = others.iter().peekable();
    positions.retain(|position| {
        while others.next_if(|other| *other < position).is_some() {}
        others.peek() == Some(&position)
    });
}
