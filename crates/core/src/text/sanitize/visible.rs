//! Shows what a terminal might obey instead of taking it away, so that what is printed is still the same data.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::character::{Cluster, Fate, fate, plain_prefix};

/// The marks that we give words ourselves: bold, underlined, and their end.
const MARKS: [&str; 3] = ["\u{1b}[0m", "\u{1b}[1m", "\u{1b}[4m"];

/// Returns text as a terminal may get it: what it might obey and what cannot be seen stands there as JSON
/// escapes it (`\u001b`), so that JSON stays what it was.
///
/// Lines and tabs stay, and so does all that [`line()`](super::line) keeps.
pub fn visible(text: &str) -> Cow<'_, str> {
    shown(text, Lines::Kept, &[])
}

/// Returns text as [`visible`] does, on one line: line breaks and tabs stand there escaped, too. So names of files
/// are told, of which none may look like another.
pub fn visible_line(text: &str) -> Cow<'_, str> {
    shown(text, Lines::Escaped, &[])
}

/// Returns text as [`visible`] does, in which the marks that we give words stay, too.
pub fn visible_with_marks(text: &str) -> Cow<'_, str> {
    shown(text, Lines::Kept, &MARKS)
}

/// What becomes of line breaks and tabs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lines {
    Kept,
    Escaped,
}

fn shown<'t>(text: &'t str, lines: Lines, marks: &[&str]) -> Cow<'t, str> {
    let mut shown = String::new();
    let mut cluster = Cluster::default();
    let mut rest = text;
    // What of the text is as it was since the last escape.
    let mut same = text;
    while let Some(c) = rest.chars().next() {
        let (own, plain) = (own_length(rest, lines, marks), plain_prefix(rest));
        let (head, behind) = rest.split_at(own.unwrap_or(plain.max(c.len_utf8())));
        rest = behind;
        if own.is_some() {
            continue;
        }
        if plain > 0 {
            let mut characters = head.chars();
            let ends = [characters.next(), characters.next_back()];
            ends.into_iter().flatten().for_each(|c| cluster.begin(c));
        } else if lines == Lines::Kept && matches!(c, '\n' | '\t') {
            cluster = Cluster::default();
        } else if fate(c, behind.chars().next(), &mut cluster) != Fate::Kept {
            let before = same.len() - behind.len() - head.len();
            shown.push_str(same.get(..before).unwrap_or_default());
            escape(c, &mut shown);
            same = behind;
            // Nothing is to stand on the escape.
            cluster = Cluster::default();
        }
    }
    if shown.is_empty() && same.len() == text.len() {
        return Cow::Borrowed(text);
    }
    shown.push_str(same);
    Cow::Owned(shown)
}

/// Returns the length of a mark of ours that a text begins with, or of the first half of a table's line end.
fn own_length(text: &str, lines: Lines, marks: &[&str]) -> Option<usize> {
    if lines == Lines::Kept && text.starts_with("\r\n") {
        return Some(1);
    }
    let own = marks.iter().find(|own| text.starts_with(**own));
    own.map(|own| own.len())
}

fn escape(c: char, shown: &mut String) {
    for unit in c.encode_utf16(&mut [0; 2]) {
        // A string takes everything.
        let _ = write!(shown, "\\u{unit:04x}");
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::line;
    use super::*;

    #[test]
    fn what_a_terminal_obeys_is_escaped_and_means_the_same() {
        let hostile = "标题\u{1b}[2J\u{9b}31m\u{7f}\u{85}\u{2028}\u{202e}\u{e0041}“引文”\u{301}";
        let json = serde_json::to_string(hostile).unwrap();
        let shown = visible(&json);
        assert!(shown.starts_with(
            "\"标题\\u001b[2J\\u009b31m\\u007f\\u0085\\u2028\\u202e\\udb40\\udc41“引文”"
        ));
        assert_eq!(serde_json::from_str::<String>(&shown).unwrap(), hostile);
    }

    #[test]
    fn lines_tabs_and_our_own_marks_stay() {
        let own = "\u{1b}[1m\u{1b}[4m标题\u{1b}[0m\t二\r\n三\n";
        assert!(matches!(visible_with_marks(own), Cow::Borrowed(_)));
        assert_eq!(
            visible_with_marks("\u{1b}[8m\r一\u{1b}"),
            "\\u001b[8m\\u000d一\\u001b"
        );
        assert_eq!(visible("\u{1b}[1m一\r\n"), "\\u001b[1m一\r\n");
        assert_eq!(
            visible_line("\u{1b}一\r\n\t二"),
            "\\u001b一\\u000d\\u000a\\u0009二"
        );
    }

    /// Whatever is dangerous, near whatever gives it a meaning.
    fn text() -> impl Strategy<Value = String> {
        let dangerous: Vec<char> =
            "\u{1B}\u{9B}\u{9C}\u{7}[]0;m\n\r\t\u{2028}\u{2029} \u{202E}\u{200B}\u{200D}\u{200D}\
            \u{FE0F}\u{AD}\u{FEFF}\u{E0041}\u{301}\u{20E3}1👩❤字葛a\u{85}\u{0}"
                .chars()
                .collect();
        let character = prop_oneof![4 => proptest::sample::select(dangerous), 1 => any::<char>()];
        proptest::collection::vec(character, 0..30).prop_map(String::from_iter)
    }

    proptest! {
        #[test]
        fn what_a_line_keeps_is_shown_as_it_is(text in text()) {
            let clean = line(&text);
            prop_assert!(matches!(visible(&clean), Cow::Borrowed(_)), "{:?}", clean);
        }

        #[test]
        fn nothing_shown_is_obeyed(text in text()) {
            let mut shown = visible_with_marks(&text).into_owned();
            for own in MARKS.iter().chain(&["\r\n", "\n", "\t"]) {
                shown = shown.replace(own, "");
            }
            prop_assert_eq!(&*line(&shown), &*shown);
        }

        #[test]
        fn a_json_text_is_the_same_data(text in text()) {
            let json = serde_json::to_string(&text).unwrap();
            prop_assert_eq!(serde_json::from_str::<String>(&visible(&json)).unwrap(), text);
        }
    }
}
