//! An article's place among others as a text, for a search engine that can compare nothing else.

use std::fmt::Write as _;

use super::{Last, Place};
use crate::article::Article;
use crate::article::natural::push_sort_key;

/// Stands behind what is in reversed order, so that the shorter is last, and is greater than anything in it.
const LAST: char = '\u{7f}';

/// What is known, and is before what is not.
const KNOWN: char = '\u{1}';
const UNKNOWN: char = '\u{2}';

/// Returns a text by whose bytes articles are in the order in which they are read. Those that are alike in all that the
/// order depends on have the same.
pub fn sort_key(article: &Article) -> String {
    let mut key = String::new();
    match Place::of(article) {
        Place::Undated => key.push(LAST),
        Place::Dated {
            date,
            time,
            source,
            page,
            on_page,
        } => {
            push_reversed(date.0, &mut key);
            push_reversed(time.0.unwrap_or_default(), &mut key);
            push(source, &mut key, push_sort_key);
            push(page, &mut key, |page, key| page.push_sort_key(key));
            push(on_page, &mut key, |(file, [sheet, line]), key| {
                file.push_sort_key(key);
                let _ = write!(key, "{sheet:010}{line:010}");
            });
        }
    }
    key
}

fn push<T>(value: Last<T>, key: &mut String, push: impl FnOnce(T, &mut String)) {
    match value {
        Last::Known(value) => {
            key.push(KNOWN);
            push(value, key);
        }
        Last::Unknown => key.push(UNKNOWN),
    }
}

/// Appends a date or a time, which are ASCII, with the last first.
fn push_reversed(text: &str, key: &mut String) {
    let reversed = text.bytes().filter(|byte| (b' '..=b'~').contains(byte));
    key.extend(reversed.map(|byte| char::from(b' ' + b'~' - byte)));
    key.push(LAST);
}
