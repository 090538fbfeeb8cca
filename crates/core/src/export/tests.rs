//! Exports by example, and that nothing of a report is lost in any form.

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::article::{Image, Published};

fn article() -> Article {
    Article {
        id: "zhishu".into(),
        title: Some("三百名志愿者上山植树".into()),
        byline: Some("本报记者 李明".into()),
        source: Some("晨报".into()),
        page: Some("3".into()),
        published: Some(Published::parse("2019年11月22日")),
        body: vec![
            Block::Paragraph("雨停了，*三百名*志愿者上山植树。".into()),
            Block::Subhead {
                subhead: "一棵树".into(),
            },
            Block::Paragraph("树苗来自邻县。".into()),
            Block::Paragraph("路还通。".into()),
        ],
        images: vec![Image {
            caption: Some("植树现场。".into()),
            ..Image::default()
        }],
        url: Some("https://example.org/1".into()),
        ..Article::default()
    }
}

fn head() -> Head {
    Head {
        query: Some("植树 -\"大雪\"".into()),
        sort: Some("newest"),
        exported: "2026-11-25T22:30:00+08:00".into(),
        zhenews: "0.1.0",
        reports: 1,
        collections: vec!["news/".into()],
        ..Head::default()
    }
}

fn place() -> Place {
    Place {
        file: "news/a.json".into(),
        byte: 120,
        bytes: 30,
    }
}

fn exported(form: Form, articles: &[Article]) -> String {
    String::from_utf8(bytes(form, articles, head())).unwrap()
}

fn bytes(form: Form, articles: &[Article], head: Head) -> Vec<u8> {
    let manner = Manner {
        form,
        cited: Some(Style::Gbt7714),
    };
    let mut exporter = Exporter::begin(Vec::new(), manner, head).unwrap();
    for article in articles {
        exporter.report(article, Some(&place())).unwrap();
    }
    assert_eq!(exporter.count(), articles.len());
    exporter.finish().unwrap()
}

const SUM: &str = "SUM";

/// What of the report the text around it does not say.
const RECORD: &str = concat!(
    r#"{"body":{"above":3,"below":6},"byline":"本报记者 李明","id":"zhishu","#,
    r#""images":[{"caption":"植树现场。"}],"page":"3","#,
    r#""provenance":{"byte":120,"bytes":30,"file":"news/a.json","sha256":"SUM"},"#,
    r#""published":{"date":"2019-11-22","original":"2019年11月22日"},"source":"晨报","#,
    r#""title":"三百名志愿者上山植树","url":"https://example.org/1"}"#,
);

fn with_sum(expected: &str) -> String {
    let expected = expected.replace("RECORD", RECORD);
    expected.replace(SUM, &checksum(&article()))
}

#[test]
fn markdown_has_front_matter_and_places() {
    let expected = r#"---
query: "植树 -\"大雪\""
sort: "newest"
exported: "2026-11-25T22:30:00+08:00"
zhenews: "0.1.0"
reports: 1
collections:
  - "news/"
---

# 三百名志愿者上山植树

晨报  第3版  2019-11-22

本报记者 李明

雨停了，\*三百名\*志愿者上山植树。

## 一棵树

树苗来自邻县。

路还通。

> 植树现场。

<https://example.org/1>

- citation: 李明. 三百名志愿者上山植树\[N/OL\]. 晨报，2019-11-22（3）. https\://example.org/1.
- id: zhishu
- file: news/a.json (bytes 120-149)
- sha256: SUM

<!-- record: RECORD -->
"#;
    let markdown = exported(Form::Markdown, &[article()]);
    assert_eq!(markdown, with_sum(expected));
}

#[test]
fn plain_text_is_set_as_in_print() {
    let expected = "query: 植树 -\"大雪\"
sort: newest
exported: 2026-11-25T22:30:00+08:00
zhenews: 0.1.0
reports: 1
collection: news/

————————

三百名志愿者上山植树

晨报  第3版  2019-11-22
本报记者 李明

　　雨停了，*三百名*志愿者上山植树。

一棵树

　　树苗来自邻县。
　　路还通。

植树现场。

https://example.org/1

citation: 李明. 三百名志愿者上山植树[N/OL]. 晨报，2019-11-22（3）. https://example.org/1.
id: zhishu
file: news/a.json (bytes 120-149)
sha256: SUM
record: RECORD
";
    assert_eq!(exported(Form::Text, &[article()]), with_sum(expected));
}

#[test]
fn a_page_has_contents_reports_and_what_was_asked() {
    let page = exported(Form::Html, &[article()]);
    let (head, rest) = page.split_once("<body>\n").unwrap();
    assert!(
        head.starts_with("<!DOCTYPE html>\n<html lang=\"zh-Hans\">\n"),
        "{head}"
    );
    assert!(head.contains("<meta name=\"generator\" content=\"zhenews 0.1.0\"/>"));
    assert!(
        !page.contains("<script") && !head.contains("http"),
        "needs something else"
    );
    let expected = r##"<h1>植树 -&quot;大雪&quot; 2019-11-22</h1>
<nav>
<h2>目录</h2>
<ol>
<li><a href="#report-1">三百名志愿者上山植树</a></li>
</ol>
</nav>
<main>
<article id="report-1" lang="zh-Hans">
<header>
<h2>三百名志愿者上山植树</h2>
<p class="imprint">晨报  第3版  2019-11-22</p>
<p class="byline">本报记者 李明</p>
</header>
<section class="text">
<p>雨停了，*三百名*志愿者上山植树。</p>
<h3>一棵树</h3>
<p>树苗来自邻县。</p>
<p>路还通。</p>
</section>
<footer>
<p class="caption">植树现场。</p>
<p class="link"><a href="https://example.org/1">https://example.org/1</a></p>
<p class="citation">李明. 三百名志愿者上山植树[N/OL]. 晨报，2019-11-22（3）. https://example.org/1.</p>
</footer>
<!-- record: RECORD -->
</article>
</main>
<dl>
<dt>query</dt><dd>植树 -&quot;大雪&quot;</dd>
<dt>sort</dt><dd>newest</dd>
<dt>exported</dt><dd>2026-11-25T22:30:00+08:00</dd>
<dt>zhenews</dt><dd>0.1.0</dd>
<dt>reports</dt><dd>1</dd>
<dt>collection</dt><dd>news/</dd>
</dl>
</body>
</html>
"##;
    // Its paragraphs have elements, and need no count.
    let record = RECORD.replace(r#""body":{"above":3,"below":6},"#, "");
    assert_eq!(rest, with_sum(&expected.replace("RECORD", &record)));
}

#[test]
fn the_same_reports_make_the_same_book_whenever_it_is_made() {
    let of = |exported: &str, query: &str, articles: &[Article]| {
        let head = Head {
            exported: exported.into(),
            query: Some(query.into()),
            ..head()
        };
        bytes(Form::Epub, articles, head)
    };
    let (monday, tuesday) = ("2026-11-23T06:00:00+08:00", "2026-11-24T06:00:00+08:00");
    let book = of(monday, "植树", &[article()]);
    assert_eq!(book, of(tuesday, "植树", &[article()]));
    assert_ne!(book, of(monday, "造林", &[article()]));
    assert_ne!(book, of(monday, "植树", &[article(), article()]));
    // The media type is told by the first bytes of the file.
    assert_eq!(book.get(30..58), Some(&b"mimetypeapplication/epub+zip"[..]));
}

#[test]
fn a_book_of_too_many_reports_is_refused() {
    assert_eq!(Form::Epub.refuse(epub::MOST), None);
    assert!(Form::Epub.refuse(epub::MOST + 1).is_some());
    assert_eq!(Form::Html.refuse(epub::MOST + 1), None);
}

#[test]
fn only_addresses_of_the_web_become_links() {
    for (url, link) in [
        (
            "https://example.org/甲?a=1&b=\"2\"",
            r#"<a href="https://example.org/%E7%94%B2?a=1&amp;b=%222%22">"#,
        ),
        ("HTTP://example.org", r#"<a href="http://example.org/">"#),
        (
            "javascript:alert(1)//https://",
            "<p class=\"link\">javascript:",
        ),
        (
            "https://example.org/a|b%zz#c#d",
            r#"<a href="https://example.org/a%7Cb%25zz#c%23d">"#,
        ),
        (
            "https://example..org/",
            "<p class=\"link\">https://example..org/</p>",
        ),
        ("https://", "<p class=\"link\">https://</p>"),
        ("甲", "<p class=\"link\">甲</p>"),
    ] {
        let article = Article {
            url: Some(url.into()),
            links: vec![url.into()],
            ..article()
        };
        let page = exported(Form::Html, &[article]);
        assert!(page.contains(link), "{page}");
        let links = page.matches("<p class=\"link\">").count();
        assert_eq!(links, 1 + usize::from(link.starts_with("<a")), "{url}");
    }
}

#[test]
fn no_control_character_of_a_link_stands_in_a_book_or_a_page() {
    let link = "http://example.org/\u{1b}]0;x\u{7}\u{202e}甲\u{9b}\0\u{2028}";
    let mut linking = article();
    linking.links = vec![link.into()];
    for form in [Form::Html, Form::Markdown, Form::Text] {
        let page = exported(form, std::slice::from_ref(&linking));
        let is_unsafe = |c: char| (c.is_control() && c != '\n') || "\u{202e}\u{2028}".contains(c);
        assert_eq!(
            page.matches(is_unsafe).collect::<Vec<_>>(),
            [""; 0],
            "{page}"
        );
    }
}

#[test]
fn a_checksum_is_of_headline_and_body() {
    let article = Article {
        title: Some("一".into()),
        body: vec![Block::Paragraph("二".into()), Block::Paragraph("三".into())],
        ..Article::default()
    };
    // printf '一\n二\n三' | sha256sum
    let sum = "70e6e29561a423e087043717910be35b7e1abced0a5942f11ecebea7881ecb15";
    assert_eq!(checksum(&article), sum);
}

#[test]
fn a_table_has_as_many_cells_in_every_row() {
    let table = exported(Form::Csv, &[article(), Article::default()]);
    let table = table.strip_prefix('\u{FEFF}').unwrap();
    let rows = table_of(table);
    let (names, rows) = rows.split_first().unwrap();
    let cell = |name: &str| {
        let at = names.iter().position(|known| known == name).unwrap();
        rows[0][at].clone()
    };
    assert_eq!(rows.len(), 2);
    assert!(rows.iter().all(|row| row.len() == names.len()));
    assert_eq!(cell("query"), "植树 -\"大雪\"");
    assert_eq!(cell("date"), "2019-11-22");
    assert_eq!(cell("file"), "news/a.json");
    assert_eq!((cell("byte"), cell("bytes")), ("120".into(), "30".into()));
    assert_eq!(cell("sha256"), checksum(&article()));
    assert_eq!(cell("zhenews"), "0.1.0");
    assert_eq!(cell("exported"), head().exported);
    assert_eq!(cell("collections"), "news/");
    assert!(cell("citation").starts_with("李明. "));
    assert_eq!(
        cell("body"),
        "雨停了，*三百名*志愿者上山植树。\n一棵树\n树苗来自邻县。\n路还通。"
    );
}

#[test]
fn json_says_what_was_asked_and_where_each_report_stands() {
    let json: Value = serde_json::from_str(&exported(Form::Json, &[article()])).unwrap();
    assert_eq!(json["export"]["query"], "植树 -\"大雪\"");
    assert_eq!(json["export"]["reports"], 1);
    assert_eq!(json["articles"][0]["title"], "三百名志愿者上山植树");
    assert_eq!(json["articles"][0]["provenance"]["byte"], 120);
    assert_eq!(
        json["articles"][0]["provenance"]["sha256"],
        checksum(&article())
    );
    let empty: Value = serde_json::from_str(&exported(Form::Json, &[])).unwrap();
    assert_eq!(empty["articles"], Value::Array(Vec::new()));
    let lines = exported(Form::JsonLines, &[article(), article()]);
    let lines: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines[0]["export"], json["export"]);
    assert_eq!(lines[1], json["articles"][0]);
    assert_eq!(lines.len(), 3);
}

#[test]
fn forms_are_known_by_endings() {
    for form in Form::ALL {
        assert_eq!(
            Form::of_name(&format!("目录.d/名.{}", form.ending())),
            Some(form)
        );
        assert_eq!(form.next(false).next(true), form);
    }
    assert_eq!(Form::of_name("A.NDJSON"), Some(Form::JsonLines));
    for name in ["md", ".md", "a/.md", "a.pdf", ""] {
        assert_eq!(Form::of_name(name), None, "{name}");
    }
}

#[test]
fn a_piece_is_a_report_of_its_own() {
    let article = article();
    let document = Document::new(&article);
    let text = document.text();
    let piece = text.find("志愿者上山植树。").unwrap()..text.find("自邻县").unwrap();
    let excerpt = excerpt(&article, &document, &piece);
    let paragraphs: Vec<_> = excerpt.body.iter().map(Block::text).collect();
    assert_eq!(paragraphs, ["志愿者上山植树。", "一棵树", "树苗来"]);
    assert_eq!(
        (excerpt.title, excerpt.byline),
        (article.title.clone(), article.byline.clone())
    );
    let nothing = super::excerpt(&article, &document, &(5..5));
    assert_eq!(nothing.body, []);
}

/// Reads a table as RFC 4180 says, strictly: cells and rows, and nothing that is neither.
fn table_of(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut characters = text.chars().peekable();
    let (mut quoted, mut closed) = (false, false);
    while let Some(c) = characters.next() {
        let row = rows.last_mut().unwrap();
        let cell = row.last_mut().unwrap();
        match c {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                cell.push('"');
            }
            '"' if quoted => (quoted, closed) = (false, true),
            _ if quoted => cell.push(c),
            '"' => {
                assert!(cell.is_empty() && !closed, "a quote within a cell");
                quoted = true;
            }
            ',' => {
                row.push(String::new());
                closed = false;
            }
            '\r' => {
                assert_eq!(characters.next(), Some('\n'));
                rows.push(vec![String::new()]);
                closed = false;
            }
            _ => {
                assert!(c != '\n' && !closed, "{c:?} behind a cell");
                cell.push(c);
            }
        }
    }
    assert!(!quoted);
    assert_eq!(
        rows.pop(),
        Some(vec![String::new()]),
        "the last row ends too"
    );
    rows
}

/// What stands in a text, without what forms put between.
fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Takes away the backslashes that stand before marks.
fn unescaped(markdown: &str) -> String {
    let mut text = String::new();
    let mut characters = markdown.chars().peekable();
    while let Some(c) = characters.next() {
        match characters.peek() {
            Some(next) if c == '\\' && next.is_ascii_punctuation() => {
                text.extend(characters.next());
            }
            _ => text.push(c),
        }
    }
    text
}

proptest! {
    #[test]
    fn every_form_has_every_character(
        title in any::<Option<String>>(),
        body in proptest::collection::vec(any::<String>(), 0..4),
    ) {
        let article = Article {
            title,
            body: body.into_iter().map(Block::Paragraph).collect(),
            ..article()
        };
        let document = Document::new(&article);
        let blocks: Vec<_> = document
            .blocks()
            .iter()
            .filter(|block| block.role != Role::DrawnHeadline)
            .map(|block| letters(document.text().get(block.range.clone()).unwrap()))
            .collect();
        let text = letters(&exported(Form::Text, std::slice::from_ref(&article)));
        let markdown = exported(Form::Markdown, std::slice::from_ref(&article));
        let markdown = letters(&unescaped(&markdown));
        let page = letters(&exported(Form::Html, std::slice::from_ref(&article)));
        for block in &blocks {
            prop_assert!(text.contains(block), "{block} in {text}");
            prop_assert!(markdown.contains(block), "{block} in {markdown}");
            let escaped = markup::escaped(block);
            prop_assert!(page.contains(&escaped), "{escaped} in {page}");
        }
        let table = exported(Form::Csv, std::slice::from_ref(&article));
        let rows = table_of(table.trim_start_matches('\u{FEFF}'));
        let row = &rows[1];
        let bare = |cell: &str| letters(cell.strip_prefix('\'').unwrap_or(cell));
        let printed = clean(article.title.as_deref().unwrap_or_default());
        prop_assert_eq!(bare(&row[1]), letters(&printed));
        let whole: String = article.body.iter().map(|block| letters(&clean(block.text()))).collect();
        prop_assert_eq!(bare(&row[12]), whole);
        let json: Value = serde_json::from_str(&exported(Form::Json, std::slice::from_ref(&article)))
            .unwrap();
        let mut record = json["articles"][0].clone();
        let fields = record.as_object_mut().unwrap();
        fields.remove("provenance");
        fields.remove("citation");
        prop_assert_eq!(record, serde_json::to_value(&article).unwrap());
    }
}
