//! XML as a tree, as far as it can be told: a bare `&` or `<`, elements that are not closed, names of HTML's
//! characters and an end that is missing cost no more than themselves.

use std::borrow::Cow;
use std::collections::HashMap;

use memchr::{memchr, memmem};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::store;

/// Elements that are nested deeper are not told apart from what holds them: no feed needs it, and what walks a tree
/// shall not be led too deep.
const DEEPEST: usize = 64;

/// An element. Names are in lower case, with the usual prefix of their namespace.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    nodes: Vec<Node>,
}

#[derive(Debug, PartialEq, Eq)]
enum Node {
    Text(String),
    Element(Element),
}

impl Element {
    /// Returns an attribute by its name.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name)?;
        Some(found.1.trim()).filter(|value| !value.is_empty())
    }

    /// Returns the elements in it.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// Returns the elements of a name in it.
    pub(super) fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Self> {
        self.elements().filter(move |element| element.name == name)
    }

    /// Returns the first element of a name that holds a text, trimmed.
    pub(super) fn text_of(&self, name: &str) -> Option<String> {
        let mut texts = self.all(name).map(Self::text);
        texts.find(|text| !text.is_empty())
    }

    /// Returns its text, trimmed. Elements in it stand there as tags: some feeds hold HTML as it is.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        self.write(&mut text, false);
        text.trim().to_owned()
    }

    /// Returns what is in it as HTML: its text is no markup.
    pub(super) fn markup(&self) -> String {
        let mut html = String::new();
        self.write(&mut html, true);
        html.trim().to_owned()
    }

    fn write(&self, out: &mut String, is_escaped: bool) {
        for node in &self.nodes {
            match node {
                Node::Text(text) if is_escaped => out.push_str(&escaped(text)),
                Node::Text(text) => out.push_str(text),
                Node::Element(element) => {
                    let name = element.name.rsplit(':').next().unwrap_or_default();
                    out.extend(["<", name]);
                    for (name, value) in &element.attributes {
                        let value = escaped(value).replace('"', "&quot;");
                        out.extend([" ", name, "=\"", &value, "\""]);
                    }
                    out.push('>');
                    element.write(out, is_escaped);
                    out.extend(["</", name, ">"]);
                }
            }
        }
    }

    fn push_text(&mut self, text: &str) {
        match self.nodes.last_mut() {
            Some(Node::Text(last)) => last.push_str(text),
            _ => self.nodes.push(Node::Text(text.to_owned())),
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// Reads a text, and returns its root with all that is whole in it.
pub(super) fn parse(text: &str) -> Option<Element> {
    let text = mended(text.get(memchr(b'<', text.as_bytes())?..)?);
    let mut reader = Reader::from_str(&text);
    let config = reader.config_mut();
    config.allow_dangling_amp = true;
    config.allow_unmatched_ends = true;
    config.check_end_names = false;
    let mut tree = Tree::default();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => tree.start(&tag),
            Ok(Event::Empty(tag)) => {
                tree.start(&tag);
                tree.end_last();
            }
            Ok(Event::End(tag)) => {
                let name = tree.canonical(tag.name().as_ref());
                tree.end(&name);
            }
            Ok(Event::Text(text)) => tree.text(&text.into_inner()),
            Ok(Event::CData(text)) => tree.text(&text.into_inner()),
            Ok(Event::GeneralRef(name)) => tree.text(&character(&name.into_inner())),
            // What follows cannot be told; what was read is as good as it was.
            Ok(Event::Eof) | Err(_) => return tree.finish(),
            Ok(_) => {}
        }
    }
}

/// Returns what a reference stands for, of XML or of HTML; one that is not known stands for itself.
fn character(name: &str) -> String {
    let reference = format!("&{name};");
    store::unescaped(&reference).unwrap_or(reference)
}

/// Writes a `<` that begins no tag as the character that it is, and ends what is not ended.
fn mended(text: &str) -> Cow<'_, str> {
    const CDATA: &str = "<![CDATA[";
    let bytes = text.as_bytes();
    let mut mended = String::new();
    let (mut copied, mut at) = (0, 0);
    while let Some(next) = bytes.get(at..).and_then(|rest| memchr(b'<', rest)) {
        let open = at + next;
        let rest = bytes.get(open..).unwrap_or_default();
        if rest.starts_with(CDATA.as_bytes()) {
            let Some(end) = memmem::find(rest, b"]]>") else {
                mended.push_str(text.get(copied..).unwrap_or_default());
                mended.push_str("]]>");
                return mended.into();
            };
            at = open + end;
            continue;
        }
        at = open + 1;
        let begins = |b: &u8| b.is_ascii_alphabetic() || !b.is_ascii() || b"_:/!?".contains(b);
        if !rest.get(1).is_some_and(begins) {
            mended.push_str(text.get(copied..open).unwrap_or_default());
            mended.push_str("&lt;");
            copied = at;
        }
    }
    if copied == 0 {
        return text.into();
    }
    mended.push_str(text.get(copied..).unwrap_or_default());
    mended.into()
}

/// The tree as far as it was read.
#[derive(Default)]
struct Tree {
    /// The elements that are open, the root first.
    open: Vec<Element>,
    root: Option<Element>,
    /// How many elements are open that are too deep to be told.
    too_deep: Vec<String>,
    prefixes: HashMap<String, &'static str>,
}

impl Tree {
    fn start(&mut self, tag: &BytesStart<'_>) {
        let mut attributes = Vec::new();
        for attribute in tag.html_attributes().with_checks(false).flatten() {
            let name = attribute.key.as_ref();
            let value = store::unescaped(&attribute.value).unwrap_or(attribute.value.into_owned());
            if let Some(prefix) = name.strip_prefix("xmlns:") {
                if let Some(usual) = usual_prefix(&value) {
                    self.prefixes.insert(prefix.to_owned(), usual);
                }
                continue;
            }
            if name != "xmlns" {
                attributes.push((name.to_lowercase(), value));
            }
        }
        let name = self.canonical(tag.name().as_ref());
        // One that is not closed ends where the next begins.
        if matches!(&*name, "item" | "entry") && self.open.iter().any(|open| open.name == name) {
            self.end(&name);
        }
        if self.open.len() >= DEEPEST {
            self.too_deep.push(name);
        } else if self.root.is_none() {
            let nodes = Vec::new();
            self.open.push(Element {
                name,
                attributes,
                nodes,
            });
        }
    }

    /// Returns a name in lower case with the usual prefix of its namespace, where that was said.
    fn canonical(&self, name: &str) -> String {
        let name = match name.split_once(':') {
            Some((prefix, local)) => match self.prefixes.get(prefix) {
                Some(&"") => local.into(),
                Some(usual) => format!("{usual}:{local}").into(),
                None => Cow::Borrowed(name),
            },
            None => name.into(),
        };
        name.to_lowercase()
    }

    fn text(&mut self, text: &str) {
        if let Some(last) = self.open.last_mut() {
            last.push_text(text);
        }
    }

    /// Ends the last element of a name that is open, and those in it; an end without a beginning is none.
    fn end(&mut self, name: &str) {
        if self.too_deep.last().is_some_and(|deep| deep == name) {
            self.too_deep.pop();
            return;
        }
        let Some(at) = self.open.iter().rposition(|open| open.name == name) else {
            return;
        };
        self.too_deep.clear();
        while self.open.len() > at {
            self.close();
        }
    }

    fn end_last(&mut self) {
        if self.too_deep.pop().is_none() {
            self.close();
        }
    }

    fn close(&mut self) {
        let Some(element) = self.open.pop() else {
            return;
        };
        match self.open.last_mut() {
            Some(above) => above.nodes.push(Node::Element(element)),
            None => self.root = Some(element),
        }
    }

    /// Closes what is open, but for a report that is not whole.
    fn finish(mut self) -> Option<Element> {
        let is_report = |open: &Element| matches!(&*open.name, "item" | "entry");
        if let Some(at) = self.open.iter().position(is_report) {
            self.open.truncate(at);
        }
        while !self.open.is_empty() {
            self.close();
        }
        self.root
    }
}

/// The prefix that a namespace usually has.
fn usual_prefix(address: &str) -> Option<&'static str> {
    let known = [
        ("purl.org/dc/terms", "dcterms"),
        ("purl.org/dc/", "dc"),
        ("purl.org/rss/1.0/modules/content", "content"),
        ("search.yahoo.com/mrss", "media"),
        ("w3.org/2005/atom", "atom"),
        ("purl.org/atom", "atom"),
        ("w3.org/1999/02/22-rdf-syntax", "rdf"),
        ("w3.org/1999/xhtml", "xhtml"),
        ("purl.org/rss/1.0/", ""),
        ("my.netscape.com/rdf", ""),
    ];
    let address = address.to_lowercase();
    let found = known.iter().find(|(part, _)| address.contains(part));
    found.map(|(_, prefix)| *prefix)
}
