//! What is remembered from one run to the next.

use crate::terminal::desk::{Desk, Reports, is_told_of_writes, zhenews};

#[test]
fn marks_and_places_are_there_when_it_is_opened_again() {
    let state = tempfile::tempdir().expect("a directory");
    let open = || {
        let mut command = zhenews(&[]);
        command.env("XDG_STATE_HOME", state.path());
        Desk::with(command, (80, 12), Reports::Narrow, "")
    };
    let mut desk = open();
    desk.wait_text(">+ 示范区坚决");
    let text = |screen: &vt100::Screen| {
        let rows = screen.rows(28, 52).take(11);
        rows.map(|row| row.trim_end().to_owned())
            .collect::<Vec<_>>()
    };
    let first = desk.wait_for("the text", |screen| Some(text(screen)));
    desk.send("*\r  ");
    desk.wait_text(">+*示范区坚决");
    desk.send("d");
    desk.wait_text("跳到");
    desk.send("\x1b");
    let before = desk.wait_for("the text", |screen| Some(text(screen)));
    assert_ne!(before, first);
    desk.wait_text("← 列表");
    desk.send("q");
    assert_eq!(desk.wait_end(), 0);
    let mut desk = open();
    desk.wait_text(">+*示范区坚决");
    desk.wait_for("the same page", |screen| {
        (text(screen) == before).then_some(())
    });
    desk.send("u");
    desk.wait_text("没有可撤销的操作");
    desk.send("q");
    assert_eq!(desk.wait_end(), 0);
    let kept = state.path().join("zhenews/library.jsonl");
    let journal = std::fs::read_to_string(kept).expect("the journal");
    let header = "{\"zhenews\":\"library\",\"version\":2}\n";
    assert!(journal.starts_with(header), "{journal}");
}

#[test]
fn two_readers_at_once_see_each_other() {
    let state = tempfile::tempdir().expect("a directory");
    let open = || {
        let mut command = zhenews(&[]);
        command.env("XDG_STATE_HOME", state.path());
        Desk::new(command)
    };
    let (mut one, mut two) = (open(), open());
    one.wait_text(">+ 示范区坚决");
    two.wait_text(">+ 示范区坚决");
    one.send("*");
    one.wait_text(">+*示范区坚决");
    if is_told_of_writes() {
        // No key is pressed in the other.
        two.wait_text(">+*示范区坚决");
    }
    one.send("q");
    assert_eq!(one.wait_end(), 0);
    // What the other did is read before one's own is written.
    two.send("jm");
    two.wait_text(">+*示范区坚决");
    two.send("q");
    assert_eq!(two.wait_end(), 0);
}
