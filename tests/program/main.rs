//! The program through its real binary: the commands, and the reader in a real terminal. One binary, for each of
//! them is linked with everything.

mod cli;
mod fetch;
mod readme;
mod terminal;
