//! Finds articles by the text in them.
//!
//! Query and text are folded alike ([`crate::text::fold`]) and the query's words are sought as
//! substrings, so that a word is found wherever it stands, also across what a word segmenter would
//! cut. [`query`] says what else can be asked for, and [`pinyin`] where it helps.
//!
//! The folded text of a collection is kept in memory and scanned anew for each query: at the size of
//! a personal collection a scan answers within a frame or two, and there is no index to build, to
//! keep or to doubt.

pub mod copies;
pub mod counts;
pub mod pinyin;
pub mod query;
pub mod similar;
pub mod sorting;

mod excerpt;
mod filter;
mod folded;
mod haystack;
mod hits;
mod mark_source;
mod plan;
mod relevance;
mod rows;
mod spans;
#[cfg(test)]
mod tests;
mod texts;
mod together;

pub use excerpt::Excerpt;
pub use filter::Filter;
pub use haystack::{Haystack, Match};
pub use hits::Highlighter;
pub use mark_source::{Marked, Unmarked};
pub use query::{Fault, Query};
pub use relevance::{Headline, Ranker, Relevance, ranked};
pub use rows::Rows;
pub use sorting::Sort;
