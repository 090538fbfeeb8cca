//! Notes: shown whole above the text, and written in an editor.

use zhenews::app::keys::{Code, Key};
use zhenews::app::{Effect, Msg};
use zhenews::library::Action;
use zhenews::text::width::{Ambiguous, width};

use crate::desk::Reader;

fn status(reader: &Reader) -> String {
    let screen = reader.screen();
    screen.lines().last().unwrap_or_default().to_owned()
}

/// The lines of the note above the text, as one.
fn shown(reader: &Reader) -> String {
    let layout = reader.model.layout();
    let (Some(note), Some(pane)) = (layout.note, layout.pane) else {
        return String::new();
    };
    let whole = zhenews::app::layout::Area {
        y: note.y,
        height: pane.y + pane.height - note.y,
        ..pane
    };
    let lines = reader.model.note_lines(whole);
    assert_eq!(lines.len(), usize::from(note.height));
    for line in &lines {
        assert!(width(line, Ambiguous::Narrow) <= usize::from(pane.width));
        assert!(reader.screen().contains(line.trim_end()), "{line}");
    }
    lines.concat()
}

#[test]
fn a_note_stands_above_the_text_and_the_keys_stay_in_sight() {
    for size in [(80, 24), (120, 35)] {
        let mut reader = Reader::of_shipped(size.0, size.1);
        let before = reader.model.layout();
        reader.type_in("M");
        let note = "核对日期，再问记者。".repeat(5);
        reader.type_in(&note);
        reader.press(Code::Enter);
        assert_eq!(shown(&reader), format!("笔记：{note}"));
        assert!(status(&reader).contains("/ 查找"), "{}", status(&reader));
        reader.type_in("j");
        assert_eq!(reader.model.layout(), before, "another report has none");
        reader.type_in("ku");
        assert_eq!(reader.model.layout(), before, "undone");
        // What is too long is cut, so that the text has most of the pane.
        reader.type_in("M");
        reader.type_in(&note.repeat(20));
        reader.press(Code::Enter);
        let layout = reader.model.layout();
        let rows = layout.note.map_or(0, |note| note.height);
        assert!(rows > 2 && rows < layout.pane.map_or(0, |pane| pane.height));
        assert!(shown(&reader).ends_with('…'));
    }
}

#[test]
fn where_the_text_does_not_show_the_note_stands_at_the_foot() {
    let mut reader = Reader::of_shipped(40, 12);
    reader.type_in("M再看");
    reader.press(Code::Enter);
    assert!(
        status(&reader).starts_with(" 笔记：再看"),
        "{}",
        status(&reader)
    );
    reader.press(Code::Enter);
    assert_eq!(shown(&reader), "笔记：再看");
}

#[test]
fn a_note_is_written_in_the_editor_in_lines() {
    let mut reader = Reader::of_shipped(100, 30);
    reader.type_in("M第一行");
    assert!(
        status(&reader).contains("Tab 用编辑器写"),
        "{}",
        status(&reader)
    );
    reader.press(Code::Tab);
    assert_eq!(reader.asked.pop(), Some(Effect::Edit("第一行".to_owned())));
    assert!(reader.model.front.prompt.is_none());
    reader.send(Msg::Edited(Ok("第一行\n第二行\n".to_owned())));
    assert_eq!(reader.model.note(), Some("第一行\n第二行"));
    assert_eq!(shown(&reader), "笔记：第一行第二行");
    // The lines are kept where the field is left as it is.
    reader.kept.clear();
    reader.type_in("M");
    reader.press(Code::Enter);
    assert_eq!(reader.kept, []);
    reader.type_in("M");
    reader.press(Code::Tab);
    let edit = Effect::Edit("第一行\n第二行".to_owned());
    assert_eq!(reader.asked.pop(), Some(edit));
    reader.send(Msg::Edited(Ok("第一行\n第二行\n".to_owned())));
    assert_eq!(reader.kept, [], "nothing was changed");
    reader.type_in("u");
    assert_eq!(reader.model.note(), None);
}

#[test]
fn what_the_field_holds_is_not_lost_where_the_editor_fails() {
    let mut reader = Reader::of_shipped(100, 30);
    reader.type_in("M再看");
    reader.press(Code::Tab);
    reader.send(Msg::Edited(Err("没有这个程序".into())));
    assert!(
        status(&reader).contains("笔记：再看"),
        "{}",
        status(&reader)
    );
    assert!(
        status(&reader).contains("笔记未改动"),
        "{}",
        status(&reader)
    );
    reader.press(Code::Enter);
    let kept = reader
        .kept
        .iter()
        .any(|action| matches!(action, Action::Note(..)));
    assert!(kept && reader.model.note() == Some("再看"));
}

#[test]
fn a_note_is_written_in_lines_in_its_field() {
    let mut reader = Reader::of_shipped(100, 30);
    reader.type_in("M第一行");
    assert!(
        status(&reader).contains("Alt-Enter 换行"),
        "{}",
        status(&reader)
    );
    let alt_enter = Key {
        alt: true,
        ..Key::plain(Code::Enter)
    };
    reader.send(Msg::Key(alt_enter));
    reader.type_in("第二行");
    reader.send(Msg::Key(Key::ctrl('j')));
    reader.send(Msg::Paste("第三行\r\n第四行".to_owned()));
    assert!(
        status(&reader).contains("第一行↵第二行↵"),
        "{}",
        status(&reader)
    );
    assert_eq!(
        shown(&reader),
        "笔记：第一行第二行第三行第四行",
        "as it is written"
    );
    reader.press(Code::Enter);
    assert_eq!(reader.model.note(), Some("第一行\n第二行\n第三行\n第四行"));
    // Opened again and left, it stays as it is; tags have one line.
    reader.kept.clear();
    reader.type_in("M");
    reader.press(Code::Enter);
    assert_eq!(reader.kept, []);
    reader.type_in("T甲");
    reader.send(Msg::Key(alt_enter));
    assert!(reader.model.front.prompt.is_none(), "kept");
}
