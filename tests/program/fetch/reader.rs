//! The reader while files change under it, and while it fetches.

use std::fs::OpenOptions;
use std::io::Write as _;

use portable_pty::CommandBuilder;

use super::home::{Home, feed};
use super::server::{Answer, Server};
use crate::terminal::desk::Desk;

fn open(home: &Home, arguments: &[&str]) -> Desk {
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
fn what_another_program_writes_is_seen_at_once() {
    sees_what_is_written(false);
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
