//! What is taken of a page besides its text.

use super::*;

fn with_head(head: &str, main: &str) -> String {
    format!(
        "<html><head>{head}</head><body><a href=/>首页</a>{main}<div><p>{FIRST}</p><p>{SECOND}</p></div></body></html>"
    )
}

fn title(head: &str, main: &str) -> Option<String> {
    read(&with_head(head, main)).title
}

#[test]
fn headlines_are_whole() {
    let quoted = "旧桥\"动工\"了，新桥在上游";
    for (head, main, expected) in [
        // Cut where a quotation mark ended the attribute.
        (
            "<title>旧桥\"动工\"了，新桥在上游_江城在线</title><meta property=og:title content=\"旧桥\">",
            format!("<h1>{quoted}</h1>"),
            quoted,
        ),
        (
            "<title>旧桥“动工”了，新桥在上游</title><meta property=og:title content='旧桥“动工”了，'>",
            format!("<h1>{quoted}</h1>"),
            quoted,
        ),
        (
            "<title>旧桥昨日动工改建 - 江城在线</title>",
            String::new(),
            "旧桥昨日动工改建",
        ),
        (
            "<title>旧桥昨日动工改建_社会_江城在线</title>",
            "<h1>江城在线</h1><h2>旧桥昨日动工改建</h2>".to_owned(),
            "旧桥昨日动工改建",
        ),
        (
            "<title>新闻动态--江城桥梁学会</title>",
            "<h1>江城桥梁学会</h1><h5>旧桥昨日动工改建</h5>".to_owned(),
            "旧桥昨日动工改建",
        ),
        (
            "<title>旧桥-新桥：江上的百年_江城在线</title>",
            "<div class=tit>旧桥-新桥：江上的百年</div>".to_owned(),
            "旧桥-新桥：江上的百年",
        ),
        (
            "<meta property=og:title content=旧桥昨日动工改建>",
            String::new(),
            "旧桥昨日动工改建",
        ),
        (
            "",
            "<h1>旧桥昨日动工改建</h1>".to_owned(),
            "旧桥昨日动工改建",
        ),
    ] {
        assert_eq!(
            title(head, &main).as_deref(),
            Some(expected),
            "{head} {main}"
        );
    }
}

#[test]
fn a_page_says_of_itself_what_it_does_not_show() {
    let json = "<script type=application/ld+json>{\"@context\": \"https://schema.org\", \"@graph\": [{\"@type\": \"WebSite\", \"name\": \"x\"}, \
        {\"@type\": \"NewsArticle\", \"headline\": \"旧桥昨日动工改建\", \"datePublished\": \"2025-11-03T08:30:00+08:00\",\n\
        \"author\": [{\"@type\": \"Person\", \"name\": \"李明\"}, {\"name\": \"王芳\"}], \"publisher\": {\"name\": \"江城晚报\"}, \"articleSection\": \"本地\", \"description\": \"两\n行\"}]}</script>";
    let article = read(&with_head(json, "<link rel=canonical href=/bridge.html>"));
    assert_eq!(article.title.as_deref(), Some("旧桥昨日动工改建"));
    let names: Vec<&str> = article.authors.iter().map(|author| &*author.name).collect();
    assert_eq!(names, ["李明", "王芳"]);
    assert_eq!(article.source.as_deref(), Some("江城晚报"));
    assert_eq!(article.section.as_deref(), Some("本地"));
    assert_eq!(article.published.unwrap().time.as_deref(), Some("08:30:00"));
    assert_eq!(
        article.url.as_deref(),
        Some("https://example.org/bridge.html")
    );
}

#[test]
fn a_site_is_no_author() {
    for author in [
        "江城在线",
        "name, mail@example.org",
        "104363",
        "admin_1",
        "https://example.org/li",
    ] {
        let article = read(&with_head(
            &format!("<meta name=author content='{author}'>"),
            "<h1>旧桥昨日动工改建</h1>",
        ));
        assert_eq!(article.byline, None, "{author}");
    }
    let article = read(&with_head(
        "<meta name=author content=李明>",
        "<h1>旧桥昨日动工改建</h1>",
    ));
    assert_eq!(article.byline.as_deref(), Some("李明"));
}

#[test]
fn the_lines_near_the_headline_are_read_and_are_no_text() {
    for (line, date, source, byline) in [
        (
            "2025年11月03日 08:30　来源：江城晚报　作者：李明",
            Some("2025-11-03"),
            Some("江城晚报"),
            Some("李明"),
        ),
        (
            "发布时间：2025-11-03 来源:江城晚报 责任编辑：王芳",
            Some("2025-11-03"),
            Some("江城晚报"),
            None,
        ),
        ("江城晚报2025/11/3 08:30:15", Some("2025-11-03"), None, None),
        (
            "（来源：《江城晚报》） 记者：李明 王芳 | 浏览 12345",
            None,
            Some("江城晚报"),
            Some("李明 王芳"),
        ),
        ("本报记者 李明", None, None, Some("本报记者 李明")),
        ("文/李明", None, None, Some("文/李明")),
        ("2025-13-45 12345678", None, None, None),
    ] {
        let article = read(&with_head(
            "",
            &format!("<h1>旧桥昨日动工改建</h1><p>{line}</p>"),
        ));
        let published = article
            .published
            .as_ref()
            .and_then(|published| published.date.as_deref());
        assert_eq!(
            (
                published,
                article.source.as_deref(),
                article.byline.as_deref()
            ),
            (date, source, byline),
            "{line}"
        );
        assert_eq!(texts(&article), [FIRST, SECOND], "{line}");
    }
}

#[test]
fn the_byline_within_the_text_is_taken_from_it() {
    let article = read(&site(&format!(
        "<h1>旧桥昨日动工改建</h1><div><p>本报记者　李明　通讯员　王芳</p><p>{FIRST}</p><p>{SECOND}</p></div>"
    )));
    assert_eq!(texts(&article), [FIRST, SECOND]);
    let names: Vec<&str> = article.authors.iter().map(|author| &*author.name).collect();
    assert_eq!(names, ["李明", "王芳"]);
}

#[test]
fn sentences_about_what_sites_say_are_text() {
    for text in [
        "昨晚，江城铁路公司通过官方微博发布消息称：网上所传不实，客票系统没有泄漏。",
        "这家公司的微信公众号每天都有上千人参与讨论，大家都说桥应该早一点改建。",
        "他用手机扫一扫桥头的二维码，就看到了这座桥一百年来的许多老照片和故事。",
        "终审法院昨日裁定，驳回上诉，桥头的三家店要搬走。",
        "打印店的老板说，图纸印了三百份。",
        "初审通过的方案有三个，市民可以投票。",
        "举报电话：12345，二十四小时有人接听。",
        "声明：网上流传的旧桥垮塌一事不实，我公司已经报警。",
        "为造桥人点赞",
        "扫码支付用到了渡船上",
        "二维码成了渡口的新名片",
        "外国游客大为赞赏",
    ] {
        let article = read(&site(&format!(
            "<h1>旧桥昨日动工改建</h1><div><p>{FIRST}</p><p>{text}</p><p>{SECOND}</p></div>"
        )));
        assert_eq!(texts(&article), [FIRST, text, SECOND]);
    }
}

#[test]
fn pictures_have_their_captions_and_whole_addresses() {
    let article = read(&site(&format!(
        "<h1>旧桥昨日动工改建</h1><div><p><img src=data:image/gif;base64,AA data-src=../img/1.jpg></p><p>▲旧桥。李明 摄</p><p>{FIRST}</p>\
         <figure><img src=//cdn.example.org/2.jpg><figcaption>工地上的人</figcaption></figure><p>{SECOND}</p>\
         <p><img src=javascript:alert(1)><img src=icon.gif width=16></p><p>图为上游的新桥。</p></div>"
    )));
    let images: Vec<_> = article
        .images
        .iter()
        .map(|image| (image.src.as_deref(), image.caption.as_deref()))
        .collect();
    assert_eq!(
        images,
        [
            (
                Some("https://example.org/img/1.jpg"),
                Some("▲旧桥。李明 摄")
            ),
            (Some("https://cdn.example.org/2.jpg"), Some("工地上的人")),
            (None, Some("图为上游的新桥。")),
        ]
    );
    assert_eq!(texts(&article), [FIRST, SECOND]);
}

#[test]
fn what_says_whose_a_picture_is_stands_with_it_and_is_no_source() {
    let article = read(&site(&format!(
        "<h1>旧桥昨日动工改建</h1><div><div align=center><img src=3.jpg><br>摄影：李明<br><span>老人和旧桥</span></div>\
         <p>{FIRST}</p><p><img src=1.jpg></p><p><span>图片来源：江城影像网</span></p><p>{SECOND}</p>\
         <p><img src=2.jpg></p><p>本报记者 李明 图</p><p>{THIRD}</p><p>图片来源：别处</p><p>来源：网络</p></div>"
    )));
    let captions: Vec<_> = article
        .images
        .iter()
        .map(|image| image.caption.as_deref())
        .collect();
    assert_eq!(
        captions,
        [
            Some("摄影：李明　老人和旧桥"),
            Some("图片来源：江城影像网"),
            Some("本报记者 李明 图")
        ]
    );
    assert_eq!(texts(&article), [FIRST, SECOND, THIRD]);
    assert_eq!((article.source, article.byline), (None, None));
}

#[test]
fn a_remark_in_brackets_ends_the_text() {
    let remark = "（实习生王芳对此文也有贡献）";
    let article = read(&site(&format!(
        "<h1>旧桥昨日动工改建</h1><div><p>（小）</p><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p><p>{remark}</p><p>（责任编辑：李明）</p></div>"
    )));
    assert_eq!(texts(&article), [FIRST, SECOND, THIRD, remark]);
}

#[test]
fn a_lead_stands_in_a_box_of_its_own() {
    let page = |lead: &str| {
        format!(
            "<h1>旧桥昨日动工改建</h1><div class=main><p>2025-11-03</p><div class=art-lead><span>{lead}</span></div>\
             <div class=text><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div><ul><li><a href=/1>另一篇报道</a><li>评论</ul></div>"
        )
    };
    let lead = "江上的旧桥要改建三个月，公共汽车改道，行人和车辆走上游的新桥。";
    let article = read(&site(&page(lead)));
    assert_eq!(texts(&article), [lead, FIRST, SECOND, THIRD]);
    assert_eq!(
        texts(&read(&site(&page(FIRST)))),
        [FIRST, SECOND, THIRD],
        "said again"
    );
}

#[test]
fn a_point_of_a_list_is_said_again_in_the_text() {
    let article = read(&site(&format!(
        "<h1>旧桥昨日动工改建</h1><div><ul><li>{SECOND}</li></ul><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div>"
    )));
    assert_eq!(texts(&article), [SECOND, FIRST, SECOND, THIRD]);
}

#[test]
fn subheads_and_rows_are_what_they_are() {
    let article = read(&site(&format!(
        "<h1>旧桥昨日动工改建</h1><div><p>{FIRST}</p><h3>上游的新桥</h3><p>{SECOND}</p><p><strong>老人的话</strong></p><p>{THIRD}</p>\
         <table><tr><td>线路</td><td><p>班次</p></td></tr><tr><td>一路</td><td>二十班，末班九点</td></tr></table><p>{}</p></div>",
        "以上各线路的时刻以站牌上写的为准，如有变动，另行通知。"
    )));
    let kinds: Vec<bool> = article
        .body
        .iter()
        .map(|block| matches!(block, Block::Subhead { .. }))
        .collect();
    assert_eq!(
        kinds,
        [false, true, false, true, false, false, false, false]
    );
    assert_eq!(
        texts(&article)[5..7],
        ["线路　班次", "一路　二十班，末班九点"]
    );
}

#[test]
fn a_heading_below_the_headline_is_its_subtitle() {
    let article = read(&with_head(
        "<title>旧桥昨日动工改建</title>",
        "<h1>旧桥昨日动工改建</h1><h2>新桥明年通车</h2><p>2025-11-03</p>",
    ));
    assert_eq!(article.subtitle.as_deref(), Some("新桥明年通车"));
}

#[test]
fn classes_tell_what_stands_with_the_headline() {
    let article = read(&site(&format!(
        "<div><p class=intro-title>江上百年</p><h1>旧桥昨日动工改建</h1><p class=subTitle>新桥在上游，明年通车，旧桥将成为公园的一部分</p>\
         <p>{FIRST}</p><p class=subtitle>上游的新桥</p><p>{SECOND}</p></div>"
    )));
    assert_eq!(article.kicker.as_deref(), Some("江上百年"));
    assert_eq!(
        article.subtitle.as_deref(),
        Some("新桥在上游，明年通车，旧桥将成为公园的一部分")
    );
    assert_eq!(texts(&article), [FIRST, "上游的新桥", SECOND]);
    assert!(matches!(article.body[1], Block::Subhead { .. }));
}

#[test]
fn links_are_made_whole_and_lead_to_the_web_alone() {
    let page = "https://example.org/a/b.html?x=1#y";
    for (link, whole) in [
        ("c.html", Some("https://example.org/a/c.html")),
        (
            "../c.html?d=../e",
            Some("https://example.org/c.html?d=../e"),
        ),
        ("../../../c", Some("https://example.org/c")),
        ("./", Some("https://example.org/a/")),
        ("/c", Some("https://example.org/c")),
        ("//cdn.example.org/c", Some("https://cdn.example.org/c")),
        ("?x=2", Some("https://example.org/a/b.html?x=2")),
        ("", Some("https://example.org/a/b.html?x=1")),
        ("http://other.example.org", Some("http://other.example.org")),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("data:text/html,x", None),
    ] {
        assert_eq!(resolve(page, link).as_deref(), whole, "{link}");
    }
    assert_eq!(resolve("", "c.html"), None);
    assert_eq!(
        resolve("https://example.org", "c").as_deref(),
        Some("https://example.org/c")
    );
}

#[test]
fn what_a_report_was_headed_elsewhere_is_kept_where_it_says_something_else() {
    let page = |former: &str| {
        site(&format!(
            "<h1>旧桥昨日动工改建</h1><div><p>{former}</p><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div>"
        ))
    };
    let former = "（原标题：江上旧桥要改建了）";
    assert_eq!(texts(&read(&page(former))), [former, FIRST, SECOND, THIRD]);
    let same = "原标题：“旧桥昨日动工改建”";
    assert_eq!(texts(&read(&page(same))), [FIRST, SECOND, THIRD]);
}

#[test]
fn a_question_that_is_put_to_each_is_kept_each_time() {
    let question = "旧桥改建以后，您每天过江的路会怎么走，会不会绕得更远？";
    let article = read(&site(&format!(
        "<h1>旧桥昨日动工改建</h1><div><p>{question}</p><p>{FIRST}</p><p>{question}</p><p>{SECOND}</p><p>{FIRST}</p></div>"
    )));
    assert_eq!(texts(&article), [question, FIRST, question, SECOND]);
}

#[test]
fn an_account_of_a_platform_is_the_source_and_its_script_tells_the_day() {
    let article = read(&with_head(
        "<meta property=og:site_name content=微信公众平台><script>var oriHeadTitle=1; var ct = \"1581517074\";</script>",
        "<h1>旧桥昨日动工改建</h1><div><a id=js_name href=#>\n 江城渡口 </a><em id=publish_time>昨天</em></div>",
    ));
    assert_eq!(article.source.as_deref(), Some("江城渡口"));
    let published = article.published.unwrap();
    assert_eq!(
        (published.date.as_deref(), published.time.as_deref()),
        (Some("2020-02-12"), Some("22:17"))
    );
}

#[test]
fn a_day_without_a_year_is_the_last_before_the_page_was_changed() {
    for (updated, line, date, time) in [
        (
            "2019-10-08 12:00:57",
            "发布时间：10-08",
            "2019-10-08",
            Some("12:00:57"),
        ),
        ("2020-01-02 08:00:00", "发布时间：12-31", "2019-12-31", None),
        (
            "2020-01-02 08:00:00",
            "江城渡口　发布时间：1月2日",
            "2020-01-02",
            Some("08:00:00"),
        ),
        (
            "2018-03-08 23:16:24",
            "江城渡口",
            "2018-03-08",
            Some("23:16:24"),
        ),
    ] {
        let article = read(&with_head(
            &format!("<meta itemprop=dateUpdate content='{updated}'>"),
            &format!("<h1>旧桥昨日动工改建</h1><p>{line}</p>"),
        ));
        let published = article.published.unwrap();
        assert_eq!(
            (published.date.as_deref(), published.time.as_deref()),
            (Some(date), time),
            "{line}"
        );
    }
}
