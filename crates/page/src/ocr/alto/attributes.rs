//! The attributes of an element of ALTO.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::events::BytesStart;

use super::super::{Fault, number};
use crate::placed::Area;

/// The attributes of an element that matter.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    pub(super) id: Option<String>,
    /// The block that is read next.
    pub(super) next: Option<String>,
    /// Left, top, width and height.
    pub(super) places: [Option<f32>; 4],
    /// The area of a polygon.
    pub(super) outline: Option<Area>,
    pub(super) content: Option<String>,
    /// How sure the program was.
    pub(super) confidence: Option<f32>,
    /// Which part of a divided word it is, and the whole word.
    pub(super) part: Option<String>,
    pub(super) whole: Option<String>,
    pub(super) styles: Option<String>,
    pub(super) tags: Option<String>,
    pub(super) label: Option<String>,
    pub(super) reference: Option<String>,
    pub(super) size: Option<f32>,
    pub(super) family: Option<String>,
    pub(super) weight: Option<String>,
    /// The page's number as it is printed.
    pub(super) printed: Option<String>,
}

impl Attributes {
    pub(super) fn of(tag: &BytesStart<'_>) -> Result<Self, Fault> {
        let mut found = Self::default();
        for attribute in tag.attributes().with_checks(false) {
            let attribute = attribute.map_err(quick_xml::Error::from)?;
            let value = || -> Result<Cow<'_, str>, Fault> {
                Ok(attribute.normalized_value(XmlVersion::Implicit1_0)?)
            };
            let text = || value().map(|value| Some(value.into_owned()));
            let place = || number::parse(&attribute.value);
            match attribute.key.local_name().as_ref() {
                "ID" => found.id = text()?,
                "HPOS" => found.places[0] = place(),
                "VPOS" => found.places[1] = place(),
                "WIDTH" => found.places[2] = place(),
                "HEIGHT" => found.places[3] = place(),
                "POINTS" => found.outline = outline(&attribute.value),
                "CONTENT" => found.content = text()?,
                "WC" => found.confidence = place(),
                "SUBS_TYPE" => found.part = text()?,
                "SUBS_CONTENT" => found.whole = text()?.filter(|whole| !whole.is_empty()),
                "STYLEREFS" => found.styles = text()?,
                "TAGREFS" => found.tags = text()?,
                // What a tag is called says more than what kind of tag it is.
                "LABEL" => found.label = text()?.filter(|label| !label.is_empty()).or(found.label),
                "TYPE" if found.label.is_none() => found.label = text()?,
                "IDNEXT" => found.next = text()?,
                "REF" => found.reference = text()?,
                "FONTSIZE" => found.size = place().filter(|size| *size > 0.0),
                "FONTFAMILY" => found.family = text()?,
                "FONTSTYLE" => found.weight = text()?,
                "PRINTED_IMG_NR" => found.printed = text()?.filter(|name| !name.is_empty()),
                _ => {}
            }
        }
        Ok(found)
    }

    pub(super) fn area(&self) -> Option<Area> {
        let [left, top, width, height] = self.places;
        let area = || Some(number::sized(left?, top?, width?, height?));
        area().or(self.outline)
    }

    /// Whether that is what it is said to be.
    pub(super) fn says(&self, kind: &str) -> bool {
        let label = self.label.as_deref().unwrap_or_default();
        label.eq_ignore_ascii_case(kind)
    }

    pub(super) fn has_area(&self) -> bool {
        self.area().is_some()
    }
}

/// Reads the points of a polygon: `1,2 3,4`, or `1 2 3 4` as some programs write it.
fn outline(text: &str) -> Option<Area> {
    if text.contains(',') {
        return number::points(text);
    }
    let numbers: Option<Vec<f32>> = text.split_whitespace().map(number::parse).collect();
    let numbers = numbers?;
    let points = numbers
        .chunks_exact(2)
        .filter_map(|pair| Some((*pair.first()?, *pair.get(1)?)));
    number::around(points)
}

/// Whether a block of blocks is a picture.
pub(super) fn is_picture(attributes: &Attributes) -> bool {
    attributes.says("illustration") || attributes.says("photo")
}
