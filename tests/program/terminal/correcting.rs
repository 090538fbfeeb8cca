//! Corrections of imported pages, from the key to the store on disk and back through another import.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use portable_pty::CommandBuilder;

use crate::terminal::desk::{Desk, zhenews};

const PAGE: &str = "晨报 2019年11月22日 第3版\n\n水库开闸放水\n\n　　本报讯（记者李明）青山水库今天开闸放水，下游三县的稻田\n都得到了灌溉，农户说这是今年的第一场透水。\n　　新桥昨天通车，桥长百米，两岸居民往来只需五分钟，比绕行\n旧桥少走了四公里，公交车也改走新桥。\n";

fn write(path: &Path, text: &str) {
    let mut file = fs::File::create(path).expect("a file");
    file.write_all(text.as_bytes()).expect("writing");
}

fn program(folder: &Path, arguments: &[&str]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_zhenews"));
    program.current_dir(folder).args(arguments);
    let variables = ["XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"];
    let done = program
        .envs(variables.map(|name| (name, folder.join(name))))
        .env("LC_ALL", "C.UTF-8")
        .output()
        .expect("the program runs");
    assert!(done.status.success(), "{done:?}");
    done
}

/// Imports the page into a store.
fn imported(folder: &Path, store: &str) -> PathBuf {
    write(&folder.join("page.txt"), PAGE);
    program(folder, &["import", "page.txt", "-o", store]);
    folder.join(store)
}

fn titles(folder: &Path) -> String {
    let listed = program(folder, &["list", "store.json"]);
    String::from_utf8(listed.stdout).expect("text")
}

fn command(store: &Path) -> CommandBuilder {
    zhenews(&[store.to_str().expect("a name")])
}

#[test]
fn a_page_that_was_corrected_is_corrected_again_when_it_is_imported_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let store = imported(folder, "store.json");
    let imported = fs::read_to_string(&store).expect("a store");

    let mut desk = Desk::new(command(&store));
    desk.wait_text("1/1");
    // Behind the headline and the first paragraph comes what is another report.
    desk.send(",");
    desk.wait_text("从这里起另成一篇");
    desk.send("js");
    desk.wait_text("1/2");
    desk.wait_text("已分成两篇；按 u 撤销");
    let split = titles(folder);
    assert_eq!(split.lines().count(), 2, "{split}");
    desk.send("u");
    desk.wait_text("1/1");
    desk.wait_text("已撤销：已分成两篇");
    assert_eq!(fs::read_to_string(&store).expect("a store"), imported);
    desk.send(",js");
    desk.wait_text("1/2");
    desk.send("q");
    assert_eq!(desk.wait_end(), 0);

    let corrected = fs::read_to_string(&store).expect("a store");
    let again = program(
        folder,
        &["import", "page.txt", "-o", "store.json", "--force"],
    );
    let told = String::from_utf8(again.stderr).expect("text");
    assert!(told.contains("1 correction done again"), "{told}");
    assert_eq!(fs::read_to_string(&store).expect("a store"), corrected);
    assert_eq!(titles(folder), split);
    // Searches and exports have it too.
    let found = program(folder, &["search", "新桥", "store.json"]);
    let found = String::from_utf8(found.stdout).expect("text");
    assert_eq!(found.lines().count(), 1, "{found}");
    assert!(!found.contains("水库"), "{found}");

    // What no longer fits is told.
    let changed = PAGE.replace("新桥昨天通车", "另一座桥通车");
    write(&folder.join("page.txt"), &changed);
    let changed = program(
        folder,
        &["import", "page.txt", "-o", "store.json", "--force"],
    );
    let told = String::from_utf8(changed.stderr).expect("text");
    assert!(
        told.contains("page.txt, line 7: a correction no longer fits"),
        "{told}"
    );
    assert_eq!(titles(folder).lines().count(), 1);
}

#[test]
fn a_correction_of_another_day_is_taken_back_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let store = imported(folder, "store.json");
    let imported = fs::read_to_string(&store).expect("a store");
    let mut desk = Desk::new(command(&store));
    desk.wait_text("1/1");
    desk.send(",jc");
    desk.wait_text("已标为图片说明");
    desk.send("q");
    desk.wait_end();
    assert_ne!(fs::read_to_string(&store).expect("a store"), imported);
    let desk = Desk::new(command(&store));
    desk.wait_text("1/1");
    desk.send(",u");
    desk.wait_text("已撤销：已标为图片说明");
    assert_eq!(fs::read_to_string(&store).expect("a store"), imported);
    desk.send(",u");
    desk.wait_text("本版面没有可撤回的更正");
}

#[test]
fn a_store_that_is_indexed_is_corrected_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let store = imported(folder, "store.jsonl");
    program(folder, &["index", "store.jsonl"]);
    let open = || {
        let mut command = command(&store);
        command.env("XDG_CACHE_HOME", folder.join("XDG_CACHE_HOME"));
        let desk = Desk::new(command);
        desk.wait_text("1/");
        desk
    };
    let desk = open();
    desk.send("*,js");
    desk.wait_text("1/2");
    desk.send("J");
    desk.wait_text("新桥昨天通车");
    desk.send("u");
    desk.wait_text("1/1");
    desk.send(",js");
    desk.wait_text("1/2");
    // The star stays with the report that keeps its id.
    desk.send("/新桥\r");
    desk.wait_text("1/1");
    let found = program(folder, &["search", "--count", "新桥", "store.jsonl"]);
    assert_eq!(String::from_utf8(found.stdout).expect("text").trim(), "1");
}

#[test]
fn what_is_corrected_of_a_page_that_is_only_read_is_there_the_next_time() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let page = folder.join("page.txt");
    write(&page, PAGE);
    let open = || {
        let desk = Desk::new(zhenews(&["import", page.to_str().expect("a name")]));
        desk.wait_text("1/");
        desk
    };
    let mut desk = open();
    desk.send(",js");
    desk.wait_text("1/2");
    desk.send("q");
    assert_eq!(desk.wait_end(), 0);
    assert!(
        desk.contents().contains("您的更正已存入"),
        "{}",
        desk.contents()
    );
    let desk = open();
    desk.wait_text("1/2");
    desk.send(",u");
    desk.wait_text("1/1");
    assert_eq!(fs::read_dir(folder).expect("a folder").count(), 1);
    // A store that is made of it has what was corrected.
    desk.send(",jc");
    desk.wait_text("已标为图片说明");
    let made = program(folder, &["import", "page.txt", "-o", "page.json"]);
    let told = String::from_utf8(made.stderr).expect("text");
    assert!(told.contains("1 correction done again"), "{told}");
}
