//! The one measure of text: how many terminal cells it takes.
//!
//! Setting lines and drawing them must agree to the cell, so both ask here. A width is that of an
//! extended grapheme cluster (UAX #29): what a terminal draws in one place.

use std::borrow::Cow;
use std::iter;

use icu_properties::CodePointMapData;
use icu_properties::props::EastAsianWidth;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::class::Class;

/// How the terminal draws characters whose East Asian Width (UAX #11) is Ambiguous.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Ambiguous {
    /// In one cell.
    #[default]
    Narrow,
    /// In two cells.
    Wide,
}

impl Ambiguous {
    /// Returns the cells that an ambiguous character takes.
    pub(super) fn cells(self) -> usize {
        match self {
            Self::Narrow => 1,
            Self::Wide => 2,
        }
    }
}

/// Returns the cells that `text` takes.
pub fn width(text: &str, ambiguous: Ambiguous) -> usize {
    clusters(text, ambiguous).map(|(_, cells)| cells).sum()
}

/// Returns the extended grapheme clusters of `text`, each with the cells it takes.
pub fn clusters(text: &str, ambiguous: Ambiguous) -> impl Iterator<Item = (&str, usize)> {
    let mut rest = text;
    iter::from_fn(move || {
        let (cluster, after) = rest.split_at_checked(first_cluster_len(rest)?)?;
        rest = after;
        Some((cluster, grapheme_width(cluster, ambiguous)))
    })
}

/// Returns the bytes of the first cluster. Two characters of known class never form one.
fn first_cluster_len(text: &str) -> Option<usize> {
    let mut chars = text.chars();
    let first = chars.next()?;
    let known = |c: char| Class::of(c) != Class::Other;
    if known(first) && chars.next().is_none_or(known) {
        Some(first.len_utf8())
    } else {
        text.graphemes(true).next().map(str::len)
    }
}

/// Returns the cells that one extended grapheme cluster takes.
pub fn grapheme_width(grapheme: &str, ambiguous: Ambiguous) -> usize {
    let mut chars = grapheme.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => match class_width(Class::of(c), ambiguous) {
            Some(cells) => cells,
            None => cluster_width(grapheme, c, ambiguous),
        },
        (Some(c), Some(_)) => cluster_width(grapheme, c, ambiguous),
        (None, _) => 0,
    }
}

/// Returns the cells that a character of a known class takes.
#[inline]
pub(super) fn class_width(class: Class, ambiguous: Ambiguous) -> Option<usize> {
    match class {
        Class::Han | Class::Open | Class::Close => Some(2),
        Class::Letter | Class::Digit | Class::Space => Some(1),
        Class::OpenQuote | Class::CloseQuote | Class::Dash | Class::Ellipsis => {
            Some(ambiguous.cells())
        }
        Class::Other => None,
    }
}

/// Measures a cluster by its characters; `base` is the first.
fn cluster_width(cluster: &str, base: char, ambiguous: Ambiguous) -> usize {
    let narrow = cluster.width();
    // Only a character that has a cell of its own can take two: U+0300 and U+00AD are ambiguous too.
    if ambiguous == Ambiguous::Wide && narrow == 1 && is_ambiguous(base) {
        2
    } else {
        narrow
    }
}

fn is_ambiguous(c: char) -> bool {
    CodePointMapData::<EastAsianWidth>::new().get(c) == EastAsianWidth::Ambiguous
}

/// Cuts `text` to at most `cells`, between grapheme clusters, with … where something was cut.
///
/// Looks no further into the text than `cells` reach.
pub fn truncate(text: &str, cells: usize, ambiguous: Ambiguous) -> Cow<'_, str> {
    let room = cells.checked_sub(ambiguous.cells());
    let (mut at, mut used, mut cut) = (0, 0, 0);
    for (cluster, width) in clusters(text, ambiguous) {
        used += width;
        at += cluster.len();
        if room.is_some_and(|room| used <= room) {
            cut = at;
        }
        if used > cells {
            let kept = text.get(..cut).unwrap_or_default();
            let mark = if room.is_some() { "…" } else { "" };
            return Cow::Owned([kept, mark].concat());
        }
    }
    Cow::Borrowed(text)
}

/// Returns the bytes of `text` up to where it has taken more than `cells`, or all of them.
pub(super) fn reach(text: &str, cells: usize, ambiguous: Ambiguous) -> usize {
    let mut used = 0;
    let within = clusters(text, ambiguous).take_while(|(_, width)| {
        let is_within = used <= cells;
        used += width;
        is_within
    });
    within.map(|(cluster, _)| cluster.len()).sum()
}

/// Returns the longest end of `text` that takes at most `cells`, cut between grapheme clusters.
///
/// Looks no further into the text than `cells` reach.
pub fn tail(text: &str, cells: usize, ambiguous: Ambiguous) -> &str {
    let mut used = 0;
    let fits = |(_, cluster): &(usize, &str)| {
        used += grapheme_width(cluster, ambiguous);
        used <= cells
    };
    let first = text.grapheme_indices(true).rev().take_while(fits).last();
    first.and_then(|(at, _)| text.get(at..)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Ambiguous::{Narrow, Wide};
    use super::*;

    #[test]
    fn wide_means_every_ambiguous_character() {
        for (text, narrow, wide) in [
            ("“三散”", 6, 8),
            ("——", 2, 4),
            ("Ω≈д", 3, 6),
            ("─│┌", 3, 6),
            ("℃‰№×", 4, 8),
            ("e\u{301}", 1, 1),
            ("α\u{301}", 1, 2),
            ("\u{AD}", 0, 0),
            ("👨‍👩‍👧", 2, 2),
            ("🇨🇳", 2, 2),
            ("1\u{FE0F}\u{20E3}", 2, 2),
            ("汉\u{FE00}", 2, 2),
            ("ｶﾞ", 2, 2),
        ] {
            assert_eq!(
                (width(text, Narrow), width(text, Wide)),
                (narrow, wide),
                "{text}"
            );
        }
    }

    #[test]
    fn every_ambiguous_character_with_a_cell_takes_two_when_wide() {
        for c in '\0'..=char::MAX {
            let mut buffer = [0; 4];
            let text = &*c.encode_utf8(&mut buffer);
            let (narrow, wide) = (width(text, Narrow), width(text, Wide));
            let expected = if is_ambiguous(c) && narrow == 1 {
                2
            } else {
                narrow
            };
            assert_eq!(wide, expected, "{c:?}");
        }
    }

    #[test]
    fn truncation_marks_what_it_cut() {
        for (text, cells, narrow, wide) in [
            ("冬季治污", 8, "冬季治污", "冬季治污"),
            ("冬季治污", 7, "冬季治…", "冬季…"),
            ("冬季治污", 6, "冬季…", "冬季…"),
            ("冬季", 3, "冬…", "…"),
            ("冬季", 2, "…", "…"),
            ("冬季", 1, "…", ""),
            ("冬季", 0, "", ""),
            ("", 0, "", ""),
            ("“散煤”", 6, "“散煤”", "“散…"),
        ] {
            assert_eq!(truncate(text, cells, Narrow), narrow, "{text} in {cells}");
            assert_eq!(truncate(text, cells, Wide), wide, "{text} in {cells}, wide");
        }
        assert!(matches!(truncate("冬季", 4, Narrow), Cow::Borrowed(_)));
    }

    #[test]
    fn a_tail_is_cut_between_characters() {
        for (text, cells, narrow, wide) in [
            ("大气污染防治", 5, "防治", "防治"),
            ("大气", 5, "大气", "大气"),
            ("大气", 0, "", ""),
            ("“散煤”", 5, "散煤”", "煤”"),
            ("cafe\u{301}", 1, "e\u{301}", "e\u{301}"),
        ] {
            assert_eq!(tail(text, cells, Narrow), narrow, "{text} in {cells}");
            assert_eq!(tail(text, cells, Wide), wide, "{text} in {cells}, wide");
        }
    }

    fn any_text() -> impl Strategy<Value = String> {
        prop_oneof![
            "\\PC{0,40}",
            "[一-龥，。“”‘’—…a-z0-9 \u{300}\u{FE0F}\u{200D}\u{20E3}👨👩🇨🇳ｶΩ─]{0,40}",
        ]
    }

    proptest! {
        #[test]
        fn clusters_are_extended_grapheme_clusters(text in any_text()) {
            let ours: Vec<_> = clusters(&text, Narrow).map(|(cluster, _)| cluster).collect();
            let theirs: Vec<_> = text.graphemes(true).collect();
            prop_assert_eq!(ours, theirs);
        }

        #[test]
        fn truncation_fits_and_keeps_a_beginning(text in any_text(), cells in 0usize..50) {
            for ambiguous in [Narrow, Wide] {
                let cut = truncate(&text, cells, ambiguous);
                prop_assert!(width(&cut, ambiguous) <= cells);
                if width(&text, ambiguous) > cells {
                    prop_assert!(text.starts_with(cut.trim_end_matches('…')));
                } else {
                    prop_assert_eq!(&*cut, &*text);
                }
            }
        }
    }
}
