//! Where a query's texts stand in a text that is shown.

use std::ops::Range;

use crate::document::{Document, Field};
use crate::text::fold::{self, Folded};

use super::Query;
use super::folded::{self, FoldedText};
use super::texts::Texts;

/// A query's texts, made ready to be shown where they stand in one text after another.
///
/// Texts are shown wherever they may stand, also if not all that is asked for is there. What is shown is
/// whole characters with the marks that follow them.
#[derive(Debug, Default)]
pub struct Highlighter {
    texts: Texts,
}

impl Highlighter {
    /// Makes a query ready.
    pub fn new(query: &Query) -> Self {
        let texts = Texts::shown(query);
        Self { texts }
    }

    /// Returns where the texts stand in the document's text, in order and without overlaps, as ranges of
    /// bytes. A word that nowhere stands as it is typed is shown where it stands as pinyin.
    pub fn hits(&self, document: &Document) -> Vec<Range<usize>> {
        let unfolded = Unfolded::new(document);
        let look = self.texts.look(unfolded.folded.held(), &|| false);
        let spans = look.spans(true);
        let mut hits: Vec<_> = spans.map(|span| unfolded.source(document, span)).collect();
        hits.sort_unstable_by_key(|hit| hit.start);
        hits
    }

    /// Returns where the texts stand in a text of one line that shows a part of an article, as ranges of
    /// bytes.
    ///
    /// `field` is what the line shows; a text that is sought in another is not shown. `pinyin` says
    /// whether the article matches as pinyin ([`Match`](super::Match)): only then is a word shown where it
    /// stands so.
    pub fn hits_in_line(&self, text: &str, field: Field, pinyin: bool) -> Vec<Range<usize>> {
        if self.texts.is_empty() {
            return Vec::new();
        }
        let folded = fold::fold_mapped(text);
        let line = FoldedText::of_line(field, &folded);
        let look = self.texts.look(line.held(), &|| false);
        let spans = look.spans(pinyin);
        spans.map(|span| folded.source(text, span)).collect()
    }
}

/// A document's folded text, and where it comes from.
#[derive(Default)]
struct Unfolded {
    folded: FoldedText,
    /// Where each piece begins in the folded text, and its bytes in the document's.
    pieces: Vec<(usize, Range<usize>)>,
    /// The pieces' folds; there are none of the pages, which come last.
    folds: Vec<Folded>,
}

impl Unfolded {
    fn new(document: &Document) -> Self {
        let mut unfolded = Self::default();
        let folds = &mut unfolded.folds;
        unfolded.folded.add_folded(document, |raw, text, expanded| {
            let folded = fold::fold_mapped(raw);
            let start = text.len();
            text.push_str(&folded.text);
            let parts = folded.expanded.iter();
            expanded.extend(parts.map(|parts| start + parts.start..start + parts.end));
            folds.push(folded);
        });
        let pieces = unfolded.folded.held().pieces();
        let starts = pieces.map(|(_, piece)| piece.start);
        let parts = folded::in_order(document).map(|part| part.range.clone());
        unfolded.pieces = starts.zip(parts).collect();
        unfolded
    }

    /// Returns what of the document was folded to a span of the text. Of a page it is all.
    fn source(&self, document: &Document, span: Range<usize>) -> Range<usize> {
        let behind = self
            .pieces
            .partition_point(|(start, _)| *start <= span.start);
        let at = behind.saturating_sub(1);
        let Some((start, part)) = self.pieces.get(at) else {
            return 0..0;
        };
        let Some(folded) = self.folds.get(at) else {
            return part.clone();
        };
        let raw = document.text().get(part.clone()).unwrap_or_default();
        let source = folded.source(raw, span.start - start..span.end - start);
        part.start + source.start..part.start + source.end
    }
}
