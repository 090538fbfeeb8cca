//! Where the reader is in an article: kept over resizing, leaving and coming back.

use zhenews::app::Msg;
use zhenews::app::keys::Code;
use zhenews::article::{Article, Block};
use zhenews::store::Collection;
use zhenews::text::width::Ambiguous;

use crate::desk::{Reader, selected_title, shipped};

fn top(reader: &Reader) -> usize {
    reader
        .model
        .pane
        .reading
        .as_ref()
        .expect("an article is open")
        .top()
}

#[test]
fn a_place_in_an_article_survives_leaving_it() {
    let mut reader = Reader::of_shipped(80, 20);
    reader.type_in("  ");
    let place = reader
        .model
        .pane
        .reading
        .as_ref()
        .map(|r| (r.top(), r.anchor()));
    assert!(place.is_some_and(|(top, _)| top > 0));
    reader.press(Code::Down);
    assert_eq!(
        reader
            .model
            .pane
            .reading
            .as_ref()
            .map(zhenews::app::reading::Reading::top),
        Some(0)
    );
    reader.press(Code::Up);
    assert_eq!(
        reader
            .model
            .pane
            .reading
            .as_ref()
            .map(|r| (r.top(), r.anchor())),
        place
    );
}

#[test]
fn every_article_scrolls_to_its_last_character_at_every_size() {
    for (width, height) in [(20, 6), (40, 12), (80, 24), (200, 50)] {
        for ambiguous in [Ambiguous::Narrow, Ambiguous::Wide] {
            let mut reader = Reader::new(shipped(), (width, height), ambiguous);
            for index in 0..7 {
                reader.press(Code::Enter);
                reader.press(Code::End);
                let text = reader
                    .model
                    .pane
                    .reading
                    .as_ref()
                    .expect("open")
                    .document
                    .text()
                    .to_owned();
                let last = text.trim_end().chars().last().expect("text");
                let screen = reader.screen();
                assert!(
                    screen.contains(last),
                    "{width}×{height} {index}: {last}\n{screen}"
                );
                assert!(
                    screen.contains("100%"),
                    "{width}×{height} {index}\n{screen}"
                );
                reader.press(Code::Left);
                reader.press(Code::Down);
            }
        }
    }
}

#[test]
fn every_article_opens_at_its_first_line() {
    for (columns, rows) in [(80, 24), (40, 12), (80, 12), (200, 50)] {
        let mut reader = Reader::of_shipped(columns, rows);
        for index in 0..7 {
            assert_eq!(top(&reader), 0, "{columns}×{rows} article {index}");
            reader.press(Code::Down);
        }
        reader.press(Code::Enter);
        assert!(reader.screen().contains("〔无题〕"), "{}", reader.screen());
    }
}

#[test]
fn an_empty_line_on_top_stays_there_over_resizing_and_leaving() {
    let mut reader = Reader::of_shipped(40, 12);
    reader.press(Code::Down);
    reader.press(Code::Enter);
    for _ in 0..12 {
        let before = top(&reader);
        reader.send(Msg::Resize(60, 12));
        reader.send(Msg::Resize(40, 12));
        assert_eq!(top(&reader), before, "resized");
        reader.type_in("JK");
        assert_eq!(top(&reader), before, "left and come back");
        reader.press(Code::Down);
    }
}

/// Two articles of some megabytes, which are set in parts.
fn long_articles() -> Collection {
    let paragraph = "扎实做好林木后续管护工作，确保栽种一片、成活一片。".repeat(200);
    let article = |id: &str| Article {
        id: id.to_owned(),
        title: Some(id.to_owned()),
        body: vec![Block::Paragraph(paragraph.clone()); 100],
        ..Article::default()
    };
    Collection {
        articles: vec![article("a"), article("b")],
        problems: Vec::new(),
        ..Collection::default()
    }
}

#[test]
fn the_end_of_a_long_article_is_a_place_to_come_back_to() {
    let mut reader = Reader::new(long_articles(), (100, 30), Ambiguous::Narrow);
    reader.press(Code::Enter);
    reader.type_in("G");
    let end = top(&reader);
    assert!(end > 1000);
    reader.type_in("JK");
    assert_eq!(top(&reader), end);
}

#[test]
fn space_reads_on_from_the_end_of_a_report_with_the_next() {
    let mut reader = Reader::of_shipped(80, 24);
    let reports = reader.model.rows();
    let mut seen = vec![selected_title(&reader)];
    for _ in 0..200 {
        let before = (reader.model.list.selected(), top(&reader));
        reader.type_in(" ");
        let after = (reader.model.list.selected(), top(&reader));
        if after == before {
            break;
        }
        if after.0 > before.0 {
            assert_eq!(after, (before.0 + 1, 0), "the next one begins at its start");
            seen.push(selected_title(&reader));
        }
    }
    assert_eq!(seen.len(), reports, "{seen:?}");
    assert_eq!(reader.model.notice.as_deref(), Some("已是最后一篇"));
    let library = reader.model.memory.library();
    assert_eq!(library.read().count(), reports, "and each is read");
}
