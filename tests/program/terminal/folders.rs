//! Folders: saved in the settings, counted, and there again the next time, with an index and without.

use std::fs;
use std::path::Path;
use std::process::Command;

use portable_pty::CommandBuilder;

use crate::terminal::desk::{Desk, zhenews};

/// Writes a file of reports with a word in some of them.
fn put(path: &Path, word: &str, count: usize) {
    fs::create_dir_all(path.parent().expect("a directory")).expect("a directory is made");
    let report = |number: usize| {
        let more = if number.is_multiple_of(3) {
            "植树"
        } else {
            ""
        };
        format!("{{\"title\":\"{word}{number}号\",\"body\":[\"{word}第{number}段{more}。\"]}}\n")
    };
    let text: String = (0..count).map(report).collect();
    tempfile::NamedTempFile::new_in(path.parent().expect("a directory"))
        .and_then(|mut file| {
            std::io::Write::write_all(&mut file, text.as_bytes())?;
            Ok(file.persist(path)?)
        })
        .expect("a file is written");
}

fn command(directory: &Path, paths: &[&str]) -> CommandBuilder {
    let mut command = zhenews(paths);
    for (name, place) in [
        ("XDG_STATE_HOME", "state"),
        ("XDG_CACHE_HOME", "cache"),
        ("XDG_CONFIG_HOME", "config"),
    ] {
        command.env(name, directory.join(place));
    }
    command
}

fn save_and_come_back(is_indexed: bool) {
    let directory = tempfile::tempdir().expect("a directory");
    let at = |name: &str| directory.path().join(name);
    put(&at("晨报/a.jsonl"), "晨", 30);
    put(&at("晚报/b.jsonl"), "晚", 12);
    let paths = [at("晨报"), at("晚报")];
    let paths: Vec<&str> = paths.iter().map(|p| p.to_str().expect("plain")).collect();
    if is_indexed {
        let mut index = Command::new(env!("CARGO_BIN_EXE_zhenews"));
        index.arg("index").args(&paths);
        index.env("XDG_CACHE_HOME", at("cache"));
        assert!(index.output().expect("the program starts").status.success());
    }
    let mut desk = Desk::new(command(directory.path(), &paths));
    desk.wait_text("[全部 42]");
    desk.wait_text("晨报 30  晚报 12");
    desk.send("5");
    desk.wait_text("[晚报 12]");
    desk.wait_text("1/12");
    desk.send("/植树\r");
    desk.wait_text("1/4");
    desk.send("S");
    desk.wait_text("名称：植树");
    desk.send("\x1b[F造林\r");
    desk.wait_text("植树造林 14");
    desk.wait_text("已存为“植树造林”；按 u 撤销");
    // What the reader wrote itself is no news to it, also at a key that looks for some.
    std::thread::sleep(std::time::Duration::from_millis(1100));
    desk.send("S");
    desk.wait_text("名称：植树");
    desk.send("\x1b");
    desk.wait_text("/植树");
    desk.send("s");
    desk.wait_text("次序：[最新]");
    desk.send("\x1b[D\r");
    desk.wait_text("按相关");
    desk.send("ss\r");
    desk.wait_text("新的在前");
    desk.send("4");
    desk.wait_text("[植树造林 14]");
    desk.wait_text("1/14");
    desk.send("m");
    desk.wait_text("未读 41");
    desk.send("q");
    assert_eq!(desk.wait_end(), 0);
    let settings = fs::read_to_string(at("config/zhenews/config.toml")).expect("the settings");
    assert_eq!(settings, "[searches]\n\"植树造林\" = \"植树\"\n");
    let mut desk = Desk::new(command(directory.path(), &paths));
    desk.wait_text("[植树造林 14]");
    desk.wait_text("1/14");
    desk.send("Fx");
    desk.wait_text("已删除“植树造林”");
    desk.wait_text("1/42");
    desk.send("u");
    desk.wait_text("已撤销：恢复“植树造林”");
    desk.send("q");
    assert_eq!(desk.wait_end(), 0);
    let again = fs::read_to_string(at("config/zhenews/config.toml")).expect("the settings");
    assert_eq!(again, settings);
}

#[test]
fn a_search_is_saved_and_there_the_next_time() {
    save_and_come_back(false);
}

#[test]
fn it_is_so_with_an_index() {
    save_and_come_back(true);
}
