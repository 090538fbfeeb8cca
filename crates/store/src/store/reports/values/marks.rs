//! Which values of a record were read, and as what.

use std::cell::OnceCell;

use serde_json::value::RawValue;

use super::super::super::names::Field;

/// The values of a record that are accounted for.
#[derive(Debug, Default)]
pub(in super::super::super) struct Marks {
    marks: Vec<Mark>,
    /// The marks by where they begin, once they are asked for.
    in_order: OnceCell<Vec<Mark>>,
}

/// A value that is accounted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super::super) struct Mark {
    start: usize,
    end: usize,
    /// What was read there; nothing where it is reported.
    pub(in super::super::super) field: Option<Field>,
}

impl Marks {
    pub(super) fn add(&mut self, field: Field, value: &RawValue) {
        self.push(Some(field), value);
    }

    pub(super) fn add_reported(&mut self, value: &RawValue) {
        self.push(None, value);
    }

    fn push(&mut self, field: Option<Field>, value: &RawValue) {
        let start = start(value);
        let end = start + value.get().len();
        self.marks.push(Mark { start, end, field });
        self.in_order.take();
    }

    pub(in super::super::super) fn clear(&mut self) {
        self.marks.clear();
        self.in_order.take();
    }

    /// Returns the first mark of a value: no two values begin at one place.
    pub(in super::super::super) fn of(&self, value: &RawValue) -> Option<Mark> {
        let marks = self.in_order.get_or_init(|| {
            let mut marks = self.marks.clone();
            marks.sort_by_key(|mark| mark.start);
            marks
        });
        let start = start(value);
        let first = marks.partition_point(|mark| mark.start < start);
        let mark = marks.get(first)?;
        (mark.start == start && start + value.get().len() <= mark.end).then_some(*mark)
    }
}

fn start(value: &RawValue) -> usize {
    value.get().as_ptr().addr()
}
