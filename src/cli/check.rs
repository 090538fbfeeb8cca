//! `zhenews check`: what is wrong with a store, a problem a line, for people and for editors that
//! jump to `file:line:column`.

use std::path::PathBuf;

use clap::Args;

use super::args::groups::{RecordArgs, some_sources};
use super::failure::Failure;
use super::out::Out;
use super::target::check_stdout;
use crate::exit::Exit;
use crate::lang::{Lang, Say as _};
use crate::store::{self, Checked};

/// The arguments of `check`.
#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// Files of JSON, JSON Lines, CSV, TSV or Markdown (packed by gzip or zstd, too), directories, or - for standard input
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    records: RecordArgs,
}

/// Lists the problems.
///
/// # Errors
///
/// Fails when the output cannot be written.
pub(super) fn run(args: CheckArgs, out: &mut Out) -> Result<Exit, Failure> {
    let sources = some_sources(args.paths)?;
    check_stdout(&sources)?;
    let lang = out.lang();
    let checked = store::check(&sources, &args.records.into(), &mut |problem| {
        writeln!(out, "{}", problem.say(lang))
    })?;
    for notice in checked.account.notices() {
        out.notice(notice.say(lang));
    }
    out.notice(summary(&checked, lang));
    Ok(if checked.problems == 0 {
        Exit::Success
    } else {
        Exit::Nothing
    })
}

fn summary(checked: &Checked, lang: Lang) -> String {
    let Checked {
        articles, problems, ..
    } = *checked;
    match lang {
        Lang::En => format!(
            "{}, {}",
            counted(articles, "article"),
            counted(problems, "problem")
        ),
        Lang::Zh => format!("{articles} 篇稿件，{problems} 处问题"),
    }
}

fn counted(count: usize, noun: &str) -> String {
    match count {
        0 => format!("no {noun}s"),
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    }
}
