//! The text of a file as it is read: decoded and, where its reports do not stand one after the other, written
//! anew.

use std::borrow::Cow;
use std::sync::Arc;

use super::decode::{Damage, Decoded, decode};
use super::names::Names;
use super::recast::{LineMap, recast};
use super::shape::Shape;
use crate::lang::Bilingual;

/// A file's text, and how it is read.
#[derive(Debug)]
pub(super) struct Content<'b> {
    pub(super) text: Cow<'b, str>,
    /// What stands for bytes that are nothing in their encoding, in the order of the text.
    pub(super) damage: Vec<Damage>,
    /// Which lines of the text are which of the file.
    pub(super) lines: LineMap,
    pub(super) shape: Shape,
}

/// Reads the bytes of a file.
///
/// # Errors
///
/// What is wrong with a file that is no text or in an encoding that is not read, and what was expected.
pub(super) fn content<'b>(bytes: &'b [u8], names: &Arc<Names>) -> Result<Content<'b>, Bilingual> {
    let Decoded { text, damage } = decode(bytes)?;
    // A text in memory can always be looked at.
    let shape = Shape::of(&mut &*text, names).unwrap_or_default();
    if let Some(recast) = recast(&text, &shape.layout, names) {
        let within = Shape::of(&mut recast.text.as_str(), &names.within()).unwrap_or_default();
        return Ok(Content {
            text: recast.text.into(),
            damage: Vec::new(),
            lines: recast.lines,
            shape: Shape {
                layout: shape.layout,
                ..within
            },
        });
    }
    Ok(Content {
        text,
        damage,
        lines: LineMap::default(),
        shape,
    })
}
