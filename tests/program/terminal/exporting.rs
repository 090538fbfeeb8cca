//! Exporting, as a reader does.

use std::fs;

use crate::terminal::desk::{Desk, zhenews};

fn desk_in(dir: &tempfile::TempDir) -> Desk {
    let mut command = zhenews(&[]);
    command.cwd(dir.path());
    command.env("HOME", dir.path());
    let desk = Desk::new(command);
    desk.wait_text("1/7");
    desk
}

#[test]
fn a_file_is_written_and_none_is_overwritten() {
    let dir = tempfile::tempdir().expect("a directory");
    let mut desk = desk_in(&dir);
    desk.send("e\x15植树.md\r");
    desk.wait_text("已将 1 篇写入");
    let text = fs::read_to_string(dir.path().join("植树.md")).expect("the file");
    assert!(
        text.starts_with("---\nexported: ") && text.contains("- sha256: "),
        "{text}"
    );
    desk.send("j");
    desk.wait_text("2/7");
    desk.send("e\x15植树.md\r");
    desk.wait_text("（原名已有文件）");
    assert_eq!(
        fs::read_to_string(dir.path().join("植树.md")).expect("the file"),
        text
    );
    let second = fs::read_to_string(dir.path().join("植树-2.md")).expect("the second");
    assert!(
        second.contains("# 示范区积极开展冬季植树造林活动"),
        "{second}"
    );
    desk.send("/植树\r");
    desk.wait_text("第 1 处");
    desk.send("e");
    desk.wait_text("zhenews-植树-");
    desk.send("\x15~/全部\t\t\t\t\r");
    desk.wait_text("已将 1 篇写入");
    let json = fs::read_to_string(dir.path().join("全部.json")).expect("the set");
    assert!(json.contains("\"query\": \"植树\""), "{json}");
    desk.send("q");
    assert_eq!(desk.wait_end(), 0);
    assert_eq!(
        fs::read_dir(dir.path()).expect("it").count(),
        3,
        "nothing is left behind"
    );
}

#[test]
fn what_is_left_in_one_burst_is_exported_first() {
    let dir = tempfile::tempdir().expect("a directory");
    let mut desk = desk_in(&dir);
    desk.send("e\x15植树.md\rq");
    assert_eq!(desk.wait_end(), 0);
    let text = fs::read_to_string(dir.path().join("植树.md")).expect("the file");
    assert!(text.contains("---\nexported: "), "{text}");
}

#[test]
fn a_place_that_is_not_there_is_told() {
    let dir = tempfile::tempdir().expect("a directory");
    let desk = desk_in(&dir);
    desk.send("e\x15没有/植树.md\r");
    desk.wait_text("未能导出：没有/植树.md");
    assert_eq!(fs::read_dir(dir.path()).expect("it").count(), 0);
}
