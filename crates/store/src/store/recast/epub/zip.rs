//! The parts of a zip archive: stored or deflated, each of a bounded size, held to its checksum.

use std::cell::Cell;
use std::collections::HashMap;
use std::io::Read as _;

use flate2::Crc;
use flate2::read::DeflateDecoder;

use crate::lang::{Lang, Say};

/// What a part may hold, in bytes.
const LARGEST: u64 = 64 << 20;

/// What all parts that are read may hold, in bytes.
const LARGEST_OF_ALL: u64 = 1 << 30;

/// The length of the record that ends an archive, and how long the comment in it may be.
const END: usize = 22;
const LONGEST_COMMENT: usize = 0xFFFF;

/// The lengths of what stands before the names in the directory and before a part.
const ENTRY: usize = 46;
const HEADER: usize = 30;

/// Why an archive or a part of it cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Broken {
    /// The archive has no directory, or it is cut.
    NoDirectory,
    /// There is no such part.
    Missing(String),
    /// The part has a password.
    Encrypted(String),
    /// The part is packed in another way than the standard of EPUB allows.
    Method(String),
    /// The part is too large.
    Large(String),
    /// The part does not hold what the directory says.
    Damaged(String),
}

impl Say for Broken {
    fn say(&self, lang: Lang) -> String {
        let (part, english, chinese) = match self {
            Self::NoDirectory => {
                return lang
                    .pick(
                        "the archive has no directory, it may be cut off; fetch the file again",
                        "压缩包没有目录，可能不完整；请重新获取文件",
                    )
                    .to_owned();
            }
            Self::Missing(part) => (part, "is not in the book", "不在书中"),
            Self::Encrypted(part) => (
                part,
                "is encrypted; name a copy of the book without protection",
                "已加密；请指明未加密的书",
            ),
            Self::Method(part) => (
                part,
                "is packed in a way that is not read; pack the book again with deflate",
                "的压缩方式无法读取；请用 deflate 重新压缩",
            ),
            Self::Large(part) => (
                part,
                "is larger than 64 MB, or all parts than 1 GB, and was passed over",
                "超过 64 MB，或各部分合计超过 1 GB，已略过",
            ),
            Self::Damaged(part) => (
                part,
                "is damaged; fetch the file again",
                "已损坏；请重新获取文件",
            ),
        };
        match lang {
            Lang::En => format!("`{part}` {english}"),
            Lang::Zh => format!("`{part}` {chinese}"),
        }
    }
}

/// A zip archive in memory.
pub(super) struct Archive<'b> {
    bytes: &'b [u8],
    parts: HashMap<String, Part>,
    /// How much may still be read.
    left: Cell<u64>,
}

struct Part {
    is_encrypted: bool,
    method: u16,
    sum: u32,
    packed: u64,
    len: u64,
    at: u64,
}

impl<'b> Archive<'b> {
    /// Reads the directory at the end of an archive.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Broken> {
        let from = bytes.len().saturating_sub(END + LONGEST_COMMENT);
        let tail = bytes.get(from..).unwrap_or_default();
        let end = memchr::memmem::rfind(tail, b"PK\x05\x06").ok_or(Broken::NoDirectory)?;
        let (count, at) = directory(bytes, from + end).ok_or(Broken::NoDirectory)?;
        let mut rest = behind(bytes, at).ok_or(Broken::NoDirectory)?;
        let mut parts = HashMap::new();
        for _ in 0..count {
            let (name, part, len) = entry(rest).ok_or(Broken::NoDirectory)?;
            parts.entry(name).or_insert(part);
            rest = rest.get(len..).unwrap_or_default();
        }
        Ok(Self {
            bytes,
            parts,
            left: Cell::new(LARGEST_OF_ALL),
        })
    }

    /// Reads a part.
    pub(super) fn read(&self, name: &str) -> Result<Vec<u8>, Broken> {
        let part = self
            .parts
            .get(name)
            .ok_or_else(|| Broken::Missing(name.to_owned()))?;
        if part.is_encrypted {
            return Err(Broken::Encrypted(name.to_owned()));
        }
        let left = self.left.get().checked_sub(part.len);
        self.left.set(left.unwrap_or_default());
        if part.len > LARGEST || left.is_none() {
            return Err(Broken::Large(name.to_owned()));
        }
        let damaged = || Broken::Damaged(name.to_owned());
        let packed = self.packed(part).ok_or_else(damaged)?;
        let mut bytes = Vec::new();
        match part.method {
            0 => bytes.extend(packed),
            8 => {
                // One byte more tells that there is more than the directory says.
                let decoder = DeflateDecoder::new(packed).take(part.len + 1);
                let mut decoder = decoder;
                decoder.read_to_end(&mut bytes).map_err(|_| damaged())?;
            }
            _ => return Err(Broken::Method(name.to_owned())),
        }
        let mut sum = Crc::new();
        sum.update(&bytes);
        if bytes.len() as u64 == part.len && sum.sum() == part.sum {
            Ok(bytes)
        } else {
            Err(damaged())
        }
    }

    /// Returns the bytes of a part as they stand in the archive.
    fn packed(&self, part: &Part) -> Option<&'b [u8]> {
        let header = behind(self.bytes, part.at)?;
        header.starts_with(b"PK\x03\x04").then_some(())?;
        let start = HEADER + usize::from(short(header, 26)?) + usize::from(short(header, 28)?);
        let packed = usize::try_from(part.packed).ok()?;
        header.get(start..)?.get(..packed)
    }
}

/// Reads the record at the end of an archive: how many entries its directory has, and where it begins. An archive of
/// more than 4 GB or 65,535 parts, and one that was written without knowing that it is none, says so in a second record
/// (Zip64).
fn directory(bytes: &[u8], end: usize) -> Option<(u64, u64)> {
    const POINTER: usize = 20;
    let record = bytes.get(end..)?;
    let (count, at) = (short(record, 10)?, long(record, 16)?);
    if count != u16::MAX && at != u32::MAX {
        return Some((u64::from(count), u64::from(at)));
    }
    let pointer = bytes.get(end.checked_sub(POINTER)?..end)?;
    pointer.starts_with(b"PK\x06\x07").then_some(())?;
    let record = behind(bytes, longest(pointer, 8)?)?;
    record.starts_with(b"PK\x06\x06").then_some(())?;
    Some((longest(record, 32)?, longest(record, 48)?))
}

fn behind(bytes: &[u8], at: u64) -> Option<&[u8]> {
    bytes.get(usize::try_from(at).ok()?..)
}

/// Reads an entry of the directory; returns its name and it with its length.
fn entry(bytes: &[u8]) -> Option<(String, Part, usize)> {
    bytes.starts_with(b"PK\x01\x02").then_some(())?;
    let name_len = usize::from(short(bytes, 28)?);
    let rest = usize::from(short(bytes, 30)?) + usize::from(short(bytes, 32)?);
    let name = bytes.get(ENTRY..ENTRY + name_len)?;
    let behind_name = bytes.get(ENTRY + name_len..)?;
    let extra = behind_name.get(..usize::from(short(bytes, 30)?))?;
    // What has no room in four bytes stands there, in this order.
    let mut wide = wide_numbers(extra).chunks_exact(8);
    let mut number = |at: usize| {
        let number = long(bytes, at)?;
        if number == u32::MAX {
            longest(wide.next()?, 0)
        } else {
            Some(u64::from(number))
        }
    };
    let (len, packed, at) = (number(24)?, number(20)?, number(42)?);
    let part = Part {
        is_encrypted: short(bytes, 8)? & 1 != 0,
        method: short(bytes, 10)?,
        sum: long(bytes, 16)?,
        packed,
        len,
        at,
    };
    let name = String::from_utf8_lossy(name).into_owned();
    Some((name, part, ENTRY + name_len + rest))
}

/// Returns the field of an entry's extra fields that has the numbers of Zip64.
fn wide_numbers(mut extra: &[u8]) -> &[u8] {
    while let (Some(kind), Some(len)) = (short(extra, 0), short(extra, 2)) {
        let end = 4 + usize::from(len);
        if kind == 1 {
            return extra.get(4..end).unwrap_or_default();
        }
        extra = extra.get(end..).unwrap_or_default();
    }
    &[]
}

fn longest(bytes: &[u8], at: usize) -> Option<u64> {
    let bytes = bytes.get(at..at + 8)?;
    Some(u64::from_le_bytes(bytes.try_into().ok()?))
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    let bytes = bytes.get(at..at + 2)?;
    Some(u16::from_le_bytes(bytes.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..at + 4)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?))
}
