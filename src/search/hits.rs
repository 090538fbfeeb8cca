//! Where a query's words stand in a text that is shown.

use std::ops::Range;

use crate::document::Document;
use crate::text::fold;

use super::Query;
use super::spans::Words;

/// Returns where the query's words stand in the document's text, in order and without overlaps, as
/// ranges of bytes.
///
/// Each is whole characters with the marks that follow them. Words are shown wherever they stand,
/// also if not all of them do.
pub fn hits(document: &Document, query: &Query) -> Vec<Range<usize>> {
    let words = Words::of(query);
    let mut hits = Vec::new();
    for field in document.fields() {
        let text = document.text().get(field.clone()).unwrap_or_default();
        let in_field = places(text, &words);
        hits.extend(in_field.map(|hit| field.start + hit.start..field.start + hit.end));
    }
    hits
}

/// Returns where the query's words stand in a text of one line, a headline say, as ranges of bytes.
pub fn hits_in_line(text: &str, query: &Query) -> Vec<Range<usize>> {
    places(text, &Words::of(query)).collect()
}

fn places(text: &str, words: &Words) -> impl Iterator<Item = Range<usize>> {
    let folded = fold::fold_mapped(text);
    let spans: Vec<_> = words.spans(&folded.text).collect();
    spans.into_iter().map(move |span| folded.source(text, span))
}
