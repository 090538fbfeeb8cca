//! Reading order, fields, headlines, and hostile text in every field.

use crate::article::{Article, Author, Block as BodyBlock, Image, Published};

use super::{Document, Headline, Role, headline};

/// An article that has everything, each field's text made by `text` from the field's name.
fn full(text: impl Fn(&str) -> String) -> Article {
    let some = |name: &str| Some(text(name));
    let paragraph = |name: &str| BodyBlock::Paragraph(text(name));
    Article {
        title: some("标题"),
        kicker: some("肩题"),
        subtitle: some("副题"),
        byline: some("署名"),
        source: some("报名"),
        section: some("栏目"),
        page: some("版次"),
        published: Some(Published {
            original: text("日期"),
            ..Published::default()
        }),
        body: vec![
            paragraph("首段"),
            BodyBlock::Subhead {
                subhead: text("小标题"),
            },
            paragraph("末段"),
        ],
        images: vec![Image {
            caption: some("说明"),
            credit: some("摄影"),
            src: None,
        }],
        url: some("http://example.cn/"),
        tags: vec![text("标签"), text("主题")],
        ..Article::default()
    }
}

fn blocks(article: &Article) -> Vec<(Role, String)> {
    let document = Document::new(article);
    let text = |block: &super::Block| document.text().get(block.range.clone()).unwrap().to_owned();
    document
        .blocks()
        .iter()
        .map(|block| (block.role, text(block)))
        .collect()
}

fn fields(article: &Article) -> Vec<String> {
    let document = Document::new(article);
    document
        .fields()
        .iter()
        .map(|field| document.text().get(field.range.clone()).unwrap().to_owned())
        .collect()
}

#[test]
fn blocks_stand_in_reading_order() {
    let expected = [
        (Role::Kicker, "肩题"),
        (Role::Headline, "标题"),
        (Role::Subtitle, "副题"),
        (Role::Imprint, "报名  栏目  版次  日期"),
        (Role::Byline, "署名"),
        (Role::Paragraph, "首段"),
        (Role::Subhead, "小标题"),
        (Role::Paragraph, "末段"),
        (Role::Caption, "说明\u{3000}摄影"),
        (Role::Link, "http://example.cn/"),
        (Role::Tags, "标签  主题"),
    ];
    let article = full(str::to_owned);
    assert_eq!(
        blocks(&article),
        expected.map(|(role, text)| (role, text.to_owned()))
    );
    let lines = expected.map(|(_, text)| text).join("\n");
    assert_eq!(Document::new(&article).text(), lines);
}

#[test]
fn fields_are_what_one_sentence_may_run_through() {
    let expected = [
        "肩题",
        "标题",
        "副题",
        "报名",
        "栏目",
        "版次",
        "署名",
        "首段\n小标题\n末段",
        "说明",
        "摄影",
        "http://example.cn/",
        "标签",
        "主题",
    ];
    assert_eq!(fields(&full(str::to_owned)), expected);
}

#[test]
fn fields_without_text_leave_no_trace() {
    let blank = full(|_| " \u{200B}\n".to_owned());
    assert_eq!(Document::new(&blank), Document::default());
    assert_eq!(Document::new(&Article::default()), Document::default());
}

#[test]
fn authors_are_named_once() {
    let author = |name: &str| Author {
        name: name.to_owned(),
        role: None,
    };
    let mut article = Article {
        authors: vec![author("郭树勋"), author("张双杰")],
        ..Article::default()
    };
    assert_eq!(
        blocks(&article),
        [(Role::Imprint, "郭树勋、张双杰".to_owned())]
    );
    assert_eq!(fields(&article), ["郭树勋、张双杰"]);
    article.byline = Some("本报记者 郭树勋".to_owned());
    let photographer = (Role::Imprint, "张双杰".to_owned());
    let reporter = (Role::Byline, "本报记者 郭树勋".to_owned());
    assert_eq!(blocks(&article), [photographer, reporter]);
}

#[test]
fn pages_are_labelled_unless_the_newspaper_did() {
    let imprint = |page: &str| {
        let article = Article {
            page: Some(page.to_owned()),
            ..Article::default()
        };
        blocks(&article).remove(0).1
    };
    assert_eq!(imprint("3"), "第3版");
    assert_eq!(imprint("A03"), "第A03版");
    assert_eq!(imprint("第3版"), "第3版");
}

fn drawn(body: &str) -> Headline {
    headline(&Article {
        title: Some(" \u{200B}".to_owned()),
        body: vec![
            BodyBlock::Paragraph("  ".to_owned()),
            BodyBlock::Paragraph(body.to_owned()),
        ],
        ..Article::default()
    })
}

#[test]
fn a_missing_headline_is_drawn_from_the_first_sentence() {
    let sentence = |text: &str| Headline::Drawn(text.to_owned());
    assert_eq!(drawn("植树节到了。人们去植树。"), sentence("植树节到了"));
    assert_eq!(
        drawn("本报讯（记者 郭树勋）植树节到了。"),
        sentence("植树节到了")
    );
    assert_eq!(
        drawn("新华社北京3月12日电（记者张三）植树节到了。"),
        sentence("植树节到了")
    );
    assert_eq!(drawn("本报讯。"), sentence("本报讯"));
    assert_eq!(drawn(""), sentence(""));
    assert_eq!(drawn(&"树".repeat(1000)), sentence(&"树".repeat(60)));
}

#[test]
fn a_drawn_headline_is_marked_and_not_searched_twice() {
    let article = Article {
        body: vec![BodyBlock::Paragraph("植树节到了。".to_owned())],
        ..Article::default()
    };
    assert_eq!(
        blocks(&article),
        [
            (Role::DrawnHeadline, "植树节到了".to_owned()),
            (Role::Paragraph, "植树节到了。".to_owned()),
        ]
    );
    assert_eq!(fields(&article), ["植树节到了。"]);
}

/// Attacks that must leave nothing but the words around them.
const ATTACKS: [&str; 9] = [
    "\u{1B}]0;title\u{7}",
    "\u{1B}]52;c;cm0=\u{1B}\\",
    "\u{1B}[2J\u{1B}[?1049l",
    "\u{9B}31m",
    "\u{90}x\u{9C}",
    "\u{202E}\u{2066}\u{200F}",
    "\u{200B}\u{2060}\u{FEFF}\u{AD}\u{E0041}",
    "\u{0}\u{8}\u{7F}\u{84}",
    "\u{FFFE}\u{FFF9}",
];

#[test]
fn nothing_hostile_passes_through_any_field() {
    let clean = full(|name| format!("{name}文"));
    for attack in ATTACKS {
        let hostile = full(|name| format!("{attack}{name}{attack}文{attack}"));
        assert_eq!(Document::new(&hostile), Document::new(&clean), "{attack:?}");
        assert_eq!(headline(&hostile), headline(&clean), "{attack:?}");
    }
}

#[test]
fn nothing_hostile_passes_through_what_is_not_printed_as_it_stands() {
    for attack in ATTACKS {
        let name = format!("郭{attack}树勋");
        let hostile = Article {
            authors: vec![Author {
                name,
                role: Some(attack.to_owned()),
            }],
            published: Some(Published {
                date: Some(format!("2019{attack}")),
                time: Some(format!("{attack}08:30")),
                original: attack.to_owned(),
            }),
            body: vec![BodyBlock::Paragraph(format!("{attack}植{attack}树。"))],
            ..Article::default()
        };
        let text = "植树\n郭树勋  2019 08:30\n植树。";
        assert_eq!(Document::new(&hostile).text(), text, "{attack:?}");
    }
}

#[test]
fn a_line_break_in_a_field_makes_no_new_block() {
    let article = full(|name| format!("{name}\n\u{2028}文"));
    let document = Document::new(&article);
    assert_eq!(document.text().lines().count(), document.blocks().len());
    assert_eq!(document.blocks().len(), 11);
}
