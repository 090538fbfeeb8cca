//! HTML to paragraphs, subheads and pictures.

use std::ops::Range;

use super::{Rich, add_text, is_heading, leads_elsewhere, tags, tidy};
use crate::article::{Block, Image};
use crate::html::{Event, NodeId, Tag, Tree, ends_line, events};

/// Elements whose text is none of the report's.
const DROPPED: [&str; 9] = [
    "canvas", "head", "iframe", "noscript", "rp", "script", "style", "svg", "template",
];

/// Elements that play something: what stands in them is shown where that cannot be played.
const PLAYERS: [&str; 3] = ["audio", "object", "video"];

/// Reads HTML in which every `<` begins a tag; `has_blocks` is whether elements end lines in it.
pub(super) fn read(html: &str, has_blocks: bool) -> Rich {
    let mut reader = Reader::new(has_blocks);
    if PLAYERS.iter().any(|name| tags::is_left_open(html, name)) {
        reader.players = &[];
    }
    events(html, |event| reader.event(event));
    reader.finish()
}

/// Reads a part of a page.
pub(super) fn of_page(page: &Tree, part: Range<NodeId>) -> Rich {
    let mut nodes = page.nodes(part.clone());
    let mut reader = Reader::new(nodes.any(|(_, node)| ends_line(node.name())));
    page.events(part, |event| reader.event(event));
    reader.finish()
}

/// Reads a text with references to characters and without tags.
pub(super) fn characters(html: &str) -> String {
    let mut text = String::new();
    events(html, |event| {
        if let Event::Text(part) = event {
            text.push_str(part);
        }
    });
    text.replace('\u{a0}', " ")
}

#[derive(Default)]
struct Reader {
    rich: Rich,
    /// Whether elements end lines; otherwise line breaks do.
    has_blocks: bool,
    line: String,
    /// How many characters of the line are bold.
    bold: usize,
    /// How many elements are open in which text is bold.
    bold_depth: usize,
    is_heading: bool,
    is_caption: bool,
    /// How many elements are open in which lines are kept.
    kept_lines: usize,
    /// The element whose text is dropped.
    dropped: Option<String>,
    /// The elements that play something whose text is dropped: none where one has no end, for all that follows would
    /// stand in it.
    players: &'static [&'static str],
}

impl Reader {
    fn new(has_blocks: bool) -> Self {
        Self {
            has_blocks,
            players: &PLAYERS,
            ..Self::default()
        }
    }

    fn finish(mut self) -> Rich {
        self.end_line();
        self.rich
    }

    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(name) => self.end(name),
            Event::Text(text) if self.dropped.is_none() => self.text(text),
            Event::Text(_) | Event::Comment(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag) {
        let (name, is_closed) = (tag.name(), tag.has_no_content());
        if PLAYERS.contains(&name) || matches!(name, "embed" | "iframe" | "source") {
            self.play(tag);
        }
        if self.dropped.is_some() {
            return;
        }
        if DROPPED.contains(&name) || self.players.contains(&name) {
            self.dropped = Some(name.to_owned()).filter(|_| !is_closed);
            return;
        }
        match name {
            "img" => self.rich.images.extend(image(tag)),
            "a" | "area" => self.rich.links.extend(address(tag, "href")),
            "b" | "strong" => self.bold_depth += usize::from(!is_closed),
            "td" | "th" if !self.line.is_empty() => self.line.push('\u{3000}'),
            "pre" => self.kept_lines += 1,
            _ => {}
        }
        if ends_line(name) {
            self.end_line();
            self.is_heading = is_head(name);
            self.is_caption = name == "figcaption";
        }
    }

    /// Keeps the address of what an element plays, and the picture that stands for it.
    fn play(&mut self, tag: &Tag) {
        let played = address(tag, "src").or_else(|| address(tag, "data"));
        self.rich.links.extend(played);
        let picture = address(tag, "poster").map(|src| Image {
            src: Some(src),
            ..Image::default()
        });
        self.rich.images.extend(picture);
    }

    fn end(&mut self, name: &str) {
        if let Some(dropped) = &self.dropped {
            if dropped == name {
                self.dropped = None;
            }
            return;
        }
        match name {
            "b" | "strong" => self.bold_depth = self.bold_depth.saturating_sub(1),
            "pre" => self.kept_lines = self.kept_lines.saturating_sub(1),
            _ => {}
        }
        if ends_line(name) {
            self.end_line();
            self.is_heading = false;
            self.is_caption = false;
        }
    }

    fn text(&mut self, text: &str) {
        if self.has_blocks && self.kept_lines == 0 {
            return self.add(text);
        }
        let mut lines = text.split(['\n', '\r']);
        self.add(lines.next().unwrap_or_default());
        for line in lines {
            self.end_line();
            self.add(line);
        }
    }

    fn add(&mut self, text: &str) {
        let before = self.line.len();
        add_text(&mut self.line, text);
        if self.bold_depth > 0 {
            self.bold += self.line.len() - before;
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let is_bold = self.bold > 0 && self.bold >= line.trim().len();
        self.bold = 0;
        let Some(text) = tidy(line) else { return };
        if self.is_caption
            && let Some(image) = self.rich.images.last_mut()
        {
            image.caption = Some(text);
            return;
        }
        self.rich
            .blocks
            .push(if self.is_heading || is_bold && is_heading(&text) {
                Block::Subhead { subhead: text }
            } else {
                Block::Paragraph(text)
            });
    }
}

fn is_head(name: &str) -> bool {
    matches!(name.as_bytes(), [b'h', b'1'..=b'6'])
}

/// Returns the picture that a tag shows, if it says anything of it.
fn image(tag: &Tag) -> Option<Image> {
    let mut image = Image::default();
    for (name, value) in tag.attributes() {
        let value = value.trim();
        match name {
            _ if value.is_empty() => {}
            "src" | "data-src" | "data-original" if !value.starts_with("data:") => {
                image.src = Some(value.to_owned());
            }
            "alt" => image.caption = Some(value.to_owned()),
            "title" if image.caption.is_none() => image.caption = Some(value.to_owned()),
            _ => {}
        }
    }
    Some(image).filter(|image| *image != Image::default())
}

/// Returns the address that an attribute of a tag leads to, as it is written.
fn address(tag: &Tag, attribute: &str) -> Option<String> {
    let address = tag.attribute(attribute)?.trim();
    leads_elsewhere(address).then(|| address.to_owned())
}
