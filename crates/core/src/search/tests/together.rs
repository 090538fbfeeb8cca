//! Many texts sought in one pass against the same sought one by one, and against a plain reading.

use std::cell::Cell;
use std::ops::Range;

use proptest::prelude::*;

use super::super::folded::FoldedText;
use super::super::query::Text;
use super::super::texts::{Look, MANY, Texts};
use super::super::{Haystack, Query};
use super::article;
use super::meaning::{any_article, assert_found_as_read};
use crate::article::Article;
use crate::document::{Document, Field};

/// A word of few characters, with one in two in a field, quoted or excluded.
fn word() -> impl Strategy<Value = String> {
    let characters: Vec<char> = "重庆国國aA3cqgzhonui'".chars().collect();
    let word = proptest::collection::vec(proptest::sample::select(characters), 1..5);
    let before = [
        "", "", "-", "title:", "author:", "section:", "source:", "tag:", "page:",
    ];
    let before = proptest::sample::select(before.to_vec());
    (before, word, any::<bool>()).prop_map(|(before, word, quoted)| {
        let word = String::from_iter(word);
        let quote = if quoted { "\"" } else { "" };
        format!("{before}{quote}{word}{quote}")
    })
}

/// A query of many words, most of them alternatives.
fn many_words() -> impl Strategy<Value = String> {
    let between = proptest::sample::select(vec![" OR ", " OR ", " OR ", " ", " (", ") "]);
    let words = proptest::collection::vec((word(), between), 2 * MANY..6 * MANY);
    words.prop_map(|words| {
        let parts = words
            .into_iter()
            .flat_map(|(word, between)| [word, between.to_owned()]);
        parts.collect()
    })
}

/// What is known of a text: whether it is there, said there, and the same of the headline.
type Known = [bool; 4];

/// Everything that is to be known of a query's texts in an article, and where they stand.
fn known(look: &Look, texts: &[&Text]) -> (Vec<Known>, [Vec<Range<usize>>; 2]) {
    let of = |(number, text): (usize, &&Text)| {
        let may_head = matches!(text.field, None | Some(Field::Title));
        let in_title = |pinyin| may_head && look.is_in_title(number, pinyin);
        let is_there = [look.is_in(number), look.is_said(number)];
        [is_there[0], is_there[1], in_title(false), in_title(true)]
    };
    let spans = [false, true].map(|pinyin| look.spans(pinyin).collect());
    (texts.iter().enumerate().map(of).collect(), spans)
}

fn assert_alike(article: &Article, query: &Query) {
    let mut folded = FoldedText::default();
    folded.add(&Document::new(article));
    let held = folded.held();
    let (together, apart) = (Texts::all(query), Texts::all(query).one_by_one());
    let [together, apart] =
        [together, apart].map(|texts| known(&texts.look(held, &|| false), &query.all_texts()));
    assert_eq!(together, apart, "{query}");
}

proptest! {
    #[test]
    fn many_texts_are_found_as_they_are_one_by_one(
        article in any_article(),
        typed in many_words(),
    ) {
        assert_alike(&article, &Query::parse(&typed));
    }

    #[test]
    fn a_query_of_many_words_finds_what_a_plain_reading_finds(
        articles in proptest::collection::vec(any_article(), 0..4),
        typed in many_words(),
    ) {
        assert_found_as_read(articles, &typed);
    }
}

#[test]
fn of_many_words_those_that_overlap_are_one_hit() {
    let typed: Vec<String> = ["经济", "经济学", "济学家", "学", "家们", "一一"]
        .map(str::to_owned)
        .into_iter()
        .chain((0..MANY).map(|number| format!("查无此词{number}")))
        .collect();
    let query = Query::parse(&typed.join(" OR "));
    let report = article("经济学家们", &["一一一，经济。", "家里学。"]);
    assert_alike(&report, &query);
    let found = Haystack::new(&[report]).search(&query, &|| false).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].hits, 4);
}

#[test]
fn a_superseded_search_for_many_words_stops_within_a_long_article() {
    let body = "的".repeat(100_000);
    let haystack = Haystack::new(&[article("", &[&body])]);
    let words: Vec<String> = (0..MANY).map(|number| format!("词{number}")).collect();
    let query = Query::parse(&format!("的 OR {}", words.join(" OR ")));
    let looks = Cell::new(0);
    let superseded = || {
        looks.set(looks.get() + 1);
        looks.get() > 2
    };
    assert_eq!(haystack.search(&query, &superseded), None);
}
