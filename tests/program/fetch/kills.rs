//! What is killed, runs beside another, or has no room loses nothing and stores nothing twice.

use std::collections::HashSet;
use std::fs;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};

use serde_json::Value;

use super::home::{Home, feed};
use super::server::{Answer, Server};

const FEEDS: usize = 6;

fn settings(server: &Server) -> String {
    let feed = |number| {
        let url = server.url(&format!("/{number}"));
        format!("[feeds.f{number}]\nurl = \"{url}\"\n")
    };
    (0..FEEDS).map(feed).collect()
}

/// The ids of all whole lines, each with its line.
fn lines(home: &Home) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for number in 0..FEEDS {
        let text = fs::read_to_string(home.store(&format!("f{number}"))).unwrap_or_default();
        let whole = text.rfind('\n').map_or("", |end| text.get(..=end).unwrap());
        for line in whole.lines() {
            let value: Value = serde_json::from_str(line).unwrap();
            all.push((value["id"].as_str().unwrap().to_owned(), line.to_owned()));
        }
    }
    all
}

#[test]
fn a_fetch_that_is_killed_at_any_moment_loses_nothing_and_stores_nothing_twice() {
    const KILLS: usize = 25;
    let (home, server) = (Home::new(), Server::start());
    home.set(&settings(&server));
    let (sender, asked) = mpsc::channel();
    let round = Arc::new(AtomicUsize::new(1));
    for number in 0..FEEDS {
        let (sender, round) = (sender.clone(), round.clone());
        server.put(&format!("/{number}"), move |_| {
            let _ = sender.send(());
            let newest = round.load(Ordering::SeqCst) * 10;
            Answer::ok(feed(
                &format!("f{number}"),
                (newest.saturating_sub(40)..newest).map(|n| number * 10_000 + n),
            ))
        });
    }
    let names: Vec<String> = (0..FEEDS).map(|number| format!("f{number}")).collect();
    let names: Vec<&str> = [
        &["fetch"][..],
        &names.iter().map(String::as_str).collect::<Vec<_>>(),
    ]
    .concat();
    let mut known: HashSet<(String, String)> = HashSet::new();
    for kill in 0..KILLS {
        round.store(kill + 1, Ordering::SeqCst);
        let mut child = home
            .command(&names)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // The moment is told by how much was asked for, and by how long a thread takes to see it.
        for _ in 0..kill % (FEEDS + 1) {
            asked.recv().unwrap();
        }
        for _ in 0..(kill * 7919 % 20) * 1000 {
            std::hint::spin_loop();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        while asked.try_recv().is_ok() {}
        let now = lines(&home);
        let set: HashSet<_> = now.iter().cloned().collect();
        assert!(
            known.is_subset(&set),
            "after kill {kill} what was there is gone"
        );
        let ids: HashSet<_> = now.iter().map(|(id, _)| id).collect();
        assert_eq!(ids.len(), now.len(), "after kill {kill} one is there twice");
        known = set;
    }
    let summary = home.fetch(&names[1..]);
    assert_eq!(summary["failed"], 0, "{summary}");
    let after = lines(&home);
    let ids: HashSet<_> = after.iter().map(|(id, _)| id).collect();
    assert_eq!(ids.len(), after.len());
    let set: HashSet<_> = after.iter().cloned().collect();
    assert!(known.is_subset(&set));
    assert!(after.len() >= FEEDS * 40);
    assert_eq!(home.run(&["list", "--strict"]).code, 0);
}

#[test]
fn two_fetchers_at_once_store_nothing_twice() {
    let (home, server) = (Home::new(), Server::start());
    home.set(&settings(&server));
    for number in 0..FEEDS {
        server.put_body(
            &format!("/{number}"),
            feed(&format!("f{number}"), (0..50).map(|n| number * 1000 + n)),
        );
    }
    let fetchers: Vec<_> = (0..3)
        .map(|_| {
            home.command(&["fetch"])
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    for fetcher in fetchers {
        let output = fetcher.wait_with_output().unwrap();
        assert!(output.status.success(), "{output:?}");
    }
    assert_eq!(home.titles().len(), FEEDS * 50);
}

#[test]
fn a_disk_that_is_full_costs_no_report() {
    let (home, server) = (Home::new(), Server::start());
    server.put_body("/a", feed("甲", [1]));
    home.ok(&["add", &server.url("/a")]);
    server.put_body("/a", feed("甲", 1..200));
    // A file may grow to four kilobytes: the store has no room, and the others have.
    let command = home.command(&["fetch", "甲"]);
    let mut limited = Command::new("sh");
    limited
        .arg("-c")
        .arg("ulimit -f 8; exec \"$0\" \"$@\"")
        .arg(command.get_program())
        .args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => limited.env(name, value),
            None => limited.env_remove(name),
        };
    }
    let ran = limited.output().unwrap();
    assert_eq!(ran.status.code(), Some(3), "{ran:?}");
    assert!(
        String::from_utf8_lossy(&ran.stderr).contains("甲.jsonl"),
        "{ran:?}"
    );
    assert_eq!(home.titles(), ["第1号渡口重开"]);
    assert_eq!(home.fetch(&["甲"])["new"], 198);
    assert_eq!(home.titles().len(), 199);
}

#[test]
fn a_torn_line_is_mended_by_the_next_fetch() {
    let (home, server) = (Home::new(), Server::start());
    server.put_body("/a", feed("甲", [2, 1]));
    home.ok(&["add", &server.url("/a")]);
    let store = home.store("甲");
    let text = fs::read_to_string(&store).unwrap();
    let torn = text.get(..text.trim_end().len() - "\"}}".len()).unwrap();
    super::home::write(&store, torn);
    server.put_body("/a", feed("甲", [3, 2, 1]));
    assert_eq!(
        home.fetch(&["甲"])["new"],
        2,
        "the torn one and the new one"
    );
    assert_eq!(home.titles().len(), 3);
}
