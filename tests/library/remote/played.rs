//! A search engine that is played: it answers as it is told, well or badly.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use zhenews::remote::{Access, Address, Place, mapping};

/// What was asked.
#[derive(Clone, Debug, Default)]
pub(super) struct Asked {
    pub(super) path: String,
    pub(super) login: Option<String>,
    pub(super) body: String,
}

/// What is answered.
#[derive(Clone, Debug)]
pub(super) enum Answer {
    /// A status and a body.
    Says(u16, String),
    /// A status and another address.
    Leads(String),
    /// Nothing, ever.
    Hangs,
    /// Half of what was announced.
    IsCut,
    /// More and more.
    IsHuge,
}

impl Answer {
    pub(super) fn json(value: &Value) -> Self {
        Self::Says(200, value.to_string())
    }
}

/// The engine, and what it was asked.
pub(super) struct Played {
    port: u16,
    asked: Arc<Mutex<Vec<Asked>>>,
    left: Arc<AtomicUsize>,
}

impl Played {
    /// Begins to answer.
    pub(super) fn new(answer: impl Fn(&Asked) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let port = listener.local_addr().expect("it listens").port();
        let asked = Arc::<Mutex<Vec<Asked>>>::default();
        let left = Arc::<AtomicUsize>::default();
        let (answer, known, gone) = (Arc::new(answer), asked.clone(), left.clone());
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (answer, known, gone) = (answer.clone(), known.clone(), gone.clone());
                thread::spawn(move || {
                    if serve(&stream, &*answer, &known) == Some(Ended::Left) {
                        gone.fetch_add(1, Ordering::Relaxed);
                    }
                });
            }
        });
        Self { port, asked, left }
    }

    pub(super) fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    pub(super) fn address(&self) -> Address {
        address(&self.host())
    }

    /// Returns how many answers that never came were not waited for to the end.
    pub(super) fn left(&self) -> usize {
        self.left.load(Ordering::Relaxed)
    }

    pub(super) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().expect("no panic").clone()
    }
}

/// The address of an index of some machines.
pub(super) fn address(hosts: &str) -> Address {
    let address = format!("opensearch+http://{hosts}/news");
    let address = Address::read(Path::new(&address)).expect("an address");
    address.expect("a good one")
}

/// Who does not wait long.
pub(super) fn impatient() -> Access {
    Access {
        patience: Duration::from_millis(1500),
        ..Access::default()
    }
}

/// Serves a connection; returns how it ended where an answer was due.
fn serve(
    stream: &TcpStream,
    answer: &dyn Fn(&Asked) -> Answer,
    known: &Mutex<Vec<Asked>>,
) -> Option<Ended> {
    let mut reader = BufReader::new(stream);
    loop {
        let asked = read(&mut reader)?;
        known.lock().expect("no panic").push(asked.clone());
        if let Some(ended) = write(stream, answer(&asked)) {
            return Some(ended);
        }
    }
}

/// How a connection ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ended {
    /// By us.
    Broken,
    /// By who waited for an answer.
    Left,
}

/// Reads a request; `None` when there is none any more.
fn read(reader: &mut BufReader<&TcpStream>) -> Option<Asked> {
    let mut asked = Asked::default();
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
    line.split(' ').nth(1)?.clone_into(&mut asked.path);
    let mut length = 0;
    loop {
        line.clear();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(": ") else {
            break;
        };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.parse().ok()?,
            "authorization" => asked.login = Some(value.to_owned()),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    asked.body = String::from_utf8(body).ok()?;
    Some(asked)
}

/// Writes an answer; where that ends the connection, returns how.
fn write(mut stream: &TcpStream, answer: Answer) -> Option<Ended> {
    let head = |status: u16, length: usize, more: &str| {
        format!(
            "HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n{more}\r\n"
        )
    };
    match answer {
        Answer::Says(status, body) => {
            let head = head(status, body.len(), "");
            let written = stream.write_all(format!("{head}{body}").as_bytes());
            written.is_err().then_some(Ended::Broken)
        }
        Answer::Leads(to) => {
            let head = head(302, 0, &format!("Location: {to}\r\n"));
            let written = stream.write_all(head.as_bytes());
            written.is_err().then_some(Ended::Broken)
        }
        Answer::Hangs => {
            let _ = std::io::copy(&mut &*stream, &mut std::io::sink());
            Some(Ended::Left)
        }
        Answer::IsCut => {
            let _ = stream.write_all(format!("{}{{\"took\":", head(200, 1000, "")).as_bytes());
            Some(Ended::Broken)
        }
        Answer::IsHuge => {
            let _ = stream.write_all(head(200, 1 << 30, "").as_bytes());
            let much = vec![b' '; 1 << 16];
            while stream.write_all(&much).is_ok() {}
            Some(Ended::Broken)
        }
    }
}

/// Answers as an index of three reports of a day does.
pub(super) fn well(asked: &Asked) -> Answer {
    if asked.path.contains("/_mapping") {
        let mappings = &mapping(1, 0)["mappings"];
        return Answer::json(&json!({"news": {"mappings": mappings}}));
    }
    let body: Value = serde_json::from_str(&asked.body).unwrap_or_default();
    let mut answer = json!({
        "took": 1, "timed_out": false,
        "_shards": {"total": 3, "successful": 3, "failed": 0},
        "hits": {"total": {"value": 3, "relation": "eq"}},
    });
    if body["aggs"]["days"].is_object() {
        answer["aggregations"] = json!({"days": {"buckets": [{
            "key": {"day": 20_191_122}, "doc_count": 3,
            "before": {"min": 0.0, "max": 2.0, "sum": 3.0, "sum_of_squares": 5.0},
        }]}});
    } else if body["aggs"]["places"].is_object() {
        let places = (0..3).map(|before| Place::new(20_191_122, before).number());
        let buckets: Vec<_> = places
            .map(|place| json!({"key": {"place": place}, "doc_count": 1}))
            .collect();
        answer["aggregations"] = json!({"places": {"buckets": buckets}});
    } else {
        let hit = |before| {
            json!({
                "fields": {"place": [Place::new(20_191_122, before).number()], "id": [before.to_string()]},
                "_source": {"article": {"id": before.to_string(), "title": "植树"}},
            })
        };
        answer["hits"]["hits"] = (0..3).map(hit).collect();
    }
    Answer::json(&answer)
}
