//! Reading an archive whose files are gone for the time being.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::terminal::archives::{index, open, reports, start, write};
use crate::terminal::desk::Desk;

/// A report that is listed last.
const LAST: &str = r#"{"id": "z", "title": "末篇", "date": "1999", "body": "末文。"}"#;

/// A reader on a store of some files that are indexed, of which the first report is shown.
struct Store {
    directory: TempDir,
    desk: Desk,
}

impl Store {
    fn new(files: &[(&str, &str)]) -> Self {
        let directory = tempfile::tempdir().expect("a directory");
        fs::create_dir(directory.path().join("store")).expect("a directory");
        for (name, text) in files {
            write(&directory.path().join("store").join(name), text);
        }
        index(directory.path());
        // Once this is listed the reader has looked at the files.
        let (name, text) = files[0];
        let path = directory.path().join("store").join(name);
        write(&path, &format!("{text}{LAST}"));
        let desk = start(directory.path());
        let count = format!("1/{}", 1000 * files.len() + 1);
        desk.wait_for("the first reports", |screen| {
            let screen = screen.contents();
            (screen.contains(&count) && screen.contains("题998号")).then_some(())
        });
        Self { directory, desk }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    fn wait_until_gone(&self, text: &str) {
        self.desk.wait_for("a text gone", |screen| {
            (!screen.contents().contains(text)).then_some(())
        });
    }
}

/// Takes a file away, goes to reports that were not seen yet, and looks that all goes on; gives it back then,
/// and they are there without a key.
fn goes_and_comes(take: impl Fn(&Path), give: impl Fn(&Path), why: &str) {
    let mut store = Store::new(&[("a.jsonl", &reports("旧", 1000))]);
    store.desk.wait_text("旧文999段");
    take(store.directory.path());
    store.desk.send("G");
    store.desk.wait_text(why);
    store.desk.wait_text("1001/1001");
    store.desk.wait_text("旧文999段");
    // What was read is read on, and marks are kept.
    store.desk.send("\x1b[H");
    store.desk.wait_text("1/1001");
    store.desk.send("*j");
    store.desk.wait_text("旧文998段");
    store.desk.send("G");
    store.desk.wait_text(why);
    give(store.directory.path());
    store.desk.wait_text("末文");
    store.wait_until_gone("等待");
    store.desk.send("\x1b[H");
    store.desk.wait_text("旧文999段");
    store.desk.wait_text("*旧题999号");
    store.desk.send("q");
    assert_eq!(store.desk.wait_end(), 0);
}

#[test]
fn a_file_that_is_gone_is_waited_for() {
    goes_and_comes(
        |at| fs::rename(at.join("store/a.jsonl"), at.join("aside")).expect("it is moved"),
        |at| fs::rename(at.join("aside"), at.join("store/a.jsonl")).expect("it is moved"),
        "等待",
    );
}

#[test]
fn a_file_that_was_emptied_is_waited_for_until_it_is_written() {
    goes_and_comes(
        |at| write(&at.join("store/a.jsonl"), ""),
        |at| {
            let text = format!("{}{LAST}", reports("旧", 1000));
            write(&at.join("store/a.jsonl"), &text);
        },
        "文件是空的",
    );
}

#[test]
fn a_directory_that_is_gone_is_waited_for() {
    goes_and_comes(
        |at| fs::rename(at.join("store"), at.join("aside")).expect("it is moved"),
        |at| fs::rename(at.join("aside"), at.join("store")).expect("it is moved"),
        "文件不在了",
    );
}

/// An unmounted drive leaves the empty directory on which it was mounted.
#[test]
fn a_directory_that_is_empty_is_waited_for() {
    goes_and_comes(
        |at| {
            fs::rename(at.join("store"), at.join("aside")).expect("it is moved");
            fs::create_dir(at.join("store")).expect("a directory");
        },
        |at| {
            fs::remove_dir(at.join("store")).expect("it is there");
            fs::rename(at.join("aside"), at.join("store")).expect("it is moved");
        },
        "文件不在了",
    );
}

#[test]
fn a_file_in_the_place_of_which_stands_something_else_is_waited_for() {
    let aside = |at: &Path| {
        fs::rename(at.join("store/a.jsonl"), at.join("aside")).expect("it is moved");
    };
    goes_and_comes(
        |at| {
            aside(at);
            write(&at.join("store/a.jsonl"), "<html>502 Bad Gateway</html>\n");
        },
        |at| fs::rename(at.join("aside"), at.join("store/a.jsonl")).expect("it is moved"),
        "文件里没有报道",
    );
    goes_and_comes(
        |at| {
            aside(at);
            fs::create_dir(at.join("store/a.jsonl")).expect("a directory");
        },
        |at| {
            fs::remove_dir(at.join("store/a.jsonl")).expect("it is there");
            fs::rename(at.join("aside"), at.join("store/a.jsonl")).expect("it is moved");
        },
        "文件不在了",
    );
}

#[test]
fn a_file_that_another_takes_the_place_of_is_read_again() {
    let store = Store::new(&[("a.jsonl", &reports("旧", 1000))]);
    store.desk.wait_text("旧文999段");
    write(&store.path("new"), &reports("新", 1000));
    fs::rename(store.path("new"), store.path("store/a.jsonl")).expect("it is moved");
    store.desk.send("G");
    store.desk.wait_text("新文0段");
}

/// The others are read meanwhile, also what is new in them.
#[test]
fn one_file_of_several_is_waited_for_while_the_others_are_read() {
    let store = Store::new(&[
        ("a.jsonl", &reports("甲", 1000)),
        ("b.jsonl", &reports("乙", 1000).replace("\"r", "\"s")),
    ]);
    let desk = &store.desk;
    desk.wait_text("1/2001");
    desk.wait_text("甲文999段");
    fs::rename(store.path("store/a.jsonl"), store.path("aside")).expect("it is moved");
    desk.send("G");
    desk.wait_text("等待");
    desk.wait_text("2001/2001");
    desk.send("\x1b[H");
    desk.wait_text("甲文999段");
    // Now another has changed: what can be read is listed, and what is read stays.
    write(
        &store.path("store/b.jsonl"),
        &reports("丙", 1001).replace("\"r", "\"s"),
    );
    desk.send("G");
    desk.wait_text("/1001");
    desk.wait_text("等待");
    desk.send("\x1b[H");
    desk.wait_text("丙文1000段");
    fs::rename(store.path("aside"), store.path("store/a.jsonl")).expect("it is moved");
    desk.wait_text("/2002");
    store.wait_until_gone("等待");
}

#[test]
fn a_store_that_is_empty_or_gone_when_it_is_opened_is_refused() {
    for text in [Some(""), None] {
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path().join("store");
        fs::create_dir(&path).expect("a directory");
        write(&path.join("a.jsonl"), &reports("旧", 1000));
        let mut first = open(directory.path());
        first.wait_text("旧文999段");
        first.send("q");
        assert_eq!(first.wait_end(), 0);
        fs::remove_file(path.join("a.jsonl")).expect("it is there");
        if let Some(text) = text {
            write(&path.join("a.jsonl"), text);
        }
        let mut desk = start(directory.path());
        assert_eq!(desk.wait_end(), 3);
    }
}
