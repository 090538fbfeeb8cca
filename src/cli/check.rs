//! `zhenews check`: what is wrong with a store, a problem a line, for people and for editors that
//! jump to `file:line:column`.

use std::path::PathBuf;

use clap::Args;

use super::args::groups::{RecordArgs, some_sources};
use super::failure::Failure;
use super::open_corpus::refuse_address;
use super::out::Out;
use super::target::check_stdout;
use crate::exit::Exit;
use crate::lang::{Lang, Say as _};
use crate::store::{self, Checked};
use crate::text::sanitize;

/// The arguments of `check`.
#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// Files of JSON, JSON Lines, CSV, TSV, Markdown or EPUB (packed by gzip or zstd, too), directories, or - for standard input
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
    refuse_address(&sources)?;
    check_stdout(&sources)?;
    let lang = out.lang();
    let checked = store::check(&sources, &args.records.into(), &mut |problem| {
        writeln!(out, "{}", problem.say(lang))
    })?;
    if checked.kinds.is_empty() {
        for notice in checked.account.notices() {
            out.notice(notice.say(lang));
        }
    }
    for (file, count, account) in checked.kinds.iter().take(MOST_KINDS) {
        for notice in account.notices() {
            out.notice(lang.about(&kind(file, *count, lang), &notice.say(lang)));
        }
    }
    let more = checked.kinds.len().saturating_sub(MOST_KINDS);
    if more > 0 {
        out.notice(match lang {
            Lang::En => format!("files of {more} more kinds are read by other names"),
            Lang::Zh => format!("另有 {more} 种文件以其他名称读出"),
        });
    }
    if let Some(passed) = passed(&checked, lang) {
        out.notice(passed);
    }
    out.notice(summary(&checked, lang));
    Ok(if checked.problems == 0 {
        Exit::Success
    } else {
        Exit::Nothing
    })
}

/// Says which files of directories were passed over.
fn passed(checked: &Checked, lang: Lang) -> Option<String> {
    const MOST: usize = 6;
    let mut kinds: Vec<(&String, &usize)> = checked.passed.iter().collect();
    kinds.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    let said = kinds
        .iter()
        .take(MOST)
        .map(|(kind, count)| match kind.as_str() {
            "" => format!("{} ({count})", lang.pick("without an ending", "无扩展名")),
            kind => format!("*.{} ({count})", sanitize::visible_line(kind)),
        });
    let said: Vec<String> = said.collect();
    let all: usize = checked.passed.values().sum();
    (all > 0).then(|| match lang {
        Lang::En => format!("{} passed over: {}", counted(all, "file"), said.join(", ")),
        Lang::Zh => format!("略过 {all} 个文件：{}", said.join("，")),
    })
}

/// How many kinds of files are told apart.
const MOST_KINDS: usize = 12;

/// Names files of a kind by the first.
fn kind(file: &str, count: usize, lang: Lang) -> String {
    let file = sanitize::visible_line(file);
    match (count, lang) {
        (1, _) => file.into_owned(),
        (_, Lang::En) => format!("{file} and {} more", count - 1),
        (_, Lang::Zh) => format!("{file} 等 {count} 个文件"),
    }
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
