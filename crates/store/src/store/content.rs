//! The text of a file as it is read: decoded and, where its reports do not stand one after the other, written
//! anew.

use std::borrow::Cow;
use std::io::{self, Read as _};
use std::sync::Arc;

use super::decode::{Damage, Decoded, decode};
use super::names::Names;
use super::places::Places;
use super::recast::{LineMap, Recast, again, epub, recast};
use super::shape::{Layout, Shape};
use crate::filetype::{self, FileType};
use crate::lang::Bilingual;

/// A file's text, and how it is read.
#[derive(Debug)]
pub(super) struct Content<'b> {
    pub(super) text: Cow<'b, str>,
    /// What stands for bytes that are nothing in their encoding, in the order of the text.
    pub(super) damage: Vec<Damage>,
    /// Which lines of the text are which of the file.
    pub(super) lines: LineMap,
    pub(super) shape: Shape,
    /// What of the file is not in the text, by the file's lines and columns.
    pub(super) problems: Vec<((usize, usize), Bilingual)>,
}

/// Reads the bytes of a file.
///
/// # Errors
///
/// What is wrong with a file that is no text or in an encoding that is not read, and what was expected.
pub(super) fn content<'b>(bytes: &'b [u8], names: &Arc<Names>) -> Result<Content<'b>, Bilingual> {
    if is_epub(bytes) {
        return Ok(of_recast(epub(bytes)?, Layout::Epub, names));
    }
    if is_packed(bytes) {
        return of_packed(bytes, names);
    }
    let Decoded { text, damage } = decode(bytes)?;
    // A text in memory can always be looked at.
    let shape = Shape::of(&mut &*text, names).unwrap_or_default();
    if let Some(recast) = recast(&text, &shape.layout, names) {
        let mut content = of_recast(recast, shape.layout, names);
        content.problems.extend(damaged_lines(&text, &damage));
        return Ok(content);
    }
    Ok(Content {
        text,
        damage,
        lines: LineMap::default(),
        shape,
        problems: Vec::new(),
    })
}

/// Tells of lines with bytes that are nothing in their encoding.
fn damaged_lines(text: &str, damage: &[Damage]) -> Vec<((usize, usize), Bilingual)> {
    let mut places = Places::behind(text, 0, (1, 1));
    let located: Vec<_> = damage.iter().map(|one| (places.of(one.at), one)).collect();
    let lines = located.chunk_by(|((a, _), _), ((b, _), _)| a == b);
    let problem = |line: &[((usize, usize), &Damage)]| {
        let (place, first) = *line.first()?;
        Some((place, Damage::say(first.encoding, line.len())))
    };
    lines.filter_map(problem).collect()
}

/// Takes a text that was written anew because of its layout.
fn of_recast<'b>(mut recast: Recast, layout: Layout, names: &Arc<Names>) -> Content<'b> {
    const MOST_TIMES: usize = 4;
    let names = names.within();
    let shape_of =
        |recast: &Recast| Shape::of(&mut recast.text.as_str(), &names).unwrap_or_default();
    let mut within = shape_of(&recast);
    for _ in 0..MOST_TIMES {
        if layout != Layout::Encoded || within.layout == Layout::Plain {
            break;
        }
        let Some(later) = again(&recast, &within.layout, &names) else {
            break;
        };
        recast = later;
        within = shape_of(&recast);
    }
    Content {
        text: recast.text.into(),
        damage: Vec::new(),
        lines: recast.lines,
        shape: Shape { layout, ..within },
        problems: recast.problems,
    }
}

/// What a file may hold when it is unpacked, in bytes.
const LARGEST: u64 = 4 << 30;

/// Whether a file is packed: by gzip or zstd, or as a book.
pub(super) fn is_packed(beginning: &[u8]) -> bool {
    beginning.starts_with(&GZIP) || beginning.starts_with(&ZSTD) || is_epub(beginning)
}

fn is_epub(beginning: &[u8]) -> bool {
    beginning.starts_with(b"PK") && filetype::signature(beginning) == Some(FileType::Epub)
}

const GZIP: [u8; 2] = [0x1F, 0x8B];
const ZSTD: [u8; 4] = [0x28, 0xB5, 0x2F, 0xFD];

/// Reads what a packed file holds.
fn of_packed(bytes: &[u8], names: &Arc<Names>) -> Result<Content<'static>, Bilingual> {
    let unpacked = unpacked(bytes).map_err(|error| {
        Bilingual::new(
            format!("cannot be unpacked: {error}; pack it again, or name the unpacked file"),
            format!("无法解压：{error}；请重新压缩，或指明解压后的文件"),
        )
    })?;
    let content = content(&unpacked, names)?;
    let lines = if content.lines.is_empty() {
        LineMap::same()
    } else {
        content.lines
    };
    Ok(Content {
        text: content.text.into_owned().into(),
        damage: content.damage,
        lines,
        shape: content.shape,
        problems: content.problems,
    })
}

fn unpacked(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut unpacked = Vec::new();
    if bytes.starts_with(&GZIP) {
        let decoder = flate2::read::MultiGzDecoder::new(bytes);
        decoder.take(LARGEST + 1).read_to_end(&mut unpacked)?;
    } else {
        let mut rest = bytes;
        while !rest.is_empty() && unpacked.len() as u64 <= LARGEST {
            let decoder =
                ruzstd::decoding::StreamingDecoder::new(&mut rest).map_err(io::Error::other)?;
            decoder.take(LARGEST + 1).read_to_end(&mut unpacked)?;
        }
    }
    if unpacked.len() as u64 > LARGEST {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    // Something that is packed again is not looked into.
    if is_packed(&unpacked) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    Ok(unpacked)
}
