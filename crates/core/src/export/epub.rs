//! A book (EPUB 3): a document for each report, and before them the contents, which say what was asked as well.
//!
//! The same reports give the same bytes: nothing in a book says when it was made. It is as old as its newest report,
//! and its identifier is made of what it holds.

mod zip;

use std::io::{self, Write};

use self::zip::Zip;
use super::contents::{Contents, headline};
use super::markup::{self, escaped, language};
use super::{Head, Notes};
use crate::article::Article;
use crate::document::Document;
use crate::text::conversion::Script;

/// How many reports a book has at most: an ordinary zip archive has no more than 65,535 parts.
pub(super) const MOST: usize = 65_000;

/// How old a book is of which no report has a date: as old as files in zip archives can be.
const OLDEST: &str = "1980-01-01T00:00:00Z";

const CONTAINER: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"#;

/// A book on its way.
#[derive(Debug)]
pub(super) struct Book<W> {
    zip: Zip<W>,
    contents: Contents,
}

impl<W: Write> Book<W> {
    /// Begins a book.
    pub(super) fn begin(out: W) -> io::Result<Self> {
        let mut zip = Zip::new(out);
        zip.store("mimetype", b"application/epub+zip")?;
        zip.deflate("META-INF/container.xml", CONTAINER.as_bytes())?;
        zip.deflate("EPUB/style.css", markup::STYLE.as_bytes())?;
        Ok(Self {
            zip,
            contents: Contents::default(),
        })
    }

    /// Writes a report.
    pub(super) fn report(&mut self, article: &Article, notes: &Notes) -> io::Result<()> {
        let document = Document::new(article);
        let script = Script::of(document.text());
        let mut text = Vec::new();
        document_head(&mut text, script, &headline(article))?;
        markup::report(&mut text, article, &document, notes, "", 1)?;
        writeln!(text, "</body>\n</html>")?;
        let name = format!("EPUB/{}", file(self.contents.len()));
        self.zip.deflate(&name, &text)?;
        self.contents.add(article, &document, notes);
        Ok(())
    }

    /// Writes the contents and the package, and returns what the book was written to.
    pub(super) fn finish(mut self, head: &Head) -> io::Result<W> {
        let title = self.contents.title(head);
        let mut text = Vec::new();
        self.navigation(&mut text, head, &title)?;
        self.zip.deflate("EPUB/nav.xhtml", &text)?;
        text.clear();
        self.package(&mut text, head, &title)?;
        self.zip.deflate("EPUB/package.opf", &text)?;
        self.zip.finish()
    }

    fn navigation(&self, out: &mut impl Write, head: &Head, title: &str) -> io::Result<()> {
        document_head(out, self.contents.script(), title)?;
        writeln!(out, "<h1>{}</h1>", escaped(title))?;
        let heading = self.contents.pick(["目录", "目錄"]);
        writeln!(out, "<nav epub:type=\"toc\">\n<h2>{heading}</h2>")?;
        if self.contents.len() > 0 {
            self.contents.lists(out, file)?;
        } else {
            writeln!(out, "<ol><li><a href=\"nav.xhtml\">{heading}</a></li></ol>")?;
        }
        writeln!(out, "</nav>")?;
        markup::about(out, head, |name| name != "exported")?;
        writeln!(out, "</body>\n</html>")
    }

    fn package(&self, out: &mut impl Write, head: &Head, title: &str) -> io::Result<()> {
        let language = language(self.contents.script());
        let newest = head.modified.as_deref().or(self.contents.newest());
        let modified = newest.unwrap_or(OLDEST);
        let uuid = self.contents.uuid(title);
        let title = escaped(title);
        write!(
            out,
            r#"<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="{language}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:{uuid}</dc:identifier>
<dc:title>{title}</dc:title>
<dc:language>{language}</dc:language>
<meta property="dcterms:modified">{modified}</meta>
<meta name="generator" content="zhenews {}"/>
"#,
            head.zhenews
        )?;
        for source in self.contents.sources() {
            writeln!(out, "<dc:source>{}</dc:source>", escaped(source))?;
        }
        writeln!(out, "</metadata>\n<manifest>")?;
        writeln!(
            out,
            r#"<item id="style" href="style.css" media-type="text/css"/>"#
        )?;
        writeln!(
            out,
            r#"<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>"#
        )?;
        for at in 0..self.contents.len() {
            let file = file(at);
            writeln!(
                out,
                r#"<item id="r{at}" href="{file}" media-type="application/xhtml+xml"/>"#
            )?;
        }
        writeln!(out, "</manifest>\n<spine>\n<itemref idref=\"nav\"/>")?;
        for at in 0..self.contents.len() {
            writeln!(out, "<itemref idref=\"r{at}\"/>")?;
        }
        writeln!(out, "</spine>\n</package>")
    }
}

/// The file of a report, by its place in the order.
fn file(at: usize) -> String {
    format!("report-{}.xhtml", at + 1)
}

/// Begins a document of the book.
fn document_head(out: &mut impl Write, script: Option<Script>, title: &str) -> io::Result<()> {
    let (language, title) = (language(script), escaped(title));
    writeln!(
        out,
        r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{language}" xml:lang="{language}">
<head>
<title>{title}</title>
<link rel="stylesheet" type="text/css" href="style.css"/>
</head>
<body>"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Published;

    fn book() -> Book<Vec<u8>> {
        let mut book = Book::begin(Vec::new()).unwrap();
        for title in ["大雪&封路", "古橋重開"] {
            let article = Article {
                title: Some(title.to_owned()),
                source: Some("晨报".to_owned()),
                published: Some(Published::parse("2019-11-25")),
                ..Article::default()
            };
            let notes = Notes {
                place: None,
                sha256: String::new(),
                citation: None,
            };
            book.report(&article, &notes).unwrap();
        }
        book
    }

    fn text(write: impl Fn(&mut Vec<u8>) -> io::Result<()>) -> String {
        let mut out = Vec::new();
        write(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_contents_lead_to_each_report_and_say_no_time() {
        let head = Head {
            exported: "2026-11-25T22:30:00+08:00".to_owned(),
            zhenews: "0.1.0",
            reports: 2,
            ..Head::default()
        };
        let nav = text(|out| book().navigation(out, &head, "晨报 2019-11-25"));
        let (_, body) = nav.split_once("<body>\n").unwrap();
        let expected = r#"<h1>晨报 2019-11-25</h1>
<nav epub:type="toc">
<h2>目录</h2>
<ol>
<li><a href="report-1.xhtml">大雪&amp;封路</a></li>
<li><a href="report-2.xhtml">古橋重開</a></li>
</ol>
</nav>
<dl>
<dt>zhenews</dt><dd>0.1.0</dd>
<dt>reports</dt><dd>2</dd>
</dl>
</body>
</html>
"#;
        assert_eq!(body, expected);
    }

    #[test]
    fn the_package_lists_every_document_in_order() {
        let package = |modified: Option<&str>| {
            let head = Head {
                modified: modified.map(str::to_owned),
                ..Head::default()
            };
            text(|out| book().package(out, &head, "晨报"))
        };
        let own = package(None);
        for part in [
            "<dc:title>晨报</dc:title>\n<dc:language>zh-Hans</dc:language>\n",
            "<meta property=\"dcterms:modified\">2019-11-25T00:00:00Z</meta>",
            "<dc:source>晨报</dc:source>\n</metadata>",
            "<spine>\n<itemref idref=\"nav\"/>\n<itemref idref=\"r0\"/>\n<itemref idref=\"r1\"/>\n</spine>",
        ] {
            assert!(own.contains(part), "{part} in {own}");
        }
        assert_eq!(own.matches("<item id=").count(), 4, "{own}");
        let changed = package(Some("2026-11-25T14:30:00Z"));
        assert!(
            changed.contains(">2026-11-25T14:30:00Z</meta>"),
            "{changed}"
        );
    }
}
