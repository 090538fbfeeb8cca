//! The reader as its settings want it.

use super::Model;
use super::folders::{self, Saved};
use super::keymap::Keymap;
use super::layout::{Area, Page, Typesetting};
use super::overlay::Overlay;
use super::typeahead::Errand;
use super::view::Wanted;
use crate::config::{Config, Fault, WhenRead};
use crate::lang::Lang;
use crate::store::Problem;
use crate::text::width::Ambiguous;

/// Returns the key map and the saved searches that settings ask for, and all that is wrong with them, in
/// order.
pub fn of_settings(config: &Config) -> (Keymap, Vec<Saved>, Vec<Fault>) {
    let (keymap, mut faults) = Keymap::of(config);
    let (searches, others) = folders::saved(&config.searches);
    faults.extend(others);
    faults.sort();
    (keymap, searches, faults)
}

/// How the reader is to be, as the settings say.
#[derive(Clone, Debug)]
pub struct Manner {
    /// The interface's language.
    pub lang: Lang,
    /// How the terminal draws ambiguous characters.
    pub ambiguous: Ambiguous,
    /// Which keys give which command.
    pub keymap: Keymap,
    /// How the text is set.
    pub typesetting: Typesetting,
    /// How the window is wanted.
    pub wanted: Wanted,
    /// What makes an article count as read.
    pub when_read: WhenRead,
    /// The searches that are saved.
    pub searches: Vec<Saved>,
    /// What is to be said of the settings.
    pub notice: Option<String>,
    /// All that is wrong with them.
    pub faults: Vec<Problem>,
}

impl Model {
    /// Goes by other settings from now on.
    pub(super) fn configure(&mut self, manner: Manner) {
        self.typeahead.done(Errand::Settings);
        self.lang = manner.lang;
        self.ambiguous = manner.ambiguous;
        self.keymap = manner.keymap;
        self.typesetting = manner.typesetting;
        self.notice = manner.notice;
        self.faults = manner.faults;
        self.keys.clear();
        self.overlays.iter_mut().for_each(Overlay::refit);
        self.wanted = manner.wanted;
        self.memory.when_read = manner.when_read;
        self.set_searches(manner.searches);
        self.restore_view();
    }

    /// Returns where in a pane the text is set.
    pub fn page_of(&self, pane: Area) -> Page {
        Page::new(pane, self.typesetting.measure, &self.view)
    }
}
