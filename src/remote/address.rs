//! The address of an index: `opensearch+http://HOST:PORT/INDEX`.

use std::fmt;
use std::path::Path;

use url::Url;

use crate::lang::{Bilingual, bilingual};

/// What an address begins with, and how its engine is spoken to.
const SCHEMES: [(&str, &str); 4] = [
    ("opensearch+http://", "http"),
    ("opensearch+https://", "https"),
    ("elasticsearch+http://", "http"),
    ("elasticsearch+https://", "https"),
];

/// Where the engines listen unless they are told otherwise.
const PORT: u16 = 9200;

/// The longest name that an index has, in bytes.
const LONGEST_NAME: usize = 255;

/// Where an index is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    typed: String,
    hosts: Vec<Url>,
    index: String,
}

impl Address {
    /// Returns whether something that was named is an address, whatever may be wrong with it.
    pub fn is_meant(path: &Path) -> bool {
        let typed = path.to_str().unwrap_or_default();
        SCHEMES.iter().any(|(scheme, _)| typed.starts_with(scheme))
    }

    /// Reads an address; `None` where it is none.
    ///
    /// # Errors
    ///
    /// What is wrong with one.
    pub fn read(path: &Path) -> Option<Result<Self, Bilingual>> {
        let typed = path.to_str()?;
        let (rest, scheme) = SCHEMES.iter().find_map(|(prefix, scheme)| {
            let rest = typed.strip_prefix(prefix)?;
            Some((rest, *scheme))
        })?;
        Some(Self::parts(typed, scheme, rest).map_err(|why| why.about(shown(typed).as_str())))
    }

    fn parts(typed: &str, scheme: &str, rest: &str) -> Result<Self, Bilingual> {
        let (hosts, index) = rest.split_once('/').unwrap_or((rest, ""));
        let index = index.trim_end_matches('/');
        if rest.contains('@') {
            return Err(Bilingual::new(
                "a password in an address is seen by others; the settings say how to log in",
                "网址中的密码会被他人看到；登录方式请写在设置里",
            ));
        }
        if !is_name(index) {
            return Err(Bilingual::new(
                "an index has to be named, in small letters and without marks, as in opensearch+http://HOST:9200/news",
                "须指明索引，名称用小写字母，不含符号，如 opensearch+http://HOST:9200/news",
            ));
        }
        let hosts = hosts.split(',').map(|host| Self::host(scheme, host.trim()));
        Ok(Self {
            typed: typed.to_owned(),
            hosts: hosts.collect::<Result<_, _>>()?,
            index: index.to_owned(),
        })
    }

    fn host(scheme: &str, host: &str) -> Result<Url, Bilingual> {
        let url = Url::parse(&format!("{scheme}://{host}/")).ok();
        let url = url
            .filter(|url| url.path() == "/" && url.query().is_none() && url.fragment().is_none());
        let mut url =
            url.ok_or_else(|| bilingual!("{host} is no host and port", "{host} 不是主机和端口"))?;
        // The usual port of the web is left out of what was parsed, and may have been meant.
        if url.port().is_none() && !host.ends_with(":80") && !host.ends_with(":443") {
            let _ = url.set_port(Some(PORT));
        }
        Ok(url)
    }

    /// Returns the machines that may be asked, in the order in which they are named.
    pub fn hosts(&self) -> &[Url] {
        &self.hosts
    }

    /// Returns the name of the index.
    pub fn index(&self) -> &str {
        &self.index
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.typed)
    }
}

/// Leaves a password out of an address.
fn shown(typed: &str) -> String {
    match (typed.find("://"), typed.rfind('@')) {
        (Some(scheme), Some(at)) if scheme < at => {
            let (before, _) = typed.split_at(scheme + 3);
            let (_, behind) = typed.split_at(at);
            format!("{before}…{behind}")
        }
        _ => typed.to_owned(),
    }
}

/// Returns whether a text is the name of one index, as the engines take it.
fn is_name(name: &str) -> bool {
    let is_plain = |c: char| !c.is_uppercase() && !c.is_control() && !c.is_whitespace();
    let marks = [
        '\\', '/', '*', '?', '"', '<', '>', '|', ',', '#', ':', '%', '&', '+',
    ];
    !name.is_empty()
        && name.len() <= LONGEST_NAME
        && !name.starts_with(['-', '_', '.'])
        && name.chars().all(|c| is_plain(c) && !marks.contains(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &str) -> Option<Result<Address, Bilingual>> {
        Address::read(Path::new(typed))
    }

    #[test]
    fn an_address_names_machines_and_an_index() {
        let address = read("opensearch+http://a,127.0.0.1:9201,[::1]:80/news/");
        let address = address.expect("an address").expect("a good one");
        let hosts: Vec<_> = address.hosts().iter().map(Url::as_str).collect();
        assert_eq!(
            hosts,
            ["http://a:9200/", "http://127.0.0.1:9201/", "http://[::1]/"]
        );
        assert_eq!(address.index(), "news");
        let https = read("elasticsearch+https://es.example:443/报");
        let https = https.expect("an address").expect("a good one");
        assert_eq!(https.hosts()[0].as_str(), "https://es.example/");
        for path in [
            "news.json",
            "http://a/news",
            "opensearch",
            "/opensearch+http:/a",
        ] {
            assert!(read(path).is_none(), "{path}");
        }
    }

    #[test]
    fn what_is_wrong_with_an_address_is_told_and_no_password_repeated() {
        for typed in [
            "opensearch+http://a:9200",
            "opensearch+http://a:9200/",
            "opensearch+http://a:9200/News",
            "opensearch+http://a:9200/news*",
            "opensearch+http://a:9200/x,y",
            "opensearch+http://a:9200/_all",
            "opensearch+http:///news",
            "opensearch+http://a:99999/news",
            "opensearch+http://a,/news",
        ] {
            assert!(read(typed).is_some_and(|read| read.is_err()), "{typed}");
        }
        let why = read("opensearch+http://me:secret@a/news").expect("an address");
        let why = why.expect_err("it has a password");
        assert!(!why.english.contains("secret") && !why.chinese.contains("secret"));
    }
}
