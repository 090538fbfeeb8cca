//! Files that begin with a signature.

use memchr::memmem;

use super::FileType;

/// What files begin with, each at its beginning.
const SIGNATURES: [(&[u8], FileType); 31] = [
    (b"\x1F\x8B", FileType::Gzip),
    (b"BZh", FileType::Compressed),
    (b"\xFD7zXZ\0", FileType::Compressed),
    (b"\x28\xB5\x2F\xFD", FileType::Compressed),
    (b"7z\xBC\xAF\x27\x1C", FileType::Compressed),
    (b"Rar!\x1A\x07", FileType::Compressed),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", FileType::OldOffice),
    (b"{\\rtf", FileType::Rtf),
    (b"%PDF-", FileType::Pdf),
    (b"CAJ\0", FileType::Caj),
    (b"HN\0\0", FileType::Caj),
    (b"KDH ", FileType::Caj),
    (b"AT&TFORM", FileType::Djvu),
    (b"SQLite format 3\0", FileType::Sqlite),
    (b"\x89PNG\r\n\x1A\n", FileType::Image),
    (b"\xFF\xD8\xFF", FileType::Image),
    (b"GIF87a", FileType::Image),
    (b"GIF89a", FileType::Image),
    (b"II*\0", FileType::Image),
    (b"MM\0*", FileType::Image),
    (b"\0\0\x01\0", FileType::Image),
    (b"\0\0\0\x0CjP  ", FileType::Image),
    (b"8BPS", FileType::Image),
    (b"\x7FELF", FileType::Binary),
    (b"\xCF\xFA\xED\xFE", FileType::Binary),
    (b"MZ\x90\0", FileType::Binary),
    (b"\0asm", FileType::Binary),
    (b"ID3", FileType::Binary),
    (b"OggS", FileType::Binary),
    (b"PAR1", FileType::Binary),
    (b"ARROW1\0\0", FileType::Binary),
];

/// Where the mark of a tar archive stands.
const TAR: usize = 257;

/// How far into a zip archive names are sought, in bytes.
const NAMES: usize = 1 << 20;

/// Tells a file that begins with a signature, of which there is no doubt.
pub fn signature(bytes: &[u8]) -> Option<FileType> {
    let known = SIGNATURES
        .iter()
        .find(|(known, _)| bytes.starts_with(known));
    let known = known.map(|(_, file_type)| *file_type);
    known
        .filter(|_| !is_chance(bytes))
        .or_else(|| zip(bytes))
        .or_else(|| contained(bytes))
}

/// Whether what seems to be a signature begins a text: `BZh` and `ID3` are letters.
fn is_chance(bytes: &[u8]) -> bool {
    match bytes {
        [b'B', b'Z', b'h', level, rest @ ..] => {
            !level.is_ascii_digit() || !rest.starts_with(b"1AY&SY")
        }
        [b'I', b'D', b'3', version, ..] => *version > 9,
        [b'K', b'D', b'H', ..] | [b'8', b'B', b'P', b'S', ..] => !bytes.contains(&0),
        _ => false,
    }
}

fn contained(bytes: &[u8]) -> Option<FileType> {
    let at = |at: usize, what: &[u8]| bytes.get(at..).is_some_and(|rest| rest.starts_with(what));
    if at(TAR, b"ustar") {
        return Some(FileType::Tar);
    }
    let is_image = at(0, b"RIFF") && at(8, b"WEBP")
        || at(4, b"ftypheic")
        || at(4, b"ftypavif")
        || at(4, b"ftypmif1")
        || at(0, b"BM") && at(6, b"\0\0\0\0");
    is_image.then_some(FileType::Image)
}

/// Tells what a zip archive is by the names of what is in it: a book and an `OpenDocument` begin with their media
/// type.
fn zip(bytes: &[u8]) -> Option<FileType> {
    let begins = |what: &[u8]| bytes.starts_with(what);
    if !begins(b"PK\x03\x04") && !begins(b"PK\x05\x06") && !begins(b"PK\x07\x08") {
        return None;
    }
    let names = bytes.get(..NAMES).unwrap_or(bytes);
    let has = |name: &[u8]| memmem::find(names, name).is_some();
    Some(
        if has(b"mimetypeapplication/epub+zip") || has(b"META-INF/container.xml") {
            FileType::Epub
        } else if has(b"mimetypeapplication/vnd.oasis.opendocument") {
            FileType::OpenDocument
        } else if has(b"word/") && has(b"[Content_Types].xml") {
            FileType::Docx
        } else if has(b"[Content_Types].xml") {
            FileType::OfficeXml
        } else {
            FileType::Zip
        },
    )
}
