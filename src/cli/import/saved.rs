//! Reads what others have made of pages: recognized text in files of their own, saved e-papers, and other web pages.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use encoding_rs::Encoding;

use super::reading::{Reading, Work};
use super::refusals::no_saved_report;
use super::workers::Ended;
use crate::article::{Article, Origin, Published};
use crate::extract::{self, NoReport};
use crate::filetype::{FileType, Guess, read_all};
use crate::html;
use crate::lang::{self, Say as _};
use crate::ocr;
use crate::store;

impl Reading<'_> {
    /// Reads saved web pages of an e-paper; returns whether there were reports.
    fn site(&mut self, paths: &[PathBuf]) -> Result<bool, Ended> {
        let pages = store::epaper(paths);
        let is_site = !pages.is_empty();
        for page in pages {
            let reports = page.reports.into_iter();
            let named = reports.map(|(path, article)| (path.display().to_string(), article));
            self.saved(named.collect())?;
        }
        Ok(is_site)
    }

    /// Reads saved web pages, of an e-paper or of other sites; `folder` is what was named.
    pub(super) fn web_pages(&mut self, folder: &Path, paths: &[PathBuf]) -> Result<(), Ended> {
        self.at.name = folder.display().to_string().into();
        self.at.page = 0;
        if self.site(paths)? {
            return Ok(());
        }
        let mut is_in_vain = true;
        for path in paths {
            let name = path.display().to_string();
            let read = File::open(path).and_then(|file| self.report(file));
            match read {
                Ok(Ok(article)) => {
                    is_in_vain = false;
                    self.saved(vec![(name, article)])?;
                }
                // Beside reports there are pages that only lead to them.
                Ok(Err(_)) => {}
                Err(error) => self.failed(&*name, lang::system(&error))?,
            }
        }
        if is_in_vain {
            self.failed(folder, no_saved_report())?;
        }
        Ok(())
    }

    /// Reads one saved web page, which was told by its beginning.
    pub(super) fn web_page(
        &mut self,
        name: &str,
        guess: Guess,
        reader: impl Read,
    ) -> Result<(), Ended> {
        if name != "-" && self.site(&[name.into()])? {
            return Ok(());
        }
        match self.report(reader) {
            Ok(Ok(article)) => self.saved(vec![(name.to_owned(), article)]),
            Ok(Err(why)) => {
                let why = why.in_both().about(guess.in_both());
                self.failed(name, why)
            }
            Err(error) => self.failed(name, lang::system(&error)),
        }
    }

    /// Takes the report out of a web page.
    fn report(&self, reader: impl Read) -> io::Result<Result<Article, NoReport>> {
        let bytes = read_all(reader)?;
        let label = self.args.encoding.map(Encoding::name);
        Ok(extract::report(&html::decode(&bytes, label), ""))
    }

    /// Queues the reports of a saved page, but for those that are there already.
    fn saved(&mut self, reports: Vec<(String, Article)>) -> Result<(), Ended> {
        let mut new = Vec::new();
        for (name, article) in reports {
            if self.holds(&name, 1) {
                self.push(Work::PassedOver)?;
            } else {
                let article = self.completed(article, &name);
                new.push((name, article));
            }
        }
        let number = self.at.page + 1;
        self.page(number, Work::Saved(new))
    }

    /// Adds what is known beforehand to a report of a saved page.
    fn completed(&self, article: Article, name: &str) -> Article {
        let hints = self.hints(name);
        let mut article = Article {
            source: hints.source.or(article.source),
            section: hints.section.or(article.section),
            page: hints.page.or(article.page),
            published: hints
                .published
                .as_deref()
                .map(Published::parse)
                .or(article.published),
            origin: Some(Origin {
                file: name.to_owned(),
                ..Origin::default()
            }),
            ..article
        };
        article.id = store::made_id(&article);
        article
    }

    /// Reads the pages of a file of recognized text, with the files that it names.
    pub(super) fn scan(
        &mut self,
        name: &str,
        kind: FileType,
        reader: impl Read,
    ) -> Result<(), Ended> {
        let named = RefCell::new(Vec::new());
        let path = Path::new(name);
        let read_beside = ocr::beside(path);
        let beside = |relative: &str| {
            let bytes = read_beside(relative)?;
            named.borrow_mut().push(path.with_file_name(relative));
            Ok(bytes)
        };
        let bytes = read_all(reader).map_err(|error| lang::system(&error));
        let scan = bytes.and_then(|bytes| {
            let scan = ocr::read(&bytes, kind, &beside);
            scan.map_err(|fault| fault.in_both())
        });
        let scan = match scan {
            Ok(scan) => scan,
            Err(why) => return self.failed(name, why),
        };
        self.claimed.extend(named.into_inner());
        for (number, page) in (1..).zip(scan.pages) {
            if self.holds(name, number) {
                self.page(number, Work::PassedOver)?;
                continue;
            }
            let mut hints = self.hints(name);
            hints.source = hints.source.or_else(|| scan.source.clone());
            hints.published = hints.published.or_else(|| scan.published.clone());
            self.page(number, Work::Placed(page, hints))?;
        }
        Ok(())
    }
}
