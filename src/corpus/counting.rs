//! What is counted of what is found.

use crate::search::counts::{Facet, Histogram, Kind};

/// How many values of a kind are told.
pub const VALUES: usize = 200;

/// The kinds of names that are counted together.
pub const KINDS: [Kind; 4] = [Kind::Source, Kind::Section, Kind::Author, Kind::Year];

/// What is to be counted of what is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counting {
    /// Sources, sections, authors and years.
    Facets,
    /// Days.
    Times,
    /// All values of one kind, in all reports.
    Values(Kind),
}

/// What was counted.
#[derive(Debug)]
pub enum Counts {
    /// Of each of [`KINDS`].
    Facets(Vec<Facet>),
    /// Of days.
    Times(Histogram),
    /// Of this kind, all of them.
    Values(Kind, Facet),
}
