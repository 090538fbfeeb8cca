//! RSS from 0.9 to 2.0, and RDF.

use url::Url;

use super::article::{Draft, line, published};
use super::relative::joined;
use super::xml::Element;
use super::{Feed, Item};

/// The names under which a text of a report stands.
const TEXTS: [&str; 10] = [
    "description",
    "content:encoded",
    "encoded",
    "fulltext",
    "body",
    "xhtml:body",
    "atom:content",
    "atom:summary",
    "content",
    "summary",
];

/// Reads a feed. Its reports stand in the channel or, in RDF, beside it.
pub(super) fn read(root: &Element, address: &Url) -> Feed {
    let channel = root.all("channel").next().unwrap_or(root);
    let home = channel
        .all("link")
        .map(Element::text)
        .find(|link| !link.is_empty());
    let home = home.and_then(|home| joined(address, &home));
    // Addresses are relative to the page whose news they are.
    let base = home.as_ref().and_then(|home| Url::parse(home).ok());
    let base = base.as_ref().unwrap_or(address);
    let title = channel.text_of("title").map(|title| line(&title));
    let holders = [channel, root];
    let holders = if std::ptr::eq(channel, root) {
        &holders[..1]
    } else {
        &holders[..]
    };
    let items = holders.iter().flat_map(|holder| holder.all("item"));
    Feed {
        items: items
            .filter_map(|element| item(element, base, title.as_deref()))
            .collect(),
        description: channel.text_of("description").map(|text| line(&text)),
        home,
        built: ["lastbuilddate", "pubdate", "dc:date"]
            .iter()
            .find_map(|name| channel.text_of(name))
            .map(|date| published(&date)),
        title,
    }
}

fn item(element: &Element, base: &Url, feed: Option<&str>) -> Option<Item> {
    let first = |names: &[&str]| names.iter().find_map(|name| element.text_of(name));
    let mut draft = Draft {
        guid: first(&["guid"]).or_else(|| about(element)),
        title: first(&["title", "dc:title", "media:title"]),
        link: link(element),
        date: first(&[
            "pubdate",
            "dc:date",
            "dcterms:created",
            "dcterms:issued",
            "date",
            "published",
        ])
        .or_else(|| {
            first(&[
                "dcterms:modified",
                "atom:updated",
                "atom:published",
                "updated",
            ])
        }),
        source: first(&["source", "dc:source", "dc:publisher"]),
        ..Draft::default()
    };
    for child in element.elements() {
        match &*child.name {
            "author" | "dc:creator" => draft.authors.push(child.text()),
            "category" | "dc:subject" => draft.tags.push(child.text()),
            name if TEXTS.contains(&name) => draft.contents.push(child.text()),
            _ => {}
        }
    }
    draft.authors.dedup();
    media(element, &mut draft);
    for group in element.all("media:group") {
        media(group, &mut draft);
    }
    draft.item(base, feed)
}

/// What a report of RDF is known by.
fn about(element: &Element) -> Option<String> {
    element.attribute("rdf:about").map(str::to_owned)
}

/// The address of the page: a text, an attribute as in Atom, or the guid where that is one.
fn link(element: &Element) -> Option<String> {
    let attribute = |name| {
        let mut links = element.all(name).filter(|link| {
            let rel = link.attribute("rel");
            rel.is_none_or(|rel| rel == "alternate")
        });
        links
            .find_map(|link| link.attribute("href"))
            .map(str::to_owned)
    };
    let of_guid = || {
        let mut guids = element.all("guid");
        let guid = guids.find(|guid| guid.attribute("ispermalink") != Some("false"))?;
        Some(guid.text()).filter(|guid| guid.starts_with("http"))
    };
    element
        .text_of("feedburner:origlink")
        .or_else(|| element.text_of("link"))
        .or_else(|| attribute("link"))
        .or_else(|| attribute("atom:link"))
        .or_else(of_guid)
        .or_else(|| about(element))
}

/// Takes pictures, and what else goes with a report.
fn media(element: &Element, draft: &mut Draft) {
    let caption = || element.text_of("media:description");
    for child in element.elements() {
        let kind = child.attribute("type").or(child.attribute("medium"));
        let kind = kind.unwrap_or_default();
        let Some(address) = child.attribute("url") else {
            continue;
        };
        let own = || child.text_of("media:description").or_else(caption);
        match &*child.name {
            "media:thumbnail" => draft.images.push((address.to_owned(), own())),
            "media:content" | "enclosure" if kind.starts_with("image") => {
                draft.images.push((address.to_owned(), own()));
            }
            "media:content" | "enclosure" => draft.links.push(address.to_owned()),
            _ => {}
        }
    }
}
