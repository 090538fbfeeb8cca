//! The words around a hit, where an article is one line of a list.

use std::borrow::Cow;
use std::ops::Range;

use super::Highlighter;
use crate::document::{Document, Field, Part, Role};
use crate::text::conversion::{self, Script, ShownScript};
use crate::text::width::{Ambiguous, tail, truncate, width};

/// A piece of an article with the first hit in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    text: String,
    /// Where hits stand in the text; there is at least one.
    hits: Vec<Range<usize>>,
}

/// So many characters are kept on either side of the first hit: more than any line shows.
const KEPT: usize = 1000;

/// So many bytes of an article are looked through: where the first hit stands farther on, none is shown.
const LOOKED_AT: usize = 1 << 18;

impl Excerpt {
    /// Takes a text and where hits stand in it, in order; nothing where there is none.
    pub fn new(text: &str, hits: &[Range<usize>]) -> Option<Self> {
        let first = hits.first()?;
        let (before, after) = text.split_at_checked(first.start)?;
        let start = before.char_indices().rev().take(KEPT).last();
        let start = start.map_or(first.start, |(at, _)| at);
        let end = after.char_indices().nth(KEPT);
        let end = end.map_or(text.len(), |(at, _)| first.start + at);
        let hits = hits.iter().take_while(|hit| hit.end <= end);
        let hits: Vec<_> = hits.map(|hit| hit.start - start..hit.end - start).collect();
        (!hits.is_empty()).then(|| Self {
            text: text.get(start..end).unwrap_or_default().to_owned(),
            hits,
        })
    }

    /// Finds the first piece of an article in which a hit stands: not in its headline, nor in what stands beside
    /// that in a list.
    pub fn of(document: &Document, highlighter: &Highlighter, pinyin: bool) -> Option<Self> {
        let mut blocks = document.blocks().iter();
        let headline = blocks.find(|block| block.role == Role::Headline);
        let is_shown = |part: &&Part| {
            let is_beside = matches!(part.field, Field::Source | Field::Section | Field::Page);
            is_beside || headline.is_some_and(|block| block.range.contains(&part.range.start))
        };
        let parts = document.fields().iter();
        let parts = parts.take_while(|part| part.range.start < LOOKED_AT);
        parts.filter(|part| !is_shown(part)).find_map(|part| {
            let text = document.text().get(part.range.clone())?;
            Self::new(text, &highlighter.hits_in_line(text, part.field, pinyin))
        })
    }

    /// Returns it in another script, if that is not as it is.
    #[must_use]
    pub fn in_script(self, written: Option<Script>, shown: ShownScript) -> Self {
        let Some(converted) = conversion::convert(&self.text, written, shown) else {
            return self;
        };
        let hits = self.hits.into_iter().map(|hit| converted.shown(hit));
        Self {
            hits: hits.collect(),
            text: converted.text,
        }
    }

    /// Returns what is shown of it in `room` cells, and where hits stand in that.
    ///
    /// Before the first hit stands all of the text where that leaves a third of the room, otherwise a third of
    /// the room full.
    pub fn line(&self, room: usize, ambiguous: Ambiguous) -> (String, Vec<Range<usize>>) {
        let first = self.hits.first().map_or(0, |hit| hit.start);
        let before = self.text.get(..first).unwrap_or_default();
        let lead = lead(before, room, ambiguous);
        let ellipsis = if lead.len() < before.len() { "…" } else { "" };
        let start = first - lead.len();
        let text = self.text.get(start..).unwrap_or_default();
        let shown = truncate(
            text,
            room.saturating_sub(width(ellipsis, ambiguous)),
            ambiguous,
        );
        let kept = match &shown {
            Cow::Borrowed(all) => all.len(),
            Cow::Owned(cut) => cut.strip_suffix('…').map_or(cut.len(), str::len),
        };
        let hits = self
            .hits
            .iter()
            .map(|hit| hit.start - start..hit.end - start);
        let hits = hits.filter(|hit| hit.start < kept);
        let hits = hits.map(|hit| hit.start + ellipsis.len()..hit.end.min(kept) + ellipsis.len());
        (format!("{ellipsis}{shown}"), hits.collect())
    }
}

/// Returns what is shown of the text before a hit.
fn lead(before: &str, room: usize, ambiguous: Ambiguous) -> &str {
    let near = tail(before, room * 2 / 3, ambiguous);
    if near.len() == before.len() {
        near
    } else {
        tail(before, room / 3, ambiguous)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_before_a_hit_leaves_room_for_it() {
        let lead = |before| lead(before, 12, Ambiguous::Narrow);
        assert_eq!(lead("清晨的雨"), "清晨的雨");
        assert_eq!(lead("清晨的大雨"), "大雨");
        assert_eq!(lead(""), "");
    }

    #[test]
    fn a_line_shows_the_hits_that_it_has_room_for() {
        let text = "今日清晨的大雨下了一夜，大雨停了";
        let start = text.find('雨').expect("it is there");
        let later = text.rfind('雨').expect("it is there");
        let hits = [start..start + 3, later..later + 3];
        let excerpt = Excerpt::new(text, &hits).expect("there are hits");
        let (line, marked) = excerpt.line(12, Ambiguous::Narrow);
        assert_eq!(line, "…的大雨下了…");
        let shown: Vec<_> = marked.into_iter().map(|hit| line.get(hit)).collect();
        assert_eq!(shown, [Some("雨")]);
        let (line, marked) = excerpt.line(80, Ambiguous::Narrow);
        assert_eq!((line.as_str(), marked.len()), (text, 2));
        assert_eq!(Excerpt::new(text, &[]), None);
    }

    #[test]
    fn of_a_long_text_no_more_is_kept_than_a_line_shows() {
        let text = format!("{}雨{}", "清".repeat(5000), "晨".repeat(5000));
        let hits = [15_000..15_003, 15_003..15_006];
        let excerpt = Excerpt::new(&text, &hits).expect("there is a hit");
        assert_eq!(excerpt.text.chars().count(), 2 * KEPT);
        let (line, marked) = excerpt.line(30, Ambiguous::Narrow);
        assert_eq!(line.get(marked[0].clone()), Some("雨"));
        assert!(line.starts_with('…') && line.ends_with('…'), "{line}");
    }
}
