//! What belongs to no report, or to none of a report's fields, and what it is.

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
    /// Where a report began that goes on here (上接第一版).
    Turn,
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
            Self::Turn => "turn",
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
            Self::Turn => "转版",
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

/// Lines on their way to become [`Unplaced`].
#[derive(Clone, Debug)]
pub(super) struct Scrap<'t> {
    pub(super) kind: Kind,
    pub(super) lines: Vec<Line<'t>>,
    /// The places among the page's reports of those it belongs to.
    pub(super) reports: Vec<usize>,
}

impl<'t> Scrap<'t> {
    pub(super) fn of(kind: Kind, line: Line<'t>) -> Self {
        Self {
            kind,
            lines: vec![line],
            reports: Vec::new(),
        }
    }
}
