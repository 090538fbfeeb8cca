//! Names that are all of a byline, told at once.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::datelines::{REPORTS, WIRED};
use super::institutions::{NOBODY, OF_OFFICES, OF_PRESS};
use super::places::PLACES;
use super::surnames::SURNAMES;
use super::works::WORKS;
use super::{EMPTY, OFFICES, STAFF};

/// Returns whether a text is the name of one person and nothing else, for sure: a surname with one or two characters
/// that no word of bylines has.
pub(in super::super) fn is_name_alone(text: &str) -> bool {
    let mut characters = text.chars();
    let begins = characters.next().is_some_and(|c| SURNAMES.contains(c));
    let given = characters.as_str();
    let is_given = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}') && !IN_WORDS.contains(&c);
    begins
        && (1..=2).contains(&given.chars().count())
        && given.chars().all(is_given)
        && !PLACES.contains(&text)
}

/// The characters that stand behind the first in words of three characters or fewer which are nobody's name.
static IN_WORDS: LazyLock<HashSet<char>> = LazyLock::new(|| {
    let works = WORKS.iter().map(|(word, _)| *word);
    let lists = [&OFFICES[..], &STAFF, &EMPTY, &NOBODY, &REPORTS];
    let words = lists.into_iter().flatten().copied().chain(works);
    let marks = OF_PRESS.into_iter().chain(WIRED).chain(['等']);
    let marks = marks.chain(OF_OFFICES);
    words.flat_map(str::chars).chain(marks).collect()
});
