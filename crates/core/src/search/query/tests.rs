//! Queries as people type them.

use proptest::prelude::*;

use super::fault::Wrong;
use super::{Query, page_key};
use crate::lang::{Lang, Say as _};

/// What a query is read as, and what is wrong with which parts of it.
fn read(typed: &str) -> (String, Vec<(&str, Wrong)>) {
    let (query, faults) = Query::read(typed);
    let told = faults.into_iter();
    let told = told.map(|fault| (typed.get(fault.range).unwrap(), fault.wrong));
    (query.to_string(), told.collect())
}

/// Asserts that each query reads without a fault as the one behind it.
fn reads(pairs: &[(&str, &str)]) {
    for (typed, meant) in pairs {
        assert_eq!(read(typed), ((*meant).to_owned(), Vec::new()), "{typed}");
    }
}

#[test]
fn words_must_all_be_there() {
    reads(&[
        ("植树 群众", r#""植树" "群众""#),
        ("群众\u{3000}植树  植樹", r#""植树" "群众""#),
        ("", ""),
        (" \u{3000}\u{200B}", ""),
        ("ＧＤＰ", "gdp"),
    ]);
}

#[test]
fn a_phrase_keeps_its_spaces() {
    let meant = r#""hello world""#;
    for typed in [
        "\"Hello World\"",
        "“hello world”",
        "”hello world“",
        "「hello world」",
        "『hello\u{3000}world』",
        "＂hello world”",
    ] {
        reads(&[(typed, meant)]);
    }
    reads(&[
        ("「“两山”理论」", "「\"两山\"理论」"),
        ("学习“两山”理论", "「学习\"两山\"理论」"),
        ("\"植树\"群众", r#""植树" "群众""#),
        (r#""""#, ""),
        ("\"OR\"", r#""or""#),
    ]);
}

#[test]
fn a_dash_excludes() {
    reads(&[
        ("植树 -雪", r#""植树" -"雪""#),
        ("植树 －雪", r#""植树" -"雪""#),
        ("-\"大 雪\"", r#"-"大雪""#),
        ("-标题:雪", r#"-title:"雪""#),
        ("-(a OR b)", "-(a OR b)"),
        ("-(-a)", "a"),
        ("-", r#""-""#),
        ("a - b", r#""-" a b"#),
        ("--count", r#""--count""#),
        ("covid-19", r#""covid-19""#),
        ("(-)", r#""-""#),
    ]);
}

#[test]
fn or_binds_tighter_than_white_space() {
    reads(&[
        ("a b OR c", "a b OR c"),
        ("c | b | a", "a OR b OR c"),
        ("c || b ｜｜ a", "a OR b OR c"),
        ("a ｜ \"b\"|c", "a OR \"b\" OR c"),
        ("(a b) OR c", "c OR (a b)"),
        ("(a (b OR c))", "a b OR c"),
        ("a or b", "a b or"),
        ("a OR a", "a"),
        ("a|b ORx", "\"a|b\" orx"),
        ("a OR(b)", "a OR b"),
        ("a OR -b", "a OR -b"),
    ]);
}

#[test]
fn operators_of_other_searches_are_read() {
    reads(&[
        ("植树 AND 群众", r#""植树" "群众""#),
        ("植树 ＡＮＤ 群众", r#""植树" "群众""#),
        ("植树 && 群众", r#""植树" "群众""#),
        ("植树 AND (雪 OR 雨)", r#""植树" "雨" OR "雪""#),
        ("植树 AND(雪)", r#""植树" "雪""#),
        ("植树 NOT 活动", r#""植树" -"活动""#),
        ("植树 AND NOT 活动", r#""植树" -"活动""#),
        ("NOT 活动 植树", r#""植树" -"活动""#),
        ("NOT(a b)", "-(a b)"),
        ("NOT NOT a", "a"),
        ("NOT -a", "a"),
        ("a OR NOT b", "a OR -b"),
        ("NOT title:雪", r#"-title:"雪""#),
        ("+植树 +群众", r#""植树" "群众""#),
        ("+植树 -雪", r#""植树" -"雪""#),
        ("＋\"大 雪\"", r#""大雪""#),
        ("+标题:雪", r#"title:"雪""#),
    ]);
}

#[test]
fn words_that_only_look_like_operators_are_text() {
    reads(&[
        ("A+H", r#""a+h""#),
        ("100*", r#""100*""#),
        ("\"R AND D\"", r#""r and d""#),
        ("\"NOT\"", r#""not""#),
        ("AND", "and"),
        ("NOT", "not"),
        ("R&D", r#""r&d""#),
        ("C++", r#""c++""#),
        ("+86", r#""+86""#),
        ("+", r#""+""#),
        ("a + b", r#""+" a b"#),
        ("a and b", "a and b"),
        ("a not b", "a b not"),
        ("ANDROID", "android"),
        ("NOTE", "note"),
        ("a & b", r#""&" a b"#),
    ]);
}

#[test]
fn an_operator_needs_what_it_joins() {
    for (typed, meant, sign, wrong) in [
        ("植树 AND", r#""植树""#, "AND", Wrong::DanglingAnd),
        ("AND 植树", r#""植树""#, "AND", Wrong::DanglingAnd),
        ("a && && b", "a b", "&&", Wrong::DanglingAnd),
        ("a OR AND b", "a OR b", "AND", Wrong::DanglingAnd),
        ("植树 NOT", r#""植树""#, "NOT", Wrong::DanglingNot),
        ("(a NOT)", "a", "NOT", Wrong::DanglingNot),
    ] {
        assert_eq!(
            read(typed),
            (meant.to_owned(), vec![(sign, wrong)]),
            "{typed}"
        );
    }
}

#[test]
fn signs_within_a_word_are_text() {
    reads(&[
        ("http://a.cn/b", r#""http://a.cn/b""#),
        ("12:30", r#""12:30""#),
        ("通知(试行)", r#""通知(试行)""#),
        ("(通知(试行) 植树)", r#""植树" "通知(试行)""#),
        ("1)加强", r#""1)加强""#),
        (":植树", r#"":植树""#),
    ]);
}

#[test]
fn a_field_has_names_in_both_languages() {
    reads(&[
        ("title:植树", r#"title:"植树""#),
        ("Ｔｉｔｌｅ：植树", r#"title:"植树""#),
        ("標題：植树", r#"title:"植树""#),
        ("作者:郭", r#"author:"郭""#),
        ("栏目:要闻", r#"section:"要闻""#),
        ("来源:“焦作 日报”", r#"source:"焦作日报""#),
        ("标签:(树 OR 雪)", r#"tag:"树" OR tag:"雪""#),
        ("title:(a author:b)", "title:a author:b"),
        ("版次:第03版", r#"page:"3""#),
        ("page:A03", r#"page:"a3""#),
        ("source:abc", r#"source:"abc""#),
    ]);
}

#[test]
fn pages_are_one_however_they_are_written() {
    for (page, key) in [
        ("3", "3"),
        ("03", "3"),
        ("第3版", "3"),
        ("Ａ０３", "a3"),
        ("10", "10"),
        ("00", "0"),
        ("A100", "a100"),
        ("一版", "1"),
        ("第04版：要闻", "4"),
        ("要闻·04版", "4"),
        ("4.0", "4"),
        ("封面", "封面"),
    ] {
        assert_eq!(page_key(page), key, "{page}");
    }
}

#[test]
fn dates_are_ranges_of_days() {
    reads(&[
        ("after:2019-11", "after:2019-11"),
        ("自:2019年11月1日", "after:2019-11"),
        ("after:2019-01-01", "after:2019"),
        ("before:二〇一九年十一月", "before:2019-11"),
        ("之前：民国三十八年", "before:1949"),
        ("date:民國38年", "date:1949"),
        ("日期:2019/11/22", "date:2019-11-22"),
        ("date:2019.11.22", "date:2019-11-22"),
        ("date:20191101", "date:2019-11-01"),
        ("date:\"2019年 11月\"", "date:2019-11"),
        ("date:2018..2019-11", "date:2018..2019-11"),
        ("date:2019-11-01..2019-11-30", "date:2019-11"),
        ("date:2019-12-01..2019-12-31", "date:2019-12"),
        ("date:2019-01..2019-12-31", "date:2019"),
        ("date:2019-11..2019-11-15", "date:2019-11-01..2019-11-15"),
        ("date:2019-11..", "after:2019-11"),
        ("date:..2019-11", "before:2019-12"),
        ("date:..9999", "date:..9999"),
        ("-date:2019", "-date:2019"),
    ]);
}

fn key(year: u32, month: u32, day: u32) -> u32 {
    (year * 100 + month) * 100 + day
}

#[test]
fn an_article_is_in_a_range_by_what_is_known_of_its_day() {
    let holds = |typed: &str, day| match Query::parse(typed).root() {
        super::Node::Date(range) => range.holds(day),
        other => panic!("{other:?}"),
    };
    assert!(holds("after:2019-11-01", Some(key(2019, 11, 0))));
    assert!(!holds("after:2019-11-02", Some(key(2019, 11, 0))));
    assert!(!holds("before:2019-11-01", Some(key(2019, 11, 0))));
    assert!(!holds("date:2019-11-01", Some(key(2019, 11, 0))));
    assert!(holds("date:2019-11", Some(key(2019, 11, 0))));
    assert!(holds("date:2019-11", Some(key(2019, 11, 30))));
    assert!(!holds("date:2019-11", Some(key(2019, 12, 0))));
    assert!(holds("date:2019", Some(key(2019, 0, 0))));
    assert!(!holds("date:2019-01", Some(key(2019, 0, 0))));
    assert!(!holds("date:..9999", None));
}

#[test]
fn marks_are_the_readers() {
    reads(&[
        ("is:unread", "is:unread"),
        ("是：已读", "is:read"),
        ("is:Starred -is:noted", "is:starred -is:noted"),
    ]);
}

#[test]
fn ids_are_taken_as_they_are_typed() {
    reads(&[
        ("like:A-1", "like:\"A-1\""),
        ("相似：“甲 \"乙\"”", "like:「甲 \"乙\"」"),
        ("-like:\"a b\" 树", "\"树\" -like:\"a b\""),
    ]);
    let query = Query::parse("树 like:\"A 1\"");
    assert_eq!(query.like_which(), Some("A 1"));
    assert_eq!(Query::parse("like:a OR 树").like_which(), None);
}

#[test]
fn faults_say_where_and_the_rest_is_read() {
    for (typed, meant, part, wrong) in [
        ("植树 \"群众", r#""植树" "群众""#, "\"", Wrong::OpenQuote),
        ("植树 (a OR b", r#""植树" a OR b"#, "(", Wrong::OpenGroup),
        ("植树) a", r#"a "植树""#, ")", Wrong::StrayClose),
        ("植树 OR", r#""植树""#, "OR", Wrong::DanglingOr),
        ("| 植树", r#""植树""#, "|", Wrong::DanglingOr),
        ("a OR OR b", "a OR b", "OR", Wrong::DanglingOr),
        ("标题： 植树", r#""植树""#, "标题：", Wrong::EmptyField),
        ("a title:\"\"", "a", "title:\"\"", Wrong::EmptyField),
        ("after: a", "a", "after:", Wrong::EmptyField),
        ("a date:昨天", "a", "昨天", Wrong::BadDate),
        ("date:2019-02-30", "", "2019-02-30", Wrong::BadDate),
        ("date:..", "", "..", Wrong::BadDate),
        (
            "date:2020..2019",
            "date:2019..2020",
            "2020..2019",
            Wrong::ReversedRange,
        ),
        ("is:nice a", "a", "nice", Wrong::UnknownMark),
        (
            "titel:植树",
            r#""titel:植树""#,
            "titel",
            Wrong::NearlyField("title"),
        ),
        (
            "-autor：郭",
            r#"-"autor:郭""#,
            "autor",
            Wrong::NearlyField("author"),
        ),
    ] {
        assert_eq!(
            read(typed),
            (meant.to_owned(), vec![(part, wrong)]),
            "{typed}"
        );
    }
}

#[test]
fn only_so_many_groups_are_read_within_each_other() {
    let deep = format!("{}a{}", "(".repeat(100_000), ")".repeat(100_000));
    let (query, faults) = Query::read(&deep);
    assert_eq!(query.to_string(), "a");
    let fault = faults.iter().find(|fault| fault.wrong == Wrong::TooDeep);
    let fault = fault.expect("it is too deep");
    assert_eq!(
        fault.say(Lang::En),
        "more than 24 parentheses within each other; take some out"
    );
    assert_eq!(fault.say(Lang::Zh), "括号嵌套超过 24 层；请去掉一些");
}

/// Text in which every sign of the language is likely.
fn typed() -> impl Strategy<Value = String> {
    let parts = [
        "a",
        "lü",
        "植",
        "樹",
        " ",
        "\u{3000}",
        "\"",
        "“",
        "”",
        "「",
        "」",
        "(",
        ")",
        "（",
        "）",
        "-",
        "－",
        "|",
        "OR",
        " OR ",
        ":",
        "：",
        "title:",
        "标题：",
        "page:",
        "date:",
        "after:",
        "before:",
        "is:",
        "titel:",
        "2019",
        "11",
        "年",
        "月",
        "..",
        "unread",
        "\u{301}",
        "\u{200B}",
        "0",
        "\n",
    ];
    let parts = proptest::collection::vec(proptest::sample::select(parts.to_vec()), 0..14);
    prop_oneof![3 => parts.prop_map(|parts| parts.concat()), 1 => any::<String>()]
}

proptest! {
    #[test]
    fn anything_is_read_and_faults_are_whole_characters(typed in typed()) {
        let (query, faults) = Query::read(&typed);
        for fault in &faults {
            let part = typed.get(fault.range.clone());
            prop_assert!(part.is_some_and(|part| !part.is_empty()), "{:?}", fault);
        }
        prop_assert!(faults.is_sorted_by_key(|fault| fault.range.start));
        for text in query.texts() {
            prop_assert!(!text.needle.is_empty());
            prop_assert_eq!(&crate::text::fold::fold(&text.needle), &text.needle);
        }
    }

    #[test]
    fn whatever_is_typed_can_be_completed(typed in typed(), at in any::<prop::sample::Index>()) {
        let caret = at.index(typed.len() + 1);
        let Some(completion) = super::complete(&typed, caret) else {
            return Ok(());
        };
        prop_assert!(typed.is_char_boundary(completion.replace.start));
        prop_assert_eq!(completion.replace.end, caret);
        for candidate in completion.candidates([("焦作 日报", 1), ("a“b", 2)], true) {
            prop_assert!(!candidate.is_empty());
        }
    }

    #[test]
    fn a_query_written_out_reads_as_it_was(typed in typed()) {
        let query = Query::parse(&typed);
        let (again, faults) = Query::read(&query.to_string());
        prop_assert_eq!(&again, &query, "{}", query);
        prop_assert_eq!(faults, vec![]);
    }
}
