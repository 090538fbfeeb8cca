//! The sketches of a shard's reports, by which copies are found ([`copies`](crate::search::copies)): first how many
//! hashes each has, in a byte, then with how many bits it is written, in a byte too, then the sketches in the reports'
//! order. Hashes are in order, so that of each only how far it is from the one before is written; the first is as far
//! from zero. All of a sketch take as many bits as the farthest, and each sketch begins with a byte of its own.

use std::io;
use std::path::Path;
use std::sync::Arc;

use tantivy::DocId;
use tantivy::directory::FileHandle;

use super::checked::Checked;
use super::{Error, manifest};
use crate::search::copies::Sketches;

const NAME: &str = "sketches";

/// How many bits a hash has.
const HASH: u32 = u32::BITS;

/// The sketches of a shard that is written.
#[derive(Debug, Default)]
pub(super) struct Writer {
    counts: Vec<u8>,
    widths: Vec<u8>,
    packed: Vec<u8>,
}

impl Writer {
    /// Takes the sketch of the next report.
    pub(super) fn add(&mut self, sketch: &[u32]) {
        let before = std::iter::once(0).chain(sketch.iter().copied());
        let steps = sketch
            .iter()
            .zip(before)
            .map(|(hash, before)| hash - before);
        let width = HASH - steps.clone().max().unwrap_or(0).leading_zeros();
        self.counts.push(sketch.len() as u8);
        self.widths.push(width as u8);
        let (mut held, mut bits) = (0_u64, 0);
        for step in steps {
            held |= u64::from(step) << bits;
            bits += width;
            while bits >= u8::BITS {
                self.packed.push(held as u8);
                held >>= u8::BITS;
                bits -= u8::BITS;
            }
        }
        if bits > 0 {
            self.packed.push(held as u8);
        }
    }

    /// Writes them into the shard's directory.
    ///
    /// # Errors
    ///
    /// When the disk takes no more.
    pub(super) fn write(mut self, directory: &Path) -> io::Result<()> {
        self.counts.append(&mut self.widths);
        self.counts.append(&mut self.packed);
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
        if file.len() < 2 * len as usize {
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
        let len = self.len as usize;
        let counts = self.file.read_bytes(0..len)?;
        let widths = self.file.read_bytes(len..2 * len)?;
        let packed = self.file.read_bytes(2 * len..self.file.len())?;
        let mut rest = packed.as_slice();
        let mut sketches = Sketches::default();
        for (count, width) in counts.iter().zip(widths.iter()) {
            let (count, width) = (usize::from(*count), u32::from(*width));
            let bytes = (count * width as usize).div_ceil(8);
            let own = rest.split_off(..bytes).unwrap_or_default();
            sketches.push(unpacked(own, width).take(count));
        }
        Ok(sketches)
    }
}

/// Reads hashes that are written by how far each is from the one before, in so many bits.
fn unpacked(bytes: &[u8], width: u32) -> impl Iterator<Item = u32> {
    let width = width.min(HASH);
    let mut bytes = bytes.iter();
    let (mut held, mut bits, mut hash) = (0_u64, 0, 0_u32);
    std::iter::from_fn(move || {
        while bits < width {
            held |= u64::from(*bytes.next()?) << bits;
            bits += u8::BITS;
        }
        let step = held & ((1 << width) - 1);
        held >>= width;
        bits -= width;
        hash = hash.wrapping_add(step as u32);
        Some(hash)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::checked;

    #[test]
    fn every_sketch_is_read_as_it_was_written() {
        let directory = tempfile::tempdir().unwrap();
        let sketches: [&[u32]; 5] = [&[1, 70_000, u32::MAX], &[], &[5], &[], &[0, 1, 3, 6, 7]];
        let mut writer = Writer::default();
        for sketch in sketches {
            writer.add(sketch);
        }
        writer.write(directory.path()).unwrap();
        let sum = checked::seal(directory.path()).unwrap();
        let files = Checked::open(directory.path(), sum).unwrap();
        let read = Kept::open(&files, 5).unwrap().read().unwrap();
        for (number, sketch) in sketches.into_iter().enumerate() {
            assert_eq!(read.of(number), sketch);
        }
        assert!(Kept::open(&files, 40).is_err());
    }
}
