//! Text that was recognized in scans, as placed pages.
//!
//! Each program and each library keeps it in a form of its own: ALTO, and METS that names ALTO files
//! and groups their blocks into reports; PAGE XML; hOCR; the JSON of PaddleOCR, RapidOCR, Umi-OCR and
//! MinerU. A reader for each gives the same [`PlacedPage`]s, with what the file says of kinds, order and
//! reports in the pages' regions.
//!
//! A file may be broken or made to do harm: entities are not expanded without end, no walk of a tree
//! calls itself, and numbers are held within what a page may measure.

mod alto;
mod boxes;
mod decode;
mod fault;
mod hocr;
mod json;
mod kinds;
mod lines;
mod mend;
mod mets;
mod mineru_json;
mod number;
mod page_xml;
mod regions_json;
#[cfg(test)]
mod tests;
mod xml;

use std::fs::File;
use std::io;
use std::path::Path;

use crate::filetype::{self, FileType};
use crate::placed::PlacedPage;

pub use fault::Fault;

/// What a file of recognized text holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scan {
    /// Its pages.
    pub pages: Vec<PlacedPage>,
    /// The newspaper, where the file says so.
    pub source: Option<String>,
    /// When it was published, where the file says so.
    pub published: Option<String>,
}

/// Reads a file that stands beside the one that names it, by its relative path.
pub type Beside<'a> = &'a dyn Fn(&str) -> io::Result<Vec<u8>>;

/// Reads the files that stand beside one, by their relative paths.
pub fn beside(path: &Path) -> impl Fn(&str) -> io::Result<Vec<u8>> {
    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
    move |name| {
        let path = folder.join(name);
        if path.is_dir() || filetype::is_special(&path) {
            return Err(io::ErrorKind::NotFound.into());
        }
        filetype::read_all(File::open(path)?)
    }
}

/// Returns whether files of a type hold recognized text.
pub fn is_scan(file_type: FileType) -> bool {
    use FileType::{Alto, Hocr, Mets, OcrJson, PageXml};
    matches!(file_type, Alto | Hocr | Mets | OcrJson | PageXml)
}

/// Reads a file of recognized text.
///
/// # Errors
///
/// Fails if it is no such file, or broken, or has no text, or if one that it names cannot be read.
pub fn read(bytes: &[u8], file_type: FileType, beside: Beside<'_>) -> Result<Scan, Fault> {
    let text = decode::decode(bytes);
    let mut scan = match file_type {
        FileType::Alto => Scan::of(alto::read(&text)?.into_iter().map(|alto| alto.page)),
        FileType::Mets => mets::read(&text, beside)?,
        FileType::PageXml => Scan::of(page_xml::read(&text)?),
        FileType::Hocr => Scan::of(hocr::read(&text)),
        FileType::OcrJson => Scan::of(json::read(&text)?),
        _ => return Err(Fault::Unknown),
    };
    scan.pages.iter_mut().for_each(mend::mend);
    scan.pages.iter_mut().for_each(lines::measure);
    if scan.pages.iter().all(|page| page.lines.is_empty()) {
        return Err(Fault::NoText);
    }
    Ok(scan)
}

impl Scan {
    fn of(pages: impl IntoIterator<Item = PlacedPage>) -> Self {
        Self {
            pages: pages.into_iter().collect(),
            ..Self::default()
        }
    }
}
