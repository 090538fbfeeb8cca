//! An archive whose files change.

use std::fs;
use std::io::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::json;
use zhenews::archive::{Archive, IndexDir, Progress, Update, Watch};
use zhenews::search::Query;
use zhenews::store::{self, Changed, Reading, Source, State};

use super::damage::{manifest, put_manifest};
use super::made::{Desk, Dice, Unwatched, files, lines, write};
use super::{compare, reports};

/// Reports whose ids are their own: a number behind an id is kept, whatever comes to stand before it.
pub(crate) fn distinct(dice: &mut Dice, from: usize, count: usize) -> Vec<serde_json::Value> {
    let mut reports = reports(dice, from, count);
    for (number, report) in reports.iter_mut().enumerate() {
        report["id"] = format!("r{}", from + number).into();
    }
    reports
}

/// Changes files in turn, each time holding the index to them.
#[test]
fn an_index_follows_its_files() {
    let mut dice = Dice::new(11);
    let desk = Desk::new();
    desk.put("a.jsonl", &lines(&distinct(&mut dice, 0, 200)));
    desk.put(
        "b.json",
        &serde_json::to_vec(&distinct(&mut dice, 200, 50)).expect("JSON"),
    );
    compare(&desk.update(), &desk.whole(), &mut dice, 20);
    // Enough times for the small shards to be made one.
    for round in 0..14 {
        match round % 4 {
            0 | 1 => desk.append(
                "a.jsonl",
                &lines(&distinct(&mut dice, 1000 + 10 * round, 7)),
            ),
            2 => desk.put(
                &format!("c{round}.jsonl"),
                &lines(&distinct(&mut dice, 2000 + round, 9)),
            ),
            _ => fs::remove_file(desk.store().join(format!("c{}.jsonl", round - 1)))
                .expect("it was there"),
        }
        compare(&desk.update(), &desk.whole(), &mut dice, 10);
    }
    desk.put(
        "b.json",
        &serde_json::to_vec(&distinct(&mut dice, 5000, 20)).expect("JSON"),
    );
    compare(&desk.update(), &desk.whole(), &mut dice, 10);
}

#[test]
fn a_line_that_was_only_begun_is_read_when_it_is_whole() {
    let desk = Desk::new();
    desk.put(
        "a.jsonl",
        b"{\"title\": \"one\"}\n{\"title\": \"two\"}\n{\"tit",
    );
    let archive = desk.update();
    assert_eq!((archive.len(), archive.problems().len()), (2, 1));
    desk.append("a.jsonl", b"le\": \"three\"}\n{\"title\": \"four\"}");
    let archive = desk.update();
    assert_eq!((archive.len(), archive.problems().len()), (4, 0));
    desk.append("a.jsonl", b"\n{\"title\": \"five\"}\n");
    assert_eq!(desk.update().len(), 5);
}

#[test]
fn nothing_is_done_where_nothing_has_changed() {
    let desk = Desk::new();
    desk.put("a.jsonl", &lines(&reports(&mut Dice::new(5), 0, 50)));
    desk.update();
    let before = files(&desk.cache());
    desk.update();
    assert_eq!(files(&desk.cache()), before);
    assert!(desk.is_current());
    desk.append("a.jsonl", b"{\"title\": \"one more\"}\n");
    assert!(!desk.is_current());
}

#[test]
fn no_report_is_shown_from_a_file_that_has_changed_under_it() {
    let desk = Desk::new();
    desk.put("a.jsonl", b"{\"title\": \"one\"}\n{\"title\": \"two\"}\n");
    let archive = desk.update();
    assert_eq!(
        archive.article(0).expect("it is there").title.as_deref(),
        Some("one")
    );
    desk.put("a.jsonl", b"{\"title\": \"owe\"}\n{\"title\": \"two\"}\n");
    assert_eq!(archive.article(0), Err(Changed));
    assert_eq!(
        archive.article(1).expect("it is there").title.as_deref(),
        Some("two")
    );
    // Another file under the same name.
    let other = desk.store().join("other");
    write(&other, b"{\"title\": \"six\"}\n{\"title\": \"ten\"}\n");
    fs::rename(&other, desk.store().join("a.jsonl")).expect("it is renamed");
    assert_eq!(archive.article(1), Err(Changed));
    fs::remove_file(desk.store().join("a.jsonl")).expect("it is there");
    assert_eq!(archive.article(1), Err(Changed));
    assert_eq!(
        desk.index_dir()
            .update(Update::Changed, &Unwatched)
            .expect("it is indexed")
            .len(),
        0
    );
}

#[test]
fn an_index_is_whole_after_a_file_is_gone() {
    let desk = Desk::new();
    desk.put("a.jsonl", &lines(&distinct(&mut Dice::new(8), 0, 50)));
    desk.put("b.jsonl", &lines(&distinct(&mut Dice::new(9), 50, 5)));
    desk.update();
    fs::remove_file(desk.store().join("b.jsonl")).expect("it was there");
    assert!(desk.update().is_whole());
}

#[test]
fn a_file_that_is_written_anew_at_the_same_length_is_read_again() {
    let mut dice = Dice::new(12);
    let desk = Desk::new();
    let mut text = String::from_utf8(lines(&distinct(&mut dice, 0, 60))).expect("it is UTF-8");
    desk.put("a.jsonl", text.as_bytes());
    desk.update();
    // A character in the middle, far from both ends.
    let at = text.find("\"r30\"").expect("an id");
    text.replace_range(at..at + 5, "\"x30\"");
    desk.put("a.jsonl", text.as_bytes());
    assert!(desk.current().is_none());
    compare(&desk.update(), &desk.whole(), &mut dice, 3);
}

#[test]
fn a_file_that_was_only_touched_is_not_indexed_again() {
    let mut dice = Dice::new(13);
    let desk = Desk::new();
    let text = lines(&distinct(&mut dice, 0, 60));
    desk.put("a.jsonl", &text);
    desk.update();
    let before = files(&desk.cache());
    desk.put("a.jsonl", &text);
    assert!(desk.current().is_some());
    // It is noted, so that the file is not compared once more.
    let metadata = fs::metadata(desk.store().join("a.jsonl")).expect("it is there");
    let noted = &manifest(&desk)["files"][0]["state"]["changed"];
    assert_eq!(*noted, json!(State::of(&metadata).changed));
    let archive = desk.update();
    assert_eq!(files(&desk.cache()), before);
    assert!(desk.current().is_some());
    compare(&archive, &desk.whole(), &mut dice, 3);
}

/// Counts the reports with a text in their headlines, as an index of what is there now does.
fn count(desk: &Desk, typed: &str) -> usize {
    let archive = desk.current().expect("it is what the files are");
    let query = Query::parse(typed);
    let rows = archive.search(&query).all(&|| false);
    rows.expect("it is read").expect("not left").len()
}

#[test]
fn every_record_of_a_file_that_has_grown_is_looked_at() {
    let desk = Desk::new();
    let line = |number: usize| format!("{{\"id\": \"r{number}\", \"title\": \"第{number}期\"}}\n");
    let text: String = (0..9000).map(line).collect();
    desk.put("a.jsonl", text.as_bytes());
    desk.update();
    // One title becomes another as long, and a line comes behind all.
    for changed in [1, 4501, 8998] {
        let text = text.replace(&format!("第{changed}期"), &format!("另{changed}期"));
        desk.put("a.jsonl", (text + &line(9000)).as_bytes());
        assert!(desk.current().is_none());
        desk.update();
        assert_eq!((count(&desk, "另"), count(&desk, "第")), (1, 9000));
    }
}

#[test]
fn a_file_that_is_changed_within_a_tick_of_the_clock_is_read_again() {
    let desk = Desk::new();
    let path = desk.store().join("a.jsonl");
    desk.put("a.jsonl", b"{\"title\": \"one\"}\n");
    let time = fs::metadata(&path).and_then(|file| file.modified());
    let time = time.expect("a time");
    desk.update();
    desk.put("a.jsonl", b"{\"title\": \"two\"}\n");
    let file = fs::File::options().write(true).open(&path);
    file.and_then(|file| file.set_modified(time))
        .expect("the time is set back");
    assert!(desk.current().is_none());
    desk.update();
    assert_eq!((count(&desk, "one"), count(&desk, "two")), (0, 1));
}

#[test]
fn a_file_that_was_changed_without_a_trace_is_read_again_when_all_are() {
    let mut dice = Dice::new(15);
    let desk = Desk::new();
    desk.put("a.jsonl", &lines(&distinct(&mut dice, 0, 60)));
    desk.put("b.jsonl", b"{\"title\": \"one\"}\n");
    let archive = desk.update();
    assert!(desk.reread().is_as(&archive), "nothing has changed");
    desk.put("b.jsonl", b"{\"title\": \"two\"}\n");
    // As if a disk had been taken away, changed and brought back.
    let mut manifest = manifest(&desk);
    let metadata = fs::metadata(desk.store().join("b.jsonl")).expect("it is there");
    let state = State::of(&metadata);
    let state = json!({
        "len": state.len, "written": state.written, "changed": state.changed, "is_settled": true,
    });
    *manifest.pointer_mut("/files/1/state").expect("a state") = state;
    put_manifest(&desk, &manifest);
    assert!(desk.update().is_as(&archive), "nothing tells of it");
    compare(&desk.reread(), &desk.whole(), &mut dice, 3);
}

#[test]
fn a_file_whose_name_is_no_text_is_indexed() {
    use std::os::unix::ffi::OsStrExt as _;

    let mut dice = Dice::new(14);
    let desk = Desk::new();
    let name = std::ffi::OsStr::from_bytes(b"a\xFF\xE6.jsonl");
    let text = lines(&distinct(&mut dice, 0, 20));
    let Ok(mut file) = fs::File::create(desk.store().join(name)) else {
        println!("not tried: such a name cannot be given here");
        return;
    };
    file.write_all(&text).expect("a file is written");
    compare(&desk.update(), &desk.whole(), &mut dice, 3);
    assert!(desk.current().is_some());
    compare(&desk.update(), &desk.whole(), &mut dice, 3);
}

/// Looks on how many reports are indexed.
#[derive(Default)]
struct Counted(AtomicU64);

impl Watch for Counted {
    fn progress(&self, progress: Progress) {
        if let Progress::Indexing { of, .. } = progress {
            self.0.store(of, Ordering::Relaxed);
        }
    }

    fn grown(&self, _: Archive) {}

    fn is_stopped(&self) -> bool {
        false
    }
}

#[test]
fn a_file_that_is_added_to_others_is_indexed_by_itself() {
    let mut dice = Dice::new(23);
    let desk = Desk::new();
    for (at, name) in ["a", "b", "c", "d"].iter().enumerate() {
        let reports = distinct(&mut dice, 1000 * at, if at < 3 { 90 } else { 30 });
        desk.put(&format!("{name}.jsonl"), &lines(&reports));
    }
    let sources = |names: &[&str]| -> Vec<Source> {
        let path = |name: &&str| Source::Path(desk.store().join(format!("{name}.jsonl")));
        names.iter().map(path).collect()
    };
    let index = |names: &[&str], reading: &Reading| {
        let counted = Counted::default();
        let index_dir = IndexDir::within(&desk.cache(), &sources(names), reading);
        let index_dir = index_dir.expect("files are indexed");
        let archive = index_dir.update(Update::Changed, &counted);
        let archive = archive.expect("the files are indexed");
        let status = index_dir
            .status()
            .expect("it is sound")
            .expect("it is there");
        assert!(status.is_current);
        (archive, counted.0.into_inner())
    };
    let plain = Reading::default();
    let (first, indexed) = index(&["a", "b", "c"], &plain);
    assert_eq!(indexed, 270);
    let (more, indexed) = index(&["d", "a", "b", "c"], &plain);
    assert_eq!(indexed, 30);
    let whole = store::read(&sources(&["d", "a", "b", "c"]), &plain);
    compare(&more, &whole, &mut dice, 20);
    let (fewer, indexed) = index(&["a", "b", "d"], &plain);
    assert!(indexed <= 210, "{indexed}");
    compare(
        &fewer,
        &store::read(&sources(&["a", "b", "d"]), &plain),
        &mut dice,
        20,
    );
    // The first stands as it was, and what is read in another way is no part of another index.
    compare(
        &first,
        &store::read(&sources(&["a", "b", "c"]), &plain),
        &mut dice,
        20,
    );
    let mapped = Reading {
        map: vec![("title".into(), "source".into())],
        ..Reading::default()
    };
    let (_, indexed) = index(&["a", "b", "c", "d"], &mapped);
    assert_eq!(indexed, 300);
}
