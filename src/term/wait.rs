//! How long what is read has been in sight: a time that is counted, and can be paused.

use std::time::{Duration, Instant};

/// A wait, by its number.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Wait {
    number: u64,
    /// What was left of it when it was last begun or paused; nothing once it is over.
    left: Option<Duration>,
    /// Since when it goes on, unless it is paused.
    since: Option<Instant>,
}

impl Wait {
    /// Begins the wait of a number; goes on with it where it was paused.
    pub(super) fn go_on(&mut self, number: u64, all: Duration, now: Instant) {
        if number != self.number || self.left.is_none() {
            self.left = Some(all);
        }
        self.number = number;
        self.since = Some(now);
    }

    /// Lets no time pass for it.
    pub(super) fn pause(&mut self, now: Instant) {
        if let (Some(left), Some(since)) = (&mut self.left, self.since.take()) {
            *left = left.saturating_sub(now.saturating_duration_since(since));
        }
    }

    /// Lets time pass again, if it did before [`pause`](Self::pause).
    pub(super) fn resume(&mut self, was: Self, now: Instant) {
        self.since = was.since.map(|_| now);
    }

    /// Returns when it is over, if time passes.
    pub(super) fn until(&self) -> Option<Instant> {
        Some(self.since? + self.left?)
    }

    /// Returns its number once it is over, and ends it.
    pub(super) fn over(&mut self, now: Instant) -> Option<u64> {
        if self.until()? > now {
            return None;
        }
        (self.left, self.since) = (None, None);
        Some(self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_time_passes_while_it_is_paused() {
        let second = Duration::from_secs(1);
        let start = Instant::now();
        let mut wait = Wait::default();
        assert_eq!(wait.until(), None);
        wait.go_on(7, 10 * second, start);
        wait.pause(start + 4 * second);
        wait.pause(start + 5 * second);
        assert_eq!((wait.until(), wait.over(start + 99 * second)), (None, None));
        wait.go_on(7, 10 * second, start + 100 * second);
        assert_eq!(wait.until(), Some(start + 106 * second));
        assert_eq!(wait.over(start + 105 * second), None);
        assert_eq!(wait.over(start + 106 * second), Some(7));
        assert_eq!(wait.over(start + 107 * second), None);
        wait.go_on(8, second, start);
        assert_eq!(
            wait.until(),
            Some(start + second),
            "another begins at its start"
        );
    }

    #[test]
    fn behind_a_stop_it_goes_on_only_if_it_did_before() {
        let second = Duration::from_secs(1);
        let start = Instant::now();
        let mut wait = Wait::default();
        wait.go_on(1, 10 * second, start);
        let was = wait;
        wait.pause(start + second);
        wait.resume(was, start + 60 * second);
        assert_eq!(wait.until(), Some(start + 69 * second));
        wait.pause(start + 60 * second);
        let was = wait;
        wait.pause(start + 61 * second);
        wait.resume(was, start + 62 * second);
        assert_eq!(wait.until(), None);
    }
}
