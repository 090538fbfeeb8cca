//! Mends what programs write for JSON that is none, in its place and at its length: so every place in the text is
//! still the place in its file.
//!
//! `NaN` and `Infinity`, as Python writes them, become an empty text, which says nothing; a record that was encoded
//! more than once, a string that holds an object, becomes the object.

use serde_json::value::RawValue;

use super::json;

/// What is no number in JSON, with an empty text of its length.
const NO_NUMBERS: [(&str, &str); 4] = [
    ("NaN", "\"\" "),
    ("-Infinity", "\"\"       "),
    ("Infinity", "\"\"      "),
    ("undefined", "null     "),
];

/// Mends a text that begins outside of a string; `None` where nothing is to be mended.
pub(super) fn mend(text: &str) -> Option<String> {
    let has = |word: &str| memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some();
    let may_be_encoded = || has("\"{\\\"") || has("\"\\\"{");
    if !NO_NUMBERS.iter().any(|(word, _)| has(word)) && !may_be_encoded() {
        return None;
    }
    let mut mending = Mending {
        text,
        mended: String::with_capacity(text.len()),
        kept: 0,
        depth: 0,
    };
    mending.run();
    (mending.kept > 0).then(|| {
        mending.keep_to(text.len());
        mending.mended
    })
}

struct Mending<'t> {
    text: &'t str,
    mended: String,
    /// Up to where the text is in what was mended.
    kept: usize,
    /// How many objects are open.
    depth: usize,
}

impl Mending<'_> {
    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'"' => at = self.string(at),
                b'{' => {
                    self.depth += 1;
                    at += 1;
                }
                b'}' => {
                    self.depth = self.depth.saturating_sub(1);
                    at += 1;
                }
                b'N' | b'I' | b'-' | b'u' if self.depth > 0 => at = self.word(at),
                _ => at += 1,
            }
        }
    }

    /// Copies the text up to a place.
    fn keep_to(&mut self, end: usize) {
        let part = self.text.get(self.kept..end).unwrap_or_default();
        self.mended.push_str(part);
        self.kept = end;
    }

    fn word(&mut self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        let found = NO_NUMBERS.iter().find(|(word, _)| {
            let after = rest.strip_prefix(word);
            after.is_some_and(|after| !after.starts_with(|c: char| c.is_alphanumeric()))
        });
        let Some((word, instead)) = found else {
            return at + 1;
        };
        self.keep_to(at);
        self.mended.push_str(instead);
        self.kept = at + word.len();
        self.kept
    }

    /// Passes over a string; one that is a record itself becomes the record.
    fn string(&mut self, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut end = start + 1;
        loop {
            let rest = bytes.get(end..).unwrap_or_default();
            let Some(found) = memchr::memchr2(b'"', b'\\', rest) else {
                return bytes.len();
            };
            end += found;
            match bytes.get(end) {
                Some(b'"') => break,
                _ => end += 2,
            }
        }
        end += 1;
        if self.depth == 0
            && let Some(record) = record_in(self.text.get(start..end).unwrap_or_default())
        {
            self.keep_to(start);
            self.mended.push_str(&record);
            self.kept = end;
        }
        end
    }
}

/// Returns the object that a string holds, encoded once or more, with white space before its end so that it is as
/// long.
fn record_in(string: &str) -> Option<String> {
    let within = string.get(1..)?.trim_start();
    (within.starts_with('{') || within.starts_with("\\\"")).then_some(())?;
    let text = json::decoded(string)?;
    let inner: &RawValue = serde_json::from_str(&text).ok()?;
    let within = inner.get().strip_suffix('}')?;
    let missing = string.len().checked_sub(within.len() + 1)?;
    Some(format!("{within}{}}}", " ".repeat(missing)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_json_becomes_json_of_the_same_length() {
        for (text, expected) in [
            (
                r#"{"a": NaN, "b": [Infinity,-Infinity]}"#,
                r#"{"a": "" , "b": [""      ,""       ]}"#,
            ),
            (
                r#"{"NaN": "NaN, Infinity", "b":NaN}"#,
                r#"{"NaN": "NaN, Infinity", "b":"" }"#,
            ),
            (
                "\"{\\\"a\\\": \\\"甲\\\\n\\\"}\"\n",
                "{\"a\": \"甲\\n\"       }\n",
            ),
            (r#""\"{\\\"a\\\": 1}\"""#, "{\"a\": 1            }"),
        ] {
            let mended = mend(text).unwrap();
            assert_eq!(mended, expected);
            assert_eq!(mended.len(), text.len());
        }
        for text in [
            "{\"a\": \"NaN\"}",
            "{\"a\": \"{\\\"b\\\": 1}\"}",
            "{\"a\": 1}",
            "\"{\\\"a\": 1}",
        ] {
            assert_eq!(mend(text), None, "{text}");
        }
    }
}
