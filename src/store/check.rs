//! What is wrong with a store, told as it is read: no article is kept, and of each no more than a hash of its
//! id.

use std::ops::ControlFlow;

use super::account::Account;
use super::batch::clash;
use super::files;
use super::ids::{Taken, made};
use super::names::Names;
use super::stream::Passage;
use super::{Problem, Reading, Source};
use crate::article::Article;

/// How much a store holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// How many articles.
    pub articles: usize,
    /// How many things that are wrong.
    pub problems: usize,
    /// What was read of its records, and what was passed over.
    pub account: Account,
}

/// Tells of everything that is wrong with sources, in the order of the files, until `tell` fails.
///
/// # Errors
///
/// When `tell` fails.
pub fn check<E>(
    sources: &[Source],
    reading: &Reading,
    tell: &mut dyn FnMut(&Problem) -> Result<(), E>,
) -> Result<Checked, E> {
    let names = Names::of(reading);
    let mut taken = Taken::default();
    let mut checked = Checked::default();
    let (mut articles, mut bodiless, mut dateless, mut count) = (0, 0, 0, 0);
    let is_dated = |article: &Article| {
        article
            .published
            .as_ref()
            .is_some_and(|published| published.date.is_some())
    };
    for file in files::find(sources) {
        let mut told = Ok(());
        let mut tell_all = |problems: &[Problem]| {
            told = problems.iter().try_for_each(&mut *tell);
            count += problems.len();
            if told.is_ok() {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        };
        let read = file.stream(&names, Some(&mut checked.account), &mut |passage, _| {
            articles += passage.articles.len();
            bodiless += passage
                .articles
                .iter()
                .filter(|article| article.body.is_empty())
                .count();
            dateless += passage
                .articles
                .iter()
                .filter(|article| !is_dated(article))
                .count();
            tell_all(&problems(passage, &file.name, &mut taken))
        });
        if let Err(problem) = read {
            let _ = tell_all(&[problem]);
        }
        told?;
    }
    checked.account.reports = articles;
    checked.account.bodiless = bodiless;
    checked.account.dateless = dateless;
    Ok(Checked {
        articles,
        problems: count,
        ..checked
    })
}

/// What is wrong with a passage, ids that are taken too, in the order of the text.
fn problems(passage: Passage, file: &str, taken: &mut Taken) -> Vec<Problem> {
    let mut problems = passage.problems;
    for (article, place) in passage.articles.iter().zip(passage.places) {
        let made = article.id.is_empty().then(|| made(article));
        let id = made.as_ref().unwrap_or(&article.id);
        if !taken.insert(id) {
            problems.push(Problem::new(file.to_owned(), place, clash(id)));
        }
    }
    problems.sort_by_key(|problem| (problem.line, problem.column));
    problems
}
