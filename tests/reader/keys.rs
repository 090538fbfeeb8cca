//! Keys in, what the reader sees out.

use crate::desk::{Reader, shipped};
use ratatui::buffer::CellWidth;
use ratatui::style::Color;
use zhenews::app::keys::{Code, Key};
use zhenews::app::{Effect, Focus, Mouse, MouseAction, Msg};
use zhenews::article::{Article, Block};
use zhenews::document::{Document, headline};
use zhenews::store::Collection;
use zhenews::text::width::Ambiguous;

fn selected_title(reader: &Reader) -> String {
    let row = reader.model.list.selected();
    let index = reader.model.article_in(row).expect("a row is selected");
    headline(&reader.model.articles()[index]).text().to_owned()
}

fn hit_number(reader: &Reader) -> usize {
    let found = reader.model.finding.found().expect("a search was answered");
    found.number(
        reader.model.list.selected(),
        reader.model.hit.expect("at a hit"),
    )
}

/// The text that the current hit covers.
fn hit_text(reader: &Reader) -> &str {
    let reading = reader.model.reading.as_ref().expect("an article is open");
    let range = reading.hits[reader.model.hit.expect("at a hit")].clone();
    reading
        .document
        .text()
        .get(range)
        .expect("a hit is whole characters")
}

#[test]
fn arrows_move_the_headline_and_show_its_article_at_once() {
    let mut reader = Reader::of_shipped(100, 30);
    for (press, row) in [
        (Code::Down, 1),
        (Code::Char('j'), 2),
        (Code::Up, 1),
        (Code::End, 6),
    ] {
        reader.press(press);
        assert_eq!(reader.model.list.selected(), row);
        let reading = reader.model.reading.as_ref().expect("an article is open");
        assert_eq!(reading.article, row);
    }
    reader.type_in("gg");
    assert_eq!(reader.model.list.selected(), 0);
    reader.type_in("gj");
    assert_eq!(
        reader.model.list.selected(),
        1,
        "a broken-off sequence loses no key"
    );
    reader.type_in("G");
    assert_eq!(reader.model.list.selected(), 6);
    reader.press(Code::Down);
    assert_eq!(reader.model.list.selected(), 6, "the list ends");
}

#[test]
fn enter_goes_into_the_text_and_left_comes_back() {
    let mut reader = Reader::of_shipped(100, 30);
    reader.press(Code::Enter);
    assert_eq!(reader.model.focus, Focus::Text);
    reader.press(Code::Down);
    assert_eq!(
        reader.model.list.selected(),
        0,
        "arrows scroll the text now"
    );
    assert_eq!(
        reader
            .model
            .reading
            .as_ref()
            .map(zhenews::app::reading::Reading::top),
        Some(1)
    );
    reader.press(Code::Left);
    assert_eq!(reader.model.focus, Focus::List);
    reader.press(Code::Tab);
    assert_eq!(reader.model.focus, Focus::Text);
    reader.press(Code::Esc);
    assert_eq!(reader.model.focus, Focus::List);
}

#[test]
fn a_place_in_an_article_survives_leaving_it() {
    let mut reader = Reader::of_shipped(80, 20);
    reader.type_in("  ");
    let place = reader.model.reading.as_ref().map(|r| (r.top(), r.anchor()));
    assert!(place.is_some_and(|(top, _)| top > 0));
    reader.press(Code::Down);
    assert_eq!(
        reader
            .model
            .reading
            .as_ref()
            .map(zhenews::app::reading::Reading::top),
        Some(0)
    );
    reader.press(Code::Up);
    assert_eq!(
        reader.model.reading.as_ref().map(|r| (r.top(), r.anchor())),
        place
    );
}

#[test]
fn the_list_narrows_as_one_types_and_escape_brings_it_back() {
    let mut reader = Reader::of_shipped(100, 30);
    reader.press(Code::End);
    let before = selected_title(&reader);
    reader.type_in("/植树");
    assert!(reader.model.rows() < 7 && reader.model.rows() > 0);
    assert!(selected_title(&reader).contains("植树"));
    reader.press(Code::Esc);
    assert_eq!(reader.model.rows(), 7, "the first escape clears the text");
    assert!(reader.model.finding.prompt.is_some());
    reader.press(Code::Esc);
    assert!(
        reader.model.finding.prompt.is_none(),
        "the second ends the search"
    );
    reader.type_in("/没有这样的词");
    assert_eq!(reader.model.rows(), 0);
    assert!(reader.screen().contains("没有找到"));
    assert!(reader.model.reading.is_some(), "the article stays");
    reader.press(Code::Esc);
    reader.press(Code::Esc);
    assert_eq!(reader.model.rows(), 7);
    let _ = before;
}

#[test]
fn n_walks_every_hit_of_every_article_and_comes_round() {
    let mut reader = Reader::of_shipped(100, 30);
    reader.type_in("/四城联创");
    reader.press(Code::Enter);
    let all = reader.model.finding.found().expect("answered").hits();
    assert!(all > 5 && reader.model.rows() > 1);
    for number in 1..=all {
        assert_eq!(hit_number(&reader), number);
        assert_eq!(hit_text(&reader), "四城联创");
        let reading = reader.model.reading.as_ref().expect("open");
        let line = reading
            .galley()
            .line_at(reading.hits[reader.model.hit.expect("hit")].start);
        assert!(
            reading.visible().contains(&line),
            "hit {number} is out of sight"
        );
        reader.type_in("n");
    }
    assert_eq!(hit_number(&reader), 1, "after the last comes the first");
    assert!(reader.model.notice.is_some());
    reader.type_in("N");
    assert_eq!(hit_number(&reader), all);
    for number in (1..all).rev() {
        reader.type_in("N");
        assert_eq!(hit_number(&reader), number);
    }
}

#[test]
fn folding_finds_traditional_full_width_and_spaced_text() {
    let mut reader = Reader::of_shipped(100, 30);
    for (typed, found) in [
        ("國土綠化", "国土绿化"),
        ("ＰＭ２．５", "PM2.5"),
        ("pm2.5", "PM2.5"),
    ] {
        reader.type_in("/");
        reader.send(Msg::Paste(typed.to_owned()));
        reader.press(Code::Enter);
        assert_eq!(hit_text(&reader), found, "{typed}");
    }
}

#[test]
fn all_words_must_occur() {
    let mut reader = Reader::of_shipped(100, 30);
    reader.type_in("/植树 王家鹏");
    let both = reader.model.rows();
    reader.press(Code::Enter);
    assert!(both >= 1);
    reader.type_in("/植树 没有的词");
    assert_eq!(reader.model.rows(), 0);
}

#[test]
fn escape_after_a_search_returns_to_where_the_reader_was() {
    let mut reader = Reader::of_shipped(80, 16);
    reader.type_in("  ");
    let place = reader
        .model
        .reading
        .as_ref()
        .map(|r| (r.article, r.anchor()));
    reader.type_in("/示范区");
    reader.press(Code::Enter);
    reader.press(Code::Esc);
    assert_eq!(
        reader
            .model
            .reading
            .as_ref()
            .map(|r| (r.article, r.anchor())),
        place
    );
    assert_eq!(reader.model.rows(), 7);
}

#[test]
fn earlier_searches_come_back_with_the_arrow() {
    let mut reader = Reader::of_shipped(100, 30);
    for typed in ["植树", "污染"] {
        reader.type_in(&format!("/{typed}"));
        reader.press(Code::Enter);
    }
    reader.type_in("/");
    reader.press(Code::Up);
    reader.press(Code::Up);
    assert!(reader.screen().contains("/植树"));
    assert!(
        selected_title(&reader).contains("植树"),
        "a recalled search searches"
    );
}

#[test]
fn an_input_method_in_chinese_mode_does_not_kill_the_keys() {
    let mut reader = Reader::of_shipped(100, 30);
    reader.type_in("ｊ");
    assert_eq!(reader.model.list.selected(), 1);
    reader.type_in("、植树");
    assert!(selected_title(&reader).contains("植树"));
    reader.press(Code::Enter);
    reader.type_in("？");
    assert_eq!(reader.model.overlays.len(), 1);
    reader.press(Code::Esc);
    reader.type_in("／、？");
    let prompt = reader
        .model
        .finding
        .prompt
        .as_ref()
        .expect("／ opens the search");
    assert_eq!(prompt.text(), "、？", "in a text field they are text");
}

#[test]
fn the_caret_stands_where_the_next_character_goes() {
    let mut reader = Reader::of_shipped(100, 30);
    reader.type_in("/植树活动");
    reader.press(Code::Left);
    reader.type_in("大");
    let prompt = reader.model.finding.prompt.as_ref().expect("open");
    assert_eq!((prompt.before(), prompt.after()), ("植树活大", "动"));
}

#[test]
fn copying_gives_the_whole_article() {
    let mut reader = Reader::of_shipped(100, 30);
    reader.type_in("y");
    let document = Document::new(&reader.model.articles()[0]);
    assert_eq!(
        reader.asked,
        [Effect::Copy(format!("{}\n", document.text()))]
    );
    assert!(reader.model.notice.is_some());
}

fn one_article(url: &str) -> Collection {
    let article = Article {
        id: "1".into(),
        body: vec![Block::Paragraph("正文。".into())],
        url: Some(url.into()),
        ..Article::default()
    };
    Collection {
        articles: vec![article],
        problems: Vec::new(),
    }
}

#[test]
fn only_web_links_are_opened() {
    let open = |url: &str| {
        let mut reader = Reader::new(one_article(url), (100, 30), Ambiguous::Narrow);
        reader.type_in("o");
        assert!(reader.model.notice.is_some());
        reader.asked
    };
    let good = "https://example.com/新闻?id=1";
    assert_eq!(open(good), [Effect::Open(good.to_owned())]);
    assert_eq!(open("file:///etc/passwd"), []);
    assert_eq!(open("javascript:alert(1)"), []);
}

#[test]
fn quitting_and_suspending_work_in_a_text_field_too() {
    let mut reader = Reader::of_shipped(100, 30);
    reader.type_in("/q");
    assert_eq!(reader.asked, [], "q is a letter here");
    reader.send(Msg::Key(Key::ctrl('z')));
    reader.send(Msg::Key(Key::ctrl('c')));
    assert_eq!(reader.asked, [Effect::Suspend, Effect::Quit]);
}

#[test]
fn the_mouse_selects_and_scrolls() {
    let mut reader = Reader::of_shipped(100, 30);
    let mouse = |action, x, y| Msg::Mouse(Mouse { action, x, y });
    reader.send(mouse(MouseAction::Click, 3, 5));
    assert_eq!(reader.model.list.selected(), 2);
    reader.send(mouse(MouseAction::WheelDown, 60, 5));
    assert_eq!(
        reader
            .model
            .reading
            .as_ref()
            .map(zhenews::app::reading::Reading::top),
        Some(3)
    );
    reader.send(mouse(MouseAction::WheelUp, 3, 5));
    assert_eq!(reader.model.list.selected(), 1);
    reader.send(mouse(MouseAction::Click, 60, 5));
    assert_eq!(reader.model.focus, Focus::Text);
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
fn a_screen_of_any_size_draws() {
    for width in 0..90 {
        for height in [0, 1, 2, 3, 7] {
            let mut reader = Reader::of_shipped(width, height);
            reader.press(Code::Enter);
            reader.type_in("?");
            reader.buffer();
            reader.press(Code::Esc);
            reader.type_in("/四城");
            reader.buffer();
        }
    }
}

/// What stands in highlighted cells, from left to right and down.
fn highlighted(reader: &Reader) -> (String, usize) {
    let buffer = reader.buffer();
    let mut text = String::new();
    let mut rows = std::collections::BTreeSet::new();
    for y in 0..buffer.area.height {
        let mut x = 0;
        while x < buffer.area.width {
            let cell = &buffer[(x, y)];
            if [Color::Yellow, Color::Green].contains(&cell.bg) {
                text.push_str(cell.symbol());
                rows.insert(y);
            }
            x += cell.cell_width().max(1);
        }
    }
    (text, rows.len())
}

#[test]
fn a_hit_is_highlighted_where_it_runs_over_a_lines_end_too() {
    for ambiguous in [Ambiguous::Narrow, Ambiguous::Wide] {
        let mut reader = Reader::new(shipped(), (40, 20), ambiguous);
        reader.press(Code::Enter);
        let reading = reader.model.reading.as_ref().expect("open");
        let lines = reading.galley().lines();
        let text = reading.document.text();
        let line = |at: usize| text.get(lines[at].range.clone()).expect("whole characters");
        let (above, below) = (line(6), line(7));
        let mut query: Vec<char> = above.chars().rev().take(3).collect();
        query.reverse();
        query.extend(below.chars().take(3));
        let query: String = query.into_iter().collect();
        reader.type_in(&format!("/{query}"));
        reader.press(Code::Enter);
        reader.press(Code::Enter);
        assert_eq!(highlighted(&reader), (query, 2), "{ambiguous:?}");
    }
}
