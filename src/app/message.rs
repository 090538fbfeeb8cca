//! What reaches the reader's model, and what it asks for.

use std::ops::Range;
use std::sync::Arc;

use super::Configuration;
use super::adding::Added;
use super::correcting::{Corrected, Job};
use super::exporting::{Order, Outcome};
use super::feeds::{Feeds, FeedsFetched, FetchProgress};
use super::folders::{Change, Place, Saved};
use super::full_text::{Page, PageFetched};
use super::keys::Key;
use super::origin;
use super::question::{Question, Reply, Ticket};
use super::report_window::{Fetched, Update};
use crate::article::Article;
use crate::corpus::{Absent, Found, Progress};
use crate::document::Document;
use crate::lang::Bilingual;
use crate::library::{Action, Id, Library, Record, Unkept};
use crate::search::{Query, Sort};

/// Something that happened.
#[derive(Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// Characters were typed, faster than each could be answered.
    Typed(String),
    /// Text came in one piece.
    Paste(String),
    /// The mouse was used.
    Mouse(Mouse),
    /// The screen has this many columns and rows now.
    Resize(u16, u16),
    /// It is known which reports there are, or there are more, or they have changed.
    Reports(Update),
    /// Reports that were asked for were read.
    Fetched(Fetched),
    /// An archive is being indexed, and this far; `None` when it is done.
    Indexing(Option<Progress>),
    /// An archive waits for files that were there; for none where all are there again.
    Absent(Vec<Absent>),
    /// A search was answered.
    Found {
        /// The question's generation.
        generation: u64,
        /// What was found.
        answer: Found,
    },
    /// A search of this generation was not answered, or not wholly: the index cannot be read.
    SearchFailed(u64),
    /// A question was answered; `None` where it cannot be.
    Answered(Ticket, Option<Reply>),
    /// The reports in some folders were counted.
    Tallied {
        /// The question's number.
        number: u64,
        /// Folders with how many reports are in each.
        counts: Vec<(usize, usize)>,
    },
    /// These are the places that are read, where there are several.
    Places(Vec<Place>),
    /// The searches that are saved are these now.
    Searches(Vec<Saved>),
    /// The settings had this under the name of the search that was just saved or removed.
    Replaced(String),
    /// A search could not be saved or removed, for a reason.
    NotSaved(Bilingual),
    /// The hits in one article were found.
    Located {
        /// The question's generation.
        generation: u64,
        /// The article's index.
        article: usize,
        /// Byte ranges of its document's text.
        hits: Vec<Range<usize>>,
    },
    /// What was remembered before is there.
    Remembered {
        /// All of it.
        library: Box<Library>,
        /// How many of its records are damaged, and were left out.
        damaged: usize,
    },
    /// Another reader did this.
    MarkedElsewhere(Vec<Record>),
    /// The oldest so many of the actions that were to be kept are on the disk.
    Written(usize),
    /// What is to be remembered cannot be kept now: what was kept before and is lost, and why.
    NotKept(Unkept),
    /// The wait of this number is over.
    Waited(u64),
    /// It is this day, as `2026-11-25`.
    Today(String),
    /// So many reports are exported.
    Exporting(usize),
    /// An export has ended.
    Exported(Outcome),
    /// The reader is about to end.
    Leaving,
    /// An archive could not be indexed, for a reason.
    NotIndexed(Bilingual),
    /// A question was not answered, and why.
    NotAnswered(Bilingual),
    /// The index is damaged and is made again.
    IndexDamaged,
    /// It is time to set more of the text.
    SetMore,
    /// Nobody could continue a suspended reader, and so it was not.
    NotSuspended,
    /// No browser took an address.
    NotOpened {
        /// The address.
        address: String,
        /// Why not.
        why: Bilingual,
    },
    /// Where an article came from, by the question's number.
    OriginFound(u64, origin::Found),
    /// A correction was done or taken back, or was not, for a reason.
    Corrected(Result<Corrected, Bilingual>),
    /// What was to be copied is on no clipboard.
    NotCopied,
    /// A program that text was given to has ended, or did not begin.
    Piped(String, Piped),
    /// The editor left a text so, or could not be started, or failed, for a reason.
    Edited(Result<String, Bilingual>),
    /// Feeds are fetched, and this far.
    FetchingFeeds(FetchProgress),
    /// Feeds were fetched.
    FeedsFetched(FeedsFetched),
    /// The page of a report was fetched, or was not, for a reason.
    PageFetched {
        /// The report's id.
        id: String,
        /// What became of it.
        fetched: Result<PageFetched, Bilingual>,
    },
    /// These reports have come in since the reader was last left.
    Arrived(Vec<Id>),
    /// These paths begin with what is typed.
    Paths {
        /// What is typed.
        typed: String,
        /// The paths, in order.
        paths: Vec<String>,
    },
    /// Something was added to the collections, or was not, for a reason.
    Added(Result<Added, Bilingual>),
    /// The settings are these.
    Configured(Box<Configuration>),
}

/// How a program ended that text was given to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piped {
    /// With this code; 0 is success.
    Code(i32),
    /// By a signal of this number.
    Signal(i32),
    /// It could not be started, for a reason.
    NotStarted(Bilingual),
}

/// A use of the mouse, at a column and a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// What was done.
    pub action: MouseAction,
    /// The column.
    pub x: u16,
    /// The row.
    pub y: u16,
}

/// What was done with the mouse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseAction {
    /// The left button was pressed.
    Click,
    /// The mouse was moved while it was held.
    Drag,
    /// It was let go.
    Release,
    /// The wheel was turned by one step towards the reader.
    WheelDown,
    /// The wheel was turned by one step away from the reader.
    WheelUp,
}

/// Something to be done outside.
#[derive(Debug, PartialEq, Eq)]
pub enum Effect {
    /// End the reader.
    Quit,
    /// Stop until the shell continues it.
    Suspend,
    /// Draw everything again.
    Redraw,
    /// Read the settings again.
    ReloadConfig,
    /// Show the theme of this name, to be looked at.
    TryTheme(String),
    /// Show it until the reader ends.
    SetTheme(String),
    /// Look for this in all articles.
    Search {
        /// The question's generation.
        generation: u64,
        /// What to look for.
        query: Query,
        /// In which order.
        sort: Sort,
        /// Whether of reports that are one text the first alone is to be listed.
        once: bool,
    },
    /// Give up the searches before this generation: the list holds all there is.
    GiveUpBefore(u64),
    /// Answer this by [`Msg::Answered`] with the ticket, in any case.
    Ask(Ticket, Question),
    /// Count the reports in these folders, whenever nothing else is to be done; it takes the place of an
    /// earlier count.
    Tally {
        /// The question's number.
        number: u64,
        /// Folders with what is in each.
        queries: Vec<(usize, Query)>,
    },
    /// Write a saved search into the file of settings, or take it out.
    Save(Change),
    /// Keep these actions.
    Remember(Vec<Action>),
    /// Send [`Msg::Waited`] with this number after so many seconds; it takes the place of an earlier wait. One
    /// of the same number that was paused goes on.
    Wait(u64, u32),
    /// Let no time pass for the wait.
    PauseWait,
    /// Look for this in one article.
    Locate(Locate),
    /// Read these reports of this version.
    Fetch(u64, Vec<usize>),
    /// Read the report of this version with this index again: it has been there for a while.
    Check(u64, usize),
    /// Send [`Msg::SetMore`] behind the messages that wait.
    SetMore,
    /// Write this export.
    Export(Order),
    /// Put this on the clipboard.
    Copy(String),
    /// Give this text to a program, which has the terminal meanwhile.
    Pipe {
        /// The program and its arguments; no shell reads them.
        command: Vec<String>,
        /// What it is to read.
        text: String,
    },
    /// Give this text to the reader's editor, which has the terminal meanwhile.
    Edit(String),
    /// Find where an article came from.
    FindOrigin {
        /// The question's number.
        number: u64,
        /// The article.
        article: Arc<Article>,
        /// The version of its corpus, and its row there.
        row: (u64, usize),
    },
    /// Correct a store, which is read again then.
    Correct(Job),
    /// Open this address in the browser.
    Open(String),
    /// Fetch these feeds.
    FetchFeeds(Feeds),
    /// Fetch the page of a report.
    FetchPage(Page),
    /// Answer by [`Msg::Paths`] which paths begin with this.
    ListPaths(String),
    /// Add this path or address to the collections.
    Add(String),
}

/// The question where a query's words stand in one article.
#[derive(Debug, PartialEq, Eq)]
pub struct Locate {
    /// The generation of the search that it belongs to.
    pub generation: u64,
    /// The article's index.
    pub article: usize,
    /// Its text.
    pub document: Arc<Document>,
    /// What to look for.
    pub query: Query,
}
