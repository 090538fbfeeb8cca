//! The arguments as they are typed. What the commands work with is made from them
//! ([`super::collection::Store`], [`Ambiguous`]), so that no command meets a raw argument of a
//! group it shares with others.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::collection::Store;
use super::{check, completions, fmt, guide, import, index, list, search, show, state, stats};
use crate::app::lang::Lang;
use crate::store::{self, Reading, Source};
use crate::term;
use crate::text::width::Ambiguous;

/// A terminal reader for Chinese newspaper reports.
///
/// Without a command it opens the reader: headlines on one side, the report typeset by the rules of
/// Chinese newspapers on the other, and a search that knows 简 and 繁. The commands do the same for
/// pipes and scripts.
#[derive(Debug, Parser)]
#[command(name = "zhenews", version, args_conflicts_with_subcommands = true)]
#[command(after_help = guide::short(), after_long_help = guide::long())]
pub(super) struct Arguments {
    /// What to do instead of opening the reader.
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    /// What the reader opens.
    #[command(flatten)]
    pub(super) reader: ReaderArgs,
    /// The language of what the program says [default: the locale's]
    #[arg(long, value_name = "LANG", global = true)]
    lang: Option<LangArg>,
}

impl Arguments {
    /// Returns the language that is asked for, or else the one that the system is set to.
    pub(super) fn lang(&self) -> Lang {
        match self.lang {
            Some(LangArg::En) => Lang::En,
            Some(LangArg::Zh) => Lang::Zh,
            None => locale(),
        }
    }
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
}

impl ReaderArgs {
    /// Opens one file as the reader does by default.
    pub(super) fn of(path: PathBuf) -> Self {
        Self {
            store: StoreArgs {
                paths: vec![path],
                records: RecordArgs { map: Vec::new() },
                strict: false,
            },
            ambiguous: AmbiguousArgs {
                ambiguous: AmbiguousArg::Auto,
            },
        }
    }

    /// Returns what the reader is to show, and how.
    pub(super) fn request(self, lang: Lang) -> term::Request {
        let Store {
            sources,
            reading,
            strict,
        } = self.store.into();
        term::Request {
            sources,
            reading,
            strict,
            lang,
            ambiguous: self.ambiguous.into(),
            colour: super::out::colour_is_wanted(),
        }
    }
}

/// The language that the system is set to.
fn locale() -> Lang {
    sys_locale::get_locale().map_or(Lang::En, |locale| Lang::from_locale(&locale))
}

/// A language as it is typed.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum LangArg {
    /// English
    En,
    /// 中文
    Zh,
}

/// Where articles come from, and how their records are read.
#[derive(Debug, Args)]
pub(super) struct StoreArgs {
    /// JSON or JSON Lines files, directories of them, or - for standard input
    /// [default: the shipped edition]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    records: RecordArgs,
    /// Refuse a store that has any problem
    #[arg(long)]
    strict: bool,
}

impl From<StoreArgs> for Store {
    fn from(args: StoreArgs) -> Self {
        let mut sources = sources(args.paths);
        if sources.is_empty() {
            sources.push(Source::Shipped);
        }
        Self {
            sources,
            reading: args.records.into(),
            strict: args.strict,
        }
    }
}

/// How records are read.
#[derive(Debug, Args)]
pub(super) struct RecordArgs {
    /// Read field FIELD of an article from NAME in the data, as in title=biaoti; may be repeated
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

fn pair(typed: &str) -> Result<(String, String), String> {
    let fields: Vec<_> = store::field_names().collect();
    match typed.split_once('=') {
        Some((field, name)) if fields.contains(&field) && !name.is_empty() => {
            Ok((field.to_owned(), name.to_owned()))
        }
        Some((_, "")) | None => Err("expected FIELD=NAME, as in title=biaoti".to_owned()),
        Some(_) => Err(format!("FIELD is one of {}", fields.join(", "))),
    }
}

/// How wide the terminal's font draws ambiguous characters.
#[derive(Debug, Args)]
pub(super) struct AmbiguousArgs {
    /// How wide the terminal draws ambiguous characters, “ ” among them
    ///
    /// Characters whose East Asian Width is ambiguous (UAX #11), curly quotes, dashes and Greek
    /// among them, take 1 cell (narrow) or 2 (wide). With auto the reader asks the terminal, and
    /// the other commands take narrow.
    #[arg(long, value_name = "WIDTH", default_value = "auto")]
    ambiguous: AmbiguousArg,
}

/// What is known beforehand; nothing where the terminal is to be asked.
impl From<AmbiguousArgs> for Option<Ambiguous> {
    fn from(args: AmbiguousArgs) -> Self {
        match args.ambiguous {
            AmbiguousArg::Auto => None,
            AmbiguousArg::Narrow => Some(Ambiguous::Narrow),
            AmbiguousArg::Wide => Some(Ambiguous::Wide),
        }
    }
}

/// For commands that ask nobody.
impl From<AmbiguousArgs> for Ambiguous {
    fn from(args: AmbiguousArgs) -> Self {
        Option::from(args).unwrap_or_default()
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
        let lang = arguments.lang();
        arguments.reader.request(lang)
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
        let request = request(&["--lang", "zh", "--ambiguous", "wide"]);
        assert_eq!(request.lang, Lang::Zh);
        assert_eq!(request.ambiguous, Some(Ambiguous::Wide));
    }

    #[test]
    fn every_command_takes_a_language() {
        for words in [
            &["list"][..],
            &["show", "a"],
            &["fmt"],
            &["check", "a.json"],
        ] {
            assert_eq!(parse(&[words, &["--lang", "zh"]].concat()).lang(), Lang::Zh);
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
}
