//! Reports that several feeds bring: stored once, and in the folders of all.

use super::home::{Home, feed};
use super::reader::open;
use super::server::Server;
use crate::terminal::desk::Desk;

/// Two feeds, of which the second brings nothing that the first has not.
fn with_two(home: &Home, server: &Server) {
    server.put_body("/a", feed("甲报", [12, 11, 10]));
    server.put_body("/b", feed("乙报", [11]));
    let folder = ["--folder", "报纸"];
    home.ok(&[&["add", &server.url("/a"), &server.url("/b")], &folder[..]].concat());
}

/// Waits until a folder among the open ones counts so many.
fn wait_counted(desk: &Desk, name: &str, count: usize) {
    let count = count.to_string();
    desk.wait_for(&format!("{name} with {count}"), |screen| {
        let screen = screen.contents();
        let words: Vec<&str> = screen.split_whitespace().collect();
        let mut pairs = words.windows(2);
        pairs.any(|pair| pair == [name, &count]).then_some(())
    });
}

fn stands_in_both(is_indexed: bool) {
    let (home, server) = (Home::new(), Server::start());
    with_two(&home, &server);
    assert_eq!(home.titles().len(), 3);
    if is_indexed {
        home.ok(&["index"]);
    }
    let desk = open(&home, &[]);
    desk.wait_text("第12号渡口重开");
    desk.send("mF");
    wait_counted(&desk, "乙报", 1);
    wait_counted(&desk, "甲报", 2);
    desk.send("7");
    desk.wait_text("1/1");
    desk.wait_text("第11号渡口重开");
    // It is one report: when it was read there, it is read in all folders.
    desk.send("mF");
    wait_counted(&desk, "乙报", 0);
    wait_counted(&desk, "甲报", 1);
    wait_counted(&desk, "报纸", 1);
    desk.send("\u{1b}");
    server.put_body("/b", feed("乙报", [12, 11]));
    home.ok(&["fetch", "乙报"]);
    desk.wait_text("2/2");
    desk.wait_text("第12号渡口重开");
}

#[test]
fn a_report_of_two_feeds_stands_in_the_folders_of_both() {
    stands_in_both(false);
}

#[test]
fn a_report_of_two_feeds_stands_in_the_folders_of_both_through_an_index_too() {
    stands_in_both(true);
}

/// A feed that has all that another has, and wants neither all of it nor to keep all.
#[test]
fn what_one_feed_does_not_want_or_keep_is_the_other_feeds_alone() {
    let (home, server) = (Home::new(), Server::start());
    server.put_body("/a", feed("甲报", [12, 11, 10]));
    server.put_body("/b", feed("乙报", [12, 11, 10]));
    home.ok(&["add", &server.url("/a")]);
    let settings = home.settings() + "keep = 2\n[feeds.\"乙报\"]\nignore = [\"第12号\"]\nurl = ";
    home.set(&format!("{settings}\"{}\"\n", server.url("/b")));
    assert_eq!(home.fetch(&["乙报"])["feeds"][0]["elsewhere"], 2);
    let sources = || {
        let reports = home.reports().into_iter();
        let sources = reports.map(|report| report["source"].as_str().unwrap().to_owned());
        sources.collect::<Vec<_>>()
    };
    assert_eq!(sources(), ["甲报", "甲报、乙报", "甲报、乙报"]);
    // What goes from the store of one is still the other's.
    server.put_body("/a", feed("甲报", [13, 12, 11, 10]));
    let summary = home.fetch(&["甲报"]);
    assert_eq!(summary["feeds"][0]["dropped"], 2, "{summary}");
    assert_eq!(sources(), ["甲报", "甲报", "甲报、乙报", "甲报、乙报"]);
    let lines = |key: &str| {
        std::fs::read_to_string(home.store(key))
            .unwrap()
            .lines()
            .count()
    };
    assert_eq!((lines("甲报"), lines("乙报")), (2, 2));
    for name in ["甲报", "乙报"] {
        let summary = home.fetch(&[name]);
        assert_eq!(
            (&summary["new"], &summary["changed"]),
            (&0.into(), &0.into())
        );
    }
    assert_eq!(home.titles().len(), 4);
}

#[test]
fn what_a_feed_carries_stays_when_the_feed_that_stored_it_is_deleted() {
    let (home, server) = (Home::new(), Server::start());
    with_two(&home, &server);
    home.ok(&["remove", "甲报", "--delete"]);
    assert_eq!(home.titles(), ["第11号渡口重开"]);
    server.put_body("/b", feed("乙报", [13, 11]));
    let summary = home.fetch(&["乙报"]);
    assert_eq!(
        (&summary["new"], &summary["changed"]),
        (&1.into(), &0.into())
    );
    home.ok(&["remove", "乙报", "--delete"]);
    let left = std::fs::read_dir(home.at("data/zhenews/feeds")).unwrap();
    let left = left.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let left: Vec<String> = left.filter(|name| name.contains("报")).collect();
    assert_eq!(left, [""; 0]);
}
