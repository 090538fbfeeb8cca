//! A collection on three real nodes of a search engine, of which one is frozen, killed and brought back: whatever is
//! answered is right or said to be a part, and all is there again when the node is.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use zhenews::article::Article;
use zhenews::corpus::{Error, Found, Holdings as _, Remote, Session};
use zhenews::remote::load::{Options, load};
use zhenews::remote::{self, Access, Address, Client};
use zhenews::search::Query;

use crate::archive::made::{Desk, Dice, lines};
use crate::archive::reports;

/// The variable that names the directory of the nodes, which listen at ports from [`FIRST_PORT`] on.
const CLUSTER: &str = "ZHENEWS_SEARCH_CLUSTER";
const FIRST_PORT: u16 = 9381;
/// Within so long a cluster has seen that a node is gone, or back.
const SETTLED: Duration = Duration::from_secs(90);
/// So long an answer may take.
const PATIENCE: Duration = Duration::from_secs(6);
/// Every report has it.
const TYPED: &str = "的";

/// The nodes.
struct Cluster(PathBuf);

impl Cluster {
    fn pid(&self, node: u16) -> String {
        let pid = fs::read_to_string(self.0.join(format!("n{node}.pid")));
        pid.expect("it was started").trim().to_owned()
    }

    fn signal(&self, signal: &str, node: u16) {
        let sent = Command::new("kill")
            .args([signal, &self.pid(node)])
            .status();
        assert!(sent.expect("there is kill").success());
    }

    /// Kills a node. Its number goes too, for it may still be taken by what nobody has looked after.
    fn kill(&self, node: u16) {
        self.signal("-KILL", node);
        fs::remove_file(self.0.join(format!("n{node}.pid"))).expect("it was started");
    }

    /// Starts again what was killed, and waits until all are one cluster.
    fn bring_back(&self) {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/remote/nodes");
        let nodes = Command::new(script)
            .arg(&self.0)
            .args(["3", &FIRST_PORT.to_string()])
            .status();
        assert!(nodes.expect("it runs").success());
    }
}

/// An index on the cluster, asked at the third node first.
struct Place(Address);

impl Place {
    fn new(name: &str) -> Self {
        let hosts = [2, 0, 1].map(|node| format!("127.0.0.1:{}", FIRST_PORT + node));
        let address = format!("opensearch+http://{}/{name}", hosts.join(","));
        let address = Address::read(Path::new(&address)).expect("an address");
        Self(address.expect("a good one"))
    }

    fn load(&self, articles: &[Article], replicas: u32) {
        let client = Client::new(&self.0, &Access::default()).expect("no certificates");
        let options = Options {
            deletes_missing: false,
            shards: 3,
            replicas,
        };
        let reports = articles.iter().cloned();
        load(&client, self.0.index(), reports, options, &|_| {}).expect("it is loaded");
    }

    fn open(&self, shows_parts: bool) -> Result<Remote, remote::Error> {
        let access = Access {
            patience: PATIENCE,
            shows_parts,
            ..Access::default()
        };
        Remote::open(&self.0, &access, &|| false).map_err(remote_error)
    }

    fn session(&self) -> Session {
        let remote = settled("the index opens", || self.open(true).ok());
        Session::new(Arc::new(remote))
    }

    /// Asks the engine itself.
    fn ask(&self, method: &str, path: &str, body: &Value) {
        let url = format!("http://127.0.0.1:{FIRST_PORT}/{}{path}", self.0.index());
        let asked = ureq::http::Request::builder().method(method).uri(url);
        let asked = asked.header("content-type", "application/json");
        let asked = asked.body(body.to_string()).expect("a request");
        ureq::run(asked).expect("it answers");
    }
}

fn remote_error(error: Error) -> remote::Error {
    match error {
        Error::Remote(error) => error,
        error @ Error::Archive(_) => panic!("{error}"),
    }
}

fn find(session: &mut Session) -> Result<Found, remote::Error> {
    let found = session.find(&Query::parse(TYPED), &|| false);
    Ok(found.map_err(remote_error)?.expect("not given up"))
}

/// Tries until something is as it will be.
fn settled<T>(what: &str, mut attempt: impl FnMut() -> Option<T>) -> T {
    let until = Instant::now() + SETTLED;
    loop {
        if let Some(made) = attempt() {
            return made;
        }
        assert!(Instant::now() < until, "{what}, in the end");
        thread::sleep(Duration::from_millis(500));
    }
}

/// Makes sure that an answer is right, or a part that is said to be one, or that there is none; returns whether it is
/// right.
fn is_right(answer: &Result<Found, remote::Error>, all: &[usize]) -> bool {
    let Ok(found) = answer else { return false };
    let rows: Vec<usize> = found.listed().collect();
    if found.part().is_some() {
        assert!(found.shortfall().is_some() && rows.len() < all.len());
        assert!(rows.iter().all(|row| all.contains(row)));
        return false;
    }
    assert_eq!(rows, all, "it is taken for all");
    true
}

#[test]
fn whatever_becomes_of_a_node_no_part_is_taken_for_all() {
    let Some(directory) = std::env::var_os(CLUSTER) else {
        // Where it is to be seen that nothing was tested the tests of one node say so.
        return;
    };
    let cluster = Cluster(directory.into());
    let mut dice = Dice::new(61);
    let desk = Desk::new();
    desk.put("a.jsonl", &lines(&reports(&mut dice, 0, 1500)));
    let articles = desk.whole().articles.clone();
    let (safe, unsafe_) = (Place::new("with-copies"), Place::new("without-copies"));
    safe.load(&articles, 1);
    unsafe_.load(&articles, 0);
    let (mut safely, mut unsafely) = (safe.session(), unsafe_.session());
    let all: Vec<usize> = find(&mut unsafely).expect("it answers").listed().collect();
    assert!(all.len() > 500, "{}", all.len());

    frozen(&cluster, [&mut safely, &mut unsafely], &all);
    killed(&cluster, [&safe, &unsafe_], [safely, unsafely], &all);
    changed(&safe, &articles);
    for place in [safe, unsafe_] {
        place.ask("DELETE", "", &Value::Null);
    }
}

/// One node is frozen: answers come in time or are given up in time, and all are right when it is woken.
fn frozen(cluster: &Cluster, sessions: [&mut Session; 2], all: &[usize]) {
    cluster.signal("-STOP", 3);
    for session in sessions {
        for _ in 0..3 {
            let begun = Instant::now();
            let answer = find(session);
            // The check that nothing was loaded and the search may each wait for as long as an answer may take.
            assert!(begun.elapsed() < 4 * PATIENCE, "{:?}", begun.elapsed());
            is_right(&answer, all);
        }
        cluster.signal("-CONT", 3);
        settled("all is answered", || {
            is_right(&find(session), all).then_some(())
        });
        cluster.signal("-STOP", 3);
    }
    cluster.signal("-CONT", 3);
}

/// One node is killed: what has copies is whole, the rest a part until it is back.
fn killed(cluster: &Cluster, places: [&Place; 2], sessions: [Session; 2], all: &[usize]) {
    let [safe, unsafe_] = places;
    let [mut safely, mut unsafely] = sessions;
    cluster.kill(3);
    settled("what has copies is whole", || {
        is_right(&find(&mut safely), all).then_some(())
    });
    assert_eq!(
        safe.open(false).expect("all is there").len(),
        safe_len(&safely)
    );
    settled("a part answers", || {
        let answer = find(&mut unsafely);
        assert!(!is_right(&answer, all), "a third of it is on the node");
        answer.ok()
    });
    let error = unsafe_.open(false).expect_err("a third is not there");
    assert!(matches!(error, remote::Error::Partial(2, 3)), "{error:?}");
    let part = settled("a part opens", || unsafe_.open(true).ok());
    assert!(!part.is_whole());

    cluster.bring_back();
    settled("it is whole again", || {
        let whole = unsafe_.open(false).ok()?;
        is_right(&find(&mut Session::new(Arc::new(whole))), all).then_some(())
    });
    let mut partly = Session::new(Arc::new(part));
    let error = find(&mut partly).expect_err("there is more than it knows");
    assert_eq!(error, remote::Error::Changed);
}

fn safe_len(session: &Session) -> usize {
    session.corpus().len()
}

/// The index is changed by others, and taken away, under who has it open.
fn changed(place: &Place, articles: &[Article]) {
    // What was asked within two seconds is taken for granted.
    let after_a_while = |session: &mut Session| {
        thread::sleep(Duration::from_millis(2100));
        find(session)
    };
    let mut session = place.session();
    let meta = json!({"_meta": {"zhenews": {"version": 999, "fold": 1}}});
    place.ask("PUT", "/_mapping", &meta);
    let error = after_a_while(&mut session).expect_err("it is of another version");
    assert!(matches!(error, remote::Error::OtherVersion(_)), "{error:?}");
    place.ask("PUT", "/_mapping", &json!({"_meta": {}}));
    let error = after_a_while(&mut session).expect_err("it says nothing of us");
    assert!(matches!(error, remote::Error::NotOurs { .. }), "{error:?}");
    place.ask("DELETE", "", &Value::Null);
    let error = after_a_while(&mut session).expect_err("it is gone");
    assert!(matches!(error, remote::Error::NoIndex(_)), "{error:?}");
    place.load(articles, 1);
    let error = after_a_while(&mut session).expect_err("it is another");
    assert_eq!(error, remote::Error::Changed);
    assert!(
        find(&mut place.session()).is_ok(),
        "opened anew it is there"
    );
}
