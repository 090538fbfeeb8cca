//! Imports what others have read of pages: recognized text in files of their own, saved e-papers, and other web pages.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use encoding_rs::Encoding;

use super::super::failure::Failure;
use super::Import;
use super::refusals::no_saved_report;
use crate::article::{Article, Block, Origin, Published};
use crate::corrections;
use crate::extract::{self, NoReport};
use crate::filetype::{FileType, Guess, read_all};
use crate::html;
use crate::lang::{self, IoContext as _, Say as _};
use crate::ocr;
use crate::store;

impl Import<'_> {
    /// Reads saved web pages of an e-paper; returns whether there were reports.
    pub(super) fn site(&mut self, paths: &[PathBuf]) -> Result<bool, Failure> {
        let pages = store::epaper(paths);
        let is_site = !pages.is_empty();
        for page in pages {
            let mut added = 0;
            for (path, article) in page.reports {
                added += usize::from(self.saved(&path.display().to_string(), article)?);
            }
            self.told.saved_page(added);
        }
        Ok(is_site)
    }

    /// Reads saved web pages, of an e-paper or of other sites; `folder` is what was named.
    pub(super) fn web_pages(&mut self, folder: &Path, paths: &[PathBuf]) -> Result<(), Failure> {
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
                    let added = self.saved(&name, article)?;
                    self.told.saved_page(usize::from(added));
                }
                // Beside reports there are pages that only lead to them.
                Ok(Err(_)) => {}
                Err(error) => self.told.failed(&*name, &lang::system(&error)),
            }
        }
        if is_in_vain {
            self.told.failed(folder, &no_saved_report());
        }
        Ok(())
    }

    /// Reads one saved web page, which was told by its beginning.
    pub(super) fn web_page(
        &mut self,
        name: &str,
        guess: Guess,
        reader: impl Read,
    ) -> Result<(), Failure> {
        if name != "-" && self.site(&[name.into()])? {
            return Ok(());
        }
        match self.report(reader) {
            Ok(Ok(article)) => {
                let added = self.saved(name, article)?;
                self.told.saved_page(usize::from(added));
            }
            Ok(Err(why)) => {
                let why = why.in_both().about(guess.in_both());
                self.told.failed(name, &why);
            }
            Err(error) => self.told.failed(name, &lang::system(&error)),
        }
        Ok(())
    }

    /// Takes the report out of a web page.
    fn report(&self, reader: impl Read) -> io::Result<Result<Article, NoReport>> {
        let bytes = read_all(reader)?;
        let label = self.args.encoding.map(Encoding::name);
        Ok(extract::report(&html::decode(&bytes, label), ""))
    }

    /// Writes the report of a saved page; returns whether it was not there already.
    fn saved(&mut self, name: &str, article: Article) -> Result<bool, Failure> {
        if self.output.holds(name, 1) {
            self.told.passed_over();
            return Ok(false);
        }
        let mut article = self.completed(article, name);
        if !self.ids.insert(article.id.clone()) {
            // A page that was saved twice is told apart by its file.
            let mut named = article.clone();
            named.body.push(Block::Paragraph(name.to_owned()));
            article.id = store::made_id(&named);
        }
        let origin = Origin {
            file: name.to_owned(),
            lines: vec![[1, 1]],
            ..Origin::default()
        };
        let mut page = corrections::Page::new(vec![article.into()], Vec::new());
        if let Some(replay) = &mut self.replay {
            replay.correct(name, None, &mut page);
        }
        let (records, unplaced) = page.into_records();
        let (records, unplaced) = (records.into_iter(), unplaced.into_iter());
        let written = self.output.page(records, unplaced, &origin);
        written.context(&*self.written_to)?;
        Ok(true)
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
    ) -> Result<(), Failure> {
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
            Err(why) => {
                self.told.failed(name, &why);
                return Ok(());
            }
        };
        self.claimed.extend(named.into_inner());
        for (number, page) in (1..).zip(&scan.pages) {
            if self.output.holds(name, number) {
                self.told.passed_over();
                continue;
            }
            let mut hints = self.hints(name);
            hints.source = hints.source.or_else(|| scan.source.clone());
            hints.published = hints.published.or_else(|| scan.published.clone());
            self.placed(name, number, page, hints)?;
        }
        Ok(())
    }
}
