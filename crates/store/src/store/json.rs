//! JSON values that know where they stand.
//!
//! `serde_json` checks the syntax; a value is kept as the slice of the text that holds it, which is
//! its place. Slices are found by a scan that does not recurse, so that no depth of nesting can
//! overflow the stack; what is looked into is looked into one level at a time.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::fault::{Fault, Words};
use crate::lang::Bilingual;

/// An object's names and values in their order, each time a name occurs.
#[derive(Debug, Default)]
pub(super) struct Object<'t>(pub(super) Vec<(Cow<'t, str>, &'t RawValue)>);

impl<'de: 't, 't> Deserialize<'de> for Object<'t> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Fields)
    }
}

impl<'t> Object<'t> {
    /// Returns the field that holds a text, if only one does.
    pub(super) fn only_text(&self) -> Option<&(Cow<'t, str>, &'t RawValue)> {
        let is_text = |field: &&(Cow<str>, &RawValue)| Kind::of(field.1) == Kind::Text;
        let mut texts = self.0.iter().filter(is_text);
        let first = texts.next();
        first.filter(|_| texts.next().is_none())
    }
}

struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = Object<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object<'de>, A::Error> {
        #[derive(Deserialize)]
        struct Name<'t>(#[serde(borrow)] Cow<'t, str>);

        let mut fields = Vec::with_capacity(8);
        while let Some((Name(name), value)) = map.next_entry()? {
            fields.push((name, value));
        }
        Ok(Object(fields))
    }
}

/// What a value is, looked into no further.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Null,
    Bool,
    Number,
    Text,
    Array,
    Object,
}

impl Kind {
    pub(super) fn of(value: &RawValue) -> Self {
        match value.get().as_bytes().first() {
            Some(b'n') => Self::Null,
            Some(b't' | b'f') => Self::Bool,
            Some(b'"') => Self::Text,
            Some(b'[') => Self::Array,
            Some(b'{') => Self::Object,
            _ => Self::Number,
        }
    }
}

impl Kind {
    pub(super) fn in_chinese(self) -> &'static str {
        match self {
            Self::Null => "空值",
            Self::Bool => "真假值",
            Self::Number => "数",
            Self::Text => "文字",
            Self::Array => "数组",
            Self::Object => "对象",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Null => "null",
            Self::Bool => "true or false",
            Self::Number => "a number",
            Self::Text => "text",
            Self::Array => "an array",
            Self::Object => "an object",
        })
    }
}

/// Reads the value that starts at `at`; returns it with the place of its end.
pub(super) fn value_at<'t, T>(text: &'t str, at: usize) -> Result<(T, usize), Fault>
where
    T: Deserialize<'t>,
{
    let rest = text.get(at..).unwrap_or_default();
    let mut values = serde_json::Deserializer::from_str(rest).into_iter::<T>();
    match values.next() {
        Some(Ok(value)) => Ok((value, at + values.byte_offset())),
        Some(Err(error)) => Err(fault(text, at, &error)),
        None => Err(ended(text, A_VALUE)),
    }
}

/// Says that the text ends where `expected` should be.
pub(super) fn ended(text: &str, expected: Words) -> Fault {
    let Words { english, chinese } = expected;
    Fault {
        at: text.trim_end().len(),
        what: Bilingual::new(
            format!("not JSON: the text ends here, expected {english}"),
            format!("不是 JSON：文本到此为止，应有{chinese}"),
        ),
    }
}

/// Says that the character at `at` is not what was `expected`.
pub(super) fn unexpected(text: &str, at: usize, expected: Words) -> Fault {
    let Some(found) = text.get(at..).and_then(|rest| rest.chars().next()) else {
        return ended(text, expected);
    };
    let (found, Words { english, chinese }) = (shown(found), expected);
    Fault {
        at,
        what: Bilingual::new(
            format!("not JSON: found {found}, expected {english}"),
            format!("不是 JSON：此处是 {found}，应为{chinese}"),
        ),
    }
}

fn shown(c: char) -> String {
    if c == '\'' {
        return "`'`".to_owned();
    }
    format!("`{}`", c.escape_debug())
}

/// Gives `serde_json`'s error its place in the text and our form.
fn fault(text: &str, start: usize, error: &serde_json::Error) -> Fault {
    let message = error.to_string();
    let message = message
        .split_once(" at line ")
        .map_or(message.as_str(), |(message, _)| message);
    if let Some(part) = message.strip_prefix("EOF while parsing ") {
        return ended(
            text,
            match part {
                "a list" => Words::new("the end of a list", "数组的结尾"),
                "an object" => Words::new("the end of an object", "对象的结尾"),
                "a string" => Words::new("the end of a string", "字符串的结尾"),
                _ => A_VALUE,
            },
        );
    }
    let rest = text.get(start..).unwrap_or_default();
    let line = error.line().checked_sub(2).map_or(0, |breaks| {
        memchr::memchr_iter(b'\n', rest.as_bytes())
            .nth(breaks)
            .map_or(rest.len(), |at| at + 1)
    });
    // Columns count bytes from 1; column 0 is the line break before the line.
    let mut at = (start + line + error.column()).saturating_sub(1).max(start);
    // It may point before a control character, and at the middle of a wide one.
    let byte = text.as_bytes().get(at);
    if message.starts_with("control") && byte.is_some_and(|byte| !byte.is_ascii_control()) {
        at += 1;
    }
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    if message.ends_with("in hex escape") || message == "unexpected end of hex escape" {
        let before = text.get(start..at).and_then(|before| before.rfind("\\u"));
        let at = before.map_or(at, |before| start + before);
        return Fault {
            at,
            what: Bilingual::new(
                format!("not JSON: {}", HALF_A_PAIR.english),
                format!("不是 JSON：{}", HALF_A_PAIR.chinese),
            ),
        };
    }
    unexpected(text, at, reworded(message))
}

/// Says what was expected where `serde_json` says what is wrong.
fn reworded(message: &str) -> Words {
    match message {
        "expected value" => A_VALUE,
        "expected ident" => Words::new("true, false or null", " true、false 或 null"),
        "expected `:`" => Words::same("`:`"),
        "expected `,` or `]`" => Words::new("`,` or `]`", "`,` 或 `]`"),
        "expected `,` or `}`" => Words::new("`,` or `}`", "`,` 或 `}`"),
        "key must be a string" => Words::new("a name in quotation marks", "引号内的名称"),
        "trailing comma" => Words::new("another name or value after the comma", "逗号后的名称或值"),
        "invalid number" => Words::new(
            "a digit, and none after a leading zero",
            "数字，且零不能打头",
        ),
        "invalid escape" => Words::new(
            "an escape such as \\n or \\u4e2d",
            " \\n 或 \\u4e2d 这样的转义",
        ),
        "control character (\\u0000-\\u001F) found while parsing a string" => Words::new(
            "it written as an escape such as \\n, or the string's closing quotation mark",
            " \\n 这样的转义，或字符串结束的引号",
        ),
        "number out of range" => Words::new("a smaller number", "较小的数"),
        _ => Words::new("JSON", " JSON"),
    }
}

/// Looks into an array.
pub(super) fn items(array: &RawValue) -> Vec<&RawValue> {
    serde_json::from_str(array.get()).unwrap_or_default()
}

/// Looks into an object.
///
/// # Errors
///
/// A name that is not Unicode (half of a surrogate pair), at its place in the object.
pub(super) fn fields(object: &RawValue) -> Result<Object<'_>, Fault> {
    value_at(object.get(), 0).map(|(fields, _)| fields)
}

/// Returns where a value of `text` stands in it, in bytes.
pub(super) fn offset(text: &str, value: &RawValue) -> usize {
    let (text, value) = (text.as_ptr().addr(), value.get().as_ptr().addr());
    value.saturating_sub(text)
}

const A_VALUE: Words = Words::new("a value", "一个值");

/// What is wrong with an escape that is no character.
pub(super) const HALF_A_PAIR: Words = Words::new(
    "half of a surrogate pair, expected both halves or the character itself",
    "代理对只有一半，应有两半或字符本身",
);

/// Reads a string; halves of surrogate pairs become U+FFFD, and the place of the first is told, in
/// bytes of the string as it is written.
pub(super) fn string(string: &RawValue) -> (String, Option<usize>) {
    if let Ok(text) = serde_json::from_str(string.get()) {
        return (text, None);
    }
    let mut deserializer = serde_json::Deserializer::from_str(string.get());
    let text = deserializer.deserialize_bytes(Bytes);
    (text.unwrap_or_default(), half_pair(string.get()))
}

/// Returns the text of a string that may hold a string itself, decoded until it is something else; `None` where it
/// is no string, or is broken.
pub(super) fn decoded(string: &str) -> Option<String> {
    const MOST_TIMES: usize = 5;
    let mut text = Cow::Borrowed(string);
    for _ in 0..MOST_TIMES {
        let raw: &RawValue = serde_json::from_str(&text).ok()?;
        if Kind::of(raw) != Kind::Text {
            return None;
        }
        let (within, half) = self::string(raw);
        half.is_none().then_some(())?;
        if !within.trim_start().starts_with('"') {
            return Some(within);
        }
        text = Cow::Owned(within);
    }
    None
}

/// Finds the first escape that is half of a surrogate pair.
fn half_pair(string: &str) -> Option<usize> {
    let bytes = string.as_bytes();
    let unit = |at: usize| {
        let digits = string.get(at..at + 6)?.strip_prefix("\\u")?;
        u32::from_str_radix(digits, 16).ok()
    };
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr(b'\\', rest)) {
        at += found;
        let low = unit(at + 6).is_some_and(|low| (0xDC00..0xE000).contains(&low));
        at += match unit(at) {
            Some(0xD800..0xDC00) if low => 12,
            Some(0xD800..0xE000) => return Some(at),
            Some(_) => 6,
            None => 2,
        };
    }
    None
}

/// Reads a string as bytes, which `serde_json` does not hold to Unicode.
struct Bytes;

impl Visitor<'_> for Bytes {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_bytes<E>(self, bytes: &[u8]) -> Result<String, E> {
        Ok(bytes.utf8_chunks().fold(String::new(), |mut text, chunk| {
            text.push_str(chunk.valid());
            // A half of a pair is three bytes, each an invalid chunk of its own.
            if !chunk.invalid().is_empty() && !text.ends_with(char::REPLACEMENT_CHARACTER) {
                text.push(char::REPLACEMENT_CHARACTER);
            }
            text
        }))
    }
}

#[cfg(test)]
mod tests;
