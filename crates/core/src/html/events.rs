//! The tags and texts of HTML, one after the other.

use std::borrow::Cow;
use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use super::elements::is_void;
use super::plain;

/// What HTML is made of.
#[derive(Clone, Copy, Debug)]
pub enum Event<'e> {
    /// An element begins.
    Start(&'e Tag),
    /// An element of this name ends.
    End(&'e str),
    /// Text, with its references replaced. That of scripts and styles is given as it stands.
    Text(&'e str),
    /// What stands in a comment.
    Comment(&'e str),
}

/// The tag that begins an element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tag {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) is_closed: bool,
}

impl Tag {
    pub(super) fn line_break() -> Self {
        Self {
            name: "br".to_owned(),
            ..Self::default()
        }
    }

    /// Returns the element's name in small letters.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the first value of an attribute, by its name in small letters.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes();
        attributes.find_map(|(own, value)| (own == name).then_some(value))
    }

    /// Returns the names of the attributes and their values, in order.
    pub fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        let attributes = self.attributes.iter();
        attributes.map(|(name, value)| (&**name, &**value))
    }

    /// Returns the words of its class.
    pub fn classes(&self) -> impl Iterator<Item = &str> {
        let class = self.attribute("class").unwrap_or_default();
        class.split_ascii_whitespace()
    }

    /// Returns whether nothing can stand in the element: `<br>`, `<span/>`.
    pub fn has_no_content(&self) -> bool {
        self.is_closed || is_void(&self.name)
    }
}

/// Gives what is in HTML, in its order.
pub fn events(html: &str, reader: impl FnMut(Event<'_>)) {
    tokenize(html, true, reader);
}

/// Gives what is in HTML that is written as XML, where any element may close itself: behind `<title/>` there are tags.
pub fn xml_events(html: &str, reader: impl FnMut(Event<'_>)) {
    tokenize(html, false, reader);
}

/// `has_raw_text` is whether tags in scripts, titles and the like are text.
fn tokenize(html: &str, has_raw_text: bool, mut reader: impl FnMut(Event<'_>)) {
    let reader: &mut plain::Reader<'_> = &mut reader;
    let rest = plain::read(html, has_raw_text, reader, |text, reader| {
        by_tokenizer(text, has_raw_text, reader);
    });
    if !rest.is_empty() {
        by_tokenizer(rest, has_raw_text, reader);
    }
}

/// Reads HTML by the tokenizer of the standard alone.
pub(super) fn by_tokenizer(html: &str, has_raw_text: bool, reader: &mut dyn FnMut(Event<'_>)) {
    let mut tag = Tag::default();
    let callback = |event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
        read(&event, &mut tag, reader);
        None
    };
    let mut emitter = CallbackEmitter::new(callback);
    emitter.naively_switch_states(has_raw_text);
    // Reading from memory does not fail.
    let _ = Tokenizer::new_with_emitter(html, emitter).finish();
}

/// Returns bytes of a text as text.
fn text(bytes: &[u8]) -> Cow<'_, str> {
    simdutf8::basic::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::from)
}

fn read(event: &CallbackEvent<'_>, tag: &mut Tag, reader: &mut dyn FnMut(Event<'_>)) {
    match event {
        CallbackEvent::OpenStartTag { name } => {
            tag.name.clear();
            tag.name.push_str(&text(name));
            tag.attributes.clear();
        }
        CallbackEvent::AttributeName { name } => {
            let name = text(name).into_owned();
            tag.attributes.push((name, String::new()));
        }
        CallbackEvent::AttributeValue { value } => {
            if let Some((_, own)) = tag.attributes.last_mut() {
                own.push_str(&text(value));
            }
        }
        CallbackEvent::CloseStartTag { self_closing } => {
            tag.is_closed = *self_closing;
            reader(Event::Start(tag));
        }
        // Browsers take it for the break that was meant.
        CallbackEvent::EndTag { name: b"br" } => reader(Event::Start(&Tag::line_break())),
        CallbackEvent::EndTag { name } => reader(Event::End(&text(name))),
        CallbackEvent::String { value } => reader(Event::Text(&text(value))),
        CallbackEvent::Comment { value } => reader(Event::Comment(&text(value))),
        CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
    }
}
