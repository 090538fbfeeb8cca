//! `zhenews import`: the reports of raw newspaper pages, as a store or in the reader.

mod here;
mod import_summary;
mod inputs;
mod output;
mod refusals;
mod saved;

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, IsTerminal as _, Read};
use std::path::{Path, PathBuf};

use clap::Args;
use encoding_rs::Encoding;

use self::here::read_here;
pub(super) use self::here::{documents, open_documents};
use self::import_summary::Summary;
use self::inputs::Input;
use self::output::{Destination, Output};
use self::refusals::{is_no_page, vertical};
use super::failure::Failure;
use super::out::Out;
use super::progress::Progress;
use super::target::{self, Target, is_stdout};
use crate::article::Origin;
use crate::config::{Config, Given};
use crate::corrections::{self, Aside, Record, Replay};
use crate::exit::Exit;
use crate::filetype::{self, FileType, read_all};
use crate::lang::{self, Bilingual, IoContext as _, Lang, Say as _};
use crate::ocr;
use crate::page::placed::{Arranged, PlacedText};
use crate::page::{Hints, Layout, Sheet, Sheets, Text, Turns};
use crate::pdf::Document;
use crate::place::{Existing, Inputs, IsRead, Refusal};
use crate::placed::PlacedPage;
use crate::store::{self, Lines, NamePattern};
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
    /// Say for each report why it begins and ends where it does, and how its headline was chosen
    #[arg(long)]
    explain: bool,
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
        None => Err(Failure::wrong_use((
            "standard output is not a terminal, which the reader needs; -o OUT writes a store",
            "标准输出不是终端，阅读器无法显示；-o OUT 写成稿库文件",
        ))),
    }
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
    let mut import = Import {
        args,
        lang: out.lang(),
        written_to: path.display().to_string(),
        output: Output::open(&destination, lines, &mut turns)?,
        told: Summary::default(),
        turns,
        replay,
        claimed: HashSet::new(),
        ids: HashSet::new(),
    };
    import.all()?;
    say_where_the_pattern_fits_none(args, out);
    let Import {
        output,
        mut told,
        replay,
        ..
    } = import;
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

struct Import<'a> {
    args: &'a ImportArgs,
    lang: Lang,
    output: Output<'a>,
    /// What the output is called.
    written_to: String,
    told: Summary,
    turns: Turns,
    /// What was corrected in the store and is done again.
    replay: Option<Replay>,
    /// The files that others have named as theirs, and that are read with them.
    claimed: HashSet<PathBuf>,
    /// The ids of reports of saved pages.
    ids: HashSet<String>,
}

impl Import<'_> {
    fn all(&mut self) -> Result<(), Failure> {
        let inputs = inputs::find(&self.args.paths);
        let progress = Progress::new(self.lang);
        let all = inputs.len();
        for (done, input) in inputs.into_iter().enumerate() {
            progress.files(done, all);
            match input {
                Input::Stdin => self.file("-", io::stdin().lock())?,
                Input::File(path) if self.claimed.contains(&path) => {}
                Input::File(path) => {
                    let name = path.display().to_string();
                    match File::open(&path) {
                        Ok(file) => self.file(&name, file)?,
                        Err(error) => self.told.failed(&*name, &lang::system(&error)),
                    }
                }
                Input::Site(folder, paths) => self.web_pages(&folder, &paths)?,
                Input::Nothing(path, why) => self.told.failed(&*path, &why),
            }
        }
        progress.end();
        if self.told.is_in_vain() {
            return Err(self.told.failures().into());
        }
        Ok(())
    }

    /// Reads a file by what it is.
    fn file(&mut self, name: &str, reader: impl Read) -> Result<(), Failure> {
        let mut reader = reader;
        let mut beginning = Vec::new();
        let begun = reader.by_ref().take(BEGINNING).read_to_end(&mut beginning);
        let guess = begun.map(|_| filetype::detect(&beginning));
        let reader = beginning.as_slice().chain(reader);
        let kind = |guess: &Option<filetype::Guess>| guess.map(|guess| guess.file_type);
        match guess {
            Ok(guess) if kind(&guess) == Some(FileType::Pdf) => self.pdf(name, reader),
            Ok(Some(guess)) if ocr::is_scan(guess.file_type) => {
                self.scan(name, guess.file_type, reader)
            }
            Ok(Some(guess)) if guess.file_type == FileType::Html => {
                self.web_page(name, guess, reader)
            }
            Ok(Some(guess)) if is_no_page(guess.file_type) => {
                self.told.failed(name, &store::not_page_text(guess));
                Ok(())
            }
            Ok(_) => self.text(name, reader),
            Err(error) => {
                self.told.failed(name, &lang::system(&error));
                Ok(())
            }
        }
    }

    /// Reads a PDF page by page. A page that cannot be read costs no other.
    fn pdf(&mut self, name: &str, reader: impl Read) -> Result<(), Failure> {
        let read = read_all(reader).map_err(|error| lang::system(&error));
        let opened =
            read.and_then(|bytes| Document::open(bytes).map_err(|problem| problem.in_both()));
        let document = match opened {
            Ok(document) => document,
            Err(why) => {
                self.told.failed(name, &why);
                return Ok(());
            }
        };
        for (number, page) in (1..).zip(document.pages()) {
            if self.output.holds(name, number) {
                self.told.passed_over();
                continue;
            }
            match page {
                Ok(page) => self.placed(name, number, &page, self.hints(name))?,
                Err(problem) => self.told.failed(name, &problem.in_both()),
            }
        }
        Ok(())
    }

    /// Reads a placed page.
    fn placed(
        &mut self,
        name: &str,
        number: u32,
        page: &PlacedPage,
        mut hints: Hints,
    ) -> Result<(), Failure> {
        hints.page = hints.page.or_else(|| page.name.clone());
        let arranged = Arranged::of(page, number);
        let text = PlacedText::of(&arranged);
        let page = Layout::of_placed(&text, name, &hints, store::made_id)
            .map_err(|broken| broken.in_both().about(name))?;
        self.write(name, Some(number), page)
    }

    /// Reads a text page by page. What is wrong with it is told of and costs no other file.
    fn text(&mut self, name: &str, reader: impl Read) -> Result<(), Failure> {
        let mut sheets = Sheets::default();
        let mut lines = match Lines::new(reader, self.args.encoding) {
            Ok(lines) => lines,
            Err(error) => {
                self.told.failed(name, &lang::system(&error));
                return Ok(());
            }
        };
        loop {
            match lines.next_line() {
                Ok(Some(line)) => {
                    for sheet in sheets.push(&line) {
                        self.sheet(name, &sheet)?;
                    }
                }
                Ok(None) => break,
                Err(error) => {
                    self.told.failed(name, &lang::system(&error));
                    break;
                }
            }
        }
        let last = sheets.finish();
        last.iter().try_for_each(|sheet| self.sheet(name, sheet))
    }

    fn sheet(&mut self, name: &str, sheet: &Sheet) -> Result<(), Failure> {
        if self.output.holds(name, sheet.first) {
            self.told.passed_over();
            return Ok(());
        }
        let text = Text::of(sheet);
        if text.is_vertical() {
            self.told.failed(name, &vertical());
            return Ok(());
        }
        let page = Layout::of(&text, name, &self.hints(name), store::made_id)
            .map_err(|broken| broken.in_both().about(name))?;
        self.write(name, None, page)
    }

    /// Writes what was made of a page.
    fn write(
        &mut self,
        name: &str,
        sheet: Option<u32>,
        mut page: Layout<'_>,
    ) -> Result<(), Failure> {
        self.turns.link(&mut page);
        self.told.page(&page);
        let origin = Origin {
            file: name.to_owned(),
            sheet,
            lines: vec![page.lines()],
            ..Origin::default()
        };
        let explain = self.args.explain.then_some(self.lang);
        let articles = page.reports().map(|found| {
            self.told.report(&found, explain);
            self.turns.remember(&found.article);
            found.article
        });
        let replay = self.replay.as_mut();
        let written = match replay.filter(|replay| replay.has(name, sheet)) {
            Some(replay) => {
                let articles = articles.map(Record::from).collect();
                let unplaced = page.unplaced().map(Aside::from).collect();
                let mut corrected = corrections::Page::new(articles, unplaced);
                replay.correct(name, sheet, &mut corrected);
                let (records, unplaced) = corrected.into_records();
                self.output
                    .page(records.into_iter(), unplaced.into_iter(), &origin)
            }
            None => self.output.page(articles, page.unplaced(), &origin),
        };
        Ok(written.context(&*self.written_to)?)
    }

    /// What the arguments say of a file's pages, then its name.
    fn hints(&self, name: &str) -> Hints {
        let named = self.args.name_pattern.as_ref();
        let named = named
            .and_then(|pattern| pattern.read(name))
            .unwrap_or_default();
        let args = self.args;
        Hints {
            source: args.source.clone().or(named.source),
            published: args.published.clone().or(named.published),
            section: args.section.clone().or(named.section),
            page: args.page.clone().or(named.page),
        }
    }
}
