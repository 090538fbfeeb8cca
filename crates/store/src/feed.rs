//! Feeds to articles: RSS of every version, RDF, Atom and JSON Feed, as they are found and not as they should be.
//!
//! The reader of XML is ours, on the tokenizer that the program has already, and no library of feeds: the one that
//! was tried (feed-rs) refuses a whole feed for a bare `&` or a text in another encoding than it says, makes new ids
//! on every reading and takes Chinese dates for none. What is read of a broken feed here is each report that is
//! whole.

mod article;
mod atom;
mod discover;
mod json;
mod relative;
mod rss;
#[cfg(test)]
mod tests;
mod xml;

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use url::Url;

use crate::article::Article;
use crate::{html, store};

pub use discover::Alternate;

use self::xml::Element;

/// What a feed holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feed {
    /// What it is called.
    pub title: Option<String>,
    /// What it says of itself: some say here why there is nothing in it.
    pub description: Option<String>,
    /// The page whose news it brings.
    pub home: Option<String>,
    /// Its reports, in its order.
    pub items: Vec<Item>,
}

/// A report of a feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// What the feed knows it by.
    pub guid: Option<String>,
    /// The report; it has no id yet.
    pub article: Article,
}

/// What came from an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Document {
    /// A feed.
    Feed(Feed),
    /// A page, and the feeds that it names.
    Page(Vec<Alternate>),
    /// A text of another kind, or nothing.
    Other,
}

/// Reads what came from an address; `label` is the encoding that the server told.
pub fn read(bytes: &[u8], label: Option<&str>, address: &Url) -> Document {
    let text = text_of(bytes, label);
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\0');
    if text.starts_with('{') {
        return json::read(text, address).map_or(Document::Other, Document::Feed);
    }
    let is_page = begins_as_page(text);
    let root = if is_page { None } else { xml::parse(text) };
    match root.as_ref().and_then(|root| of_xml(root, address)) {
        Some(feed) => Document::Feed(feed),
        None if is_page || text.contains("<html") || text.contains("<HTML") => {
            Document::Page(discover::alternates(text, address))
        }
        None => Document::Other,
    }
}

/// Returns the text of a feed. Where neither the server nor the feed says an encoding that can be right it is guessed.
fn text_of<'b>(bytes: &'b [u8], label: Option<&str>) -> Cow<'b, str> {
    match bytes {
        [b'<' | b'{', 0, ..] => return UTF_16LE.decode_without_bom_handling(bytes).0,
        [0, b'<' | b'{', ..] => return UTF_16BE.decode_without_bom_handling(bytes).0,
        _ => {}
    }
    let is_of_use = |label: &&str| {
        Encoding::for_label(label.trim().as_bytes()).is_some_and(|known| known != UTF_8)
    };
    let beginning = bytes.get(..bytes.len().min(256)).unwrap_or_default();
    let beginning = String::from_utf8_lossy(beginning).to_lowercase();
    let declares = |beginning: &str| {
        let label = beginning
            .split("encoding=")
            .nth(1)?
            .trim_start_matches(['"', '\'']);
        let end = label.find(['"', '\'', '?', ' '])?;
        Some(is_of_use(&label.get(..end)?))
    };
    let label = label.filter(is_of_use);
    let guess = label.is_none() && declares(&beginning) != Some(true);
    let guess = guess.then(|| store::encoding(bytes).name());
    html::decode(bytes, label.or(guess))
}

fn of_xml(root: &Element, address: &Url) -> Option<Feed> {
    match &*root.name {
        "rss" | "rdf:rdf" | "rdf" | "channel" => Some(rss::read(root, address)),
        "feed" | "atom:feed" => Some(atom::read(root, address)),
        _ => None,
    }
}

/// Returns whether a text begins as a web page; XHTML may have a declaration before it.
fn begins_as_page(text: &str) -> bool {
    let start: String = text.chars().take(1024).collect::<String>().to_lowercase();
    start.starts_with("<!doctype html") || start.starts_with("<html") || {
        let behind = start
            .split_once("?>")
            .map_or("", |(_, rest)| rest.trim_start());
        behind.starts_with("<!doctype html") || behind.starts_with("<html")
    }
}
