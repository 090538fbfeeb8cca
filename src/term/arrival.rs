//! What the shell does with articles that arrive: all of them, or those of an archive.

use std::sync::Arc;

use super::workers::Held;
use super::{Ended, Shell};
use crate::app::Msg;
use crate::app::exporting::{Order, Outcome};
use crate::app::shelf::{Shelf, Standing, Stock};
use crate::archive::Archive;
use crate::lang::SystemError;
use crate::store::Collection;

impl Shell {
    /// Shows the articles, unless there is nothing to show or the reader wants them faultless.
    pub(super) fn loaded(&mut self, collection: Collection) -> Result<Option<Ended>, SystemError> {
        // Files that went while they were indexed are not what is shown.
        if collection.articles.is_empty() && !self.model.shelf.is_empty() {
            return Ok(None);
        }
        if !collection.is_usable(self.strict) {
            return Ok(Some(Ended::Refused(collection)));
        }
        self.archive = None;
        let collection = Arc::new(collection);
        self.searcher.search_in(Held::Whole(collection.clone()));
        self.update(Msg::Loaded(collection))
    }

    /// Shows what is indexed of an archive. What becomes of its files later does not end the reader.
    pub(super) fn archived(
        &mut self,
        archive: &Arc<Archive>,
        is_open: bool,
    ) -> Result<Option<Ended>, SystemError> {
        let nothing = archive.is_whole() && archive.is_empty();
        let is_refused = !archive.problems().is_empty() && (self.strict || nothing);
        if is_refused && !self.is_open {
            return Ok(Some(Ended::Refused(Collection {
                articles: Vec::new(),
                problems: archive.problems().to_vec(),
                ..Collection::default()
            })));
        }
        self.is_open |= is_open;
        let before = self.archive.replace(archive.clone());
        let standing = if before.is_some_and(|before| archive.extends(&before)) {
            Standing::Same
        } else {
            self.version += 1;
            let read = self.model.read_id();
            let row = read.map_or(Ok(None), |id| archive.row_of(id));
            if row.is_err() {
                self.archivist.look_again();
            }
            Standing::Moved(row.ok().flatten())
        };
        self.searcher.search_in(Held::Archive(archive.clone()));
        let stock = Stock {
            version: self.version,
            len: archive.len(),
            is_whole: archive.is_whole(),
            problems: archive.problems().to_vec(),
        };
        self.update(Msg::Stocked { stock, standing })
    }

    /// The archive, if it is still of this version.
    pub(super) fn archive_of(&self, version: u64) -> Option<Arc<Archive>> {
        self.archive.clone().filter(|_| version == self.version)
    }

    /// Has an export written, of the articles that the list stood for.
    pub(super) fn export(&mut self, order: Order) {
        let held = match (order.version, &self.model.shelf) {
            (Some(version), _) => self.archive_of(version).map(Held::Archive),
            (None, Shelf::Whole(all)) => Some(Held::Whole(all.clone())),
            (None, _) => None,
        };
        match held {
            Some(held) => self.exporter.export(held, order),
            None => self.send(Msg::Exported(Outcome::Outdated)),
        }
    }
}
