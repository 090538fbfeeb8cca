//! The search against a plain reading of what it means.

use std::cell::Cell;
use std::ops::Range;

use proptest::prelude::*;

use crate::article::{Article, Block, Image};
use crate::document::{Document, Field, Part};

use super::{Haystack, Highlighter, Match, Query};

mod meaning;
mod together;

fn article(title: &str, body: &[&str]) -> Article {
    Article {
        title: Some(title.to_owned()),
        body: body
            .iter()
            .map(|&text| Block::Paragraph(text.to_owned()))
            .collect(),
        ..Article::default()
    }
}

fn found(articles: &[Article], query: &str) -> Vec<(usize, usize)> {
    Haystack::new(articles)
        .search(&Query::parse(query), &|| false)
        .into_iter()
        .flatten()
        .map(|Match { article, hits, .. }| (article, hits))
        .collect()
}

/// The texts of the hits in the article's document.
fn shown(article: &Article, query: &str) -> Vec<String> {
    let document = Document::new(article);
    let texts = Highlighter::new(&Query::parse(query))
        .hits(&document)
        .into_iter();
    texts
        .map(|hit| document.text().get(hit).unwrap().to_owned())
        .collect()
}

#[test]
fn every_word_must_occur_somewhere_in_the_article() {
    let articles = [
        article("示范区植树", &["群众参加义务植树。"]),
        article("天气", &["明天有雨，不宜植树。"]),
    ];
    assert_eq!(found(&articles, "植树"), [(0, 2), (1, 1)]);
    assert_eq!(found(&articles, "植树 群众"), [(0, 3)]);
    assert_eq!(found(&articles, "植树\u{3000}群众"), [(0, 3)]);
    assert_eq!(found(&articles, "植树 雪"), []);
    assert_eq!(found(&articles, "树"), [(0, 2), (1, 1)]);
}

#[test]
fn a_hit_within_an_expanded_character_shows_all_of_it() {
    let text = article("第⑪条", &["三百㎡，靑年。甲Ⅲ级响应。"]);
    assert_eq!(shown(&text, "m2"), ["㎡"]);
    assert_eq!(shown(&text, "2"), ["㎡"]);
    assert_eq!(shown(&text, "1"), ["⑪"]);
    assert_eq!(shown(&text, "i级"), ["Ⅲ级"]);
    assert_eq!(shown(&text, "青年"), ["靑年"]);
    let highlighter = Highlighter::new(&Query::parse("1"));
    let hits = highlighter.hits_in_line("第⑪条", Field::Title, false);
    assert_eq!((hits.len(), hits.first()), (1, Some(&(3..6))));
}

#[test]
fn hits_within_one_expanded_character_count_as_the_one_that_is_shown() {
    for (text, typed, hits) in [
        ("甲Ⅲ级响应", "i", &["Ⅲ"][..]),
        ("甲Ⅲ级响应", "i OR ii级", &["Ⅲ级"]),
        ("ⅡⅢ", "i", &["Ⅱ", "Ⅲ"]),
        ("第⑪条第1条", "1", &["⑪", "1"]),
        ("完……了。", "。", &["…", "…", "。"]),
        ("完……了。", "。。", &["……"]),
        ("㈠㈡", "\"(\"", &["㈠", "㈡"]),
    ] {
        let text = article(text, &[text]);
        let shown = shown(&text, typed);
        assert_eq!(shown, [hits, hits].concat(), "{typed}");
        assert_eq!(found(&[text], typed), [(0, shown.len())], "{typed}");
    }
}

#[test]
fn nothing_asked_matches_everything() {
    let articles = [article("一", &[]), article("二", &[])];
    for nothing in ["", " \u{3000}", "\u{200B}"] {
        assert!(Query::parse(nothing).is_empty());
        assert_eq!(found(&articles, nothing), [(0, 0), (1, 0)]);
    }
}

#[test]
fn words_that_overlap_are_one_hit() {
    let text = article("经济学与经济", &[]);
    assert_eq!(shown(&text, "经济 经济学"), ["经济学", "经济"]);
    assert_eq!(
        shown(&article("人民代表大会", &[]), "人民代表 代表大会"),
        ["人民代表大会"]
    );
    assert_eq!(
        shown(&article("甲乙丙丁戊", &[]), "甲乙 丙丁 乙丙"),
        ["甲乙丙丁"]
    );
    assert_eq!(shown(&text, "经济 经济"), ["经济", "经济"]);
}

#[test]
fn words_that_touch_are_two_hits() {
    assert_eq!(
        shown(&article("经济增长", &[]), "经济 增长"),
        ["经济", "增长"]
    );
    assert_eq!(shown(&article("哈哈哈", &[]), "哈哈"), ["哈哈"]);
}

#[test]
fn hits_are_shown_as_printed() {
    let report = article("「國務院」發佈ＧＤＰ", &["多 ， 他", "们"]);
    assert_eq!(shown(&report, "国务院"), ["國務院"]);
    assert_eq!(
        shown(&report, "\"国务院\"发布gdp"),
        ["國務院", "發佈ＧＤＰ"]
    );
    assert_eq!(shown(&report, "多，他们"), ["多 ， 他\n们"]);
}

#[test]
fn a_hit_lies_within_one_field() {
    let report = Article {
        kicker: Some("肩题".to_owned()),
        source: Some("日报".to_owned()),
        section: Some("要闻".to_owned()),
        tags: vec!["北京".to_owned(), "大学".to_owned()],
        ..article("标题", &["正文"])
    };
    for across in ["题标", "报要", "闻正", "北京大学"] {
        assert_eq!(found(std::slice::from_ref(&report), across), [], "{across}");
    }
    assert_eq!(
        found(&[report], "肩题 标题 日报 要闻 正文 北京 大学"),
        [(0, 7)]
    );
}

#[test]
fn a_headline_has_its_own_hits() {
    let hits =
        Highlighter::new(&Query::parse("示范")).hits_in_line("示 范 区：示范", Field::Title, false);
    assert_eq!(hits, [0..7, 14..20]);
}

#[test]
fn a_superseded_search_stops_early() {
    let articles = vec![article("的", &[]); 100];
    let looks = Cell::new(0);
    let superseded = || {
        looks.set(looks.get() + 1);
        looks.get() > 10
    };
    let haystack = Haystack::new(&articles);
    assert_eq!(haystack.search(&Query::parse("的"), &superseded), None);
    assert_eq!(looks.get(), 11);
}

#[test]
fn a_superseded_search_stops_within_a_long_article() {
    let body = "的".repeat(100_000);
    let haystack = Haystack::new(&[article("", &[&body])]);
    let looks = Cell::new(0);
    let superseded = || {
        looks.set(looks.get() + 1);
        looks.get() > 2
    };
    assert_eq!(haystack.search(&Query::parse("的"), &superseded), None);
}

/// Text of few characters, so that words are found, repeated and overlapping.
fn text() -> impl Strategy<Value = String> {
    let characters = "一一二二國国务 aA，,\n「\"\u{301}\u{FE0F}\u{3000}"
        .chars()
        .collect::<Vec<_>>();
    proptest::collection::vec(proptest::sample::select(characters), 0..12)
        .prop_map(String::from_iter)
}

fn any_article() -> impl Strategy<Value = Article> {
    let field = || proptest::option::of(text());
    let body = proptest::collection::vec(text().prop_map(Block::Paragraph), 0..3);
    let image = (field(), field()).prop_map(|(caption, credit)| Image {
        caption,
        credit,
        src: None,
    });
    (
        field(),
        field(),
        field(),
        body,
        image,
        proptest::collection::vec(text(), 0..3),
    )
        .prop_map(|(title, kicker, section, body, image, tags)| Article {
            title,
            kicker,
            section,
            body,
            images: vec![image],
            tags,
            ..Article::default()
        })
}

fn assert_in_order(hits: &[Range<usize>], document: &Document) {
    assert!(
        hits.windows(2).all(|pair| pair[0].end <= pair[1].start),
        "{hits:?}"
    );
    for hit in hits {
        assert!(!hit.is_empty());
        let within = |field: &&Part| field.range.start <= hit.start && hit.end <= field.range.end;
        assert!(
            document.fields().iter().any(|field| within(&field)),
            "{hit:?}"
        );
    }
}

proptest! {
    #[test]
    fn the_count_is_the_number_of_hits_shown(article in any_article(), typed in text()) {
        let document = Document::new(&article);
        let shown = Highlighter::new(&Query::parse(&typed)).hits(&document);
        assert_in_order(&shown, &document);
        for (_, count) in found(&[article], &typed) {
            prop_assert_eq!(count, shown.len());
        }
    }

    #[test]
    fn a_copy_of_any_part_is_found(body in text(), cut in any::<[prop::sample::Index; 2]>()) {
        // Latin letters keep the space between them, and a query's word has none.
        let article = article("", &[&body.replace(['a', 'A'], "")]);
        let document = Document::new(&article);
        let field = document.fields().first().map_or(0..0, |part| part.range.clone());
        let characters: Vec<char> =
            document.text().get(field).unwrap().chars().filter(|c| !c.is_whitespace()).collect();
        let mut ends = cut.map(|at| at.index(characters.len() + 1));
        ends.sort_unstable();
        let part: String = characters[ends[0]..ends[1]].iter().collect();
        prop_assert!(!found(&[article], &part).is_empty(), "{:?}", part);
    }
}
