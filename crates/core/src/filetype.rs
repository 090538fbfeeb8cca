//! What kind of file bytes are, told by the bytes and never by a name: for messages about a file of the wrong
//! kind, and for whoever reads files of these kinds.
//!
//! Binary files begin with a signature, which is certain ([`signature`]). A text is told by its beginning
//! ([`of_text`]): markup by its root element, tables by columns that agree. What is told by thin evidence says
//! so ([`Guess::is_certain`]).

mod export;
mod front_matter;
mod markup;
mod recognized;
mod signature;
mod special;
mod table;

use std::borrow::Cow;

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::lang::{Lang, Say};

pub use front_matter::{FrontMatter, Notation, front_matter};
pub use signature::signature;
pub use special::{is_special, read_all};

/// How much of a text is looked at, in bytes.
pub const BEGINNING: usize = 16 << 10;

/// The kind of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileType {
    /// JSON, perhaps broken.
    Json,
    /// A web page.
    Html,
    /// Recognized text in HTML (hOCR).
    Hocr,
    /// RSS, RDF or Atom.
    Feed,
    /// A list of feeds.
    Opml,
    /// Recognized text of a page.
    Alto,
    /// The description of a digitized object.
    Mets,
    /// Recognized text of a page, in the form of PAGE.
    PageXml,
    /// Recognized text in JSON, of PaddleOCR, RapidOCR, Umi-OCR or MinerU.
    OcrJson,
    /// Any other XML.
    Xml,
    /// A table whose cells are parted by commas.
    Csv,
    /// A table whose cells are parted by tabs.
    Tsv,
    /// Markdown.
    Markdown,
    /// Markdown, plain text or a web page that this program wrote of reports.
    Export,
    /// Plain text.
    Text,
    /// Compressed by gzip.
    Gzip,
    /// Compressed by another program: bzip2, xz, zstd, 7-Zip or RAR.
    Compressed,
    /// A tar archive.
    Tar,
    /// A zip archive.
    Zip,
    /// An electronic book.
    Epub,
    /// A document of Word since 2007.
    Docx,
    /// Another document of Microsoft Office since 2007.
    OfficeXml,
    /// A document of a free office program.
    OpenDocument,
    /// A document of Microsoft Office before 2007.
    OldOffice,
    /// Rich text.
    Rtf,
    /// A PDF document.
    Pdf,
    /// A document of CNKI.
    Caj,
    /// A scanned document.
    Djvu,
    /// A database.
    Sqlite,
    /// A picture.
    Image,
    /// Bytes that are no text, of a kind that is not known.
    Binary,
}

impl Say for FileType {
    fn say(&self, lang: Lang) -> String {
        let (english, chinese) = match self {
            Self::Json => ("JSON", "JSON"),
            Self::Html => ("a web page (HTML)", "网页（HTML）"),
            Self::Hocr => ("recognized text (hOCR)", "文字识别结果（hOCR）"),
            Self::Feed => ("a feed (RSS or Atom)", "订阅源（RSS 或 Atom）"),
            Self::Opml => ("a list of feeds (OPML)", "订阅列表（OPML）"),
            Self::Alto => ("recognized text (ALTO)", "文字识别结果（ALTO）"),
            Self::Mets => ("the description of a scan (METS)", "扫描件的说明（METS）"),
            Self::PageXml => ("recognized text (PAGE)", "文字识别结果（PAGE）"),
            Self::OcrJson => ("recognized text (JSON)", "文字识别结果（JSON）"),
            Self::Xml => ("XML", "XML"),
            Self::Csv => ("a table (CSV)", "表格（CSV）"),
            Self::Tsv => ("a table (TSV)", "表格（TSV）"),
            Self::Markdown => ("Markdown", "Markdown 文本"),
            Self::Export => ("an export of zhenews", "zhenews 导出的文件"),
            Self::Text => ("plain text", "纯文本"),
            Self::Gzip => ("a compressed file (gzip)", "压缩文件（gzip）"),
            Self::Compressed => ("a compressed file", "压缩文件"),
            Self::Tar => ("an archive (tar)", "归档文件（tar）"),
            Self::Zip => ("an archive (zip)", "压缩包（zip）"),
            Self::Epub => ("an electronic book (EPUB)", "电子书（EPUB）"),
            Self::Docx => ("a Word document", "Word 文档"),
            Self::OfficeXml => ("an Office document", "Office 文档"),
            Self::OpenDocument => ("an OpenDocument file", "OpenDocument 文档"),
            Self::OldOffice => ("an old Office document", "旧版 Office 文档"),
            Self::Rtf => ("rich text (RTF)", "富文本（RTF）"),
            Self::Pdf => ("a PDF document", "PDF 文档"),
            Self::Caj => ("a CNKI document (CAJ)", "知网文档（CAJ）"),
            Self::Djvu => ("a scan (DjVu)", "扫描件（DjVu）"),
            Self::Sqlite => ("a database (SQLite)", "数据库（SQLite）"),
            Self::Image => ("a picture", "图片"),
            Self::Binary => ("no text", "非文本数据"),
        };
        lang.pick(english, chinese).to_owned()
    }
}

impl FileType {
    /// Says how its text gets to the reader. FILE stands for the file.
    pub fn advice(self, lang: Lang) -> &'static str {
        let (english, chinese) = match self {
            Self::Json
            | Self::Csv
            | Self::Tsv
            | Self::Gzip
            | Self::Markdown
            | Self::Export
            | Self::Epub => ("`zhenews FILE` reads it", "`zhenews FILE` 可读"),
            Self::Text | Self::Hocr | Self::Alto | Self::Mets | Self::PageXml | Self::OcrJson => (
                "`zhenews import FILE` takes reports out of page text",
                "`zhenews import FILE` 可从版面文字中整理出报道",
            ),
            Self::Html => (
                "`zhenews import FILE` takes the report out of the page",
                "`zhenews import FILE` 可取出网页中的报道",
            ),
            Self::Feed => (
                "`zhenews add FILE` makes its reports a collection",
                "`zhenews add FILE` 可把其中的报道收为稿库",
            ),
            Self::Opml => (
                "`zhenews add FILE` subscribes to what is in it",
                "`zhenews add FILE` 可添加其中的订阅",
            ),
            Self::Xml => (
                "convert it to JSON with a title and a body for each report",
                "请转换成 JSON，每篇有 title 和 body",
            ),
            Self::Compressed | Self::Tar | Self::Zip => (
                "unpack it and name what is in it",
                "请解开，再指明其中的文件",
            ),
            Self::Docx | Self::OpenDocument | Self::Rtf => (
                "take its text out, as by `pandoc -t plain FILE | zhenews import -`",
                "请取出文字，如 `pandoc -t plain FILE | zhenews import -`",
            ),
            Self::OfficeXml | Self::OldOffice | Self::Caj => (
                "save it as text in its own program, and `zhenews import` that",
                "请用原来的程序另存为文本，再 `zhenews import`",
            ),
            Self::Pdf => (
                "`zhenews FILE` opens it as a newspaper page, `zhenews import FILE -o STORE.json` keeps its reports",
                "`zhenews FILE` 可当作报纸版面打开，`zhenews import FILE -o 稿库.json` 可把报道存下来",
            ),
            Self::Djvu => (
                "take its text out, as by `djvutxt FILE | zhenews import -`",
                "请取出文字，如 `djvutxt FILE | zhenews import -`",
            ),
            Self::Sqlite => (
                "write its table as JSON: `sqlite3 -json FILE 'SELECT * FROM …' | zhenews -`",
                "请把表导出为 JSON：`sqlite3 -json FILE 'SELECT * FROM …' | zhenews -`",
            ),
            Self::Image => (
                "have its text recognized, as by `tesseract FILE - -l chi_sim | zhenews import -`",
                "请先识别文字，如 `tesseract FILE - -l chi_sim | zhenews import -`",
            ),
            Self::Binary => (
                "name a file of JSON, or of text for `zhenews import`",
                "请指明 JSON 文件；文本可用 `zhenews import`",
            ),
        };
        lang.pick(english, chinese)
    }
}

/// The kind that a file seems to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guess {
    /// The kind.
    pub file_type: FileType,
    /// Whether there is no doubt.
    pub is_certain: bool,
}

impl Guess {
    const fn sure(file_type: FileType) -> Self {
        Self {
            file_type,
            is_certain: true,
        }
    }

    const fn thin(file_type: FileType) -> Self {
        Self {
            file_type,
            is_certain: false,
        }
    }
}

/// Says `this is a web page (HTML)`, or that it seems to be one.
impl Say for Guess {
    fn say(&self, lang: Lang) -> String {
        let is = if self.is_certain {
            lang.pick("this is ", "这是")
        } else {
            lang.pick("this seems to be ", "这看来是")
        };
        let file_type = self.file_type.say(lang);
        // Chinese and Latin letters stand apart.
        let space = if is.ends_with('是') && file_type.starts_with(|c: char| c.is_ascii()) {
            " "
        } else {
            ""
        };
        format!("{is}{space}{file_type}")
    }
}

/// Says what a file is that is surely no text to be read as such; `None` where it may be.
pub fn not_plain(beginning: &[u8]) -> Option<Guess> {
    let is_plain = |guess: &Guess| {
        use FileType::{Json, Markdown, Text};
        !guess.is_certain || matches!(guess.file_type, Json | Markdown | Text)
    };
    detect(beginning).filter(|guess| !is_plain(guess))
}

/// Tells what a file is by its beginning; `None` where nothing tells.
pub fn detect(beginning: &[u8]) -> Option<Guess> {
    let known = signature(beginning).map(Guess::sure);
    known.or_else(|| {
        let text = decoded(beginning);
        // A text has none, and one that is damaged has few.
        let zeros = text.contains('\0') && is_binary(&text);
        let binary = zeros.then_some(Guess::sure(FileType::Binary));
        binary.or_else(|| of_text(&text))
    })
}

/// Decodes the beginning of a file as far as its kind is to be told by it.
fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    let bytes = bytes.get(..BEGINNING).unwrap_or(bytes);
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let bytes = bytes.get(mark..).unwrap_or_default();
        return encoding.decode_without_bom_handling(bytes).0;
    }
    let encoding = match std::str::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => return text.into(),
        // Cut within a character.
        Err(error) if error.error_len().is_none() && !bytes.contains(&0) => UTF_8,
        utf8 => match (utf16(bytes), utf8) {
            (Some(encoding), _) => encoding,
            // With a zero here and there.
            (None, Ok(text)) => return text.into(),
            (None, Err(error)) if error.error_len().is_none() => UTF_8,
            // In most texts one of the two stumbles over the other's characters.
            _ if GB18030.decode_without_bom_handling(bytes).1 => BIG5,
            _ => GB18030,
        },
    };
    encoding.decode_without_bom_handling(bytes).0
}

/// Tells UTF-16 without a byte order mark by what most of its units are; `None` where bytes are not that.
pub fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    if is_utf16(bytes, u16::from_le_bytes) {
        Some(UTF_16LE)
    } else if is_utf16(bytes, u16::from_be_bytes) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether bytes without a mark are UTF-16: most pairs of them are Han characters, their punctuation or ASCII.
fn is_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> bool {
    let is_common = |unit: u16| {
        let is_ascii = matches!(unit, 0x09 | 0x0A | 0x0D | 0x20..=0x7E);
        is_ascii
            || matches!(unit, 0x2010..=0x2030 | 0x3000..=0x303F | 0x4E00..=0x9FFF | 0xFF00..=0xFFEF)
    };
    let pairs = bytes.chunks_exact(2);
    let all = pairs.len();
    let common = pairs.filter(|pair| matches!(pair, [a, b] if is_common(unit([*a, *b]))));
    all > 3 && common.count() * 10 > all * 9
}

/// Tells what a text is by its beginning; `None` where nothing tells.
pub fn of_text(text: &str) -> Option<Guess> {
    let beginning = text.get(..text.floor_char_boundary(BEGINNING));
    let text = beginning.unwrap_or_default().trim_start_matches('\u{feff}');
    let text = text.trim_start();
    if text.is_empty() {
        return None;
    }
    if is_binary(text) {
        return Some(Guess::thin(FileType::Binary));
    }
    if export::is_export(text) {
        return Some(Guess::sure(FileType::Export));
    }
    let json = || is_json(text).then(|| Guess::thin(recognized::json(text)));
    markup::markup(text)
        .or_else(|| front_matter::headless(text).map(|_| Guess::thin(FileType::Markdown)))
        .or_else(json)
        .or_else(|| table::table(text))
        .or_else(|| is_markdown(text).then_some(Guess::thin(FileType::Markdown)))
        .or_else(|| is_plain(text).then_some(Guess::thin(FileType::Text)))
}

/// Whether a twentieth of a text are characters that no text has.
fn is_binary(text: &str) -> bool {
    let (mut all, mut wrong) = (0, 0);
    for c in text.chars() {
        all += 1;
        let is_layout = matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{1b}' | '\u{1a}');
        wrong += usize::from(c.is_control() && !is_layout || c == char::REPLACEMENT_CHARACTER);
    }
    wrong > 1 && wrong * 20 > all
}

/// Whether a text seems to be JSON, perhaps with something before it: a bracket and what may follow it, or a name
/// in quotation marks before a colon.
fn is_json(text: &str) -> bool {
    /// How many characters may stand before it by mistake.
    const STRAY: usize = 8;
    let begins = |(at, c): (usize, char)| {
        let rest = text.get(at + 1..).unwrap_or_default().trim_start();
        let next = rest.chars().next();
        match c {
            '{' => next.is_none_or(|next| matches!(next, '"' | '}' | '\'')),
            '[' => next.is_none_or(|next| {
                matches!(next, '"' | '{' | '[' | ']' | '-') || next.is_ascii_digit()
            }),
            _ => false,
        }
    };
    let brackets = text.char_indices().take(STRAY);
    let mut brackets = brackets.filter(|(_, c)| matches!(c, '{' | '['));
    brackets.any(begins) || has_name(text)
}

/// Whether a text has `{"name":` somewhere.
fn has_name(text: &str) -> bool {
    text.match_indices('{').any(|(at, _)| {
        let rest = text.get(at + 1..).unwrap_or_default().trim_start();
        let name = rest.strip_prefix('"').and_then(|rest| rest.split_once('"'));
        name.is_some_and(|(_, after)| after.trim_start().starts_with(':'))
    })
}

/// Whether a text has front matter, or headings among its first lines.
fn is_markdown(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim_end).take(60);
    let first = lines.clone().next();
    let front = first == Some("---")
        && lines
            .clone()
            .skip(1)
            .take_while(|line| *line != "---")
            .any(|line| line.contains(": ") || line.ends_with(':'));
    let is_toml = first == Some("+++") && lines.clone().skip(1).any(|line| line == "+++");
    let is_rule = |line: &str| line.len() > 2 && line.bytes().all(|byte| byte == b'=');
    let is_underlined = lines
        .clone()
        .zip(lines.clone().skip(1))
        .any(|(line, below)| !line.is_empty() && !is_rule(line) && is_rule(below));
    let is_heading = |line: &str| {
        let rest = line.trim_start_matches('#');
        let depth = line.len() - rest.len();
        (1..=6).contains(&depth) && rest.starts_with(' ') && !rest.trim().is_empty()
    };
    let is_bold = |line: &&str| {
        let within = line
            .strip_prefix("**")
            .and_then(|line| line.strip_suffix("**"));
        within.is_some_and(|within| !within.is_empty() && !within.contains(['*', '。']))
    };
    let are_bold =
        first.is_some_and(|first| is_bold(&first)) && lines.clone().filter(is_bold).count() > 1;
    front || is_toml || is_underlined || are_bold || lines.any(is_heading)
}

/// Whether a text is one that people read: more than a word, and mostly letters.
fn is_plain(text: &str) -> bool {
    const LEAST: usize = 8;
    let shown = || text.chars().filter(|c| !c.is_whitespace());
    let letters = shown().filter(|c| c.is_alphanumeric()).count();
    let all = shown().count();
    letters >= LEAST && letters * 2 > all
}

#[cfg(test)]
mod tests;
