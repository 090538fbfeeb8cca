//! Stores of more files than a program may have open.

use std::process::{Command, Output};

use serde_json::json;

use super::changing::distinct;
use super::made::{Desk, Dice, lines};
use super::{compare, reports};

/// How many files a program may have open: what it needs for itself, and a few dozen.
const OPEN: usize = 80;

/// Runs the real program with few files that it may have open.
fn run(command: &Command) -> Output {
    let mut limited = Command::new("sh");
    let script = format!("ulimit -n {OPEN}; exec \"$0\" \"$@\"");
    limited.arg("-c").arg(script).arg(command.get_program());
    limited.args(command.get_args());
    limited.envs(
        command
            .get_envs()
            .filter_map(|(name, value)| Some((name, value?))),
    );
    limited.output().expect("the program starts")
}

#[test]
fn a_store_of_more_files_than_may_be_open_is_indexed_and_read() {
    let mut dice = Dice::new(11);
    let desk = Desk::new();
    let put = |dice: &mut Dice, numbers: std::ops::Range<usize>| {
        for number in numbers {
            let some = reports(dice, 10 * number, 1 + number % 3);
            let bytes = match number % 2 {
                0 => lines(&some),
                _ => serde_json::to_vec(&some).expect("it is JSON"),
            };
            desk.put(&format!("{number:03}.json"), &bytes);
        }
    };
    put(&mut dice, 0..150);
    let made = run(&desk.index_command());
    assert!(made.status.success(), "{made:?}");
    // Some are added, and one more grows.
    put(&mut dice, 150..190);
    desk.append("000.json", &lines(&reports(&mut dice, 5000, 2)));
    let updated = run(&desk.index_command());
    assert!(updated.status.success(), "{updated:?}");
    let archive = desk.archive().expect("the index is made");
    compare(&archive, &desk.whole(), &mut dice, 20);
    for arguments in [&["list"][..], &["search", "的"]] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_zhenews"));
        command.args(arguments).arg(desk.store());
        let environment = desk.index_command();
        command.envs(
            environment
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        );
        let done = run(&command);
        assert!(done.status.success() && !done.stdout.is_empty(), "{done:?}");
    }
}

#[test]
fn each_article_of_an_edition_gets_what_holds_for_it_whatever_was_read_before() {
    let mut dice = Dice::new(13);
    let desk = Desk::new();
    let edition = |name: &str, dice: &mut Dice, from: usize| {
        let mut articles = distinct(dice, from, 3);
        // That one has a body tells that this is an edition; one that has none is its article all the same.
        articles.push(json!({"title": format!("短讯{from}")}));
        json!({"title": "头版", "source": name, "articles": articles})
    };
    let some = [
        json!({"title": "单篇", "id": "one"}),
        edition("晨报", &mut dice, 10),
        edition("晚报", &mut dice, 20),
    ];
    desk.put("a.jsonl", &lines(&some));
    compare(&desk.update(), &desk.whole(), &mut dice, 5);
    // Many of the others, so that the file is not read again but goes on to be.
    desk.put("b.jsonl", &lines(&distinct(&mut dice, 1000, 200)));
    compare(&desk.update(), &desk.whole(), &mut dice, 5);
    desk.append("a.jsonl", &lines(&[edition("日报", &mut dice, 30)]));
    compare(&desk.update(), &desk.whole(), &mut dice, 5);
    // Lines in another encoding between them make no difference.
    let mut mixed = encoding_rs::GB18030
        .encode("{\"title\":\"示范区组织学生观看科普展\"}\n")
        .0
        .into_owned();
    mixed.extend(lines(&[
        edition("晨报", &mut dice, 40),
        edition("晚报", &mut dice, 50),
    ]));
    desk.append("a.jsonl", &mixed);
    compare(&desk.update(), &desk.whole(), &mut dice, 5);
}
