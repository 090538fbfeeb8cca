//! A query, made ready to be put to many articles.

use super::folded::Held;
use super::mark_source::Own;
use super::query::{DateRange, Field, Mark, Node, Query};
use super::texts::{Look, Texts};

/// A query, made ready to be put to many articles.
pub(super) struct Plan {
    test: Test,
    texts: Texts,
    /// Whether what is typed may be pinyin.
    is_loose: bool,
}

/// How an article meets a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Met {
    /// By what is typed.
    Exactly,
    /// By what is typed being pinyin.
    AsPinyin,
}

impl Plan {
    pub(super) fn of(query: &Query) -> Self {
        let texts = Texts::all(query);
        let test = Test::of(query.root(), &texts);
        Self {
            is_loose: test.is_loose(&texts),
            test,
            texts,
        }
    }

    /// Looks at an article. `superseded` says when it need not be looked at any more.
    pub(super) fn look<'a>(&'a self, held: Held<'a>, superseded: &'a dyn Fn() -> bool) -> Look<'a> {
        self.texts.look(held, superseded)
    }

    /// Returns how an article meets the query, if it does.
    pub(super) fn meets(&self, look: &Look, own: Own) -> Option<Met> {
        let meets = |loosely| self.test.is_met(look, own, loosely);
        if meets(false) {
            Some(Met::Exactly)
        } else if self.is_loose && meets(true) {
            Some(Met::AsPinyin)
        } else {
            None
        }
    }
}

enum Test {
    Date(DateRange),
    Is(Mark),
    Like(String),
    From(Vec<u16>),
    /// A text, by its number.
    Text(usize),
    /// A text in a tag, which may be one of the reader's own.
    Tag(usize),
    Any(Vec<Self>),
    All(Vec<Self>),
    Not(Box<Self>),
}

impl Test {
    fn of(node: &Node, all: &Texts) -> Self {
        let each = |nodes: &[Node]| {
            let mut tests: Vec<_> = nodes.iter().map(|node| Self::of(node, all)).collect();
            tests.sort_by_key(Self::cost);
            tests
        };
        match node {
            Node::Date(range) => Self::Date(*range),
            Node::Is(mark) => Self::Is(*mark),
            Node::Like(id) => Self::Like(id.clone()),
            Node::From(places) => Self::From(places.clone()),
            Node::Text(text) => {
                let number = all.number(text);
                match text.field {
                    Some(Field::Tag) => Self::Tag(number),
                    _ => Self::Text(number),
                }
            }
            Node::Any(nodes) => Self::Any(each(nodes)),
            Node::All(nodes) => Self::All(each(nodes)),
            Node::Not(node) => Self::Not(Box::new(Self::of(node, all))),
        }
    }

    /// What is cheap is tried first.
    fn cost(&self) -> u8 {
        match self {
            Self::Date(_) | Self::From(_) => 0,
            Self::Is(_) | Self::Like(_) => 1,
            Self::Text(_) | Self::Tag(_) => 2,
            Self::Any(_) | Self::All(_) | Self::Not(_) => 3,
        }
    }

    /// Pinyin helps to find and never excludes: what is excluded stands there as it is typed.
    fn is_met(&self, look: &Look, own: Own, loosely: bool) -> bool {
        match self {
            Self::Date(range) => range.holds(look.held().day),
            Self::Is(mark) => own.marked.is(own.article, *mark),
            Self::Like(id) => own.marked.is_like(own.article, id),
            Self::From(places) => own.marked.is_from(own.article, places),
            Self::Text(number) => look.is_in(*number) || loosely && look.is_said(*number),
            Self::Tag(number) => {
                look.is_in(*number) || own.marked.is_tagged(own.article, look.needle(*number))
            }
            Self::Any(tests) => tests.iter().any(|test| test.is_met(look, own, loosely)),
            Self::All(tests) => tests.iter().all(|test| test.is_met(look, own, loosely)),
            Self::Not(test) => !test.is_met(look, own, false),
        }
    }

    fn is_loose(&self, all: &Texts) -> bool {
        match self {
            Self::Text(number) => all.is_loose(*number),
            Self::Any(tests) | Self::All(tests) => tests.iter().any(|test| test.is_loose(all)),
            Self::Date(_)
            | Self::Is(_)
            | Self::Like(_)
            | Self::From(_)
            | Self::Tag(_)
            | Self::Not(_) => false,
        }
    }
}
