//! Which links may be handed to a browser.

/// Returns the address if it is one that a browser may be given: http or https, a host, and no
/// white space or control character. A stored article is a stranger's; its link opens no file and
/// starts no program.
pub fn web_address(url: &str) -> Option<&str> {
    let url = url.trim();
    let (scheme, rest) = url.split_once("://")?;
    let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_clean = !url
        .chars()
        .any(|c| c.is_whitespace() || c.is_control() || c == '\\');
    (is_web && is_clean && host.chars().any(char::is_alphanumeric)).then_some(url)
}

/// Returns the addresses in a text that a browser may be given, in order. One ends where what cannot stand in one
/// bare does: a bracket or quotation mark, white space, Chinese; and marks at its end are the sentence's.
pub fn all_in(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            rest = rest.get(rest.find("http")?..)?;
            let is_own = |c: char| c.is_ascii_graphic() && !"()[]<>{}\"'`\\|^".contains(c);
            let end = rest.find(|c| !is_own(c)).unwrap_or(rest.len());
            let (address, behind) = rest.split_at_checked(end)?;
            let trimmed = address.trim_end_matches(['.', ',', ';', ':', '!', '?']);
            let found = web_address(trimmed);
            rest = match found {
                Some(_) => behind,
                None => rest.get("http".len()..)?,
            };
            if found.is_some() {
                return found;
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_is_opened() {
        for good in [
            "https://example.com/a?b=c#d",
            "HTTP://例子.中国/新闻",
            " http://[::1]:80/ ",
        ] {
            assert!(web_address(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "https://",
            "http:///etc/passwd",
            "--help",
            "https://example.com/\u{1b}]0;x\u{7}",
            "https://example.com/ -x",
            "https://evil\\@example.com",
            "ftp://example.com",
        ] {
            assert_eq!(web_address(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_addresses_of_a_text_are_found() {
        let cases: [(&str, &[&str]); 6] = [
            ("详见（https://example.com/甲）", &["https://example.com/"]),
            (
                "[原文](https://example.com/a_b?c=d#e)。",
                &["https://example.com/a_b?c=d#e"],
            ),
            (
                "见http://例.com，或 https://example.org.",
                &["https://example.org"],
            ),
            (
                "“https://example.com/a.html”一文，又见https://b.example/?u=http://c.example/",
                &[
                    "https://example.com/a.html",
                    "https://b.example/?u=http://c.example/",
                ],
            ),
            ("用 http 协议，https:// 开头，file:///etc/passwd", &[]),
            ("", &[]),
        ];
        for (text, addresses) in cases {
            assert_eq!(all_in(text).collect::<Vec<_>>(), addresses, "{text}");
        }
    }
}
