//! What the text of a line says of its being of a headline.

use super::super::line::{has_comma, has_stop, is_han};

/// Whether a text is phrases with spaces between them, as headlines are: 新馆开放 市民先睹为快.
pub(in super::super) fn is_phrased(text: &str) -> bool {
    let phrases = text.split_whitespace().count();
    (2..=4).contains(&phrases)
        && !has_stop(text)
        && !has_comma(text)
        && !text.contains(['（', '('])
        && text
            .split_whitespace()
            .all(|phrase| phrase.chars().filter(|&c| is_han(c)).count() >= 2)
}

/// Whether what a text says is still to come.
pub(super) fn introduces(text: &str) -> bool {
    text.ends_with(['：', ':'])
}

/// Whether a whole line stands in brackets.
pub(super) fn is_bracketed(text: &str) -> bool {
    text.starts_with(['(', '（']) && text.ends_with([')', '）'])
}

/// Whether a line begins in brackets that go on below it.
pub(super) fn opens_bracket(text: &str) -> bool {
    text.starts_with(['(', '（']) && !text.contains([')', '）'])
}

/// Whether a line begins with a day in figures: `2019-11-22`, which newspapers spell out in headlines.
pub(super) fn is_dated(text: &str) -> bool {
    let day = |c: char| c.is_ascii_digit() || ['-', '/', '.'].contains(&c);
    let (figures, marks) =
        text.chars()
            .take_while(|&c| day(c))
            .fold((0, 0), |(figures, marks), c| {
                let figure = usize::from(c.is_ascii_digit());
                (figures + figure, marks + 1 - figure)
            });
    figures >= 6 && marks == 2
}

/// Whether a line has more commas than any headline has.
pub(super) fn has_many_commas(text: &str) -> bool {
    text.matches('，').nth(1).is_some()
}
