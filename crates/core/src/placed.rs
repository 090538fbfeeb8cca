//! A page as placed text: what a PDF or an OCR program knows of a page, before anything is made of it.
//!
//! A plain text has lost where its lines stood. Here every line has its place, its size and its
//! direction, and what is drawn beside the text is kept too, for rules and frames part reports. Readers
//! of files (of PDF, of OCR output) give these pages; `page` makes reports of them.

use std::collections::BTreeMap;

/// A page of placed text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlacedPage {
    /// Its width, in the page's units: points, or pixels of a scan.
    pub width: f32,
    /// Its height, in the page's units.
    pub height: f32,
    /// Its lines, in the order of the file, which need not be the order of reading.
    pub lines: Vec<PlacedLine>,
    /// Lines drawn between columns and round boxes, each as the area that it covers.
    pub rules: Vec<Area>,
    /// Pictures.
    pub pictures: Vec<Area>,
    /// What the program that made the file has found on the page, where it says so.
    pub regions: Vec<Region>,
    /// What the file calls the page, as a PDF's page labels do.
    pub name: Option<String>,
    /// The headlines that a catalogue gives to reports, by the numbers of [`Region::report`].
    pub titles: BTreeMap<u32, String>,
}

/// A run of characters in one column: a line, or a column of vertical writing.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedLine {
    /// Its characters or words, whichever the file has places for, in the order of reading. A line that
    /// runs across two columns can be cut between two of them.
    pub pieces: Vec<Piece>,
    /// The area that all of it covers.
    pub area: Area,
    /// The size of its type (字号), in the page's units: the height of a full-width character.
    pub size: f32,
    /// How it is written.
    pub direction: Direction,
    /// Which of the file's typefaces it is set in. The same number is the same face.
    pub face: Option<u16>,
    /// How sure the OCR program was of it, from 0 to 1.
    pub confidence: Option<f32>,
    /// The region that it stands in, by its place in [`PlacedPage::regions`].
    pub region: Option<usize>,
}

/// A character or a word, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// Its text.
    pub text: String,
    /// Where it stands.
    pub area: Area,
}

/// A rectangle, in the page's units, from the page's top left corner: y grows downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Area {
    /// The left edge.
    pub left: f32,
    /// The upper edge.
    pub top: f32,
    /// The right edge.
    pub right: f32,
    /// The lower edge.
    pub bottom: f32,
}

/// The direction of writing (clreq 2.3.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// From left to right, lines below one another (横排).
    #[default]
    Horizontal,
    /// From the top down, lines from right to left (竖排).
    Vertical,
}

/// A part of a page that the program that made the file has told apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Region {
    /// Where it stands.
    pub area: Area,
    /// What it is, if that is said.
    pub kind: Option<RegionKind>,
    /// Its place in the order of reading, if that is said.
    pub order: Option<u32>,
    /// The report that it is of, if the file groups its regions into reports: the same number is the same
    /// report, numbered in the order of the file.
    pub report: Option<u32>,
}

/// What a region is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegionKind {
    /// The headline of a report.
    Headline,
    /// What stands above the headline (肩题).
    Kicker,
    /// What stands below the headline (副题).
    Subtitle,
    /// A headline within the text of a report.
    Subhead,
    /// The names of those who made a report.
    Byline,
    /// The text of a report.
    Body,
    /// What stands below a picture.
    Caption,
    /// A table, or a picture's own text.
    Figure,
    /// A folio, a masthead, an advertisement: what is of no report.
    Furniture,
}

impl PlacedLine {
    /// Returns the text of the line.
    pub fn text(&self) -> String {
        self.pieces.iter().map(|piece| &*piece.text).collect()
    }
}

impl Area {
    /// Returns the width, in the page's units.
    pub fn width(self) -> f32 {
        self.right - self.left
    }

    /// Returns the height, in the page's units.
    pub fn height(self) -> f32 {
        self.bottom - self.top
    }

    /// Returns the smallest area that holds both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }
}
