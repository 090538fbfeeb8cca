//! The store as its callers see it: what people's files hold, and the articles that come of it.

mod hostile;
mod properties;

use std::fs::{self, File};
use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;

use tempfile::TempDir;
use zhenews::article::{Article, Author, Block};
use zhenews::lang::{Lang, Say as _};
use zhenews::store::{self, Collection, Names, Reading, Source, Volume};

fn put(directory: &Path, name: &str, bytes: &[u8]) {
    let path = directory.join(name);
    let parent = path.parent().expect("a file in the directory");
    fs::create_dir_all(parent).expect("a directory is made");
    let mut file = File::create(path).expect("a file is made");
    file.write_all(bytes).expect("the file is written");
}

/// Reads a file of these bytes; problems lose the directory's name.
fn read_bytes(bytes: &[u8], map: &[(&str, &str)]) -> (Collection, Vec<String>) {
    let directory = TempDir::new().expect("a directory is made");
    put(directory.path(), "a.json", bytes);
    let own = |(a, b): &(&str, &str)| ((*a).to_owned(), (*b).to_owned());
    let reading = Reading {
        map: map.iter().map(own).collect(),
        ..Reading::default()
    };
    let collection = store::read(&[Source::Path(directory.path().join("a.json"))], &reading);
    let problems = lines(&collection, directory.path());
    (collection, problems)
}

fn lines(collection: &Collection, directory: &Path) -> Vec<String> {
    let directory = format!("{}/", directory.display());
    let problems = collection.problems.iter();
    problems
        .map(|problem| problem.to_string().replace(&directory, ""))
        .collect()
}

/// Reads one record in which nothing is wrong.
fn article(json: &str) -> Article {
    let (collection, problems) = read_bytes(json.as_bytes(), &[]);
    assert_eq!(problems, Vec::<String>::new(), "{json}");
    collection.articles.into_iter().next().expect("an article")
}

fn titles(collection: &Collection) -> Vec<&str> {
    let articles = collection.articles.iter();
    articles
        .map(|article| article.title.as_deref().unwrap_or("—"))
        .collect()
}

fn paragraphs(texts: &[&str]) -> Vec<Block> {
    texts
        .iter()
        .map(|text| Block::Paragraph((*text).to_owned()))
        .collect()
}

fn author(name: &str, role: Option<&str>) -> Author {
    Author {
        name: name.to_owned(),
        role: role.map(str::to_owned),
    }
}

#[test]
fn the_shipped_edition_is_read_without_a_problem() {
    let collection = store::read(&[Source::Shipped], &Reading::default());
    assert_eq!(collection.problems, []);
    assert!(!collection.articles.is_empty());
}

#[test]
fn fields_are_known_by_the_names_that_others_give_them() {
    for (name, field) in [("headline", "title"), ("标题", "title"), ("Title", "title")] {
        let read = article(&format!(r#"{{"{name}":"新馆开放"}}"#));
        assert_eq!(read.title.as_deref(), Some("新馆开放"), "{name} is {field}");
    }
    for name in ["content", "text", "正文"] {
        let read = article(&format!(r#"{{"{name}":"今天开放。"}}"#));
        assert_eq!(read.body, paragraphs(&["今天开放。"]), "{name}");
    }
    for name in [
        "date",
        "time",
        "pubDate",
        "日期",
        "publish_time",
        "published",
    ] {
        let read = article(&format!(
            r#"{{"title":"甲","{name}":"2019年11月22日 星期五"}}"#
        ));
        let published = read.published.unwrap();
        assert_eq!(published.date.as_deref(), Some("2019-11-22"), "{name}");
        assert_eq!(published.original, "2019年11月22日 星期五");
    }
    for (name, role) in [
        ("author", None),
        ("作者", None),
        ("reporter", Some("记者")),
        ("记者", Some("记者")),
    ] {
        let read = article(&format!(r#"{{"title":"甲","{name}":"李明、王芳"}}"#));
        assert_eq!(
            read.authors,
            [author("李明", role), author("王芳", role)],
            "{name}"
        );
    }
}

#[test]
fn a_map_names_the_rest_and_comes_first() {
    let json = r#"{"biaoti":"甲","title":"频道","zw":"今天开放。"}"#;
    let map = [("title", "biaoti"), ("section", "title"), ("body", "zw")];
    let (collection, problems) = read_bytes(json.as_bytes(), &map);
    assert_eq!(problems, Vec::<String>::new());
    let read = &collection.articles[0];
    assert_eq!(read.title.as_deref(), Some("甲"));
    assert_eq!(read.section.as_deref(), Some("频道"));
    assert_eq!(read.body, paragraphs(&["今天开放。"]));
    assert!(store::field_names().any(|name| name == "title"));
}

#[test]
fn a_body_of_one_text_is_split_at_its_line_breaks() {
    let read = article(r#"{"body":"　　第一段。\r\n\n　　第二段。\n \n第三段。　"}"#);
    assert_eq!(read.body, paragraphs(&["第一段。", "第二段。", "第三段。"]));
    let read = article(r#"{"body":["　　第一段。",{"subhead":"十年"},null,"","第二段。"]}"#);
    let mut body = paragraphs(&["第一段。", "第二段。"]);
    body.insert(
        1,
        Block::Subhead {
            subhead: "十年".to_owned(),
        },
    );
    assert_eq!(read.body, body);
}

#[test]
fn the_first_name_that_says_something_counts_and_the_last_of_two_alike() {
    let read = article(r#"{"title":null,"headline":"　","标题":"甲","author":"","记者":"李明"}"#);
    assert_eq!(read.title.as_deref(), Some("甲"));
    assert_eq!(read.authors, [author("李明", Some("记者"))]);
    let read = article(r#"{"title":"甲","title":"乙"}"#);
    assert_eq!(read.title.as_deref(), Some("乙"));
}

#[test]
fn a_byline_is_kept_and_names_the_authors_where_nothing_else_does() {
    let read = article(r#"{"title":"甲","byline":"本报记者 郭树勋"}"#);
    assert_eq!(read.byline.as_deref(), Some("本报记者 郭树勋"));
    assert_eq!(read.authors, [author("郭树勋", Some("记者"))]);
    let read = article(
        r#"{"title":"甲","byline":"本报综合","authors":["李明",{"name":"王芳","role":"摄影"}]}"#,
    );
    assert_eq!(
        read.authors,
        [author("李明", None), author("王芳", Some("摄影"))]
    );
}

#[test]
fn numbers_are_pages_ids_and_dates() {
    let read = article(r#"{"id":17,"title":"甲","page":2,"date":"2019-11-22","time":"08:30"}"#);
    assert_eq!((read.id.as_str(), read.page.as_deref()), ("17", Some("2")));
    let published = read.published.unwrap();
    assert_eq!(published.label(), "2019-11-22 08:30");
    assert_eq!(published.original, "2019-11-22 08:30");
    let read = article(r#"{"title":"甲","timestamp":1574382600}"#);
    assert_eq!(read.published.unwrap().label(), "2019-11-22 08:30");
}

#[test]
fn an_edition_lends_its_articles_what_they_lack() {
    let json = r#"{"来源":"晨报","date":"2019-11-22","section":"要闻","articles":[
        {"title":"甲"},{"title":"乙","source":"晚报","published":{"original":"昨天"}}]}"#;
    let (collection, problems) = read_bytes(json.as_bytes(), &[]);
    assert_eq!(problems, Vec::<String>::new());
    let [first, second] = collection.articles.as_slice() else {
        panic!()
    };
    assert_eq!(first.source.as_deref(), Some("晨报"));
    assert_eq!(first.section.as_deref(), Some("要闻"));
    assert_eq!(first.published.as_ref().unwrap().label(), "2019-11-22");
    assert_eq!(second.source.as_deref(), Some("晚报"));
    assert_eq!(second.published.as_ref().unwrap().label(), "昨天");
}

#[test]
fn problems_are_one_line_each_with_their_place() {
    let json = "[\n {\"标题\":\"甲\", \"tags\":5},\n {\"title\":true},\n {\"title\":\"\"},\n  7,\n \
        {\"title\":\"乙\",\"date\":\"2019-13-30\"},\n {\"title\":丙},\n {\"title\":\"丁\",\"\\u001b[2J\\npage\":1,\"body\":[3]}\n]";
    let (collection, problems) = read_bytes(json.as_bytes(), &[]);
    assert_eq!(titles(&collection), ["甲", "乙", "丁"]);
    assert_eq!(
        problems,
        [
            "a.json:2:20: `tags` has a number, expected an array of words",
            "a.json:3:11: `title` has true or false, expected text",
            "a.json:4:2: neither a title nor a body, expected one of them",
            "a.json:5:3: found a number, expected an article (an object)",
            "a.json:6:22: `2019-13-30` is no date, expected one such as 2019-11-22",
            "a.json:7:11: not JSON: found `丙`, expected a value",
            "a.json:8:43: `body` has a number, expected a paragraph, {\"subhead\": …} or an object with a text",
        ]
    );
}

#[test]
fn problems_are_told_in_chinese_too() {
    let json = "[{\"title\":true},\n {\"title\":\"甲\",\"date\":\"昨天\"},\n {\"title\":丙},\n 7]";
    let (collection, _) = read_bytes(json.as_bytes(), &[]);
    let chinese = collection.problems.iter().map(|problem| {
        let line = problem.say(Lang::Zh);
        line.split_once("a.json")
            .expect("the file is named")
            .1
            .to_owned()
    });
    assert_eq!(
        chinese.collect::<Vec<_>>(),
        [
            ":1:11: `title` 是真假值，应为文字",
            ":2:22: `昨天` 不是日期，应如 2019-11-22",
            ":3:11: 不是 JSON：此处是 `丙`，应为一个值",
            ":4:2: 此处是数，应为文章（对象）",
        ]
    );
}

#[test]
fn every_problem_of_a_record_is_told() {
    let json = r#"{"title":true,"body":["甲",1,{"subhead":2}],"kicker":false,"tags":[true,"春"],"date":"昨天"}"#;
    let (collection, problems) = read_bytes(json.as_bytes(), &[]);
    assert_eq!(collection.articles[0].body.len(), 1, "what can be read is");
    assert_eq!(problems.len(), 6, "{problems:#?}");
}

#[test]
fn one_wrong_element_costs_itself_only() {
    let json = r#"{"title":false,"headline":"甲","authors":[{"name":"王芳"},true,"李明"],
        "images":[{"caption":true,"src":"a.jpg"},"b.jpg",7],"tags":["春",true],
        "body":["一",{"subhead":"十\n年"}],"origin":{"file":"a.txt","lines":"x"},
        "date":"2019-11-22","time":"25:61"}"#;
    let (collection, problems) = read_bytes(json.as_bytes(), &[]);
    assert_eq!(problems.len(), 7, "{problems:#?}");
    assert!(
        problems[6].contains("no time is read from `25:61`"),
        "{problems:#?}"
    );
    let read = &collection.articles[0];
    assert_eq!(read.title.as_deref(), Some("甲"));
    assert_eq!(read.authors, [author("王芳", None), author("李明", None)]);
    let pictures: Vec<_> = read
        .images
        .iter()
        .map(|image| image.src.as_deref())
        .collect();
    assert_eq!(pictures, [Some("a.jpg"), Some("b.jpg")]);
    assert_eq!(read.tags, ["春"]);
    assert_eq!(read.body[1].text(), "十年");
    assert_eq!(
        read.origin.as_ref().map(|origin| origin.file.as_str()),
        Some("a.txt")
    );
}

#[test]
fn half_a_surrogate_pair_is_told_of_where_it_is() {
    let json = "{\"title\":\"甲\\ud83d乙\"}\n{\"\\udc00\":1,\"title\":\"丙\"}\n";
    let (collection, problems) = read_bytes(json.as_bytes(), &[]);
    assert_eq!(titles(&collection), ["甲\u{FFFD}乙"]);
    assert!(
        problems[0].starts_with("a.json:1:12: half of a surrogate pair"),
        "{problems:#?}"
    );
    assert!(
        problems[1].starts_with("a.json:2:3: not JSON: half of a surrogate pair"),
        "{problems:#?}"
    );
    assert_eq!(problems.len(), 2);
}

#[test]
fn wrong_secondary_fields_cost_themselves_only() {
    let json = r#"{"title":"甲","kicker":true,"authors":{},"source":[true],"page":{"x":1},"published":true,
        "images":[{"caption":true}],"url":false,"origin":"a","subtitle":"副"}"#;
    let (collection, problems) = read_bytes(json.as_bytes(), &[]);
    // `published` may say whether it is.
    assert_eq!(problems.len(), 7, "{problems:#?}");
    let expected = Article {
        id: collection.articles[0].id.clone(),
        title: Some("甲".to_owned()),
        subtitle: Some("副".to_owned()),
        ..Article::default()
    };
    assert_eq!(collection.articles, [expected]);
}

#[test]
fn a_directory_is_read_in_natural_order_and_each_file_once() {
    let directory = TempDir::new().unwrap();
    let root = directory.path();
    for (name, title) in [
        ("p10.json", "丙"),
        ("p2.json", "乙"),
        ("p1/a.jsonl", "甲"),
        ("p10/b.NDJSON", "丁"),
        (".hidden/c.json", "非"),
        ("notes.txt", "非"),
        ("news.schema.json", "非"),
    ] {
        put(root, name, format!("{{\"title\":\"{title}\"}}").as_bytes());
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(root, root.join("p1/loop")).unwrap();
        std::os::unix::fs::symlink(root.join("p2.json"), root.join("p3.json")).unwrap();
    }
    let sources = [
        root.to_owned(),
        root.join("p2.json"),
        root.join("p1/../p10.json"),
    ]
    .map(Source::Path);
    let collection = store::read(&sources, &Reading::default());
    assert_eq!(lines(&collection, root), Vec::<String>::new());
    assert_eq!(titles(&collection), ["甲", "乙", "丁", "丙"]);
}

#[test]
fn what_cannot_be_read_is_a_problem_beside_what_can() {
    let directory = TempDir::new().unwrap();
    let root = directory.path();
    put(root, "good.json", br#"{"title":"a"}"#);
    put(root, "empty.json", b" \n");
    put(root, "none/readme.txt", b"");
    let sources = ["missing.json", "empty.json", "none", "good.json"];
    let sources = sources.map(|name| Source::Path(root.join(name)));
    let collection = store::read(&sources, &Reading::default());
    assert_eq!(titles(&collection), ["a"]);
    let problems = lines(&collection, root);
    assert_eq!(problems.len(), 3, "{problems:#?}");
    assert!(
        problems[0].starts_with("missing.json:1:1: cannot be read: no such file"),
        "{problems:#?}"
    );
    assert_eq!(
        problems[1],
        "empty.json:1:1: the file is empty, expected articles"
    );
    assert!(
        problems[2].contains("none:1:1: no articles here"),
        "{problems:#?}"
    );
}

#[test]
fn a_clash_of_ids_is_told_of_and_both_articles_are_kept() {
    let json = "{\"id\":\"a\",\"title\":\"甲\"}\n{\"id\":\"a\",\"title\":\"乙\"}\n{\"title\":\"丙\"}\n {\"title\":\"丙\"}";
    let (collection, problems) = read_bytes(json.as_bytes(), &[]);
    let ids: Vec<_> = collection
        .articles
        .iter()
        .map(|article| &article.id)
        .collect();
    assert_eq!((ids[0].as_str(), ids[1].as_str()), ("a", "a-2"));
    assert_eq!(*ids[3], format!("{}-2", ids[2]));
    assert_eq!(problems.len(), 2, "{problems:#?}");
    assert_eq!(
        problems[0],
        "a.json:2:1: the id `a` is another article's, expected one of its own"
    );
    assert!(problems[1].starts_with("a.json:4:2: the id `"));
}

#[test]
fn a_file_of_another_kind_is_told_by_what_it_is() {
    for (name, bytes, expected) in [
        (
            "a.json",
            "<!DOCTYPE html>\n<html><body>{\"雨\"}</body></html>".as_bytes(),
            "this is a web page (HTML); ",
        ),
        (
            "c.jsonl",
            "本报讯　清晨的雨一直下到了中午，路面积水。\n".as_bytes(),
            "this seems to be plain text; `zhenews import FILE`",
        ),
        ("d.json", b"\x1F\x8B\x08\0\0", "cannot be unpacked: "),
        ("e.json", b"%PDF-1.5\n%\xE2\xE3", "this is a PDF document; "),
        (
            "f.json",
            b"PK\x03\x04\0\0news.json{\"title\":\"a\"}",
            "this is an archive",
        ),
    ] {
        let directory = TempDir::new().unwrap();
        put(directory.path(), name, bytes);
        let path = directory.path().join(name);
        let sources = [Source::Path(path.clone())];
        let collection = store::read(&sources, &Reading::default());
        let [problem] = &collection.problems[..] else {
            panic!("{name}: {:?}", collection.problems);
        };
        let line = problem.to_string();
        assert!(line.starts_with(&path.display().to_string()), "{line}");
        assert!(line.contains(expected), "{line}");
        let names = Names::of(&Reading::default());
        let volume = Volume::open(name, &path, &names).unwrap();
        let mut problems = Vec::new();
        let read = volume.each_block(0, volume.len(), &mut |block| {
            problems.extend(block.problems);
            ControlFlow::Continue(())
        });
        read.unwrap();
        assert_eq!(problems[0].what, problem.what, "{name} in an index");
    }
}

#[test]
fn a_stray_byte_before_json_costs_what_it_spoils_and_no_more() {
    for stray in ["x", "<", "#", "1,", "雨"] {
        let (collection, problems) = read_bytes(
            format!("{stray}[{{\"title\":\"甲\"}},{{\"title\":\"乙\"}}]").as_bytes(),
            &[],
        );
        assert_eq!(titles(&collection), ["甲", "乙"], "{stray}");
        assert!(
            problems
                .iter()
                .any(|problem| problem.contains("not JSON: found"))
        );
        let (_, problems) = read_bytes(format!("{stray}{{\"title\":}}").as_bytes(), &[]);
        assert!(
            problems
                .iter()
                .any(|problem| problem.contains("not JSON: found"))
        );
    }
}

#[test]
fn the_first_problem_is_told_at_its_line_of_the_file() {
    let directory = TempDir::new().expect("a directory is made");
    let nothing = "{\"articles\":[]}\n";
    let before = (100 << 10) / nothing.len();
    let text = format!("{}{{\"title\":true}}\n", nothing.repeat(before));
    put(directory.path(), "a.jsonl", text.as_bytes());
    let source = Source::Path(directory.path().join("a.jsonl"));
    let problem = store::first_report(&source).expect_err("there is no report");
    assert_eq!(problem.line, before + 1, "{problem}");
}
