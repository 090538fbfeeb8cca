//! The folded text of one article, and which of it is what.

use std::ops::Range;

use super::query::page_key;
use crate::document::{Document, Field, Part};
use crate::text::fold::{self, Folded};

/// Stands behind each piece. No fold holds it, so nothing is found across.
const BEHIND_PIECE: char = '\n';

/// Where a piece of an article's folded text ends, its separator included, counted in bytes from
/// where the article begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    field: Field,
    end: u32,
}

/// The folded text of articles, one behind the other.
#[derive(Debug, Default)]
pub(super) struct FoldedText {
    pub(super) text: String,
    /// Where the pieces end.
    pub(super) places: Vec<Place>,
    /// Where the characters stand that one was folded to, where they are several, counted as places are.
    pub(super) expanded: Vec<Range<u32>>,
}

impl FoldedText {
    /// Adds an article's pieces as they are searched: each folded, of the pages their keys.
    pub(super) fn add(&mut self, document: &Document) {
        self.add_folded(document, fold::fold_with_expanded);
    }

    /// Adds an article's pieces, each folded by `fold`.
    pub(super) fn add_folded(
        &mut self,
        document: &Document,
        mut fold: impl FnMut(&str, &mut String, &mut Vec<Range<usize>>),
    ) {
        let begin = self.text.len();
        let mut expanded = Vec::new();
        for part in in_order(document) {
            let raw = document.text().get(part.range.clone()).unwrap_or_default();
            if part.field == Field::Page {
                self.text.push_str(&page_key(raw));
            } else {
                fold(raw, &mut self.text, &mut expanded);
            }
            self.close(part.field, begin);
        }
        self.expanded.extend(relative(&expanded, begin));
    }

    /// Takes a folded line as the only piece.
    pub(super) fn of_line(field: Field, folded: &Folded) -> Self {
        let mut line = Self {
            text: folded.text.clone(),
            expanded: relative(&folded.expanded, 0).collect(),
            ..Self::default()
        };
        line.close(field, 0);
        line
    }

    /// Ends a piece of the article that begins at `begin`.
    fn close(&mut self, field: Field, begin: usize) {
        self.text.push(BEHIND_PIECE);
        let end = (self.text.len() - begin) as u32;
        self.places.push(Place { field, end });
    }

    /// Returns it as the text of one article.
    pub(super) fn held(&self) -> Held<'_> {
        Held {
            text: &self.text,
            places: &self.places,
            expanded: &self.expanded,
            day: None,
        }
    }
}

/// The folded text of one article.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Held<'t> {
    pub(super) text: &'t str,
    pub(super) places: &'t [Place],
    pub(super) expanded: &'t [Range<u32>],
    /// When it was published, as the key of a day.
    pub(super) day: Option<u32>,
}

impl<'t> Held<'t> {
    /// Returns what a word is sought in that asks for no field: all but the pages, which come last.
    pub(super) fn searched(&self) -> &'t str {
        let pages = self.places.iter().rev();
        let pages = pages.take_while(|place| place.field == Field::Page).count();
        let last = self.places.len().checked_sub(pages + 1);
        let end = last.and_then(|last| self.places.get(last));
        let end = end.map_or(0, |place| place.end as usize);
        self.text.get(..end).unwrap_or_default()
    }

    /// Returns the pieces in their order, without their separators.
    pub(super) fn pieces(&self) -> impl Iterator<Item = (Field, Range<usize>)> + use<'t> {
        let starts = std::iter::once(0).chain(self.places.iter().map(|place| place.end as usize));
        let piece = |(start, place): (usize, &Place)| {
            let end = (place.end as usize).saturating_sub(BEHIND_PIECE.len_utf8());
            (place.field, start..end)
        };
        starts.zip(self.places).map(piece)
    }
}

/// Counts ranges from `begin` on.
fn relative(ranges: &[Range<usize>], begin: usize) -> impl Iterator<Item = Range<u32>> {
    let within = move |at: usize| (at - begin) as u32;
    ranges
        .iter()
        .map(move |range| within(range.start)..within(range.end))
}

/// Returns the document's searched parts in the order in which they are held: the pages last.
pub(super) fn in_order(document: &Document) -> impl Iterator<Item = &Part> {
    let parts = document.fields().iter();
    let (pages, others) = (parts.clone(), parts);
    let is_page = |part: &&Part| part.field == Field::Page;
    others
        .filter(move |part| !is_page(part))
        .chain(pages.filter(is_page))
}
