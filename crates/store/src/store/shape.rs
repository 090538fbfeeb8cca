//! The shape of a file: where its reports stand, and which names in them hold what.
//!
//! It is told by the file's first records, before they are read: names that are known first, then names that
//! look like known ones, then what the values are. A shape is a value that can be shown, that an index keeps, and
//! by which a file is read the same whether from its beginning or from the middle. Where the evidence is thin there
//! is no binding, and what was missed is told of instead.

mod bindings;
mod evidence;
mod inner;
mod layout;
mod partial;
mod sample;

use std::io;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::json::Object;
use super::mend::mend;
use super::name_pattern::PathFields;
use super::names::{Field, Names};
use super::path::Path;
use super::text::Text;

pub(super) use self::evidence::{SOUGHT, Sample, ends_as};

/// How much of a text is looked at, in bytes, and how much if a record is longer.
const BEGINNING: usize = 256 << 10;
const LONGEST_BEGINNING: usize = 4 << 20;

/// How many records are looked at.
const SAMPLE: usize = 30;

/// Where a file's reports stand, and which names besides the known ones hold their fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shape {
    /// Where the reports stand.
    pub(super) layout: Layout,
    /// Where in a record the report stands; nothing where the record is it.
    pub(super) inner: Path,
    /// The names that hold fields.
    pub(super) bindings: Vec<Binding>,
    /// What the file's path says of reports that do not say it themselves.
    #[serde(default)]
    pub(super) path: PathFields,
}

/// A name, or a path, that holds a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Binding {
    pub(super) field: Field,
    pub(super) path: Path,
}

/// Where the reports of a file stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Layout {
    /// In an array, one a line, or in editions.
    #[default]
    Plain,
    /// In the array of this name, of an object that is an edition.
    Articles(String),
    /// In arrays that stand deeper, or in several.
    Lists(Vec<Path>),
    /// In records, or in an array of this name, some of which have more reports in them.
    Siblings(String),
    /// Each under a name of its own in an object.
    Keyed(Path),
    /// Each name with the values of all reports.
    Columns(Path),
    /// In rows of cells, the first of which, or an array `columns` beside them, names them.
    Rows(Path),
    /// Texts in an array, each a report.
    Strings(Path),
    /// In a string that holds JSON.
    Encoded,
    /// In the rows of a table.
    Table,
    /// In the headings and paragraphs of Markdown.
    Markdown,
    /// In Markdown or plain text that this program wrote.
    Export,
    /// In records as Python prints them.
    Python,
    /// In the documents of a book, or at places in them.
    Epub,
}

impl Layout {
    /// Returns how many brackets at least are open around a report.
    pub(super) fn depth(&self) -> usize {
        match self {
            Self::Lists(paths) => {
                let depths = paths.iter().map(|path| path.len() + 1);
                depths.min().unwrap_or_default()
            }
            Self::Keyed(path) | Self::Columns(path) | Self::Rows(path) | Self::Strings(path) => {
                path.len() + 1
            }
            _ => 1,
        }
    }

    /// Returns whether the records are written anew before they are read.
    pub(super) fn is_recast(&self) -> bool {
        !matches!(self, Self::Plain | Self::Articles(_))
    }
}

impl Shape {
    /// Tells the shape of a text by its beginning.
    ///
    /// # Errors
    ///
    /// When the text cannot be read.
    pub(super) fn of(text: &mut dyn Text, names: &Arc<Names>) -> io::Result<Self> {
        let mut size = BEGINNING;
        loop {
            let (beginning, is_last) = text.window(0, size)?;
            let mended = mend(beginning);
            let found = Self::of_beginning(mended.as_deref().unwrap_or(beginning), names);
            match found {
                Some(shape) => return Ok(shape),
                None if is_last || size >= LONGEST_BEGINNING => return Ok(Self::default()),
                None => size *= 4,
            }
        }
    }

    /// Tells the shape of the beginning of a text, if a whole record is in it.
    fn of_beginning(text: &str, names: &Arc<Names>) -> Option<Self> {
        let layout = layout::layout(text, names)?;
        if layout.is_recast() {
            return Some(Self {
                layout,
                ..Self::default()
            });
        }
        let records = sample::sample(text, &layout, names);
        if let Some(layout) = sample::with_siblings(&layout, &records, text, names) {
            return Some(Self {
                layout,
                ..Self::default()
            });
        }
        let inner = inner::inner(&records, names);
        if inner.is_none() && bindings::are_known(&records, names) {
            return Some(Self {
                layout,
                ..Self::default()
            });
        }
        let inner = inner.unwrap_or_default();
        let records: Vec<Object> = records
            .into_iter()
            .map(|record| flattened(record, &inner))
            .collect();
        Some(Self {
            bindings: bindings::bindings(&records, names),
            layout,
            inner,
            path: PathFields::default(),
        })
    }

    /// Takes what the path of the file says.
    pub(super) fn at(self, path: &std::path::Path, names: &Names) -> Self {
        Self {
            path: names.of_path(path),
            ..self
        }
    }

    /// Returns whether the records are written anew before they are read.
    pub(super) fn is_recast(&self) -> bool {
        self.layout.is_recast()
    }

    /// Returns whether the reports stand in a list of an object.
    pub(super) fn is_list(&self) -> bool {
        matches!(self.layout, Layout::Articles(_))
    }

    /// Returns whether it gives nothing beyond what is known of every file.
    pub(super) fn is_plain(&self) -> bool {
        *self == Self::default()
    }

    /// Returns whether files of this shape were read from the beginning, if perhaps with a map.
    pub(super) fn is_first_form(&self) -> bool {
        let is_first = !self.layout.is_recast() || matches!(self.layout, Layout::Siblings(_));
        self.inner.is_empty() && is_first
    }
}

/// Returns where in a record the report stands, if it is none itself.
pub(super) fn inner_of(record: &Object, names: &Names) -> Option<Path> {
    inner::inner(std::slice::from_ref(record), names)
}

/// Returns names by which more is read of a record that has no body under the names of its file.
pub(super) fn of_record(record: &Object, names: &Names) -> Option<Names> {
    let records = std::slice::from_ref(record);
    if bindings::are_known(records, names) {
        return None;
    }
    let bindings = bindings::bindings(records, names);
    let is_text = |binding: &Binding| matches!(binding.field, Field::Title | Field::Body);
    bindings
        .iter()
        .any(is_text)
        .then(|| names.with_bindings(&bindings))
}

/// Returns the fields of the report that stands in a record, behind those of the record around it: of a name
/// that occurs twice the last counts.
pub(super) fn flattened<'t>(mut record: Object<'t>, inner: &Path) -> Object<'t> {
    let Some((first, below)) = inner.split_first() else {
        return record;
    };
    let at = record.0.iter().rposition(|(name, _)| name == first);
    let Some(at) = at else { return record };
    let (_, value) = record.0.remove(at);
    for value in below.values(value) {
        record
            .0
            .extend(super::json::fields(value).unwrap_or_default().0);
    }
    record
}

#[cfg(test)]
mod tests;
