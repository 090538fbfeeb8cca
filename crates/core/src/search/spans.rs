//! Where one of a query's texts stands in folded text.

use std::cell::OnceCell;
use std::iter::Peekable;
use std::ops::Range;
use std::vec::IntoIter;

use memchr::memmem::{FindIter, Finder};

use super::folded::Held;
use super::pinyin::Pattern;
use super::query::Text;
use crate::document::Field;

/// A text, made ready to be sought in many articles.
#[derive(Debug)]
pub(super) struct Seeker {
    text: Text,
    finder: Finder<'static>,
    /// Whether it may be pinyin.
    is_loose: bool,
    /// Made on first use: it is large, and of many words few are said anywhere.
    pinyin: OnceCell<Option<Pattern>>,
}

impl Seeker {
    pub(super) fn new(text: &Text) -> Self {
        Self {
            finder: Finder::new(&text.needle).into_owned(),
            is_loose: text.loose && Pattern::is_of(&text.needle),
            pinyin: OnceCell::new(),
            text: text.clone(),
        }
    }

    pub(super) fn text(&self) -> &Text {
        &self.text
    }

    /// Returns whether it may be pinyin.
    pub(super) fn is_loose(&self) -> bool {
        self.is_loose
    }

    /// Returns whether it is sought in a piece of a field; `whole` says that it is all of the piece.
    pub(super) fn is_sought_in(&self, field: Field, whole: bool) -> bool {
        match self.text.field {
            None => field != Field::Page,
            Some(Field::Page) => field == Field::Page && whole,
            Some(asked) => asked == field,
        }
    }

    /// Returns whether it stands in the article as it is typed.
    pub(super) fn is_in(&self, held: &Held) -> bool {
        match self.text.field {
            None => self.finder.find(held.searched().as_bytes()).is_some(),
            Some(field) => self.in_field(held, field).next().is_some(),
        }
    }

    /// Returns whether it stands in the headline, or the lines above and below it, as it is typed.
    pub(super) fn is_in_title(&self, held: &Held) -> bool {
        self.in_field(held, Field::Title).next().is_some()
    }

    /// Returns whether it stands there as pinyin.
    pub(super) fn is_said_in_title(&self, held: &Held) -> bool {
        let mut said = self.said_where(held, |field| field == Field::Title);
        said.next().is_some()
    }

    /// Returns where it stands; as `pinyin` only if it nowhere stands as it is typed.
    pub(super) fn places<'t>(&'t self, held: &Held<'t>, pinyin: bool) -> Places<'t> {
        if pinyin && self.is_loose && !self.is_in(held) {
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
    ) -> impl Iterator<Item = Range<usize>> + use<'t> {
        let text = held.text;
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

    /// Where it stands as pinyin in a headline, a name or a section.
    pub(super) fn said<'t>(
        &'t self,
        held: &Held<'t>,
    ) -> impl Iterator<Item = Range<usize>> + use<'t> {
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
    ) -> impl Iterator<Item = Range<usize>> + use<'t, F> {
        let text = held.text;
        let pattern = self.pattern();
        let pieces = held.pieces().filter(move |(field, _)| helps(*field));
        pieces.flat_map(move |(_, piece)| {
            let within = text.get(piece.clone()).unwrap_or_default();
            let start = piece.start;
            let found = pattern
                .into_iter()
                .flat_map(|pattern| pattern.find_all(within));
            found.map(move |found| start + found.start..start + found.end)
        })
    }

    fn pattern(&self) -> Option<&Pattern> {
        let made = || {
            self.is_loose
                .then(|| Pattern::new(&self.text.needle))
                .flatten()
        };
        self.pinyin.get_or_init(made).as_ref()
    }
}

/// The places of one text, none overlapping the one before it.
#[expect(
    clippy::large_enum_variant,
    reason = "there are as many as texts that are asked for, and most are sought"
)]
pub(super) enum Places<'t> {
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

/// Where texts stand, in order, those that overlap joined.
pub(super) enum Spans<'t> {
    /// The places of few texts, merged as they are wanted.
    Merged(Vec<Places<'t>>),
    Listed(IntoIter<Range<usize>>),
}

impl Iterator for Spans<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let texts = match self {
            Self::Merged(texts) => texts,
            Self::Listed(spans) => return spans.next(),
        };
        let start = texts.iter_mut().filter_map(Places::start).min()?;
        let mut end = start + 1;
        // A place that is joined may reach others that the ones before it did not.
        while let Some(place) = texts.iter_mut().find_map(|text| text.next_before(end)) {
            end = end.max(place.end);
        }
        Some(start..end)
    }
}

/// Spans of whole characters: one that was folded to several is shown, and counted, as one, whatever part of it is
/// met.
pub(super) struct WholeSpans<'t> {
    spans: Spans<'t>,
    /// Those that may be met by the spans that are still to come.
    expanded: &'t [Range<u32>],
    next: Option<Range<usize>>,
}

impl<'t> WholeSpans<'t> {
    /// Takes spans and where characters stand that one was folded to, both in order.
    pub(super) fn new(spans: Spans<'t>, expanded: &'t [Range<u32>]) -> Self {
        Self {
            spans,
            expanded,
            next: None,
        }
    }

    /// Returns the next span with all of the characters that it begins and ends in.
    fn next_widened(&mut self) -> Option<Range<usize>> {
        let mut span = self.spans.next()?;
        let over = |parts: &Range<u32>| parts.end as usize <= span.start;
        let to_come = self.expanded.partition_point(over);
        self.expanded = self.expanded.get(to_come..).unwrap_or_default();
        let met = |parts: &Range<u32>| (parts.start as usize) < span.end;
        let met = self.expanded.partition_point(met);
        let met = self.expanded.get(..met).unwrap_or_default();
        if let [first, ..] = met {
            span.start = span.start.min(first.start as usize);
        }
        if let [.., last] = met {
            span.end = span.end.max(last.end as usize);
        }
        Some(span)
    }
}

impl Iterator for WholeSpans<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let mut span = self.next.take().or_else(|| self.next_widened())?;
        self.next = self.next_widened();
        while let Some(next) = self.next.take_if(|next| next.start < span.end) {
            span.end = span.end.max(next.end);
            self.next = self.next_widened();
        }
        Some(span)
    }
}
