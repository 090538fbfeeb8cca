//! `zhenews state`, and searches for what the reader marked.

use std::fs;
use std::path::Path;

use zhenews::library::{Action, Id, Journal};

use crate::cli::program::{Ran, zhenews};

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
    let export = run(
        state.path(),
        &["state", "export", link.to_str().unwrap(), "--force"],
    );
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
    assert!(
        !state.path().join("zhenews").exists(),
        "nothing is made for what is none"
    );
}

#[test]
fn who_only_reads_needs_no_lock_and_makes_nothing() {
    let state = tempfile::tempdir().unwrap();
    let none = run(state.path(), &["state", "export"]);
    assert_eq!(none.code, 0);
    assert!(none.stdout.contains("\"records\": []"), "{}", none.stdout);
    assert!(fs::read_dir(state.path()).unwrap().next().is_none());
    act(state.path(), &[Action::Star(ids()[..1].to_vec())], 1);
    let lock = fs::File::open(state.path().join("zhenews/library.lock")).unwrap();
    lock.lock().unwrap();
    let export = run(state.path(), &["state", "export"]);
    assert!(export.stdout.contains("star"), "{}", export.stdout);
    let found = run(state.path(), &["search", "--count", "is:starred"]);
    assert_eq!((found.code, &*found.stdout), (0, "1\n"));
}

#[test]
fn what_cannot_be_taken_in_is_told_in_both_languages() {
    let state = tempfile::tempdir().unwrap();
    act(state.path(), &[Action::Star(ids()[..1].to_vec())], 1);
    let file = state.path().join("state.json");
    let path = file.to_str().unwrap();
    assert_eq!(run(state.path(), &["state", "export", path]).code, 0);
    let lock = fs::File::open(state.path().join("zhenews/library.lock")).unwrap();
    lock.lock().unwrap();
    let edition = concat!(env!("CARGO_MANIFEST_DIR"), "/data/edition.json");
    for (from, english, chinese) in [
        (
            path,
            "library.lock: another program holds the lock",
            "library.lock：已被另一个程序锁住",
        ),
        (
            edition,
            "edition.json: this is no export",
            "edition.json：这不是导出的状态",
        ),
    ] {
        for (locale, expected) in [("C", english), ("zh_CN.UTF-8", chinese)] {
            let mut command = zhenews(&["state", "import", from]);
            command.env("XDG_STATE_HOME", state.path());
            let refused: Ran = command.env("LC_ALL", locale).output().unwrap().into();
            assert_eq!(refused.code, 3);
            assert!(refused.stderr.contains(expected), "{}", refused.stderr);
        }
    }
}

#[test]
fn a_record_from_the_future_wins_over_nothing_and_ends_nothing() {
    let state = tempfile::tempdir().unwrap();
    let id: Vec<Id> = vec!["甲".into()];
    act(state.path(), &[Action::Unstar(id.clone())], 1000);
    let file = state.path().join("future.json");
    let future = |at: i64, id: &str| format!(r#"{{"at":{at},"do":{{"star":["{id}"]}}}}"#);
    let records = [future(i64::MAX, "甲"), future(90_000_000_000_000, "乙")].join(",");
    let json = format!(r#"{{"zhenews":"library","version":2,"records":[{records}]}}"#);
    std::io::Write::write_all(&mut fs::File::create(&file).unwrap(), json.as_bytes()).unwrap();
    let imported = run(state.path(), &["state", "import", file.to_str().unwrap()]);
    assert_eq!(imported.code, 0);
    let told = "1 records taken in\nzhenews: 2 records of the file tell no time";
    assert!(imported.stderr.contains(told), "{}", imported.stderr);
    act(state.path(), &[Action::Unstar(vec!["乙".into()])], 2000);
    act(state.path(), &[Action::Star(id)], 2000);
    let library = Journal::open(&state.path().join("zhenews"))
        .unwrap()
        .library;
    assert!(library.is_starred("甲") && !library.is_starred("乙"));
}

#[test]
fn damage_costs_its_line_and_is_told_with_the_place_where_it_goes() {
    let state = tempfile::tempdir().unwrap();
    act(state.path(), &[Action::Star(ids()[..1].to_vec())], 1);
    let file = state.path().join("zhenews/library.jsonl");
    let mut file = fs::OpenOptions::new().append(true).open(file).unwrap();
    std::io::Write::write_all(&mut file, b"no record\n").unwrap();
    for (locale, told) in [
        ("C", "1 damaged records are left out; they go to "),
        ("zh_CN.UTF-8", "有 1 条记录损坏，已略去，移到 "),
    ] {
        let mut command = zhenews(&["state", "export"]);
        command.env("XDG_STATE_HOME", state.path());
        let export: Ran = command.env("LC_ALL", locale).output().unwrap().into();
        assert!(export.stdout.contains("star"), "{}", export.stdout);
        let place = "zhenews/library.jsonl.damaged\n";
        assert!(export.stderr.contains(told) && export.stderr.ends_with(place));
    }
}

#[test]
fn marks_of_an_earlier_version_are_found_on_their_reports() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let state = tempfile::tempdir().unwrap();
    let ours = state.path().join("zhenews");
    fs::create_dir(&ours).unwrap();
    fs::copy(
        data.join("library/library.jsonl"),
        ours.join("library.jsonl"),
    )
    .unwrap();
    let files = ["dates.jsonl", "edition.json", "shapes.jsonl"];
    let files = files.map(|file| data.join("ids").join(file).display().to_string());
    for (query, titles) in [
        ("is:starred", &["旧桥改建第0", "第32号消息"][..]),
        ("is:read", &["旧桥改建第0"]),
        ("is:noted", &["旧桥改建第6"]),
        ("tag:桥 tag:梁", &["旧桥改建第6"]),
    ] {
        let mut arguments = vec!["search", query];
        arguments.extend(files.iter().map(String::as_str));
        let found = run(state.path(), &arguments).stdout;
        let found: Vec<_> = found
            .lines()
            .filter_map(|line| line.split('\t').next_back())
            .collect();
        assert_eq!(found, titles, "{query}");
    }
}
