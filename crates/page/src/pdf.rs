//! PDF documents to pages of placed text.
//!
//! A page's content is run through an interpreter ([`hayro_interpret`]) that says where each glyph is drawn;
//! what each glyph stands for is read from the file, or found by its font where the file does not say it
//! (`characters`). Glyphs that stand side by side become lines (`lines`). Lines and frames that are drawn, and
//! pictures, are kept beside them (`drawing`).

mod characters;
mod drawing;
mod lines;

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::{Affine, Rect};
use hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, RenderContent, interpret_page,
};

use self::characters::Encodings;
use self::drawing::Recorder;
use crate::lang::{Lang, Say, bilingual, display_in_english};
use crate::placed::PlacedPage;

/// A PDF document.
pub struct Document {
    pdf: Pdf,
}

/// Why a document, or a page of one, cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It is damaged, or no PDF at all.
    Damaged,
    /// It opens with a password only.
    Password,
    /// It is encrypted in a way that is not known.
    Encryption,
    /// It has no pages.
    Empty,
    /// A page has no text, or none of which it is known what it stands for.
    NoText {
        /// The page, counted from 1.
        page: usize,
    },
    /// A page is damaged.
    DamagedPage {
        /// The page, counted from 1.
        page: usize,
    },
}

impl Say for Problem {
    fn say(&self, lang: Lang) -> String {
        match self {
            Self::Damaged => lang.pick(
                "the PDF is damaged and cannot be read; open it in a PDF program and save it again, or get it anew",
                "PDF 文件已损坏，无法读取；请用 PDF 软件打开后另存，或重新获取",
            ).to_owned(),
            Self::Password => lang.pick(
                "the PDF opens with a password only; save it without one, as by `qpdf --decrypt --password=… IN OUT`",
                "PDF 文件需要密码；请另存为无密码的文件，如 `qpdf --decrypt --password=… IN OUT`",
            ).to_owned(),
            Self::Encryption => lang.pick(
                "the PDF is encrypted in a way that is not known; save it without encryption",
                "PDF 文件的加密方式无法识别；请另存为不加密的文件",
            ).to_owned(),
            Self::Empty => lang.pick("the PDF has no pages", "PDF 文件没有页面").to_owned(),
            Self::NoText { page } => bilingual!(
                "page {page} has no text layer: it needs OCR, as by `ocrmypdf -l chi_sim IN OUT`",
                "第 {page} 页没有文字层：需要文字识别（OCR），如 `ocrmypdf -l chi_sim IN OUT`"
            ).say(lang),
            Self::DamagedPage { page } => bilingual!(
                "page {page} of the PDF is damaged and cannot be read",
                "PDF 第 {page} 页已损坏，无法读取"
            ).say(lang),
        }
    }
}

display_in_english!(Problem);

impl std::error::Error for Problem {}

impl Document {
    /// Opens a document; one that is encrypted with no password is read as any other.
    ///
    /// # Errors
    ///
    /// Fails if the bytes are no PDF that can be read.
    pub fn open(bytes: Vec<u8>) -> Result<Self, Problem> {
        let opened = guarded(|| Pdf::new(bytes)).ok_or(Problem::Damaged)?;
        let pdf = opened.map_err(|error| match error {
            LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Problem::Password,
            LoadPdfError::Decryption(_) => Problem::Encryption,
            LoadPdfError::Invalid => Problem::Damaged,
        })?;
        let document = Self { pdf };
        match guarded(|| document.page_count()) {
            None => Err(Problem::Damaged),
            Some(0) => Err(Problem::Empty),
            Some(_) => Ok(document),
        }
    }

    /// Returns how many pages it has.
    pub fn page_count(&self) -> usize {
        self.pdf.pages().len()
    }

    /// Returns its pages, each read as it is asked for.
    pub fn pages(&self) -> Pages<'_> {
        Pages {
            pdf: &self.pdf,
            cache: InterpreterCache::new(),
        }
    }
}

/// The pages of a document. The fonts that one has read are there for the next.
pub struct Pages<'a> {
    pdf: &'a Pdf,
    cache: InterpreterCache<'a>,
}

impl Pages<'_> {
    /// Reads a page, by its number from 1.
    ///
    /// # Errors
    ///
    /// It is damaged, is not there, or has no text.
    pub fn read(&self, number: usize) -> Result<PlacedPage, Problem> {
        let damaged = Problem::DamagedPage { page: number };
        let at = number.checked_sub(1).ok_or(damaged)?;
        let page = self.pdf.pages().get(at).ok_or(damaged)?;
        let read = guarded(|| {
            let (width, height) = page.render_dimensions();
            let encodings = Encodings::of(page.resources());
            let mut recorder = Recorder::new((width, height), encodings);
            let transform = Affine::new(page.initial_transform(true).as_coeffs());
            let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
            let settings = InterpreterSettings {
                render_content: RenderContent::PAGE,
                ..InterpreterSettings::default()
            };
            let mut context = Context::new(transform, area, &self.cache, self.pdf.xref(), settings);
            interpret_page(page, &mut context, &mut recorder);
            recorder.page()
        });
        let page = read.ok_or(damaged)?;
        if page.lines.is_empty() {
            return Err(Problem::NoText { page: number });
        }
        Ok(page)
    }
}

/// Does what other people's code does to a file that may be damaged: a fault in it costs the page, not the program.
fn guarded<T>(read: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(read)).ok()
}
