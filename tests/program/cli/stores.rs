//! The commands that read articles.

use serde_json::Value;

use crate::cli::program::{fixture, run, run_on};

fn news() -> String {
    fixture("news.json")
}

/// A store with one article and one record that is none.
const DAMAGED: &str = "{\"id\":\"a\",\"title\":\"春雨\"}\n{\"id\":\"b\",\"title\":true}\n";

fn lines_of_json(text: &str) -> Vec<Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).expect(line))
        .collect()
}

#[test]
fn list_has_a_line_an_article_in_reading_order() {
    let ran = run(&["list", &news()]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let expected = "\
zhishu\t2019-11-22\t晨报\t2\t三百名志愿者上山植树
wuti\t2019-11-22\t晨报\t3\t〔无题〕新桥今天通车
shuiwei\t2019-11-22\t晨报\t10\t國務院檢查組察看水位
";
    assert_eq!(ran.stdout, expected);
    assert_eq!(ran.stderr, "");
}

#[test]
fn fields_to_a_pipe_stay_in_their_places_and_as_printed() {
    let store = r#"[{"id":"a\tb","title":"春\t雨","page":" A03 "},
        {"id":"c","source":"晚报","page":"第三版","body":["雨停了。"]}]"#;
    let ran = run_on(store.as_bytes(), &["list", "-"]);
    let expected = "a b\t\t\tA03\t春 雨\nc\t\t晚报\t第三版\t〔无题〕雨停了\n";
    assert_eq!(ran.stdout, expected);
    let ran = run_on(store.as_bytes(), &["search", "雨停", "-"]);
    assert_eq!(ran.stdout, "1\tc\t\t晚报\t第三版\t〔无题〕雨停了\n");
}

#[test]
fn an_id_is_found_as_it_is_printed() {
    let store = r#"[{"id":"a\u001b[1m\tb","title":"春雨"},{"id":"a b","title":"秋风"}]"#;
    let shown = |id: &str| run_on(store.as_bytes(), &["show", id, "-"]).stdout;
    assert_eq!(shown("a\u{1b}[1m\tb"), "春雨\n");
    assert_eq!(
        shown("a b"),
        "秋风\n",
        "the very id goes before one that is printed alike"
    );
    let store = r#"[{"id":"a\u001b[1m\tb","title":"春雨"}]"#;
    let ran = run_on(store.as_bytes(), &["list", "-"]);
    let id = ran.stdout.split('\t').next().unwrap();
    assert_eq!(
        run_on(store.as_bytes(), &["show", id, "-"]).stdout,
        "春雨\n"
    );
}

#[test]
fn a_second_word_is_not_taken_for_a_file() {
    for (arguments, hint) in [
        (
            &["search", "植树", "示范区"][..],
            "words belong in one argument: zhenews search '植树 示范区'",
        ),
        (
            &["search", "it's", "植树", "示范区", "no-such.json"],
            r"words belong in one argument: zhenews search 'it'\''s 植树 示范区'",
        ),
        (
            &["search", "Cargo.toml", "植树", "示范区"],
            "Cargo.toml is a file; the query stands before it: zhenews search '植树 示范区' 'Cargo.toml'",
        ),
        (
            &["show", "zhishu", "wuti"],
            "one id at a time: zhenews show 'wuti'",
        ),
    ] {
        let ran = run(arguments);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(ran.stderr.ends_with(&format!("{hint}\n")), "{}", ran.stderr);
        assert!(!ran.stderr.contains(":1:1"), "{}", ran.stderr);
    }
}

#[test]
fn a_store_without_articles_is_said_to_be_empty() {
    for arguments in [&["list", "-"][..], &["list", "--json", "-"]] {
        let ran = run_on(b"[]", arguments);
        assert_eq!((ran.code, ran.stdout.as_str()), (1, ""));
        assert_eq!(ran.stderr, "zhenews: there are no articles\n");
    }
}

#[test]
fn the_shipped_edition_needs_no_path() {
    let listed = run(&["list"]);
    assert_eq!(listed.code, 0);
    let id = listed.stdout.split('\t').next().unwrap();
    let shown = run(&["show", id]);
    assert_eq!(shown.code, 0);
    assert!(shown.stdout.lines().count() > 3, "{}", shown.stdout);
}

#[test]
fn show_sets_the_whole_article() {
    let ran = run(&["show", "zhishu", "--width", "40", &news()]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let expected = "\
春天来了
三百名志愿者上山植树

晨报  第2版  2019-11-22
本报记者 李明

    雨停了，三百名志愿者昨天上山植树。他
们带着树苗、铁锹和水桶，一直忙到天黑。

一棵树，一个名字

    每棵树上都挂着一块木牌，写着种树人的
名字。树苗来自邻县的苗圃。

    图为植树现场。　王芳 摄

https://example.org/zhishu
";
    assert_eq!(ran.stdout, expected);
}

#[test]
fn an_unknown_id_is_nothing_found() {
    let ran = run(&["show", "-no-such-id", &news()]);
    assert_eq!((ran.code, ran.stdout.as_str()), (1, ""));
    assert!(ran.stderr.contains("-no-such-id") && ran.stderr.contains("zhenews list"));
    let ran = run(&["search", "like:no-such-id", &news()]);
    assert_eq!((ran.code, ran.stdout.as_str()), (1, ""));
    assert!(ran.stderr.contains("zhenews list"), "{}", ran.stderr);
}

#[test]
fn search_finds_across_scripts_and_counts_hits() {
    let ran = run(&["search", "国务院", &news()]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(
        ran.stdout,
        "1\tshuiwei\t2019-11-22\t晨报\t10\t國務院檢查組察看水位\n"
    );
    let trees = run(&["search", "植树", &news()]);
    assert!(trees.stdout.starts_with("3\tzhishu\t"), "{}", trees.stdout);
    assert_eq!(trees.stdout.lines().count(), 1);
}

#[test]
fn search_wants_every_word() {
    assert_eq!(run(&["search", "雨停　树苗", &news()]).code, 0);
    let ran = run(&["search", "雨停 水库", &news()]);
    assert_eq!(
        (ran.code, ran.stdout.as_str(), ran.stderr.as_str()),
        (1, "", "")
    );
}

#[test]
fn search_counts_and_limits_articles() {
    assert_eq!(run(&["search", "--count", "李明", &news()]).stdout, "2\n");
    let none = run(&["search", "--count", "冰雹", &news()]);
    assert_eq!((none.code, none.stdout.as_str()), (1, "0\n"));
    let first = run(&["search", "李明", "--limit", "1", &news()]);
    assert_eq!(first.stdout.lines().count(), 1);
    assert!(first.stdout.contains("zhishu"), "{}", first.stdout);
}

#[test]
fn a_query_may_begin_with_a_dash() {
    let store =
        "{\"id\":\"x\",\"title\":\"气温-x度\"}\n{\"id\":\"json\",\"title\":\"选项--json\"}\n";
    let ids = |arguments: &[&str]| {
        let ran = run_on(store.as_bytes(), arguments);
        let ids = ran
            .stdout
            .lines()
            .filter_map(|line| line.split('\t').nth(1));
        ids.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(ids(&["search", "-x", "-"]), ["json"], "it excludes");
    assert_eq!(ids(&["search", "\"-x\"", "-"]), ["x"]);
    assert_eq!(ids(&["search", "--", "--json", "-"]), ["json"]);
    assert_eq!(
        ids(&["search", "-hello", "-"]),
        ["x", "json"],
        "it is not -h"
    );
}

#[test]
fn a_query_narrows_by_field_and_date() {
    let ids = |query: &str| {
        let ran = run(&["search", query, &news()]);
        assert_eq!(ran.stderr, "", "{query}");
        let ids = ran
            .stdout
            .lines()
            .filter_map(|line| line.split('\t').nth(1));
        ids.map(str::to_owned).collect::<Vec<_>>()
    };
    let all = ids("-查无此词");
    assert_eq!(all.len(), 3);
    assert_eq!(ids("title:植树"), ["zhishu"]);
    assert_eq!(ids("标题：zhishu"), ["zhishu"], "by pinyin");
    assert_eq!(ids("-title:植树").len(), 2);
    assert_eq!(ids("before:1900 OR title:植树"), ["zhishu"]);
}

#[test]
fn a_bad_query_is_shown_with_a_caret_below_what_is_wrong() {
    let ran = run(&["search", "植树 date:昨天 (雨", &news()]);
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    let lines: Vec<&str> = ran.stderr.lines().collect();
    assert_eq!(lines.len(), 6, "{}", ran.stderr);
    assert!(lines[0].starts_with("zhenews: not a date"), "{}", lines[0]);
    assert_eq!(lines[1], "  植树 date:昨天 (雨");
    assert_eq!(lines[2], "            ^^^^");
    assert_eq!(lines[5], "                 ^");
    let ran = run(&["search", "--lang", "zh", "植树 OR", &news()]);
    assert!(
        ran.stderr.starts_with("zhenews: OR 两边都要有词"),
        "{}",
        ran.stderr
    );
}

#[test]
fn json_is_a_whole_article_a_line_and_reads_back() {
    let listed = run(&["list", "--json", &news()]);
    let articles = lines_of_json(&listed.stdout);
    assert_eq!(articles.len(), 3);
    let first = articles.first().unwrap();
    assert_eq!(first.get("kicker"), Some(&Value::from("春天来了")));
    assert_eq!(
        first.pointer("/body/1/subhead"),
        Some(&Value::from("一棵树，一个名字"))
    );
    let again = run_on(listed.stdout.as_bytes(), &["list", "--json", "-"]);
    assert_eq!(again.stdout, listed.stdout);
    let shown = run(&["show", "--json", "zhishu", &news()]);
    assert_eq!(lines_of_json(&shown.stdout).first(), Some(first));
    let found = run(&["search", "--json", "植树", &news()]);
    assert_eq!(lines_of_json(&found.stdout).first(), Some(first));
}

#[test]
fn fields_of_other_names_are_mapped() {
    let store = "{\"id\":\"a\",\"biaoti\":\"春雨\"}";
    let ran = run_on(store.as_bytes(), &["list", "--map", "title=biaoti", "-"]);
    assert_eq!(
        (ran.code, ran.stdout.as_str()),
        (0, "a\t\t\t\t春雨\n"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_bad_record_costs_itself_and_is_counted() {
    let ran = run_on(DAMAGED.as_bytes(), &["list", "-"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, "a\t\t\t\t春雨\n"));
    assert!(
        ran.stderr.starts_with("zhenews: 1 problem: -:2:"),
        "{}",
        ran.stderr
    );
    assert_eq!(ran.stderr.lines().count(), 1);
}

#[test]
fn strict_refuses_a_store_with_problems() {
    for command in [&["list"][..], &["show", "a"], &["search", "雨"]] {
        let ran = run_on(DAMAGED.as_bytes(), &[command, &["--strict", "-"]].concat());
        assert_eq!((ran.code, ran.stdout.as_str()), (3, ""), "{command:?}");
        assert!(ran.stderr.contains("--strict refuses"), "{}", ran.stderr);
        let ran = run(&[command, &["--strict", &news()]].concat());
        assert_ne!(ran.code, 3, "{command:?}: {}", ran.stderr);
    }
}

#[test]
fn check_lists_every_problem_with_its_place() {
    let ran = run_on(format!("{DAMAGED}{{\n").as_bytes(), &["check", "-"]);
    assert_eq!(ran.code, 1);
    assert_eq!(ran.stdout.lines().count(), 2, "{}", ran.stdout);
    assert!(ran.stdout.starts_with("-:2:"), "{}", ran.stdout);
    let summary = "zhenews: 1 with no body; 1 with no date\nzhenews: 1 article, 2 problems\n";
    assert_eq!(ran.stderr, summary);
    let sound = run(&["check", &news()]);
    assert_eq!((sound.code, sound.stdout.as_str()), (0, ""));
    assert_eq!(sound.stderr, "zhenews: 3 articles, no problems\n");
}

#[test]
fn a_file_that_is_not_there_is_a_failure() {
    for arguments in [["list", "no-such.json"], ["search", "no-such.json"]] {
        let mut arguments = arguments.to_vec();
        arguments.push("no-such-either.json");
        let ran = run(&arguments);
        assert_eq!((ran.code, ran.stdout.as_str()), (3, ""), "{arguments:?}");
        assert!(ran.stderr.contains("no-such"), "{}", ran.stderr);
    }
    assert_eq!(run(&["check", "no-such.json"]).code, 1);
}

#[test]
fn nothing_from_an_article_reaches_a_line_raw() {
    let hostile = r"a\u001b]0;x\u0007b\u009b2Jc\u202ed\ne";
    let store = format!(
        r#"{{"id":"{hostile}","title":"{hostile}","source":"{hostile}","page":"{hostile}",
        "published":"{hostile}","kicker":"{hostile}","byline":"{hostile}","body":["{hostile}"],
        "images":[{{"caption":"{hostile}"}}],"url":"https://example.org/{hostile}"}}"#
    );
    let id = "a\u{1b}]0;x\u{7}b\u{9b}2Jc\u{202e}d\ne";
    for arguments in [
        &["list", "-"][..],
        &["search", "a", "-"],
        &["show", id, "-"],
    ] {
        let ran = run_on(store.as_bytes(), arguments);
        assert_eq!(ran.code, 0, "{arguments:?}: {ran:?}");
        let raw = |c: char| (c.is_control() && !matches!(c, '\n' | '\t')) || c == '\u{202e}';
        assert!(!ran.stdout.contains(raw), "{arguments:?}: {:?}", ran.stdout);
    }
}
