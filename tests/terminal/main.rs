//! The real binary in a real pseudo-terminal.

mod archives;
mod configured;
mod desk;
mod exporting;
mod leaving;
mod probing;
mod remembering;
mod using;
