//! Feeds through the real binary, from a real server on this machine that the test starts.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops there")]

mod carried;
mod home;
mod kills;
mod lists;
mod manners;
mod reader;
mod reports;
mod server;
