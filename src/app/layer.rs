//! Who has the keyboard. Keys, pastes, the mouse and the status line all ask here, so that none of them can take
//! another thing for the one in front.

use super::Model;

/// What stands in front: it has the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// The palette of commands.
    Palette,
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
        matches!(self, Self::Palette | Self::Prompt | Self::Search)
    }

    /// Returns whether it hides the headlines and the text.
    pub fn hides_panes(self) -> bool {
        matches!(self, Self::Palette | Self::Overlay)
    }
}

impl Model {
    /// Returns what has the keyboard.
    pub fn layer(&self) -> Layer {
        if self.palette.is_some() {
            Layer::Palette
        } else if !self.overlays.is_empty() {
            Layer::Overlay
        } else if self.asked.is_some() {
            Layer::Prompt
        } else if self.finding.prompt.is_some() {
            Layer::Search
        } else if self.folders.is_open() {
            Layer::Folders
        } else if self.is_choosing() {
            Layer::Lines
        } else {
            Layer::Panes
        }
    }
}
