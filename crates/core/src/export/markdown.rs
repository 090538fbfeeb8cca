//! Markdown. Whatever an article says is text: every character that would be markup there, be it of
//! `CommonMark`, of GitHub's or of Pandoc's, stands behind a backslash, and only an address of the web
//! becomes a link. Below each report a comment, which no program shows, holds what of its record the text does not
//! say, so that the store reads it back whole.

use std::io::{self, Write};

use super::{Head, Notes, clean, json};
use crate::article::Article;
use crate::document::{Document, Role, UNTITLED};

pub(super) fn head(out: &mut impl Write, head: &Head) -> io::Result<()> {
    // JSON's strings are strings of YAML too.
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    writeln!(out, "---")?;
    for (name, value) in head.lines() {
        let is_number = matches!(name, "limit" | "reports");
        let value = if is_number { value } else { quoted(&value) };
        writeln!(out, "{name}: {value}")?;
    }
    writeln!(out, "collections:")?;
    for collection in &head.collections {
        writeln!(out, "  - {}", quoted(&clean(collection)))?;
    }
    writeln!(out, "---")
}

pub(super) fn report(out: &mut impl Write, article: &Article, notes: &Notes) -> io::Result<()> {
    let document = Document::new(article);
    for block in document.blocks() {
        let text = document.text().get(block.range.clone()).unwrap_or_default();
        let shown = match block.role {
            Role::Link => address(text).map_or_else(|| escaped(text), |url| format!("<{url}>")),
            _ => escaped(text),
        };
        let before = match block.role {
            Role::Headline => "# ",
            Role::DrawnHeadline => &format!("# {UNTITLED}"),
            Role::Subhead => "## ",
            Role::Caption => "> ",
            _ => "",
        };
        writeln!(out, "\n{before}{shown}")?;
    }
    writeln!(out)?;
    let lines = notes.lines(article);
    for (name, value) in &lines {
        writeln!(out, "- {name}: {}", escaped(value))?;
    }
    let (above, below) = document.around_body();
    let record = json::frame(article, notes, Some((above, below + lines.len())))?;
    writeln!(out, "\n<!-- record: {record} -->")
}

/// Returns an address that may be a link between `<` and `>`.
fn address(text: &str) -> Option<&str> {
    let (scheme, rest) = text.split_once("://")?;
    let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let is_plain = |c: char| !c.is_whitespace() && !c.is_control() && !"<>\\\"`".contains(c);
    (is_web && !rest.is_empty() && rest.chars().all(is_plain)).then_some(text)
}

/// Returns a line of text that Markdown shows as it is.
fn escaped(line: &str) -> String {
    let mut escaped = String::with_capacity(line.len() + line.len() / 8);
    // Behind the number of a list, which may be a letter too.
    let number = line.find(|c: char| !c.is_ascii_alphanumeric());
    let number = number.filter(|&at| at > 0);
    for (at, c) in line.char_indices() {
        let before = || line.get(..at).unwrap_or_default();
        let behind = || line.get(at + c.len_utf8()..).unwrap_or_default();
        let is_markup = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '$' | '#' | '^'
            | '{' | '}' | '@' => true,
            '+' | '-' | '=' | '%' | '!' | '(' if at == 0 => true,
            ':' => at == 0 || behind().starts_with("//"),
            ')' => number == Some(at),
            '.' => number == Some(at) || is_www(before()),
            _ => false,
        };
        if is_markup {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// Whether a text ends as an address of the web may begin.
fn is_www(text: &str) -> bool {
    let last = text.len().checked_sub(3).and_then(|at| text.get(at..));
    last.is_some_and(|last| last.eq_ignore_ascii_case("www"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_text() {
        for (text, expected) in [
            ("植树2.5万棵，增长3%", "植树2.5万棵，增长3%"),
            ("*重点* _字_ `码`", r"\*重点\* \_字\_ \`码\`"),
            ("# 一", r"\# 一"),
            ("- 一", r"\- 一"),
            ("2019-11", "2019-11"),
            ("1. 一", r"1\. 一"),
            ("12) 一", r"12\) 一"),
            // Lists of Pandoc's.
            ("a. 一", r"a\. 一"),
            ("iv) 一", r"iv\) 一"),
            (
                "<script>alert(1)</script>",
                r"\<script\>alert(1)\</script\>",
            ),
            ("[网](javascript:x)", r"\[网\](javascript:x)"),
            (
                "见 http://a.cn 和 WWW.b.cn",
                r"见 http\://a.cn 和 WWW\.b.cn",
            ),
            ("a@b.cn", r"a\@b.cn"),
            ("&lt;", r"\&lt;"),
            ("===", r"\==="),
        ] {
            assert_eq!(escaped(text), expected);
        }
    }

    #[test]
    fn only_addresses_of_the_web_are_links() {
        assert!(address("https://例子.cn/a?b=1&c").is_some());
        for bad in [
            "javascript:alert(1)",
            "ftp://a.cn",
            "http://a> <b",
            "https://",
        ] {
            assert_eq!(address(bad), None, "{bad}");
        }
    }
}
