//! However the reader ends, the terminal is as it was.

use rustix::process::Signal;

use crate::desk::{Desk, zhenews};

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
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130)] {
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

#[test]
fn suspending_gives_the_terminal_to_the_shell_and_fg_comes_back() {
    let mut command = portable_pty::CommandBuilder::new("bash");
    command.args(["--norc", "--noprofile", "-i"]);
    command.env("PS1", "shell> ");
    command.env("LC_ALL", "zh_CN.UTF-8");
    command.env("ZHENEWS", env!("CARGO_BIN_EXE_zhenews"));
    let desk = Desk::new(command);
    desk.wait_text("shell>");
    desk.send("\"$ZHENEWS\"\r");
    desk.wait_text("1/7");
    desk.send("j\x1a");
    desk.wait_for("the shell's screen", |screen| {
        (!screen.alternate_screen() && screen.contents().contains("Stopped")).then_some(())
    });
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
