//! Characters of a text that are folded to several (Ⅲ to iii): two hits within one are shown, and counted, as one.
//!
//! The positions in the index do not tell which characters were one. So the index keeps with which parts such
//! characters of a report begin and end, and a report in which one hit may end and the next begin within the same
//! character is read to be counted. These are few: of one in which 2019 stands, none is that has ㎡ in it.

use std::collections::BTreeSet;
use std::ops::Range;

use tantivy::postings::SegmentPostings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, Term};

use super::phrase::seek;
use super::shard::Shard;
use crate::document::Field;
use crate::search::pinyin;
use crate::search::query::Text;

/// Stand before a part: a hit may end with it, and the character not; or a hit begin with it, and the character not.
const ENDS: char = '<';
const BEGINS: char = '>';
/// Stands for all parts that may be said as pinyin.
const SAID: char = '\n';

/// Returns what is kept of the parts of characters; `expanded` tells where in the folded text these stand.
pub(super) fn tokens(folded: &str, expanded: &[Range<usize>]) -> BTreeSet<String> {
    let mut tokens = BTreeSet::new();
    for range in expanded {
        let parts = folded.get(range.clone()).unwrap_or_default();
        for (end, begin) in parts.chars().zip(parts.chars().skip(1)) {
            tokens.extend([token(ENDS, end), token(BEGINS, begin)]);
            let is_said = |c| pinyin::syllables(c).next().is_some();
            tokens.extend(is_said(end).then(|| token(ENDS, SAID)));
            tokens.extend(is_said(begin).then(|| token(BEGINS, SAID)));
        }
    }
    tokens
}

fn token(kind: char, part: char) -> String {
    String::from_iter([kind, part])
}

/// Tells in which reports of a shard two hits may be within one character.
pub(super) struct Shared {
    ends: Vec<SegmentPostings>,
    begins: Vec<SegmentPostings>,
}

impl Shared {
    /// Makes ready for the hits of texts.
    pub(super) fn new<'q>(
        shard: &Shard,
        texts: impl Iterator<Item = &'q Text>,
    ) -> tantivy::Result<Self> {
        let (mut ends, mut begins) = (BTreeSet::new(), BTreeSet::new());
        for text in texts.filter(|text| text.field != Some(Field::Page)) {
            let said = text.loose.then_some(SAID);
            ends.extend(text.needle.chars().next_back().into_iter().chain(said));
            begins.extend(text.needle.chars().next().into_iter().chain(said));
        }
        let key = shard.fields.parts;
        let index = shard.segment.inverted_index(key)?;
        let postings = |kind, parts: BTreeSet<char>| -> tantivy::Result<Vec<_>> {
            let of = |part| {
                let term = Term::from_field_text(key, &token(kind, part));
                Ok(index.read_postings(&term, IndexRecordOption::Basic)?)
            };
            let postings = parts.into_iter().map(of);
            postings.filter_map(Result::transpose).collect()
        };
        Ok(Self {
            ends: postings(ENDS, ends)?,
            begins: postings(BEGINS, begins)?,
        })
    }

    /// Returns whether two hits may be within one character of a report; reports are asked for in their order.
    pub(super) fn may_be_in(&mut self, doc: DocId) -> bool {
        let has = |postings: &mut Vec<SegmentPostings>| {
            postings
                .iter_mut()
                .any(|postings| seek(postings, doc) == doc)
        };
        has(&mut self.ends) && has(&mut self.begins)
    }
}
