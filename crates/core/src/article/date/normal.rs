//! Brings a date as people and programs write it into one of the plain forms that the readers of this folder
//! know.
//!
//! Each step rewrites one kind of thing (characters, eras, lunar dates, ranges, programs' forms, clocks) and
//! leaves a text alone in which there is none. The readers behind it do not change: an id is made of what they
//! read by themselves, and must stay the same whatever is added here.

mod characters;
mod clock;
mod eras;
mod figures;
mod lunar;
mod programs;
mod ranges;

use std::borrow::Cow;

use super::Lost;

/// A date's text in a plain form.
pub(super) struct Normal<'t> {
    pub(super) text: Cow<'t, str>,
    /// What it says that no plain form can hold.
    pub(super) lost: Option<Lost>,
    /// Whether the day is the one after the one that is written: 24:00 ends a day.
    pub(super) next_day: bool,
}

impl<'t> Normal<'t> {
    fn plain(text: &'t str) -> Self {
        Self {
            text: Cow::Borrowed(text),
            lost: None,
            next_day: false,
        }
    }

    fn step(&mut self, rewrite: impl FnOnce(&str) -> Option<String>) {
        if let Some(text) = rewrite(&self.text) {
            self.text = Cow::Owned(text);
        }
    }
}

/// A text names a time that is no date of ours: before our era, or in a year that an era did not have.
#[derive(Clone, Copy, Debug)]
pub(super) struct NoDate;

/// Returns the plain form of a text.
///
/// `source` is the newspaper: in papers of Taiwan a year of two digits is one of the Republic.
///
/// # Errors
///
/// When the text names a time that is no date of ours.
pub(super) fn normal<'t>(text: &'t str, source: Option<&str>) -> Result<Normal<'t>, NoDate> {
    let mut normal = Normal::plain(text);
    if is_plain_day(text) {
        return Ok(normal);
    }
    normal.step(characters::plain);
    if eras::is_before_ours(&normal.text) {
        return Err(NoDate);
    }
    if let Some(lunar) = lunar::solar(&normal.text, source)? {
        normal.text = Cow::Owned(lunar.text);
        normal.lost = lunar.lost;
    }
    let western = eras::western(&normal.text, source)?;
    normal.step(|_| western);
    if let Some(found) = figures::plain(&normal.text) {
        normal.text = Cow::Owned(found.text);
        normal.lost = normal.lost.or(found.lost);
    }
    normal.step(ranges::beginning);
    normal.step(programs::plain);
    clock::settle(&mut normal);
    Ok(normal)
}

/// Returns whether a text is `2019-11-22` or `2019-11-22 08:30:15`, as most are.
fn is_plain_day(text: &str) -> bool {
    const FORM: &[u8; 19] = b"0000-00-00 00:00:00";
    let is_of_form = |(byte, form): (u8, &u8)| match form {
        b'0' => byte.is_ascii_digit(),
        form => byte == *form || *form == b' ' && byte == b'T',
    };
    // An hour of 24 or more is looked at.
    let has_hour = || text.get(11..13).is_some_and(|hour| hour < "24");
    matches!(text.len(), super::DAY | 16 | 19)
        && text.bytes().zip(FORM).all(is_of_form)
        && (text.len() == super::DAY || has_hour())
}

/// Splits a text at a byte.
fn split(text: &str, at: usize) -> (&str, &str) {
    text.split_at_checked(at).unwrap_or((text, ""))
}
