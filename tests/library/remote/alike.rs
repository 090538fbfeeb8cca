//! A collection on a search engine beside the same reports in memory: the same in the same order, the same found,
//! counted and marked.

use std::sync::Arc;

use zhenews::article::Article;
use zhenews::corpus::{Corpus, Found, Held, Holdings as _, Remote, Session};
use zhenews::library::{Action, Id, Library};
use zhenews::search::counts::{Kind, Span};
use zhenews::search::query::DateRange;
use zhenews::search::{Query, Sort};
use zhenews::store::{Collection, Reading};

use super::engine::Place;
use crate::archive::made::{Desk, Dice, lines};
use crate::archive::{queries, reports};

/// Nobody takes a question back.
const WANTED: &(dyn Fn() -> bool + Sync) = &|| false;

fn store(dice: &mut Dice, count: usize) -> Collection {
    let desk = Desk::new();
    desk.put("a.jsonl", &lines(&reports(dice, 0, count)));
    desk.whole()
}

/// The same reports in memory and on an engine.
fn both(place: &Place, whole: Collection) -> [Arc<dyn Corpus>; 2] {
    let held = Held::new(whole, &[], &Reading::default());
    [Arc::new(held), Arc::new(place.open())]
}

fn listed(found: &Found) -> Vec<(usize, bool)> {
    let rows = found.listed().enumerate();
    rows.map(|(at, row)| (row, found.is_pinyin(at))).collect()
}

/// Holds what is counted of what was found, or of all, to what is counted in memory.
fn compare_counts([held, remote]: [&dyn Corpus; 2], found: [Option<&Found>; 2], about: &str) {
    let [in_memory, there] = found;
    for span in Span::FINEST_FIRST {
        let expected = held.histogram(in_memory, span).expect("in memory");
        assert_eq!(
            remote.histogram(there, span).expect("it answers"),
            expected,
            "{about}"
        );
    }
    for count in [2, usize::MAX] {
        let expected = held
            .facets(in_memory, &Kind::ALL, count)
            .expect("in memory");
        let counted = remote.facets(there, &Kind::ALL, count).expect("it answers");
        assert_eq!(counted, expected, "{about}");
    }
}

/// Looks for the same in both, and makes sure that it is found the same. Returns how many were found.
fn compare(sessions: &mut [Session; 2], typed: &str, counts_too: bool) -> usize {
    let query = Query::parse(typed);
    let found = sessions.each_mut().map(|session| {
        let found = session.find(&query, WANTED).expect("it answers");
        found.expect("not left")
    });
    let [expected, there] = found.each_ref().map(listed);
    assert_eq!(there, expected, "{typed}");
    if counts_too {
        let ranked = sessions
            .each_mut()
            .map(|session| session.rank(usize::MAX, &query, WANTED));
        let [expected_ranked, ranked] = ranked;
        let expected_ranked = listed(&expected_ranked.expect("it answers").expect("not left"));
        match ranked {
            Ok(ranked) => {
                let ranked = ranked.expect("not left");
                let (own, beyond) = (listed(&ranked), ranked.beyond());
                assert!(expected_ranked.starts_with(&own), "{typed}");
                assert_eq!(own.len() + beyond, expected.len(), "{typed}");
                assert!(beyond == 0 || expected.len() > 20_000, "{typed}");
                // Of so few the headlines alone may decide.
                let best = sessions[1].rank(3, &query, WANTED).expect("it answers");
                let best = listed(&best.expect("not left"));
                assert!(own.starts_with(&best) && best.len() == own.len().min(3));
            }
            // Too many for all to be read, and the headlines do not tell them apart.
            Err(_) => assert!(expected.len() > 20_000, "{typed}"),
        }
    }
    let first = sessions[1].first(5, &query, WANTED).expect("it answers");
    let first: Vec<usize> = first.expect("not left").listed().collect();
    let newest = expected.iter().filter(|(_, is_pinyin)| !is_pinyin);
    let newest: Vec<usize> = newest.map(|(row, _)| *row).take(5).collect();
    assert_eq!(first, newest, "{typed}");
    if counts_too {
        let corpora = sessions.each_ref().map(|session| &**session.corpus());
        compare_counts(corpora, found.each_ref().map(Some), typed);
    }
    expected.len()
}

fn sessions(corpora: &[Arc<dyn Corpus>; 2], library: &Library) -> [Session; 2] {
    corpora.each_ref().map(|corpus| {
        let mut session = Session::new(corpus.clone());
        session.remember(library.clone());
        session
    })
}

/// How many reports are compared, which the environment may say.
fn number_of_reports() -> usize {
    let said = std::env::var("ZHENEWS_SEARCH_REPORTS").ok();
    said.map_or(2000, |said| said.parse().expect("a number"))
}

#[test]
fn a_collection_on_a_search_engine_is_the_one_in_memory() {
    let Some(place) = Place::new("a collection on a search engine") else {
        return;
    };
    let mut dice = Dice::new(16);
    let whole = store(&mut dice, number_of_reports());
    let articles = whole.articles.clone();
    let typed = queries(&mut dice, &whole, 400);
    assert_eq!(place.load(&articles, false).written, articles.len());
    let corpora = both(&place, whole);
    let remote = &*corpora[1];
    assert_eq!(remote.len(), articles.len());
    for (row, article) in articles.iter().enumerate() {
        let read = remote.article(row).expect("it is there");
        assert_eq!(&*read, article, "row {row}");
    }
    compare_counts(
        corpora.each_ref().map(|corpus| &**corpus),
        [None, None],
        "all",
    );
    for sort in Sort::ALL {
        let orders = corpora
            .each_ref()
            .map(|corpus| corpus.in_order(sort).expect("it answers"));
        assert_eq!(orders[0], orders[1], "{sort:?}");
    }
    let mut sessions = sessions(&corpora, &Library::default());
    let (mut hits, mut most) = (0, 0);
    for (number, typed) in typed.iter().enumerate() {
        let found = compare(&mut sessions, typed, number % 20 == 0);
        (hits, most) = (hits + found, most.max(found));
    }
    // As many as are told in several answers of the engine, where there are so many.
    assert!(most > articles.len() / 2, "{most}");
    assert!(hits > 5 * articles.len(), "{hits}");
}

#[test]
fn marks_narrow_it_and_ids_lead_to_rows() {
    let Some(place) = Place::new("marks of a collection on a search engine") else {
        return;
    };
    let mut dice = Dice::new(17);
    let whole = store(&mut dice, number_of_reports());
    let articles = whole.articles.clone();
    place.load(&articles, false);
    let corpora = both(&place, whole);
    let mut library = Library::default();
    for _ in 0..articles.len() / 5 {
        let id: Id = dice.of(&articles).id.as_str().into();
        library.act(&match dice.below(5) {
            0 => Action::Star(vec![id]),
            1 => Action::Note(id, "记".into()),
            2 => Action::Tag("自己的标签".into(), vec![id]),
            _ => Action::Read(vec![id]),
        });
    }
    let mut sessions = sessions(&corpora, &library);
    for typed in [
        "is:unread",
        "is:read",
        "is:starred",
        "-is:read",
        "is:noted OR is:starred",
        "is:unread after:2010",
        "tag:自己的",
        "tag:植",
        "-tag:自己的 is:read",
        "is:starred lm",
        "is:unread sfq OR is:starred",
    ] {
        assert!(compare(&mut sessions, typed, true) > 0, "{typed}");
    }
    let rows: Vec<usize> = (0..articles.len()).collect();
    let unread = sessions
        .each_mut()
        .map(|session| session.first_unread(&rows).expect("it answers"));
    assert_eq!(unread[0], unread[1]);
    let remote = &*corpora[1];
    let ids = remote.ids(&rows).expect("it answers");
    for (row, article) in articles.iter().enumerate() {
        assert_eq!(&*ids[row], article.id);
        if row % (articles.len() / 40) == 0 {
            assert_eq!(remote.row_of(&article.id).expect("it answers"), Some(row));
        }
    }
    assert_eq!(remote.row_of("nothing").expect("it answers"), None);
    for days in [None, Some(20_030_000)] {
        let days = DateRange {
            from: days,
            until: Some(20_120_500),
        };
        let rows = corpora
            .each_ref()
            .map(|corpus| corpus.rows_of(days).expect("it answers"));
        assert_eq!(rows[0], rows[1]);
    }
    let alike: usize = articles
        .iter()
        .take(10)
        .map(|article| compare(&mut sessions, &format!("like:{}", article.id), false))
        .sum();
    // Among very many made-up reports no word is rare.
    assert!(alike > 0 || articles.len() > 5000);
}

/// Holds an index to the articles of a store.
fn assert_is(remote: &Remote, articles: &[Article]) {
    assert_eq!(remote.len(), articles.len());
    for (row, article) in articles.iter().enumerate() {
        assert_eq!(
            &*remote.article(row).expect("it is there"),
            article,
            "row {row}"
        );
    }
}

#[test]
fn loading_again_changes_what_has_changed() {
    let Some(place) = Place::new("loading into a search engine again") else {
        return;
    };
    let mut dice = Dice::new(18);
    let whole = store(&mut dice, 500).articles;
    let (some, _): (Vec<_>, Vec<_>) = whole.iter().cloned().partition(|_| dice.below(3) > 0);
    assert_eq!(place.load(&some, false).written, some.len());
    assert_is(&place.open(), &some);
    let again = place.load(&some, false);
    assert_eq!((again.written, again.unchanged), (0, some.len()));
    let grown = place.load(&whole, false);
    assert_eq!(grown.written + grown.unchanged, whole.len());
    assert!(grown.unchanged > some.len() / 2, "{grown:?}");
    assert_is(&place.open(), &whole);
    let (fewer, _): (Vec<_>, Vec<_>) = whole.iter().cloned().partition(|_| dice.below(4) > 0);
    let cut = place.load(&fewer, true);
    assert_eq!(cut.deleted, whole.len() - fewer.len());
    assert_is(&place.open(), &fewer);
}
