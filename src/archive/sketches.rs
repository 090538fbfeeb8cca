//! The sketches of a shard's reports, by which copies are found ([`copies`](crate::search::copies)): first how many
//! hashes each has, in a byte, then all hashes, in the reports' order.

use std::io;
use std::path::Path;
use std::sync::Arc;

use tantivy::DocId;
use tantivy::directory::FileHandle;

use super::checked::Checked;
use super::{Error, manifest};
use crate::search::copies::Sketches;

const NAME: &str = "sketches";

/// The size of a hash in bytes.
const HASH: usize = 4;

/// The sketches of a shard that is written.
#[derive(Debug, Default)]
pub(super) struct Writer {
    counts: Vec<u8>,
    hashes: Vec<u8>,
}

impl Writer {
    /// Takes the sketch of the next report.
    pub(super) fn add(&mut self, sketch: &[u32]) {
        self.counts.push(sketch.len() as u8);
        let hashes = sketch.iter().flat_map(|hash| hash.to_le_bytes());
        self.hashes.extend(hashes);
    }

    /// Writes them into the shard's directory.
    ///
    /// # Errors
    ///
    /// When the disk takes no more.
    pub(super) fn write(mut self, directory: &Path) -> io::Result<()> {
        self.counts.append(&mut self.hashes);
        manifest::replace(directory, NAME, &self.counts)
    }
}

/// The sketches of a shard. What is read of them is checked.
#[derive(Debug)]
pub(super) struct Kept {
    file: Arc<dyn FileHandle>,
    len: DocId,
}

impl Kept {
    /// Opens those of a shard of so many reports.
    ///
    /// # Errors
    ///
    /// When they are not there, or too short.
    pub(super) fn open(files: &Checked, len: DocId) -> Result<Self, Error> {
        let file = files.handle(Path::new(NAME))?;
        if file.len() < len as usize {
            return Err(Error::Damaged);
        }
        Ok(Self { file, len })
    }

    /// Reads them all.
    ///
    /// # Errors
    ///
    /// When they cannot be read, or are damaged.
    pub(super) fn read(&self) -> io::Result<Sketches> {
        let counts = self.file.read_bytes(0..self.len as usize)?;
        let hashes = self.file.read_bytes(self.len as usize..self.file.len())?;
        let number = |bytes: &[u8]| bytes.try_into().map_or(0, u32::from_le_bytes);
        let mut hashes = hashes.chunks_exact(HASH).map(number);
        let mut sketches = Sketches::default();
        for count in counts.iter() {
            sketches.push(hashes.by_ref().take(usize::from(*count)));
        }
        Ok(sketches)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::checked;

    #[test]
    fn every_sketch_is_read_as_it_was_written() {
        let directory = tempfile::tempdir().unwrap();
        let sketches: [&[u32]; 4] = [&[1, 70_000, u32::MAX], &[], &[5], &[]];
        let mut writer = Writer::default();
        for sketch in sketches {
            writer.add(sketch);
        }
        writer.write(directory.path()).unwrap();
        let sum = checked::seal(directory.path()).unwrap();
        let files = Checked::open(directory.path(), sum).unwrap();
        let read = Kept::open(&files, 4).unwrap().read().unwrap();
        for (number, sketch) in sketches.into_iter().enumerate() {
            assert_eq!(read.of(number), sketch);
        }
        assert!(Kept::open(&files, 40).is_err());
    }
}
