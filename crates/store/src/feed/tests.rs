//! Feeds of every shape, in our own words.

use url::Url;

use super::*;
use crate::article::Block;

fn address() -> Url {
    Url::parse("https://paper.example/feeds/all.xml").unwrap()
}

fn feed(text: &str) -> Feed {
    match read(text.as_bytes(), None, &address()) {
        Document::Feed(feed) => feed,
        other => panic!("no feed but {other:?}: {text}"),
    }
}

fn titles(feed: &Feed) -> Vec<&str> {
    let titles = feed.items.iter().map(|item| item.article.title.as_deref());
    titles.map(|title| title.unwrap_or("")).collect()
}

fn body(item: &Item) -> Vec<&str> {
    item.article.body.iter().map(Block::text).collect()
}

fn date(written: &str) -> String {
    let feed = feed(&format!(
        "<rss><channel><item><title>甲</title><pubDate>{written}</pubDate></item></channel></rss>"
    ));
    feed.items[0].article.published.as_ref().unwrap().label()
}

#[test]
fn rss_2_with_all_that_it_may_have() {
    let feed = feed(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>河灣報 &amp;amp; 要闻</title><link>/</link><atom:link rel="self" href="https://elsewhere.example/x"/>
<description>每日</description>
<item>
 <title><![CDATA[渡口
   <b>重开</b>]]></title><link>../a.html?x=1&amp;y=2</link><guid isPermaLink="false">a-1</guid>
 <pubDate>Fri, 22 Nov 2019 00:30:00 GMT</pubDate><dc:creator>记者 李明</dc:creator><category>要闻</category><category>要闻</category>
 <description>摘要。</description>
 <c:encoded><![CDATA[<p>渡口今天重开。<a href="/b.html">另见</a></p><h3>百年</h3><p>渡船坐满了人。</p><img src="p.jpg" alt="渡船">]]></c:encoded>
 <enclosure url="/song.mp3" type="audio/mpeg"/><media:thumbnail url="/small.jpg"/>
</item></channel></rss>"#,
    );
    assert_eq!(feed.title.as_deref(), Some("河灣報 & 要闻"));
    assert_eq!(feed.home.as_deref(), Some("https://paper.example/"));
    let item = &feed.items[0];
    assert_eq!(item.guid.as_deref(), Some("a-1"));
    let article = &item.article;
    assert_eq!(article.title.as_deref(), Some("渡口重开"));
    assert_eq!(
        article.url.as_deref(),
        Some("https://paper.example/a.html?x=1&y=2")
    );
    assert_eq!(article.source.as_deref(), Some("河灣報 & 要闻"));
    assert_eq!(
        article.published.as_ref().unwrap().label(),
        "2019-11-22 08:30"
    );
    assert_eq!(article.authors[0].name, "李明");
    assert_eq!(article.tags, ["要闻"]);
    assert_eq!(body(item), ["渡口今天重开。另见", "百年", "渡船坐满了人。"]);
    assert_eq!(
        article.body[1],
        Block::Subhead {
            subhead: "百年".into()
        }
    );
    let images: Vec<_> = article
        .images
        .iter()
        .filter_map(|image| image.src.as_deref())
        .collect();
    assert_eq!(
        images,
        [
            "https://paper.example/p.jpg",
            "https://paper.example/small.jpg"
        ]
    );
    assert_eq!(
        article.links,
        [
            "https://paper.example/b.html",
            "https://paper.example/song.mp3"
        ]
    );
}

#[test]
fn rdf_and_the_oldest_rss() {
    let rdf = feed(
        r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://paper.example/"><title>报</title><link>https://paper.example/</link></channel>
<item rdf:about="https://paper.example/1"><title>甲</title><link>https://paper.example/1</link><dc:date>2019-11-22T08:30:00+08:00</dc:date></item>
</rdf:RDF>"#,
    );
    assert_eq!(titles(&rdf), ["甲"]);
    assert_eq!(
        rdf.items[0].guid.as_deref(),
        Some("https://paper.example/1")
    );
    assert_eq!(
        rdf.items[0].article.published.as_ref().unwrap().label(),
        "2019-11-22 08:30:00"
    );
    let old = feed(
        "<rss version='0.91'><channel><title>报</title><item><title>乙</title><link>/2</link></item></channel></rss>",
    );
    assert_eq!(
        old.items[0].article.url.as_deref(),
        Some("https://paper.example/2")
    );
}

#[test]
fn atom_with_bases_types_and_prefixes() {
    let feed = feed(
        r#"<a:feed xmlns:a="http://www.w3.org/2005/Atom" xml:base="https://paper.example/sub/">
<a:title type="html">报 &amp;lt;一&amp;gt;</a:title><a:link href="index.html"/>
<a:entry><a:title type="text">5 &lt; 6 &amp; 7</a:title><a:id>urn:x:1</a:id><a:link rel="enclosure" href="x.mp3"/><a:link rel="alternate" href="one.html"/>
<a:updated>2019-11-23T00:00:00Z</a:updated><a:published>2019-11-22T07:31:00+08:00</a:published><a:author><a:name>王芳</a:name></a:author>
<a:category term="文化"/><a:summary>短。</a:summary>
<a:content type="xhtml" xml:base="pics/"><div xmlns="http://www.w3.org/1999/xhtml"><p>雨停了 &lt;b&gt;。</p><p>山上<img src="p.jpg"/>植树。</p></div></a:content></a:entry>
</a:feed>"#,
    );
    assert_eq!(feed.title.as_deref(), Some("报 <一>"));
    assert_eq!(titles(&feed), ["5 < 6 & 7"]);
    let item = &feed.items[0];
    assert_eq!(
        item.article.url.as_deref(),
        Some("https://paper.example/sub/one.html")
    );
    assert_eq!(
        item.article.published.as_ref().unwrap().label(),
        "2019-11-22 07:31:00"
    );
    assert_eq!(body(item), ["雨停了 <b>。", "山上植树。"]);
    assert_eq!(
        item.article.images[0].src.as_deref(),
        Some("https://paper.example/sub/pics/p.jpg")
    );
    assert_eq!(item.article.tags, ["文化"]);
    assert_eq!(item.article.authors[0].name, "王芳");
}

#[test]
fn json_feed_with_numbers_for_ids() {
    let feed = feed(
        "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"报\",\"items\":[{\"id\":7,\"title\":\"a<b & c\",\"content_text\":\"一。\n二 <三>。\",\"url\":\"/7\",\"date_published\":\"2019-11-22T07:31:00+08:00\",\"authors\":[{\"name\":\"李明\"}],\"tags\":[\"植树\"]},{\"id\":\"8\",\"content_html\":\"<p>乙。</p>\"}]}",
    );
    assert_eq!(feed.items[0].guid.as_deref(), Some("7"));
    assert_eq!(titles(&feed), ["a<b & c", ""]);
    assert_eq!(body(&feed.items[1]), ["乙。"]);
}

#[test]
fn what_is_broken_costs_itself_only() {
    let feed = feed(
        "\n\u{feff}Warning: x\n<?xml version=\"1.0\"?><rss><channel><title>坏&坏</title><link>http://x.example/?a=1&b=2</link>\
<item><title>秋&nbsp;粮 5 < 6 &bogus; &#22909;</title><link>http://x.example/?a=1&copy=2</link><description>一<br>二<p>三 &hellip;</description></item>\
<item><title>甲\u{1}乙<item><title>丙</title></item></b></item>\
<item><title>半",
    );
    assert_eq!(feed.title.as_deref(), Some("坏&坏"));
    assert_eq!(feed.home.as_deref(), Some("http://x.example/?a=1&b=2"));
    assert_eq!(titles(&feed), ["秋 粮 5 < 6 &bogus; 好", "甲\u{1}乙", "丙"]);
    assert_eq!(
        feed.items[0].article.url.as_deref(),
        Some("http://x.example/?a=1&copy=2")
    );
    assert_eq!(body(&feed.items[0]), ["一", "二", "三 …"]);
}

#[test]
fn the_end_of_a_cdata_section_may_be_missing_and_nesting_leads_nowhere() {
    let cut = feed("<rss><channel><item><title>甲</title></item><item><title><![CDATA[乙 ");
    assert_eq!(titles(&cut), ["甲"]);
    let deep = format!(
        "<rss><channel><item><title>甲</title><description>{}深</description></item></channel></rss>",
        "<div>".repeat(200_000)
    );
    assert_eq!(titles(&feed(&deep)), ["甲"]);
}

#[test]
fn dates_are_those_of_the_store_and_china_is_where_they_are() {
    for written in [
        "Mon, 03 Nov 2025 07:31:00 +0800",
        "Sun, 02 Nov 2025 23:31:00 GMT",
        "Mon, 03 Nov 2025 07:31:00 CST",
        "2025-11-03 07:31:00",
        "2025-11-02T23:31:00Z",
        "2025/11/03 07:31",
        "2025年11月03日07:31",
        "1762126260",
        "Mon, 3 Nov 2025 07:31:00",
        "20251103073100",
        "周一, 03 十一月 2025 07:31:00 +0800",
        "Sunday, 02-Nov-25 23:31:00 UTC",
    ] {
        let minute = date(written);
        let minute = minute.strip_suffix(":00").unwrap_or(&minute);
        assert_eq!(minute, "2025-11-03 07:31", "{written}");
    }
    assert_eq!(date("2025-11-03"), "2025-11-03");
    assert_eq!(
        date("星期一, 3 11月 2025 07:31:00 +0800"),
        "2025-11-03 07:31"
    );
}

#[test]
fn a_page_names_its_feeds_and_comments_come_last() {
    let page = r#"<!DOCTYPE html><html><head><base href="https://paper.example/x/">
<link rel="alternate" type="application/rss+xml" title="评论" href="/comments/feed">
<LINK REL='alternate' TYPE='application/atom+xml; charset=utf-8' HREF='all.atom' title="要闻">
<link rel="alternate" hreflang="en" href="/en"><link rel="stylesheet" href="a.css"></head></html>"#;
    let Document::Page(found) = read(page.as_bytes(), None, &address()) else {
        panic!("it is a page");
    };
    let addresses: Vec<&str> = found.iter().map(|found| &*found.address).collect();
    assert_eq!(
        addresses,
        [
            "https://paper.example/x/all.atom",
            "https://paper.example/comments/feed"
        ]
    );
    assert_eq!(found[0].title.as_deref(), Some("要闻"));
}

#[test]
fn what_is_no_feed_is_none() {
    for text in ["", "no", "{\"a\": 1}", "<opml/>", "{"] {
        assert_eq!(
            read(text.as_bytes(), None, &address()),
            Document::Other,
            "{text}"
        );
    }
}

#[test]
fn an_encoding_is_believed_where_it_can_be_right() {
    use encoding_rs::{BIG5, GB18030};
    let text = "<?xml version=\"1.0\" encoding=\"LABEL\"?><rss><channel><title>三百名志愿者上山植樹，雨停了，苗木來自鄰縣。</title></channel></rss>";
    let title = "三百名志愿者上山植樹，雨停了，苗木來自鄰縣。";
    let read_as = |bytes: &[u8], label| match read(bytes, label, &address()) {
        Document::Feed(feed) => feed.title,
        other => panic!("{other:?}"),
    };
    for (encoding, label) in [
        (GB18030, "gb2312"),
        (BIG5, "big5"),
        (BIG5, "utf-8"),
        (GB18030, "utf-8"),
    ] {
        let bytes = encoding
            .encode(&text.replace("LABEL", label))
            .0
            .into_owned();
        for told in [None, Some("utf-8")] {
            assert_eq!(
                read_as(&bytes, told).as_deref(),
                Some(title),
                "{label} {told:?}"
            );
        }
    }
    let lies = text.replace("LABEL", "GB2312");
    assert_eq!(
        read_as(lies.as_bytes(), Some("gbk")).as_deref(),
        Some(title)
    );
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read_as(&utf16, None).as_deref(), Some(title));
    let mut cut = text.replace("</title>", "").into_bytes();
    cut.extend([0xE6, 0xA4]);
    let cut = read_as(&cut, Some("gb2312")).unwrap_or_default();
    assert_eq!(cut.trim_end_matches('\u{fffd}'), title);
}

#[test]
fn what_a_program_printed_before_its_feed_costs_nothing() {
    let plain = "<?xml version=\"1.0\"?><rss><channel><title>江报</title><item><title>渡口</title></item></channel></rss>";
    let warned = format!("<br />\n<b>Warning</b>: no cache in <b>/feed.php</b>\n{plain}");
    assert_eq!(titles(&feed(&warned)), ["渡口"]);
    let page = format!("<html><body>{plain}</body></html>");
    let read = read(page.as_bytes(), None, &address());
    assert_eq!(read, Document::Page(Vec::new()));
}

#[test]
fn a_feed_that_lies_packed_on_its_server_is_unpacked() {
    let text = "<rss><channel><title>江报</title><item><title>渡口</title></item></channel></rss>";
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut encoder, text.as_bytes()).unwrap();
    let mut packed = encoder.finish().unwrap();
    let Document::Feed(feed) = read(&packed, None, &address()) else {
        panic!("no feed");
    };
    assert_eq!(titles(&feed), ["渡口"]);
    packed.truncate(30);
    assert_eq!(read(&packed, None, &address()), Document::Other);
}

#[test]
fn a_picture_has_its_own_caption_and_a_text_elsewhere_is_the_address() {
    let media = feed(
        "<rss xmlns:media='m'><channel><item><title>甲</title><media:content url='/1.jpg' medium='image'>\
         <media:description>渡船靠岸</media:description></media:content></item></channel></rss>",
    );
    let caption = media.items[0].article.images[0].caption.as_deref();
    assert_eq!(caption, Some("渡船靠岸"));
    let atom = feed(
        "<feed><entry><title>甲</title><content type='text/html' src='/b.html'/></entry></feed>",
    );
    let url = atom.items[0].article.url.as_deref();
    assert_eq!(url, Some("https://paper.example/b.html"));
}
