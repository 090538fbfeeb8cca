//! PAGE XML: regions with kinds, and an order of reading whose groups are reports.

use std::collections::HashMap;

use roxmltree::Node;

use super::lines::{self, Known, Word};
use super::xml::{attribute, is};
use super::{Fault, kinds, number, xml};
use crate::placed::{Area, Direction, PlacedPage, Region, RegionKind};

/// Reads the pages of a file.
pub(super) fn read(text: &str) -> Result<Vec<PlacedPage>, Fault> {
    let document = xml::parse(text)?;
    let pages = document.descendants().filter(|node| is(*node, "Page"));
    Ok(pages.map(page).collect())
}

/// Whether an element stands somewhere on a page and has text, or elements that have.
fn is_region(node: Node<'_, '_>) -> bool {
    let name = node.tag_name().name();
    node.is_element() && (name.ends_with("Region") || name == "TableCell")
}

/// The place of a region in the order of reading, and its report.
type Places<'a> = HashMap<&'a str, (u32, Option<u32>)>;

fn page(node: Node<'_, '_>) -> PlacedPage {
    let size = |name| {
        attribute(node, name)
            .and_then(number::parse)
            .unwrap_or_default()
    };
    let mut page = PlacedPage {
        width: size("imageWidth"),
        height: size("imageHeight"),
        ..PlacedPage::default()
    };
    let order = node.children().find(|child| is(*child, "ReadingOrder"));
    let places = order.map(places).unwrap_or_default();
    let mut open: Vec<(Node<'_, '_>, Option<RegionKind>)> = vec![(node, None)];
    while let Some((node, inherited)) = open.pop() {
        let mut within = inherited;
        let name = node.tag_name().name();
        match name {
            "TextRegion" | "TableCell" => add_region(node, inherited, &places, &mut page),
            "SeparatorRegion" => page.rules.extend(area(node)),
            "ImageRegion" | "GraphicRegion" => page.pictures.extend(area(node)),
            "AdvertRegion" => within = Some(RegionKind::Furniture),
            "TableRegion" => within = Some(RegionKind::Figure),
            _ => {}
        }
        let inner = node.children().filter(Node::is_element);
        let inner = inner.filter(|child| is_region(*child));
        open.extend(inner.rev().map(|child| (child, within)));
    }
    page
}

/// Reads the order of reading: a group within another that names regions itself is a report.
fn places<'a>(order: Node<'a, '_>) -> Places<'a> {
    let mut places = Places::new();
    let mut reports = 0;
    // How deep each group stands, for the outermost is the page.
    let mut open: Vec<(Node<'a, '_>, u32, Option<u32>)> = vec![(order, 0, None)];
    while let Some((node, depth, report)) = open.pop() {
        if let Some(region) = attribute(node, "regionRef") {
            let next = places.len() as u32;
            places.entry(region).or_insert((next, report));
            continue;
        }
        let mut inner: Vec<Node<'a, '_>> = node.children().filter(Node::is_element).collect();
        let index =
            |child: &Node<'_, '_>| attribute(*child, "index").and_then(|at| at.parse::<u32>().ok());
        if node.tag_name().name().ends_with("Indexed")
            || inner.iter().all(|child| index(child).is_some())
        {
            inner.sort_by_key(index);
        }
        let names_regions = inner
            .iter()
            .any(|child| attribute(*child, "regionRef").is_some());
        let report = report.or_else(|| {
            (depth > 1 && names_regions).then(|| {
                reports += 1;
                reports - 1
            })
        });
        open.extend(
            inner
                .into_iter()
                .rev()
                .map(|child| (child, depth + 1, report)),
        );
    }
    places
}

fn add_region(
    node: Node<'_, '_>,
    inherited: Option<RegionKind>,
    places: &Places<'_>,
    page: &mut PlacedPage,
) {
    let id = attribute(node, "id").unwrap_or_default();
    let place = places.get(id);
    let own = attribute(node, "type").or_else(|| custom_type(node));
    let at = page.regions.len();
    let direction = direction(node);
    let before = page.lines.len();
    let lines = node.children().filter(|child| is(*child, "TextLine"));
    page.lines
        .extend(lines.filter_map(|line| text_line(line, at, direction)));
    // What holds regions says again what they say.
    if page.lines.len() == before && !node.children().any(is_region) {
        page.lines.extend(text_alone(node, at));
    }
    let lines = page.lines.get(before..).unwrap_or_default();
    let covered = || lines.iter().map(|line| line.area).reduce(Area::union);
    page.regions.push(Region {
        area: area(node).or_else(covered).unwrap_or_default(),
        kind: inherited.or_else(|| own.and_then(kinds::of_word)),
        order: place.map(|(order, _)| *order),
        report: place.and_then(|(_, report)| *report),
    });
}

/// Returns what Transkribus says that a region is: `structure {type:heading;}`.
fn custom_type<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    let (_, structure) = attribute(node, "custom")?.split_once("structure")?;
    let (_, word) = structure.split_once("type:")?;
    Some(word.split([';', '}']).next()?.trim())
}

fn direction(node: Node<'_, '_>) -> Option<Direction> {
    let direction = attribute(node, "readingDirection")?;
    Some(match direction {
        "top-to-bottom" | "bottom-to-top" => Direction::Vertical,
        _ => Direction::Horizontal,
    })
}

fn text_line(
    node: Node<'_, '_>,
    region: usize,
    direction: Option<Direction>,
) -> Option<crate::placed::PlacedLine> {
    let known = Known {
        area: area(node),
        region: Some(region),
        direction,
        ..Known::default()
    };
    let words = node.children().filter(|child| is(*child, "Word"));
    let words: Option<Vec<Word>> = words.map(word).collect();
    let words = words.filter(|words| !words.is_empty());
    // What the line says itself is what was corrected last, and its words may not have been.
    let Some(own) = reading(node) else {
        return lines::of_words(&words?, known);
    };
    let squeeze = |text: &str| text.split_whitespace().collect::<String>();
    let spelled =
        |words: &Vec<Word>| squeeze(&words.iter().map(|word| &*word.text).collect::<String>());
    match words.filter(|words| spelled(words) == squeeze(&own.text)) {
        Some(words) => lines::of_words(&words, known),
        None => lines::of_words(&[own], known),
    }
}

fn word(node: Node<'_, '_>) -> Option<Word> {
    Some(Word {
        area: area(node),
        ..reading(node).or_else(|| glyphs(node))?
    })
}

/// Returns a word that only its characters spell.
fn glyphs(node: Node<'_, '_>) -> Option<Word> {
    let glyphs = node.children().filter(|child| is(*child, "Glyph"));
    let text: String = glyphs
        .filter_map(|glyph| Some(reading(glyph)?.text))
        .collect();
    (!text.is_empty()).then(|| Word {
        text,
        ..Word::default()
    })
}

/// Makes lines of the text of a region that has none of its own.
fn text_alone(node: Node<'_, '_>, region: usize) -> Vec<crate::placed::PlacedLine> {
    let Some(reading) = reading(node) else {
        return Vec::new();
    };
    lines::of_block(
        &reading.text,
        area(node).unwrap_or_default(),
        region,
        reading.confidence,
    )
}

/// Returns the best reading of an element: the one of the lowest index.
fn reading(node: Node<'_, '_>) -> Option<Word> {
    let readings = node.children().filter(|child| is(*child, "TextEquiv"));
    let index =
        |child: &Node<'_, '_>| attribute(*child, "index").and_then(|at| at.parse::<u32>().ok());
    let best = readings.min_by_key(|child| index(child).unwrap_or_default())?;
    let text = |name: &str| {
        let spelled = best.children().find(|child| is(*child, name))?;
        let text: String = spelled
            .children()
            .filter_map(|child| child.text())
            .collect();
        (!text.trim().is_empty()).then_some(text)
    };
    let text = text("Unicode").or_else(|| text("PlainText"))?;
    Some(Word {
        text,
        confidence: attribute(best, "conf").and_then(number::parse),
        ..Word::default()
    })
}

/// Returns where an element stands: points in an attribute, or as elements as the first versions have them.
fn area(node: Node<'_, '_>) -> Option<Area> {
    let coords = node.children().find(|child| is(*child, "Coords"))?;
    if let Some(points) = attribute(coords, "points") {
        return number::points(points);
    }
    let points = coords.children().filter(|child| is(*child, "Point"));
    let place = |point, name| attribute(point, name).and_then(number::parse);
    number::around(points.filter_map(|point| Some((place(point, "x")?, place(point, "y")?))))
}
