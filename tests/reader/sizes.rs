//! The reader at any size: an article in columns is on the screen from its first character to its last.

use std::ops::Range;

use proptest::prelude::*;
use ratatui::buffer::{Buffer, CellWidth as _};
use zhenews::app::keys::Code;
use zhenews::app::layout::{Area, CHARACTER, Page};
use zhenews::document::{Document, Role, UNTITLED};
use zhenews::text::vertical::places;
use zhenews::text::width::Ambiguous;

use crate::desk::{Reader, shipped};

fn ambiguous() -> impl Strategy<Value = Ambiguous> {
    prop_oneof![Just(Ambiguous::Narrow), Just(Ambiguous::Wide)]
}

fn without_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// A part of a text as it is shown.
fn shown(text: &str, range: Range<usize>, is_vertical: bool) -> String {
    if is_vertical {
        places(text, range)
            .map(|place| place.shown.repeat(place.rows))
            .collect()
    } else {
        text.get(range).unwrap_or_default().to_owned()
    }
}

/// What a document is to be read as: a headline that was not printed says so.
fn expected(document: &Document, is_vertical: bool) -> String {
    let block = |block: &zhenews::document::Block| {
        let mark = if block.role == Role::DrawnHeadline {
            UNTITLED
        } else {
            ""
        };
        let mark = shown(mark, 0..mark.len(), is_vertical);
        let text = shown(document.text(), block.range.clone(), is_vertical);
        without_space(&format!("{mark}{text}"))
    };
    document.blocks().iter().map(block).collect()
}

/// What stands in an area of the screen, row by row.
fn read(buffer: &Buffer, area: Area) -> String {
    let mut text = String::new();
    for y in area.y..area.y + area.height {
        let mut x = area.x;
        while x < area.x + area.width {
            let cell = &buffer[(x, y)];
            text.push_str(cell.symbol());
            x += cell.cell_width().max(1);
        }
    }
    without_space(&text)
}

/// What stands in an area of the screen whose lines run from top to bottom, the first of them on the right.
pub(crate) fn read_down(buffer: &Buffer, area: Area, pitch: u16) -> String {
    let mut text = String::new();
    let mut right = area.x + area.width;
    while let Some(x) = right.checked_sub(CHARACTER).filter(|x| *x >= area.x) {
        for y in area.y..area.y + area.height {
            text.push_str(buffer[(x, y)].symbol());
            if buffer[(x, y)].cell_width() < CHARACTER {
                text.push_str(buffer[(x + 1, y)].symbol());
            }
        }
        right = right.saturating_sub(pitch);
    }
    without_space(&text)
}

/// What the text's window shows: its head, and then column by column.
fn seen(reader: &Reader) -> (Page, String) {
    let whole = reader.model.layout().pane.expect("the text is alone");
    let page = reader.model.page_of(whole);
    let reading = reader.model.pane.reading.as_ref().expect("an article");
    let across = reading.window().across.len() as u16;
    let taken = across * page.pitch();
    let head = if page.is_vertical {
        let width = taken.saturating_sub(page.spacing).min(page.area.width);
        Area {
            x: page.area.x + page.area.width - width,
            width,
            ..page.area
        }
    } else {
        Area {
            height: taken.min(page.area.height),
            ..page.area
        }
    };
    let column = |number| page.column_area(number, across);
    let areas = std::iter::once(head).chain((0..page.columns).map(column));
    let buffer = reader.buffer();
    let read = |area| {
        if page.is_vertical {
            read_down(&buffer, area, page.pitch())
        } else {
            read(&buffer, area)
        }
    };
    (page, areas.map(read).collect())
}

/// What is new in a window after some text, the longest end of which it begins with.
fn new_in<'w>(window: &'w str, before: &str) -> &'w str {
    let ends = before.char_indices().filter_map(|(at, _)| before.get(at..));
    let mut behind = ends.filter_map(|end| window.strip_prefix(end));
    behind.next().unwrap_or(window)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn an_article_in_columns_is_read_from_the_screen_whole_and_in_order(
        row in 0usize..7, columns in 20u16..=220, rows in 5u16..=60, ambiguous in ambiguous(),
        loose in any::<bool>(), is_vertical in any::<bool>(),
    ) {
        let mut reader = Reader::new(shipped(), (columns, rows), ambiguous);
        (0..row).for_each(|_| reader.type_in("J"));
        reader.type_in(if loose { "zc=" } else { "zc" });
        reader.type_in(if is_vertical { "v" } else { "" });
        // What is told of it takes the last line, until the next key.
        reader.press(Code::Home);
        let document = &reader.model.pane.reading.as_ref().expect("an article").document;
        let whole = expected(document, is_vertical);
        let mut text = String::new();
        loop {
            let reading = reader.model.pane.reading.as_ref().expect("an article");
            prop_assert!(reading.is_complete());
            let visible = reading.visible();
            let is_last = visible.end == reading.galley().lines().len();
            let (page, window) = seen(&reader);
            // The last window begins before the end of the one above it; so does every one where there is
            // room for one column only: a line stays in sight.
            let may_overlap = is_last || page.columns < 2;
            let (plainly, joined) = (format!("{text}{window}"), new_in(&window, &text));
            text = if may_overlap && !whole.starts_with(&plainly) {
                format!("{text}{joined}")
            } else {
                plainly
            };
            prop_assert!(whole.starts_with(&text), "{:?}\nis not in\n{}", window, whole);
            if is_last {
                break;
            }
            let top = reading.top();
            reader.type_in(" ");
            let now = reader.model.pane.reading.as_ref().expect("an article").top();
            prop_assert!(now > top, "stuck at line {top}");
        }
        prop_assert_eq!(text, whole);
    }
}
