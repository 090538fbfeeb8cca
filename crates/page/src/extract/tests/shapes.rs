//! How pages are built.

use super::*;

/// Holds that a page gives the three paragraphs and nothing else.
fn gives_the_three(page: &str) -> Article {
    let article = read(page);
    assert_eq!(texts(&article), [FIRST, SECOND, THIRD], "{page}");
    assert_eq!(article.title.as_deref(), Some("旧桥昨日动工改建"), "{page}");
    article
}

#[test]
fn paragraphs_stand_in_a_box() {
    let article = gives_the_three(&site(&format!(
        "<h1>旧桥昨日动工改建</h1><div class=info><span>2025-11-03 08:30</span><span> 来源：江城晚报</span></div>\
         <div class=content><p>　　{FIRST}</p><p>　　{SECOND}</p>\n<p>　　{THIRD}</p></div>"
    )));
    assert_eq!(article.source.as_deref(), Some("江城晚报"));
    let published = article.published.unwrap();
    assert_eq!(
        (published.date.as_deref(), published.time.as_deref()),
        (Some("2025-11-03"), Some("08:30"))
    );
    assert_eq!(
        article.url.as_deref(),
        Some("https://example.org/news/a.html?id=1")
    );
}

#[test]
fn a_page_is_set_with_tables_and_breaks() {
    gives_the_three(&site(&format!(
        "<TABLE><TR><TD width=150><A href=1.htm>要闻</A><BR><A href=2.htm>社会</A><TD>\
         <CENTER><FONT size=5><B>旧桥昨日动工改建</B></FONT></CENTER><HR>\
         <FONT size=3>　　{FIRST}<BR><BR>　　{SECOND}<BR>　　{THIRD}<BR></FONT></TABLE>"
    )));
}

#[test]
fn elements_that_hold_all_others_are_left_out() {
    gives_the_three(&format!(
        "<!DOCTYPE html><title>旧桥昨日动工改建</title><a href=/>首页</a><h1>旧桥昨日动工改建</h1><p>{FIRST}</p><p>{SECOND}</p>{THIRD}<br>"
    ));
}

#[test]
fn tags_are_not_closed() {
    gives_the_three(&site(&format!(
        "<div><h2>旧桥昨日动工改建</h2><div id=text><p>{FIRST}<p>{SECOND}<p>{THIRD}</div><ul><li><a href=1>上一页<li><a href=2>下一页</ul></div>"
    )));
}

#[test]
fn each_paragraph_has_a_box_of_its_own() {
    let paragraph = |text: &str| {
        format!("<section><section><span style='font-size: 16px'>{text}</span></section></section>")
    };
    gives_the_three(&site(&format!(
        "<h2 class=title>旧桥昨日动工改建</h2><div class=rich>{}{}{}</div>",
        paragraph(FIRST),
        paragraph(SECOND),
        paragraph(THIRD)
    )));
}

#[test]
fn furniture_stands_within_the_text() {
    gives_the_three(&site(&format!(
        "<h1>旧桥昨日动工改建</h1><div class=article><p>（原标题：旧桥昨日动工改建）</p><p>字号：<a>大</a> <a>中</a> <a>小</a></p>\
         <p>{FIRST}</p><div class=share-box>分享到：<a href=#>微信</a><a href=#>微博</a></div><p>{SECOND}</p>\
         <p>点击进入专题：<a href=/bridge>旧桥改建</a></p><p>{THIRD}</p><p>责任编辑：王芳</p><p>【编辑：李明】</p>\
         <p>扫描二维码，关注我们的微信公众号</p><p>点赞 12</p><p>扫码阅读手机版</p><p>微信公众号：江城晚报</p><p>打印</p>\
         <p>字号：大 中 小</p><p>阅读量 12345</p><p>分享到：微信</p><p>免责声明</p>\
         <p>免责声明：本文仅代表作者本人的观点，与本网无关，其原创性以及文中陈述的内容未经本站证实，对本文以及其中全部或者部分内容、文字的真实性本站不作任何保证。</p></div>"
    )));
}

#[test]
fn comments_are_longer_than_the_report() {
    let comment = "<li><b>读者</b><p>说得好，早就应该改建了，我每天都从那里经过，真是不容易啊！</p><a href=#>回复</a></li>";
    gives_the_three(&site(&format!(
        "<div class=main><h1>旧桥昨日动工改建</h1><div class=text><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div>\
         <div class=comment-list><h3>网友评论</h3><ul>{}</ul></div></div>",
        comment.repeat(6)
    )));
}

#[test]
fn other_reports_are_shown_with_their_beginnings() {
    let teaser = |n: usize| {
        format!(
            "<div><h3><a href=/{n}>另一篇报道的题目在这里 {n}</a></h3><p>第 {n} 篇报道的开头也有一句完整的话，不过它到这里就断了，后面还有许多...</p></div>"
        )
    };
    let teasers: String = (1..8).map(teaser).collect();
    gives_the_three(&site(&format!(
        "<div><h1>旧桥昨日动工改建</h1><div class=a><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div><div class=b>{teasers}</div></div>"
    )));
}

#[test]
fn links_to_others_follow_under_a_heading() {
    gives_the_three(&site(&format!(
        "<h1>旧桥昨日动工改建</h1><div class=a><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p><p><b>相关阅读：</b></p>\
         <p><a href=/1>新桥的图纸已经画好</a></p><p>旧桥有一百年了，这里是关于它的另一篇报道。</p></div>"
    )));
}

#[test]
fn a_page_hides_all_until_a_script_has_run() {
    gives_the_three(&format!(
        "<html><head><title>旧桥昨日动工改建</title></head><body style='display: none'><h1>旧桥昨日动工改建</h1>\
         <p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></body></html>"
    ));
    let hidden = "<p style='display:none'>这一段话是藏起来的，只有程序能够看见它，读者看不见。</p>";
    gives_the_three(&site(&format!(
        "<h1>旧桥昨日动工改建</h1><div><p>{FIRST}</p>{hidden}<p>{SECOND}</p><p>{THIRD}</p></div>"
    )));
}

#[test]
fn the_same_text_is_there_twice() {
    let text = format!("<div class=text><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div>");
    gives_the_three(&site(&format!(
        "<h1>旧桥昨日动工改建</h1>{text}<div class=mobile>{text}</div>"
    )));
}

#[test]
fn a_class_of_furniture_holds_the_report_itself() {
    gives_the_three(&site(&format!(
        "<div class=comment><h1>旧桥昨日动工改建</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div>"
    )));
}

#[test]
fn a_page_is_in_traditional_characters() {
    let article = read(
        "<html><head><meta property=og:title content=舊橋昨日動工改建><title>舊橋昨日動工改建 | 江城新聞網</title></head><body>\
         <a href=/>首頁</a><h1>舊橋昨日動工改建</h1><time datetime=2025-11-03>2025/11/03</time><p>記者李明／江城報導</p>\
         <div><p>江上的舊橋昨日動工改建，工期三個月，其間行人和車輛請繞行上游的新橋。</p>\
         <p>施工期間公車改道，早晚各加開兩班，沿線居民可以在站牌上查看時刻。</p><p>責任編輯：王芳</p></div></body></html>",
    );
    assert_eq!(article.title.as_deref(), Some("舊橋昨日動工改建"));
    assert_eq!(texts(&article).len(), 2);
    assert_eq!(article.byline.as_deref(), Some("記者李明／江城報導"));
    assert_eq!(article.authors[0].name, "李明");
    assert_eq!(
        article.published.unwrap().date.as_deref(),
        Some("2025-11-03")
    );
}

#[test]
fn pages_without_a_report_say_so() {
    let link = "<li><a href=/1>今天的又一条新闻，题目有这样长，请点开来看</a></li>";
    let links = link.repeat(40);
    for (page, why) in [
        (String::new(), NoReport::NoText),
        ("<html><head><title>新闻</title></head><body><div id=app></div><script>start()</script></body></html>".to_owned(), NoReport::NoText),
        (site(&format!("<ul>{links}</ul>")), NoReport::NoReport),
        (site("<p>找不到网页。</p>"), NoReport::NoReport),
    ] {
        assert_eq!(report(&page, "https://example.org/").unwrap_err(), why, "{page}");
    }
}

#[test]
fn a_term_that_a_site_links_is_text() {
    let main = format!(
        "<div class=article><h1>旧桥昨日动工改建</h1><p>{FIRST}</p>\
         <p><span><a class=keyword href=/quote>江城路桥</a></span><span>(<i>12.3</i>)</span>总工程师：周远山</p>\
         <p>{SECOND}</p><p>{THIRD}</p></div>"
    );
    let article = read(&site(&main));
    let line = "江城路桥(12.3)总工程师：周远山";
    assert_eq!(texts(&article), [FIRST, line, SECOND, THIRD]);
}

#[test]
fn sentences_that_are_set_as_verse_are_whole() {
    let verse = [
        "短暂的绕行换来的是",
        "往后的平安、畅通。",
        "愿大家都能",
        "平安到家。",
    ];
    let verse_html: String = verse.map(|line| format!("<p>{line}</p>")).concat();
    let main = format!(
        "<div class=article><h1>旧桥昨日动工改建</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>{verse_html}\
         <p>上一篇</p></div>"
    );
    let article = read(&site(&main));
    assert_eq!(
        texts(&article),
        [&[FIRST, SECOND, THIRD], &verse[..]].concat()
    );
}
