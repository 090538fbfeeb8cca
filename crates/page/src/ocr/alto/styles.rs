//! The styles and tags that an ALTO file names, and its unit.

use std::collections::HashMap;

use super::attributes::Attributes;
use crate::ocr::kinds;
use crate::placed::RegionKind;

/// The styles of a file.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// Whether the text that comes next is the unit.
    pub(super) awaits_unit: bool,
    /// How many units a point has; not known of pixels.
    point: Option<f32>,
    by_id: HashMap<String, Style>,
    /// The faces, by what their styles say of them.
    faces: HashMap<String, u16>,
    tags: HashMap<String, RegionKind>,
}

/// A style of text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    /// The size of its type in the page's units.
    pub(super) size: Option<f32>,
    pub(super) face: Option<u16>,
}

impl Styles {
    pub(super) fn set_unit(&mut self, name: &str) {
        self.point = match name.trim() {
            "mm10" => Some(254.0 / 72.0),
            "inch1200" => Some(1200.0 / 72.0),
            _ => None,
        };
    }

    pub(super) fn add(&mut self, attributes: Attributes) {
        let size = attributes
            .size
            .zip(self.point)
            .map(|(size, point)| size * point);
        let family = attributes.family.unwrap_or_default();
        let face = format!("{family} {}", attributes.weight.unwrap_or_default());
        let next = u16::try_from(self.faces.len()).unwrap_or(u16::MAX);
        let face = (face != " ").then(|| *self.faces.entry(face).or_insert(next));
        let id = attributes.id.unwrap_or_default();
        self.by_id.insert(id, Style { size, face });
    }

    pub(super) fn add_tag(&mut self, attributes: Attributes) {
        let kind = attributes.label.and_then(|label| kinds::of_word(&label));
        if let Some(kind) = kind {
            self.tags.insert(attributes.id.unwrap_or_default(), kind);
        }
    }

    /// Returns the style of an element.
    pub(super) fn of(&self, attributes: &Attributes) -> Option<Style> {
        let mut names = attributes.styles.as_deref()?.split_whitespace();
        names.find_map(|name| self.by_id.get(name)).copied()
    }

    /// Returns what the tags of an element say that it is.
    pub(super) fn kind(&self, attributes: &Attributes) -> Option<RegionKind> {
        let mut names = attributes.tags.as_deref()?.split_whitespace();
        names.find_map(|name| self.tags.get(name)).copied()
    }
}
