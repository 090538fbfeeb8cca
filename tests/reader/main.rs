//! The reader without a terminal: keys in, model and screen out.

mod desk;
mod keys;
mod readme;
mod screens;
