//! The pane of the text: the article that is read, and which is to be.

use std::ops::Range;

use super::layout::Page;
use super::reading::Reading;
use super::run::Run;
use crate::library::Id;
use crate::text::conversion::ShownScript;
use crate::text::width::Ambiguous;

/// The article that is read, and what is on its way to be.
#[derive(Debug, Default)]
pub struct Pane {
    /// The article in the reading pane.
    pub reading: Option<Reading>,
    /// The hit that n and N go on from: its index in the article that is read.
    pub hit: Option<usize>,
    pub(super) opening: Opening,
    /// Whether the reader acted on the article that is read, so that its place is the reader's own.
    pub(super) touched: bool,
    /// Whether [`Msg::SetMore`](super::Msg::SetMore) is on its way.
    pub(super) is_setting: bool,
    pub(super) landing: Landing,
}

/// Whether the selected article is the one that is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Opening {
    /// It is, or another is read on while it is not in the list.
    #[default]
    Done,
    /// Another row was selected: its article is to be opened.
    Wanted,
    /// It is opened when it comes.
    Awaited,
}

/// Which hit to show when the hits of an article are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Landing {
    #[default]
    None,
    /// The first, in passing: the article's place stays where the reader left it.
    Glance,
    /// The first, as the place to go on from.
    First,
    /// The last, as the place to go on from.
    Last,
}

impl Pane {
    /// Returns the index of the article that is read.
    pub fn article(&self) -> Option<usize> {
        self.reading.as_ref().map(|reading| reading.article)
    }

    /// Returns the id of the article that is read.
    pub fn id(&self) -> Option<&str> {
        self.reading.as_ref().map(|reading| reading.id.as_str())
    }

    /// Acts on the text; from then on its place is the reader's own.
    pub(super) fn read(&mut self, act: impl FnOnce(&mut Reading)) {
        if let Some(reading) = &mut self.reading {
            act(reading);
            self.touched = true;
        }
    }

    /// Shows an article, none of whose hits is gone to yet.
    pub(super) fn open(&mut self, reading: Reading) {
        self.reading = Some(reading);
        self.hit = None;
    }

    /// Has the selected article shown, if it is not.
    pub(super) fn show_selected(&mut self) {
        if self.opening == Opening::Done {
            self.opening = Opening::Wanted;
        }
    }

    /// Notes that the article that is read is left. Returns it and the place where, if that is the reader's own.
    pub(super) fn leave(&mut self) -> Option<(Id, usize)> {
        let is_own = std::mem::take(&mut self.touched);
        let left = self.reading.as_ref().filter(|_| is_own)?;
        Some((left.id.as_str().into(), left.anchor()))
    }

    /// Shows the text in a script when it is fitted next; the hit that is looked at stays in sight.
    pub(super) fn show_in(&mut self, script: ShownScript) {
        let Some(reading) = &mut self.reading else {
            return;
        };
        reading.show_in(script);
    }

    /// Fits the text to a page. The character on top stays, and so does the hit that is looked at, or the end of
    /// what is being chosen.
    pub(super) fn fit_to(&mut self, page: &Page, indent: Option<u16>, ambiguous: Ambiguous) {
        let Some(reading) = &mut self.reading else {
            return;
        };
        let hit = self.hit.and_then(|hit| Some(reading.hits.get(hit)?.start));
        let head = reading.run.as_ref().map(Run::head);
        let kept = head.or(hit).filter(|byte| reading.shows(*byte));
        reading.indent_by(indent);
        reading.set_on(page, ambiguous);
        if let Some(byte) = kept.filter(|byte| !reading.shows(*byte)) {
            reading.reveal(byte);
        }
    }

    /// Returns whether more of the text is to be set: once, until some is.
    pub(super) fn wants_more_set(&mut self) -> bool {
        let is_incomplete = |reading: &Reading| !reading.is_complete();
        let wants = self.reading.as_ref().is_some_and(is_incomplete) && !self.is_setting;
        self.is_setting |= wants;
        wants
    }

    /// Sets more of the text.
    pub(super) fn set_more(&mut self) {
        self.is_setting = false;
        if let Some(reading) = &mut self.reading {
            reading.set_more();
        }
    }

    /// Returns whether the text is shown to its end.
    pub(super) fn is_shown_whole(&self) -> bool {
        let is_whole = |reading: &Reading| reading.is_complete() && reading.percent() == 100;
        self.reading.as_ref().is_some_and(is_whole)
    }

    /// Forgets the hits: something else is looked for.
    pub(super) fn forget_hits(&mut self) {
        self.hit = None;
        self.landing = Landing::None;
        if let Some(reading) = &mut self.reading {
            reading.forget_hits();
        }
    }

    /// Returns whether the hits of a search were asked for and have not come.
    pub(super) fn awaits_hits(&self, generation: u64) -> bool {
        let awaits = |reading: &Reading| reading.awaits_hits(generation);
        self.reading.as_ref().is_some_and(awaits)
    }

    /// Takes the hits of a search in an article. Returns whether it is the one that is read.
    pub(super) fn take_hits(
        &mut self,
        generation: u64,
        article: usize,
        hits: Vec<Range<usize>>,
    ) -> bool {
        let reading = self.reading.as_mut();
        let reading = reading.filter(|reading| reading.article == article);
        let is_read = reading.is_some();
        if let Some(reading) = reading {
            reading.take_hits(generation, hits);
        }
        is_read
    }

    /// How many hits are known.
    pub(super) fn hits(&self) -> usize {
        self.reading
            .as_ref()
            .map_or(0, |reading| reading.hits.len())
    }

    /// The first hit behind a place in the article, or the first of all.
    pub(super) fn hit_ahead(&self, place: usize) -> usize {
        let Some(reading) = &self.reading else {
            return 0;
        };
        let place = reading.to_shown(place..place).start;
        let ahead = reading.hits.partition_point(|hit| hit.start < place);
        if ahead < reading.hits.len() { ahead } else { 0 }
    }

    /// Brings a hit into sight.
    pub(super) fn show_hit(&mut self, hit: usize) {
        self.hit = Some(hit);
        if let Some(reading) = &mut self.reading
            && let Some(range) = reading.hits.get(hit).cloned()
        {
            reading.reveal(range.start);
        }
    }

    /// The hit behind the one that is looked at, or the one before, if there is one.
    pub(super) fn next_hit(&self, back: bool) -> Option<usize> {
        let hits = self.hits();
        match (self.hit, back) {
            (Some(hit), false) => (hit + 1 < hits).then_some(hit + 1),
            (Some(hit), true) => hit.checked_sub(1),
            (None, false) => (hits > 0).then_some(0),
            (None, true) => hits.checked_sub(1),
        }
    }
}
