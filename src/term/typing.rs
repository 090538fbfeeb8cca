//! What is typed: keys for the model, characters that come together in one piece.

use std::iter;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use super::{Ended, Event, Shell, exporter};
use crate::app::Msg;
use crate::app::keys::Key;
use crate::lang::SystemError;

/// How long after a look what other readers kept is looked at again, and whether the file of settings was
/// changed, when a key is pressed.
const LOOK: Duration = Duration::from_secs(1);

/// How many characters are taken together at most.
const BURST: usize = 4096;

impl Shell {
    /// Takes a key, and with a character the characters that are there behind it: a field need not act on each.
    pub(super) fn typed(
        &mut self,
        first: Key,
        receiver: &Receiver<Event>,
    ) -> Result<Option<Ended>, SystemError> {
        let now = Instant::now();
        let mut is_character = first.character().is_some();
        let mut keys = self.late_replies.filter(first, now);
        while is_character && keys.len() < BURST {
            match receiver.try_recv() {
                Ok(Event::Msg(Msg::Key(key))) if key.character().is_some() => {
                    keys.extend(self.late_replies.filter(key, now));
                }
                behind => {
                    self.put_back = behind.ok();
                    is_character = false;
                }
            }
        }
        self.keys(keys)
    }

    pub(super) fn keys(&mut self, keys: Vec<Key>) -> Result<Option<Ended>, SystemError> {
        let looks = !keys.is_empty() && self.last_look.elapsed() >= LOOK;
        if looks {
            self.last_look = Instant::now();
            self.look_at_marks();
            self.update(Msg::Today(exporter::today()))?;
        }
        let mut keys = keys.into_iter().peekable();
        while let Some(key) = keys.next() {
            let msg = match key.character().filter(|_| self.model.types_search()) {
                Some(c) => {
                    let behind = iter::from_fn(|| keys.next_if(|key| key.character().is_some()));
                    let behind = behind.filter_map(Key::character);
                    Msg::Typed(iter::once(c).chain(behind).collect())
                }
                None => Msg::Key(key),
            };
            if let Some(ended) = self.update(msg)? {
                return Ok(Some(ended));
            }
        }
        // Behind the keys, for what is told is told until the next.
        if looks {
            self.look_at_settings()
        } else {
            Ok(None)
        }
    }
}
