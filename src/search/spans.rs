//! Where a query's texts stand in folded text.

use std::iter::Peekable;
use std::ops::Range;
use std::vec::IntoIter;

use memchr::memmem::{FindIter, Finder};

use super::Query;
use super::held::Held;
use super::pinyin::Pattern;
use super::query::Text;
use crate::document::Field;

/// A text, made ready to be sought in many articles.
#[derive(Debug)]
pub(super) struct Seeker<'q> {
    text: &'q Text,
    finder: Finder<'q>,
    pinyin: Option<Pattern>,
}

impl<'q> Seeker<'q> {
    pub(super) fn new(text: &'q Text) -> Self {
        let pinyin = text.loose.then(|| Pattern::new(&text.needle)).flatten();
        Self {
            text,
            finder: Finder::new(&text.needle),
            pinyin,
        }
    }

    /// Returns whether it may be pinyin.
    pub(super) fn is_loose(&self) -> bool {
        self.pinyin.is_some()
    }

    /// Returns whether it stands in the article as it is typed.
    pub(super) fn is_in(&self, held: &Held) -> bool {
        match self.text.field {
            None => self.finder.find(held.searched().as_bytes()).is_some(),
            Some(field) => self.in_field(held, field).next().is_some(),
        }
    }

    /// Returns whether it stands, as pinyin, in a headline, a name or a section.
    pub(super) fn is_in_as_pinyin(&self, held: &Held) -> bool {
        self.said(held).next().is_some()
    }

    /// Returns whether it stands in the headline, or the lines above and below it; with `pinyin` also as
    /// that.
    pub(super) fn is_in_title(&self, held: &Held, pinyin: bool) -> bool {
        let mut as_typed = self.in_field(held, Field::Title);
        let mut said = self.said_where(held, |field| field == Field::Title);
        as_typed.next().is_some() || pinyin && said.next().is_some()
    }

    /// Returns where it stands; as pinyin only if it nowhere stands as it is typed.
    fn places<'t>(&'t self, held: &Held<'t>) -> Places<'t> {
        if self.pinyin.is_some() && !self.is_in(held) {
            return Places::Listed(self.said(held).collect::<Vec<_>>().into_iter().peekable());
        }
        match self.text.field {
            None => Places::Sought {
                starts: self.finder.find_iter(held.searched().as_bytes()).peekable(),
                length: self.text.needle.len(),
            },
            Some(field) => {
                let listed: Vec<_> = self.in_field(held, field).collect();
                Places::Listed(listed.into_iter().peekable())
            }
        }
    }

    fn in_field<'t>(
        &'t self,
        held: &Held<'t>,
        field: Field,
    ) -> impl Iterator<Item = Range<usize>> + use<'t, 'q> {
        let text = held.text();
        let pieces = held.pieces().filter(move |(of, _)| *of == field);
        pieces.flat_map(move |(_, piece)| {
            let within = text.get(piece.clone()).unwrap_or_default();
            let length = self.text.needle.len();
            let fits = field != Field::Page || length == within.len();
            let starts = fits.then(|| self.finder.find_iter(within.as_bytes()));
            starts
                .into_iter()
                .flatten()
                .map(move |at| piece.start + at..piece.start + at + length)
        })
    }

    /// Where it stands as pinyin.
    fn said<'t>(&'t self, held: &Held<'t>) -> impl Iterator<Item = Range<usize>> + use<'t, 'q> {
        let asked = self.text.field;
        self.said_where(held, move |field| match asked {
            None => matches!(field, Field::Title | Field::Author | Field::Section),
            Some(asked) => asked == field,
        })
    }

    fn said_where<'t, F: Fn(Field) -> bool>(
        &'t self,
        held: &Held<'t>,
        helps: F,
    ) -> impl Iterator<Item = Range<usize>> + use<'t, 'q, F> {
        let text = held.text();
        let pieces = held.pieces().filter(move |(field, _)| helps(*field));
        pieces.flat_map(move |(_, piece)| {
            let within = text.get(piece.clone()).unwrap_or_default();
            let start = piece.start;
            let found = self
                .pinyin
                .iter()
                .flat_map(|pattern| pattern.find_all(within));
            found.map(move |found| start + found.start..start + found.end)
        })
    }
}

/// The texts that are shown where they stand.
#[derive(Debug)]
pub(super) struct Shown<'q>(Vec<Seeker<'q>>);

impl<'q> Shown<'q> {
    pub(super) fn of(query: &'q Query) -> Self {
        Self(query.texts().into_iter().map(Seeker::new).collect())
    }

    /// Takes no word for pinyin.
    pub(super) fn as_typed(query: &'q Query) -> Self {
        let mut shown = Self::of(query);
        for seeker in &mut shown.0 {
            seeker.pinyin = None;
        }
        shown
    }

    /// Returns where they stand, in order, those that overlap joined.
    pub(super) fn spans<'t>(&'t self, held: &Held<'t>) -> Spans<'t> {
        Spans(self.0.iter().map(|seeker| seeker.places(held)).collect())
    }
}

/// The places of one text, none overlapping the one before it.
#[expect(
    clippy::large_enum_variant,
    reason = "there are as many as texts that are asked for, and most are sought"
)]
enum Places<'t> {
    /// Sought as they are wanted, for there may be millions.
    Sought {
        starts: Peekable<FindIter<'t, 't>>,
        length: usize,
    },
    Listed(Peekable<IntoIter<Range<usize>>>),
}

impl Places<'_> {
    fn start(&mut self) -> Option<usize> {
        match self {
            Self::Sought { starts, .. } => starts.peek().copied(),
            Self::Listed(places) => places.peek().map(|place| place.start),
        }
    }

    /// Takes the next place if it starts before `end`.
    fn next_before(&mut self, end: usize) -> Option<Range<usize>> {
        match self {
            Self::Sought { starts, length } => {
                let start = starts.next_if(|&start| start < end)?;
                Some(start..start + *length)
            }
            Self::Listed(places) => places.next_if(|place| place.start < end),
        }
    }
}

/// The places of all texts, merged.
pub(super) struct Spans<'t>(Vec<Places<'t>>);

impl Iterator for Spans<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let first = self.0.iter_mut().filter_map(Places::start);
        let start = first.min()?;
        let mut end = start + 1;
        // A place that is joined may reach others that the ones before it did not.
        while let Some(place) = self.0.iter_mut().find_map(|text| text.next_before(end)) {
            end = end.max(place.end);
        }
        Some(start..end)
    }
}
