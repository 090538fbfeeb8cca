//! The field for the file of an export.

use crate::app::line_edit::LineEdit;
use crate::export::Form;

/// What is exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The lines that are selected.
    Lines,
    /// The report that is read.
    Report,
    /// Every report in the list.
    List,
}

/// The field while it is open.
#[derive(Debug)]
pub struct Field {
    /// What is to be exported.
    pub what: What,
    /// The file's name.
    pub name: LineEdit,
    pub(in crate::app) form: Form,
    /// The name that was proposed.
    pub(in crate::app) proposed: String,
}

impl Field {
    /// Takes the next form, and has the name end as it does.
    pub(in crate::app) fn turn_form(&mut self, back: bool) {
        let typed = self.name.text();
        let known = Form::of_name(&typed);
        let form = known.unwrap_or(self.form).next(back);
        let stem = match (known, typed.rsplit_once('.')) {
            (Some(_), Some((stem, _))) => stem,
            _ => &typed,
        };
        let name = format!("{stem}.{}", form.ending());
        if typed == self.proposed {
            self.proposed.clone_from(&name);
        }
        self.name = LineEdit::new(&name);
        self.form = form;
    }
}
