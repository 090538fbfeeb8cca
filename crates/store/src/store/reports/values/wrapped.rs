//! Texts that stand in something else: in lists, and in objects under the name of a value.

use serde_json::value::RawValue;

use super::super::super::json::{self, Kind};
use super::{Values, lines::trimmed, literal, value_names::values};

/// How many wrappers are within each other at most.
const DEEPEST: usize = 6;

impl<'t> Values<'t> {
    /// Returns the texts of a value, through any wrappers.
    pub(super) fn wrapped(&mut self, value: &'t RawValue, depth: usize) -> Vec<String> {
        if depth > DEEPEST {
            return Vec::new();
        }
        match Kind::of(value) {
            Kind::Null | Kind::Bool => Vec::new(),
            Kind::Number => {
                self.mark(value);
                vec![value.get().to_owned()]
            }
            Kind::Text => {
                let text = self.string(value);
                let texts = literal::list(&text).unwrap_or_else(|| vec![text]);
                let texts: Vec<String> = texts.into_iter().map(|text| self.inline(text)).collect();
                texts.into_iter().filter_map(trimmed).collect()
            }
            Kind::Array => {
                let items = json::items(value).into_iter();
                items
                    .flat_map(|item| self.wrapped(item, depth + 1))
                    .collect()
            }
            Kind::Object => {
                let fields = json::fields(value).unwrap_or_default();
                values()
                    .find_map(|name| {
                        let mut fields = fields.0.iter().rev();
                        let (_, value) = fields.find(|(known, _)| known == name)?;
                        let texts = self.wrapped(value, depth + 1);
                        (!texts.is_empty()).then_some(texts)
                    })
                    .unwrap_or_default()
            }
        }
    }
}

/// Whether a value says nothing, so that there is nothing to report.
pub(super) fn is_empty(value: &RawValue) -> bool {
    match Kind::of(value) {
        Kind::Null => true,
        Kind::Text => json::string(value).0.trim().is_empty(),
        Kind::Array => json::items(value)
            .into_iter()
            .all(|item| item.get() == "null" || item.get() == "\"\""),
        Kind::Object => value.get().trim_matches(['{', '}']).trim().is_empty(),
        _ => false,
    }
}
