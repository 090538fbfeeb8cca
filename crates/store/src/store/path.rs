//! Paths to values within a record: names, and steps into every element.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::json::{self, Kind};

/// How many values a path leads to at most.
const MOST_VALUES: usize = 100_000;

/// A path to values, written `result.data` or `parts[].text`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Path(Vec<Step>);

/// A step into a value.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Step {
    /// To the value of this name in an object.
    Name(String),
    /// To every element of an array, or every value of an object.
    Each,
}

impl Path {
    /// Reads what a person wrote. An array is entered also where `[]` is not written.
    pub(super) fn parse(written: &str) -> Self {
        let mut steps = Vec::new();
        for part in written.split('.') {
            let name = part.trim_end_matches("[]");
            let each = (part.len() - name.len()) / 2;
            if !name.is_empty() && name != "*" {
                steps.push(Step::Name(name.to_owned()));
            }
            let each = each + usize::from(name == "*");
            steps.extend(std::iter::repeat_n(Step::Each, each));
        }
        Self(steps)
    }

    /// A path of one name.
    pub(super) fn name(name: &str) -> Self {
        Self(vec![Step::Name(name.to_owned())])
    }

    /// Returns the path with a step behind it.
    pub(super) fn to(&self, step: Step) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn steps(&self) -> &[Step] {
        &self.0
    }

    /// Returns the name that it begins with, and what follows it.
    pub(super) fn split_first(&self) -> Option<(&str, Self)> {
        match self.0.split_first()? {
            (Step::Name(name), rest) => Some((name, Self(rest.to_vec()))),
            (Step::Each, _) => None,
        }
    }

    /// Returns the values that it leads to from one. Arrays in the way are entered, those at its end are not.
    pub(super) fn values<'t>(&self, from: &'t RawValue) -> Vec<&'t RawValue> {
        let mut values = vec![from];
        for step in &self.0 {
            values = values
                .into_iter()
                .flat_map(|value| step.into(value))
                .collect();
            values.truncate(MOST_VALUES);
        }
        values
    }
}

impl Step {
    fn into<'t>(&self, value: &'t RawValue) -> Vec<&'t RawValue> {
        match (self, Kind::of(value)) {
            (Self::Name(name), Kind::Object) => {
                let fields = json::fields(value).unwrap_or_default().0.into_iter();
                fields
                    .filter(|(known, _)| known == name)
                    .map(|(_, value)| value)
                    .next_back()
                    .into_iter()
                    .collect()
            }
            (Self::Name(_), Kind::Array) => {
                let items = json::items(value).into_iter();
                // One level: an array of arrays has no names.
                items
                    .filter(|item| Kind::of(item) == Kind::Object)
                    .flat_map(|item| self.into(item))
                    .collect()
            }
            (Self::Each, Kind::Array) => json::items(value),
            (Self::Each, Kind::Object) => {
                let fields = json::fields(value).unwrap_or_default().0.into_iter();
                fields.map(|(_, value)| value).collect()
            }
            _ => Vec::new(),
        }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, step) in self.0.iter().enumerate() {
            match step {
                Step::Name(name) if at > 0 => write!(f, ".{name}")?,
                Step::Name(name) => write!(f, "{name}")?,
                Step::Each => write!(f, "[]")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_written_as_it_is_read_and_leads_to_its_values() {
        let json = r#"{"a":{"b":[{"c":1},{"c":2},{"d":3}]},"e":[[4],[5]]}"#;
        let value: &RawValue = serde_json::from_str(json).unwrap();
        for (written, expected) in [
            ("a.b[].c", &["1", "2"][..]),
            ("a.b.c", &["1", "2"]),
            ("a.b[].d", &["3"]),
            ("e[][]", &["4", "5"]),
            ("a.x", &[]),
        ] {
            let path = Path::parse(written);
            assert_eq!(path.to_string(), written);
            let found: Vec<_> = path.values(value).iter().map(|value| value.get()).collect();
            assert_eq!(found, expected, "{written}");
        }
        assert_eq!(Path::parse("a.*.c").to_string(), "a[].c");
    }
}
