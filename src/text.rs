//! Pure strings: width, line breaking, wrapping, folding and sanitizing.
//!
//! Widths are in terminal cells, ranges in bytes of UTF-8.

pub mod fold;
pub mod sanitize;
pub mod width;
pub mod wrap;
