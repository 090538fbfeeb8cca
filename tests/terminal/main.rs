//! The real binary in a real pseudo-terminal.

mod configured;
mod desk;
mod leaving;
mod probing;
mod using;
