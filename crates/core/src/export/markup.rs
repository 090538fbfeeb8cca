//! A report as HTML that is XML too, as a book and a page have it.
//!
//! Its paragraphs stand in `<section class="text">`, and a comment at the end holds what of its record the text does
//! not say, so that the store reads it back whole.

use std::fmt::Write as _;
use std::io::{self, Write};

use url::{Position, Url};

use super::{Head, Notes, clean, json};
use crate::article::Article;
use crate::document::{Block, Document, Role, UNTITLED};
use crate::text::conversion::Script;

/// How Chinese is set in a book and in a page.
pub(super) const STYLE: &str = include_str!("style.css");

/// Writes a report as an element; `attributes` are its own, and `level` is that of its headline among headings.
pub(super) fn report(
    out: &mut impl Write,
    article: &Article,
    document: &Document,
    notes: &Notes,
    attributes: &str,
    level: u8,
) -> io::Result<()> {
    let is_text = |role| matches!(role, Role::Paragraph | Role::Subhead);
    let blocks = |is_wanted: &dyn Fn(Role) -> bool| -> String {
        let blocks = document.blocks().iter();
        let blocks = blocks.filter(|block| is_wanted(block.role));
        blocks
            .map(|block| element(document, block, level))
            .collect()
    };
    writeln!(out, "<article{attributes}>")?;
    writeln!(out, "<header>\n{}</header>", blocks(&Role::is_head))?;
    writeln!(
        out,
        "<section class=\"text\">\n{}</section>",
        blocks(&is_text)
    )?;
    let below = |role: Role| !role.is_head() && !is_text(role);
    write!(out, "<footer>\n{}", blocks(&below))?;
    for link in &article.links {
        if let Some(link) = link_to(link, &clean(link)) {
            writeln!(out, "<p class=\"link\">{link}</p>")?;
        }
    }
    if let Some(citation) = &notes.citation {
        writeln!(out, "<p class=\"citation\">{}</p>", escaped(citation))?;
    }
    let record = json::frame(article, notes, None)?;
    writeln!(out, "</footer>\n<!-- record: {record} -->\n</article>")
}

/// Writes a part of a report as an element on a line.
fn element(document: &Document, block: &Block, level: u8) -> String {
    let text = document.text().get(block.range.clone()).unwrap_or_default();
    let shown = escaped(text);
    let below = level + 1;
    let class = match block.role {
        Role::Paragraph => return format!("<p>{shown}</p>\n"),
        Role::Headline => return format!("<h{level}>{shown}</h{level}>\n"),
        Role::DrawnHeadline => return format!("<h{level}>{UNTITLED}{shown}</h{level}>\n"),
        Role::Subhead => return format!("<h{below}>{shown}</h{below}>\n"),
        Role::Link => {
            let link = link_to(text, text).unwrap_or(shown);
            return format!("<p class=\"link\">{link}</p>\n");
        }
        Role::Kicker => "kicker",
        Role::Subtitle => "subtitle",
        Role::Imprint => "imprint",
        Role::Byline => "byline",
        Role::Caption => "caption",
        Role::Tags => "tags",
    };
    format!("<p class=\"{class}\">{shown}</p>\n")
}

/// Returns a text that leads to an address; `None` where that is none of the web.
fn link_to(address: &str, text: &str) -> Option<String> {
    let url = Url::parse(address.trim()).ok()?;
    let is_web = matches!(url.scheme(), "http" | "https");
    let is_host = |host: &str| host.split('.').all(|label| !label.is_empty());
    (is_web && url.host_str().is_some_and(is_host)).then(|| {
        let (address, text) = (escaped(&strict(&url)), escaped(text));
        format!("<a href=\"{address}\">{text}</a>")
    })
}

/// Returns an address as the rules have it (RFC 3986): browsers take more, books do not.
fn strict(url: &Url) -> String {
    let mut address = url[..Position::BeforePath].to_owned();
    let rest = &url[Position::BeforePath..];
    let mut has_fragment = false;
    for (at, byte) in rest.bytes().enumerate() {
        let is_kept = match byte {
            b'%' => {
                let code = rest.as_bytes().get(at + 1..at + 3);
                code.is_some_and(|code| code.iter().all(u8::is_ascii_hexdigit))
            }
            b'#' => !std::mem::replace(&mut has_fragment, true),
            _ => byte.is_ascii_alphanumeric() || b"-._~:/?@!$&'()*+,;=".contains(&byte),
        };
        if is_kept {
            address.push(char::from(byte));
        } else {
            // A string takes whatever is written to it.
            let _ = write!(address, "%{byte:02X}");
        }
    }
    address
}

/// Returns a text in which nothing is markup, between tags and between quotation marks.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// Returns the language of a text as a tag (BCP 47); undetermined where it has no Chinese.
pub(super) fn language(script: Option<Script>) -> &'static str {
    match script {
        Some(Script::Simplified) => "zh-Hans",
        Some(Script::Traditional) => "zh-Hant",
        None => "und",
    }
}

/// Writes what an export says of itself, where its names are wanted.
pub(super) fn about(
    out: &mut impl Write,
    head: &Head,
    is_wanted: fn(&str) -> bool,
) -> io::Result<()> {
    let collections = head.collections.iter();
    let collections = collections.map(|collection| ("collection", clean(collection)));
    let lines = head.lines().into_iter().chain(collections);
    writeln!(out, "<dl>")?;
    for (name, value) in lines.filter(|(name, _)| is_wanted(name)) {
        writeln!(out, "<dt>{name}</dt><dd>{}</dd>", escaped(&value))?;
    }
    writeln!(out, "</dl>")
}
