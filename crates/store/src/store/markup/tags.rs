//! Tells what in a text is a tag of HTML, and what only looks like one.

use std::borrow::Cow;

use crate::html::ends_line;

/// Attributes that stand alone.
const FLAGS: [&str; 14] = [
    "allowfullscreen",
    "async",
    "autoplay",
    "checked",
    "controls",
    "defer",
    "disabled",
    "hidden",
    "loop",
    "muted",
    "nowrap",
    "noshade",
    "readonly",
    "selected",
];

/// Whether a name is that of an element of HTML that ends no line.
fn is_other_element(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "area"
            | "audio"
            | "b"
            | "base"
            | "bdi"
            | "bdo"
            | "big"
            | "button"
            | "canvas"
            | "cite"
            | "code"
            | "col"
            | "colgroup"
            | "del"
            | "dfn"
            | "em"
            | "embed"
            | "font"
            | "head"
            | "i"
            | "iframe"
            | "img"
            | "input"
            | "ins"
            | "kbd"
            | "label"
            | "link"
            | "map"
            | "mark"
            | "meta"
            | "nobr"
            | "noscript"
            | "object"
            | "option"
            | "param"
            | "picture"
            | "q"
            | "rp"
            | "rt"
            | "ruby"
            | "s"
            | "script"
            | "select"
            | "small"
            | "source"
            | "span"
            | "strike"
            | "strong"
            | "style"
            | "sub"
            | "sup"
            | "svg"
            | "td"
            | "template"
            | "textarea"
            | "tfoot"
            | "th"
            | "thead"
            | "time"
            | "title"
            | "u"
            | "video"
    )
}

/// Calls with a name in small letters.
fn in_small<T>(name: &str, call: impl FnOnce(&str) -> T) -> T {
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        call(&name.to_ascii_lowercase())
    } else {
        call(name)
    }
}

/// A tag at the beginning of a text.
struct Tag<'t> {
    name: &'t str,
    len: usize,
    has_attributes: bool,
}

/// A text of HTML in which every `<` begins a tag.
pub(super) struct Tagged<'t> {
    pub(super) html: Cow<'t, str>,
    /// Whether elements in it end lines.
    pub(super) has_blocks: bool,
}

/// Returns a text of HTML in which each `<` that begins no tag is written as a reference; `None` where there is no
/// tag at all.
pub(super) fn tagged(text: &str) -> Option<Tagged<'_>> {
    memchr::memchr(b'<', text.as_bytes())?;
    let mut written = String::new();
    let (mut kept, mut at, mut tags) = (0, 0, 0_usize);
    let mut has_blocks = false;
    while let Some(found) = text
        .get(at..)
        .and_then(|rest| memchr::memchr(b'<', rest.as_bytes()))
    {
        at += found;
        let rest = text.get(at..).unwrap_or_default();
        if let Some((len, is_block)) = markup(rest, text) {
            has_blocks |= is_block;
            tags += 1;
            at += len;
        } else {
            written.push_str(text.get(kept..at).unwrap_or_default());
            written.push_str("&lt;");
            at += 1;
            kept = at;
        }
    }
    (tags > 0).then_some(())?;
    let html = if kept == 0 {
        text.into()
    } else {
        written.push_str(text.get(kept..).unwrap_or_default());
        written.into()
    };
    Some(Tagged { html, has_blocks })
}

/// Returns how long the tag, comment or declaration is that a text begins with, and whether it is a tag that ends a
/// line.
fn markup(rest: &str, whole: &str) -> Option<(usize, bool)> {
    if rest.starts_with("<!") {
        return declaration(rest).map(|len| (len, false));
    }
    let Tag {
        name,
        len,
        has_attributes,
    } = tag(rest)?;
    if in_small(name, ends_line) {
        return Some((len, true));
    }
    if in_small(name, is_other_element) {
        return Some((len, false));
    }
    // One of another vocabulary has attributes, a prefix, or is closed.
    let is_closed = || whole.contains(&format!("</{name}>"));
    let is_other = name.len() > 1 && (has_attributes || name.contains([':', '-']) || is_closed());
    is_other.then_some((len, false))
}

/// Returns how long the comment or declaration is that a text begins with.
fn declaration(rest: &str) -> Option<usize> {
    if rest.starts_with("<!--") {
        return rest.find("-->").map(|end| end + 3);
    }
    let declared = rest
        .get(..9)
        .filter(|begin| begin.eq_ignore_ascii_case("<!doctype"));
    if declared.is_some() || rest.starts_with("<![CDATA[") {
        return rest.find('>').map(|end| end + 1);
    }
    None
}

/// Reads the tag that a text begins with: a name, and attributes with values.
fn tag(text: &str) -> Option<Tag<'_>> {
    let within = text.strip_prefix('<')?;
    let within = within.strip_prefix('/').unwrap_or(within);
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | ':');
    let end = within.find(|c| !is_name(c))?;
    let (name, mut rest) = within.split_at_checked(end)?;
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let mut has_attributes = false;
    loop {
        rest = rest.trim_ascii_start();
        let close = rest.strip_prefix("/>").or_else(|| rest.strip_prefix('>'));
        if let Some(behind) = close {
            return Some(Tag {
                name,
                len: text.len() - behind.len(),
                has_attributes,
            });
        }
        rest = rest.strip_prefix('/').unwrap_or(rest);
        rest = attribute(rest)?;
        has_attributes = true;
    }
}

/// Returns what follows an attribute.
fn attribute(text: &str) -> Option<&str> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | ':' | '_' | '@' | '.');
    let end = text.find(|c| !is_name(c)).filter(|end| *end > 0)?;
    let (name, rest) = text.split_at_checked(end)?;
    let Some(value) = rest.trim_ascii_start().strip_prefix('=') else {
        let name = name.to_ascii_lowercase();
        return (FLAGS.contains(&&*name) || name.starts_with("data-")).then_some(rest);
    };
    let value = value.trim_ascii_start();
    let quote = value.chars().next()?;
    if matches!(quote, '"' | '\'') {
        let within = value.get(1..)?;
        return within.get(within.find(quote)? + 1..);
    }
    let end = value.find(|c: char| c.is_ascii_whitespace() || c == '>')?;
    value.get(end..)
}

/// Whether an element begins more often than it ends.
pub(super) fn is_left_open(html: &str, name: &str) -> bool {
    let count = |begin: &str| {
        let places = memchr::memmem::find_iter(html.as_bytes(), begin);
        places
            .filter(|at| {
                html.get(at + begin.len()..)
                    .is_some_and(|rest| rest.starts_with(name))
            })
            .count()
    };
    memchr::memmem::find(html.as_bytes(), name.as_bytes()).is_some() && count("<") > count("</")
}

/// Whether a text has references to characters.
pub(super) fn has_references(text: &str) -> bool {
    let places = memchr::memchr_iter(b'&', text.as_bytes());
    places.into_iter().any(|at| {
        let rest = text.get(at + 1..).unwrap_or_default();
        let name = rest.split_once(';').map_or("", |(name, _)| name);
        let digits = name.strip_prefix('#').unwrap_or_default();
        let is_number = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_alphanumeric());
        is_number
            || (2..=31).contains(&name.len()) && name.chars().all(|c| c.is_ascii_alphanumeric())
    })
}
