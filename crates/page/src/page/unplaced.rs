//! What belongs to no report, or to none of a report's fields, and what it is.

use std::ops::Range;

use serde::{Serialize, Serializer};

use super::line::Line;
use crate::lang::{Lang, Say};

/// What a piece of a page is that stands in no report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The line that names the newspaper, the day and the page.
    Folio,
    /// The number of a sheet.
    PageNumber,
    /// A line that stands on every sheet.
    RunningHeader,
    /// Who edited, designed and corrected the page.
    Staff,
    /// The hyphen of a Latin word that a line's end had divided.
    Hyphen,
    /// The second copy of a report that is printed twice.
    Copy,
    /// A headline whose report is not on the page.
    Headline,
    /// The name of a column (栏目).
    Column,
    /// A line over several reports (通栏题).
    Banner,
    /// An editor's note (编者按).
    EditorsNote,
    /// A caption whose report is not on the page.
    Caption,
    /// A piece of text too short to be a report, of which nothing tells where it belongs.
    Fragment,
    /// An advertisement.
    Advertisement,
    /// Where a report began that goes on here (上接第一版).
    Turn,
    /// What a person has set aside as part of no report.
    Furniture,
}

impl Kind {
    /// Returns its name in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Folio => "folio",
            Self::PageNumber => "page-number",
            Self::RunningHeader => "running-header",
            Self::Staff => "staff",
            Self::Hyphen => "hyphen",
            Self::Copy => "copy",
            Self::Headline => "headline",
            Self::Column => "column",
            Self::Banner => "banner",
            Self::EditorsNote => "editors-note",
            Self::Caption => "caption",
            Self::Fragment => "fragment",
            Self::Advertisement => "advertisement",
            Self::Turn => "turn",
            Self::Furniture => "furniture",
        }
    }
}

/// Says its name: in English the one in the store.
impl Say for Kind {
    fn say(&self, lang: Lang) -> String {
        let chinese = match self {
            Self::Folio => "报眉",
            Self::PageNumber => "页码",
            Self::RunningHeader => "页眉",
            Self::Staff => "编辑署名",
            Self::Hyphen => "连字符",
            Self::Copy => "重复的报道",
            Self::Headline => "标题",
            Self::Column => "栏目名",
            Self::Banner => "通栏题",
            Self::EditorsNote => "编者按",
            Self::Caption => "图片说明",
            Self::Fragment => "残片",
            Self::Advertisement => "广告",
            Self::Turn => "转版",
            Self::Furniture => "非报道文字",
        };
        lang.pick(self.name(), chinese).to_owned()
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// A piece of a page that stands in no report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unplaced {
    /// What it is.
    pub kind: Kind,
    /// Its text.
    pub text: String,
    /// Its lines, first and last inclusive, counted from 1.
    pub lines: Vec<[u32; 2]>,
    /// The ids of the reports that it belongs to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub articles: Vec<String>,
}

/// Lines on their way to become [`Unplaced`]. A page may have as many of them as lines.
#[derive(Clone, Debug)]
pub(super) struct Scrap<'t> {
    pub(super) kind: Kind,
    pub(super) lines: Lines<'t>,
    /// The places among the page's reports of those it belongs to.
    pub(super) reports: Owners,
}

/// The lines of a scrap.
#[derive(Clone, Debug)]
pub(super) enum Lines<'t> {
    /// One that was taken from the page's lines, or is a part of one.
    One(Line<'t>),
    /// Some that stand one below the other.
    Row(&'t [Line<'t>]),
    /// Others.
    Apart(Box<[Line<'t>]>),
}

/// The reports that a scrap belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Owners {
    /// Those in a row.
    Row(Range<u32>),
    /// Others.
    Apart(Box<[u32]>),
}

impl<'t> Scrap<'t> {
    /// A line of no report.
    pub(super) fn of(kind: Kind, line: Line<'t>) -> Self {
        Self {
            kind,
            lines: Lines::One(line),
            reports: Owners::NONE,
        }
    }

    /// Returns the scrap's lines.
    pub(super) fn lines(&self) -> &[Line<'t>] {
        match &self.lines {
            Lines::One(line) => std::slice::from_ref(line),
            Lines::Row(lines) => lines,
            Lines::Apart(lines) => lines,
        }
    }
}

impl Owners {
    /// No report.
    pub(super) const NONE: Self = Self::Row(0..0);

    /// One report.
    pub(super) fn one(report: usize) -> Self {
        Self::row(report..report + 1)
    }

    /// Reports in a row.
    pub(super) fn row(reports: Range<usize>) -> Self {
        Self::Row(reports.start as u32..reports.end as u32)
    }

    /// The reports of drafts, whose places are given.
    pub(super) fn at(drafts: &[usize], places: &[u32]) -> Self {
        let mut places = drafts
            .iter()
            .filter_map(|&draft| places.get(draft).copied());
        match drafts.len() {
            0 => Self::NONE,
            1 => places
                .next()
                .map_or(Self::NONE, |at| Self::one(at as usize)),
            _ => Self::Apart(places.collect()),
        }
    }

    /// Returns the reports' places.
    pub(super) fn places(&self) -> impl Iterator<Item = usize> {
        let (row, apart) = match self {
            Self::Row(row) => (row.clone(), &[][..]),
            Self::Apart(apart) => (0..0, &**apart),
        };
        row.chain(apart.iter().copied()).map(|at| at as usize)
    }
}
