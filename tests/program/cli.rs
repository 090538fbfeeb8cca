//! The commands through the real binary: what they print, where, and with which exit code.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops there")]

mod configured;
mod documents;
mod exports;
mod failures;
mod hostile;
mod indexes;
mod kept;
mod languages;
mod large;
mod passed_over;
pub(crate) mod program;
mod states;
mod stats;
mod stores;
mod terminals;
mod texts;
mod usage;
mod writing;
