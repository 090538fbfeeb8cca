//! What programs of many kinds write, each with reports in our own words.

use zhenews::article::{Article, Block};
use zhenews::store::{self, Reading, Source};

use super::put;

/// What a file is called, what it holds, and its reports: headline, first paragraph, day.
type Case = (
    &'static str,
    &'static str,
    &'static [(&'static str, &'static str, &'static str)],
);

const BRIDGE: (&str, &str, &str) = ("旧桥改建", "旧桥昨日动工。", "2021-03-05");
const MARKET: (&str, &str, &str) = ("夜市迁址", "夜市今起迁往东门。", "2021-03-06");

const CASES: [Case; 33] = [
    // An array of editions, under any name.
    (
        "groups.json",
        r#"{"meta":{"made":"x"},"payload":[{"section":"要闻","reports":[{"title":"旧桥改建","content":"旧桥昨日动工。","date":"2021-03-05"}]},{"section":"城事","reports":[{"title":"夜市迁址","content":"夜市今起迁往东门。","date":"2021-03-06"}]}]}"#,
        &[MARKET, BRIDGE],
    ),
    // One report, and what it links to beside it.
    (
        "one.json",
        r#"{"code":0,"data":{"article":{"title":"旧桥改建","content":"旧桥昨日动工。","date":"2021-03-05"},"related":[{"title":"渡口","url":"http://e.org/1"}]}}"#,
        &[BRIDGE],
    ),
    // One report among things of other kinds.
    (
        "graph.json",
        r#"{"@graph":[{"@type":"WebSite","name":"河湾网","url":"https://e.org"},{"@type":"NewsArticle","headline":"旧桥改建","articleBody":"旧桥昨日动工。","datePublished":"2021-03-05"}]}"#,
        &[BRIDGE],
    ),
    // Messages without titles, each in an object.
    (
        "cards.json",
        r#"{"ok":1,"data":{"cards":[{"card_type":9,"mblog":{"id":"1","created_at":"Fri Mar 05 08:00:00 +0800 2021","text":"旧桥昨日动工。<br />"}},{"card_type":9,"mblog":{"id":"2","created_at":"Sat Mar 06 08:00:00 +0800 2021","text":"夜市今起迁往东门。"}}]}}"#,
        &[("", MARKET.1, MARKET.2), ("", BRIDGE.1, BRIDGE.2)],
    ),
    (
        "messages.json",
        r#"{"list":[{"comm_msg_info":{"id":1,"datetime":1614902400},"app_msg_ext_info":{"title":"旧桥改建","digest":"旧桥昨日动工。"}}]}"#,
        &[BRIDGE],
    ),
    // A header before the rows.
    (
        "dump.json",
        "[\n{\"type\":\"header\",\"version\":\"5\"},\n{\"type\":\"table\",\"name\":\"t\",\"data\":\n[\n{\"id\":\"1\",\"title\":\"旧桥改建\",\"content\":\"旧桥昨日动工。\",\"pubtime\":\"2021-03-05\"}\n]}\n]\n",
        &[BRIDGE],
    ),
    // Values that say of what type they are, under a name that is not known.
    (
        "typed.jsonl",
        "{\"title\":\"旧桥改建\",\"content\":\"旧桥昨日动工。\",\"at\":{\"$date\":{\"$numberLong\":\"1614902400000\"}}}\n{\"title\":\"夜市迁址\",\"content\":\"夜市今起迁往东门。\",\"at\":{\"$timestamp\":{\"t\":1614988800,\"i\":1}}}\n",
        &[MARKET, BRIDGE],
    ),
    (
        "shell.json",
        "{ \"_id\" : ObjectId(\"5f\"), \"title\" : \"旧桥改建\", \"content\" : \"旧桥昨日动工。\", \"date\" : ISODate(\"2021-03-05T00:00:00Z\"), \"n\" : NumberLong(3) }\n",
        &[BRIDGE],
    ),
    // A prefix of which some names are known.
    (
        "prefixed.json",
        r#"[{"article_title":"旧桥改建","article_content":"旧桥昨日动工。","article_date":"2021-03-05","article_page":"A03"}]"#,
        &[BRIDGE],
    ),
    (
        "parts.json",
        r#"{"headline":{"main":"旧桥改建","kicker":"城建"},"byline":{"original":"记者 李明"},"pub_date":"2021-03-05","lead_paragraph":"旧桥昨日动工。"}"#,
        &[BRIDGE],
    ),
    (
        "short.jsonl",
        r#"{"headline":"旧桥改建","short_description":"旧桥昨日动工。","date":"2021-03-05"}"#,
        &[BRIDGE],
    ),
    (
        "big5.csv",
        "標題,內文,日期\n旧桥改建,旧桥昨日动工。,110/03/05\n",
        &[BRIDGE],
    ),
    // Rows with more cells, or fewer, than the table has columns.
    (
        "ragged.csv",
        "标题,正文,日期\n旧桥改建,旧桥昨日动工。,2021-03-05,多\n夜市迁址,夜市今起迁往东门。\n",
        &[BRIDGE, (MARKET.0, MARKET.1, "")],
    ),
    (
        "rows.tsv",
        "2021-03-05\t河湾早报\t旧桥改建开工\t旧桥昨日动工。\n2021-03-06\t河湾早报\t夜市迁往东门\t夜市今起迁往东门。\n",
        &[
            ("夜市迁往东门", MARKET.1, MARKET.2),
            ("旧桥改建开工", BRIDGE.1, BRIDGE.2),
        ],
    ),
    (
        "labels.txt",
        "城建\t旧桥改建 旧桥昨日动工。\n城建\t夜市迁址 夜市今起迁往东门。\n",
        &[(BRIDGE.0, BRIDGE.1, ""), (MARKET.0, MARKET.1, "")],
    ),
    (
        "headlines.txt",
        "1_!_101_!_news_story_!_旧桥改建_!_桥,改建\n2_!_102_!_news_culture_!_夜市迁址_!_\n",
        &[(BRIDGE.0, "", ""), (MARKET.0, "", "")],
    ),
    (
        "day.md",
        "# 2021年3月5日 河湾早报\n\n## 旧桥改建\n\n旧桥昨日动工。\n\n## 渡口\n\n渡口改作公园。\n",
        &[BRIDGE, ("渡口", "渡口改作公园。", BRIDGE.2)],
    ),
    (
        "notes.md",
        "---\ntitle: 旧桥改建\ndate: 2021-03-05\n---\n旧桥昨日动工。\n\n[注]: 有删节\n",
        &[BRIDGE],
    ),
    (
        "lines.md",
        "---\r\ntitle: 旧桥改建\r\npublished: true\r\ndate: 2021-03-05\r\n---\r\n旧桥昨日动工。\r\n",
        &[BRIDGE],
    ),
    (
        "underlined.md",
        "旧桥改建\n========\n\n旧桥昨日动工。\n",
        &[(BRIDGE.0, BRIDGE.1, "")],
    ),
    (
        "table.md",
        "| 标题 | 日期 | 正文 |\n|---|:--|---|\n| 旧桥改建 | 2021-03-05 | 旧桥昨日动工。 |\n",
        &[BRIDGE],
    ),
    (
        "nested.json",
        r#"{"results":[{"webTitle":"旧桥改建","webPublicationDate":"2021-03-05","fields":{"bodyText":"旧桥昨日动工。"}}]}"#,
        &[BRIDGE],
    ),
    (
        "languages.json",
        r#"{"items":[{"sys":{"id":"1"},"fields":{"title":{"zh-CN":"旧桥改建"},"body":{"zh-CN":"旧桥昨日动工。"},"date":{"zh-CN":"2021-03-05"}}}]}"#,
        &[BRIDGE],
    ),
    // JSON in strings, of all of a file, of each line, and within records.
    (
        "thrice.json",
        r#""\"[{\\\"title\\\":\\\"旧桥改建\\\",\\\"content\\\":\\\"旧桥昨日动工。\\\",\\\"date\\\":\\\"2021-03-05\\\"},{\\\"title\\\":\\\"夜市迁址\\\",\\\"content\\\":\\\"夜市今起迁往东门。\\\",\\\"date\\\":\\\"2021-03-06\\\"}]\"""#,
        &[MARKET, BRIDGE],
    ),
    (
        "thrice.jsonl",
        "\"\\\"{\\\\\\\"title\\\\\\\":\\\\\\\"旧桥改建\\\\\\\",\\\\\\\"content\\\\\\\":\\\\\\\"旧桥昨日动工。\\\\\\\",\\\\\\\"date\\\\\\\":\\\\\\\"2021-03-05\\\\\\\"}\\\"\"\n\"\\\"{\\\\\\\"title\\\\\\\":\\\\\\\"夜市迁址\\\\\\\",\\\\\\\"content\\\\\\\":\\\\\\\"夜市今起迁往东门。\\\\\\\",\\\\\\\"date\\\\\\\":\\\\\\\"2021-03-06\\\\\\\"}\\\"\"\n",
        &[MARKET, BRIDGE],
    ),
    (
        "envelope-in-string.json",
        r#""{\"code\":0,\"data\":[{\"title\":\"旧桥改建\",\"content\":\"旧桥昨日动工。\",\"date\":\"2021-03-05\"},{\"title\":\"夜市迁址\",\"content\":\"夜市今起迁往东门。\",\"date\":\"2021-03-06\"}]}""#,
        &[MARKET, BRIDGE],
    ),
    (
        "list-in-string.json",
        r#"{"code":0,"list":"[{\"title\":\"旧桥改建\",\"content\":\"旧桥昨日动工。\",\"date\":\"2021-03-05\"},{\"title\":\"夜市迁址\",\"content\":\"夜市今起迁往东门。\",\"date\":\"2021-03-06\"}]"}"#,
        &[MARKET, BRIDGE],
    ),
    (
        "payload.jsonl",
        "{\"ts\":1,\"payload\":\"{\\\"title\\\":\\\"旧桥改建\\\",\\\"content\\\":\\\"旧桥昨日动工。\\\",\\\"date\\\":\\\"2021-03-05\\\"}\"}\n{\"ts\":2,\"payload\":\"{\\\"title\\\":\\\"夜市迁址\\\",\\\"content\\\":\\\"夜市今起迁往东门。\\\",\\\"date\\\":\\\"2021-03-06\\\"}\"}\n",
        &[MARKET, BRIDGE],
    ),
    // Rows whose names stand beside them, under any name.
    (
        "fields.json",
        r#"{"code":0,"data":{"fields":["date","title","content"],"items":[["2021-03-05","旧桥改建","旧桥昨日动工。"],["2021-03-06","夜市迁址","夜市今起迁往东门。"]]}}"#,
        &[MARKET, BRIDGE],
    ),
    // Paragraphs under a name of any kind; names with a mark beside them.
    (
        "paragraphs.jsonl",
        "{\"title\":\"旧桥改建\",\"date\":\"2021-03-05\",\"paras\":[{\"t\":\"旧桥昨日动工。\"},{\"t\":\"工期三月。\"}]}\n",
        &[BRIDGE],
    ),
    (
        "marked.json",
        r#"{"response":{"docs":[{"id":"1","title_s":"旧桥改建","content_txt":["旧桥昨日动工。"],"date_dt":"2021-03-05"}]}}"#,
        &[BRIDGE],
    ),
    (
        "both.csv",
        "Title-题名,Source-文献来源,Summary-摘要,PubTime-发表时间\n旧桥改建,河湾早报,旧桥昨日动工。,2021-03-05\n",
        &[BRIDGE],
    ),
    (
        "20210305/03/001.json",
        r#"{"title":"旧桥改建","body":"旧桥昨日动工。"}"#,
        &[BRIDGE],
    ),
];

fn read(name: &str, text: &str) -> Vec<Article> {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join(name);
    std::fs::create_dir_all(path.parent().expect("a directory")).expect("a directory");
    put(&path, text);
    store::read(&[Source::Path(path)], &Reading::default()).articles
}

#[test]
fn what_programs_write_is_read() {
    for (name, text, expected) in CASES {
        let articles = read(name, text);
        let found = articles.iter().map(|article| {
            let published = article.published.as_ref();
            let date = published.and_then(|published| published.date.as_deref());
            (
                article.title.as_deref().unwrap_or_default(),
                article.body.first().map_or("", Block::text),
                date.unwrap_or_default(),
            )
        });
        assert_eq!(found.collect::<Vec<_>>(), expected, "{name}");
    }
}

/// The only report of a file of one of the cases.
fn only(name: &str) -> Article {
    let case = CASES.iter().find(|(known, ..)| *known == name);
    let (name, text, _) = case.expect("a case");
    let mut articles = read(name, text);
    articles.truncate(1);
    articles.pop().expect("a report")
}

#[test]
fn what_stands_beside_the_text_is_read_too() {
    assert_eq!(only("groups.json").section.as_deref(), Some("城事"));
    assert_eq!(only("prefixed.json").page.as_deref(), Some("A03"));
    assert_eq!(only("parts.json").byline.as_deref(), Some("记者 李明"));
    assert_eq!(only("rows.tsv").source.as_deref(), Some("河湾早报"));
    assert_eq!(only("labels.txt").section.as_deref(), Some("城建"));
    assert_eq!(only("headlines.txt").tags, ["桥", "改建"]);
    assert_eq!(only("day.md").source.as_deref(), Some("河湾早报"));
    assert_eq!(only("20210305/03/001.json").page.as_deref(), Some("03"));
    assert_eq!(only("both.csv").source.as_deref(), Some("河湾早报"));
    let notes = only("notes.md");
    let body: Vec<&str> = notes.body.iter().map(Block::text).collect();
    assert_eq!(body, ["旧桥昨日动工。", "[注]: 有删节"]);
}

#[test]
fn lists_and_objects_that_became_text_are_what_they_were() {
    let text = r#"{"title":"旧桥改建","body":"旧桥昨日动工。","publisher":"{'name': '河湾早报', 'logo': None}","authors":"[]","版面":"A03","image":{"type":"image","file":{"url":"https://e.org/a.jpg"}}}"#;
    let articles = read("a.json", text);
    let [article] = articles.as_slice() else {
        panic!("{articles:?}");
    };
    assert_eq!(article.source.as_deref(), Some("河湾早报"));
    assert_eq!((&article.byline, article.authors.len()), (&None, 0));
    assert_eq!(
        (article.page.as_deref(), &article.section),
        (Some("A03"), &None)
    );
    let src = article
        .images
        .first()
        .and_then(|image| image.src.as_deref());
    assert_eq!(src, Some("https://e.org/a.jpg"));
    let people = r#"{"title":"旧桥改建","body":"旧桥昨日动工。","author":{"@type":"Person","name":["李明","王芳"]}}"#;
    let names = read("b.json", people);
    let names = names.iter().flat_map(|article| &article.authors);
    let names: Vec<&str> = names.map(|author| author.name.as_str()).collect();
    assert_eq!(names, ["李明", "王芳"]);
}

#[test]
fn footnotes_of_markdown_are_kept_where_they_belong() {
    let text = "# 旧桥改建\n\n旧桥昨日[^1]动工。\n\n见[市政处][处]。\n\n[^1]: 据市政处。\n\n[处]: https://e.org/1\n\n[余]: https://e.org/2\n";
    let articles = read("a.md", text);
    let [article] = articles.as_slice() else {
        panic!("{articles:?}");
    };
    let body: Vec<&str> = article.body.iter().map(Block::text).collect();
    assert_eq!(body, ["旧桥昨日[1]动工。", "见市政处。", "[1] 据市政处。"]);
    assert_eq!(article.links, ["https://e.org/1", "https://e.org/2"]);
}

#[test]
fn a_row_with_more_cells_than_columns_is_told_of() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("a.csv");
    put(
        &path,
        "标题,正文,日期\n旧桥改建,旧桥昨日动工。,2021-03-05,多\n",
    );
    let collection = store::read(&[Source::Path(path)], &Reading::default());
    let problems = &collection.problems;
    assert!(
        problems.len() == 1
            && problems[0].line == 2
            && problems[0].what.english.contains("4 cells"),
        "{problems:?}"
    );
}

#[test]
fn what_a_text_leads_to_is_kept_as_written_or_beside_the_report() {
    let body = "<p>旧桥昨日动工。<a href='tu.html'>图</a><a href='#n1'>注</a></p><video src='/v/1.mp4'>放不出来</video>";
    let report = |url: &str| {
        let record = serde_json::json!({"title": "旧桥改建", "content": body, "url": url});
        let mut articles = read("one.json", &record.to_string());
        articles.pop().expect("a report")
    };
    let alone = report("");
    assert_eq!(alone.links, ["tu.html", "/v/1.mp4"]);
    assert_eq!(alone.url, None);
    let of_site = report("https://e.org/2021/03/1.html");
    let expected = ["https://e.org/2021/03/tu.html", "https://e.org/v/1.mp4"];
    assert_eq!(of_site.links, expected);
}

#[test]
fn a_label_before_the_name_of_a_newspaper_is_no_part_of_it() {
    let record = r#"{"title":"旧桥改建","body":"旧桥昨日动工。","source":"来源：河湾早报"}"#;
    let source = read("one.json", record)
        .pop()
        .and_then(|article| article.source);
    assert_eq!(source.as_deref(), Some("河湾早报"));
}
