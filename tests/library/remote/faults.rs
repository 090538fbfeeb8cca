//! Whatever an engine answers, or does not: the truth is said, in time, and nothing of it does harm.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use zhenews::article::Article;
use zhenews::corpus::{Corpus as _, Error, Holdings as _, Remote, Session};
use zhenews::lang::{Lang, Say as _};
use zhenews::remote::load::{Options, Summary, load};
use zhenews::remote::{self, Access, Client};
use zhenews::search::Query;

use super::played::{Answer, Asked, Played, address, impatient, well};

pub(super) const WANTED: &(dyn Fn() -> bool + Sync) = &|| false;

pub(super) fn open(played: &Played) -> Result<Remote, remote::Error> {
    open_at(&played.host())
}

pub(super) fn open_at(hosts: &str) -> Result<Remote, remote::Error> {
    Remote::open(&address(hosts), &impatient(), WANTED).map_err(remote_error)
}

pub(super) fn remote_error(error: Error) -> remote::Error {
    match error {
        Error::Remote(error) => error,
        error @ Error::Archive(_) => panic!("{error}"),
    }
}

/// Answers well what is asked of the index itself, and searches by this.
pub(super) fn searched(answer: fn(&Asked) -> Answer) -> Played {
    Played::new(move |asked| {
        let is_search = asked.path.contains("search?") && !asked.body.contains("\"days\"");
        if is_search {
            answer(asked)
        } else {
            well(asked)
        }
    })
}

pub(super) fn find(remote: Remote, typed: &str) -> Result<Vec<usize>, remote::Error> {
    let mut session = Session::new(std::sync::Arc::new(remote));
    let found = session.find(&Query::parse(typed), WANTED);
    let found = found.map_err(remote_error)?.expect("not left");
    Ok(found.listed().collect())
}

#[test]
fn an_engine_that_answers_well_is_read() {
    let played = Played::new(well);
    let remote = open(&played).expect("it answers");
    assert_eq!(remote.len(), 3);
    assert_eq!(
        remote.article(1).expect("it is there").title.as_deref(),
        Some("植树")
    );
    assert_eq!(remote.day(0), Some(20_191_122));
    assert_eq!(find(remote, "植").expect("it answers"), [0, 1, 2]);
}

/// Whether an error says what is wrong.
type IsTold = fn(&remote::Error) -> bool;

#[test]
fn what_is_no_answer_is_told_apart() {
    let not_there = r#"{"error":{"type":"index_not_found_exception","reason":"no such index"}}"#;
    let refused = r#"{"error":{"root_cause":[{"reason":"missing \u001b]0;x\u0007 credentials"}]}}"#;
    let cases: [(Answer, IsTold); 7] = [
        (Answer::Says(404, not_there.into()), |error| {
            *error == remote::Error::NoIndex("news".into())
        }),
        (
            Answer::Says(401, refused.into()),
            |error| matches!(error, remote::Error::Login(401, why) if why.contains("credentials") && !why.contains('\u{1b}')),
        ),
        (Answer::Says(200, "<html>".into()), |error| {
            matches!(error, remote::Error::NotUnderstood(_))
        }),
        (Answer::Says(200, "{\"a\":{},\"b\":{}}".into()), |error| {
            matches!(error, remote::Error::NotUnderstood(_))
        }),
        (
            Answer::json(&json!({"news": {"mappings": {"properties": {}}}})),
            |error| matches!(error, remote::Error::NotOurs { .. }),
        ),
        (Answer::IsCut, |error| {
            matches!(error, remote::Error::Unreachable { .. })
        }),
        (
            Answer::Says(500, "\u{1b}[2J".into()),
            |error| matches!(error, remote::Error::Status(500, why) if !why.contains('\u{1b}')),
        ),
    ];
    for (answer, is_told) in cases {
        let said = answer.clone();
        let played = Played::new(move |_| said.clone());
        let error = open(&played).expect_err("it is no answer");
        assert!(is_told(&error), "{answer:?}: {error:?}");
        let [english, chinese] = [Lang::En, Lang::Zh].map(|lang| error.say(lang));
        assert_ne!(english, chinese);
    }
}

#[test]
fn an_engine_that_hangs_is_left_in_time() {
    let played = Played::new(|_| Answer::Hangs);
    let begun = Instant::now();
    let error = open(&played).expect_err("it never answers");
    assert!(matches!(error, remote::Error::TimedOut(_)), "{error:?}");
    assert!(begun.elapsed() < Duration::from_secs(10));
    let begun = Instant::now();
    let patient = Access::default();
    let wanted = || begun.elapsed() > Duration::from_millis(100);
    let error = Remote::open(&played.address(), &patient, &wanted).expect_err("it is given up");
    assert_eq!(remote_error(error), remote::Error::Stopped);
    assert!(begun.elapsed() < Duration::from_secs(10));
}

#[test]
fn an_answer_without_end_is_left_and_does_not_fill_the_memory() {
    let error = open(&Played::new(|_| Answer::IsHuge)).expect_err("it is too large");
    let is_left = matches!(
        error,
        remote::Error::TooLarge(_) | remote::Error::TimedOut(_)
    );
    assert!(is_left, "{error:?}");
}

#[test]
fn no_redirect_is_followed_and_no_login_told_to_others() {
    let other = Played::new(well);
    let to = format!("http://{}/news/_mapping", other.host());
    let played = Played::new(move |_| Answer::Leads(to.clone()));
    let access = Access {
        login: vec!["echo".into(), "ApiKey abc".into()],
        hosts: vec![played.host()],
        ..impatient()
    };
    let error = Remote::open(&played.address(), &access, WANTED).expect_err("it leads elsewhere");
    assert_eq!(remote_error(error), remote::Error::Redirected);
    assert!(other.asked().is_empty(), "nothing is asked there");
    assert_eq!(played.asked()[0].login.as_deref(), Some("ApiKey abc"));
    Remote::open(&other.address(), &access, WANTED).expect("it answers");
    assert!(other.asked().iter().all(|asked| asked.login.is_none()));
}

#[test]
fn another_machine_is_asked_and_one_that_is_busy_again() {
    // Nobody listens where nobody did a moment ago.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let dead = listener.local_addr().expect("it listens").to_string();
    drop(listener);
    let frozen = Played::new(|_| Answer::Hangs);
    let played = Played::new(well);
    for host in [dead.clone(), frozen.host()] {
        let remote = open_at(&format!("{host},{}", played.host())).expect("the other answers");
        assert_eq!(remote.len(), 3);
    }
    let error = open_at(&dead).expect_err("nobody listens");
    assert!(
        matches!(error, remote::Error::Unreachable { .. }),
        "{error:?}"
    );
    for status in [429, 503] {
        let times = AtomicUsize::new(0);
        let busy = Played::new(move |asked| match times.fetch_add(1, Ordering::Relaxed) {
            0 | 2 => Answer::Says(status, "{}".into()),
            _ => well(asked),
        });
        assert_eq!(open(&busy).expect("it answers later").len(), 3);
    }
    let busy = Played::new(|_| Answer::Says(503, "{}".into()));
    let error = open(&busy).expect_err("it never has time");
    assert!(matches!(error, remote::Error::Status(503, _)), "{error:?}");
}

#[test]
fn a_part_is_never_taken_for_the_whole() {
    let partial: [fn(&Asked) -> Answer; 3] = [
        |asked| spoiled(asked, |answer| answer["_shards"]["successful"] = json!(2)),
        |asked| spoiled(asked, |answer| answer["timed_out"] = json!(true)),
        |asked| spoiled(asked, |answer| answer["_shards"] = Value::Null),
    ];
    for answer in partial {
        let remote = open(&searched(answer)).expect("it answers");
        let error = find(remote, "植").expect_err("parts are missing");
        let is_told = matches!(
            error,
            remote::Error::Partial(..) | remote::Error::NotUnderstood(_)
        );
        assert!(is_told, "{error:?}");
    }
}

/// Spoils a good answer.
pub(super) fn spoiled(asked: &Asked, spoil: impl FnOnce(&mut Value)) -> Answer {
    let Answer::Says(_, body) = well(asked) else {
        panic!("it answers well");
    };
    let mut answer = serde_json::from_str(&body).expect("it is JSON");
    spoil(&mut answer);
    Answer::json(&answer)
}

#[test]
fn what_is_no_place_or_no_report_is_not_shown() {
    let wrong: [fn(&Asked) -> Answer; 3] = [
        |asked| {
            spoiled(asked, |answer| {
                answer["aggregations"]["places"]["buckets"] =
                    json!([{"key": {"place": -1}, "doc_count": 1}]);
            })
        },
        |asked| {
            spoiled(asked, |answer| {
                answer["aggregations"]["places"]["buckets"] =
                    json!([{"key": {"place": u64::MAX}, "doc_count": 1}]);
            })
        },
        // The day has no so many reports.
        |asked| {
            spoiled(asked, |answer| {
                let place = remote::Place::new(20_191_122, 3).number();
                answer["aggregations"]["places"]["buckets"] =
                    json!([{"key": {"place": place}, "doc_count": 1}]);
            })
        },
    ];
    for answer in wrong {
        let remote = open(&searched(answer)).expect("it answers");
        assert!(find(remote, "植").is_err());
    }
    let no_article: fn(&Asked) -> Answer = |asked| {
        spoiled(asked, |answer| {
            answer["hits"]["hits"][0]["_source"]["article"] = json!(["x"]);
        })
    };
    let remote = open(&searched(no_article)).expect("it answers");
    assert!(remote.article(0).is_err());
    assert!(remote.failure().is_some(), "it says why");
}

/// Loads reports that have nothing but ids.
fn load_into(played: &Played, ids: &[&str]) -> Summary {
    let report = |id: &&str| Article {
        id: (*id).into(),
        ..Article::default()
    };
    let options = Options {
        deletes_missing: false,
        shards: 1,
        replicas: 0,
    };
    let client =
        Client::new(&played.address(), &impatient()).expect("no certificates are asked for");
    let summary = load(&client, "news", ids.iter().map(report), options, &|_| {});
    summary.expect("it answers")
}

#[test]
fn what_the_engine_refuses_is_told_one_by_one() {
    let played = Played::new(|asked| {
        if asked.path.contains("_search") && !asked.body.contains("aggs") {
            return spoiled(asked, |answer| answer["hits"]["total"]["value"] = json!(0));
        }
        if !asked.path.contains("_bulk") {
            return well(asked);
        }
        let items = asked.body.lines().step_by(2).map(|line| {
            if line.contains("\"b\"") {
                json!({"index": {"status": 400, "error": {"reason": "too \u{1b}[31mlong"}}})
            } else {
                json!({"index": {"status": 201}})
            }
        });
        Answer::json(&json!({"errors": true, "items": items.collect::<Vec<_>>()}))
    });
    let summary = load_into(&played, &["a", "b", "c"]);
    assert_eq!((summary.written, summary.refused), (2, 1));
    let [(id, why)] = &summary.reasons[..] else {
        panic!("one was refused: {summary:?}");
    };
    assert!(
        id == "b" && why.contains("long") && !why.contains('\u{1b}'),
        "{why}"
    );
}

#[test]
fn a_load_outlasts_silence() {
    let silences = AtomicUsize::new(0);
    let played = Played::new(move |asked| {
        if asked.path.contains("_search") && !asked.body.contains("aggs") {
            return spoiled(asked, |answer| answer["hits"]["total"]["value"] = json!(0));
        }
        if !asked.path.contains("_bulk") {
            return well(asked);
        }
        match silences.fetch_add(1, Ordering::Relaxed) {
            0 => Answer::IsCut,
            1 => Answer::Says(504, "{}".into()),
            _ => Answer::json(&json!({"items": [{"index": {"status": 201}}]})),
        }
    });
    let summary = load_into(&played, &["a"]);
    assert_eq!((summary.written, summary.refused), (1, 0));
}

/// Of very many the first are listed, and nobody takes these for all.
#[test]
fn what_is_found_beyond_what_is_listed_is_counted() {
    let many: fn(&Asked) -> Answer = |asked| {
        spoiled(asked, |answer| {
            answer["hits"]["total"]["value"] = json!(500_000);
        })
    };
    let remote = open(&searched(many)).expect("it answers");
    let mut session = Session::new(std::sync::Arc::new(remote));
    let query = Query::parse("植");
    let found = session.find(&query, WANTED).expect("it answers");
    let found = found.expect("not left");
    assert_eq!((found.len(), found.beyond()), (3, 499_997));
    assert!(found.goes_on() && !found.may_have_more());
    let count = session.how_many(&query, WANTED).expect("it answers");
    assert_eq!(count, Some(500_000), "a folder has as many");
    let ranked = session
        .rank(usize::MAX, &query, WANTED)
        .map_err(remote_error);
    assert!(
        matches!(ranked, Err(remote::Error::TooMany(_))),
        "nobody reads so many"
    );
}

#[test]
fn of_very_many_those_are_ranked_whose_headline_answers() {
    let few_headlines: fn(&Asked) -> Answer = |asked| {
        let is_of_headlines = asked.body.contains("\"title\"");
        spoiled(asked, |answer| {
            answer["hits"]["total"]["value"] = json!(if is_of_headlines { 3 } else { 500_000 });
        })
    };
    let remote = open(&searched(few_headlines)).expect("it answers");
    let mut session = Session::new(std::sync::Arc::new(remote));
    let ranked = session.rank(usize::MAX, &Query::parse("植"), WANTED);
    let ranked = ranked.expect("it answers").expect("not left");
    assert_eq!((ranked.len(), ranked.beyond()), (3, 499_997));
}
