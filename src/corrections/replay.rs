//! Does the corrections of a store again while its pages are imported anew.

use std::path::Path;

use super::error::{Error, Misfit};
use super::journal::Journal;
use super::page::Page;
use crate::lang::{Bilingual, Lang, Say as _};

/// The corrections of a store that is imported anew.
#[derive(Debug)]
pub struct Replay {
    journal: Journal,
    /// Of each correction whether its page was imported, and how it went the last time.
    tried: Vec<Option<Result<(), Misfit>>>,
}

/// How the corrections went.
#[derive(Debug, Default)]
pub struct Outcome {
    /// How many were done again.
    pub done: usize,
    /// What no longer fits: where, and what it was.
    pub misfits: Vec<Bilingual>,
}

impl Replay {
    /// Reads the corrections of a store.
    ///
    /// # Errors
    ///
    /// When they cannot be read.
    pub fn begin(store: &Path) -> Result<Self, Error> {
        let journal = Journal::of(store)?;
        Ok(Self {
            tried: vec![None; journal.entries.len()],
            journal,
        })
    }

    /// Returns whether there are corrections of a page.
    pub fn has(&self, file: &str, sheet: Option<u32>) -> bool {
        let mut entries = self.journal.entries.iter();
        entries.any(|entry| entry.is_of(file, sheet))
    }

    /// Corrects a page that was imported: all of a file, or a part of one that has several pages.
    pub fn correct(&mut self, file: &str, sheet: Option<u32>, page: &mut Page) {
        let entries = self.journal.entries.iter_mut().zip(&mut self.tried);
        for (entry, tried) in entries.filter(|(entry, _)| entry.is_of(file, sheet)) {
            if matches!(tried, Some(Ok(()))) {
                continue;
            }
            let before = page.clone();
            let done = entry.act.apply(page);
            if done.is_ok() {
                file.clone_into(&mut entry.file);
                entry.note(before, page.clone());
            }
            *tried = Some(done);
        }
    }

    /// Writes how the corrections stand now, and says what no longer fits.
    ///
    /// # Errors
    ///
    /// When they cannot be written.
    pub fn finish(mut self) -> Result<Outcome, Error> {
        let mut outcome = Outcome::default();
        if self.tried.iter().all(Option::is_none) {
            return Ok(outcome);
        }
        for (entry, tried) in self.journal.entries.iter_mut().zip(&self.tried) {
            match tried {
                None => {}
                Some(Ok(())) => outcome.done += 1,
                Some(Err(misfit)) => {
                    entry.is_applied = false;
                    let (page, line) = (entry.sheet, entry.act.anchor().and_then(|a| a.line));
                    let said = |lang: Lang| {
                        let (page, line) = match lang {
                            Lang::En => (
                                page.map(|page| format!(", page {page}")),
                                line.map(|line| format!(", line {line}")),
                            ),
                            Lang::Zh => (
                                page.map(|page| format!("，第 {page} 页")),
                                line.map(|line| format!("，第 {line} 行")),
                            ),
                        };
                        let place = [Some(entry.file.clone()), page, line];
                        let place: String = place.into_iter().flatten().collect();
                        let act = entry.act.say(lang);
                        let what = match lang {
                            Lang::En => format!("a correction no longer fits ({act})"),
                            Lang::Zh => format!("一处更正已不相符（{act}）"),
                        };
                        lang.about(&place, &lang.about(&what, &misfit.say(lang)))
                    };
                    let misfit = Bilingual::new(said(Lang::En), said(Lang::Zh));
                    outcome.misfits.push(misfit);
                }
            }
        }
        self.journal.save()?;
        Ok(outcome)
    }
}
