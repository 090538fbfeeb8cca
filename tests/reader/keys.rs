//! Keys in, what the reader sees out.

use crate::desk::{Reader, selected_title};
use zhenews::app::keys::{Code, Key};
use zhenews::app::line_edit::LineEdit;
use zhenews::app::reading::Reading;
use zhenews::app::{Effect, Focus, Mouse, MouseAction, Msg};
use zhenews::article::{Article, Block};
use zhenews::document::Document;
use zhenews::store::Collection;
use zhenews::text::width::Ambiguous;

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
        let reading = reader
            .model
            .pane
            .reading
            .as_ref()
            .expect("an article is open");
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
    assert_eq!(reader.model.window.focus, Focus::Text);
    reader.press(Code::Down);
    assert_eq!(
        reader.model.list.selected(),
        0,
        "arrows scroll the text now"
    );
    assert_eq!(
        reader
            .model
            .pane
            .reading
            .as_ref()
            .map(zhenews::app::reading::Reading::top),
        Some(1)
    );
    reader.press(Code::Left);
    assert_eq!(reader.model.window.focus, Focus::List);
    reader.press(Code::Tab);
    assert_eq!(reader.model.window.focus, Focus::Text);
    reader.press(Code::Esc);
    assert_eq!(reader.model.window.focus, Focus::List);
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
    assert_eq!(reader.model.front.overlays.len(), 1);
    reader.press(Code::Esc);
    reader.type_in("／、？");
    let prompt = reader
        .model
        .search
        .field
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
    let prompt = reader.model.search.field.as_ref().expect("open");
    assert_eq!((prompt.before(), prompt.after()), ("植树活大", "动"));
}

#[test]
fn copying_gives_the_whole_article() {
    let mut reader = Reader::of_shipped(100, 30);
    reader.type_in("y");
    let document = Document::new(reader.model.article(0).expect("an article"));
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
        ..Collection::default()
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

/// A report whose text names two addresses, one of them twice.
fn with_links() -> Reader {
    let mut collection = one_article("https://paper.example/1");
    let report = collection.articles.first_mut().expect("one");
    report.links = vec!["https://example.org/b".into(), "javascript:alert(1)".into()];
    report.body = vec![Block::Paragraph(
        "见[原文](https://example.com/a_b.html)与 https://example.org/b。".into(),
    )];
    Reader::new(collection, (100, 30), Ambiguous::Narrow)
}

#[test]
fn several_links_are_offered_by_numbers_and_one_is_opened_or_copied() {
    let links = [
        "https://paper.example/1",
        "https://example.org/b",
        "https://example.com/a_b.html",
    ];
    let mut reader = with_links();
    reader.type_in("o");
    let screen = reader.screen();
    for (number, address) in (1..).zip(links) {
        assert!(screen.contains(&format!("{number} {address}")), "{screen}");
    }
    assert!(
        !screen.contains("javascript") && !screen.contains("4 "),
        "{screen}"
    );
    assert_eq!(reader.asked, [], "nothing is opened before one is chosen");
    for (keys, effect) in [
        ("3", Effect::Open(links[2].to_owned())),
        ("oj⏎", Effect::Open(links[1].to_owned())),
        ("o", Effect::Open(links[0].to_owned())),
        ("ojy", Effect::Copy(links[1].to_owned())),
    ] {
        let keys = if keys == "o" { "oo" } else { keys };
        for c in keys.chars() {
            match c {
                '⏎' => reader.press(Code::Enter),
                c => reader.type_in(&c.to_string()),
            }
        }
        assert_eq!(reader.asked.pop(), Some(effect), "{keys}");
        assert!(reader.model.front.overlays.is_empty(), "{keys}");
        assert!(reader.screen().contains("https://"), "the address is shown");
    }
    reader.type_in("o9");
    assert_eq!(reader.asked, [], "there is no ninth");
    reader.press(Code::Esc);
    assert!(reader.model.front.overlays.is_empty());
}

#[test]
fn no_page_is_fetched_but_that_of_a_web_address() {
    for url in [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://a.example/\u{1b}[31m",
    ] {
        let mut reader = Reader::new(one_article(url), (60, 20), Ambiguous::Narrow);
        reader.type_in("E");
        assert_eq!(reader.asked, [], "{url:?}");
        assert!(reader.screen().contains("不是合规的"), "{url:?}");
    }
}

#[test]
fn an_address_that_no_browser_took_is_shown_whole_with_the_reason_and_copied() {
    let address = format!("https://paper.example/{}", "a".repeat(120));
    let mut reader = Reader::new(one_article(&address), (60, 20), Ambiguous::Narrow);
    reader.type_in("o");
    reader.send(Msg::NotOpened {
        address: address.clone(),
        why: ("no browser", "没有浏览器").into(),
    });
    let screen = reader.screen();
    let shown: String = screen.split_whitespace().collect();
    assert!(
        screen.contains("没有浏览器") && shown.contains(&address),
        "{screen}"
    );
    reader.asked.clear();
    reader.type_in("y");
    assert_eq!(reader.asked, [Effect::Copy(address.clone())]);
    // Who is typing is not interrupted.
    reader.type_in("/渡");
    reader.send(Msg::NotOpened {
        address,
        why: ("no browser", "没有浏览器").into(),
    });
    assert!(reader.model.front.overlays.is_empty());
    assert!(reader.screen().contains("未打开：没有浏览器"));
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
    let list = reader.model.layout().list.expect("it shows");
    let above: u16 = (0..2)
        .map(|row| reader.model.row_height(row, list.width))
        .sum();
    let end = reader.model.row_height(2, list.width) - 1;
    for line in [above + end, above] {
        reader.send(mouse(MouseAction::Click, 3, line));
        assert_eq!(reader.model.list.selected(), 2);
    }
    reader.send(mouse(MouseAction::WheelDown, 60, 5));
    assert_eq!(
        reader
            .model
            .pane
            .reading
            .as_ref()
            .map(zhenews::app::reading::Reading::top),
        Some(3)
    );
    reader.send(mouse(MouseAction::Click, 60, 5));
    assert_eq!(reader.model.window.focus, Focus::Text);
}

#[test]
fn the_wheel_moves_the_list_and_leaves_the_selection() {
    let mut reader = Reader::of_shipped(100, 6);
    let wheel = |action| Msg::Mouse(Mouse { action, x: 3, y: 2 });
    reader.send(wheel(MouseAction::WheelDown));
    assert_eq!(
        (reader.model.list.selected(), reader.model.list.top()),
        (0, 3)
    );
    reader.send(wheel(MouseAction::WheelUp));
    assert_eq!(
        (reader.model.list.selected(), reader.model.list.top()),
        (0, 0)
    );
    reader.send(wheel(MouseAction::WheelDown));
    reader.type_in("j");
    assert_eq!(
        (reader.model.list.selected(), reader.model.list.top()),
        (1, 1)
    );
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

#[test]
fn pages_go_forth_and_back() {
    let mut reader = Reader::of_shipped(80, 16);
    let top = |reader: &Reader| reader.model.pane.reading.as_ref().map(Reading::top);
    for (forth, back) in [(" ", "b"), ("J", "K")] {
        let before = (reader.model.list.selected(), top(&reader));
        reader.type_in(forth);
        assert_ne!(
            (reader.model.list.selected(), top(&reader)),
            before,
            "{forth}"
        );
        reader.type_in(back);
        assert_eq!(
            (reader.model.list.selected(), top(&reader)),
            before,
            "{back}"
        );
    }
    reader.press(Code::Enter);
    for (forth, back) in [
        (Key::plain(Code::PageDown), Key::plain(Code::PageUp)),
        (Key::ctrl('f'), Key::ctrl('b')),
        (Key::ctrl('d'), Key::ctrl('u')),
        (Key::plain(Code::End), Key::plain(Code::Home)),
    ] {
        reader.send(Msg::Key(forth));
        assert!(top(&reader) > Some(3), "{forth:?}");
        reader.send(Msg::Key(back));
        assert_eq!(top(&reader), Some(0), "{back:?}");
    }
}

#[test]
fn what_is_pasted_goes_into_the_field_that_is_open() {
    let mut reader = Reader::of_shipped(100, 30);
    for opens in ["d", "T", "|", "e", "M"] {
        reader.type_in(opens);
        reader.ctrl('u');
        reader.send(Msg::Paste("2019-11".to_owned()));
        let asked = reader.model.front.prompt.as_ref().expect("a field is open");
        let typed = asked.line().map(LineEdit::text);
        assert_eq!(typed.as_deref(), Some("2019-11"), "{opens}");
        reader.press(Code::Esc);
        assert!(reader.model.front.prompt.is_none());
        assert_eq!(reader.model.search.typed(), "");
    }
}
