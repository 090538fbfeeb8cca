//! What may be written: never a file that is read too, none that is there unasked, and nothing half.

use std::fs::{self, File};
use std::io::Write as _;
use std::os::unix::fs::symlink;
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::yield_now;

use serde_json::json;

use crate::cli::program::{Ran, fixture, zhenews};

const PAGE: &str = "晨报 2019年11月22日 第4版\n\n水库开闸\n\n青山水库今天开闸，灌溉下游的稻田。\n";

/// A directory with a page's text in `page.txt` and `second.txt`, and a store in `news.json`.
fn place() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for name in ["page.txt", "second.txt"] {
        put(&dir.path().join(name), PAGE.as_bytes());
    }
    fs::copy(fixture("news.json"), dir.path().join("news.json")).unwrap();
    dir
}

fn put(path: &Path, bytes: &[u8]) {
    File::create(path).unwrap().write_all(bytes).unwrap();
}

fn run_in(dir: &Path, arguments: &[&str]) -> Ran {
    let mut command = zhenews(arguments);
    command
        .current_dir(dir)
        .env("XDG_STATE_HOME", dir.join("state"));
    command.output().unwrap().into()
}

/// Runs a line of a shell in which the binary is `zhenews`.
fn shell(dir: &Path, line: &str) -> Ran {
    let script = format!(
        "zhenews() {{ '{}' \"$@\"; }}\n{line}",
        env!("CARGO_BIN_EXE_zhenews")
    );
    let mut command = as_zhenews("sh", dir);
    command.args(["-c", &script]);
    command.output().unwrap().into()
}

/// Runs a line of a shell, which is to end well.
fn assert_writes(dir: &Path, line: &str) {
    let ran = shell(dir, line);
    assert_eq!(ran.code, 0, "{line}: {}", ran.stderr);
}

/// Another program, in the environment that ours has.
fn as_zhenews(program: &str, dir: &Path) -> Command {
    let mut command = Command::new(program);
    for (name, value) in zhenews(&[]).get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    command.current_dir(dir).stdin(Stdio::null());
    command
}

/// What stands in a directory, by names.
fn contents(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            all.push((name, fs::read(&path).unwrap()));
        }
    }
    all.sort();
    all
}

#[test]
fn no_command_writes_what_it_reads_by_whatever_name() {
    let dir = place();
    let at = |name: &str| dir.path().join(name);
    symlink("page.txt", at("link.json")).unwrap();
    fs::hard_link(at("page.txt"), at("hard.jsonl")).unwrap();
    fs::hard_link(at("news.json"), at("hard.csv")).unwrap();
    symlink("news.json", at("link.md")).unwrap();
    let before = contents(dir.path());
    let refused: [&[&str]; 12] = [
        &["import", "page.txt", "-o", "page.txt"],
        &["import", "page.txt", "second.txt", "-o", "second.txt"],
        &["import", "page.txt", "-o", "./page.txt"],
        &["import", "page.txt", "-o", "link.json"],
        &["import", "page.txt", "-o", "hard.jsonl"],
        &["import", ".", "-o", "page.txt"],
        &["import", ".", "-o", "new.txt"],
        &["export", "", "news.json", "-o", "news.json"],
        &["export", "", "news.json", "-o", "hard.csv"],
        &["export", "", "news.json", "-o", "link.md"],
        &["export", "", ".", "-o", "news.json"],
        &["export", "", ".", "-o", "new.jsonl"],
    ];
    for arguments in refused {
        for force in [&[][..], &["--force"]] {
            let ran = run_in(dir.path(), &[arguments, force].concat());
            assert_eq!(ran.code, 2, "{arguments:?} {force:?}: {}", ran.stderr);
            let told = ["would be lost; name", "would be read as part of"];
            let is_told = told.iter().any(|told| ran.stderr.contains(told));
            assert!(is_told, "{arguments:?} {force:?}: {}", ran.stderr);
            assert_eq!(contents(dir.path()), before, "{arguments:?} {force:?}");
        }
    }
    let ran = run_in(
        dir.path(),
        &["import", "page.txt", "-o", "page.txt", "--append"],
    );
    assert_eq!(ran.code, 2);
    let ran = run_in(
        dir.path(),
        &["import", "page.txt", "-o", "page.txt", "--lang", "zh"],
    );
    assert!(
        ran.stderr.contains("page.txt 是要读的文件"),
        "{}",
        ran.stderr
    );
    assert_eq!(contents(dir.path()), before);
}

#[test]
fn what_is_read_is_not_written_through_a_stream_either() {
    let dir = place();
    let before = contents(dir.path());
    for line in [
        "zhenews import - -o page.txt --force < page.txt",
        "zhenews import /dev/stdin -o page.txt --force < page.txt",
        "zhenews import - -o /dev/stdin < page.txt",
        "zhenews import page.txt -o /dev/stdout >> page.txt",
        "zhenews import page.txt -o - >> page.txt",
        "zhenews fmt page.txt >> page.txt",
        "zhenews fmt < page.txt >> page.txt",
        "zhenews list --json news.json >> news.json",
        "zhenews export '' news.json --form jsonl >> news.json",
        "zhenews export '' - -o news.json --force < news.json",
        "zhenews check news.json >> news.json",
        "zhenews stats 植树 . >> news.json",
    ] {
        let ran = shell(dir.path(), line);
        assert_eq!(ran.code, 2, "{line}: {}", ran.stderr);
        assert!(ran.stderr.contains("read"), "{line}: {}", ran.stderr);
        assert_eq!(contents(dir.path()), before, "{line}");
    }
    for line in [
        "zhenews list news.json >> list.txt",
        "zhenews fmt page.txt > set.txt",
        "zhenews import page.txt -o - > store.jsonl",
    ] {
        assert_writes(dir.path(), line);
    }
}

#[test]
fn a_file_that_is_there_is_replaced_only_by_force() {
    let dir = place();
    let commands: [&[&str]; 4] = [
        &["import", "page.txt", "-o", "out.json"],
        &["import", "page.txt", "-o", "out.jsonl"],
        &["export", "", "news.json", "-o", "out.md"],
        &["state", "export", "out.state"],
    ];
    for arguments in commands {
        let run = |more: &[&str]| run_in(dir.path(), &[arguments, more].concat());
        let out = dir.path().join(arguments.last().unwrap());
        put(&out, b"mine");
        let ran = run(&[]);
        assert_eq!(ran.code, 2, "{arguments:?}: {}", ran.stderr);
        assert!(
            ran.stderr.contains("--force"),
            "{arguments:?}: {}",
            ran.stderr
        );
        let ran = run(&["--lang", "zh"]);
        assert!(
            ran.stderr.contains("已存在；加 --"),
            "{arguments:?}: {}",
            ran.stderr
        );
        assert_eq!(fs::read(&out).unwrap(), b"mine");
        assert_eq!(run(&["--force"]).code, 0, "{arguments:?}");
        let written = fs::read(&out).unwrap();
        assert!(written.len() > 20, "{arguments:?}");
        fs::remove_file(&out).unwrap();
        assert_eq!(run(&[]).code, 0, "{arguments:?}");
        assert!(out.is_file());
    }
}

#[test]
fn what_is_added_to_is_gone_on_with() {
    let dir = place();
    for out in ["out.json", "out.jsonl"] {
        let add = |page: &str| run_in(dir.path(), &["import", page, "-o", out, "--append"]);
        let told = add("page.txt");
        assert_eq!(told.code, 0, "{}", told.stderr);
        let told = add("page.txt").stderr;
        assert!(told.contains("1 page was there already"), "{told}");
        assert_eq!(add("second.txt").code, 0);
        let listed = run_in(dir.path(), &["list", out]).stdout;
        assert_eq!(listed.lines().count(), 2, "{listed}");
        let plain = run_in(dir.path(), &["import", "page.txt", "-o", out]).stderr;
        assert!(plain.contains("--append adds to it"), "{plain}");
        let both = ["import", "page.txt", "-o", out, "--append", "--force"];
        assert_eq!(run_in(dir.path(), &both).code, 2);
    }
}

#[test]
fn nothing_of_json_lines_that_are_added_to_is_lost() {
    let dir = place();
    let mine = r#"{"title": "甲", "body": ["乙"]}"#;
    let add = |held: &str| {
        put(&dir.path().join("out.jsonl"), held.as_bytes());
        let ran = run_in(
            dir.path(),
            &["import", "page.txt", "-o", "out.jsonl", "--append"],
        );
        (
            ran,
            fs::read_to_string(dir.path().join("out.jsonl")).unwrap(),
        )
    };
    // Whole, with a line's end or without; a page that was broken off is read again.
    let page = r#"{"articles":[{"id":"1","#;
    for held in [
        mine.to_owned(),
        format!("{mine}\n"),
        format!("\u{feff}{mine}\n\n"),
        format!("{mine}\n{page}"),
        format!("{mine}\nno JSON\n"),
    ] {
        let (ran, then) = add(&held);
        assert_eq!(ran.code, 0, "{held:?}: {}", ran.stderr);
        let kept = held.strip_suffix(page).unwrap_or(&held);
        let rest = then.strip_prefix(kept).expect(&then);
        assert!(rest.trim_start().starts_with(r#"{"articles":["#), "{then}");
        assert!(then.contains(&format!("{mine}\n")), "{then}");
    }
    // What an import has not begun is nobody's to cut, and what is no store is none to add to.
    for held in [
        format!("{mine}\n{{\"tit"),
        "no JSON".to_owned(),
        "no JSON\nat all\n".to_owned(),
        format!("[\n{mine}\n]\n"),
        format!("[{mine}]\n"),
    ] {
        let (ran, then) = add(&held);
        assert_eq!((ran.code, then), (3, held), "{}", ran.stderr);
        assert!(ran.stderr.contains("out.jsonl: line "), "{}", ran.stderr);
    }
}

#[test]
fn who_adds_to_a_store_that_another_import_writes_is_told_so() {
    let dir = place();
    put(&dir.path().join("out.jsonl"), b"");
    put(&dir.path().join("out.json"), b"{\"articles\": []}");
    for (out, how) in [
        ("out.jsonl", "--append"),
        ("out.jsonl", "--force"),
        ("out.json", "--append"),
    ] {
        let other = fs::File::open(dir.path().join(out)).unwrap();
        other.lock().unwrap();
        let ran = run_in(dir.path(), &["import", "page.txt", "-o", out, how]);
        assert_eq!(ran.code, 3, "{how}: {}", ran.stderr);
        let told = format!("{out}: another run");
        assert!(ran.stderr.contains(&told), "{}", ran.stderr);
        drop(other);
        let ran = run_in(dir.path(), &["import", "page.txt", "-o", out, how]);
        assert_eq!(ran.code, 0, "{how}: {}", ran.stderr);
    }
}

#[test]
fn a_page_without_text_replaces_no_store_and_makes_none() {
    let dir = place();
    put(&dir.path().join("empty.txt"), b"");
    for out in ["out.json", "out.jsonl"] {
        let import = |more: &[&str]| {
            run_in(
                dir.path(),
                &[&["import", "empty.txt", "-o", out], more].concat(),
            )
        };
        assert_eq!(import(&[]).code, 1);
        assert!(!dir.path().join(out).exists());
        put(&dir.path().join(out), b"mine");
        assert_eq!(import(&["--force"]).code, 1);
        assert_eq!(fs::read(dir.path().join(out)).unwrap(), b"mine");
    }
}

#[test]
fn what_the_reader_remembers_is_not_replaced_by_an_export() {
    let dir = place();
    let records = json!([{"at": 1, "do": {"read": ["a"]}}]);
    let state = json!({"zhenews": "library", "version": 2, "records": records});
    put(&dir.path().join("a.state"), state.to_string().as_bytes());
    assert_eq!(run_in(dir.path(), &["state", "import", "a.state"]).code, 0);
    let library = dir.path().join("state/zhenews/library.jsonl");
    let before = fs::read(&library).unwrap();
    let library = library.to_str().unwrap();
    let commands: [&[&str]; 3] = [
        &["state", "export", library, "--force"],
        &["export", "", "news.json", "-o", library, "--force"],
        &["import", "page.txt", "-o", library, "--append"],
    ];
    for arguments in commands {
        let ran = run_in(dir.path(), arguments);
        assert_eq!(ran.code, 2, "{arguments:?}: {}", ran.stderr);
        assert_eq!(fs::read(library).unwrap(), before, "{arguments:?}");
    }
}

#[test]
fn pipes_and_devices_take_what_comes() {
    let dir = place();
    for line in [
        "zhenews import page.txt -o /dev/null",
        "zhenews export '' news.json --form md -o /dev/null",
        "zhenews state export /dev/null",
        "zhenews state export - | grep -q zhenews",
        "zhenews state export /dev/stdout | grep -q zhenews",
        "zhenews import page.txt -o /dev/stdout | grep -q 水库",
        "echo before > out; zhenews import page.txt -o /dev/stdout >> out; grep -q before out && grep -q 水库 out",
        "echo before > out; zhenews export '' news.json --form md -o /dev/fd/3 3>> out; grep -q before out && grep -q 植树 out",
    ] {
        assert_writes(dir.path(), line);
    }
}

#[test]
fn a_directory_is_no_file_to_write() {
    let dir = place();
    fs::create_dir(dir.path().join("d.json")).unwrap();
    let commands: [&[&str]; 3] = [
        &["import", "page.txt", "-o", "d.json"],
        &["export", "", "news.json", "-o", "d.json"],
        &["state", "export", "d.json"],
    ];
    for arguments in commands {
        let ran = run_in(dir.path(), arguments);
        assert_eq!(ran.code, 2, "{arguments:?}");
        assert!(
            ran.stderr.contains("d.json is a directory; name a file"),
            "{}",
            ran.stderr
        );
    }
}

/// Imports from standard input that gives nothing yet, until there is something in the directory.
fn import_that_waits(dir: &Path, before: &str) -> std::process::Child {
    let script = format!(
        "{before} exec '{}' import - -o out.json",
        env!("CARGO_BIN_EXE_zhenews")
    );
    let mut command = as_zhenews("sh", dir);
    command.args(["-c", &script]);
    command.stdin(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let is_begun = || fs::read_dir(dir).unwrap().count() > 0;
    while !is_begun() && child.try_wait().unwrap().is_none() {
        yield_now();
    }
    assert!(is_begun(), "it ended by itself");
    child
}

fn send(child: &std::process::Child, signal: rustix::process::Signal) {
    let pid = rustix::process::Pid::from_child(child);
    rustix::process::kill_process(pid, signal).unwrap();
}

#[test]
fn an_import_that_is_broken_off_leaves_nothing_behind() {
    use rustix::process::Signal;
    for signal in [Signal::INT, Signal::TERM, Signal::HUP] {
        let dir = tempfile::tempdir().unwrap();
        let mut child = import_that_waits(dir.path(), "");
        let _open = child.stdin.take();
        send(&child, signal);
        let status = child.wait().unwrap();
        assert_eq!(status.signal(), Some(signal.as_raw()), "{status}");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
    }
}

#[test]
fn a_signal_that_was_to_be_ignored_is() {
    use rustix::process::Signal;
    let dir = tempfile::tempdir().unwrap();
    let mut child = import_that_waits(dir.path(), "trap '' HUP;");
    send(&child, Signal::HUP);
    let mut text = child.stdin.take().unwrap();
    text.write_all(PAGE.as_bytes()).unwrap();
    drop(text);
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert!(dir.path().join("out.json").is_file());
}

#[test]
fn no_temporary_name_is_shown_when_there_is_no_room() {
    let dir = place();
    let long = PAGE.repeat(3000);
    put(&dir.path().join("long.txt"), long.as_bytes());
    let article = json!([{"id": "a", "title": "植树", "body": "雨".repeat(60_000)}]);
    put(
        &dir.path().join("archive.json"),
        article.to_string().as_bytes(),
    );
    let ids: Vec<String> = (0..3000).map(|n| n.to_string()).collect();
    let records = json!([{"at": 1, "do": {"read": ids}}]);
    let state = json!({"zhenews": "library", "version": 2, "records": records});
    put(&dir.path().join("state.json"), state.to_string().as_bytes());
    shell(dir.path(), "zhenews state import state.json");
    for command in [
        "import long.txt -o out.json",
        "export '' archive.json -o out.json",
        "state export out.json",
    ] {
        let before = contents(dir.path());
        let ran = shell(
            dir.path(),
            &format!("trap '' XFSZ; ulimit -f 8; zhenews {command}"),
        );
        assert_eq!(ran.code, 3, "{command}: {}", ran.stderr);
        assert!(
            ran.stderr.contains("out.json: "),
            "{command}: {}",
            ran.stderr
        );
        for name in [".part", ".zhenews-", ".tmp"] {
            assert!(!ran.stderr.contains(name), "{command}: {}", ran.stderr);
        }
        assert_eq!(contents(dir.path()), before, "{command}");
    }
}

/// A limit of the file system's or the shell's is one more reason why a file is not written.
#[test]
fn a_file_that_may_not_grow_any_more_is_told_of() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let body = "今日植树。".repeat(2000);
    let mut file = File::create(dir.join("long.json")).unwrap();
    for number in 0..40 {
        writeln!(
            file,
            "{{\"id\":\"{number}\",\"title\":\"雨\",\"body\":\"{body}{number}\"}}"
        )
        .unwrap();
    }
    let mut page = File::create(dir.join("page.txt")).unwrap();
    writeln!(page, "晨报 2019年11月22日 第4版\n\n水库开闸\n").unwrap();
    for _ in 0..10 {
        writeln!(page, "{body}").unwrap();
    }
    for (command, path) in [
        ("index long.json", "no index can be kept in "),
        ("export 雨 long.json -o out.md", "out.md"),
        ("list --json long.json >out.json", "standard output"),
        ("import page.txt -o out.jsonl", "out.jsonl"),
    ] {
        let ran = shell(dir, &format!("ulimit -f 10; zhenews {command}"));
        assert_eq!(ran.code, 3, "{command}: {}", ran.stderr);
        let told =
            ran.stderr.contains(path) && ran.stderr.contains("raise the limit with ulimit -f");
        assert!(told, "{command}: {}", ran.stderr);
    }
}
