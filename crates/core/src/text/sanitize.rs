//! Nothing hostile reaches a terminal.
//!
//! Articles come from strangers. A terminal obeys control characters, so a headline could retitle
//! the window, fill the clipboard or run a command in a terminal with a flaw; characters that cannot
//! be seen hide and reorder words, and put the cursor where the program does not think it is. What
//! [`line()`] returns are characters that are drawn, each in its place, and spaces.
//!
//! Kept on purpose: private-use characters, which stand for rare characters in text extracted from
//! PDF or converted from GBK, and do nothing but take a cell; unassigned ones, which a newer Unicode
//! may have assigned; U+FFFD, which shows that something was lost.

mod character;
mod escape;
#[cfg(test)]
mod tests;
mod visible;

use std::borrow::Cow;

use character::{Cluster, Fate};

pub use character::is_hidden;
pub use visible::{visible, visible_line, visible_with_marks};

/// Returns `text` as one line that is safe to draw.
///
/// - Whole escape sequences go, in their 7-bit and 8-bit forms. One that is not completed loses its
///   introducer only, so that it cannot swallow the text behind it.
/// - Other control characters go, and all that has no visible form: bidi controls, zero-width
///   characters, tags, fillers. Variation selectors and joiners stay where they form an emoji, an
///   ideographic variation or a word (RFC 5892, appendix A).
/// - A run of line breaks and tabs becomes one space.
/// - Of the marks stacked on one character four stay; one without a character to stand on goes.
///
/// Cleaning clean text again changes nothing.
pub fn line(text: &str) -> Cow<'_, str> {
    let mut line = Line::of(text);
    while let Some(c) = line.rest.chars().next() {
        let plain = character::plain_prefix(line.rest);
        if plain > 0 {
            line.keep_plain(plain);
        } else if let Some(length) = escape::length(line.rest) {
            line.skip(length);
        } else {
            line.judge(c);
        }
    }
    line.finish()
}

/// A line in the making.
struct Line<'t> {
    text: &'t str,
    /// What is still to be read of `text`.
    rest: &'t str,
    /// What was kept, once that differs from what was read.
    cleaned: Option<String>,
    /// What the last kept character is part of.
    cluster: Cluster,
    /// Whether a line break or a tab was the last to leave something, its space.
    in_break: bool,
}

impl<'t> Line<'t> {
    fn of(text: &'t str) -> Self {
        Self {
            text,
            rest: text,
            cleaned: None,
            cluster: Cluster::default(),
            in_break: false,
        }
    }

    /// Keeps `length` bytes of characters that need no judging.
    fn keep_plain(&mut self, length: usize) {
        let kept = self.take(length);
        if let Some(cleaned) = &mut self.cleaned {
            cleaned.push_str(kept);
        }
        let mut characters = kept.chars();
        for c in [characters.next(), characters.next_back()]
            .into_iter()
            .flatten()
        {
            self.cluster.begin(c);
        }
        self.in_break = false;
    }

    fn judge(&mut self, c: char) {
        let length = c.len_utf8();
        let next = self.rest.chars().nth(1);
        match character::fate(c, next, &mut self.cluster) {
            Fate::Kept => {
                if let Some(cleaned) = &mut self.cleaned {
                    cleaned.push(c);
                }
                self.take(length);
                self.in_break = false;
            }
            Fate::Dropped => self.skip(length),
            Fate::Break => {
                self.skip(length);
                self.space();
            }
        }
    }

    fn space(&mut self) {
        if !self.in_break {
            self.cleaned.get_or_insert_default().push(' ');
            self.cluster = Cluster::default();
            self.in_break = true;
        }
    }

    /// Leaves `length` bytes out.
    fn skip(&mut self, length: usize) {
        if self.cleaned.is_none() {
            let read = self.text.len() - self.rest.len();
            let kept = self.text.get(..read).unwrap_or_default();
            self.cleaned = Some(kept.to_owned());
        }
        self.take(length);
    }

    fn take(&mut self, length: usize) -> &'t str {
        let (taken, rest) = self
            .rest
            .split_at_checked(length)
            .unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    fn finish(self) -> Cow<'t, str> {
        self.cleaned.map_or(Cow::Borrowed(self.text), Cow::Owned)
    }
}
