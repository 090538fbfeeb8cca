//! Reading an archive whose files do not hold still.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use serde_json::json;

use crate::terminal::desk::{Desk, zhenews};

/// Reports of as many days, the newest last; each says which it is, in words of its own.
pub(crate) fn reports(word: &str, count: usize) -> String {
    let mut text = String::new();
    for number in 0..count {
        let (year, month, day) = (2000 + number / 336, 1 + number / 28 % 12, 1 + number % 28);
        let record = json!({
            "id": format!("r{number}"),
            "title": format!("{word}题{number}号"),
            "body": [format!("{word}文{number}段，今日植树。")],
            "date": format!("{year}-{month:02}-{day:02}"),
        });
        text.push_str(&record.to_string());
        text.push('\n');
    }
    text
}

/// Writes a file in its place.
pub(crate) fn write(path: &Path, text: &str) {
    let mut file = File::create(path).expect("a file is made");
    file.write_all(text.as_bytes()).expect("a file is written");
}

/// Opens the reader on a store that is indexed.
pub(crate) fn open(directory: &Path) -> Desk {
    index(directory);
    start(directory)
}

/// Indexes the store in a directory.
pub(crate) fn index(directory: &Path) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zhenews"));
    command.arg("index").arg(directory.join("store"));
    command.env("XDG_CACHE_HOME", directory.join("cache"));
    let done = command.output().expect("the program starts");
    assert!(done.status.success(), "{done:?}");
}

/// Opens the reader on the store in a directory.
pub(crate) fn start(directory: &Path) -> Desk {
    let store = directory.join("store");
    let mut command = zhenews(&[store.to_str().expect("a plain path")]);
    command.env("XDG_CACHE_HOME", directory.join("cache"));
    Desk::new(command)
}

#[test]
fn an_archive_whose_file_changes_under_the_reader_is_shown_as_it_is() {
    let directory = tempfile::tempdir().expect("a directory");
    let file = directory.path().join("store/a.jsonl");
    fs::create_dir(directory.path().join("store")).expect("a directory");
    write(&file, &(reports("旧", 2000)));
    let mut desk = open(directory.path());
    desk.wait_text("1/2000");
    desk.wait_text("旧文1999段");
    desk.send("G");
    desk.wait_text("2000/2000");
    desk.wait_text("旧文0段");
    desk.send("\x1b[H");
    desk.wait_text("1/2000");
    desk.send("/旧文77段\r");
    desk.wait_text("第 1 处");
    desk.wait_text("旧文77段");
    desk.send("\x1b");
    desk.wait_text("/2000");
    // Lines behind what was indexed leave the others where they are.
    write(
        &file,
        &(reports("旧", 2000)
            + &reports("又", 2001)
                .lines()
                .last()
                .expect("one")
                .replace("r2000", "n")),
    );
    desk.send("\x1b[H");
    desk.wait_text("旧文1999段");
    write(&file, &(reports("新", 2001)));
    desk.send("G");
    desk.wait_text("新文0段");
    desk.wait_text("2001/2001");
    desk.send("\x1b[H");
    desk.wait_text("1/2001");
    desk.wait_text("新文2000段");
    desk.send("jjjk");
    desk.wait_text("新文1998段");
    let shown = desk.contents();
    assert!(!shown.contains('旧'), "{shown}");
    desk.send("q");
    assert_eq!(desk.wait_end(), 0);
}

/// The report that is read is written anew: it is shown as it is now, not as it was.
#[test]
fn a_report_that_is_read_is_shown_as_it_is_now() {
    let directory = tempfile::tempdir().expect("a directory");
    let file = directory.path().join("store/a.jsonl");
    fs::create_dir(directory.path().join("store")).expect("a directory");
    write(&file, &(reports("旧", 2000)));
    let desk = open(directory.path());
    desk.wait_text("1/2000");
    desk.send("G");
    desk.wait_text("旧文0段");
    write(&file, &(reports("新", 2000)));
    // Steps to reports that were there before; those beside them are looked for meanwhile.
    desk.send(&"k".repeat(20));
    desk.wait_text("1980/2000");
    desk.wait_text("新文20段");
    desk.wait_for("no text of before", |screen| {
        (!screen.contents().contains('旧')).then_some(())
    });
}

#[test]
fn what_was_found_in_an_archive_is_exported_and_what_changed_is_left_out() {
    let directory = tempfile::tempdir().expect("a directory");
    let file = directory.path().join("store/a.jsonl");
    fs::create_dir(directory.path().join("store")).expect("a directory");
    let text = reports("旧", 2000);
    write(&file, &text);
    let desk = open(directory.path());
    desk.wait_text("1/2000");
    desk.send("/植树\r");
    desk.wait_text("1/2000");
    desk.wait_text("第 1 处");
    let set = directory.path().join("set.jsonl");
    let typed = set.to_str().expect("a plain path");
    desk.send(&format!("e\x15{typed}\r"));
    desk.wait_text("已将 2000 篇写入");
    let written = fs::read_to_string(&set).expect("the set");
    let values: Vec<serde_json::Value> = written
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(values.len(), 2001);
    assert_eq!(values[0]["export"]["query"], "植树");
    assert_eq!(values[1]["id"], "r1999");
    let last = &values[2000];
    assert_eq!(
        (&last["id"], &last["provenance"]["byte"]),
        (&"r0".into(), &0.into())
    );
    let first_line = text.lines().next().expect("a line");
    assert_eq!(last["provenance"]["bytes"], first_line.len());
    // As long as before, and another report.
    write(&file, &text.replace("旧题7号", "新题7号"));
    desk.send(&format!("e\x15{typed}\r"));
    desk.wait_text("写入");
    desk.wait_text("set-2.jsonl");
    let again = fs::read_to_string(directory.path().join("set-2.jsonl")).expect("the second");
    assert!(
        !again.contains("旧题7号"),
        "what is not there any more is exported"
    );
}

/// What an index counts completes what is typed, as what is in memory does; the reader's own tags too.
#[test]
fn tags_and_pages_are_completed_where_the_reports_are_indexed() {
    let directory = tempfile::tempdir().expect("a directory");
    fs::create_dir(directory.path().join("store")).expect("a directory");
    let records = [
        json!({"title": "植树", "date": "2019-11-22", "tags": ["林业", "环保"], "page": "A03"}),
        json!({"title": "造林", "date": "2019-11-21", "tags": ["林业"], "page": "A03"}),
        json!({"title": "治污", "date": "2019-11-20", "tags": ["河务"], "page": "12"}),
    ];
    let lines = records.iter().map(|record| format!("{record}\n"));
    write(
        &directory.path().join("store/a.jsonl"),
        &lines.collect::<String>(),
    );
    let desk = open(directory.path());
    desk.wait_text("1/3");
    // Its own tags are of the reader's, whether anything is printed with a report or not.
    desk.send("T待剪报\r");
    desk.wait_text("#待剪报");
    for (typed, found) in [
        ("/tag:\t", "[林业]  待剪报  河务  环保"),
        ("/tag:待\t", "tag:待剪报"),
        ("/page:\t", "page:A03"),
        ("/版次:1\t", "版次:12"),
        ("jT\t", "标签：林业"),
        ("T河\t", "标签：河务"),
        ("T待\t", "标签：待剪报"),
    ] {
        desk.send(typed);
        desk.wait_text(found);
        desk.send("\x1b");
        desk.wait_for("what was typed gone", |screen| {
            (!screen.contents().contains(found)).then_some(())
        });
        desk.wait_text("? 按键");
    }
}
