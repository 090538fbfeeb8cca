//! `zhenews import`: the reports of raw newspaper pages, as a store or in the reader.

mod here;
mod import_summary;
mod inputs;
mod output;
mod reading;
mod refusals;
mod saved;
mod workers;
mod writing;

use std::collections::HashSet;
use std::io::{self, IsTerminal as _};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::thread;

use clap::Args;
use encoding_rs::Encoding;

use self::here::read_here;
pub(super) use self::here::{documents, open_documents};
use self::import_summary::Summary;
use self::inputs::Input;
use self::output::{Destination, Output};
use self::reading::{Reading, Task};
use self::workers::Queue;
use self::writing::Writing;
use super::failure::Failure;
use super::out::Out;
use super::progress::Progress;
use super::target::{self, Target, is_stdout};
use crate::config::{Config, Given};
use crate::corrections::Replay;
use crate::exit::Exit;
use crate::lang::{Bilingual, IoContext as _, Say as _};
use crate::page::Turns;
use crate::place::{Existing, Inputs, IsRead, Refusal};
use crate::store::NamePattern;
use crate::term;

/// So much of a file tells what it is, in bytes.
const BEGINNING: u64 = 16 << 10;

/// The arguments of `import`.
#[derive(Debug, Default, Args)]
pub(super) struct ImportArgs {
    /// Files of page text, PDF, recognized text (ALTO, METS, PAGE, hOCR, JSON of OCR programs) or saved web pages,
    /// directories of them or of a saved e-paper, or - for standard input
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// Write a store instead of opening the reader; JSON Lines if OUT is named *.jsonl or PATH is a
    /// directory, and - is standard output
    #[arg(short, long, value_name = "OUT")]
    pub(super) output: Option<PathBuf>,
    /// The newspaper, instead of what the page says
    #[arg(long)]
    source: Option<String>,
    /// The day, instead of what the page says
    #[arg(long, value_name = "DATE")]
    published: Option<String>,
    /// The section, instead of what the page says
    #[arg(long)]
    section: Option<String>,
    /// The page's number, instead of what the page says
    #[arg(long)]
    page: Option<String>,
    /// What the files' names say, as in {source}/{date}/{page}.txt
    #[arg(long, value_name = "PATTERN", value_parser = NamePattern::parse)]
    name_pattern: Option<NamePattern>,
    /// The text's encoding [default: told from the text]
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    encoding: Option<&'static Encoding>,
    /// Add to OUT, and pass over the pages that it holds: so an interrupted import goes on
    #[arg(long, requires = "output", conflicts_with = "force")]
    append: bool,
    /// Take the place of a file that is there; what was corrected in it in the reader is corrected again
    #[arg(long, requires = "output")]
    force: bool,
    /// How many pages are rebuilt at the same time [default: as many as the machine has processors]
    #[arg(short, long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
    /// Say for each report why it begins and ends where it does, and how its headline was chosen
    #[arg(long)]
    explain: bool,
}

impl ImportArgs {
    /// How many pages are rebuilt at the same time.
    fn jobs(&self) -> usize {
        let jobs = self.jobs.map_or_else(thread::available_parallelism, Ok);
        jobs.map_or(1, usize::from)
    }
}

fn encoding(name: &str) -> Result<&'static Encoding, Bilingual> {
    let wanted = || {
        Bilingual::new(
            "expected an encoding such as utf-8, gb18030, big5, utf-16le",
            "应为编码名，如 utf-8、gb18030、big5、utf-16le",
        )
    };
    Encoding::for_label(name.as_bytes()).ok_or_else(wanted)
}

/// Imports pages.
///
/// # Errors
///
/// Fails when nothing could be read, the store cannot be written, or a page's characters do not
/// add up.
pub(super) fn run(
    args: &ImportArgs,
    config: &Config,
    given: Given,
    out: &mut Out,
) -> Result<Exit, Failure> {
    match &args.output {
        Some(path) => write(args, path, out),
        None if io::stdout().is_terminal() => read_here(args, config, given, out),
        None => Err(absent(&args.paths).unwrap_or(Failure::wrong_use((
            "standard output is not a terminal, which the reader needs; -o OUT writes a store",
            "标准输出不是终端，阅读器无法显示；-o OUT 写成稿库文件",
        )))),
    }
}

/// Says which of the paths is not there: with a terminal or without one nothing comes of it.
fn absent(paths: &[PathBuf]) -> Option<Failure> {
    let named = paths.iter().filter(|path| *path != Path::new("-"));
    let mut seen = named.map(|path| path.metadata().context(path.as_path()));
    seen.find_map(|seen| seen.err().map(Failure::from))
}

fn write(args: &ImportArgs, path: &Path, out: &mut Out) -> Result<Exit, Failure> {
    let destination = destination(args, path)?;
    let by_name = path
        .extension()
        .is_some_and(|name| name == "jsonl" || name == "ndjson");
    let lines = by_name || args.paths.iter().any(|path| path.is_dir());
    let mut turns = Turns::default();
    let replay = match &destination {
        Destination::File(target) => Some(Replay::begin(target.path)?),
        Destination::Stdout => None,
    };
    let (output, held) = Output::open(&destination, lines, &mut turns)?;
    let mut writing = Writing {
        output,
        written_to: path.display().to_string(),
        told: Summary::default(),
        turns,
        replay,
        ids: HashSet::new(),
        explain: args.explain.then_some(out.lang()),
        progress: Progress::new(out.lang()),
    };
    // Where nobody takes pages any more, the fault that was handed in says why.
    let find = |queue: &mut Queue<Task>| _ = Reading::new(args, &held, queue).all();
    workers::in_order(args.jobs(), &mut writing, find, writing::rebuild)?;
    let Writing {
        output,
        mut told,
        replay,
        progress,
        ..
    } = writing;
    progress.end();
    if told.is_in_vain() {
        return Err(told.failures().into());
    }
    say_where_the_pattern_fits_none(args, out);
    if told.has_pages() {
        output.finish()?;
        if let Some(replay) = replay {
            told.corrections(replay.finish()?);
        }
    }
    Ok(told.tell(out))
}

/// Says where the pattern for names fits none of the files.
fn say_where_the_pattern_fits_none(args: &ImportArgs, out: &mut Out) {
    let Some(pattern) = &args.name_pattern else {
        return;
    };
    let inputs = inputs::find(&args.paths);
    let files = inputs.iter().filter_map(|input| match input {
        Input::File(path) => Some(path.as_path()),
        _ => None,
    });
    if let Some(problem) = pattern.fits_none(files) {
        out.notice(problem.say(out.lang()));
    }
}

/// Makes sure that the store may be written.
fn destination<'a>(args: &ImportArgs, path: &'a Path) -> Result<Destination<'a>, Failure> {
    let inputs = inputs(&args.paths);
    if is_stdout(path) {
        target::allow_stdout(&inputs)?;
        return Ok(Destination::Stdout);
    }
    let existing = if args.append {
        Existing::AddedTo
    } else {
        Existing::or_replaced(args.force)
    };
    let target = Target::new(path, existing, &inputs);
    let target = target.map_err(|refusal| match refusal {
        Refusal::Taken(path) => Refusal::TakenUnlessAddedTo(path),
        other => other,
    })?;
    Ok(Destination::File(target))
}

/// What is read, as the rule of what may be written asks for it.
fn inputs(paths: &[PathBuf]) -> Inputs {
    let mut inputs = term::own_files();
    for input in inputs::find(paths) {
        match input {
            Input::Stdin => inputs.stdin = true,
            Input::File(path) => inputs.files.push(path),
            Input::Site(_, paths) => inputs.files.extend(paths),
            Input::Nothing(..) => {}
        }
    }
    let directories = paths.iter().filter(|path| path.is_dir());
    let text = inputs::is_text as IsRead;
    inputs
        .directories
        .extend(directories.map(|path| (path.clone(), text)));
    inputs
}
