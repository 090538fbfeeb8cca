//! Journals with times and versions out of reach, without their lock, their directory or their file.

use std::os::unix::fs::{PermissionsExt as _, symlink};

use super::super::record::LATEST;
use super::*;

fn star(name: &str) -> Action {
    Action::Star(ids(&[name]))
}

fn unstar(name: &str) -> Action {
    Action::Unstar(ids(&[name]))
}

/// A journal's text with records of these times.
fn text(records: &[Record]) -> String {
    let lines = records.iter().map(|record| record::encode(record).unwrap());
    record::header(VERSION) + &lines.collect::<String>()
}

/// Times as a clock tells them, and those that none can.
fn time() -> impl Strategy<Value = i64> {
    prop_oneof![
        any::<i64>(),
        prop::sample::select(vec![i64::MAX, i64::MIN, -1, LATEST, LATEST + 1]),
        0i64..2_000_000_000_000,
    ]
}

proptest! {
    #[test]
    fn no_time_that_is_there_already_wins_over_what_is_done_later(
        times in prop::collection::vec((time(), any::<bool>()), 1..6),
        done in prop::collection::vec((any::<bool>(), any::<bool>(), time()), 1..8),
    ) {
        let directory = tempfile::tempdir().unwrap();
        let records = times.iter().map(|(at, on)| Record {
            at: *at,
            action: if *on { star("甲") } else { unstar("甲") },
        });
        write(&directory.path().join(NAME), text(&records.collect::<Vec<_>>())).unwrap();
        let (mut one, mut two) = (open(directory.path()), open(directory.path()));
        prop_assert_eq!(one.damaged, 0);
        let mut model = one.library.clone();
        for (is_first, on, now) in &done {
            let action = if *on { star("甲") } else { unstar("甲") };
            let journal = if *is_first { &mut one.journal } else { &mut two.journal };
            journal.append(std::slice::from_ref(&action), *now).unwrap();
            model.act(&action);
            prop_assert_eq!(model.is_starred("甲"), *on);
            prop_assert_eq!(read(directory.path()).unwrap().library.is_starred("甲"), *on);
        }
        // What one reader is told of the other leads to the same.
        let mut seen = two.library;
        match two.journal.look().unwrap() {
            News::Records(records) => seen.take_all(&records),
            News::None => seen = read(directory.path()).unwrap().library,
            news => panic!("{news:?}"),
        }
        if done.iter().all(|(is_first, ..)| *is_first) {
            prop_assert_eq!(seen.is_starred("甲"), model.is_starred("甲"));
        }
        let written = open(directory.path()).library.records();
        prop_assert_eq!(replayed(&written).is_starred("甲"), model.is_starred("甲"));
    }
}

#[test]
fn an_export_from_the_future_fills_gaps_and_wins_over_nothing() {
    let now = 1_700_000_000_000;
    let tomorrow = now + 23 * 60 * 60 * 1000;
    let export = |records: &[(i64, Action)]| {
        let record = |(at, action): &(i64, Action)| Record {
            at: *at,
            action: action.clone(),
        };
        let records: Vec<Record> = records.iter().map(record).collect();
        serde_json::json!({"zhenews": "library", "version": VERSION, "records": records})
            .to_string()
    };
    let json = export(&[
        (i64::MAX, star("甲")),
        (now * 2, star("乙")),
        (-5, star("丙")),
        (tomorrow, star("丁")),
    ]);
    let imported = read_export(&json, now).unwrap();
    let times: Vec<i64> = imported.records.iter().map(|record| record.at).collect();
    assert_eq!(times, [0, 0, 0, tomorrow]);
    assert_eq!(imported.untimed, 3);
    let directory = tempfile::tempdir().unwrap();
    let mut journal = open(directory.path()).journal;
    journal.append(&[unstar("甲")], 5).unwrap();
    // Two of them are of the same time, and one record.
    assert_eq!(journal.merge(&imported.records).unwrap().added, 2);
    assert_eq!(journal.merge(&imported.records).unwrap().added, 0);
    let library = open(directory.path()).library;
    let starred = ["甲", "乙", "丙", "丁"].map(|id| library.is_starred(id));
    assert_eq!(starred, [false, true, true, true]);
}

#[test]
fn a_version_above_ours_is_newer_however_large_and_one_below_zero_is_damage() {
    let huge = "9".repeat(400);
    for version in ["3", "2.5", "18446744073709551616", "1e400", &huge] {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join(NAME);
        let header = format!("{{\"zhenews\":\"library\",\"version\":{version}}}\n");
        write(&path, &header).unwrap();
        let refused = Journal::open(directory.path());
        assert!(matches!(refused, Err(Error::Newer { .. })), "{version}");
        assert_eq!(fs::read_to_string(&path).unwrap(), header);
        let export = format!("{{\"zhenews\":\"library\",\"version\":{version},\"records\":[]}}");
        let refused = read_export(&export, 0).unwrap_err();
        assert!(refused.english.contains("a newer zhenews"), "{version}");
    }
    for version in ["-1", "-1e400", "\"2\"", "null"] {
        let directory = tempfile::tempdir().unwrap();
        let header = format!("{{\"zhenews\":\"library\",\"version\":{version}}}\n");
        let kept = text(&[Record {
            at: 1,
            action: star("甲"),
        }]);
        write(&directory.path().join(NAME), kept + &header).unwrap();
        let opened = open(directory.path());
        assert_eq!(opened.damaged, 1, "{version}");
        assert!(opened.library.is_starred("甲"));
        let aside = directory.path().join("library.jsonl.damaged");
        assert_eq!(fs::read_to_string(aside).unwrap(), header);
    }
}

#[test]
fn a_lock_that_another_holds_is_given_up_and_keeps_nobody_from_reading() {
    let directory = tempfile::tempdir().unwrap();
    let mut journal = open(directory.path()).journal;
    journal.append(&[star("甲")], 1).unwrap();
    let mut other = open(directory.path()).journal;
    journal.append(&[star("乙")], 1).unwrap();
    let held = fs::File::open(directory.path().join("library.lock")).unwrap();
    held.lock().unwrap();
    assert!(read(directory.path()).unwrap().library.is_starred("甲"));
    assert!(matches!(other.look().unwrap(), News::Records(_)));
    let refused = journal.append(&[star("丙")], 1);
    assert!(matches!(refused, Err(Error::Locked { .. })));
    held.unlock().unwrap();
    journal.append(&[star("丙")], 1).unwrap();
    assert!(open(directory.path()).library.is_starred("丙"));
}

#[test]
fn what_is_removed_under_open_readers_is_written_again_by_either() {
    for only_the_file in [false, true] {
        let state = tempfile::tempdir().unwrap();
        let directory = state.path().join("zhenews");
        let (mut one, mut two) = (open(&directory).journal, open(&directory).journal);
        // Later than now by a clock that was wrong.
        one.append(&[star("甲"), star("乙")], 9000).unwrap();
        let library = read(&directory).unwrap().library;
        assert!(matches!(two.look().unwrap(), News::Records(_)));
        if only_the_file {
            fs::remove_file(directory.join(NAME)).unwrap();
        } else {
            fs::remove_dir_all(&directory).unwrap();
        }
        assert_eq!(two.look().unwrap(), News::Gone);
        assert!(!directory.join(NAME).exists(), "who looks makes nothing");
        assert_eq!(one.append(&[unstar("甲")], 5).unwrap(), News::Gone);
        let News::Whole(news) = two.append(&[star("丙")], 5).unwrap() else {
            panic!("the file is another one");
        };
        assert!(!news.is_starred("甲"));
        for journal in [&mut one, &mut two] {
            let merged = journal.merge(&library.records()).unwrap().library;
            let starred = ["甲", "乙", "丙"].map(|id| merged.is_starred(id));
            assert_eq!(starred, [false, true, true]);
        }
        assert_eq!(one.merge(&library.records()).unwrap().added, 0);
        let opened = open(&directory);
        assert!(opened.library.is_starred("丙") && opened.damaged == 0);
    }
}

#[test]
fn a_line_that_somebody_writes_is_no_damage_to_who_reads() {
    let directory = tempfile::tempdir().unwrap();
    let mut journal = open(directory.path()).journal;
    journal.append(&[star("甲")], 1).unwrap();
    let mut other = open(directory.path()).journal;
    let path = directory.path().join(NAME);
    let whole = fs::read(&path).unwrap();
    let line = record::encode(&Record {
        at: 2,
        action: star("乙"),
    });
    let line = line.unwrap();
    let (half, rest) = line.as_bytes().split_at(20);
    write(&path, [&*whole, half].concat()).unwrap();
    let kept = read(directory.path()).unwrap();
    assert_eq!((kept.library.is_starred("甲"), kept.damaged), (true, 0));
    assert_eq!(other.look().unwrap(), News::None);
    write(&path, [&*whole, half, rest].concat()).unwrap();
    assert!(matches!(other.look().unwrap(), News::Records(_)));
    assert!(read(directory.path()).unwrap().library.is_starred("乙"));
}

#[test]
fn nothing_is_made_where_it_is_only_read() {
    let state = tempfile::tempdir().unwrap();
    let directory = state.path().join("zhenews");
    assert_eq!(read(&directory).unwrap().library, Library::default());
    assert!(!directory.exists());
}

#[test]
fn a_link_stays_one_when_its_file_is_written_anew() {
    let (state, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let real = elsewhere.path().join("marks.jsonl");
    let old = text(&[]).replace("\"version\":2", "\"version\":1");
    write(&real, &old).unwrap();
    symlink(&real, state.path().join(NAME)).unwrap();
    open(state.path()).journal.append(&[star("甲")], 1).unwrap();
    assert!(state.path().join(NAME).is_symlink());
    let now = fs::read_to_string(&real).unwrap();
    assert!(now.starts_with(&record::header(VERSION)) && now.contains("甲"));
    let backup = state.path().join("library.jsonl.bak");
    assert!(!backup.is_symlink());
    assert_eq!(fs::read_to_string(backup).unwrap(), old);
}

#[test]
fn only_the_user_can_open_what_is_kept() {
    let state = tempfile::tempdir().unwrap();
    let directory = state.path().join("above/zhenews");
    let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
    open(&directory);
    assert_eq!(mode(&directory), 0o700);
    assert_eq!(mode(&state.path().join("above")), 0o700);
    // An earlier version let everybody read, and everybody hold the lock.
    let everybody = |name: &str, text: &str| {
        let path = directory.join(name);
        write(&path, text).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    };
    everybody(NAME, &(record::header(1) + "damaged\n"));
    everybody("library.lock", "");
    open(&directory);
    let names = fs::read_dir(&directory).unwrap();
    let modes = names.map(|entry| mode(&entry.unwrap().path()));
    assert_eq!(modes.collect::<Vec<_>>(), [0o600; 4]);
}
