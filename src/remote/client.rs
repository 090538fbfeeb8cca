//! Speaks HTTP with the machines of a search engine: another is asked where one does not answer, no answer is waited
//! for longer than the settings allow, or larger than any of ours, and no redirect is followed.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use ureq::Agent;
use ureq::config::Config;
use ureq::http::{Method, Request, header};
use ureq::tls::{Certificate, RootCerts, TlsConfig};

use super::access::Credentials;
use super::{Access, Address, Error};
use crate::lang::{Bilingual, bilingual};
use crate::text::sanitize;

/// How often it is looked whether an answer is still wanted.
const BETWEEN_LOOKS: Duration = Duration::from_millis(10);
/// No answer of ours is larger, in bytes.
const LARGEST: u64 = 64 << 20;
/// How long a connection may take to be made.
const CONNECTING: Duration = Duration::from_secs(4);
/// How long it is waited before an engine that is busy is asked again, at first.
const PAUSE: Duration = Duration::from_millis(200);
/// So many words of an answer that refuses are told, in characters.
const MOST_WORDS: usize = 300;

/// Tells that an answer is not wanted any more.
pub type GiveUp<'a> = &'a (dyn Fn() -> bool + Sync);

/// Asks the machines of an engine.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
}

struct Shared {
    config: Config,
    /// Those that nobody asks by now. A question has one to itself, so that its connection can be closed when it is
    /// given up: by that an engine knows that it need not search on.
    idle: Mutex<Vec<Agent>>,
    /// The addresses of the machines, each with a slash behind it.
    hosts: Vec<String>,
    /// The number of the machine that answered last.
    current: AtomicUsize,
    login: Option<String>,
    patience: Duration,
    shows_parts: bool,
}

impl std::fmt::Debug for Client {
    /// Leaves out how it logs in.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Client").field(&self.shared.hosts).finish()
    }
}

/// What is asked.
#[derive(Clone, Debug)]
pub(super) struct Ask {
    pub(super) method: Method,
    /// The path, without the slash that it begins with.
    pub(super) path: String,
    pub(super) body: Arc<[u8]>,
    /// Whether the body is lines of JSON.
    pub(super) is_lines: bool,
}

impl Ask {
    pub(super) fn get(path: impl Into<String>) -> Self {
        Self {
            method: Method::GET,
            path: path.into(),
            body: Arc::default(),
            is_lines: false,
        }
    }

    pub(super) fn with_json(method: Method, path: impl Into<String>, body: &Value) -> Self {
        Self {
            method,
            body: body.to_string().into_bytes().into(),
            ..Self::get(path)
        }
    }

    pub(super) fn lines(path: impl Into<String>, body: Vec<u8>) -> Self {
        Self {
            method: Method::POST,
            body: body.into(),
            is_lines: true,
            ..Self::get(path)
        }
    }
}

/// What became of a question that was put to one machine.
enum Outcome {
    /// It is answered, or nobody else will answer it.
    Done(Result<Value, Error>),
    /// Another machine may answer it.
    Elsewhere(Error),
    /// The engine is busy, and may answer later.
    Later(Error),
}

impl Client {
    /// Makes one for the machines of an address.
    ///
    /// # Errors
    ///
    /// When the certificates cannot be used.
    pub fn new(address: &Address, access: &Access) -> Result<Self, Error> {
        let Credentials {
            login,
            certificates,
        } = access.credentials(address)?;
        let patience = access.patience;
        let hosts = address.hosts().iter().map(ToString::to_string);
        // One that hangs leaves time for the others.
        let attempt = patience / u32::try_from(address.hosts().len().max(1)).unwrap_or(1);
        let is_safe = address.hosts().iter().any(|host| host.scheme() == "https");
        let mut config = Config::builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(attempt))
            .timeout_connect(Some(CONNECTING.min(attempt)))
            .max_idle_connections_per_host(1)
            .accept_encoding(ureq::config::AutoHeaderValue::None)
            .user_agent(concat!("zhenews/", env!("CARGO_PKG_VERSION")))
            .proxy(None)
            .max_idle_age(Duration::from_secs(30));
        if is_safe {
            config = config.tls_config(tls(certificates));
        }
        Ok(Self {
            shared: Arc::new(Shared {
                config: config.build(),
                idle: Mutex::default(),
                hosts: hosts.collect(),
                current: AtomicUsize::new(0),
                login,
                patience,
                shows_parts: access.shows_parts,
            }),
        })
    }

    /// Returns whether a part of what is found is wanted where not all parts of an index answer.
    pub(super) fn shows_parts(&self) -> bool {
        self.shared.shows_parts
    }

    /// Puts a question, and waits for the answer as long as it is wanted.
    ///
    /// # Errors
    ///
    /// Why there is no answer.
    pub(super) fn ask(&self, ask: Ask, give_up: GiveUp) -> Result<Value, Error> {
        let (sender, receiver) = sync_channel(1);
        let (shared, agent) = (self.shared.clone(), self.shared.agent());
        let asked = agent.clone();
        thread::spawn(move || {
            let _ = sender.send(shared.ask(&asked, &ask));
        });
        loop {
            match receiver.recv_timeout(BETWEEN_LOOKS) {
                Ok(answer) => {
                    self.shared.idle().push(agent);
                    return answer;
                }
                Err(RecvTimeoutError::Timeout) if give_up() => {
                    agent.shutdown();
                    return Err(Error::Stopped);
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Err(Error::Stopped),
            }
        }
    }
}

impl Shared {
    fn idle(&self) -> MutexGuard<'_, Vec<Agent>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns one that nobody else asks.
    fn agent(&self) -> Agent {
        let idle = self.idle().pop();
        idle.unwrap_or_else(|| Agent::new_with_config(self.config.clone()))
    }

    /// Asks one machine after another until one answers.
    fn ask(&self, agent: &Agent, ask: &Ask) -> Result<Value, Error> {
        let begun = Instant::now();
        let first = self.current.load(Ordering::Relaxed);
        let mut pause = PAUSE;
        let mut left = self.hosts.len();
        let mut at = first;
        loop {
            let host = at % self.hosts.len().max(1);
            let error = match self.ask_one(agent, host, ask) {
                Outcome::Done(answer) => {
                    self.current.store(host, Ordering::Relaxed);
                    return answer;
                }
                Outcome::Elsewhere(error) => {
                    left = left.saturating_sub(1);
                    error
                }
                Outcome::Later(error) => {
                    thread::sleep(pause);
                    pause *= 2;
                    error
                }
            };
            at += 1;
            if left == 0 || begun.elapsed() + pause >= self.patience {
                return Err(error);
            }
        }
    }

    fn ask_one(&self, agent: &Agent, host: usize, ask: &Ask) -> Outcome {
        let Some(base) = self.hosts.get(host) else {
            let why = Bilingual::new("there is none", "没有主机");
            return Outcome::Done(Err(self.unreachable(why)));
        };
        let kind = if ask.is_lines {
            "application/x-ndjson"
        } else {
            "application/json"
        };
        let mut request = Request::builder()
            .method(&ask.method)
            .uri(format!("{base}{}", ask.path))
            .header(header::CONTENT_TYPE, kind);
        if let Some(login) = &self.login {
            request = request.header(header::AUTHORIZATION, login);
        }
        let sent = request
            .body(&*ask.body)
            .map_err(|_| Error::NotUnderstood("address".into()));
        let sent = match sent {
            Ok(request) => agent.run(request),
            Err(error) => return Outcome::Done(Err(error)),
        };
        let mut response = match sent {
            Ok(response) => response,
            Err(error) => return Outcome::Elsewhere(self.failed(&error)),
        };
        let status = response.status().as_u16();
        let body = response.body_mut().with_config().limit(LARGEST);
        match body.read_to_vec() {
            Ok(body) => outcome(status, &body),
            Err(ureq::Error::BodyExceedsLimit(most)) => Outcome::Done(Err(Error::TooLarge(most))),
            Err(error) => Outcome::Elsewhere(self.failed(&error)),
        }
    }

    fn failed(&self, error: &ureq::Error) -> Error {
        match error {
            ureq::Error::Timeout(ureq::Timeout::Connect) => {
                self.unreachable(Bilingual::new("no connection is made in time", "连接超时"))
            }
            ureq::Error::Timeout(_) => Error::TimedOut(self.patience.as_secs()),
            ureq::Error::HostNotFound => {
                self.unreachable(Bilingual::new("there is no such host", "没有这个主机"))
            }
            // What is wrong with a certificate comes wrapped as if the system said it.
            ureq::Error::Io(error) => match error.get_ref() {
                Some(inner) if inner.is::<rustls::Error>() => self.not_trusted(&inner.to_string()),
                _ => self.unreachable(crate::lang::system(error)),
            },
            ureq::Error::Rustls(error) => self.not_trusted(&error.to_string()),
            error => {
                let what = words(&error.to_string());
                self.unreachable(bilingual!(
                    "the connection failed ({what})",
                    "连接失败（{what}）"
                ))
            }
        }
    }

    fn not_trusted(&self, what: &str) -> Error {
        let what = words(what);
        self.unreachable(bilingual!(
            "no safe connection is made ({what}); `remote_ca` in the settings says whose certificates to trust",
            "无法建立安全连接（{what}）；信任谁的证书见设置中的 remote_ca"
        ))
    }

    fn unreachable(&self, why: Bilingual) -> Error {
        Error::Unreachable {
            hosts: self.hosts.join(" "),
            why,
        }
    }
}

/// Reads an answer.
fn outcome(status: u16, body: &[u8]) -> Outcome {
    let answer: Option<Value> = serde_json::from_slice(body).ok();
    let reason = || {
        let error = answer.as_ref().map(|answer| &answer["error"]);
        let told = error.and_then(|error| {
            let cause = &error["root_cause"][0]["reason"];
            let told = cause.as_str().or_else(|| error["reason"].as_str());
            told.or_else(|| error.as_str())
        });
        words(
            told.map_or(String::from_utf8_lossy(body), Into::into)
                .as_ref(),
        )
    };
    match status {
        200..=299 => Outcome::Done(answer.ok_or_else(|| Error::NotUnderstood("JSON".into()))),
        300..=399 => Outcome::Done(Err(Error::Redirected)),
        401 | 403 => Outcome::Done(Err(Error::Login(status, reason()))),
        429 | 503 => Outcome::Later(Error::Status(status, reason())),
        502 | 504 => Outcome::Elsewhere(Error::Status(status, reason())),
        404 if answer.as_ref().is_some_and(is_about_index) => {
            Outcome::Done(Err(Error::NoIndex(reason())))
        }
        _ => Outcome::Done(Err(Error::Status(status, reason()))),
    }
}

fn is_about_index(answer: &Value) -> bool {
    answer["error"]["type"] == "index_not_found_exception"
}

/// Makes what a stranger says fit to be shown.
pub(super) fn words(said: &str) -> String {
    let short: String = said.chars().take(MOST_WORDS).collect();
    sanitize::visible_line(&short).into_owned()
}

/// Trusts the certificates of the settings, or else those of the system.
fn tls(certificates: Option<RootCerts>) -> TlsConfig {
    let provider = rustls::crypto::ring::default_provider();
    let system = || {
        let system = rustls_native_certs::load_native_certs().certs;
        let certificates = system
            .iter()
            .map(|der| Certificate::from_der(der).to_owned());
        RootCerts::from(certificates.collect::<Vec<_>>())
    };
    TlsConfig::builder()
        .root_certs(certificates.unwrap_or_else(system))
        .unversioned_rustls_crypto_provider(Arc::new(provider))
        .build()
}
