//! The reader's marks: the same found in an archive as in memory.

use std::sync::Arc;

use zhenews::archive::Archive;
use zhenews::corpus::{Held, Indexed, Session};
use zhenews::library::{Action, Id, Library};
use zhenews::search::Query;
use zhenews::store::{Collection, Reading, Source};

use crate::archive::made::{Desk, Dice, lines};
use crate::archive::reports;

const QUERIES: [&str; 14] = [
    "is:unread",
    "is:read",
    "is:starred",
    "is:noted",
    "-is:read",
    "is:unread is:starred",
    "is:read OR is:noted",
    "is:unread after:2010",
    "-(is:starred OR is:unread)",
    "tag:自己的",
    "tag:植",
    "-tag:自己的 is:read",
    "is:starred lm",
    "is:unread sfq OR is:starred",
];

/// The same reports, in memory and in an archive.
pub(super) fn both(whole: Collection, archive: Archive, sources: &[Source]) -> [Session; 2] {
    let held = Held::new(whole, sources, &Reading::default());
    let indexed = Indexed::new(archive, sources);
    [
        Session::new(Arc::new(held)),
        Session::new(Arc::new(indexed)),
    ]
}

/// Looks for the same in both, and makes sure that it is found the same. Returns how many were found.
fn compare([held, indexed]: &mut [Session; 2], query: &Query) -> usize {
    let found = |session: &mut Session| {
        let found = session.find(query, &|| false).expect("it is read");
        let found = found.expect("not left");
        let rows = found.listed().enumerate();
        rows.map(|(at, row)| (row, found.is_pinyin(at)))
            .collect::<Vec<_>>()
    };
    let expected = found(held);
    assert_eq!(found(indexed), expected, "{query:?}");
    let first = indexed.first(3, query, &|| false).expect("it is read");
    let exact = expected.iter().filter(|(_, is_pinyin)| !is_pinyin);
    let newest: Vec<usize> = exact.map(|(row, _)| *row).take(3).collect();
    let first: Vec<usize> = first.expect("not left").listed().collect();
    assert_eq!(first, newest, "{query:?}");
    expected.len()
}

#[test]
fn marks_narrow_an_archive_as_they_do_a_collection() {
    let mut dice = Dice::new(11);
    let desk = Desk::new();
    desk.put("a.jsonl", &lines(&reports(&mut dice, 0, 150)));
    desk.update();
    // A second shard, whose reports stand among those of the first.
    desk.put("b.jsonl", &lines(&reports(&mut dice, 150, 150)));
    let archive = desk.update();
    let articles = desk.whole().articles;
    let mut sessions = both(desk.whole(), archive, &[]);
    let mut library = Library::default();
    for round in 0..12 {
        for _ in 0..20 {
            let id: Id = dice.of(&articles).id.as_str().into();
            let action = match dice.below(7) {
                0 => Action::Star(vec![id]),
                1 => Action::Unstar(vec![id]),
                2 => Action::Unread(vec![id]),
                3 => Action::Note(id, "记".repeat(dice.below(2))),
                4 => Action::Tag("自己的标签".into(), vec![id]),
                5 => Action::Untag("自己的标签".into(), vec![id]),
                _ => Action::Read(vec![id, "no such id".into()]),
            };
            library.act(&action);
            for session in &mut sessions {
                session.act(std::slice::from_ref(&action));
            }
        }
        if round % 3 == 2 {
            for session in &mut sessions {
                session.remember(library.clone());
            }
        }
        for typed in QUERIES {
            compare(&mut sessions, &Query::parse(typed));
        }
    }
}

#[test]
fn ids_and_what_is_unread_are_found_by_rows() {
    let mut dice = Dice::new(12);
    let desk = Desk::new();
    desk.put("a.jsonl", &lines(&reports(&mut dice, 0, 60)));
    desk.update();
    desk.put("b.jsonl", &lines(&reports(&mut dice, 60, 60)));
    let archive = desk.update();
    let articles = desk.whole().articles;
    let rows: Vec<usize> = (0..articles.len()).step_by(3).collect();
    let mut expected: Vec<Id> = rows
        .iter()
        .map(|row| articles[*row].id.as_str().into())
        .collect();
    expected.sort();
    let mut library = Library::default();
    let read = rows.iter().take(7).map(|row| &*articles[*row].id);
    library.act(&Action::Read(read.map(Id::from).collect()));
    for mut session in both(desk.whole(), archive, &[]) {
        let mut ids = session.corpus().ids(&rows).expect("it is read");
        ids.sort();
        assert_eq!(ids, expected);
        session.remember(library.clone());
        let mut unread = |rows: &[usize]| session.first_unread(rows).expect("it is read");
        assert_eq!(unread(&rows), rows.get(7).copied());
        assert_eq!(unread(&rows[..7]), None);
    }
}

#[test]
fn places_narrow_an_archive_as_they_do_a_collection() {
    let mut dice = Dice::new(13);
    let desk = Desk::new();
    let within = |name: &str| desk.store().join(name);
    for name in ["晨报", "晚报/增刊"] {
        std::fs::create_dir_all(within(name)).expect("a directory");
    }
    desk.put("晨报/a.jsonl", &lines(&reports(&mut dice, 0, 60)));
    desk.put("晚报/b.jsonl", &lines(&reports(&mut dice, 60, 60)));
    desk.update();
    // A second shard, whose reports stand among those of the first.
    desk.put("晚报/增刊/c.jsonl", &lines(&reports(&mut dice, 120, 60)));
    let archive = desk.update();
    let sources = ["晨报", "晚报", "晚报/增刊"].map(|name| Source::Path(within(name)));
    let mut sessions = both(desk.whole(), archive, &sources);
    for (place, count) in [(0, 60), (1, 120), (2, 60), (3, 0)] {
        for typed in ["", "植树", "is:unread -晨", "lm", "after:2005"] {
            let query = Query::from_places(&[place]).and(&Query::parse(typed));
            let found = compare(&mut sessions, &query);
            assert!(!typed.is_empty() || found == count, "{place}");
        }
    }
}
