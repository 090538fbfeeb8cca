//! Finds the report within a record that is none itself: `{"_source": {"title": …}}`.

use serde_json::value::RawValue;

use super::super::json::{self, Kind, Object};
use super::super::names::Names;
use super::super::path::{Path, Step};
use super::evidence::Looks;

/// Finds where in each record a report stands, if the records are none themselves.
pub(super) fn inner(records: &[Object], names: &Names) -> Option<Path> {
    let looks = |record: &Object| Looks::of_object(record, names);
    let is_none = |record: &&Object| {
        let looks = looks(record);
        !looks.title && !looks.body
    };
    let bare: Vec<&Object> = records.iter().filter(is_none).collect();
    if bare.is_empty() || bare.len() * 5 < records.len() * 4 {
        return None;
    }
    let first = bare.first()?;
    let candidates = first.0.iter().flat_map(|(name, value)| {
        let path = Path::name(name);
        let below = objects_in(value).into_iter().map({
            let path = path.clone();
            move |(name, value)| (path.to(Step::Name(name)), value)
        });
        std::iter::once((path, *value)).chain(below.collect::<Vec<_>>())
    });
    let holds = |(path, value): &(Path, &RawValue)| {
        let is_report = |value: &RawValue| {
            let fields = json::fields(value).unwrap_or_default();
            let looks = looks(&fields);
            let is_titled = looks.title && (looks.has_text() || looks.has_more && bare.len() > 1);
            is_titled || looks.is_message()
        };
        Kind::of(value) == Kind::Object && is_report(value) && {
            let (name, below) = path.split_first().unwrap_or_default();
            let all = bare.iter().filter(|record| {
                let found = record.0.iter().rev().find(|(known, _)| known == name);
                found.is_some_and(|(_, value)| {
                    below.values(value).iter().any(|value| is_report(value))
                })
            });
            all.count() * 5 >= bare.len() * 3
        }
    };
    candidates.into_iter().find(holds).map(|(path, _)| path)
}

/// The objects that an object holds.
fn objects_in(value: &RawValue) -> Vec<(String, &RawValue)> {
    if Kind::of(value) != Kind::Object {
        return Vec::new();
    }
    let fields = json::fields(value).unwrap_or_default().0.into_iter();
    fields
        .filter(|(_, value)| Kind::of(value) == Kind::Object)
        .map(|(name, value)| (name.into_owned(), value))
        .collect()
}
