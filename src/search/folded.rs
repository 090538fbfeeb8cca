//! The folded text of one article, and which of it is what.

use std::ops::Range;

use super::query::page_key;
use crate::document::{Document, Field, Part};

/// Stands behind each piece. No fold holds it, so nothing is found across.
const BEHIND_PIECE: char = '\n';

/// Where a piece of an article's folded text ends, its separator included, counted in bytes from
/// where the article begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    field: Field,
    end: u32,
}

/// The folded text of one article.
#[derive(Clone, Copy, Debug)]
pub(super) struct Held<'t> {
    text: &'t str,
    places: &'t [Place],
    day: Option<u32>,
}

impl<'t> Held<'t> {
    pub(super) fn new(text: &'t str, places: &'t [Place], day: Option<u32>) -> Self {
        Self { text, places, day }
    }

    /// Returns when it was published, as the key of a day.
    pub(super) fn day(&self) -> Option<u32> {
        self.day
    }

    pub(super) fn text(&self) -> &'t str {
        self.text
    }

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

/// Writes an article's pieces as they are searched: each folded by `fold`, of the pages their keys.
pub(super) fn write(
    document: &Document,
    text: &mut String,
    places: &mut Vec<Place>,
    mut fold: impl FnMut(&str, &mut String),
) {
    let begin = text.len();
    for part in in_order(document) {
        let raw = document.text().get(part.range.clone()).unwrap_or_default();
        if part.field == Field::Page {
            text.push_str(&page_key(raw));
        } else {
            fold(raw, text);
        }
        text.push(BEHIND_PIECE);
        places.push(Place {
            field: part.field,
            end: (text.len() - begin) as u32,
        });
    }
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

/// Makes a folded text the only piece.
pub(super) fn close(field: Field, text: &mut String) -> Place {
    text.push(BEHIND_PIECE);
    let end = text.len() as u32;
    Place { field, end }
}
