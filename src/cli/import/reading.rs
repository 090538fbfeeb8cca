//! Reads files and takes them apart into pages, for others to rebuild.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Arc;

use super::inputs::{self, Input};
use super::output::Held;
use super::refusals::is_no_page;
use super::workers::{Ended, Queue};
use super::{BEGINNING, ImportArgs};
use crate::article::Article;
use crate::filetype::{self, FileType, read_all};
use crate::lang::{self, Bilingual, Say as _};
use crate::ocr;
use crate::page::{Hints, Sheet, Sheets};
use crate::pdf::Document;
use crate::placed::PlacedPage;
use crate::store::{self, Lines};

/// A page that waits to be rebuilt, or what is said of it.
pub(super) struct Task {
    pub at: At,
    pub work: Work,
}

/// How far an import is.
#[derive(Clone, Debug)]
pub(super) struct At {
    /// The file, as it is called.
    pub name: Arc<str>,
    /// The page in the file, from 1.
    pub page: u32,
    /// How many files were read before, and how many there are.
    pub files: [usize; 2],
}

/// What there is to be done for a page.
pub(super) enum Work {
    /// The text of a page is rebuilt.
    Sheet(Sheet, Hints),
    /// A page whose lines have places is rebuilt.
    Placed(PlacedPage, Hints),
    /// A page of a document is read and rebuilt.
    Document(Arc<Document>, Hints),
    /// The reports of a saved page are taken as they are, each with its file.
    Saved(Vec<(String, Article)>),
    /// The store holds it.
    PassedOver,
    /// It cannot be read; the name is of what.
    Failed(Bilingual, Bilingual),
}

/// Reads what was named.
pub(super) struct Reading<'a> {
    pub(super) args: &'a ImportArgs,
    held: &'a Held,
    pub(super) queue: &'a mut Queue<Task>,
    pub(super) at: At,
    /// The files that others have named as theirs, and that are read with them.
    pub(super) claimed: HashSet<PathBuf>,
}

impl<'a> Reading<'a> {
    /// Begins to read what the arguments name, but for what a store holds.
    pub(super) fn new(args: &'a ImportArgs, held: &'a Held, queue: &'a mut Queue<Task>) -> Self {
        let at = At {
            name: "".into(),
            page: 0,
            files: [0, 0],
        };
        Self {
            args,
            held,
            queue,
            at,
            claimed: HashSet::new(),
        }
    }

    /// Reads all files.
    ///
    /// # Errors
    ///
    /// Nobody takes their pages any more, as where they cannot be written.
    pub(super) fn all(mut self) -> Result<(), Ended> {
        let inputs = inputs::find(&self.args.paths);
        let all = inputs.len();
        for (done, input) in inputs.into_iter().enumerate() {
            self.at.files = [done, all];
            match input {
                Input::Stdin => self.file("-", io::stdin().lock())?,
                Input::File(path) if self.claimed.contains(&path) => {}
                Input::File(path) => {
                    let name = path.display().to_string();
                    match File::open(&path) {
                        Ok(file) => self.file(&name, file)?,
                        Err(error) => self.failed(&*name, lang::system(&error))?,
                    }
                }
                Input::Site(folder, paths) => self.web_pages(&folder, &paths)?,
                Input::Nothing(path, why) => self.failed(&*path, why)?,
            }
        }
        Ok(())
    }

    /// Reads a file by what it is.
    fn file(&mut self, name: &str, reader: impl Read) -> Result<(), Ended> {
        self.at.name = name.into();
        self.at.page = 0;
        let mut reader = reader;
        let mut beginning = Vec::new();
        let begun = reader.by_ref().take(BEGINNING).read_to_end(&mut beginning);
        let guess = begun.map(|_| filetype::detect(&beginning));
        let reader = beginning.as_slice().chain(reader);
        let kind = |guess: &Option<filetype::Guess>| guess.map(|guess| guess.file_type);
        match guess {
            Ok(guess) if kind(&guess) == Some(FileType::Pdf) => self.pdf(name, reader),
            Ok(Some(guess)) if ocr::is_scan(guess.file_type) => {
                self.scan(name, guess.file_type, reader)
            }
            Ok(Some(guess)) if guess.file_type == FileType::Html => {
                self.web_page(name, guess, reader)
            }
            Ok(Some(guess)) if is_no_page(guess.file_type) => {
                self.failed(name, store::not_page_text(guess))
            }
            Ok(_) => self.text(name, reader),
            Err(error) => self.failed(name, lang::system(&error)),
        }
    }

    /// Takes a PDF apart into its pages. One that cannot be read costs no other.
    fn pdf(&mut self, name: &str, reader: impl Read) -> Result<(), Ended> {
        let read = read_all(reader).map_err(|error| lang::system(&error));
        let opened =
            read.and_then(|bytes| Document::open(bytes).map_err(|problem| problem.in_both()));
        let document = match opened {
            Ok(document) => Arc::new(document),
            Err(why) => return self.failed(name, why),
        };
        for number in (1..).take(document.page_count()) {
            if self.held.has(name, number) {
                self.push(Work::PassedOver)?;
            } else {
                self.page(
                    number,
                    Work::Document(Arc::clone(&document), self.hints(name)),
                )?;
            }
        }
        Ok(())
    }

    /// Takes a text apart into its pages.
    fn text(&mut self, name: &str, reader: impl Read) -> Result<(), Ended> {
        let mut sheets = Sheets::default();
        let mut lines = match Lines::new(reader, self.args.encoding) {
            Ok(lines) => lines,
            Err(error) => return self.failed(name, lang::system(&error)),
        };
        loop {
            match lines.next_line() {
                Ok(Some(line)) => {
                    for sheet in sheets.push(&line) {
                        self.sheet(name, sheet)?;
                    }
                }
                Ok(None) => break,
                Err(error) => {
                    self.failed(name, lang::system(&error))?;
                    break;
                }
            }
        }
        let last = sheets.finish();
        last.into_iter()
            .try_for_each(|sheet| self.sheet(name, sheet))
    }

    fn sheet(&mut self, name: &str, sheet: Sheet) -> Result<(), Ended> {
        let number = self.at.page + 1;
        if self.held.has(name, sheet.first) {
            self.page(number, Work::PassedOver)
        } else {
            self.page(number, Work::Sheet(sheet, self.hints(name)))
        }
    }

    /// Queues what is to be done for a page.
    pub(super) fn page(&mut self, number: u32, work: Work) -> Result<(), Ended> {
        self.at.page = number;
        self.push(work)
    }

    /// Queues what is to be done.
    pub(super) fn push(&mut self, work: Work) -> Result<(), Ended> {
        let at = self.at.clone();
        self.queue.push(Task { at, work })
    }

    /// Keeps what was wrong with a file, in its place.
    pub(super) fn failed(
        &mut self,
        name: impl Into<Bilingual>,
        why: Bilingual,
    ) -> Result<(), Ended> {
        self.push(Work::Failed(name.into(), why))
    }

    /// Whether the store has a page already, by its number or its first line.
    pub(super) fn holds(&self, name: &str, first: u32) -> bool {
        self.held.has(name, first)
    }

    /// What the arguments say of a file's pages, then its name.
    pub(super) fn hints(&self, name: &str) -> Hints {
        let named = self.args.name_pattern.as_ref();
        let named = named
            .and_then(|pattern| pattern.read(name))
            .unwrap_or_default();
        let args = self.args;
        Hints {
            source: args.source.clone().or(named.source),
            published: args.published.clone().or(named.published),
            section: args.section.clone().or(named.section),
            page: args.page.clone().or(named.page),
        }
    }
}
