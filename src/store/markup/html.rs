//! HTML to paragraphs, subheads and pictures.

use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use super::tags::{self, BLOCKS};
use super::{Rich, add_text, is_heading, tidy};
use crate::article::{Block, Image};

/// Elements whose text is none of the report's.
const DROPPED: [&str; 9] = [
    "canvas", "head", "iframe", "noscript", "rp", "script", "style", "svg", "template",
];

/// Reads HTML in which every `<` begins a tag.
pub(super) fn read(html: &str) -> Rich {
    let mut reader = Reader {
        has_blocks: tags::has_blocks(html),
        ..Reader::default()
    };
    let mut emitter = CallbackEmitter::new(
        |event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
            reader.event(&event);
            None
        },
    );
    emitter.naively_switch_states(true);
    // Reading from memory does not fail.
    let _ = Tokenizer::new_with_emitter(html, emitter).finish();
    reader.end_line();
    reader.rich
}

/// Reads a text with references to characters and without tags.
pub(super) fn characters(html: &str) -> String {
    let mut text = String::new();
    let emitter = CallbackEmitter::new(
        |event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
            if let CallbackEvent::String { value } = event {
                text.push_str(&String::from_utf8_lossy(value));
            }
            None
        },
    );
    let _ = Tokenizer::new_with_emitter(html, emitter).finish();
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
    /// The tag that is being read.
    name: String,
    attribute: String,
    image: Image,
    link: Option<String>,
}

impl Reader {
    fn event(&mut self, event: &CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.name = lower(name);
                (self.image, self.link) = (Image::default(), None);
            }
            CallbackEvent::AttributeName { name } => self.attribute = lower(name),
            CallbackEvent::AttributeValue { value } => self.value(&String::from_utf8_lossy(value)),
            CallbackEvent::CloseStartTag { self_closing } => self.start(*self_closing),
            CallbackEvent::EndTag { name } => self.end(&lower(name)),
            CallbackEvent::String { value } if self.dropped.is_none() => {
                self.text(&String::from_utf8_lossy(value));
            }
            _ => {}
        }
    }

    fn value(&mut self, value: &str) {
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        match (&*self.name, &*self.attribute) {
            ("img", "src" | "data-src" | "data-original") if !value.starts_with("data:") => {
                self.image.src = Some(value.to_owned());
            }
            ("img", "alt") => self.image.caption = Some(value.to_owned()),
            ("img", "title") if self.image.caption.is_none() => {
                self.image.caption = Some(value.to_owned());
            }
            ("a", "href") if value.contains("://") => self.link = Some(value.to_owned()),
            _ => {}
        }
    }

    fn start(&mut self, is_closed: bool) {
        let name = std::mem::take(&mut self.name);
        if self.dropped.is_some() {
            return;
        }
        if DROPPED.contains(&&*name) {
            self.dropped = Some(name).filter(|_| !is_closed);
            return;
        }
        match &*name {
            "img" => {
                let image = std::mem::take(&mut self.image);
                self.rich
                    .images
                    .extend(Some(image).filter(|image| *image != Image::default()));
            }
            "a" => self.rich.links.extend(self.link.take()),
            "b" | "strong" => self.bold_depth += usize::from(!is_closed),
            "td" | "th" if !self.line.is_empty() => self.line.push('\u{3000}'),
            "pre" => self.kept_lines += 1,
            _ => {}
        }
        if BLOCKS.binary_search(&&*name).is_ok() {
            self.end_line();
            self.is_heading = is_head(&name);
            self.is_caption = name == "figcaption";
        }
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
        if BLOCKS.binary_search(&name).is_ok() {
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
        let text = tidy(&line);
        if text.is_empty() {
            return;
        }
        if self.is_caption
            && let Some(image) = self.rich.images.last_mut()
        {
            image.caption = Some(text.into_owned());
            return;
        }
        let text = text.into_owned();
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

fn lower(name: &[u8]) -> String {
    String::from_utf8_lossy(name).to_ascii_lowercase()
}
