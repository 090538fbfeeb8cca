//! What a person has put right on imported pages.
//!
//! An import may merge two reports, cut one in two, or take a caption for a paragraph. In the reader a person says
//! what is right: an [`Act`] on the reports of one page. What becomes of it:
//!
//! - **The store holds the corrected reports.** Each correction writes the store's file again, whole, with the
//!   reports of that page changed and every other byte as it was ([`correct`]). So whatever reads the store, in
//!   memory or through an index, by any command, shows and finds what is right, and nobody else needs to know of
//!   corrections.
//! - **The journal holds the corrections**, one a line, in a file beside the store (`news.json.corrections.jsonl`,
//!   [`Journal`]). A line has the act, and the records before and after it: so the last correction of a page can
//!   be taken back exactly ([`take_back`]), at once or years later.
//! - **An import does them again.** Where a page is imported into the same store once more, the acts of the journal
//!   are done on what was made of it ([`Replay`]). What no longer fits is reported, stays in the journal, and is
//!   tried again the next time.
//!
//! An act must therefore find its place on a page that was taken apart anew, perhaps by a better version of the
//! program. It names each place by an [`Anchor`]: the report's id, the field and the characters, as they were when
//! the act was done, and besides these the text that stands there, its line on the page, and its rectangle where
//! the page has places. If the first no longer agree with the text, the text is looked for on the whole page, and
//! the line or the rectangle chooses where it stands there several times.
//!
//! No act loses or adds a character that is not white space, and a test holds every sequence of acts to that. A
//! report keeps its id in every act, so that the marks of a reader stay with it; one that is split off gets an id
//! that the journal keeps, so that a later import gives it the same.

mod act;
mod anchor;
mod change;
mod cut;
mod error;
mod field;
mod journal;
mod page;
mod replay;
mod request;
mod store_file;
#[cfg(test)]
mod tests;

pub use act::{Act, Mark};
pub use anchor::Anchor;
pub use error::{Error, Misfit};
pub use field::Field;
pub use journal::{Journal, journal_path};
pub use page::{Aside, Page, Record};
pub use replay::{Outcome, Replay};
pub use request::{Destination, Request, Span, Wish};
pub use store_file::{Done, Which, correct, take_back};
