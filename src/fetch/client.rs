//! Speaks HTTP. Redirects are followed here, one by one: each address is looked at, the user's own headers go to no
//! other host, and one that is for ever is told from one that is for now.

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;

use ureq::Agent;
use ureq::config::Config;
use ureq::http::{HeaderMap, StatusCode, header};
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::unversioned::transport::DefaultConnector;
use url::Url;

use super::Failure;
use super::guard::{GuardedResolver, is_private_host};
use super::hosts::Hosts;
use super::proxy;
use crate::library;

/// No feed is larger, unpacked, in bytes.
pub(super) const LARGEST: u64 = 16 << 20;
/// How long a request may take, with all that comes.
const PATIENCE: Duration = Duration::from_mins(1);
/// How long a connection may take to be made.
const CONNECTING: Duration = Duration::from_secs(15);
/// How many redirects are followed.
const REDIRECTS: usize = 10;

const ACCEPT: &str = "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, text/html;q=0.7, */*;q=0.5";

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Request<'r> {
    /// Where.
    pub address: Url,
    /// An address of the user's own, whose host may lie anywhere; nothing where others named what is asked for.
    pub trusted: Option<&'r Url>,
    /// What the server called the version that is known.
    pub etag: Option<&'r str>,
    /// When that was changed.
    pub modified: Option<&'r str>,
    /// What we call ourselves.
    pub user_agent: Option<&'r str>,
    /// The proxy, as the settings say it.
    pub proxy: Option<&'r str>,
    /// The user's own headers, for the host of the address only.
    pub headers: &'r [(String, String)],
}

impl<'r> Request<'r> {
    /// Asks for an address that the user typed.
    pub fn typed(address: &'r Url) -> Self {
        Self {
            trusted: Some(address),
            ..Self::named(address.clone())
        }
    }

    /// Asks for an address that someone else named.
    pub fn named(address: Url) -> Self {
        Self {
            address,
            trusted: None,
            etag: None,
            modified: None,
            user_agent: None,
            proxy: None,
            headers: &[],
        }
    }
}

/// What came.
#[derive(Debug, Default)]
pub struct Reply {
    /// The status; 304 where it is what is known.
    pub status: u16,
    /// The content.
    pub body: Vec<u8>,
    /// The encoding that the server told.
    pub label: Option<String>,
    /// What the server calls this version.
    pub etag: Option<String>,
    /// When it was changed.
    pub modified: Option<String>,
    /// When the server sent it, in its words; a copy that was kept on the way says when it was made.
    pub date: Option<String>,
    /// When to come back, in seconds.
    pub retry_after: Option<u64>,
    /// Where it came from.
    pub address: Option<Url>,
    /// Where it has moved for ever.
    pub moved: Option<Url>,
}

/// Fetches from addresses, and keeps connections for the next request.
pub struct Client {
    /// How long a request may take.
    patience: Duration,
    agents: Mutex<HashMap<Way, Agent>>,
    pub(super) hosts: Hosts,
    certificates: OnceLock<RootCerts>,
}

/// How a request goes.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Way {
    is_https: bool,
    proxy: Option<String>,
    is_strict: bool,
}

impl Default for Client {
    fn default() -> Self {
        Self::with_patience(PATIENCE)
    }
}

impl Client {
    /// Makes one whose requests may each take so long.
    fn with_patience(patience: Duration) -> Self {
        Self {
            patience,
            agents: Mutex::default(),
            hosts: Hosts::default(),
            certificates: OnceLock::new(),
        }
    }

    /// Fetches what is at an address.
    ///
    /// # Errors
    ///
    /// Why nothing came. An answer of any status is none.
    pub fn get(&self, request: &Request<'_>) -> Result<Reply, Failure> {
        let mut address = request.address.clone();
        let (mut moved, mut is_for_ever) = (None, true);
        for _ in 0..=REDIRECTS {
            let host = address.host_str().unwrap_or_default().to_owned();
            let failed = |error: &ureq::Error| Failure::of_client(error, &host);
            let slot = self.hosts.slot(&host);
            let mut response = self.send(request, &address)?;
            let status = response.status();
            if let Some(next) = redirected(status, response.headers(), &address) {
                is_for_ever &= matches!(status.as_u16(), 301 | 308);
                if is_for_ever {
                    moved = Some(next.clone());
                }
                // What comes with it is read, so that the connection is free for the next request.
                let _ = response
                    .body_mut()
                    .with_config()
                    .limit(LARGEST)
                    .read_to_vec();
                drop(slot);
                address = next;
                continue;
            }
            let headers = response.headers();
            let mut reply = Reply {
                status: status.as_u16(),
                etag: text(headers, header::ETAG.as_str()),
                modified: text(headers, header::LAST_MODIFIED.as_str()),
                date: text(headers, header::DATE.as_str()),
                retry_after: text(headers, header::RETRY_AFTER.as_str()).and_then(|t| seconds(&t)),
                label: response.body().charset().map(str::to_owned),
                moved,
                ..Reply::default()
            };
            if status != StatusCode::NOT_MODIFIED {
                let body = response.body_mut().with_config().limit(LARGEST);
                reply.body = body.read_to_vec().map_err(|error| failed(&error))?;
            }
            reply.address = Some(address);
            return Ok(reply);
        }
        Err(Failure::TooManyRedirects)
    }

    fn send(
        &self,
        request: &Request<'_>,
        address: &Url,
    ) -> Result<ureq::http::Response<ureq::Body>, Failure> {
        if !matches!(address.scheme(), "http" | "https") {
            return Err(Failure::NoAddress(address.to_string()));
        }
        let host = address.host_str().unwrap_or_default();
        let is_strict = !request
            .trusted
            .is_some_and(|trusted| is_same_host(trusted, address));
        let proxy = proxy::proxy_for(address, request.proxy);
        if proxy.is_some() && is_strict && is_private_host(address) {
            return Err(Failure::NotPublic(host.to_owned()));
        }
        let agent = self.agent(&Way {
            is_https: address.scheme() == "https",
            // A proxy is of the user's choice, wherever it lies.
            is_strict: is_strict && proxy.is_none(),
            proxy,
        })?;
        let mut sent = agent.get(address.as_str()).header(header::ACCEPT, ACCEPT);
        if let Some(user_agent) = request.user_agent {
            sent = sent.header(header::USER_AGENT, user_agent);
        }
        if let Some(etag) = request.etag {
            sent = sent.header(header::IF_NONE_MATCH, etag);
        }
        if let Some(modified) = request.modified {
            sent = sent.header(header::IF_MODIFIED_SINCE, modified);
        }
        let is_open_now = address.scheme() == "http" && request.address.scheme() == "https";
        if is_same_host(&request.address, address) && !is_open_now {
            for (name, value) in request.headers {
                sent = sent.header(name, value);
            }
        }
        sent.call()
            .map_err(|error| Failure::of_client(&error, host))
    }

    fn agent(&self, way: &Way) -> Result<Agent, Failure> {
        let mut agents = self.agents.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(agent) = agents.get(way) {
            return Ok(agent.clone());
        }
        let proxy = match &way.proxy {
            Some(proxy) => {
                let parsed = proxy::parsed(proxy);
                Some(parsed.ok_or_else(|| Failure::NoProxy(proxy.clone()))?)
            }
            None => None,
        };
        let mut config = Config::builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(self.patience))
            .timeout_connect(Some(CONNECTING))
            .max_idle_connections(64)
            .max_idle_connections_per_host(2)
            .user_agent(concat!("zhenews/", env!("CARGO_PKG_VERSION")))
            .proxy(proxy);
        if way.is_https || way.proxy.is_some() {
            config = config.tls_config(self.tls());
        }
        let resolver = GuardedResolver::new(way.is_strict);
        let agent = Agent::with_parts(config.build(), DefaultConnector::default(), resolver);
        agents.insert(way.clone(), agent.clone());
        Ok(agent)
    }

    /// The system's certificates, which are read when they are first needed.
    fn tls(&self) -> TlsConfig {
        let certificates = self.certificates.get_or_init(|| {
            let system = rustls_native_certs::load_native_certs().certs;
            let certificates = system
                .iter()
                .map(|der| Certificate::from_der(der).to_owned());
            RootCerts::from(certificates.collect::<Vec<_>>())
        });
        TlsConfig::builder()
            .root_certs(certificates.clone())
            .unversioned_rustls_crypto_provider(std::sync::Arc::new(
                rustls::crypto::ring::default_provider(),
            ))
            .build()
    }
}

/// Returns whether two addresses have one host and one port, or the usual ports of their schemes.
fn is_same_host(one: &Url, other: &Url) -> bool {
    let is_usual = |address: &Url| address.port().is_none();
    one.host() == other.host()
        && (is_usual(one) && is_usual(other)
            || one.port_or_known_default() == other.port_or_known_default())
}

/// Returns where a redirect leads.
fn redirected(status: StatusCode, headers: &HeaderMap, from: &Url) -> Option<Url> {
    if !matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    // Some servers write it in UTF-8, as a browser shows it.
    let location = headers.get(header::LOCATION)?.as_bytes();
    let mut next = from.join(String::from_utf8_lossy(location).trim()).ok()?;
    if next.fragment().is_none() {
        next.set_fragment(from.fragment());
    }
    Some(next)
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?.trim();
    Some(value.to_owned()).filter(|value| !value.is_empty())
}

/// Reads when to come back: in so many seconds, or at a time.
fn seconds(value: &str) -> Option<u64> {
    if let Ok(seconds) = value.parse() {
        return Some(seconds);
    }
    let at = jiff::fmt::rfc2822::parse(value).ok()?.timestamp();
    let left = at.as_second() - library::now() / 1000;
    Some(u64::try_from(left).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::{TcpListener, TcpStream};
    use std::thread;

    use super::*;

    /// Serves every connection, each on a thread of its own, and returns the address.
    fn serve(answer: fn(TcpStream)) -> Url {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/", listener.local_addr().unwrap());
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                thread::spawn(move || answer(stream));
            }
        });
        Url::parse(&address).unwrap()
    }

    fn take_request(stream: &mut TcpStream) {
        let mut request = [0; 4096];
        let length = stream.read(&mut request).unwrap_or(0);
        assert!(length > 0, "a request was sent");
    }

    /// Takes what comes until the client leaves.
    fn wait_for_end(mut stream: TcpStream) {
        let _ = std::io::copy(&mut stream, &mut std::io::sink());
    }

    fn never_answers(stream: TcpStream) {
        wait_for_end(stream);
    }

    fn never_ends_its_answer(mut stream: TcpStream) {
        take_request(&mut stream);
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<rss>");
        wait_for_end(stream);
    }

    fn drips(mut stream: TcpStream) {
        take_request(&mut stream);
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n");
        while stream.write_all(b"x").is_ok() {
            thread::sleep(Duration::from_millis(5));
        }
    }

    fn drips_its_head(mut stream: TcpStream) {
        take_request(&mut stream);
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nX: ");
        while stream.write_all(b"x").is_ok() {
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Without a limit these would never return.
    #[test]
    fn a_server_that_does_not_come_to_an_end_is_left() {
        let client = Client::with_patience(Duration::from_millis(300));
        for answer in [never_answers, never_ends_its_answer, drips, drips_its_head] {
            let address = serve(answer);
            let reply = client.get(&Request::typed(&address));
            assert!(matches!(reply, Err(Failure::TimedOut)), "{reply:?}");
        }
    }

    #[test]
    fn when_to_come_back_is_read_in_seconds_and_as_a_time() {
        assert_eq!(seconds("120"), Some(120));
        assert_eq!(
            seconds("Fri, 31 Dec 1999 23:59:59 GMT"),
            Some(0),
            "it is over"
        );
        let hour = jiff::Timestamp::now() + jiff::SignedDuration::from_hours(1);
        let written = hour.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
        assert!(
            seconds(&written).is_some_and(|left| (3500..=3600).contains(&left)),
            "{written}"
        );
        assert_eq!(seconds("soon"), None);
    }
}
