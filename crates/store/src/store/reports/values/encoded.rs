//! Bodies whose parts an editor wrote as JSON, in a string.

use serde_json::value::RawValue;

use super::super::super::json::{self, Kind};
use super::super::Named;
use super::Values;
use crate::article::{Block, Image};

impl Values<'_> {
    /// Reads a text that holds the parts of a body; `None` where it is anything else, or where something of it would be
    /// lost.
    pub(super) fn encoded(&mut self, text: &str) -> Option<Vec<Block>> {
        if self.is_plain || !text.trim_start().starts_with(['{', '[']) {
            return None;
        }
        let value: &RawValue = serde_json::from_str(text).ok()?;
        let holds_objects = match Kind::of(value) {
            Kind::Object => true,
            _ => json::items(value)
                .first()
                .is_some_and(|first| Kind::of(first) == Kind::Object),
        };
        let mut values = Values::new(text);
        let mut blocks = Vec::new();
        holds_objects.then(|| values.part(&Named::new("", value), &mut blocks, 0))?;
        let is_read = values.faults.is_empty() && !blocks.is_empty();
        if !is_read || !holds_all(&blocks, &values.pictures, value) {
            return None;
        }
        self.pictures.append(&mut values.pictures);
        self.links.append(&mut values.links);
        Some(blocks)
    }
}

/// Whether all texts with characters beyond ASCII that a value holds are in a body or its pictures.
fn holds_all(blocks: &[Block], pictures: &[Image], value: &RawValue) -> bool {
    let mut held: String = blocks.iter().map(Block::text).collect();
    for picture in pictures {
        held.extend(picture.caption.as_deref());
        held.extend(picture.credit.as_deref());
    }
    held.retain(|c| !c.is_whitespace());
    let mut left = vec![value];
    while let Some(value) = left.pop() {
        match Kind::of(value) {
            Kind::Text => {
                let text = json::string(value).0;
                let is_markup = text.contains('<');
                let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
                if !text.is_ascii() && !is_markup && !held.contains(&text) {
                    return false;
                }
            }
            Kind::Array => left.extend(json::items(value)),
            Kind::Object => {
                let fields = json::fields(value).unwrap_or_default().0;
                left.extend(fields.into_iter().map(|(_, value)| value));
            }
            _ => {}
        }
    }
    true
}
