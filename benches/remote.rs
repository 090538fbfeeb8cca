//! What searching a collection on a search engine costs beside what the engine says that it took.
//!
//! `ZHENEWS_COLLECTION=opensearch+http://HOST:9200/news cargo bench --bench remote`, with an index that `zhenews index
//! --to` has loaded. It prints for random substrings of 1 to 6 characters how long the first rows take at the median
//! and at the 99th percentile, with the reports themselves; how long the engine says that it took for the same; and how
//! many bytes such a question and its answer have. Without a collection there is nothing to measure.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use zhenews::article::Article;
use zhenews::corpus::{Corpus as _, Holdings as _, Remote, Session};
use zhenews::library::Library;
use zhenews::remote::{Access, Address, Filter, Remembered};
use zhenews::search::Query;

/// How many substrings are sought.
const QUERIES: usize = 300;
/// So many rows are a screen or two.
const ROWS: usize = 100;
/// Nobody takes a question back.
const WANTED: &(dyn Fn() -> bool + Sync) = &|| false;

/// What one question cost.
struct Cost {
    first: Duration,
    took: Duration,
    asked: usize,
    answered: usize,
}

fn main() {
    let Some(named) = std::env::var_os("ZHENEWS_COLLECTION") else {
        eprintln!("ZHENEWS_COLLECTION names no collection: nothing to measure");
        return;
    };
    let address = Address::read(Path::new(&named)).expect("an address");
    let address = address.expect("a good one");
    let begun = Instant::now();
    let remote = Remote::open(&address, &Access::default(), WANTED).expect("it answers");
    println!("opened in {:?}: {} reports", begun.elapsed(), remote.len());
    let queries = queries(&remote);
    let mut session = Session::new(Arc::new(remote));
    let mut costs: Vec<Cost> = queries
        .iter()
        .map(|typed| cost(&mut session, &address, typed))
        .collect();
    let within = costs.iter().filter(|cost| is_within(cost)).count();
    println!(
        "at most twice what the engine took and 5 ms: {within} of {}",
        costs.len()
    );
    costs.sort_by_key(|cost| cost.first);
    tell("first rows", costs.iter().map(|cost| cost.first));
    tell("the engine", costs.iter().map(|cost| cost.took));
    for (name, of) in [
        ("asked", (|cost| cost.asked) as fn(&Cost) -> usize),
        ("answered", |cost| cost.answered),
    ] {
        let mut bytes: Vec<usize> = costs.iter().map(of).collect();
        bytes.sort_unstable();
        let median = bytes.get(bytes.len() / 2).copied().unwrap_or(0);
        println!("{name}: {median} bytes at the median");
    }
}

fn is_within(cost: &Cost) -> bool {
    cost.first <= 2 * cost.took + Duration::from_millis(5)
}

fn tell(what: &str, times: impl Iterator<Item = Duration>) {
    let mut times: Vec<Duration> = times.collect();
    times.sort_unstable();
    let at = |percent: usize| times.get(times.len() * percent / 100).copied();
    let (median, last) = (at(50).unwrap_or_default(), at(99).unwrap_or_default());
    println!("{what}: {median:?} at the median, {last:?} at the 99th percentile");
}

/// Takes substrings of reports that stand anywhere among them.
fn queries(remote: &Remote) -> Vec<String> {
    let step = (remote.len() / QUERIES).max(1);
    let substring = |number: usize| {
        let article = remote.article(number * step % remote.len().max(1)).ok()?;
        let text: Vec<char> = text(&article).chars().collect();
        let length = 1 + number % 6;
        let start = number * 7919 % text.len().checked_sub(length)?.max(1);
        let characters = text.get(start..start + length)?;
        // What stands around a mark would be read as two words.
        let is_word = characters.iter().all(|c| c.is_alphabetic());
        is_word.then(|| characters.iter().collect())
    };
    (0..QUERIES).filter_map(substring).collect()
}

fn text(article: &Article) -> String {
    let blocks = article.body.iter().map(zhenews::article::Block::text);
    blocks.collect::<Vec<_>>().join("\n")
}

/// Looks for a text by ourselves, and then asks the engine for the same.
fn cost(session: &mut Session, address: &Address, typed: &str) -> Cost {
    let query = Query::parse(typed);
    let begun = Instant::now();
    let found = session.first(ROWS, &query, WANTED).expect("it answers");
    let first = begun.elapsed();
    let found = found.expect("not given up");
    assert!(!found.is_empty(), "{typed} stands in a report");
    let remembered = Remembered {
        library: &Library::default(),
        similar: &|_| Vec::new(),
    };
    let asked = json!({
        "size": ROWS, "track_total_hits": false, "_source": ["article"],
        "docvalue_fields": ["place"], "sort": [{"place": "asc"}],
        "query": Filter::exact(&query, remembered).json(),
    });
    let asked = asked.to_string();
    let host = address.hosts().first().expect("a machine");
    let url = format!("{host}{}/_search", address.index());
    let answer = ureq::post(url)
        .content_type("application/json")
        .send(&asked);
    let mut answer = answer.expect("it answers");
    let answer = answer.body_mut().read_to_vec().expect("it is whole");
    let said: Value = serde_json::from_slice(&answer).expect("it is JSON");
    Cost {
        first,
        took: Duration::from_millis(said["took"].as_u64().expect("it says")),
        asked: asked.len(),
        answered: answer.len(),
    }
}
