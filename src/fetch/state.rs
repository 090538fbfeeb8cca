//! What is known of a feed beside its store: when it is due, what its server calls the version that we have, what
//! went wrong.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;

use serde::{Deserialize, Serialize};

use super::{Failure, Place};
use crate::lang::{Bilingual, IoContext as _};
use crate::place::{self, Placed};

/// A server that wants no visit for longer means something else, in seconds.
pub(super) const LONGEST_WAIT: u64 = 7 * 86_400;

/// What is known of a feed. Times are seconds since 1970.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct State {
    /// The address that all this is known of.
    pub address: String,
    /// Where it has moved for ever.
    pub moved: Option<String>,
    /// What its server calls the version that we have.
    pub etag: Option<String>,
    /// When that was changed, in the server's words.
    pub modified: Option<String>,
    /// A checksum of it.
    pub sum: Option<u64>,
    /// When it was last asked for.
    pub checked: i64,
    /// When it is due.
    pub next: i64,
    /// Before when its server wants no request.
    pub not_before: i64,
    /// How many times it failed since it last did not.
    pub failures: u32,
    /// What went wrong the last time.
    pub error: Option<Bilingual>,
    /// Whether its server says that it is gone.
    pub gone: bool,
    /// What it calls itself.
    pub title: Option<String>,
    /// The day of its newest report.
    pub newest: Option<String>,
    /// The ids of reports that were taken out of its store, and are no news.
    pub dropped: BTreeSet<String>,
}

impl State {
    /// Reads what is known of a feed; nothing is where there is no file, or one that is damaged: then it is fetched
    /// whole, and its store tells what is new.
    pub fn load(place: &Place, key: &str, address: &str) -> Self {
        let read = fs::read(place.state(key)).ok();
        let state = read.and_then(|bytes| serde_json::from_slice::<Self>(&bytes).ok());
        let state = state.unwrap_or_default();
        if state.address == address {
            return state;
        }
        // Another address is another feed, but what was taken out stays out.
        Self {
            address: address.to_owned(),
            dropped: state.dropped,
            ..Self::default()
        }
    }

    /// Writes it down.
    ///
    /// # Errors
    ///
    /// Fails where it cannot be written.
    pub(super) fn save(&self, place: &Place, key: &str) -> Result<(), Failure> {
        let path = place.state(key);
        place::private_directory(place.directory()).context(place.directory())?;
        let mut file = Placed::begin_private(&path).context(path.as_path())?;
        // What it is made of is text and numbers.
        let text = serde_json::to_string(self).unwrap_or_default();
        file.write_all(text.as_bytes()).context(path.as_path())?;
        Ok(file.put().context(path.as_path())?)
    }

    /// Takes that it failed: the pause grows with each time, to a day.
    pub(super) fn fail(&mut self, failure: &Failure, interval: i64, now: i64) {
        const DAY: i64 = 86_400;
        self.checked = now;
        self.error = Some(crate::lang::Say::in_both(failure));
        let mut pause = interval;
        if failure.is_for_now() {
            self.failures = self.failures.saturating_add(1);
            let doubled = interval.saturating_mul(1 << self.failures.min(10));
            pause = doubled.min(DAY.max(interval));
        }
        if let Failure::Later(seconds) = failure {
            let wait = i64::try_from((*seconds).min(LONGEST_WAIT)).unwrap_or(DAY);
            self.not_before = now + wait;
            pause = wait.max(interval);
        }
        self.gone = matches!(failure, Failure::Gone);
        self.next = now + pause;
    }

    /// Takes that it did not fail.
    pub(super) fn succeed(&mut self, interval: i64, now: i64) {
        self.checked = now;
        self.next = now + interval;
        self.not_before = 0;
        self.failures = 0;
        self.error = None;
        self.gone = false;
    }

    /// Returns whether it is to be fetched; a timer of just its interval finds it due.
    pub fn is_due(&self, interval: i64, now: i64) -> bool {
        // A clock that was set back makes nothing wait for ever.
        let is_sane = self.checked <= now;
        !self.gone
            && (!is_sane || now + interval / 20 >= self.next)
            && (!is_sane || now >= self.not_before)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feed_that_fails_is_asked_less_and_less() {
        let mut state = State::default();
        let mut pauses = Vec::new();
        for _ in 0..12 {
            state.fail(&Failure::TimedOut, 1800, 1000);
            pauses.push(state.next - 1000);
        }
        assert!(pauses.is_sorted() && pauses[0] == 3600, "{pauses:?}");
        assert_eq!(pauses.last(), Some(&86_400));
        assert!(!state.is_due(1800, 1000) && state.is_due(1800, 1000 + 86_400));
        state.succeed(1800, 2000);
        assert_eq!((state.failures, state.next, state.error), (0, 3800, None));
    }

    #[test]
    fn who_wants_to_be_left_alone_is() {
        let mut state = State::default();
        state.fail(&Failure::Later(7200), 60, 1000);
        assert!(!state.is_due(60, 1000 + 7000));
        assert!(state.is_due(60, 1000 + 7200));
        state.fail(&Failure::Gone, 60, 1000);
        assert!(!state.is_due(60, i64::MAX / 2));
    }

    #[test]
    fn another_address_is_another_feed_and_damage_is_no_knowledge() {
        let dir = tempfile::tempdir().unwrap();
        let place = Place::new(dir.path().to_owned());
        let mut state = State::load(&place, "a", "https://a.example/");
        state.etag = Some("\"1\"".into());
        state.dropped.insert("x".into());
        state.save(&place, "a").unwrap();
        assert_eq!(State::load(&place, "a", "https://a.example/"), state);
        let other = State::load(&place, "a", "https://b.example/");
        assert_eq!((other.etag, other.dropped.len()), (None, 1));
        fs::remove_file(place.state("a")).unwrap();
        let mut file = fs::File::create_new(place.state("a")).unwrap();
        file.write_all(b"{\"etag\":").unwrap();
        assert_eq!(State::load(&place, "a", "c").etag, None);
    }
}
