//! Searching and walking the hits, also while answers are still to come.

use ratatui::buffer::CellWidth;
use ratatui::style::{Color, Modifier};
use zhenews::app::keys::Code;
use zhenews::app::line_edit::LineEdit;
use zhenews::app::{Focus, Msg};
use zhenews::text::width::Ambiguous;

use crate::desk::{Reader, selected_title, shipped};

fn hit_number(reader: &Reader) -> usize {
    let found = reader.model.search.found().expect("a search was answered");
    let hit = reader.model.pane.hit.expect("at a hit");
    found.number(reader.model.list.selected(), hit, 0).0
}

/// The text that the current hit covers.
fn hit_text(reader: &Reader) -> &str {
    let reading = reader
        .model
        .pane
        .reading
        .as_ref()
        .expect("an article is open");
    let range = reading.hits[reader.model.pane.hit.expect("at a hit")].clone();
    reading
        .document
        .text()
        .get(range)
        .expect("a hit is whole characters")
}

#[test]
fn the_list_narrows_as_one_types_and_escape_brings_it_back() {
    let mut reader = Reader::of_shipped(100, 30);
    reader.press(Code::End);
    let before = selected_title(&reader);
    reader.type_in("/植树");
    assert!(reader.model.rows() < 7 && reader.model.rows() > 0);
    assert!(selected_title(&reader).contains("植树"));
    assert!(reader.screen().contains("Esc 取消"));
    reader.ctrl('u');
    assert_eq!(reader.model.rows(), 7, "Ctrl-U empties the field");
    assert!(reader.model.search.field.is_some());
    reader.type_in("植树");
    reader.press(Code::Esc);
    assert_eq!(reader.model.rows(), 7);
    assert!(reader.model.search.field.is_none(), "Esc leaves it at once");
    assert_eq!(selected_title(&reader), before);
    reader.type_in("/没有这样的词");
    assert_eq!(reader.model.rows(), 0);
    assert!(reader.screen().contains("没有找到"));
    assert!(reader.model.pane.reading.is_some(), "the article stays");
    reader.press(Code::Esc);
    assert_eq!(reader.model.rows(), 7);
    assert_eq!(selected_title(&reader), before);
}

#[test]
fn n_walks_every_hit_of_every_article_and_comes_round() {
    let mut reader = Reader::of_shipped(100, 30);
    reader.type_in("/四城联创");
    reader.press(Code::Enter);
    let all = reader
        .model
        .search
        .found()
        .expect("answered")
        .hits()
        .expect("they are counted");
    assert!(all > 5 && reader.model.rows() > 1);
    for number in 1..=all {
        assert_eq!(hit_number(&reader), number);
        assert_eq!(hit_text(&reader), "四城联创");
        let reading = reader.model.pane.reading.as_ref().expect("open");
        let line = reading
            .galley()
            .line_at(reading.hits[reader.model.pane.hit.expect("hit")].start);
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
        .pane
        .reading
        .as_ref()
        .map(|r| (r.article, r.anchor()));
    reader.type_in("/示范区");
    reader.press(Code::Enter);
    reader.press(Code::Esc);
    assert_eq!(
        reader
            .model
            .pane
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
        let reading = reader.model.pane.reading.as_ref().expect("open");
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

fn typed(reader: &Reader) -> String {
    let prompt = reader.model.search.field.as_ref();
    prompt.map(LineEdit::text).expect("the field is open")
}

#[test]
fn recalling_loses_nothing_that_was_typed() {
    let mut reader = Reader::of_shipped(100, 30);
    reader.type_in("/植树");
    for code in [Code::Up, Code::Down, Code::Down] {
        reader.press(code);
        assert_eq!(typed(&reader), "植树");
    }
    reader.press(Code::Enter);
    reader.type_in("/污");
    reader.press(Code::Up);
    assert_eq!(typed(&reader), "植树");
    reader.press(Code::Down);
    assert_eq!(typed(&reader), "污");
}

#[test]
fn a_step_before_the_answer_is_taken_when_it_comes() {
    let mut reader = Reader::of_shipped(100, 30);
    reader.withholds = true;
    reader.type_in("/四城联创");
    reader.press(Code::Enter);
    reader.type_in("nn");
    assert_eq!(
        (reader.model.notice.clone(), reader.model.pane.hit),
        (None, None)
    );
    reader.answer();
    assert_eq!(hit_number(&reader), 3);
}

#[test]
fn a_step_never_walks_the_hits_of_an_older_search() {
    let mut reader = Reader::of_shipped(100, 30);
    reader.type_in("/四城联创");
    reader.press(Code::Enter);
    reader.withholds = true;
    reader.type_in("/植树");
    reader.press(Code::Enter);
    reader.type_in("n");
    assert_eq!(reader.model.pane.hit, None);
    reader.answer();
    assert_eq!(hit_text(&reader), "植树");
}

#[test]
fn a_search_that_is_given_up_leaves_all_as_it_was() {
    let mut reader = Reader::of_shipped(100, 30);
    reader.press(Code::End);
    let before = (reader.model.list.selected(), selected_title(&reader));
    reader.type_in("/植树");
    reader.press(Code::Esc);
    assert_eq!(
        (reader.model.list.selected(), selected_title(&reader)),
        before
    );

    // A search that there was before comes back, and where one was in it.
    reader.type_in("/示范区");
    reader.press(Code::Enter);
    reader.press(Code::End);
    let before = (
        reader.model.rows(),
        reader.model.list.selected(),
        selected_title(&reader),
    );
    for typed in ["/", "/植树", "/无此一词"] {
        reader.type_in(typed);
        reader.press(Code::Esc);
        assert_eq!(reader.model.search.typed(), "示范区", "{typed}");
        assert_eq!(
            (
                reader.model.rows(),
                reader.model.list.selected(),
                selected_title(&reader)
            ),
            before,
            "{typed}"
        );
    }
    reader.press(Code::Esc);
    assert_eq!(reader.model.rows(), 7, "Esc ends it in the list");

    let mut reader = Reader::of_shipped(40, 12);
    reader.press(Code::Enter);
    reader.type_in("/");
    assert_eq!(
        reader.model.window.focus,
        Focus::List,
        "the list narrows in sight"
    );
    reader.press(Code::Esc);
    assert_eq!(reader.model.window.focus, Focus::Text);
}

#[test]
fn a_search_that_finds_nothing_in_a_folder_says_in_which_it_looked() {
    let mut reader = Reader::of_shipped(80, 24);
    reader.type_in("3/植树");
    assert!(reader.screen().contains("“加星”里没有找到：植树"));
    reader.press(Code::Esc);
    reader.type_in("1/无此一词");
    assert!(reader.screen().contains(" 没有找到：无此一词"));
}

#[test]
fn hits_are_walked_only_where_there_are_any() {
    let mut reader = Reader::of_shipped(100, 30);
    for (typed, is_walked) in [("植树", true), ("is:unread", false), ("无此一词", false)] {
        reader.type_in(&format!("/{typed}"));
        reader.press(Code::Enter);
        let screen = reader.screen();
        assert_eq!(screen.contains("n 下一处"), is_walked, "{screen}");
        assert!(screen.contains("Esc 结束"), "{screen}");
        reader.press(Code::Esc);
    }
}

#[test]
fn a_caret_that_only_moves_asks_nothing() {
    let mut reader = Reader::of_shipped(100, 30);
    reader.type_in("/植树");
    reader.press(Code::Enter);
    let rows = reader.model.rows();
    reader.type_in("/");
    reader.press(Code::Left);
    assert_eq!(
        reader.model.rows(),
        rows,
        "the kept search stands until something is typed"
    );
}

#[test]
fn a_query_meant_for_another_search_is_told_how_ours_is_asked() {
    let mut reader = Reader::of_shipped(140, 30);
    reader.type_in("/植树*");
    assert!(reader.screen().contains("不写星号"));
    reader.press(Code::Backspace);
    assert!(!reader.screen().contains("星号"));
}

#[test]
fn no_match_awaits_nothing() {
    let mut reader = Reader::of_shipped(100, 30);
    reader.type_in("/植");
    reader.type_in("没有的词");
    assert_eq!(reader.model.rows(), 0);
    assert!(!reader.model.awaits_answer());
}

#[test]
fn the_first_hit_shown_is_ahead_of_the_reader() {
    let mut reader = Reader::of_shipped(80, 16);
    reader.press(Code::Enter);
    reader.type_in("  ");
    let place = reader
        .model
        .pane
        .reading
        .as_ref()
        .map(zhenews::app::reading::Reading::anchor)
        .expect("open");
    reader.type_in("/示范区");
    let reading = reader.model.pane.reading.as_ref().expect("open");
    let hit = reading.hits[reader.model.pane.hit.expect("a hit")].start;
    assert!(
        reading.hits[0].start < place && hit >= place,
        "{hit} is behind {place}"
    );
}

#[test]
fn what_is_typed_is_seen_on_a_narrow_screen() {
    for columns in [24, 30, 40] {
        let mut reader = Reader::of_shipped(columns, 12);
        reader.type_in("/示范区积极");
        let screen = reader.screen();
        assert!(
            screen
                .lines()
                .last()
                .is_some_and(|l| l.contains("示范区积极")),
            "{screen}"
        );
    }
}

#[test]
fn a_resize_keeps_the_hit_in_sight() {
    let mut reader = Reader::of_shipped(100, 30);
    reader.type_in("/四城联创");
    reader.press(Code::Enter);
    reader.type_in("nnn");
    reader.send(Msg::Resize(40, 12));
    let reading = reader.model.pane.reading.as_ref().expect("open");
    assert!(reading.shows(reading.hits[reader.model.pane.hit.expect("a hit")].start));
}

#[test]
fn a_hit_is_highlighted_in_a_headline_of_the_list() {
    let mut reader = Reader::of_shipped(40, 12);
    reader.type_in("/植树造林");
    assert_eq!(highlighted(&reader), ("植树造林".to_owned(), 1));
}

/// What stands in the search field.
fn field(reader: &Reader) -> String {
    let prompt = reader.model.search.field.as_ref();
    prompt.map(LineEdit::text).unwrap_or_default()
}

#[test]
fn a_query_that_is_not_understood_says_where_and_finds_all_the_same() {
    let mut reader = Reader::of_shipped(120, 30);
    reader.type_in("/植树");
    let rows = reader.model.rows();
    reader.type_in(" date:昨天");
    assert_eq!(reader.model.rows(), rows, "the rest is sought");
    let status = reader
        .screen()
        .lines()
        .last()
        .unwrap_or_default()
        .to_owned();
    assert!(status.contains("不是日期"), "{status}");
    let buffer = reader.buffer();
    let y = buffer.area.bottom() - 1;
    let is_marked = |x: u16| buffer[(x, y)].modifier.contains(Modifier::UNDERLINED);
    let marked: String = (0..120)
        .filter(|x| is_marked(*x))
        .map(|x| buffer[(x, y)].symbol())
        .filter(|symbol| !symbol.trim().is_empty())
        .collect();
    assert_eq!(marked, "昨天");
    reader.press(Code::Enter);
    assert!(
        reader.screen().contains("〔昨天〕不是日期"),
        "{}",
        reader.screen()
    );
    reader.press(Code::Down);
    assert!(!reader.screen().contains("不是日期"));
}

#[test]
fn tab_completes_names_and_values_and_goes_through_them() {
    let mut reader = Reader::of_shipped(120, 30);
    reader.type_in("/植树 lai");
    reader.press(Code::Tab);
    assert_eq!(field(&reader), "植树 来源:");
    reader.press(Code::Tab);
    assert_eq!(field(&reader), "植树 来源:焦作日报", "the only one");
    assert!(reader.model.rows() > 0);
    reader.ctrl('u');
    reader.type_in("标");
    reader.press(Code::Tab);
    assert_eq!(field(&reader), "标题:");
    assert!(
        reader.screen().contains("[标题:]  标签:"),
        "{}",
        reader.screen()
    );
    reader.press(Code::Tab);
    assert_eq!(field(&reader), "标签:");
    reader.press(Code::Tab);
    assert_eq!(field(&reader), "标题:", "after the last comes the first");
    reader.press(Code::BackTab);
    assert_eq!(field(&reader), "标签:");
    reader.type_in("x");
    reader.press(Code::Tab);
    assert_eq!(field(&reader), "标签:x", "no tag is so");
    assert!(reader.screen().contains("没有可补全的"));
    reader.type_in("y");
    assert!(!reader.screen().contains("没有可补全的"));
}

#[test]
fn pinyin_finds_a_headline_and_shows_it() {
    let mut reader = Reader::of_shipped(100, 30);
    reader.type_in("/zhishuzaolin");
    assert!(selected_title(&reader).contains("植树造林"));
    assert_eq!(hit_text(&reader), "植树造林");
}
