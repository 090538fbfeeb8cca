//! A query over one shard.
//!
//! Matching has two steps, so that the dear one is taken only where all cheap ones agree: a document is
//! approached by what it must contain, and then confirmed.

use tantivy::index::SegmentReader;
use tantivy::postings::SegmentPostings;
use tantivy::schema::{Field as Key, IndexRecordOption};
use tantivy::{DocId, DocSet as _, TERMINATED, Term};

use super::alternatives::Alternatives;
use super::marks::{Bits, Marking, Marks};
use super::phrase::{Phrase, Wanted};
use super::schema::{self, Fields};
use super::shard::Shard;
use crate::document::Field;
use crate::search::pinyin::{self, Element};
use crate::search::query::{DateRange, Node, Text};

/// What a document is to meet.
pub(super) enum Matcher {
    /// Nothing does.
    Nothing,
    /// Every document of a range does.
    Every(std::ops::Range<DocId>),
    /// It holds a text.
    Phrase(Box<Phrase>),
    /// It has a term.
    Term(Box<SegmentPostings>),
    /// The reader has marked it.
    Marked(Marking),
    /// It meets all of these, the rarest first.
    All(Vec<Matcher>),
    /// It meets one of these.
    Any(Alternatives),
    /// It meets the first and not the second.
    But(Box<Matcher>, Box<Matcher>),
}

/// A shard, and what the reader has marked in it.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    pub(super) shard: &'a Shard,
    /// The number of its first report.
    pub(super) base: u32,
    pub(super) marks: Option<&'a Marks>,
}

impl At<'_> {
    fn marked(self, bits: Bits, on: bool) -> Matcher {
        Matcher::Marked(Marking {
            bits,
            on,
            base: self.base,
            len: self.shard.len(),
        })
    }
}

impl Matcher {
    /// Makes ready to look for what meets `node` in a shard; with `said` also as pinyin.
    pub(super) fn new(at: At, node: &Node, said: bool) -> tantivy::Result<Self> {
        Ok(match node {
            Node::Text(text) if said && text.loose => Self::said(at, text)?,
            Node::Text(text) if text.field == Some(Field::Tag) && at.marks.is_some() => {
                let printed = Self::text(&at.shard.segment, &at.shard.fields, text)?;
                let own = at.marks.map(|marks| marks.tagged(&text.needle));
                Self::any(vec![printed, at.marked(own.unwrap_or_default(), true)])
            }
            Node::Text(text) => Self::text(&at.shard.segment, &at.shard.fields, text)?,
            Node::Date(range) => Self::Every(days(at.shard, *range)),
            Node::Is(mark) => at.marks.map_or(Self::Nothing, |marks| {
                let (bits, on) = marks.of(*mark);
                at.marked(bits, on)
            }),
            Node::Like(id) => at
                .marks
                .map_or(Self::Nothing, |marks| at.marked(marks.similar(id), true)),
            Node::From(places) => at
                .marks
                .map_or(Self::Nothing, |marks| at.marked(marks.from(places), true)),
            Node::Not(node) => {
                let every = Self::Every(0..at.shard.len());
                Self::But(Box::new(every), Box::new(Self::new(at, node, false)?))
            }
            Node::All(nodes) => Self::all(at, nodes, said)?,
            Node::Any(nodes) => {
                let parts = nodes.iter().map(|node| Self::new(at, node, said));
                Self::any(parts.collect::<tantivy::Result<Vec<_>>>()?)
            }
        })
    }

    fn any(parts: Vec<Self>) -> Self {
        Self::Any(Alternatives::new(parts))
    }

    fn all(at: At, nodes: &[Node], said: bool) -> tantivy::Result<Self> {
        let (mut musts, mut nots) = (Vec::new(), Vec::new());
        for node in nodes {
            match node {
                Node::Not(node) => nots.push(Self::new(at, node, false)?),
                node => musts.push(Self::new(at, node, said)?),
            }
        }
        musts.sort_by_key(Self::cost);
        let mut all = match musts.len() {
            0 => Self::Every(0..at.shard.len()),
            1 => musts.swap_remove(0),
            _ => Self::All(musts),
        };
        for not in nots {
            all = Self::But(Box::new(all), Box::new(not));
        }
        Ok(all)
    }

    fn text(segment: &SegmentReader, fields: &Fields, text: &Text) -> tantivy::Result<Self> {
        let field = fields.key(text.field);
        if text.field == Some(Field::Page) {
            let term = Term::from_field_text(field, &text.needle);
            let postings = segment
                .inverted_index(field)?
                .read_postings(&term, IndexRecordOption::Basic)?;
            return Ok(postings.map_or(Self::Nothing, |postings| Self::Term(Box::new(postings))));
        }
        Self::phrase(segment, field, &characters(text))
    }

    fn phrase(segment: &SegmentReader, field: Key, tokens: &[String]) -> tantivy::Result<Self> {
        let phrase = Phrase::new(segment, field, tokens, Wanted::Documents)?;
        Ok(phrase.map_or(Self::Nothing, |phrase| Self::Phrase(Box::new(phrase))))
    }

    /// A word as it was typed, or as pinyin in the fields where pinyin helps.
    fn said(at: At, text: &Text) -> tantivy::Result<Self> {
        let mut parts = vec![Self::text(&at.shard.segment, &at.shard.fields, text)?];
        let fields = match text.field {
            None => vec![Field::Title, Field::Author, Field::Section],
            Some(field) => vec![field],
        };
        for sequence in pinyin::alternatives(&text.needle).sequences {
            let tokens = sounds(&sequence);
            for field in &fields {
                let field = at.shard.fields.key(Some(*field));
                parts.push(Self::phrase(&at.shard.segment, field, &tokens)?);
            }
        }
        parts.retain(|part| !matches!(part, Self::Nothing));
        Ok(Self::any(parts))
    }

    /// About how many documents are approached.
    pub(super) fn cost(&self) -> u32 {
        match self {
            Self::Nothing => 0,
            Self::Every(range) => range.end.saturating_sub(range.start),
            Self::Phrase(phrase) => phrase.cost(),
            Self::Term(postings) => postings.doc_freq(),
            Self::Marked(marking) => marking.cost(),
            Self::All(parts) => parts.iter().map(Self::cost).min().unwrap_or(0),
            Self::Any(parts) => parts.cost(),
            Self::But(of, _) => of.cost(),
        }
    }

    /// Returns the first document from `from` on that meets this, or [`TERMINATED`]. Never goes back.
    pub(super) fn next(&mut self, from: DocId) -> DocId {
        let mut doc = self.approach(from);
        while doc < TERMINATED && !self.confirm(doc) {
            doc = self.approach(doc + 1);
        }
        doc
    }

    /// Returns the first document from `from` on that may meet this.
    pub(super) fn approach(&mut self, from: DocId) -> DocId {
        match self {
            Self::Nothing => TERMINATED,
            Self::Every(range) => {
                let doc = from.max(range.start);
                if doc < range.end { doc } else { TERMINATED }
            }
            Self::Phrase(phrase) => phrase.approach(from),
            Self::Term(postings) => {
                if postings.doc() < from {
                    postings.seek(from)
                } else {
                    postings.doc()
                }
            }
            Self::Marked(marking) => marking.next(from).unwrap_or(TERMINATED),
            Self::All(parts) => approach_all(parts, from),
            Self::Any(parts) => parts.approach(from),
            Self::But(of, _) => of.approach(from),
        }
    }

    /// Returns whether the document that was approached meets this.
    pub(super) fn confirm(&mut self, doc: DocId) -> bool {
        match self {
            Self::Nothing => false,
            Self::Every(_) | Self::Term(_) | Self::Marked(_) => true,
            Self::Phrase(phrase) => phrase.confirm(doc),
            Self::All(parts) => parts.iter_mut().all(|part| part.confirm(doc)),
            Self::Any(parts) => parts.confirm(doc),
            Self::But(of, not) => {
                of.confirm(doc) && !(not.approach(doc) == doc && not.confirm(doc))
            }
        }
    }
}

fn approach_all(parts: &mut [Matcher], from: DocId) -> DocId {
    let mut candidate = from;
    'candidates: while candidate < TERMINATED {
        for part in parts.iter_mut() {
            let doc = part.approach(candidate);
            if doc > candidate {
                candidate = doc;
                continue 'candidates;
            }
        }
        return candidate;
    }
    TERMINATED
}

/// Returns the tokens of a text as it was typed.
pub(super) fn characters(text: &Text) -> Vec<String> {
    text.needle.chars().map(String::from).collect()
}

/// Returns the tokens of a word that may be pinyin, as it is read in one way.
pub(super) fn sounds(reading: &[Element]) -> Vec<String> {
    let token = |element: &Element| match element {
        Element::Char(c) => c.to_string(),
        Element::Syllable(said) => schema::syllable(said),
        Element::Beginning(said) => schema::beginning(said),
    };
    reading.iter().map(token).collect()
}

/// The documents of a range of days: they stand together, newest first, those without a day last.
fn days(shard: &Shard, range: DateRange) -> std::ops::Range<DocId> {
    let first_before = |day: u32| shard.partition(|doc| shard.day(doc) >= day.max(1));
    let start = range.until.map_or(0, first_before);
    let end = first_before(range.from.unwrap_or(0));
    start..end.max(start)
}
