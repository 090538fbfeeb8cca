//! The library behind `zhenews`, a terminal reader for Chinese newspaper reports. `docs/architecture.md` tells on
//! one page how a key and how an article travel through it.
//!
//! | module | what it is for | may import |
//! |---|---|---|
//! | [`lang`] | the two languages in which the program speaks, and sentences of ours for the system's errors | nothing of ours |
//! | [`article`] | the one record that everything reads | nothing of ours |
//! | [`filetype`] | what kind of file bytes are, told by the bytes | lang |
//! | [`html`] | HTML to text, events and a small tree | nothing of ours |
//! | [`text`] | pure strings: width, line breaking, wrapping, folding, sanitizing | nothing of ours |
//! | [`config`] | the settings of the user's file, and what is wrong with it | lang, article, filetype, text, place |
//! | [`document`] | an article as one clean text in reading order | lang, article, text |
//! | [`store`] | JSON on disk to articles | lang, article, filetype, html, text |
//! | [`feed`] | feeds, as they are found, to articles | article, html, store |
//! | [`subscriptions`] | lists of feeds: OPML, and newsboat's | nothing of ours |
//! | [`placed`] | a page as placed text, as PDF and OCR give it | nothing of ours |
//! | [`ocr`] | files of recognized text to placed pages | lang, filetype, html, text, placed |
//! | [`pdf`] | PDF documents to pages of placed text | lang, text, placed |
//! | [`page`] | raw newspaper page text to articles | lang, article, text, placed |
//! | [`extract`] | the report in a web page | lang, article, html |
//! | [`search`] | query and match | lang, article, text, document |
//! | [`archive`] | a collection too large to hold, and its index | lang, article, text, document, place, store, search |
//! | [`export`] | reports as files for others, and citations | lang, article, text, document |
//! | [`place`] | where output goes: files put in their place whole, and terminals | lang, text |
//! | [`library`] | what the reader remembers of articles | lang, article, text, place |
//! | [`remote`] | collections on a search engine | lang, article, text, document, store, search, library |
//! | [`fetch`] | feeds that come in, and their stores | lang, article, text, place, config, html, store, extract, search, library, feed |
//! | [`collections`] | what is read where no path is named, and what is added to it | lang, text, filetype, config, store, library, remote, feed, subscriptions, fetch |
//! | [`corrections`] | what a person has put right on imported pages | lang, article, text, page, store, place |
//! | [`corpus`] | the reports that one reads, wherever they are | lang, article, text, document, place, store, search, archive, library, remote |
//! | [`app`] | the reader as a pure state machine | all of the above, never archive, never fetch |
//! | [`ui`] | draws the state machine's model | app and what app may import, never store |
//! | [`exit`] | how the program ends, as codes for the shell | nothing of ours |
//! | [`term`] | the terminal, the threads, the loop | everything |
//! | [`cli`] | one file per subcommand | everything |
//!
//! A test holds the code to this table.
//!
//! What needs neither an index nor a network nor a terminal lives in crates of its own and is shown here under one
//! name: `crates/core` (a report, its text, search, export), `crates/page` (pages to reports) and `crates/store`
//! (files to reports). They compile while this crate's dependencies still do, and again only where they change.

pub mod app;
pub mod archive;
pub mod cli;
pub mod collections;
pub mod config;
pub mod corpus;
pub mod corrections;
pub mod exit;
pub mod fetch;
pub mod library;
pub mod remote;
pub mod term;
pub mod ui;

#[doc(inline)]
pub use zhenews_core::{
    article, document, export, filetype, html, lang, place, placed, search, text,
};
#[doc(inline)]
pub use zhenews_page::{extract, ocr, page, pdf};
#[doc(inline)]
pub use zhenews_store::{feed, store, subscriptions};
