//! The thread that writes an export.

use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::Event;
use super::inputs::inputs;
use crate::app::Msg;
use crate::app::exporting::{Order, Outcome, place_of};
use crate::article::Article;
use crate::corpus::Corpus;
use crate::document::Document;
use crate::export::{self, Head, Manner, Place};
use crate::lang;
use crate::library;
use crate::place::{self, Existing, Placed};
use crate::search::Sort;
use crate::store::Source;

/// How often the reader is told how far it is.
const OFTEN: Duration = Duration::from_millis(200);

/// How long its end is waited for when the reader leaves: a pipe that nobody reads has none.
const PATIENCE: Duration = Duration::from_secs(3);

/// Writes exports, one at a time.
pub(super) struct Exporter {
    /// The files and directories that are read.
    sources: Vec<Source>,
    /// What they are called.
    collections: Vec<String>,
    sender: Sender<Event>,
    stop: Arc<AtomicBool>,
    /// Closed when the thread has ended.
    running: Option<Receiver<()>>,
}

impl Exporter {
    /// Makes one for what these sources hold; it answers to `sender`.
    pub(super) fn new(sources: &[Source], sender: Sender<Event>) -> Self {
        Self {
            sources: sources.to_owned(),
            collections: sources.iter().map(named).collect(),
            sender,
            stop: Arc::default(),
            running: None,
        }
    }

    /// Goes on with other sources.
    pub(super) fn read(&mut self, sources: &[Source]) {
        sources.clone_into(&mut self.sources);
        self.collections = sources.iter().map(named).collect();
    }

    /// Writes what is asked for.
    pub(super) fn export(&mut self, corpus: Arc<dyn Corpus>, order: Order) {
        let places = order.places.iter();
        let searched_in = places.filter_map(|place| self.collections.get(usize::from(*place)));
        let searched_in: Vec<String> = searched_in.cloned().collect();
        let head = Head {
            folder: order.folder.clone(),
            query: order.query.clone(),
            sort: order.sort.map(Sort::name),
            limit: None,
            exported: now(),
            zhenews: env!("CARGO_PKG_VERSION"),
            reports: order.articles.len(),
            collections: if searched_in.is_empty() {
                self.collections.clone()
            } else {
                searched_in
            },
            modified: modified(),
        };
        let (sender, stop) = (self.sender.clone(), self.stop.clone());
        let job = Job {
            sources: self.sources.clone(),
            corpus,
            order,
            sender,
            stop,
        };
        let (alive, ended) = channel();
        self.running = Some(ended);
        thread::spawn(move || {
            job.run(head);
            drop::<Sender<()>>(alive);
        });
    }

    /// Breaks off what is being written, and leaves nothing of it behind.
    pub(super) fn finish(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(ended) = self.running.take() {
            let _ = ended.recv_timeout(PATIENCE);
        }
        // One that goes on in vain is not to leave anything behind either.
        drop(place::remove_unfinished());
    }
}

struct Job {
    sources: Vec<Source>,
    corpus: Arc<dyn Corpus>,
    order: Order,
    sender: Sender<Event>,
    stop: Arc<AtomicBool>,
}

impl Job {
    fn run(self, head: Head) {
        let path = meant(&self.order.path);
        let outcome = self
            .write(&path, head)
            .unwrap_or_else(|error| Outcome::Failed {
                path: self.order.path.clone(),
                why: lang::system(&error),
            });
        self.tell(Msg::Exported(outcome));
    }

    fn write(&self, path: &Path, head: Head) -> io::Result<Outcome> {
        // A file that is there stays: this one gets another name.
        if let Err(refusal) = place::check(path, Existing::Replaced, &inputs(&self.sources)) {
            return Ok(Outcome::Refused(refusal));
        }
        let manner = Manner {
            form: self.order.form,
            ..Manner::default()
        };
        let of = self.order.articles.len();
        let mut told = Instant::now();
        let mut exporter = export::Exporter::begin(Placed::begin(path)?, manner, head)?;
        for (done, &index) in self.order.articles.iter().enumerate() {
            if self.stop.load(Ordering::Relaxed) {
                return Err(io::ErrorKind::Interrupted.into());
            }
            if let Some((article, place)) = self.report(index) {
                let article = self.piece_of(article);
                exporter.report(&article, place.as_ref())?;
            }
            if told.elapsed() >= OFTEN {
                told = Instant::now();
                self.tell(Msg::Exporting(done));
            }
        }
        let count = exporter.count();
        let (put, is_numbered) = exporter.finish()?.put_beside()?;
        Ok(Outcome::Written {
            is_numbered,
            path: put.display().to_string(),
            count,
            missing: of - count,
        })
    }

    /// What of a report is to be exported.
    fn piece_of<'a>(&self, article: Cow<'a, Article>) -> Cow<'a, Article> {
        let Some(piece) = &self.order.piece else {
            return article;
        };
        let document = Document::new(&article);
        Cow::Owned(export::excerpt(&article, &document, piece))
    }

    /// Reads a report, with where it stands.
    fn report(&self, index: usize) -> Option<(Cow<'_, Article>, Option<Place>)> {
        let article = self.corpus.article(index).ok()?;
        let site = self.corpus.site(index);
        Some((article, site.as_ref().map(place_of)))
    }

    fn tell(&self, msg: Msg) {
        let _ = self.sender.send(Event::Msg(msg));
    }
}

/// The path that is meant by what is typed: `~/` is the user's own directory.
pub(super) fn meant(typed: &str) -> PathBuf {
    let path = Path::new(typed);
    match (path.strip_prefix("~"), etcetera::home_dir()) {
        (Ok(rest), Ok(home)) => home.join(rest),
        _ => path.to_owned(),
    }
}

/// Returns what a source is called in an export.
pub(crate) fn named(source: &Source) -> String {
    match source {
        Source::Shipped => "(shipped edition)".to_owned(),
        Source::Stdin => "-".to_owned(),
        Source::Path(path) => path.display().to_string(),
    }
}

/// Returns the time where the user is (RFC 3339), to the second.
pub(crate) fn now() -> String {
    let now = library::local_time();
    now.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// Returns when a book is to say that it was changed, where the environment sets it (`SOURCE_DATE_EPOCH`).
pub(crate) fn modified() -> Option<String> {
    let seconds = std::env::var("SOURCE_DATE_EPOCH").ok()?.parse().ok()?;
    let time = jiff::Timestamp::from_second(seconds).ok()?;
    Some(time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
}

/// Returns the day where the user is: `2026-11-25`.
pub(super) fn today() -> String {
    library::local_time().date().to_string()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::mpsc::channel;

    use super::*;
    use crate::corpus::Held;
    use crate::export::Form;
    use crate::store::{self, Reading};

    fn order(path: &Path) -> Order {
        Order {
            version: 0,
            articles: vec![0, 2, 99],
            form: Form::Text,
            path: path.display().to_string(),
            piece: None,
            folder: None,
            query: None,
            places: Vec::new(),
            sort: None,
        }
    }

    fn shipped() -> Arc<dyn Corpus> {
        let (sources, reading) = ([Source::Shipped], Reading::default());
        let all = store::read(&sources, &reading);
        Arc::new(Held::new(all, &sources, &reading))
    }

    fn exported(stopped: bool, path: &Path) -> Outcome {
        let (sender, receiver) = channel();
        let mut exporter = Exporter::new(&[Source::Shipped], sender);
        exporter.stop.store(stopped, Ordering::Relaxed);
        exporter.export(shipped(), order(path));
        let end = receiver.iter().find_map(|event| match event {
            Event::Msg(Msg::Exported(outcome)) => Some(outcome),
            _ => None,
        });
        exporter.finish();
        end.unwrap()
    }

    #[test]
    fn what_is_not_there_is_counted() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.txt");
        let expected = Outcome::Written {
            path: path.display().to_string(),
            count: 2,
            missing: 1,
            is_numbered: false,
        };
        assert_eq!(exported(false, &path), expected);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains("collection: (shipped edition)\n"), "{text}");
    }

    #[test]
    fn an_export_that_is_broken_off_leaves_nothing_behind() {
        let dir = tempfile::tempdir().unwrap();
        let outcome = exported(true, &dir.path().join("a.txt"));
        assert!(matches!(outcome, Outcome::Failed { .. }), "{outcome:?}");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_pipe_that_nobody_reads_keeps_nobody_from_leaving() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.txt");
        let made = std::process::Command::new("mkfifo").arg(&path).status();
        assert!(made.unwrap().success());
        let (sender, _receiver) = channel();
        let mut exporter = Exporter::new(&[Source::Shipped], sender);
        exporter.export(shipped(), order(&path));
        let (ended, end) = channel();
        thread::spawn(move || {
            exporter.finish();
            ended.send(()).unwrap();
        });
        end.recv_timeout(Duration::from_secs(20)).unwrap();
    }

    #[test]
    fn a_tilde_is_the_users_own_directory() {
        let home = etcetera::home_dir().unwrap();
        assert_eq!(meant("~/a/b.md"), home.join("a/b.md"));
        assert_eq!(meant("a~/b.md"), Path::new("a~/b.md"));
    }
}
