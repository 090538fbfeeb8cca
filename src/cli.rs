//! The command line: one file per subcommand, and the edge at which every error becomes one line
//! and an exit code.

mod arg_mistakes;
mod args;
mod check;
mod collections;
mod completions;
mod config;
mod export;
mod failure;
mod feeds;
mod fetch;
mod fetch_report;
mod fmt;
mod guide;
mod help;
mod import;
mod index;
mod json;
mod list;
mod man;
mod open;
mod open_corpus;
mod out;
mod progress;
mod query_arg;
mod reports;
mod rows;
mod saved_search;
mod search;
mod show;
mod sifting;
mod state;
mod stats;
mod stop;
mod target;
mod usage;

use std::backtrace::{Backtrace, BacktraceStatus};
use std::ffi::OsString;
use std::io::{self, Write as _};
use std::panic;
use std::path::Path;

use clap::{CommandFactory as _, Parser as _};

use crate::archive;
use crate::config::{Config, Given};
use crate::exit::Exit;
use crate::lang::{Lang, Say as _};
use crate::store::Source;
use crate::text::sanitize;
use crate::ui::Theme;
use args::{Arguments, Command};
use failure::Failure;
use out::Out;
use stop::Stop;

/// Does what the arguments ask for, the program's name first among them, and returns how it ended.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    tell_panics();
    archive::silence_damage();
    stop::outlive_file_limit();
    let typed: Vec<OsString> = arguments.into_iter().collect();
    let (done, mut out) = match Arguments::try_parse_from(&typed) {
        Ok(arguments) => obey_settled(arguments),
        Err(instead) => {
            let mut out = Out::stdout(args::lang_of(&typed));
            (say(&instead, &typed, &mut out), out)
        }
    };
    let done = done.and_then(|exit| match out.finish() {
        // The reader ended because its terminal is gone, perhaps: the signal is what counts.
        Err(_) if matches!(exit, Exit::Signal(_)) => Ok(exit),
        finished => finished.map(|()| exit).map_err(Failure::from),
    });
    for notice in out.take_notices() {
        remark(&notice);
    }
    done.unwrap_or_else(|failure| report(&failure, out.lang()))
}

/// Reads the settings, and does what the arguments ask for by them.
fn obey_settled(mut arguments: Arguments) -> (Result<Exit, Failure>, Out) {
    let mut config = Config::load(Theme::names());
    let given = arguments.given();
    config.overrule(given);
    arguments.settle(&config);
    let mut out = Out::stdout(args::lang(&config));
    // The reader says it itself, and who asks for the settings is told there.
    if arguments.command.as_mut().is_some_and(Command::reads) {
        let notice = config::format_faults(&config, &config.faults, out.lang());
        if let Some(notice) = notice {
            out.notice(notice);
        }
    }
    let done = obey(arguments, &config, given, &mut out);
    (done, out)
}

fn obey(
    arguments: Arguments,
    config: &Config,
    given: Given,
    out: &mut Out,
) -> Result<Exit, Failure> {
    // The reader has its own way to end.
    if arguments
        .command
        .as_ref()
        .is_some_and(|command| !command.opens_reader())
    {
        Stop::listen()?.until_the_end();
    }
    match arguments.command {
        None => {
            let request = arguments.reader.request(config, given);
            refuse_misread_command(&request.sources)?;
            match import::documents(&request.sources) {
                Some(documents) => import::open_documents(documents, config, given, out),
                None => open::run(request, out),
            }
        }
        Some(Command::Add(args)) => collections::add(&args, config, out),
        Some(Command::Remove(args)) => collections::remove(&args, config, out),
        Some(Command::Collections(args)) => collections::list(&args, config, out),
        Some(Command::Fetch(args)) => fetch::run(&args, config, out),
        Some(Command::Config(args)) => config::run(&args, config, out),
        Some(Command::List(args)) => list::run(args, out),
        Some(Command::Show(args)) => show::run(args, args::typesetting(config), out),
        Some(Command::Search(args)) => search::run(args, out),
        Some(Command::Stats(args)) => stats::run(args, out),
        Some(Command::Export(args)) => export::run(args, out),
        Some(Command::Fmt(args)) => fmt::run(args, out),
        Some(Command::Check(args)) => check::run(args, out),
        Some(Command::Import(args)) => import::run(&args, config, given, out),
        Some(Command::Index(args)) => index::run(args, out),
        Some(Command::State(args)) => state::run(&args, out),
        Some(Command::Completions(args)) => completions::run(&args, Arguments::command(), out),
        Some(Command::Man) => man::run(out),
    }
}

/// Refuses a command that was taken for a file.
fn refuse_misread_command(sources: &[Source]) -> Result<(), Failure> {
    let program = Arguments::command();
    arg_mistakes::refuse_late_command(&program, sources)?;
    match sources.first() {
        Some(Source::Path(first)) => arg_mistakes::refuse_near_command(&program, first),
        _ => Ok(()),
    }
}

/// Prints what clap has to say: help and version, or what is wrong with the arguments.
fn say(instead: &clap::Error, typed: &[OsString], out: &mut Out) -> Result<Exit, Failure> {
    let lang = out.lang();
    let help = match lang {
        Lang::En => None,
        Lang::Zh => help::asked_for(instead, typed, out.columns_of_pager()),
    };
    let text = help.unwrap_or_else(|| instead.render());
    if instead.use_stderr() {
        // A slip in the command makes its options unknown.
        if let Some(first) = typed.get(1) {
            arg_mistakes::refuse_near_command(&Arguments::command(), Path::new(first))?;
        }
        let chinese = match lang {
            Lang::En => None,
            Lang::Zh => usage::in_chinese(instead, typed),
        };
        // It repeats the arguments as they came, and plain: a mark could not be told from theirs.
        let plain = chinese.unwrap_or_else(|| text.to_string());
        plain.lines().for_each(tell);
        return Ok(Exit::WrongUse);
    }
    out.print(&out.pen().styled(&text))?;
    Ok(Exit::Success)
}

/// Says why a command ended before it was done, and returns how the program ends by it.
fn report(failure: &Failure, lang: Lang) -> Exit {
    if let Some(why) = failure.message() {
        remark(&why.say(lang));
    }
    failure.exit()
}

/// Says something in the program's name.
fn remark(text: &str) {
    tell(&format!("zhenews: {text}"));
}

/// Writes a line to standard error; of arguments, file names and what stands in files a terminal gets to see
/// what it might obey.
fn tell(line: &str) {
    // Where standard error is closed nobody can be told.
    let _ = writeln!(io::stderr(), "{}", sanitize::visible_line(line));
}

/// Has a panic reported so that a terminal obeys nothing of it: what it tells may have come with an article.
fn tell_panics() {
    panic::set_hook(Box::new(|info| {
        let backtrace = Backtrace::capture();
        let report = if backtrace.status() == BacktraceStatus::Captured {
            format!("{info}\n{backtrace}")
        } else {
            info.to_string()
        };
        // Where standard error is closed nobody can be told.
        let _ = writeln!(io::stderr(), "zhenews: {}", sanitize::visible(&report));
    }));
}
