//! `zhenews index`: makes the index of a large store ahead of time, or tells of it.

use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;

use super::args::{RecordArgs, some_sources};
use super::out::Out;
use super::progress::Progress;
use crate::app::lang::Lang;
use crate::archive::{Cabinet, Status};
use crate::exit::{Exit, WrongUse};

/// The arguments of `index`.
#[derive(Debug, Args)]
pub(super) struct IndexArgs {
    /// JSON or JSON Lines files, or directories of them: as they are given to the reader
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    records: RecordArgs,
    /// Index everything anew
    #[arg(long, conflicts_with = "status")]
    rebuild: bool,
    /// Say what is indexed, and index nothing
    #[arg(long)]
    status: bool,
}

/// Indexes a store, or tells how far it is indexed.
///
/// # Errors
///
/// Fails when the files cannot be read or the index not be written.
pub(super) fn run(args: IndexArgs, out: &mut Out) -> anyhow::Result<Exit> {
    let lang = out.lang();
    let sources = some_sources(args.paths, lang)?;
    let Some(cabinet) = Cabinet::of(&sources, &args.records.into()) else {
        let why = lang.pick(
            "only files and directories can be indexed, and only with a cache directory to keep it in",
            "只有文件和目录可以编索引，且须有存放索引的缓存目录",
        );
        return Err(WrongUse(why.to_owned()).into());
    };
    if args.status {
        return status(&cabinet, out);
    }
    let progress = Progress::new(lang);
    let archive = cabinet.update(args.rebuild, &progress);
    progress.end();
    let archive = archive?;
    if let Some(status) = cabinet.status() {
        writeln!(out, "{}", told(&status, lang))?;
    }
    if !archive.problems().is_empty() {
        let count = archive.problems().len();
        out.notice(match lang {
            Lang::En => format!("{count} problems; `zhenews check PATH…` lists them"),
            Lang::Zh => format!("有 {count} 处问题；`zhenews check PATH…` 逐一列出"),
        });
    }
    Ok(Exit::Success)
}

fn status(cabinet: &Cabinet, out: &mut Out) -> anyhow::Result<Exit> {
    let lang = out.lang();
    let Some(status) = cabinet.status() else {
        let nothing = lang.pick("not indexed", "没有索引");
        writeln!(out, "{nothing}")?;
        return Ok(Exit::Nothing);
    };
    writeln!(out, "{}", told(&status, lang))?;
    Ok(Exit::Success)
}

/// Says what is indexed, on two lines.
fn told(status: &Status, lang: Lang) -> String {
    let Status {
        directory,
        reports,
        planned,
        files,
        bytes,
        size,
        is_current,
    } = status;
    let (megabytes, size) = (bytes / 1_000_000, size / 1_000_000);
    let directory = directory.display();
    let state = match (reports < planned, is_current) {
        (true, _) => lang.pick("not finished", "尚未完成"),
        (false, true) => lang.pick("up to date", "与文件一致"),
        (false, false) => lang.pick("the files have changed since", "文件已有变动"),
    };
    match lang {
        Lang::En => format!(
            "{reports} reports in {files} files of {megabytes} MB, {state}\nindex of {size} MB in {directory}"
        ),
        Lang::Zh => format!(
            "{files} 个文件（{megabytes} MB）中的 {reports} 篇，{state}\n索引 {size} MB，在 {directory}"
        ),
    }
}
