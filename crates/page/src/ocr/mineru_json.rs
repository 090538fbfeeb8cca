//! The other JSON of MinerU: what it found on each page before it wrote a list of contents (`middle.json`), and the
//! second form of that list, page by page.

use serde_json::Value;

use super::lines::{self, Known};
use super::regions_json::{self, rows};
use super::{boxes, kinds, number};
use crate::placed::{Area, PlacedPage, Region, RegionKind};

/// How deep blocks stand in blocks at most: a picture with its caption.
const DEEPEST: usize = 8;

/// Reads a page of `middle.json`: its blocks in the order of reading, and what was set aside.
pub(super) fn middle_page(value: &Value) -> PlacedPage {
    let size = |at: usize| {
        let size = value.get("page_size").and_then(|size| size.get(at));
        size.and_then(number::of_json).unwrap_or_default()
    };
    let mut page = PlacedPage {
        width: size(0),
        height: size(1),
        ..PlacedPage::default()
    };
    let list = |name: &str| value.get(name).and_then(Value::as_array);
    let names = ["para_blocks", "preproc_blocks"].into_iter();
    let mut lists = names.filter_map(list);
    let blocks = lists.find(|blocks| !blocks.is_empty());
    for (blocks, is_apart) in [(blocks, false), (list("discarded_blocks"), true)] {
        for block in blocks.into_iter().flatten() {
            add_block(block, is_apart, &mut page);
        }
    }
    page
}

/// Adds a block, and those that stand in it.
fn add_block(block: &Value, is_apart: bool, page: &mut PlacedPage) {
    let mut open = vec![(block, 0)];
    while let Some((block, depth)) = open.pop() {
        let inner = block.get("blocks").and_then(Value::as_array);
        let inner = inner.into_iter().flatten().rev();
        if depth < DEEPEST {
            open.extend(inner.map(|inner| (inner, depth + 1)));
        }
        add_lines(block, is_apart, page);
    }
}

fn add_lines(block: &Value, is_apart: bool, page: &mut PlacedPage) {
    let label = block.get("type").and_then(Value::as_str);
    let label = label.unwrap_or_default();
    let area = block.get("bbox").and_then(boxes::corners);
    if label.starts_with("image") && !label.contains("caption") && !label.contains("footnote") {
        page.pictures.extend(area);
    }
    let kind = if is_apart {
        Some(RegionKind::Furniture)
    } else {
        kinds::of_word(label)
    };
    let region = page.regions.len();
    let before = page.lines.len();
    for line in list(block, "lines") {
        let spans = list(line, "spans");
        let text: String = spans.iter().map(text_of_span).collect();
        let known = Known {
            area: line.get("bbox").and_then(boxes::corners).or(area),
            region: Some(region),
            confidence: spans
                .first()
                .and_then(|span| span.get("score"))
                .and_then(number::of_json),
            ..Known::default()
        };
        for text in text.lines().filter(|text| !text.trim().is_empty()) {
            page.lines.extend(lines::of_text(text, known));
        }
    }
    if page.lines.len() == before {
        return;
    }
    let covered = page.lines.iter().skip(before).map(|line| line.area);
    page.regions.push(Region {
        area: area
            .or_else(|| covered.reduce(Area::union))
            .unwrap_or_default(),
        kind,
        order: Some(region as u32),
        report: None,
    });
}

/// Returns a list of a value; none where it has no such.
fn list<'v>(value: &'v Value, name: &str) -> &'v [Value] {
    value
        .get(name)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

fn text_of_span(span: &Value) -> String {
    let text = |name: &str| span.get(name).and_then(Value::as_str);
    let table = text("html").map(rows);
    table
        .or_else(|| text("content").map(str::to_owned))
        .unwrap_or_default()
}

/// Reads a page of the second list of contents; `None` where it is none.
pub(super) fn content_page(values: &[Value]) -> Option<PlacedPage> {
    let is_content = |value: &Value| {
        value.get("type").is_some() && value.get("content").is_some_and(Value::is_object)
    };
    if values.is_empty() || !values.iter().all(is_content) {
        return None;
    }
    let mut page = regions_json::page_in_thousandths();
    for value in values {
        content(value, &mut page);
    }
    Some(page)
}

fn content(value: &Value, page: &mut PlacedPage) {
    let label = value.get("type").and_then(Value::as_str);
    let label = label.unwrap_or_default();
    let area = value
        .get("bbox")
        .and_then(boxes::corners)
        .unwrap_or_default();
    if regions_json::is_picture(label) {
        page.pictures.push(area);
    }
    let Some(parts) = value.get("content").and_then(Value::as_object) else {
        return;
    };
    for (name, part) in parts {
        let kind = match (name.as_str(), kinds::of_word(label)) {
            (name, _) if name.ends_with("caption") || name.ends_with("footnote") => {
                Some(RegionKind::Caption)
            }
            ("html", _) => Some(RegionKind::Figure),
            (_, kind) => kind,
        };
        let text = match part {
            Value::Array(_) => text_of(part),
            Value::String(text) if matches!(&**name, "html" | "math_content" | "code") => {
                text.clone()
            }
            _ => continue,
        };
        let order = Some(page.regions.len() as u32);
        regions_json::add(page, &text, area, kind, order);
    }
}

/// Returns the text of nested lists; the items of a list stand in lines of their own.
fn text_of(value: &Value) -> String {
    let mut text = String::new();
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(values) => open.extend(values.iter().rev()),
            Value::Object(fields) => {
                if let Some(inner) = fields.get("item_content") {
                    if !text.is_empty() {
                        text.push('\n');
                    }
                    open.push(inner);
                } else {
                    open.extend(fields.get("content"));
                }
            }
            Value::String(part) => text.push_str(part),
            _ => {}
        }
    }
    text
}
