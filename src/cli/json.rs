//! Articles as JSON Lines in the store's own format, so that `zhenews` reads what it writes.

use std::borrow::Borrow;
use std::io::Write as _;

use serde::Serialize;

use super::out::Out;
use crate::article::Article;

/// Writes one whole article a line.
///
/// # Errors
///
/// Fails when the output cannot be written.
pub(super) fn write<A: Borrow<Article>>(
    articles: impl Iterator<Item = A>,
    out: &mut Out,
) -> anyhow::Result<()> {
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
pub(super) fn write_line(value: &impl Serialize, out: &mut Out) -> anyhow::Result<()> {
    let line = serde_json::to_string(value)?;
    writeln!(out, "{line}")?;
    Ok(())
}
