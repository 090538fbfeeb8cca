//! Notes that are written in the reader's editor.

use std::fs::File;
use std::io::Write as _;

use super::desk::{Desk, zhenews};

#[test]
fn a_note_is_written_in_the_editor_that_the_environment_names() {
    let directory = tempfile::tempdir().expect("a directory");
    let editor = directory.path().join("editor.sh");
    let mut file = File::create(&editor).expect("a file");
    writeln!(file, "echo 编辑器里的第二行 >> \"$1\"").expect("it is written");
    let mut command = zhenews(&[]);
    command.env_remove("VISUAL");
    command.env("EDITOR", format!("sh '{}'", editor.display()));
    let mut desk = Desk::new(command);
    desk.wait_text(">+ 示范区坚决");
    desk.send("M第一行\t");
    desk.wait_text("编辑器里的第二行");
    desk.wait_text("笔记：第一行");
    desk.send("q");
    assert_eq!(desk.wait_end(), 0);
}

#[test]
fn an_editor_that_cannot_be_started_costs_nothing() {
    let mut command = zhenews(&[]);
    command.env_remove("VISUAL");
    command.env("EDITOR", "/no/such/editor");
    let mut desk = Desk::new(command);
    desk.wait_text(">+ 示范区坚决");
    desk.send("M再看\t");
    desk.wait_text("笔记未改动");
    desk.send("\r");
    desk.wait_text("笔记：再看");
    desk.send("q");
    assert_eq!(desk.wait_end(), 0);
}
