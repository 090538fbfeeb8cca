//! Articles as JSON Lines in the store's own format, so that `zhenews` reads what it writes.

use std::borrow::Borrow;
use std::io;

use serde::Serialize;

use super::failure::Failure;
use super::out::{Out, STANDARD_OUTPUT};
use crate::article::Article;
use crate::lang::IoContext as _;

/// Writes one whole article a line.
///
/// # Errors
///
/// Fails when the output cannot be written.
pub(super) fn write<A: Borrow<Article>>(
    articles: impl Iterator<Item = A>,
    out: &mut Out,
) -> Result<(), Failure> {
    for article in articles {
        write_line(article.borrow(), out)?;
    }
    Ok(())
}

/// Writes a value on a line.
///
/// # Errors
///
/// Fails when the output cannot be written.
pub(super) fn write_line(value: &impl Serialize, out: &mut Out) -> Result<(), Failure> {
    let line = serde_json::to_string(value).map_err(io::Error::from);
    let line = line.context(STANDARD_OUTPUT)?;
    writeln!(out, "{line}")?;
    Ok(())
}
