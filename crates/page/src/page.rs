//! Raw newspaper page text to articles.
//!
//! What is extracted from a PDF or read by OCR is lines: columns hard-wrapped at a dozen or two
//! characters, headlines behind their reports, folios in the middle of sentences. A page goes through
//! a row of steps, each in a file of its own: its lines are cleaned (`clean`) and cut into pages
//! (`sheets`), in which headlines that were set vertically are read down their columns (`woven`); columns that stand side by side
//! are cut apart (`gutters`); a page becomes lines (`line`), what was broken put together (`fragments`), which are one report if they are no Chinese
//! (`foreign`); its furniture is taken away (`furniture`, `masthead`, `notices`, `folio`, `meta_line`); what stands there twice is set aside (`twice`); the rest is cut into frames, headlines, bylines and captions (`frames`, by
//! the set phrases in `forms`); frames become reports (`reports`), from the top down or, where they stand in no order of reading, all at once; reports get their headlines
//! (`headlines`), bylines and captions (`notes`) (`layout`), unless the heads of all are known (`sections`); and when an article is asked for, all that
//! goes into its fields (`fields`), its text cut into paragraphs (`paragraphs`, `join`).
//!
//! Every step moves lines and none rewrites them, so that each character of the page stands exactly
//! once in what comes out; the `tally` makes sure.

mod captions;
mod clean;
mod column;
mod continuations;
mod doubts;
mod duplicates;
mod editors;
mod explanation;
mod fields;
mod folio;
mod foreign;
mod forms;
mod fragments;
mod frames;
mod furniture;
mod gutters;
mod headlines;
mod join;
mod layout;
mod line;
mod masthead;
mod meta_line;
mod names;
mod notes;
mod notices;
mod origin;
mod origins;
mod paragraphs;
mod people;
pub mod placed;
mod remnants;
mod reports;
mod seams;
mod sections;
mod sheets;
mod tally;
#[cfg(test)]
mod tests;
mod turn_marks;
mod unplaced;
mod words;
mod woven;

pub use continuations::Turns;
pub use explanation::{Found, Headline, Recognition, Start, Why};
pub use layout::{Layout, Text};
pub use origin::{Piece, agrees, pieces};
pub use sheets::{Sheet, Sheets};
pub use tally::Broken;
pub use unplaced::{Kind, Unplaced};

use crate::article::Article;

/// What is known of a page beforehand. It goes before what the page itself says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// The newspaper.
    pub source: Option<String>,
    /// When it was published, in any form that is understood.
    pub published: Option<String>,
    /// The section (版名).
    pub section: Option<String>,
    /// The page (版次).
    pub page: Option<String>,
}

/// What was made of a page.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Its reports, in the order in which they begin.
    pub reports: Vec<Found>,
    /// What belongs to no report's field.
    pub unplaced: Vec<Unplaced>,
    /// The numbers of its first and last line.
    pub lines: [u32; 2],
    /// Whether it seems to be set vertically, a character in a line, which is not rebuilt.
    pub vertical: bool,
}

/// Reads the reports of a page of a file; `id` names them.
///
/// # Errors
///
/// Fails if a character of the page were lost or doubled, which is a fault of the program.
pub fn read(
    sheet: &Sheet,
    file: &str,
    hints: &Hints,
    id: impl Fn(&Article) -> String,
) -> Result<Page, Broken> {
    Layout::of(&Text::of(sheet), file, hints, id).map(|layout| layout.whole())
}
