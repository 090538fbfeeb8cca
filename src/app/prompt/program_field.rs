//! The field for a program that text is given to.

use crate::app::line_edit::LineEdit;

/// The field for a command.
#[derive(Clone, Debug, Default)]
pub struct Piping {
    /// What is typed.
    pub field: LineEdit,
}

impl Piping {
    /// Returns the program and its arguments, as far as they can be told: `None` where a quote is not
    /// closed.
    pub fn command(&self) -> Option<Vec<String>> {
        shell_words::split(&self.field.text()).ok()
    }
}
