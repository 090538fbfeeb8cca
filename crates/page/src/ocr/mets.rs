//! METS: the description of a scanned issue. It names files of ALTO, and says which of their blocks or words are
//! one article: by blocks below each article, or by links from articles to areas of pages.

mod articles;
mod assign;

use std::collections::HashMap;

use roxmltree::{Document, Node};

use self::articles::Articles;
use super::alto::AltoPage;
use super::xml::{attribute, is};
use super::{Beside, Fault, Scan, alto, decode, page_xml, xml};
use crate::filetype::{self, FileType};

/// Reads an issue, with the files that it names.
pub(super) fn read(text: &str, beside: Beside<'_>) -> Result<Scan, Fault> {
    let document = xml::parse(text)?;
    let descriptions = descriptions(&document);
    let articles = Articles::of(&document);
    let mut scan = Scan::default();
    describe_issue(&document, &descriptions, &mut scan);
    let mut pages = Vec::new();
    for file in files(&document, &articles) {
        let name = file.name;
        let bytes = read_file(name, beside)?;
        let found = text_of_page(&bytes)?;
        pages.extend(
            found
                .into_iter()
                .take(1)
                .map(|alto| (file.id.to_owned(), file.number.clone(), alto)),
        );
    }
    scan.pages = assign::pages(pages, &articles, &descriptions);
    Ok(scan)
}

/// Reads a page's text, which is ALTO or PAGE.
fn text_of_page(bytes: &[u8]) -> Result<Vec<AltoPage>, Fault> {
    let text = decode::decode(bytes);
    let is_page_xml =
        filetype::detect(bytes).is_some_and(|guess| guess.file_type == FileType::PageXml);
    if !is_page_xml {
        return alto::read(&text);
    }
    let pages = page_xml::read(&text)?.into_iter();
    Ok(pages.map(AltoPage::of).collect())
}

/// What a description says.
#[derive(Debug, Default)]
struct Description {
    title: Option<String>,
    day: Option<String>,
}

/// Reads the descriptions of a file, by their ids.
fn descriptions<'a>(document: &'a Document<'_>) -> HashMap<&'a str, Description> {
    let sections = document.descendants().filter(|node| is(*node, "dmdSec"));
    let described = sections.filter_map(|section| {
        let id = attribute(section, "ID")?;
        let text = |name: &str| {
            let found = section.descendants().find(|node| is(*node, name))?;
            let text = found.text()?.trim();
            (!text.is_empty()).then(|| text.to_owned())
        };
        let day = text("dateIssued").or_else(|| text("date"));
        let title = text("title");
        Some((id, Description { title, day }))
    });
    described.collect()
}

/// Takes the newspaper and the day from the description that has a day.
fn describe_issue(
    document: &Document<'_>,
    descriptions: &HashMap<&str, Description>,
    scan: &mut Scan,
) {
    let parts = document.descendants().filter(|node| is(*node, "div"));
    let mut named = parts.filter_map(|part| descriptions.get(attribute(part, "DMDID")?));
    if let Some(issue) = named.find(|description| description.day.is_some()) {
        scan.published.clone_from(&issue.day);
        scan.source.clone_from(&issue.title);
    }
}

/// A file of a page's text.
struct File<'a> {
    id: &'a str,
    name: &'a str,
    /// The number of its page.
    number: Option<String>,
}

/// Finds the files that hold what articles point at, and those that are named beside them.
fn files<'a>(document: &'a Document<'_>, articles: &Articles<'_>) -> Vec<File<'a>> {
    let numbers = numbers(document);
    let all = document.descendants().filter(|node| is(*node, "file"));
    let all = all.filter_map(|node| {
        let location = node.children().find(|child| is(*child, "FLocat"))?;
        Some((node, attribute(node, "ID")?, attribute(location, "href")?))
    });
    let all: Vec<(Node<'_, '_>, &str, &str)> = all.collect();
    let is_pointed_at = |id: &str| articles.files.contains(id);
    // Each step of recognition has a group, the last of which has the text.
    let steps = all.iter().rev().find(|(node, ..)| is_page_xml(*node));
    let last_step = steps.and_then(|(node, ..)| node.parent());
    let groups = all.iter().filter(|(_, id, _)| is_pointed_at(id));
    let groups: Vec<_> = groups.filter_map(|(node, ..)| node.parent()).collect();
    let is_text = |node: &Node<'_, '_>, name: &str| {
        let group = node.parent();
        let is_alto = group
            .and_then(|group| attribute(group, "USE"))
            .is_some_and(|named| {
                let named = named.to_ascii_lowercase();
                named.contains("alto") || named.contains("text") || named.contains("fulltext")
            });
        let is_beside = group.is_some_and(|group| groups.contains(&group));
        if let Some(last) = last_step {
            return group == Some(last) && is_page_xml(*node);
        }
        let is_xml = name.to_ascii_lowercase().ends_with(".xml");
        is_xml && (is_beside || groups.is_empty() && is_alto)
    };
    let texts = all
        .iter()
        .filter(|(node, id, name)| is_pointed_at(id) || is_text(node, name));
    let texts = texts.map(|(_, id, name)| File {
        id,
        name,
        number: numbers.get(id).cloned(),
    });
    texts.collect()
}

/// Whether a file is said to be PAGE XML.
fn is_page_xml(file: Node<'_, '_>) -> bool {
    attribute(file, "MIMETYPE").is_some_and(|named| named.contains("prima.page"))
}

/// Returns the numbers of pages, by the files that are theirs.
fn numbers<'a>(document: &'a Document<'_>) -> HashMap<&'a str, String> {
    let mut numbers = HashMap::new();
    let parts = document.descendants().filter(|node| is(*node, "div"));
    for part in parts {
        let kind = attribute(part, "TYPE").unwrap_or_default();
        if !kind.eq_ignore_ascii_case("page") {
            continue;
        }
        let number = attribute(part, "ORDERLABEL").or_else(|| attribute(part, "ORDER"));
        let Some(number) = number.filter(|number| !number.trim().is_empty()) else {
            continue;
        };
        let pointers = part.children().filter(|child| is(*child, "fptr"));
        let areas = pointers.clone().flat_map(|pointer| pointer.descendants());
        let files = pointers
            .chain(areas)
            .filter_map(|node| attribute(node, "FILEID"));
        for file in files {
            numbers
                .entry(file)
                .or_insert_with(|| number.trim().to_owned());
        }
    }
    numbers
}

/// Reads a file that is named by an address: it is sought below the folder of the one that names it, and no higher.
fn read_file(address: &str, beside: Beside<'_>) -> Result<Vec<u8>, Fault> {
    let path = address.strip_prefix("file://").unwrap_or(address);
    let path = unescape(path);
    let steps = path.split(['/', '\\']);
    let steps = steps
        .filter(|step| !step.is_empty() && *step != "." && *step != ".." && !step.ends_with(':'));
    let steps: Vec<&str> = steps.collect();
    // Where the files were copied beside one another, their folders are gone.
    let mut first = None;
    for from in 0..steps.len() {
        let relative = steps.get(from..).unwrap_or_default().join("/");
        match beside(&relative) {
            Ok(bytes) => return Ok(bytes),
            Err(error) => first = first.or(Some((relative, error))),
        }
    }
    let missing = || (address.to_owned(), std::io::ErrorKind::NotFound.into());
    let (name, error) = first.unwrap_or_else(missing);
    Err(Fault::Beside(name, error))
}

/// Replaces `%20` and the like.
fn unescape(address: &str) -> String {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.bytes();
    while let Some(byte) = rest.next() {
        let digits = rest
            .clone()
            .take(2)
            .map(|digit| char::from(digit).to_digit(16));
        let digits: Option<Vec<u32>> = digits.collect();
        match digits.as_deref() {
            Some([high, low]) if byte == b'%' => {
                bytes.push((high * 16 + low) as u8);
                rest.nth(1);
            }
            _ => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
