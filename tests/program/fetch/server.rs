//! A small web server on loopback: it answers each path as the test says, and remembers what it was asked.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// What was asked.
#[derive(Clone, Debug, Default)]
pub(super) struct Asked {
    pub(super) path: String,
    headers: Vec<(String, String)>,
}

impl Asked {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let found = self
            .headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        Some(&found.1)
    }
}

/// What is answered.
#[derive(Clone, Debug, Default)]
pub(super) struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Answer {
    pub(super) fn of(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            body: body.into(),
            headers: Vec::new(),
        }
    }

    pub(super) fn ok(body: impl Into<Vec<u8>>) -> Self {
        Self::of(200, body)
    }

    pub(super) fn to(status: u16, location: &str) -> Self {
        Self::of(status, "elsewhere").with("Location", location)
    }

    pub(super) fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }
}

type Page = Arc<dyn Fn(&Asked) -> Answer + Send + Sync>;

#[derive(Default)]
struct State {
    pages: Mutex<HashMap<String, Page>>,
    asked: Mutex<Vec<Asked>>,
}

/// The server, as long as the test runs.
#[derive(Clone)]
pub(super) struct Server {
    state: Arc<State>,
    address: SocketAddr,
}

impl Server {
    pub(super) fn start() -> Self {
        Self::at("127.0.0.1")
    }

    /// Starts one at another address of this machine.
    pub(super) fn at(host: &str) -> Self {
        let listener = TcpListener::bind((host, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::<State>::default();
        let known = state.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let state = known.clone();
                thread::spawn(move || serve(&stream, &state));
            }
        });
        Self { state, address }
    }

    pub(super) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Answers a path so from now on.
    pub(super) fn put(&self, path: &str, page: impl Fn(&Asked) -> Answer + Send + Sync + 'static) {
        self.state
            .pages
            .lock()
            .unwrap()
            .insert(path.to_owned(), Arc::new(page));
    }

    pub(super) fn put_body(&self, path: &str, body: impl Into<Vec<u8>>) {
        let answer = Answer::ok(body);
        self.put(path, move |_| answer.clone());
    }

    /// Takes what was asked since the last time.
    pub(super) fn take_asked(&self) -> Vec<Asked> {
        std::mem::take(&mut self.state.asked.lock().unwrap())
    }

    /// The paths that were asked for since the last time.
    pub(super) fn take_paths(&self) -> Vec<String> {
        self.take_asked()
            .into_iter()
            .map(|asked| asked.path)
            .collect()
    }
}

fn serve(stream: &TcpStream, state: &State) {
    let mut reader = BufReader::new(stream);
    while let Some(asked) = read(&mut reader) {
        state.asked.lock().unwrap().push(asked.clone());
        let page = state.pages.lock().unwrap().get(&asked.path).cloned();
        let answer = page.map_or_else(|| Answer::of(404, "nothing"), |page| page(&asked));
        if write(stream, &answer).is_err() {
            return;
        }
    }
}

fn read(reader: &mut BufReader<&TcpStream>) -> Option<Asked> {
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
    let mut asked = Asked {
        path: line.split(' ').nth(1)?.to_owned(),
        ..Asked::default()
    };
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        match line.trim_end().split_once(':') {
            Some((name, value)) => {
                asked
                    .headers
                    .push((name.to_owned(), value.trim().to_owned()));
            }
            None => break,
        }
    }
    let len = asked
        .header("content-length")
        .and_then(|len| len.parse().ok())
        .unwrap_or(0);
    std::io::copy(&mut reader.take(len), &mut std::io::sink()).ok()?;
    Some(asked)
}

fn write(mut stream: &TcpStream, answer: &Answer) -> std::io::Result<()> {
    let mut head = format!("HTTP/1.1 {} X\r\n", answer.status);
    for (name, value) in &answer.headers {
        head.extend([name, ": ", value, "\r\n"]);
    }
    if answer.status != 304 {
        head.extend(["Content-Length: ", &answer.body.len().to_string(), "\r\n"]);
    }
    stream.write_all(head.as_bytes())?;
    stream.write_all(b"\r\n")?;
    stream.write_all(&answer.body)
}
