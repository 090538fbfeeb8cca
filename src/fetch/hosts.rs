//! At most two connections to a host at once.

use std::collections::HashMap;
use std::sync::{Condvar, Mutex, PoisonError};

/// How many.
const MOST: usize = 2;

/// How many connections there are to each host.
#[derive(Debug, Default)]
pub(super) struct Hosts {
    busy: Mutex<HashMap<String, usize>>,
    freed: Condvar,
}

/// A connection to a host, as long as this is.
#[derive(Debug)]
pub(super) struct Slot<'h> {
    hosts: &'h Hosts,
    host: String,
}

impl Hosts {
    /// Waits until there may be another connection to a host.
    pub(super) fn slot(&self, host: &str) -> Slot<'_> {
        let mut busy = self.busy.lock().unwrap_or_else(PoisonError::into_inner);
        while busy.get(host).is_some_and(|count| *count >= MOST) {
            busy = self
                .freed
                .wait(busy)
                .unwrap_or_else(PoisonError::into_inner);
        }
        *busy.entry(host.to_owned()).or_default() += 1;
        Slot {
            hosts: self,
            host: host.to_owned(),
        }
    }

    /// Returns whether there may be another connection to a host now.
    pub(super) fn is_free(&self, host: &str) -> bool {
        let busy = self.busy.lock().unwrap_or_else(PoisonError::into_inner);
        busy.get(host).is_none_or(|count| *count < MOST)
    }
}

impl Drop for Slot<'_> {
    fn drop(&mut self) {
        let mut busy = self
            .hosts
            .busy
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = busy.get_mut(&self.host) {
            *count -= 1;
            if *count == 0 {
                busy.remove(&self.host);
            }
        }
        self.hosts.freed.notify_all();
    }
}
