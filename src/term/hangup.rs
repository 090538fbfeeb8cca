//! Watches for the terminal to go away, which not every terminal tells by a signal. The reader of
//! keys would find nothing to read, again and again.

use std::io;
use std::sync::mpsc::Sender;
use std::thread;

use rustix::event::{PollFd, PollFlags, poll};

use super::{Event, signals};

/// Sends an event when the terminal is gone.
pub(super) fn watch(sender: Sender<Event>) {
    thread::spawn(move || {
        let terminal = io::stdout();
        loop {
            // Asked for nothing, the kernel tells of a hang-up alone.
            let mut watched = [PollFd::new(&terminal, PollFlags::empty())];
            match poll(&mut watched, None) {
                Ok(_) => break,
                Err(rustix::io::Errno::INTR) => {}
                Err(_) => return,
            }
        }
        let _ = sender.send(Event::Stop(signals::HANGUP));
    });
}
