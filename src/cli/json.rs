//! Articles as JSON Lines in the store's own format, so that `zhenews` reads what it writes.

use std::borrow::Borrow;
use std::io::Write as _;

use serde::Serialize;

use super::out::Out;
use crate::article::Article;
use crate::text::sanitize;

/// Writes one whole article a line.
///
/// # Errors
///
/// Fails when the output cannot be written.
pub(super) fn write<A: Borrow<Article>>(
    articles: impl Iterator<Item = A>,
    out: &mut Out,
) -> anyhow::Result<()> {
    for article in articles {
        write_line(article.borrow(), out)?;
    }
    Ok(())
}

/// Writes a value on a line.
///
/// # Errors
///
/// Fails when the output cannot be written.
pub(super) fn write_line(value: &impl Serialize, out: &mut Out) -> anyhow::Result<()> {
    let line = serde_json::to_string(value)?;
    let line = if out.is_terminal() {
        escape(&line)
    } else {
        line
    };
    writeln!(out, "{line}")?;
    Ok(())
}

/// Escapes what a terminal may obey. JSON requires it for C0 controls only (RFC 8259, section 7);
/// C1 and bidi controls and the like stand raw in its strings and may be escaped there.
fn escape(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for c in json.chars() {
        if c.is_ascii_graphic() || c == ' ' || is_harmless(c) {
            escaped.push(c);
        } else {
            escaped.extend(
                c.encode_utf16(&mut [0; 2])
                    .iter()
                    .map(|unit| format!("\\u{unit:04x}")),
            );
        }
    }
    escaped
}

fn is_harmless(c: char) -> bool {
    let mut bytes = [0; 4];
    let alone: &str = c.encode_utf8(&mut bytes);
    sanitize::line(alone) == alone
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_obeys_is_escaped_and_means_the_same() {
        let hostile = "标题\u{1b}[2J\u{9b}31m\u{7f}\u{85}“引文”";
        let json = serde_json::to_string(hostile).unwrap();
        let escaped = escape(&json);
        assert!(!escaped.chars().any(char::is_control), "{escaped:?}");
        assert!(
            escaped.contains("标题") && escaped.contains("“引文”"),
            "{escaped:?}"
        );
        assert_eq!(serde_json::from_str::<String>(&escaped).unwrap(), hostile);
    }

    #[test]
    fn bidi_controls_and_tags_are_escaped() {
        let json = "\"\u{202e}\u{2066}\u{e0041}\"";
        assert_eq!(escape(json), r#""\u202e\u2066\udb40\udc41""#);
    }
}
