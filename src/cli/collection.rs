//! Opens the articles that a command works on, and says what could not be read.
//!
//! Here is decided whether they are read whole or through an index: where there is one that is what the
//! files are, and where the files are too large to be held, for which it is made first.

use anyhow::anyhow;
use tempfile::TempDir;

use super::out::Out;
use super::progress::Progress;
use super::reports::Reports;
use crate::archive::{self, Archive, Cabinet};
use crate::lang::{Lang, Say as _};
use crate::store::{self, Collection, Problem, Reading, Source};

/// Where a command's articles come from.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Store {
    /// The files.
    pub(super) sources: Vec<Source>,
    /// Those of them that were named as arguments.
    pub(super) named: Vec<Source>,
    /// How their records are read.
    pub(super) reading: Reading,
    /// Whether a store with problems is refused.
    pub(super) strict: bool,
}

impl Store {
    /// Opens what can be read; what cannot is counted on standard error.
    ///
    /// # Errors
    ///
    /// Fails when there are problems and the store is strict, or nothing else was there, or when an
    /// index is needed and cannot be made.
    pub(super) fn open(&self, out: &mut Out) -> anyhow::Result<Reports> {
        let (reports, problems) = self.reports(out.lang())?;
        if problems.count > 0 {
            if self.strict || reports.len() == 0 {
                return Err(problems.refusal(reports.len() == 0, out.lang()));
            }
            out.notice(problems.summary(out.lang()));
        }
        Ok(reports)
    }

    fn reports(&self, lang: Lang) -> anyhow::Result<(Reports, Problems)> {
        if let Some((archive, place)) = self.archive(lang)? {
            let problems = Problems {
                first: archive.problems().first().cloned(),
                count: archive.problems().len() + archive.clashes(),
            };
            return Ok((Reports::of_archive(archive, place), problems));
        }
        let collection = store::read(&self.sources, &self.reading);
        let problems = Problems::of(&collection);
        Ok((
            Reports::of_articles(collection.articles, collection.places),
            problems,
        ))
    }

    /// Opens the index of the files, or makes it where it is needed; with the directory that is to be
    /// kept as long as it, where that is for this time only.
    fn archive(&self, lang: Lang) -> anyhow::Result<Option<(Archive, Option<TempDir>)>> {
        let cabinet = Cabinet::of(&self.sources, &self.reading);
        if let Some(archive) = cabinet.as_ref().and_then(Cabinet::current) {
            return Ok(Some((archive, None)));
        }
        if !archive::are_large(&self.sources) {
            return Ok(None);
        }
        let progress = Progress::new(lang);
        let made = self.index(cabinet, &progress);
        progress.end();
        made
    }

    /// Makes the index in the user's cache directory or, where nothing can be written there, for this
    /// time only.
    fn index(
        &self,
        cabinet: Option<Cabinet>,
        progress: &Progress,
    ) -> anyhow::Result<Option<(Archive, Option<TempDir>)>> {
        match cabinet.map(|cabinet| cabinet.update(false, progress)) {
            Some(Ok(archive)) => return Ok(Some((archive, None))),
            Some(Err(error)) if !archive::is_about_place(&error) => return Err(error.into()),
            Some(Err(_)) | None => {}
        }
        let place = tempfile::Builder::new().prefix("zhenews-").tempdir()?;
        let Some(cabinet) = Cabinet::within(place.path(), &self.sources, &self.reading) else {
            return Ok(None);
        };
        let archive = cabinet.update(false, progress)?;
        Ok(Some((archive, Some(place))))
    }
}

/// Says why a collection is not used.
pub(super) fn refusal(collection: &Collection, lang: Lang) -> anyhow::Error {
    Problems::of(collection).refusal(collection.articles.is_empty(), lang)
}

/// What was wrong with a store.
#[derive(Debug)]
struct Problems {
    /// The first; nothing where there is none, or none is known but their number.
    first: Option<Problem>,
    count: usize,
}

impl Problems {
    fn of(collection: &Collection) -> Self {
        Self {
            first: collection.problems.first().cloned(),
            count: collection.problems.len(),
        }
    }

    /// Says why a store is not used.
    fn refusal(&self, is_empty: bool, lang: Lang) -> anyhow::Error {
        let nothing = lang.pick("no article could be read", "没有读到稿件");
        if self.count == 0 {
            return anyhow!(nothing);
        }
        let summary = self.summary(lang);
        match lang {
            _ if is_empty => anyhow!("{nothing}: {summary}"),
            Lang::En => anyhow!("{summary}; --strict refuses the store"),
            Lang::Zh => anyhow!("{summary}；按 --strict 的要求，不用这个稿库"),
        }
    }

    fn summary(&self, lang: Lang) -> String {
        let count = self.count;
        match (&self.first, lang) {
            (Some(first), _) => summary(first, count, lang),
            // An index keeps of ids that clash only that they do.
            (None, Lang::En) => {
                format!("{count} ids that are another article's (`zhenews check PATH…` lists them)")
            }
            (None, Lang::Zh) => {
                format!("有 {count} 个编号与别的稿件相同（`zhenews check PATH…` 逐一列出）")
            }
        }
    }
}

/// The first problem stands for all: often it is the only one, or the cause of the rest.
pub(super) fn summary(first: &Problem, count: usize, lang: Lang) -> String {
    let first = first.say(lang);
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
    use crate::lang::Bilingual;

    #[test]
    fn many_problems_are_counted_and_one_is_told() {
        let what = Bilingual::new("expected a title or a body", "应有标题或正文");
        let problem = Problem {
            file: "a.json".into(),
            line: 3,
            column: 7,
            what,
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
