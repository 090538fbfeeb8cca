//! Atom 1.0, and 0.3 before it.

use url::Url;

use super::article::{Draft, line, published};
use super::relative::joined;
use super::xml::Element;
use super::{Feed, Item};

/// Reads a feed.
pub(super) fn read(root: &Element, address: &Url) -> Feed {
    let base = base_of(root, address);
    let title = child(root, "title").map(|title| line(&html(title)));
    let entries = named(root, "entry");
    Feed {
        items: entries
            .filter_map(|entry| item(entry, &base, title.as_deref()))
            .collect(),
        description: child(root, "subtitle").map(|text| line(&html(text))),
        built: text_of(root, "updated").map(|date| published(&date)),
        home: link(root).and_then(|home| joined(&base, &home)),
        title: title.clone(),
    }
}

/// The elements of a name, with a prefix or without.
fn named<'e>(element: &'e Element, name: &'e str) -> impl Iterator<Item = &'e Element> {
    element.elements().filter(move |child| {
        let local = child.name.strip_prefix("atom:").unwrap_or(&child.name);
        local == name
    })
}

fn child<'e>(element: &'e Element, name: &'e str) -> Option<&'e Element> {
    named(element, name).next()
}

fn text_of(element: &Element, name: &str) -> Option<String> {
    let text = child(element, name)?.text();
    Some(text).filter(|text| !text.is_empty())
}

/// The address that those in an element are relative to.
fn base_of(element: &Element, above: &Url) -> Url {
    let base = element.attribute("xml:base");
    let joined = base.and_then(|base| above.join(base).ok());
    joined.unwrap_or_else(|| above.clone())
}

/// A text as HTML, by what it is said to be.
fn html(element: &Element) -> String {
    match element.attribute("type") {
        Some("xhtml" | "application/xhtml+xml") => element.markup(),
        Some("text" | "text/plain") => element.text().replace('&', "&amp;").replace('<', "&lt;"),
        _ if element.attribute("mode") == Some("xml") => element.markup(),
        _ => element.text(),
    }
}

fn link(element: &Element) -> Option<String> {
    let is_page = |link: &&Element| {
        let rel = link.attribute("rel");
        rel.is_none_or(|rel| rel == "alternate")
    };
    let links: Vec<&Element> = named(element, "link").filter(is_page).collect();
    let is_html = |link: &&&Element| {
        link.attribute("type")
            .is_some_and(|kind| kind.contains("html"))
    };
    let found = links.iter().find(is_html).or(links.first())?;
    Some(found.attribute("href")?.to_owned())
}

/// Where the text of an entry is that stands on a page of its own.
fn text_elsewhere(entry: &Element) -> Option<String> {
    child(entry, "content")?.attribute("src").map(str::to_owned)
}

fn item(entry: &Element, above: &Url, feed: Option<&str>) -> Option<Item> {
    let base = base_of(entry, above);
    let first = |names: &[&str]| names.iter().find_map(|name| text_of(entry, name));
    let source = child(entry, "source").and_then(|source| child(source, "title"));
    let mut draft = Draft {
        guid: text_of(entry, "id"),
        title: child(entry, "title").map(html),
        link: link(entry).or_else(|| text_elsewhere(entry)),
        date: first(&["published", "issued", "created", "updated", "modified"]),
        source: source.map(html),
        ..Draft::default()
    };
    for child in entry.elements() {
        match child.name.strip_prefix("atom:").unwrap_or(&child.name) {
            "author" | "contributor" => draft.authors.extend(
                text_of(child, "name").or_else(|| Some(child.text()).filter(|t| !t.is_empty())),
            ),
            "category" => {
                let words = child.attribute("label").or(child.attribute("term"));
                draft.tags.extend(words.map(str::to_owned));
            }
            "content" | "summary" => {
                let base = base_of(child, &base);
                draft
                    .contents
                    .push(super::relative::whole(&html(child), &base).into_owned());
            }
            "link" if child.attribute("rel") == Some("enclosure") => {
                let address = child.attribute("href").map(str::to_owned);
                if child
                    .attribute("type")
                    .is_some_and(|kind| kind.starts_with("image"))
                {
                    draft.images.extend(address.map(|address| (address, None)));
                } else {
                    draft.links.extend(address);
                }
            }
            "media:thumbnail" => {
                let address = child.attribute("url").map(str::to_owned);
                draft.images.extend(address.map(|address| (address, None)));
            }
            "media:group" => {
                let description = child.text_of("media:description");
                draft.contents.extend(description);
            }
            _ => {}
        }
    }
    draft.item(&base, feed)
}
