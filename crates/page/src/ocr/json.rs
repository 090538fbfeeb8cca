//! The JSON of programs that recognize text: lists of boxes with their texts, of PaddleOCR, RapidOCR, Umi-OCR and the
//! services that are like them.
//!
//! A file may hold one value, or one in each line.

use serde_json::{Map, Value};

use super::{Fault, boxes, mineru_json, number, regions_json};
use crate::placed::{PlacedLine, PlacedPage};

/// Reads the pages of a file.
pub(super) fn read(text: &str) -> Result<Vec<PlacedPage>, Fault> {
    let mut pages = Vec::new();
    if text.trim_start().starts_with(['[', '{']) {
        of_values(text, &mut pages)?;
    } else {
        // Each line begins with the name of its picture.
        for line in text.lines() {
            let (_, labels) = line.split_once('\t').unwrap_or(("", line));
            of_values(labels, &mut pages)?;
        }
    }
    Ok(pages)
}

/// Reads the pages of values that follow one another. Those of a list that is written value by value are one page.
fn of_values(text: &str, pages: &mut Vec<PlacedPage>) -> Result<(), Fault> {
    let values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    let values: Vec<Value> = values.collect::<Result<_, _>>()?;
    if values.len() > 1 && regions_json::is_structure_list(&values) {
        pages.extend(regions_json::structure_list(&values));
    } else {
        pages.extend(values.iter().flat_map(of_value));
    }
    Ok(())
}

/// Reads the pages of a value. The parser has held how deep it is.
fn of_value(value: &Value) -> Vec<PlacedPage> {
    match value {
        Value::Array(values) => of_array(values),
        Value::Object(fields) => of_object(value, fields),
        _ => Vec::new(),
    }
}

fn of_array(values: &[Value]) -> Vec<PlacedPage> {
    if regions_json::is_content_list(values) {
        return regions_json::content_list(values);
    }
    if regions_json::is_structure_list(values) {
        return regions_json::structure_list(values);
    }
    if let Some(page) = mineru_json::content_page(values) {
        return vec![page];
    }
    let lines: Vec<PlacedLine> = values.iter().filter_map(boxes::line).collect();
    if lines.is_empty() {
        values.iter().flat_map(of_value).collect()
    } else {
        vec![of_lines(lines)]
    }
}

fn of_object(value: &Value, fields: &Map<String, Value>) -> Vec<PlacedPage> {
    /// What results stand in, as services wrap them.
    const WRAPPERS: [&str; 11] = [
        "res",
        "result",
        "results",
        "layoutParsingResults",
        "ocrResults",
        "prunedResult",
        "data",
        "words_result",
        "text_lines",
        "Response",
        "TextDetections",
    ];
    if let Some(blocks) = value.get("parsing_res_list").and_then(Value::as_array) {
        return vec![regions_json::parsing_result(value, blocks)];
    }
    if let Some(pages) = value.get("pdf_info").and_then(Value::as_array) {
        return pages.iter().map(mineru_json::middle_page).collect();
    }
    let list = |name| value.get(name).and_then(Value::as_array);
    let found = list("layout_dets").map(|lines| lines.iter().filter_map(boxes::line).collect());
    if let Some(lines) = found.or_else(|| boxes::columns(value)) {
        let info = value.get("page_info").unwrap_or(value);
        let size = |name| info.get(name).and_then(number::of_json).unwrap_or_default();
        return vec![PlacedPage {
            width: size("width"),
            height: size("height"),
            ..of_lines(lines)
        }];
    }
    let inner = WRAPPERS.iter().filter_map(|name| value.get(name));
    let pages: Vec<PlacedPage> = inner.flat_map(of_value).collect();
    if !pages.is_empty() {
        return pages;
    }
    // Lines by their numbers, or pages by the names of their pictures.
    let lines: Vec<PlacedLine> = fields.values().filter_map(boxes::line).collect();
    if lines.is_empty() {
        fields.values().flat_map(of_value).collect()
    } else {
        vec![of_lines(lines)]
    }
}

fn of_lines(lines: Vec<PlacedLine>) -> PlacedPage {
    PlacedPage {
        lines,
        ..PlacedPage::default()
    }
}
