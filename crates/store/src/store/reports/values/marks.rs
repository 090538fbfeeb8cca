//! Which values of a record were read, and what of it was not.

use std::collections::BTreeSet;

use serde_json::value::RawValue;

use super::super::super::json::{self, Kind, Object};
use super::super::super::names::Field;
use super::super::super::path::{Path, Step};

/// Values deeper than this are taken together.
const DEEPEST: usize = 16;

/// The values of a record that are accounted for.
#[derive(Debug, Default)]
pub(in super::super::super) struct Marks(Vec<Mark>);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Mark {
    start: usize,
    end: usize,
    /// What was read there; nothing where it is reported.
    field: Option<Field>,
}

/// What was made of a record.
#[derive(Debug, Default)]
pub(in super::super::super) struct Made {
    /// Each field with where it was read.
    pub(in super::super::super) read: BTreeSet<(Field, Path)>,
    /// What was not read.
    pub(in super::super::super) passed: BTreeSet<Path>,
}

impl Marks {
    pub(super) fn add(&mut self, field: Field, value: &RawValue) {
        self.push(Some(field), value);
    }

    pub(super) fn add_reported(&mut self, value: &RawValue) {
        self.push(None, value);
    }

    fn push(&mut self, field: Option<Field>, value: &RawValue) {
        let start = value.get().as_ptr().addr();
        let end = start + value.get().len();
        self.0.push(Mark { start, end, field });
    }

    pub(in super::super::super) fn clear(&mut self) {
        self.0.clear();
    }

    /// Tells what was read of an object, and what was not.
    pub(in super::super::super) fn made(&self, object: &Object) -> Made {
        let mut made = Made::default();
        let mut left: Vec<(Path, &RawValue)> = Vec::new();
        let fields = object.0.iter().rev();
        left.extend(fields.map(|(name, value)| (Path::name(name), *value)));
        while let Some((path, value)) = left.pop() {
            if is_nothing(value) {
                continue;
            }
            match (self.of(value), Kind::of(value)) {
                (Some(Mark { field: None, .. }), _) => {}
                (
                    Some(Mark {
                        field: Some(field), ..
                    }),
                    _,
                ) => {
                    made.read.insert((field, path));
                }
                (None, Kind::Object) if path.len() < DEEPEST => {
                    let fields = json::fields(value).unwrap_or_default().0.into_iter();
                    let step = |name: String| path.to(Step::Name(name));
                    left.extend(fields.map(|(name, value)| (step(name.into_owned()), value)));
                }
                (None, Kind::Array) if path.len() < DEEPEST => {
                    let path = path.to(Step::Each);
                    let items = json::items(value).into_iter();
                    left.extend(items.map(|item| (path.clone(), item)));
                }
                (None, _) => {
                    made.passed.insert(path);
                }
            }
        }
        made
    }

    /// Returns the mark that a value lies in.
    fn of(&self, value: &RawValue) -> Option<Mark> {
        let start = value.get().as_ptr().addr();
        let end = start + value.get().len();
        let mut marks = self.0.iter();
        marks
            .find(|mark| mark.start <= start && end <= mark.end)
            .copied()
    }
}

fn is_nothing(value: &RawValue) -> bool {
    matches!(value.get(), "null" | "\"\"" | "[]" | "{}")
}
