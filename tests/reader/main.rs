//! The reader without a terminal: keys in, model and screen out.

mod archived;
mod choosing;
mod commands;
mod counting;
mod desk;
mod exporting;
mod folders;
mod keys;
mod languages;
mod late;
mod listing;
mod modes;
mod origins;
mod palette;
mod places;
mod reading_time;
mod readme;
mod remembering;
mod restless;
mod screens;
mod searching;
mod sizes;
mod styles;
mod themes;
mod typeahead;
mod views;
