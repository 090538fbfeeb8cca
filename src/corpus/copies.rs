//! The newspapers that printed one text.

use super::{Corpus, Error};
use crate::article::{Article, Block, Published};
use crate::document::headline_in_list;

/// What one newspaper made of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printing {
    /// The row of its report.
    pub row: usize,
    /// Which newspaper, when, and under which headline.
    pub label: String,
    /// The report's text, its paragraphs in lines.
    pub text: String,
}

/// Returns every printing of the report in a row, it among them, in reading order.
///
/// # Errors
///
/// When the index cannot be read.
pub fn printings(corpus: &dyn Corpus, row: usize) -> Result<Vec<Printing>, Error> {
    let copies = corpus.copies()?;
    let rows = copies.of(row as u32).iter().map(|row| *row as usize);
    let printing = |row| {
        let article = corpus.article(row).ok()?;
        Some(Printing {
            row,
            label: label(&article),
            text: article
                .body
                .iter()
                .map(Block::text)
                .collect::<Vec<_>>()
                .join("\n"),
        })
    };
    Ok(rows.filter_map(printing).collect())
}

fn label(article: &Article) -> String {
    let date = article.published.as_ref().map(Published::label);
    let parts = [
        article.source.clone(),
        date,
        Some(headline_in_list(article).text().to_owned()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("  ")
}
