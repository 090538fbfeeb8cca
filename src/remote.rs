//! Collections on a search engine, for archives that are larger than one machine: OpenSearch or Elasticsearch, asked
//! over HTTP in what both of them understand.
//!
//! An [`Address`] names an index, a [`Client`] asks the engine's machines, an [`Index`] is an index of ours to which
//! one is connected, and [`load`] fills it. What an answer says is bounded in size and looked at field by field:
//! whoever answers may be anybody.
//!
//! The engine is told everything in characters (`tokens`): texts are folded here, as those in memory are, and each
//! character is a token, so that every substring is a phrase and both find the same. Every report has its
//! [`Place`] in the reading order as one number, by which the index is sorted: its day, and how many
//! reports of that day are before it. Together with how many reports each day has, which is known from the beginning
//! ([`Days`]), that is the row of a report, so that no list of all reports is ever needed here.

mod access;
mod address;
mod client;
mod days;
mod document;
mod error;
mod index;
pub mod load;
mod place;
mod query;
mod schema;
mod tokens;

pub use access::{Access, LOGIN};
pub use address::Address;
pub use client::{Client, GiveUp};
pub use days::Days;
pub use error::Error;
pub use index::{Index, Part, Places};
pub use place::Place;
pub use query::{Filter, Remembered};
pub use schema::mapping;
