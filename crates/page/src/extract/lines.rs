//! A page as lines of text, each with what stands around it.

use crate::article::Image;
use crate::html::{Content, NodeId, Tag, Tree, ends_line};

/// Elements whose text is none of the page's.
const SKIPPED: [&str; 18] = [
    "button", "canvas", "head", "iframe", "noembed", "noframes", "noscript", "object", "rp", "rt",
    "script", "select", "style", "svg", "template", "textarea", "title", "video",
];

/// A page as lines.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) lines: Vec<Line>,
    pub(super) pictures: Vec<Picture>,
}

/// A line of a page.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub(super) text: String,
    /// The first node of its text.
    pub(super) at: NodeId,
    /// The innermost element around it that ends lines.
    pub(super) block: NodeId,
    /// How much text it is: a Han character counts three, as three letters or figures do.
    pub(super) size: usize,
    /// How much of it is in links.
    pub(super) linked: usize,
    /// How much of it is bold.
    pub(super) bold: usize,
    /// The row and the cell of the table that it stands in.
    pub(super) cell: Option<(NodeId, NodeId)>,
    /// What it is by its element.
    pub(super) kind: Kind,
    /// Whether its elements say that it is no part of the text.
    pub(super) is_beside: bool,
    /// Whether it is set in the middle.
    pub(super) is_centred: bool,
}

/// What a line is by its element's name or class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    #[default]
    Text,
    Heading,
    Kicker,
    Subtitle,
    /// What a report comes to, in a box of its own above it.
    Lead,
    Caption,
}

impl Kind {
    fn of(tag: &Tag) -> Option<Self> {
        const KICKERS: [&str; 6] = [
            "kicker",
            "overline",
            "introtitle",
            "pretitle",
            "yinti",
            "jianti",
        ];
        const SUBTITLES: [&str; 3] = ["subtitle", "deck", "futi"];
        const LEADS: [&str; 10] = [
            "abstract",
            "daodu",
            "daoyu",
            "digest",
            "excerpt",
            "intro",
            "lead",
            "standfirst",
            "summary",
            "zhaiyao",
        ];
        let has_class = |known: &[&str]| {
            tag.classes().any(|class| {
                let letters = class.chars().filter(char::is_ascii_alphabetic);
                let letters = letters.collect::<String>().to_ascii_lowercase();
                known.contains(&&*letters)
            })
        };
        if has_class(&KICKERS) {
            return Some(Self::Kicker);
        }
        if has_class(&SUBTITLES) {
            return Some(Self::Subtitle);
        }
        let mut words = tag.classes().flat_map(words);
        if words.any(|word| LEADS.contains(&&*word)) {
            return Some(Self::Lead);
        }
        match tag.name() {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some(Self::Heading),
            "figcaption" => Some(Self::Caption),
            _ => None,
        }
    }
}

/// A picture of a page.
#[derive(Debug)]
pub(super) struct Picture {
    pub(super) at: NodeId,
    pub(super) image: Image,
    pub(super) is_beside: bool,
}

/// What stands around a node.
#[derive(Clone, Copy, Default)]
struct Around {
    block: NodeId,
    row: Option<NodeId>,
    cell: Option<(NodeId, NodeId)>,
    kind: Kind,
    is_linked: bool,
    is_bold: bool,
    is_beside: bool,
    align: Align,
}

/// How lines are set.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Align {
    #[default]
    Side,
    Middle,
}

impl Page {
    /// Reads a page; `with_hidden` is whether what its style hides is read too.
    pub(super) fn of(tree: &Tree, with_hidden: bool) -> Self {
        let mut page = Self::default();
        let mut line = Line::default();
        // What is skipped stands in nothing.
        let mut all: Vec<Option<Around>> = Vec::with_capacity(tree.all().len());
        for (id, node) in tree.nodes(tree.all()) {
            let outer = match node.parent {
                Some(parent) => all.get(parent).copied().flatten(),
                None => Some(Around::default()),
            };
            let around = outer.and_then(|around| match &node.content {
                Content::Element(tag) => page.element(id, tag, around, with_hidden, &mut line),
                Content::Text(text) => {
                    if line.block != around.block {
                        page.end(&mut line);
                    }
                    line.add(id, text, around);
                    None
                }
                Content::Comment(_) => None,
            });
            all.push(around);
        }
        page.end(&mut line);
        page
    }

    /// Enters an element; returns what stands around all that is in it, and nothing if it is skipped.
    fn element(
        &mut self,
        id: NodeId,
        tag: &Tag,
        mut around: Around,
        with_hidden: bool,
        line: &mut Line,
    ) -> Option<Around> {
        if around.enter(id, tag) {
            self.end(line);
        }
        if SKIPPED.contains(&tag.name()) || !with_hidden && is_hidden(tag) {
            return None;
        }
        if tag.name() == "img" {
            self.pictures.extend(picture(id, tag, around));
        }
        Some(around)
    }

    fn end(&mut self, line: &mut Line) {
        let mut line = std::mem::take(line);
        let trimmed = line.text.trim().len();
        if trimmed == 0 {
            return;
        }
        if trimmed < line.text.len() {
            line.text.truncate(line.text.trim_end().len());
            let indent = line.text.len() - line.text.trim_start().len();
            line.text.drain(..indent);
        }
        self.lines.push(line);
    }
}

impl Around {
    /// Enters an element; returns whether it begins a line.
    fn enter(&mut self, id: NodeId, tag: &Tag) -> bool {
        let name = tag.name();
        self.is_linked |= name == "a" && tag.attribute("href").is_some();
        self.is_bold |= matches!(name, "b" | "strong");
        self.is_beside |= matches!(name, "nav" | "footer" | "aside");
        match name {
            "tr" => self.row = Some(id),
            "td" | "th" => self.cell = self.row.map(|row| (row, id)),
            _ => {}
        }
        self.kind = Kind::of(tag).unwrap_or(self.kind);
        self.align = align(tag).unwrap_or(self.align);
        let is_block = ends_line(name) || matches!(name, "td" | "th");
        if is_block {
            self.block = id;
        }
        is_block
    }
}

fn is_hidden(tag: &Tag) -> bool {
    let is_none = rule(tag, "display").is_some_and(|value| value.starts_with("none"));
    is_none || tag.attribute("hidden").is_some()
}

/// How an element sets its lines; `None` where it leaves them as they are.
fn align(tag: &Tag) -> Option<Align> {
    let by_rule = rule(tag, "text-align").or_else(|| tag.attribute("align").map(str::to_owned));
    if let Some(value) = by_rule {
        let is_middle = value.eq_ignore_ascii_case("center");
        return Some(if is_middle {
            Align::Middle
        } else {
            Align::Side
        });
    }
    let is_named = tag.classes().flat_map(words).any(|word| word == "center");
    (tag.name() == "center" || is_named).then_some(Align::Middle)
}

/// Returns what an element's own style says of a property, in small letters.
fn rule(tag: &Tag, property: &str) -> Option<String> {
    let rules = tag.attribute("style")?.split(';');
    let mut rules = rules.filter_map(|rule| rule.split_once(':'));
    let (_, value) = rules.find(|(name, _)| name.trim().eq_ignore_ascii_case(property))?;
    Some(value.trim().to_ascii_lowercase())
}

impl Line {
    fn add(&mut self, id: NodeId, text: &str, around: Around) {
        if self.text.is_empty() {
            self.at = id;
        }
        self.block = around.block;
        (self.kind, self.is_beside, self.cell) = (around.kind, around.is_beside, around.cell);
        self.is_centred = around.align == Align::Middle;
        let before = self.size;
        for c in text.chars() {
            self.push(c);
        }
        let size = self.size - before;
        self.linked += if around.is_linked { size } else { 0 };
        self.bold += if around.is_bold { size } else { 0 };
    }

    /// Adds a character: white space is one space, and none where it meets Chinese but for the one that is as wide.
    fn push(&mut self, c: char) {
        let last = self.text.chars().next_back();
        if matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        {
            return;
        }
        if c.is_whitespace() || c.is_control() {
            if last.is_some_and(|last| !last.is_whitespace()) {
                self.text.push(if c == '\u{3000}' { c } else { ' ' });
            }
            return;
        }
        self.size += size(c);
        self.text.push(c);
    }

    /// Whether it is a heading by its element.
    pub(super) fn is_heading(&self) -> bool {
        self.kind == Kind::Heading
    }

    /// Whether it is mostly links.
    pub(super) fn is_link(&self) -> bool {
        self.linked * 2 > self.size
    }

    /// Whether it reads as a sentence: long enough, with marks, and no link.
    pub(super) fn is_sentence(&self) -> bool {
        /// In thirds of a Han character.
        const SHORTEST: usize = 30;
        self.size >= SHORTEST && !self.is_link() && self.has_marks()
    }

    /// Whether it has the marks of sentences.
    pub(super) fn has_marks(&self) -> bool {
        self.text
            .contains(['，', '。', '！', '？', '；', '、', '：', '”', ',', '.', '…'])
    }
}

/// Splits a name as its writer did: `relatedNews`, `hot-news`, `share_box`.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![String::new()];
    let mut was_small = false;
    for c in name.chars() {
        if !c.is_ascii_alphabetic() || c.is_ascii_uppercase() && was_small {
            words.push(String::new());
        }
        if c.is_ascii_alphabetic()
            && let Some(word) = words.last_mut()
        {
            word.push(c.to_ascii_lowercase());
        }
        was_small = c.is_ascii_lowercase();
    }
    words
}

/// How much a character says, in thirds of a Han character.
pub(super) fn size(c: char) -> usize {
    match c {
        _ if is_han(c) => 3,
        _ if c.is_alphanumeric() => 1,
        _ => 0,
    }
}

pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3fffd}')
}

/// Reads a picture; those that are too small to show anything are none.
fn picture(at: NodeId, tag: &Tag, around: Around) -> Option<Picture> {
    /// In pixels.
    const SMALLEST: u32 = 80;
    let is_small = |name| {
        let size = tag
            .attribute(name)
            .and_then(|size| size.trim_end_matches("px").parse::<u32>().ok());
        size.is_some_and(|size| size < SMALLEST)
    };
    let sources = ["data-src", "data-original", "data-lazy-src", "src"].into_iter();
    let mut sources = sources
        .filter_map(|name| tag.attribute(name))
        .map(str::trim);
    let src = sources.find(|src| !src.is_empty() && !src.starts_with("data:"))?;
    let image = Image {
        src: Some(src.to_owned()),
        ..Image::default()
    };
    (!is_small("width") && !is_small("height")).then_some(Picture {
        at,
        image,
        is_beside: around.is_beside,
    })
}
