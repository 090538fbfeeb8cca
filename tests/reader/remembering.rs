//! Marks, and what is remembered of articles.

use std::sync::Arc;

use zhenews::app::keys::Code;
use zhenews::app::{Focus, Model, Msg};
use zhenews::library::{Action, Error, Library, Record, Unkept};
use zhenews::store::Collection;
use zhenews::text::width::Ambiguous;

use crate::desk::{Reader, selected_title, shipped};

fn id(reader: &Reader, row: usize) -> Box<str> {
    let index = reader.model.article_in(row).expect("a row");
    reader
        .model
        .article(index)
        .expect("it is there")
        .id
        .as_str()
        .into()
}

fn is_read(reader: &Reader, row: usize) -> bool {
    reader.model.memory.library().is_read(&id(reader, row))
}

fn notice(reader: &Reader) -> &str {
    reader.model.notice.as_deref().unwrap_or_default()
}

#[test]
fn marks_are_kept_shown_and_undone_one_after_the_other() {
    let mut reader = Reader::of_shipped(100, 30);
    let sign = |reader: &Reader| -> String {
        let screen = reader.screen();
        screen
            .lines()
            .next()
            .unwrap_or_default()
            .chars()
            .skip(1)
            .take(2)
            .collect()
    };
    assert_eq!(sign(&reader), "+ ");
    reader.type_in("m");
    assert_eq!(sign(&reader), "  ");
    reader.type_in("*m*");
    assert_eq!(sign(&reader), "+ ");
    reader.type_in("*");
    assert_eq!(sign(&reader), "+*");
    let first = id(&reader, 0);
    let of = || vec![first.clone()];
    let done = [
        Action::Read(of()),
        Action::Star(of()),
        Action::Unread(of()),
        Action::Unstar(of()),
        Action::Star(of()),
    ];
    assert_eq!(reader.kept, done);
    let steps = [
        ("+ ", "去掉星标"),
        ("+*", "恢复星标"),
        (" *", "恢复为已读"),
        ("  ", "去掉星标"),
        ("+ ", "恢复为未读"),
    ];
    for (shown, said) in steps {
        reader.type_in("u");
        assert_eq!(sign(&reader), shown);
        assert_eq!(notice(&reader), format!("已撤销：{said}"));
    }
    reader.type_in("u");
    assert_eq!(notice(&reader), "没有可撤销的操作");
    assert_eq!(reader.kept.len(), 10);
}

#[test]
fn everything_in_the_list_is_read_by_one_key_and_one_record() {
    let mut reader = Reader::of_shipped(100, 30);
    reader.type_in("m/植树");
    reader.press(Code::Enter);
    let found = reader.model.rows();
    assert!(found > 0 && found < 7);
    reader.kept.clear();
    reader.type_in("A");
    assert_eq!(reader.kept.len(), 1);
    assert!((0..found).all(|row| is_read(&reader, row)));
    reader.press(Code::Esc);
    let unread = |reader: &Reader| (0..7).filter(|row| !is_read(reader, *row)).count();
    assert_eq!(unread(&reader), 7 - 1 - found);
    reader.type_in("A");
    assert_eq!(unread(&reader), 0);
    reader.type_in("uu");
    assert_eq!(unread(&reader), 6, "what was read before is read");
}

/// A library with what a reader had kept when it was left.
fn left(reader: &mut Reader) -> Library {
    reader.send(Msg::Leaving);
    let mut library = Library::default();
    for action in &reader.kept {
        library.act(action);
    }
    library
}

#[test]
fn one_comes_back_to_the_report_that_was_selected() {
    let mut reader = Reader::of_shipped(80, 24);
    reader.type_in("jjj");
    let library = left(&mut reader);
    let mut again = Reader::of_shipped(80, 24);
    again.remember(library.clone());
    assert_eq!(selected_title(&again), selected_title(&reader));
    let read = again
        .model
        .pane
        .reading
        .as_ref()
        .map(|reading| reading.article);
    assert_eq!(read, Some(3));
    // Who has gone elsewhere by then stays there.
    let mut elsewhere = Reader::of_shipped(80, 24);
    elsewhere.type_in("j");
    elsewhere.remember(library);
    assert_eq!(elsewhere.model.list.selected(), 1);
    // Who was at the top is at the top, whatever stands there now.
    again.press(Code::Home);
    let mut at_the_top = Reader::of_shipped(80, 24);
    at_the_top.remember(left(&mut again));
    assert_eq!(at_the_top.model.list.selected(), 0);
}

#[test]
fn one_comes_back_to_a_report_in_a_folder() {
    let mut reader = Reader::of_shipped(80, 24);
    reader.type_in("2jj");
    assert!(reader.model.search.is_active());
    let library = left(&mut reader);
    let mut again = Reader::of_shipped(80, 24);
    again.model = Model::new(again.model.lang, Ambiguous::Narrow, (80, 24));
    again.open(shipped());
    again.remember(library);
    assert!(again.model.search.is_active());
    assert_eq!(selected_title(&again), selected_title(&reader));
}

#[test]
fn where_there_is_no_report_none_is_marked() {
    let mut reader = Reader::new(Collection::default(), (80, 24), Ambiguous::Narrow);
    for key in ["m", "*", "T", "M"] {
        reader.type_in(key);
        assert!(reader.screen().contains("这里没有报道"), "{key}");
    }
    assert_eq!(reader.kept, []);
}

#[test]
fn brackets_go_to_what_is_unread() {
    let mut reader = Reader::of_shipped(100, 30);
    reader.type_in("jmjmgg]");
    assert_eq!(reader.model.list.selected(), 3);
    reader.type_in("[");
    assert_eq!(reader.model.list.selected(), 0);
    reader.type_in("[");
    assert_eq!(reader.model.list.selected(), 0);
    assert_eq!(notice(&reader), "那边没有未读的报道");
}

#[test]
fn what_was_read_to_its_end_or_was_long_open_is_read() {
    let mut reader = Reader::of_shipped(100, 30);
    reader.type_in("j");
    assert!(!is_read(&reader, 1), "it was passed by");
    reader.press(Code::Enter);
    reader.press(Code::End);
    assert!(is_read(&reader, 1) && !is_read(&reader, 0));
    reader.type_in("m");
    reader.press(Code::Up);
    reader.press(Code::End);
    assert!(!is_read(&reader, 1), "the reader said otherwise");
    let earlier = reader.wait;
    reader.type_in("J");
    assert_eq!(reader.model.window.focus, Focus::Text);
    reader.send(Msg::Waited(earlier));
    assert!(!is_read(&reader, 2), "that was another article's wait");
    reader.send(Msg::Waited(reader.wait));
    assert!(is_read(&reader, 2));
    reader.type_in("u");
    assert!(is_read(&reader, 2) && is_read(&reader, 1), "`m` was undone");
}

#[test]
fn places_and_searches_come_back_in_another_session() {
    let mut reader = Reader::of_shipped(60, 12);
    reader.press(Code::Enter);
    reader.type_in("   ");
    let anchor = reader
        .model
        .pane
        .reading
        .as_ref()
        .map(zhenews::app::reading::Reading::anchor);
    assert!(anchor > Some(0));
    reader.press(Code::Left);
    for typed in ["/植树", "/污染"] {
        reader.type_in(typed);
        reader.press(Code::Enter);
    }
    reader.press(Code::Esc);
    reader.send(Msg::Leaving);
    let mut library = Library::default();
    for action in &reader.kept {
        library.act(action);
    }
    let mut reader = Reader::of_shipped(60, 12);
    reader.remember(library);
    assert_eq!(
        reader
            .model
            .pane
            .reading
            .as_ref()
            .map(zhenews::app::reading::Reading::anchor),
        anchor
    );
    reader.type_in("/");
    reader.press(Code::Up);
    reader.press(Code::Up);
    assert!(selected_title(&reader).contains("植树"));
}

#[test]
fn what_another_reader_does_is_seen_and_ones_own_stands_behind_it() {
    let mut reader = Reader::of_shipped(100, 30);
    reader.keeps = false;
    reader.type_in("*");
    let (first, second) = (id(&reader, 0), id(&reader, 1));
    let told = |action| Record {
        at: 1_800_000_000_000,
        action,
    };
    reader.send(Msg::MarkedElsewhere(vec![
        told(Action::Unstar(vec![first.clone()])),
        told(Action::Star(vec![second.clone()])),
    ]));
    let library = reader.model.memory.library();
    assert!(library.is_starred(&first) && library.is_starred(&second));
    reader.send(Msg::Written(1));
    let later = Record {
        at: 1_900_000_000_000,
        action: Action::Unstar(vec![first.clone()]),
    };
    reader.send(Msg::MarkedElsewhere(vec![later]));
    assert!(!reader.model.memory.library().is_starred(&first));
}

fn unkept(count: usize) -> Msg {
    let why = Arc::new(match count {
        0 => Error::NoPlace,
        _ => Error::Locked {
            path: "library.lock".into(),
        },
    });
    Msg::NotKept(Unkept { count, why })
}

#[test]
fn that_nothing_is_kept_stays_in_sight_until_it_is() {
    let mut reader = Reader::of_shipped(100, 30);
    reader.keeps = false;
    reader.send(unkept(0));
    assert!(notice(&reader).starts_with("标记与位置未能保存：没有存放标记的目录"));
    reader.type_in("m");
    assert!(is_read(&reader, 0), "the reader goes on");
    assert!(!reader.screen().contains("没有存放标记"), "it is told once");
    assert!(reader.screen().contains("1 项未保存"));
    reader.send(unkept(0));
    assert_eq!(reader.model.notice, None, "the reason is known");
    reader.type_in("*");
    assert!(reader.screen().contains("2 项未保存"));
    // What was kept before and is lost is counted, and the reason is another.
    reader.send(unkept(3));
    assert!(notice(&reader).contains("library.lock：已被另一个程序锁住"));
    reader.press(Code::Down);
    assert!(reader.screen().contains("5 项未保存"));
    reader.send(Msg::Written(2));
    assert!(!reader.screen().contains("未保存"));
    reader.send(unkept(0));
    reader.type_in("j");
    assert!(reader.screen().contains("标记不能保存"));
}

#[test]
fn tags_and_notes_are_written_completed_shown_found_and_undone() {
    let mut reader = Reader::of_shipped(100, 30);
    reader.type_in("T待剪报，环保 ");
    reader.press(Code::Enter);
    assert!(reader.screen().contains("#待剪报  #环保"));
    reader.type_in("jT待");
    reader.press(Code::Tab);
    assert!(reader.screen().contains("标签：待剪报"));
    reader.press(Code::Enter);
    reader.type_in("Tzz");
    reader.press(Code::Tab);
    assert!(reader.screen().contains("没有可补全的"));
    reader.press(Code::Esc);
    reader.type_in("T");
    for _ in 0..4 {
        reader.press(Code::Backspace);
    }
    reader.type_in("环");
    reader.press(Code::Tab);
    reader.press(Code::Enter);
    let tags = |reader: &Reader, row| -> Vec<String> {
        let library = reader.model.memory.library();
        library.tags(&id(reader, row)).map(str::to_owned).collect()
    };
    assert_eq!(tags(&reader, 1), ["环保"]);
    reader.type_in("u");
    assert_eq!(tags(&reader, 1), ["待剪报"], "a field is undone at once");
    reader.type_in("M核对日期 3/4");
    reader.send(Msg::Paste("页\n".into()));
    reader.press(Code::Enter);
    assert!(reader.screen().contains("笔记：核对日期 3/4页"));
    reader.type_in("/tag:剪报");
    assert_eq!(reader.model.rows(), 2);
    reader.type_in(" is:noted");
    assert_eq!(reader.model.rows(), 1);
    reader.press(Code::Enter);
    reader.press(Code::Esc);
    reader.type_in("Mx");
    reader.press(Code::Esc);
    assert_eq!(
        reader.model.note(),
        Some("核对日期 3/4页"),
        "nothing is kept"
    );
    reader.type_in("uuu");
    assert_eq!((tags(&reader, 0), tags(&reader, 1)), (vec![], vec![]));
    assert_eq!(reader.model.note(), None);
}

#[test]
fn tags_are_seen_in_a_narrow_list_before_what_the_newspaper_says() {
    let mut reader = Reader::of_shipped(80, 24);
    reader.type_in("T剪报");
    reader.press(Code::Enter);
    let screen = reader.screen();
    let first: Vec<_> = screen.lines().take(4).collect();
    let imprint = first.iter().find(|line| line.contains("#剪报"));
    assert!(imprint.is_some(), "{screen}");
    for _ in 0..20 {
        reader.type_in("<");
    }
    let screen = reader.screen();
    assert!(!screen.contains("……"), "nothing is cut twice:\n{screen}");
}

#[test]
fn a_tag_of_ones_own_is_completed_in_a_search_too() {
    let mut reader = Reader::of_shipped(80, 24);
    reader.type_in("T剪报");
    reader.press(Code::Enter);
    reader.type_in("/tag:");
    reader.press(Code::Tab);
    assert_eq!(reader.model.search.typed(), "tag:剪报");
    assert_eq!(reader.model.rows(), 1);
}

#[test]
fn a_field_in_which_nothing_is_typed_changes_nothing() {
    let mut reader = Reader::of_shipped(80, 24);
    let of = vec![id(&reader, 0)];
    let mut library = Library::default();
    for tag in ["两 词", "甲，乙", "\"引\"", "一", "换\n行"] {
        library.act(&Action::Tag(tag.to_owned(), of.clone()));
    }
    library.act(&Action::Note(of[0].clone(), " 两\n行 ".to_owned()));
    reader.remember(library);
    reader.kept.clear();
    for key in ["T", "M"] {
        reader.type_in(key);
        reader.press(Code::Enter);
        assert_eq!(reader.kept, [], "{key}");
    }
    reader.type_in("u");
    assert_eq!(notice(&reader), "没有可撤销的操作");
    // One tag more, and the others stay.
    reader.type_in("T\"新 签\"");
    reader.press(Code::Enter);
    let new = Action::Tag("新 签".to_owned(), of.clone());
    assert_eq!(reader.kept, [new]);
    reader.kept.clear();
    reader.type_in("jT两");
    reader.press(Code::Tab);
    reader.press(Code::Enter);
    let completed = Action::Tag("两 词".to_owned(), vec![id(&reader, 1)]);
    assert_eq!(reader.kept, [completed]);
}
