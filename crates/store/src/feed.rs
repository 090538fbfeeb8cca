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
use std::io::Read as _;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use flate2::read::MultiGzDecoder;
use url::Url;

use crate::article::{Article, Published};
use crate::{html, store};

pub use discover::Alternate;

/// What a feed holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feed {
    /// What it is called.
    pub title: Option<String>,
    /// What it says of itself: some say here why there is nothing in it.
    pub description: Option<String>,
    /// The page whose news it brings.
    pub home: Option<String>,
    /// When it was made, as far as it says so.
    pub built: Option<Published>,
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
    let unpacked = unpacked(bytes);
    let text = text_of(unpacked.as_deref().unwrap_or(bytes), label);
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\0');
    if text.starts_with('{') {
        return json::read(text, address).map_or(Document::Other, Document::Feed);
    }
    let is_page = begins_as_page(text);
    let whole = if is_page {
        None
    } else {
        feed_in(text, address)
    };
    let behind_words = || feed_in(behind_warnings(text).filter(|_| !is_page)?, address);
    match whole.or_else(behind_words) {
        Some(feed) => Document::Feed(feed),
        None if is_page || text.contains("<html") || text.contains("<HTML") => {
            Document::Page(discover::alternates(text, address))
        }
        None => Document::Other,
    }
}

/// Unpacks a file that a server sends as it lies, packed, without a word of it; nothing of what is not packed, is
/// damaged or too large.
fn unpacked(bytes: &[u8]) -> Option<Vec<u8>> {
    /// In bytes.
    const LARGEST: u64 = 16 << 20;
    let packed = bytes.starts_with(&[0x1f, 0x8b]).then_some(bytes)?;
    let mut unpacked = Vec::new();
    let mut decoder = MultiGzDecoder::new(packed).take(LARGEST + 1);
    decoder.read_to_end(&mut unpacked).ok()?;
    (unpacked.len() as u64 <= LARGEST).then_some(unpacked)
}

/// Returns the text of a feed, or of a list of them; `label` is the encoding that the server told. Where neither the
/// server nor the text says an encoding that can be right it is guessed.
pub fn text_of<'b>(bytes: &'b [u8], label: Option<&str>) -> Cow<'b, str> {
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

fn feed_in(text: &str, address: &Url) -> Option<Feed> {
    let root = xml::parse(text)?;
    match &*root.name {
        "rss" | "rdf:rdf" | "rdf" | "channel" => Some(rss::read(&root, address)),
        "feed" | "atom:feed" => Some(atom::read(&root, address)),
        _ => None,
    }
}

/// Returns what stands behind the words that a program on the server printed before its feed: warnings of its own.
fn behind_warnings(text: &str) -> Option<&str> {
    /// In bytes.
    const MOST: usize = 8192;
    let beginnings = ["<?xml", "<rss", "<rdf:RDF", "<feed"];
    let at = beginnings.iter().filter_map(|begin| text.find(begin)).min();
    text.get(at.filter(|at| (1..MOST).contains(at))?..)
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
