//! `zhenews import`: the reports of raw newspaper pages.

use std::io::Write as _;
use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;
use serde::Serialize;

use super::exit::Exit;
use super::out::Out;
use crate::article::Article;
use crate::page::{self, Unplaced};

/// The arguments of `import`.
#[derive(Debug, Args)]
pub(super) struct ImportArgs {
    /// Files of page text
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// Where the store is written
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,
}

#[derive(Serialize)]
struct Edition {
    articles: Vec<Article>,
    unplaced: Vec<Unplaced>,
}

pub(super) fn run(args: ImportArgs, out: &mut Out) -> anyhow::Result<Exit> {
    let mut edition = Edition { articles: Vec::new(), unplaced: Vec::new() };
    for path in &args.paths {
        let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
        let page = page::read(&text, &path.display().to_string(), 1)?;
        edition.articles.extend(page.reports.into_iter().map(|found| found.article));
        edition.unplaced.extend(page.unplaced);
    }
    let mut file = std::fs::File::create(&args.output)?;
    serde_json::to_writer_pretty(&mut file, &edition)?;
    writeln!(out)?;
    Ok(Exit::Success)
}
