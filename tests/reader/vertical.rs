//! Vertical text: how it looks, and that what one does in it is what one does in lines across.

use ratatui::buffer::Buffer;
use zhenews::app::Effect;
use zhenews::app::keys::Code;
use zhenews::app::layout::Area;
use zhenews::app::reading::Reading;
use zhenews::app::view::Direction;
use zhenews::lang::Lang;
use zhenews::text::width::Ambiguous;

use crate::desk::{Reader, shipped};
use crate::palette::configure;
use crate::screens::at_sizes;
use crate::sizes::read_down;

#[test]
fn beside_the_list_and_alone() {
    at_sizes("vertical", &[(80, 24), (40, 12)], |size, ambiguous| {
        let mut reader = Reader::new(shipped(), size, ambiguous);
        reader.type_in("jlv");
        reader
    });
}

#[test]
fn hits_and_lines_that_are_selected() {
    at_sizes("vertical_selecting", &[(120, 35)], |size, ambiguous| {
        let mut reader = Reader::new(shipped(), size, ambiguous);
        reader.model.lang = Lang::En;
        reader.type_in("/治理");
        reader.press(Code::Enter);
        reader.type_in("nvVjj");
        reader
    });
}

#[test]
fn columns_below_each_other() {
    at_sizes("vertical_columns", &[(200, 50)], |size, ambiguous| {
        let mut reader = Reader::new(shipped(), size, ambiguous);
        reader.type_in("jzvc");
        reader
    });
}

/// What of an area looks otherwise in another buffer, read from top to bottom and from right to left.
fn differing(one: &Buffer, other: &Buffer, area: Area, pitch: u16) -> String {
    let mut seen = one.clone();
    for y in area.y..area.y + area.height {
        for x in area.x..area.x + area.width {
            if one[(x, y)] == other[(x, y)] {
                seen[(x, y)].reset();
            }
        }
    }
    read_down(&seen, area, pitch)
}

#[test]
fn every_hit_is_marked_also_where_it_goes_on_in_the_next_line() {
    for ambiguous in [Ambiguous::Narrow, Ambiguous::Wide] {
        let mut reader = Reader::new(shipped(), (80, 24), ambiguous);
        reader.type_in("/植树");
        reader.press(Code::Enter);
        reader.type_in("lv");
        let shown = reader.model.layout().pane.expect("the text shows");
        let page = reader.model.page_of(shown);
        let with = reader.buffer();
        let reading = reader.model.pane.reading.as_mut().expect("an article");
        let text = reading.document.text();
        let visible = &reading.galley().lines()[reading.visible()];
        let seen = visible[0].range.start..visible[visible.len() - 1].range.end;
        let hits = reading.hits.iter().filter(|hit| seen.contains(&hit.start));
        let hits: String = hits.map(|hit| text.get(hit.clone()).unwrap()).collect();
        assert!(hits.chars().count() > 4, "{hits}");
        reading.hits.clear();
        let marked = differing(&with, &reader.buffer(), page.area, page.pitch());
        assert_eq!(marked, hits);
    }
}

#[test]
fn what_is_read_stays_in_sight_and_comes_back_to_its_place() {
    for scrolled in ["", "jjj", "jjjjjjjjj", " "] {
        let mut reader = Reader::of_shipped(80, 24);
        reader.type_in("l");
        reader.type_in(scrolled);
        let top = |reader: &Reader| reader.model.pane.reading.as_ref().map(Reading::top);
        let anchor = reader
            .model
            .pane
            .reading
            .as_ref()
            .expect("an article")
            .anchor();
        let before = top(&reader);
        reader.type_in("v");
        let reading = reader.model.pane.reading.as_ref().expect("an article");
        assert!(reading.shows(anchor), "{scrolled}");
        reader.type_in("v");
        assert_eq!(top(&reader), before, "{scrolled}");
    }
}

#[test]
fn keys_go_on_by_a_line_and_by_a_screen_of_lines() {
    let mut reader = Reader::of_shipped(80, 24);
    reader.type_in("lv");
    let visible = |reader: &Reader| {
        let reading = reader.model.pane.reading.as_ref().expect("an article");
        reading.visible()
    };
    let first = visible(&reader);
    reader.type_in("j");
    assert_eq!(visible(&reader).start, first.start + 1);
    reader.type_in("k ");
    assert_eq!(
        visible(&reader).start,
        first.end - 1,
        "a line stays in sight"
    );
}

#[test]
fn what_is_copied_is_the_newspapers_text() {
    let mut reader = Reader::of_shipped(80, 24);
    reader.type_in("lvY");
    let copied = reader.asked.iter().find_map(|effect| match effect {
        Effect::Copy(text) => Some(text.clone()),
        _ => None,
    });
    let copied = copied.expect("a paragraph");
    let reading = reader.model.pane.reading.as_ref().expect("an article");
    assert!(reading.document.text().contains(copied.trim()), "{copied}");
    assert!(copied.contains('“'), "{copied}");
}

#[test]
fn a_setting_asks_for_it_and_a_plain_reader_has_none() {
    let mut reader = Reader::of_shipped(80, 24);
    configure(&mut reader, "vertical = true");
    assert_eq!(reader.model.window.view.direction, Direction::Down);
    configure(&mut reader, "plain = true");
    reader.type_in("v");
    assert!(reader.model.notice.is_some());
    let pane = reader.model.layout().list.expect("one thing at a time");
    assert!(!reader.model.page_of(pane).is_vertical);
}
