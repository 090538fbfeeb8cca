//! Answers that nobody wants any more: they are not waited for, and the engine is told by the end of the connection.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use zhenews::corpus::{Corpus, Error, Remote};
use zhenews::remote::Access;
use zhenews::search::Sort;
use zhenews::search::counts::{Kind, Span};

use super::faults::{WANTED, searched};
use super::played::Answer;

/// No answer is wanted after so long.
const SOON: Duration = Duration::from_millis(100);

type Question = fn(&dyn Corpus) -> Result<(), Error>;

/// Whoever asks gives up soon, and is told nothing; the engine sees it.
#[test]
fn every_question_can_be_given_up_and_the_engine_hears_of_it() {
    let played = searched(|_| Answer::Hangs);
    let remote = Remote::open(&played.address(), &Access::default(), WANTED).expect("it answers");
    let questions: [Question; 6] = [
        |corpus| corpus.facets(None, &[Kind::Source], 9).map(drop),
        |corpus| corpus.row_of("b").map(drop),
        |corpus| corpus.ids(&[0, 1]).map(drop),
        |corpus| corpus.rows_with(&["植"]).map(drop),
        |corpus| corpus.reports_of_characters(&['植']).map(drop),
        |corpus| corpus.in_order(Sort::Headline).map(drop),
    ];
    for (number, question) in (1..).zip(questions) {
        let begun = Instant::now();
        let soon = remote.given_up_when(Arc::new(move || begun.elapsed() > SOON));
        let error = question(&*soon.expect("it may be long")).expect_err("it never answers");
        assert!(error.is_stopped(), "{error}");
        let until = Instant::now() + Duration::from_secs(10);
        while played.left() < number {
            assert!(Instant::now() < until, "the connection is still there");
            thread::sleep(Duration::from_millis(5));
        }
    }
    let counted = remote.histogram(None, Span::Day);
    assert!(counted.is_ok(), "it is known without asking");
}

#[test]
fn who_is_read_meanwhile_is_not_given_up() {
    static IS_OVER: AtomicBool = AtomicBool::new(false);
    let played = searched(|asked| {
        if asked.body.contains("植") {
            return Answer::Hangs;
        }
        while !IS_OVER.load(Ordering::Relaxed) {
            thread::sleep(Duration::from_millis(5));
        }
        super::played::well(asked)
    });
    let remote = Remote::open(&played.address(), &Access::default(), WANTED).expect("it answers");
    let begun = Instant::now();
    let soon = remote.given_up_when(Arc::new(move || begun.elapsed() > SOON));
    let soon = soon.expect("it may be long");
    thread::scope(|scope| {
        let read = scope.spawn(|| remote.article(1).expect("it is there").id.clone());
        let error = soon.rows_with(&["植"]).expect_err("it never answers");
        assert!(error.is_stopped(), "{error}");
        IS_OVER.store(true, Ordering::Relaxed);
        assert_eq!(read.join().expect("no panic"), "1");
    });
}
