//! Goes on after a syntax error, at the next record.
//!
//! A text is read as if nothing were wrong in it. From the first record on in which something is, each
//! record ends at the latest where the next one begins ([`extent`](super::extent)): a bracket
//! or a quotation mark that is missing cannot make one record swallow the others, and what lies
//! within a broken record is not taken for a record of its own.

use super::super::fault::Fault;
use super::super::json::Object;
use super::extent::{Extent, Scan, opening};
use super::{Next, Reader};
use crate::lang::Bilingual;

impl<'t> Reader<'t, '_> {
    /// Reports what is wrong with the record at `start` and goes on behind it.
    pub(super) fn broken(&mut self, start: usize, extent: Extent, fault: Fault) {
        let fault = match extent {
            // An error at the very end of what is the record's is no more than that it goes on.
            Extent::Next(next) if self.text.get(fault.at..next).is_none_or(is_blank) => Fault {
                at: start,
                what: Bilingual::new(
                    "not JSON: the article that begins here is not closed before the next, \
                     expected its closing quotation mark or brackets",
                    "不是 JSON：从这里开始的文章到下一篇仍未结束，应有结束的引号或括号",
                ),
            },
            _ => fault,
        };
        self.found.faults.push(fault);
        self.go_on(extent);
    }

    /// Reports what is wrong between records and goes on at the next one.
    pub(super) fn search(&mut self, fault: Fault) {
        self.found.faults.push(fault);
        let begins = self.peek() == Some(b'{') && opening(self.text, self.at).is_some();
        self.go_on(match (self.state.is_wary, begins) {
            // It is read again from its beginning.
            (false, _) => Extent::Open,
            (true, true) => Extent::Next(self.at),
            (true, false) => Scan::new(self.text, self.names, &self.state.known).rest(self.at),
        });
    }

    fn go_on(&mut self, extent: Extent) {
        self.is_sound = false;
        (self.at, self.next) = match extent {
            Extent::Closed(end) => (end, Next::Read),
            Extent::Next(next) => (next, Next::Sought),
            Extent::Open | Extent::Articles(_) => (self.text.len(), Next::Nothing),
        };
    }

    /// Reports that nothing can be read here, and searches behind it.
    pub(super) fn recover(&mut self, fault: Fault) {
        let first = self
            .text
            .get(self.at..)
            .and_then(|rest| rest.chars().next());
        self.at += first.map_or(0, char::len_utf8);
        self.search(fault);
    }

    /// Returns how far the object at `start` reaches.
    pub(super) fn extent(&mut self, start: usize) -> Extent {
        let edition = self.edition.is_some();
        self.state.known.begin(self.text, start);
        if !self.state.is_wary {
            return Extent::Open;
        }
        Scan::new(self.text, self.names, &self.state.known).record(start, edition)
    }

    /// Reads the object at `start` as a whole, if there is patience left for its length.
    pub(super) fn whole(&mut self, start: usize) -> Option<(Object<'t>, usize)> {
        (self.state.patience > 0).then_some(())?;
        let read = self.value_at(start);
        let end = match &read {
            Ok((_, end)) => *end,
            Err(fault) => fault.at,
        };
        let patience = &mut self.state.patience;
        *patience = patience.saturating_sub(end.saturating_sub(start));
        read.ok()
    }
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}
