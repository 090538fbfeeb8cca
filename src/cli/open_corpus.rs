//! Opens the articles that a command works on, and says what could not be read.
//!
//! Here is decided whether they are read whole or through an index: where there is one that is what the
//! files are, and where the files are too large to be held, for which it is made first, unless they are searched
//! for the first time.

use std::io;
use std::path::Path;
use std::sync::Arc;

use super::failure::Failure;
use super::out::Out;
use super::progress::Progress;
use super::reports::{Reports, Store};
use super::sifting::{self, Sifted};
use super::target::check_stdout;
use crate::archive::{self, Archive, Error, IndexDir, Update};
use crate::corpus::{Corpus, Held, Indexed, Remote};
use crate::lang::{Bilingual, Lang, Say as _, bilingual};
use crate::place::Scratch;
use crate::remote::{Access, Address};
use crate::search::Query;
use crate::store::{self, Collection, Problem, Source};

impl Store {
    /// Opens what can be read; what cannot is counted on standard error.
    ///
    /// # Errors
    ///
    /// Fails when there are problems and the store is strict, or nothing else was there, or when an
    /// index is needed and cannot be made.
    pub(super) fn open(self, out: &mut Out) -> Result<Reports, Failure> {
        self.open_for(None, out)
    }

    /// Opens what can be read as [`open`](Self::open) does, to be asked nothing but a query where there is one: then
    /// no more than what it finds may be there.
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open).
    pub(super) fn open_for(self, query: Option<&Query>, out: &mut Out) -> Result<Reports, Failure> {
        check_stdout(&self.sources)?;
        let strict = self.strict;
        let (corpus, problems) = self.corpus(query, out)?;
        let reports = Reports::new(corpus, self);
        if problems.count > 0 {
            if strict || problems.are_all {
                return Err(problems.refusal());
            }
            out.notice(problems.summary().say(out.lang()));
        }
        Ok(reports)
    }

    /// Opens the index of the files where there is one that is what they are, or they are too large to be held:
    /// then it is made, unless they are searched for the first time.
    fn corpus(&self, query: Option<&Query>, out: &mut Out) -> Result<Opened, Failure> {
        if let Some(address) = named_address(&self.sources)? {
            let remote = Remote::open(&address, &self.access, &|| false)?;
            return Ok((Arc::new(remote), Problems::of(&[], false)));
        }
        let index_dir = IndexDir::of(&self.sources, &self.reading);
        match index_dir.as_ref().map_or(Ok(None), IndexDir::current) {
            Ok(Some(archive)) => return Ok(self.of_archive(archive, None)),
            Err(Error::Damaged) => return self.mended(out),
            Ok(None) | Err(_) => {}
        }
        let is_large = archive::are_large(&self.sources);
        let was_searched = || index_dir.as_ref().is_some_and(IndexDir::is_asked_again);
        if let Some(query) = query
            && !(query.is_empty() || query.asks_for_marks() || is_large && was_searched())
            && let Some(opened) = self.sifted(query, out)
        {
            return Ok(opened);
        }
        if is_large {
            self.indexed(false, out)
        } else {
            Ok(self.held())
        }
    }

    /// Holds no more than what a query finds; `None` where that is too much.
    fn sifted(&self, query: &Query, out: &mut Out) -> Option<Opened> {
        let progress = Progress::new(out.lang());
        let sifted = sifting::sift(&self.sources, &self.reading, query, &progress);
        progress.end();
        let Sifted { found, read } = sifted?;
        let problems = Problems::of(&found.problems, read == 0);
        Some((self.hold(found), problems))
    }

    /// Opens the articles whose index is damaged, and says so: it is made again or, where they are small enough,
    /// not used.
    fn mended(&self, out: &mut Out) -> Result<Opened, Failure> {
        if archive::are_large(&self.sources) {
            return self.indexed(true, out);
        }
        let index_dir = IndexDir::of(&self.sources, &self.reading);
        let directory = index_dir
            .as_ref()
            .map_or(Path::new(""), IndexDir::directory);
        let directory = directory.display();
        let said = bilingual!(
            "the index in {directory} is damaged and was not used; `zhenews index PATH…` makes it again",
            "{directory} 中的索引已损坏，未予使用；`zhenews index PATH…` 可重新编制"
        );
        out.notice(said.say(out.lang()));
        Ok(self.held())
    }

    /// Opens the articles after an answer showed that their index is damaged.
    ///
    /// # Errors
    ///
    /// Fails when they cannot be read.
    pub(super) fn open_again(&self, out: &mut Out) -> Result<Arc<dyn Corpus>, Failure> {
        Ok(self.mended(out)?.0)
    }

    /// Brings the index up to date with every file, whatever the file system says of it.
    pub(super) fn reread(&self, lang: Lang) {
        let progress = Progress::new(lang);
        let index_dir = IndexDir::of(&self.sources, &self.reading);
        // Where that fails the next command meets the same and says so.
        let _ = index_dir.map(|index_dir| index_dir.update(Update::Reread, &progress));
        progress.end();
    }

    fn held(&self) -> Opened {
        let collection = store::read(&self.sources, &self.reading);
        let problems = Problems::of(&collection.problems, collection.articles.is_empty());
        (self.hold(collection), problems)
    }

    fn hold(&self, collection: Collection) -> Arc<dyn Corpus> {
        let collection = Arc::new(collection);
        // A command ends with its articles. To give them back one by one took a seventh of its time, and the system
        // takes all back at once.
        std::mem::forget(collection.clone());
        Arc::new(Held::new(collection, &self.sources, &self.reading))
    }

    /// Makes the index in the user's cache directory or, where nothing can be written there, for this
    /// time only. Where that has no place either the articles are held.
    fn indexed(&self, is_damaged: bool, out: &mut Out) -> Result<Opened, Failure> {
        let progress = Progress::new(out.lang());
        let made = self.index(is_damaged, &progress);
        progress.end();
        match made {
            Ok((archive, place)) => Ok(self.of_archive(archive, place)),
            Err(error) if archive::is_about_place(&error) => {
                let Bilingual { english, chinese } = error.in_both();
                let said = bilingual!(
                    "no index can be kept, all was read into memory ({english}); free some space in the cache or the temporary directory",
                    "无处存放索引，已将全部稿件读入内存（{chinese}）；请在缓存目录或临时目录腾出空间"
                );
                out.notice(said.say(out.lang()));
                Ok(self.held())
            }
            Err(error) => Err(error.into()),
        }
    }

    fn index(
        &self,
        is_damaged: bool,
        progress: &Progress,
    ) -> Result<(Archive, Option<Scratch>), Error> {
        let index_dir = IndexDir::of(&self.sources, &self.reading);
        let made = |index_dir: IndexDir| {
            if is_damaged {
                index_dir.update_and_check(Update::Changed, progress)
            } else {
                index_dir.update(Update::Changed, progress)
            }
        };
        match index_dir.map(made) {
            Some(Err(error)) if archive::is_about_place(&error) => {}
            Some(made) => return Ok((made?, None)),
            None => {}
        }
        let place = Scratch::new()?;
        let index_dir = IndexDir::within(place.path(), &self.sources, &self.reading);
        let index_dir = index_dir.ok_or(io::Error::from(io::ErrorKind::NotFound))?;
        let archive = index_dir.update(Update::Changed, progress)?;
        Ok((archive, Some(place)))
    }

    /// Takes an index, and the directory that goes with it if it is for this time only.
    fn of_archive(&self, archive: Archive, place: Option<Scratch>) -> Opened {
        let problems = Problems {
            first: archive.problems().first().cloned(),
            count: archive.problems().len() + archive.clashes(),
            are_all: archive.is_empty(),
        };
        let indexed = Indexed::new(archive, &self.sources).in_scratch(place);
        (Arc::new(indexed), problems)
    }
}

/// Returns the address of a collection on a search engine, where one is named.
///
/// # Errors
///
/// When it is none that can be asked, or others are named beside it.
pub(super) fn named_address(sources: &[Source]) -> Result<Option<Address>, Failure> {
    let path = |source: &Source| match source {
        Source::Path(path) => Some(path.clone()),
        _ => None,
    };
    let mut paths = sources.iter().filter_map(path);
    let Some(path) = paths.find(|path| Address::is_meant(path)) else {
        return Ok(None);
    };
    if sources.len() > 1 {
        return Err(Failure::wrong_use((
            "a collection on a search engine is read by itself: name it alone",
            "搜索引擎上的稿库须单独打开：请只指明它一个",
        )));
    }
    address_of(&path).map(Some)
}

/// Refuses a collection on a search engine where files are worked on.
///
/// # Errors
///
/// When one is named.
pub(super) fn refuse_address(sources: &[Source]) -> Result<(), Failure> {
    let is_address =
        |source: &Source| matches!(source, Source::Path(path) if Address::is_meant(path));
    if sources.iter().any(is_address) {
        return Err(Failure::wrong_use((
            "this is done with files; a search engine has none",
            "这个命令用于文件；搜索引擎上没有文件",
        )));
    }
    Ok(())
}

/// Makes sure that a collection on a search engine can be read, where one is named.
///
/// # Errors
///
/// When it cannot be reached, or is none of ours.
pub(super) fn check_reachable(sources: &[Source], access: &Access) -> Result<(), Failure> {
    if let Some(address) = named_address(sources)? {
        // The reader is shown a part where no more answers.
        let access = Access {
            shows_parts: true,
            ..access.clone()
        };
        Remote::open(&address, &access, &|| false)?;
    }
    Ok(())
}

/// Reads the address of a collection on a search engine.
///
/// # Errors
///
/// When it is none.
pub(super) fn address_of(path: &Path) -> Result<Address, Failure> {
    let read = Address::read(path).unwrap_or_else(|| {
        let no_address = Bilingual::new(
            "an address is wanted, as opensearch+http://HOST:9200/news",
            "须是网址，如 opensearch+http://HOST:9200/news",
        );
        Err(no_address.about(path))
    });
    read.map_err(Failure::wrong_use)
}

/// What was opened, and what was wrong with it.
type Opened = (Arc<dyn Corpus>, Problems);

/// Says why articles are not used.
pub(super) fn refusal(problems: &[Problem], is_empty: bool) -> Failure {
    Problems::of(problems, is_empty).refusal()
}

/// What was wrong with a store.
#[derive(Debug)]
struct Problems {
    /// The first; nothing where there is none, or none is known but their number.
    first: Option<Problem>,
    count: usize,
    /// Whether there is nothing else: no article was read.
    are_all: bool,
}

impl Problems {
    fn of(problems: &[Problem], are_all: bool) -> Self {
        Self {
            first: problems.first().cloned(),
            count: problems.len(),
            are_all,
        }
    }

    /// Says why a store is not used.
    fn refusal(&self) -> Failure {
        let nothing = Bilingual::new("no article could be read", "没有读到稿件");
        if self.count == 0 {
            return nothing.into();
        }
        let summary = self.summary();
        if self.are_all {
            return summary.about(nothing).into();
        }
        let Bilingual { english, chinese } = summary;
        let refused = bilingual!(
            "{english}; --strict refuses the store",
            "{chinese}；按 --strict 的要求，不用这个稿库"
        );
        refused.into()
    }

    fn summary(&self) -> Bilingual {
        let count = self.count;
        match &self.first {
            Some(first) => summary(first, count),
            // An index keeps of ids that clash only that they do.
            None => bilingual!(
                "{count} ids that are another article's (`zhenews check PATH…` lists them)",
                "有 {count} 个编号与别的稿件相同（`zhenews check PATH…` 逐一列出）"
            ),
        }
    }
}

/// The first problem stands for all: often it is the only one, or the cause of the rest.
pub(super) fn summary(first: &Problem, count: usize) -> Bilingual {
    let Bilingual { english, chinese } = first.in_both();
    if count == 1 {
        return bilingual!("1 problem: {english}", "1 处问题：{chinese}");
    }
    bilingual!(
        "{count} problems (`zhenews check PATH…` lists them), the first: {english}",
        "{count} 处问题（`zhenews check PATH…` 逐一列出），第一处：{chinese}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

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
            summary(&problem, 1).english,
            "1 problem: a.json:3:7: expected a title or a body"
        );
        let many = summary(&problem, 12).english;
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
