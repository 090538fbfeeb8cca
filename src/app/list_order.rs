//! In which order reports are listed.

use crate::search::Sort;

/// The orders that the reader chose.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ListOrder {
    sort: Sort,
    /// That of similar reports, where one was chosen.
    of_similar: Option<Sort>,
    /// Whether one was chosen that is not of similar reports.
    pub(super) is_chosen: bool,
    /// Whether of reports that are one text the first alone is listed.
    pub(super) once: bool,
}

impl ListOrder {
    /// Returns the order. Without a search none is more relevant than another.
    pub(super) fn sort(self, is_searching: bool, is_of_similar: bool) -> Sort {
        match self.sort {
            _ if is_of_similar => self.of_similar.unwrap_or(Sort::Relevance),
            Sort::Relevance if !is_searching => Sort::Newest,
            sort => sort,
        }
    }

    /// Takes the order that was chosen.
    pub(super) fn choose(&mut self, sort: Sort, is_of_similar: bool) {
        if is_of_similar {
            self.of_similar = Some(sort);
        } else {
            (self.sort, self.is_chosen) = (sort, true);
        }
    }
}
