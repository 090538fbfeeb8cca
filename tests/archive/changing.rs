//! An archive whose files change.

use std::fs;

use zhenews::store::Changed;

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
    assert!(desk.cabinet().status().expect("it is there").is_current);
    desk.append("a.jsonl", b"{\"title\": \"one more\"}\n");
    assert!(!desk.cabinet().status().expect("it is there").is_current);
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
        desk.cabinet()
            .update(false, &Unwatched)
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
