//! A part of an index answers, and the others do not: what is shown is said to be a part.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::{Value, json};
use zhenews::corpus::{Corpus as _, Holdings as _, Remote, Session};
use zhenews::remote::{self, Access, Place};
use zhenews::search::Query;
use zhenews::search::counts::Span;

use super::faults::{WANTED, remote_error, searched, spoiled};
use super::played::{Answer, Asked, Played, impatient, well};

/// Connects as one who is shown parts.
fn open(played: &Played) -> Result<Remote, remote::Error> {
    let access = Access {
        shows_parts: true,
        ..impatient()
    };
    Remote::open(&played.address(), &access, WANTED).map_err(remote_error)
}

fn lacks_one(answer: &mut Value) {
    answer["_shards"]["successful"] = json!(2);
}

#[test]
fn what_a_part_found_is_said_to_be_one_and_not_counted_as_all() {
    let part: fn(&Asked) -> Answer = |asked| spoiled(asked, lacks_one);
    let remote = open(&searched(part)).expect("it answers");
    assert!(remote.is_whole(), "all parts answered when it was opened");
    assert!(remote.article(0).is_ok(), "it is among what answers");
    let mut session = Session::new(Arc::new(remote));
    let query = Query::parse("植");
    for found in [
        session.first(5, &query, WANTED),
        session.find(&query, WANTED),
    ] {
        let found = found.expect("it answers").expect("not left");
        let said = found.shortfall().expect("it is a part");
        assert!(
            said.english.starts_with("at least 3 match: only 2 of 3"),
            "{said}"
        );
        assert!(found.goes_on());
        let counted = session.corpus().histogram(Some(&found), Span::Day);
        assert!(counted.is_err(), "a part is not counted as all");
    }
    assert!(session.rank(9, &query, WANTED).is_err());
    let count = session.how_many(&query, WANTED).expect("it answers");
    assert_eq!(count, None, "no folder takes a part for all that it has");
}

/// The reports of the first and the third place, the second having been on the part that does not answer.
fn with_a_hole(asked: &Asked) -> Answer {
    if asked.path.contains("/_mapping") {
        return well(asked);
    }
    spoiled(asked, |answer| {
        lacks_one(answer);
        if let Some(days) = answer["aggregations"]["days"]["buckets"].as_array_mut() {
            days[0]["doc_count"] = json!(2);
            days[0]["before"] = json!({"min": 0.0, "max": 2.0, "sum": 2.0, "sum_of_squares": 4.0});
        }
        let second = json!([Place::new(20_191_122, 1).number()]);
        if let Some(hits) = answer["hits"]["hits"].as_array_mut() {
            hits.retain(|hit| hit["fields"]["place"] != second);
        }
    })
}

#[test]
fn where_a_part_does_not_answer_the_others_are_opened_until_it_is_back() {
    let is_back = Arc::new(AtomicBool::new(false));
    let knows = is_back.clone();
    let played = Played::new(move |asked| {
        if knows.load(Ordering::Relaxed) {
            well(asked)
        } else {
            with_a_hole(asked)
        }
    });
    let exact = Remote::open(&played.address(), &impatient(), WANTED);
    let error = exact.map_err(remote_error).expect_err("a part is missing");
    assert_eq!(error, remote::Error::Partial(2, 3));

    let remote = open(&played).expect("parts are wanted");
    assert!(!remote.is_whole() && remote.lack().is_some());
    assert_eq!(remote.len(), 3, "so many there must be");
    for (row, is_there) in [true, false, true].into_iter().enumerate() {
        assert_eq!(remote.article(row).is_ok(), is_there, "row {row}");
    }
    assert!(remote.failure().is_none(), "no report failed that is there");
    is_back.store(true, Ordering::Relaxed);
    std::thread::sleep(std::time::Duration::from_millis(2100));
    let mut session = Session::new(Arc::new(remote));
    let found = session.find(&Query::parse("植"), WANTED);
    let error = found.map_err(remote_error).expect_err("there is more now");
    assert_eq!(error, remote::Error::Changed, "it is to be opened anew");
    assert!(open(&played).expect("all answers").is_whole());
}
