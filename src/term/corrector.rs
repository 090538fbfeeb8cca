//! Corrects stores, on a thread: they may be large.

use std::sync::Arc;
use std::thread;

use super::{Event, Shell};
use crate::app::Msg;
use crate::app::correcting::{Corrected, Job};
use crate::corpus::Corpus;
use crate::corrections::{self, Error, Which};
use crate::lang::{Bilingual, Say as _};
use crate::store::Source;

impl Shell {
    /// Has something done to a store, which is read again afterwards.
    pub(super) fn correct(&self, job: Job) {
        let place = match &job {
            Job::TakeBack { .. } => None,
            Job::Correct { row, .. } | Job::TakeBackLast { row, .. } => {
                let (version, row) = *row;
                self.corpus_of(version).map(|corpus| (corpus, row))
            }
        };
        let has_stdin = self.sources.contains(&Source::Stdin);
        let sender = self.sender.clone();
        thread::spawn(move || {
            let outcome = if has_stdin {
                Err(not_from_stdin())
            } else {
                done(place, job).map_err(|error| error.in_both())
            };
            let _ = sender.send(Event::Msg(Msg::Corrected(outcome)));
        });
    }
}

/// Why nothing is corrected where not all can be read again.
fn not_from_stdin() -> Bilingual {
    Bilingual::new(
        "what came through standard input cannot be read again; open the store by its name",
        "标准输入无法重读；请用文件名打开稿库",
    )
}

fn done(place: Option<(Arc<dyn Corpus>, usize)>, job: Job) -> Result<Corrected, Error> {
    // Wherever the reader was started, and by whatever name the file was called.
    let store = || {
        let stand = place.and_then(|(corpus, row)| corpus.stand(row));
        stand.map(|stand| stand.path).ok_or(Error::NotImported)
    };
    let (store, done, is_taken_back) = match job {
        Job::Correct { request, .. } => {
            let store = store()?;
            let done = corrections::correct(&store, &request)?;
            (store, done, false)
        }
        Job::TakeBackLast { report, .. } => {
            let store = store()?;
            let done = corrections::take_back(&store, &Which::LastOf(report))?;
            (store, done, true)
        }
        Job::TakeBack { store, which } => {
            let done = corrections::take_back(&store, &which)?;
            (store, done, true)
        }
    };
    Ok(Corrected {
        store,
        done,
        is_taken_back,
    })
}
