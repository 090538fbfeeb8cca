//! A zip archive that is written from the first byte to the last: of its parts only the directory is kept.
//!
//! Written here, and not by a crate, for it is a page of code over what unpacks such archives already.

use std::io::{self, Write};

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

/// The version of the format that is needed to unpack.
const VERSION: [u8; 2] = [20, 0];

/// Midnight on the first day that the format knows, 1 January 1980.
const TIME: [u8; 4] = [0, 0, 0x21, 0];

const STORED: u16 = 0;
const DEFLATED: u16 = 8;

/// An archive on its way.
#[derive(Debug)]
pub(super) struct Zip<W> {
    out: W,
    /// How many bytes are written.
    written: u64,
    directory: Vec<u8>,
    count: u16,
    /// One for all parts: it is large, and a new one for each would leave memory in pieces.
    encoder: DeflateEncoder<Vec<u8>>,
}

impl<W: Write> Zip<W> {
    /// Begins an archive.
    pub(super) fn new(out: W) -> Self {
        Self {
            out,
            written: 0,
            directory: Vec::new(),
            count: 0,
            encoder: DeflateEncoder::new(Vec::new(), Compression::default()),
        }
    }

    /// Adds a part as it is.
    pub(super) fn store(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.part(name, STORED, bytes, bytes)
    }

    /// Adds a part, packed.
    pub(super) fn deflate(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.encoder.write_all(bytes)?;
        let packed = self.encoder.reset(Vec::new())?;
        self.part(name, DEFLATED, bytes, &packed)
    }

    /// Ends the archive with its directory, and returns what it was written to.
    pub(super) fn finish(mut self) -> io::Result<W> {
        let at = long(self.written)?;
        let length = long(self.directory.len() as u64)?;
        let directory = std::mem::take(&mut self.directory);
        self.write(&directory)?;
        self.write(b"PK\x05\x06\0\0\0\0")?;
        self.write(&self.count.to_le_bytes())?;
        self.write(&self.count.to_le_bytes())?;
        self.write(&length)?;
        self.write(&at)?;
        self.write(&[0, 0])?;
        Ok(self.out)
    }

    fn part(&mut self, name: &str, method: u16, bytes: &[u8], packed: &[u8]) -> io::Result<()> {
        let at = long(self.written)?;
        let mut sum = Crc::new();
        sum.update(bytes);
        let name_length = u16::try_from(name.len()).map_err(|_| too_large())?;
        let mut common = Vec::new();
        common.extend(VERSION);
        common.extend([0, 0]);
        common.extend(method.to_le_bytes());
        common.extend(TIME);
        common.extend(sum.sum().to_le_bytes());
        common.extend(long(packed.len() as u64)?);
        common.extend(long(bytes.len() as u64)?);
        common.extend(name_length.to_le_bytes());
        // No extra field.
        common.extend([0, 0]);
        self.write(b"PK\x03\x04")?;
        self.write(&common)?;
        self.write(name.as_bytes())?;
        self.write(packed)?;
        self.count = self.count.checked_add(1).ok_or_else(too_large)?;
        self.directory.extend(b"PK\x01\x02");
        self.directory.extend(VERSION);
        self.directory.extend(common);
        // No comment, the first disk, no attributes.
        self.directory.extend([0; 10]);
        self.directory.extend(at);
        self.directory.extend(name.as_bytes());
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)?;
        self.written += bytes.len() as u64;
        Ok(())
    }
}

/// A number in four bytes; the last that fits would say that it stands elsewhere (Zip64).
fn long(number: u64) -> io::Result<[u8; 4]> {
    let number = u32::try_from(number)
        .ok()
        .filter(|&number| number < u32::MAX);
    number.map(u32::to_le_bytes).ok_or_else(too_large)
}

fn too_large() -> io::Error {
    io::ErrorKind::FileTooLarge.into()
}
