//! EPUB books as editions: each document of the book is a report, or each place in one that the contents lead to.
//!
//! The documents are read in the order of the book. What the contents call a report is its headline, and what
//! stands above that in the contents names its page or section. A document that the contents do not name goes on
//! with the report before it, unless it begins with a heading.

mod package;
mod zip;

use std::collections::HashSet;
use std::fmt::Write as _;

use self::package::{Package, Point};
use self::zip::Archive;
use super::super::markup::{self, Rich};
use super::own_markup::{is_own, own_reports};
use super::{LineMap, Masthead, Recast, block, masthead, quoted};
use crate::article::{Block, Published};
use crate::lang::{Bilingual, Say as _};

/// Writes a book as an edition.
///
/// # Errors
///
/// Why the book cannot be read.
pub(in super::super) fn epub(bytes: &[u8]) -> Result<Recast, Bilingual> {
    let archive = Archive::open(bytes).map_err(|error| error.in_both())?;
    let package = Package::read(&archive).map_err(|error| error.in_both())?;
    let mut book = Book {
        package: &package,
        labels: package
            .points
            .iter()
            .map(|point| shown(&point.label))
            .collect(),
        reports: Vec::new(),
    };
    let mut problems = Vec::new();
    for path in &package.documents {
        if package.contents.as_ref() == Some(path) {
            continue;
        }
        match package.document(&archive, path) {
            Ok(text) if is_own(&text) => book.own(&text, &mut problems),
            Ok(text) => book.document(path, &text),
            Err(error) => problems.push(((1, 1), error.in_both())),
        }
    }
    if book.reports.is_empty() {
        // What is wrong with the first document tells why there is nothing.
        let nothing = Bilingual::new(
            "the book has no documents with text in them",
            "书中没有含文字的文档",
        );
        return Err(problems
            .into_iter()
            .next()
            .map_or(nothing, |(_, what)| what));
    }
    let mut text = String::from("{");
    // What this program exported says itself what is known of each report.
    if !book.reports.iter().any(|report| report.own.is_some()) {
        text.push_str(&shared_fields(&package));
    }
    text.push_str("\"articles\":[\n");
    let mut lines = vec![(1, 1)];
    let count = book.reports.len();
    for (at, report) in book.reports.iter().enumerate() {
        // A book has no lines: its reports are counted instead.
        lines.push((at + 2, at + 1));
        text.push_str(&report.record());
        text.push_str(if at + 1 < count { ",\n" } else { "\n" });
    }
    text.push_str("]}\n");
    Ok(Recast {
        text,
        lines: LineMap::new(lines),
        problems,
    })
}

/// Writes what holds for all reports of a book.
fn shared_fields(package: &Package) -> String {
    let mut fields: Vec<(String, String)> = Vec::new();
    let (source, date) = package.first("title").map(named).unwrap_or_default();
    fields.extend(source.map(|source| ("source".to_owned(), quoted(&source))));
    let is_same = |known: &str| Published::parse(known).date == date;
    if let Some(date) = &date
        && !package.first("date").is_some_and(is_same)
    {
        fields.push(("date".to_owned(), quoted(date)));
    }
    let creators = package
        .metadata
        .iter()
        .filter(|(name, _)| name == "creator");
    let creators: Vec<String> = creators.map(|(_, name)| quoted(name)).collect();
    if !creators.is_empty() {
        fields.push(("authors".to_owned(), format!("[{}]", creators.join(","))));
    }
    let others = package.metadata.iter();
    let others = others.filter(|(name, _)| name != "title" && name != "creator");
    for (name, text) in others {
        fields.push((format!("dc:{name}"), quoted(text)));
    }
    let mut head = String::new();
    for (name, value) in fields {
        // A string takes whatever is written to it.
        let _ = write!(head, "{}:{value},", quoted(&name));
    }
    head
}

/// The newspaper and the day that the title of a book names: `河湾早报 2021-03-05`.
fn named(title: &str) -> (Option<String>, Option<String>) {
    let Masthead { source, date, .. } = masthead(title);
    let before = date.as_deref().and_then(|date| title.split_once(date));
    let around = |c: char| c.is_whitespace() || "()（）[]【】-—–_·,，：:".contains(c);
    let before = before.map_or(title, |(before, _)| before.trim_matches(around));
    let source = source.or_else(|| Some(before.to_owned()).filter(|before| !before.is_empty()));
    (source, date.and_then(|date| Published::parse(&date).date))
}

/// The reports of a book.
struct Book<'p> {
    package: &'p Package,
    /// The lines of the contents, without white space.
    labels: HashSet<String>,
    reports: Vec<Report>,
}

#[derive(Debug, Default)]
struct Report {
    title: Option<String>,
    /// The labels above it in the contents.
    above: Vec<String>,
    rich: Rich,
    /// Its record, where this program wrote the book.
    own: Option<String>,
}

impl Book<'_> {
    /// Takes the reports of a document that this program wrote.
    fn own(&mut self, text: &str, problems: &mut Vec<((usize, usize), Bilingual)>) {
        for report in own_reports(text) {
            let number = self.reports.len() + 1;
            problems.extend(report.problem.map(|problem| ((number, 1), problem)));
            self.reports.push(Report {
                own: Some(report.record),
                ..Report::default()
            });
        }
    }

    /// Takes the reports of a document.
    fn document(&mut self, path: &str, text: &str) {
        let points = self.package.points.iter();
        let points: Vec<&Point> = points.filter(|point| point.document == path).collect();
        let body = body_of(text);
        let mut cuts: Vec<(usize, &Point)> = Vec::new();
        for point in &points {
            if let Some(anchor) = &point.anchor
                && let Some(at) = place_of(body, anchor)
            {
                cuts.push((at, point));
            }
        }
        cuts.sort_by_key(|(at, _)| *at);
        let own = |point: &&&Point| cuts.iter().all(|(_, cut)| !std::ptr::eq(*cut, **point));
        // Of several lines that lead to a whole document the last is the most exact.
        let whole = points.iter().rfind(own).copied();
        let first = cuts.first().map_or(body.len(), |(at, _)| *at);
        let beginning = body.get(..first).unwrap_or_default();
        if points.is_empty() {
            self.unnamed(text, beginning);
        } else {
            self.named(whole, beginning);
        }
        let ends = cuts.iter().skip(1).map(|(at, _)| *at).chain([body.len()]);
        for ((start, point), end) in cuts.iter().zip(ends) {
            self.named(Some(point), body.get(*start..end).unwrap_or_default());
        }
    }

    /// Takes what a line of the contents leads to, unless it only repeats what the contents say.
    fn named(&mut self, point: Option<&Point>, html: &str) {
        let mut rich = read(html);
        let is_label = |block: &Block| self.labels.contains(&shown(block.text()));
        let is_known = rich.blocks.iter().all(is_label) && rich.images.is_empty();
        let is_alone = rich.blocks.len() == 1 && point.is_some_and(|point| !point.is_group);
        if is_known && !is_alone {
            return;
        }
        let title = point
            .map(|point| point.label.clone())
            .filter(|label| !label.is_empty());
        if let (Some(title), Some(first)) = (&title, rich.blocks.first())
            && same(title, first.text())
        {
            rich.blocks.remove(0);
        }
        self.reports.push(Report {
            title,
            above: point.map(|point| point.above.clone()).unwrap_or_default(),
            rich,
            own: None,
        });
    }

    /// Takes a document that no line of the contents leads to.
    fn unnamed(&mut self, text: &str, html: &str) {
        let mut rich = read(html);
        if rich.blocks.is_empty() && rich.images.is_empty() {
            return;
        }
        let is_label = |block: &Block| self.labels.contains(&shown(block.text()));
        if !rich.blocks.is_empty() && rich.blocks.iter().all(is_label) {
            return;
        }
        let heading = match rich.blocks.first() {
            Some(Block::Subhead { subhead }) => Some(subhead.clone()),
            _ => None,
        };
        if heading.is_some() {
            rich.blocks.remove(0);
        } else if let Some(last) = self.reports.last_mut()
            && !self.package.points.is_empty()
        {
            last.rich.blocks.append(&mut rich.blocks);
            last.rich.images.append(&mut rich.images);
            last.rich.links.append(&mut rich.links);
            return;
        }
        let title = heading.or_else(|| {
            let title = title_of(text)?;
            let is_book = self
                .package
                .first("title")
                .is_some_and(|book| same(book, &title));
            Some(title).filter(|_| !is_book)
        });
        self.reports.push(Report {
            title,
            above: Vec::new(),
            rich,
            own: None,
        });
    }
}

impl Report {
    /// Writes it as a record on one line.
    fn record(&self) -> String {
        if let Some(own) = &self.own {
            return own.clone();
        }
        let mut fields = Vec::new();
        fields.extend(
            self.title
                .as_ref()
                .map(|title| format!("\"title\":{}", quoted(title))),
        );
        let (mut page, mut section) = (None, None);
        for label in &self.above {
            match page_and_section(label) {
                (Some(of), name) if page.is_none() => {
                    page = Some(of);
                    section = Some(name).filter(|name| !name.is_empty()).or(section);
                }
                _ => section = Some(&**label),
            }
        }
        for (name, value) in [("page", page), ("section", section)] {
            fields.extend(value.map(|value| format!("\"{name}\":{}", quoted(value))));
        }
        let blocks: Vec<String> = self.rich.blocks.iter().map(block).collect();
        fields.push(format!("\"body\":[{}]", blocks.join(",")));
        let images = self.rich.images.iter();
        let images: Vec<String> = images
            .filter_map(|image| serde_json::to_string(image).ok())
            .collect();
        if !images.is_empty() {
            fields.push(format!("\"images\":[{}]", images.join(",")));
        }
        let links: Vec<String> = self.rich.links.iter().map(|link| quoted(link)).collect();
        if !links.is_empty() {
            fields.push(format!("\"links\":[{}]", links.join(",")));
        }
        format!("{{{}}}", fields.join(","))
    }
}

/// Splits a line of the contents above reports into a page and its name: 第1版 头版.
fn page_and_section(label: &str) -> (Option<&str>, &str) {
    let Some((before, behind)) = label.split_once('版') else {
        return (None, label);
    };
    let is_page = before.starts_with('第') || before.contains(|c: char| c.is_ascii_digit());
    if !is_page || behind.starts_with(['本', '权', '權']) {
        return (None, label);
    }
    let page = label.get(..before.len() + '版'.len_utf8());
    (page, behind.trim_matches([' ', '\u{3000}', '：', ':', '·']))
}

fn read(html: &str) -> Rich {
    markup::rich(html).unwrap_or_else(|| {
        let text = html.trim();
        let paragraph = || Block::Paragraph(text.to_owned());
        Rich {
            blocks: (!text.is_empty()).then(paragraph).into_iter().collect(),
            ..Rich::default()
        }
    })
}

/// Whether two lines are the same but for white space.
fn same(a: &str, b: &str) -> bool {
    shown(a) == shown(b)
}

/// A line without white space.
fn shown(line: &str) -> String {
    line.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Returns what stands in the body of a document.
fn body_of(text: &str) -> &str {
    let start = text.find("<body").or_else(|| text.find("<BODY"));
    let body = start.and_then(|at| text.get(at..)).unwrap_or(text);
    let end = body.rfind("</body").or_else(|| body.rfind("</BODY"));
    end.and_then(|end| body.get(..end)).unwrap_or(body)
}

/// Returns the title in the head of a document.
fn title_of(text: &str) -> Option<String> {
    let (_, rest) = text.split_once("<title")?;
    let (_, rest) = rest.split_once('>')?;
    let (title, _) = rest.split_once("</title")?;
    let title = markup::unescaped(title).unwrap_or_else(|| title.to_owned());
    let title = title.trim();
    (!title.is_empty()).then(|| title.to_owned())
}

/// Returns where the element begins that has a name for a place.
fn place_of(text: &str, anchor: &str) -> Option<usize> {
    ['"', '\''].into_iter().find_map(|quote| {
        let quoted = format!("{quote}{anchor}{quote}");
        let mut found = text.match_indices(&quoted);
        found.find_map(|(at, _)| {
            let before = text.get(..at)?;
            let name = before.trim_end().strip_suffix('=')?.trim_end();
            let before_name = name
                .strip_suffix("id")
                .or_else(|| name.strip_suffix("name"))?;
            before_name.ends_with(char::is_whitespace).then_some(())?;
            before.rfind('<')
        })
    })
}

#[cfg(test)]
mod tests;
