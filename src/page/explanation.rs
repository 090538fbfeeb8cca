//! Why a report is what it is: for a person who wonders, and to mark what is uncertain.

use crate::article::Article;

/// A report that was found on a page.
#[derive(Clone, Debug)]
pub struct Found {
    /// The report.
    pub article: Article,
    /// Why it is what it is.
    pub why: Why,
}

/// Why a report begins and ends where it does, and why its headline is its.
#[derive(Clone, Debug)]
pub struct Why {
    /// Why it begins where it does.
    pub start: Start,
    /// Whether a mark such as （完） ends it; else it ends where nothing more fits.
    pub marked_end: bool,
    /// How sure its extent is, of 100.
    pub extent: u8,
    /// How many pieces of columns it was put together from.
    pub pieces: usize,
    /// How sure its headline is, of 100; `None` where it has none.
    pub headline: Option<u8>,
    /// The headline that was not chosen.
    pub rival: Option<Headline>,
}

/// A headline that might have been a report's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headline {
    /// Its text.
    pub text: String,
    /// How well it fits, of 100.
    pub confidence: u8,
}

/// Why a report begins where it does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Start {
    /// It is the first text of the page.
    #[default]
    First,
    /// It begins with a lead form.
    Lead,
    /// A headline stands above it.
    Heading,
    /// The report before has ended.
    Ended,
    /// It fits none of the reports that are open.
    Unfit,
}

/// Returns how sure something is, of 100.
#[expect(
    clippy::cast_sign_loss,
    reason = "it is clamped to what is not negative"
)]
pub(super) fn percent(score: f32) -> u8 {
    score.clamp(0.0, 100.0) as u8
}
