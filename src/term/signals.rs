//! Signals arrive as events; the loop gives the terminal back before it obeys them.

use std::io;
use std::sync::mpsc::Sender;
use std::thread;

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGTSTP};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use super::Event;

/// Sends an event for each signal.
pub(super) fn listen(sender: Sender<Event>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGTSTP])?;
    thread::spawn(move || {
        for signal in signals.forever() {
            let event = if signal == SIGTSTP {
                Event::Suspend
            } else {
                Event::Stop(signal)
            };
            if sender.send(event).is_err() {
                return;
            }
        }
    });
    Ok(())
}

/// Stops the process as Ctrl-Z would have; returns when the shell continues it.
pub(super) fn stop() -> io::Result<()> {
    emulate_default_handler(SIGTSTP)
}
