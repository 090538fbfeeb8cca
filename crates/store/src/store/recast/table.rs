//! Tables in JSON: names with the values of all reports, or rows of cells.

use std::fmt::Write as _;

use serde_json::value::RawValue;

use super::super::json::{self, Kind};
use super::quoted;

/// Reads an object whose values are columns: objects by the key of the report, or arrays.
pub(super) fn columns(value: &RawValue) -> Vec<(&RawValue, String)> {
    let fields = json::fields(value).unwrap_or_default().0;
    let mut reports: Vec<(String, &RawValue, String)> = Vec::new();
    for (name, column) in &fields {
        let cells: Vec<(String, &RawValue)> = match Kind::of(column) {
            Kind::Object => {
                let cells = json::fields(column).unwrap_or_default().0.into_iter();
                cells.map(|(key, cell)| (key.into_owned(), cell)).collect()
            }
            Kind::Array => {
                let cells = json::items(column).into_iter().enumerate();
                cells.map(|(at, cell)| (at.to_string(), cell)).collect()
            }
            _ => continue,
        };
        for (at, (key, cell)) in cells.into_iter().enumerate() {
            // In most tables every column has the same keys in the same order.
            let known = match reports.get(at) {
                Some((known, ..)) if *known == key => Some(at),
                _ => reports.iter().position(|(known, ..)| *known == key),
            };
            let known = known.unwrap_or_else(|| {
                reports.push((key, cell, String::new()));
                reports.len() - 1
            });
            if let Some((_, _, report)) = reports.get_mut(known) {
                add(report, name, cell);
            }
        }
    }
    let reports = reports.into_iter();
    reports
        .map(|(_, at, fields)| (at, format!("{{{fields}}}")))
        .collect()
}

/// Reads rows of cells. The first row names them unless their names are given, as an array.
pub(super) fn rows<'t>(value: &'t RawValue, columns: Option<&str>) -> Vec<(&'t RawValue, String)> {
    let rows = json::items(value);
    let given: Option<Vec<&RawValue>> = columns.and_then(|names| serde_json::from_str(names).ok());
    let (names, rows) = match (given, rows.split_first()) {
        (Some(names), _) => (names, rows.as_slice()),
        (None, Some((head, rows))) => (json::items(head), rows),
        (None, None) => return Vec::new(),
    };
    let names: Vec<String> = names.into_iter().map(|name| json::string(name).0).collect();
    let record = |row: &&'t RawValue| {
        let mut fields = String::new();
        let extra = (names.len() + 1..).map(|at| at.to_string());
        let names = names.iter().cloned().chain(extra);
        for (name, cell) in names.zip(json::items(row)) {
            add(&mut fields, &name, cell);
        }
        (*row, format!("{{{fields}}}"))
    };
    rows.iter().map(record).collect()
}

/// Whether an array holds a name for each cell of the rows.
pub(super) fn are_names(names: &str, rows: &RawValue) -> bool {
    let names: Vec<&RawValue> = serde_json::from_str(names).unwrap_or_default();
    let first = json::items(rows).into_iter().next();
    names.len() > 1
        && names.iter().all(|name| Kind::of(name) == Kind::Text)
        && first.is_some_and(|row| json::items(row).len() == names.len())
}

fn add(fields: &mut String, name: &str, cell: &RawValue) {
    let comma = if fields.is_empty() { "" } else { "," };
    let _ = write!(fields, "{comma}{}:{}", quoted(name), cell.get());
}
