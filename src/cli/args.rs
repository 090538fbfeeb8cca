//! The arguments as they are typed. What the commands work with is made from them
//! ([`super::open_corpus::Store`], [`Ambiguous`]), so that no command meets a raw argument of a
//! group it shares with others.

mod settle;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};

use super::collections::{AddArgs, CollectionArgs};
use super::failure::Failure;
use super::open_corpus::Store;
use super::{
    check, completions, config as settings, export, fmt, guide, import, index, list, search, show,
    state, stats,
};
use crate::app::layout::Typesetting;
use crate::config::{Config, Drawn, Given};
use crate::lang::{Bilingual, Lang, bilingual};
use crate::store::{self, Reading, Source};
use crate::term;
use crate::text::width::Ambiguous;
use crate::ui::Theme;

/// A terminal reader for Chinese newspaper reports.
///
/// Without a command it opens the reader: headlines on one side, the report typeset by the rules of
/// Chinese newspapers on the other, and a search that knows 简 and 繁. The commands do the same for
/// pipes and scripts.
#[derive(Debug, Parser)]
#[command(name = "zhenews", version, args_conflicts_with_subcommands = true)]
#[command(after_help = guide::short(Lang::En), after_long_help = guide::long(Lang::En))]
pub(super) struct Arguments {
    /// What to do instead of opening the reader.
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    /// What the reader opens.
    #[command(flatten)]
    pub(super) reader: ReaderArgs,
    /// The language of what the program says [default: the locale's]
    #[arg(long, value_name = "LANG", global = true)]
    lang: Option<Lang>,
}

/// The commands. One is the first word: a file of the same name is given as ./list.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// List the articles, one a line: id, date, source, page, headline
    ///
    /// On a terminal they are columns. To a pipe the five fields are whole and parted by one tab each,
    /// empty ones included.
    List(list::ListArgs),
    /// Print an article, typeset
    Show(show::ShowArgs),
    /// List the articles that a text stands in
    ///
    /// A line is what list prints of the article behind the count of hits in it. On a terminal a second
    /// one shows the first hit in the text.
    Search(search::SearchArgs),
    /// Count how often a text occurs, by years, months or days
    ///
    /// A line is a time with how many articles match, how many there are, and a bar. Times are those
    /// from the first match to the last. An article of which only the year is known is counted by months as
    /// 2019-??; one without a date is on the last line.
    Stats(stats::StatsArgs),
    /// Write what a search finds to a file: Markdown, plain text, JSON, JSON Lines or CSV
    ///
    /// Every form says what was asked, when and of which files, and of each report where it stands, with
    /// the SHA-256 of its headline and paragraphs, joined by line feeds: a set that another can check.
    Export(export::ExportArgs),
    /// Wrap any Chinese text by the rules of Chinese typesetting
    Fmt(fmt::FmtArgs),
    /// List every problem of a store with its file, line and column
    ///
    /// Exits with 1 where there is one, a file that cannot be read included.
    Check(check::CheckArgs),
    /// Make a store from the raw text of newspaper pages
    Import(import::ImportArgs),
    /// Index a large store ahead of time, so that the reader opens and searches it at once
    ///
    /// The index is kept in the user's cache directory and may be deleted at any time. What has changed in
    /// the files since is all that is indexed again.
    Index(index::IndexArgs),
    /// Export or import what the reader remembers: what was read, stars, tags, notes, places
    State(state::StateArgs),
    /// Add files and directories to what is read where no PATH is given
    ///
    /// Refuses what no report can be read from, and says why; --force adds it all the same, as a folder that is
    /// still to be filled.
    Add(AddArgs),
    /// Take files and directories out of what is read where no PATH is given
    Remove(CollectionArgs),
    /// List what is read where no PATH is given, a path a line
    ///
    /// Exits with 1 where there is nothing but the shipped edition.
    Collections,
    /// Print the settings that hold, each with who said so
    ///
    /// They stand in zhenews/config.toml in the user's configuration directory. A setting that is wrong
    /// costs itself only. --check exits with 1 where there is one.
    Config(settings::ConfigArgs),
    /// Print a shell's completions
    Completions(completions::CompletionsArgs),
    /// Print the man page
    Man,
}

/// What the reader opens and how.
#[derive(Debug, Args)]
pub(super) struct ReaderArgs {
    #[command(flatten)]
    store: StoreArgs,
    #[command(flatten)]
    ambiguous: AmbiguousArgs,
    /// The reader's colours; auto goes by the terminal's ground [default: the settings', or else auto]
    #[arg(long, value_name = "NAME", value_parser = themes())]
    theme: Option<String>,
    /// One thing at a time, without frames, the cursor on the line that is read: for screen readers
    /// and small screens
    #[arg(long)]
    plain: bool,
}

/// The names of themes, as they are typed.
fn themes() -> PossibleValuesParser {
    PossibleValuesParser::new(std::iter::once("auto").chain(Theme::names().iter().copied()))
}

impl ReaderArgs {
    /// Opens one file as the reader does by default.
    pub(super) fn of(path: PathBuf) -> Self {
        Self {
            store: StoreArgs {
                paths: vec![path],
                records: RecordArgs { map: Vec::new() },
                strict: false,
                collections: Vec::new(),
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
    pub(super) fn request(self, config: &Config, given: Given) -> term::Request {
        let Store {
            sources,
            reading,
            strict,
            ..
        } = self.store.into();
        term::Request {
            sources,
            reading,
            strict,
            config: config.clone(),
            given,
            locale: locale(),
            colour: super::out::colour_is_wanted(),
        }
    }
}

/// Returns the language of what is said: the one that is asked for, or else the system's.
pub(super) fn lang(config: &Config) -> Lang {
    config.language.value.unwrap_or_else(locale)
}

/// Returns the language of what is said of arguments that make no sense together.
pub(super) fn lang_of(typed: &[OsString]) -> Lang {
    let of = |name: &str| Lang::from_str(name, true).ok();
    let given = typed.iter().enumerate().find_map(|(at, word)| {
        let word = word.to_str()?;
        match word.strip_prefix("--lang=") {
            Some(name) => of(name),
            None if word == "--lang" => of(typed.get(at + 1)?.to_str()?),
            None => None,
        }
    });
    given.unwrap_or_else(|| lang(&Config::load(Theme::names())))
}

/// Returns how the text is set.
pub(super) fn typesetting(config: &Config) -> Typesetting {
    Typesetting {
        measure: config.measure.value,
        indent: config.indent.value,
    }
}

/// The language that the system is set to.
fn locale() -> Lang {
    sys_locale::get_locale().map_or(Lang::En, |locale| Lang::from_locale(&locale))
}

/// Where articles come from, and how their records are read.
#[derive(Debug, Args)]
pub(super) struct StoreArgs {
    /// JSON or JSON Lines files, directories of them, or - for standard input
    /// [default: the collections of the settings, or else the shipped edition]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    records: RecordArgs,
    /// Refuse a store that has any problem
    #[arg(long)]
    strict: bool,
    /// What is read where no path is given.
    #[arg(skip)]
    collections: Vec<PathBuf>,
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
        }
    }
}

/// How records are read.
#[derive(Debug, Args)]
pub(super) struct RecordArgs {
    /// Read field FIELD of an article from NAME in the data, as in title=biaoti, or from a path, as in
    /// articles=result.data or body=parts[].text; may be repeated
    #[arg(long, value_name = "FIELD=NAME", value_parser = pair)]
    map: Vec<(String, String)>,
}

impl From<RecordArgs> for Reading {
    fn from(args: RecordArgs) -> Self {
        Self { map: args.map }
    }
}

/// Names the sources behind paths.
pub(super) fn sources(paths: Vec<PathBuf>) -> Vec<Source> {
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
pub(super) fn some_sources(paths: Vec<PathBuf>) -> Result<Vec<Source>, Failure> {
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
pub(super) struct AmbiguousArgs {
    /// How wide the terminal draws ambiguous characters, “ ” among them
    ///
    /// Characters whose East Asian Width is ambiguous (UAX #11), curly quotes, dashes and Greek
    /// among them, take 1 cell (narrow) or 2 (wide). With auto the reader asks the terminal, and
    /// the other commands take narrow. [default: the settings', or else auto]
    #[arg(long, value_name = "WIDTH")]
    ambiguous: Option<AmbiguousArg>,
    /// What holds, when the settings are known.
    #[arg(skip)]
    settled: Option<Ambiguous>,
}

impl AmbiguousArgs {
    fn given(&self) -> Option<Drawn> {
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

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    fn parse(words: &[&str]) -> Arguments {
        Arguments::try_parse_from(["zhenews"].iter().chain(words)).unwrap()
    }

    fn request(words: &[&str]) -> term::Request {
        let arguments = parse(words);
        assert!(arguments.command.is_none(), "{words:?} is a command");
        let (mut arguments, mut config) = (arguments, Config::default());
        let given = arguments.given();
        config.overrule(given);
        arguments.settle(&config);
        arguments.reader.request(&config, given)
    }

    #[test]
    fn the_definitions_hold_together() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn without_paths_the_shipped_edition_is_read() {
        assert_eq!(request(&[]).sources, [Source::Shipped]);
        assert_eq!(request(&["--strict"]).sources, [Source::Shipped]);
    }

    #[test]
    fn a_lone_dash_is_standard_input() {
        let file = Source::Path("a.json".into());
        assert_eq!(request(&["-", "a.json"]).sources, [Source::Stdin, file]);
    }

    #[test]
    fn a_command_is_the_first_word_and_nowhere_else() {
        assert!(parse(&["list"]).command.is_some());
        let paths = ["a.json".into(), "list".into()].map(Source::Path);
        assert_eq!(request(&["a.json", "list"]).sources, paths);
        assert_eq!(
            request(&["./list"]).sources,
            [Source::Path("./list".into())]
        );
    }

    #[test]
    fn the_reader_takes_its_language_and_width() {
        let request = request(&["--lang", "zh", "--ambiguous", "wide", "--theme", "paper"]);
        assert_eq!(request.config.theme.value.as_deref(), Some("paper"));
        assert_eq!(lang(&request.config), Lang::Zh);
        assert_eq!(request.config.ambiguous.value, Some(Ambiguous::Wide));
    }

    #[test]
    fn every_command_takes_a_language() {
        for words in [
            &["list"][..],
            &["show", "a"],
            &["fmt"],
            &["check", "a.json"],
        ] {
            let given = parse(&[words, &["--lang", "zh"]].concat()).given();
            assert_eq!(given.language, Some(Lang::Zh));
        }
    }

    #[test]
    fn fields_are_mapped_by_pairs() {
        let map = request(&["--map", "title=biaoti", "--map=body=zw=1"])
            .reading
            .map;
        let expected = [("title", "biaoti"), ("body", "zw=1")];
        assert_eq!(
            map,
            expected.map(|(ours, theirs)| (ours.to_owned(), theirs.to_owned()))
        );
        for wrong in ["title", "=x", "title=", "biaoti=title"] {
            assert!(
                Arguments::try_parse_from(["zhenews", "--map", wrong]).is_err(),
                "{wrong}"
            );
        }
    }

    #[test]
    fn collections_are_read_where_no_path_is_given() {
        let mut config = Config::default();
        config.collections.value = vec!["news".into()];
        let sources = |words: &[&str]| {
            let mut arguments = parse(words);
            arguments.settle(&config);
            let Store { sources, named, .. } = match arguments.command {
                None => arguments.reader.store.into(),
                Some(Command::List(args)) => args.store.into(),
                other => panic!("{other:?}"),
            };
            assert_eq!(named.is_empty(), words.len() < 2);
            sources
        };
        assert_eq!(sources(&[]), [Source::Path("news".into())]);
        assert_eq!(sources(&["list"]), [Source::Path("news".into())]);
        assert_eq!(sources(&["list", "a"]), [Source::Path("a".into())]);
    }
}
