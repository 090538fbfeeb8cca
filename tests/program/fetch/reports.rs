//! What becomes of reports: new, changed, gone and back, in several feeds, ignored, old.

use std::fs;

use super::home::{Home, feed, item, rss};
use super::server::{Answer, Server};

#[test]
fn a_feed_is_found_by_its_page_fetched_and_read_and_what_is_known_is_not_sent_again() {
    let (home, server) = (Home::new(), Server::start());
    server.put_body("/", "<!doctype html><html><head><link rel=alternate type='application/rss+xml' href='/rss.xml'></head>");
    server.put("/rss.xml", |asked| {
        if asked.header("if-none-match") == Some("\"v1\"") {
            return Answer::of(304, "");
        }
        let answer = Answer::ok(feed("渡口报", [2, 1]));
        answer
            .with("ETag", "\"v1\"")
            .with("Last-Modified", "Fri, 22 Nov 2019 00:00:00 GMT")
    });
    let ran = home.run(&["add", &server.url("/")]);
    assert_eq!(
        (ran.code, &*ran.stdout),
        (0, &*format!("{}\n", home.store("渡口报").display())),
        "{ran:?}"
    );
    assert!(ran.stderr.contains("渡口报: 2 new"), "{ran:?}");
    assert!(ran.stderr.contains("days old (2019-11-22)"), "{ran:?}");
    assert_eq!(home.titles(), ["第2号渡口重开", "第1号渡口重开"]);
    let listed = home.ok(&["collections"]);
    assert!(
        listed.contains(&format!("渡口报\t{}", server.url("/rss.xml"))),
        "{listed}"
    );
    server.take_asked();
    let ran = home.run(&["fetch"]);
    assert_eq!(
        (ran.code, &*ran.stdout, &*ran.stderr),
        (0, "", ""),
        "it is not due"
    );
    assert_eq!(server.take_paths(), [""; 0]);
    let summary = home.fetch(&["渡口报"]);
    assert_eq!(summary["feeds"][0]["outcome"], "unchanged", "{summary}");
    let asked = server.take_asked();
    assert_eq!(
        asked[0].header("if-modified-since"),
        Some("Fri, 22 Nov 2019 00:00:00 GMT")
    );
    let shown = home.ok(&["search", "渡船"]);
    assert_eq!(shown.lines().count(), 2, "{shown}");
}

#[test]
fn what_changes_is_shown_as_changed_and_what_comes_back_is_not_new() {
    let (home, server) = (Home::new(), Server::start());
    server.put_body("/rss.xml", feed("报", [2, 1]));
    home.ok(&["add", &server.url("/rss.xml")]);
    let before = home.reports();
    let other = [item(2, "渡船坐满了人，又开了一班。"), item(3, "新。")].concat();
    server.put_body("/rss.xml", rss("报", &other));
    let summary = home.fetch(&["报"]);
    assert_eq!(
        (&summary["new"], &summary["changed"]),
        (&1.into(), &1.into()),
        "{summary}"
    );
    let after = home.reports();
    assert_eq!(
        home.titles(),
        ["第3号渡口重开", "第2号渡口重开", "第1号渡口重开"]
    );
    assert_eq!(after[1]["id"], before[0]["id"]);
    assert_eq!(after[1]["published"], before[0]["published"]);
    assert_eq!(after[1]["body"][1], "渡船坐满了人，又开了一班。");
    assert!(after[1]["revised"]["date"].is_string(), "{}", after[1]);
    let shown = home.ok(&["show", after[1]["id"].as_str().unwrap()]);
    assert!(shown.contains("更新于"), "{shown}");
    let former = fs::read_to_string(home.store("报").with_extension("revisions")).unwrap();
    assert!(
        former.lines().count() == 1 && former.contains("渡船坐满了人。\""),
        "{former}"
    );
    server.put_body("/rss.xml", feed("报", [3, 1]));
    server.take_asked();
    let summary = home.fetch(&["报"]);
    assert_eq!(
        (&summary["new"], home.reports().len()),
        (&0.into(), 3),
        "{summary}"
    );
}

#[test]
fn one_report_in_two_feeds_is_shown_once_with_its_sources() {
    let (home, server) = (Home::new(), Server::start());
    server.put_body("/a", feed("甲报", [2, 1]));
    server.put_body(
        "/b",
        feed("乙报", [3, 2]).replace("<guid>", "<guid isPermaLink=\"false\">b"),
    );
    home.ok(&["add", &server.url("/a"), &server.url("/b")]);
    assert_eq!(
        home.titles(),
        ["第3号渡口重开", "第2号渡口重开", "第1号渡口重开"]
    );
    let sources: Vec<_> = home
        .reports()
        .iter()
        .map(|report| report["source"].clone())
        .collect();
    assert_eq!(sources, ["乙报", "甲报、乙报", "甲报"]);
    server.put_body(
        "/b",
        feed("乙报", [4, 3, 2]).replace("<guid>", "<guid isPermaLink=\"false\">b"),
    );
    assert_eq!(home.fetch(&["乙报"])["new"], 1);
    let sources: Vec<_> = home
        .reports()
        .iter()
        .map(|report| report["source"].clone())
        .collect();
    assert_eq!(sources, ["乙报", "乙报", "甲报、乙报", "甲报"]);
}

#[test]
fn what_is_not_wanted_is_not_stored_and_old_reports_go_but_for_those_that_are_marked() {
    let (home, server) = (Home::new(), Server::start());
    server.put_body("/rss.xml", feed("报", [1]));
    home.ok(&["add", &server.url("/rss.xml")]);
    let marked = home.reports()[0]["id"].as_str().unwrap().to_owned();
    let star = format!(
        "{{\"zhenews\":\"library\",\"version\":1,\"records\":[{{\"at\":1,\"do\":{{\"star\":[\"{marked}\"]}}}}]}}"
    );
    let star = home.write("star.json", &star);
    home.ok(&["state", "import", &star]);
    home.set(&format!(
        "{}keep = 3\nignore = [\"title:第4号\"]\n",
        home.settings()
    ));
    server.put_body("/rss.xml", feed("报", [6, 5, 4, 3, 2]));
    let summary = home.fetch(&["报"]);
    assert_eq!(summary["feeds"][0]["ignored"], 1, "{summary}");
    assert_eq!(
        home.titles(),
        ["第6号渡口重开", "第5号渡口重开", "第1号渡口重开"]
    );
    server.put_body("/rss.xml", feed("报", [6, 5, 4, 3, 2, 1]));
    let summary = home.fetch(&["报"]);
    assert_eq!(
        summary["new"], 0,
        "what was taken out is no news: {summary}"
    );
}

#[test]
fn a_setting_that_is_not_understood_is_told_by_who_fetches() {
    let (home, server) = (Home::new(), Server::start());
    server.put_body("/rss.xml", feed("报", [1]));
    home.ok(&["add", &server.url("/rss.xml")]);
    assert_eq!(home.run(&["fetch", "报"]).stderr, "");
    home.set(&format!("{}keep = 0\n", home.settings()));
    let ran = home.run(&["fetch", "报"]);
    assert!(ran.stderr.contains("config.toml:4:8: expected"), "{ran:?}");
    assert_eq!(ran.code, 0, "the rest holds: {ran:?}");
}

#[test]
fn feeds_of_every_make_come_in_and_a_report_without_a_name_is_the_same_each_time() {
    let (home, server) = (Home::new(), Server::start());
    let gbk = encoding_rs::GB18030.encode(
        "<?xml version=\"1.0\" encoding=\"GB2312\"?><rss><channel><title>国标报</title><item><title>無名&nbsp;& 有聲</title><description>一。</description></item></channel></rss>",
    );
    server.put_body("/gbk", gbk.0.into_owned());
    server.put_body("/lie", "<?xml version=\"1.0\" encoding=\"GB2312\"?><rss><channel><title>其实是万国码</title><item><title>渡口</title></item></channel></rss>");
    server.put_body("/json", "{\"version\":\"https://jsonfeed.org/version/1\",\"title\":\"杰森报\",\"items\":[{\"id\":1,\"content_text\":\"渡船。\",\"title\":\"船\"}]}");
    let paths = ["/gbk", "/lie", "/json"].map(|path| server.url(path));
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    home.ok(&[&["add"], &paths[..]].concat());
    let mut titles = home.titles();
    titles.sort();
    assert_eq!(titles, ["渡口", "無名 & 有聲", "船"]);
    let undated = home.reports();
    assert!(
        undated
            .iter()
            .all(|report| report["uncertain"][0] == "published"),
        "{undated:?}"
    );
    server.put("/gbk", |_| {
        let text = "<rss><channel><title>国标报</title><item><title>無名 &amp; 有聲</title><description>一。</description></item><item><title>新</title></item></channel></rss>";
        Answer::ok(text)
    });
    assert_eq!(home.fetch(&["国标报"])["new"], 1);
}

#[test]
fn a_date_that_cannot_be_read_is_when_the_report_came_and_one_to_come_shows_no_life() {
    let (home, server) = (Home::new(), Server::start());
    let item = |title: &str, date: &str| {
        format!("<item><title>{title}</title><guid>{title}</guid><pubDate>{date}</pubDate></item>")
    };
    let items = item("新", "日期不详") + &item("旧", "2019-11-22") + &item("未来", "2199-01-01");
    server.put_body("/a", rss("江报", &items));
    let ran = home.run(&["add", &server.url("/a")]);
    let reports = home.reports();
    let of = |title: &str| {
        reports
            .iter()
            .find(|report| report["title"] == title)
            .unwrap()
    };
    assert_eq!(of("新")["published"]["original"], "日期不详");
    assert!(of("新")["published"]["date"].is_string(), "{reports:?}");
    assert_eq!(of("新")["uncertain"][0], "published");
    assert_eq!(of("旧")["published"]["date"], "2019-11-22");
    assert!(ran.stderr.contains("days old (2019-11-22)"), "{ran:?}");
}

#[test]
fn a_date_that_is_counted_back_is_counted_from_the_answer_and_stays_as_it_was_first() {
    let (home, server) = (Home::new(), Server::start());
    let put = |ago: &str, text: &str, sent: &'static str| {
        let items = format!(
            "<item><title>渡口重开</title><guid>1</guid><pubDate>{ago}</pubDate><description>{text}</description></item>"
        );
        let body = rss("江报", &items);
        server.put("/a", move |_| Answer::ok(body.clone()).with("Date", sent));
    };
    put("3小时前", "渡船坐满了人。", "Fri, 22 Nov 2019 17:30:00 GMT");
    home.ok(&["add", &server.url("/a")]);
    let report = home.reports().remove(0);
    assert_eq!(report["published"]["date"], "2019-11-22", "{report}");
    assert_eq!(report["published"]["time"], "22:30", "{report}");
    assert_eq!(report["published"]["original"], "3小时前");
    assert_eq!(report["uncertain"][0], "published");
    put(
        "昨天 22:40",
        "渡船坐满了人。",
        "Sat, 23 Nov 2019 17:30:00 GMT",
    );
    let summary = home.fetch(&["江报"]);
    assert_eq!(
        (&summary["new"], &summary["changed"]),
        (&0.into(), &0.into())
    );
    assert_eq!(
        home.reports(),
        std::slice::from_ref(&report),
        "the words alone are no change"
    );
    put("2天前", "渡船又坐满了人。", "Sun, 24 Nov 2019 17:30:00 GMT");
    assert_eq!(home.fetch(&["江报"])["changed"], 1);
    let changed = home.reports().remove(0);
    assert_eq!(changed["published"], report["published"]);
    assert_eq!(changed["uncertain"], report["uncertain"]);
    // A feed in a file says itself when it was made.
    let dated = "<lastBuildDate>Sat, 22 Feb 2020 09:00:00 +0800</lastBuildDate><item><title>桥</title><guid>2</guid><pubDate>昨天 08:15</pubDate></item>";
    let file = home.write("b.xml", &rss("桥报", dated));
    home.ok(&["add", &file]);
    let of_file = home.reports().remove(0);
    assert_eq!(of_file["published"]["date"], "2020-02-21", "{of_file}");
    assert_eq!(of_file["published"]["time"], "08:15");
}

#[test]
fn all_of_a_text_comes_from_the_page_where_it_is_wanted_and_the_summary_stays() {
    let (home, server) = (Home::new(), Server::start());
    let page = "<html><head><title>旧渡口改建_渡口在线</title></head><body><ul><li><a href=/>首页</a></ul><h1>旧渡口改建</h1>\
<p>2025-11-03 08:30 来源：渡口晚报 作者：李明</p><div><p>江边的旧渡口昨日动工改建，工期三个月，其间行人和车辆请绕行上游的新桥。</p>\
<p>施工期间渡船改在下游靠岸，早晚各加开两班，沿线居民可在站牌上查看时刻。</p></div></body></html>";
    server.put_body("/page", page);
    let items = format!(
        "<item><title>旧渡口改建</title><link>{}</link><description>旧渡口昨日动工。</description></item><item><title>无页</title><link>{}</link><description>只有摘要。</description></item>",
        server.url("/page"),
        server.url("/none")
    );
    server.put_body("/rss", rss("渡口在线", &items));
    home.set(&format!(
        "[feeds.a]\nurl = \"{}\"\nfull_text = true\n",
        server.url("/rss")
    ));
    assert_eq!(home.fetch(&[])["new"], 2);
    let reports = home.reports();
    let of = |title: &str| {
        reports
            .iter()
            .find(|report| report["title"] == title)
            .unwrap()
    };
    let whole = of("旧渡口改建");
    assert_eq!(whole["body"].as_array().unwrap().len(), 2, "{whole}");
    assert_eq!(whole["source"], "渡口晚报");
    assert_eq!(whole["published"]["date"], "2025-11-03");
    assert_eq!(of("无页")["body"][0], "只有摘要。");
    let store = fs::read_to_string(home.store("a")).unwrap();
    assert!(
        store.contains("\"summary\":[\"旧渡口昨日动工。\"]"),
        "{store}"
    );
    assert_eq!(home.fetch(&["a"])["changed"], 0);
    assert_eq!(
        server
            .take_paths()
            .iter()
            .filter(|path| *path == "/page")
            .count(),
        1,
        "once"
    );
}
