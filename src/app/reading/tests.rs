//! A window of one column and of several: nothing is passed over, and it ends at the end.

use super::*;
use crate::app::layout::Area;
use crate::article::{Article, Block};
use proptest::prelude::*;

fn reading(characters: usize) -> Reading {
    let sentence = "扎实做好林木后续管护工作，确保栽种一片、成活一片、美化一片。";
    let text: String = sentence.chars().cycle().take(characters).collect();
    let article = Article {
        title: Some("植树".into()),
        body: vec![Block::Paragraph(text.clone()), Block::Paragraph(text)],
        ..Article::default()
    };
    Reading::new(0, String::new(), Arc::new(Document::new(&article)), 0)
}

fn fit(reading: &mut Reading, measure: u16, height: u16) {
    reading.set_on(&Page::single(measure, height), Ambiguous::Narrow);
}

fn set_all(reading: &mut Reading) {
    while !reading.is_complete() {
        reading.set_more();
    }
}

fn last_byte_is_visible(reading: &Reading) -> bool {
    let end = reading.document.text().trim_end().len();
    let last = reading.visible().end.checked_sub(1);
    last.and_then(|l| reading.galley().lines().get(l))
        .is_some_and(|l| l.range.end == end)
}

proptest! {
    #[test]
    fn every_article_scrolls_to_its_last_character(
        characters in 1usize..3000, measure in 2u16..100, height in 1u16..60,
    ) {
        let mut reading = reading(characters);
        fit(&mut reading, measure, height);
        set_all(&mut reading);
        let mut steps = 0;
        while !last_byte_is_visible(&reading) {
            let before = reading.top();
            reading.page(1);
            prop_assert!(reading.top() > before, "stuck at line {before}");
            steps += 1;
        }
        prop_assert_eq!(reading.percent(), 100);
        for _ in 0..=steps {
            reading.page(-1);
        }
        prop_assert_eq!(reading.top(), 0);
    }

    #[test]
    fn the_character_on_top_survives_resizing(
        scroll in 0isize..40, sizes in prop::collection::vec((2u16..100, 1u16..60), 1..5),
    ) {
        let mut reading = reading(1500);
        fit(&mut reading, 40, 10);
        reading.scroll(scroll);
        let anchor = reading.anchor();
        for (measure, height) in sizes {
            fit(&mut reading, measure, height);
            let line = reading.galley().line_at(anchor);
            prop_assert!(reading.visible().contains(&line));
        }
        fit(&mut reading, 40, 10);
        let top = &reading.galley().lines()[reading.top()];
        prop_assert_eq!((top.range.start, reading.anchor()), (anchor, anchor));
    }
}

fn page(measure: u16, height: u16, columns: u16) -> Page {
    let area = Area {
        width: columns * (measure + 4) - 4,
        height,
        ..Area::default()
    };
    Page {
        area,
        columns,
        ..Page::single(measure, height)
    }
}

/// What a window shows, column after column, without white space.
fn shown(reading: &Reading) -> String {
    let Window { across, columns } = reading.window();
    let ranges = std::iter::once(across).chain(columns);
    let lines = ranges.flat_map(|range| &reading.galley().lines()[range]);
    let text = lines.map(|line| reading.document.text().get(line.range.clone()));
    let text = text.flatten().flat_map(str::chars);
    text.filter(|c| !c.is_whitespace()).collect()
}

proptest! {
    #[test]
    fn columns_show_every_character_once_and_in_order(
        characters in 1usize..2000, measure in 2u16..50, height in 1u16..40, columns in 2u16..6,
    ) {
        let mut reading = reading(characters);
        reading.set_on(&page(measure, height, columns), Ambiguous::Narrow);
        set_all(&mut reading);
        let all: String = reading.document.text().split_whitespace().collect();
        let mut seen = String::new();
        loop {
            let window = shown(&reading);
            let visible = reading.visible();
            // The last window may begin before the end of the one above it.
            let before: String = reading.galley().lines()[..visible.start].iter()
                .map(|line| reading.document.text().get(line.range.clone()).unwrap().trim()).collect();
            let before: String = before.split_whitespace().collect();
            prop_assert!(seen.starts_with(&before), "a line is passed over");
            seen = before + &window;
            if visible.end == reading.galley().lines().len() {
                break;
            }
            reading.page(1);
            prop_assert!(reading.top() > visible.start, "stuck at {visible:?}");
        }
        prop_assert_eq!(seen, all);
        prop_assert_eq!(reading.percent(), 100);
        let mut pages = 0;
        while reading.top() > 0 {
            let top = reading.top();
            reading.page(-1);
            prop_assert!(reading.visible().end >= top, "a line is passed over on the way back");
            pages += 1;
            prop_assert!(pages < 5000, "the start is not reached");
        }
    }

    #[test]
    fn columns_at_the_end_are_equally_high(
        characters in 1usize..2000, measure in 8u16..50, height in 1u16..40, columns in 2u16..6,
    ) {
        let mut reading = reading(characters);
        reading.set_on(&page(measure, height, columns), Ambiguous::Narrow);
        set_all(&mut reading);
        reading.go_to_end();
        let window = reading.window();
        let mut heights: Vec<usize> = window.columns.iter().map(Range::len).collect();
        while heights.last() == Some(&0) {
            heights.pop();
        }
        // What does not fill a row stands in the last of them; an empty line at a column's head is left out.
        let _ = heights.pop();
        let first = heights.first().copied().unwrap_or_default();
        prop_assert!(heights.iter().all(|height| *height == first), "{heights:?}");
    }
}

#[test]
fn a_long_article_opens_in_part_and_its_end_is_reached_when_set() {
    let mut reading = reading(200_000);
    fit(&mut reading, 60, 20);
    assert!(!reading.is_complete());
    reading.go_to_end();
    set_all(&mut reading);
    assert!(last_byte_is_visible(&reading));
}

#[test]
fn scrolling_stops_a_jump_that_is_under_way() {
    let mut reading = reading(200_000);
    fit(&mut reading, 60, 20);
    reading.go_to_end();
    reading.go_to_start();
    set_all(&mut reading);
    assert_eq!(reading.top(), 0);
}

#[test]
fn a_hit_is_brought_into_the_window() {
    let mut reading = reading(2000);
    fit(&mut reading, 30, 12);
    for byte in [3000, 20, 11_000, 5999] {
        let byte = reading.document.text().floor_char_boundary(byte);
        reading.reveal(byte);
        let line = reading.galley().line_at(byte);
        assert!(reading.visible().contains(&line));
    }
}
