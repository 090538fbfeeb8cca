//! What the package of a book says: its title and date, the order of its documents, and where its contents lead.

use roxmltree::{Document, Node, ParsingOptions};

use super::zip::{Archive, Broken};
use crate::store::decode::decode;

/// How deep contents are nested at most.
const DEEPEST: usize = 16;

/// A book as its package describes it.
#[derive(Debug, Default)]
pub(super) struct Package {
    /// The elements of Dublin Core, by their names without a prefix.
    pub(super) metadata: Vec<(String, String)>,
    /// The paths of the documents in their order.
    pub(super) documents: Vec<String>,
    /// The contents, in their order.
    pub(super) points: Vec<Point>,
    /// The document that holds the contents.
    pub(super) contents: Option<String>,
    /// The paths of what is encrypted.
    encrypted: Vec<String>,
}

/// A line of the contents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) label: String,
    /// The document that it leads to, and the place in it.
    pub(super) document: String,
    pub(super) anchor: Option<String>,
    /// The labels of the lines that it stands below.
    pub(super) above: Vec<String>,
    /// Whether lines stand below it.
    pub(super) is_group: bool,
}

impl Package {
    /// Reads the package of a book.
    pub(super) fn read(archive: &Archive) -> Result<Self, Broken> {
        const CONTAINER: &str = "META-INF/container.xml";
        let damaged = |name: &str| Broken::Damaged(name.to_owned());
        let container = xml(archive, CONTAINER)?;
        let container = parse(&container).ok_or_else(|| damaged(CONTAINER))?;
        let path = elements(container.root(), "rootfile")
            .find_map(|file| Some(resolved("", file.attribute("full-path")?).0))
            .ok_or_else(|| damaged(CONTAINER))?;
        let text = xml(archive, &path)?;
        let document = parse(&text).ok_or_else(|| damaged(&path))?;
        let mut package = Self {
            encrypted: encrypted(archive),
            ..Self::default()
        };
        let metadata = elements(document.root(), "metadata").flat_map(|node| node.descendants());
        for node in metadata.filter(|node| node.tag_name().namespace() == Some(DUBLIN_CORE)) {
            let text = text_of(node);
            if !text.is_empty() {
                let name = node.tag_name().name().to_owned();
                package.metadata.push((name, text));
            }
        }
        let items: Vec<Item> = elements(document.root(), "item")
            .filter_map(|node| Item::of(node, &path))
            .collect();
        let spine = elements(document.root(), "itemref");
        for reference in spine.filter_map(|node| node.attribute("idref")) {
            let item = items.iter().find(|item| item.id == reference);
            let is_new = |item: &&Item| !package.documents.contains(&item.path);
            if let Some(item) = item.filter(|item| item.is_text()).filter(is_new) {
                package.documents.push(item.path.clone());
            }
        }
        package.read_contents(archive, &items);
        Ok(package)
    }

    /// Reads the contents: those of EPUB 3, or where there are none those of EPUB 2.
    fn read_contents(&mut self, archive: &Archive, items: &[Item]) {
        let is_nav = |item: &&Item| item.properties.split_whitespace().any(|one| one == "nav");
        let is_ncx = |item: &&Item| item.media_type == "application/x-dtbncx+xml";
        if let Some(item) = items.iter().find(is_nav) {
            self.contents = Some(item.path.clone());
            if let Ok(text) = xml(archive, &item.path)
                && let Some(document) = parse(&text)
            {
                self.points = navigation(&document, &item.path);
            }
        }
        if self.points.is_empty()
            && let Some(item) = items.iter().find(is_ncx)
            && let Ok(text) = xml(archive, &item.path)
            && let Some(document) = parse(&text)
        {
            for map in elements(document.root(), "navMap") {
                ncx(map, &item.path, &mut Vec::new(), &mut self.points);
            }
        }
    }

    /// Reads a document of the book as text.
    pub(super) fn document(&self, archive: &Archive, path: &str) -> Result<String, Broken> {
        if self.encrypted.iter().any(|encrypted| encrypted == path) {
            return Err(Broken::Encrypted(path.to_owned()));
        }
        xml(archive, path)
    }

    /// Returns the first element of Dublin Core of a name.
    pub(super) fn first(&self, name: &str) -> Option<&str> {
        let found = self.metadata.iter().find(|(known, _)| known == name);
        found.map(|(_, text)| text.as_str())
    }
}

const DUBLIN_CORE: &str = "http://purl.org/dc/elements/1.1/";

/// A file that a book lists.
struct Item {
    id: String,
    path: String,
    media_type: String,
    properties: String,
}

impl Item {
    fn of(node: Node, package: &str) -> Option<Self> {
        let attribute = |name| node.attribute(name).unwrap_or_default().to_owned();
        Some(Self {
            id: node.attribute("id")?.to_owned(),
            path: resolved(package, node.attribute("href")?).0,
            media_type: attribute("media-type"),
            properties: attribute("properties"),
        })
    }

    fn is_text(&self) -> bool {
        self.media_type.contains("html") || self.media_type.contains("dtbook")
    }
}

/// Reads the part of a book that is XML.
fn xml(archive: &Archive, name: &str) -> Result<String, Broken> {
    let bytes = archive.read(name)?;
    let decoded = decode(&bytes).map_err(|_| Broken::Damaged(name.to_owned()))?;
    Ok(decoded.text.into_owned())
}

fn parse(text: &str) -> Option<Document<'_>> {
    let options = ParsingOptions {
        allow_dtd: true,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(text, options).ok()
}

fn elements<'a, 'i: 'a>(
    node: Node<'a, 'i>,
    name: &'static str,
) -> impl Iterator<Item = Node<'a, 'i>> {
    let all = node.descendants();
    all.filter(move |node| node.is_element() && node.tag_name().name() == name)
}

/// The text within an element, on one line.
fn text_of(node: Node) -> String {
    let texts = node
        .descendants()
        .filter_map(|node| node.text().filter(|_| node.is_text()));
    let text: String = texts.collect();
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

/// Reads the contents of EPUB 3.
fn navigation(document: &Document, path: &str) -> Vec<Point> {
    let navs: Vec<Node> = elements(document.root(), "nav").collect();
    let is_toc = |node: &&Node| {
        let types = node
            .attributes()
            .find(|attribute| attribute.name() == "type");
        types.is_some_and(|types| types.value().split_whitespace().any(|one| one == "toc"))
    };
    let nav = navs.iter().find(is_toc).or_else(|| navs.first());
    let mut points = Vec::new();
    if let Some(nav) = nav {
        for list in nav.children().filter(|node| node.has_tag_name_of("ol")) {
            listed(list, path, &mut Vec::new(), &mut points);
        }
    }
    points
}

trait HasTagName {
    fn has_tag_name_of(&self, name: &str) -> bool;
}

impl HasTagName for Node<'_, '_> {
    /// Whether it is an element of a name, in whatever namespace.
    fn has_tag_name_of(&self, name: &str) -> bool {
        self.is_element() && self.tag_name().name() == name
    }
}

/// Reads a list of contents and those within it.
fn listed(list: Node, path: &str, above: &mut Vec<String>, points: &mut Vec<Point>) {
    if above.len() > DEEPEST {
        return;
    }
    for item in list.children().filter(|node| node.has_tag_name_of("li")) {
        let head = item
            .children()
            .find(|node| node.has_tag_name_of("a") || node.has_tag_name_of("span"));
        let label = head.map(text_of).unwrap_or_default();
        let below = item.children().find(|node| node.has_tag_name_of("ol"));
        let address = head.and_then(|head| head.attribute("href"));
        push(points, path, label.clone(), address, above, below.is_some());
        if let Some(below) = below {
            above.push(label);
            listed(below, path, above, points);
            above.pop();
        }
    }
}

/// Reads the contents of EPUB 2.
fn ncx(map: Node, path: &str, above: &mut Vec<String>, points: &mut Vec<Point>) {
    if above.len() > DEEPEST {
        return;
    }
    for item in map
        .children()
        .filter(|node| node.has_tag_name_of("navPoint"))
    {
        let part = |name: &str| item.children().find(|node| node.has_tag_name_of(name));
        let label = part("navLabel").map(text_of).unwrap_or_default();
        let address = part("content").and_then(|content| content.attribute("src"));
        let is_group = part("navPoint").is_some();
        push(points, path, label.clone(), address, above, is_group);
        above.push(label);
        ncx(item, path, above, points);
        above.pop();
    }
}

fn push(
    points: &mut Vec<Point>,
    path: &str,
    label: String,
    address: Option<&str>,
    above: &[String],
    is_group: bool,
) {
    let (document, anchor) = address
        .map(|address| resolved(path, address))
        .unwrap_or_default();
    points.push(Point {
        label,
        document,
        anchor,
        above: above.to_vec(),
        is_group,
    });
}

/// Returns the paths of what is encrypted, fonts among them.
fn encrypted(archive: &Archive) -> Vec<String> {
    let Ok(text) = xml(archive, "META-INF/encryption.xml") else {
        return Vec::new();
    };
    let Some(document) = parse(&text) else {
        return Vec::new();
    };
    let references = elements(document.root(), "CipherReference");
    let paths = references.filter_map(|node| Some(resolved("", node.attribute("URI")?).0));
    paths.collect()
}

/// Returns where an address leads that stands in a file of the book: a path, and a place in it.
fn resolved(from: &str, address: &str) -> (String, Option<String>) {
    let (path, anchor) = address.split_once('#').unwrap_or((address, ""));
    let anchor = Some(unescaped(anchor)).filter(|anchor| !anchor.is_empty());
    if path.is_empty() {
        return (from.to_owned(), anchor);
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    let path = unescaped(path);
    if path.starts_with('/') {
        parts.clear();
    }
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    (parts.join("/"), anchor)
}

/// Replaces `%E7` and the like.
fn unescaped(address: &str) -> String {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after
            .get(..2)
            .and_then(|code| std::str::from_utf8(code).ok());
        let code = code.and_then(|code| u8::from_str_radix(code, 16).ok());
        rest = if let Some(byte) = code.filter(|_| *first == b'%') {
            bytes.push(byte);
            after.get(2..).unwrap_or_default()
        } else {
            bytes.push(*first);
            after
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_from_the_file_that_they_stand_in() {
        for (from, address, path, anchor) in [
            ("OEBPS/nav.xhtml", "a.xhtml#s1", "OEBPS/a.xhtml", Some("s1")),
            (
                "OEBPS/toc/nav.xhtml",
                "../text/%E7%94%B2.xhtml",
                "OEBPS/text/甲.xhtml",
                None,
            ),
            ("a.xhtml", "#x", "a.xhtml", Some("x")),
            ("OEBPS/a.opf", "/b.xhtml", "b.xhtml", None),
            ("a.opf", "100%.xhtml", "100%.xhtml", None),
        ] {
            let expected = (path.to_owned(), anchor.map(str::to_owned));
            assert_eq!(resolved(from, address), expected, "{address}");
        }
    }
}
