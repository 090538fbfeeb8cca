//! Waits for files that were there and cannot be read for the time being, so that no index is made of what is
//! half written or gone. The thread of the index thread looks for them now and then while it waits, and only then:
//! no system tells of every way in which a file comes back.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use crate::app::Msg;
use crate::archive::{Absent, Archive, IndexDir, Look, Present};

/// How often files that are waited for are looked at.
const OFTEN: Duration = Duration::from_millis(500);

/// A look that takes long is followed by a pause that is as many times as long.
const REST: u32 = 10;

/// A file that is just being written is likely there in so short a time, and nothing is said of it.
const MOMENT: Duration = Duration::from_secs(2);

/// How long a file is waited for that is written on and on.
const PATIENCE: Duration = Duration::from_secs(10);

/// Files that were not as they should be are looked at again: ever more rarely, and last after so long.
const RAREST: Duration = Duration::from_secs(32);

/// How a wait for files ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Waited {
    /// The reader has ended.
    Ended,
    /// There was nothing to wait for.
    NotAtAll,
    /// What can be read is to be read.
    Over,
}

/// What the index thread is asked; what weighs more is greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ask {
    /// To look whether files were written.
    Written,
    /// To find out why a report was not where it was indexed.
    Mismatch,
    /// To end, for the reader has.
    End,
}

/// What brings the index thread back to its files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// A report was not where it was indexed, or the index cannot be searched.
    Asked,
    /// Files have changed.
    Changed,
    /// The index is damaged.
    Damaged,
}

/// Who tells the reader what is waited for.
pub(super) trait Tell {
    fn tell(&self, msg: Msg);
}

/// What the index thread waits for.
pub(super) struct Waiting<'a, W> {
    pub(super) watcher: &'a W,
    asked: &'a Receiver<Ask>,
    /// The files of which something was shown before they were indexed, if all were there then.
    shown: Option<Present>,
    /// What the reader knows to be absent.
    told: Vec<Absent>,
    /// When files are looked at again that were not as they should be: what is there may be half of it.
    again: Option<Duration>,
}

impl<'a, W: Tell> Waiting<'a, W> {
    pub(super) fn new(shown: Option<Present>, watcher: &'a W, asked: &'a Receiver<Ask>) -> Self {
        Self {
            watcher,
            asked,
            shown,
            told: Vec::new(),
            again: None,
        }
    }

    /// Waits until there is something to do about files; `None` when the reader has ended.
    pub(super) fn next(&mut self, present: &Present) -> Option<Cause> {
        loop {
            let asked = match self.again {
                Some(time) => self.asked.recv_timeout(time),
                None => self
                    .asked
                    .recv()
                    .map_err(|_| RecvTimeoutError::Disconnected),
            };
            match asked.map(|first| all_asked(self.asked, first)) {
                Ok(Ask::Mismatch) => return Some(Cause::Asked),
                Ok(Ask::End) | Err(RecvTimeoutError::Disconnected) => return None,
                Ok(Ask::Written) => {}
                Err(RecvTimeoutError::Timeout) => {
                    let next = self.again.map(|time| time * 2);
                    self.again = next.filter(|next| *next <= RAREST);
                }
            }
            let look = present.look();
            if look.have_others_changed || !look.absent.is_empty() {
                return Some(Cause::Changed);
            }
            self.tell(look.absent);
        }
    }

    /// Returns the files of an archive, and those of which something was shown before and that have gone since.
    pub(super) fn present(&self, index_dir: &IndexDir, archive: &Archive) -> Present {
        let present = index_dir.present(archive);
        match &self.shown {
            Some(shown) => present.and_absent_of(shown),
            None => present,
        }
    }

    /// Returns whether the files can be read of which something was shown before they were indexed.
    pub(super) fn is_all_shown_there(&self) -> bool {
        let shown = self.shown.as_ref();
        shown.is_none_or(|shown| shown.look().is_all_there())
    }

    /// Waits until they can be read again.
    pub(super) fn wait_for_shown(&mut self) -> Waited {
        match self.shown.clone() {
            Some(shown) => self.wait_for_files(&shown),
            None => Waited::NotAtAll,
        }
    }

    /// Waits until the reports of files can be read again, or others are to be read meanwhile.
    pub(super) fn wait_for_files(&mut self, present: &Present) -> Waited {
        self.again = Some(OFTEN);
        let since = Instant::now();
        let mut is_first = true;
        loop {
            let started = Instant::now();
            let look = present.look();
            let is_over = is_over(&look, since.elapsed());
            let is_moment = look.is_all_there() && since.elapsed() < MOMENT;
            if is_over || !is_moment {
                self.tell(look.absent);
            }
            match (is_over, is_first) {
                (true, true) => return Waited::NotAtAll,
                (true, false) => return Waited::Over,
                (false, _) => is_first = false,
            }
            if !self.pause(OFTEN.max(started.elapsed() * REST)) {
                return Waited::Ended;
            }
        }
    }

    fn tell(&mut self, absent: Vec<Absent>) {
        if absent != self.told {
            self.watcher.tell(Msg::Indexing(None));
            self.watcher.tell(Msg::Absent(absent.clone()));
            self.told = absent;
        }
    }

    /// Lets time pass; what is asked meanwhile has its answer when the files are there. Returns whether the
    /// reader is still there.
    fn pause(&self, time: Duration) -> bool {
        let until = Instant::now() + time;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            match self.asked.recv_timeout(left) {
                Ok(Ask::Written | Ask::Mismatch) => {}
                Err(RecvTimeoutError::Timeout) => return true,
                Ok(Ask::End) | Err(RecvTimeoutError::Disconnected) => return false,
            }
        }
    }
}

/// Takes all that was asked by now: one answer is enough, for what weighs most.
pub(super) fn all_asked(asked: &Receiver<Ask>, first: Ask) -> Ask {
    asked.try_iter().fold(first, Ask::max)
}

fn is_over(look: &Look, waited: Duration) -> bool {
    if look.is_all_there() {
        look.absent.is_empty() || waited > PATIENCE
    } else {
        look.have_others_changed && !look.are_all_absent
    }
}
