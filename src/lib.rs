//! The library behind `zhenews`, a terminal reader for Chinese newspaper reports.
//!
//! | module | what it is for | may import |
//! |---|---|---|
//! | [`article`] | the one record that everything reads | nothing of ours |
//! | [`text`] | pure strings: width, line breaking, wrapping, folding, sanitizing | nothing of ours |
//! | [`config`] | the settings of the user's file, and what is wrong with it | article, text, place |
//! | [`document`] | an article as one clean text in reading order | article, text |
//! | [`store`] | JSON on disk to articles | article, text |
//! | [`page`] | raw newspaper page text to articles | article, text |
//! | [`search`] | query and match | article, text, document |
//! | [`archive`] | a collection too large to hold, and its index | article, text, document, store, search |
//! | [`export`] | reports as files for others, and citations | article, text, document |
//! | [`place`] | files that are put in their place whole | nothing of ours |
//! | [`library`] | what the reader remembers of articles | article, text |
//! | [`app`] | the reader as a pure state machine | all of the above |
//! | [`ui`] | draws the state machine's model | app and what app may import, never store |
//! | [`exit`] | how the program ends, as codes for the shell | nothing of ours |
//! | [`term`] | the terminal, the threads, the loop | everything |
//! | [`cli`] | one file per subcommand | everything |
//!
//! A test holds the code to this table.

pub mod app;
pub mod archive;
pub mod article;
pub mod cli;
pub mod config;
pub mod document;
pub mod exit;
pub mod export;
pub mod library;
pub mod page;
pub mod place;
pub mod search;
pub mod store;
pub mod term;
pub mod text;
pub mod ui;
