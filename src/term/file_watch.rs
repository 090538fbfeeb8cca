//! Watches the directories in which other programs write what the reader goes by: the journal of marks, and
//! the file of settings. The kernel tells of changes; while there are none nothing wakes up.
//!
//! Where nothing can be watched, on some network file systems say, the reader looks for itself when a key is
//! pressed a second after the last look.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::{Ended, Event, Shell};
use crate::lang::SystemError;
use crate::{fetch, library};

/// Watches as long as it is held.
pub(super) struct Watcher {
    _watcher: RecommendedWatcher,
    /// Whether it was told that something was written, and not yet looked for.
    is_told: Arc<AtomicBool>,
}

impl Watcher {
    /// Watches directories; `None` where that is not possible.
    fn new(directories: &[&Path], sender: Sender<Event>) -> Option<Self> {
        let is_told = Arc::new(AtomicBool::new(false));
        let told = is_told.clone();
        let tell = move |event: notify::Result<notify::Event>| {
            // That it was read is no news: the reader reads it itself.
            let is_news = event.is_ok_and(|event| {
                use EventKind::{Create, Modify, Remove};
                matches!(event.kind, Create(_) | Modify(_) | Remove(_))
            });
            // Many writes are one piece of news.
            if is_news && !told.swap(true, Ordering::Relaxed) {
                let _ = sender.send(Event::FilesWritten);
            }
        };
        let mut watcher = notify::recommended_watcher(tell).ok()?;
        let mut any = false;
        for directory in directories {
            any |= watcher
                .watch(directory, RecursiveMode::NonRecursive)
                .is_ok();
        }
        any.then_some(Self {
            _watcher: watcher,
            is_told,
        })
    }
}

impl Shell {
    /// Has the places watched that are there by now.
    pub(super) fn watch(&mut self) {
        let journal = library::directory().ok();
        let settings = self.config.path.as_deref().and_then(Path::parent);
        // What other programs fetch for the first time has no store yet that could be watched.
        let feeds = fetch::Place::of_user().filter(|_| self.follows_settings);
        let feeds = feeds.as_ref().map(fetch::Place::directory);
        let directories = journal.as_deref().into_iter().chain(settings).chain(feeds);
        let directories: Vec<&Path> = directories.collect();
        self.watcher = Watcher::new(&directories, self.sender.clone());
    }

    /// Looks for what other programs have written.
    pub(super) fn look(&mut self) -> Result<Option<Ended>, SystemError> {
        if let Some(watcher) = &self.watcher {
            watcher.is_told.store(false, Ordering::Relaxed);
        }
        self.look_at_marks();
        let ended = self.look_at_settings();
        self.look_at_collections();
        ended
    }

    pub(super) fn look_at_marks(&self) {
        if let Some(journal_thread) = &self.journal_thread {
            journal_thread.look();
        }
    }

    pub(super) fn look_at_settings(&mut self) -> Result<Option<Ended>, SystemError> {
        if self.have_settings_changed() {
            return self.read_settings_again();
        }
        Ok(None)
    }
}
