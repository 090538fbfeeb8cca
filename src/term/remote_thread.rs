//! What the index thread does where the reports are kept by a search engine: it connects, and again whenever the index
//! has changed, or a question was not answered.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::waiting::Ask;
use crate::corpus::{Corpus, Error};

/// An engine that does not answer is asked again: ever more rarely, and last after so long.
const RAREST: Duration = Duration::from_secs(32);

/// How long it is waited at first.
const AT_FIRST: Duration = Duration::from_secs(1);

/// Whom the thread works for.
pub(super) trait Connecting {
    /// Connects, anew.
    fn connect(&self) -> Result<Arc<dyn Corpus>, Error>;

    /// Shows what there is.
    fn show(&self, corpus: Arc<dyn Corpus>);

    /// Says why there is nothing.
    fn tell_failure(&self, error: &Error);

    /// Returns whether it is wanted no more.
    fn is_over(&self) -> bool;
}

/// Connects, and again whenever it is asked to, until the reader has ended.
pub(super) fn keep(reader: &impl Connecting, asked: &Receiver<Ask>) {
    let mut pause = AT_FIRST;
    // How many reports there are of a part that is shown.
    let mut part = None;
    while !reader.is_over() {
        let begun = Instant::now();
        let wait = match reader.connect() {
            Ok(corpus) if corpus.is_whole() => {
                reader.show(corpus);
                (pause, part) = (AT_FIRST, None);
                None
            }
            // The rest may come back, and what is shown stays until it does.
            Ok(corpus) => {
                if part.replace(corpus.len()) != Some(corpus.len()) {
                    reader.show(corpus);
                }
                pause = (pause * 2).min(RAREST);
                Some(pause)
            }
            Err(error) => {
                if reader.is_over() {
                    return;
                }
                reader.tell_failure(&error);
                pause = (pause * 2).min(RAREST);
                Some(pause)
            }
        };
        match wait_for(asked, wait) {
            Ask::End => return,
            // Whoever asks again and again is answered once in a while.
            _ => std::thread::sleep(AT_FIRST.saturating_sub(begun.elapsed())),
        }
    }
}

/// Waits until something is asked that brings us back, or as long as there is to wait.
fn wait_for(asked: &Receiver<Ask>, wait: Option<Duration>) -> Ask {
    let until = wait.map(|wait| Instant::now() + wait);
    loop {
        let ask = match until {
            None => asked.recv().unwrap_or(Ask::End),
            Some(until) => {
                match asked.recv_timeout(until.saturating_duration_since(Instant::now())) {
                    Ok(ask) => ask,
                    Err(RecvTimeoutError::Timeout) => return Ask::Mismatch,
                    Err(RecvTimeoutError::Disconnected) => Ask::End,
                }
            }
        };
        // No file is written here. While an engine is waited for nothing else brings us back.
        match (ask, until) {
            (Ask::Written, _) | (Ask::Mismatch, Some(_)) => {}
            (ask, _) => return ask,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;
    use std::sync::mpsc::channel;

    use super::*;
    use crate::corpus::Held;
    use crate::remote;

    /// An engine that answers the second time.
    #[derive(Default)]
    struct Engine {
        told: Mutex<Vec<&'static str>>,
    }

    impl Connecting for Engine {
        fn connect(&self) -> Result<Arc<dyn Corpus>, Error> {
            match self.told.lock().expect("no panic").len() {
                0 => Err(remote::Error::TimedOut(1).into()),
                _ => Ok(Arc::new(Held::default())),
            }
        }

        fn show(&self, _: Arc<dyn Corpus>) {
            self.told.lock().expect("no panic").push("shown");
        }

        fn tell_failure(&self, _: &Error) {
            self.told.lock().expect("no panic").push("failed");
        }

        fn is_over(&self) -> bool {
            self.told.lock().expect("no panic").len() >= 3
        }
    }

    #[test]
    fn an_engine_that_does_not_answer_is_asked_again_and_what_changed_is_shown() {
        let (sender, asked) = channel();
        let engine = &Engine::default();
        std::thread::scope(|scope| {
            scope.spawn(move || keep(engine, &asked));
            while engine.told.lock().expect("no panic").len() < 2 {
                std::thread::sleep(Duration::from_millis(10));
            }
            sender.send(Ask::Mismatch).expect("it listens");
            sender.send(Ask::End).expect("it listens");
        });
        assert_eq!(
            *engine.told.lock().expect("no panic"),
            ["failed", "shown", "shown"]
        );
    }
}
