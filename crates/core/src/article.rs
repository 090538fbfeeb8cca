//! The one record that everything reads: a newspaper report.
//!
//! Fields hold what the newspaper printed, unchanged; nothing here is safe to send to a terminal
//! (see [`crate::document`]). Serialization gives the store's own format, in which only fields that
//! say something are written. Deserialization reads that format and no other; what people and other programs write
//! is read by `store`.

mod ago;
pub mod byline;
mod date;
mod day;
pub mod natural;
pub mod numerals;
pub mod page_label;
pub mod papers;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use date::Lost;
pub use day::Day;

/// A newspaper report. Only a body or a title is required.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Article {
    /// Names the article from run to run; unique within a collection.
    pub id: String,
    /// The headline (标题); `None` where the newspaper's did not survive.
    pub title: Option<String>,
    /// The line above the headline (引题, 肩题).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kicker: Option<String>,
    /// The line below the headline (副题).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<String>,
    /// The people named as its authors.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<Author>,
    /// The byline verbatim, where it stands apart from the body: `本报记者 郭树勋`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
    /// The newspaper or agency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The section or column of the newspaper (栏目).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// The page (版次) as the newspaper numbers it: `2`, `A03`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// When it was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<Published>,
    /// When it was seen to say something else than before, where a feed brought it anew.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revised: Option<Published>,
    /// The report's text in order.
    pub body: Vec<Block>,
    /// Its pictures.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub images: Vec<Image>,
    /// Where it can be read on the web.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Addresses that its text links to, besides its own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<String>,
    /// Subject words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// The page text it was taken from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
    /// The names of the fields that a person should hold beside the page: `body`, `title`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub uncertain: Vec<String>,
}

/// Someone who wrote or photographed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    /// The name as printed.
    pub name: String,
    /// The role where one is given: 记者, 通讯员, 摄影.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
}

/// One block of a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Block {
    /// A paragraph.
    Paragraph(String),
    /// A heading between paragraphs (小标题).
    Subhead {
        /// Its text.
        subhead: String,
    },
}

impl Block {
    /// Returns the block's text.
    pub fn text(&self) -> &str {
        match self {
            Self::Paragraph(text) | Self::Subhead { subhead: text } => text,
        }
    }
}

/// A picture.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Image {
    /// What it shows: `图为植树现场。`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    /// Who made it, verbatim: `张双杰 摄`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
    /// The file or address of the picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub src: Option<String>,
}

/// The place in a page text that an article was taken from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Origin {
    /// The page text's file.
    pub file: String,
    /// The page of the file, counted from 1, where it has pages, as a PDF has. Lines are counted on it then, in
    /// the order of reading.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<u32>,
    /// Ranges of line numbers, first and last inclusive, counted from 1.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<[u32; 2]>,
    /// The same for each field, by its name, and for each part of one, by its place in it: `title`,
    /// `body.0`, `images.0`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, Vec<[u32; 2]>>,
    /// The page's width and height in its own units (points, pixels of a scan), where its text has places.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<[u32; 2]>,
    /// Where each field stands on a page whose text has places, by its name as in `fields`: rectangles in the
    /// page's units, each as left, top, right and bottom edge, from the page's top left corner.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub boxes: BTreeMap<String, Vec<[i32; 4]>>,
}

/// When an article was published, as far as is known.
///
/// [`Published::parse`] reads it from what a source says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Published {
    /// `2019`, `2019-11` or `2019-11-22`; `None` where the original could not be understood.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// `08:30` or `08:30:15`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// What the source said, 农历 included.
    pub original: String,
}

impl Published {
    /// Returns the date, with the time where there is one, or the source's own words.
    pub fn label(&self) -> String {
        match (&self.date, &self.time) {
            (Some(date), Some(time)) => format!("{date} {time}"),
            (Some(date), None) => date.clone(),
            (None, _) => self.original.clone(),
        }
    }
}
