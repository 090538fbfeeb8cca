//! The JSON of programs that tell the regions of a page apart: PP-StructureV3 and MinerU.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{boxes, kinds, lines, number};
use crate::html::{Event, events};
use crate::placed::{Area, PlacedLine, PlacedPage, Region, RegionKind};

/// Reads a page of PP-StructureV3.
pub(super) fn parsing_result(value: &Value, blocks: &[Value]) -> PlacedPage {
    let size = |name| {
        value
            .get(name)
            .and_then(number::of_json)
            .unwrap_or_default()
    };
    let mut page = PlacedPage {
        width: size("width"),
        height: size("height"),
        ..PlacedPage::default()
    };
    for (block, order) in blocks.iter().zip(orders(blocks)) {
        let label = block.get("block_label").and_then(Value::as_str);
        let content = block.get("block_content").and_then(Value::as_str);
        let kind = label.and_then(kinds::of_word);
        let area = area(block.get("block_bbox")).unwrap_or_default();
        if is_picture(label.unwrap_or_default()) {
            page.pictures.push(area);
        }
        add(
            &mut page,
            content.unwrap_or_default(),
            area,
            kind,
            Some(order),
        );
    }
    page
}

/// Returns the places of blocks in the order of reading. Those without one of their own, which pictures and notes are,
/// follow the block that they follow in the list; without any the list is in order.
fn orders(blocks: &[Value]) -> Vec<u32> {
    let mut last = 0;
    let own = blocks.iter().map(|block| {
        last = order(block).unwrap_or(last);
        last
    });
    let own: Vec<u32> = own.collect();
    let mut sorted: Vec<usize> = (0..own.len()).collect();
    sorted.sort_by_key(|&at| own.get(at));
    let mut places = vec![0; own.len()];
    for (place, at) in (0..).zip(sorted) {
        if let Some(found) = places.get_mut(at) {
            *found = place;
        }
    }
    places
}

fn order(block: &Value) -> Option<u32> {
    u32::try_from(block.get("block_order")?.as_u64()?).ok()
}

pub(super) fn is_picture(label: &str) -> bool {
    matches!(label, "image" | "chart" | "figure")
}

/// Whether values are a list of regions with the lines in each: PP-Structure before its third version.
pub(super) fn is_structure_list(values: &[Value]) -> bool {
    let is_region = |value: &Value| {
        let has = |name: &str| value.get(name).is_some();
        has("type") && has("bbox") && has("res")
    };
    !values.is_empty() && values.iter().all(is_region)
}

/// Reads such a list. A picture's number says on which page a region stands.
pub(super) fn structure_list(values: &[Value]) -> Vec<PlacedPage> {
    let mut pages: BTreeMap<u64, PlacedPage> = BTreeMap::new();
    for value in values {
        let number = value.get("img_idx").and_then(Value::as_u64);
        structure(value, pages.entry(number.unwrap_or_default()).or_default());
    }
    pages.into_values().collect()
}

fn structure(value: &Value, page: &mut PlacedPage) {
    let label = value
        .get("type")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let area = area(value.get("bbox")).unwrap_or_default();
    if is_picture(label) {
        page.pictures.push(area);
    }
    let kind = kinds::of_word(label);
    let result = value.get("res");
    let html = result
        .and_then(|result| result.get("html"))
        .and_then(Value::as_str);
    if let Some(html) = html {
        add(page, html, area, Some(RegionKind::Figure), None);
        return;
    }
    let found = result.and_then(Value::as_array).into_iter().flatten();
    let mut found: Vec<PlacedLine> = found.filter_map(boxes::line).collect();
    if found.is_empty() {
        return;
    }
    for line in &mut found {
        line.region = Some(page.regions.len());
    }
    page.lines.append(&mut found);
    page.regions.push(Region {
        area,
        kind,
        order: None,
        report: None,
    });
}

/// Returns an empty page whose places are thousandths of it.
pub(super) fn page_in_thousandths() -> PlacedPage {
    PlacedPage {
        width: 1000.0,
        height: 1000.0,
        ..PlacedPage::default()
    }
}

/// Whether values are a list of MinerU's.
pub(super) fn is_content_list(values: &[Value]) -> bool {
    let first = values.first();
    first.is_some_and(|first| first.get("type").is_some() && first.get("page_idx").is_some())
}

/// Reads a list of MinerU's, whose places are in thousandths of the page.
pub(super) fn content_list(values: &[Value]) -> Vec<PlacedPage> {
    let mut pages: BTreeMap<u64, PlacedPage> = BTreeMap::new();
    for (at, value) in values.iter().enumerate() {
        let number = value.get("page_idx").and_then(Value::as_u64);
        let page = pages
            .entry(number.unwrap_or_default())
            .or_insert_with(page_in_thousandths);
        content(value, at as u32, page);
    }
    pages.into_values().collect()
}

fn content(value: &Value, at: u32, page: &mut PlacedPage) {
    let label = value
        .get("type")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let area = area(value.get("bbox")).unwrap_or_default();
    if is_picture(label) {
        page.pictures.push(area);
    }
    let text = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default();
    let list = |name: &str| {
        let texts = value
            .get(name)
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        texts
            .filter_map(Value::as_str)
            .collect::<Vec<_>>()
            .join("\n")
    };
    let is_title = value.get("text_level").and_then(Value::as_u64).is_some();
    let kind = kinds::of_word(label);
    let kind = if is_title {
        Some(RegionKind::Headline)
    } else {
        kind
    };
    add(page, text("text"), area, kind, Some(at));
    add(page, &list("list_items"), area, kind, Some(at));
    add(
        page,
        text("table_body"),
        area,
        Some(RegionKind::Figure),
        Some(at),
    );
    for name in [
        "image_caption",
        "img_caption",
        "table_caption",
        "chart_caption",
    ] {
        add(page, &list(name), area, Some(RegionKind::Caption), Some(at));
    }
    for name in ["image_footnote", "img_footnote", "table_footnote"] {
        add(page, &list(name), area, Some(RegionKind::Caption), Some(at));
    }
}

/// Adds a region with its text, if it has any.
pub(super) fn add(
    page: &mut PlacedPage,
    text: &str,
    area: Area,
    kind: Option<RegionKind>,
    order: Option<u32>,
) {
    let text = if kind == Some(RegionKind::Figure) {
        rows(text)
    } else {
        text.to_owned()
    };
    let region = page.regions.len();
    let lines = lines::of_block(&text, area, region, None);
    if lines.is_empty() {
        return;
    }
    page.lines.extend(lines);
    page.regions.push(Region {
        area,
        kind,
        order,
        report: None,
    });
}

fn area(value: Option<&Value>) -> Option<Area> {
    let corners = value?.as_array()?.iter().map(number::of_json);
    let corners: Option<Vec<f32>> = corners.collect();
    Some(number::between(corners?.try_into().ok()?))
}

/// Returns the text of a table in HTML, a row in a line, with a full-width space between cells.
pub(super) fn rows(html: &str) -> String {
    if !html.contains('<') {
        return html.to_owned();
    }
    let mut text = String::new();
    events(html, |event| match event {
        Event::Text(part) => text.push_str(part),
        Event::End("td" | "th") => text.push('\u{3000}'),
        Event::End("tr") => text.push('\n'),
        _ => {}
    });
    text
}
