//! Lines with their boxes, under whatever names a program gives them.

use serde_json::Value;

use super::lines::{self, Known};
use super::number;
use crate::placed::{Area, PlacedLine};

/// Names of where a line stands, its corners before the box around it.
const PLACES: [&str; 12] = [
    "box",
    "text_region",
    "points",
    "polygon",
    "poly",
    "dt_boxes",
    "boxes",
    "Polygon",
    "bbox",
    "ItemPolygon",
    "location",
    "vertexes_location",
];
/// Names of its text.
const TEXTS: [&str; 6] = [
    "text",
    "txt",
    "transcription",
    "rec_txt",
    "words",
    "DetectedText",
];
/// Names of how sure the program was.
const SCORES: [&str; 5] = [
    "score",
    "confidence",
    "confident",
    "probability",
    "Confidence",
];

/// Reads a line: `[quad, [text, score]]`, `[quad, text, score]`, or an object of these.
pub(super) fn line(value: &Value) -> Option<PlacedLine> {
    if let Value::Array(parts) = value {
        let (area, text) = (parts.first()?, parts.get(1)?);
        return match text {
            Value::Array(pair) => placed(area, pair.first()?, pair.get(1)),
            text => placed(area, text, parts.get(2)),
        };
    }
    let any = |names: &[&str]| names.iter().find_map(|name| value.get(name));
    placed(any(&PLACES)?, any(&TEXTS)?, any(&SCORES))
}

/// Makes a line of its place and its text.
pub(super) fn placed(area: &Value, text: &Value, score: Option<&Value>) -> Option<PlacedLine> {
    let known = Known {
        area: Some(corners(area)?),
        confidence: score.and_then(confidence),
        ..Known::default()
    };
    lines::of_text(text.as_str()?, known)
}

/// Reads how sure a program was: of one, or of a hundred; some write it in quotation marks, some as an average.
fn confidence(value: &Value) -> Option<f32> {
    let number = match value {
        Value::String(text) => number::parse(text),
        Value::Object(parts) => parts.get("average").and_then(number::of_json),
        value => number::of_json(value),
    }?;
    Some(if number > 1.0 { number / 100.0 } else { number })
}

/// Reads corners, or the left upper and the right lower one, or a corner with two sizes; returns the area that they
/// hold.
pub(super) fn corners(value: &Value) -> Option<Area> {
    if let Value::Object(_) = value {
        return sized(value);
    }
    let corners = value.as_array()?;
    let numbers: Option<Vec<f32>> = corners.iter().map(number::of_json).collect();
    match numbers.as_deref() {
        Some(&[left, top, right, bottom]) => {
            return Some(number::between([left, top, right, bottom]));
        }
        Some(flat) if flat.len() >= 6 => {
            let pairs = flat.chunks_exact(2);
            return number::around(pairs.filter_map(|pair| Some((*pair.first()?, *pair.get(1)?))));
        }
        _ => {}
    }
    number::around(corners.iter().filter_map(point))
}

/// Reads a corner: `[x, y]`, or with their names.
fn point(corner: &Value) -> Option<(f32, f32)> {
    let named = |small: &str, large: &str| corner.get(small).or_else(|| corner.get(large));
    let x = corner.get(0).or_else(|| named("x", "X"))?;
    let y = corner.get(1).or_else(|| named("y", "Y"))?;
    Some((number::of_json(x)?, number::of_json(y)?))
}

/// Reads a corner with two sizes.
fn sized(value: &Value) -> Option<Area> {
    let any = |names: [&str; 3]| {
        let found = names.iter().find_map(|name| value.get(name));
        found.and_then(number::of_json)
    };
    Some(number::sized(
        any(["left", "x", "X"])?,
        any(["top", "y", "Y"])?,
        any(["width", "w", "Width"])?,
        any(["height", "h", "Height"])?,
    ))
}

/// Reads lists of equal length, of the texts and their boxes: PaddleOCR 3, and RapidOCR since its second version.
pub(super) fn columns(value: &Value) -> Option<Vec<PlacedLine>> {
    let list = |names: &[&str]| names.iter().find_map(|name| value.get(name)?.as_array());
    let texts = list(&["rec_texts", "txts"])?;
    // What was found and not read has a box as well in some of the lists.
    let boxes = ["rec_polys", "rec_boxes", "boxes", "dt_polys"];
    let mut boxes = boxes.iter().filter_map(|name| value.get(name)?.as_array());
    let boxes = boxes.find(|boxes| boxes.len() == texts.len())?;
    let scores = list(&["rec_scores", "scores"]);
    let lines = texts
        .iter()
        .zip(boxes)
        .enumerate()
        .filter_map(|(at, (text, area))| {
            let score = scores.and_then(|scores| scores.get(at));
            placed(area, text, score)
        });
    Some(lines.collect())
}
