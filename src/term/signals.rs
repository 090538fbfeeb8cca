//! Signals arrive as events; the loop gives the terminal back before it obeys them.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use rustix::process::{Signal, getpgrp, getsid, kill_current_process_group};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP};
use signal_hook::flag;

use super::Event;

/// The signal that tells that the terminal is gone.
pub(super) const HANGUP: i32 = SIGHUP;

/// Signals that ask for the end.
const ENDS: [i32; 3] = [SIGTERM, SIGHUP, SIGINT];

/// Knows which signal asked for the end.
pub(super) struct Signals {
    asked: Arc<AtomicUsize>,
}

impl Signals {
    /// Sends an event for each signal. A second one that asks for the end, before the first was
    /// obeyed, ends the program at once: the loop may hang on a terminal that takes nothing.
    pub(super) fn listen(sender: Sender<Event>) -> io::Result<Self> {
        let asked = Arc::new(AtomicUsize::new(0));
        let again = Arc::new(AtomicBool::new(false));
        for signal in ENDS {
            flag::register_conditional_shutdown(signal, 128 + signal, again.clone())?;
            flag::register(signal, again.clone())?;
            flag::register_usize(signal, asked.clone(), signal.unsigned_abs() as usize)?;
        }
        let mut signals =
            signal_hook::iterator::Signals::new(ENDS.iter().chain(&[SIGTSTP, SIGCONT]))?;
        thread::spawn(move || {
            for signal in signals.forever() {
                let event = match signal {
                    SIGTSTP => Event::Suspend,
                    SIGCONT => Event::Continued,
                    signal => Event::Stop(signal),
                };
                if sender.send(event).is_err() {
                    return;
                }
            }
        });
        Ok(Self { asked })
    }

    /// Returns the signal that asked for the end, if one did or does within a moment: one that came
    /// while we were stopped is told by another thread, perhaps after this one goes on.
    pub(super) fn asked_soon(&self) -> Option<i32> {
        const MOMENT: Duration = Duration::from_millis(10);
        (0..50).find_map(|_| {
            let asked = i32::try_from(self.asked.load(Ordering::SeqCst)).ok();
            let asked = asked.filter(|signal| *signal != 0);
            if asked.is_none() {
                thread::sleep(MOMENT);
            }
            asked
        })
    }
}

/// Returns whether somebody could continue us once we stop. Nobody can where our process group
/// leads the session: the terminal was opened for it, and no shell stands above it.
pub(super) fn can_be_continued() -> bool {
    getsid(None).is_ok_and(|session| session != getpgrp())
}

/// Returns whether the terminal is ours to use, and not another job's.
pub(super) fn is_in_foreground() -> bool {
    rustix::termios::tcgetpgrp(io::stdout()).is_ok_and(|group| group == getpgrp())
}

/// Stops our process group, as Ctrl-Z would have: a script that started us stops too, so that its
/// shell sees it. Returns when the shell continues it.
pub(super) fn stop() -> io::Result<()> {
    Ok(kill_current_process_group(Signal::STOP)?)
}
