//! The reader's marks: the same found in an archive as in memory.

use zhenews::app::owned::{self, Owned, Placed};
use zhenews::library::{Action, Id, Library};
use zhenews::search::{Haystack, Query};
use zhenews::store::{Roots, Source};

use crate::made::{Desk, Dice, lines};
use crate::reports;

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
    let haystack = Haystack::new(&articles);
    let mut library = Library::default();
    let mut marks = owned::marks(&archive, &library).expect("it is read");
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
            owned::mark(&mut marks, &archive, &action).expect("it is read");
        }
        if round % 3 == 2 {
            marks = owned::marks(&archive, &library).expect("it is read");
        }
        let owned = Owned {
            library: &library,
            articles: &articles,
        };
        for typed in QUERIES {
            let query = Query::parse(typed);
            let found = haystack.search_marked(&query, &owned, &|| false);
            let found = found.expect("not left");
            let rows = |pinyin: bool| {
                let rows = found.iter().filter(|m| m.pinyin == pinyin);
                rows.map(|m| m.article).collect::<Vec<_>>()
            };
            let search = archive.search_marked(&query, &marks);
            let all = search.all(&|| false).expect("it is read");
            let all = all.expect("not left");
            assert_eq!(all.iter().collect::<Vec<_>>(), rows(false), "{typed}");
            let said = search.said(&all, &|| false).expect("it is read");
            let said = said.expect("not left");
            assert_eq!(said.iter().collect::<Vec<_>>(), rows(true), "{typed}");
            let first = search.first(3, &|| false).expect("it is read");
            let newest = rows(false).into_iter().take(3).collect();
            assert_eq!(first, Some(newest), "{typed}");
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
    let mut ids = archive.ids(&rows).expect("it is read");
    let mut expected: Vec<Id> = rows
        .iter()
        .map(|row| articles[*row].id.as_str().into())
        .collect();
    ids.sort();
    expected.sort();
    assert_eq!(ids, expected);
    let mut library = Library::default();
    let read = rows.iter().take(7).map(|row| &*articles[*row].id);
    library.act(&Action::Read(read.map(Id::from).collect()));
    let marks = owned::marks(&archive, &library).expect("it is read");
    assert_eq!(archive.first_unread(&rows, &marks), rows.get(7).copied());
    assert_eq!(archive.first_unread(&rows[..7], &marks), None);
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
    let whole = desk.whole();
    let sources = ["晨报", "晚报", "晚报/增刊"].map(|name| Source::Path(within(name)));
    let roots = Roots::new(&sources);
    let of_files: Vec<Vec<u16>> = whole.files.iter().map(|file| roots.of(file)).collect();
    let library = Library::default();
    let placed = Placed {
        owned: Owned {
            library: &library,
            articles: &whole.articles,
        },
        sites: &whole.places,
        of_files: &of_files,
    };
    let haystack = Haystack::new(&whole.articles);
    let mut marks = owned::marks(&archive, &library).expect("it is read");
    marks.set_places(&archive, &roots).expect("it is read");
    for (place, count) in [(0, 60), (1, 120), (2, 60), (3, 0)] {
        for typed in ["", "植树", "is:unread -晨", "lm", "after:2005"] {
            let query = Query::from_place(place).and(&Query::parse(typed));
            let found = haystack.search_marked(&query, &placed, &|| false);
            let found = found.expect("not left");
            let rows = |pinyin: bool| {
                let rows = found.iter().filter(|m| m.pinyin == pinyin);
                rows.map(|m| m.article).collect::<Vec<_>>()
            };
            if typed.is_empty() {
                assert_eq!(found.len(), count, "{place}");
            }
            let search = archive.search_marked(&query, &marks);
            let all = search.all(&|| false).expect("it is read");
            let all = all.expect("not left");
            assert_eq!(all.iter().collect::<Vec<_>>(), rows(false), "{typed}");
            let said = search.said(&all, &|| false).expect("it is read");
            let said = said.expect("not left");
            assert_eq!(said.iter().collect::<Vec<_>>(), rows(true), "{typed}");
        }
    }
}
