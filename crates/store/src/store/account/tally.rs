//! How often each place in records was read, and as what.
//!
//! The records of a file have mostly the same names in the same order. So the places are kept as a tree, and to count
//! one more record is to walk through both, which makes nothing new.

use serde_json::value::RawValue;

use super::super::json::{self, Kind, Object};
use super::super::names::Field;
use super::super::path::{Path, Step};
use super::super::reports::Marks;

/// Values deeper than this are taken together.
const DEEPEST: usize = 16;

/// How often each place of some records was read.
#[derive(Debug, Default)]
pub(in super::super) struct Tally {
    records: usize,
    places: Places,
}

/// Places that stand side by side.
type Places = Vec<Place>;

/// A place in records.
#[derive(Debug)]
struct Place {
    step: Step,
    /// What it was read as, or nothing where it was not read, in how many records, and the last of them.
    counts: Vec<(Option<Field>, usize, usize)>,
    below: Places,
}

impl Tally {
    /// Counts the values of a record.
    pub(in super::super) fn add(&mut self, record: &Object, marks: &Marks) {
        self.records += 1;
        let walk = Walk {
            marks,
            record: self.records,
        };
        for (at, (name, value)) in record.0.iter().enumerate() {
            walk.enter(&mut self.places, at, Some(name), value, 1);
        }
    }

    /// Gives each place with what it was read as, or nothing where it was not read, and in how many records.
    pub(in super::super) fn each(&self, take: &mut impl FnMut(Path, Option<Field>, usize)) {
        each(&self.places, &Path::default(), take);
    }
}

fn each(places: &[Place], path: &Path, take: &mut impl FnMut(Path, Option<Field>, usize)) {
    for place in places {
        let path = path.to(place.step.clone());
        for (field, count, _) in &place.counts {
            take(path.clone(), *field, *count);
        }
        each(&place.below, &path, take);
    }
}

/// The walk through one record.
struct Walk<'m> {
    marks: &'m Marks,
    record: usize,
}

impl Walk<'_> {
    /// Counts a value under a name, or in an array where there is none; `at` is where its place most likely is.
    fn enter(
        &self,
        places: &mut Places,
        at: usize,
        name: Option<&str>,
        value: &RawValue,
        depth: usize,
    ) {
        if is_nothing(value) {
            return;
        }
        let mark = self.marks.of(value);
        if mark.is_some_and(|mark| mark.field.is_none()) {
            return;
        }
        let place = find(places, at, name);
        match (mark, Kind::of(value)) {
            (None, Kind::Object) if depth < DEEPEST => {
                let fields = json::fields(value).unwrap_or_default().0;
                for (at, (name, value)) in fields.iter().enumerate() {
                    self.enter(&mut place.below, at, Some(name), value, depth + 1);
                }
            }
            (None, Kind::Array) if depth < DEEPEST => {
                for item in json::items(value) {
                    self.enter(&mut place.below, 0, None, item, depth + 1);
                }
            }
            _ => place.count(mark.and_then(|mark| mark.field), self.record),
        }
    }
}

/// Finds the place of a name, or that of an array's elements.
fn find<'p>(places: &'p mut Places, at: usize, name: Option<&str>) -> &'p mut Place {
    let is_it = |place: &Place| match (&place.step, name) {
        (Step::Name(known), Some(name)) => known == name,
        (Step::Each, None) => true,
        _ => false,
    };
    let known = if places.get(at).is_some_and(is_it) {
        Some(at)
    } else {
        places.iter().position(is_it)
    };
    let at = known.unwrap_or_else(|| {
        places.push(Place {
            step: name.map_or(Step::Each, |name| Step::Name(name.to_owned())),
            counts: Vec::new(),
            below: Places::new(),
        });
        places.len() - 1
    });
    &mut places[at]
}

impl Place {
    /// Counts a record once, however many values it has here.
    fn count(&mut self, field: Option<Field>, record: usize) {
        match self.counts.iter_mut().find(|(known, ..)| *known == field) {
            Some((_, count, last)) => {
                *count += usize::from(*last != record);
                *last = record;
            }
            None => self.counts.push((field, 1, record)),
        }
    }
}

fn is_nothing(value: &RawValue) -> bool {
    matches!(value.get(), "null" | "\"\"" | "[]" | "{}")
}
