//! Files as other programs write them: a table of shapes, each with the same two reports in our own words, and
//! that nothing which a record says is lost without a word.

mod accounted;
mod producers;
mod programs;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde_json::json;
use zhenews::archive::{IndexDir, Update};
use zhenews::article::{Article, Block};
use zhenews::lang::{Lang, Say as _};
use zhenews::store::{self, NamePattern, Reading, Source};

use crate::archive::Unwatched;

/// The reports that each file holds, or one of them: the headline, the paragraphs and the day.
const REPORTS: [(&str, &[&str], &str); 2] = [
    ("旧桥改建", &["旧桥昨日动工。", "工期三月。"], "2021-03-05"),
    ("夜市迁址", &["夜市今起迁往东门。"], "2021-03-06"),
];

/// Makes a file.
pub(crate) fn put(path: &Path, bytes: impl AsRef<[u8]>) {
    let mut file = fs::File::create(path).expect("a file is made");
    file.write_all(bytes.as_ref()).expect("the file is written");
}

fn files() -> Vec<PathBuf> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/shapes");
    let entries = fs::read_dir(directory).expect("the files are here");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("a file").path()).collect();
    paths.sort();
    paths
}

/// Holds a report to the one that it should be.
fn is_right(article: &Article, name: &str) {
    let title = article.title.as_deref().unwrap_or_default();
    let expected = REPORTS.iter().find(|(known, ..)| *known == title);
    let (_, paragraphs, day) = expected.unwrap_or_else(|| panic!("{name}: {article:?}"));
    let body: Vec<&str> = article.body.iter().map(Block::text).collect();
    assert_eq!(body, *paragraphs, "{name}");
    assert_eq!(article.source.as_deref(), Some("河湾早报"), "{name}");
    let published = article.published.as_ref();
    let date = published.and_then(|published| published.date.as_deref());
    // A day's heading gives its date to all of it.
    let is_of_day = ["day.md", "book.epub"].contains(&name) && date == Some("2021-03-05");
    assert!(is_of_day || date == Some(day), "{name}: {date:?}");
}

#[test]
fn every_shape_is_read_in_memory_and_through_an_index() {
    for path in files() {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let sources = [Source::Path(path.clone())];
        let collection = store::read(&sources, &Reading::default());
        assert_eq!(collection.problems, [], "{name}");
        let alone = ["front-matter.md", "packed.jsonl.zst"];
        let expected = if alone.contains(&&*name) { 1 } else { 2 };
        assert_eq!(collection.articles.len(), expected, "{name}");
        for article in &collection.articles {
            is_right(article, &name);
        }
        let cache = tempfile::tempdir().expect("a directory");
        let index = IndexDir::within(cache.path(), &sources, &Reading::default());
        let archive = index.expect("a file").update(Update::Changed, &Unwatched);
        let archive = archive.expect("an index");
        for (row, article) in collection.articles.iter().enumerate() {
            assert_eq!(archive.article(row).as_ref(), Ok(article), "{name}");
        }
    }
}

/// What `check` says of files in a directory, and what is read of them.
fn checked(files: &[(&str, &str)], reading: &Reading) -> (Vec<Article>, Vec<String>, Vec<String>) {
    let directory = tempfile::tempdir().expect("a directory");
    for (name, text) in files {
        let path = directory.path().join(name);
        fs::create_dir_all(path.parent().expect("a directory")).expect("a directory");
        put(&path, text);
    }
    let sources = [Source::Path(directory.path().to_owned())];
    let mut problems = Vec::new();
    let checked = store::check(&sources, reading, &mut |problem| -> Result<(), ()> {
        problems.push(problem.what.english.clone());
        Ok(())
    });
    let checked = checked.expect("it is checked");
    let mut notices = checked.account.notices();
    notices.extend(
        checked
            .kinds
            .iter()
            .flat_map(|(.., account)| account.notices()),
    );
    let notices = notices.into_iter().map(|notice| notice.english).collect();
    let articles = store::read(&sources, reading).articles;
    (articles, problems, notices)
}

#[test]
fn a_day_and_a_page_in_the_names_of_all_files_are_read_and_said() {
    let report = r#"{"title":"旧桥改建","body":"旧桥昨日动工。"}"#;
    let other = r#"{"title":"夜市迁址","body":"夜市迁往东门。"}"#;
    let files = [
        ("20210305-03-01.json", report),
        ("20210306-04-02.json", other),
    ];
    let (articles, problems, notices) = checked(&files, &Reading::default());
    assert_eq!(problems, [""; 0]);
    let found = articles.iter().map(|article| {
        let date = article
            .published
            .as_ref()
            .and_then(|published| published.date.as_deref());
        (date, article.page.as_deref())
    });
    let found: Vec<_> = found.collect();
    assert_eq!(
        found,
        [
            (Some("2021-03-06"), Some("04")),
            (Some("2021-03-05"), Some("03"))
        ]
    );
    let said = notices.join("\n");
    assert!(
        said.contains("published ← the file's path (2 of 2)"),
        "{said}"
    );

    let files = [("20210305-03-01.json", report), ("b.json", other)];
    let (articles, _, notices) = checked(&files, &Reading::default());
    assert!(articles.iter().all(|article| article.published.is_none()));
    let said = notices.join("\n");
    assert!(
        said.contains("1 files have a day in their names that was not read"),
        "{said}"
    );
}

#[test]
fn a_pattern_says_what_paths_mean() {
    let files = [
        (
            "河湾早报/要闻_20210305.json",
            r#"{"title":"旧桥改建","body":"旧桥昨日动工。"}"#,
        ),
        (
            "河湾早报/城事_20210306.json",
            r#"{"title":"夜市迁址","source":"县报","body":"夜市迁往东门。"}"#,
        ),
    ];
    let reading = |pattern: &str| Reading {
        name_pattern: Some(NamePattern::parse(pattern).expect("a pattern")),
        ..Reading::default()
    };
    let (articles, problems, _) = checked(&files, &reading("{source}/{section}_{date}.*"));
    assert_eq!(problems, [""; 0]);
    let found: Vec<_> = articles
        .iter()
        .map(|article| (article.source.as_deref(), article.section.as_deref()))
        .collect();
    // What a report says itself is not overruled.
    assert_eq!(
        found,
        [
            (Some("县报"), Some("城事")),
            (Some("河湾早报"), Some("要闻"))
        ]
    );
    let (articles, problems, _) = checked(&files, &reading("{date}.md"));
    assert_eq!(articles.len(), 2);
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(
        problems[0].contains("--name-pattern {date}.md does not fit"),
        "{problems:?}"
    );
}

#[test]
fn records_of_another_shape_than_the_first_are_read_or_said() {
    let first = r#"{"title":"旧桥改建","content":"旧桥昨日动工。","date":"2021-03-05"}"#;
    let many = format!("{first}\n").repeat(2000);
    for later in [
        r#"{"biaoti":"夜市迁址","neirong":"夜市今起迁往东门。","riqi":"2021-03-06"}"#,
        r#"{"newsTitle":"夜市迁址","newsContent":"夜市今起迁往东门。","newsDate":"2021-03-06"}"#,
        r#"{"title":"夜市迁址","page_text":"夜市今起迁往东门。","date":"2021-03-06"}"#,
        r#"{"_id":"7","_source":{"title":"夜市迁址","content":"夜市今起迁往东门。","date":"2021-03-06"}}"#,
    ] {
        let text = format!("{many}{later}\n");
        let (articles, _, _) = checked(&[("a.jsonl", &text)], &Reading::default());
        let found = articles
            .iter()
            .find(|article| article.title.as_deref() == Some("夜市迁址"));
        let found = found.unwrap_or_else(|| panic!("{later} is read"));
        let body: Vec<&str> = found.body.iter().map(Block::text).collect();
        assert_eq!(body, ["夜市今起迁往东门。"], "{later}");
    }
    let unclear = r#"{"title":"夜市迁址","a":"夜市今起迁往东门，摊位一百二十个，免租三个月。","b":"东门原是旧粮站，今年夏天腾空，道路同时拓宽。"}"#;
    let text = format!("{many}{unclear}\n");
    let (_, problems, _) = checked(&[("a.jsonl", &text)], &Reading::default());
    let said = problems
        .iter()
        .filter(|problem| problem.contains("--map body="));
    assert_eq!(said.count(), 1, "{:?}", problems.last());
}

#[test]
fn what_was_read_is_said_for_each_kind_of_file() {
    let files = [
        (
            "a.json",
            r#"{"title":"旧桥改建","content":"旧桥昨日动工。"}"#,
        ),
        (
            "b.json",
            r#"{"title":"夜市迁址","newsText":"夜市今起迁往东门。","weather":"晴"}"#,
        ),
        (
            "c.json",
            r#"{"title":"渡口改公园","content":"渡口昨日改作公园。"}"#,
        ),
    ];
    let directory = tempfile::tempdir().expect("a directory");
    for (name, text) in files {
        put(&directory.path().join(name), text);
    }
    let sources = [Source::Path(directory.path().to_owned())];
    let checked = store::check(&sources, &Reading::default(), &mut |_| -> Result<(), ()> {
        Ok(())
    });
    let kinds = checked.expect("it is checked").kinds;
    let said: Vec<(usize, String)> = kinds
        .iter()
        .map(|(_, count, account)| (*count, account.say(Lang::En)))
        .collect();
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(
        said[0].0 == 2 && said[0].1.contains("body ← content (2 of 2)"),
        "{said:?}"
    );
    assert!(
        said[1].0 == 1 && said[1].1.contains("not read: weather (1)"),
        "{said:?}"
    );
}

#[test]
fn what_stands_before_and_behind_a_break_is_read_and_the_break_is_placed() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("a.json");
    let text = "{\"code\":200,\"result\":{\"data\":[\n{\"title\":\"旧桥改建\",\"body\":\"旧桥昨日动工。\"},\n\
        {\"title\":\"渡口\",\"body\":\"渡口\"昨日\"改作公园。\"},\n{\"title\":\"夜市迁址\",\"body\":\"夜市迁往东门。\"}\n]},\"n\":3}\n";
    put(&path, text);
    let sources = [Source::Path(path)];
    let collection = store::read(&sources, &Reading::default());
    let mut titles: Vec<_> = collection
        .articles
        .iter()
        .filter_map(|article| article.title.as_deref())
        .collect();
    titles.sort_unstable();
    assert_eq!(titles, ["夜市迁址", "旧桥改建"]);
    let places: Vec<_> = collection
        .problems
        .iter()
        .map(|problem| (problem.line, problem.column))
        .collect();
    assert_eq!(places, [(3, 26)], "{:?}", collection.problems);
    let cache = tempfile::tempdir().expect("a directory");
    let index = IndexDir::within(cache.path(), &sources, &Reading::default());
    let archive = index
        .expect("a file")
        .update(Update::Changed, &Unwatched)
        .expect("an index");
    for (row, article) in collection.articles.iter().enumerate() {
        assert_eq!(archive.article(row).as_ref(), Ok(article));
    }
}

#[test]
fn damaged_bytes_are_told_of_where_records_are_written_anew_too() {
    let mut bytes = "{\"result\":{\"data\":[\n{\"title\":\"旧桥改建\",\"body\":\"旧桥昨日动工，工期三个月，请绕行上游新桥。".as_bytes().to_vec();
    bytes.extend([0xFF, 0xFE]);
    bytes.extend("\"}]}}".as_bytes());
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("a.json");
    put(&path, bytes);
    let collection = store::read(&[Source::Path(path)], &Reading::default());
    assert_eq!(collection.articles.len(), 1);
    let problems = &collection.problems;
    assert!(problems.len() == 1 && problems[0].line == 2, "{problems:?}");
    assert!(
        problems[0].what.english.contains("nothing in UTF-8"),
        "{problems:?}"
    );
}

#[test]
fn tables_and_markdown_are_read_beside_json_and_the_rest_is_told_of() {
    let directory = tempfile::tempdir().expect("a directory");
    let put = |name: &str, text: &str| put(&directory.path().join(name), text);
    put("a.json", r#"{"title":"旧桥改建","body":"旧桥昨日动工。"}"#);
    put("b.csv", "标题,正文\n夜市迁址,夜市今起迁往东门。\n");
    put("c.md", "# 渡口改公园\n\n渡口昨日改作公园。\n");
    put("d.txt", "一版");
    put("README.md", "# 说明\n\n这里是报道。\n");
    let sources = [Source::Path(directory.path().to_owned())];
    let checked = store::check(&sources, &Reading::default(), &mut |_| -> Result<(), ()> {
        Ok(())
    });
    let checked = checked.expect("it is checked");
    assert_eq!(checked.articles, 3);
    let passed: Vec<_> = checked
        .passed
        .iter()
        .map(|(kind, count)| (&**kind, *count))
        .collect();
    assert_eq!(passed, [("md", 1), ("txt", 1)]);
}

#[test]
fn links_in_texts_are_kept() {
    let record = |body: &str| json!({"title": "旧桥改建", "content": body}).to_string();
    let one = record("<p>旧桥<a href='https://example.org/1'>昨日</a>动工。</p>");
    let two = record(
        "<p>旧桥<a href='https://example.org/1'>昨日</a>动工，<a href='https://example.org/2'>工期</a>三月。</p>",
    );
    for (text, url, links) in [
        (one, Some("https://example.org/1"), &[][..]),
        (
            two,
            None,
            &["https://example.org/1", "https://example.org/2"],
        ),
    ] {
        let (articles, problems, _) = checked(&[("a.json", &text)], &Reading::default());
        assert_eq!(problems, [""; 0]);
        assert_eq!(articles[0].url.as_deref(), url);
        assert_eq!(articles[0].links, links);
    }
}

/// One report as programs of several kinds write it.
const WRITTEN: [(&str, &str); 4] = [
    (
        "python.txt",
        r#"{'title': '旧桥改建', 'content': "旧桥昨日动工。\n工期三月。", 'page': None, 'source': '河湾早报', 'date': '2021-03-05'}"#,
    ),
    (
        "trafilatura.json",
        r#"{"title":"旧桥改建","author":null,"hostname":"example.org","date":"2021-03-05","id":null,"raw_text":"旧桥昨日动工。 工期三月。","text":"旧桥昨日动工。\n工期三月。","source":"https://example.org/1","source-hostname":"河湾早报","excerpt":"旧桥动工"}"#,
    ),
    (
        "wechat.json",
        r#"{"title":"旧桥改建","digest":"旧桥动工","content":"<p>旧桥昨日动工。</p><p>工期三月。</p>","update_time":1614902400,"nickname":"河湾早报"}"#,
    ),
    (
        "gnews.json",
        r#"{"totalArticles":1,"articles":[{"title":"旧桥改建","description":"旧桥动工","content":"旧桥昨日动工。\n工期三月。","url":"https://example.org/1","publishedAt":"2021-03-05T00:00:00Z","source":{"name":"河湾早报","url":"https://example.org"}}]}"#,
    ),
];

#[test]
fn what_programs_write_of_one_report_is_read() {
    for (name, text) in WRITTEN {
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path().join(name);
        put(&path, text);
        let collection = store::read(&[Source::Path(path)], &Reading::default());
        assert_eq!(collection.problems, [], "{name}");
        assert_eq!(collection.articles.len(), 1, "{name}");
        is_right(&collection.articles[0], name);
    }
}

#[test]
fn lines_of_a_label_and_a_text_are_reports() {
    let sport =
        "体育\t河湾队昨日客场取胜 主教练称赞守门员。全场观众八千人，比赛在雨中进行了两个小时。\n";
    let market =
        "财经\t夜市摊位今起免租三个月 商户表示欢迎。东门一带客流增加，周边商铺营业延长。\n";
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("cnews.txt");
    put(&path, format!("{}{market}", sport.repeat(3)));
    let articles = store::read(&[Source::Path(path)], &Reading::default()).articles;
    assert_eq!(articles.len(), 4);
    for article in articles {
        assert!(
            article.section.is_some() && article.body.len() == 1,
            "{article:?}"
        );
    }
}
