//! What the shell does with the corpus that arrives.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::{Ended, Shell};
use crate::app::Msg;
use crate::app::exporting::{Order, Outcome};
use crate::app::report_window::{Standing, Update};
use crate::corpus::Corpus;
use crate::lang::SystemError;
use crate::store::Source;

/// For so long the interface may wait to learn where a report stands.
const MOMENT: Duration = Duration::from_millis(500);

/// What there is to read from now on.
pub(super) struct LoadEvent {
    /// Where it was read.
    pub(super) sources: Arc<[Source]>,
    pub(super) corpus: Arc<dyn Corpus>,
    /// Whether the rows that there were are what they were.
    pub(super) extends: bool,
    /// Whether all files were looked at: what is wrong with them is known.
    pub(super) is_open: bool,
}

impl Shell {
    /// Shows what there is, unless there is nothing to show or the reader wants it faultless. What becomes of
    /// the files later does not end the reader.
    pub(super) fn loaded(&mut self, arrival: LoadEvent) -> Result<Option<Ended>, SystemError> {
        let LoadEvent {
            sources,
            corpus,
            extends,
            is_open,
        } = arrival;
        if *sources != *self.sources {
            return Ok(None);
        }
        let is_nothing = corpus.is_whole() && corpus.is_empty();
        let is_refused = !corpus.problems().is_empty() && (self.strict || is_nothing);
        if is_refused && !self.is_open {
            return Ok(Some(Ended::Refused(corpus)));
        }
        self.is_open |= is_open;
        let had_one = self.corpus.replace(corpus.clone()).is_some();
        let standing = if had_one && extends {
            Standing::Same
        } else {
            self.version += 1;
            Standing::Moved(self.row_of_read(&*corpus))
        };
        self.search_thread.search_in(self.version, corpus.clone());
        let reports = self.update(Msg::Reports(Update {
            holdings: corpus,
            version: self.version,
            standing,
        }))?;
        if let Some(places) = self.new_places.take() {
            self.update(Msg::Places(places))?;
        }
        self.tell_arrived()?;
        Ok(reports)
    }

    /// Returns where a corpus has the report that is read.
    fn row_of_read(&self, corpus: &dyn Corpus) -> Option<usize> {
        let since = Instant::now();
        let is_late = move || since.elapsed() > MOMENT;
        let soon = corpus.given_up_when(Arc::new(is_late));
        let corpus = soon.as_deref().unwrap_or(corpus);
        let row = corpus.row_of(self.model.pane.id()?);
        if row.as_ref().is_err_and(|error| !error.is_stopped()) {
            self.index_thread.look_again();
        }
        row.ok().flatten()
    }

    /// The corpus, if its rows are still those of this version.
    pub(super) fn corpus_of(&self, version: u64) -> Option<Arc<dyn Corpus>> {
        self.corpus.clone().filter(|_| version == self.version)
    }

    /// Has an export written, of the articles that the list stood for.
    pub(super) fn export(&mut self, order: Order) {
        match self.corpus_of(order.version) {
            Some(corpus) => self.exporter.export(corpus, order),
            None => self.send(Msg::Exported(Outcome::Outdated)),
        }
    }
}
