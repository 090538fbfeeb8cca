//! Groups of arguments that commands share, as they are typed, and what the commands work with instead of them.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};

use super::super::failure::Failure;
use super::super::out::colour_is_wanted;
use super::super::reports::Store;
use crate::config::{Config, Drawn, Given};
use crate::lang::{Bilingual, Lang, bilingual};
use crate::remote::Access;
use crate::store::{self, NamePattern, Reading, Source};
use crate::term;
use crate::text::width::Ambiguous;
use crate::ui::Theme;

/// What the reader opens and how.
#[derive(Debug, Args)]
pub(in crate::cli) struct ReaderArgs {
    #[command(flatten)]
    pub(super) store: StoreArgs,
    #[command(flatten)]
    pub(super) ambiguous: AmbiguousArgs,
    /// The reader's colours; auto follows the terminal's background [default: the settings', or else auto]
    #[arg(long, value_name = "NAME", value_parser = themes())]
    pub(super) theme: Option<String>,
    /// One thing at a time, without frames, the cursor on the line that is read: for screen readers
    /// and small screens
    #[arg(long)]
    pub(super) plain: bool,
}

/// The names of themes, as they are typed.
fn themes() -> PossibleValuesParser {
    PossibleValuesParser::new(std::iter::once("auto").chain(Theme::names().iter().copied()))
}

impl ReaderArgs {
    /// Opens one file as the reader does by default.
    pub(in crate::cli) fn of(path: PathBuf) -> Self {
        Self {
            store: StoreArgs {
                paths: vec![path],
                records: RecordArgs {
                    map: Vec::new(),
                    name_pattern: None,
                },
                strict: false,
                collections: Vec::new(),
                access: Access::default(),
            },
            ambiguous: AmbiguousArgs {
                ambiguous: None,
                settled: None,
            },
            theme: None,
            plain: false,
        }
    }

    /// Returns what the reader is to show, and how.
    pub(in crate::cli) fn request(self, config: &Config, given: Given) -> term::Request {
        let Store {
            sources,
            named,
            reading,
            strict,
            ..
        } = self.store.into();
        term::Request {
            sources,
            follows_settings: named.is_empty(),
            reading,
            strict,
            config: config.clone(),
            given,
            locale: locale(),
            colour: colour_is_wanted(),
        }
    }
}

/// The language that the system is set to.
pub(super) fn locale() -> Lang {
    sys_locale::get_locale().map_or(Lang::En, |locale| Lang::from_locale(&locale))
}

/// Where articles come from, and how their records are read.
#[derive(Debug, Args)]
pub(in crate::cli) struct StoreArgs {
    /// Files of JSON, JSON Lines, CSV, TSV, Markdown or EPUB (packed by gzip or zstd, too), directories, or - for
    /// standard input
    /// [default: the collections of the settings, or else the shipped edition]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) records: RecordArgs,
    /// Refuse a store that has any problem
    #[arg(long)]
    strict: bool,
    /// What is read where no path is given.
    #[arg(skip)]
    pub(super) collections: Vec<PathBuf>,
    /// How search engines are spoken to.
    #[arg(skip)]
    pub(super) access: Access,
}

impl From<StoreArgs> for Store {
    fn from(args: StoreArgs) -> Self {
        let named = sources(args.paths);
        let mut sources = named.clone();
        if named.is_empty() {
            sources.extend(args.collections.into_iter().map(Source::Path));
        }
        if sources.is_empty() {
            sources.push(Source::Shipped);
        }
        Self {
            sources,
            named,
            reading: args.records.into(),
            strict: args.strict,
            access: args.access,
        }
    }
}

/// How records are read.
#[derive(Debug, Args)]
pub(in crate::cli) struct RecordArgs {
    /// Read field FIELD of an article from NAME in the data, as in title=biaoti, or from a path, as in
    /// articles=result.data or body=parts[].text; may be repeated
    #[arg(long, value_name = "FIELD=NAME", value_parser = pair)]
    map: Vec<(String, String)>,
    /// Take what reports do not say from their files' paths, as in {source}/{date}/{page}.json; * is anything
    /// within a name
    #[arg(long, value_name = "PATTERN", value_parser = NamePattern::parse)]
    name_pattern: Option<NamePattern>,
}

impl From<RecordArgs> for Reading {
    fn from(args: RecordArgs) -> Self {
        Self {
            map: args.map,
            name_pattern: args.name_pattern,
        }
    }
}

/// Names the sources behind paths.
pub(in crate::cli) fn sources(paths: Vec<PathBuf>) -> Vec<Source> {
    let source = |path: PathBuf| {
        if path.as_os_str() == "-" {
            Source::Stdin
        } else {
            Source::Path(path)
        }
    };
    paths.into_iter().map(source).collect()
}

/// Names the sources behind paths.
///
/// # Errors
///
/// Fails where there is none.
pub(in crate::cli) fn some_sources(paths: Vec<PathBuf>) -> Result<Vec<Source>, Failure> {
    if paths.is_empty() {
        return Err(Failure::wrong_use((
            "a PATH is needed, or a collection: `zhenews add PATH` adds one",
            "须给出路径，或用 `zhenews add PATH` 添加稿库",
        )));
    }
    Ok(sources(paths))
}

fn pair(typed: &str) -> Result<(String, String), Bilingual> {
    let fields: Vec<_> = store::field_names().collect();
    match typed.split_once('=') {
        Some((field, name)) if fields.contains(&field) && !name.is_empty() => {
            Ok((field.to_owned(), name.to_owned()))
        }
        Some((_, "")) | None => Err(Bilingual::new(
            "expected FIELD=NAME, as in title=biaoti",
            "应为“字段=名称”，如 title=biaoti",
        )),
        Some(_) => {
            let [english, chinese] = [", ", "、"].map(|between| fields.join(between));
            Err(bilingual!(
                "FIELD is one of {english}",
                "字段应为其中之一：{chinese}"
            ))
        }
    }
}

/// How wide the terminal's font draws ambiguous characters.
#[derive(Debug, Args)]
pub(in crate::cli) struct AmbiguousArgs {
    /// How wide the terminal draws ambiguous characters, “ ” among them
    ///
    /// Characters whose East Asian Width is ambiguous (UAX #11), curly quotes, dashes and Greek
    /// among them, take 1 cell (narrow) or 2 (wide). With auto the reader asks the terminal, and
    /// the other commands take narrow. [default: the settings', or else auto]
    #[arg(long, value_name = "WIDTH")]
    ambiguous: Option<AmbiguousArg>,
    /// What holds, when the settings are known.
    #[arg(skip)]
    pub(super) settled: Option<Ambiguous>,
}

impl AmbiguousArgs {
    pub(super) fn given(&self) -> Option<Drawn> {
        self.ambiguous.map(|given| match given {
            AmbiguousArg::Auto => Drawn::AsAsked,
            AmbiguousArg::Narrow => Drawn::As(Ambiguous::Narrow),
            AmbiguousArg::Wide => Drawn::As(Ambiguous::Wide),
        })
    }
}

/// For commands that ask nobody.
impl From<AmbiguousArgs> for Ambiguous {
    fn from(args: AmbiguousArgs) -> Self {
        args.settled.unwrap_or_default()
    }
}

/// A choice of ambiguous width as it is typed.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum AmbiguousArg {
    Auto,
    Narrow,
    Wide,
}
