//! The beginning of a JSON text that may be cut off anywhere: as much of its values as is whole.

use super::super::json::{self, Object};

/// A value of the beginning of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'t> {
    /// The value, or what there is of it.
    pub(super) text: &'t str,
    /// Whether that is all.
    pub(super) is_whole: bool,
}

impl<'t> Piece<'t> {
    /// Takes the value that a text begins with.
    pub(super) fn first(text: &'t str) -> Self {
        let text = text.trim_start_matches(BLANKS);
        Self::at(text, 0).0
    }

    /// Takes the value at a place; returns it with where it ends.
    fn at(text: &'t str, at: usize) -> (Self, usize) {
        let end = end_of_value(text.as_bytes(), at);
        let whole = end.and_then(|end| text.get(at..end));
        let piece = Self {
            text: whole.unwrap_or_else(|| text.get(at..).unwrap_or_default()),
            is_whole: whole.is_some(),
        };
        (piece, at + piece.text.len())
    }

    /// Whether nothing follows it on its line of a text.
    pub(super) fn is_whole_line(&self, text: &str) -> bool {
        let end = self.text.as_ptr().addr() - text.as_ptr().addr() + self.text.len();
        let rest = text.get(end..).unwrap_or_default();
        rest.split('\n')
            .next()
            .unwrap_or_default()
            .trim()
            .is_empty()
    }

    pub(super) fn begins_with(&self, byte: u8) -> bool {
        self.text.as_bytes().first() == Some(&byte)
    }

    pub(super) fn is_object(&self) -> bool {
        self.begins_with(b'{')
    }

    pub(super) fn is_array(&self) -> bool {
        self.begins_with(b'[')
    }

    /// Returns the text of a string.
    pub(super) fn string(&self) -> Option<String> {
        (self.is_whole && self.begins_with(b'"')).then_some(())?;
        let raw = json::value_at(self.text, 0).ok()?.0;
        Some(json::string(raw).0)
    }

    /// Returns the fields of an object that is whole.
    pub(super) fn object(&self) -> Option<Object<'t>> {
        (self.is_whole && self.is_object()).then_some(())?;
        json::value_at(self.text, 0).ok().map(|(object, _)| object)
    }

    /// Returns the fields of an object as far as there are any.
    pub(super) fn fields(&self) -> Vec<(String, Piece<'t>)> {
        let mut fields = Vec::new();
        let mut at = 1;
        while self.is_object() {
            let (name, end) = Piece::at(self.text, self.skip(at, b','));
            let Some(name) = name.string() else { break };
            let colon = self.skip(end, b' ');
            if self.text.as_bytes().get(colon) != Some(&b':') {
                break;
            }
            let start = self.skip(colon + 1, b' ');
            let (value, end) = Piece::at(self.text, start);
            if value.text.is_empty() {
                break;
            }
            fields.push((name, value));
            if !value.is_whole {
                break;
            }
            at = end;
        }
        fields
    }

    /// Returns the first elements of an array.
    pub(super) fn items(&self, most: usize) -> Vec<Piece<'t>> {
        let mut items = Vec::new();
        let mut at = 1;
        while self.is_array() && items.len() < most {
            let (item, end) = Piece::at(self.text, self.skip(at, b','));
            if item.text.is_empty() || matches!(item.text.as_bytes().first(), Some(b']' | b'}')) {
                break;
            }
            items.push(item);
            if !item.is_whole {
                break;
            }
            at = end;
        }
        items
    }

    /// Returns where what follows white space, and one kind of mark, begins.
    fn skip(&self, mut at: usize, mark: u8) -> usize {
        let bytes = self.text.as_bytes();
        while bytes
            .get(at)
            .is_some_and(|byte| byte.is_ascii_whitespace() || *byte == mark)
        {
            at += 1;
        }
        at
    }
}

const BLANKS: [char; 5] = [' ', '\t', '\n', '\r', '\u{FEFF}'];

/// Returns where the value that begins at a place ends, if it does.
fn end_of_value(bytes: &[u8], mut at: usize) -> Option<usize> {
    let mut open = 0_usize;
    loop {
        match bytes.get(at)? {
            b'"' => at = end_of_string(bytes, at)?,
            b'{' | b'[' => {
                open += 1;
                at += 1;
            }
            b'}' | b']' => {
                open = open.checked_sub(1)?;
                at += 1;
            }
            byte if open == 0 && !byte.is_ascii_whitespace() => {
                let rest = bytes.get(at..)?;
                let len = rest.iter().position(|byte| b",]}: \t\r\n".contains(byte))?;
                return (len > 0).then_some(at + len);
            }
            _ => at += 1,
        }
        if open == 0 {
            return Some(at);
        }
    }
}

/// Returns where the string that begins at a place ends.
fn end_of_string(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    loop {
        at += memchr::memchr2(b'"', b'\\', bytes.get(at..)?)?;
        match bytes.get(at) {
            Some(b'"') => return Some(at + 1),
            _ => at += 2,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_cut_gives_what_is_whole_of_it() {
        let text = r#" {"code": 200, "a": {"x": [ {"t": "}"} , {"t": "\""}, {"t": 3} ]}}"#;
        for end in 0..=text.len() {
            let piece = Piece::first(text.get(..end).unwrap());
            let fields = piece.fields();
            let Some((name, a)) = fields.get(1) else {
                continue;
            };
            assert_eq!((name.as_str(), a.is_whole), ("a", end >= text.len() - 1));
            let items = a.fields().first().map_or(Vec::new(), |(_, x)| x.items(9));
            let whole = items.iter().filter(|item| item.is_whole).count();
            assert_eq!(whole == 3, end >= text.len() - 4, "{end}");
        }
    }
}
