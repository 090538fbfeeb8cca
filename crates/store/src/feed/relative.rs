//! Relative addresses in HTML, made whole.

use std::borrow::Cow;

use memchr::memchr;
use url::Url;

/// Joins an address to the one that it is relative to; nothing where it is none of the web.
pub(super) fn joined(base: &Url, address: &str) -> Option<String> {
    let address: String = address.split_ascii_whitespace().collect();
    let joined = base.join(&address).ok()?;
    let is_of_web = matches!(joined.scheme(), "http" | "https");
    (is_of_web && !address.is_empty()).then(|| joined.into())
}

/// Makes the addresses whole that links and pictures of a text lead to.
pub(super) fn whole<'h>(html: &'h str, base: &Url) -> Cow<'h, str> {
    let bytes = html.as_bytes();
    let mut whole = String::new();
    let (mut copied, mut at) = (0, 0);
    while let Some(open) = bytes.get(at..).and_then(|rest| memchr(b'<', rest)) {
        let open = at + open;
        let Some(close) = bytes.get(open..).and_then(|rest| memchr(b'>', rest)) else {
            break;
        };
        at = open + close;
        let tag = html.get(open..at).unwrap_or_default();
        for range in addresses(tag) {
            let written = tag.get(range.clone()).unwrap_or_default();
            let plain = written.replace("&amp;", "&");
            if plain.contains("://") || plain.starts_with("data:") {
                continue;
            }
            if let Some(address) = joined(base, &plain) {
                whole.push_str(html.get(copied..open + range.start).unwrap_or_default());
                whole.push_str(&address.replace('&', "&amp;").replace('"', "%22"));
                copied = open + range.end;
            }
        }
    }
    if copied == 0 {
        return html.into();
    }
    whole.push_str(html.get(copied..).unwrap_or_default());
    whole.into()
}

/// Finds the quoted values of `href` and `src` in a tag.
fn addresses(tag: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(equals) = tag.get(from..).and_then(|rest| rest.find('=')) {
        let equals = from + equals;
        from = equals + 1;
        let name = tag.get(..equals).unwrap_or_default().trim_end();
        let name = name.rsplit(|c: char| c.is_whitespace()).next();
        let value = tag.get(from..).unwrap_or_default();
        let begin = from + value.len() - value.trim_start().len();
        let Some(quote) = tag.get(begin..).and_then(|rest| rest.chars().next()) else {
            break;
        };
        if !matches!(quote, '"' | '\'') {
            continue;
        }
        let Some(end) = tag.get(begin + 1..).and_then(|rest| rest.find(quote)) else {
            break;
        };
        from = begin + 1 + end;
        let is_address = |name: &str| {
            let names = ["href", "src", "data-src", "data-original"];
            names.iter().any(|known| name.eq_ignore_ascii_case(known))
        };
        if name.is_some_and(is_address) {
            found.push(begin + 1..from);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_and_pictures_lead_where_they_did() {
        let base = Url::parse("https://paper.example/news/today.html").unwrap();
        let html = r#"<p title="a=1">甲 <a href='../b.html?x=1&amp;y=2'>乙</a><IMG alt="src='x'" SRC="/p.jpg"><a href="http://c.example/">丙</a> 5 < 6"#;
        let expected = html
            .replace("../b.html", "https://paper.example/b.html")
            .replace("/p.jpg", "https://paper.example/p.jpg");
        assert_eq!(whole(html, &base), expected);
        assert_eq!(joined(&base, "javascript:alert(1)"), None);
        assert_eq!(joined(&base, "file:///etc/passwd"), None);
        assert_eq!(
            joined(&base, "//d.example/ a").unwrap(),
            "https://d.example/a"
        );
    }
}
