//! Lists of feeds: OPML in and out, newsboat's file; feeds taken out again.

use super::home::{Home, feed};
use super::server::Server;

#[test]
fn opml_comes_in_with_its_folders_and_goes_out_again() {
    let (home, server) = (Home::new(), Server::start());
    for number in 1..=3 {
        server.put_body(&format!("/{number}"), feed("x", [number]));
    }
    let url = |path: &str| server.url(path);
    let opml = format!(
        "<opml version=\"1.0\"><body><outline text=\"报纸\"><outline text=\"早报\"><outline text=\"甲\" xmlUrl=\"{}\"/></outline><outline text=\"乙\" xmlUrl=\"{}\"/></outline><outline text=\"本地\"><outline text=\"甲\" xmlUrl=\"{}\"/></outline><outline text=\"丙\" xmlUrl=\"{}\"/><outline text=\"坏\" xmlUrl=\"{}\"/></body></opml>",
        url("/1"),
        url("/2"),
        url("/1"),
        url("/3"),
        url("/none")
    );
    let list = home.write("subscriptions.opml", &opml);
    let ran = home.run(&["add", &list]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        ran.stderr.contains("坏: the server answered 404"),
        "{ran:?}"
    );
    assert_eq!(home.titles().len(), 3);
    assert!(
        home.settings()
            .contains("folder = [\"报纸/早报\", \"本地\"]"),
        "{}",
        home.settings()
    );
    let out = home.ok(&["collections", "--opml"]);
    let again = Home::new();
    let list = again.write("a.opml", &out);
    assert_eq!(again.run(&["add", &list]).code, 0);
    assert_eq!(again.ok(&["collections", "--opml"]), out);
    server.take_asked();
    home.ok(&["fetch", "报纸"]);
    let mut paths = server.take_paths();
    paths.sort();
    assert_eq!(paths, ["/1", "/2"], "a folder is all that is in it");
    home.ok(&["fetch", "本地"]);
    assert_eq!(server.take_paths(), ["/1"], "a feed is in several folders");
    let urls = home.write(
        "urls",
        &format!("# mine\n{} 报纸 \"~丁\"\n{}\n", url("/3?again"), url("/1")),
    );
    let ran = home.run(&["add", &urls]);
    assert!(ran.stderr.contains("1 of 2 feeds were new"), "{ran:?}");
}

#[test]
fn a_feed_is_taken_out_by_its_name_and_its_reports_stay_unless_they_are_to_go() {
    let (home, server) = (Home::new(), Server::start());
    server.put_body("/a", feed("甲", [1]));
    home.ok(&["add", &server.url("/a"), "--folder", "报"]);
    let store = home.store("甲");
    let again = home.run(&["add", &server.url("/a")]);
    assert!(
        again.code == 0 && again.stderr.contains("already"),
        "{again:?}"
    );
    assert_eq!(home.ok(&["remove", "甲"]), format!("{}\n", store.display()));
    assert!(store.exists());
    assert!(!home.settings().contains("甲"), "{}", home.settings());
    home.ok(&["add", &server.url("/a")]);
    assert_eq!(home.titles().len(), 1, "it is as it was");
    home.ok(&["remove", "--delete", "甲"]);
    assert!(!store.exists());
    let ran = home.run(&["fetch", "甲"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert_eq!(home.run(&["fetch"]).code, 1);
}

#[test]
fn what_newsboat_runs_is_left_out_and_said_and_an_address_is_one_in_any_letters() {
    let (home, server) = (Home::new(), Server::start());
    server.put_body("/a", feed("晨报", [1]));
    let address = server.url("/a").replace("http", "HTTP");
    server.put_body("/b", feed("晚报", [1]));
    let list = format!(
        "{address} 报纸 \"~晨 报\"\nexec:~/bin/x\n{}\n",
        server.url("/b")
    );
    let urls = home.write("urls", &list);
    let ran = home.run(&["add", &urls]);
    assert!(
        ran.stderr.contains("exec:~/bin/x is no address") && home.titles().len() == 1,
        "{ran:?}"
    );
    assert!(
        home.settings().contains("name = \"晚报\""),
        "{}",
        home.settings()
    );
    let settings = home.settings();
    for forced in [&[][..], &["--force"]] {
        let ran = home.run(&[&["add", "ftp://paper.example/a"], forced].concat());
        assert!(
            ran.code != 0
                && ran.stderr.contains("is no address that is fetched")
                && !ran.stderr.contains("--force"),
            "{ran:?}"
        );
    }
    assert_eq!(home.settings(), settings);
}

#[test]
fn a_feed_that_was_saved_as_a_file_is_added_by_its_path() {
    let home = Home::new();
    let saved = home.write("保存的 订阅.xml", &feed("甲", [1, 2]));
    let told = home.run(&["list", &saved]);
    assert!(
        told.stderr.contains("`zhenews add") && told.stderr.contains("a feed"),
        "{told:?}"
    );
    home.ok(&["add", &saved]);
    assert_eq!(home.titles().len(), 2);
    home.write("保存的 订阅.xml", &feed("甲", [1, 2, 3]));
    assert_eq!(home.fetch(&["甲"])["new"], 1);
}

#[test]
fn a_list_is_read_in_its_encoding_and_of_one_that_is_cut_off_the_rest_is_told() {
    let (home, server) = (Home::new(), Server::start());
    for path in ["/a", "/b"] {
        server.put_body(path, feed("江报", [1]));
    }
    let whole = |label: &str| {
        format!(
            "<?xml version=\"1.0\" encoding=\"{label}\"?><opml><body><outline text=\"报纸\"><outline text=\"渡口报\" xmlUrl=\"{}\"/></outline><outline text=\"桥报\" xmlUrl=\"{}\"/></body></opml>",
            server.url("/a"),
            server.url("/b")
        )
    };
    let file = home.at("gb.opml");
    let text = whole("GB2312");
    let bytes = encoding_rs::GBK.encode(&text).0;
    std::io::Write::write_all(&mut std::fs::File::create(&file).unwrap(), &bytes).unwrap();
    home.ok(&["add", file.to_str().unwrap()]);
    let settings = home.settings();
    assert!(
        settings.contains("渡口报") && settings.contains("folder = \"报纸\""),
        "{settings}"
    );
    let home = Home::new();
    let text = whole("UTF-8");
    let (start, _) = text.split_once("\"/></body>").unwrap();
    let file = home.write("cut.opml", start);
    let ran = home.run(&["add", &file]);
    assert!(
        ran.stderr.contains("桥报") && ran.stderr.contains("was left out"),
        "{ran:?}"
    );
    assert!(ran.stderr.contains("1 of 2 feeds"), "{ran:?}");
}
