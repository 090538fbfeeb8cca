//! The pane of the text: the article that is read, and which is to be.

use super::reading::Reading;

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
}
