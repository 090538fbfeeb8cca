//! Reads the HTML that most texts are made of without the tokenizer: text, tags that are written as the standard wants
//! them, and comments. It costs a fraction, and a test holds both to give the same. At the first thing that is written
//! otherwise the rest is left to the tokenizer, which begins between two tags as here.

use memchr::{memchr, memchr3, memmem};

use super::{Event, Tag};

/// Elements behind which the tokenizer reads text in its own way.
const RAW: [&str; 10] = [
    "iframe",
    "noembed",
    "noframes",
    "noscript",
    "plaintext",
    "script",
    "style",
    "textarea",
    "title",
    "xmp",
];

/// Takes what is read.
pub(super) type Reader<'r> = dyn FnMut(Event<'_>) + 'r;

/// Gives what a text begins with as long as that is plain; returns the rest. `text` gives a text with references.
pub(super) fn read<'h>(
    html: &'h str,
    has_raw_text: bool,
    reader: &mut Reader<'_>,
    text: impl Fn(&str, &mut Reader<'_>),
) -> &'h str {
    let mut tags = Tags::default();
    let mut rest = html;
    loop {
        let end = memchr(b'<', rest.as_bytes()).unwrap_or(rest.len());
        let Some((before, from_tag)) = rest.split_at_checked(end) else {
            return rest;
        };
        if !before.is_empty() {
            if memchr3(b'&', b'\r', b'\0', before.as_bytes()).is_some() {
                text(before, reader);
            } else {
                reader(Event::Text(before));
            }
        }
        if from_tag.is_empty() {
            return from_tag;
        }
        let Some(after) = tags.read(from_tag, has_raw_text, reader) else {
            return from_tag;
        };
        rest = after;
    }
}

/// Reads tags, with what they were made of before to make new ones of.
#[derive(Default)]
struct Tags {
    tag: Tag,
    spare: Vec<(String, String)>,
}

impl Tags {
    /// Reads a tag or a comment; returns what follows it, if it is plain.
    fn read<'h>(
        &mut self,
        html: &'h str,
        has_raw_text: bool,
        reader: &mut Reader<'_>,
    ) -> Option<&'h str> {
        let bytes = html.as_bytes();
        match bytes.get(1)? {
            b'/' => {
                let after = self.name(html.get(2..)?)?;
                let after = after.trim_ascii_start().strip_prefix('>')?;
                // Browsers take it for the break that was meant.
                if self.tag.name == "br" {
                    reader(Event::Start(&Tag::line_break()));
                } else {
                    reader(Event::End(&self.tag.name));
                }
                Some(after)
            }
            b'!' => {
                let within = html.strip_prefix("<!--")?;
                let (comment, after) =
                    within.split_at_checked(memmem::find(within.as_bytes(), b"--")?)?;
                let after = after.strip_prefix("-->")?;
                let is_plain = memchr3(b'<', b'\r', b'\0', comment.as_bytes()).is_none();
                let is_closed = comment.starts_with(['>', '-']) || comment.ends_with('-');
                (is_plain && !is_closed).then(|| reader(Event::Comment(comment)))?;
                Some(after)
            }
            _ => {
                let after = self.name(html.get(1..)?)?;
                if has_raw_text && RAW.contains(&&*self.tag.name) {
                    return None;
                }
                self.spare.append(&mut self.tag.attributes);
                let after = self.attributes(after)?;
                reader(Event::Start(&self.tag));
                Some(after)
            }
        }
    }

    /// Reads the name of an element.
    fn name<'h>(&mut self, text: &'h str) -> Option<&'h str> {
        let bytes = text.as_bytes();
        let len = bytes
            .iter()
            .position(|byte| !byte.is_ascii_alphanumeric())?;
        let name = text.get(..len)?;
        bytes.first()?.is_ascii_alphabetic().then_some(())?;
        self.tag.name.clear();
        self.tag.name.push_str(name);
        self.tag.name.make_ascii_lowercase();
        let after = text.get(len..)?;
        // Nothing else ends a name that is plain.
        after
            .starts_with(['>', '/', ' ', '\t', '\n'])
            .then_some(after)
    }

    /// Reads attributes up to the end of the tag; returns what follows that.
    fn attributes<'h>(&mut self, text: &'h str) -> Option<&'h str> {
        let mut rest = text;
        loop {
            let spaced = rest.trim_start_matches([' ', '\t', '\n']);
            if let Some(after) = spaced.strip_prefix('>') {
                self.tag.is_closed = false;
                return Some(after);
            }
            if let Some(after) = spaced.strip_prefix("/>") {
                self.tag.is_closed = true;
                return Some(after);
            }
            // Without a space between them two are written together.
            (spaced.len() < rest.len()).then_some(())?;
            rest = self.attribute(spaced)?;
        }
    }

    fn attribute<'h>(&mut self, text: &'h str) -> Option<&'h str> {
        let is_name = |byte: &u8| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'.' | b'@')
        };
        let bytes = text.as_bytes();
        let len = bytes.iter().position(|byte| !is_name(byte))?;
        (len > 0).then_some(())?;
        let (name, after) = text.split_at_checked(len)?;
        let (value, after) = match after.as_bytes().first()? {
            b'=' => value(after.get(1..)?)?,
            b'>' | b'/' | b' ' | b'\t' | b'\n' => ("", after),
            _ => return None,
        };
        // A space may stand before the mark, which then is the name's.
        let is_parted =
            after.len() == text.len() - len && after.trim_ascii_start().starts_with('=');
        let is_plain = memchr3(b'&', b'\r', b'\0', value.as_bytes()).is_none();
        (is_plain && !is_parted).then_some(())?;
        let (mut own, mut own_value) = self.spare.pop().unwrap_or_default();
        own.clear();
        own.push_str(name);
        own.make_ascii_lowercase();
        own_value.clear();
        own_value.push_str(value);
        self.tag.attributes.push((own, own_value));
        Some(after)
    }
}

/// Reads the value of an attribute; returns it with what follows.
fn value(text: &str) -> Option<(&str, &str)> {
    let quote = *text.as_bytes().first()?;
    if matches!(quote, b'"' | b'\'') {
        let within = text.get(1..)?;
        let (value, after) = within.split_at_checked(memchr(quote, within.as_bytes())?)?;
        return Some((value, after.get(1..)?));
    }
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.:/?#%;,+!@".contains(byte);
    let len = text.as_bytes().iter().position(|byte| !is_plain(byte))?;
    let (value, after) = text.split_at_checked(len)?;
    let is_ended = after.starts_with(['>', ' ', '\t', '\n']) && !value.ends_with('/');
    (len > 0 && is_ended).then_some((value, after))
}
