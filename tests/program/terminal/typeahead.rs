//! Keys that come in one burst, in a terminal: each acts on what the one before it brought.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use crate::terminal::desk::{Desk, zhenews};

/// Reports of as many days, the newest first.
fn reports() -> String {
    let report = |number: usize| {
        let number = 1999 - number;
        let (year, month, day) = (2000 + number / 336, 1 + number / 28 % 12, 1 + number % 28);
        let record = serde_json::json!({
            "id": format!("r{number}"),
            "title": format!("题{number}号"),
            "body": [format!("文{number}段，今日植树。")],
            "date": format!("{year}-{month:02}-{day:02}"),
        });
        format!("{record}\n")
    };
    (0..2000).map(report).collect()
}

/// Types keys and `q` in one burst, and returns what was marked meanwhile: the word and the id.
fn marked(directory: &Path, keys: &str, number: usize) -> Vec<String> {
    let state = directory.join(format!("state-{number}"));
    let store = directory.join("store.jsonl");
    let mut command = zhenews(&[store.to_str().expect("a plain path")]);
    command.env("XDG_STATE_HOME", &state);
    command.env("XDG_CACHE_HOME", directory.join("cache"));
    let mut desk = Desk::new(command);
    desk.wait_text("1/2000");
    desk.send(&format!("{keys}q"));
    assert_eq!(desk.wait_end(), 0, "{keys}");
    let journal = fs::read_to_string(state.join("zhenews/library.jsonl")).unwrap_or_default();
    let marks = journal.lines().filter_map(|line| {
        let record: serde_json::Value = serde_json::from_str(line).expect("a record");
        let done = record["do"].as_object()?;
        let (word, ids) = done.iter().next()?;
        let is_mark = matches!(&**word, "read" | "star");
        is_mark.then(|| format!("{word} {}", ids[0].as_str().unwrap_or_default()))
    });
    marks.collect()
}

#[test]
fn a_burst_acts_on_the_report_that_it_goes_to() {
    let directory = tempfile::tempdir().expect("a directory");
    let store = directory.path().join("store.jsonl");
    let mut file = File::create(&store).expect("a file is made");
    let written = file.write_all(reports().as_bytes());
    written.expect("a file is written");
    let mut number = 0;
    for is_indexed in [false, true] {
        if is_indexed {
            let mut command = Command::new(env!("CARGO_BIN_EXE_zhenews"));
            command.arg("index").arg(&store);
            command.env("XDG_CACHE_HOME", directory.path().join("cache"));
            let done = command.output().expect("the program starts");
            assert!(done.status.success(), "{done:?}");
        }
        for (keys, expected) in [
            ("/题77号\r*", vec!["star r77"]),
            ("*]*", vec!["star r1999", "star r1998"]),
            ("d2001\r*", vec!["star r671"]),
            ("G*", vec!["star r0"]),
            ("/题123\rG*", vec!["star r123"]),
        ] {
            number += 1;
            let marked = marked(directory.path(), keys, number);
            assert_eq!(marked, expected, "{keys:?}, indexed: {is_indexed}");
        }
    }
}
