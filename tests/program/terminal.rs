//! The real binary in a real pseudo-terminal.

mod absent;
mod archives;
mod choosing;
mod configured;
mod correcting;
pub(crate) mod desk;
mod exporting;
mod folders;
mod hostile;
mod leaving;
mod notes;
mod pages;
mod probing;
mod remembering;
mod remote;
mod sequences;
mod typeahead;
mod unkept;
mod using;
