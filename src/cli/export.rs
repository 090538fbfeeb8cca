//! `zhenews export`: what a search finds, as a file that others can read and check.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::arg_mistakes;
use super::args::groups::{AmbiguousArgs, StoreArgs};
use super::failure::Failure;
use super::guide::{self, Example};
use super::out::{Out, STANDARD_OUTPUT};
use super::progress::Progress;
use super::query_arg::Asked;
use super::reports::Reports;
use super::reports::Store;
use super::rows::BATCH;
use super::saved_search::{self, Narrowing};
use super::target::{Target, is_stdout};
use crate::config::SearchSetting;
use crate::corpus::Found;
use crate::exit::Exit;
use crate::export::citation::Style;
use crate::export::{Exporter, Form, Head, Manner};
use crate::lang::{IoContext as _, Lang, bilingual};
use crate::library;
use crate::place::Existing;
use crate::search::Sort;
use crate::term::{self, modified, named, now};

/// What the help teaches beyond the options.
pub(super) const EXAMPLES: [Example; 6] = [
    (
        "zhenews export 植树 -o found.md",
        ["what is found, as Markdown", "查找结果存为 Markdown"],
    ),
    (
        "zhenews export 植树 -o found.epub",
        [
            "as a book for an e-reader; found.html is a page to print",
            "存为电子书，供阅读器用；found.html 则是可打印的网页",
        ],
    ),
    (
        "zhenews export 'title:植树 date:2019' archive/ -o set.csv",
        [
            "a table for a spreadsheet, with a checksum for each report",
            "供电子表格用的表格，每篇附校验和",
        ],
    ),
    (
        "zhenews export '' archive/ -o all.jsonl",
        ["everything, a report a line", "全部稿件，每行一篇"],
    ),
    (
        "zhenews export is:starred -o starred.json --force",
        [
            "a store of what you have starred, in the place of the one before",
            "加星的稿件存为一个稿库，替换先前的",
        ],
    ),
    (
        "zhenews export 植树 --cite gbt7714 --limit 10",
        [
            "ten reports with their citations, as text",
            "十篇报道，纯文本，各附引文",
        ],
    ),
];

/// The arguments of `export`.
#[derive(Debug, Args)]
#[command(after_help = guide::examples(Lang::En, &EXAMPLES))]
pub(super) struct ExportArgs {
    /// What to look for, as for search, in one argument; '' exports everything
    #[arg(
        allow_hyphen_values = true,
        value_parser = Asked::read,
        required_unless_present_any = ["folder", "days"]
    )]
    query: Option<Asked>,
    #[command(flatten)]
    pub(super) store: StoreArgs,
    /// What a search finds that is saved in the settings, by its name; QUERY narrows it
    #[arg(long, value_name = "NAME")]
    folder: Option<String>,
    /// Only reports dated in the last N days, of which today is one
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=36_525))]
    days: Option<u32>,
    /// The searches that are saved in the settings.
    #[arg(skip)]
    pub(super) searches: Vec<SearchSetting>,
    /// The file to write, whole or not at all; - is standard output, and so is what is not given
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The form [default: by the file's ending; text on standard output]
    #[arg(long, value_name = "FORM", alias = "format")]
    form: Option<FormArg>,
    /// Take the place of a file that is there
    #[arg(long)]
    force: bool,
    /// Add a citation to each report
    #[arg(long, value_name = "STYLE")]
    cite: Option<StyleArg>,
    /// Export the first N reports only
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    limit: Option<u32>,
    /// Which reports come first
    #[arg(long, value_name = "ORDER", value_enum, default_value = "newest")]
    sort: Sort,
    #[command(flatten)]
    pub(super) ambiguous: AmbiguousArgs,
}

/// A form as it is typed.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum FormArg {
    /// Markdown, with the search as front matter
    Md,
    /// Plain text, a paragraph a line
    Text,
    /// A book (EPUB 3), with a citation below each report
    Epub,
    /// A web page to read and to print, with a citation below each report
    Html,
    /// A store in one piece
    Json,
    /// A store of a report a line; the first line is the search
    Jsonl,
    /// A table as of RFC 4180 with a byte order mark; what would be a formula stands behind an apostrophe
    Csv,
}

/// A style of citations as it is typed.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum StyleArg {
    /// 作者：《题名》，《报名》2019年11月22日第3版。
    Newspaper,
    /// 作者. 题名[N]. 报名，2019-11-22（3）.（GB/T 7714—2025）
    Gbt7714,
    /// 作者. 题名[N]. 报名, 2019-11-22(3).（GB/T 7714—2015）
    #[value(name = "gbt7714-2015")]
    Gbt7714Of2015,
}

impl From<FormArg> for Form {
    fn from(form: FormArg) -> Self {
        match form {
            FormArg::Md => Self::Markdown,
            FormArg::Text => Self::Text,
            FormArg::Epub => Self::Epub,
            FormArg::Html => Self::Html,
            FormArg::Json => Self::Json,
            FormArg::Jsonl => Self::JsonLines,
            FormArg::Csv => Self::Csv,
        }
    }
}

impl From<StyleArg> for Style {
    fn from(style: StyleArg) -> Self {
        match style {
            StyleArg::Newspaper => Self::Newspaper,
            StyleArg::Gbt7714 => Self::Gbt7714,
            StyleArg::Gbt7714Of2015 => Self::Gbt7714Of2015,
        }
    }
}

/// Exports what is found.
///
/// # Errors
///
/// Fails when nothing can be read, or the output not written.
pub(super) fn run(args: ExportArgs, out: &mut Out) -> Result<Exit, Failure> {
    let lang = out.lang();
    let output = args.output.filter(|path| !is_stdout(path));
    let form = form(args.form, output.as_deref())?;
    if form == Form::Epub && output.is_none() && out.is_terminal() {
        return Err(Failure::wrong_use((
            "a book is no text for a terminal: name its file with -o",
            "电子书不是可在终端显示的文字：请用 -o 指明文件",
        )));
    }
    let words = args.query.map(|asked| asked.typed).unwrap_or_default();
    let store = Store::from(args.store);
    arg_mistakes::refuse_loose_words("export", &words, &store.named)?;
    arg_mistakes::refuse_lone_path("export", &words, &store.named)?;
    let today = library::local_time().date();
    let narrowing = Narrowing {
        folder: args.folder.as_deref(),
        since: args.days.map(|days| saved_search::first_of(days, today)),
    };
    let asked = narrowing.join(&words, &args.searches)?;
    if asked.tell_faults(lang, args.ambiguous.into()) {
        return Ok(Exit::WrongUse);
    }
    let Asked { typed, query, .. } = &asked;
    let target = output.as_deref().map(|path| {
        let existing = Existing::or_replaced(args.force);
        Target::new(path, existing, &term::inputs(&store.sources))
    });
    let target = target.transpose()?;
    let is_alone = args.sort != Sort::Relevance;
    let mut reports = store.open_for(is_alone.then_some(query), out)?;
    reports.remember_for(query)?;
    let limit = args.limit.map(|limit| limit as usize);
    let most = limit.unwrap_or(usize::MAX);
    let sort = args.sort;
    let found = if typed.is_empty() && !sort.reorders_all() {
        None
    } else {
        Some(reports.listed(sort, query, limit, out)?)
    };
    let count = found.as_ref().map_or(reports.len(), Found::len);
    let count = count.min(most);
    if count == 0 {
        let nothing = lang.pick("nothing found, nothing exported", "没有找到，未导出");
        out.notice(nothing.to_owned());
        return Ok(Exit::Nothing);
    }
    if let Some(why) = found
        .as_ref()
        .and_then(|found| Reports::beyond(found, limit))
    {
        return Err(why.into());
    }
    if let Some(why) = form.refuse(count) {
        return Err(Failure::wrong_use(why));
    }
    let head = Head {
        folder: args.folder.filter(|_| words.is_empty()),
        query: (!typed.is_empty()).then(|| typed.clone()),
        sort: found.is_some().then(|| sort.name()),
        limit,
        exported: now(),
        zhenews: env!("CARGO_PKG_VERSION"),
        reports: count,
        collections: reports.sources().iter().map(named).collect(),
        modified: modified(),
    };
    let rows: Box<dyn Iterator<Item = usize>> = match &found {
        Some(found) => found.listed(),
        None => Box::new(0..count),
    };
    let manner = Manner {
        form,
        cited: args.cite.map(Style::from),
    };
    let job = Job {
        reports: &reports,
        rows: rows.take(count),
        head,
        manner,
        lang,
        // There the bar would stand among the reports.
        shows_progress: target.is_some() || !out.is_terminal(),
    };
    match target {
        None => {
            job.write(&mut *out).context(STANDARD_OUTPUT)?;
        }
        Some(target) => job.put(target, out)?,
    }
    reports.tell_missing(out)?;
    Ok(Exit::Success)
}

/// What is to be exported.
struct Job<'a, I> {
    reports: &'a Reports,
    rows: I,
    head: Head,
    manner: Manner,
    lang: Lang,
    shows_progress: bool,
}

impl<I: Iterator<Item = usize>> Job<'_, I> {
    /// Writes an export; returns where it was written to, and how many reports.
    fn write<W: Write>(self, out: W) -> io::Result<(W, usize)> {
        let progress = self.shows_progress.then(|| Progress::new(self.lang));
        let written = self.write_showing(progress.as_ref(), out);
        progress.iter().for_each(Progress::end);
        written
    }

    fn write_showing<W: Write>(
        self,
        progress: Option<&Progress>,
        out: W,
    ) -> io::Result<(W, usize)> {
        let of = self.head.reports;
        let mut exporter = Exporter::begin(out, self.manner, self.head)?;
        let (mut rows, mut done) = (self.rows, 0);
        loop {
            let batch: Vec<usize> = rows.by_ref().take(BATCH).collect();
            if batch.is_empty() {
                break;
            }
            self.reports.read_ahead(&batch);
            for row in batch {
                if let Some(article) = self.reports.article(row) {
                    let place = self.reports.place(row);
                    exporter.report(&article, place.as_ref())?;
                }
                done += 1;
                if let Some(progress) = progress {
                    progress.exported(done, of);
                }
            }
        }
        let count = exporter.count();
        Ok((exporter.finish()?, count))
    }

    /// Writes a file and puts it in its place.
    fn put(self, target: Target, out: &mut Out) -> Result<(), Failure> {
        let (name, lang) = (target.name(), self.lang);
        let written = self.write(target.begin()?);
        let (placed, count) = written.context(target.path)?;
        target.put(placed)?;
        out.notice(match (lang, count) {
            (Lang::En, 1) => format!("1 report written to {name}"),
            (Lang::En, _) => format!("{count} reports written to {name}"),
            (Lang::Zh, _) => format!("已将 {count} 篇写入 {name}"),
        });
        Ok(())
    }
}

/// The form that is asked for, or else that of the file's name.
fn form(given: Option<FormArg>, output: Option<&Path>) -> Result<Form, Failure> {
    if let Some(form) = given {
        return Ok(form.into());
    }
    let Some(path) = output else {
        return Ok(Form::Text);
    };
    Form::of_name(&path.to_string_lossy()).ok_or_else(|| {
        let path = path.display();
        Failure::wrong_use(bilingual!(
            "{path}: the name tells no form; it ends in .md, .txt, .epub, .html, .json, .jsonl or .csv, or --form says it",
            "{path}：文件名看不出格式；请以 .md、.txt、.epub、.html、.json、.jsonl 或 .csv 结尾，或用 --form 指定"
        ))
    })
}
