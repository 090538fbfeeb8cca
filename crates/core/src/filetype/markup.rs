//! HTML and XML, told by the root element.

use super::{FileType, Guess};

/// Elements of web pages that fragments begin with.
const HTML: [&str; 20] = [
    "html", "head", "body", "div", "p", "article", "section", "main", "span", "table", "ul", "ol",
    "h1", "h2", "h3", "center", "font", "meta", "script", "title",
];

/// Root elements of XML that have a kind of their own.
const ROOTS: [(&str, FileType); 7] = [
    ("rss", FileType::Feed),
    ("feed", FileType::Feed),
    ("rdf", FileType::Feed),
    ("opml", FileType::Opml),
    ("alto", FileType::Alto),
    ("mets", FileType::Mets),
    ("pcgts", FileType::PageXml),
];

/// Tells a text of markup.
pub(super) fn markup(text: &str) -> Option<Guess> {
    if !text.starts_with('<') {
        return None;
    }
    let is_declared = starts(text, "<?xml");
    let (root, is_doctype) = root(text);
    let root = root.to_lowercase();
    let name = root.rsplit(':').next().unwrap_or_default();
    if is_doctype || name == "html" {
        return Some(Guess::sure(page(text)));
    }
    let known = ROOTS.iter().find(|(known, _)| *known == name);
    let is_closed = || text.contains(&format!("</{root}")) || text.contains("/>");
    match known {
        Some((_, file_type)) if is_declared || text.contains("xmlns") || name == "rss" => {
            Some(Guess::sure(*file_type))
        }
        Some((_, file_type)) => Some(Guess::thin(*file_type)),
        None if is_declared => Some(Guess::sure(FileType::Xml)),
        None if HTML.contains(&name) => Some(Guess::thin(page(text))),
        None if !name.is_empty() && is_closed() => Some(Guess::thin(FileType::Xml)),
        None => None,
    }
}

fn page(text: &str) -> FileType {
    if text.contains("ocr_page") || text.contains("ocr-system") {
        FileType::Hocr
    } else {
        FileType::Html
    }
}

/// Whether a text begins with ASCII letters, small or large.
fn starts(text: &str, with: &str) -> bool {
    let beginning = text.get(..with.len());
    beginning.is_some_and(|beginning| beginning.eq_ignore_ascii_case(with))
}

/// Returns what follows a document type that declares entities or elements between brackets.
fn behind_subset(text: &str) -> Option<&str> {
    let declared = text.strip_prefix("<!")?;
    let (name, rest) = declared.split_at_checked(declared.find(['[', '>'])?)?;
    let subset = rest.strip_prefix('[').filter(|_| !name.contains("--"))?;
    let (_, behind) = subset.split_once(']')?;
    behind.trim_start().strip_prefix('>')
}

/// Returns the name of the first element, behind declarations and comments, and whether HTML is declared.
fn root(mut text: &str) -> (&str, bool) {
    loop {
        text = text.trim_start();
        let end = if starts(text, "<!doctype html") {
            return ("html", true);
        } else if text.starts_with("<!--") {
            "-->"
        } else if text.starts_with("<?") {
            "?>"
        } else if let Some(declared) = behind_subset(text) {
            text = declared;
            continue;
        } else if text.starts_with("<!") {
            ">"
        } else {
            break;
        };
        match text.split_once(end) {
            Some((_, rest)) => text = rest,
            None => return ("", false),
        }
    }
    let name = text.strip_prefix('<').unwrap_or_default();
    let end = name.find(|c: char| !(c.is_alphanumeric() || matches!(c, ':' | '-' | '_' | '.')));
    let name = end.and_then(|end| name.get(..end)).unwrap_or_default();
    (name, false)
}
