//! Who has the keyboard. Keys, pastes, the mouse and the status line all ask here, so that none of them can take
//! another thing for the one in front.

use super::Model;
use super::overlay::{Kind, Overlay};
use super::palette::Palette;
use super::prompt::Prompt;
use super::prompt::label::Label;

/// What stands in front of the headlines and the text.
#[derive(Debug, Default)]
pub struct Front {
    /// Texts over the screen, the topmost last.
    pub overlays: Vec<Overlay>,
    /// The palette, while it is open.
    pub palette: Option<Palette>,
    /// The field in which the reader answers what was asked, while it is open.
    pub prompt: Option<Prompt>,
    /// The field whose text the editor has.
    pub(super) edited: Option<Label>,
}

impl Front {
    /// Returns what of it has the keyboard, if anything stands there.
    fn layer(&self) -> Option<Layer> {
        if self.palette.is_some() {
            Some(Layer::Palette)
        } else if matches!(self.prompt, Some(Prompt::Help(_))) {
            Some(Layer::HelpField)
        } else if !self.overlays.is_empty() {
            Some(Layer::Overlay)
        } else {
            self.prompt.as_ref().map(|_| Layer::Prompt)
        }
    }

    /// Returns the text over the screen that is seen.
    pub fn overlay(&self) -> Option<&Overlay> {
        self.overlays.last()
    }

    /// Returns whether a panel stands over the screen whose counts are still to come.
    pub(super) fn is_counting(&self) -> bool {
        match self.overlay().map(Overlay::kind) {
            Some(Kind::Names(names)) => !names.is_counted(),
            Some(Kind::Times(times)) => !times.is_counted(),
            Some(Kind::Reports(choice)) => !choice.is_known(),
            _ => false,
        }
    }

    /// Has all texts set again, for what they tell of has changed.
    pub(super) fn refit(&mut self) {
        self.overlays.iter_mut().for_each(Overlay::refit);
    }
}

/// What stands in front: it has the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// The palette of commands.
    Palette,
    /// The field for what is sought in the help, which stands over the screen.
    HelpField,
    /// A text over the screen.
    Overlay,
    /// The field for an answer: a date, tags, a file.
    Prompt,
    /// The search field.
    Search,
    /// The folders, while one is chosen.
    Folders,
    /// A run of lines that is being selected.
    Lines,
    /// The headlines and the text.
    Panes,
}

impl Layer {
    /// Returns whether characters are text there, and no commands.
    pub fn takes_text(self) -> bool {
        matches!(
            self,
            Self::Palette | Self::HelpField | Self::Prompt | Self::Search
        )
    }

    /// Returns whether it hides the headlines and the text.
    pub fn hides_panes(self) -> bool {
        matches!(self, Self::Palette | Self::HelpField | Self::Overlay)
    }
}

impl Model {
    /// Returns what has the keyboard.
    pub fn layer(&self) -> Layer {
        if let Some(layer) = self.front.layer() {
            layer
        } else if self.search.field.is_some() {
            Layer::Search
        } else if self.folders.is_open() {
            Layer::Folders
        } else if self.pane.is_choosing() {
            Layer::Lines
        } else {
            Layer::Panes
        }
    }
}
