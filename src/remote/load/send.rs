//! Sends lines in bulk, by several requests at once.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use super::WANTED;
use crate::remote::Error;
use crate::remote::client::Ask;
use crate::remote::index::Index;
use crate::text::sanitize;

/// How much is sent at once, in bytes, unless a report is larger.
const MOST_BYTES: usize = 8 << 20;
/// So many requests are under way at once.
const SENDERS: usize = 2;
/// So many times what an engine was too busy for is sent again.
const TRIES: usize = 6;
/// So many of those that were refused are told.
const MOST_REFUSED: usize = 20;
/// So much is told of why one was refused, in characters.
const MOST_WORDS: usize = 200;

/// Lines that are sent at once, with the ids of the reports that they are about.
#[derive(Debug, Default)]
pub(super) struct Batch {
    lines: Vec<u8>,
    /// Where the lines of each begin.
    items: Vec<(String, usize)>,
}

impl Batch {
    /// Begins the lines about a report, which are appended to what it returns.
    pub(super) fn begin(&mut self, id: &str) -> &mut Vec<u8> {
        self.items.push((id.to_owned(), self.lines.len()));
        &mut self.lines
    }

    /// Returns those of some numbers.
    fn only(&self, numbers: &[usize]) -> Self {
        let mut some = Self::default();
        for number in numbers {
            let end = self.items.get(number + 1).map(|(_, start)| *start);
            if let Some((id, start)) = self.items.get(*number) {
                let lines = self.lines.get(*start..end.unwrap_or(self.lines.len()));
                some.begin(id).extend_from_slice(lines.unwrap_or_default());
            }
        }
        some
    }
}

/// What became of what was sent.
#[derive(Clone, Debug, Default)]
pub(super) struct Sent {
    /// How many the engine took.
    pub(super) taken: usize,
    /// How many it did not take.
    pub(super) refused: usize,
    /// The ids of the first of these, and why.
    pub(super) reasons: Vec<(String, String)>,
}

impl Sent {
    fn add(&mut self, other: Self) {
        self.taken += other.taken;
        self.refused += other.refused;
        self.reasons.extend(other.reasons);
        self.reasons.truncate(MOST_REFUSED);
    }

    fn refuse(&mut self, id: &str, status: u64, error: &Value) {
        let cause = error["caused_by"]["reason"].as_str();
        let why = cause
            .or_else(|| error["reason"].as_str())
            .map(str::to_owned);
        let why = why.unwrap_or_else(|| status.to_string());
        let why: String = why.chars().take(MOST_WORDS).collect();
        self.refused += 1;
        if self.reasons.len() < MOST_REFUSED {
            let why = sanitize::visible_line(&why).into_owned();
            self.reasons.push((id.to_owned(), why));
        }
    }
}

/// Takes lines, and sends them when they are many.
pub(super) struct Outbox {
    batch: Batch,
    batches: SyncSender<Batch>,
}

impl Outbox {
    /// Begins the lines about a report, which are appended to what it returns.
    pub(super) fn begin(&mut self, id: &str) -> &mut Vec<u8> {
        if self.batch.lines.len() >= MOST_BYTES {
            // Where nobody takes it any more the work has failed, which is told at its end.
            let _ = self.batches.send(std::mem::take(&mut self.batch));
        }
        self.batch.begin(id)
    }
}

/// Has what is made sent by several at once; returns when all is.
///
/// # Errors
///
/// When the engine cannot be reached, or the making fails.
pub(super) fn sending<T>(
    index: &Index,
    make: impl FnOnce(&mut Outbox) -> Result<T, Error>,
) -> Result<(T, Sent), Error> {
    let (batches, received) = sync_channel::<Batch>(SENDERS);
    let received = Mutex::new(received);
    thread::scope(|scope| {
        let senders: Vec<_> = (0..SENDERS)
            .map(|_| scope.spawn(|| send_all(index, &received)))
            .collect();
        let mut outbox = Outbox {
            batch: Batch::default(),
            batches,
        };
        let done = make(&mut outbox);
        let Outbox { batch, batches } = outbox;
        let _ = batches.send(batch);
        drop(batches);
        let mut all = Sent::default();
        for sender in senders {
            all.add(sender.join().unwrap_or(Err(Error::Stopped))?);
        }
        Ok((done?, all))
    })
}

fn send_all(index: &Index, batches: &Mutex<Receiver<Batch>>) -> Result<Sent, Error> {
    let mut all = Sent::default();
    let take = || {
        batches
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .recv()
    };
    while let Ok(batch) = take() {
        match send(index, batch) {
            Ok(sent) => all.add(sent),
            Err(error) => {
                // What is still made is taken, so that whoever makes it does not wait for ever.
                while take().is_ok() {}
                return Err(error);
            }
        }
    }
    Ok(all)
}

/// Sends lines, those for which the engine was too busy again, and takes note of what it refuses.
fn send(index: &Index, mut batch: Batch) -> Result<Sent, Error> {
    let mut sent = Sent::default();
    for attempt in 0..TRIES {
        if batch.items.is_empty() {
            break;
        }
        let path = format!(
            "{}/_bulk?filter_path=errors,items.*.status,items.*.error",
            index.name()
        );
        let answer = index.ask(Ask::lines(path, batch.lines.clone()), WANTED)?;
        let items = answer["items"].as_array();
        let items = items.filter(|items| items.len() == batch.items.len());
        let items = items.ok_or_else(|| Error::NotUnderstood("items".into()))?;
        let mut busy = Vec::new();
        for (number, (item, (id, _))) in items.iter().zip(&batch.items).enumerate() {
            let item = item.as_object().and_then(|item| item.values().next());
            let item = item.unwrap_or(&Value::Null);
            match item["status"].as_u64().unwrap_or(0) {
                200..=299 => sent.taken += 1,
                429 if attempt + 1 < TRIES => busy.push(number),
                // What is to be taken out is gone.
                404 if item["error"].is_null() => sent.taken += 1,
                status => sent.refuse(id, status, &item["error"]),
            }
        }
        batch = batch.only(&busy);
        if !busy.is_empty() {
            thread::sleep(Duration::from_millis(200 << attempt));
        }
    }
    Ok(sent)
}
