//! Opens the reader on pages at once: their store is gone afterwards, and what was corrected in it is not.

use std::io::{self, IsTerminal as _};
use std::os::unix::fs::symlink;
use std::path::{self, Path, PathBuf};

use super::super::args::groups::ReaderArgs;
use super::super::failure::Failure;
use super::super::open;
use super::super::out::Out;
use super::super::stop::Stop;
use super::{ImportArgs, inputs, write};
use crate::config::{Config, Given};
use crate::corrections::{Journal, journal_path};
use crate::exit::Exit;
use crate::filetype::FileType;
use crate::lang::{Bilingual, IoContext as _, Lang, Say as _, bilingual};
use crate::ocr;
use crate::place::Scratch;
use crate::store::Source;

/// Returns the files that are named to be read, where all of them are pages that are no store.
pub(in super::super) fn documents(sources: &[Source]) -> Option<Vec<PathBuf>> {
    let document = |source: &Source| match source {
        Source::Path(path) if path.is_file() && is_document(path) => Some(path.clone()),
        _ => None,
    };
    let documents: Option<Vec<PathBuf>> = sources.iter().map(document).collect();
    documents.filter(|documents| !documents.is_empty())
}

/// Whether a file is a page, told by what it is. Stores may have HTML in them, and any prose may look like page text,
/// so these are named so as well.
fn is_document(path: &Path) -> bool {
    match inputs::kind(path) {
        Some(FileType::Pdf) => true,
        Some(FileType::Html) => inputs::is_named(path, &["htm", "html"]),
        Some(FileType::Text) => inputs::is_named(path, &["txt"]),
        Some(kind) => ocr::is_scan(kind),
        None => false,
    }
}

/// Opens the reader on the reports of documents, and says how they are kept.
///
/// # Errors
///
/// Fails when there is no terminal for the reader, or nothing could be read.
pub(in super::super) fn open_documents(
    paths: Vec<PathBuf>,
    config: &Config,
    given: Given,
    out: &mut Out,
) -> Result<Exit, Failure> {
    let store = store_beside(&paths).unwrap_or_default();
    let page = paths.first().map(|first| first.display().to_string());
    let (page, store) = (page.unwrap_or_default(), store.display().to_string());
    let keep = bilingual!(
        "`zhenews import {page} -o {store}` keeps the reports as a store",
        "`zhenews import {page} -o {store}` 把报道存为稿库"
    );
    if !io::stdout().is_terminal() {
        let why = Bilingual::new(
            "standard output is not a terminal, which the reader needs",
            "标准输出不是终端，阅读器无法显示",
        );
        let (why, keep) = (&why, &keep);
        let both = |lang: Lang| {
            format!(
                "{}{}{}",
                why.say(lang),
                lang.pick("; ", "；"),
                keep.say(lang)
            )
        };
        return Err(Failure::wrong_use(Bilingual::new(
            both(Lang::En),
            both(Lang::Zh),
        )));
    }
    let args = ImportArgs {
        paths,
        ..ImportArgs::default()
    };
    let exit = read_here(&args, config, given, out)?;
    out.notice(keep.say(out.lang()));
    Ok(exit)
}

/// Opens the reader on a store that is gone afterwards.
pub(super) fn read_here(
    args: &ImportArgs,
    config: &Config,
    given: Given,
    out: &mut Out,
) -> Result<Exit, Failure> {
    let kept = store_beside(&args.paths);
    let folder = Scratch::new().context(&*std::env::temp_dir())?;
    let path = folder.path().join("import.json");
    // What is corrected is kept at once, where the next time finds it.
    if let Some(kept) = &kept {
        let journal = path::absolute(journal_path(kept)).context(&**kept)?;
        symlink(journal, journal_path(&path)).context(&*path)?;
    }
    let before = Journal::of(&path)?;
    // The reader has its own way to end.
    let stop = Stop::listen()?;
    let exit = write(args, &path, out)?;
    drop(stop);
    let request = ReaderArgs::of(path.clone()).request(config, given);
    if exit == Exit::Nothing {
        return Ok(exit);
    }
    let exit = open::run(request, out)?;
    if let Some(kept) = kept
        && !Journal::of(&kept)?.has_same(&before)
    {
        out.notice(corrections_kept(&kept).say(out.lang()));
    }
    Ok(exit)
}

/// Where the reports of pages are kept as a store, if they are: corrections that are made before that stand beside
/// it.
fn store_beside(paths: &[PathBuf]) -> Option<PathBuf> {
    let first = paths.first().filter(|first| first.is_file())?;
    let store = first.with_extension("json");
    // Recognized text is JSON, too, and stays as it is.
    Some(if store == *first {
        first.with_extension("store.json")
    } else {
        store
    })
}

fn corrections_kept(store: &Path) -> Bilingual {
    let journal = journal_path(store);
    let (journal, store) = (journal.display(), store.display());
    bilingual!(
        "your corrections are in {journal}, for this page and for a store made of it as {store}",
        "您的更正已存入 {journal}，再读此页或导入为 {store} 时都会用上"
    )
}
