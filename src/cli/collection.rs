//! Reads the articles that a command works on, and says what could not be read.

use anyhow::anyhow;

use super::out::Out;
use crate::store::{self, Collection, Problem, Reading, Source};

/// Where a command's articles come from.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Store {
    /// The files.
    pub(super) sources: Vec<Source>,
    /// How their records are read.
    pub(super) reading: Reading,
    /// Whether a store with problems is refused.
    pub(super) strict: bool,
}

impl Store {
    /// Reads what can be read; what cannot is counted on standard error.
    ///
    /// # Errors
    ///
    /// Fails when there are problems and the store is strict, or nothing else was there.
    pub(super) fn load(&self, out: &mut Out) -> anyhow::Result<Collection> {
        let collection = store::read(&self.sources, &self.reading);
        if !collection.is_usable(self.strict) {
            return Err(refusal(&collection));
        }
        if let Some(first) = collection.problems.first() {
            out.notice(summary(first, collection.problems.len()));
        }
        Ok(collection)
    }
}

/// Says why a collection is not used.
pub(super) fn refusal(collection: &Collection) -> anyhow::Error {
    let Some(first) = collection.problems.first() else {
        return anyhow!("no article could be read");
    };
    let summary = summary(first, collection.problems.len());
    if collection.articles.is_empty() {
        anyhow!("no article could be read: {summary}")
    } else {
        anyhow!("{summary}; --strict refuses the store")
    }
}

/// The first problem stands for all: often it is the only one, or the cause of the rest.
fn summary(first: &Problem, count: usize) -> String {
    match count {
        1 => format!("1 problem: {first}"),
        _ => format!("{count} problems (`zhenews check PATH…` lists them), the first: {first}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_problems_are_counted_and_one_is_told() {
        let what = "expected a title or a body".to_owned();
        let problem = Problem {
            file: "a.json".into(),
            line: 3,
            column: 7,
            what,
            what_in_chinese: String::new(),
        };
        assert_eq!(
            summary(&problem, 1),
            "1 problem: a.json:3:7: expected a title or a body"
        );
        let many = summary(&problem, 12);
        assert!(
            many.starts_with("12 problems (`zhenews check PATH…` lists them)"),
            "{many}"
        );
        assert!(
            many.ends_with("a.json:3:7: expected a title or a body"),
            "{many}"
        );
    }
}
