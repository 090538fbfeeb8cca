//! Counts what is in the folders while nothing else is to be done.
//!
//! A count goes on only as long as no job waits: at a million reports it may take a while, and the first
//! page of a search, the hits of an article and a mark must not wait for it. Of several requests the last
//! counts, and its folders are told all at once.

use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use super::{Event, Job, Msg, Query, Worker};

/// For so long nothing is to have been asked before counting begins: who holds a key down or types asks
/// more often.
const QUIET: Duration = Duration::from_millis(60);

/// Folders that are to be counted.
pub(super) struct Tally {
    number: u64,
    left: Vec<(usize, Query)>,
    counts: Vec<(usize, usize)>,
    /// Whether nothing has come in between since counting began.
    is_begun: bool,
}

impl Tally {
    pub(super) fn new(number: u64, left: Vec<(usize, Query)>) -> Self {
        Self {
            number,
            left,
            counts: Vec::new(),
            is_begun: false,
        }
    }
}

impl Worker {
    /// Returns the next job; until there is one, folders are counted. A count that a job comes in between is
    /// begun again behind it, so that nothing waits for one.
    pub(super) fn next(&mut self, jobs: &Receiver<Job>) -> Option<Job> {
        loop {
            let job = if let Some(tally) = &self.tally {
                let quiet = if tally.is_begun {
                    Duration::ZERO
                } else {
                    QUIET
                };
                match jobs.recv_timeout(quiet) {
                    Err(RecvTimeoutError::Timeout) => None,
                    Err(RecvTimeoutError::Disconnected) => return None,
                    Ok(job) => Some(job),
                }
            } else {
                Some(jobs.recv().ok()?)
            };
            if job.is_some() {
                self.taken += 1;
                return job;
            }
            self.count_folder();
        }
    }

    /// Counts one of the folders, and tells all when they are.
    fn count_folder(&mut self) {
        let Some(mut tally) = self.tally.take() else {
            return;
        };
        tally.is_begun = true;
        if let Some((folder, query)) = tally.left.last() {
            let (folder, query) = (*folder, query.clone());
            match self.how_many(&query) {
                Some(count) => {
                    tally.counts.push((folder, count));
                    tally.left.pop();
                }
                // Without a job that waits it cannot be counted: nothing is told of it.
                None if !self.is_wanted() => drop(tally.left.pop()),
                None => tally.is_begun = false,
            }
        }
        if !tally.left.is_empty() {
            self.tally = Some(tally);
            return;
        }
        let msg = Msg::Tallied {
            number: tally.number,
            counts: tally.counts,
        };
        // Without a reader there is nobody to tell.
        let _ = self.sender.send(Event::Msg(msg));
    }

    /// Returns how many match, unless a job comes.
    fn how_many(&mut self, query: &Query) -> Option<usize> {
        let (newest, taken) = (self.newest.clone(), self.taken);
        let is_wanted = || newest.jobs.load(Ordering::Relaxed) != taken;
        let count = self.session.how_many(query, &is_wanted);
        self.sound(count)
    }

    /// Whether a job waits.
    fn is_wanted(&self) -> bool {
        self.newest.jobs.load(Ordering::Relaxed) != self.taken
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::mpsc::channel;
    use std::thread;

    use super::super::SearchThread;
    use super::*;
    use crate::corpus::Held;
    use crate::library::Action;
    use crate::search::Sort;
    use crate::store::{Reading, Source, read};

    #[test]
    fn the_last_count_that_was_asked_for_is_told_behind_all_that_is_asked_meanwhile() {
        let (sender, receiver) = channel();
        let (search_thread, worker, jobs) = SearchThread::idle(sender);
        let (sources, reading) = ([Source::Shipped], Reading::default());
        let shipped = read(&sources, &reading);
        let all = shipped.articles.len();
        let first = shipped.articles[0].id.as_str().into();
        search_thread.search_in(1, Arc::new(Held::new(shipped, &sources, &reading)));
        let queries = || {
            let typed = ["is:unread", "植树", "is:starred"].map(Query::parse);
            typed.into_iter().enumerate().collect::<Vec<_>>()
        };
        search_thread.tally(1, queries());
        search_thread.remember(vec![Action::Star(vec![first])]);
        search_thread.tally(2, queries());
        for generation in 1..20 {
            search_thread.search(generation, Query::parse("植树"), Sort::Newest, false);
        }
        // All of it waits when the thread begins.
        thread::spawn(move || worker.work(&jobs));
        let mut answered = 0;
        for event in receiver {
            match event {
                Event::Msg(Msg::Found { generation, .. }) => answered = generation,
                Event::Msg(Msg::Tallied { number, counts }) => {
                    assert_eq!((number, answered), (2, 19));
                    let count = |folder| counts.iter().find(|c| c.0 == folder).map(|c| c.1);
                    assert_eq!((count(0), count(2)), (Some(all), Some(1)));
                    assert!(count(1).is_some_and(|count| 0 < count && count < all));
                    return;
                }
                _ => {}
            }
        }
    }
}
