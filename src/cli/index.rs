//! `zhenews index`: makes the index of a large store ahead of time, or tells of it; or loads a store into an index on a
//! search engine.

mod to;

use std::path::{Path, PathBuf};

use clap::Args;

use self::to::ToArgs;
use super::args::groups::{RecordArgs, some_sources};
use super::failure::Failure;
use super::open_corpus::{refusal, refuse_address, summary};
use super::out::Out;
use super::progress::Progress;
use super::target::check_stdout;
use crate::archive::{self, Archive, Error, IndexDir, Status, Update};
use crate::exit::Exit;
use crate::lang::{Bilingual, Lang, Say as _, bilingual};
use crate::store::{self, Reading, Source};

/// The arguments of `index`.
#[derive(Debug, Args)]
pub(super) struct IndexArgs {
    /// Files of JSON, JSON Lines, CSV, TSV, Markdown or EPUB, or directories of them: as they are given to the reader
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    records: RecordArgs,
    /// Index everything again
    #[arg(long, conflicts_with = "status")]
    rebuild: bool,
    /// Say what is indexed, and index nothing
    #[arg(long)]
    status: bool,
    #[command(flatten)]
    pub(super) to: ToArgs,
}

/// Indexes a store, or tells how far it is indexed.
///
/// # Errors
///
/// Fails when the files cannot be read or the index not be written.
pub(super) fn run(args: IndexArgs, out: &mut Out) -> Result<Exit, Failure> {
    let lang = out.lang();
    if args.to.is_meant() {
        return to::run(args, out);
    }
    let sources = some_sources(args.paths)?;
    refuse_address(&sources)?;
    check_stdout(&sources)?;
    let reading = args.records.into();
    let Some(index_dir) = IndexDir::of(&sources, &reading) else {
        return Err(Failure::wrong_use((
            "only files and directories can be indexed, and only with a cache directory to keep it in",
            "只有文件和目录可以编索引，且须有存放索引的缓存目录",
        )));
    };
    if args.status {
        return status(&index_dir, out, || refuse_absent(&sources, &reading));
    }
    refuse_absent(&sources, &reading)?;
    let how = if args.rebuild {
        Update::Rebuild
    } else {
        Update::Changed
    };
    let archive = update(&index_dir, how, lang)?;
    let problems = archive.problems().to_vec();
    if archive.is_empty() && !problems.is_empty() {
        return Err(refusal(&problems, true));
    }
    if let Some(status) = index_dir.status_of(&archive)? {
        writeln!(out, "{}", format_status(&status, lang))?;
    }
    if let Some(first) = problems.first() {
        out.notice(summary(first, problems.len()).say(lang));
    }
    Ok(Exit::Success)
}

/// Refuses sources of which no file is there.
fn refuse_absent(sources: &[Source], reading: &Reading) -> Result<(), Failure> {
    let (files, _) = store::locate(sources).unwrap_or_default();
    if files.iter().any(|file| file.path.exists()) {
        return Ok(());
    }
    Err(refusal(&store::read(sources, reading).problems, true))
}

/// Makes the index what the files are; says where it is that it cannot be kept.
fn update(index_dir: &IndexDir, how: Update, lang: Lang) -> Result<Archive, Failure> {
    let progress = Progress::new(lang);
    let archive = index_dir.update_and_check(how, &progress);
    progress.end();
    archive.map_err(|error| {
        if !archive::is_about_place(&error) {
            return error.into();
        }
        let directory = index_dir.directory().display();
        let place = bilingual!(
            "no index can be kept in {directory}",
            "无法在 {directory} 存放索引"
        );
        error.in_both().about(place).into()
    })
}

/// Says what there is of an index; where there is none, `refuse` says why, if there can be none.
fn status(
    index_dir: &IndexDir,
    out: &mut Out,
    refuse: impl FnOnce() -> Result<(), Failure>,
) -> Result<Exit, Failure> {
    let lang = out.lang();
    let status = match index_dir.status() {
        Err(Error::Damaged) => {
            writeln!(out, "{}", damaged(index_dir.directory()).say(lang))?;
            return Ok(Exit::Failure);
        }
        status => status?,
    };
    let Some(status) = status else {
        refuse()?;
        let nothing = lang.pick("not indexed", "没有索引");
        writeln!(out, "{nothing}")?;
        return Ok(Exit::Nothing);
    };
    writeln!(out, "{}", format_status(&status, lang))?;
    Ok(Exit::Success)
}

/// Says that an index is damaged.
fn damaged(directory: &Path) -> Bilingual {
    let directory = directory.display();
    bilingual!(
        "the index in {directory} is damaged; `zhenews index PATH…` makes it again",
        "{directory} 中的索引已损坏；`zhenews index PATH…` 可重新编制"
    )
}

/// Says what is indexed, on two lines.
fn format_status(status: &Status, lang: Lang) -> String {
    let Status {
        directory,
        reports,
        is_whole,
        files,
        bytes,
        size,
        is_current,
    } = status;
    let (megabytes, size) = (bytes / 1_000_000, size / 1_000_000);
    let directory = directory.display();
    let state = match (is_whole, is_current) {
        (false, _) => lang.pick("not finished", "尚未完成"),
        (true, true) => lang.pick("up to date", "与文件一致"),
        (true, false) => lang.pick("the files have changed since", "文件已有变动"),
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
