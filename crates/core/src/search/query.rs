//! What a reader looks for, and how it is typed.
//!
//! Terms parted by white space must all hold: a word, `"a phrase"`, `-excluded`, `title:word`,
//! `after:2019-11`, `is:unread`, `(a group)`. `OR` or `|` between two terms asks for either and
//! binds tighter than white space. `AND` and `&&` say what white space says, `NOT` what the dash does, and `+`
//! nothing that is not so. Names and marks may be typed in Chinese and in full width:
//! `标题：植树`. What cannot be understood is a [`Fault`]; the rest is sought all the same.

pub mod fault;

mod complete;
mod dates;
mod hint;
mod names;
mod parse;
mod show;
#[cfg(test)]
mod tests;

pub use crate::document::Field;
pub use complete::{Completion, Wanted, complete};
pub use fault::Fault;
pub use hint::hint;

use crate::article::page_label::PageLabel;
use crate::text::fold;

/// What a reader looks for.
///
/// Queries that were typed in different widths, cases, scripts or orders are equal. Its `Display`
/// gives a query that reads as this one, but for what cannot be typed: [`Node::From`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Query {
    root: Node,
}

/// What an article is to meet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Node {
    /// It holds a text.
    Text(Text),
    /// One of these, two or more, in order, each once; none is itself `Any`.
    Any(Vec<Node>),
    /// Each of these, in order, each once; none is itself `All`. Without any it is met by everything.
    All(Vec<Node>),
    /// It was published within a range of days.
    Date(DateRange),
    /// The reader marked it so.
    Is(Mark),
    /// It is like the report of this id.
    Like(String),
    /// It was read from one of these of the places that were named, by their numbers, in order. Nobody types this.
    From(Vec<u16>),
    /// Not this, which is not itself `Not`.
    Not(Box<Node>),
}

/// A text that is to occur.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text {
    /// The field that is to hold it; `None` is any field but the page.
    pub field: Option<Field>,
    /// The text, folded and never empty. For [`Field::Page`] it is a [`page_key`], and the whole of
    /// the article's is to be it.
    pub needle: String,
    /// Whether it was typed as a bare word with an ASCII letter in it, so that it may be pinyin.
    pub loose: bool,
}

/// A range of days as keys, `yyyymmdd` in decimal, with 00 for what is not known: `2019-11` is
/// 20191100. An article is in the range if its [day](crate::article::Published::day) is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateRange {
    /// The first day in the range.
    pub from: Option<u32>,
    /// The first day behind it.
    pub until: Option<u32>,
}

/// What a reader can mark an article with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// Never opened.
    Unread,
    /// Opened before.
    Read,
    /// Starred.
    Starred,
    /// With a note.
    Noted,
    /// Come in since the reader was last left.
    New,
}

impl DateRange {
    /// Returns whether `day` is in the range; an article without a day is in none.
    pub fn holds(self, day: Option<u32>) -> bool {
        day.is_some_and(|day| {
            self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
        })
    }
}

/// Returns the days of a date as people write it: a day, a month, a year, or a range of them; `None` where it
/// is no date.
pub fn span_of(typed: &str) -> Option<DateRange> {
    dates::within(typed).ok().map(|(range, _)| range)
}

impl Default for Query {
    fn default() -> Self {
        let root = Node::All(Vec::new());
        Self { root }
    }
}

impl Query {
    /// Reads what can be understood of a query as typed.
    pub fn parse(typed: &str) -> Self {
        Self::read(typed).0
    }

    /// Reads a query as typed, and what could not be understood of it, in the order in which it
    /// stands there.
    pub fn read(typed: &str) -> (Self, Vec<Fault>) {
        let (root, faults) = parse::read(typed);
        let root = root.unwrap_or_else(|| Node::All(Vec::new()));
        (Self { root }, faults)
    }

    /// Makes the query for what meets a node.
    pub(super) fn of(root: Node) -> Self {
        Self { root }
    }

    /// Makes the query for what was read from some of the places that were named, by their numbers.
    pub fn from_places(numbers: &[u16]) -> Self {
        let mut numbers = numbers.to_vec();
        numbers.sort_unstable();
        numbers.dedup();
        Self {
            root: Node::From(numbers),
        }
    }

    /// Returns the places in which it asks for reports, and the mark that they are to have, where that is all that it
    /// asks.
    pub fn of_places(&self) -> Option<(&[u16], Option<Mark>)> {
        match &self.root {
            Node::From(places) => Some((places, None)),
            Node::All(nodes) => match nodes.as_slice() {
                [Node::From(places), Node::Is(mark)] | [Node::Is(mark), Node::From(places)] => {
                    Some((places, Some(*mark)))
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// Returns the query for what meets both this and another.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        let root = Node::all([self.root.clone(), other.root.clone()]);
        root.map_or_else(Self::default, |root| Self { root })
    }

    /// Makes the query for what holds one of some folded texts.
    pub(super) fn any_of(needles: impl IntoIterator<Item = String>) -> Self {
        let text = |needle| {
            Node::Text(Text {
                field: None,
                needle,
                loose: false,
            })
        };
        let root = Node::any(needles.into_iter().map(text));
        root.map_or_else(Self::default, Self::of)
    }

    /// Makes the query for the reports that are like the one of an id.
    pub fn like(id: &str) -> Self {
        Self {
            root: Node::Like(id.to_owned()),
        }
    }

    /// Returns the ids of the reports that others are to be like, or not to be.
    pub fn likes(&self) -> Vec<&str> {
        let mut ids = Vec::new();
        self.root.likes(&mut ids);
        ids
    }

    /// Returns the id of the one report that all others are to be like.
    pub fn like_which(&self) -> Option<&str> {
        let nodes = match &self.root {
            Node::All(nodes) => nodes.as_slice(),
            node => std::slice::from_ref(node),
        };
        nodes.iter().find_map(|node| match node {
            Node::Like(id) => Some(id.as_str()),
            _ => None,
        })
    }

    /// Returns whether it asks for nothing.
    pub fn is_empty(&self) -> bool {
        matches!(&self.root, Node::All(all) if all.is_empty())
    }

    /// Returns what an article is to meet.
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// Returns whether it asks for what does not stand in a report: what the reader has marked, or may
    /// have, where it was read from, and what it is like.
    pub fn asks_for_marks(&self) -> bool {
        self.root.asks_for_marks()
    }

    /// Returns the texts that are to occur, which are those that are shown where they stand; not
    /// those that are excluded. Each is there once, and they are in order.
    pub fn texts(&self) -> Vec<&Text> {
        self.texts_with(false)
    }

    /// Returns the texts that are to occur and those that are not to.
    pub(super) fn all_texts(&self) -> Vec<&Text> {
        self.texts_with(true)
    }

    fn texts_with(&self, excluded: bool) -> Vec<&Text> {
        let mut texts = Vec::new();
        self.root.texts(excluded, &mut texts);
        texts.sort_unstable();
        texts.dedup();
        texts
    }
}

impl Node {
    /// Joins what must all hold.
    pub(super) fn all(nodes: impl IntoIterator<Item = Self>) -> Option<Self> {
        let flat = nodes.into_iter().flat_map(|node| match node {
            Self::All(inner) => inner,
            node => vec![node],
        });
        Self::joined(flat.collect(), Self::All)
    }

    /// Joins what may hold one for another.
    pub(super) fn any(nodes: impl IntoIterator<Item = Self>) -> Option<Self> {
        let flat = nodes.into_iter().flat_map(|node| match node {
            Self::Any(inner) => inner,
            node => vec![node],
        });
        Self::joined(flat.collect(), Self::Any)
    }

    fn joined(mut nodes: Vec<Self>, join: impl FnOnce(Vec<Self>) -> Self) -> Option<Self> {
        nodes.sort_unstable();
        nodes.dedup();
        match nodes.len() {
            0 => None,
            1 => nodes.pop(),
            _ => Some(join(nodes)),
        }
    }

    fn asks_for_marks(&self) -> bool {
        match self {
            Self::All(nodes) | Self::Any(nodes) => nodes.iter().any(Self::asks_for_marks),
            Self::Not(node) => node.asks_for_marks(),
            Self::Text(text) => text.field == Some(Field::Tag),
            Self::Is(_) | Self::From(_) | Self::Like(_) => true,
            Self::Date(_) => false,
        }
    }

    fn likes<'n>(&'n self, ids: &mut Vec<&'n str>) {
        match self {
            Self::All(nodes) | Self::Any(nodes) => nodes.iter().for_each(|node| node.likes(ids)),
            Self::Not(node) => node.likes(ids),
            Self::Like(id) => ids.push(id),
            Self::Text(_) | Self::Date(_) | Self::Is(_) | Self::From(_) => {}
        }
    }

    fn not(self) -> Self {
        match self {
            Self::Not(inner) => *inner,
            node => Self::Not(Box::new(node)),
        }
    }

    fn texts<'n>(&'n self, excluded: bool, texts: &mut Vec<&'n Text>) {
        match self {
            Self::All(nodes) | Self::Any(nodes) => {
                for node in nodes {
                    node.texts(excluded, texts);
                }
            }
            Self::Text(text) => texts.push(text),
            Self::Not(node) if excluded => node.texts(excluded, texts),
            Self::Not(_) | Self::Date(_) | Self::Is(_) | Self::From(_) | Self::Like(_) => {}
        }
    }
}

impl Text {
    /// Makes a text of what was typed, unless it folds to nothing. `bare` says that it stood without
    /// quotation marks.
    fn new(field: Option<Field>, typed: &str, bare: bool) -> Option<Self> {
        let needle = match field {
            Some(Field::Page) => page_key(typed),
            _ => fold::fold(typed),
        };
        let loose = bare && may_be_pinyin(field, &needle);
        (!needle.is_empty()).then_some(Self {
            field,
            needle,
            loose,
        })
    }
}

/// Pinyin helps with headlines, names and sections. The fold makes the apostrophe of `xi'an` `"`.
fn may_be_pinyin(field: Option<Field>, needle: &str) -> bool {
    let helps = matches!(
        field,
        None | Some(Field::Title | Field::Author | Field::Section)
    );
    let is_word = |c: char| c.is_alphanumeric() || c == '"';
    helps
        && needle.starts_with(char::is_alphanumeric)
        && needle.contains(|c: char| c.is_ascii_alphabetic())
        && needle.chars().all(is_word)
}

/// Returns what two ways of writing one page have in common: `3`, `03`, `第三版` and `第3版：要闻` are `3`, `A03` is
/// `a3`.
pub fn page_key(page: &str) -> String {
    let bare = match PageLabel::of(page) {
        PageLabel::Nothing => page.trim().to_owned(),
        PageLabel::Number(number) => PageLabel::figures(number),
        PageLabel::Name(name) => name.to_owned(),
    };
    let folded = fold::fold(&bare);
    let mut key = String::with_capacity(folded.len());
    for (at, c) in folded.char_indices() {
        let behind = folded.get(at + c.len_utf8()..).unwrap_or_default();
        let leads = c == '0' && !key.ends_with(|c: char| c.is_ascii_digit());
        if !(leads && behind.starts_with(|c: char| c.is_ascii_digit())) {
            key.push(c);
        }
    }
    key
}
