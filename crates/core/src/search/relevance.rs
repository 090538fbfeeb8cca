//! How well a report answers a query.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::Query;
use super::folded::FoldedText;
use super::query::{Field, Node, Text};
use super::texts::Texts;
use crate::article::Article;
use crate::document::Document;

/// How well a report answers a query; who answers better is greater. Among those that are equal the
/// newest comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Relevance {
    /// Whether it matches as it was typed, and not only as pinyin.
    pub is_exact: bool,
    /// Whether the headline, with the lines above and below it, answers the query alone, as far as words
    /// are asked for that may stand there.
    pub in_headline: bool,
    /// How many hits [`Highlighter::hits`](super::Highlighter::hits) gives.
    pub hits: usize,
}

/// A query, made ready to rank many reports.
#[derive(Debug)]
pub struct Ranker {
    headline: Headline,
    texts: Texts,
}

/// What a query asks of a headline, with the lines above and below it.
#[derive(Debug)]
pub struct Headline(Test);

impl Ranker {
    /// Makes a query ready.
    pub fn new(query: &Query) -> Self {
        Self {
            headline: Headline::new(query),
            texts: Texts::shown(query),
        }
    }

    /// Tells how well a report answers that matches; `pinyin` says whether it does only as pinyin
    /// ([`Match`](super::Match)).
    pub fn rank(&self, document: &Document, pinyin: bool) -> Relevance {
        let mut folded = FoldedText::default();
        folded.add(document);
        let look = self.texts.look(folded.held(), &|| false);
        Relevance {
            is_exact: !pinyin,
            in_headline: self
                .headline
                .is_met(&|number| look.is_in_title(number, pinyin)),
            hits: look.spans(true).count(),
        }
    }
}

impl Headline {
    /// Takes what a query asks of headlines.
    pub fn new(query: &Query) -> Self {
        Self(Test::of(query.root(), &query.texts()))
    }

    /// Returns what a headline is to hold that answers a query alone, as a query; `None` where that asks for
    /// nothing that may stand there.
    pub fn asked(query: &Query) -> Option<Query> {
        in_headline(query.root()).map(Query::of)
    }

    /// Returns whether a headline answers the query alone; `has` says whether a text stands in it, by its number
    /// among [`Query::texts`].
    pub fn is_met(&self, has: &dyn Fn(usize) -> bool) -> bool {
        self.0.holds(has) == Some(true)
    }
}

/// How many reports a thread ranks at a time.
const TOGETHER: usize = 64;

/// Ranks reports that match, on every processor: `found` are their rows, each with whether it matches only as
/// pinyin, in the order in which those come that answer as well. Those that `article` does not give are left
/// out. `None` once `superseded` says so.
pub fn ranked<'a>(
    query: &Query,
    found: &[(usize, bool)],
    article: &(dyn Fn(usize) -> Option<Cow<'a, Article>> + Sync),
    superseded: &(dyn Fn() -> bool + Sync),
) -> Option<Vec<(usize, Relevance)>> {
    let next = AtomicUsize::new(0);
    let work = || {
        let ranker = Ranker::new(query);
        let mut ranks = Vec::new();
        while !superseded() {
            let at = next.fetch_add(TOGETHER, Ordering::Relaxed);
            let Some(some) = found.get(at..) else { break };
            for (place, (row, pinyin)) in (at..).zip(some.iter().take(TOGETHER)) {
                if let Some(article) = article(*row) {
                    let rank = ranker.rank(&Document::new(&article), *pinyin);
                    ranks.push((Reverse(rank), place, *row));
                }
            }
        }
        ranks
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let mut ranks = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut ranks = work();
        for other in others {
            match other.join() {
                Ok(part) => ranks.extend(part),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        ranks
    });
    if superseded() {
        return None;
    }
    ranks.sort_unstable();
    let ranked = ranks.into_iter().map(|(Reverse(rank), _, row)| (row, rank));
    Some(ranked.collect())
}

/// What a headline is to meet.
#[derive(Debug)]
enum Test {
    /// A text, by its number.
    Text(usize),
    All(Vec<Self>),
    Any(Vec<Self>),
    /// What says nothing of headlines.
    Aside,
}

impl Test {
    fn of(node: &Node, texts: &[&Text]) -> Self {
        let each = |nodes: &[Node]| nodes.iter().map(|node| Self::of(node, texts)).collect();
        match node {
            Node::Text(text) if may_be_in_headline(text) => {
                Self::Text(texts.partition_point(|other| *other < text))
            }
            Node::All(nodes) => Self::All(each(nodes)),
            Node::Any(nodes) => Self::Any(each(nodes)),
            Node::Text(_)
            | Node::Date(_)
            | Node::Is(_)
            | Node::Like(_)
            | Node::From(_)
            | Node::Not(_) => Self::Aside,
        }
    }

    fn holds(&self, has: &dyn Fn(usize) -> bool) -> Option<bool> {
        match self {
            Self::Text(number) => Some(has(*number)),
            Self::All(tests) => {
                let told = tests.iter().filter_map(|test| test.holds(has));
                told.reduce(|one, other| one && other)
            }
            Self::Any(tests) => {
                let told = tests.iter().filter_map(|test| test.holds(has));
                told.reduce(|one, other| one || other)
            }
            Self::Aside => None,
        }
    }
}

/// Returns what a headline is to hold of what a report is to hold, as [`Test`] has it.
fn in_headline(node: &Node) -> Option<Node> {
    let each = |nodes: &[Node]| nodes.iter().filter_map(in_headline).collect::<Vec<_>>();
    match node {
        Node::Text(text) if may_be_in_headline(text) => Some(Node::Text(Text {
            field: Some(Field::Title),
            ..text.clone()
        })),
        Node::All(nodes) => Node::all(each(nodes)),
        Node::Any(nodes) => Node::any(each(nodes)),
        Node::Text(_)
        | Node::Date(_)
        | Node::Is(_)
        | Node::Like(_)
        | Node::From(_)
        | Node::Not(_) => None,
    }
}

fn may_be_in_headline(text: &Text) -> bool {
    matches!(text.field, None | Some(Field::Title))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Block};

    fn article(title: &str, body: &str) -> Article {
        Article {
            title: Some(title.to_owned()),
            subtitle: Some("春天来了".to_owned()),
            body: vec![Block::Paragraph(body.to_owned())],
            source: Some("晨报".to_owned()),
            ..Article::default()
        }
    }

    fn rank(article: &Article, typed: &str, pinyin: bool) -> (bool, usize) {
        let query = Query::parse(typed);
        let rank = Ranker::new(&query).rank(&Document::new(article), pinyin);
        assert_eq!(rank.is_exact, !pinyin);
        (rank.in_headline, rank.hits)
    }

    #[test]
    fn a_headline_answers_alone_or_not() {
        let article = article("示范区植树", "植树造林，植树治沙。");
        for (typed, expected) in [
            ("植树", (true, 3)),
            ("植树 造林", (false, 4)),
            ("植树 OR 造林", (true, 4)),
            ("植树 春天", (true, 4)),
            ("植树 -雪 after:2000", (true, 3)),
            ("植树 source:晨报", (true, 4)),
            ("source:晨报", (false, 1)),
            ("治沙 OR source:晨报", (false, 2)),
            ("", (false, 0)),
        ] {
            assert_eq!(rank(&article, typed, false), expected, "{typed}");
        }
        assert_eq!(rank(&article, "shifanqu", true), (true, 1));
    }

    #[test]
    fn the_headline_goes_before_hits_and_what_is_typed_before_pinyin() {
        let rank = |is_exact, in_headline, hits| Relevance {
            is_exact,
            in_headline,
            hits,
        };
        assert!(rank(true, true, 1) > rank(true, false, 9));
        assert!(rank(true, false, 2) > rank(true, false, 1));
        assert!(rank(true, false, 1) > rank(false, true, 9));
    }

    #[test]
    fn as_many_hits_are_counted_as_are_shown() {
        let article = article("植树植树", "植 树，树树树。");
        for typed in ["植树", "树 植", "title:树", "chuntian"] {
            let query = Query::parse(typed);
            let document = Document::new(&article);
            let (_, hits) = rank(&article, typed, false);
            assert_eq!(
                hits,
                crate::search::Highlighter::new(&query)
                    .hits(&document)
                    .len(),
                "{typed}"
            );
        }
    }
}
