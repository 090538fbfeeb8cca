//! Bytes of a text to lines and columns.

/// Finds lines and columns in one walk over a text.
#[derive(Clone, Debug)]
pub(super) struct Places<'t> {
    text: &'t str,
    at: usize,
    line: usize,
    column: usize,
}

impl<'t> Places<'t> {
    /// Goes on from a byte of which the line and the column are known.
    pub(super) fn behind(text: &'t str, at: usize, (line, column): (usize, usize)) -> Self {
        Self {
            text,
            at,
            line,
            column,
        }
    }

    /// Returns the line of a byte and its column in characters, both counted from 1. Places are
    /// asked for in order: one before the last is taken for the last.
    pub(super) fn of(&mut self, at: usize) -> (usize, usize) {
        let passed = self.text.get(self.at..at).unwrap_or_default();
        let bytes = self.text.as_bytes();
        let breaks = memchr::memchr2_iter(b'\n', b'\r', passed.as_bytes())
            // The first half of a CRLF is no line break of its own.
            .filter(|found| {
                bytes.get(self.at + found) == Some(&b'\n')
                    || bytes.get(self.at + found + 1) != Some(&b'\n')
            });
        let mut in_line = passed;
        for found in breaks {
            self.line += 1;
            self.column = 1;
            in_line = passed.get(found + 1..).unwrap_or_default();
        }
        self.column += in_line.chars().count();
        self.at = self.at.max(at);
        (self.line, self.column)
    }
}

#[cfg(test)]
mod tests {
    use super::Places;
    use proptest::prelude::*;

    #[test]
    fn columns_count_characters() {
        for line_break in ["\n", "\r\n", "\r"] {
            let text = format!("[{line_break}  \"标题\" x");
            let mut places = Places::behind(&text, 0, (1, 1));
            assert_eq!(places.of(0), (1, 1));
            assert_eq!(places.of(text.find('x').unwrap()), (2, 8));
            assert_eq!(places.of(text.len()), (2, 9));
        }
    }

    proptest! {
        #[test]
        fn many_places_are_found_as_one_is(text in "[a中\n\r]{0,20}") {
            let mut places = Places::behind(&text, 0, (1, 1));
            for (at, _) in text.char_indices() {
                prop_assert_eq!(places.of(at), Places::behind(&text, 0, (1, 1)).of(at));
            }
        }
    }
}
