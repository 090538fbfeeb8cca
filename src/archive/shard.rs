//! A part of an archive's index: reports that stand next to each other in the archive's order, newest
//! first, in one segment that is never written again.

use std::path::Path;
use std::sync::Arc;

use tantivy::columnar::{Column, StrColumn};
use tantivy::index::SegmentReader;
use tantivy::{DocId, Index};

use super::Error;
use super::checked::Checked;
use super::ids::Ids;
use super::schema::{self, Fields, Place};
use super::sketches::Kept;
use crate::store::Spot;

/// An open shard. What it has is mapped from disk. The columns of numbers are checked when it is opened, all
/// else when it is read.
pub(super) struct Shard {
    pub(super) segment: SegmentReader,
    pub(super) fields: Fields,
    numbers: [Column<u64>; 8],
    /// The columns that reports are counted and ordered by, those of [`schema::NAMES`].
    names: [Option<StrColumn>; schema::NAMES.len()],
    ids: Ids,
    pub(super) sketches: Kept,
    files: Checked,
}

impl Shard {
    /// Opens the shard in a directory, whose checksums have this checksum.
    ///
    /// # Errors
    ///
    /// When it is not there, or is damaged in a way that shows at once.
    pub(super) fn open(directory: &Path, sum: u64) -> Result<Arc<Self>, Error> {
        let files = Checked::open(directory, sum)?;
        let mut index = Index::open(files.clone())?;
        index.set_tokenizers(schema::tokenizers());
        let segments = index.searchable_segments()?;
        let [segment] = segments.as_slice() else {
            return Err(Error::Damaged);
        };
        let segment = SegmentReader::open(segment)?;
        let fields = Fields::of(segment.schema())?;
        let columns = segment.fast_fields();
        let number = |name: &str| columns.u64(name);
        let numbers = [
            number(schema::FILE)?,
            number(schema::AT)?,
            number(schema::LEN)?,
            number(schema::EDITION)?,
            number(schema::SUM)?,
            number(schema::NUMBER)?,
            number(schema::DAY)?,
            number(schema::LENGTH)?,
        ];
        let names = [
            columns.str(schema::SOURCES)?,
            columns.str(schema::SECTIONS)?,
            columns.str(schema::AUTHORS)?,
            columns.str(schema::TAGS)?,
            columns.str(schema::PAGES)?,
            columns.str(schema::HEADLINES)?,
        ];
        Ok(Arc::new(Self {
            fields,
            numbers,
            names,
            ids: Ids::open(&files, segment.max_doc())?,
            sketches: Kept::open(&files, segment.max_doc())?,
            segment,
            files,
        }))
    }

    /// Returns how many reports it has.
    pub(super) fn len(&self) -> DocId {
        self.segment.max_doc()
    }

    /// Returns where a report is.
    pub(super) fn place(&self, doc: DocId) -> Place {
        let [file, at, len, edition, sum, number, ..] = &self.numbers;
        let value = |column: &Column<u64>| column.first(doc).unwrap_or(0);
        Place {
            file: value(file) as u32,
            spot: Spot {
                at: value(at),
                len: value(len) as u32,
                edition: value(edition) as u32,
                sum: value(sum),
            },
            number: value(number) as u32,
        }
        .sealed()
    }

    /// Returns the number of the file that a report stands in, without looking whether it is damaged.
    pub(super) fn file(&self, doc: DocId) -> u32 {
        let [file, ..] = &self.numbers;
        file.first(doc).unwrap_or(0) as u32
    }

    /// Returns a report's day as a key; 0 for none.
    pub(super) fn day(&self, doc: DocId) -> u32 {
        let [.., day, _] = &self.numbers;
        day.first(doc).unwrap_or(0) as u32
    }

    /// Returns how many characters a report's text has.
    pub(super) fn length(&self, doc: DocId) -> u64 {
        let [.., length] = &self.numbers;
        length.first(doc).unwrap_or(0)
    }

    /// Returns the first report that `holds` does not hold for, where it holds for those before it and for
    /// none behind.
    pub(super) fn partition(&self, holds: impl Fn(DocId) -> bool) -> DocId {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if holds(middle) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// Returns the report with an id.
    ///
    /// # Errors
    ///
    /// When the shard cannot be read.
    pub(super) fn find(&self, id: &str) -> Result<Option<DocId>, Error> {
        Ok(self.ids.find(id)?)
    }

    /// Returns the reports of which `holds` holds for the id.
    ///
    /// # Errors
    ///
    /// When the shard cannot be read.
    pub(super) fn find_where(&self, holds: &dyn Fn(&str) -> bool) -> Result<Vec<DocId>, Error> {
        let mut found = Vec::new();
        self.each_id(&mut |id, doc| found.extend(holds(id).then_some(doc)))?;
        Ok(found)
    }

    /// Gives every id with its report to `take`.
    ///
    /// # Errors
    ///
    /// When the shard cannot be read.
    pub(super) fn each_id(&self, take: &mut dyn FnMut(&str, DocId)) -> Result<(), Error> {
        Ok(self.ids.each(take)?)
    }

    /// Returns the reports that have a number behind their id.
    pub(super) fn numbered(&self) -> impl Iterator<Item = DocId> {
        let [.., number, _, _] = &self.numbers;
        let len = if number.max_value() > 0 {
            self.len()
        } else {
            0
        };
        (0..len).filter(|doc| number.first(*doc).is_some_and(|number| number > 0))
    }

    /// Returns the column of a kind of name, if any report has one.
    pub(super) fn names(&self, kind: usize) -> Option<&StrColumn> {
        self.names.get(kind)?.as_ref()
    }

    /// Returns whether something was read of it that is not as it was written.
    pub(super) fn is_damaged(&self) -> bool {
        self.files.is_damaged()
    }

    /// Returns whether every file of it is as it was written. This reads them all.
    pub(super) fn is_whole(&self) -> bool {
        self.files.is_whole()
    }
}

impl std::fmt::Debug for Shard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shard").field("len", &self.len()).finish()
    }
}
