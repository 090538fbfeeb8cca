//! The ids of a shard's reports, in a file of their own: found by their hashes, and listed as they are. The engine's
//! dictionaries are made for terms that many texts share; an id is one report's alone.
//!
//! First come rows of a hash and the report that has it, in the hashes' order, then where each report's id ends,
//! then the ids, in the reports' order.

use std::hash::Hasher as _;
use std::io;
use std::path::Path;
use std::sync::Arc;

use siphasher::sip::SipHasher13;
use tantivy::DocId;
use tantivy::directory::FileHandle;

use super::checked::Checked;
use super::{Error, manifest};

const NAME: &str = "ids";

/// The size of a row in bytes: a hash and a report.
const ROW: usize = 12;

/// The size of the place where an id ends, in bytes.
const END: usize = 8;

/// The ids of a shard that is written.
#[derive(Debug, Default)]
pub(super) struct Writer {
    rows: Vec<(u64, DocId)>,
    ends: Vec<u64>,
    text: String,
}

impl Writer {
    /// Takes the id of the next report.
    pub(super) fn add(&mut self, id: &str) {
        self.rows.push((hash(id), self.ends.len() as DocId));
        self.text.push_str(id);
        self.ends.push(self.text.len() as u64);
    }

    /// Writes them into the shard's directory.
    ///
    /// # Errors
    ///
    /// When the disk takes no more.
    pub(super) fn write(mut self, directory: &Path) -> io::Result<()> {
        self.rows.sort_unstable();
        let size = self.rows.len() * (ROW + END) + self.text.len();
        let mut bytes = Vec::with_capacity(size);
        for (hash, doc) in self.rows {
            bytes.extend(hash.to_le_bytes());
            bytes.extend(doc.to_le_bytes());
        }
        bytes.extend(self.ends.into_iter().flat_map(u64::to_le_bytes));
        bytes.extend(self.text.as_bytes());
        manifest::replace(directory, NAME, &bytes)
    }
}

/// The ids of a shard. What is read of them is checked.
#[derive(Debug)]
pub(super) struct Ids {
    file: Arc<dyn FileHandle>,
    len: DocId,
}

impl Ids {
    /// Opens those of a shard of so many reports.
    ///
    /// # Errors
    ///
    /// When they are not there, or too short.
    pub(super) fn open(files: &Checked, len: DocId) -> Result<Self, Error> {
        let file = files.handle(Path::new(NAME))?;
        if file.len() < len as usize * (ROW + END) {
            return Err(Error::Damaged);
        }
        Ok(Self { file, len })
    }

    /// Returns the report with an id.
    ///
    /// # Errors
    ///
    /// When they cannot be read, or are damaged.
    pub(super) fn find(&self, id: &str) -> io::Result<Option<DocId>> {
        let wanted = hash(id);
        let (mut low, mut high) = (0, self.len);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.row(middle)?.0 < wanted {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        for at in low..self.len {
            let (hash, doc) = self.row(at)?;
            if hash != wanted {
                break;
            }
            if self.is(doc, id)? {
                return Ok(Some(doc));
            }
        }
        Ok(None)
    }

    /// Gives every id with its report to `take`, in the reports' order.
    ///
    /// # Errors
    ///
    /// When they cannot be read, or are damaged.
    pub(super) fn each(&self, take: &mut dyn FnMut(&str, DocId)) -> io::Result<()> {
        let ends = self.file.read_bytes(self.ends()..self.text())?;
        let text = self.file.read_bytes(self.text()..self.file.len())?;
        let mut start = 0;
        for (doc, end) in (0..).zip(ends.chunks_exact(END)) {
            let end = number(end) as usize;
            let id = text
                .get(start..end)
                .and_then(|id| std::str::from_utf8(id).ok());
            take(id.ok_or(io::ErrorKind::InvalidData)?, doc);
            start = end;
        }
        Ok(())
    }

    /// Where the ends of the ids begin, and where the ids do.
    fn ends(&self) -> usize {
        self.len as usize * ROW
    }

    fn text(&self) -> usize {
        self.len as usize * (ROW + END)
    }

    fn row(&self, at: DocId) -> io::Result<(u64, DocId)> {
        let start = at as usize * ROW;
        let row = self.file.read_bytes(start..start + ROW)?;
        let (hash, doc) = row.split_at_checked(8).ok_or(io::ErrorKind::InvalidData)?;
        Ok((number(hash), number(doc) as DocId))
    }

    /// Returns whether a report has an id.
    fn is(&self, doc: DocId, id: &str) -> io::Result<bool> {
        if doc >= self.len {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let end = |doc: DocId| {
            let at = self.ends() + doc as usize * END;
            Ok::<_, io::Error>(number(&self.file.read_bytes(at..at + END)?) as usize)
        };
        let start = doc.checked_sub(1).map_or(Ok(0), end)?;
        let end = end(doc)?;
        let text = self.file.len() - self.text();
        if start > end || end > text {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let known = self
            .file
            .read_bytes(self.text() + start..self.text() + end)?;
        Ok(&*known == id.as_bytes())
    }
}

/// Reads a number of at most eight bytes, the lowest first.
fn number(bytes: &[u8]) -> u64 {
    let digits = bytes.iter().rev();
    digits.fold(0, |number, byte| number << 8 | u64::from(*byte))
}

fn hash(id: &str) -> u64 {
    let mut hasher = SipHasher13::new();
    hasher.write(id.as_bytes());
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::archive::checked;

    proptest! {
        #[test]
        fn every_id_is_found_and_no_other(
            ids in prop::collection::btree_set("[a-c报]{0,4}", 0..60),
            others in prop::collection::btree_set("[a-c报]{0,4}", 0..60),
        ) {
            let directory = tempfile::tempdir().unwrap();
            let mut writer = Writer::default();
            ids.iter().rev().for_each(|id| writer.add(id));
            writer.write(directory.path()).unwrap();
            let sum = checked::seal(directory.path()).unwrap();
            let files = Checked::open(directory.path(), sum).unwrap();
            let known = Ids::open(&files, ids.len() as DocId).unwrap();
            for (doc, id) in (0..).zip(ids.iter().rev()) {
                prop_assert_eq!(known.find(id).unwrap(), Some(doc));
            }
            for other in others.difference(&ids) {
                prop_assert_eq!(known.find(other).unwrap(), None);
            }
            let mut all = Vec::new();
            known.each(&mut |id, doc| all.push((doc, id.to_owned()))).unwrap();
            let docs: Vec<DocId> = (0..ids.len() as DocId).collect();
            prop_assert_eq!(all.iter().map(|(doc, _)| *doc).collect::<Vec<_>>(), docs);
            let all: BTreeSet<String> = all.into_iter().map(|(_, id)| id).collect();
            prop_assert_eq!(all, ids);
        }
    }
}
