//! The real binary in a real pseudo-terminal.

mod archives;
mod desk;
mod leaving;
mod probing;
mod remembering;
mod using;
