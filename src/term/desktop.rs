//! What goes out of the reader: the clipboard and the browser.

use std::io::{self, stdout};
use std::sync::mpsc::Sender;
use std::thread;

use crossterm::clipboard::CopyToClipboard;
use crossterm::execute;

use super::Event;
use crate::app::Msg;

/// Puts text on the clipboard of the terminal (OSC 52), which works through SSH too.
pub(super) fn copy(text: &str) -> io::Result<()> {
    execute!(stdout(), CopyToClipboard::to_clipboard_from(text))
}

/// Hands an address to the browser, without a shell and apart from the terminal.
pub(super) fn open(address: String, sender: Sender<Event>) {
    thread::spawn(move || {
        let opened = open::that_detached(&address).map_err(|error| error.to_string());
        let _ = sender.send(Event::Msg(Msg::Opened(opened)));
    });
}
