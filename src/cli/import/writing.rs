//! Rebuilds pages, and writes what they hold in their order.

use std::collections::HashSet;
use std::sync::Arc;

use super::super::failure::Failure;
use super::super::progress::Progress;
use super::import_summary::Summary;
use super::output::Output;
use super::reading::{At, Task, Work};
use super::refusals::vertical;
use super::workers::{Turn, Worker};
use crate::article::{Article, Block, Origin};
use crate::corrections::{self, Aside, Record, Replay};
use crate::lang::{IoContext as _, Lang, Say as _};
use crate::page::placed::{Arranged, PlacedText};
use crate::page::{Broken, Hints, Layout, Text, Turns};
use crate::pdf::{Document, Pages};
use crate::placed::PlacedPage;
use crate::store;

/// A store that is written, and what is said of it.
pub(super) struct Writing<'a> {
    pub output: Output<'a>,
    /// What the output is called.
    pub written_to: String,
    pub told: Summary,
    pub turns: Turns,
    /// What was corrected in the store and is done again.
    pub replay: Option<Replay>,
    /// The ids of reports of saved pages.
    pub ids: HashSet<String>,
    /// In which language reports are explained, where they are.
    pub explain: Option<Lang>,
    pub progress: Progress,
}

type PageTurn<'s, 'a, 'o> = Turn<'s, 'a, Writing<'o>, Failure>;

/// Rebuilds pages as long as there are any.
pub(super) fn rebuild(worker: &Worker<'_, '_, Task, Writing<'_>, Failure>) {
    let mut next = worker.next();
    while let Some((task, turn)) = next {
        next = if let Work::Document(document, hints) = task.work {
            pages_of(&document, (task.at, hints, turn), worker)
        } else {
            one(task, turn);
            worker.next()
        };
    }
}

/// Reads and rebuilds pages of a document, as long as this one gets none of another. Returns what it gets then.
fn pages_of<'s, 'a, 'o>(
    document: &Arc<Document>,
    first: (At, Hints, PageTurn<'s, 'a, 'o>),
    worker: &Worker<'s, 'a, Task, Writing<'o>, Failure>,
) -> Option<(Task, PageTurn<'s, 'a, 'o>)> {
    let pages = document.pages();
    let (mut at, mut hints, mut turn) = first;
    loop {
        page_of(&pages, &at, hints, turn);
        let next = worker.next()?;
        match next {
            (
                Task {
                    at: its,
                    work: Work::Document(other, its_hints),
                },
                its_turn,
            ) if Arc::ptr_eq(document, &other) => {
                (at, hints, turn) = (its, its_hints, its_turn);
            }
            other => return Some(other),
        }
    }
}

fn page_of(pages: &Pages<'_>, at: &At, hints: Hints, turn: PageTurn<'_, '_, '_>) {
    match pages.read(at.page as usize) {
        Ok(page) => placed(&page, at, hints, turn),
        Err(problem) => turn.take(|writing| {
            writing.told.failed(&*at.name, &problem.in_both());
            Ok(())
        }),
    }
}

/// Does what is to be done for one page.
fn one(Task { at, work }: Task, turn: PageTurn<'_, '_, '_>) {
    match work {
        Work::Sheet(sheet, hints) => {
            let text = Text::of(&sheet);
            if text.is_vertical() {
                return turn.take(|writing| {
                    writing.told.failed(&*at.name, &vertical());
                    Ok(())
                });
            }
            let page = Layout::of(&text, &at.name, &hints, store::made_id);
            rebuilt(page, &at, None, turn);
        }
        Work::Placed(page, hints) => placed(&page, &at, hints, turn),
        // A document is read by `pages_of`, which keeps its fonts.
        Work::Document(document, hints) => page_of(&document.pages(), &at, hints, turn),
        Work::Saved(reports) => turn.take(|writing| writing.saved(reports, &at)),
        Work::PassedOver => turn.take(|writing| {
            writing.told.passed_over();
            Ok(())
        }),
        Work::Failed(name, why) => turn.take(|writing| {
            writing.told.failed(name, &why);
            Ok(())
        }),
    }
}

/// Rebuilds a placed page.
fn placed(page: &PlacedPage, at: &At, mut hints: Hints, turn: PageTurn<'_, '_, '_>) {
    hints.page = hints.page.or_else(|| page.name.clone());
    let arranged = Arranged::of(page, at.page);
    let text = PlacedText::of(&arranged);
    let page = Layout::of_placed(&text, &at.name, &hints, store::made_id);
    rebuilt(page, at, Some(at.page), turn);
}

/// Hands in what was made of a page; `sheet` is its number where that tells what a store holds.
fn rebuilt(
    page: Result<Layout<'_>, Broken>,
    at: &At,
    sheet: Option<u32>,
    turn: PageTurn<'_, '_, '_>,
) {
    turn.take(|writing| {
        let page = page.map_err(|broken| broken.in_both().about(&*at.name))?;
        writing.page(page, at, sheet)
    });
}

impl Writing<'_> {
    /// Writes what was made of a page.
    fn page(&mut self, mut page: Layout<'_>, at: &At, sheet: Option<u32>) -> Result<(), Failure> {
        let name = &*at.name;
        self.progress.page(at.files, name, at.page);
        self.turns.link(&mut page);
        self.told.page(&page);
        let origin = Origin {
            file: name.to_owned(),
            sheet,
            lines: vec![page.lines()],
            ..Origin::default()
        };
        let articles = page.reports().map(|found| {
            self.told.report(&found, self.explain);
            self.turns.remember(&found.article);
            found.article
        });
        let replay = self.replay.as_mut();
        let written = match replay.filter(|replay| replay.has(name, sheet)) {
            Some(replay) => {
                let articles = articles.map(Record::from).collect();
                let unplaced = page.unplaced().map(Aside::from).collect();
                let mut corrected = corrections::Page::new(articles, unplaced);
                replay.correct(name, sheet, &mut corrected);
                let (records, unplaced) = corrected.into_records();
                self.output
                    .page(records.into_iter(), unplaced.into_iter(), &origin)
            }
            None => self.output.page(articles, page.unplaced(), &origin),
        };
        Ok(written.context(&*self.written_to)?)
    }

    /// Writes the reports of a saved page.
    fn saved(&mut self, reports: Vec<(String, Article)>, at: &At) -> Result<(), Failure> {
        self.progress.page(at.files, &at.name, at.page);
        self.told.saved_page(reports.len());
        reports
            .into_iter()
            .try_for_each(|(name, article)| self.saved_report(&name, article))
    }

    fn saved_report(&mut self, name: &str, mut article: Article) -> Result<(), Failure> {
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
        Ok(written.context(&*self.written_to)?)
    }
}
