//! What a query that is being typed may go on with.

use std::cmp::Reverse;
use std::ops::Range;

use super::Field;
use super::names::{MARKS, NAMES, Name};
use super::parse::{self, Seen};
use crate::search::pinyin::Pattern;
use crate::text::fold;

/// The part of a query that can be completed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The bytes of what is typed that a candidate replaces; they end at the caret.
    pub replace: Range<usize>,
    /// What is wanted in their place.
    pub wanted: Wanted,
    /// What is typed of it, without the quotation mark before it.
    pub typed: String,
}

/// What a part of a query can be completed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A name with its colon.
    Name,
    /// A value of a field.
    Value(Field),
    /// A mark behind `is:`.
    Mark,
}

/// Returns what may stand at the caret, a byte of `typed`; nothing where a date or an id is typed, or a
/// phrase in no field.
pub fn complete(typed: &str, caret: usize) -> Option<Completion> {
    let before = typed.get(..caret)?;
    let seen = parse::last_seen(before);
    let wanted = match (seen.name, seen.field) {
        (Some(Name::Is), _) => Wanted::Mark,
        (Some(Name::After | Name::Before | Name::Date | Name::Like), _) => return None,
        (_, Some(field)) => Wanted::Value(field),
        (_, None) if seen.is_quoted() => return None,
        (_, None) => Wanted::Name,
    };
    let Seen { range, inside, .. } = seen;
    Some(Completion {
        replace: range.start..caret,
        wanted,
        typed: before.get(inside..).unwrap_or_default().to_owned(),
    })
}

impl Completion {
    /// Returns what may replace the part, best first. `values` are what the articles have in the field
    /// that is wanted, each with how often; `in_chinese` says which names to offer where nothing is
    /// typed.
    ///
    /// What begins as is typed comes first, then what has it within, then what does so as pinyin;
    /// among these what is more frequent.
    pub fn candidates<'v>(
        &self,
        values: impl IntoIterator<Item = (&'v str, usize)>,
        in_chinese: bool,
    ) -> Vec<String> {
        let sought = Sought::new(&self.typed);
        let is_offered = |name: &str| {
            let begins = matches!(sought.rank(name), Some(BEGINS | BEGINS_AS_PINYIN));
            begins && (!self.typed.is_empty() || name.is_ascii() != in_chinese)
        };
        match self.wanted {
            Wanted::Value(_) => {
                let values = sought.ranked(values);
                values.into_iter().map(as_typed).collect()
            }
            Wanted::Name => {
                let names = firsts(NAMES).filter(|name| is_offered(name));
                let names = sought.ranked(names.map(|name| (name, 0))).into_iter();
                names.map(|name| format!("{name}:")).collect()
            }
            Wanted::Mark => {
                let marks = firsts(MARKS).filter(|mark| is_offered(mark));
                let marks = sought.ranked(marks.map(|mark| (mark, 0))).into_iter();
                marks.map(str::to_owned).collect()
            }
        }
    }
}

/// The first name of each kind in each of the two languages.
fn firsts<K: PartialEq>(names: &'static [(&str, K)]) -> impl Iterator<Item = &'static str> {
    let first = |at: &usize| {
        let (before, rest) = names.split_at_checked(*at)?;
        let (name, kind) = rest.first()?;
        let earlier = |(other, of): &(&str, K)| of == kind && other.is_ascii() == name.is_ascii();
        (!before.iter().any(earlier)).then_some(*name)
    };
    (0..names.len()).filter_map(move |at| first(&at))
}

/// The rank of a value that begins as is typed; what has it within comes next.
const BEGINS: u8 = 0;
/// The rank of a value that does so as pinyin.
const BEGINS_AS_PINYIN: u8 = 2;

/// What is typed of a value.
struct Sought {
    folded: String,
    pinyin: Option<Pattern>,
}

impl Sought {
    fn new(typed: &str) -> Self {
        let folded = fold::fold(typed);
        let pinyin = Pattern::of_any_length(&folded);
        Self { folded, pinyin }
    }

    /// Returns the values that match, best first; equally good ones stay in their order.
    fn ranked<'v>(&self, values: impl IntoIterator<Item = (&'v str, usize)>) -> Vec<&'v str> {
        let rank = |(value, count)| Some((self.rank(value)?, Reverse(count), value));
        let mut ranked: Vec<_> = values.into_iter().filter_map(rank).collect();
        ranked.sort_by_key(|(rank, count, _)| (*rank, *count));
        ranked.into_iter().map(|(.., value)| value).collect()
    }

    /// The less the better; `None` if the value does not match.
    fn rank(&self, value: &str) -> Option<u8> {
        let folded = fold::fold(value);
        match folded.find(&self.folded) {
            Some(0) => return Some(BEGINS),
            Some(_) => return Some(BEGINS + 1),
            None => {}
        }
        let said = self.pinyin.as_ref()?.find_all(&folded).next()?;
        Some(BEGINS_AS_PINYIN + u8::from(said.start > 0))
    }
}

/// Returns a value as it is to be typed behind a colon, in quotation marks where it needs them.
fn as_typed(value: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || c == '·';
    if value.chars().all(plain) {
        return value.to_owned();
    }
    if !fold::fold(value).contains('"') {
        return format!("\"{value}\"");
    }
    // The fold takes all quotation marks for one.
    let is_quote = |c: char| fold::fold(c.encode_utf8(&mut [0; 4])) == "\"";
    let same: String = value
        .chars()
        .map(|c| if is_quote(c) { '“' } else { c })
        .collect();
    format!("「{same}」")
}

#[cfg(test)]
mod tests {
    use super::super::{Node, Query};
    use super::*;

    /// What stands before the caret `|`, as it is completed with each candidate.
    fn completed(typed: &str, values: &[(&str, usize)]) -> Vec<String> {
        let caret = typed.find('|').unwrap();
        let line = typed.replace('|', "");
        let Some(completion) = complete(&line, caret) else {
            return Vec::new();
        };
        assert_eq!(completion.replace.end, caret);
        let before = line.get(..completion.replace.start).unwrap();
        let candidates = completion.candidates(values.iter().copied(), true);
        let candidates = candidates.into_iter();
        candidates
            .map(|candidate| format!("{before}{candidate}"))
            .collect()
    }

    #[test]
    fn names_are_completed_in_both_languages() {
        assert_eq!(completed("ti|", &[]), ["title:"]);
        assert_eq!(completed("植树 -标|", &[]), ["植树 -标题:", "植树 -标签:"]);
        assert_eq!(completed("(bt|", &[]), ["(标题:"]);
        assert_eq!(
            completed("s|", &[]).first().map(String::as_str),
            Some("section:")
        );
        let all = completed("|", &[]);
        assert_eq!(all.first().map(String::as_str), Some("标题:"));
        assert!(all.iter().all(|name| !name.is_ascii()));
        assert_eq!(completed("植树|", &[]), [""; 0]);
    }

    #[test]
    fn values_are_ranked() {
        let authors = [
            ("张双杰", 2),
            ("郭树勋", 9),
            ("小郭", 20),
            ("郭靖", 3),
            ("Guo", 1),
        ];
        assert_eq!(
            completed("author:郭|", &authors),
            ["author:郭树勋", "author:郭靖", "author:小郭"]
        );
        assert_eq!(
            completed("作者：guo|", &authors),
            ["作者：Guo", "作者：郭树勋", "作者：郭靖", "作者：小郭"]
        );
        assert_eq!(completed("author:z|", &authors), ["author:张双杰"]);
        assert_eq!(completed("author:|", &authors).len(), 5);
        assert_eq!(
            completed("author:(郭靖 OR 张|", &authors),
            ["author:(郭靖 OR 张双杰"]
        );
        assert_eq!(completed("author:(|", &authors).len(), 5);
        assert_eq!(completed("author:郭靖 |", &authors).len(), 11);
    }

    #[test]
    fn values_are_quoted_where_they_need_it() {
        let sources = [("焦作 日报", 1), ("“新”报(晚)", 1), ("列夫·报", 1)];
        assert_eq!(completed("source:焦|", &sources), ["source:\"焦作 日报\""]);
        assert_eq!(
            completed("source:\"焦|", &sources),
            ["source:\"焦作 日报\""]
        );
        assert_eq!(
            completed("source:“新|", &sources),
            ["source:「“新“报(晚)」"]
        );
        for (value, _) in sources {
            let query = Query::parse(&format!("source:{}", as_typed(value)));
            let Node::Text(text) = query.root() else {
                panic!("{query}");
            };
            assert_eq!(text.needle, fold::fold(value));
        }
    }

    #[test]
    fn marks_are_completed_and_dates_are_not() {
        assert_eq!(completed("is:un|", &[]), ["is:unread"]);
        assert_eq!(completed("是:wd|", &[]), ["是:未读"]);
        assert_eq!(completed("date:20|", &[]), [""; 0]);
        assert_eq!(completed("\"ti|", &[]), [""; 0]);
        assert_eq!(
            complete("植", 1),
            None,
            "no caret stands within a character"
        );
        assert_eq!(complete("植", 9), None);
    }
}
