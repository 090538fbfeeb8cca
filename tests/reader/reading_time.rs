//! A report counts as read by its text, while the text is in sight of somebody.

use zhenews::app::keys::Code;
use zhenews::app::{Effect, Msg, Piped};

use crate::desk::Reader;

/// Whether the selected report is read.
fn is_read(reader: &Reader) -> bool {
    let model = &reader.model;
    let index = model.article_in(model.list.selected()).expect("a row");
    let id = &model.article(index).expect("it is there").id;
    model.memory.library().is_read(id)
}

/// The time is over that the reader asked for last, whether or not it was paused.
fn wait_is_over(reader: &mut Reader) {
    reader.send(Msg::Waited(reader.wait));
}

#[test]
fn nobody_has_read_what_is_open_before_a_key_is_pressed() {
    let mut reader = Reader::of_shipped(100, 30);
    assert!(!reader.is_timed, "nobody is there");
    for wait in 0..3 {
        reader.send(Msg::Waited(wait));
    }
    assert!(!is_read(&reader));
    // The end of the report comes into sight of nobody.
    reader.send(Msg::Resize(100, 400));
    assert!(!is_read(&reader) && !reader.is_timed);
    reader.send(Msg::Resize(100, 30));
    reader.press(Code::Esc);
    assert!(reader.is_timed);
    wait_is_over(&mut reader);
    assert!(is_read(&reader));
}

#[test]
fn no_time_passes_while_something_stands_over_the_text() {
    for (open, close) in [
        ("?", Code::Esc),
        ("!", Code::Esc),
        ("p", Code::Esc),
        ("f", Code::Esc),
        ("t", Code::Esc),
        (":", Code::Esc),
    ] {
        let mut reader = Reader::of_shipped(100, 30);
        reader.press(Code::Enter);
        assert!(reader.is_timed);
        let wait = reader.wait;
        reader.type_in(open);
        assert!(!reader.is_timed, "{open}");
        wait_is_over(&mut reader);
        assert!(!is_read(&reader), "{open}");
        reader.press(close);
        assert!(reader.is_timed, "{open}");
        assert_eq!(reader.wait, wait, "{open}: it is the same time");
        wait_is_over(&mut reader);
        assert!(is_read(&reader), "{open}");
    }
}

#[test]
fn an_end_that_is_covered_is_not_shown() {
    let mut reader = Reader::of_shipped(100, 30);
    reader.press(Code::Enter);
    reader.type_in("?");
    reader.send(Msg::Resize(100, 400));
    assert!(!is_read(&reader), "help covers it");
    reader.press(Code::Esc);
    assert!(is_read(&reader), "now it is in sight");
    // What the reader said of it stands, also behind another look at the help.
    reader.type_in("m");
    assert!(!is_read(&reader));
    reader.type_in("?");
    reader.press(Code::Esc);
    assert!(!is_read(&reader));
}

#[test]
fn no_time_passes_while_another_program_has_the_terminal() {
    let mut reader = Reader::of_shipped(100, 30);
    reader.press(Code::Enter);
    reader.type_in("|cat");
    assert!(reader.is_timed, "the field stands below the text");
    reader.press(Code::Enter);
    let is_pipe = |effect: &Effect| matches!(effect, Effect::Pipe { .. });
    assert!(reader.asked.iter().any(is_pipe));
    assert!(!reader.is_timed);
    wait_is_over(&mut reader);
    assert!(!is_read(&reader));
    reader.send(Msg::Piped("cat".into(), Piped::Code(0)));
    assert!(reader.is_timed);
}

#[test]
fn in_a_single_pane_time_passes_while_the_text_is_in_it() {
    let mut reader = Reader::of_shipped(60, 12);
    reader.type_in("j");
    assert!(!reader.is_timed, "the list is in it");
    reader.press(Code::Enter);
    assert!(reader.is_timed);
    reader.press(Code::Left);
    assert!(!reader.is_timed);
    wait_is_over(&mut reader);
    assert!(!is_read(&reader));
}
