//! Similar reports: the same in an archive as in memory.

use std::collections::BTreeSet;

use zhenews::corpus::Session;
use zhenews::search::{Query, Sort};

use super::marked::both;
use super::reports;
use crate::archive::made::{Desk, Dice, lines};

#[test]
fn an_archive_finds_the_similar_reports_that_a_collection_does() {
    let mut dice = Dice::new(17);
    let desk = Desk::new();
    desk.put("a.jsonl", &lines(&reports(&mut dice, 0, 150)));
    desk.update();
    // A second shard, whose reports stand among those of the first.
    desk.put("b.jsonl", &lines(&reports(&mut dice, 150, 150)));
    let archive = desk.update();
    let articles = desk.whole().articles;
    let mut sessions = both(desk.whole(), archive, &[]);
    let [held, indexed] = &sessions;
    let copies = [held, indexed].map(|session| session.corpus().copies().expect("it is read"));
    assert_eq!(copies[0], copies[1]);
    assert!((0..300).any(|row| !copies[0].of(row).is_empty()));
    let mut found_more = 0;
    for _ in 0..30 {
        let id = &dice.of(&articles).id;
        let like = Query::like(id).to_string();
        for typed in [like.clone(), format!("{like} 树"), format!("-{like} 树")] {
            let query = Query::parse(&typed);
            for sort in [Sort::Relevance, Sort::Oldest] {
                let listed = |session: &mut Session| {
                    let found = session.list(sort, &query, &|| false).expect("it is read");
                    let found = found.expect("not left");
                    (found.listed().collect::<Vec<_>>(), found.words().cloned())
                };
                let [held, indexed] = &mut sessions;
                let expected = listed(held);
                assert_eq!(listed(indexed), expected, "{typed} {sort:?}");
                if typed == like {
                    let (rows, _) = expected;
                    assert_eq!(rows.iter().collect::<BTreeSet<_>>().len(), rows.len());
                    found_more += usize::from(rows.len() > 1);
                    if sort == Sort::Relevance {
                        assert_eq!(&articles[rows[0]].id, id, "the most like is itself");
                    }
                }
            }
        }
    }
    assert!(found_more > 30, "{found_more}");
}
