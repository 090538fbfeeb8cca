//! Ctrl-C while something is written: what is half written is taken away before the program ends by it.

use std::io;
use std::sync::Arc;
use std::thread;

use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXFSZ};
use signal_hook::flag;
use signal_hook::iterator::{Handle, Signals};
use signal_hook::low_level;

use crate::lang::{IoContext as _, SystemError};
use crate::place;

/// The signals that ask a command to end.
const ENDS: [i32; 4] = [SIGHUP, SIGINT, SIGQUIT, SIGTERM];

/// Has a file that grows beyond its limit fail to be written, as any other that cannot be: the system's signal would
/// end the program without a word. Caught and not ignored, it means to the programs that we run what it did.
pub(super) fn outlive_file_limit() {
    if !ignored().has(SIGXFSZ) {
        // Where it cannot be caught all is as the system has it.
        let _caught = flag::register(SIGXFSZ, Arc::default());
    }
}

/// Listens for the signals that ask a command to end, as long as it lives.
pub(super) struct Stop(Handle);

impl Stop {
    /// Listens from now on.
    ///
    /// # Errors
    ///
    /// When the system does not let it.
    pub(super) fn listen() -> Result<Self, SystemError> {
        Self::begin().context(("cannot listen for signals", "无法接收信号"))
    }

    fn begin() -> io::Result<Self> {
        let ignored = ignored();
        let heeded = ENDS.into_iter().filter(|signal| !ignored.has(*signal));
        let mut signals = Signals::new(heeded)?;
        let handle = signals.handle();
        thread::spawn(move || {
            if let Some(signal) = signals.forever().next() {
                // Held to the end, so that nothing is begun any more.
                let _removed = place::remove_unfinished();
                let _ = low_level::emulate_default_handler(signal);
            }
        });
        Ok(Self(handle))
    }
}

impl Stop {
    /// Listens as long as the program runs.
    pub(super) fn until_the_end(self) {
        std::mem::forget(self);
    }
}

impl Drop for Stop {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// A set of signals, a bit for each.
struct Set(u64);

impl Set {
    fn has(&self, signal: i32) -> bool {
        u32::try_from(signal - 1).is_ok_and(|bit| self.0 >> bit & 1 == 1)
    }
}

/// The signals that the program was started to ignore, as `nohup` and a shell's `&` do: they are none of its
/// business. Where the system does not tell there are none.
fn ignored() -> Set {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mut lines = status.lines();
    let mask = lines.find_map(|line| line.strip_prefix("SigIgn:"));
    Set(mask
        .and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok())
        .unwrap_or(0))
}
