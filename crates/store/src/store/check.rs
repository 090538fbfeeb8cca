//! What is wrong with a store, told as it is read: no article is kept, and of each no more than a hash of its
//! id.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::account::Account;
use super::batch::clash;
use super::files;
use super::ids::{Taken, made};
use super::names::Names;
use super::stream::Passage;
use super::{Problem, Reading, Source, unfitting};
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
    /// How many files of directories were passed over, by what their names end with.
    pub passed: BTreeMap<String, usize>,
    /// The same for each kind of file, where they are of several: the first file of the kind, how many there are,
    /// and what was read of them.
    pub kinds: Vec<(String, usize, Account)>,
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
    let mut kinds: Vec<(String, usize, Account)> = Vec::new();
    let (mut articles, mut bodiless, mut dateless, mut count) = (0, 0, 0, 0);
    let is_dated = |article: &Article| {
        article
            .published
            .as_ref()
            .is_some_and(|published| published.date.is_some())
    };
    let (files, passed) = files::find_and_pass(sources);
    if let Some(problem) = unfitting(reading, &files) {
        count += 1;
        tell(&problem)?;
    }
    for file in files {
        let before = (articles, bodiless, dateless);
        let mut account = Account::default();
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
        let read = file.stream(&names, Some(&mut account), &mut |passage, _| {
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
        let is_passed_over = file
            .path()
            .ok()
            .flatten()
            .is_some_and(|path| names.is_path_passed_over(path));
        account.reports = articles - before.0;
        account.bodiless = bodiless - before.1;
        account.dateless = dateless - before.2;
        account.passed_paths = usize::from(account.dateless > 0 && is_passed_over);
        checked.account.join(&account);
        if account.reports == 0 {
            continue;
        }
        let alike = kinds.iter_mut().find(|(.., known)| known.is_like(&account));
        match alike {
            Some((_, count, known)) => {
                *count += 1;
                known.join(&account);
            }
            None => kinds.push((file.name.clone(), 1, account)),
        }
    }
    Ok(Checked {
        articles,
        problems: count,
        passed,
        kinds: if kinds.len() > 1 { kinds } else { Vec::new() },
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
