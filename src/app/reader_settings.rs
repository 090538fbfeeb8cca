//! The reader as its settings want it.

use super::Model;
use super::folders::{self, Saved};
use super::keymap::Keymap;
use super::layout::{Area, Page, Typesetting};
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

/// What the settings say of the reader, as long as they hold.
#[derive(Clone, Debug, Default)]
pub struct ReaderSettings {
    /// Which keys give which command.
    pub keymap: Keymap,
    /// How the text is set.
    pub typesetting: Typesetting,
    /// How the window is wanted.
    pub wanted: Wanted,
    /// What makes an article count as read.
    pub when_read: WhenRead,
    /// The theme's name; without one it goes by the terminal's ground.
    pub theme: Option<String>,
    /// The themes to choose from, each by one name.
    pub themes: Vec<&'static str>,
    /// What is wrong with them.
    pub faults: Vec<Problem>,
}

/// How the reader is to be from now on.
#[derive(Clone, Debug)]
pub struct Configuration {
    /// The interface's language.
    pub lang: Lang,
    /// How the terminal draws ambiguous characters.
    pub ambiguous: Ambiguous,
    /// What the settings say.
    pub settings: ReaderSettings,
    /// The searches that are saved.
    pub searches: Vec<Saved>,
    /// What is to be said of the settings.
    pub notice: Option<String>,
}

impl Model {
    /// Goes by other settings from now on.
    pub(super) fn configure(&mut self, new: Configuration) {
        self.typeahead.done(Errand::Settings);
        self.lang = new.lang;
        self.ambiguous = new.ambiguous;
        self.settings = new.settings;
        self.notice = new.notice;
        self.typeahead.keys.clear();
        self.front.refit();
        self.set_searches(new.searches);
        self.restore_view();
    }

    /// Returns where in a pane the text is set.
    pub fn page_of(&self, pane: Area) -> Page {
        Page::new(pane, self.settings.typesetting.measure, &self.window.view)
    }
}
