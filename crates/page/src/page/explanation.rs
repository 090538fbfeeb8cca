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
    /// How many of a hundred of its page's reports have an extent that is not sure.
    pub page: u8,
    /// How sure the character recognition was of it.
    pub recognition: Recognition,
    /// How many pieces of columns it was put together from.
    pub pieces: usize,
    /// How sure its headline is, of 100; `None` where it has none.
    pub headline: Option<u8>,
    /// The headline that was not chosen.
    pub rival: Option<Headline>,
}

/// How sure the character recognition was of a report, from 0 to 1; `None` where the text was not recognized.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Recognition {
    /// Of its text.
    pub body: Option<f32>,
    /// Of its headline.
    pub title: Option<f32>,
}

/// Recognition that is less sure than this has read characters wrong.
const READ_WELL: f32 = 0.98;

impl Recognition {
    /// Returns whether characters of the text were likely read wrong.
    pub fn doubts_body(self) -> bool {
        self.body.is_some_and(|sure| sure < READ_WELL)
    }

    /// Returns whether characters of the headline were likely read wrong.
    pub fn doubts_title(self) -> bool {
        self.title.is_some_and(|sure| sure < READ_WELL)
    }
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
