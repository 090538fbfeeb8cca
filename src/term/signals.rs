//! Signals arrive as events; the loop gives the terminal back before it obeys them.

use std::io;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Signal, getpgrp, getsid, kill_current_process_group};
use signal_hook::consts::{
    SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGUSR1, SIGUSR2,
};
use signal_hook::flag;

use super::Event;

/// The signal that tells that the terminal is gone.
pub(super) const HANGUP: i32 = SIGHUP;

/// Signals that ask for the end, and those that would bring it though they mean nothing here.
const ENDS: [i32; 7] = [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGALRM, SIGUSR1, SIGUSR2];

/// Those of them that are typed on the terminal, where they are meant for the program that has it.
const TYPED: [i32; 2] = [SIGINT, SIGQUIT];

/// How long after a program had the terminal a signal may be told that was meant for it: the thread that
/// tells may have its turn late. On a terminal of our own none is typed.
const LATE: Duration = Duration::from_secs(1);

/// Whether what is typed is another program's.
#[derive(Clone, Copy, Debug, Default)]
enum Spared {
    #[default]
    Never,
    RunningProgram,
    Until(Instant),
}

impl Spared {
    fn holds(self) -> bool {
        match self {
            Self::Never => false,
            Self::RunningProgram => true,
            Self::Until(end) => Instant::now() < end,
        }
    }
}

fn lock(spared: &Mutex<Spared>) -> MutexGuard<'_, Spared> {
    spared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Knows which signal asked for the end.
pub(super) struct Signals {
    asked: Arc<AtomicUsize>,
    /// Whether what is typed is another program's.
    spared: Arc<Mutex<Spared>>,
}

impl Signals {
    /// Sends an event for each signal. A second one that asks for the end, before the first was
    /// obeyed, ends the program at once: the loop may hang on a terminal that takes nothing.
    pub(super) fn listen(sender: Sender<Event>) -> io::Result<Self> {
        let asked = Arc::new(AtomicUsize::new(0));
        let again = Arc::new(AtomicBool::new(false));
        let spared = Arc::<Mutex<Spared>>::default();
        for signal in ENDS {
            flag::register_conditional_shutdown(signal, 128 + signal, again.clone())?;
            if !TYPED.contains(&signal) {
                flag::register(signal, again.clone())?;
                flag::register_usize(signal, asked.clone(), signal.unsigned_abs() as usize)?;
            }
        }
        let mut signals =
            signal_hook::iterator::Signals::new(ENDS.iter().chain(&[SIGTSTP, SIGCONT]))?;
        let known = Self { asked, spared };
        let (asked, spared) = (known.asked.clone(), known.spared.clone());
        thread::spawn(move || {
            for signal in signals.forever() {
                if TYPED.contains(&signal) {
                    if lock(&spared).holds() {
                        continue;
                    }
                    again.store(true, Ordering::SeqCst);
                    asked.store(signal.unsigned_abs() as usize, Ordering::SeqCst);
                }
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
        Ok(known)
    }

    /// Makes signals that are typed on the terminal mean nothing to us, or something again.
    pub(super) fn spare(&self, spare: bool) {
        *lock(&self.spared) = if spare {
            Spared::RunningProgram
        } else {
            Spared::Until(Instant::now() + LATE)
        };
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
