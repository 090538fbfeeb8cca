//! The thread that reads reports one by one.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::Duration;

use super::Event;
use crate::app::Msg;
use crate::app::report_window::Fetched;
use crate::corpus::Corpus;
use crate::lang::Say as _;
use crate::store::Changed;

/// How long it is waited where reports could not be read for another reason than their files.
const AFTER_FAILURE: Duration = Duration::from_secs(1);

/// The thread that reads reports one by one.
pub(super) struct FetchThread {
    jobs: Sender<Job>,
    newest: Arc<AtomicU64>,
}

struct Job {
    number: u64,
    version: u64,
    corpus: Arc<dyn Corpus>,
    indexes: Vec<usize>,
}

impl FetchThread {
    /// Starts the thread; it answers to `sender`.
    pub(super) fn new(sender: Sender<Event>) -> Self {
        let (jobs, received) = channel::<Job>();
        let newest = Arc::<AtomicU64>::default();
        let known = newest.clone();
        thread::spawn(move || {
            while let Ok(job) = received.recv() {
                let fetched = fetch(&job, &known);
                if let Some(failure) = job.corpus.failure() {
                    let why = Msg::NotAnswered(failure.in_both());
                    let _ = sender.send(Event::Msg(why));
                    // What is missing is asked for again, and what is there does not wait for it.
                    if fetched.is_empty() {
                        thread::sleep(AFTER_FAILURE);
                    }
                }
                let msg = Msg::Fetched(Fetched {
                    version: job.version,
                    asked: job.indexes,
                    articles: fetched,
                });
                if sender.send(Event::Msg(msg)).is_err() {
                    return;
                }
            }
        });
        Self { jobs, newest }
    }

    /// Reads articles; what was asked for before and is not yet read may be left.
    pub(super) fn fetch(&self, version: u64, corpus: Arc<dyn Corpus>, indexes: Vec<usize>) {
        let number = self.newest.fetch_add(1, Ordering::Relaxed) + 1;
        // The thread lives as long as this handle.
        let _ = self.jobs.send(Job {
            number,
            version,
            corpus,
            indexes,
        });
    }
}

type Article = (usize, Result<Arc<crate::article::Article>, Changed>);

/// Reads the articles of a job. Once there is a newer one the others are left: they are asked for again
/// where they are still wanted.
fn fetch(job: &Job, newest: &AtomicU64) -> Vec<Article> {
    let mut articles = Vec::new();
    job.corpus.read_ahead(&job.indexes);
    for &index in &job.indexes {
        if newest.load(Ordering::Relaxed) != job.number && !articles.is_empty() {
            break;
        }
        let article = job.corpus.article(index);
        // What was not answered is not gone.
        if article.is_err() && job.corpus.failure().is_some() {
            continue;
        }
        articles.push((index, article.map(|article| Arc::new(article.into_owned()))));
    }
    articles
}
