//! Pure strings: width, line breaking, wrapping, folding and sanitizing.
//!
//! Widths are in terminal cells, ranges in bytes of UTF-8.

mod block;
mod breaks;
mod class;
pub mod conversion;
pub mod display;
pub mod fold;
mod orphan;
mod pairs;
mod piece;
pub mod plain;
mod rules;
pub mod sanitize;
mod split;
pub mod vertical;
pub mod width;
pub mod words;
pub mod wrap;
pub mod writing_mode;
