//! What texts with markup become.

use super::*;

fn paragraphs(text: &str) -> Vec<String> {
    let rich = rich(text).unwrap_or_else(|| panic!("{text} has markup"));
    let shown = |block: &Block| match block {
        Block::Paragraph(text) => text.clone(),
        Block::Subhead { subhead } => format!("[{subhead}]"),
    };
    rich.blocks.iter().map(shown).collect()
}

#[test]
fn html_becomes_paragraphs() {
    for (html, expected) in [
        (
            "<p>　　旧桥&nbsp;动工</p>\n<p><strong>一、起因</strong><br/>去年大水。</p>",
            &["旧桥 动工", "[一、起因]", "去年大水。"][..],
        ),
        ("甲。<br>乙。<BR />丙&lt;丁", &["甲。", "乙。", "丙<丁"]),
        (
            "<div>甲<script>var a='<p>';</script><style>p{}</style>乙</div>",
            &["甲乙"],
        ),
        (
            "旧桥<b>昨日</b>动工。\n工期三月。",
            &["旧桥昨日动工。", "工期三月。"],
        ),
        ("<p>若 a<b，则 b>a。</p>", &["若 a<b，则 b>a。"]),
        (
            "<h2>工期</h2><p>三\n月。</p><p>to\nbe</p>",
            &["[工期]", "三月。", "to be"],
        ),
        (
            "<table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td></tr></table>",
            &["甲\u{3000}乙", "丙"],
        ),
        (
            "&lt;p&gt;甲。&lt;/p&gt;&lt;p&gt;乙。&lt;/p&gt;",
            &["甲。", "乙。"],
        ),
        ("<!-- 注 --><p class=x data-y='>'>甲。", &["甲。"]),
        ("<o:p>甲</o:p>", &["甲"]),
    ] {
        assert_eq!(paragraphs(html), expected, "{html}");
    }
}

#[test]
fn what_is_no_tag_stays() {
    for text in [
        "a<b",
        "若 a <b 且 c> d",
        "<未知>",
        "<abc@example.org>",
        "1 < 2 & 3",
        "AT&T; 是",
        "《<》",
        "x<y>z",
    ] {
        assert_eq!(rich(text), None, "{text}");
    }
    assert_eq!(unescaped("甲&amp;乙<丙").as_deref(), Some("甲&乙<丙"));
    assert_eq!(
        line("<em>大雪</em>封山 &amp; 停课")
            .map(|(line, _)| line)
            .as_deref(),
        Some("大雪封山 & 停课")
    );
}

#[test]
fn pictures_and_links_are_kept() {
    let html = "<figure><img src=a.jpg alt=桥><figcaption>新桥</figcaption></figure><a href='http://news.example/1'>原文</a><img data-src='b.png'/>";
    let Rich {
        blocks,
        images,
        links,
    } = rich(html).unwrap();
    assert_eq!(blocks, [Block::Paragraph("原文".to_owned())]);
    let images: Vec<_> = images
        .iter()
        .map(|image| (image.src.as_deref(), image.caption.as_deref()))
        .collect();
    assert_eq!(
        images,
        [(Some("a.jpg"), Some("新桥")), (Some("b.png"), None)]
    );
    assert_eq!(links, ["http://news.example/1"]);
}

#[test]
fn what_is_played_is_kept_as_a_link() {
    let html = "<p>甲。</p><video poster=p.jpg controls><source src=a.mp4><p>放不出来</p></video>\
        <audio src='b.mp3'></audio><iframe src='https://v.example/1'></iframe><embed src=c.swf>\
        <object data=d.pdf>放不出来</object><a href='javascript:void(0)'>乙</a><a href='#top'>丙</a>";
    let read = rich(html).unwrap();
    let texts: Vec<&str> = read.blocks.iter().map(Block::text).collect();
    assert_eq!(texts, ["甲。", "乙丙"]);
    let links = ["a.mp4", "b.mp3", "https://v.example/1", "c.swf", "d.pdf"];
    assert_eq!(read.links, links);
    assert_eq!(read.images[0].src.as_deref(), Some("p.jpg"));
    // Without an end all that follows would be within.
    let texts = rich("<video src=a.mp4><p>甲。</p>").unwrap().blocks;
    assert_eq!(texts, [Block::Paragraph("甲。".to_owned())]);
}

#[test]
fn markdown_becomes_paragraphs() {
    for (text, expected) in [
        (
            "旧桥昨日**动工**。\n\n## 工期\n\n[三月](https://news.example/3)。",
            &["旧桥昨日动工。", "[工期]", "三月。"][..],
        ),
        ("　　甲。\n　　乙**丙**，\n丁。", &["甲。", "乙丙，丁。"]),
        ("**“甲”**乙", &["“甲”乙"]),
        (
            "![桥](http://news.example/a.png)\n\n1. 甲\n2. 乙\n\n> 丙",
            &["1. 甲", "2. 乙", "丙"],
        ),
    ] {
        assert_eq!(paragraphs(text), expected, "{text}");
    }
    for text in [
        "李**等人",
        "3 * 4 * 5",
        "#话题# 甲",
        "见[1]和[2](注)",
        "甲 **** 乙",
    ] {
        assert_eq!(rich(text), None, "{text}");
    }
}
