//! The help in Chinese. The parser knows its English headings only and wraps at spaces, so its definitions are
//! given Chinese texts here, and [`screen`] lays them out.

mod screen;
mod zh;

#[cfg(test)]
mod tests;

use std::ffi::OsString;

use clap::builder::{PossibleValuesParser, StyledStr};
use clap::error::ErrorKind;
use clap::{Arg, Command, CommandFactory as _, Error};

use super::args::Arguments;
use super::{export, guide};
use crate::lang::Lang;

pub(super) use screen::usage;

/// How much of the help is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Length {
    /// A line for each argument, with `-h`.
    Short,
    /// Everything, with `--help`.
    Long,
}

/// The length of a line where no terminal has one, as the parser sets it.
const NO_TERMINAL: usize = 100;

/// Returns the help that `typed` asks for, as the parser says by `instead`, in Chinese and in lines of `columns`
/// cells.
pub(super) fn asked_for(
    instead: &Error,
    typed: &[OsString],
    columns: Option<usize>,
) -> Option<StyledStr> {
    let is_help = matches!(
        instead.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
    );
    let (path, length) = is_help.then(|| parse_help_request(typed))??;
    let root = in_chinese();
    let mut command = &root;
    for name in path.split(' ').skip(1) {
        command = command.find_subcommand(name)?;
    }
    let columns = columns.unwrap_or(NO_TERMINAL);
    Some(screen::lay_out(command, length, columns))
}

/// Returns the definitions of the arguments, every text in Chinese.
pub(super) fn in_chinese() -> Command {
    translated(english(), "")
}

/// Returns the definitions of the arguments as they stand, those that the parser adds among them.
pub(super) fn english() -> Command {
    let mut root = Arguments::command();
    root.build();
    root
}

/// Returns the path of the command whose help is asked for, and how much of it. Only the parser knows, and it says
/// nothing but the help itself, so that each command's is its path here.
fn parse_help_request(typed: &[OsString]) -> Option<(String, Length)> {
    let error = marked(english(), "").try_get_matches_from(typed).err()?;
    let said = error.render().to_string();
    let (path, length) = said.trim().split_once('\n')?;
    let length = match length.trim() {
        "long" => Length::Long,
        _ => Length::Short,
    };
    Some((path.to_owned(), length))
}

fn marked(command: Command, above: &str) -> Command {
    let path = format!("{above} {}", command.get_name());
    let path = path.trim_start();
    command
        .help_template(format!("{path}{{after-help}}"))
        .after_help("short")
        .after_long_help("long")
        .mut_subcommands(|command| marked(command, path))
}

/// Returns a command with its Chinese texts, and all below it with theirs.
fn translated(command: Command, path: &str) -> Command {
    let command = match about(path) {
        None => command,
        Some(text) => {
            // What the parser makes to explain it by `help` has none.
            let long = command.get_long_about().and(whole(text));
            command.about(first(text)).long_about(long)
        }
    };
    closed(command, path)
        .subcommand_value_name("命令")
        .mut_args(|argument| translated_argument(argument, path))
        .mut_subcommands(|command| {
            let path = format!("{path} {}", command.get_name());
            translated(command, path.trim_start())
        })
}

/// Returns a command with what stands under its help.
fn closed(command: Command, path: &str) -> Command {
    match path {
        "" => command
            .after_help(guide::short(Lang::Zh))
            .after_long_help(guide::long(Lang::Zh)),
        "export" => command.after_help(guide::examples(Lang::Zh, &export::EXAMPLES)),
        _ => command,
    }
}

/// Returns the Chinese text of a command.
fn about(path: &str) -> Option<&'static str> {
    let names = || path.split(' ');
    // The parser adds `help` to each command that has others, and below it those that it explains.
    let path = match names().next_back() {
        Some("help") => "help".to_owned(),
        _ => names()
            .filter(|name| *name != "help")
            .collect::<Vec<_>>()
            .join(" "),
    };
    let row = zh::COMMANDS.iter().find(|(of, _)| *of == path);
    row.map(|(_, text)| *text)
}

/// Returns the Chinese text of an argument: its command's own, or else the one that it shares with others.
fn text_of(path: &str, id: &str) -> Option<&'static str> {
    let of = |path: &str| {
        let mut rows = zh::ARGUMENTS.iter();
        rows.find(|row| (row.0, row.1) == (path, id))
    };
    of(path).or_else(|| of(zh::ANYWHERE)).map(|row| row.2)
}

/// Returns the first paragraph of a text.
fn first(text: &'static str) -> &'static str {
    text.split_once("\n\n").map_or(text, |(first, _)| first)
}

/// Returns a text that is more than its first paragraph.
fn whole(text: &'static str) -> Option<&'static str> {
    text.contains("\n\n").then_some(text)
}

fn translated_argument(argument: Arg, path: &str) -> Arg {
    let id = argument.get_id().as_str().to_owned();
    let argument = with_values(with_name(argument), &id);
    match text_of(path, &id) {
        Some(text) => argument.help(first(text)).long_help(whole(text)),
        None if id == "help" => {
            let [short, long] = zh::HELP;
            argument.help(short).long_help(long)
        }
        None => argument,
    }
}

fn with_name(argument: Arg) -> Arg {
    let english = argument.get_value_names().and_then(|names| names.first());
    let row = english.and_then(|english| {
        let mut rows = zh::NAMES.iter();
        rows.find(|(name, _)| *name == english.as_str())
    });
    match row {
        Some((_, chinese)) => argument.value_name(*chinese),
        None => argument,
    }
}

fn with_values(argument: Arg, id: &str) -> Arg {
    let values = argument.get_possible_values();
    if !values.iter().any(|value| value.get_help().is_some()) {
        return argument;
    }
    let values = values.into_iter().map(|value| {
        let mut rows = zh::VALUES.iter();
        match rows.find(|row| (row.0, row.1) == (id, value.get_name())) {
            Some((_, _, text)) => value.help(*text),
            None => value,
        }
    });
    argument.value_parser(PossibleValuesParser::new(values))
}
