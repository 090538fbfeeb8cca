//! The reader while files change under it, and while it fetches.

use std::fs::OpenOptions;
use std::io::Write as _;

use portable_pty::CommandBuilder;

use super::home::{Home, feed, rss};
use super::server::{Answer, Server};
use crate::terminal::desk::Desk;

pub(super) fn open(home: &Home, arguments: &[&str]) -> Desk {
    let mut command: CommandBuilder = crate::terminal::desk::zhenews(arguments);
    for (name, place) in [
        ("XDG_STATE_HOME", "state"),
        ("XDG_CACHE_HOME", "cache"),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_DATA_HOME", "data"),
    ] {
        command.env(name, home.at(place));
    }
    Desk::new(command)
}

fn line(number: usize) -> String {
    format!(
        "{{\"title\":\"第{number}号渡口重开\",\"published\":\"2019-11-{number:02}\",\"body\":[\"渡船坐满了人。\"]}}\n"
    )
}

fn sees_what_is_written(is_indexed: bool) {
    let home = Home::new();
    let path = home.write("news/a.jsonl", &[line(11), line(10)].concat());
    if is_indexed {
        home.ok(&["index", &path]);
    }
    let desk = open(&home, &[&path]);
    desk.wait_text("第11号渡口重开");
    let mut file = OpenOptions::new().append(true).open(&path).unwrap();
    file.write_all(line(12).as_bytes()).unwrap();
    desk.wait_text("第12号渡口重开");
    // An editor puts another file in its place.
    super::home::write(
        &home.at("news/a.jsonl"),
        &[line(13), line(12), line(11), line(10)].concat(),
    );
    desk.wait_text("第13号渡口重开");
    desk.wait_text("1/4");
}

#[test]
fn a_file_in_memory_that_goes_or_holds_no_report_is_told_and_what_was_read_stays() {
    let home = Home::new();
    let path = home.write("news/a.jsonl", &[line(11), line(10)].concat());
    let desk = open(&home, &[&path]);
    desk.wait_text("第11号渡口重开");
    std::fs::remove_file(&path).unwrap();
    desk.wait_text("文件不在了");
    super::home::write(&home.at("news/a.jsonl"), "no report <");
    desk.wait_text("文件里没有报道");
    desk.wait_text("1/2");
    super::home::write(&home.at("news/a.jsonl"), &line(12));
    desk.wait_text("已重新读取");
    desk.wait_text("1/1");
}

#[test]
fn what_another_program_writes_is_seen_at_once() {
    sees_what_is_written(false);
}

#[test]
fn a_line_that_was_being_written_is_no_problem_when_it_is_whole() {
    let home = Home::new();
    let path = home.write("news/a.jsonl", &line(10));
    let desk = open(&home, &[&path]);
    desk.wait_text("第10号渡口重开");
    let whole = line(11);
    // Within a character.
    let (start, end) = whole.as_bytes().split_at(12);
    let mut file = OpenOptions::new().append(true).open(&path).unwrap();
    file.write_all(start).unwrap();
    desk.wait_text("有些记录有问题");
    file.write_all(end).unwrap();
    desk.wait_text("第11号渡口重开");
    desk.wait_for("a status line without problems", |screen| {
        let screen = screen.contents();
        (!screen.contains("问题")).then_some(())
    });
}

#[test]
fn what_another_program_writes_is_seen_at_once_through_an_index_too() {
    sees_what_is_written(true);
}

#[test]
fn keys_fetch_beside_the_reader_and_what_comes_moves_nothing_that_is_read() {
    let (home, server) = (Home::new(), Server::start());
    server.put_body("/a", feed("甲报", [2, 1]));
    server.put_body("/b", feed("乙报", [10]));
    home.ok(&["add", &server.url("/a"), &server.url("/b")]);
    let desk = open(&home, &[]);
    desk.wait_text("第10号渡口重开");
    desk.send("j");
    desk.wait_text("2/3");
    server.put_body("/a", feed("甲报", [12, 11, 2, 1]));
    server.put("/b", |_| Answer::of(500, ""));
    desk.send("R");
    desk.wait_text("新报道 2 篇；乙报：服务器答复 500");
    desk.wait_text("第12号渡口重开");
    desk.wait_text("4/5");
    server.take_asked();
    desk.send("r");
    desk.wait_text("没有新报道");
    assert_eq!(server.take_paths(), [""; 0], "none is due");
}

#[test]
fn a_key_adds_a_path_that_tab_completes_and_an_address_and_both_are_read_at_once() {
    let (home, server) = (Home::new(), Server::start());
    server.put_body("/a", feed("甲报", [12, 11]));
    let news = home.write("新闻/旧报/a.jsonl", &[line(2), line(1)].concat());
    let typed = home.at("新闻").to_str().unwrap().to_owned();
    let desk = open(&home, &[]);
    desk.wait_text("这是自带的样刊：按 a 添加");
    desk.send(&format!("a{typed}"));
    desk.wait_text("添加：");
    desk.send("\t\t\t");
    desk.wait_text("旧报/a.jsonl");
    desk.send("\r");
    desk.wait_text("第2号渡口重开");
    desk.wait_text("1/2");
    desk.send(&format!("a{}\r", server.url("/a")));
    desk.wait_text("第12号渡口重开");
    desk.wait_text("[甲报 2]");
    desk.send("1");
    desk.wait_text("/4");
    assert!(home.settings().contains(&news), "{}", home.settings());
    assert!(home.settings().contains(&server.url("/a")));
    desk.send("a/no/such/place\r");
    desk.wait_text("未添加：/no/such/place");
}

#[test]
fn what_another_program_adds_while_the_reader_runs_is_read_by_the_name_of_the_feed() {
    let (home, server) = (Home::new(), Server::start());
    server.put_body("/a", feed("甲报", [2, 1]));
    server.put_body("/b", feed("乙报", [10]));
    home.ok(&["add", &server.url("/a")]);
    let desk = open(&home, &[]);
    desk.wait_text("第2号渡口重开");
    home.ok(&["add", &server.url("/b"), "--folder", "报纸"]);
    desk.wait_text("第10号渡口重开");
    desk.wait_text("甲报 2");
    desk.send("F");
    desk.wait_text("乙报");
    let screen = desk.contents();
    assert!(
        !screen.contains(".jsonl") && screen.contains("报纸"),
        "{screen}"
    );
    desk.send("\u{1b}");
    home.ok(&["remove", "乙报"]);
    desk.wait_text("1/2");
}

#[test]
fn what_came_in_since_the_reader_was_left_is_a_folder() {
    let (home, server) = (Home::new(), Server::start());
    server.put_body("/a", feed("甲报", [2, 1]));
    server.put_body("/b", feed("乙报", [10]));
    home.ok(&["add", &server.url("/a"), &server.url("/b")]);
    let mut desk = open(&home, &[]);
    desk.wait_text("新到 0");
    server.put_body("/a", feed("甲报", [3, 2, 1]));
    desk.send("R");
    desk.wait_text("新到 1");
    desk.send("q");
    assert_eq!(desk.wait_end(), 0);
    drop(desk);
    server.put_body("/a", feed("甲报", [12, 3, 2, 1]));
    home.ok(&["fetch", "甲报"]);
    let found = home.ok(&["search", "is:new"]);
    assert!(
        found.contains("第12号") && found.lines().count() == 1,
        "{found}"
    );
    let desk = open(&home, &[]);
    desk.wait_text("新到 1");
    desk.send("4");
    desk.wait_text("[新到 1]");
    desk.wait_text("1/1");
    server.put_body("/b", feed("乙报", [11, 10]));
    desk.send("R");
    desk.wait_text("[新到 2]");
}

#[test]
fn a_key_fetches_the_whole_text_of_the_page_and_the_summary_stays() {
    let (home, server) = (Home::new(), Server::start());
    let paragraphs = [
        "江边的老渡口昨天上午重新开放，清早就有人在岸上排队，等着坐头一班船过江。",
        "渡船一次能坐六十个人，每隔二十分钟开一班，到傍晚六点收班，票价仍旧是两元。",
        "船老大说，渡口停了三年，这回码头加固了，栈桥也换成了新的，老人上下船稳当多了。",
    ];
    let page = format!(
        "<html><head><title>第1号渡口重开</title></head><body><h1>第1号渡口重开</h1><div class=article><p>{}</p><p>{}</p><p>{}</p></div></body></html>",
        paragraphs[0], paragraphs[1], paragraphs[2]
    );
    server.put_body("/page", page.as_str());
    let item = |url: &str| {
        format!(
            "<item><title>第1号渡口重开</title><link>{url}</link><pubDate>Fri, 22 Nov 2019 08:00:00 +0800</pubDate><description>摘要一句。</description></item>"
        )
    };
    server.put_body("/a", rss("甲报", &item(&server.url("/page"))));
    home.ok(&["add", &server.url("/a")]);
    let desk = open(&home, &[]);
    desk.wait_text("摘要一句");
    desk.send("E");
    desk.wait_text("已取得全文");
    desk.wait_text("到傍晚六点收班");
    let stored = std::fs::read_to_string(home.store("甲报")).unwrap();
    assert!(
        stored.contains("摘要一句") && stored.contains(paragraphs[2]),
        "{stored}"
    );
    desk.send("E");
    desk.wait_text("不比订阅的多");
    server.put("/page", |_| Answer::of(404, ""));
    desk.send("E");
    desk.wait_text("未能取得网页");
    assert_eq!(
        home.fetch(&["甲报"])["changed"],
        0,
        "the feed has not changed"
    );
    let reworded =
        |words: &str| rss("甲报", &item(&server.url("/page"))).replace("摘要一句。", words);
    server.put_body("/a", reworded("摘要改了。"));
    assert_eq!(home.fetch(&["甲报"])["changed"], 1);
    let stored = std::fs::read_to_string(home.store("甲报")).unwrap();
    assert!(
        stored.contains("摘要改了") && stored.contains(paragraphs[2]),
        "the page does not come, and its text stays: {stored}"
    );
    server.put_body("/page", page.replace("傍晚六点", "晚上八点"));
    server.put_body("/a", reworded("收班晚了。"));
    assert_eq!(home.fetch(&["甲报"])["changed"], 1);
    let stored = std::fs::read_to_string(home.store("甲报")).unwrap();
    assert!(
        stored.contains("收班晚了") && stored.contains("晚上八点"),
        "the page is fetched again: {stored}"
    );
}
