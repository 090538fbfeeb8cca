//! Tags as they stand in their field: parted by white space or commas, and in quotation marks where they hold
//! such.

use std::borrow::Cow;

/// A tag in the field.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// The byte at which it begins, its quotation mark with it.
    pub(super) start: usize,
    pub(super) tag: String,
    /// Whether it ends before the text does, and what is typed next is not part of it.
    pub(super) is_closed: bool,
}

/// Whether a character parts tags.
fn parts(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | '，' | '、' | ';' | '；')
}

/// Returns a tag as it is typed: [`words`] reads it back.
pub(super) fn quoted(tag: &str) -> Cow<'_, str> {
    if tag.contains(parts) || tag.starts_with('"') {
        format!("\"{}\"", tag.replace('"', "\"\"")).into()
    } else {
        tag.into()
    }
}

/// Returns the tags in what was typed. Within quotation marks two of them are one that belongs to the tag.
pub(super) fn words(typed: &str) -> Vec<Word> {
    let (mut words, mut rest) = (Vec::new(), typed.char_indices().peekable());
    while let Some((start, c)) = rest.next() {
        if parts(c) {
            continue;
        }
        let (mut tag, mut is_closed) = (String::new(), false);
        if c == '"' {
            while let Some((_, c)) = rest.next() {
                if c == '"' && rest.next_if(|(_, next)| *next == '"').is_none() {
                    is_closed = true;
                    break;
                }
                tag.push(c);
            }
        } else {
            tag.push(c);
            while let Some((_, c)) = rest.next_if(|(_, c)| !parts(*c)) {
                tag.push(c);
            }
            is_closed = rest.peek().is_some();
        }
        words.push(Word {
            start,
            tag,
            is_closed,
        });
    }
    words
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn tags(typed: &str) -> Vec<String> {
        words(typed).into_iter().map(|word| word.tag).collect()
    }

    proptest! {
        #[test]
        fn tags_are_read_back_as_they_are_written(
            all in prop::collection::vec("[a树 ,，、;；\"\t]{1,6}|.{1,6}", 0..5),
        ) {
            let typed: Vec<_> = all.iter().map(|tag| quoted(tag)).collect();
            for between in [" ", "， "] {
                prop_assert_eq!(&tags(&typed.join(between)), &all);
            }
        }
    }

    #[test]
    fn quotation_marks_are_for_who_needs_them() {
        assert_eq!(quoted("待剪报"), "待剪报");
        assert_eq!(quoted("5\"x"), "5\"x");
        assert_eq!(quoted("five inches"), "\"five inches\"");
        assert_eq!(tags(" 一，\"二 三\"四 "), ["一", "二 三", "四"]);
    }

    #[test]
    fn what_is_still_typed_is_not_closed() {
        let last = |typed: &str| words(typed).pop().map(|word| (word.start, word.is_closed));
        assert_eq!(last("一 \"二 "), Some((4, false)));
        assert_eq!(last("一 \"二 \""), Some((4, true)));
        assert_eq!(last("一 二"), Some((4, false)));
        assert_eq!(last("一 二 "), Some((4, true)));
        assert_eq!(last(" "), None);
    }
}
