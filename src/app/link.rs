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
}
