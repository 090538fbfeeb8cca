//! `zhenews check`: what is wrong with a store, a problem a line, for people and for editors that
//! jump to `file:line:column`.

use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;

use super::args::{RecordArgs, sources};
use super::exit::Exit;
use super::out::Out;
use crate::store::{self, Collection};
use crate::text::sanitize;

/// The arguments of `check`.
#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// JSON or JSON Lines files, directories of them, or - for standard input
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    records: RecordArgs,
}

/// Lists the problems.
///
/// # Errors
///
/// Fails when the output cannot be written.
pub(super) fn run(args: CheckArgs, out: &mut Out) -> anyhow::Result<Exit> {
    let collection = store::read(&sources(args.paths), &args.records.into());
    for problem in &collection.problems {
        writeln!(out, "{}", sanitize::line(&problem.to_string()))?;
    }
    out.notice(summary(&collection));
    Ok(if collection.problems.is_empty() {
        Exit::Success
    } else {
        Exit::Nothing
    })
}

fn summary(collection: &Collection) -> String {
    let problems = counted(collection.problems.len(), "problem");
    let articles = counted(collection.articles.len(), "article");
    format!("{articles}, {problems}")
}

fn counted(count: usize, noun: &str) -> String {
    match count {
        0 => format!("no {noun}s"),
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    }
}
