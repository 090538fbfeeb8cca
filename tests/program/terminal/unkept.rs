//! What cannot be kept is told as long as it is so, and when the reader is left; and it never keeps one from
//! leaving.

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use portable_pty::CommandBuilder;
use rustix::process::Signal;
use tempfile::TempDir;
use zhenews::library::{self, Action, Journal};

use crate::terminal::desk::{Desk, Reports, zhenews};

/// A state directory, and the directory of marks that is in it or is to be.
fn state() -> (TempDir, PathBuf) {
    let state = tempfile::tempdir().expect("a directory");
    let directory = state.path().join("zhenews");
    (state, directory)
}

fn open(mut command: CommandBuilder, state: &TempDir) -> Desk {
    command.env("XDG_STATE_HOME", state.path());
    Desk::with(command, (200, 24), Reports::Narrow, "")
}

fn english(state: &TempDir) -> Desk {
    open(zhenews(&["--lang", "en"]), state)
}

/// Holds the lock as any other program could.
fn hold_lock(directory: &Path) -> File {
    Journal::open(directory).expect("it opens");
    let lock = File::open(directory.join("library.lock")).expect("it is there");
    lock.lock().expect("nobody else holds it");
    lock
}

/// Asserts that a reader that has ended told that something was not kept, and why.
fn assert_told(desk: &Desk, why: &str) {
    let screen = desk.wait_closed();
    assert!(screen.contains("not kept: "), "{screen}");
    assert!(screen.contains(why), "{screen}");
}

/// Asserts that a reader who cannot have the lock can be left, with this exit code.
fn assert_left(end: impl Fn(&Desk), code: u32) {
    let (state, directory) = state();
    let _lock = hold_lock(&directory);
    let mut desk = english(&state);
    desk.wait_text("another program holds the lock");
    desk.send("*");
    desk.wait_text("1 not kept");
    end(&desk);
    assert_eq!(desk.wait_end(), code);
    assert_told(&desk, "another program holds the lock");
}

#[test]
fn a_lock_that_another_holds_keeps_nobody_from_leaving() {
    assert_left(|desk| desk.send("q"), 3);
    assert_left(|desk| desk.send("\x03"), 3);
    assert_left(|desk| desk.signal(Signal::TERM), 143);
}

#[test]
fn what_waits_for_a_lock_is_kept_when_it_is_free() {
    let (state, directory) = state();
    let lock = hold_lock(&directory);
    let mut desk = english(&state);
    desk.wait_text("another program holds the lock");
    desk.send("*");
    desk.wait_text("1 not kept");
    drop(lock);
    desk.wait_for("that all is kept", |screen| {
        (!screen.contents().contains("not kept")).then_some(())
    });
    desk.send("q");
    assert_eq!(desk.wait_end(), 0);
    let kept = library::read(&directory).expect("it is read").library;
    assert_eq!(kept.starred().count(), 1);
}

#[test]
fn a_newer_journal_is_left_and_the_reader_goes_on() {
    let (state, directory) = state();
    fs::create_dir(&directory).expect("a directory");
    let newer = "{\"zhenews\":\"library\",\"version\":9}\n";
    let path = directory.join("library.jsonl");
    let mut file = File::create(&path).expect("a file");
    std::io::Write::write_all(&mut file, newer.as_bytes()).expect("writing");
    let mut desk = english(&state);
    desk.wait_text("are not kept");
    desk.wait_text("it is of version 9");
    desk.send("m");
    desk.wait_text("1 not kept");
    desk.send("q");
    assert_eq!(desk.wait_end(), 3);
    assert_told(&desk, "it is of version 9");
    assert_eq!(fs::read_to_string(path).expect("it is there"), newer);
}

/// Stars a report, and leaves: it is said that the star is not kept.
fn mark_in_vain(desk: &mut Desk) {
    desk.wait_text("are not kept");
    desk.send("*");
    desk.wait_text("1 not kept");
    desk.send("q");
    assert_eq!(desk.wait_end(), 3);
}

/// A pipe would be waited for, and a device read for ever.
#[test]
fn what_is_no_file_in_the_place_of_the_marks_is_told_and_not_read() {
    for name in ["library.jsonl", "library.lock"] {
        for device in ["/dev/zero", "pipe"] {
            let (state, directory) = state();
            fs::create_dir(&directory).expect("a directory");
            let pipe = Command::new("mkfifo").arg(directory.join("pipe")).status();
            assert!(pipe.expect("it runs").success());
            symlink(device, directory.join(name)).expect("a link");
            let mut desk = english(&state);
            mark_in_vain(&mut desk);
            assert_told(&desk, "put a file in its place");
        }
    }
}

/// A file that may not grow fails as one on a full disk does, and a disk need not be filled.
#[test]
fn a_full_disk_is_told_in_the_readers_language() {
    let (state, directory) = state();
    let mut journal = Journal::open(&directory).expect("it opens").journal;
    let ids = (0..100).map(|number| format!("an-id-{number}").into());
    let stars = ids.map(|id| Action::Star(vec![id])).collect::<Vec<_>>();
    journal.append(&stars, 1).expect("it is written");
    let mut command = CommandBuilder::new("sh");
    let line = "trap '' XFSZ; ulimit -f 1; exec \"$0\"";
    command.args(["-c", line, env!("CARGO_BIN_EXE_zhenews")]);
    let of_reader = zhenews(&[]);
    for (name, value) in of_reader.iter_full_env_as_str() {
        command.env(name, value);
    }
    let mut desk = open(command, &state);
    desk.wait_text("1/7");
    desk.send("*");
    desk.wait_text("标记与位置未能保存");
    desk.send("j");
    desk.wait_text("1 项未保存");
    desk.send("q");
    assert_eq!(desk.wait_end(), 3);
    let screen = desk.wait_closed();
    assert!(screen.contains("项标记与位置未能保存"), "{screen}");
    assert!(screen.contains("文件超过允许的大小"), "{screen}");
    let kept = library::read(&directory).expect("it is read");
    assert_eq!((kept.library.starred().count(), kept.damaged), (100, 0));
}

#[test]
fn where_nothing_can_be_written_what_is_done_is_told_to_be_lost() {
    let (state, directory) = state();
    File::create(directory).expect("a file where the directory is to be");
    let mut desk = english(&state);
    mark_in_vain(&mut desk);
    assert_told(&desk, "zhenews: ");
}

/// The id of the first report that is shipped.
fn first_id() -> library::Id {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_zhenews"));
    let nowhere = concat!(env!("CARGO_TARGET_TMPDIR"), "/no-config");
    for place in ["XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"] {
        command.env(place, nowhere);
    }
    let listed = command.arg("list").output().expect("it runs").stdout;
    let listed = String::from_utf8(listed).expect("text");
    let (id, _) = listed.split_once('\t').expect("a line of fields");
    id.into()
}

#[test]
fn marks_outlive_their_directory() {
    let (state, directory) = state();
    let mut journal = Journal::open(&directory).expect("it opens").journal;
    let stars = [Action::Star(vec![first_id(), "another".into()])];
    journal.append(&stars, 1).expect("it is written");
    let mut desk = english(&state);
    desk.wait_text("+*");
    fs::rename(&directory, state.path().join("elsewhere")).expect("it is moved");
    desk.send("j*q");
    assert_eq!(desk.wait_end(), 0);
    let kept = library::read(&directory)
        .expect("it is there again")
        .library;
    assert_eq!(kept.starred().count(), 3);
}
