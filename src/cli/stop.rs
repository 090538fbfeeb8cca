//! Ctrl-C while a file is being written: what is half written is taken away before the program ends by it. A
//! second one ends it at once.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::{flag, low_level};

/// Listens for the signals that ask a command to end.
pub(super) struct Stop([(i32, Arc<AtomicBool>); 2]);

impl Stop {
    /// Listens from now on.
    ///
    /// # Errors
    ///
    /// When the system does not let it.
    pub(super) fn listen() -> io::Result<Self> {
        let signals = [SIGINT, SIGTERM].map(|signal| (signal, Arc::default()));
        for (signal, is_asked) in &signals {
            flag::register_conditional_default(*signal, Arc::clone(is_asked))?;
            flag::register(*signal, Arc::clone(is_asked))?;
        }
        Ok(Self(signals))
    }

    /// Returns whether the end is asked for.
    pub(super) fn is_asked(&self) -> bool {
        self.signal().is_some()
    }

    /// Ends the program as the signal that came would have, if one came.
    pub(super) fn obey(&self) {
        if let Some(signal) = self.signal() {
            // What does not end the program by the signal ends it with an error, which tells enough.
            let _ = low_level::emulate_default_handler(signal);
        }
    }

    fn signal(&self) -> Option<i32> {
        let asked = self
            .0
            .iter()
            .find(|(_, asked)| asked.load(Ordering::Relaxed));
        asked.map(|(signal, _)| *signal)
    }
}
