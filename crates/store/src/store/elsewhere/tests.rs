//! What is read of reports under other names and in other places, and what is proposed where that is not sure.

use std::io::Write as _;

use crate::store::{Collection, Reading, Source, read};

/// What is wrong with a text, in English.
fn problems(json: &str) -> Vec<String> {
    problems_with(json, &[])
}

fn problems_with(json: &str, map: &[(&str, &str)]) -> Vec<String> {
    let problems = read_with(json, map).problems.into_iter();
    problems.map(|problem| problem.what.english).collect()
}

fn read_with(json: &str, map: &[(&str, &str)]) -> Collection {
    let map: Vec<_> = map
        .iter()
        .map(|(ours, theirs)| ((*ours).to_owned(), (*theirs).to_owned()))
        .collect();
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    file.write_all(json.as_bytes()).expect("room");
    read(
        &[Source::Path(file.path().to_owned())],
        &Reading {
            map,
            ..Reading::default()
        },
    )
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
fn unknown_names_are_read_where_the_evidence_is_good() {
    let long = "河堤加固工程昨天开工，工期三个月。".repeat(5);
    for json in [
        r#"{"biaoti":"河堤开工","neirong":"河堤昨天开工。","riqi":"2019-11-22"}"#.to_owned(),
        r#"{"newsId":"7","newsDate":"2025-11-27","newsTitle":"渡口改公园","newsContent":"渡口昨日改作公园。"}"#.to_owned(),
        r#"{"标 题":"河堤开工","文章 内容":"河堤昨天开工。"}"#.to_owned(),
        format!(r#"{{"title":"河堤开工","maintext":"{long}"}}"#),
        format!(r#"{{"title":"河堤开工","zw":"{long}","place":"城东"}}"#),
        r#"{"title":"甲","parts":[{"type":"p","text":"雨停了。"},{"type":"p","text":"路通了。"}]}"#.to_owned(),
    ] {
        let collection = read_with(&json, &[]);
        assert_eq!(collection.problems, [], "{json}");
        let bodies: Vec<usize> = collection.articles.iter().map(|article| article.body.len()).collect();
        assert!(bodies.iter().all(|len| *len > 0), "{json}");
    }
}

#[test]
fn names_that_two_records_tell_of_are_said_with_the_map_that_reads_them() {
    for (json, expected) in [
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
            .filter_map(|pair| pair.trim().split_once('='))
            .collect();
        assert_eq!(problems_with(json, &map), [""; 0], "{expected} reads it");
    }
}

#[test]
fn reports_are_read_wherever_they_stand() {
    let report = r#"{"title":"甲","content":"雨停了。路通了。"}"#;
    let other = r#"{"title":"乙","content":"桥修好了。"}"#;
    for json in [
        format!("{{\"code\":200,\"data\":{REPORTS}}}"),
        format!("{{\"title\":\"要闻频道\",\"data\":{REPORTS}}}"),
        format!("{{\"result\":{{\"data\":{REPORTS}}}}}"),
        format!(
            "{{\"_index\":\"n\",\"_source\":{report}}}\n{{\"_index\":\"n\",\"_source\":{other}}}"
        ),
        format!("{{\"hits\":{{\"hits\":[{{\"_source\":{report}}},{{\"_source\":{other}}}]}}}}"),
        format!("{{\"1\":{report},\"2\":{other}}}"),
        format!("{{\"a b\":{{\"数据\":{REPORTS}}}}}"),
        format!("{{\"a\":[{report}],\"b\":[{other}]}}"),
        serde_json::Value::from(REPORTS).to_string(),
    ] {
        let collection = read_with(&json, &[]);
        assert_eq!(collection.problems, [], "{json}");
        let mut titles: Vec<_> = collection
            .articles
            .iter()
            .filter_map(|article| article.title.as_deref())
            .collect();
        titles.sort_unstable();
        assert_eq!(titles, ["乙", "甲"], "{json}");
    }
}

#[test]
fn a_map_may_be_a_path() {
    let json = r#"{"list":{"rows":[{"h":{"t":"甲"},"c":[{"x":"雨停了。"},{"x":"路通了。"}]}]}}"#;
    let map = [
        ("articles", "list.rows"),
        ("title", "h.t"),
        ("body", "c[].x"),
    ];
    let collection = read_with(json, &map);
    assert_eq!(collection.problems, []);
    let article = collection.articles.first().unwrap();
    assert_eq!(article.title.as_deref(), Some("甲"));
    assert_eq!(article.body.len(), 2);
}

#[test]
fn what_is_beside_a_title_is_a_body_only_if_it_is_a_text() {
    let related = r#"{"title":"甲","related":[{"title":"乙","url":"https://example.org/2"}]}"#;
    for json in [r#"{"title":"河堤开工","place":"城东。"}"#, related] {
        let collection = read_with(json, &[]);
        assert_eq!(collection.problems, []);
        let bodies: Vec<_> = collection
            .articles
            .iter()
            .map(|article| article.body.len())
            .collect();
        assert_eq!(bodies, [0], "{json}");
    }
    let summary = read_with(r#"{"title":"河堤开工","摘要":"河堤昨天开工。"}"#, &[]);
    assert_eq!(summary.articles[0].body.len(), 1);
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

#[test]
fn an_array_whose_records_are_not_known_is_named() {
    let json = r#"{"status":0,"reply":{"rows":[{"bt_x":"旧桥改建","zw_x":["旧桥昨日动工。"]}]}}"#;
    let problems = problems(json);
    let said = "reply.rows has records of bt_x, zw_x: try --map articles=reply.rows";
    assert!(
        problems.len() == 1 && problems[0].contains(said),
        "{problems:?}"
    );
    let map = [
        ("articles", "reply.rows"),
        ("title", "bt_x"),
        ("body", "zw_x"),
    ];
    let read = read_with(json, &map);
    assert_eq!((read.articles.len(), read.problems), (1, vec![]));
}
