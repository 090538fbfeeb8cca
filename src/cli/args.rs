//! The arguments as they are typed. What the commands work with is made from them
//! ([`super::reports::Store`], [`Ambiguous`](crate::text::width::Ambiguous)), so that no command meets a raw argument of a
//! group it shares with others.

pub(super) mod groups;
mod settle;

use std::ffi::OsString;

use clap::{Parser, Subcommand, ValueEnum as _};

use self::groups::{ReaderArgs, locale};
use super::collections::{AddArgs, ListArgs, RemoveArgs};
use super::{
    check, completions, config as settings, export, fetch, fmt, guide, import, index, list, search,
    show, state, stats,
};
use crate::app::layout::Typesetting;
use crate::config::Config;
use crate::lang::Lang;
use crate::ui::Theme;

/// A terminal reader for Chinese newspaper reports.
///
/// Without a command it opens the reader: headlines on one side, the report typeset by the rules of
/// Chinese newspapers on the other, and a search that knows 简 and 繁. A newspaper page (PDF,
/// recognized or raw text) is rebuilt and opened, too: zhenews page.pdf. The commands do the same for
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
    /// On a terminal they are columns. To a pipe the five fields are whole, separated by tabs,
    /// empty ones included.
    List(list::ListArgs),
    /// Print an article, typeset
    Show(show::ShowArgs),
    /// List the articles that contain a text
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
    /// Write what a search finds to a file: Markdown, plain text, a book (EPUB), a web page, JSON,
    /// JSON Lines or CSV
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
    /// Make a store of newspaper pages: PDF, recognized text, raw text
    Import(import::ImportArgs),
    /// Index a large store ahead of time, so that the reader opens and searches it at once
    ///
    /// The index is kept in the user's cache directory and may be deleted at any time. What has changed in
    /// the files since is all that is indexed again.
    Index(index::IndexArgs),
    /// Export or import what the reader remembers: what was read, stars, tags, notes, places
    State(state::StateArgs),
    /// Add files, directories and feeds to what is read where no PATH is given
    ///
    /// Refuses what no report can be read from, and says why; --force adds it all the same, as a folder that is
    /// still to be filled. An address is that of a feed, or of a page that names one: it is fetched. A list of
    /// feeds (OPML, or newsboat's urls) is taken whole, with its folders.
    Add(AddArgs),
    /// Take files, directories and feeds out of what is read where no PATH is given
    ///
    /// What a feed brought stays in its file unless --delete is given.
    Remove(RemoveArgs),
    /// List what is read where no PATH is given, a path a line
    ///
    /// Behind the path of a feed's store stand its name and its address, parted by tabs; what is wrong with a feed is
    /// said on standard error. Exits with 1 where there is nothing but the shipped edition.
    Collections(ListArgs),
    /// Fetch the feeds that are due
    ///
    /// Several are fetched at once, at most two from a host. For cron and timers: nothing is said unless a
    /// feed failed, and then the exit code is 3; the other feeds are fetched all the same.
    Fetch(fetch::FetchArgs),
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

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::super::reports::Store;
    use super::*;
    use crate::store::Source;
    use crate::term;
    use crate::text::width::Ambiguous;

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
