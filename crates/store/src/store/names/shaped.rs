//! What a file's shape says of the names in it.

use std::sync::Arc;

use super::super::shape::{Binding, Layout, Shape};
use super::{Field, Meaning, Names, SHAPED_RANK, add};

impl Names {
    /// Knows besides what a file's shape gives.
    pub(in crate::store) fn shaped(self: &Arc<Self>, shape: &Shape) -> Arc<Self> {
        if shape.is_plain() {
            return self.clone();
        }
        let mut names = Self::clone(self);
        names.inner.clone_from(&shape.inner);
        names.path.clone_from(&shape.path);
        names.is_first_form = shape.is_first_form();
        names.is_plain = shape.layout == Layout::Epub;
        if let Layout::Articles(name) = &shape.layout
            && self
                .known
                .get(name)
                .is_none_or(|known| known.iter().all(|meaning| meaning.field != Field::Articles))
        {
            let articles = Meaning::new(Field::Articles, 0);
            names.shaped.insert(name.clone(), vec![articles]);
        }
        names.bind(&shape.bindings);
        Arc::new(names)
    }

    /// Knows besides what one record of a file tells.
    pub(in crate::store) fn with_bindings(&self, bindings: &[Binding]) -> Self {
        let mut names = self.clone();
        names.bind(bindings);
        names
    }

    fn bind(&mut self, bindings: &[Binding]) {
        for Binding { field, path } in bindings {
            add(&mut self.shaped, *field, SHAPED_RANK, path);
        }
    }
}
