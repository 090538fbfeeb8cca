//! How well a report answers a query, as the positions in the index tell without the report.
//!
//! A word is sought in all of a report but its page, which is one field of the index, and its positions there
//! are its hits. What is asked for in one field, or stands there as pinyin only, may overlap such words, whose
//! hits it is then part of; but positions in one field of the index say nothing of those in another. So all
//! that may stand in that field is counted in it together, and what was counted of it before is taken off: no
//! hit is in two of a report's pieces. Both give the same number as to read the report, but for words that can
//! be read as pinyin in very many ways ([`Alternatives`]), of which the index holds beginnings only.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;

use tantivy::index::SegmentReader;
use tantivy::postings::SegmentPostings;
use tantivy::schema::{Field as Key, IndexRecordOption};
use tantivy::{DocId, TERMINATED, Term};

use super::matcher::{characters, sounds};
use super::parts::Shared;
use super::phrase::{Phrase, Wanted, seek};
use super::shard::Shard;
use crate::document::Field;
use crate::search::pinyin::{Alternatives, alternatives};
use crate::search::query::Text;
use crate::search::{Headline, Query, Relevance};

/// The fields that can be asked for by name and of which positions are known, and those of them where pinyin
/// helps whatever is asked for.
const NAMED: [Field; 5] = [
    Field::Title,
    Field::Author,
    Field::Section,
    Field::Source,
    Field::Tag,
];
const SAID: [Field; 3] = [Field::Title, Field::Author, Field::Section];

/// What of a query is counted, in whatever shard.
pub(super) struct Counted<'q> {
    /// With the ways in which it can be read as pinyin.
    texts: Vec<(&'q Text, Alternatives)>,
    headline: Headline,
}

impl<'q> Counted<'q> {
    pub(super) fn new(query: &'q Query) -> Self {
        let readings = |text: &Text| {
            let is_loose = text.loose.then(|| alternatives(&text.needle));
            is_loose.unwrap_or_default()
        };
        let texts = query.texts().into_iter();
        Self {
            texts: texts.map(|text| (text, readings(text))).collect(),
            headline: Headline::new(query),
        }
    }
}

/// Counts the hits in the reports of a shard, which are asked for in their order.
pub(super) struct Hits<'q> {
    counted: &'q Counted<'q>,
    /// What is sought wherever it stands.
    text: Places,
    /// What stands in one field.
    named: Vec<Places>,
    pages: Vec<SegmentPostings>,
    shared: Shared,
    known: Known,
}

/// What is known of the texts in one report, by their numbers.
struct Known {
    /// Those that stand in it as they are typed.
    stand: Marked,
    /// Those that stand in its headline, or the lines above and below it.
    in_title: Marked,
    /// Whether what is said in the headline stands there.
    is_pinyin: bool,
    /// Whether the index tells what stands there.
    is_certain: bool,
}

/// Numbers that are marked: each has the last document that it was marked for.
struct Marked(Vec<DocId>);

/// Texts in one field of a shard.
struct Places {
    is_title: bool,
    /// Whether anything is sought in this field only.
    has_own: bool,
    parts: Vec<Part>,
    /// Each part's number behind the document that it has approached, the least first.
    approached: BinaryHeap<Reverse<(DocId, usize)>>,
    asked: Vec<Reverse<(DocId, usize)>>,
    /// Where words stand that are sought wherever they stand, where what is sought in this field only, and where
    /// each text is said.
    bare: Vec<Range<u32>>,
    own: Vec<Range<u32>>,
    said: Vec<(usize, Range<u32>)>,
}

/// A text in a field.
struct Part {
    phrase: Phrase,
    wanted: Wanted,
    /// Its number.
    text: usize,
    role: Role,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// It is sought in all fields.
    Bare,
    /// It is sought in this one.
    Own,
    /// It is said so; whether that is all of it.
    Said(bool),
}

impl<'q> Hits<'q> {
    /// Makes ready to count what stands in a shard.
    pub(super) fn new(shard: &Shard, counted: &'q Counted<'q>) -> tantivy::Result<Self> {
        let named = NAMED
            .iter()
            .map(|field| Places::in_field(shard, *field, counted));
        let len = counted.texts.len();
        Ok(Self {
            counted,
            text: Places::anywhere(shard, counted)?,
            named: named.collect::<tantivy::Result<_>>()?,
            pages: pages(shard, counted)?,
            shared: Shared::new(shard, counted.texts.iter().map(|(text, _)| *text))?,
            known: Known {
                stand: Marked::new(len),
                in_title: Marked::new(len),
                is_pinyin: false,
                is_certain: true,
            },
        })
    }

    /// Returns how many hits a report can have at most, which costs no look at where anything stands.
    pub(super) fn most(&mut self, doc: DocId) -> u32 {
        let fields = self.named.iter_mut().filter(|field| field.has_own);
        let in_fields = fields.map(|field| field.most(doc));
        let in_fields = in_fields.fold(0, u32::saturating_add);
        let most = self.text.most(doc).saturating_add(in_fields);
        most.saturating_add(self.pages.len() as u32)
    }

    /// Returns how well a report answers that matches, `is_pinyin` only as that; `None` where it is to be read.
    pub(super) fn rank(&mut self, doc: DocId, is_pinyin: bool) -> Option<Relevance> {
        self.known.is_pinyin = is_pinyin;
        self.known.is_certain = !self.shared.may_be_in(doc);
        let mut hits = self.text.count(doc, &mut self.known);
        for field in &mut self.named {
            hits = field.count_with(hits, doc, &mut self.known);
        }
        for page in &mut self.pages {
            hits += u32::from(seek(page, doc) == doc);
        }
        let in_title = |text| self.known.in_title.has(text, doc);
        self.known.is_certain.then(|| Relevance {
            is_exact: !is_pinyin,
            in_headline: self.counted.headline.is_met(&in_title),
            hits: hits as usize,
        })
    }
}

/// The reports of the pages that are asked for; each is of one page.
fn pages(shard: &Shard, counted: &Counted) -> tantivy::Result<Vec<SegmentPostings>> {
    let texts = counted.texts.iter().map(|(text, _)| text);
    let pages = texts.filter(|text| text.field == Some(Field::Page));
    let index = shard.segment.inverted_index(shard.fields.page)?;
    let postings = pages.map(|text| {
        let term = Term::from_field_text(shard.fields.page, &text.needle);
        Ok(index.read_postings(&term, IndexRecordOption::Basic)?)
    });
    postings.filter_map(Result::transpose).collect()
}

impl Marked {
    fn new(len: usize) -> Self {
        Self(vec![TERMINATED; len])
    }

    fn mark(&mut self, number: usize, doc: DocId) {
        if let Some(last) = self.0.get_mut(number) {
            *last = doc;
        }
    }

    fn has(&self, number: usize, doc: DocId) -> bool {
        self.0.get(number) == Some(&doc)
    }
}

impl Known {
    /// Takes that a text stands in a field of a document.
    fn take(&mut self, text: usize, role: Role, is_title: bool, doc: DocId) {
        if let Role::Said(is_all) = role {
            self.is_certain &= is_all;
        } else {
            self.stand.mark(text, doc);
        }
        if is_title && (self.is_pinyin || !matches!(role, Role::Said(_))) {
            self.in_title.mark(text, doc);
        }
    }
}

impl Part {
    /// Makes a text ready as these tokens; `None` where the shard lacks one of them.
    fn new(
        segment: &SegmentReader,
        key: Key,
        tokens: &[String],
        wanted: Wanted,
        (text, role): (usize, Role),
    ) -> tantivy::Result<Option<Self>> {
        let phrase = Phrase::new(segment, key, tokens, wanted)?;
        Ok(phrase.map(|phrase| Self {
            phrase,
            wanted,
            text,
            role,
        }))
    }
}

/// Whether a text is sought in all fields: the body cannot be asked for by name.
fn is_bare(text: &Text) -> bool {
    matches!(text.field, None | Some(Field::Body))
}

impl Places {
    fn new(is_title: bool, mut parts: Vec<Part>) -> Self {
        let approached = parts.iter_mut().enumerate();
        Self {
            is_title,
            approached: approached
                .map(|(number, part)| Reverse((part.phrase.approach(0), number)))
                .collect(),
            has_own: parts.iter().any(|part| part.role != Role::Bare),
            parts,
            asked: Vec::new(),
            bare: Vec::new(),
            own: Vec::new(),
            said: Vec::new(),
        }
    }

    /// Makes those ready that are sought in all fields.
    fn anywhere(shard: &Shard, counted: &Counted) -> tantivy::Result<Self> {
        let bare = || {
            (0..)
                .zip(&counted.texts)
                .filter(|(_, (text, _))| is_bare(text))
        };
        // What overlaps nothing needs only be counted.
        let wanted = if bare().count() == 1 {
            Wanted::Counts
        } else {
            Wanted::Places
        };
        let part = |(number, (text, _)): (usize, &(&Text, _))| {
            let of = (number, Role::Bare);
            let tokens = characters(text);
            Part::new(&shard.segment, shard.fields.text, &tokens, wanted, of).transpose()
        };
        let parts = bare().filter_map(part).collect::<tantivy::Result<_>>()?;
        Ok(Self::new(false, parts))
    }

    /// Makes those ready that may stand in a field.
    fn in_field(shard: &Shard, field: Field, counted: &Counted) -> tantivy::Result<Self> {
        let is_said = |text: &Text| match text.field {
            None => SAID.contains(&field),
            Some(asked) => asked == field,
        };
        let mut sought: Vec<(Vec<String>, usize, Role)> = Vec::new();
        for (number, (text, readings)) in counted.texts.iter().enumerate() {
            if text.field == Some(field) {
                sought.push((characters(text), number, Role::Own));
            }
            for reading in readings.sequences.iter().filter(|_| is_said(text)) {
                sought.push((sounds(reading), number, Role::Said(readings.is_exact)));
            }
        }
        // Bare words are counted already: here is only what they overlap, and whether they are in the headline.
        let wanted = if sought.is_empty() {
            Wanted::Documents
        } else {
            Wanted::Places
        };
        let is_title = field == Field::Title;
        let bare = (0..)
            .zip(&counted.texts)
            .filter(|(_, (text, _))| is_bare(text));
        let bare = bare.map(|(number, (text, _))| (characters(text), number, Role::Bare));
        if is_title || !sought.is_empty() {
            sought.extend(bare);
        }
        let key = shard.fields.key(Some(field));
        let part = |(tokens, number, role): (Vec<String>, usize, Role)| {
            Part::new(&shard.segment, key, &tokens, wanted, (number, role)).transpose()
        };
        let parts = sought.into_iter().filter_map(part);
        Ok(Self::new(is_title, parts.collect::<tantivy::Result<_>>()?))
    }

    /// Counts the hits of what is sought in all fields.
    fn count(&mut self, doc: DocId, known: &mut Known) -> u32 {
        let counted = self.look(doc, known);
        counted + joined(&mut self.bare)
    }

    /// Returns `hits`, in which are those of what is sought in all fields, with those of what else stands in this
    /// one.
    fn count_with(&mut self, hits: u32, doc: DocId, known: &mut Known) -> u32 {
        self.look(doc, known);
        self.take_said(doc, known);
        if self.own.is_empty() {
            return hits;
        }
        let counted = joined(&mut self.bare);
        self.own.append(&mut self.bare);
        (hits + joined(&mut self.own)).saturating_sub(counted)
    }

    /// Looks where the texts stand in a document; returns how many places were only counted.
    fn look(&mut self, doc: DocId, known: &mut Known) -> u32 {
        self.bare.clear();
        self.own.clear();
        self.said.clear();
        let mut counted = 0;
        self.each_approached(doc, |places, number| {
            counted += places.look_for(number, doc, known);
        });
        counted
    }

    /// Returns how many hits there can be at most in a document of what is not counted in another field.
    fn most(&mut self, doc: DocId) -> u32 {
        let (has_own, mut most) = (self.has_own, 0_u32);
        self.each_approached(doc, |places, number| {
            let part = places.parts.get(number);
            most = most.saturating_add(match part.map(|part| (part.role, &part.phrase)) {
                Some((Role::Bare, _)) if has_own => 0,
                Some((Role::Bare | Role::Own, phrase)) => phrase.most(doc),
                Some((Role::Said(_), _)) => u32::MAX,
                None => 0,
            });
        });
        most
    }

    /// Gives each part that may stand in a document to `take`, by its number.
    fn each_approached(&mut self, doc: DocId, mut take: impl FnMut(&mut Self, usize)) {
        while self.approached.peek().is_some_and(|least| least.0.0 <= doc) {
            let Some(Reverse((mut at, number))) = self.approached.pop() else {
                break;
            };
            if let Some(part) = self.parts.get_mut(number).filter(|_| at < doc) {
                at = part.phrase.approach(doc);
            }
            if at == doc {
                take(self, number);
            }
            self.asked.push(Reverse((at, number)));
        }
        self.approached.extend(self.asked.drain(..));
    }

    /// Looks where one of the texts stands in a document that may have it; returns how many places were only
    /// counted.
    fn look_for(&mut self, number: usize, doc: DocId, known: &mut Known) -> u32 {
        let Some(Part {
            phrase,
            wanted,
            text,
            role,
        }) = self.parts.get_mut(number)
        else {
            return 0;
        };
        let (mut counted, mut stands) = (0, false);
        match wanted {
            Wanted::Documents => stands = phrase.confirm(doc),
            Wanted::Counts => counted = phrase.count(doc),
            Wanted::Places => phrase.each_place(doc, &mut |place| {
                stands = true;
                match role {
                    Role::Bare => self.bare.push(place),
                    Role::Own => self.own.push(place),
                    Role::Said(_) => self.said.push((*text, place)),
                }
            }),
        }
        if stands || counted > 0 {
            known.take(*text, *role, self.is_title, doc);
        }
        counted
    }

    /// Adds where texts are said that nowhere stand as they are typed: each from left to right as short as it
    /// can be, none overlapping the one before it.
    fn take_said(&mut self, doc: DocId, known: &Known) {
        self.said
            .sort_unstable_by_key(|(text, place)| (*text, place.start, place.end));
        let mut last = None;
        for (text, place) in &self.said {
            let overlaps =
                last.is_some_and(|last: (usize, u32)| last.0 == *text && place.start < last.1);
            if !overlaps && !known.stand.has(*text, doc) {
                last = Some((*text, place.end));
                self.own.push(place.clone());
            }
        }
    }
}

/// Counts places, of which those that overlap are one.
fn joined(places: &mut [Range<u32>]) -> u32 {
    places.sort_unstable_by_key(|place| place.start);
    let (mut count, mut end) = (0, 0);
    for place in places {
        count += u32::from(place.start >= end);
        end = end.max(place.end);
    }
    count
}
