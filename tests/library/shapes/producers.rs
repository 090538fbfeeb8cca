//! What further programs write: their envelopes, front matter, tables and editors' parts, with all that is read of
//! each report.

use zhenews::article::{Article, Block};
use zhenews::store::{self, Reading, Source};

use super::put;

/// A report: headline, paragraphs, day, newspaper, page, section, authors; what is empty is not there.
type Report = [&'static str; 7];

/// What a file is called, what it holds, and its reports, the newest first.
type Case = (&'static str, &'static str, &'static [Report]);

const BRIDGE: &str = "旧桥改建";
const WORKS: &str = "旧桥昨日动工。";
const MARKET: &str = "夜市迁址";
const MOVES: &str = "夜市今起迁往东门。";
const PAPER: &str = "河湾早报";

const JSON: [Case; 26] = [
    // Messages of an account: each with the further items of its day.
    (
        "messages.json",
        r#"{"ret":0,"general_msg_list":"{\"list\":[{\"comm_msg_info\":{\"id\":7,\"type\":49,\"datetime\":1614902400},\"app_msg_ext_info\":{\"title\":\"旧桥改建\",\"digest\":\"旧桥昨日动工。\",\"content\":\"\",\"author\":\"赵军\",\"cover\":\"http://e.org/1.jpg\",\"multi_app_msg_item_list\":[{\"title\":\"夜市迁址\",\"digest\":\"夜市今起迁往东门。\",\"content\":\"\",\"author\":\"周洁\",\"cover\":\"http://e.org/2.jpg\"}]}}]}"}"#,
        &[
            [BRIDGE, WORKS, "2021-03-05", "", "", "", "赵军"],
            [MARKET, MOVES, "2021-03-05", "", "", "", "周洁"],
        ],
    ),
    // What was published, under the name of a text.
    (
        "published.json",
        r#"{"total_count":1,"item":[{"article_id":"a","content":{"news_item":[{"title":"旧桥改建","author":"赵军","digest":"","content":"<p>旧桥昨日动工。</p>"},{"title":"夜市迁址","author":"","digest":"","content":"<p>夜市今起迁往东门。</p>"}],"create_time":1614902400},"update_time":1614988800}]}"#,
        &[
            [BRIDGE, WORKS, "2021-03-05", "", "", "", "赵军"],
            [MARKET, MOVES, "2021-03-05", "", "", "", ""],
        ],
    ),
    // A feed beside its items, and a feed that was turned into JSON from XML.
    (
        "feed.json",
        r#"{"status":"ok","feed":{"url":"https://e.org/rss","title":"河湾早报","author":"","description":"新闻"},"items":[{"title":"旧桥改建","pubDate":"2021-03-05 08:00:00","content":"<p>旧桥昨日动工。</p>","enclosure":{},"categories":["要闻"]}]}"#,
        &[[BRIDGE, WORKS, "2021-03-05", PAPER, "", "要闻", ""]],
    ),
    (
        "xml.json",
        r#"{"rss":{"$":{"version":"2.0"},"channel":[{"title":["河湾早报"],"link":["https://e.org"],"item":[{"title":["旧桥改建"],"description":["旧桥昨日动工。"],"pubDate":["Fri, 05 Mar 2021 08:00:00 +0800"]}]}]}}"#,
        &[[BRIDGE, WORKS, "2021-03-05", PAPER, "", "", ""]],
    ),
    // A newspaper that is told of in an object beside the reports.
    (
        "issue.json",
        r#"{"issueInfo":{"newspaper":"河湾早报","date":"2021-03-05"},"stories":[{"headline":"旧桥改建","story":"旧桥昨日动工。"}]}"#,
        &[[BRIDGE, WORKS, "2021-03-05", PAPER, "", "", ""]],
    ),
    (
        "channel.json",
        r#"{"channel":{"name":"河湾早报"},"code":0,"data":{"list":[{"newsTitle":"旧桥改建","newsContent":"旧桥昨日动工。","newsTime":"2021-03-05"}]}}"#,
        &[[BRIDGE, WORKS, "2021-03-05", PAPER, "", "", ""]],
    ),
    // The page of a newspaper around its reports; how a list is paged is none.
    (
        "pages.json",
        r#"{"paper":"河湾早报","date":"2021-03-05","pages":[{"pageNo":"A02","pageName":"要闻","articles":[{"title":"旧桥改建","content":"旧桥昨日动工。"}]},{"pageNo":"A03","pageName":"民生","articles":[{"title":"夜市迁址","content":"夜市今起迁往东门。"}]}]}"#,
        &[
            [BRIDGE, WORKS, "2021-03-05", PAPER, "A02", "要闻", ""],
            [MARKET, MOVES, "2021-03-05", PAPER, "A03", "民生", ""],
        ],
    ),
    (
        "page.json",
        r#"{"报纸":"河湾早报","日期":"2021年3月5日","版次":3,"文章":[{"标题":"旧桥改建","内容":"旧桥昨日动工。"}]}"#,
        &[[BRIDGE, WORKS, "2021-03-05", PAPER, "3", "", ""]],
    ),
    (
        "paged.json",
        r#"{"page":1,"pageSize":20,"channel":"要闻","list":[{"title":"旧桥改建","content":"旧桥昨日动工。"}]}"#,
        &[[BRIDGE, WORKS, "", "", "", "要闻", ""]],
    ),
    // Fields in objects within a record, under short names.
    (
        "nested.jsonl",
        r#"{"headline":"旧桥改建","text":"旧桥昨日动工。","meta":{"paper":"河湾早报","pub":"2021-03-05","page":"A03"}}"#,
        &[[BRIDGE, WORKS, "2021-03-05", PAPER, "A03", "", ""]],
    ),
    (
        "deeper.jsonl",
        r#"{"title":"旧桥改建","content":"旧桥昨日动工。","extra":{"print":{"pub":"河湾早报","issueDate":"2021-03-05","版次":"第2版","reporter":"赵军"}}}"#,
        &[[BRIDGE, WORKS, "2021-03-05", PAPER, "第2版", "", "赵军"]],
    ),
    // Values that say of what type they are.
    (
        "typed.json",
        r#"{"Items":[{"title":{"S":"旧桥改建"},"content":{"S":"旧桥昨日动工。"},"date":{"S":"2021-03-05"},"page":{"N":"3"}}],"Count":1}"#,
        &[[BRIDGE, WORKS, "2021-03-05", "", "3", "", ""]],
    ),
    (
        "properties.json",
        r#"{"object":"list","results":[{"object":"page","created_time":"2021-03-05T02:00:00.000Z","properties":{"标题":{"type":"title","title":[{"type":"text","plain_text":"旧桥改建"}]},"正文":{"type":"rich_text","rich_text":[{"type":"text","plain_text":"旧桥昨日动工。"}]}}}]}"#,
        &[[BRIDGE, WORKS, "2021-03-05", "", "", "", ""]],
    ),
    // Seconds and milliseconds under names of times.
    (
        "instants.json",
        r#"[{"title":"旧桥改建","content":"旧桥昨日动工。","aired_timestamp":1614902400,"src":"河湾早报"}]"#,
        &[[BRIDGE, WORKS, "2021-03-05", PAPER, "", "", ""]],
    ),
    // Records in strings of records.
    (
        "encoded.json",
        r#"{"message":"success","data":[{"content":"{\"title\":\"旧桥改建\",\"abstract\":\"旧桥昨日动工。\",\"publish_time\":1614902400,\"source\":\"河湾早报\"}"}]}"#,
        &[[BRIDGE, WORKS, "2021-03-05", PAPER, "", "", ""]],
    ),
    // An editor's parts in a string.
    (
        "parts.json",
        r#"[{"title":"旧桥改建","date":"2021-03-05","content":"{\"blocks\":[{\"key\":\"a\",\"text\":\"旧桥昨日动工。\",\"type\":\"unstyled\"},{\"key\":\"b\",\"text\":\"十年\",\"type\":\"header-two\"}],\"entityMap\":{}}"}]"#,
        &[[BRIDGE, "旧桥昨日动工。|十年", "2021-03-05", "", "", "", ""]],
    ),
    // A name that is the headline's, for the authors have theirs.
    (
        "named.json",
        r#"{"code":200,"data":{"detail":{"id":1,"name":"旧桥改建","content":"<p>旧桥昨日动工。</p>","pubTime":"2021-03-05 10:11","author":"记者 赵军","source":"河湾早报"}}}"#,
        &[[BRIDGE, WORKS, "2021-03-05", PAPER, "", "", "赵军"]],
    ),
    (
        "brief.json",
        r#"{"data":{"total":1,"list":[{"id":"A","title":"旧桥改建","brief":"旧桥昨日动工。","focus_date":"2021-03-05 10:00:00"}]}}"#,
        &[[BRIDGE, WORKS, "2021-03-05", "", "", "", ""]],
    ),
    // What each entry is from, in an object of it.
    (
        "entries.json",
        r#"{"total":1,"entries":[{"id":1,"title":"旧桥改建","published_at":"2021-03-05T08:00:00+08:00","content":"<p>旧桥昨日动工。</p>","feed":{"id":3,"title":"河湾早报"}}]}"#,
        &[[BRIDGE, WORKS, "2021-03-05", PAPER, "", "", ""]],
    ),
    (
        "origin.json",
        r#"{"items":[{"id":"e","title":"旧桥改建","published":1614902400000,"content":{"content":"<p>旧桥昨日动工。</p>","direction":"ltr"},"origin":{"title":"河湾早报","htmlUrl":"https://e.org"}}]}"#,
        &[[BRIDGE, WORKS, "2021-03-05", PAPER, "", "", ""]],
    ),
    (
        "children.json",
        r#"{"kind":"Listing","data":{"children":[{"kind":"t3","data":{"title":"旧桥改建","selftext":"旧桥昨日动工。","created_utc":1614902400.0,"author":"赵军"}}]}}"#,
        &[[BRIDGE, WORKS, "2021-03-05", "", "", "", "赵军"]],
    ),
    (
        "chat.json",
        r#"{"name":"河湾早报","type":"public_channel","messages":[{"id":1,"type":"message","date":"2021-03-05T08:00:00","text":["旧桥",{"type":"bold","text":"昨日"},"动工。"]}]}"#,
        &[["", WORKS, "2021-03-05", PAPER, "", "", ""]],
    ),
    (
        "dotted.json",
        r#"[{"article.title":"旧桥改建","article.content":"旧桥昨日动工。","article.published_at":"2021-03-05","source.name":"河湾早报"}]"#,
        &[[BRIDGE, WORKS, "2021-03-05", PAPER, "", "", ""]],
    ),
    (
        "strings.json",
        r#"{"searchVO":{"totalpage":1,"listVO":[{"title":"<em>旧桥</em>改建","summary":"旧桥昨日动工。","pubtimeStr":"2021.03.05","source":"河湾早报"}]}}"#,
        &[[BRIDGE, WORKS, "2021-03-05", PAPER, "", "", ""]],
    ),
    // An office is no author.
    (
        "office.json",
        r#"{"@type":"NewsArticle","headline":"旧桥改建","articleBody":"旧桥昨日动工。","datePublished":"2021-03-05","author":{"@type":"Organization","name":"河湾市水利局"}}"#,
        &[[BRIDGE, WORKS, "2021-03-05", "", "", "", ""]],
    ),
    (
        "names.json",
        r#"[{"title":"旧桥改建","outlet":"河湾早报","text":"旧桥昨日动工。","author":"河湾发布"}]"#,
        &[[BRIDGE, WORKS, "", PAPER, "", "", ""]],
    ),
];

const MARKDOWN: [Case; 14] = [
    (
        "params.md",
        "---\ntitle: \"旧桥改建\"\ndate: 2021-03-05T08:00:00+08:00\nparams:\n  paper: 河湾早报\n  page: 3\n  reporter: 赵军\ntags:\n  - 桥\n---\n\n旧桥昨日动工。\n",
        &[[BRIDGE, WORKS, "2021-03-05", PAPER, "3", "", "赵军"]],
    ),
    (
        "json.md",
        "{\n  \"title\": \"旧桥改建\",\n  \"date\": \"2021-03-05\",\n  \"params\": {\"paper\": \"河湾早报\"}\n}\n\n旧桥昨日动工。\n",
        &[[BRIDGE, WORKS, "2021-03-05", PAPER, "", "", ""]],
    ),
    (
        "fields.md",
        "\"title\": \"旧桥改建\",\n\"date\": \"2021-03-05\"\n;;;\n旧桥昨日动工。\n",
        &[[BRIDGE, WORKS, "2021-03-05", "", "", "", ""]],
    ),
    (
        "headless.md",
        "title: 旧桥改建\ndate: 2021-03-05 08:00:00\nsource: 河湾早报\ntags: [桥, 路]\n---\n旧桥昨日动工。\n",
        &[[BRIDGE, WORKS, "2021-03-05", PAPER, "", "", ""]],
    ),
    (
        "lines.md",
        "Title: 旧桥改建\nDate: 2021-03-05\nCategory: 要闻\nAuthors: 赵军, 周洁\n\n旧桥昨日动工。\n",
        &[[BRIDGE, WORKS, "2021-03-05", "", "", "要闻", "赵军 周洁"]],
    ),
    (
        "wide.md",
        "标题：旧桥改建\n来源：河湾早报\n日期：2021-03-05\n\n旧桥昨日动工。\n",
        &[[BRIDGE, WORKS, "2021-03-05", PAPER, "", "", ""]],
    ),
    (
        "wiki.md",
        "---\ntitle: 旧桥改建\nsource: \"[[河湾早报]]\"\nauthor:\n  - \"[[赵军]]\"\ndate: 2021-03-05\n---\n# 旧桥改建\n\n[[旧桥#历史|旧桥]]昨日动工。\n\n![[旧桥.jpg]]\n",
        &[[BRIDGE, WORKS, "2021-03-05", PAPER, "", "", "赵军"]],
    ),
    (
        "toml.md",
        "+++\ntitle = \"旧桥改建\"\n[params]\npaper = \"河湾早报\"\ndate = 2021-03-05\n+++\n旧桥昨日动工。\n",
        &[[BRIDGE, WORKS, "2021-03-05", PAPER, "", "", ""]],
    ),
    (
        "contents.md",
        "# 河湾早报 2021年3月5日\n\n## 目录\n\n1. 旧桥改建\n2. 夜市迁址\n\n## 一、旧桥改建\n\n旧桥昨日动工。\n\n## 二、夜市迁址\n\n夜市今起迁往东门。\n",
        &[
            [BRIDGE, WORKS, "2021-03-05", PAPER, "", "", ""],
            [MARKET, MOVES, "2021-03-05", PAPER, "", "", ""],
        ],
    ),
    (
        "said.md",
        "# 河湾早报\n\n> 日期：2021-03-05\n\n## 要闻\n\n### 1. 旧桥改建\n\n旧桥昨日动工。\n\n### 2. 夜市迁址\n\n夜市今起迁往东门。\n",
        &[
            [BRIDGE, WORKS, "2021-03-05", PAPER, "", "要闻", ""],
            [MARKET, MOVES, "2021-03-05", PAPER, "", "要闻", ""],
        ],
    ),
    (
        "day-below.md",
        "# 河湾早报\n\n2021年3月5日 星期五\n\n## 旧桥改建\n\n旧桥昨日动工。\n\n## 夜市迁址\n\n夜市今起迁往东门。\n",
        &[
            [BRIDGE, WORKS, "2021-03-05", PAPER, "", "", ""],
            [MARKET, MOVES, "2021-03-05", PAPER, "", "", ""],
        ],
    ),
    (
        "day-first.md",
        "2021-03-05\n\n## 旧桥改建\n\n旧桥昨日动工。\n\n## 夜市迁址\n\n夜市今起迁往东门。\n",
        &[
            [BRIDGE, WORKS, "2021-03-05", "", "", "", ""],
            [MARKET, MOVES, "2021-03-05", "", "", "", ""],
        ],
    ),
    (
        "bold.md",
        "**旧桥改建**\n\n旧桥昨日动工。\n\n**夜市迁址**\n\n夜市今起迁往东门。\n",
        &[
            [BRIDGE, WORKS, "", "", "", "", ""],
            [MARKET, MOVES, "", "", "", "", ""],
        ],
    ),
    (
        "underlined.md",
        "旧桥改建\n====\n\n旧桥昨日动工。\n\n夜市迁址\n====\n\n夜市今起迁往东门。\n",
        &[
            [BRIDGE, WORKS, "", "", "", "", ""],
            [MARKET, MOVES, "", "", "", "", ""],
        ],
    ),
];

const TABLES: [Case; 4] = [
    (
        "quoted.csv",
        "'标题','日期','正文'\n'旧桥改建','2021-03-05','旧桥昨日动工。'\n",
        &[[BRIDGE, WORKS, "2021-03-05", "", "", "", ""]],
    ),
    (
        "flat.csv",
        "_source.title,_source.content,_source.pub_time,source.name\n旧桥改建,旧桥昨日动工。,2021-03-05,河湾早报\n夜市迁址,夜市今起迁往东门。,2021-03-06,河湾早报\n",
        &[
            [BRIDGE, WORKS, "2021-03-05", PAPER, "", "", ""],
            [MARKET, MOVES, "2021-03-06", PAPER, "", "", ""],
        ],
    ),
    // A page and its name in one cell, a newspaper by its other name.
    (
        "press.csv",
        "\u{feff}\"標題\",\"報章\",\"日期\",\"版面\",\"內文\"\r\n\"旧桥改建\",\"河湾早报\",\"2021-03-05\",\"A12 要闻\",\"旧桥昨日动工。\"\r\n",
        &[[BRIDGE, WORKS, "2021-03-05", PAPER, "A12", "要闻", ""]],
    ),
    (
        "semicolons.csv",
        "sep=;\r\n标题;日期;正文\r\n旧桥改建;2021/3/5;旧桥昨日动工。\r\n",
        &[[BRIDGE, WORKS, "2021-03-05", "", "", "", ""]],
    ),
];

fn read(name: &str, text: &str) -> (Vec<Article>, Vec<String>) {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join(name);
    put(&path, text);
    let collection = store::read(&[Source::Path(path)], &Reading::default());
    let problems = collection.problems.iter();
    (
        collection.articles,
        problems
            .map(|problem| problem.what.english.clone())
            .collect(),
    )
}

fn report(article: &Article) -> [String; 7] {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let paragraphs: Vec<&str> = article.body.iter().map(Block::text).collect();
    let published = article.published.as_ref();
    let authors = article.authors.iter().map(|author| author.name.as_str());
    [
        text(&article.title),
        paragraphs.join("|"),
        published
            .map(|published| text(&published.date))
            .unwrap_or_default(),
        text(&article.source),
        text(&article.page),
        text(&article.section),
        authors.collect::<Vec<_>>().join(" "),
    ]
}

#[test]
fn what_further_programs_write_is_read_with_all_that_it_says() {
    for (name, text, reports) in JSON.iter().chain(&MARKDOWN).chain(&TABLES) {
        let (articles, problems) = read(name, text);
        assert_eq!(problems, [""; 0], "{name}");
        let mut found: Vec<_> = articles.iter().map(report).collect();
        let mut expected: Vec<_> = reports
            .iter()
            .map(|report| report.map(str::to_owned))
            .collect();
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn an_office_that_is_no_author_stays_as_the_byline() {
    for (name, text, byline) in [
        (
            "a.json",
            r#"{"title":"旧桥改建","body":"旧桥昨日动工。","author":{"name":"河湾市水利局"}}"#,
            "河湾市水利局",
        ),
        (
            "b.json",
            r#"{"title":"旧桥改建","body":"旧桥昨日动工。","author":"['综合新华社消息']"}"#,
            "综合新华社消息",
        ),
        // What the byline does not say is kept beside it.
        (
            "c.json",
            r#"{"title":"旧桥改建","body":"旧桥昨日动工。","byline":"本报讯","author":"河湾发布"}"#,
            "本报讯 河湾发布",
        ),
    ] {
        let (articles, problems) = read(name, text);
        assert_eq!(problems, [""; 0]);
        assert_eq!(articles[0].byline.as_deref(), Some(byline), "{name}");
        assert_eq!(articles[0].authors, [], "{name}");
    }
}

#[test]
fn a_line_above_the_names_of_columns_is_told_of() {
    for above in ["河湾早报汇总\n", "河湾早报汇总,,\n", "\"河湾早报汇总\"\n"] {
        let text = format!("{above}标题,日期,正文\n旧桥改建,2021-03-05,旧桥昨日动工。\n");
        let (articles, problems) = read("a.csv", &text);
        let found: Vec<_> = articles.iter().map(report).collect();
        let expected = [BRIDGE, WORKS, "2021-03-05", "", "", "", ""];
        assert_eq!(found, [expected.map(str::to_owned)], "{text}");
        assert!(
            matches!(problems.as_slice(), [one] if one.contains("`河湾早报汇总` stands above")),
            "{problems:?}"
        );
    }
}
