//! How engines are spoken to, by the settings: how we log in and at which machines, whom we trust, how long we wait.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use ureq::tls::{Certificate, PemItem, RootCerts, parse_pem};
use url::Url;

use super::{Address, Error};
use crate::lang::{Bilingual, IoContext as _, Say as _, bilingual};

/// The variable that says how to log in, for who would rather not write a program.
pub const LOGIN: &str = "ZHENEWS_REMOTE_LOGIN";

/// How engines are spoken to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Access {
    /// The program that prints how to log in.
    pub login: Vec<String>,
    /// The machines, each with its port, that are told it. Without any they are those that are named, but only where
    /// the environment says how to log in.
    pub hosts: Vec<String>,
    /// Files of certificates that are trusted in place of the system's.
    pub authorities: Vec<PathBuf>,
    /// How long an answer may take.
    pub patience: Duration,
    /// Whether a part of what is found is shown as such where not all parts of an index answer; else that is an error.
    pub shows_parts: bool,
}

impl Default for Access {
    fn default() -> Self {
        Self {
            login: Vec::new(),
            hosts: Vec::new(),
            authorities: Vec::new(),
            patience: Duration::from_secs(30),
            shows_parts: false,
        }
    }
}

/// What goes with the requests to the machines of an address.
#[derive(Clone)]
pub(super) struct Credentials {
    /// What stands in the header by which we log in.
    pub(super) login: Option<String>,
    /// Which certificates are trusted; `None` is the system's.
    pub(super) certificates: Option<RootCerts>,
}

impl Access {
    /// Makes ready what goes with the requests to the machines of an address.
    ///
    /// # Errors
    ///
    /// When the certificates cannot be read, or the program fails.
    pub(super) fn credentials(&self, address: &Address) -> Result<Credentials, Error> {
        Ok(Credentials {
            login: self.login_at(address)?,
            certificates: self.certificates()?,
        })
    }

    /// A login is for the machines that the settings name, and for no others: an address may be anybody's.
    fn login_at(&self, address: &Address) -> Result<Option<String>, Error> {
        let is_named = |host: &Url| self.hosts.iter().any(|named| is_host(named, host));
        let are_named = address.hosts().iter().all(is_named);
        let of_environment = env::var(LOGIN).ok().filter(|login| !login.is_empty());
        let said = match of_environment {
            Some(login) if are_named || self.hosts.is_empty() => login,
            _ if !are_named => return Ok(None),
            _ => match self.login.split_first() {
                Some((program, arguments)) => printed(program, arguments)?,
                None => return Ok(None),
            },
        };
        Ok(Some(header(said.trim())))
    }

    fn certificates(&self) -> Result<Option<RootCerts>, Error> {
        let mut certificates: Vec<Certificate<'static>> = Vec::new();
        for path in &self.authorities {
            certificates.extend(certificates_in(path).map_err(Error::Settings)?);
        }
        Ok((!certificates.is_empty()).then(|| RootCerts::from(certificates)))
    }
}

/// Returns whether a machine is one that was named, with its port or without.
fn is_host(named: &str, host: &Url) -> bool {
    let name = host.host_str().unwrap_or_default();
    let port = host.port_or_known_default().unwrap_or_default();
    named.eq_ignore_ascii_case(name) || named.eq_ignore_ascii_case(&format!("{name}:{port}"))
}

/// Returns the first line that a program prints.
fn printed(program: &str, arguments: &[String]) -> Result<String, Error> {
    let failed = |what: String| {
        Error::Settings(bilingual!(
            "remote_login failed: {program}: {what}",
            "remote_login 运行失败：{program}：{what}"
        ))
    };
    let output = Command::new(program).args(arguments).output();
    let output = output.map_err(|error| failed(error.to_string()))?;
    if !output.status.success() {
        return Err(failed(output.status.to_string()));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let first = text.lines().next().map(str::to_owned);
    first.ok_or_else(|| failed("nothing printed".into()))
}

/// Returns the header by which we log in: a scheme and what goes with it, or a user and a password.
fn header(said: &str) -> String {
    let is_scheme = |scheme: &str| {
        let start = said.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    if ["ApiKey ", "Basic ", "Bearer "].into_iter().any(is_scheme) {
        said.to_owned()
    } else {
        format!("Basic {}", base64(said.as_bytes()))
    }
}

/// Writes bytes as RFC 4648 does.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let letter = |bits: u32| {
        let letter = LETTERS.get(bits as usize & 63);
        char::from(letter.copied().unwrap_or(b'='))
    };
    let mut written = String::new();
    for some in bytes.chunks(3) {
        let byte = |at: usize| u32::from(some.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let is_there = place <= some.len();
            written.push(if is_there {
                letter(bits >> (18 - 6 * place))
            } else {
                '='
            });
        }
    }
    written
}

fn certificates_in(path: &Path) -> Result<Vec<Certificate<'static>>, Bilingual> {
    let bytes = fs::read(path).context(path);
    let bytes = bytes.map_err(|error| error.in_both())?;
    let items = parse_pem(&bytes).filter_map(Result::ok);
    let certificates = items.filter_map(|item| match item {
        PemItem::Certificate(certificate) => Some(certificate),
        _ => None,
    });
    let certificates: Vec<_> = certificates.collect();
    if certificates.is_empty() {
        let none = Bilingual::new(
            "there is no certificate in it, as PEM has them",
            "其中没有 PEM 格式的证书",
        );
        return Err(none.about(path));
    }
    Ok(certificates)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(typed: &str) -> Address {
        Address::read(Path::new(typed))
            .expect("an address")
            .expect("a good one")
    }

    #[test]
    fn a_login_is_a_scheme_or_a_user_and_a_password() {
        assert_eq!(header("ApiKey abc=="), "ApiKey abc==");
        assert_eq!(header("bearer x"), "bearer x");
        assert_eq!(
            header("Aladdin:open sesame"),
            "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="
        );
        assert_eq!(
            ["", "f", "fo", "foo"].map(|text| base64(text.as_bytes())),
            ["", "Zg==", "Zm8=", "Zm9v"]
        );
    }

    #[test]
    fn only_machines_that_are_named_are_told_it() {
        let access = Access {
            login: vec!["echo".into(), "me:secret".into()],
            hosts: vec!["search.example:9200".into(), "Other.example".into()],
            ..Access::default()
        };
        let at = |typed: &str| access.login_at(&address(typed)).expect("it runs");
        assert!(at("opensearch+http://search.example/news").is_some());
        assert!(at("opensearch+https://search.example:9200,other.example:443/news").is_some());
        assert_eq!(at("opensearch+http://search.example:9201/news"), None);
        assert_eq!(
            at("opensearch+http://search.example,evil.example/news"),
            None
        );
        let failing = Access {
            login: vec!["false".into()],
            ..access
        };
        let failed = failing.login_at(&address("opensearch+http://search.example/news"));
        assert!(matches!(failed, Err(Error::Settings(_))), "{failed:?}");
    }

    #[test]
    fn what_holds_no_certificate_is_refused() {
        let directory = tempfile::tempdir().expect("a directory");
        let access = Access {
            authorities: vec![directory.path().join("ca.pem")],
            ..Access::default()
        };
        assert!(matches!(access.certificates(), Err(Error::Settings(_))));
    }
}
