//! What is proposed for reports under other names, and that it reads them.

use std::io::Write as _;

use crate::store::{Reading, Source, read};

/// What is wrong with a text, in English.
fn problems(json: &str) -> Vec<String> {
    problems_with(json, &[])
}

fn problems_with(json: &str, map: &[(&str, &str)]) -> Vec<String> {
    let map: Vec<_> = map
        .iter()
        .map(|(ours, theirs)| ((*ours).to_owned(), (*theirs).to_owned()))
        .collect();
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    file.write_all(json.as_bytes()).expect("room");
    let collection = read(&[Source::Path(file.path().to_owned())], &Reading { map });
    let problems = collection.problems.into_iter();
    problems.map(|problem| problem.what.english).collect()
}

const REPORTS: &str =
    r#"[{"title":"甲","content":"雨停了。路通了。"},{"title":"乙","content":"桥修好了。"}]"#;

/// The options and commands between `try ` and the end.
fn tries(problems: &[String]) -> Vec<&str> {
    problems
        .iter()
        .filter_map(|problem| Some(problem.split_once("try ")?.1))
        .collect()
}

#[test]
fn unknown_names_are_told_with_the_map_that_reads_them() {
    for (json, expected) in [
        (
            r#"{"biaoti":"河堤开工","neirong":"河堤昨天开工。","riqi":"2019-11-22"}"#,
            "--map title=biaoti --map body=neirong --map published=riqi",
        ),
        (
            r#"{"newsId":"7","newsDate":"2025-11-27","newsTitle":"渡口改公园","newsContent":"渡口昨日改作公园。"}"#,
            "--map title=newsTitle --map body=newsContent --map published=newsDate",
        ),
        (
            r#"{"标 题":"河堤开工","文章 内容":"河堤昨天开工。"}"#,
            "--map 'title=标 题' --map 'body=文章 内容'",
        ),
        (
            r#"[{"a":"河堤今天开工","b":"河堤加固工程昨天开工。工期三个月。"},{"a":"夜校今晚开课","b":"夜校今晚开课，学员一共三十人。"}]"#,
            "--map title=a --map body=b",
        ),
        (
            r#"[{"a":"河堤今天开工","b":["河堤加固工程昨天开工。","工期三个月。"],"c":"晨报"},{"a":"夜校今晚开课","b":["夜校今晚开课。","一共三十人。"],"c":"晨报"}]"#,
            "--map title=a --map body=b",
        ),
    ] {
        let found = problems(json);
        assert_eq!(tries(&found), [expected], "{found:?}");
        let map: Vec<(&str, &str)> = expected
            .split("--map ")
            .filter_map(|pair| pair.trim().trim_matches('\'').split_once('='))
            .collect();
        assert_eq!(problems_with(json, &map), [""; 0], "{expected} reads it");
    }
}

#[test]
fn reports_in_a_list_of_another_name_are_told_with_the_map_that_reads_them() {
    for before in ["\"code\":200,", "\"title\":\"要闻频道\","] {
        let json = format!("{{{before}\"data\":{REPORTS}}}");
        let found = problems(&json);
        assert_eq!(tries(&found), ["--map articles=data"], "{found:?}");
        assert_eq!(problems_with(&json, &[("articles", "data")]), [""; 0]);
    }
}

#[test]
fn deeper_reports_are_told_with_a_command_that_takes_them_out() {
    let report = r#"{"title":"甲","content":"雨停了。"}"#;
    for (json, path) in [
        (
            format!("{{\"result\":{{\"data\":{REPORTS}}}}}"),
            ".result.data[]",
        ),
        (
            format!("{{\"_index\":\"n\",\"_source\":{report}}}"),
            "._source",
        ),
        (
            format!("{{\"hits\":{{\"hits\":[{{\"_source\":{report}}}]}}}}"),
            ".hits.hits[]._source",
        ),
        (format!("{{\"1\":{report},\"2\":{report}}}"), ".[]"),
        (
            format!("{{\"a b\":{{\"数据\":{REPORTS}}}}}"),
            ".\"a b\".\"数据\"[]",
        ),
    ] {
        let found = problems(&json);
        let expected = format!("`jq '{path}' FILE | zhenews -`");
        assert_eq!(tries(&found), [expected], "{found:?}");
    }
}

#[test]
fn a_text_beside_a_title_is_told_where_it_is_surely_one() {
    let long = "河堤加固工程昨天开工，工期三个月。".repeat(5);
    let bare = format!(r#"{{"title":"河堤开工","maintext":"{long}"}}"#);
    assert_eq!(tries(&problems(&bare)), ["--map body=maintext"]);
    for (name, text) in [("summary", &*long), ("摘要", &*long), ("place", "城东。")] {
        let json = format!(r#"{{"title":"河堤开工","{name}":"{text}"}}"#);
        assert_eq!(problems(&json), [""; 0], "{name}");
    }
    let related = r#"{"title":"甲","related":[{"title":"乙","url":"https://example.org/2"}]}"#;
    assert_eq!(problems(related), [""; 0], "links are no reports");
    let parts =
        r#"{"title":"甲","parts":[{"type":"p","text":"雨停了。"},{"type":"p","text":"路通了。"}]}"#;
    assert_eq!(problems(parts), [""; 0], "paragraphs are no reports");
    let whole =
        ["甲", "乙", "丙"].map(|title| format!(r#"{{"title":"{title}","body":"雨停了。"}}"#));
    let few = format!("{bare}\n{}", whole.join("\n"));
    assert_eq!(problems(&few), [""; 0], "most have bodies");
}

#[test]
fn where_nothing_tells_the_names_are_said_once() {
    let found = problems("[{\"x\":1,\"y\":2},{\"x\":3}]");
    assert_eq!(found.len(), 2);
    assert!(
        found[0].contains("its names are x, y: say which"),
        "{found:?}"
    );
    assert!(!found[1].contains("names"), "{found:?}");
    assert_eq!(problems("{}").len(), 1);
}
