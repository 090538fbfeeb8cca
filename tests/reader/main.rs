//! The reader without a terminal: keys in, model and screen out.

mod archived;
mod choosing;
mod counting;
mod desk;
mod exporting;
mod folders;
mod keys;
mod origins;
mod palette;
mod places;
mod readme;
mod remembering;
mod restless;
mod screens;
mod searching;
mod themes;
mod views;
