//! What a directory holds and cannot be read is told of, never passed over in silence.

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use crate::program::{Ran, fixture, zhenews};

fn run_in(dir: &Path, arguments: &[&str]) -> Ran {
    let mut command = zhenews(arguments);
    command.current_dir(dir);
    command.output().unwrap().into()
}

/// A directory of links that lead nowhere and in a circle, and of a pipe.
fn broken(ending: &str) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join("news").join(name);
    fs::create_dir(dir.path().join("news")).unwrap();
    symlink("/nowhere/2019", at(&format!("gone{ending}"))).unwrap();
    symlink("/nowhere/archive", at("folder")).unwrap();
    symlink(format!("round{ending}"), at(&format!("round{ending}"))).unwrap();
    let made = Command::new("mkfifo")
        .arg(at(&format!("pipe{ending}")))
        .status();
    assert!(made.unwrap().success());
    // These are nobody's business.
    symlink("/nowhere", at("log.md")).unwrap();
    symlink("/nowhere", at(".hidden")).unwrap();
    dir
}

#[test]
fn what_a_collection_cannot_give_is_told_with_what_to_do() {
    let dir = broken(".json");
    let list = run_in(dir.path(), &["list", "news"]);
    assert_eq!(list.code, 3);
    assert!(list.stderr.contains("4 problems"), "{}", list.stderr);
    let check = run_in(dir.path(), &["check", "news"]).stdout;
    let expected = [
        "news/folder:1:1: is a link to /nowhere/archive, where there is nothing; mend the link or delete it",
        "news/gone.json:1:1: is a link to /nowhere/2019, where there is nothing; mend the link or delete it",
        "news/pipe.json:1:1: is a pipe, a socket or a device and was passed over; move it out of the directory",
        "news/round.json:1:1: is a link to round.json, which leads back here; mend the link or delete it",
    ];
    assert_eq!(check.lines().collect::<Vec<_>>(), expected);
    let chinese = run_in(dir.path(), &["check", "news", "--lang", "zh"]).stdout;
    assert!(
        chinese.contains("链接指向 /nowhere/2019，那里什么也没有"),
        "{chinese}"
    );
    let named = run_in(dir.path(), &["check", "news/gone.json"]).stdout;
    assert!(named.contains("is a link to /nowhere/2019"), "{named}");
    fs::copy(fixture("news.json"), dir.path().join("news/whole.json")).unwrap();
    let list = run_in(dir.path(), &["list", "news"]);
    assert_eq!((list.code, list.stdout.lines().count()), (0, 3));
    assert!(list.stderr.contains("4 problems"), "{}", list.stderr);
}

#[test]
fn what_an_import_cannot_read_is_told_too() {
    let dir = broken(".txt");
    let page = dir.path().join("news/page.txt");
    let text = "晨报 2019年11月22日 第4版\n\n水库开闸\n\n青山水库今天开闸，灌溉下游的稻田。\n";
    std::io::Write::write_all(&mut File::create(page).unwrap(), text.as_bytes()).unwrap();
    let import = run_in(dir.path(), &["import", "news", "-o", "out.jsonl"]);
    assert_eq!(import.code, 1);
    for told in [
        "news/folder: is a link to /nowhere/archive",
        "news/gone.txt: is a link to /nowhere/2019",
        "news/pipe.txt: is a pipe",
        "news/round.txt: is a link to round.txt, which leads back",
        "1 page, 1 report",
    ] {
        assert!(import.stderr.contains(told), "{told}: {}", import.stderr);
    }
    assert!(!import.stderr.contains("log.md"), "{}", import.stderr);
}
