//! Bodies: texts whose lines are paragraphs, arrays of paragraphs and subheads, and the trees of editors.

use serde_json::value::RawValue;

use super::super::super::fault::Words;
use super::super::super::json::{self, Kind, Object};
use super::super::super::markup;
use super::super::Named;
use super::lines::{joined, paragraphs, plain_paragraphs};
use super::value_names::LANGUAGES;
use super::{TEXT, Values, get, literal};
use crate::article::{Block, Image};

/// The names under which a part of a body holds its text or its parts, the more certain first.
const TEXTS: [&str; 27] = [
    "rendered",
    "plain_text",
    "rich_text",
    "S",
    "L",
    "M",
    "text",
    "html",
    "content",
    "value",
    "paragraph",
    "p",
    "insert",
    "body",
    "paragraphs",
    "blocks",
    "parts",
    "children",
    "nodes",
    "ops",
    "items",
    "data",
    "document",
    "doc",
    "raw",
    "#text",
    "@value",
];

/// The types of parts that are headings.
const HEADINGS: [&str; 14] = [
    "heading",
    "header",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "subhead",
    "subheading",
    "subtitle",
    "title",
    "小标题",
    "标题",
];

/// The types of parts that are pictures.
const PICTURES: [&str; 9] = [
    "image",
    "img",
    "picture",
    "photo",
    "figure",
    "pic",
    "图片",
    "embed-image",
    "gallery-image",
];

/// The types of parts that stand in a line.
const INLINE: [&str; 20] = [
    "text",
    "link",
    "a",
    "span",
    "strong",
    "em",
    "b",
    "i",
    "u",
    "mention",
    "code",
    "hardBreak",
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "hashtag",
    "text_link",
    "custom_emoji",
    "phone",
];

/// How many parts are within each other at most.
const DEEPEST: usize = 40;

impl<'t> Values<'t> {
    /// A body: one text whose lines are paragraphs, or an array of paragraphs and subheads.
    pub(in super::super) fn body(&mut self, field: &Named<'_, 't>) -> Option<Vec<Block>> {
        let mut blocks = Vec::new();
        match Kind::of(field.value) {
            Kind::Null => {}
            Kind::Text => {
                let text = self.string(field.value);
                self.body_of_text(&text, &mut blocks);
            }
            Kind::Array => {
                let items = field.items();
                if is_mixed_line(&items) {
                    self.is_later = true;
                    let mut line = String::new();
                    self.line(field.value, &mut line, 0);
                    self.paragraphs(&line, &mut blocks);
                    return (!blocks.is_empty()).then_some(blocks);
                }
                for item in &items {
                    let is_alone = items.len() == 1 && Kind::of(item.value) == Kind::Text;
                    // Who writes an array parts paragraphs in it, unless all are in one of a sentence and more.
                    if is_alone && item.value.get().contains(['。', '<', '\'']) {
                        let text = self.string(item.value);
                        self.body_of_text(&text, &mut blocks);
                    } else {
                        self.block(item, &mut blocks);
                    }
                }
            }
            Kind::Object => {
                self.is_later = true;
                self.part(field, &mut blocks, 0);
            }
            Kind::Bool | Kind::Number => {
                let expected = Words::new("text or an array of paragraphs", "文字或段落的数组");
                return self.wrong(field, expected);
            }
        }
        (!blocks.is_empty()).then_some(blocks)
    }

    /// A text that is all of a body, and may be a list that was turned into text.
    fn body_of_text(&mut self, text: &str, blocks: &mut Vec<Block>) {
        if let Some(list) = literal::list(text) {
            self.is_later = true;
            for text in list {
                self.paragraphs(&text, blocks);
            }
        } else if let Some(parts) = self.encoded(text) {
            self.is_later = true;
            blocks.extend(parts);
        } else {
            self.paragraphs(text, blocks);
        }
    }

    /// The paragraphs of a text, which may have markup.
    fn paragraphs(&mut self, text: &str, blocks: &mut Vec<Block>) {
        if !self.rich(text, blocks) {
            self.is_later |= !self.is_plain && paragraphs(text, blocks);
        }
    }

    /// Reads a text with markup; returns whether it has any.
    fn rich(&mut self, text: &str, blocks: &mut Vec<Block>) -> bool {
        if self.is_plain {
            plain_paragraphs(text, blocks);
            return true;
        }
        if let Some(rich) = markup::rich(text) {
            self.is_later = true;
            blocks.extend(rich.blocks);
            self.pictures.extend(rich.images);
            self.links.extend(rich.links);
            return true;
        }
        let Some(text) = markup::unescaped(text) else {
            return false;
        };
        self.is_later = true;
        paragraphs(&text, blocks);
        true
    }

    fn block(&mut self, item: &Named<'_, 't>, blocks: &mut Vec<Block>) {
        match Kind::of(item.value) {
            Kind::Null => {}
            Kind::Text => {
                let text = self.string(item.value);
                if !self.rich(&text, blocks) {
                    plain_paragraphs(&text, blocks);
                }
            }
            Kind::Object => {
                let subhead = self.object(item.value).and_then(|object| {
                    let subhead = get(&object, &["subhead"])?;
                    Some(subhead).filter(|_| object.0.len() == 1)
                });
                match subhead {
                    Some(subhead) if Kind::of(subhead.value) == Kind::Text => {
                        let subhead = joined(&self.string(subhead.value));
                        blocks.extend(subhead.map(|subhead| Block::Subhead { subhead }));
                    }
                    Some(subhead) => {
                        let _: Option<()> = self.wrong(&subhead, TEXT);
                    }
                    None => {
                        self.is_later = true;
                        self.part(item, blocks, 0);
                    }
                }
            }
            _ => self.part(item, blocks, 0),
        }
    }

    /// Reads a part of a body, whatever it is.
    pub(super) fn part(&mut self, item: &Named<'_, 't>, blocks: &mut Vec<Block>, depth: usize) {
        let expected = Words::new(
            "a paragraph, {\"subhead\": …} or an object with a text",
            "段落、{\"subhead\": …} 或有文字的对象",
        );
        match Kind::of(item.value) {
            Kind::Null => {}
            Kind::Text => {
                let text = self.string(item.value);
                self.paragraphs(&text, blocks);
            }
            Kind::Array if depth < DEEPEST => {
                self.is_later = true;
                for item in item.items() {
                    self.part(&item, blocks, depth + 1);
                }
            }
            Kind::Object if depth < DEEPEST => {
                self.is_later = true;
                if let Some(object) = self.object(item.value)
                    && !self.typed(&object, blocks, depth)
                    && !object.0.is_empty()
                {
                    let _: Option<()> = self.wrong(item, expected);
                }
            }
            _ => {
                let _: Option<()> = self.wrong(item, expected);
            }
        }
    }

    /// Reads a part by its type; returns whether it is one.
    fn typed(&mut self, object: &Object<'t>, blocks: &mut Vec<Block>, depth: usize) -> bool {
        let kind = type_of(object);
        let is = |kinds: &[&str]| {
            kind.as_ref()
                .is_some_and(|(kind, _)| kinds.contains(&&**kind))
        };
        let before = blocks.len();
        let found = if is(&PICTURES) || has_picture_alone(object) {
            self.picture(object)
        } else if let Some(subhead) = get(object, &["subhead"]) {
            let texts = self.wrapped(subhead.value, 0);
            blocks.extend(
                texts
                    .iter()
                    .filter_map(|text| joined(text))
                    .map(|subhead| Block::Subhead { subhead }),
            );
            true
        } else {
            TEXTS.iter().chain(&LANGUAGES).any(|name| {
                get(object, &[name]).is_some_and(|text| {
                    let is_read = self.content(&text, blocks, depth);
                    is_read || blocks.len() > before
                })
            }) || object.only_text().is_some_and(|(name, text)| {
                let text = Named::new(name, text);
                kind.is_none()
                    && !text.value.get().contains("://")
                    && self.content(&text, blocks, depth)
            })
        };
        if found
            && let Some((kind, value)) = &kind
            && is_known_type(kind)
        {
            self.mark_as_known(value);
        }
        if is(&HEADINGS) {
            let texts: Vec<Block> = blocks.drain(before..).collect();
            let texts = texts.iter().filter_map(|block| joined(block.text()));
            let heads: Vec<Block> = texts.map(|subhead| Block::Subhead { subhead }).collect();
            blocks.extend(heads);
        }
        found
            || kind.is_some_and(|(kind, _)| {
                ["divider", "hr", "delimiter", "br", "hardBreak"].contains(&&*kind)
            })
    }

    /// Reads what a part holds: a text, parts, or pieces of one line. Returns whether it is empty or was read.
    fn content(&mut self, text: &Named<'_, 't>, blocks: &mut Vec<Block>, depth: usize) -> bool {
        match Kind::of(text.value) {
            Kind::Array if is_line(text.value) => {
                let mut line = String::new();
                self.line(text.value, &mut line, depth);
                self.paragraphs(&line, blocks);
                true
            }
            Kind::Bool => false,
            Kind::Number => {
                self.mark(text.value);
                self.paragraphs(text.value.get(), blocks);
                true
            }
            Kind::Text | Kind::Null | Kind::Array | Kind::Object => {
                self.part(text, blocks, depth + 1);
                true
            }
        }
    }

    /// Adds the pieces of one line.
    fn line(&mut self, value: &'t RawValue, line: &mut String, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        match Kind::of(value) {
            Kind::Text => line.push_str(&self.string(value)),
            Kind::Array => {
                for item in json::items(value) {
                    self.line(item, line, depth + 1);
                }
            }
            Kind::Object => {
                let Some(object) = self.object(value) else {
                    return;
                };
                let kind = type_of(&object);
                if let Some((kind, value)) = &kind {
                    if is_known_type(kind) {
                        self.mark_as_known(value);
                    }
                    if kind == "hardBreak" {
                        line.push('\n');
                    }
                }
                if let Some(text) = get(
                    &object,
                    &[
                        "plain_text",
                        "text",
                        "insert",
                        "content",
                        "children",
                        "value",
                    ],
                ) {
                    self.line(text.value, line, depth + 1);
                } else if let Some(picture) = get(&object, &["image"]) {
                    let texts = self.wrapped(picture.value, 0);
                    self.pictures.extend(texts.into_iter().map(|src| Image {
                        src: Some(src),
                        ..Image::default()
                    }));
                }
            }
            _ => {}
        }
    }

    /// Reads a part that is a picture.
    fn picture(&mut self, object: &Object<'t>) -> bool {
        let nested = ["image", "data", "file", "attrs", "attributes", "media"];
        let inner = get(object, &nested).filter(|inner| Kind::of(inner.value) == Kind::Object);
        let image = inner.and_then(|inner| self.image(&inner));
        let mut part = |names: &[&'static str]| self.text(&get(object, names)?);
        let caption = part(&[
            "caption",
            "desc",
            "description",
            "alt",
            "text",
            "title",
            "图说",
            "说明",
        ]);
        let credit = part(&["credit", "photographer", "摄影"]);
        let src = part(&["src", "url", "href", "file", "image", "content", "value"]);
        let mut image = image.unwrap_or_default();
        image.caption = image.caption.or(caption);
        image.credit = image.credit.or(credit);
        image.src = image.src.or(src);
        let is_one = image != Image::default();
        self.pictures.extend(is_one.then_some(image));
        is_one
    }
}

/// The types of parts that hold texts and other parts, besides headings, pictures and what stands in a line.
const HOLDERS: [&str; 35] = [
    "paragraph",
    "p",
    "block",
    "unstyled",
    "doc",
    "document",
    "root",
    "list",
    "list_item",
    "list-item",
    "listItem",
    "li",
    "ul",
    "ol",
    "bulletList",
    "orderedList",
    "unordered-list-item",
    "ordered-list-item",
    "bulleted_list_item",
    "numbered_list_item",
    "quote",
    "blockquote",
    "html",
    "section",
    "div",
    "table",
    "tableRow",
    "tableCell",
    "raw",
    "rich-text",
    "richtext",
    "markdown",
    "core/paragraph",
    "core/heading",
    "core/image",
];

/// Whether a type says what a part is as its fields do, so that nothing is lost with it.
fn is_known_type(kind: &str) -> bool {
    [&HEADINGS[..], &PICTURES, &INLINE, &HOLDERS]
        .iter()
        .any(|known| known.contains(&kind))
}

/// The type that a part says it is of.
fn type_of<'t>(object: &Object<'t>) -> Option<(String, &'t RawValue)> {
    let kind = get(
        object,
        &["type", "kind", "tag", "nodeType", "_type", "类型"],
    )?;
    let text = (Kind::of(kind.value) == Kind::Text).then(|| json::string(kind.value).0)?;
    Some((text, kind.value))
}

/// Whether a part is a picture by what it has: an address, and no text.
fn has_picture_alone(object: &Object) -> bool {
    let has = |names: &[&str]| names.iter().any(|name| get(object, &[name]).is_some());
    has(&["src", "image", "img"]) && !has(&["text", "content", "html", "children", "insert"])
}

/// Whether an array holds texts and, between them, pieces of the same line.
fn is_mixed_line(items: &[Named]) -> bool {
    let is = |item: &Named, kind| Kind::of(item.value) == kind;
    let is_inline = |item: &Named| {
        let object = json::fields(item.value).unwrap_or_default();
        type_of(&object).is_some_and(|(kind, _)| INLINE.contains(&&*kind))
    };
    let mut objects = items
        .iter()
        .filter(|item| is(item, Kind::Object))
        .peekable();
    objects.peek().is_some()
        && items.iter().any(|item| is(item, Kind::Text))
        && objects.all(is_inline)
}

/// Whether an array holds the pieces of one line.
fn is_line(value: &RawValue) -> bool {
    let items = json::items(value);
    let is_piece = |item: &&RawValue| match Kind::of(item) {
        Kind::Object => {
            let object = json::fields(item).unwrap_or_default();
            match type_of(&object) {
                Some((kind, _)) => INLINE.contains(&&*kind),
                None => ["text", "insert"]
                    .iter()
                    .any(|name| get(&object, &[name]).is_some()),
            }
        }
        _ => false,
    };
    !items.is_empty() && items.iter().all(is_piece)
}
