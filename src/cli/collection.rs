//! Reads the articles that a command works on, and says what could not be read.

use anyhow::anyhow;

use super::out::Out;
use crate::app::lang::Lang;
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
            return Err(refusal(&collection, out.lang()));
        }
        if let Some(first) = collection.problems.first() {
            out.notice(summary(first, collection.problems.len(), out.lang()));
        }
        Ok(collection)
    }
}

/// Says why a collection is not used.
pub(super) fn refusal(collection: &Collection, lang: Lang) -> anyhow::Error {
    let nothing = lang.pick("no article could be read", "没有读到稿件");
    let Some(first) = collection.problems.first() else {
        return anyhow!(nothing);
    };
    let summary = summary(first, collection.problems.len(), lang);
    match lang {
        _ if collection.articles.is_empty() => anyhow!("{nothing}: {summary}"),
        Lang::En => anyhow!("{summary}; --strict refuses the store"),
        Lang::Zh => anyhow!("{summary}；按 --strict 的要求，不用这个稿库"),
    }
}

/// The first problem stands for all: often it is the only one, or the cause of the rest.
fn summary(first: &Problem, count: usize, lang: Lang) -> String {
    match (count, lang) {
        (1, Lang::En) => format!("1 problem: {first}"),
        (_, Lang::En) => {
            format!("{count} problems (`zhenews check PATH…` lists them), the first: {first}")
        }
        (1, Lang::Zh) => format!("1 处问题：{first}"),
        (_, Lang::Zh) => {
            format!("{count} 处问题（`zhenews check PATH…` 逐一列出），第一处：{first}")
        }
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
            summary(&problem, 1, Lang::En),
            "1 problem: a.json:3:7: expected a title or a body"
        );
        let many = summary(&problem, 12, Lang::En);
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
