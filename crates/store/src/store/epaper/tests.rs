//! Small sites of our own, as the two most common systems write them.

use std::io::Write as _;

use super::*;

fn site(files: &[(&str, &[u8])]) -> (tempfile::TempDir, Vec<EpaperPage>) {
    let folder = tempfile::tempdir().unwrap();
    let mut paths = Vec::new();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::File::create(&path).unwrap().write_all(bytes).unwrap();
        paths.push(path);
    }
    paths.sort();
    let pages = epaper(&paths);
    (folder, pages)
}

fn texts(article: &Article) -> Vec<&str> {
    article.body.iter().map(Block::text).collect()
}

const NODE: &str = "<html><head><title>田野日报数字报</title></head><body><DIV><a id=pageLink href=node_2.htm>A02： 要闻</a></DIV>\
    <MAP NAME=\"pagepicmap\"><Area coords=\"1,2,3,4\" href=\"content_9.htm\"></MAP>\
    <a href=content_3.htm>春耕</a><a href=node_3.htm>下一版</a></body></html>";

fn content(title: &str) -> String {
    format!(
        "<HTML><head><title>田野日报数字报-{title}</title></head><body><div>第A02版：<STRONG>要闻</STRONG> <a href=content_9.htm>下一篇</a></div>\
         <table><tr><td><founder-introtitle></founder-introtitle></td></tr></table>\
         <founder-content><!--enpcontent--><P>　　清晨的田里&nbsp;有了人声。</P><P>　　雨停了。</P><!--/enpcontent--></founder-content>\
         <!--enpproperty <date>1986-11-03 00:00:00:0</date><author>本报记者 李明</author><title>{title}</title><introtitle>田野里</introtitle>/enpproperty-->\
         <div>版权所有</div></body></html>"
    )
}

#[test]
fn pages_of_founder_have_their_reports_in_the_order_of_the_areas() {
    let (first, second) = (content("春耕开始"), content("夏种开始"));
    let (node, ..) = encoding_rs::GB18030.encode(NODE);
    let (first, ..) = encoding_rs::GB18030.encode(&first);
    let (_folder, pages) = site(&[
        ("html/1986-11/03/node_2.htm", &node),
        ("html/1986-11/03/content_3.htm", &first),
        ("html/1986-11/03/content_9.htm", second.as_bytes()),
    ]);
    let [page] = &pages[..] else {
        panic!("{pages:?}")
    };
    let titles: Vec<_> = page
        .reports
        .iter()
        .map(|(_, article)| article.title.as_deref())
        .collect();
    assert_eq!(titles, [Some("夏种开始"), Some("春耕开始")]);
    let article = &page.reports[1].1;
    assert_eq!(texts(article), ["清晨的田里 有了人声。", "雨停了。"]);
    assert_eq!(article.kicker.as_deref(), Some("田野里"));
    assert_eq!(article.byline.as_deref(), Some("本报记者 李明"));
    assert_eq!(article.authors[0].name, "李明");
    assert_eq!(article.source.as_deref(), Some("田野日报"));
    assert_eq!(article.section.as_deref(), Some("要闻"));
    assert_eq!(article.page.as_deref(), Some("A02"));
    assert_eq!(article.published, Some(Published::parse("1986-11-03")));
}

#[test]
fn pages_with_classes_have_day_and_paper_behind_the_byline() {
    let index = r#"<html><head><title>田野日报</title></head><body><p>第02版：要闻</p><ul><li><a href="../../content/202511/03/a.html">春耕</a></li></ul></body></html>"#;
    let report = r#"<html><head><title>春耕开始</title></head><body><div class="article"><h3>田野里</h3><h1>春耕开始</h1><h2>水从山里来</h2>
        <p class="sec">本报记者　李明<span class="date">《田野日报》（<span class="newstime">2025年11月03日</span> 第 02 版）</span></p>
        <div id="ozoom"><p>　　清晨的田里有了人声。</p><h2>小标题</h2><p>　　雨停了。</p></div></div></body></html>"#;
    let (_folder, pages) = site(&[
        ("layout/202511/node.html", index.as_bytes()),
        ("content/202511/03/a.html", report.as_bytes()),
        (
            "content/202511/03/about.html",
            b"<html><body><p>none</p></body></html>",
        ),
    ]);
    let [page] = &pages[..] else {
        panic!("{pages:?}")
    };
    let article = &page.reports[0].1;
    assert_eq!(article.title.as_deref(), Some("春耕开始"));
    assert_eq!(article.kicker.as_deref(), Some("田野里"));
    assert_eq!(article.subtitle.as_deref(), Some("水从山里来"));
    assert_eq!(article.byline.as_deref(), Some("本报记者 李明"));
    assert_eq!(
        texts(article),
        ["清晨的田里有了人声。", "小标题", "雨停了。"]
    );
    assert_eq!(article.source.as_deref(), Some("田野日报"));
    assert_eq!(article.published, Some(Published::parse("2025-11-03")));
    assert_eq!(
        (article.page.as_deref(), article.section.as_deref()),
        (Some("2"), Some("要闻"))
    );
}

#[test]
fn a_day_is_read_from_folders() {
    for (path, day) in [
        ("html/1986-11/03/a.htm", Some("1986-11-03")),
        ("content/202511/03/a.html", Some("2025-11-03")),
        ("content/a.html", None),
        ("1986-13/03/a.htm", None),
    ] {
        assert_eq!(day_of_path(Path::new(path)).as_deref(), day, "{path}");
    }
}
