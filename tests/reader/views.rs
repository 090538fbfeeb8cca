//! The window: where the list stands, the text alone, columns, line spacing.

use insta::assert_snapshot;
use zhenews::app::keys::Code;
use zhenews::app::reading::Reading;
use zhenews::app::view::{Division, Spacing};
use zhenews::app::{Mouse, MouseAction, Msg};
use zhenews::library::{Action, Library};
use zhenews::text::width::Ambiguous;

use crate::desk::{Reader, shipped};
use crate::palette::configure;
use crate::screens::at_every_size;

#[test]
fn the_list_above() {
    at_every_size("above", |reader| reader.type_in("w"));
}

#[test]
fn the_text_alone() {
    at_every_size("zen", |reader| reader.type_in("jz"));
}

#[test]
fn columns() {
    at_every_size("columns", |reader| reader.type_in("jzc"));
}

#[test]
fn columns_beside_the_list() {
    at_every_size("columns_beside", |reader| {
        reader.type_in("cl");
        reader.press(Code::PageDown);
    });
}

#[test]
fn larger_line_spacing() {
    at_every_size("spacing", |reader| {
        reader.press(Code::Enter);
        reader.type_in("=");
    });
}

#[test]
fn columns_spaced_above_each_other() {
    at_every_size("columns_spaced", |reader| reader.type_in("wc="));
}

#[test]
fn the_whole_window_is_named_only_where_it_has_room_for_columns() {
    for (size, keys, told) in [
        ((80, 24), "c", "（按 z 让正文占满窗口）"),
        ((60, 24), "c", "分栏：窗口只放得下一栏"),
        ((60, 24), "zc", "分栏：窗口只放得下一栏"),
    ] {
        let mut reader = Reader::of_shipped(size.0, size.1);
        reader.type_in(keys);
        let notice = reader.model.notice.as_deref().unwrap_or_default();
        assert!(notice.ends_with(told), "{size:?} {keys}: {notice}");
    }
}

/// A library in which actions are kept.
fn kept(actions: &[Action]) -> Library {
    let mut library = Library::default();
    for action in actions {
        library.act(action);
    }
    library
}

#[test]
fn the_window_is_remembered_and_changes_of_it_are_undone() {
    let mut reader = Reader::of_shipped(120, 30);
    reader.type_in("wc=>");
    let view = reader.model.window.view;
    assert_eq!(view.division, Division::Above);
    assert!(view.columned && view.spacing == Spacing::Loose && view.list_rows.is_some());
    let mut again = Reader::of_shipped(120, 30);
    again.remember(kept(&reader.kept));
    assert_eq!(again.model.window.view, view);
    reader.type_in("uuuu");
    assert_eq!(
        reader.model.window.view,
        Reader::of_shipped(120, 30).model.window.view
    );
    again.remember(kept(&reader.kept));
    assert_eq!(again.model.window.view, reader.model.window.view);
}

#[test]
fn what_the_settings_say_of_the_window_holds_at_the_start() {
    let mut reader = Reader::of_shipped(120, 30);
    reader.type_in("w");
    let kept = kept(&reader.kept);
    configure(&mut reader, "layout = 'left'\ncolumns = true\nspacing = 2");
    reader.remember(kept);
    let view = reader.model.window.view;
    assert_eq!(view.division, Division::Beside);
    assert!(view.columned && view.spacing == Spacing::Loose);
    reader.type_in("w");
    assert_eq!(reader.model.window.view.division, Division::Above);
}

#[test]
fn the_text_is_alone_while_it_is_read() {
    let mut reader = Reader::of_shipped(120, 30);
    reader.type_in("z");
    assert!(reader.model.layout().list.is_none());
    assert_eq!(
        reader.screen().lines().last(),
        Some(""),
        "nothing but the text"
    );
    reader.press(Code::Left);
    assert!(reader.model.layout().list.is_some());
    reader.press(Code::Down);
    reader.press(Code::Enter);
    assert!(reader.model.layout().list.is_none());
    reader.type_in("/");
    assert!(
        reader.model.layout().list.is_some(),
        "headlines narrow as one types"
    );
    reader.press(Code::Esc);
    assert!(reader.model.layout().list.is_none());
    reader.type_in("z");
    assert!(reader.model.layout().list.is_some());
}

#[test]
fn the_rule_is_drawn_with_the_mouse() {
    let mut reader = Reader::of_shipped(120, 30);
    let rule = reader.model.layout().rule.expect("both show");
    let at = |action, x, y| Msg::Mouse(Mouse { action, x, y });
    reader.send(at(MouseAction::Click, rule.x, 5));
    reader.send(at(MouseAction::Drag, 50, 6));
    assert_eq!(reader.kept, [], "it is remembered once it is let go");
    reader.send(at(MouseAction::Drag, 119, 6));
    reader.send(at(MouseAction::Release, 119, 6));
    let rule = reader.model.layout().rule.expect("both show");
    assert_eq!(rule.x, 83, "the text keeps some room");
    let kept = Action::Window("list-share".into(), "991".into());
    assert_eq!(reader.kept, [kept]);
    reader.send(at(MouseAction::Drag, 30, 6));
    assert_eq!(reader.model.layout().rule, Some(rule), "nothing is held");
    reader.type_in("w");
    let rule = reader.model.layout().rule.expect("both show");
    reader.send(at(MouseAction::Click, 7, rule.y));
    reader.send(at(MouseAction::Drag, 7, 15));
    reader.send(at(MouseAction::Release, 7, 15));
    assert_eq!(reader.model.layout().rule.map(|rule| rule.y), Some(15));
}

#[test]
fn the_list_has_a_share_of_every_window() {
    for (columns, list) in [(120, 60), (80, 40), (200, 100), (72, 35)] {
        let mut reader = Reader::of_shipped(120, 30);
        let at = |action, x| Msg::Mouse(Mouse { action, x, y: 5 });
        let rule = reader.model.layout().rule.expect("both show");
        reader.send(at(MouseAction::Click, rule.x));
        reader.send(at(MouseAction::Drag, 60));
        reader.send(at(MouseAction::Release, 60));
        reader.send(Msg::Resize(columns, 30));
        let shown = reader.model.layout().list.expect("both show");
        assert_eq!(shown.width, list, "{columns}");
    }
}

#[test]
fn paragraphs_come_to_the_top_one_by_one() {
    let mut reader = Reader::of_shipped(60, 8);
    reader.press(Code::Enter);
    let top = |reader: &Reader| {
        reader
            .model
            .pane
            .reading
            .as_ref()
            .map_or(0, Reading::anchor)
    };
    let mut starts = vec![top(&reader)];
    for _ in 0..4 {
        reader.type_in("}");
        starts.push(top(&reader));
    }
    assert!(starts.is_sorted_by(|a, b| a < b), "{starts:?}");
    while starts.pop().is_some_and(|start| start == top(&reader)) {
        reader.type_in("{");
    }
    assert_eq!(starts, [0; 0]);
    assert_eq!(top(&reader), 0);
}

#[test]
fn every_mark_and_hit_is_found_in_columns() {
    let mut reader = Reader::new(shipped(), (200, 20), Ambiguous::Narrow);
    reader.type_in("zc");
    reader.type_in("/植树");
    reader.press(Code::Enter);
    for _ in 0..12 {
        reader.type_in("n");
        let reading = reader.model.pane.reading.as_ref().expect("an article");
        let hit = reader.model.pane.hit.and_then(|hit| reading.hits.get(hit));
        let hit = hit.expect("a hit is looked at");
        assert!(reading.shows(hit.start), "{hit:?}");
    }
}

/// A plain reader on a small screen.
fn plain(size: (u16, u16)) -> Reader {
    let mut reader = Reader::new(shipped(), size, Ambiguous::Narrow);
    configure(&mut reader, "plain = true");
    reader
}

/// The line of the screen that the cursor is on.
fn line_at_cursor(reader: &Reader) -> String {
    let (_, y) = reader.cursor().expect("the cursor shows");
    let screen = reader.screen();
    let line = screen.lines().nth(usize::from(y));
    line.expect("a line").trim().to_owned()
}

#[test]
fn a_plain_reader_shows_one_thing_and_its_cursor_is_on_what_is_read() {
    let mut reader = plain((120, 30));
    assert!(reader.model.layout().is_single());
    reader.press(Code::Down);
    assert!(line_at_cursor(&reader).starts_with(">+ 示范区积极开展"));
    reader.press(Code::Enter);
    assert!(line_at_cursor(&reader).starts_with("示范区积极开展"));
    // The cursor passes over every line that is not empty, the last one too.
    let document = reader
        .model
        .pane
        .reading
        .as_ref()
        .expect("an article")
        .document
        .clone();
    let mut read = line_at_cursor(&reader);
    for _ in 0..60 {
        reader.press(Code::Down);
        let line = line_at_cursor(&reader);
        if !read.ends_with(&line) {
            read.push_str(&line);
        }
    }
    let without_spaces = |text: &str| text.split_whitespace().collect::<String>();
    assert_eq!(without_spaces(&read), without_spaces(document.text()));
    let screen = reader.screen();
    assert!(!screen.contains(['│', '┃', '─']), "{screen}");
}

#[test]
fn a_plain_reader_points_at_the_hit_that_is_looked_at() {
    let mut reader = plain((30, 15));
    reader.type_in("/植树");
    reader.press(Code::Enter);
    reader.type_in("nn");
    let (x, y) = reader.cursor().expect("the cursor shows");
    let buffer = reader.buffer();
    assert_eq!(buffer[(x, y)].symbol(), "植");
    assert_eq!(buffer[(x + 2, y)].symbol(), "树");
}

#[test]
fn a_plain_reader_works_on_a_phone_without_esc() {
    let mut reader = plain((30, 15));
    assert_snapshot!("plain_list_30x15", reader.screen());
    reader.type_in("l");
    assert_snapshot!("plain_text_30x15", reader.screen());
    reader.ctrl('g');
    assert!(
        reader.model.layout().list.is_some(),
        "back to the headlines"
    );
    for opens in ["/植", ":", "?", "d", "T", "M", "f"] {
        reader.type_in(opens);
        assert!(reader.cursor().is_some(), "{opens}");
        reader.ctrl('g');
    }
    assert_eq!(reader.screen(), plain((30, 15)).screen());
}

#[test]
fn a_plain_reader_at_every_size() {
    at_every_size("plain", |reader| {
        configure(reader, "plain = true");
        reader.press(Code::Enter);
        reader.type_in("jjj");
    });
}

#[test]
fn what_counts_as_read_is_what_the_settings_say() {
    let is_read = |settings: &str, waited: bool| {
        let mut reader = Reader::of_shipped(80, 24);
        configure(&mut reader, settings);
        reader.press(Code::Enter);
        if waited {
            reader.send(Msg::Waited(reader.wait));
        } else {
            reader.press(Code::End);
        }
        let id = reader.model.article(0).expect("an article").id.clone();
        reader.model.memory.library().is_read(&id)
    };
    for (settings, at_end, after) in [
        ("", true, true),
        ("read = 60", true, true),
        ("read = 'end'", true, false),
        ("read = 'never'", false, false),
    ] {
        assert_eq!(is_read(settings, false), at_end, "{settings}");
        assert_eq!(is_read(settings, true), after, "{settings}");
    }
}
