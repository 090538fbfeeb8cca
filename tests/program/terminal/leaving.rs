//! However the reader ends, the terminal is as it was.

use std::io::Read;

use portable_pty::{PtySize, native_pty_system};
use rustix::process::Signal;

use crate::terminal::desk::{Desk, away_from_home, zhenews};

#[test]
fn quitting_restores_the_terminal() {
    for keys in ["q", "\x03"] {
        let before = Desk::new(portable_pty::CommandBuilder::new("true")).termios();
        let mut desk = Desk::new(zhenews(&[]));
        desk.wait_text("1/7");
        assert_ne!(
            desk.termios().local_modes,
            before.local_modes,
            "the reader reads raw keys"
        );
        desk.send(keys);
        assert_eq!(desk.wait_end(), 0);
        desk.assert_restored(&before);
    }
}

#[test]
fn signals_restore_the_terminal_and_are_told() {
    let before = Desk::new(portable_pty::CommandBuilder::new("true")).termios();
    let signals = [
        (Signal::TERM, 143),
        (Signal::HUP, 129),
        (Signal::INT, 130),
        (Signal::QUIT, 131),
        (Signal::ALARM, 142),
        (Signal::USR1, 138),
        (Signal::USR2, 140),
    ];
    for (signal, code) in signals {
        let mut desk = Desk::new(zhenews(&[]));
        desk.wait_text("1/7");
        desk.signal(signal);
        assert_eq!(desk.wait_end(), code);
        desk.assert_restored(&before);
    }
}

#[test]
fn an_unreadable_store_is_told_on_the_restored_terminal() {
    let before = Desk::new(portable_pty::CommandBuilder::new("true")).termios();
    let mut desk = Desk::new(zhenews(&["no-such-file.json"]));
    assert_ne!(desk.wait_end(), 0);
    desk.assert_restored(&before);
    let screen = desk.wait_closed();
    assert!(screen.contains("no-such-file.json"), "{screen}");
}

/// A shell with job control, which runs `line`.
pub(crate) fn shell(line: &str) -> Desk {
    let mut command = portable_pty::CommandBuilder::new("bash");
    command.args(["--norc", "--noprofile", "-i"]);
    command.env("PS1", "shell> ");
    command.env("LC_ALL", "zh_CN.UTF-8");
    command.env("TERM", "xterm-256color");
    command.env("ZHENEWS", env!("CARGO_BIN_EXE_zhenews"));
    away_from_home(&mut command);
    let desk = Desk::new(command);
    desk.wait_text("shell>");
    desk.send(&format!("{line}\r"));
    desk.wait_text("1/7");
    desk
}

pub(crate) fn wait_stopped(desk: &Desk) {
    desk.wait_for("the shell's screen", |screen| {
        (!screen.alternate_screen() && screen.contents().contains("Stopped")).then_some(())
    });
}

#[test]
fn suspending_gives_the_terminal_to_the_shell_and_fg_comes_back() {
    for line in ["\"$ZHENEWS\"", "sh -c '\"$ZHENEWS\"; true'"] {
        let desk = shell(line);
        desk.send("j\x1a");
        wait_stopped(&desk);
        desk.send("fg\r");
        desk.wait_for("the reader again", |screen| {
            (screen.alternate_screen() && screen.contents().contains("2/7")).then_some(())
        });
        desk.send("q");
        desk.wait_for("the shell again", |screen| {
            (!screen.alternate_screen()).then_some(())
        });
        desk.send("exit\r");
    }
}

#[test]
fn a_suspended_reader_can_be_ended() {
    let desk = shell("\"$ZHENEWS\"");
    desk.send("\x1a");
    wait_stopped(&desk);
    desk.send("P=$(jobs -p); kill %1; while kill -0 $P; do sleep 0.05; done 2>/dev/null; echo it'' ended\r");
    desk.wait_text("it ended");
}

#[test]
fn a_reader_that_nobody_could_continue_is_not_suspended() {
    let mut desk = Desk::new(zhenews(&[]));
    desk.wait_text("1/7");
    desk.send("\x1a");
    desk.wait_text("未挂起");
    desk.send("jq");
    assert_eq!(desk.wait_end(), 0);
}

/// Reads from a terminal until something that the program draws is seen, then takes the terminal
/// away.
#[test]
fn a_terminal_that_goes_away_ends_the_reader() {
    let terminal = native_pty_system()
        .openpty(PtySize::default())
        .expect("a terminal");
    let command = zhenews(&["--ambiguous", "narrow"]);
    let mut child = terminal
        .slave
        .spawn_command(command)
        .expect("the reader starts");
    drop(terminal.slave);
    let mut reader = terminal.master.try_clone_reader().expect("its screen");
    let (mut seen, mut buffer) = (Vec::new(), [0; 4096]);
    while !String::from_utf8_lossy(&seen).contains("1/7") {
        let count = reader.read(&mut buffer).expect("the reader draws");
        seen.extend(&buffer[..count]);
    }
    drop((reader, terminal.master));
    assert_eq!(child.wait().expect("its end").exit_code(), 129);
}
