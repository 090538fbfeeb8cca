//! The reader at any size: an article in columns is on the screen from its first character to its last.

use proptest::prelude::*;
use ratatui::buffer::{Buffer, CellWidth as _};
use zhenews::app::keys::Code;
use zhenews::app::layout::{Area, Page};
use zhenews::document::{Document, Role, UNTITLED};
use zhenews::text::width::Ambiguous;

use crate::desk::{Reader, shipped};

fn ambiguous() -> impl Strategy<Value = Ambiguous> {
    prop_oneof![Just(Ambiguous::Narrow), Just(Ambiguous::Wide)]
}

fn without_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// What a document is to be read as: a headline that was not printed says so.
fn expected(document: &Document) -> String {
    let block = |block: &zhenews::document::Block| {
        let text = document.text().get(block.range.clone()).unwrap_or_default();
        let mark = if block.role == Role::DrawnHeadline {
            UNTITLED
        } else {
            ""
        };
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

/// What the text's window shows: its head, and then column by column.
fn seen(reader: &Reader) -> (Page, String) {
    let whole = reader.model.layout().pane.expect("the text is alone");
    let page = reader.model.page_of(whole);
    let reading = reader.model.pane.reading.as_ref().expect("an article");
    let head = reading.window().across.len() as u16 * page.spacing;
    let head = Area {
        height: head.min(page.area.height),
        ..page.area
    };
    let column = |number| Area {
        x: page.column(number),
        y: head.y + head.height,
        width: page.measure,
        height: page.area.height - head.height,
    };
    let areas = std::iter::once(head).chain((0..page.columns).map(column));
    let buffer = reader.buffer();
    (page, areas.map(|area| read(&buffer, area)).collect())
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
        loose in any::<bool>(),
    ) {
        let mut reader = Reader::new(shipped(), (columns, rows), ambiguous);
        (0..row).for_each(|_| reader.type_in("J"));
        reader.type_in(if loose { "zc=" } else { "zc" });
        // What is told of it takes the last line, until the next key.
        reader.press(Code::Home);
        let whole = expected(&reader.model.pane.reading.as_ref().expect("an article").document);
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
