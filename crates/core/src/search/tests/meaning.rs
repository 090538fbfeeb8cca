//! What queries of more than words find, also held to a plain reading of what they mean.

use proptest::prelude::*;

use super::super::pinyin::Pattern;
use super::super::query::{Mark, Node, Text, page_key};
use super::super::{Haystack, Highlighter, Match, Query};
use super::{article, assert_in_order, shown};
use crate::article::{Article, Author, Block, Published};
use crate::document::{Document, Field};
use crate::text::fold::fold;

/// The matching articles, and apart those that match as pinyin.
fn found(articles: &[Article], typed: &str) -> (Vec<usize>, Vec<usize>) {
    let matches = Haystack::new(articles).search(&Query::parse(typed), &|| false);
    let matches = matches.unwrap();
    let (exactly, as_pinyin): (Vec<Match>, Vec<Match>) =
        matches.iter().partition(|found| !found.pinyin);
    let both = [&exactly[..], &as_pinyin[..]].concat();
    assert_eq!(both, matches, "those that match as pinyin come last");
    let indices = |matches: Vec<Match>| matches.iter().map(|found| found.article).collect();
    (indices(exactly), indices(as_pinyin))
}

fn exactly(articles: &[Article], typed: &str) -> Vec<usize> {
    let (exactly, as_pinyin) = found(articles, typed);
    assert!(as_pinyin.is_empty());
    exactly
}

fn edition() -> [Article; 4] {
    [
        Article {
            byline: Some("本报记者 郭树勋".to_owned()),
            source: Some("焦作日报".to_owned()),
            section: Some("要闻".to_owned()),
            page: Some("03".to_owned()),
            published: Some(Published::parse("2019-11-22")),
            tags: vec!["植树".to_owned(), "示范区".to_owned()],
            ..article("示范区植树", &["群众参加义务植树，郭树勋报道。"])
        },
        Article {
            authors: vec![Author {
                name: "张双杰".to_owned(),
                role: None,
            }],
            source: Some("晨报".to_owned()),
            page: Some("13".to_owned()),
            published: Some(Published::parse("2019年11月")),
            ..article("明天有雪", &["要闻：不宜植树。"])
        },
        Article {
            published: Some(Published::parse("2018")),
            section: Some("副刊".to_owned()),
            ..article("绿色 生活", &["GDP与植树"])
        },
        article("", &["没有标题，没有日期。"]),
    ]
}

#[test]
fn a_field_holds_what_is_sought_in_it() {
    let edition = edition();
    for (typed, matching) in [
        ("title:植树", &[0][..]),
        ("植树", &[0, 1, 2]),
        ("author:郭树勋", &[0]),
        ("作者：張雙傑", &[1]),
        ("section:要闻", &[0]),
        ("source:日报", &[0]),
        ("来源:报", &[0, 1]),
        ("tag:植", &[0]),
        ("tag:植树示范区", &[]),
        ("title:没有", &[]),
        ("page:3", &[0]),
        ("版次：第13版", &[1]),
        ("第3版", &[]),
        ("title:(植树 OR 雪)", &[0, 1]),
        ("植树 -title:植树", &[1, 2]),
        ("-植树", &[3]),
        ("-植树 -日期", &[]),
        ("(雪 OR 绿色) -要闻", &[2]),
        ("", &[0, 1, 2, 3]),
    ] {
        assert_eq!(exactly(&edition, typed), matching, "{typed}");
    }
}

#[test]
fn dates_narrow() {
    let edition = edition();
    for (typed, matching) in [
        ("date:2019", &[0, 1][..]),
        ("date:2019-11-22", &[0]),
        ("after:2019-11-02", &[0]),
        ("after:2019-11-01", &[0, 1]),
        ("before:2019", &[2]),
        ("date:2018..2019-11", &[0, 1, 2]),
        ("-date:2019", &[2, 3]),
        ("植树 before:2019-11-22", &[1, 2]),
    ] {
        assert_eq!(exactly(&edition, typed), matching, "{typed}");
    }
}

#[test]
fn marks_are_asked_of_the_caller() {
    let edition = edition();
    assert_eq!(exactly(&edition, "is:starred"), [0; 0]);
    assert_eq!(exactly(&edition, "-is:starred"), [0, 1, 2, 3]);
    let marked = |article: usize, mark| mark == Mark::Starred && article % 2 == 1;
    let query = Query::parse("is:starred -植树");
    let matches = Haystack::new(&edition).search_marked(&query, &marked, &|| false);
    let matches = matches.unwrap();
    assert_eq!(matches.iter().map(|m| m.article).collect::<Vec<_>>(), [3]);
}

#[test]
fn pinyin_finds_headlines_names_and_sections_and_they_come_last() {
    let mut edition = edition().to_vec();
    edition.push(article("SFQ是什么", &[]));
    assert_eq!(found(&edition, "sfq"), (vec![4], vec![0]));
    assert_eq!(found(&edition, "shifanqu -sfq"), (vec![], vec![0]));
    assert_eq!(found(&edition, "guoshux"), (vec![], vec![0]));
    assert_eq!(found(&edition, "zsj"), (vec![], vec![1]));
    assert_eq!(
        found(&edition, "yaowen"),
        (vec![], vec![0]),
        "not in the text"
    );
    assert_eq!(found(&edition, "title:yaowen"), (vec![], vec![]));
    assert_eq!(found(&edition, "lüse 植树"), (vec![], vec![2]));
    assert_eq!(found(&edition, "\"sfq\""), (vec![4], vec![]));
    assert_eq!(
        found(&edition, "jzrb"),
        (vec![], vec![]),
        "not in the source"
    );
    assert_eq!(found(&edition, "mingtian OR sfq"), (vec![4], vec![0, 1]));
}

#[test]
fn what_is_asked_for_is_shown_and_not_what_is_excluded() {
    let [first, ..] = edition();
    assert_eq!(shown(&first, "title:植树"), ["植树"]);
    assert_eq!(shown(&first, "植树 -群众"), ["植树"; 3]);
    assert_eq!(shown(&first, "author:郭 OR 群众"), ["郭", "群众"]);
    assert_eq!(shown(&first, "sfq 群众"), ["示范区", "群众"]);
    assert_eq!(shown(&first, "page:3 tag:植"), ["第03版", "植"]);
    assert_eq!(shown(&first, "date:2019"), [""; 0]);
}

#[test]
fn a_line_shows_what_is_sought_in_its_field() {
    let line = |typed, field, pinyin| {
        let hits = Highlighter::new(&Query::parse(typed)).hits_in_line("示范区", field, pinyin);
        hits.len()
    };
    assert_eq!(line("title:示范", Field::Title, false), 1);
    assert_eq!(line("title:示范", Field::Source, false), 0);
    assert_eq!(line("示范", Field::Source, false), 1);
    assert_eq!(line("sfq", Field::Title, true), 1);
    assert_eq!(line("sfq", Field::Title, false), 0);
    assert_eq!(line("sfq", Field::Source, true), 0);
    assert_eq!(line("-示范", Field::Title, false), 0);
    assert_eq!(line("", Field::Title, false), 0);
}

/// Text of few characters, so that fields and queries have some in common.
fn text() -> impl Strategy<Value = String> {
    let characters: Vec<char> = "重庆國国 aA3，\n\"\u{301}\u{FE0F}\u{3000}"
        .chars()
        .collect();
    proptest::collection::vec(proptest::sample::select(characters), 0..8)
        .prop_map(String::from_iter)
}

pub(super) fn any_article() -> impl Strategy<Value = Article> {
    let field = || proptest::option::of(text());
    let dates = [
        "2019",
        "2019-11",
        "2019-11-01",
        "2019-12-31",
        "2020-01-01",
        "？",
    ];
    let date = proptest::option::of(proptest::sample::select(dates.to_vec()));
    let body = proptest::collection::vec(text().prop_map(Block::Paragraph), 0..3);
    let tags = proptest::collection::vec(text(), 0..3);
    let page = proptest::option::of("A?0?[13]");
    let fields = (field(), field(), field(), field(), page);
    (fields, date, body, tags).prop_map(|(fields, date, body, tags)| {
        let (title, byline, section, source, page) = fields;
        Article {
            title,
            byline,
            section,
            source,
            page,
            published: date.map(Published::parse),
            body,
            tags,
            ..Article::default()
        }
    })
}

fn typed() -> impl Strategy<Value = String> {
    let parts = [
        "重",
        "庆",
        "国",
        "a",
        "A3",
        "cq",
        "zhong'qing",
        "g",
        "guo",
        " ",
        " ",
        " ",
        " -",
        " OR ",
        "(",
        ")",
        "\"",
        "title:",
        "author:",
        "section:",
        "source:",
        "page:3",
        "page:a1",
        "tag:",
        "date:2019",
        "after:2019-11-01",
        "before:2020",
        "date:2019-11..2019-12",
        "is:read",
    ];
    proptest::collection::vec(proptest::sample::select(parts.to_vec()), 0..8)
        .prop_map(|parts| parts.concat())
}

struct Reading {
    article: Article,
    document: Document,
}

impl Reading {
    fn meets(&self, node: &Node, loosely: bool) -> bool {
        match node {
            Node::Text(text) => self.holds(text, loosely),
            Node::Any(nodes) => nodes.iter().any(|node| self.meets(node, loosely)),
            Node::All(nodes) => nodes.iter().all(|node| self.meets(node, loosely)),
            Node::Not(node) => !self.meets(node, false),
            Node::Date(range) => {
                range.holds(self.article.published.as_ref().and_then(Published::day))
            }
            Node::Is(_) | Node::Like(_) | Node::From(_) => false,
        }
    }

    fn holds(&self, text: &Text, loosely: bool) -> bool {
        let parts = self.document.fields().iter();
        let mut parts = parts.filter(|part| match text.field {
            None => part.field != Field::Page,
            Some(field) => part.field == field,
        });
        parts.any(|part| {
            let raw = self.document.text().get(part.range.clone()).unwrap();
            let folded = fold(raw);
            let said = matches!(part.field, Field::Title | Field::Author | Field::Section);
            let pattern = Pattern::new(&text.needle).filter(|_| loosely && text.loose && said);
            match part.field {
                Field::Page => page_key(raw) == text.needle,
                _ => {
                    folded.contains(&text.needle)
                        || pattern.is_some_and(|p| p.find_all(&folded).next().is_some())
                }
            }
        })
    }
}

/// Asserts that the search finds what a plain reading finds.
pub(super) fn assert_found_as_read(articles: Vec<Article>, typed: &str) {
    let query = Query::parse(typed);
    let found = found(&articles, typed);
    let readings: Vec<Reading> = articles
        .into_iter()
        .map(|article| Reading {
            document: Document::new(&article),
            article,
        })
        .collect();
    let meeting = |loosely| -> Vec<usize> {
        let meets = |at: &usize| readings[*at].meets(query.root(), loosely);
        (0..readings.len()).filter(meets).collect()
    };
    let exactly = meeting(false);
    let mut as_pinyin = meeting(true);
    as_pinyin.retain(|at| !exactly.contains(at));
    assert_eq!(found, (exactly, as_pinyin), "{typed}");
}

proptest! {
    #[test]
    fn the_search_finds_what_a_plain_reading_finds(
        articles in proptest::collection::vec(any_article(), 0..5),
        typed in typed(),
    ) {
        assert_found_as_read(articles, &typed);
    }

    #[test]
    fn the_count_is_the_number_of_hits_shown(article in any_article(), typed in typed()) {
        let query = Query::parse(&typed);
        let document = Document::new(&article);
        let shown = Highlighter::new(&query).hits(&document);
        assert_in_order(&shown, &document);
        let matches = Haystack::new(&[article]).search(&query, &|| false).unwrap();
        for found in matches {
            prop_assert_eq!(found.hits, shown.len());
        }
    }

    #[test]
    fn a_hit_shows_what_was_sought(article in any_article(), typed in typed()) {
        let query = Query::parse(&typed);
        let document = Document::new(&article);
        for hit in Highlighter::new(&query).hits(&document) {
            let raw = document.text().get(hit).unwrap();
            let folded = fold(raw);
            let is_shown = |text: &&Text| {
                let pattern = Pattern::new(&text.needle).filter(|_| text.loose);
                let said = pattern.is_some_and(|pattern| pattern.find_all(&folded).next().is_some());
                said || folded.contains(&text.needle) || page_key(raw) == text.needle
            };
            prop_assert!(query.texts().iter().any(is_shown), "{:?} for {}", raw, query);
        }
    }
}
