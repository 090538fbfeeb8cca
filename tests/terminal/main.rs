//! The real binary in a real pseudo-terminal.

mod archives;
mod configured;
mod desk;
mod leaving;
mod probing;
mod remembering;
mod using;
