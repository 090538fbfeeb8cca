//! Collections on a search engine: a real one, where `tests/remote/run` has started it, and one that is played.

mod alike;
mod engine;
mod faults;
mod given_up;
mod parts;
mod played;
