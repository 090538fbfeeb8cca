//! The JSON of programs that recognize text: lists of boxes with their texts, of PaddleOCR, RapidOCR and Umi-OCR.
//!
//! A file may hold one value, or one in each line.

use serde_json::Value;

use super::lines::{self, Known};
use super::{Fault, number, regions_json};
use crate::placed::{Area, PlacedLine, PlacedPage};

/// Reads the pages of a file.
pub(super) fn read(text: &str) -> Result<Vec<PlacedPage>, Fault> {
    let mut pages = Vec::new();
    for value in serde_json::Deserializer::from_str(text).into_iter::<Value>() {
        pages.extend(of_value(&value?));
    }
    pages.iter_mut().for_each(measure);
    Ok(pages)
}

/// Reads the pages of a value. The parser has held how deep it is.
fn of_value(value: &Value) -> Vec<PlacedPage> {
    match value {
        Value::Array(values) => of_array(values),
        Value::Object(_) => of_object(value),
        _ => Vec::new(),
    }
}

fn of_array(values: &[Value]) -> Vec<PlacedPage> {
    if regions_json::is_content_list(values) {
        return regions_json::content_list(values);
    }
    let lines: Vec<PlacedLine> = values.iter().filter_map(line).collect();
    if lines.is_empty() {
        values.iter().flat_map(of_value).collect()
    } else {
        vec![of_lines(lines)]
    }
}

fn of_object(value: &Value) -> Vec<PlacedPage> {
    /// What results stand in, as services wrap them.
    const WRAPPERS: [&str; 6] = [
        "res",
        "result",
        "layoutParsingResults",
        "ocrResults",
        "prunedResult",
        "data",
    ];
    if let Some(blocks) = value.get("parsing_res_list").and_then(Value::as_array) {
        return vec![regions_json::parsing_result(value, blocks)];
    }
    if let Some(lines) = columns(value) {
        let size = |name| {
            value
                .get(name)
                .and_then(number::of_json)
                .unwrap_or_default()
        };
        return vec![PlacedPage {
            width: size("width"),
            height: size("height"),
            ..of_lines(lines)
        }];
    }
    let inner = WRAPPERS.iter().filter_map(|name| value.get(name));
    inner.flat_map(of_value).collect()
}

fn of_lines(lines: Vec<PlacedLine>) -> PlacedPage {
    PlacedPage {
        lines,
        ..PlacedPage::default()
    }
}

/// Reads lists of equal length, of the texts and their boxes: PaddleOCR 3, and RapidOCR since its second version.
fn columns(value: &Value) -> Option<Vec<PlacedLine>> {
    let list = |names: &[&str]| names.iter().find_map(|name| value.get(name)?.as_array());
    let texts = list(&["rec_texts", "txts"])?;
    let boxes = list(&["rec_polys", "rec_boxes", "boxes"])?;
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

/// Reads a line: `[quad, [text, score]]`, `[quad, text, score]`, or an object of these.
fn line(value: &Value) -> Option<PlacedLine> {
    if let Value::Array(parts) = value {
        let (area, text) = (parts.first()?, parts.get(1)?);
        return match text {
            Value::Array(pair) => placed(area, pair.first()?, pair.get(1)),
            text => placed(area, text, parts.get(2)),
        };
    }
    let any = |names: &[&str]| names.iter().find_map(|name| value.get(name));
    placed(
        any(&["box", "bbox", "points"])?,
        any(&["text", "txt", "transcription"])?,
        any(&["score", "confidence"]),
    )
}

fn placed(area: &Value, text: &Value, score: Option<&Value>) -> Option<PlacedLine> {
    let known = Known {
        area: Some(corners(area)?),
        confidence: score.and_then(number::of_json),
        ..Known::default()
    };
    lines::of_text(text.as_str()?, known)
}

/// Reads four corners, or the left upper and the right lower one; returns the area between them.
fn corners(value: &Value) -> Option<Area> {
    let corners = value.as_array()?;
    let numbers: Option<Vec<f32>> = corners.iter().map(number::of_json).collect();
    if let Some(numbers) = numbers {
        return Some(number::between(numbers.try_into().ok()?));
    }
    let point = |corner: &Value| {
        let x = number::of_json(corner.get(0)?)?;
        Some((x, number::of_json(corner.get(1)?)?))
    };
    number::around(corners.iter().filter_map(point))
}

/// Makes a page as large as what stands on it, where its size is not said.
fn measure(page: &mut PlacedPage) {
    let lines = page.lines.iter().map(|line| line.area);
    let regions = page.regions.iter().map(|region| region.area);
    if let Some(all) = lines.chain(regions).reduce(Area::union) {
        page.width = page.width.max(all.right);
        page.height = page.height.max(all.bottom);
    }
}
