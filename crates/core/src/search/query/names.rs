//! The names that stand before a colon, and the marks behind `is:`.

use super::{Field, Mark};
use crate::text::fold;

/// What a name before a colon asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    /// A text in a field.
    Field(Field),
    /// A day or later.
    After,
    /// Before a day.
    Before,
    /// A day, a month, a year or a range.
    Date,
    /// A mark of the reader's.
    Is,
    /// The id of a report that others are like.
    Like,
}

/// Every name, folded. The first of each kind in English and in Chinese is the one that is offered.
pub(super) const NAMES: &[(&str, Name)] = &[
    ("title", Name::Field(Field::Title)),
    ("headline", Name::Field(Field::Title)),
    ("标题", Name::Field(Field::Title)),
    ("author", Name::Field(Field::Author)),
    ("authors", Name::Field(Field::Author)),
    ("by", Name::Field(Field::Author)),
    ("作者", Name::Field(Field::Author)),
    ("section", Name::Field(Field::Section)),
    ("版面", Name::Field(Field::Section)),
    ("栏目", Name::Field(Field::Section)),
    ("source", Name::Field(Field::Source)),
    ("来源", Name::Field(Field::Source)),
    ("page", Name::Field(Field::Page)),
    ("版次", Name::Field(Field::Page)),
    ("tag", Name::Field(Field::Tag)),
    ("tags", Name::Field(Field::Tag)),
    ("标签", Name::Field(Field::Tag)),
    ("after", Name::After),
    ("since", Name::After),
    ("之后", Name::After),
    ("自", Name::After),
    ("before", Name::Before),
    ("之前", Name::Before),
    ("date", Name::Date),
    ("日期", Name::Date),
    ("is", Name::Is),
    ("是", Name::Is),
    ("like", Name::Like),
    ("相似", Name::Like),
];

/// Every mark, folded.
pub(super) const MARKS: &[(&str, Mark)] = &[
    ("unread", Mark::Unread),
    ("未读", Mark::Unread),
    ("read", Mark::Read),
    ("已读", Mark::Read),
    ("starred", Mark::Starred),
    ("星标", Mark::Starred),
    ("noted", Mark::Noted),
    ("笔记", Mark::Noted),
    ("new", Mark::New),
    ("新到", Mark::New),
];

/// Returns what a name asks for, in whatever width, case or script it is typed.
pub(super) fn name(typed: &str) -> Option<Name> {
    let folded = fold::fold(typed);
    let of = |(name, kind): &(&str, Name)| (*name == folded).then_some(*kind);
    NAMES.iter().find_map(of)
}

/// Returns the mark that is typed.
pub(super) fn mark(typed: &str) -> Option<Mark> {
    let folded = fold::fold(typed);
    let of = |(name, mark): &(&str, Mark)| (*name == folded).then_some(*mark);
    MARKS.iter().find_map(of)
}

pub(super) fn names_of(kind: Name) -> impl Iterator<Item = &'static str> {
    let of = move |(name, of): &(&'static str, Name)| (*of == kind).then_some(*name);
    NAMES.iter().filter_map(of)
}

/// A shorter name is too near to too many words.
const SHORTEST_MISTYPED: usize = 4;

/// Returns the name of which `typed` is one slip away: a letter too many, too few, another, or two
/// exchanged. Chinese names are too short to tell a slip from another word.
pub(super) fn nearly(typed: &str) -> Option<&'static str> {
    let typed: Vec<char> = fold::fold(typed).chars().collect();
    let mistyped = |name: &&str| {
        let letters: Vec<char> = name.chars().collect();
        name.is_ascii() && letters.len() >= SHORTEST_MISTYPED && is_one_slip(&letters, &typed)
    };
    NAMES.iter().map(|(name, _)| *name).find(mistyped)
}

fn is_one_slip(name: &[char], typed: &[char]) -> bool {
    let start = name.iter().zip(typed).take_while(|(a, b)| a == b).count();
    let (name, typed) = (rest(name, start), rest(typed, start));
    match name.len().cmp(&typed.len()) {
        std::cmp::Ordering::Less => name == rest(typed, 1),
        std::cmp::Ordering::Greater => rest(name, 1) == typed,
        std::cmp::Ordering::Equal => {
            let exchanged = matches!((name, typed), ([a, b, ..], [c, d, ..]) if a == d && b == c);
            !name.is_empty()
                && (rest(name, 1) == rest(typed, 1) || exchanged && rest(name, 2) == rest(typed, 2))
        }
    }
}

fn rest(letters: &[char], from: usize) -> &[char] {
    letters.get(from..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_marks_are_folded() {
        let typed = NAMES.iter().map(|(name, _)| *name);
        for name in typed.chain(MARKS.iter().map(|(name, _)| *name)) {
            assert_eq!(fold::fold(name), name);
        }
        assert_eq!(name("標題"), Some(Name::Field(Field::Title)));
        assert_eq!(name("ＴＩＴＬＥ"), Some(Name::Field(Field::Title)));
        assert_eq!(mark("未讀"), Some(Mark::Unread));
    }

    #[test]
    fn one_slip_is_forgiven() {
        for (typed, meant) in [
            ("autor", "author"),
            ("titel", "title"),
            ("titlee", "title"),
            ("tirle", "title"),
            ("beforre", "before"),
            ("Setion", "section"),
        ] {
            assert_eq!(nearly(typed), Some(meant), "{typed}");
        }
        for other in [
            "http", "https", "tog", "标提", "later", "", "t", "12", "mailto",
        ] {
            assert_eq!(nearly(other), None, "{other}");
        }
    }
}
