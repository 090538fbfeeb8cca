//! `zhenews state`, and searches for what the reader marked.

use std::fs;
use std::path::Path;

use zhenews::library::{Action, Id, Journal};

use crate::program::{Ran, zhenews};

fn run(state: &Path, arguments: &[&str]) -> Ran {
    let mut command = zhenews(arguments);
    command.env("XDG_STATE_HOME", state);
    command.output().unwrap().into()
}

fn act(state: &Path, actions: &[Action], now: i64) {
    let mut journal = Journal::open(&state.join("zhenews")).unwrap().journal;
    journal.append(actions, now).unwrap();
}

/// The ids of the shipped edition, in its order.
fn ids() -> Vec<Id> {
    let nowhere = tempfile::tempdir().unwrap();
    let listed = run(nowhere.path(), &["list"]).stdout;
    assert!(fs::read_dir(nowhere.path()).unwrap().next().is_none());
    let id = |line: &str| line.split('\t').next().unwrap_or_default().into();
    listed.lines().map(id).collect()
}

#[test]
fn what_is_marked_is_found_and_counted() {
    let state = tempfile::tempdir().unwrap();
    let ids = ids();
    let count = |query: &str| run(state.path(), &["search", "--count", query]).stdout;
    assert_eq!(count("is:unread"), "7\n");
    let actions = [
        Action::Read(ids[..3].to_vec()),
        Action::Star(vec![ids[1].clone()]),
        Action::Tag("待剪报".into(), vec![ids[5].clone()]),
        Action::Note(ids[6].clone(), "核对日期".into()),
    ];
    act(state.path(), &actions, 1);
    for (query, expected) in [
        ("is:unread", 4),
        ("-is:read", 4),
        ("是:已读", 3),
        ("is:read -is:starred", 2),
        ("tag:剪报", 1),
        ("tag:剪報 OR is:noted", 2),
    ] {
        assert_eq!(count(query), format!("{expected}\n"), "{query}");
    }
    let starred = run(state.path(), &["search", "is:starred"]).stdout;
    assert!(starred.contains(&*ids[1]) && starred.lines().count() == 1);
}

#[test]
fn what_a_link_leads_to_is_written_and_no_device_is_replaced() {
    let state = tempfile::tempdir().unwrap();
    let at = |name: &str| state.path().join(name);
    act(state.path(), &[Action::Star(ids()[..1].to_vec())], 1);
    fs::File::create(at("kept.json")).unwrap();
    std::os::unix::fs::symlink(at("kept.json"), at("link.json")).unwrap();
    let link = at("link.json");
    let export = run(state.path(), &["state", "export", link.to_str().unwrap()]);
    assert_eq!(export.code, 0);
    assert!(link.is_symlink());
    assert!(
        fs::read_to_string(at("kept.json"))
            .unwrap()
            .contains("star")
    );
    let export = run(state.path(), &["state", "export", "/dev/stdout"]);
    assert!(export.stdout.contains("star"), "{}", export.stdout);
}

#[test]
fn what_is_exported_is_taken_in_elsewhere_and_the_newer_counts() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let id = |name: &str| -> Vec<Id> { vec![name.into()] };
    let tag = |tag: &str| Action::Tag(tag.into(), id("甲"));
    act(one.path(), &[Action::Star(id("甲")), tag("一")], 1000);
    act(one.path(), &[Action::Read(id("乙"))], 3000);
    act(two.path(), &[Action::Unstar(id("甲")), tag("二")], 2000);
    act(two.path(), &[Action::Unread(id("乙"))], 2500);
    let file = one.path().join("state.json");
    let path = file.to_str().unwrap();
    let exported = run(one.path(), &["state", "export", path]);
    assert_eq!((exported.code, exported.stdout.as_str()), (0, ""));
    let printed = run(one.path(), &["state", "export"]).stdout;
    assert_eq!(printed, fs::read_to_string(&file).unwrap());
    for (times, told) in [
        (1, "zhenews: 2 records taken in\n"),
        (2, "zhenews: 0 records taken in\n"),
    ] {
        let imported = run(two.path(), &["state", "import", path]);
        assert_eq!(
            (imported.code, &*imported.stderr),
            (0, told),
            "time {times}"
        );
    }
    let library = Journal::open(&two.path().join("zhenews")).unwrap().library;
    assert!(!library.is_starred("甲") && library.is_read("乙"));
    assert_eq!(library.tags("甲").collect::<Vec<_>>(), ["一", "二"]);
}

#[test]
fn what_is_no_export_changes_nothing_and_is_told() {
    let state = tempfile::tempdir().unwrap();
    let edition = concat!(env!("CARGO_MANIFEST_DIR"), "/data/edition.json");
    let refused = run(state.path(), &["state", "import", edition]);
    assert_eq!(refused.code, 3);
    assert!(
        refused.stderr.contains("edition.json"),
        "{}",
        refused.stderr
    );
    let newer = state.path().join("newer.json");
    let json = br#"{"zhenews": "library", "version": 9, "records": []}"#;
    let mut file = fs::File::create(&newer).unwrap();
    std::io::Write::write_all(&mut file, json).unwrap();
    let refused = run(state.path(), &["state", "import", newer.to_str().unwrap()]);
    assert!(refused.stderr.contains("version 9"), "{}", refused.stderr);
    let kept = fs::read_to_string(state.path().join("zhenews/library.jsonl")).unwrap();
    assert_eq!(kept.lines().count(), 1);
}
