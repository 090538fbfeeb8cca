//! A query, made ready to be put to many articles.

use super::held::Held;
use super::marked::Own;
use super::query::{DateRange, Field, Mark, Node, Query};
use super::spans::{Seeker, Shown};

/// A query, made ready to be put to many articles.
pub(super) struct Plan<'q> {
    test: Test<'q>,
    shown: Shown<'q>,
}

/// How an article meets a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Met {
    /// By what is typed.
    Exactly,
    /// By what is typed being pinyin.
    AsPinyin,
}

impl<'q> Plan<'q> {
    pub(super) fn of(query: &'q Query) -> Self {
        Self {
            test: Test::of(query.root()),
            shown: Shown::of(query),
        }
    }

    /// Returns how an article meets the query, if it does.
    pub(super) fn meets(&self, held: &Held, own: Own) -> Option<Met> {
        let meets = |loosely| self.test.is_met(held, own, loosely);
        if meets(false) {
            Some(Met::Exactly)
        } else if self.test.is_loose() && meets(true) {
            Some(Met::AsPinyin)
        } else {
            None
        }
    }

    /// Returns the texts that are shown where they stand.
    pub(super) fn shown(&self) -> &Shown<'q> {
        &self.shown
    }
}

enum Test<'q> {
    Date(DateRange),
    Is(Mark),
    From(u16),
    Text(Box<Seeker<'q>>),
    /// A text in a tag, which may be one of the reader's own.
    Tag(Box<Seeker<'q>>, &'q str),
    Any(Vec<Self>),
    All(Vec<Self>),
    Not(Box<Self>),
}

impl<'q> Test<'q> {
    fn of(node: &'q Node) -> Self {
        let each = |nodes: &'q [Node]| {
            let mut tests: Vec<_> = nodes.iter().map(Self::of).collect();
            tests.sort_by_key(Self::cost);
            tests
        };
        match node {
            Node::Date(range) => Self::Date(*range),
            Node::Is(mark) => Self::Is(*mark),
            Node::From(place) => Self::From(*place),
            Node::Text(text) if text.field == Some(Field::Tag) => {
                Self::Tag(Box::new(Seeker::new(text)), &text.needle)
            }
            Node::Text(text) => Self::Text(Box::new(Seeker::new(text))),
            Node::Any(nodes) => Self::Any(each(nodes)),
            Node::All(nodes) => Self::All(each(nodes)),
            Node::Not(node) => Self::Not(Box::new(Self::of(node))),
        }
    }

    /// What is cheap is tried first.
    fn cost(&self) -> u8 {
        match self {
            Self::Date(_) => 0,
            Self::Is(_) | Self::From(_) => 1,
            Self::Text(_) | Self::Tag(..) => 2,
            Self::Any(_) | Self::All(_) | Self::Not(_) => 3,
        }
    }

    /// Pinyin helps to find and never excludes: what is excluded stands there as it is typed.
    fn is_met(&self, held: &Held, own: Own, loosely: bool) -> bool {
        match self {
            Self::Date(range) => range.holds(held.day()),
            Self::Is(mark) => own.marked.is(own.article, *mark),
            Self::From(place) => own.marked.is_from(own.article, *place),
            Self::Text(seeker) => seeker.is_in(held) || loosely && seeker.is_in_as_pinyin(held),
            Self::Tag(seeker, needle) => {
                seeker.is_in(held) || own.marked.is_tagged(own.article, needle)
            }
            Self::Any(tests) => tests.iter().any(|test| test.is_met(held, own, loosely)),
            Self::All(tests) => tests.iter().all(|test| test.is_met(held, own, loosely)),
            Self::Not(test) => !test.is_met(held, own, false),
        }
    }

    fn is_loose(&self) -> bool {
        match self {
            Self::Text(seeker) => seeker.is_loose(),
            Self::Any(tests) | Self::All(tests) => tests.iter().any(Self::is_loose),
            Self::Date(_) | Self::Is(_) | Self::From(_) | Self::Tag(..) | Self::Not(_) => false,
        }
    }
}
