//! The reader without a terminal: keys in, model and screen out.

mod archived;
mod counting;
mod desk;
mod exporting;
mod keys;
mod palette;
mod places;
mod readme;
mod remembering;
mod screens;
mod searching;
mod themes;
