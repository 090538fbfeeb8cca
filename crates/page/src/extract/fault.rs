//! Why there is no report in a page.

use crate::lang::{Lang, Say, display_in_english};

/// Why there is no report in a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoReport {
    /// The page has no text; a script may make it.
    NoText,
    /// No part of it reads as a report.
    NoReport,
}

impl Say for NoReport {
    fn say(&self, lang: Lang) -> String {
        match self {
            Self::NoText => lang.pick(
                "the page has no text of its own; open it in a browser and save it from there",
                "网页本身没有文字；请用浏览器打开后再保存",
            ),
            Self::NoReport => lang.pick(
                "no part of the page reads as a report; save the page of the report itself",
                "网页中没有像报道的文字；请保存报道本身的网页",
            ),
        }
        .to_owned()
    }
}

display_in_english!(NoReport);

impl std::error::Error for NoReport {}
