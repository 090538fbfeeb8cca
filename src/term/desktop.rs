//! The browser.

use std::io;
use std::os::unix::process::CommandExt as _;
use std::process::{Command, Stdio};
use std::sync::mpsc::Sender;
use std::thread;

use super::Event;
use crate::app::Msg;

/// Hands an address to the browser, without a shell and apart from the terminal. `browser` is a
/// program with its arguments; where there is none, the desktop knows one.
pub(super) fn open(address: String, browser: Vec<String>, sender: Sender<Event>) {
    thread::spawn(move || {
        let opened = match browser.split_first() {
            Some((program, arguments)) => start(program, arguments, &address),
            None => open::that_detached(&address),
        };
        if opened.is_err() {
            let _ = sender.send(Event::Msg(Msg::NotOpened));
        }
    });
}

/// Starts a program with nothing of the terminal, and waits for its end so that it leaves nothing
/// behind.
fn start(program: &str, arguments: &[String], address: &str) -> io::Result<()> {
    let mut child = Command::new(program)
        .args(arguments)
        .arg(address)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()?;
    child.wait().map(|_| ())
}
